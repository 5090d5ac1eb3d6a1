"""aSc TimeTables XML: lessons say who and what, cards say when and where.

Ids hold within one export; people and places are matched by name, their short names are kept as other names. A card of
a lesson with `periodspercard` above 1 stands for as many periods unless each of them has a card of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.calendar.term import WEEKDAYS
from scheduler.config.build_lessons import EVEN_WEEKS, EVERY_WEEK, ODD_WEEKS
from scheduler.config.finding import InputRefused
from scheduler.timetables.entry import Clock, Entry, Kind, Reading, Rule, Timetable, read_number, read_time
from scheduler.timetables.markup import Element, read_xml

ROOT = "timetable"
LONGEST_CARD = 10
"""Periods a card may stand for."""
ROUNDING = 0.01
"""Of numbers of periods, which files round to two places."""
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
_OLD: Rule = (
    "an export of the old kind (2008); export as aSc Timetables 2012 XML",
    "这是旧格式（2008）的导出，请导出为 aSc Timetables 2012 XML",
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
        self.held = self._held(cards)
        entries = self.reading.collect(entry for card in cards for entry in self._entries(card))
        return Timetable(entries, said=dict(self._said()))

    def _table(self, name: str, kind: str) -> Iterator[Element]:
        table = self.root.one(name)
        return table.all(kind) if table else iter(())

    def _periods(self) -> Iterator[tuple[int, Clock | None]]:
        """Period number to its time."""
        for period in self._table("periods", "period"):
            number = read_number(period.attributes.get("period", ""))
            start, end = (read_time(period.attributes.get(name, "")) for name in ("starttime", "endtime"))
            if number is not None:
                yield number, None if start is None else Clock(start, end)

    def _names(self, kind: Kind, ids: str) -> tuple[str, ...]:
        """Names of what a list of ids stands for."""
        known = self.tables[kind]
        return tuple(_name(known[key]) for key in ids.split(",") if key in known)

    def _held(self, cards: Sequence[Element]) -> Mapping[str, float]:
        """Lesson to its cards a week: one of every other week is half a card, one there twice is one."""
        names = ("lessonid", "days", "period", "weeks")
        held: dict[str, float] = {}
        for lesson, days, _, weeks in {tuple(card.attributes.get(name, "") for name in names) for card in cards}:
            share = weeks.count("1") / len(weeks) if weeks else 1
            held[lesson] = held.get(lesson, 0) + days.count("1") * share
        return held

    def _entries(self, card: Element) -> Iterator[Entry]:
        lesson = self.lessons.get(card.attributes.get("lessonid", ""))
        if lesson is None or not self._sound(card):
            if lesson is None:
                self.reading.wrong(card.place(self.file), "lessonid", card.attributes.get("lessonid", ""), _NO_LESSON)
            return
        about, said = card.attributes, lesson.attributes
        first, rooms = int(about["period"]), about.get("classroomids", said.get("classroomids", ""))
        for day in (number for number, bit in enumerate(about["days"], start=1) if bit == "1"):
            for period in range(first, first + self._length(lesson)):
                yield Entry(
                    mark=card.place(self.file),
                    teachers=self._names(Kind.TEACHER, said.get("teacherids", "")),
                    classes=self._names(Kind.CLASS, said.get("classids", "")),
                    subject="".join(self._names(Kind.SUBJECT, said.get("subjectid", ""))),
                    weekday=day,
                    period=period,
                    clock=self.clocks.get(period),
                    weeks=_WEEKS[about.get("weeks", "")],
                    room="".join(self._names(Kind.ROOM, rooms)[:1]),
                )

    def _sound(self, card: Element) -> bool:
        """Whether a card says when it is held; records the first thing it does not say."""
        about = card.attributes
        days, period = about.get("days", ""), about.get("period", "")
        number = read_number(period)
        known = number in self.clocks if self.clocks else bool(number)
        faults = (
            ("day", "day" in about and not days, _OLD),
            ("days", not days or days.strip("01") or "1" not in days or len(days) > len(WEEKDAYS), _BAD_DAYS),
            ("period", not known, _BAD_PERIOD),
            ("weeks", about.get("weeks", "") not in _WEEKS, _LONG_CYCLE),
            ("terms", "0" in about.get("terms", ""), _ONE_TERM),
        )
        for name, broken, rule in faults:
            if broken:
                self.reading.wrong(card.place(self.file), name, about.get(name, ""), rule)
                return False
        return True

    def _length(self, lesson: Element) -> int:
        """Periods one card of a lesson stands for: 1 where the lesson has a card for every period already."""
        about = lesson.attributes
        text, total = about.get("periodspercard") or about.get("durationperiods", ""), about.get("periodsperweek", "")
        length = min(read_number(text) or 1, LONGEST_CARD)
        try:
            wanted = float(total)
        except ValueError:
            return length
        return length if self.held.get(about.get("id", ""), 0) * length <= wanted + ROUNDING else 1

    def _said(self) -> Iterator[tuple[tuple[Kind, str], tuple[str, ...]]]:
        """Short names."""
        for kind, items in self.tables.items():
            for item in items.values():
                short = item.attributes.get("short", "")
                if short and short != _name(item):
                    yield (kind, _name(item)), (short,)


def _name(item: Element) -> str:
    return (item.attributes.get("name") or item.attributes.get("short") or item.attributes.get("id", "")).strip()
