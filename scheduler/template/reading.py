"""A workbook somebody filled in as a book, with the digests of what it was made from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import plain_header
from scheduler.config.source import Mark
from scheduler.excel.cells import Sheet, cell_place, filled_rows, opened
from scheduler.excel.parcel import refused
from scheduler.excel.tables import Sought, read_sheet
from scheduler.template.book import Book, InTable, Row, Unit, canonical_row
from scheduler.template.layout import SETTINGS, SheetSpec, sheets
from scheduler.template.words import BASE, HELP, LISTS

MOST_UNITS = 40_000
"""Digests a workbook may carry: those of 30,000 rows of rosters and of a school's own."""
_NO_SCHOOL = (
    "no sheet of a school workbook is in it; make one with `afterschool template`",
    "没有学校工作簿的任何一张表，请用 afterschool template 生成",
)
_SECOND = ("a second sheet of this name; put its rows into the first", "这张表重复了，请把内容并入前一张")
_DIGESTS = (
    "the hidden sheet of digests was changed; take the workbook as it was",
    "隐藏的摘要表被改动过，请使用原来的工作簿",
)


@dataclass(frozen=True)
class Filled:
    """A workbook as read.

    `base` is the digest of every unit of rows when the workbook was made, None if it carries none; `unread` names
    sheets that are no part of a school.
    """

    book: Book
    base: Mapping[Unit, str] | None
    unread: tuple[str, ...]


def read_filled(path: Path) -> Filled:
    """Read a school workbook.

    Bounds: see `open_parcel`; 10,000 rows a sheet. Raises InputRefused with every fault at its sheet and cell: headers,
    formulas, personal data, invisible characters, a workbook without any sheet of a school.
    """
    file = str(path)
    findings: list[Finding] = []
    rows: dict[str, list[Row]] = {}
    base: Mapping[Unit, str] | None = None
    unread: list[str] = []
    root = Mark(file, 1, 1)
    with opened(path) as found:
        for sheet in found:
            spec = _spec(sheet.title)
            if sheet.title == BASE:
                base = _base(file, sheet) or None
            elif spec is not None and spec.name in rows:
                findings.append(cell_place(file, sheet.title, 1, 1).finding("", "", *_SECOND))
            elif spec is not None:
                rows[spec.name] = _rows(file, sheet, spec, findings)
                root = cell_place(file, sheet.title, 1, 1) if spec.name == SETTINGS else root
            elif sheet.visible and sheet.title not in (*HELP, LISTS):
                unread.append(sheet.title)
    if findings:
        raise InputRefused(findings)
    if not rows:
        raise refused(file, *_NO_SCHOOL)
    missing = frozenset(spec.name for spec in sheets() if spec.name not in rows)
    return Filled(Book(root, rows, missing), base, tuple(unread))


def _spec(title: str) -> SheetSpec | None:
    """The sheet a title names: by its name in either language, or by its last word."""
    word = title.split()[-1] if title.split() else ""
    for spec in sheets():
        names = (spec.label, spec.sheet_name("zh"), spec.sheet_name("en"))
        if word == spec.label or plain_header(title) in map(plain_header, names):
            return spec
    return None


def _rows(file: str, sheet: Sheet, spec: SheetSpec, findings: list[Finding]) -> list[Row]:
    """The rows of a sheet; a setting without a value is none, nor is a row of blanks."""
    sought = Sought(spec.readable(), _NO_SCHOOL, unread=frozenset({"about"}), expected=(sheet.title,))
    table = read_sheet(file, sheet, sought, findings)
    if table is None:
        return []
    rows = [Row(canonical_row(cells, spec), InTable(table, number)) for number, cells in enumerate(table.rows)]
    return [row for row in rows if row.cells and (spec.name != SETTINGS or row.get("value"))]


def _base(file: str, sheet: Sheet) -> Mapping[Unit, str]:
    """The digests of the hidden sheet. Raises InputRefused when it is not as it was written."""
    found: dict[Unit, str] = {}
    for line, cells in filled_rows(file, sheet, MOST_UNITS):
        try:
            unit = json.loads(cells[0].text)
        except (ValueError, RecursionError):
            unit = None
        if not (isinstance(unit, list) and all(isinstance(part, str) for part in unit) and len(cells) == 2):
            raise InputRefused([Mark(file, line, 1, f"{BASE}!A{line}").finding("", "", *_DIGESTS)])
        found[tuple(unit)] = cells[1].text
    return found
