"""How many adults each kind of post wants, and from when to when."""

from dataclasses import replace

import pytest
from small import DAYS, TIMES, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.demand import Counts, Homeroom, Mode, Period
from scheduler.domain.people import Stage
from scheduler.domain.places import Gate, Venue
from scheduler.domain.policy import PostRule
from scheduler.domain.posts import main_building, post_demand, post_spans
from scheduler.domain.problem import Problem

EVENING = Interval(1140, 1220)


def with_rule(rule: PostRule, **changes: object) -> Problem:
    """The small school with one rule for posts."""
    return small_problem(policy=small_policy(posts=(rule,)), **changes)


def test_the_small_monday_wants_one_of_each_kind() -> None:
    """Service 15:50-18:00, care to 18:30: leader, gate and first aid hold on to the end."""
    needs = post_demand(small_problem(), DAYS[0], 2)
    assert [(n.kind, n.quantity, str(n.interval), n.place) for n in needs] == [
        ("duty_lead", 1, "15:50-18:30", "main"),
        ("gate", 1, "15:50-18:30", "G1"),
        ("patrol", 1, "15:50-18:00", "main"),
        ("standby", 1, "15:50-18:00", "main"),
        ("first_aid", 1, "15:50-18:30", "main"),
    ]


@pytest.mark.parametrize(("groups", "quantity"), [(0, 0), (1, 1), (11, 1), (12, 1), (13, 2), (24, 2), (25, 3)])
def test_a_rule_per_groups_counts_groups_begun(groups: int, quantity: int) -> None:
    """One patrol for every 12 groups begun; nothing is asked for no group."""
    problem = with_rule(PostRule("patrol", "groups", 1, "service", groups=12))
    assert sum(need.quantity for need in post_demand(problem, DAYS[0], groups)) == quantity


def test_a_rule_per_gate_asks_at_every_gate() -> None:
    """Two adults at each of two gates, in the gate's own building."""
    base = small_problem()
    gates = {"G1": Gate("G1", "main", 40), "G2": Gate("G2", "junior", 20)}
    problem = with_rule(PostRule("gate", "gate", 2, "whole"), site=replace(base.site, gates=gates))
    needs = post_demand(problem, DAYS[0], 2)
    assert [(n.place, n.building, n.quantity) for n in needs] == [("G1", "main", 2), ("G2", "junior", 2)]


@pytest.mark.parametrize(
    ("span", "interval"),
    [("service", "15:50-18:00"), ("care", "18:00-18:30"), ("whole", "15:50-18:30"), ("evening", None)],
)
def test_spans_of_the_small_monday(span: str, interval: str | None) -> None:
    """Nobody stays in the evening, so that span asks for nothing."""
    needs = post_demand(with_rule(PostRule("patrol", "day", 1, span)), DAYS[0], 2)
    assert [str(need.interval) for need in needs] == ([interval] if interval else [])


def test_without_applicants_for_care_the_whole_day_ends_with_the_service() -> None:
    """The bells hold care until 18:30, but nobody applied for it."""
    pupils = {
        key: replace(p, days={w: periods - {Period.EXTENDED} for w, periods in p.days.items()})
        for key, p in small_problem().pupils.items()
    }
    spans = post_spans(small_problem(pupils=pupils), DAYS[0])
    assert {name: str(span) for name, span in spans.items()} == {
        "service": "15:50-18:00",
        "whole": "15:50-18:00",
    }


def test_a_day_nobody_attends_wants_no_post() -> None:
    """No pupils, no posts."""
    assert post_demand(small_problem(pupils={}), DAYS[0], 2) == ()


def evening_school(pupils: int) -> Problem:
    """One junior homeroom with evening study on Monday; one patrol for each group then."""
    times = replace(TIMES, p2=None, extended=None, evening=EVENING)
    return with_rule(
        PostRule("patrol", "groups", 1, "evening", groups=1),
        times={(8, day.date): times for day in DAYS},
        homerooms={"A": Homeroom("A", 8, Stage.JUNIOR, 40, "RA", "T1")},
        mode=Mode.COUNTS,
        counts=Counts({("A", 1, Period.EVENING): pupils}, {}, {}),
        pupils={},
        strands={},
    )


# The largest room has 40 seats. 40 pupils fit the own room, one group; 41 need two, and may be cut into three.
@pytest.mark.parametrize(("pupils", "quantity"), [(0, 0), (40, 1), (41, 3)])
def test_evening_posts_follow_the_evening_groups(pupils: int, quantity: int) -> None:
    """However many groups ran in the afternoon (9), the evening has no more than its homerooms can form."""
    needs = post_demand(evening_school(pupils), DAYS[0], 9)
    assert [(n.quantity, n.interval) for n in needs] == [(quantity, EVENING)] * (quantity > 0)


def test_the_main_building_holds_most_classrooms() -> None:
    """Two homerooms in main, none in junior; with one each, the first of the file."""
    base = small_problem()
    assert main_building(base) == "main"
    moved = {**base.site.venues, "RA": Venue("RA", "classroom", 40, "junior")}
    assert main_building(replace(base, site=replace(base.site, venues=moved))) == "junior"
    assert main_building(replace(base, site=replace(base.site, venues={}))) == ""
