"""What a plan has settled is what its stages handed on: lifting it once more gives the plan's sessions again."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.config.load import load_school
from scheduler.domain.places import Site
from scheduler.domain.plan import Plan, Role
from scheduler.domain.problem import Problem
from scheduler.planning.lift import lift_sessions, occupied
from scheduler.planning.outcome import Effort
from scheduler.planning.placing import section_space
from scheduler.planning.run import plan_week
from scheduler.planning.settled import Settled
from tests.small import small_plan, small_problem


def planned(name: str) -> tuple[Problem, Plan]:
    """A draft of an example school, or the tiny school's plan."""
    if name == "small":
        return small_problem(), small_plan()
    problem = load_school(Path("configs/schools") / name).problem
    plan = plan_week(problem, effort=Effort.DRAFT).plan
    assert plan is not None
    return problem, plan


@pytest.mark.parametrize("name", ["small", "rural6"])
def test_sessions_lifted_from_what_is_settled_are_the_plans(name: str) -> None:
    """With the plan's leads and duties; leads of sections are told by the section, not among its duties."""
    problem, plan = planned(name)
    settled = Settled(problem, plan)
    duties = {
        s.id: [duty for duty in s.duties if s.section is None or duty.role is not Role.LEAD] for s in plan.sessions
    }
    leads = {section.id: section.lead for section in plan.sections}
    lifted = lift_sessions(problem, settled.groups, settled.held, settled.venues, leads, duties)
    assert sorted(lifted, key=lambda s: s.id) == sorted(plan.sessions, key=lambda s: s.id)


def test_sizes_and_openings_of_the_small_plan() -> None:
    """Chess and painting open once each; four pupils sit in either."""
    settled = Settled(small_problem(), small_plan())
    assert {str(section): size for section, size in settled.sizes.items()} == {"chess.S.1": 4, "painting.S.1": 4}
    assert settled.opened == {("chess", "S"): 1, ("painting", "S"): 1}


def test_later_stages_see_the_venues_that_groups_hold() -> None:
    """On Tuesday, class-based, RA and RB are taken in period 2: a strand of that day finds no classroom for chess."""
    problem, plan = small_problem(), small_plan()
    space = Settled(problem, plan).section_space()
    assert {place.venue.id for place in space.places if place.what == "chess.S.1"} == {"RA", "RB"}
    settled = Settled(problem, plan)
    tuesday = replace(problem, strands={"S": replace(problem.strands["S"], weekdays=frozenset({2}))})
    moved = section_space(tuesday, settled.sizes, occupied(settled.groups))
    assert {place.what for place in moved.places} == {"painting.S.1"}


def test_what_the_school_no_longer_has_is_left_out() -> None:
    """Without chess and ART: one section, without a place; its pupils stay."""
    problem = small_problem()
    venues = {key: venue for key, venue in problem.site.venues.items() if key != "ART"}
    clubs = {"painting": problem.clubs["painting"]}
    settled = Settled(replace(problem, site=Site(venues, problem.site.gates), clubs=clubs), small_plan())
    assert {str(section): venue for section, venue in settled.venues.items()} == {"painting.S.1": None}
    assert list(settled.sizes.values()) == [4]
    assert settled.staff_space().opened == {("painting", "S"): 1}
