"""Workbooks of rows under one header a sheet, as tables of text with the place of every cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import Column, plain_header, read_header
from scheduler.config.personal import personal_values
from scheduler.config.source import Mark
from scheduler.excel.cells import Cell, Sheet, cell_fault, cell_place, filled_rows, opened
from scheduler.excel.parcel import refused

MAX_ROWS = 10_000
"""Rows a workbook may have in all."""
HEADER_WITHIN = 10
"""Rows from the top in which the header must stand."""


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
        return cell_place(self.file, self.sheet, self.lines[row], self.names.get(column, 1))

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell."""
        return self.mark(row, column).finding(column, self.rows[row].get(column, ""), rule, rule_zh, hint)


@dataclass(frozen=True)
class Sought:
    """The tables sought in a workbook.

    `columns`: the first names a header. What stands in the columns `unread` is not kept. `expected`: sheets that must
    have a header. `by_sheet`: the column that takes the sheet's name where a row leaves it empty. `none`: what is said
    (English, Chinese) when no sheet has a header.
    """

    columns: Sequence[Column]
    none: tuple[str, str]
    unread: frozenset[str] = frozenset()
    expected: Sequence[str] = ()
    by_sheet: str | None = None


def read_workbook(path: Path, sought: Sought) -> list[SheetTable]:
    """Every table of a workbook, in order; sheets without a header of one and hidden ones are passed over.

    Bounds: see `open_parcel`; 10,000 rows and 200 columns a sheet, 10,000 rows in all.

    Raises InputRefused with every finding: no table, an expected sheet without a header, wrong headers, formulas,
    values without a header, personal data, characters no one sees, cells far away.
    """
    file = str(path)
    findings: list[Finding] = []
    tables: list[SheetTable] = []
    with opened(path) as sheets:
        try:
            for sheet in sheets:
                if not sheet.visible:
                    continue
                table = read_sheet(file, sheet, sought, findings)
                tables += [table] if table else []
                if sum(len(table.rows) for table in tables) > MAX_ROWS:
                    raise refused(file, f"more than {MAX_ROWS} rows in all", f"合计超过 {MAX_ROWS} 行")
        except InputRefused as stopped:
            findings.extend(stopped.findings)
    if not tables and not findings:
        raise refused(file, *sought.none)
    if findings:
        raise InputRefused(findings)
    return tables


def read_sheet(file: str, sheet: Sheet, sought: Sought, findings: list[Finding]) -> SheetTable | None:
    """The table of one sheet, its faults added to `findings`; None for a sheet without a header.

    Raises InputRefused for cells far away.
    """
    return _Reader(file, sheet.title, sought, findings).read(filled_rows(file, sheet))


@dataclass
class _Reader:
    """Reads one sheet: its header, then its rows, collecting findings."""

    file: str
    sheet: str
    sought: Sought
    findings: list[Finding]
    by_column: dict[int, str] = field(default_factory=dict)
    """The name of each column with a header; empty where the header is no column's word."""

    def read(self, rows: Iterator[tuple[int, list[Cell]]]) -> SheetTable | None:
        """The table; None for a sheet without a header, which is a fault where one is expected."""
        table: SheetTable | None = None
        for line, cells in rows:
            if table is None:
                table = self._header(line, cells)
                if table is None and line >= HEADER_WITHIN:
                    break
            else:
                self._row(table, line, cells)
        if table is None and self.sheet in self.sought.expected:
            words = "/".join(self.sought.columns[0].words)
            rule = (f"the header row ({words} ...) is missing", f"缺少表头（{words} 等）")
            self.findings.append(self._at(1, 1).finding("", "", *rule))
        return table

    def _header(self, line: int, cells: Sequence[Cell]) -> SheetTable | None:
        known = {plain_header(word) for word in self.sought.columns[0].words}
        if not any(plain_header(cell.text) in known for cell in cells):
            return None
        names, findings = read_header([(cell.text, self._at(line, cell.column)) for cell in cells], self.sought.columns)
        self.findings.extend(findings)
        found = {name: cell.column for name, cell in zip(names, cells, strict=True) if name}
        self.by_column = {cell.column: name for name, cell in zip(names, cells, strict=True)}
        return SheetTable(self.file, self.sheet, found)

    def _row(self, table: SheetTable, line: int, cells: Sequence[Cell]) -> None:
        row: dict[str, str] = {}
        for cell in cells:
            name = self.by_column.get(cell.column)
            if name not in self.sought.unread:
                self.findings += self._faults(name, line, cell)
                row |= {name: cell.text} if name else {}
        own = self.sought.by_sheet
        if row.keys() - {own}:
            row |= {own: self.sheet} if own and own not in row else {}
            table.rows.append(row)
            table.lines.append(line)

    def _faults(self, name: str | None, line: int, cell: Cell) -> list[Finding]:
        personal = list(personal_values(cell.text))
        rule = None if personal else cell_fault(cell, headed=name is not None)
        if not personal and not rule:
            return []
        mark = self._at(line, cell.column)
        shown = "" if cell.formula else cell.text
        return [
            *(value.finding(mark, name or "") for value in personal),
            *([mark.finding(name or "", shown, *rule)] if rule else []),
        ]

    def _at(self, line: int, column: int) -> Mark:
        return cell_place(self.file, self.sheet, line, column)
