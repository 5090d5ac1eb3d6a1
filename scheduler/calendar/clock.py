"""Clock times as minutes after midnight, and half-open intervals between two of them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

MINUTES_PER_DAY = 1440

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DASH = re.compile(r"\s*[-–—－]\s*")
_WIDE_DASH = re.compile(r"\s*[~～至到]\s*")
_HALF_DAYS = {"上午": 0, "早上": 0, "中午": 12, "下午": 12, "晚上": 12, "am": 0, "pm": 12}
_LOOSE = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.点时h](?P<minute>\d{2}|半)?分?(?::\d{2})?)?|(?P<hours>\d{1,2})(?P<minutes>\d{2})"
)


def parse_clock(text: str) -> int:
    """Minutes after midnight of a 24-hour clock time, `"16:30"` -> 990.

    Accepts H:MM and HH:MM from 00:00 to 24:00 in plain digits with a plain colon and nothing around them,
    so that a time is written in one way only. Returns 0..1440.

    Raises:
        ValueError: for anything else, naming the text, the rule and, where it can be guessed, the right
            spelling.
    """
    minute = _minute(text)
    if minute is None:
        meant = _meant(text)
        hint_en = f"; write {meant}" if meant else ""
        hint_zh = f"，请写 {meant}" if meant else ""
        raise ValueError(
            f"clock time {text!r} must be H:MM or HH:MM between 00:00 and 24:00{hint_en}"
            f" / 时刻 {text!r} 应写成 24 小时制的 H:MM 或 HH:MM，在 00:00 至 24:00 之间{hint_zh}"
        )
    return minute


def format_clock(minute: int) -> str:
    """The clock time HH:MM of a minute after midnight, 990 -> `"16:30"`; 1440 -> `"24:00"`.

    Raises:
        ValueError: when the minute lies outside 0..1440.
    """
    if not 0 <= minute <= MINUTES_PER_DAY:
        raise ValueError(
            f"minute {minute} must lie between 0 and {MINUTES_PER_DAY}"
            f" / 分钟数 {minute} 应在 0 至 {MINUTES_PER_DAY} 之间"
        )
    return f"{minute // 60:02d}:{minute % 60:02d}"


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """The minutes `start <= m < end` of one day, with 0 <= start < end <= 1440.

    Half-open, so that a period ending at 17:20 does not clash with one starting at 17:20. Sorted by start,
    then end.

    Raises:
        ValueError: when the end is not after the start, or a bound lies outside the day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_PER_DAY:
            raise ValueError(
                f"interval from minute {self.start} to minute {self.end} must end after it starts and stay"
                f" within 0..{MINUTES_PER_DAY}"
                f" / 时段（第 {self.start} 分钟至第 {self.end} 分钟）应先开始后结束，且不超出当天"
            )

    @property
    def minutes(self) -> int:
        """Length in minutes, at least 1."""
        return self.end - self.start

    def overlaps(self, other: "Interval", travel: int = 0) -> bool:
        """Whether one person or place cannot serve both intervals.

        True if they share a minute, or if the gap between them is smaller than `travel` minutes; a gap of
        exactly `travel` minutes is enough.

        Raises:
            ValueError: when `travel` is negative.
        """
        if travel < 0:
            raise ValueError(f"travel {travel} must be >= 0 minutes / 路程时间 {travel} 分钟不应为负数")
        return self.start < other.end + travel and other.start < self.end + travel

    def contains(self, minute: int) -> bool:
        """Whether `start <= minute < end`."""
        return self.start <= minute < self.end

    def encloses(self, other: "Interval") -> bool:
        """Whether every minute of `other` is also in this interval."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, minutes: int) -> Self:
        """The same length, `minutes` later (earlier when negative).

        Raises:
            ValueError: when the moved interval leaves the day.
        """
        return type(self)(self.start + minutes, self.end + minutes)

    def __str__(self) -> str:
        return f"{format_clock(self.start)}-{format_clock(self.end)}"


def parse_interval(text: str) -> Interval:
    """The interval written as two clock times and a dash, `"16:20-17:20"`.

    The dash may be `-`, `–`, `—` or the full-width `－`, with or without spaces around it.

    Raises:
        ValueError: when there is not exactly one dash, a clock time is wrong, or the end is not after
            the start.
    """
    ends = _DASH.split(text)
    if len(ends) != 2:
        meant = [_meant(end) for end in _WIDE_DASH.split(text)]
        joined = "-".join(end for end in meant if end) if len(meant) == 2 and all(meant) else ""
        raise ValueError(
            f"interval {text!r} must be two clock times joined by one dash, like 16:20-17:20"
            f"{joined and f'; write {joined}'}"
            f" / 时段 {text!r} 应为两个时刻加一个短横，例如 16:20-17:20{joined and f'，请写 {joined}'}"
        )
    start, end = parse_clock(ends[0]), parse_clock(ends[1])
    if start >= end:
        other = f"{format_clock(end)}-{format_clock(start)}" if end < start else ""
        raise ValueError(
            f"interval {text!r} must end after it starts{other and f', like {other}'}"
            f" / 时段 {text!r} 的结束时刻应晚于开始时刻{other and f'，例如 {other}'}"
        )
    return Interval(start, end)


def _minute(text: str) -> int | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    total = 60 * hour + minute
    return total if minute < 60 and total <= MINUTES_PER_DAY else None


def _meant(text: str) -> str | None:
    """The strict spelling of a time written with other signs (`8.30`, `8点半`, `0830`), or as half of a day (`2pm`)."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    half_day = next((word for word in _HALF_DAYS if plain.startswith(word) or plain.endswith(word)), "")
    found = _LOOSE.fullmatch(plain.removeprefix(half_day).removesuffix(half_day))
    if found is None:
        return None
    hour = int(found["hour"] or found["hours"])
    minute = 30 if found["minute"] == "半" else int(found["minute"] or found["minutes"] or 0)
    if half_day and (hour < 12 or half_day == "am"):
        hour = hour % 12 + _HALF_DAYS[half_day]
    total = 60 * hour + minute
    return format_clock(total) if minute < 60 and total <= MINUTES_PER_DAY else None
