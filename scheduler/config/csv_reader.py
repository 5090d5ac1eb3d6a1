"""A planner's CSV as rows of text with the place of every cell, or every reason it cannot be used."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from scheduler.config.finding import MOST_FINDINGS, TOO_MANY, Finding, InputRefused
from scheduler.config.headers import Column, read_header
from scheduler.config.personal import personal_values
from scheduler.config.source import Mark, check_characters, decode, read_bytes

MAX_BYTES = 10_000_000
MAX_ROWS = 30_000
MAX_CELLS = 200

_CELL = re.compile(r'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"|(?P<open>")|(?P<plain>[^,\r\n]*+))(?P<end>,|\r\n|\r|\n|\Z)?')
_LINE_BREAK = re.compile("\r\n|\r|\n")
_SEPARATORS = {"\t": ("a tab", "制表符"), ";": ("`;`", "分号"), "，": ("the full-width `，`", "全角逗号")}


class _Cell(NamedTuple):
    """One cell as scanned: its offset, its place, its text without quotes, and where the next cell begins."""

    start: int
    line: int
    column: int
    text: str
    stop: int
    end: str


class _Start(NamedTuple):
    """Where a row begins: offset in the text and line in the file."""

    offset: int
    line: int


@dataclass(frozen=True)
class Table:
    """Rows of a CSV keyed by `Column.name`: stripped text. A row has no key for a column the file lacks."""

    file: str
    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    text: str = field(repr=False)
    starts: tuple[_Start, ...] = field(repr=False)

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell begins (its opening quote, if quoted): the file's line and the character in that line.

        `row` counts from 0. Raises IndexError for a row, ValueError for a column, the file does not have.
        """
        if column not in self.columns:
            raise ValueError(f"{self.file} has no column {column}; it has {', '.join(self.columns)}")
        index = self.columns.index(column)
        cells = _cells(self.text, self.starts[row], self.file)
        return next(_mark(self.file, cell) for number, cell in enumerate(cells) if number == index)

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell, or about the row's first cell when the file lacks the column."""
        if column in self.columns:
            return self.mark(row, column).finding(column, self.rows[row][column], rule, rule_zh, hint)
        return self.mark(row, self.columns[0]).finding(column, "", rule, rule_zh, hint)


class Cells(Protocol):
    """A table by its rows and the places of its cells."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it has, in order."""

    @property
    def rows(self) -> list[dict[str, str]]:
        """Each row's cells by column."""

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell begins."""


def cell_mark(table: Cells, steps: Sequence[str]) -> Mark | None:
    """Where a cell stands: steps are texts of the row's cells from the left, then perhaps a column's name.

    `["C101", "mon", "p2"]` is column p2 of the first row that begins C101, mon. Without a column name, the row's
    first cell; None when no row fits.
    """
    column = table.columns[0]
    if len(steps) > 1 and steps[-1] in table.columns:
        column, steps = steps[-1], steps[:-1]
    for number, row in enumerate(table.rows):
        if [row.get(name, "") for name in table.columns[: len(steps)]] == list(steps):
            return table.mark(number, column)
    return None


def read_table(path: str | Path, columns: Sequence[Column]) -> Table:
    """Read one CSV file: comma separated, UTF-8 or GB18030, a header row in any order, Chinese or English.

    Bounds: 10 MB, 30,000 rows, 200 cells a row. Blank rows and nameless blank columns at the right edge
    are passed over; blanks around a cell, full-width ones too, are dropped. Raises InputRefused with every
    finding (at most 1,000).
    """
    file = str(path)
    return parse_table(read_bytes(path, MAX_BYTES), file, columns)


def parse_table(raw: bytes, file: str, columns: Sequence[Column]) -> Table:
    """`read_table` for bytes already in memory; `file` is the name used in marks and findings."""
    text = decode(raw, file, accept_gb=True)
    check_characters(text, file)
    reader = _Reader(file, text, columns)
    try:
        reader.read()
    except _StopError as stop:
        reader.findings.append(stop.finding)
    if reader.findings:
        raise InputRefused(reader.findings)
    return Table(file, tuple(reader.names), reader.rows, text, tuple(reader.starts))


class _StopError(Exception):
    """Reading cannot go on past this fault."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class _Reader:
    """Reads the header, then the rows, collecting findings."""

    def __init__(self, file: str, text: str, columns: Sequence[Column]) -> None:
        self.file, self.text, self.columns = file, text, columns
        self.findings: list[Finding] = []
        self.header: _Start | None = None
        self.names: list[str] = []
        self.width = 0
        self.rows: list[dict[str, str]] = []
        self.starts: list[_Start] = []

    def read(self) -> None:
        start = _Start(0, 1)
        while start.offset < len(self.text):
            cells = list(_cells(self.text, start, self.file))
            if any(cell.text for cell in cells):
                self._take(start, cells)
            start = _Start(cells[-1].stop, _line_after(self.text, cells[-1]))
        if self.header is None:
            names = [column.name for column in self.columns if column.required]
            rule = f"the file is empty; its first row names the columns: {', '.join(names)}, ..."
            rule_zh = f"文件是空的；第一行应为列名：{'、'.join(names)} 等"
            raise _StopError(Mark(self.file, 1, 1).finding("", "", rule, rule_zh))
        self._check_personal()

    def _take(self, start: _Start, cells: list[_Cell]) -> None:
        if self.header is None:
            self.header = start
            self._read_header(cells)
            return
        if len(self.rows) == MAX_ROWS:
            rule = f"more than {MAX_ROWS:,} rows; delete those that are not of this school and term"
            rule_zh = f"超过 {MAX_ROWS:,} 行，请删除不属于本校本学期的行"
            raise _StopError(_mark(self.file, cells[0]).finding("", "", rule, rule_zh))
        self._check_width(cells)
        self._check_formulas(cells)
        self.rows.append({name: cell.text for name, cell in zip(self.names, cells, strict=False)})
        self.starts.append(start)

    def _read_header(self, cells: list[_Cell]) -> None:
        self._check_separator(cells)
        self.width = len(cells)
        while not cells[-1].text:
            cells.pop()
        self.names, findings = read_header([(cell.text, _mark(self.file, cell)) for cell in cells], self.columns)
        for finding in findings:
            self._note(finding)

    def _check_separator(self, cells: list[_Cell]) -> None:
        for mark, (word, word_zh) in _SEPARATORS.items():
            if len(cells) == 1 and len(self.columns) > 1 and mark in cells[0].text:
                place = Mark(self.file, cells[0].line, cells[0].column + self._raw(cells[0]).index(mark))
                rule = f"cells are separated by {word}; save the table as comma-separated CSV"
                raise _StopError(place.finding("", "", rule, f"单元格之间用的是{word_zh}，请另存为逗号分隔的 CSV"))

    def _raw(self, cell: _Cell) -> str:
        return self.text[cell.start : cell.stop]

    def _check_width(self, cells: list[_Cell]) -> None:
        named = len(self.names)
        if named <= len(cells) <= self.width and not any(cell.text for cell in cells[named:]):
            return
        mark = _mark(self.file, cells[named] if len(cells) > named else cells[0])
        rule = (
            f"cells in this row: {len(cells)}, in the header: {named}; check the commas, or quote a cell that holds one"
        )
        rule_zh = f"本行有 {len(cells)} 格，表头有 {named} 列，请检查逗号；格内有逗号时给整格加英文双引号"
        self._note(mark.finding("", "", rule, rule_zh))

    def _check_formulas(self, cells: list[_Cell]) -> None:
        for name, cell in zip(self.names, cells, strict=False):
            if cell.text.startswith("="):
                rule = ("a formula; write the value itself", "这是公式，请直接写值")
                self._note(_mark(self.file, cell).finding(name, cell.text, *rule))

    def _check_personal(self) -> None:
        starts = [*([self.header] if self.header else []), *self.starts]
        for value in personal_values(self.text):
            start = starts[bisect_right(starts, (value.start, len(self.text))) - 1]
            cells = enumerate(_cells(self.text, start, self.file))
            index, cell = next((index, cell) for index, cell in cells if value.start < cell.stop)
            column = self.names[index] if index < len(self.names) and start != self.header else ""
            self._note(value.finding(_mark(self.file, cell), column))

    def _note(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            place = Mark(self.file, finding.line, finding.column)
            raise _StopError(place.finding("", "", *TOO_MANY))


def _cells(text: str, start: _Start, file: str) -> Iterator[_Cell]:
    """The cells of the row that begins at `start`."""
    position, line = start
    line_start, end, count = position, ",", 0
    while end == ",":
        column, count = position - line_start + 1, count + 1
        found = _CELL.match(text, position)
        if found is None or found["open"] or found["end"] is None or count > MAX_CELLS:
            raise _StopError(_cell_fault(Mark(file, line, column), found))
        quoted, end = found["quoted"], found["end"]
        value = found["plain"] if quoted is None else quoted.replace('""', '"')
        yield _Cell(position, line, column, value.strip(), found.end(), end)
        for broken in _LINE_BREAK.finditer(quoted) if quoted else ():
            line, line_start = line + 1, position + 1 + broken.end()
        position = found.end()


def _cell_fault(mark: Mark, found: re.Match[str] | None) -> Finding:
    if found is None or found["open"] or (found["end"] is None and _LINE_BREAK.search(found["quoted"])):
        return mark.finding("", "", "this quote is never closed properly; close it", "这个引号没有正确闭合，请补上")
    if found["end"] is not None:
        return mark.finding(
            "",
            "",
            f"more than {MAX_CELLS} cells in this row; delete those without a name",
            f"本行超过 {MAX_CELLS} 格，请删除没有列名的格",
        )
    after = Mark(mark.file, mark.line, mark.column + found.end() - found.start())
    rule = 'text after a closing quote; write a quote inside a cell as `""`'
    return after.finding("", found.string[found.end()], rule, '引号闭合后还有文字；格内的引号要写成 `""`')


def _line_after(text: str, cell: _Cell) -> int:
    return cell.line + len(_LINE_BREAK.findall(text, cell.start, cell.stop))


def _mark(file: str, cell: _Cell) -> Mark:
    return Mark(file, cell.line, cell.column)
