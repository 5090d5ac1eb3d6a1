"""A lesson as a timetable of another program states it, before anything in it is matched to a school."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scheduler.calendar.clock import parse_clock
from scheduler.calendar.term import WEEKDAYS, parse_weekday
from scheduler.config.build_lessons import EVEN_WEEKS, EVERY_WEEK, ODD_WEEKS
from scheduler.config.finding import MOST_FINDINGS, TOO_MANY, Finding, InputRefused
from scheduler.config.source import Mark

Rule = tuple[str, str]
"""A rule in English and in Chinese."""

LONGEST_NUMBER = 3
MOST_ENTRIES = 30_000
"""Lessons one import may hold: those of 600 classes."""
WEEK_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("", "all", "每周", "全周", "单双周"), EVERY_WEEK),
    **dict.fromkeys(("odd", "单", "单周", "a", "1"), ODD_WEEKS),
    **dict.fromkeys(("even", "双", "双周", "b", "2"), EVEN_WEEKS),
}
_TOO_MANY: Rule = (
    f"more than {MOST_ENTRIES:,} lessons; import one school and term",
    f"超过 {MOST_ENTRIES:,} 节课，请只导入一所学校一个学期",
)
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Kind(StrEnum):
    """What a name of a timetable stands for."""

    TEACHER = "teacher"
    CLASS = "class"
    ROOM = "room"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight at which a lesson starts, and ends where the file says so."""

    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson: everybody and everything by the names the file has.

    `weekday` 1 = Monday; `period` counts from 1 and `clock` is the time of day: one of them is given. `weeks` is empty,
    `odd` or `even`.
    """

    mark: Mark
    teachers: tuple[str, ...]
    classes: tuple[str, ...]
    subject: str
    weekday: int
    period: int | None = None
    clock: Clock | None = None
    weeks: str = EVERY_WEEK
    room: str = ""


@dataclass(frozen=True)
class Timetable:
    """What files of one format say.

    `parents`: a group of pupils to what it is part of (a class, a year). `said`: other names of what entries name.
    `notes`: what was taken for granted, in English and Chinese.
    """

    entries: Sequence[Entry]
    parents: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[tuple[Kind, str], Sequence[str]] = field(default_factory=dict)
    notes: Sequence[Rule] = ()


class Reading:
    """Collects what is wrong in the files being read."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def wrong(self, mark: Mark, field: str, value: str, rule: Rule, hint: str | None = None) -> None:
        """Record a fault. Raises InputRefused with all of them at the thousandth."""
        self.found.append(mark.finding(field, value, *rule, hint))
        if len(self.found) >= MOST_FINDINGS:
            raise InputRefused([*self.found, mark.finding("", "", *TOO_MANY)])

    def collect(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries. Raises InputRefused beyond `MOST_ENTRIES`, and if anything was wrong."""
        collected: list[Entry] = []
        for entry in entries:
            if len(collected) == MOST_ENTRIES:
                raise InputRefused([entry.mark.finding("", "", *_TOO_MANY)])
            collected.append(entry)
        self._finish()
        return collected

    def _finish(self) -> None:
        """Raise InputRefused if anything was wrong."""
        if self.found:
            raise InputRefused(self.found)


def read_number(text: str) -> int | None:
    """A whole number of at most 3 plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def read_day(text: str) -> int | None:
    """1 = Monday .. 7 of `1`, `mon`, `Monday`, `周一`, `星期一`, `礼拜一`, `一`; None for any other word."""
    word = text.strip().casefold().replace("礼拜", "星期")
    if word in _LONG_DAYS:
        return _LONG_DAYS.index(word) + 1
    number = read_number(word)
    if number is not None:
        return number if 1 <= number <= len(WEEKDAYS) else None
    try:
        return parse_weekday(f"周{word}" if len(word) == 1 else word)
    except ValueError:
        return None


def read_time(text: str) -> int | None:
    """Minutes after midnight of `8:20`, `08:20:00`, `8.20` or `8：20`; None for anything else."""
    parts = text.strip().replace("：", ":").replace(".", ":").split(":")
    if not 2 <= len(parts) <= 3 or (len(parts) == 3 and parts[2] not in ("0", "00")):
        return None
    try:
        return parse_clock(":".join(parts[:2]))
    except ValueError:
        return None
