from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.term import (
    WEEKDAYS,
    SchoolCalendar,
    SchoolDay,
    Season,
    check_seasons,
    parse_weekday,
    season_on,
    weekday_en,
    weekday_zh,
)

SUMMER = Season("summer", (5, 1), (9, 30))
WINTER = Season("winter", (10, 1), (4, 30))
FIRST = date(2026, 9, 1)  # a Tuesday
LAST = date(2027, 1, 15)  # a Friday
NATIONAL_DAY = frozenset(date(2026, 10, day) for day in range(1, 8))
AUTUMN = SchoolCalendar(FIRST, LAST, NATIONAL_DAY, {date(2026, 9, 27): 4, date(2026, 10, 10): 5})


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    first = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    length = draw(st.integers(0, 150))
    dates = st.integers(-10, length + 10).map(lambda offset: first + timedelta(days=offset))
    return SchoolCalendar(
        first,
        first + timedelta(days=length),
        draw(st.frozensets(dates, max_size=20)),
        draw(st.dictionaries(dates, st.integers(1, 7), max_size=8)),
    )


@pytest.mark.parametrize(
    ("month", "day", "season"),
    [
        (4, 30, "winter"),
        (5, 1, "summer"),
        (9, 30, "summer"),
        (10, 1, "winter"),
        (12, 31, "winter"),
        (1, 1, "winter"),
        (2, 29, "winter"),
    ],
)
def test_seasons_change_on_their_first_day_and_run_over_the_new_year(month: int, day: int, season: str) -> None:
    """The last day of one season and the first of the next, the turn of the year and the leap day."""
    assert season_on(date(2028, month, day), [SUMMER, WINTER]) == season


def test_a_day_in_no_season_is_refused() -> None:
    """The message names the date and the seasons there are."""
    with pytest.raises(ValueError, match=r"2026-10-01 lies in no season \(seasons: summer\)"):
        season_on(date(2026, 10, 1), [SUMMER])


def test_a_day_in_two_seasons_is_refused() -> None:
    """The message names the date and the seasons that overlap."""
    late = Season("late", (9, 30), (10, 15))
    with pytest.raises(ValueError, match="2026-09-30 must lie in one season, but summer and late overlap"):
        season_on(date(2026, 9, 30), [SUMMER, late])


@pytest.mark.parametrize("bad", [(2, 30), (13, 1), (0, 1), (4, 31), (4, 0)])
def test_a_season_bound_must_be_a_day_of_the_year(bad: tuple[int, int]) -> None:
    """A month or day that no year has is refused at birth, on either side."""
    with pytest.raises(ValueError, match=r"season 'summer': .* must be a day of the year"):
        Season("summer", bad, (9, 30))
    with pytest.raises(ValueError, match=r"season 'summer': .* must be a day of the year"):
        Season("summer", (5, 1), bad)


def test_seasons_that_fill_the_year_pass_the_check() -> None:
    """Summer and winter meet on both sides."""
    assert check_seasons([SUMMER, WINTER]) == []


def test_each_gap_and_each_overlap_is_reported_once() -> None:
    """One sentence for the gap from 1 April and one for the overlap from 20 September."""
    # winter covers 1 Oct-31 Mar, summer 1 May-30 Sep, late 20-30 Sep.
    problems = check_seasons([SUMMER, Season("late", (9, 20), (9, 30)), Season("winter", (10, 1), (3, 31))])
    assert len(problems) == 2
    assert problems[0].startswith("04-01 lies in no season")
    assert problems[1].startswith("09-20 must lie in one season, but summer and late overlap")


def test_no_season_at_all_is_one_problem() -> None:
    """The gap starts on the first of January and is told once."""
    assert [problem[:5] for problem in check_seasons([])] == ["01-01"]


@given(st.dates())
def test_a_season_and_its_complement_share_no_day(day: date) -> None:
    """Exactly one of the two seasons covers any date of any year."""
    assert SUMMER.covers(day) != WINTER.covers(day)


def test_weekdays_are_named_in_both_languages() -> None:
    """1 is Monday and 7 is Sunday, as in ISO 8601."""
    assert [weekday_en(n) for n in range(1, 8)] == list(WEEKDAYS)
    assert [weekday_zh(n) for n in range(1, 8)] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]


@pytest.mark.parametrize("weekday", [0, 8])
def test_weekdays_beyond_the_week_have_no_name(weekday: int) -> None:
    """The numbers just outside 1..7 are refused by name."""
    with pytest.raises(ValueError, match=rf"weekday {weekday} must be 1\.\.7"):
        weekday_zh(weekday)
    with pytest.raises(ValueError, match=rf"weekday {weekday} must be 1\.\.7"):
        weekday_en(weekday)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("mon", 1), ("Fri", 5), ("周一", 1), ("星期三", 3), ("周日", 7), ("周天", 7), ("星期天", 7)],
)
def test_weekday_words_are_read(text: str, weekday: int) -> None:
    """English short names in any case, and Chinese with either prefix."""
    assert parse_weekday(text) == weekday


@pytest.mark.parametrize("text", ["", "1", "monday", "周", "周八", "一", "星期", "周一二"])
def test_other_weekday_words_are_refused(text: str) -> None:
    """The message quotes the word and lists the valid ones."""
    with pytest.raises(ValueError, match=f"weekday '{text}' must be one of mon, .*周日"):
        parse_weekday(text)


def test_a_week_without_exceptions_runs_from_monday_to_friday() -> None:
    """Asked on its Wednesday or its Sunday, the week of 14 September 2026 is the same five days."""
    expected = tuple(SchoolDay(date(2026, 9, 13 + n), n) for n in range(1, 6))
    assert AUTUMN.week_of(date(2026, 9, 16)) == expected
    assert AUTUMN.week_of(date(2026, 9, 20)) == expected


def test_the_first_week_starts_with_the_term() -> None:
    """The term begins on a Tuesday, so Monday 31 August is not in its first week."""
    assert [day.date.day for day in AUTUMN.week_of(FIRST)] == [1, 2, 3, 4]


def test_a_make_up_sunday_follows_the_timetable_it_is_given() -> None:
    """Sunday 27 September 2026 makes up for a Thursday and ends its six-day week."""
    week = AUTUMN.week_of(date(2026, 9, 21))
    assert [(day.date.day, day.weekday) for day in week] == [
        (21, 1),
        (22, 2),
        (23, 3),
        (24, 4),
        (25, 5),
        (27, 4),
    ]


def test_a_holiday_week_keeps_its_other_days() -> None:
    """1-7 October are off: two weeks lose three days each, and Saturday the 10th is worked as a Friday."""
    # 28-30 September are Monday to Wednesday; 8-9 October Thursday and Friday.
    assert [day.date.day for day in AUTUMN.week_of(date(2026, 10, 1))] == [28, 29, 30]
    after = AUTUMN.week_of(date(2026, 10, 7))
    assert [(day.date.day, day.weekday) for day in after] == [(8, 4), (9, 5), (10, 5)]


def test_a_weekday_may_follow_another_weekdays_timetable() -> None:
    """A make-up entry on an ordinary Wednesday changes its timetable only."""
    calendar = SchoolCalendar(FIRST, LAST, frozenset(), {date(2026, 9, 16): 1})
    assert calendar.school_day(date(2026, 9, 16)) == SchoolDay(date(2026, 9, 16), 1)
    assert calendar.check() == []


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2027, 1, 18), date(2026, 9, 5), date(2026, 10, 1)])
def test_no_school_before_after_at_the_weekend_and_on_holidays(day: date) -> None:
    """The Monday before the term, the Monday after, a Saturday and a holiday are no school days."""
    assert AUTUMN.school_day(day) is None


def test_a_week_outside_the_term_is_empty() -> None:
    """The summer holidays have weeks without school days."""
    assert AUTUMN.week_of(date(2026, 8, 12)) == ()


def test_the_days_of_a_term_are_counted() -> None:
    """September 2026 to mid-January 2027 has 96 school days in 20 weeks."""
    # 31 August to 15 January are 20 weeks of 5 = 100 working days; less Monday 31 August = 99; less the five
    # working days of 1-7 October = 94; plus the make-up days 27 September and 10 October = 96.
    assert len(AUTUMN.days()) == 96
    assert len(AUTUMN.weeks()) == 20


def test_weeks_without_school_are_left_out() -> None:
    """Two weeks with a week's holiday between them are two weeks."""
    holidays = frozenset(date(2026, 9, day) for day in range(14, 19))
    calendar = SchoolCalendar(date(2026, 9, 7), date(2026, 9, 25), holidays)
    assert [week[0].date.day for week in calendar.weeks()] == [7, 21]
    assert calendar.week_of(date(2026, 9, 16)) == ()


def test_a_sound_calendar_has_no_problem() -> None:
    """Holidays on weekends and outside the term are harmless."""
    holidays = NATIONAL_DAY | {date(2026, 8, 1), date(2026, 9, 6)}
    assert SchoolCalendar(FIRST, LAST, holidays, AUTUMN.make_up).check() == []


def test_every_contradiction_is_reported_in_order_of_date() -> None:
    """One sentence each: outside the term, both holiday and make-up, a weekday that does not exist."""
    calendar = SchoolCalendar(
        FIRST,
        LAST,
        NATIONAL_DAY,
        {date(2026, 11, 7): 8, date(2026, 10, 4): 1, date(2026, 8, 30): 1},
    )
    problems = calendar.check()
    assert len(problems) == 3
    assert problems[0].startswith("make-up day 2026-08-30 lies outside the term 2026-09-01 to 2027-01-15")
    assert problems[1].startswith("2026-10-04 is both a holiday and a make-up day")
    assert problems[2].startswith("make-up day 2026-11-07 must follow the timetable of a weekday 1..7, not 8")


def test_a_term_that_ends_before_it_starts_is_reported() -> None:
    """Swapped bounds give one problem and no school days."""
    calendar = SchoolCalendar(LAST, FIRST)
    assert [problem[:13] for problem in calendar.check()] == ["the first day"]
    assert calendar.days() == ()
    assert calendar.weeks() == ()
    assert calendar.week_of(FIRST) == ()


def test_a_term_without_school_days_is_reported() -> None:
    """Saturday 5 and Sunday 6 September 2026 make no term."""
    problems = SchoolCalendar(date(2026, 9, 5), date(2026, 9, 6)).check()
    assert len(problems) == 1
    assert "has no school day" in problems[0]


@given(calendars(), st.integers(-20, 170))
def test_a_week_holds_only_its_own_dates_in_order(calendar: SchoolCalendar, offset: int) -> None:
    """All days of a week share the ISO week of the date asked for, within the term, each once."""
    asked = calendar.first_day + timedelta(days=offset)
    dates = [day.date for day in calendar.week_of(asked)]
    assert dates == sorted(set(dates))
    assert all(day.isocalendar()[:2] == asked.isocalendar()[:2] for day in dates)
    assert all(calendar.first_day <= day <= calendar.last_day for day in dates)


@given(calendars())
def test_make_up_days_are_present_and_holidays_absent(calendar: SchoolCalendar) -> None:
    """Every make-up day of the term that is no holiday is held, with its timetable; no holiday is."""
    held = {day.date: day.weekday for day in calendar.days()}
    assert held.keys().isdisjoint(calendar.holidays)
    for day, weekday in calendar.make_up.items():
        if calendar.first_day <= day <= calendar.last_day and day not in calendar.holidays:
            assert held[day] == weekday


@given(calendars())
def test_ordinary_working_days_follow_their_own_timetable(calendar: SchoolCalendar) -> None:
    """A school day that is no make-up day is a Monday to Friday following itself."""
    for day in calendar.days():
        if day.date not in calendar.make_up:
            assert day.weekday == day.date.isoweekday() <= 5


@given(calendars())
def test_the_weeks_are_the_days_cut_at_sundays(calendar: SchoolCalendar) -> None:
    """Joined together the weeks are the days, and each week is the week of any of its days."""
    assert tuple(day for week in calendar.weeks() for day in week) == calendar.days()
    assert all(calendar.week_of(day.date) == week for week in calendar.weeks() for day in week)


@pytest.mark.parametrize(("last", "problems"), [(date(2027, 9, 1), 0), (date(2027, 9, 2), 1), (date(9999, 12, 31), 1)])
def test_a_term_is_at_most_a_year_long(last: date, problems: int) -> None:
    """From 1 September 2026: 366 days end on 1 September 2027, and the days of a longer term are not listed."""
    calendar = SchoolCalendar(date(2026, 9, 1), last, frozenset(), {date(1999, 1, 1): 1} if problems else {})
    assert len(calendar.check()) == problems


@pytest.mark.parametrize(
    ("day", "number"),
    [
        # A term from Tuesday 2026-09-01: its first week is that of Monday 08-31; the holidays of October count.
        (date(2026, 8, 30), 0),
        (date(2026, 8, 31), 1),
        (date(2026, 9, 6), 1),
        (date(2026, 9, 7), 2),
        (date(2026, 10, 12), 7),
    ],
)
def test_weeks_are_numbered_from_that_of_the_first_day(day: date, number: int) -> None:
    """Odd and even weeks of a timetable go by this number."""
    holidays = frozenset({date(2026, 10, 5)})
    term = SchoolCalendar(date(2026, 9, 1), date(2027, 1, 22), holidays)
    assert term.week_number(day) == number
