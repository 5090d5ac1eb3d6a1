"""What the judge counts from a plan alone: stages, late minutes, spans of a day, duty leads."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from clauses.odd import meeting, only
from small import CARE, DAYS, MONDAY, P1, P2, TIMES, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.principles import DutyLead
from scheduler.clauses.seen import (
    Engagement,
    busiest,
    clear_of,
    late_part,
    least_cover,
    stage_of,
    union_minutes,
    windows,
)
from scheduler.domain.demand import Homeroom, Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import Stage
from scheduler.domain.plan import Role, TierName
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem

PROBLEM, PLAN = small_problem(), small_plan()
CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"
HOMEWORK_A, HOMEWORK_B = (f"homework/{MONDAY}/{room}/1/1" for room in "AB")
SATURDAY = MONDAY + timedelta(days=5)
LATE = Interval(1140, 1200)


def untimed(*days: int) -> Problem:
    """The small school, whose bells know nothing of some days."""
    gone = {DAYS[day].date for day in days}
    return small_problem(times={key: times for key, times in PROBLEM.times.items() if key[1] not in gone})


JUNIOR = Homeroom("J", 7, Stage.JUNIOR, 4, "RB", None)


def test_a_sessions_stage_is_its_first_known_homerooms() -> None:
    """A stranger first, then a junior and a primary homeroom; no homeroom, no stage."""
    problem = small_problem(homerooms={**PROBLEM.homerooms, "J": JUNIOR})
    at = [(("Z", 1), ("J", 1), ("A", 1)), (("A", 1), ("J", 1)), (("Z", 1),), ()]
    stages = [stage_of(problem, meeting(Kind.HOMEWORK, heads=heads)) for heads in at]
    assert stages == [Stage.JUNIOR, Stage.PRIMARY, None, None]


def duty(stage: Stage | None, start: int, end: int) -> Engagement:
    """A duty of Monday."""
    return Engagement("T1", MONDAY, Interval(start, end), "homework", Role.LEAD, "x", "main", stage)


@pytest.mark.parametrize(
    ("stage", "minutes"),
    # Primary: late from 1010, the end of P1. Junior: no P1, late from 1100, where P2 begins. A post: from the first.
    [(Stage.PRIMARY, 190), (Stage.JUNIOR, 100), (None, 190)],
)
def test_late_minutes_begin_with_the_dutys_own_stage(stage: Stage | None, minutes: int) -> None:
    """A duty from 900 to 1200, at a school of two stages."""
    junior = replace(TIMES, p1=None, p2=Interval(1100, 1160), extended=None)
    problem = small_problem(
        homerooms={**PROBLEM.homerooms, "J": JUNIOR}, times={**PROBLEM.times, (7, MONDAY): junior}, days=DAYS[:1]
    )
    assert late_part(problem, duty(stage, 900, 1200)) == minutes
    assert late_part(problem, duty(stage, 900, 1000)) == 0


def test_a_day_whose_bells_hold_nothing_has_no_late_minutes() -> None:
    """Neither period, or no bells at all."""
    nothing = small_problem(times={key: replace(held, p1=None, p2=None) for key, held in PROBLEM.times.items()})
    assert [late_part(problem, duty(None, 900, 1200)) for problem in (nothing, untimed(0))] == [0, 0]


E1, S1, S2 = Interval(1110, 1140), P1, P2


@pytest.mark.parametrize(
    ("sessions", "spans"),
    [
        ((), {}),
        (((Kind.HOMEWORK, S1),), {"service": S1, "whole": S1}),
        (((Kind.HOMEWORK, S1), (Kind.CLUB, S2)), {"service": Interval(950, 1080), "whole": Interval(950, 1080)}),
        # Care alone is watched from its own start; after a service from the service's end, if that is sooner.
        (((Kind.EXTENDED_CARE, CARE),), {"whole": CARE, "care": CARE}),
        (
            ((Kind.HOMEWORK, S1), (Kind.EXTENDED_CARE, E1)),
            {"service": S1, "whole": Interval(950, 1140), "care": Interval(1010, 1140)},
        ),
        (
            ((Kind.CLUB, S2), (Kind.EXTENDED_CARE, Interval(1050, 1110))),
            {"service": S2, "whole": Interval(1020, 1110), "care": Interval(1050, 1110)},
        ),
        (((Kind.EVENING_STUDY, LATE),), {"evening": LATE}),
    ],
)
def test_the_spans_of_a_day(sessions: Any, spans: dict[str, Interval]) -> None:
    """Service, care, the whole day, and the evening by itself."""
    assert windows([meeting(kind, at) for kind, at in sessions]) == spans


def test_counting_minutes_and_sessions() -> None:
    """Nothing is 0; a minute at midnight counts; what touches does not overlap; the first of the emptiest minutes."""
    assert (
        busiest([]),
        busiest([meeting(Kind.HOMEWORK)]),
        busiest([meeting(Kind.HOMEWORK, at) for at in (P1, P1, P2)]),
    ) == (0, 1, 2)
    assert union_minutes([]) == 0
    assert union_minutes([Interval(0, 1), Interval(1, 3), Interval(2, 5), Interval(9, 10)]) == 6
    assert least_cover(Interval(10, 20), [Interval(0, 15), Interval(10, 30)]) == (1, 15)
    assert least_cover(Interval(10, 20), [Interval(12, 20)]) == (0, 10)
    assert least_cover(Interval(10, 20), []) == (0, 10)


@pytest.mark.parametrize(("walk", "clear"), [(9, True), (10, True), (11, False)])
def test_a_way_needs_its_minutes(walk: int, clear: bool) -> None:
    """Ten minutes lie between the two, whichever comes first."""
    assert clear_of(P1, P2, walk) is clear
    assert clear_of(P2, P1, walk) is clear


@pytest.mark.parametrize(
    ("per", "sessions", "wanted"), [("day", 5, 1), ("gate", 5, 1), ("groups", 4, 2), ("groups", 5, 3)]
)
def test_duty_leads_by_day_gate_and_groups(per: str, sessions: int, wanted: int) -> None:
    """One a day, one a gate, or one for two groups that run at once; nobody on a day without pupils."""
    problem = small_problem(
        policy=small_policy(posts=(PostRule("duty_lead", per, 1, "whole", groups=2),)), days=DAYS[:1]
    )
    plan = only(*(meeting(Kind.HOMEWORK, id=f"d{n}") for n in range(sessions)), meeting(Kind.CLUB, P2))
    found = list(DutyLead().breaches(problem, plan))
    assert [(b.rule, b.facts["wanted"], b.facts["held"]) for b in found] == [("vacant", wanted, 0)]
    assert DutyLead().recount(problem, plan) == {TierName.SHORTAGE: 10 * wanted}
    assert list(DutyLead().breaches(replace(problem, pupils={}), plan)) == []


def test_evening_pupils_alone_ask_for_no_duty_lead_and_end_no_duty_leads_day() -> None:
    """The lead of the day stays from 950 to 1110, evening study or not."""
    times = {key: replace(held, evening=LATE) for key, held in PROBLEM.times.items()}
    late = {w: frozenset({Period.EVENING}) for w in range(1, 6)}
    evening = {"A1": replace(PROBLEM.pupils["A1"], days=late)}
    assert list(DutyLead().breaches(small_problem(times=times, pupils=evening), only())) == []
    plan = replace(PLAN, sessions=(*PLAN.sessions, meeting(Kind.EVENING_STUDY, LATE)))
    assert list(DutyLead().breaches(small_problem(times=times), plan)) == []
    tuesday = replace(meeting(Kind.HOMEWORK, LATE), date=DAYS[1].date)
    assert [b.when for b in DutyLead().breaches(PROBLEM, replace(PLAN, sessions=(*PLAN.sessions, tuesday)))] == [
        DAYS[1].date
    ]
