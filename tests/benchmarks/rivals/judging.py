"""One row of the table: a rival's plans before the judge of the clauses, and when it was as good as we are."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from tests.benchmarks.report import Result
from tests.benchmarks.rivals.case import Course, Found, School

Rank = tuple[int, ...]
"""Breaches, then the tiers in order."""


@dataclass(frozen=True)
class Judged:
    """A plan's breaches, demands unmet and recounted tiers."""

    breaches: int
    unmet: int
    value: dict[TierName, int]

    @property
    def rank(self) -> Rank:
        """What plans are compared by, less is better."""
        return (self.breaches, *(self.value[tier] for tier in TierName))


def judge(problem: Problem, found: Found) -> Judged:
    """Have a plan judged by the audit that judges ours."""
    plan = found.plan()
    said = audit(problem, plan)
    breaches = sum(breach.severity is Severity.BREACH for breach in said.breaches)
    return Judged(breaches, len(plan.unmet), dict(said.value))


def row_of(name: str, school: School, course: Course, aim: Rank | None) -> Result:
    """What is told of a run. Plans are taken to get no worse as a rival goes on, so that few need judging."""
    at = cache(lambda index: judge(school.problem, course.found[index]))
    every = range(len(course.found))
    last = at(every[-1]) if every else None
    legal = bisect_left(every, True, key=lambda index: at(index).breaches == 0)
    good = bisect_left(every, True, key=lambda index: aim is not None and at(index).rank <= aim)
    value = {} if last is None else last.value
    return {
        "rival": name,
        "status": course.status,
        "legal": None if last is None else last.breaches == 0,
        "breaches": None if last is None else last.breaches,
        "unmet": None if last is None else last.unmet,
        "tiers": {tier.value: {"value": n, "bound": course.bounds.get(tier)} for tier, n in value.items()},
        "plans": len(every),
        "note": course.note,
        "first_seconds": _when(course, legal),
        "as_good_seconds": _when(course, good),
        "rank": None if last is None else last.rank,
    }


def _when(course: Course, index: int) -> float | None:
    return round(course.found[index].seconds, 2) if index < len(course.found) else None
