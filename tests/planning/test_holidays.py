"""Weeks in which a strand, or every club, is missing: what is stated is what the judge counts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import DAYS, small_problem

from scheduler.audit import audit
from scheduler.domain.demand import Mode
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def in_mode(problem: Problem, mode: Mode) -> Problem:
    """The tiny school planned from its roster or from expected counts."""
    return replace(problem, mode=mode)


def on_other_days(problem: Problem) -> Problem:
    """Every strand meets only on a weekday that is no school day of the week."""
    free = next(weekday for weekday in range(1, 8) if weekday not in {day.weekday for day in DAYS})
    strands = {key: replace(strand, weekdays=(free,)) for key, strand in problem.strands.items()}
    return replace(problem, strands=strands)


def without_clubs(problem: Problem) -> Problem:
    """Strands stand in the timetable, but nobody offers a club."""
    pupils = {key: replace(pupil, choices=()) for key, pupil in problem.pupils.items()}
    return replace(problem, clubs={}, pupils=pupils, counts=replace(problem.counts, interest={}))


@pytest.mark.parametrize("change", [on_other_days, without_clubs])
@pytest.mark.parametrize("mode", Mode)
def test_stated_and_counted_values_agree(mode: Mode, change: object, worker: Worker) -> None:
    """In every tier, with or without a place to give."""
    assert callable(change)
    problem = change(in_mode(small_problem(), mode))
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker)
    assert outcome.plan is not None
    assert {t.name: t.value for t in outcome.plan.tiers} == dict(audit(problem, outcome.plan).value)


WEEKS = [(1, 2, 3, 4, 5), (1, 2, 4, 5), (2, 3, 4, 5), (2, 4, 5), (3,), (1, 3), (4, 5)]
"""School days of a week: with and without Monday and Wednesday."""


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("held", WEEKS, ids=str)
def test_a_holiday_takes_its_strand_out_of_every_value(held: tuple[int, ...], mode: Mode, worker: Worker) -> None:
    """Strand M meets on Monday, W on Wednesday, chess in W only: the week is whole whichever of them falls out.

    Eight pupils for at most 20 places a club: nobody is short, and chess is missed by nobody when W does not meet.
    """
    base = small_problem()
    strands = {k: replace(base.strands["S"], id=k, weekdays=frozenset({w})) for k, w in (("M", 1), ("W", 3))}
    chess = replace(base.clubs["chess"], strands=frozenset({"W"}))
    contents = {**base.class_contents, 1: "reading", 3: "reading"}
    problem = small_problem(
        mode=mode,
        days=tuple(day for day in DAYS if day.weekday in held),
        strands=strands,
        clubs={**base.clubs, "chess": chess},
        class_contents=contents,
    )
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker)
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert {t.name: t.value for t in outcome.plan.tiers} == dict(outcome.audit.value)
    assert outcome.audit.clean
    assert outcome.plan.unmet == ()
    assert {s.id.strand for s in outcome.plan.sections} == {k for k, w in (("M", 1), ("W", 3)) if w in held}


@pytest.mark.parametrize("mode", Mode)
def test_pupils_without_any_club_are_short_of_a_place(mode: Mode, worker: Worker) -> None:
    """Each pupil to seat in a strand counts 1; nothing is short of places when no strand meets."""
    problem = without_clubs(in_mode(small_problem(), mode))
    sought = sum(problem.seats_sought(strand) for strand in problem.strands.values())
    plan = plan_week(problem, effort=Effort.DRAFT, worker=worker).plan
    assert plan is not None
    assert sought > 0
    assert next(t.value for t in plan.tiers if t.name is TierName.SHORTAGE) >= sought
    idle = on_other_days(in_mode(small_problem(), mode))
    assert sum(idle.seats_sought(strand) for strand in idle.strands.values()) == 0
