"""Returned workbooks as rows of text with the place of every cell, or every reason they cannot be used."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import Column, plain_header, read_header
from scheduler.config.personal import personal_values
from scheduler.config.source import Mark, invisible_rule
from scheduler.survey.parcel import open_parcel, refused

MAX_ROWS, MAX_COLUMNS = 10_000, 200
HEADER_WITHIN = 10
"""Rows from the top in which the header must stand."""


class _Cell(NamedTuple):
    """A filled cell: its column from 1, its text, and whether it is a formula."""

    column: int
    text: str
    formula: bool


@dataclass(frozen=True)
class SheetTable:
    """The rows of one sheet, keyed by `Column.name`: stripped text, or no key where a cell is empty."""

    file: str
    sheet: str
    names: Mapping[str, int]
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The sheet's own number of each row."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns the sheet has."""
        return tuple(self.names)

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell stands; the row's first cell for a column the sheet lacks."""
        return _mark(self.file, self.sheet, self.lines[row], self.names.get(column, 1))

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell."""
        return self.mark(row, column).finding(column, self.rows[row].get(column, ""), rule, rule_zh, hint)


def read_workbook(
    path: Path, columns: Sequence[Column], unread: frozenset[str], homerooms: Sequence[str]
) -> list[SheetTable]:
    """Every survey sheet of a workbook, in order; sheets without a header of one and hidden ones are passed over.

    A row without a homeroom takes its sheet's name. What stands in the columns `unread` is not kept. Bounds: see
    `open_parcel`; 10,000 rows and 200 columns a sheet, 10,000 rows in all.

    Raises InputRefused with every finding: no survey sheet, a homeroom's sheet without a header, wrong headers,
    formulas, values without a header, personal data, characters no one sees, cells far away.
    """
    file = str(path)
    content = open_parcel(path)
    findings: list[Finding] = []
    tables: list[SheetTable] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of features it does not keep; nothing is kept here
        try:
            for sheet, rows in _sheets(load_workbook(content, read_only=True, keep_links=False)):
                table = _Reader(file, sheet, columns, unread, findings).read(rows, sheet in homerooms)
                tables += [table] if table else []
                if sum(len(table.rows) for table in tables) > MAX_ROWS:
                    raise refused(file, f"more than {MAX_ROWS} rows in all", f"合计超过 {MAX_ROWS} 行")
        except InputRefused as stopped:
            findings.extend(stopped.findings)
        except Exception as error:  # a foreign parser over bytes anyone may have made: whatever it stumbles on
            raise refused(file, f"cannot be read as a workbook: {error}", f"无法按工作簿读取：{error}") from error
    if not tables and not findings:
        raise refused(
            file,
            "no sheet has a header with the pupils' ids; use the form of `survey template`",
            "没有一张表有“学生编号”表头，请使用 survey template 生成的调查表",
        )
    if findings:
        raise InputRefused(findings)
    return tables


def _sheets(book: Any) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield sheet.title, sheet.iter_rows()


@dataclass
class _Reader:
    """Reads one sheet: its header, then its rows, collecting findings."""

    file: str
    sheet: str
    columns: Sequence[Column]
    unread: frozenset[str]
    findings: list[Finding]
    by_column: dict[int, str] = field(default_factory=dict)
    """The name of each column with a header; empty where the header is no column's word."""

    def read(self, rows: Iterator[tuple[Any, ...]], expected: bool) -> SheetTable | None:
        """The table; None for a sheet without a header, which is a fault where one is `expected`."""
        table: SheetTable | None = None
        for line, cells in self._filled(rows):
            if table is None:
                table = self._header(line, cells)
                if table is None and line >= HEADER_WITHIN:
                    break
            else:
                self._row(table, line, cells)
        if table is None and expected:
            words = "/".join(self.columns[0].words)
            rule = (f"the header row ({words} ...) is missing", f"缺少表头（{words} 等）")
            self.findings.append(self._at(1, 1).finding("", "", *rule))
        return table

    def _filled(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, list[_Cell]]]:
        """The filled cells of every row that has one."""
        for line, row in enumerate(rows, start=1):
            if line > MAX_ROWS or len(row) > MAX_COLUMNS:
                rule = (
                    f"cells outside {MAX_ROWS} rows and {MAX_COLUMNS} columns; delete what lies there",
                    f"有单元格超出 {MAX_ROWS} 行、{MAX_COLUMNS} 列，请删除那里的行和列",
                )
                raise InputRefused([self._at(line, max(1, len(row))).finding("", "", *rule)])
            cells = [
                _Cell(column, text, cell.data_type == "f")
                for column, cell in enumerate(row, start=1)
                if cell.value is not None and (text := _text(cell.value))
            ]
            if cells:
                yield line, cells

    def _header(self, line: int, cells: Sequence[_Cell]) -> SheetTable | None:
        known = {plain_header(word) for word in self.columns[0].words}
        if not any(plain_header(cell.text) in known for cell in cells):
            return None
        names, findings = read_header([(cell.text, self._at(line, cell.column)) for cell in cells], self.columns)
        self.findings.extend(findings)
        found = {name: cell.column for name, cell in zip(names, cells, strict=True) if name}
        self.by_column = {cell.column: name for name, cell in zip(names, cells, strict=True)}
        return SheetTable(self.file, self.sheet, found)

    def _row(self, table: SheetTable, line: int, cells: Sequence[_Cell]) -> None:
        row: dict[str, str] = {}
        for cell in cells:
            name = self.by_column.get(cell.column)
            if name not in self.unread:
                self.findings += self._faults(name, line, cell)
                row |= {name: cell.text} if name else {}
        if row.keys() - {"homeroom"}:
            row.setdefault("homeroom", self.sheet)
            table.rows.append(row)
            table.lines.append(line)

    def _faults(self, name: str | None, line: int, cell: _Cell) -> list[Finding]:
        personal = list(personal_values(cell.text))
        rule = None if personal else _fault(name, cell)
        if not personal and not rule:
            return []
        mark = self._at(line, cell.column)
        shown = "" if cell.formula else cell.text
        return [
            *(value.finding(mark, name or "") for value in personal),
            *([mark.finding(name or "", shown, *rule)] if rule else []),
        ]

    def _at(self, line: int, column: int) -> Mark:
        return _mark(self.file, self.sheet, line, column)


def _mark(file: str, sheet: str, line: int, column: int) -> Mark:
    return Mark(file, line, column, f"{sheet}!{get_column_letter(column)}{line}")


def _fault(name: str | None, cell: _Cell) -> tuple[str, str] | None:
    """The rule (English, Chinese) a filled cell breaks, whatever its column."""
    if cell.formula:
        return "a formula; paste its value instead", "这里是公式，请改为粘贴数值"
    if name is None:
        return "there is no header above this value", "这一格上方没有表头"
    return invisible_rule(cell.text)


def _text(value: Any) -> str:
    """A cell's value as a planner would write it in a CSV: ISO dates, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
