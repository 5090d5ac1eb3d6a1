"""Row 42 of the notice: presence, caps, evenings, protection and time off in return."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, marks, numbers, with_post, with_session
from clauses.options import lead, pool_of, serve, staff
from small import (
    ALL_DAY,
    CARE,
    DAYS,
    MONDAY,
    P1,
    P2,
    TIMES,
    small_adult,
    small_plan,
    small_policy,
    small_problem,
)

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.domain.people import Adult, Caps, Lesson, Protection
from scheduler.domain.plan import Credit, Duty, Plan, Post, Relief, Role
from scheduler.domain.problem import Problem

FLEX = clause(42)
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
EVENING = Interval(1140, 1220)
LATE_TIMES = {(3, day.date): replace(TIMES, evening=EVENING) for day in DAYS}


def with_adult(key: str, **changes: Any) -> tuple[Problem, Adult]:
    """The small school with fields of one adult changed."""
    problem = small_problem()
    adult = replace(problem.adults[key], **changes)
    return small_problem(adults={**problem.adults, key: adult}), adult


def rules(problem: Problem, plan: Plan) -> list[str]:
    """Rules of this clause the plan breaks, each once."""
    return sorted({b.rule for b in FLEX.breaches(problem, plan)})


def test_the_small_plan_keeps_flexible_hours() -> None:
    """The fixture breaks nothing here."""
    assert rules(small_problem(), small_plan()) == []


# Period 1 is 950-1010. A lesson that ends at 950 or starts at 1010 leaves it free.
@pytest.mark.parametrize(
    ("lesson", "free"),
    [((910, 949), True), ((910, 950), True), ((910, 951), False), ((1009, 1049), False), ((1010, 1050), True)],
)
def test_duty_never_breaks_the_regular_timetable(lesson: tuple[int, int], free: bool) -> None:
    """A lesson of T1 on Tuesday, T1's only duty, around period 1: the judge's and the rows' side."""
    problem, adult = with_adult("T1", lessons=(Lesson(2, Interval(*lesson), "A", "chinese"),))
    assert rules(problem, small_plan()) == ["lesson"] * (not free)
    duty = serve(adult, pool_of("homework", P1, day=1))
    assert allowed(FLEX, staff(problem, duty), [duty.key]) is free


@pytest.mark.parametrize(
    ("window", "there"),
    [((950, 1110), True), ((949, 1111), True), ((951, 1110), False), ((950, 1079), False), ((950, 1080), True)],
)
def test_duty_lies_inside_the_hours_at_school(window: tuple[int, int], there: bool) -> None:
    """T1 has period 1 and the club on Monday, 950 to 1080."""
    problem, adult = with_adult("T1", windows={**ALL_DAY, 1: (Interval(*window),)})
    assert ("away" in rules(problem, small_plan())) is not there
    first, club = serve(adult, pool_of("homework", P1)), lead(problem, adult)
    space = staff(problem, first, club)
    both = allowed(FLEX, space, [first.key]) and allowed(FLEX, space, [club.key])
    assert both is there


def test_an_absent_adult_has_no_duty() -> None:
    """T2 is ill on Wednesday: every duty of that day is named, and no other."""
    problem, adult = with_adult("T2", absent=frozenset({DAYS[2].date}))
    found = list(FLEX.breaches(problem, small_plan()))
    assert [b.rule for b in found] == ["away", "away"]
    assert {b.when for b in found} == {DAYS[2].date}
    assert not allowed(FLEX, staff(problem, lead(problem, adult)), [lead(problem, adult).key])


# T1 has 5 homework groups and 2 club meetings, T1's late days are Monday and Wednesday.
@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (Caps(6, 5, 2), ["sessions"]),
        (Caps(7, 5, 2), []),
        (Caps(8, 5, 2), []),
        (Caps(8, 1, 2), ["late_days"]),
        (Caps(8, 2, 2), []),
        (Caps(8, 3, 2), []),
    ],
)
def test_weekly_caps_bound_the_plan(caps: Caps, expected: list[str]) -> None:
    """One below, at and above the 7 duties and 2 late days of T1."""
    assert rules(with_adult("T1", caps=caps)[0], small_plan()) == expected


@pytest.mark.parametrize(("cap", "fits"), [(2, False), (3, True), (4, True)])
def test_rows_count_every_meeting_of_a_section_as_a_duty(cap: int, fits: bool) -> None:
    """A section with two meetings and one homework group make three."""
    problem, adult = with_adult("T1", caps=Caps(cap, 5, 2))
    first, club = serve(adult, pool_of("homework", P1)), lead(problem, adult)
    assert allowed(FLEX, staff(problem, first, club), [first.key, club.key]) is fits


@pytest.mark.parametrize(("cap", "fits"), [(1, False), (2, True), (3, True)])
def test_rows_count_late_days_once(cap: int, fits: bool) -> None:
    """Club and extended care on Monday are one late day, care on Tuesday another; homework is not late."""
    problem, adult = with_adult("T1", caps=Caps(9, cap, 2))
    options = [
        serve(adult, pool_of("homework", P1)),
        serve(adult, pool_of("class_activity", P2)),
        serve(adult, pool_of("extended_care", CARE)),
        serve(adult, pool_of("extended_care", CARE, day=1)),
    ]
    assert allowed(FLEX, staff(problem, *options), [o.key for o in options]) is fits


@pytest.mark.parametrize(("cap", "fits"), [(0, False), (1, True), (2, True)])
def test_club_leads_are_capped(cap: int, fits: bool) -> None:
    """T1 leads one section; below, at and above on both sides."""
    problem = small_problem(policy=small_policy(max_club_leads=cap))
    adult = problem.adults["T1"]
    assert ("club_leads" in rules(problem, small_plan())) is not fits
    option = lead(problem, adult)
    assert allowed(FLEX, staff(problem, option), [option.key]) is fits


def evening_post(day: int) -> Post:
    """T3 holds an evening post."""
    when = DAYS[day].date
    return Post(f"patrol/{when}/evening", "patrol", when, EVENING, "main", "main", "T3")


# (evenings taken, cap, broken rules): apart, running, and over the cap.
@pytest.mark.parametrize(
    ("days", "cap", "expected"),
    [
        ((0,), 0, ["evenings"]),
        ((0,), 1, []),
        ((0, 2), 2, []),
        ((0, 2), 1, ["evenings"]),
        ((0, 1), 2, ["evenings_running"]),
        ((0, 2, 4), 2, ["evenings"]),
    ],
)
def test_evenings_are_capped_and_never_run_on(days: tuple[int, ...], cap: int, expected: list[str]) -> None:
    """Judge and rows agree on which evenings T3 may take."""
    base = small_problem(times=LATE_TIMES)
    adult = small_adult("T3", caps=Caps(9, 9, cap))
    problem = replace(base, adults={**base.adults, "T3": adult})
    posts = (*small_plan().posts, *(evening_post(day) for day in days))
    assert rules(problem, replace(small_plan(), posts=posts)) == expected
    options = [serve(adult, pool_of("patrol", EVENING, day=day, role=Role.POST)) for day in range(5)]
    chosen = [options[day].key for day in days]
    assert allowed(FLEX, staff(problem, *options), chosen) is not expected


# evening_rest_until is 9:00 = 540: a lesson at 539 is too early, at 540 it is not.
@pytest.mark.parametrize(("starts", "rested"), [(539, False), (540, True), (541, True)])
def test_rest_follows_an_evening(starts: int, rested: bool) -> None:
    """T3 has Monday evening and a lesson on Tuesday morning."""
    base = small_problem(times=LATE_TIMES)
    adult = small_adult("T3", lessons=(Lesson(2, Interval(starts, 600), "A", "chinese"),))
    problem = replace(base, adults={**base.adults, "T3": adult})
    plan = replace(small_plan(), posts=(*small_plan().posts, evening_post(0)))
    assert rules(problem, plan) == ["no_rest"] * (not rested)
    option = serve(adult, pool_of("patrol", EVENING, role=Role.POST))
    assert allowed(FLEX, staff(problem, option), [option.key]) is rested


# (kind, interval, role, protected_p2, allowed); the service ends at 1080.
@pytest.mark.parametrize(
    ("kind", "interval", "role", "option", "fits"),
    [
        ("homework", P1, Role.LEAD, True, True),
        ("class_activity", P2, Role.LEAD, False, True),
        ("class_activity", P2, Role.LEAD, True, False),
        ("extended_care", CARE, Role.ASSISTANT, False, False),
        ("evening_study", EVENING, Role.LEAD, False, False),
        ("patrol", Interval(950, 1080), Role.POST, False, True),
        ("patrol", Interval(950, 1081), Role.POST, False, False),
        ("patrol", Interval(950, 1010), Role.POST, True, True),
        ("patrol", Interval(950, 1011), Role.POST, True, False),
    ],
)
def test_protected_adults_are_spared(kind: str, interval: Interval, role: Role, option: bool, fits: bool) -> None:
    """A nursing teacher: no extended care, no evening, no post past the service; no period 2 if the school says so."""
    adult = small_adult("N", protection=frozenset({Protection.NURSING}))
    base = small_problem(policy=small_policy(protected_p2=option))
    problem = replace(base, adults={**base.adults, "N": adult})
    duty = serve(adult, pool_of(kind, interval, role=role))
    assert allowed(FLEX, staff(problem, duty), [duty.key]) is fits
    plan = small_plan()
    if role is Role.POST:
        post = Post("patrol/x", "patrol", MONDAY, interval, "main", "main", "N")
        plan = replace(plan, posts=(*plan.posts, post))
    else:
        first = plan.sessions[0]
        extra = replace(first, id="x", kind=type(first.kind)(kind), interval=interval, duties=(Duty("N", role),))
        plan = replace(plan, sessions=(*plan.sessions, extra))
    assert rules(problem, plan) == ["protected"] * (not fits)


# T1's late minutes are 60 on Monday and 60 on Wednesday: 120 earned. Normal hours 480-1080, longest 60.
@pytest.mark.parametrize(
    ("reliefs", "expected"),
    [
        ([("late_start", 1, 480, 540)], []),
        ([("late_start", 1, 479, 539)], ["relief_outside"]),
        ([("early_leave", 1, 1021, 1081)], ["relief_outside"]),
        ([("early_leave", 1, 1020, 1080)], []),
        ([("late_start", 1, 480, 541)], ["relief_long"]),
        ([("late_start", 0, 480, 540)], ["relief_busy"]),
        ([("late_start", 0, 520, 580)], []),
        ([("early_leave", 1, 1009, 1069)], ["relief_busy"]),
        ([("early_leave", 1, 1010, 1070)], []),
        ([("late_start", 1, 480, 540), ("late_start", 3, 480, 540)], []),
        ([("late_start", 1, 480, 540), ("late_start", 3, 480, 541)], ["relief_long", "relief_unearned"]),
        ([("late_start", d, 480, 500) for d in (1, 2, 3)], ["relief_often"]),
        ([("early_leave", 1, 1020, 1080), ("late_start", 1, 480, 540)], []),
    ],
)
def test_time_off_is_earned_short_and_out_of_the_way(
    reliefs: list[tuple[str, int, int, int]], expected: list[str]
) -> None:
    """T1 has a lesson on Monday 480-520 and period 1 every day 950-1010."""
    granted = tuple(Relief("T1", DAYS[day].date, kind, Interval(start, end)) for kind, day, start, end in reliefs)
    assert rules(small_problem(), replace(small_plan(), reliefs=granted)) == expected


@pytest.mark.parametrize(
    ("earned", "granted", "expected"), [(119, 0, ["ledger"]), (120, 0, []), (121, 0, ["ledger"]), (120, 1, ["ledger"])]
)
def test_the_ledger_says_what_the_plan_holds(earned: int, granted: int, expected: list[str]) -> None:
    """T1 earned 120 minutes and was granted none."""
    plan = replace(small_plan(), credits=(Credit("T1", earned, granted),))
    assert rules(small_problem(), plan) == expected


def test_breaking_flexible_hours_breaks_nothing_else() -> None:
    """T3 takes A's homework instead of T1 while in a lesson: only clause 42, at that session."""
    base = small_problem()
    busy = replace(base.adults["T3"], lessons=(Lesson(1, Interval(930, 970), "A", "chinese"),))
    problem = small_problem(adults={**base.adults, "T3": busy})
    plan = with_session(small_plan(), HOMEWORK_A, duties=(Duty("T3", Role.LEAD),))
    assert numbers(BOOK, problem, plan) == [42]
    assert marks(FLEX.breaches(problem, plan)) == [(42, "lesson", HOMEWORK_A)]


def test_a_post_past_the_cap_is_named_with_both_numbers() -> None:
    """T7 takes Monday's patrol over from T9."""
    # T7 has the patrols of Tuesday and Thursday and Wednesday's care, 3; Monday's patrol makes 4.
    problem, _ = with_adult("T7", caps=Caps(3, 5, 2))
    plan = with_post(small_plan(), f"patrol/{MONDAY}/1", adult="T7")
    found = [b for b in FLEX.breaches(problem, plan) if b.who == ("T7",)]
    assert [(b.rule, b.facts["count"], b.facts["cap"]) for b in found] == [("sessions", 4, 3)]
