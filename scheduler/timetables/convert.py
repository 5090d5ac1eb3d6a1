"""A timetable as rows of lessons.csv, with everything that keeps it from being one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import weekday_en
from scheduler.config.build_tables import LESSON_COLUMNS
from scheduler.config.csv_writer import csv_text
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import load_outline
from scheduler.config.names_file import read_names
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS
from scheduler.config.source import Mark
from scheduler.timetables.entry import Entry, Kind, Reading, Rule, Timetable
from scheduler.timetables.formats import FORMATS, guess
from scheduler.timetables.map_file import read_map
from scheduler.timetables.naming import SKIP, Match, Naming
from scheduler.timetables.times import SEASONS, Bells, Lessons, say_clock

Row = Mapping[str, str]
ALWAYS = ("adult", "weekday", "homeroom", "subject")
"""Columns that are written even when they are empty throughout."""
_EMPTY: Rule = (
    "no lesson is in it; was it exported with the finished timetable?",
    "文件中一节课也没有，请确认导出的是排好的课表",
)
_NO_NUMBER: Rule = ("there is no period number here; take times of day", "这里没有节次，请按时刻导入")
_NO_CLOCK: Rule = ("there is no time of day here; take period numbers", "这里没有起止时刻，请按节次导入")


class By(StrEnum):
    """How the hour of a lesson is taken: the school's lesson at that time, else of that number; the number alone; or
    the time itself."""

    LESSON = "lesson"
    NUMBER = "number"
    CLOCK = "clock"


class Left(StrEnum):
    """Why a lesson of the file is in no row."""

    WEEKEND = "weekend"
    NOBODY = "nobody"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Request:
    """What is to be imported: see `read_timetable`."""

    files: Sequence[Path]
    school: Path
    format: str | None = None
    names: Path | None = None
    map: Path | None = None
    by: By = By.LESSON
    encoding: str | None = None


@dataclass(frozen=True)
class Open:
    """A name nobody in the school bears: how many lessons it has, the first one's place, and the nearest id."""

    kind: Kind
    name: str
    lessons: int
    place: str
    nearest: str = ""


@dataclass(frozen=True)
class Imported:
    """A timetable as read.

    `lessons` is lessons.csv; None while there is an error, or a teacher or a class that is not settled, for with those
    lessons missing their teachers would look free. `taken` are names that are no ids, with the id each was taken for;
    `left` counts lessons in no row, `idle` lists own adults without a lesson.
    """

    format: str
    rows: Sequence[Row]
    errors: tuple[Finding, ...]
    open: tuple[Open, ...]
    taken: Mapping[tuple[Kind, str], str]
    left: Mapping[Left, int]
    idle: tuple[str, ...]
    decided: Mapping[tuple[Kind, str], str]
    """What the map says."""
    language: str
    notes: Sequence[Rule] = ()
    """What was taken for granted, in English and Chinese."""

    @property
    def lessons(self) -> str | None:
        """The text of lessons.csv, or None: see above."""
        if self.errors or any(item.kind is not Kind.ROOM for item in self.open):
            return None
        names = [column.name for column in LESSON_COLUMNS]
        used = [name for name in names if name in ALWAYS or any(row.get(name) for row in self.rows)]
        return csv_text(used, ([row.get(name, "") for name in used] for row in self.rows), for_excel=False)


def read_timetable(request: Request) -> Imported:
    """Read a timetable of another program for a school.

    Raises InputRefused when a file cannot be read at all, or the school file or the map is faulty.
    """
    outline = load_outline(request.school)
    named = request.format or guess(request.files[0], request.encoding)
    timetable = FORMATS[named].read(request.files, request.encoding)
    if not timetable.entries:
        raise InputRefused([Mark(f"{request.files[0]}", 1, 1).finding("", "", *_EMPTY)])
    names = read_names(request.names) if request.names else {}
    decided = read_map(request.map, outline.file) if request.map else {}
    naming = Naming(outline.file, timetable, names, decided)
    return _Conversion(outline.file, timetable, naming, request.by).imported(named)


@dataclass
class _Conversion:
    """The conversion of one timetable."""

    file: SchoolFile
    timetable: Timetable
    naming: Naming
    by: By
    left: dict[Left, int] = field(default_factory=dict)
    unmatched: dict[tuple[Kind, str], list[Entry]] = field(default_factory=dict)
    taken: dict[tuple[Kind, str], str] = field(default_factory=dict)

    def imported(self, named: str) -> Imported:
        self.bells, self.reading = Bells(self.file), Reading()
        rows = [row for entry in self.timetable.entries for row in self._rows(entry)]
        unique = [dict(pairs) for pairs in dict.fromkeys(tuple(row.items()) for row in rows)]
        busy = {row["adult"] for row in unique}
        idle = [key for key, adult in self.file.adults.items() if adult.kind == "own" and not adult.duty_only]
        return Imported(
            named,
            unique,
            tuple(dict.fromkeys(self.reading.found)),
            tuple(self._open(kind, name, entries) for (kind, name), entries in self.unmatched.items()),
            self.taken,
            self.left,
            tuple(key for key in idle if key not in busy),
            self.naming.decided,
            self.file.school.language,
            self.timetable.notes,
        )

    def _open(self, kind: Kind, name: str, entries: Sequence[Entry]) -> Open:
        hint = self.naming.match(kind, name).hint or ""
        return Open(kind, name, len(entries), f"{entries[0].mark}", hint)

    def _rows(self, entry: Entry) -> Iterator[Row]:
        """One row for each teacher, class and period."""
        if entry.weekday > len(SCHOOL_WEEKDAYS) or not entry.teachers:
            self._leave(Left.WEEKEND if entry.weekday > len(SCHOOL_WEEKDAYS) else Left.NOBODY)
            return
        adults, skipped = self._ids(Kind.TEACHER, entry.teachers, entry)
        homerooms, foreign = self._ids(Kind.CLASS, entry.classes, entry)
        subjects, _ = self._ids(Kind.SUBJECT, [entry.subject] if entry.subject else [], entry)
        venues, _ = self._ids(Kind.ROOM, [entry.room] if entry.room else [], entry)
        if (skipped and not adults) or (foreign and not homerooms):
            self._leave(Left.SKIPPED)
            return
        if len(homerooms) < len(set(entry.classes)) - foreign or not adults:
            return
        shared = {"subject": "".join(subjects), "weeks": entry.weeks, "venue": "".join(venues)}
        for homeroom in homerooms or [""]:
            for when in self._when(entry, homeroom):
                for adult in adults:
                    yield {"adult": adult, "weekday": weekday_en(entry.weekday), "homeroom": homeroom} | when | shared

    def _leave(self, why: Left) -> None:
        self.left[why] = self.left.get(why, 0) + 1

    def _ids(self, kind: Kind, names: Sequence[str], entry: Entry) -> tuple[list[str], int]:
        """The ids names stand for, each once, and how many of the names are left out on purpose."""
        found: dict[str, None] = {}
        skipped = 0
        for name in dict.fromkeys(names):
            match = self.naming.match(kind, name)
            if match.found is None:
                self._unsettled(kind, name, match, entry)
            elif match.found == SKIP:
                skipped += 1
            else:
                found[match.found] = None
                if match.found != name:
                    self.taken[kind, name] = match.found
        return list(found), skipped

    def _unsettled(self, kind: Kind, name: str, match: Match, entry: Entry) -> None:
        seen = self.unmatched.setdefault((kind, name), [])
        seen.append(entry)
        if match.several and len(seen) == 1:
            ids = ", ".join(match.several)
            rule = (
                f"{ids} all bear this name; say which in the map",
                f"{ids.replace(', ', '、')} 都叫这个名称，请在对照表中写明是哪一个",
            )
            self.reading.wrong(entry.mark, kind, name, rule)

    def _when(self, entry: Entry, homeroom: str) -> Iterator[dict[str, str]]:
        """The hour of a lesson as lessons.csv writes it, once for each lesson it spans; nothing, recorded, if none."""
        if self.by is By.CLOCK:
            if entry.clock is None or entry.clock.end is None:
                self.reading.wrong(entry.mark, "start", "", _NO_CLOCK)
            else:
                yield {"start": format_clock(entry.clock.start), "end": format_clock(entry.clock.end)}
            return
        lessons = self.bells.of_homeroom(homeroom) if homeroom else self.bells.of_school()
        if not isinstance(lessons, Lessons):
            self.reading.wrong(entry.mark, "homeroom", homeroom, lessons)
            return
        for number in self._numbers(entry, lessons):
            if homeroom:
                yield {"period": f"{number}"}
            else:
                yield from _by_season(lessons, number)

    def _numbers(self, entry: Entry, lessons: Lessons) -> Sequence[int]:
        """Numbers of the lessons of the school that a lesson spans."""
        if entry.clock is not None and self.by is By.LESSON:
            found = lessons.spanned(entry.clock)
            if not found:
                near = lessons.nearest(entry.clock)
                rule = (
                    f"this is no lesson of the school's bells; the nearest is {near}",
                    f"与本校作息不符，最近的是第 {near} 节",
                )
                self.reading.wrong(entry.mark, "start", say_clock(entry.clock), rule)
            return found
        if entry.period is None:
            self.reading.wrong(entry.mark, "period", "", _NO_NUMBER)
        elif not 1 <= entry.period <= lessons.count:
            rule = (f"must be a lesson from 1 to {lessons.count}", f"应为第 1 至 {lessons.count} 节")
            self.reading.wrong(entry.mark, "period", f"{entry.period}", rule)
        else:
            return (entry.period,)
        return ()


def _by_season(lessons: Lessons, number: int) -> Iterator[dict[str, str]]:
    """A lesson without a class, by time of day: once, or once a season where the time changes."""
    times = [day[number - 1] for day in lessons.by_season]
    for season, found in zip(SEASONS, times, strict=True):
        if found == times[0] and season != SEASONS[0]:
            continue
        shown = {"start": format_clock(found.start), "end": format_clock(found.end)}
        yield shown if all(time == found for time in times) else shown | {"season": season}
