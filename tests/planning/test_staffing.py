"""Pools of duties: how many adults they want, and who may serve in them."""

from dataclasses import replace

import pytest
from small import small_adult, small_problem

from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.plan import Role
from scheduler.domain.posts import main_building
from scheduler.domain.problem import Problem
from scheduler.planning.lift import placed_groups
from scheduler.planning.offering import strand_occurrences
from scheduler.planning.placing import group_space
from scheduler.planning.staffing import Meeting, PlacedGroup, busiest, club_adults, may_serve, staff_space


def groups_of(problem: Problem) -> tuple[PlacedGroup, ...]:
    """The class-based groups, each homeroom alone."""
    return placed_groups(problem, {g.key: int(g.key.option.endswith("/1")) for g in group_space(problem).gathers})


def meeting(problem: Problem, number: int, pupils: int, extra: int = 0) -> Meeting:
    """A chess section's meeting on Monday."""
    monday = strand_occurrences(problem, problem.strands["S"])[0]
    return Meeting(SectionId("chess", "S", number), monday, Stage.PRIMARY, (("A", pupils),), (), extra)


def test_demand_counts_every_adult_of_the_week() -> None:
    """Two homework groups a day, two class activities on three days, a care pair a day, five posts a day."""
    problem = small_problem()
    wanted: dict[str, int] = {}
    for pool in staff_space(problem, groups_of(problem), (), {}).pools:
        wanted[pool.kind] = wanted.get(pool.kind, 0) + pool.demand
        assert len(pool.targets) == pool.demand
    posts = dict.fromkeys(("duty_lead", "gate", "patrol", "standby", "first_aid"), 5)
    assert wanted == {Kind.HOMEWORK: 10, Kind.CLASS_ACTIVITY: 6, Kind.EXTENDED_CARE: 10, **posts}


@pytest.mark.parametrize(("pupils", "extra", "adults"), [(1, 0, 1), (55, 0, 1), (56, 0, 2), (110, 0, 2), (111, 1, 4)])
def test_a_club_wants_adults_by_its_ratio(pupils: int, extra: int, adults: int) -> None:
    """Risk 0 in grade 3 allows 55 pupils an adult; a pupil with extra needs wants one more."""
    problem = small_problem()
    assert club_adults(problem, meeting(problem, 1, pupils, extra)) == adults


def test_assistants_of_clubs_are_one_pool_and_an_outside_lead_brings_a_chaperone_pool() -> None:
    """56 pupils want one assistant, 20 none; only with somebody from outside for chess is there a chaperone pool."""
    problem = small_problem()
    held = (meeting(problem, 1, 56), meeting(problem, 2, 20))
    pools = [p for p in staff_space(problem, (), held, {("chess", "S"): 2}).pools if p.kind == Kind.CLUB]
    assert [(p.role, p.demand, p.targets) for p in pools] == [(Role.ASSISTANT, 1, (held[0].id,))]
    coach = small_adult("P", kind=AdultKind.PROFESSIONAL, skills=frozenset({"chess"}))
    problem = small_problem(adults={**problem.adults, "P": coach})
    pools = [p for p in staff_space(problem, (), held, {("chess", "S"): 2}).pools if p.kind == Kind.CLUB]
    assert [(p.demand, p.own_only, p.targets) for p in pools[1:]] == [(0, True, (held[0].id, held[1].id))]


def test_the_busiest_minute_counts_groups_and_meetings() -> None:
    """On Monday two homework groups run in period 1; with three chess sections, three in period 2."""
    problem = small_problem()
    day = problem.days[0]
    assert busiest(problem, day, groups_of(problem), ()) == 2
    assert busiest(problem, day, groups_of(problem), [meeting(problem, n, 4) for n in (1, 2, 3)]) == 3
    assert busiest(problem, day, (), ()) == 0


@pytest.mark.parametrize(
    ("kind", "serves"),
    [
        ("homework", {"T1", "V"}),
        ("duty_lead", {"L"}),
        ("gate", {"T1", "G"}),
        ("first_aid", set()),
    ],
)
def test_who_may_serve(kind: str, serves: set[str]) -> None:
    """Guards hold the gate, the duty lead holds its post alone, helpers take groups, the unskilled no first aid."""
    base = small_problem()
    helper = small_adult("V", kind=AdultKind.VOLUNTEER)
    junior = replace(base.adults["T3"], id="J", stages=frozenset({Stage.JUNIOR}))
    adults = {"T1": base.adults["T1"], "V": helper, "L": base.adults["L"], "G": base.adults["G"]}
    problem = small_problem(adults=adults)
    pool = next(p for p in staff_space(problem, groups_of(problem), (), {}).pools if p.kind == kind)
    assert {a.id for a in adults.values() if may_serve(a, pool)} == serves
    assert may_serve(junior, pool) == (kind == "gate")


def test_groups_without_a_room_stay_at_home() -> None:
    """With no venue found a group still meets, in the building of its own classroom."""
    problem = small_problem()
    assert {g.venue for g in groups_of(problem)} == {None}
    assert {g.building for g in groups_of(problem)} == {main_building(problem)} == {"main"}
