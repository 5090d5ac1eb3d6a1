"""What breaks when a plan runs on in another week, grouped; and which week that is by default."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from small import DAYS, TIMES, small_plan, small_problem

from scheduler.calendar.term import SchoolDay
from scheduler.config.load import Loaded, Request, in_week, with_layer
from scheduler.config.season_weeks import full_weeks, week_after_switch
from scheduler.config.source import Document
from scheduler.domain.problem import Problem
from scheduler.explain.season import breaches_later, what_breaks
from tests.config import tiny
from tests.config.changes.small import layer

LATER = tuple(SchoolDay(day.date + timedelta(weeks=1), day.weekday) for day in DAYS)


def loaded(problem: Problem) -> Loaded:
    """The problem as if read from files."""
    return Loaded(problem, Document({}, {}, ""), {}, Request(Path()))


def later(**changes: object) -> Problem:
    """The tiny school one week later."""
    times = {(3, day.date): TIMES for day in LATER}
    sunsets = {day.date: 1074 for day in LATER}
    return small_problem(**{"days": LATER, "times": times, "sunsets": sunsets, **changes})


def test_a_plan_that_still_fits_runs() -> None:
    """The same bells a week later: nothing breaks, nothing is left out."""
    broken = what_breaks(loaded(small_problem()), loaded(later()), small_plan())
    assert (broken.runs, broken.count, broken.by_clause, broken.left_out) == (True, 0, {}, ())
    assert broken.week == date(2026, 11, 9)


def test_breaches_are_grouped_by_clause_homeroom_and_adult() -> None:
    """T1 leads homework of A every day, the chess club (pupils of A and B) on Monday and Wednesday.

    Away on Monday and Tuesday of the other week: twice homework and once chess; A three times, B once, T1 three times.
    """
    away = frozenset({date(2026, 11, 9), date(2026, 11, 10)})
    problem = later()
    absent = replace(problem.adults["T1"], absent=away)
    broken = what_breaks(
        loaded(small_problem()), loaded(replace(problem, adults={**problem.adults, "T1": absent})), small_plan()
    )
    assert not broken.runs
    assert broken.by_adult == {"T1": 3}
    assert broken.by_homeroom == {"A": 3, "B": 1}
    assert {number: len(found) for number, found in broken.by_clause.items()} == {42: 3}


def test_what_is_dark_is_told_of_the_session_and_its_homerooms() -> None:
    """Chess meets in the playground until 18:00; at 17:59 the sun is down, at 18:00 it is not yet."""
    plan = small_plan()
    outdoors = replace(
        plan,
        sessions=tuple(replace(s, venue="PG") if s.venue == "RA" and s.kind == "club" else s for s in plan.sessions),
    )
    counts = []
    for sunset in (1079, 1080, 1081):
        problem = later(sunsets={day.date: sunset for day in LATER})
        broken = what_breaks(loaded(small_problem()), loaded(problem), outdoors)
        dark = [found for found in broken.by_clause.get(79, ()) if found.rule == "dark"]
        counts.append(len(dark))
        assert all(broken.by_homeroom[room] >= len(dark) for room in ("A", "B")) or not dark
    assert counts == [2, 0, 0]


def test_days_that_are_not_held_are_left_out_by_name() -> None:
    """No school on Friday: its five sessions and five posts."""
    four = replace(later(), days=LATER[:4])
    broken = what_breaks(loaded(small_problem()), loaded(four), small_plan())
    assert len(broken.left_out) == 10
    assert all("2026-11-06" in key for key in broken.left_out)


def test_findings_the_school_had_before_are_not_told_again() -> None:
    """An afternoon that ends before off-work is new only where it was not so before."""
    early = replace(later().policy, off_work=1100)
    there = loaded(replace(later(), policy=early))
    new = what_breaks(loaded(small_problem()), there, small_plan())
    assert {found.clause for found in new.findings} == {5}
    known = what_breaks(loaded(replace(small_problem(), policy=early)), there, small_plan())
    assert known.findings == ()


def test_the_default_week_is_the_first_full_one_after_the_switch(tmp_path: Path) -> None:
    """Winter begins on 1 October, a holiday; the working Saturday makes 5 to 10 October six days, Thursday off."""
    school = tiny.load(tmp_path)
    weeks = dict(full_weeks(school))
    assert [weeks[date(2026, 9, day)] for day in (7, 14, 21)] == ["summer"] * 3
    assert date(2026, 9, 28) not in weeks  # 1 October is a holiday: four days
    assert week_after_switch(school) == date(2026, 10, 5)
    assert in_week(school, date(2026, 10, 7)).problem.policy.season == "winter"
    assert week_after_switch(in_week(school, date(2026, 10, 5))) is None


def test_later_weeks_are_those_of_the_season_and_keep_its_scenario(tmp_path: Path) -> None:
    """Every full week after that of 5 October, to the end of the term; before the switch only those of summer."""
    school = with_layer(tiny.load(tmp_path), layer("train: T1, in: first_aid"))
    october = in_week(school, date(2026, 10, 5))
    assert "first_aid" in october.problem.adults["T1"].skills
    nothing = replace(small_plan(), school="tiny", sections=(), seats=(), sessions=(), posts=())
    counted = breaches_later(october, nothing)
    weeks = [week for week, _ in full_weeks(school) if week > date(2026, 10, 5)]
    assert list(counted) == weeks
    assert breaches_later(school, nothing).keys() == {date(2026, 9, 14), date(2026, 9, 21)}
