"""What the charts show, counted by hand on the small week: coverage, load, enrolment, labels, shortages."""

from dataclasses import replace

import pytest
from small import DAYS, small_plan, small_problem

from scheduler.audit import audit
from scheduler.calendar.clock import Interval
from scheduler.charts import adult_week, coverage, enrolment, load, week_by_venue
from scheduler.charts.draw import drawing, drawn_pages
from scheduler.charts.fonts import load_fonts
from scheduler.charts.registry import charts_named
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import View, view_of
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Plan, TierName
from tests.charts.crowd import crowd, lose_adults


def small_view(plan: Plan | None = None, language: str = "en") -> View:
    """The small week seen in English."""
    return view_of(small_problem(), plan or small_plan(), language, load_fonts())


def test_needed_counts_groups_and_posts() -> None:
    """Tuesday: homework of two groups, class activity of two, care by a pair, and the five posts around them."""
    # Posts: duty lead, gate, first aid 15:50-18:30; patrol, standby 15:50-18:00.
    # 15:50 2 + 5 = 7; 16:50 0 + 5; 17:00 2 + 5 = 7; 18:00 2 + 3 = 5; 18:30 nothing.
    found = coverage.curve(small_view(), DAYS[1])
    assert found.minutes == (950, 1010, 1020, 1080, 1110)
    assert found.needed == (7, 5, 7, 5, 0)
    assert found.on_duty == (7, 5, 7, 5, 0)
    assert found.missing == (0, 0, 0, 0, 0)


def test_a_missing_adult_and_an_empty_post_are_short_together() -> None:
    """Without T2 and the guard on Tuesday homework lacks one and the gate one."""
    found = coverage.curve(small_view(lose_adults(lose_adults(small_plan(), "T2"), "G")), DAYS[1])
    # 15:50 T2's homework and the gate; 16:50 the gate; 17:00 T4 leads, so the gate only; 18:00 the gate.
    assert found.missing == (2, 1, 1, 1, 0)
    assert found.needed == (7, 5, 7, 5, 0)


def test_an_adult_beyond_the_need_covers_nothing_else() -> None:
    """A second adult in a group of four is on duty, yet no other group's shortage shrinks."""
    problem, plan = crowd(6)
    view = view_of(problem, lose_adults(plan, "T002"), "en", load_fonts())
    monday = coverage.curve(view, DAYS[0])
    # 15:50: six homework groups of 40, one adult each (ratio 50 or 55): five there of six, and the gate.
    assert (monday.in_groups[0], monday.at_posts[0], monday.missing[0]) == (5, 1, 1)
    # V1 beside T001 makes seven on duty.
    assert monday.on_duty[0] == 7


def test_period_slots_come_from_the_bells() -> None:
    """Primary P1 of the small school is 15:50-16:50."""
    view = small_view()
    found = [
        coverage.period_slot(view, DAYS[0], stage, period)
        for stage in view.problem.stages
        for period in coverage.Period
    ]
    assert Interval(950, 1010) in found


@pytest.mark.parametrize("classes", [2, 6])
def test_the_spread_shown_is_the_judges_load(classes: int) -> None:
    """Largest minus smallest late minutes of the fairness group equals the recounted tier."""
    problem, plan = crowd(classes) if classes > 2 else (small_problem(), small_plan())
    fair = [entry.late for entry in load.loads(view_of(problem, plan, "en", load_fonts())) if entry.fair]
    assert max(fair) - min(fair) == audit(problem, plan).value[TierName.LOAD]


def test_the_most_burdened_of_the_fairness_group_come_first() -> None:
    """The group is sorted by late minutes; leaders and the guard follow it."""
    found = load.loads(small_view())
    fair = [entry for entry in found if entry.fair]
    assert [e.late for e in fair] == sorted((e.late for e in fair), reverse=True)
    # Both stand at school until the last sign-out: 100 minutes after period 1 on five days, so ids decide.
    assert [(e.adult, e.late) for e in found[len(fair) :]] == [("G", 500), ("L", 500)]


def test_enrolment_counts_seats_and_first_choices() -> None:
    """Each club has four of its twenty places taken and four pupils who list it first."""
    found = {row.club.id: row for row in enrolment.rows(small_view())}
    assert {key: row.sections[0].enrolled for key, row in found.items()} == {"chess": 4, "painting": 4}
    assert {key: row.demand for key, row in found.items()} == {"chess": 4, "painting": 4}
    # moral, intellectual, physical, aesthetic, labour: chess before painting.
    assert list(found) == ["chess", "painting"]


def test_counts_mode_shows_allotments_and_interest() -> None:
    """Before enrolment 20 pupils a section are allotted, and club k interests 15 k; club 0 opens without interest."""
    found = {row.club.id: row for row in enrolment.rows(view_of(*crowd(6), "en", load_fonts()))}
    assert {row.sections[0].enrolled for row in found.values()} == {20}
    assert [found[f"club{k}"].demand for k in range(6)] == [0, 15, 30, 45, 60, 75]


def test_a_section_without_a_lead_is_marked() -> None:
    """An open section lacking lead or venue is told apart."""
    plan = small_plan()
    sections = (replace(plan.sections[0], lead=None), *plan.sections[1:])
    found = {row.club.id: row for row in enrolment.rows(small_view(replace(plan, sections=sections)))}
    assert found["chess"].sections == (enrolment.Section(SectionId("chess", "S", 1), 4, True),)
    assert not found["painting"].sections[0].lacking


def test_a_group_without_a_venue_has_a_line_of_its_own_first() -> None:
    """Two groups without a venue at one time take two lanes before all venues."""
    plan = small_plan()
    bare = tuple(
        replace(s, venue=None) if s.date == DAYS[0].date and s.kind == "homework" else s for s in plan.sessions
    )
    lines = week_by_venue.venue_lines(small_view(replace(plan, sessions=bare)))
    assert [(line.venue, line.lane) for line in lines[:3]] == [(None, 0), (None, 1), ("RA", 0)]


def test_a_shortage_is_told_in_words_beside_its_outline() -> None:
    """The block of a group short of one adult says so; no colour has to be seen."""
    view = small_view(lose_adults(small_plan(), "T2"))
    with drawing(view.fonts):
        shown = [
            t.get_text() for _, f in drawn_pages(charts_named(["week_by_venue"])[0], view, "") for t in texts_of(f)
        ]
    # Homework of B on five days and painting on two.
    assert sum("short 1" in words for words in shown) == 7


def test_the_handful_has_extremes_a_class_teacher_and_one_from_outside() -> None:
    """In the crowd: T001 is busiest and a class teacher, V1 the least busy and from outside."""
    view = view_of(*crowd(6), "en", load_fonts())
    # Minutes: G1 5 x 160 = 800; T001 5 x 60 + 60 + 5 x 30 = 510; V1 60.
    assert adult_week.handful(view) == ("G1", "V1", "T001")


def test_an_adults_page_shows_lessons_duties_and_flexible_hours() -> None:
    """T001 of the crowd: homework, activity and care, a late start on Wednesday, and the sums of the ledger."""
    view = view_of(*crowd(6), "en", load_fonts(), {}, ("T001",))
    with drawing(view.fonts):
        shown = "\n".join(
            t.get_text() for _, f in drawn_pages(charts_named(["adult_week"])[0], view, "") for t in texts_of(f)
        )
    for words in ("HW C101", "CA C101", "late start\n08:00-09:00", "earned 150, granted 60, carried 90"):
        assert words in shown
