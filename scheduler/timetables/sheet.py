"""The long form as Excel or CSV: a row a lesson, under a header in Chinese or English."""

from collections.abc import Sequence
from pathlib import Path

from scheduler.config.build_tables import Source
from scheduler.config.csv_reader import parse_table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import Column
from scheduler.timetables.decoding import read_text
from scheduler.timetables.entry import (
    WEEK_WORDS,
    Clock,
    Entry,
    Reading,
    Rule,
    Timetable,
    read_day,
    read_number,
    read_time,
)

COLUMNS = (
    Column("class", ("班级", "班级名称", "行政班", "homeroom"), True),
    Column("weekday", ("星期", "周几", "星期几", "day"), True),
    Column("teacher", ("教师", "任课教师", "教师姓名", "老师", "adult"), True),
    Column("period", ("节次", "第几节", "节"), False),
    Column("start", ("开始", "开始时间", "上课时间", "start time"), False),
    Column("end", ("结束", "结束时间", "下课时间", "end time"), False),
    Column("course", ("课程", "课程名称", "学科", "科目", "subject"), False),
    Column("room", ("教室", "场地", "地点", "venue"), False),
    Column("weeks", ("单双周", "周次", "week"), False),
    Column("term", ("学期",), False),
    Column("year", ("学年",), False),
    Column("remark", ("备注",), False),
)
NO_TABLE: Rule = (
    "no sheet has the header of a timetable (class, weekday, teacher, period or start and end)",
    "没有一张表有课表的表头（班级、星期、教师、节次或开始和结束）",
)
_DAY: Rule = ("must be a weekday: 1 to 7, 周一 or Monday", "应为星期：1 至 7、周一 或 星期一")
_TIME: Rule = ("must be a time like 08:20", "应为时刻，例如 08:20")
_ORDER: Rule = ("must be after the start", "应晚于开始时间")
_PERIOD: Rule = ("must be a period number, 1 or more", "应为节次，1 或以上的整数")
_WHEN: Rule = ("a lesson needs a period, or a start", "须写节次，或写开始时间")
_WEEKS: Rule = ("must be odd, even or empty", "应为 单周、双周 或空")


def read_sheet(files: Sequence[Path], encoding: str | None = None) -> Timetable:
    """The rows of every file and sheet as entries. Raises InputRefused with every fault at its line or cell."""
    from scheduler.excel.tables import Sought, read_workbook

    reading = Reading()
    tables: list[Source] = []
    found: list[Finding] = []
    for path in files:
        try:
            if path.suffix.lower() in (".xlsx", ".xls"):
                tables += read_workbook(path, Sought(COLUMNS, NO_TABLE))
            else:
                tables.append(parse_table(read_text(path, encoding).encode("utf-8"), str(path), COLUMNS))
        except InputRefused as refused:
            found.extend(refused.findings)
    if found:
        raise InputRefused(found)
    rows = (_entry(table, row, reading) for table in tables for row in range(len(table.rows)))
    return Timetable(reading.collect(row for row in rows if row is not None))


def _entry(table: Source, row: int, reading: Reading) -> Entry | None:
    cells = table.rows[row]
    day, period = read_day(cells.get("weekday", "")), _period(cells.get("period", ""))
    start, end = (read_time(cells.get(name, "")) for name in ("start", "end"))
    weeks = WEEK_WORDS.get(cells.get("weeks", "").casefold())
    faults = (
        ("weekday", day is None, _DAY),
        ("period", bool(cells.get("period")) and period is None, _PERIOD),
        ("start", bool(cells.get("start")) and start is None, _TIME),
        ("end", bool(cells.get("end")) and end is None, _TIME),
        ("start", period is None and start is None, _WHEN),
        ("end", start is not None and end is not None and start >= end, _ORDER),
        ("weeks", weeks is None, _WEEKS),
    )
    for name, broken, rule in faults:
        if broken:
            reading.wrong(table.mark(row, name if name in cells else "weekday"), name, cells.get(name, ""), rule)
            return None
    return Entry(
        mark=table.mark(row, "weekday"),
        teachers=_several(cells.get("teacher", "")),
        classes=_several(cells.get("class", "")),
        subject=cells.get("course", ""),
        weekday=day or 0,
        period=period,
        clock=None if start is None else Clock(start, end),
        weeks=weeks or "",
        room=cells.get("room", ""),
    )


def _period(text: str) -> int | None:
    number = text.strip().removeprefix("第").removesuffix("节")
    if number in _NUMERALS:
        return _NUMERALS.index(number) + 1
    return read_number(number) or None


def _several(text: str) -> tuple[str, ...]:
    """Names in one cell, joined by + or 、."""
    return tuple(name.strip() for name in text.replace("、", "+").split("+") if name.strip())


_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
