"""A plan in another week: the same weekday and period, the other bells; nothing invented."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import DAYS, MONDAY, TIMES, small_plan, small_problem

from scheduler.audit import audit
from scheduler.calendar.bells import BellRule, DayTimes, day_times
from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planning.carry import carry

LATER = BellRule(
    afternoon_start=870,
    lesson_minutes=40,
    break_minutes=15,
    afternoon_lessons=2,
    gap_minutes=15,
    p1_minutes=60,
    between_minutes=10,
    p2_minutes=60,
    extended_minutes=30,
)
"""The bells of `small` half an hour later: lessons from 14:30, P1 16:20-17:20, P2 17:30-18:30, care 18:30-19:00."""


def in_days(days: tuple[SchoolDay, ...], times: DayTimes = TIMES) -> Problem:
    """The tiny school in a week of these days."""
    return small_problem(
        days=days, times={(3, day.date): times for day in days}, sunsets={day.date: 1074 for day in days}
    )


def week(weeks: int) -> tuple[SchoolDay, ...]:
    """The days so many weeks later."""
    return tuple(SchoolDay(day.date + timedelta(weeks=weeks), day.weekday) for day in DAYS)


def bare(plan: Plan) -> Plan:
    """What carrying keeps."""
    return replace(plan, reliefs=(), credits=(), unmet=(), tiers=(), bounds={}, week=MONDAY)


def test_a_plan_carried_to_its_own_week_is_the_plan() -> None:
    """Sessions, posts, sections and places, in order."""
    plan = small_plan()
    again = carry(plan, small_problem())
    assert replace(bare(again), sessions=(), posts=()) == replace(bare(plan), sessions=(), posts=())
    assert sorted(again.sessions, key=lambda s: s.id) == sorted(plan.sessions, key=lambda s: s.id)
    assert sorted(again.posts, key=lambda p: p.id) == sorted(plan.posts, key=lambda p: p.id)


@given(weeks=st.integers(-8, 8), more=st.integers(-8, 8))
@settings(max_examples=10)
def test_carrying_on_is_carrying_at_once(weeks: int, more: int) -> None:
    """To one week and from there to another, or there directly: the same; and back again nothing is lost."""
    there = carry(small_plan(), in_days(week(weeks)))
    assert carry(there, in_days(week(weeks + more))) == carry(small_plan(), in_days(week(weeks + more)))
    assert bare(carry(there, small_problem())) == bare(carry(small_plan(), small_problem()))


def test_every_session_and_post_follows_the_bells_of_its_period() -> None:
    """Half an hour later, all of it; the judge, who knows the bells, has nothing against the times."""
    there = week(1)
    problem = in_days(there, day_times(LATER, 2, 2))
    found = carry(small_plan(), problem)
    assert {s.interval for s in found.sessions} == {Interval(980, 1040), Interval(1050, 1110), Interval(1110, 1140)}
    assert {p.interval for p in found.posts} == {Interval(980, 1140), Interval(980, 1110)}
    assert {s.date for s in found.sessions} == {day.date for day in there}
    assert all(s.date.isoformat() in s.id for s in found.sessions)
    wrong = [b for b in audit(problem, found).breaches if b.severity is Severity.BREACH]
    assert [b for b in wrong if b.rule not in ("dark",)] == []


@pytest.mark.parametrize(
    "days",
    [
        week(1)[:4],  # Friday's are left out
        (*week(1), SchoolDay(date(2026, 11, 14), 3)),  # a Saturday on Wednesday's timetable runs as Wednesday
        tuple(day for day in week(1) if day.weekday != 3),
    ],
)
def test_days_that_are_not_there_are_left_out_and_made_up_days_follow_their_weekday(
    days: tuple[SchoolDay, ...],
) -> None:
    """Five sessions a day (two of homework, two of period 2, one of care) and five posts."""
    found = carry(small_plan(), in_days(days))
    for day in days:
        assert sum(s.date == day.date for s in found.sessions) == 5
        assert sum(p.date == day.date for p in found.posts) == 5
        clubs = sum(s.date == day.date and s.kind == "club" for s in found.sessions)
        assert clubs == (2 if day.weekday in (1, 3) else 0)
    assert len(found.sessions) == len(found.posts) == 5 * len(days)


def test_a_period_that_is_not_held_takes_its_sessions_along() -> None:
    """No period 2 on any day: homework and care are left, and care follows homework at once."""
    homework_alone = day_times(replace(LATER, p2_minutes=0), 2, 2)
    found = carry(small_plan(), in_days(week(1), homework_alone))
    assert {s.kind for s in found.sessions} == {"homework", "extended_care"}
    assert {s.interval for s in found.sessions if s.kind == "extended_care"} == {Interval(1040, 1070)}


def test_pupils_who_have_left_are_left_out_and_nobody_is_put_in() -> None:
    """A1's agreement ends before the week; the care group keeps B1 alone. A new pupil stands in no session."""
    problem = in_days(week(1))
    gone = replace(problem.pupils["A1"], consent=(date(2026, 9, 1), date(2026, 11, 8)))
    new = replace(problem.pupils["A2"], id="A9")
    problem = replace(problem, pupils={**problem.pupils, "A1": gone, "A9": new})
    found = carry(small_plan(), problem)
    (care,) = [s for s in found.sessions if s.kind == "extended_care" and s.date == date(2026, 11, 9)]
    assert (care.heads, care.roster) == ((("B", 1),), ("B1",))
    assert not any({"A1", "A9"} & set(s.roster) for s in found.sessions)
    assert "A9 S" in {row.where for row in found.unmet}


def test_head_counts_stay_in_counts_mode() -> None:
    """Nobody is known by id, so nobody is taken out."""
    plan = replace(small_plan(), seats=(), mode="counts")
    plan = replace(plan, sessions=tuple(replace(s, roster=()) for s in plan.sessions))
    found = carry(plan, replace(in_days(week(1)), mode=Mode.COUNTS, pupils={}))
    assert [s.heads for s in found.sessions] == [
        s.heads for s in carry(plan, replace(small_problem(), mode=Mode.COUNTS)).sessions
    ]


def test_posts_the_week_does_not_ask_for_are_left_out() -> None:
    """Nobody attends on Friday: no sessions that day, and no post."""
    problem = in_days(week(1))
    away = {
        key: replace(pupil, days={w: p for w, p in pupil.days.items() if w != 5})
        for key, pupil in problem.pupils.items()
    }
    found = carry(small_plan(), replace(problem, pupils=away))
    assert {s.date for s in found.sessions} == {p.date for p in found.posts} == {d.date for d in week(1)[:4]}
