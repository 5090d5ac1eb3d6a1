"""Who and what the clauses bar from where, read off the very rows the engines get."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from solvers.rows import Key, Row

BARE = {15: "research", 27: "equipment", 57: "provider", 58: "provider"}
"""Clauses with one rule, whose tags go straight on to the team, the thing or the sender, and the word for that rule."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a choice is barred or a row is there: the clause, and its word for the rule (`lesson`, `papers` ...)."""

    clause: int
    rule: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A row's tag in parts: `42/away/T001` is clause 42, rule `away`, about `("T001",)`."""

    reason: Reason
    about: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The first thing the row is about: an adult, venue, club, strand, thing or day; "" when it names none."""
        return self.about[0] if self.about else ""


def barred(space: Space) -> Mapping[Key, Reason]:
    """The choices of a space that some clause forbids outright, each with the first reason in the book's order."""
    found: dict[Key, Reason] = {}
    for clause in BOOK:
        for row in clause.rows(space):
            if forbids(row):
                found.setdefault(row.terms[0][0], reason_of(row.tag))
    return found


@lru_cache(maxsize=65_536)
def parsed(tag: str) -> Tag:
    """A tag in parts. Raises ValueError for one that does not begin with a clause's number."""
    number, _, rest = tag.partition("/")
    about = tuple(rest.split("/")) if rest else ()
    clause = int(number)
    if clause in BARE:
        return Tag(Reason(clause, BARE[clause]), about)
    return Tag(Reason(clause, about[0] if about else ""), about[1:])


def reason_of(tag: str) -> Reason:
    """The clause and the word for the rule that a row's tag begins with."""
    return parsed(tag).reason


def forbids(row: Row) -> bool:
    """Whether the row leaves its one choice no value but 0."""
    return len(row.terms) == 1 and row.upper == 0 and row.terms[0][1] > 0
