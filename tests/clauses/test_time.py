"""Rows 37, 38, 43 and 44 of the notice: school days, two hours a day, the afternoon start."""

from dataclasses import replace
from datetime import date

import pytest
from clauses.harness import marks, numbers, say_both, without_session
from small import BELLS, DAYS, MONDAY, TIMES, small_plan, small_policy, small_problem

from scheduler.audit import audit
from scheduler.calendar.bells import BellRule, DayTimes, day_times
from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Homeroom
from scheduler.domain.people import Stage
from scheduler.domain.problem import Problem

SATURDAY = date(2026, 11, 7)


def with_times(times: DayTimes, **policy: object) -> Problem:
    """The small school with other bells every day."""
    return small_problem(times={(3, day.date): times for day in DAYS}, policy=small_policy(**policy))


def bells(**changes: int) -> DayTimes:
    """The small school's bells with lengths changed."""
    fields = {name: getattr(BELLS, name) for name in BELLS.__slots__}
    return day_times(BellRule(**{**fields, **changes}), 2, 2)


def test_a_day_without_any_session_is_a_breach() -> None:
    """Friday's sessions are gone: 4 + 4 pupils in two periods make 16 places applied for."""
    friday = DAYS[4].date
    plan = small_plan()
    empty = replace(plan, sessions=tuple(s for s in plan.sessions if s.date != friday))
    found = list(clause(37).breaches(small_problem(), empty))
    assert [(b.rule, b.when, b.facts["pupils"]) for b in found] == [("no_service", friday, 16)]


def test_a_school_day_nobody_applied_for_needs_no_session() -> None:
    """Without pupils the empty Friday is in order."""
    friday = DAYS[4].date
    plan = small_plan()
    empty = replace(plan, sessions=tuple(s for s in plan.sessions if s.date != friday))
    pupils = {
        key: replace(pupil, days={w: p for w, p in pupil.days.items() if w != 5})
        for key, pupil in small_problem().pupils.items()
    }
    assert list(clause(37).breaches(small_problem(pupils=pupils), empty)) == []


def test_a_session_on_saturday_is_a_breach_of_this_clause_only() -> None:
    """The judge of the whole book sees Saturday's session once, as clause 37."""
    plan = small_plan()
    extra = replace(plan.sessions[0], id="homework/saturday", date=SATURDAY)
    found = audit(small_problem(), replace(plan, sessions=(*plan.sessions, extra))).breaches
    worst = [(b.clause, b.rule, b.when) for b in found if b.severity is Severity.BREACH]
    assert worst == [(37, "no_school", SATURDAY)]


# P1 60 + break 10 + P2 m: 120 minutes are reached with m = 50 if the break counts, with m = 60 if it does not.
@pytest.mark.parametrize(
    ("p2_minutes", "break_counts", "short"),
    [(49, True, True), (50, True, False), (51, True, False), (59, False, True), (60, False, False)],
)
def test_two_hours_are_counted_with_or_without_the_break(p2_minutes: int, break_counts: bool, short: bool) -> None:
    """119, 120 and 121 minutes on either reading of the inner break."""
    problem = with_times(bells(p2_minutes=p2_minutes), inner_breaks_count=break_counts)
    found = list(clause(38).findings(problem))
    assert [(b.rule, b.severity) for b in found] == [("short", Severity.FINDING)] * 5 * short


# One period of 60 and evening study of 80: 60 without the evening, 140 with it.
@pytest.mark.parametrize(
    ("counts", "rule", "severity"),
    [(False, "short_junior", Severity.FINDING), (True, "only_with_evening", Severity.NOTE)],
)
def test_a_junior_day_reports_both_readings_of_the_evening(counts: bool, rule: str, severity: Severity) -> None:
    """The sentence names the minutes with and without evening study whichever the policy takes."""
    times = replace(bells(p2_minutes=0, extended_minutes=0), evening=Interval(1140, 1220))
    problem = small_problem(
        times={(8, day.date): times for day in DAYS},
        homerooms={"A": Homeroom("A", 8, Stage.JUNIOR, 4, "RA", "T1")},
        policy=small_policy(evening_counts=counts),
        pupils={},
    )
    found = list(clause(38).findings(problem))
    assert [(b.rule, b.severity, b.where) for b in found] == [(rule, severity, "8")] * 5
    for sentence in say_both(BOOK, found[0]):
        assert "60" in sentence
        assert "140" in sentence


def test_a_homeroom_with_less_than_its_bells_promise_is_named() -> None:
    """Without its homework on Monday, homeroom A has 60 of 120 minutes."""
    plan = without_session(small_plan(), f"homework/{MONDAY}/A/1/1")
    found = list(clause(38).breaches(small_problem(), plan))
    assert [(b.rule, b.where, b.when) for b in found] == [("less", "A", MONDAY)]
    assert (found[0].facts["minutes"], found[0].facts["promised"]) == (60, 120)
    # The pupils are unplaced (6) and one of the two families is missing (3) as well.
    assert numbers(BOOK, small_problem(), plan) == [3, 6, 38]


# Town winter is 14:00 = 840, rural winter 13:30 = 810.
@pytest.mark.parametrize(
    ("area", "required", "start", "expected"),
    [
        ("town", 840, 839, [(43, "start", "")]),
        ("town", 840, 840, []),
        ("town", 840, 841, [(43, "start", "")]),
        ("rural", 810, 810, []),
        ("rural", 810, 840, [(44, "start", "")]),
    ],
)
def test_the_afternoon_starts_exactly_as_the_notice_says(
    area: str, required: int, start: int, expected: list[tuple[int, str, str]]
) -> None:
    """A minute earlier or later is a finding with both values; only the area's own clause speaks."""
    problem = with_times(
        bells(afternoon_start=start), area=area, afternoon_start=start, required_afternoon_start=required
    )
    found = [b for number in (43, 44) for b in clause(number).findings(problem)]
    assert marks(found) == expected
    assert {b.severity for b in found} <= {Severity.FINDING}


def test_bells_that_leave_the_policys_start_are_found() -> None:
    """The policy says 14:00 but the grade's first lesson starts at 14:10."""
    found = list(clause(43).findings(with_times(bells(afternoon_start=850))))
    assert marks(found) == [(43, "lesson", "3")]
    assert "14:10" in say_both(BOOK, found[0])[1]


def test_the_small_school_keeps_the_times() -> None:
    """No finding and no breach on the tiny school and its plan."""
    assert TIMES.service_minutes(True, False) == 130
    for number in (37, 38, 43, 44):
        assert list(clause(number).findings(small_problem())) == []
        assert list(clause(number).breaches(small_problem(), small_plan())) == []
