"""Words a planner writes (`60min`, `16:30`, `3-6`, `mon`, `2026-09-01`) and the values they stand for."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from scheduler.calendar.clock import Interval, parse_clock, parse_interval
from scheduler.calendar.term import parse_weekday
from scheduler.config.meant import meant_date, meant_minutes, meant_weekday

CLOCK_PATTERN = r"^\d{1,2}:\d{2}$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
ID_RULE = (
    "must be a short id of letters, digits, _ and - (at most 40)",
    "应为由字母、汉字、数字、_ 和 - 组成的编号，最多 40 个字符",
)
SCHOOL_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
WEEKDAY_WORDS = (*SCHOOL_WEEKDAYS, "周一", "周二", "周三", "周四", "周五")
FIRST_GRADE, LAST_GRADE = 1, 9

_LEAP_YEAR = 2000
_MINUTES = re.compile(r"([0-9]{1,4})\s*(?:min|minutes|分钟|分)")
_GRADES = re.compile(r"([0-9])\s*[-–—－~至]\s*([0-9])")
_GRADE = re.compile(r"([0-9])")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")


class Strict(BaseModel):
    """A section of a school file: unknown fields are refused and nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def said(zh: str, en: str, default: Any = ..., *, factory: Callable[[], Any] | None = None, **limits: Any) -> Any:
    """A field described in Chinese and English, with its default and bounds."""
    if factory is not None:
        return Field(default_factory=factory, title=zh, description=f"{zh} / {en}", **limits)
    return Field(default, title=zh, description=f"{zh} / {en}", **limits)


def refuse(en: str, zh: str, hint: str | None = None) -> NoReturn:
    """Raise the error that carries a rule in both languages through the schema to the reader's line."""
    raise PydanticCustomError("rule", "{en}", {"en": en, "zh": zh, "hint": hint})


def two_languages(error: ValueError) -> tuple[str, str]:
    """The English and Chinese halves of a message written as `English / 中文`."""
    english, _, chinese = str(error).partition(" / ")
    return english, chinese or english


def read_minutes(value: Any) -> int:
    """Minutes of `60min` or `60分钟`; a bare number is refused because its unit would be a guess."""
    found = _MINUTES.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        refuse(
            "must be a length with its unit, like 60min or 60分钟",
            "应写成带单位的时长，例如 60min 或 60分钟",
            meant_minutes(value),
        )
    return int(found[1])


def read_clock(value: Any) -> int:
    """Minutes after midnight of `16:30`."""
    minute: int = _by_calendar(parse_clock, value, "must be a clock time like 16:30", "应为时刻，例如 16:30")
    return minute


def read_seasonal_clock(value: Any) -> Any:
    """Season to minutes: one clock time for both seasons, or `{summer: 14:30, winter: 14:00}`."""
    if isinstance(value, Mapping):
        return {season: read_clock(clock) for season, clock in value.items()}
    return dict.fromkeys(("summer", "winter"), read_clock(value))


def read_interval(value: Any) -> Interval:
    """The interval of `16:20-17:20`."""
    en, zh = "must be an interval like 16:20-17:20", "应为时段，例如 16:20-17:20"
    interval: Interval = _by_calendar(parse_interval, value, en, zh)
    return interval


def read_date(value: Any) -> date:
    """The date of `2026-09-01`; no other spelling is taken."""
    if isinstance(value, str) and re.fullmatch(DATE_PATTERN, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            refuse(
                "there is no such day in the calendar; months are 01 to 12, days 01 to 28, 29, 30 or 31",
                "日历上没有这一天：月份为 01 至 12，日为 01 至 28、29、30 或 31",
                meant_date(value),
            )
    refuse(
        "must be a date written YYYY-MM-DD, like 2026-09-01",
        "应为日期，写成 年-月-日，例如 2026-09-01",
        meant_date(value),
    )


def read_weekday(value: Any) -> int:
    """1..5 for mon..fri or 周一..周五."""
    en, zh = f"must be one of {', '.join(SCHOOL_WEEKDAYS)}", "应为周一至周五之一（或 mon 至 fri）"
    if isinstance(value, str):
        try:
            weekday = parse_weekday(value)
        except ValueError:
            refuse(en, zh, meant_weekday(value))
        if weekday <= len(SCHOOL_WEEKDAYS):
            return weekday
    refuse(en, zh)


def read_grades(value: Any) -> tuple[int, ...]:
    """Grades of `3-6`, `3` or `[1, 2]`, ascending and without repeats."""
    grades: set[int] = set()
    for part in value if isinstance(value, list) else [value]:
        grades.update(_grade_run(part))
    if not grades:
        refuse("must name at least one grade", "至少应写一个年级")
    return tuple(sorted(grades))


def read_grade(value: Any) -> int:
    """One grade 1..9, also as the text of a mapping key."""
    try:
        run = _grade_run(value)
    except PydanticCustomError:
        run = ()
    if len(run) != 1:
        refuse("must be one grade from 1 to 9, like 3", "应为 1 至 9 之间的一个年级，例如 3")
    return run[0]


def read_band(value: Any) -> Any:
    """Grades of `3-6` or `3`, as the text they are written in."""
    read_grades(value)
    return value


def read_month_day(value: Any) -> tuple[int, int]:
    """(month, day) of `05-01`."""
    found = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        day = date(_LEAP_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        refuse("must be a day of the year written MM-DD, like 05-01", "应为一年中的一天，写成 月-日，例如 05-01")
    return day.month, day.day


def distinct_keys(read: Callable[[Any], Any]) -> BeforeValidator:
    """Refuse a mapping in which two spellings of a key (`mon`, `周一`) mean the same."""
    return BeforeValidator(lambda value: _check_distinct(value, read))


def _by_calendar(parse: Callable[[str], Any], value: Any, en: str, zh: str) -> Any:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        refuse(en, zh)
    try:
        return parse(f"{value:.2f}" if isinstance(value, float) else f"{value}")
    except ValueError as error:
        refuse(*two_languages(error))


def _grade_run(value: Any) -> tuple[int, ...]:
    text = f"{value}".strip()
    found = _GRADES.fullmatch(text) or _GRADE.fullmatch(text)
    first, last = (int(found[1]), int(found[found.lastindex or 1])) if found else (0, 0)
    if not FIRST_GRADE <= first <= last <= LAST_GRADE or isinstance(value, bool):
        refuse("must be grades from 1 to 9, like 3-6 or [1, 2]", "应为 1 至 9 的年级，例如 3-6 或 [1, 2]")
    return tuple(range(first, last + 1))


def _check_distinct(value: Any, read: Callable[[Any], Any]) -> Any:
    seen: dict[Any, str] = {}
    for key in value if isinstance(value, Mapping) else ():
        try:
            meaning = read(key)
        except PydanticCustomError:
            continue
        if meaning in seen:
            refuse(
                f"{seen[meaning]} and {key} mean the same; keep one",
                f"{seen[meaning]} 与 {key} 含义相同，请保留一个",
            )
        seen[meaning] = key
    return value


def _text(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


_GRADE_ITEM = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 9},
        {"type": "string", "pattern": r"^[1-9](\s*[-–—－~至]\s*[1-9])?$"},
    ]
}
_WEEKDAY_JSON = WithJsonSchema({"type": "string", "enum": list(WEEKDAY_WORDS)})

Minutes = Annotated[int, BeforeValidator(read_minutes), _text(r"^\d{1,4}\s*(min|minutes|分钟|分)$", "60min", "60分钟")]
Clock = Annotated[int, BeforeValidator(read_clock), _text(CLOCK_PATTERN, "16:30")]
Span = Annotated[
    Interval,
    BeforeValidator(read_interval),
    _text(r"^\d{1,2}:\d{2}\s*[-–—－]\s*\d{1,2}:\d{2}$", "16:20-17:20"),
]
Day = Annotated[date, BeforeValidator(read_date), _text(DATE_PATTERN, "2026-09-01")]
Weekday = Annotated[int, BeforeValidator(read_weekday), _WEEKDAY_JSON]
Grade = Annotated[int, BeforeValidator(read_grade), WithJsonSchema(_GRADE_ITEM)]
Grades = Annotated[
    tuple[int, ...],
    BeforeValidator(read_grades),
    WithJsonSchema({"anyOf": [*_GRADE_ITEM["anyOf"], {"type": "array", "items": _GRADE_ITEM}]}),
]
GradeBand = Annotated[str, BeforeValidator(read_band), WithJsonSchema(_GRADE_ITEM["anyOf"][1])]
MonthDay = Annotated[tuple[int, int], BeforeValidator(read_month_day), _text(r"^\d{2}-\d{2}$", "05-01")]
Id = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,40}$"), _text(r"^[^\s./@+,:;]{1,40}$", "C101")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Percent = Annotated[int, Field(ge=0, le=100)]
Natural = Annotated[int, Field(ge=0, le=100_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Dates = Annotated[
    list[Day],
    BeforeValidator(lambda v: [v] if isinstance(v, str) else v),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": DATE_PATTERN},
                {"type": "array", "items": {"type": "string", "pattern": DATE_PATTERN}},
            ]
        }
    ),
]
BySeason = Annotated[
    dict[Literal["summer", "winter"], int],
    BeforeValidator(read_seasonal_clock),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": CLOCK_PATTERN},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        season: {"type": "string", "pattern": CLOCK_PATTERN} for season in ("summer", "winter")
                    },
                },
            ]
        }
    ),
]
DateRange = Annotated[list[Day], Field(min_length=2, max_length=2)]
