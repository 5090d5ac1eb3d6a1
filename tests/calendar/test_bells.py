from dataclasses import replace
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.bells import BellRule, DayKind, DayTimes, day_times
from scheduler.calendar.clock import Interval, parse_clock, parse_interval

TOWN_SUMMER = BellRule(
    afternoon_start=parse_clock("14:30"),
    lesson_minutes=40,
    break_minutes=15,
    afternoon_lessons=2,
    gap_minutes=15,
    p1_minutes=60,
    between_minutes=10,
    p2_minutes=60,
    extended_minutes=30,
)
TOWN_WINTER = replace(TOWN_SUMMER, afternoon_start=parse_clock("14:00"))
RURAL_SUMMER = replace(TOWN_SUMMER, gap_minutes=10)
RURAL_WINTER = replace(RURAL_SUMMER, afternoon_start=parse_clock("13:30"))
JUNIOR_WINTER = replace(
    TOWN_WINTER,
    lesson_minutes=45,
    afternoon_lessons=3,
    gap_minutes=10,
    extended_minutes=0,
    evening=parse_interval("19:00-20:20"),
)


def with_field(name: str, value: int) -> BellRule:
    change: dict[str, Any] = {name: value}
    return replace(TOWN_SUMMER, **change)


def written(times: DayTimes) -> dict[str, str]:
    parts = {
        "early": times.early,
        "p1": times.p1,
        "p2": times.p2,
        "ext": times.extended,
        "eve": times.evening,
    }
    return {name: str(part) for name, part in parts.items() if part is not None}


@pytest.mark.parametrize(
    ("rule", "lessons", "dismissal", "p1", "p2", "extended"),
    [
        # 14:30 + 40 + 15 + 40 = 16:05; + 15 = 16:20; + 60 = 17:20; + 10 = 17:30; + 60 = 18:30; + 30 = 19:00
        (TOWN_SUMMER, "14:30-15:10 15:25-16:05", "16:05", "16:20-17:20", "17:30-18:30", "18:30-19:00"),
        # half an hour earlier
        (TOWN_WINTER, "14:00-14:40 14:55-15:35", "15:35", "15:50-16:50", "17:00-18:00", "18:00-18:30"),
        # a gap of 10 instead of 15
        (RURAL_SUMMER, "14:30-15:10 15:25-16:05", "16:05", "16:15-17:15", "17:25-18:25", "18:25-18:55"),
        # one hour earlier
        (RURAL_WINTER, "13:30-14:10 14:25-15:05", "15:05", "15:15-16:15", "16:25-17:25", "17:25-17:55"),
    ],
)
def test_primary_bells_follow_from_the_afternoon_start(
    rule: BellRule, lessons: str, dismissal: str, p1: str, p2: str, extended: str
) -> None:
    """The four afternoon starts of the notice, two lessons of 40 minutes, give the four known timetables."""
    times = day_times(rule, 2, 2)
    assert " ".join(map(str, times.lessons)) == lessons
    assert times.dismissal == parse_clock(dismissal)
    assert written(times) == {"p1": p1, "p2": p2, "ext": extended}


@pytest.mark.parametrize(("kind", "name"), [("homework", "p1"), ("club", "p2")])
def test_a_junior_day_has_one_period_and_an_evening(kind: DayKind, name: str) -> None:
    """Three lessons of 45 minutes, then homework or clubs at the same time, then evening study."""
    # 14:00 + 45 + 15 + 45 + 15 + 45 = 16:45; + 10 = 16:55; + 60 = 17:55
    times = day_times(JUNIOR_WINTER, 3, 3, kind)
    assert " ".join(map(str, times.lessons)) == "14:00-14:45 15:00-15:45 16:00-16:45"
    assert times.dismissal == parse_clock("16:45")
    assert written(times) == {name: "16:55-17:55", "eve": "19:00-20:20"}


def test_a_day_without_evening_study_keeps_the_rest() -> None:
    """On Fridays the same rule gives the same service and no evening."""
    friday = day_times(JUNIOR_WINTER, 3, 3, "homework", evening_today=False)
    assert written(friday) == {"p1": "16:55-17:55"}


def test_a_grade_with_one_lesson_less_plays_until_the_common_start() -> None:
    """Grades 1-2 on a five-lesson day: dismissed at 15:10, play 15:20-16:10, then as the others."""
    # 15:10 + 10 = 15:20; the common start 16:20 - 10 = 16:10
    times = day_times(TOWN_SUMMER, 1, 2)
    assert times.dismissal == parse_clock("15:10")
    expected = {"early": "15:20-16:10", "p1": "16:20-17:20", "p2": "17:30-18:30", "ext": "18:30-19:00"}
    assert written(times) == expected
    assert (times.first_start, times.service_end, times.last_end) == (920, 1110, 1140)


@pytest.mark.parametrize(("break_minutes", "early"), [(8, None), (9, "15:10-15:30"), (10, "15:10-15:31")])
def test_an_early_activity_needs_twenty_minutes(break_minutes: int, early: str | None) -> None:
    """19 minutes are too short, 20 and 21 are enough."""
    # dismissal 15:00 after one lesson of 30; the second lesson ends at 15:00 + break + 30; gap 1, between 10:
    # early 15:10 .. 15:31 + break - 10 = 15:21 + break, 11 + break minutes long, so 19, 20, 21 for 8, 9, 10.
    rule = replace(TOWN_SUMMER, lesson_minutes=30, gap_minutes=1, break_minutes=break_minutes)
    found = day_times(rule, 1, 2).early
    assert (None if found is None else str(found)) == early


@pytest.mark.parametrize(
    ("early_from", "early"),
    [("15:00", "15:20-16:10"), ("15:30", "15:30-16:10"), ("15:50", "15:50-16:10"), ("15:51", None)],
)
def test_an_early_activity_waits_for_its_fixed_start(early_from: str, early: str | None) -> None:
    """A fixed start delays the activity, never advances it, and leaves none when under 20 minutes remain."""
    found = day_times(replace(TOWN_SUMMER, early_from=parse_clock(early_from)), 1, 2).early
    assert (None if found is None else str(found)) == early


def test_a_grade_with_the_most_lessons_has_no_early_activity() -> None:
    """A long gap after the last common lesson is the gap, not an activity."""
    assert day_times(replace(TOWN_SUMMER, gap_minutes=60), 2, 2).early is None


def test_an_afternoon_without_lessons_is_dismissed_at_its_start() -> None:
    """With no lesson in the stage the service starts a gap after the afternoon start: 14:30 + 15 = 14:45."""
    times = day_times(TOWN_SUMMER, 0, 0)
    assert times.lessons == ()
    assert times.dismissal == parse_clock("14:30")
    assert written(times) == {"p1": "14:45-15:45", "p2": "15:55-16:55", "ext": "16:55-17:25"}


def test_a_rule_without_second_period_or_extended_care_ends_with_the_first() -> None:
    """Zero minutes stand for none."""
    times = day_times(replace(TOWN_SUMMER, p2_minutes=0, extended_minutes=0), 2, 2)
    assert written(times) == {"p1": "16:20-17:20"}
    assert times.service_end == times.last_end == parse_clock("17:20")


def test_extended_care_follows_a_single_period() -> None:
    """On a homework day the half-hour starts when P1 ends, on a club day when the moved P2 ends."""
    for kind in ("homework", "club"):
        assert str(day_times(TOWN_SUMMER, 2, 2, kind).extended) == "17:20-17:50"


@pytest.mark.parametrize(
    ("rule", "lessons", "kind", "inner", "evening", "expected"),
    [
        (TOWN_SUMMER, 2, "both", False, False, 120),  # 60 + 60
        (TOWN_SUMMER, 2, "both", True, False, 130),  # 60 + 10 + 60
        (TOWN_SUMMER, 1, "both", False, False, 170),  # 50 early + 60 + 60
        (TOWN_SUMMER, 1, "both", True, False, 190),  # 15:20 to 18:30
        (TOWN_SUMMER, 2, "homework", True, True, 60),  # one period, no break, no evening held
        (JUNIOR_WINTER, 3, "homework", False, False, 60),  # national reading: below 120
        (JUNIOR_WINTER, 3, "homework", False, True, 140),  # 2021 reading: 60 + 80 of evening study
        (JUNIOR_WINTER, 3, "club", True, True, 140),  # supper is no inner break
    ],
)
def test_service_minutes_count_by_the_chosen_reading(
    rule: BellRule, lessons: int, kind: DayKind, inner: bool, evening: bool, expected: int
) -> None:
    """Breaks between periods and evening study count only when told; extended care and supper never do."""
    times = day_times(rule, lessons, rule.afternoon_lessons, kind)
    assert times.service_minutes(inner_breaks_count=inner, evening_counts=evening) == expected


def test_a_day_without_service_ends_with_dismissal() -> None:
    """Nothing offered: no minutes, and all ends fall on the dismissal."""
    times = DayTimes(lessons=(), dismissal=900)
    assert times.service == ()
    assert times.first_start == times.service_end == times.last_end == 900
    assert times.service_minutes(inner_breaks_count=True, evening_counts=True) == 0


@pytest.mark.parametrize(("today", "common"), [(-1, 2), (3, 2), (2, 3), (2, 1)])
def test_lesson_counts_must_fit_the_stage(today: int, common: int) -> None:
    """Below zero, above the stage's count, or above the rule's count."""
    with pytest.raises(ValueError, match=f"lessons_today {today} must be >= 0 and <= stage_common_lessons {common}"):
        day_times(TOWN_SUMMER, today, common)


def test_an_unknown_kind_of_day_is_refused_with_the_known_ones() -> None:
    """The message lists the three kinds."""
    unknown = cast("DayKind", "clubs")
    with pytest.raises(ValueError, match="kind of day 'clubs' must be one of both, homework, club"):
        day_times(TOWN_SUMMER, 2, 2, unknown)


def test_a_club_day_needs_a_second_period() -> None:
    """Clubs of no minutes cannot be the only period."""
    with pytest.raises(ValueError, match="a club day needs p2_minutes >= 1"):
        day_times(replace(TOWN_SUMMER, p2_minutes=0), 2, 2, "club")


@pytest.mark.parametrize(("evening", "legal"), [("17:54-19:00", False), ("17:55-19:00", True)])
def test_evening_study_starts_after_the_service(evening: str, legal: bool) -> None:
    """The service ends at 17:55; one minute earlier is refused, the same minute is not."""
    rule = replace(JUNIOR_WINTER, evening=parse_interval(evening))
    if legal:
        assert str(day_times(rule, 3, 3, "homework").evening) == evening
    else:
        with pytest.raises(ValueError, match=f"evening study {evening} must not start before 17:55"):
            day_times(rule, 3, 3, "homework")


def test_a_day_past_midnight_is_refused() -> None:
    """Lessons from 22:00 leave no room for the service."""
    with pytest.raises(ValueError, match=r"stay within 0\.\.1440"):
        day_times(replace(TOWN_SUMMER, afternoon_start=parse_clock("22:00")), 2, 2)


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("afternoon_start", 0),
        ("lesson_minutes", 1),
        ("break_minutes", 0),
        ("afternoon_lessons", 0),
        ("gap_minutes", 0),
        ("p1_minutes", 1),
        ("between_minutes", 0),
        ("p2_minutes", 0),
        ("extended_minutes", 0),
        ("early_from", 0),
    ],
)
def test_every_number_of_a_rule_is_bounded(field: str, least: int) -> None:
    """The least and the largest value pass; one below and one above are refused by name."""
    for value in (least, 1440):
        assert getattr(with_field(field, value), field) == value
    for value in (least - 1, 1441):
        with pytest.raises(ValueError, match=f"{field} {value} must lie between {least} and 1440"):
            with_field(field, value)


@pytest.mark.parametrize(
    ("field", "value", "phrase"),
    [
        (
            "lessons",
            (Interval(900, 940), Interval(930, 970)),
            "lesson 15:30-16:10 must not start before 15:40",
        ),
        ("dismissal", 939, "dismissal 15:39 must not be before the last lesson ends, 15:40"),
        ("early", Interval(939, 960), "early activity 15:39-16:00 must not start before 15:40"),
        ("p1", Interval(969, 1030), "P1 16:09-17:10 must not start before 16:10"),
        ("p2", Interval(1039, 1100), "P2 17:19-18:20 must not start before 17:20"),
        ("extended", Interval(1109, 1140), "extended care 18:29-19:00 must not start before 18:30"),
        ("evening", Interval(1109, 1200), "evening study 18:29-20:00 must not start before 18:30"),
    ],
)
def test_parts_out_of_order_are_refused(field: str, value: object, phrase: str) -> None:
    """One minute too early breaks the chain at exactly that part."""
    # lesson 15:00-15:40, early 15:50-16:10, P1 16:20-17:20, P2 17:30-18:30, extended 18:30-19:00
    sound = DayTimes(
        lessons=(Interval(900, 940),),
        dismissal=940,
        early=Interval(950, 970),
        p1=Interval(980, 1040),
        p2=Interval(1050, 1110),
        extended=Interval(1110, 1140),
        evening=Interval(1140, 1220),
    )
    changes: dict[str, Any] = {field: value}
    with pytest.raises(ValueError, match=phrase):
        replace(sound, **changes)


@st.composite
def rules(draw: st.DrawFn) -> BellRule:
    return BellRule(
        afternoon_start=draw(st.integers(720, 900)),
        lesson_minutes=draw(st.integers(30, 50)),
        break_minutes=draw(st.integers(0, 20)),
        afternoon_lessons=3,
        gap_minutes=draw(st.integers(0, 20)),
        p1_minutes=draw(st.integers(1, 75)),
        between_minutes=draw(st.integers(0, 15)),
        p2_minutes=draw(st.integers(1, 75)),
        extended_minutes=draw(st.sampled_from([0, 30])),
    )


@given(rules(), st.integers(0, 3), st.integers(0, 3), st.sampled_from(["both", "homework", "club"]))
def test_all_grades_of_a_stage_share_their_periods(rule: BellRule, one: int, two: int, kind: DayKind) -> None:
    """Whatever lessons two grades have, they start and end the common periods together."""
    common = max(one, two)
    a, b = (day_times(rule, lessons, common, kind) for lessons in (one, two))
    assert (a.p1, a.p2, a.extended, a.service_end) == (b.p1, b.p2, b.extended, b.service_end)


@given(rules(), st.integers(0, 3), st.sampled_from(["both", "homework", "club"]), st.integers(-60, 60))
def test_a_later_afternoon_moves_the_whole_day(rule: BellRule, lessons: int, kind: DayKind, by: int) -> None:
    """Moving the afternoon start moves every part by as much and changes no count of minutes."""
    before = day_times(rule, lessons, 3, kind)
    after = day_times(replace(rule, afternoon_start=rule.afternoon_start + by), lessons, 3, kind)
    assert after.lessons == tuple(lesson.shift(by) for lesson in before.lessons)
    assert after.service == tuple(part.shift(by) for part in before.service)
    assert (after.dismissal, after.last_end) == (before.dismissal + by, before.last_end + by)
    assert after.service_minutes(True, False) == before.service_minutes(True, False)


@given(rules(), st.integers(0, 3), st.sampled_from(["both", "homework", "club"]))
def test_the_parts_of_a_day_never_overlap(rule: BellRule, lessons: int, kind: DayKind) -> None:
    """Lessons, service and extended care follow one another, and breaks only ever add minutes."""
    times = day_times(rule, lessons, 3, kind)
    parts = [*times.lessons, *times.service, *([times.extended] if times.extended else [])]
    assert all(earlier.end <= later.start for earlier, later in pairwise(parts))
    assert times.service_minutes(True, False) >= times.service_minutes(False, False) > 0
