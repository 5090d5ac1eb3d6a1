"""Pins survive repairs: what the plan was to keep is kept, as far as what happened allows."""

from dataclasses import replace

import pytest
from repair.helping import MON, MONDAY_NOON, TUE, WED, priced_school, repaired, without
from small import small_plan

from scheduler.domain.people import Adult
from scheduler.domain.plan import Pin
from scheduler.domain.problem import Problem
from scheduler.statements.reading import read_statement
from scheduler.statements.statement import Condition

SCHOOL = priced_school()


def skilled(problem: Problem, key: str, skill: str) -> Problem:
    """The school with an adult who has one skill more."""
    adult: Adult = replace(problem.adults[key], skills=problem.adults[key].skills | {skill})
    return replace(problem, adults={**problem.adults, key: adult})


def test_whom_a_condition_names_takes_the_group_even_if_dearer() -> None:
    """T6's class activity B on Tuesday goes to somebody who is there for 4; pinned to T3, free that day: 10 + 4."""
    pinned = Condition(read_statement(SCHOOL, "T3 does class activity of B on Tuesday"))
    plain, kept = (repaired(without(SCHOOL, {"T6": [TUE]}), conditions=c)[0] for c in ((), (pinned,)))
    assert (plain.cost, kept.cost, kept.bound) == (4, 14, 14)
    assert next(s for s in kept.plan.sessions if s.id == f"class_activity/{TUE}/B/1/1").lead == "T3"
    assert [pin.met for pin in kept.plan.pins] == [True]
    assert kept.legal


def test_whom_a_condition_rules_out_is_not_asked() -> None:
    """T1 and T2 are there on Tuesday and would cost 4; neither may have more than the homework."""
    ruled = [Condition(read_statement(SCHOOL, f"{who} has at most 1 duties on Tuesday")) for who in ("T1", "T2")]
    found = repaired(without(SCHOOL, {"T6": [TUE]}), conditions=ruled)[0]
    assert not {c.who for c in found.changes} & {"T1", "T2"}
    assert found.legal


def test_a_pin_of_the_plan_is_kept_without_being_said_again() -> None:
    """T1 leads chess and is pinned to it; T2 is away on Wednesday, and T1 could stand in for painting, leaving chess to
    T3: not with the pin."""
    school = skilled(skilled(SCHOOL, "T1", "art"), "T3", "chess")
    plan = replace(small_plan(), pins=(Pin("keep", "T1 leads chess (围棋)", None, True),))
    found = repaired(without(school, {"T2": [WED]}), plan, since=MONDAY_NOON)[0]
    chess = next(s for s in found.plan.sessions if s.id == f"club/{WED}/chess.S.1")
    assert chess.lead == "T1"
    assert found.plan.pins == plan.pins


def test_a_pin_that_what_happened_rules_out_is_named_and_the_week_still_repaired() -> None:
    """T1, pinned to homework A on Monday, is ill: somebody else has it, and the pin is told as not kept."""
    plan = replace(small_plan(), pins=(Pin("keep", "T1 does homework of A on Mon", None, True),))
    found = repaired(without(skilled(SCHOOL, "T3", "chess"), {"T1": [MON]}), plan)[0]
    assert [pin.said for pin in found.unkept] == ["T1 does homework of A on Mon"]
    assert not found.plan.unmet
    assert found.legal


@pytest.mark.parametrize("weight", [None, 5])
def test_a_pin_about_somebody_the_school_has_no_more_stays_recorded(weight: int | None) -> None:
    """Nobody can tell whether it is met; the plan says so as before."""
    pin = Pin("keep" if weight is None else "prefer", "T99 leads chess", weight, True)
    found = repaired(SCHOOL, replace(small_plan(), pins=(pin,)))[0]
    assert found.plan.pins == (pin,)
