"""A school under changes: what its files say so far, the week planned, and how a change writes and complains.

A change edits the merged document and the rows of the tables, before validation and building. So what may stand in a
school keeps its one home, a fault that a change brings is found as any other and placed at the change, and `--origin`
traces a value to the change that set it. (Changes on the built Problem would need every rule of the schema anew.)
"""

from collections.abc import Hashable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scheduler.calendar.term import SchoolCalendar, SchoolDay, parse_weekday, weekday_en
from scheduler.config.build_calendar import school_calendar, week_days
from scheduler.config.build_findings import Complaints, Rule
from scheduler.config.changes.words import Days
from scheduler.config.csv_reader import Table
from scheduler.config.layers import Layered
from scheduler.config.schema import CalendarFile
from scheduler.config.sheet import Sheet
from scheduler.config.source import Document, FieldPath, Mark, walk
from scheduler.domain.demand import Mode

Entry = TypeVar("Entry", bound=BaseModel)


class Spoilt(Exception):
    """Something the change needs cannot be read, by an earlier change or in a table: the validation of the whole says
    what."""


class Refused(Exception):
    """The change is at fault in a way that leaves nothing to do; what is wrong was recorded."""


@dataclass
class Draft:
    """The school so far, and the change under way: `at` is its place in the `scenario` that lists it.

    `asked` is any day of the planned week. `claims` hold what the list has said about each thing: one list may not say
    two things about one, while a later scenario may.
    """

    layered: Layered
    tables: dict[str, Table | Sheet]
    mode: Mode
    asked: date
    scenario: Document
    complaints: Complaints
    claims: dict[Hashable, tuple[object, Mark]]
    at: FieldPath = ()

    def entries(self, *path: str) -> Mapping[str, Any]:
        """The mapping at a path as it is written; empty where there is none."""
        value: Any = self.layered.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def get(self, *path: str) -> Any:
        """A copy of the value at a path as it is written; None where there is none."""
        return deepcopy(self.entries(*path[:-1]).get(path[-1]))

    def number(self, *path: str) -> int:
        """The whole number at a path. Raises Spoilt when an earlier change put something else there."""
        found = self.entries(*path[:-1]).get(path[-1])
        if not isinstance(found, int):
            raise Spoilt
        return found

    def view(self, model: type[Entry], *path: str) -> Entry:
        """An entry as the schema reads it. Raises Spoilt when an earlier change made it unreadable."""
        try:
            return model.model_validate(self.get(*path) or {})
        except ValidationError as error:
            raise Spoilt from error

    def sheet(self, name: str) -> Sheet | None:
        """A table to write on; None when the school has none of the name."""
        table = self.tables.get(name)
        if table is None or isinstance(table, Sheet):
            return table
        self.tables[name] = sheet = Sheet(table)
        return sheet

    @property
    def calendar(self) -> SchoolCalendar:
        """The term as it stands."""
        return school_calendar(self.view(CalendarFile, "calendar"))

    @property
    def week(self) -> tuple[SchoolDay, ...]:
        """The school days of the planned week. Raises Spoilt when a change has left it none."""
        calendar = self.calendar
        days = week_days(calendar, self.asked) if calendar.sound else ()
        if not days:
            raise Spoilt
        return days

    def mark(self, *field: str | int) -> Mark:
        """Where a field of the change stands."""
        return self.scenario.mark((*self.at, *field))

    def wrong(self, field: FieldPath, rule: Rule, hint: str | None = None, *, key: bool = False) -> None:
        """Record that a field of the change breaks a rule."""
        self.complaints.at((*self.at, *field), rule, hint, key=key)

    def known(self, field: str, words: Sequence[str], section: str, what: Rule) -> list[str]:
        """Those of a list of ids that the section holds; the others are recorded with the nearest."""
        there = self.entries(section)
        at = [(*self.at, field, index) for index in range(len(words))]
        return [w for w, path in zip(words, at, strict=True) if self.complaints.known(path, w, there, what)]

    def claim(self, thing: Hashable, value: object) -> None:
        """Say something about a thing; recorded as a fault when this list has said otherwise before."""
        said, where = self.claims.setdefault(thing, (value, self.mark()))
        if said != value:
            rule = (
                f"contradicts the change of this list at {where}; keep one of them",
                f"与本清单 {where} 处的变化矛盾，请只保留一处",
            )
            self.wrong((), rule)

    def put(self, *path: str, value: Any, source: FieldPath = (), named: FieldPath = ()) -> None:
        """Write a value; it and everything in it is marked where the change has it, at `source`.

        `named` is the field of the change that names the path, where it is not the key of `source`.
        """
        self.layered.lay(self._patch(path, value, source, named))

    def drop(self, *path: str) -> None:
        """Take away what a path holds; nothing happens where there is nothing."""
        if path[-1] in self.entries(*path[:-1]):
            self.layered.lay(self._patch(path, None, (), ()))

    def _patch(self, path: FieldPath, value: Any, source: FieldPath, named: FieldPath) -> Document:
        """The path and its value as a layer, every place and every word of it those of the change."""
        data = value
        for step in reversed(path):
            data = {step: data}
        marks, keys, texts = {}, {}, {}
        for inner in walk(data):
            at = (*self.at, *source, *inner[len(path) :])
            marks[inner] = self.scenario.mark(at)
            keys[inner] = self.mark(*named) if named and len(inner) <= len(path) else self.scenario.key_mark(at)
            if source and len(inner) >= len(path):
                texts[inner] = self.scenario.written(at)
        return Document(data, marks, self.scenario.file, keys, texts)

    def mark_days(self, section: str, key: str, field: str, days: Sequence[date], *, there: bool) -> bool:
        """Put dates into a list of dates, or take them out; whether that changed anything."""
        now = self.get(section, key, field) or []
        old = [now] if isinstance(now, str) else now
        wanted = [day.isoformat() for day in days]
        for day in wanted:
            self.claim((section, key, field, day), there)
        new = [*old, *(day for day in wanted if day not in old)] if there else [d for d in old if d not in wanted]
        if new != old:
            self.put(section, key, field, value=new)
        return new != old

    def days(self, on: Sequence[date | int] | None, field: str = "on") -> tuple[date, ...]:
        """The dates meant by days of a change; every school day of the week for None.

        Recorded as faults: a weekday without school this week, a date without school or outside the term, dates of
        which none lies in the planned week.
        """
        week = [day.date for day in self.week]
        if on is None:
            return tuple(week)
        found = [self._day(day, (field, index)) for index, day in enumerate(on)]
        dates = tuple(dict.fromkeys(day for day in found if day is not None))
        if None not in found and not set(dates) & set(week):
            self._elsewhere(dates[0], (field,))
        return dates

    def in_week(self, on: Sequence[date | int] | None) -> tuple[SchoolDay, ...]:
        """The school days of the planned week that days of a change mean."""
        dates = self.days(on)
        return tuple(day for day in self.week if day.date in dates)

    def since(self, word: date | int | None, field: str = "from") -> date:
        """The day from which a change holds; the first of the week for None. A day after the week is recorded."""
        week = self.week
        if word is None:
            return week[0].date
        if isinstance(word, int):
            return self._day(word, (field,)) or week[0].date
        if not self.calendar.first_day <= word <= self.calendar.last_day:
            self.outside_term(word, (field,))
        elif word > week[-1].date:
            self._elsewhere(word, (field,))
        return word

    def said(self, dates: Sequence[date]) -> Days:
        """Dates as a sentence says them."""
        return Days(tuple(dates), set(dates) == {day.date for day in self.week})

    def weekday_key(self, weekday: int, *path: str) -> str:
        """The key a weekday has, or would have, in the mapping at a path: `mon`, or 周一 where it is so written."""
        return next((k for k in self.entries(*path) if parse_weekday(k) == weekday), weekday_en(weekday))

    def _day(self, word: date | int, field: FieldPath) -> date | None:
        week = self.week
        if isinstance(word, int):
            found = next((day.date for day in week if day.date.isoweekday() == word), None)
            if found is None:
                there = [f"{weekday_en(day.date.isoweekday())} {day.date}" for day in week]
                rule = (
                    f"is no school day of the planned week; its days are {', '.join(there)}",
                    f"不是所排这一周的上课日；这一周有 {'、'.join(there)}",
                )
                self.wrong(field, rule)
            return found
        calendar = self.calendar
        if not calendar.first_day <= word <= calendar.last_day:
            self.outside_term(word, field)
        elif calendar.school_day(word) is None:
            near = min((day.date for day in calendar.days()), key=lambda day: (abs(day - word), day))
            self.wrong(field, ("is a day without school", "这一天不上课"), f"{near}")
        else:
            return word
        return None

    def outside_term(self, day: date, field: FieldPath) -> None:
        """Record that a date lies outside the term, with the nearest that does not."""
        first, last = self.calendar.first_day, self.calendar.last_day
        rule = (f"lies outside the term {first} to {last}", f"不在学期 {first} 至 {last} 之内")
        self.wrong(field, rule, f"{min(max(day, first), last)}")

    def _elsewhere(self, day: date, field: FieldPath) -> None:
        week = self.week
        rule = (
            f"changes nothing in the planned week {week[0].date} to {week[-1].date}; plan with --week {day}",
            f"与所排的一周（{week[0].date} 至 {week[-1].date}）无关；请用 --week {day} 排那一周",
        )
        self.wrong(field, rule)
