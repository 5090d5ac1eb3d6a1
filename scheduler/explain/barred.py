"""Who and what the clauses bar from where, read off the very rows the engines get."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from solvers.rows import Key, Row


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a choice is barred: the clause, and its word for the reason (`lesson`, `papers`, `inspection` ...)."""

    clause: int
    rule: str


def barred(space: Space) -> Mapping[Key, Reason]:
    """The choices of a space that some clause forbids outright, each with the first reason in the book's order."""
    found: dict[Key, Reason] = {}
    for clause in BOOK:
        for row in clause.rows(space):
            if forbids(row):
                found.setdefault(row.terms[0][0], reason_of(row.tag))
    return found


def reason_of(tag: str) -> Reason:
    """The clause and the word a row's tag begins with."""
    clause, _, rest = tag.partition("/")
    return Reason(int(clause), rest.partition("/")[0])


def forbids(row: Row) -> bool:
    """Whether the row leaves its one choice no value but 0."""
    return len(row.terms) == 1 and row.upper == 0 and row.terms[0][1] > 0
