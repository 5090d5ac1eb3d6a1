"""Pins of a plan in its repairs: kept where anybody can keep them, and said to be kept or not as it is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import DAYS, small_policy, small_problem

from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Pin, Plan
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Variant
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from scheduler.repair.moment import before
from scheduler.repair.repair import Repaired, repair
from scheduler.resilience.absence import Absence, Missing
from scheduler.statements.people import Duties
from scheduler.statements.pinned import restated, standing_pins
from scheduler.statements.statement import Condition, Count
from scheduler.statements.tasks import Task
from solvers.worker import Worker

COSTS = {ChangeKind.DUTY: 4, ChangeKind.CALLED_IN: 6, ChangeKind.MOVED: 2, ChangeKind.CLUB_OFF: 30}
SCHOOL = small_problem(policy=small_policy(changes=COSTS))
TUESDAY = DAYS[1].date
PINS = (
    Condition(Task("T3", "homework", "A", 2)),
    Condition(Task("T4", "homework", "A", 2), holds=False),
    Condition(Duties("T5", Count(0, 8))),
)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


@pytest.fixture(scope="module")
def plan(worker: Worker) -> Plan:
    """A week with pins: T3 has A's homework on Tuesday, T4 has not."""
    found = plan_week(SCHOOL, effort=Effort.DRAFT, worker=worker, variant=Variant(PINS)).plan
    assert found is not None
    return found


def mended(worker: Worker, plan: Plan, *who: str) -> tuple[Problem, Repaired]:
    """The school and the repair when somebody is absent on Tuesday."""
    problem = Absence(Missing.ADULT, who, (TUESDAY,)).happened(SCHOOL)
    (found,) = repair(problem, plan, since=before(problem), worker=worker)
    return problem, found


def test_a_repair_keeps_the_pins_of_its_plan(worker: Worker, plan: Plan) -> None:
    """Whoever leads B's homework on Tuesday is away: somebody takes it, not T3, who stays with A, and all pins hold."""
    away = next(s.lead for s in plan.sessions if s.kind == "homework" and s.date == TUESDAY and s.heads[0][0] == "B")
    assert away not in (None, "T3")
    problem, found = mended(worker, plan, away or "")
    assert found.legal
    assert all(condition.met(problem, found.plan) for condition in PINS)
    assert all(pin.met for pin in found.plan.pins)
    assert found.plan.pins == plan.pins


def test_who_is_absent_is_not_held_to_a_pin_but_others_are(worker: Worker, plan: Plan) -> None:
    """T3 away: A's homework is somebody else's, yet not T4's, which is forbidden; the plan says its pin is not met."""
    problem, found = mended(worker, plan, "T3")
    assert found.legal
    assert [pin.met for pin in found.plan.pins] == [False, True, True]
    assert PINS[1].met(problem, found.plan)
    assert [c.statement.say("en") for c in standing_pins(problem, plan)] == [c.statement.say("en") for c in PINS[1:]]


def test_pins_come_before_demands(worker: Worker, plan: Plan) -> None:
    """Everybody but T3 forbidden, and T3 away: pins are kept before demands are met, so the group has no lead, which is
    told as unmet."""
    only = tuple(
        Pin("forbid", f"{who} does homework of A on Tuesday", None, True) for who in SCHOOL.adults if who != "T3"
    )
    _, found = mended(worker, replace(plan, pins=only), "T3")
    assert not found.legal
    assert all(pin.met for pin in found.plan.pins)


def test_pins_are_stated_anew_and_those_no_longer_read_stay(plan: Plan) -> None:
    """Without T3's homework the first is not met; a pin about a venue that is gone is left as it was."""
    gone = Pin("keep", "chess in XX", None, True)
    sessions = tuple(replace(s, duties=()) for s in plan.sessions)
    found = restated(SCHOOL, replace(plan, sessions=sessions, pins=(*plan.pins, gone)))
    assert [pin.met for pin in found] == [False, True, True, True]
