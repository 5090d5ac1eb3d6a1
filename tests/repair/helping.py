"""The tiny school with costs of changes, events on it, and an engine without a process of its own."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from small import DAYS, small_plan, small_policy, small_problem

from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.repair.moment import Moment
from scheduler.repair.repair import Repaired, repair
from solvers.answer import Answer
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.rows import Key
from solvers.stop import Limits
from solvers.worker import Worker

POINTS: Mapping[ChangeKind, int] = {
    ChangeKind.CALLED_IN: 10,
    ChangeKind.DUTY: 4,
    ChangeKind.MOVED: 3,
    ChangeKind.RELIEVED: 1,
    ChangeKind.TOLD_LATE: 5,
    ChangeKind.ROOM: 2,
    ChangeKind.YOUNG_ROOM: 2,
    ChangeKind.CLUB_OFF: 15,
    ChangeKind.PLACE_LOST: 12,
}
MON, TUE, WED = (day.date for day in DAYS[:3])
MONDAY_NOON = Moment(MON, 720)
"""Before anything of the week has begun."""


class InHouse:
    """Solves where it stands: no child process to wait for."""

    def solve(
        self, engine: str, instance: Instance, limits: Limits, hint: Mapping[Key, int] | None = None, **_: object
    ) -> Answer:
        """The engine's answer."""
        return ENGINES[engine]()(instance, limits, hint=hint)


def priced_school(points: Mapping[ChangeKind, int] = POINTS, **changes: Any) -> Problem:
    """The tiny school in which changes cost something."""
    return small_problem(policy=small_policy(changes=points), **changes)


def without(problem: Problem, absent: Mapping[str, Collection[date]]) -> Problem:
    """The school with adults absent."""
    adults = {
        key: replace(adult, absent=adult.absent | frozenset(absent.get(key, ())))
        for key, adult in problem.adults.items()
    }
    return replace(problem, adults=adults)


def shut(problem: Problem, closed: Mapping[str, Collection[date]]) -> Problem:
    """The school with venues closed."""
    venues = {
        key: replace(venue, closed=venue.closed | frozenset(closed.get(key, ())))
        for key, venue in problem.site.venues.items()
    }
    return replace(problem, site=replace(problem.site, venues=venues))


def repaired(
    problem: Problem, plan: Plan | None = None, since: Moment = MONDAY_NOON, alternatives: int = 1, **more: Any
) -> tuple[Repaired, ...]:
    """Repairs of the tiny school's plan, found in this process."""
    worker = cast("Worker", InHouse())
    before = small_plan() if plan is None else plan
    return repair(problem, before, since=since, worker=worker, alternatives=alternatives, **more)
