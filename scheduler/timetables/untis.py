"""Untis GPU001.TXT: a row for each lesson, class, teacher and period; no header, no times of day.

Columns: number; class; teacher; subject; room; day (1 = Monday); period; length; nothing. Separated by `;` or `,`.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.config.source import Mark
from scheduler.timetables.decoding import read_text
from scheduler.timetables.entry import Entry, Reading, Rule, Timetable, read_number

FEWEST_CELLS, MOST_CELLS = 7, 10
_CELLS: Rule = (
    "a row has 7 to 10 cells: number; class; teacher; subject; room; day; period ...",
    "每行应有 7 至 10 格：编号; 班级; 教师; 学科; 教室; 星期; 节次 等",
)
_DAY: Rule = ("must be a day from 1 (Monday) to 7", "应为 1（周一）至 7 的星期")
_PERIOD: Rule = ("must be a period number, 1 or more", "应为节次，1 或以上的整数")
_QUOTE: Rule = ("a quote is not closed, or a cell is too long", "引号没有闭合，或单元格过长")


def read_untis(files: Sequence[Path], encoding: str | None = None) -> Timetable:
    """The rows as entries. Raises InputRefused with every fault at its line."""
    reading = Reading()
    rows = (entry for path in files for entry in _rows(str(path), read_text(path, encoding), reading))
    return Timetable(reading.collect(rows))


def looks_like_untis(text: str) -> bool:
    """Whether the first row is one of GPU001: 7 to 10 cells, the sixth and the seventh whole numbers."""
    line = text.lstrip().partition("\n")[0]
    cells = [cell.strip(' "\r') for cell in line.split(_separator(line))]
    return FEWEST_CELLS <= len(cells) <= MOST_CELLS and None not in map(read_number, cells[5:7])


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") >= first.count(",") else ","


def _rows(file: str, text: str, reading: Reading) -> Iterator[Entry]:
    rows = csv.reader(text.splitlines(), delimiter=_separator(text), strict=True)
    try:
        for row in rows:
            entry = _entry(Mark(file, rows.line_num, 1), [cell.strip() for cell in row], reading) if any(row) else None
            if entry is not None:
                yield entry
    except csv.Error:
        reading.wrong(Mark(file, rows.line_num, 1), "", "", _QUOTE)


def _entry(mark: Mark, cells: list[str], reading: Reading) -> Entry | None:
    if not FEWEST_CELLS <= len(cells) <= MOST_CELLS:
        reading.wrong(mark, "", f"{len(cells)}", _CELLS)
        return None
    _, homeroom, teacher, subject, room, day, period = cells[:7]
    weekday, number = read_number(day), read_number(period)
    if weekday is None or not 1 <= weekday <= 7:
        reading.wrong(mark, "day", day, _DAY)
        return None
    if not number:
        reading.wrong(mark, "period", period, _PERIOD)
        return None
    classes = (homeroom,) if homeroom else ()
    return Entry(mark, (teacher,) if teacher else (), classes, subject, weekday, number, room=room)
