"""The CSV files beside a school: their columns, and cells read into values with their place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic_core import PydanticCustomError

from scheduler.calendar.term import weekday_zh
from scheduler.config.beside import Refused, beside
from scheduler.config.build_findings import Complaints, Rule
from scheduler.config.csv_reader import Table, read_table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import Column
from scheduler.config.schema_people import RosterFiles
from scheduler.config.schema_types import SCHOOL_WEEKDAYS
from scheduler.config.source import Mark

Value = TypeVar("Value")

MOST_CHOICES = 8
CHOICES = tuple(f"choice{number}" for number in range(1, MOST_CHOICES + 1))
PUPIL_COLUMNS = (
    Column("pupil", ("学生编号", "学生"), True),
    Column("homeroom", ("班级",), True),
    *(Column(day, (weekday_zh(n), f"星期{weekday_zh(n)[1]}"), False) for n, day in enumerate(SCHOOL_WEEKDAYS, start=1)),
    *(
        Column(choice, (f"志愿{n}", f"第{'一二三四五六七八'[n - 1]}志愿"), False)
        for n, choice in enumerate(CHOICES, start=1)
    ),
    Column("consent_from", ("协议开始", "协议起"), False),
    Column("consent_until", ("协议结束", "协议止"), False),
    Column("needs_adult", ("需专人", "需专人陪护"), False),
    Column("support", ("帮扶", "帮扶小组"), False),
    Column("priority", ("优先群体", "优先"), False),
    Column("together", ("希望同组", "同组"), False),
    Column("apart", ("不可同组", "分开"), False),
    Column("fee_exempt", ("费用减免", "减免"), False),
)
LESSON_COLUMNS = (
    Column("adult", ("教师编号", "教师"), True),
    Column("weekday", ("星期",), True),
    Column("start", ("开始",), False),
    Column("end", ("结束",), False),
    Column("period", ("节次",), False),
    Column("homeroom", ("班级",), False),
    Column("subject", ("学科", "科目"), False),
    Column("season", ("季节",), False),
    Column("weeks", ("单双周", "周次"), False),
    Column("venue", ("场地", "教室"), False),
)
EXPECTED_COLUMNS = (
    Column("homeroom", ("班级",), True),
    Column("weekday", ("星期",), True),
    Column("p1", ("第一时段",), False),
    Column("p2", ("第二时段",), False),
    Column("extended", ("延时托管",), False),
    Column("evening", ("晚自习",), False),
)
INTEREST_COLUMNS = (Column("club", ("社团",), True), Column("pupils", ("人数",), True))
LUCK_COLUMNS = (Column("pupil", ("学生编号", "学生"), True), Column("lost", ("落选次数",), True))
COLUMNS = {
    "pupils": PUPIL_COLUMNS,
    "lessons": LESSON_COLUMNS,
    "expected": EXPECTED_COLUMNS,
    "interest": INTEREST_COLUMNS,
    "luck": LUCK_COLUMNS,
}
YES = ("yes", "true", "1", "是")
NO = ("", "no", "false", "0", "否")


class Source(Protocol):
    """Rows of text by column, and the place of every cell: a CSV table, or the sheets of a workbook."""

    @property
    def rows(self) -> Sequence[Mapping[str, str]]:
        """Each row's cells by `Column.name`; a row has no key for a column its sheet lacks."""

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell begins."""

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell, or about its row where the column is not there."""


@dataclass(frozen=True)
class Rows:
    """One table and the collector its cells complain to."""

    table: Source
    complaints: Complaints

    def __len__(self) -> int:
        return len(self.table.rows)

    def cell(self, row: int, column: str) -> str:
        """The text of a cell; empty when the file has no such column."""
        return self.table.rows[row].get(column, "")

    def wrong(self, row: int, column: str, rule: Rule, hint: str | None = None) -> None:
        """Record that a cell breaks a rule. Raises InputRefused at the thousandth fault."""
        self.complaints.cell(self.table.finding(row, column, *rule, hint))

    def note(self, row: int, column: str, rule: Rule, hint: str | None = None) -> None:
        """Record something about a cell that does not stop the file from being used."""
        self.complaints.notes.append(self.table.finding(row, column, *rule, hint))

    def known(self, row: int, column: str, among: dict[str, Value], what: Rule) -> Value | None:
        """What the cell's id stands for; None, with the nearest id recorded, when nothing bears it."""
        word = self.cell(row, column)
        if word in among:
            return among[word]
        self.wrong(row, column, *self.complaints.unknown(what, word, among))
        return None

    def read(self, row: int, column: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell read by one of the schema's readers; None, recorded, when it cannot be."""
        try:
            return reader(self.cell(row, column))
        except PydanticCustomError as error:
            context = error.context or {}
            self.wrong(row, column, (context["en"], context["zh"]), context.get("hint"))
            return None

    def count(
        self, row: int, column: str, rule: Rule = ("must be a whole number of pupils, like 12", "应为整数人数，例如 12")
    ) -> int:
        """A whole number; 0 for an empty cell, or, recorded, for anything else."""
        text = self.cell(row, column)
        if text.isascii() and text.isdigit() and len(text) <= 5:
            return int(text)
        if text:
            self.wrong(row, column, rule)
        return 0

    def yes(self, row: int, column: str) -> bool:
        """Whether the cell says yes; anything but yes, no or nothing is recorded."""
        text = self.cell(row, column).lower()
        if text not in YES + NO:
            self.wrong(row, column, ("must be yes, no or empty", "应为 是、否 或空"))
        return text in YES

    def words(self, row: int, column: str) -> list[str]:
        """Words of a cell, joined by + as periods are."""
        return [word.strip() for word in self.cell(row, column).split("+") if word.strip()]


def open_tables(
    rosters: RosterFiles, folder: Path, complaints: Complaints, read: dict[str, Table] | None = None
) -> dict[str, Table]:
    """Every CSV file the school names, by kind; findings of unreadable ones are recorded.

    `read` are tables read before, by kind and file; what it lacks is added.
    """
    before = {} if read is None else read
    tables: dict[str, Table] = {}
    for kind, columns in COLUMNS.items():
        name = getattr(rosters, kind)
        path = None if name is None else _path(folder, name, kind, complaints)
        if path is not None:
            try:
                known = before.get(f"{kind} {path}")
                tables[kind] = before[f"{kind} {path}"] = read_table(path, columns) if known is None else known
            except InputRefused as refused:
                complaints.found.extend(refused.findings)
    return tables


def _path(folder: Path, name: str, kind: str, complaints: Complaints) -> Path | None:
    found = beside(folder, name)
    if isinstance(found, Refused):
        complaints.at(("rosters", kind), found.rule, found.hint)
        return None
    return found
