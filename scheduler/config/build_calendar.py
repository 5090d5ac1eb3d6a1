"""The term, the week to plan, its season and the bells of every grade on every day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.calendar.bells import BellRule, DayTimes, day_times
from scheduler.calendar.clock import Interval
from scheduler.calendar.sun import sunset
from scheduler.calendar.term import SchoolCalendar, SchoolDay, check_seasons, season_on
from scheduler.config.build_findings import Complaints, Rule
from scheduler.config.policy_pack import seasons_of
from scheduler.config.schema import BellsFile, CalendarFile, SchoolFile
from scheduler.config.schema_types import two_languages
from scheduler.config.source import Document, FieldPath
from scheduler.domain.people import Stage

FULL_WEEK = 5
_PAST_MIDNIGHT = (
    "the day would run past midnight; shorten lesson, break, gap, p1, between, p2 or extended",
    "一天排到了午夜之后，请缩短 lesson、break、gap、p1、between、p2 或 extended",
)
LAST_PRIMARY_GRADE = 6


@dataclass(frozen=True)
class Week:
    """The school days of one week, their season and the afternoon of each grade on each date."""

    days: tuple[SchoolDay, ...]
    season: str
    times: Mapping[tuple[int, date], DayTimes]


def stage_of(grade: int) -> Stage:
    """The stage of a grade: 1-6 primary, 7-9 junior."""
    return Stage.PRIMARY if grade <= LAST_PRIMARY_GRADE else Stage.JUNIOR


def check_calendar(file: SchoolFile, complaints: Complaints) -> None:
    """Dates in order, make-up days that can be meant, seasons that cover the year once, a place on our clock."""
    term = calendar_of(file)
    for day, sentence in term.faults():
        at = ("calendar", "make_up", f"{day}") if day else ("calendar",) if term.sound else ("calendar", "last")
        complaints.at(at, two_languages(ValueError(sentence)), key=term.sound)
    try:
        sunset(file.school.latitude, file.school.longitude, file.calendar.first)
    except ValueError as error:
        complaints.at(("school", "longitude"), two_languages(error))
    for sentence in _season_faults(file):
        complaints.at(("rules", "seasons"), two_languages(ValueError(sentence)))


def calendar_of(file: SchoolFile) -> SchoolCalendar:
    """The school calendar as written."""
    return school_calendar(file.calendar)


def school_calendar(term: CalendarFile) -> SchoolCalendar:
    """The school calendar of the section `calendar`."""
    return SchoolCalendar(term.first, term.last, frozenset(term.holidays), dict(term.make_up))


def build_week(file: SchoolFile, asked: date | None, complaints: Complaints) -> Week | None:
    """The week that holds the date `asked`, by default the first full school week of the term.

    The season is that of its first school day: one week has one timetable. Returns None, with the reasons
    recorded, when the term is not sound, the week has no school day or the bells do not fit the day.
    """
    if not calendar_of(file).sound:
        return None
    days = week_days(calendar_of(file), asked)
    if not days:
        _no_school(file, asked, complaints)
        return None
    if days[0].date < file.rules.valid_from:
        rule = (
            f"the policy is not yet in force in the week of {days[0].date}; plan a later week, or correct the day",
            f"{days[0].date} 当周政策尚未生效，请排以后的周，或改正生效日期",
        )
        complaints.at(("rules", "valid_from"), rule)
    try:
        season = season_on(days[0].date, seasons_of(file.rules))
    except ValueError as error:
        complaints.at(("rules", "seasons"), two_languages(error))
        return None
    faults = len(complaints.found)
    times: dict[tuple[int, date], DayTimes] = {}
    for stage, bells in file.bells.items():
        for grade, day, afternoon in _stage_times(file, stage, bells, season, days, complaints):
            times[grade, day] = afternoon
    return Week(days, season, times) if len(complaints.found) == faults else None


def own_afternoon_start(file: SchoolFile, season: str) -> int | None:
    """The afternoon start a school set against the notice, in minutes after midnight.

    None when it follows the notice; of several stages, the first that does not.
    """
    required = required_start(file, season)
    starts = [bells_start(file, bells, season) for _, bells in sorted(file.bells.items())]
    return next((start for start in starts if start != required), None)


def required_start(file: SchoolFile, season: str) -> int:
    """The notice's afternoon start for the school's area and the season (五(二))."""
    clock: int = getattr(getattr(file.rules.afternoon_start, file.school.area), season)
    return clock


def bells_start(file: SchoolFile, bells: BellsFile, season: str) -> int:
    """The afternoon start of a stage: its own, else the notice's."""
    own = bells.afternoon_start or {}
    return next((clock for name, clock in own.items() if name == season), required_start(file, season))


def bell_rule(file: SchoolFile, bells: BellsFile, season: str) -> BellRule:
    """The bells of a stage in a season. Raises ValueError when a length cannot be."""
    return BellRule(
        afternoon_start=bells_start(file, bells, season),
        lesson_minutes=bells.lesson,
        break_minutes=bells.rest,
        afternoon_lessons=max((max(row) for row in bells.afternoon_lessons.values()), default=0),
        gap_minutes=bells.gap,
        p1_minutes=bells.p1,
        between_minutes=bells.between,
        p2_minutes=bells.p2,
        extended_minutes=bells.extended,
        early_from=bells.early_from,
        evening=bells.evening.interval if bells.evening else None,
    )


def lesson_interval(file: SchoolFile, bells: BellsFile, season: str, period: int) -> Interval | None:
    """The clock interval of the `period`-th lesson of the day (1 = first in the morning).

    Returns None when the bells name no morning or the day has no such lesson. Raises ValueError when the
    lesson would run past midnight.
    """
    if bells.morning is None or period < 1:
        return None
    if period <= bells.morning.lessons:
        rest = bells.rest if bells.morning.rest is None else bells.morning.rest
        start = bells.morning.start + (period - 1) * (bells.lesson + rest)
        return Interval(start, start + bells.lesson)
    rule = bell_rule(file, bells, season)
    index = period - bells.morning.lessons
    return rule.lessons(index)[-1] if index <= rule.afternoon_lessons else None


def _season_faults(file: SchoolFile) -> list[str]:
    try:
        return check_seasons(seasons_of(file.rules))
    except ValueError as error:
        return [f"{error}"]


def week_days(calendar: SchoolCalendar, asked: date | None) -> tuple[SchoolDay, ...]:
    """The school days of the week that holds a date; for None of the first full school week, else of the first."""
    if asked is not None:
        return calendar.week_of(asked)
    weeks = calendar.weeks()
    return next((week for week in weeks if len(week) >= FULL_WEEK), weeks[0] if weeks else ())


def _no_school(file: SchoolFile, asked: date | None, complaints: Complaints) -> None:
    term = f"{file.calendar.first} .. {file.calendar.last}"
    if asked is None:
        complaints.at(("calendar",), ("the term has no school day", "学期内没有上课日"), key=True)
    else:
        rule = (
            f"the week of {asked} has no school day in the term {term}",
            f"{asked} 所在周在学期 {term} 内没有上课日",
        )
        complaints.at(("calendar",), rule, key=True)


def _stage_times(
    file: SchoolFile,
    stage: Stage,
    bells: BellsFile,
    season: str,
    days: tuple[SchoolDay, ...],
    complaints: Complaints,
) -> Iterator[tuple[int, date, DayTimes]]:
    present = {homeroom.grade for homeroom in file.homerooms.values()}
    grades = [grade for grade in sorted(bells.afternoon_lessons) if grade in present and stage_of(grade) is stage]
    try:
        rule = bell_rule(file, bells, season)
        for day in days:
            common = max((bells.afternoon_lessons[grade][day.weekday - 1] for grade in grades), default=0)
            kind = bells.day_kind.get(day.weekday, "both")
            evening = bells.evening is not None and day.weekday in bells.evening.weekdays
            for grade in grades:
                count = bells.afternoon_lessons[grade][day.weekday - 1]
                yield grade, day.date, day_times(rule, count, common, kind, evening_today=evening)
    except ValueError as error:
        path, why = _blame(file, stage, bells, season, days, error)
        complaints.at(path, why, key=len(path) == 2)


def _blame(
    file: SchoolFile, stage: Stage, bells: BellsFile, season: str, days: tuple[SchoolDay, ...], error: ValueError
) -> tuple[FieldPath, Rule]:
    """The field whose value makes bells that cannot be, and its rule; the stage where it is the sum of them."""
    at = ("bells", stage.value)
    for name in ("lesson", "p1"):
        if getattr(bells, name) == 0:
            return (*at, name), ("must be at least 1min", "应至少为 1min")
    if bells.p2 == 0 and "club" in bells.day_kind.values():
        return (*at, "p2"), ("a club day needs a period 2 of at least 1min", "仅社团日须有第二时段，应至少为 1min")
    if bells.evening is not None:
        plain = Complaints(Document({}, {}, ""))
        list(_stage_times(file, stage, bells.model_copy(update={"evening": None}), season, days, plain))
        if not plain.found:
            return (*at, "evening", "interval"), two_languages(error)
    return at, _PAST_MIDNIGHT
