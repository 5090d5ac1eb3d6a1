"""CSES, the course schedule exchange format (YAML): one class a file, named as the file is; times of day, odd and even
weeks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.config.nearest import nearest
from scheduler.config.source import Document, FieldPath
from scheduler.config.yaml_reader import parse_yaml
from scheduler.timetables.decoding import read_text
from scheduler.timetables.entry import WEEK_WORDS, Clock, Entry, Reading, Rule, Timetable, read_time

VERSION = 1
_VERSION: Rule = ("must be 1, the version of CSES that is read", "应为 1，即可以读取的 CSES 版本")
_SECTIONS: Rule = ("a CSES file has `subjects` and `schedules`", "CSES 文件应有 subjects 和 schedules")
_DAY: Rule = ("must be a day from 1 (Monday) to 7", "应为 1（周一）至 7 的星期")
_WEEKS: Rule = ("must be all, odd or even", "应为 all、odd 或 even")
_LIST: Rule = ("must be a list of sections", "应为列表，每项为若干字段")
_SUBJECT: Rule = ("must be the name of one of `subjects`", "应为 subjects 中的名称")
_TIME: Rule = ('must be a time like "08:00:00", the end after the start', '应为时刻，例如 "08:00:00"，结束晚于开始')


def read_cses(files: Sequence[Path], encoding: str | None = None) -> Timetable:
    """The lessons of every file's class. Raises InputRefused with every fault at its line."""
    reading = Reading()
    lessons = (
        entry
        for path in files
        for entry in _Class(path.stem, parse_yaml(read_text(path, encoding), str(path)), reading).entries()
    )
    return Timetable(reading.collect(lessons))


@dataclass(frozen=True)
class _Class:
    """The file of one class being read."""

    name: str
    document: Document
    reading: Reading

    def entries(self) -> Iterator[Entry]:
        if self.document.data.get("version") != VERSION:
            self._wrong(("version",), _VERSION)
        if not {"subjects", "schedules"} <= self.document.data.keys():
            self._wrong((), _SECTIONS)
            return
        subjects = {f"{about.get('name')}": about for _, about in self._items(("subjects",), self.document.data)}
        for path, schedule in self._items(("schedules",), self.document.data):
            day, weeks = schedule.get("enable_day"), f"{schedule.get('weeks', 'all')}".lower()
            if not isinstance(day, int) or not 1 <= day <= 7:
                self._wrong((*path, "enable_day"), _DAY)
            elif weeks not in ("all", "odd", "even"):
                self._wrong((*path, "weeks"), _WEEKS)
            else:
                for at, lesson in self._items((*path, "classes"), schedule):
                    yield from self._entry(at, lesson, subjects, day, WEEK_WORDS[weeks])

    def _items(self, path: FieldPath, inside: Mapping[str, Any]) -> Iterator[tuple[FieldPath, Mapping[str, Any]]]:
        """The sections of the list that ends a path, each with its own path."""
        found = inside.get(f"{path[-1]}")
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self._wrong(path, _LIST)
            return
        yield from (((*path, number), item) for number, item in enumerate(found))

    def _entry(
        self, path: FieldPath, lesson: Mapping[str, Any], subjects: Mapping[str, Any], day: int, weeks: str
    ) -> Iterator[Entry]:
        name = f"{lesson.get('subject', '')}"
        start, end = (read_time(f"{lesson.get(field, '')}") for field in ("start_time", "end_time"))
        if name not in subjects:
            self._wrong((*path, "subject"), _SUBJECT, nearest(name, subjects))
        elif start is None or end is None or start >= end:
            self._wrong((*path, "start_time" if start is None else "end_time"), _TIME)
        else:
            teacher, room = (f"{subjects[name].get(field) or ''}".strip() for field in ("teacher", "room"))
            yield Entry(
                mark=self.document.mark(path),
                teachers=(teacher,) if teacher else (),
                classes=(self.name,),
                subject=name,
                weekday=day,
                clock=Clock(start, end),
                weeks=weeks,
                room=room,
            )

    def _wrong(self, path: FieldPath, rule: Rule, hint: str | None = None) -> None:
        place = ".".join(map(str, path))
        self.reading.wrong(self.document.mark(path), place, self.document.written(path), rule, hint)
