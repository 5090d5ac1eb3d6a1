"""The rows of all returned files as one source, each row once: what stands in it, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from scheduler.config.build_tables import NO, YES, Rows, Source
from scheduler.config.csv_reader import Table, read_table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.config.source import Mark
from scheduler.survey.columns import (
    ANSWERS,
    BY_NAME,
    NAME,
    NO_REPLY,
    OF_SCHOOL,
    REPLIED,
    REPLY_WORDS,
    SURVEY_COLUMNS,
    Texts,
)

READ = tuple(column.column for column in SURVEY_COLUMNS)
UNREAD = frozenset({NAME.name})
NO_SURVEY = (
    "no sheet has a header with the pupils' ids; use the form of `survey template`",
    "没有一张表有“学生编号”表头，请使用 survey template 生成的调查表",
)


class Returned(Source, Protocol):
    """A table somebody returned: it may lack columns."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns it has."""


@dataclass(frozen=True)
class Answers:
    """Rows chosen out of several tables, in order; a source of rows like any one table."""

    origins: Sequence[tuple[Source, int]]
    rows: Sequence[dict[str, str]]
    said: dict[Finding, int] = field(default_factory=dict)
    """The row each finding is about."""

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell stands in the file it came from."""
        table, own = self.origins[row]
        return table.mark(own, column)

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell; its row is remembered."""
        table, own = self.origins[row]
        found = table.finding(own, column, rule, rule_zh, hint)
        self.said[found] = row
        return found


def read_files(files: Sequence[Path], homerooms: Sequence[str]) -> list[Returned]:
    """The tables of every returned file: sheets of .xlsx workbooks, or CSV; a file given twice counts once.

    Raises InputRefused with all findings.
    """
    from scheduler.excel.tables import Sought, read_workbook

    tables: list[Returned] = []
    findings: list[Finding] = []
    for path in {path.resolve(): path for path in files}.values():
        try:
            if path.suffix.lower() == ".csv":
                tables.append(read_table(path, READ))
            else:
                tables.extend(read_workbook(path, Sought(READ, NO_SURVEY, UNREAD, homerooms, "homeroom")))
        except InputRefused as refused:
            findings.extend(refused.findings)
    if findings:
        raise InputRefused(findings)
    return tables


def gather(tables: Sequence[Returned], roster: Table | None, file: SchoolFile) -> Answers:
    """One row a pupil, as far as files agree: every row with an answer or a non-reply, else the fullest other one.

    Class teachers return the same form with other classes left blank, so a blank row yields to an answered one; two
    answered rows of a pupil both stay, for the roster's check to refuse. Pupils of the roster whom no file lists come
    last, placed in the roster. What the school knows of a pupil stays the roster's where a file has no column for it.
    An agreement without dates holds for the term.
    """
    known = {row["pupil"]: {name: row.get(name, "") for name in OF_SCHOOL} for row in roster.rows} if roster else {}
    kept: list[_Entry] = []
    silent: dict[str, _Entry] = {}
    for table in tables:
        lacking = [name for name in OF_SCHOOL if name not in table.columns]
        for number, row in enumerate(table.rows):
            own = known.get(row.get("pupil", ""), {})
            entry = _Entry(table, number, _with_term(row, file) | {name: own.get(name, "") for name in lacking})
            pupil = entry.cells.get("pupil", "")
            if not pupil or surveyed(entry.cells):
                kept.append(entry)
            elif pupil not in silent or entry.filled > silent[pupil].filled:
                silent[pupil] = entry
    if roster is not None:
        for number, row in enumerate(roster.rows):
            listed = {name: row.get(name, "") for name in ("pupil", "homeroom", *OF_SCHOOL)}
            silent.setdefault(row["pupil"], _Entry(roster, number, listed))
    there = {entry.cells.get("pupil") for entry in kept}
    kept += [entry for pupil, entry in silent.items() if pupil not in there]
    return Answers([(entry.table, entry.row) for entry in kept], [entry.cells for entry in kept])


class _Entry(NamedTuple):
    """A row of a table, and what it says once completed."""

    table: Source
    row: int
    cells: dict[str, str]

    @property
    def filled(self) -> int:
        return sum(bool(text) for text in self.cells.values())


def answered(row: Mapping[str, str]) -> bool:
    """Whether a family's answer stands in a row: a day, a wish, an agreement, or the word that it answered."""
    return _reply(row) == REPLIED or any(row.get(name) for name, column in BY_NAME.items() if column.kind in ANSWERS)


def surveyed(row: Mapping[str, str]) -> bool:
    """Whether a pupil counts as surveyed (四(二)): an answer, or a documented non-reply."""
    return answered(row) or _reply(row) == NO_REPLY


def check_replies(rows: Rows) -> None:
    """Record replies and agreements that are no known word, or that the rest of their row contradicts."""
    for row in range(len(rows)):
        reply = rows.cell(row, "reply")
        if reply and reply.casefold() not in REPLY_WORDS:
            rule = (f"must be `{REPLIED[1]}` or `{NO_REPLY[1]}`", f"应为“{REPLIED[0]}”或“{NO_REPLY[0]}”")
            rows.wrong(row, "reply", rule, nearest(reply, REPLY_WORDS))
        elif _reply(rows.table.rows[row]) == NO_REPLY and answered(rows.table.rows[row]):
            rule = ("noted as no reply, yet there is an answer in this row", "记为无回复，同一行却填了答复")
            rows.wrong(row, "reply", rule)
        consent = rows.cell(row, "consent").lower()
        if consent not in YES + NO:
            rows.wrong(row, "consent", ("must be yes, no or empty", "应为 是、否 或空"))
        elif consent and consent in NO and (rows.cell(row, "consent_from") or rows.cell(row, "consent_until")):
            rows.wrong(row, "consent", ("no agreement, yet there are its dates", "没有签协议，却填了协议日期"))


def _reply(row: Mapping[str, str]) -> Texts | None:
    return REPLY_WORDS.get(row.get("reply", "").casefold())


def _with_term(row: Mapping[str, str], file: SchoolFile) -> dict[str, str]:
    """The row, with the term's days where an agreement is signed and a date of it left open."""
    cells = dict(row)
    if cells.get("consent", "").lower() in YES:
        cells["consent_from"] = cells.get("consent_from") or file.calendar.first.isoformat()
        cells["consent_until"] = cells.get("consent_until") or file.calendar.last.isoformat()
    return cells
