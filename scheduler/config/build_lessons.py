"""Regular lessons of every adult from the timetable file."""

from scheduler.calendar.clock import Interval
from scheduler.config.build_calendar import Week, bell_rule, calendar_of, lesson_interval, stage_of
from scheduler.config.build_findings import ADULT, HOMEROOM, VENUE
from scheduler.config.build_tables import Rows
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import read_clock, read_weekday, two_languages
from scheduler.domain.people import Lesson

SEASONS = {"": None, "summer": "summer", "winter": "winter", "夏季": "summer", "冬季": "winter"}
EVERY_WEEK, ODD_WEEKS, EVEN_WEEKS = "", "odd", "even"
WEEKS = {"": EVERY_WEEK, "odd": ODD_WEEKS, "even": EVEN_WEEKS, "单周": ODD_WEEKS, "双周": EVEN_WEEKS}
_NO_HOMEROOM = (
    "a period number needs the homeroom whose bells it follows; write homeroom, or start and end",
    "写节次须写班级，按该班作息；也可改写开始和结束时间",
)
_NO_MORNING = (
    "a period number needs bells with `morning: {start, lessons}` for the stage of the homeroom",
    "写节次须在该班学段的作息中给出 morning（上午首节时间和节数）",
)


def build_lessons(file: SchoolFile, week: Week, rows: Rows | None) -> dict[str, list[Lesson]]:
    """Adult to regular lessons in the season of the week, in the order of the file.

    A row gives `start` and `end`, or `period` (1 = first in the morning; the clock then follows the bells of
    the homeroom's stage); with `season` filled it counts in that season alone, with `weeks` in odd or in even weeks of
    the term alone (`SchoolCalendar.week_number`). A `venue` must be one of the school's; planning does not use it.
    """
    lessons: dict[str, list[Lesson]] = {}
    if rows is None:
        return lessons
    for row in range(len(rows)):
        lesson = _lesson(file, week, rows, row)
        if lesson is not None:
            lessons.setdefault(rows.cell(row, "adult"), []).append(lesson)
    return lessons


def _lesson(file: SchoolFile, week: Week, rows: Rows, row: int) -> Lesson | None:
    adult = rows.known(row, "adult", file.adults, ADULT)
    weekday = rows.read(row, "weekday", read_weekday)
    homeroom = rows.cell(row, "homeroom")
    room_known = not homeroom or rows.known(row, "homeroom", file.homerooms, HOMEROOM) is not None
    if rows.cell(row, "venue"):
        rows.known(row, "venue", file.venues, VENUE)
    held = _this_season(rows, row, week.season) & _this_week(file, week, rows, row)
    if adult is None or weekday is None or not room_known or not held:
        return None
    interval = _by_period(file, week, rows, row) if rows.cell(row, "period") else _by_clock(rows, row)
    return None if interval is None else Lesson(weekday, interval, homeroom, rows.cell(row, "subject"))


def _this_season(rows: Rows, row: int, season: str) -> bool:
    word = rows.cell(row, "season")
    if word not in SEASONS:
        rows.wrong(row, "season", ("must be summer, winter or empty", "应为 夏季、冬季 或空"), nearest(word, SEASONS))
        return False
    return SEASONS[word] in (None, season)


def _this_week(file: SchoolFile, week: Week, rows: Rows, row: int) -> bool:
    word = rows.cell(row, "weeks").lower()
    if word not in WEEKS:
        rows.wrong(row, "weeks", ("must be odd, even or empty", "应为 单周、双周 或空"), nearest(word, WEEKS))
        return False
    if WEEKS[word] == EVERY_WEEK:
        return True
    odd = calendar_of(file).week_number(week.days[0].date) % 2 == 1
    return WEEKS[word] == (ODD_WEEKS if odd else EVEN_WEEKS)


def _by_clock(rows: Rows, row: int) -> Interval | None:
    if not rows.cell(row, "start"):
        rows.wrong(row, "start", ("a lesson needs start and end, or period", "须写开始和结束时间，或写节次"))
        return None
    start, end = rows.read(row, "start", read_clock), rows.read(row, "end", read_clock)
    if start is None or end is None:
        return None
    if start >= end:
        rows.wrong(row, "end", ("must be after the start", "应晚于开始时间"))
        return None
    return Interval(start, end)


def _by_period(file: SchoolFile, week: Week, rows: Rows, row: int) -> Interval | None:
    number = rows.count(row, "period")
    homeroom = file.homerooms.get(rows.cell(row, "homeroom"))
    bells = file.bells.get(stage_of(homeroom.grade)) if homeroom else None
    if bells is None or bells.morning is None:
        rows.wrong(row, "period", _NO_HOMEROOM if homeroom is None else _NO_MORNING)
        return None
    try:
        interval = lesson_interval(file, bells, week.season, number)
    except ValueError as error:
        rows.wrong(row, "period", two_languages(error))
        return None
    if interval is None:
        last = bells.morning.lessons + bell_rule(file, bells, week.season).afternoon_lessons
        rows.wrong(row, "period", (f"must be a lesson from 1 to {last}", f"应为第 1 至 {last} 节"))
    return interval
