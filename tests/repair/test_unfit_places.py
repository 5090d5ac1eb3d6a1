"""Places that are open but may not be used: dark before the session ends, inspected too long ago."""

from dataclasses import replace
from datetime import timedelta

import pytest
from repair.helping import POINTS, WED, priced_school, repaired
from small import DAYS, small_plan

from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


def outdoors() -> Plan:
    """The tiny week with chess in the playground, until 18:00 (minute 1080)."""
    plan = small_plan()
    moved = {s.id for s in plan.sessions if s.section is not None and s.section.club == "chess"}
    return replace(
        plan,
        sessions=tuple(replace(s, venue="PG") if s.id in moved else s for s in plan.sessions),
        sections=tuple(replace(o, venue="PG") if o.id.club == "chess" else o for o in plan.sections),
    )


def chess_anywhere(**changes: object) -> Problem:
    """The tiny school in which chess may be played in the playground or a classroom."""
    problem = priced_school(**changes)
    chess = replace(problem.clubs["chess"], venue_kinds=("playground", "classroom"))
    return replace(problem, clubs={**problem.clubs, "chess": chess})


# Chess ends at 18:00, minute 1080. Two meetings a week, 2 points each for another place.
@pytest.mark.parametrize(("sunset", "points"), [(1079, 2 * POINTS[ChangeKind.ROOM]), (1080, 0), (1081, 0)])
def test_a_meeting_that_would_end_in_the_dark_goes_indoors(sunset: int, points: int) -> None:
    """At sunset it may still end outdoors."""
    problem = chess_anywhere(sunsets={day.date: sunset for day in DAYS})
    (found,) = repaired(problem, outdoors())
    assert (found.cost, found.proven, found.legal) == (points, True, True)
    venues = {s.venue for s in found.plan.sessions if s.section is not None and s.section.club == "chess"}
    assert ("PG" in venues) == (points == 0)


# An inspection holds 30 days. On Wednesday it is 29, 30 or 31 days old, on Monday two less.
@pytest.mark.parametrize(("age", "points"), [(29, 0), (30, 0), (31, POINTS[ChangeKind.CLUB_OFF])])
def test_a_meeting_in_a_place_not_inspected_in_time_is_not_held_there(age: int, points: int) -> None:
    """Painting has no other art room: on Wednesday alone its pupils have class activity."""
    problem = priced_school()
    art = replace(problem.site.venues["ART"], inspected_on=WED - timedelta(days=age))
    problem = replace(problem, site=replace(problem.site, venues={**problem.site.venues, "ART": art}))
    (found,) = repaired(problem)
    assert (found.cost, found.legal) == (points, True)
    assert {change.date for change in found.changes} == ({WED} if points else set())
