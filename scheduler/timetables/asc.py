"""aSc TimeTables XML: lessons say who and what, cards say when and where.

Ids hold within one export; people and places are matched by name, their short names are kept as other names. A card of
a lesson with `periodspercard` above 1 stands for as many periods unless each of them has a card of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.build_lessons import EVEN_WEEKS, EVERY_WEEK, ODD_WEEKS
from scheduler.config.finding import InputRefused
from scheduler.timetables.entry import Clock, Entry, Kind, Reading, Rule, Timetable, read_time
from scheduler.timetables.markup import Element, read_xml

ROOT = "timetable"
_WEEKS: Mapping[str, str] = {"": EVERY_WEEK, "1": EVERY_WEEK, "11": EVERY_WEEK, "10": ODD_WEEKS, "01": EVEN_WEEKS}
_TABLES: Mapping[Kind, tuple[str, str]] = {
    Kind.TEACHER: ("teachers", "teacher"),
    Kind.CLASS: ("classes", "class"),
    Kind.SUBJECT: ("subjects", "subject"),
    Kind.ROOM: ("classrooms", "classroom"),
}
_NO_LESSON: Rule = ("this card names a lesson that is not in the file", "这张卡片所指的课不在文件中")
_BAD_DAYS: Rule = (
    "days must be a row of 0 and 1 with a 1 in it, like 10000",
    "days 应为含有 1 的一串 0 和 1，例如 10000",
)
_BAD_PERIOD: Rule = ("must be a period of this file", "应为本文件中的节次")
_LONG_CYCLE: Rule = (
    "weeks must be all, odd or even (11, 10, 01); longer cycles cannot be kept",
    "周次应为每周、单周或双周（11、10、01），更长的循环无法保留",
)
_ONE_TERM: Rule = (
    "this card holds in one term only; export the terms one by one",
    "这张卡片只在部分学期有效，请逐学期导出",
)
_ONE_FILE: Rule = ("give one file at a time", "一次只给一个文件")


def read_asc(files: Sequence[Path], encoding: str | None = None) -> Timetable:
    """The cards as entries, one for each period. Raises InputRefused with every fault at its line."""
    root = read_xml(files[0], encoding)
    if len(files) != 1:
        raise InputRefused([root.place(str(files[1])).finding("", "", *_ONE_FILE)])
    return _Export(str(files[0]), root).timetable()


@dataclass
class _Export:
    """One exported file being read."""

    file: str
    root: Element

    def timetable(self) -> Timetable:
        self.reading = Reading()
        self.lessons = {lesson.attributes.get("id", ""): lesson for lesson in self._table("lessons", "lesson")}
        self.tables = {
            kind: {item.attributes.get("id", ""): item for item in self._table(*where)}
            for kind, where in _TABLES.items()
        }
        self.clocks = dict(self._periods())
        cards = list(self._table("cards", "card"))
        self.cards = Counter(card.attributes.get("lessonid", "") for card in cards)
        entries = self.reading.collect(entry for card in cards for entry in self._entries(card))
        return Timetable(entries, said=dict(self._said()))

    def _table(self, name: str, kind: str) -> Iterator[Element]:
        table = self.root.one(name)
        return table.all(kind) if table else iter(())

    def _periods(self) -> Iterator[tuple[int, Clock | None]]:
        """Period number to its time."""
        for period in self._table("periods", "period"):
            number = period.attributes.get("period", "")
            start, end = (read_time(period.attributes.get(name, "")) for name in ("starttime", "endtime"))
            if number.isdigit():
                yield int(number), None if start is None else Clock(start, end)

    def _names(self, kind: Kind, ids: str) -> tuple[str, ...]:
        """Names of what a list of ids stands for."""
        known = self.tables[kind]
        return tuple(_name(known[key]) for key in ids.split(",") if key in known)

    def _entries(self, card: Element) -> Iterator[Entry]:
        lesson = self.lessons.get(card.attributes.get("lessonid", ""))
        mark, about = card.place(self.file), card.attributes
        if lesson is None:
            self.reading.wrong(mark, "lessonid", about.get("lessonid", ""), _NO_LESSON)
            return
        days = [number for number, bit in enumerate(about.get("days", about.get("day", "")), start=1) if bit == "1"]
        period = int(about["period"]) if about.get("period", "").isdigit() else 0
        weeks = _WEEKS.get(about.get("weeks", ""))
        faults = (
            ("days", not days or len(about.get("days", "")) > 7, _BAD_DAYS),
            ("period", period < 1 or (bool(self.clocks) and period not in self.clocks), _BAD_PERIOD),
            ("weeks", weeks is None, _LONG_CYCLE),
            ("terms", "0" in about.get("terms", ""), _ONE_TERM),
        )
        for name, broken, rule in faults:
            if broken:
                self.reading.wrong(mark, name, about.get(name, ""), rule)
                return
        said = lesson.attributes
        for day in days:
            for number in range(period, period + self._length(lesson)):
                yield Entry(
                    mark=mark,
                    teachers=self._names(Kind.TEACHER, said.get("teacherids", "")),
                    classes=self._names(Kind.CLASS, said.get("classids", "")),
                    subject="".join(self._names(Kind.SUBJECT, said.get("subjectid", ""))),
                    weekday=day,
                    period=number,
                    clock=self.clocks.get(number),
                    weeks=weeks or EVERY_WEEK,
                    room="".join(self._names(Kind.ROOM, about.get("classroomids", ""))[:1]),
                )

    def _length(self, lesson: Element) -> int:
        """Periods one card of a lesson stands for."""
        text, total = lesson.attributes.get("periodspercard", ""), lesson.attributes.get("periodsperweek", "")
        length = int(text) if text.isdigit() and 0 < int(text) <= 10 else 1
        try:
            wanted = float(total) if total else float("inf")
        except ValueError:
            wanted = float("inf")
        return length if self.cards[lesson.attributes.get("id", "")] < wanted else 1

    def _said(self) -> Iterator[tuple[tuple[Kind, str], tuple[str, ...]]]:
        """Short names."""
        for kind, items in self.tables.items():
            for item in items.values():
                short = item.attributes.get("short", "")
                if short and short != _name(item):
                    yield (kind, _name(item)), (short,)


def _name(item: Element) -> str:
    return (item.attributes.get("name") or item.attributes.get("short") or item.attributes.get("id", "")).strip()
