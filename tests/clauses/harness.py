"""What every clause test needs: rows weighed against a choice, breaches by number, plans with one change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.space import Amount, Short, Space
from scheduler.domain.plan import Plan, Session, TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import VOCABULARY
from solvers.rows import Key, Row

LARGEST_SEARCH = 100_000
WORD = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z_]*(?![\w/.-])", re.ASCII)
"""A word of Latin letters that stands alone, not in an id such as homework/2026-11-02/A/1/1."""
ENGLISH = {word.casefold() for key, pair in VOCABULARY.items() for word in (key.rpartition(".")[2], pair[1])}
"""What the vocabulary has a Chinese word for: the codes, and its English side."""


def holds(row: Row, values: Mapping[Key, int]) -> bool:
    """Whether the values keep the row; a key without a value is 0."""
    total = sum(coefficient * values.get(key, 0) for key, coefficient in row.terms)
    return (row.lower is None or row.lower <= total) and (row.upper is None or total <= row.upper)


def broken_rows(clause: Clause, space: Space, values: Mapping[Key, int] | Iterable[Key]) -> tuple[Row, ...]:
    """The clause's rows that the values break. A plain list of keys means 1 each; all other keys are 0."""
    given = values if isinstance(values, Mapping) else dict.fromkeys(values, 1)
    return tuple(row for row in clause.rows(space) if not holds(row, given))


def completions(clause: Clause, space: Space, values: Mapping[Key, int] | Iterable[Key]) -> Iterable[dict[Key, int]]:
    """Every way to value the clause's remaining amounts and shortages that keeps its rows, by brute force.

    The 0/1 keys are as given. Raises ValueError for more than 100,000 combinations: make the space smaller.
    """
    given = dict(values) if isinstance(values, Mapping) else dict.fromkeys(values, 1)
    rows = tuple(clause.rows(space))
    free = _free(rows, given)
    ways = 1
    for key in free:
        ways *= key.upper - _lower(key) + 1
    if ways > LARGEST_SEARCH:
        raise ValueError(f"{ways} combinations are too many; make the space smaller")
    for chosen in product(*(range(_lower(key), key.upper + 1) for key in free)):
        full = {**given, **dict(zip(free, chosen, strict=True))}
        if all(holds(row, full) for row in rows):
            yield full


def allowed(clause: Clause, space: Space, values: Mapping[Key, int] | Iterable[Key]) -> bool:
    """Whether the clause's rows allow the choice, with its amounts and shortages free within their bounds."""
    return next(iter(completions(clause, space, values)), None) is not None


def least_cost(
    clause: Clause,
    space: Space,
    values: Mapping[Key, int] | Iterable[Key],
    tier: TierName = TierName.SHORTAGE,
) -> int | None:
    """Least cost of the choice in a tier over its amounts and shortages; None when the rows forbid it."""
    costs = [cost for cost in clause.costs(space) if cost.tier is tier]
    worths = [
        sum(c.coefficient * (1 if c.key is None else full.get(c.key, 0)) for c in costs)
        for full in completions(clause, space, values)
    ]
    return min(worths, default=None)


def _free(rows: Sequence[Row], given: Mapping[Key, int]) -> list[Amount | Short]:
    keys = {key: None for row in rows for key, _ in row.terms}
    return [key for key in keys if isinstance(key, (Amount, Short)) and key not in given]


def _lower(key: Amount | Short) -> int:
    return key.lower if isinstance(key, Amount) else 0


def judge(
    book: Sequence[Clause], problem: Problem, plan: Plan, severity: Severity | None = Severity.BREACH
) -> list[Breach]:
    """Every breach and finding of the book with the severity (None: any)."""
    found = [
        breach
        for clause in book
        for breach in (*clause.findings(problem), *clause.breaches(problem, plan))
        if severity in (None, breach.severity)
    ]
    for breach in found:
        say_both(book, breach)
    return found


def say_both(book: Sequence[Clause], breach: Breach) -> tuple[str, str]:
    """The sentence of a breach in Chinese and English; every breach must have both, each in its own words."""
    clause = next(c for c in book if c.number == breach.clause)
    chinese, english = clause.say(breach, "zh"), clause.say(breach, "en")
    assert not strange_words(chinese), f"clause {breach.clause}, {breach.rule}: {chinese}"
    return chinese, english


def strange_words(chinese: str) -> list[str]:
    """Words of the vocabulary that a Chinese sentence says in English or by their code; ids and numbers may stay."""
    phrases = [phrase for phrase in ENGLISH if " " in phrase and phrase in chinese.casefold()]
    return [word for word in WORD.findall(chinese) if word.casefold() in ENGLISH] + sorted(phrases)


def numbers(book: Sequence[Clause], problem: Problem, plan: Plan) -> list[int]:
    """Numbers of the clauses of the book that the plan breaks, each once, in order."""
    return sorted({breach.clause for breach in judge(book, problem, plan)})


def marks(breaches: Iterable[Breach]) -> list[tuple[int, str, str]]:
    """(clause, rule, where) of each breach, sorted, to compare with a list written by hand."""
    return sorted((b.clause, b.rule, b.where) for b in breaches)


def with_session(plan: Plan, session: str, **changes: Any) -> Plan:
    """The plan with fields of one session changed. Raises KeyError when the plan has no such session."""
    find_session(plan, session)
    changed = tuple(replace(s, **changes) if s.id == session else s for s in plan.sessions)
    return replace(plan, sessions=changed)


def without_session(plan: Plan, session: str) -> Plan:
    """The plan with one session left out."""
    find_session(plan, session)
    return replace(plan, sessions=tuple(s for s in plan.sessions if s.id != session))


def with_post(plan: Plan, post: str, **changes: Any) -> Plan:
    """The plan with fields of one post changed. Raises KeyError when the plan has no such post."""
    if not any(p.id == post for p in plan.posts):
        raise KeyError(post)
    return replace(plan, posts=tuple(replace(p, **changes) if p.id == post else p for p in plan.posts))


def find_session(plan: Plan, session: str) -> Session:
    """The session with the id. Raises KeyError when there is none."""
    for candidate in plan.sessions:
        if candidate.id == session:
            return candidate
    raise KeyError(session)
