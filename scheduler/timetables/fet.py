"""FET: `*_data_and_timetable.fet`, or the `.fet` of the inputs together with the generated `activities.xml`.

The format as FET 5.18 to 7.4 write it: days and hours are referred to by name, placements are constraints of a
preferred starting time, one for each activity.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from scheduler.calendar.term import WEEKDAYS
from scheduler.config.finding import InputRefused
from scheduler.config.nearest import nearest
from scheduler.timetables.entry import Clock, Entry, Kind, Reading, Rule, Timetable, read_day, read_number, read_time
from scheduler.timetables.markup import Element, read_xml

ROOTS = ("fet", "FET")
PLACEMENTS = "Activities_Timetable"
_TIME = r"(\d{1,2}[:.：]\d{2})"
_SPAN = re.compile(rf"(?<!\d){_TIME}\s*[-–—－~～至]\s*{_TIME}(?!\d)")
_START = re.compile(rf"(?<!\d){_TIME}(?!\d)")
_HALF_DAYS: Rule = (
    "days are halves of days (mode Mornings-Afternoons), which cannot be told apart; export in the mode Official",
    "“天”是半天（Mornings-Afternoons 模式），无法区分，请改用 Official 模式导出",
)
_DAYS: Rule = (
    "days must be those of one week, at most 7, each once",
    "“天”应为一周中的各天，最多 7 天，不重复",
)
_IN_ORDER: Rule = (
    "days are taken in their order, {day} as Monday; please check",
    "“天”按先后顺序对应，{day} 作为周一，请核对",
)
_NOT_PLACED: Rule = (
    "this activity has no day and hour; give *_data_and_timetable.fet, or activities.xml as well",
    "这项活动没有排定的日子和节次，请使用 *_data_and_timetable.fet，或一并给出 activities.xml",
)
_LISTS: Mapping[Kind, str] = {
    Kind.TEACHER: "Teachers_List",
    Kind.CLASS: "Students_List",
    Kind.SUBJECT: "Subjects_List",
    Kind.ROOM: "Rooms_List",
}
_ONE_FILE: Rule = ("give one .fet file, and activities.xml beside it", "请给出一个 .fet 文件，另可加 activities.xml")


class _Place(NamedTuple):
    """Where an activity starts, by the names of the file, and who says so."""

    day: str
    hour: str
    element: Element
    file: str


def read_fet(files: Sequence[Path], encoding: str | None = None) -> Timetable:
    """The placed, active activities, one entry for each hour. Raises InputRefused with every fault at its line."""
    roots = [(str(path), read_xml(path, encoding)) for path in files]
    data = [(file, root) for file, root in roots if root.name in ROOTS]
    if len(data) != 1:
        file, root = roots[0]
        raise InputRefused([root.place(file).finding("", "", *_ONE_FILE)])
    return _School(*data[0]).timetable([(file, root) for file, root in roots if root.name == PLACEMENTS])


@dataclass
class _School:
    """The data of one .fet file being read."""

    file: str
    root: Element

    def timetable(self, generated: Iterable[tuple[str, Element]]) -> Timetable:
        self.reading = Reading()
        self.notes: list[Rule] = []
        self.days, self.hours, self.clocks = self._days(), *self._hours()
        placed, rooms = self._constraints()
        for file, root in generated:
            for found in root.all("Activity"):
                placed[found.get("Id")] = _Place(found.get("Day"), found.get("Hour"), found, file)
                rooms[found.get("Id")] = found.get("Real_Room") or found.get("Room")
        found_entries = (entry for activity in self._activities() for entry in self._entries(activity, placed, rooms))
        entries = self.reading.collect(found_entries)
        return Timetable(entries, dict(self._parents()), dict(self._said()), self.notes)

    def _list(self, of: str, kind: str) -> Iterator[tuple[str, str]]:
        """Name and long name of everything in a list; old files list bare names."""
        inside = self.root.one(of)
        for item in inside.children if inside else ():
            if item.name == kind:
                yield item.get("Name"), item.get("Long_Name")
            elif item.name == "Name":
                yield item.text.strip(), ""

    def _days(self) -> dict[str, int]:
        """Weekday by name: by what the names mean if all of them mean a day, else by their order."""
        days = list(self._list("Days_List", "Day"))
        where = (self.root.one("Days_List") or self.root).place(self.file)
        if self.root.get("Mode") == "Mornings-Afternoons":
            raise InputRefused([where.finding("Mode", "Mornings-Afternoons", *_HALF_DAYS)])
        meant = [read_day(name) or read_day(long) for name, long in days]
        if not all(meant):
            first = next((long or name for name, long in days), "")
            self.notes.append((_IN_ORDER[0].format(day=first), _IN_ORDER[1].format(day=first)))
        numbers = [day for day in meant if day is not None] if all(meant) else list(range(1, len(days) + 1))
        if not 0 < len({name for name, _ in days}) == len(set(numbers)) == len(days) <= len(WEEKDAYS):
            raise InputRefused([where.finding("Days_List", "", *_DAYS)])
        return {name: number for (name, _), number in zip(days, numbers, strict=True)}

    def _hours(self) -> tuple[list[str], list[Clock | None]]:
        """Names of the hours, and their times where those are written and go forward."""
        hours = list(self._list("Hours_List", "Hour"))
        clocks = [_clock(name) or _clock(long) for name, long in hours]
        starts = [clock.start for clock in clocks if clock]
        sound = all(a < b for a, b in pairwise(starts))
        return [name for name, _ in hours], clocks if sound else [None] * len(hours)

    def _constraints(self) -> tuple[dict[str, _Place], dict[str, str]]:
        placed: dict[str, _Place] = {}
        rooms: dict[str, str] = {}
        for found in self._children("Time_Constraints_List", "ConstraintActivityPreferredStartingTime"):
            day, hour = found.get("Day", "Preferred_Day"), found.get("Hour", "Preferred_Hour")
            placed[found.get("Activity_Id")] = _Place(day, hour, found, self.file)
        for found in self._children("Space_Constraints_List", "ConstraintActivityPreferredRoom"):
            rooms[found.get("Activity_Id")] = found.get("Real_Room") or found.get("Room")
        return placed, rooms

    def _children(self, of: str, kind: str) -> Iterator[Element]:
        """The active elements of a kind in a list."""
        inside = self.root.one(of)
        for found in inside.all(kind) if inside else ():
            if found.get("Active").lower() not in ("false", "no"):
                yield found

    def _activities(self) -> Iterator[Element]:
        return self._children("Activities_List", "Activity")

    def _entries(self, activity: Element, placed: Mapping[str, _Place], rooms: Mapping[str, str]) -> Iterator[Entry]:
        number = activity.get("Id")
        place = placed.get(number)
        if place is None:
            self.reading.wrong(activity.place(self.file), "Activity", number, _NOT_PLACED)
            return
        mark = place.element.place(place.file)
        for name, known in ((place.day, list(self.days)), (place.hour, self.hours)):
            if name not in known:
                rule = (
                    f"there is no such name in the .fet: {', '.join(known)}",
                    f".fet 中没有这个名称：{'、'.join(known)}",
                )
                self.reading.wrong(mark, "Activity", name, rule, nearest(name, known))
                return
        first = self.hours.index(place.hour)
        last = first + (read_number(activity.get("Duration")) or 1)
        for hour in range(first, min(last, len(self.hours))):
            yield Entry(
                mark=activity.place(self.file),
                teachers=tuple(found.text.strip() for found in activity.all("Teacher")),
                classes=tuple(found.text.strip() for found in activity.all("Students")),
                subject=activity.get("Subject"),
                weekday=self.days[place.day],
                period=hour + 1,
                clock=self.clocks[hour],
                room=rooms.get(number, ""),
            )

    def _parents(self) -> Iterator[tuple[str, str]]:
        """Subgroup to group to year."""
        years = self.root.one("Students_List")
        for year in years.all("Year") if years else ():
            for group in year.all("Group"):
                yield group.get("Name"), year.get("Name")
                yield from ((part.get("Name"), group.get("Name")) for part in group.all("Subgroup"))

    def _said(self) -> Iterator[tuple[tuple[Kind, str], tuple[str, ...]]]:
        """Long names and codes of whatever has them."""
        for kind, name in _LISTS.items():
            inside = self.root.one(name)
            for item in inside.children if inside else ():
                others = tuple(filter(None, (item.get("Long_Name"), item.get("Code"))))
                if others:
                    yield (kind, item.get("Name")), others


def _clock(text: str) -> Clock | None:
    """The time a name of an hour gives: `08:10-09:00`, `13.30 - 14.30`, or a start alone."""
    span = _SPAN.search(text)
    if span is not None:
        start, end = read_time(span[1]), read_time(span[2])
        return Clock(start, end) if start is not None and end is not None and start < end else None
    found = _START.search(text)
    start = read_time(found[1]) if found else None
    return None if start is None else Clock(start, None)
