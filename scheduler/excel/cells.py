"""The filled cells of a workbook, row by row, as text with their place; nothing is calculated, followed or run."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark, invisible_rule, read_bytes
from scheduler.excel.old import OLD, old_sheets
from scheduler.excel.parcel import MAX_BYTES, open_parcel, refused

MAX_ROWS, MAX_COLUMNS = 10_000, 200


class Cell(NamedTuple):
    """A filled cell: its column from 1, its text, and whether it is a formula."""

    column: int
    text: str
    formula: bool


class Sheet(NamedTuple):
    """One sheet: its name, whether a reader sees it, and its rows as the library has them."""

    title: str
    visible: bool
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Sheet]]:
    """The sheets of a workbook, in order; an old one (.xls) is read in a child. Bounds: see `open_parcel`.

    Raises InputRefused for a workbook that may not be opened, or that the reader stumbles on while it is open.
    """
    file = str(path)
    if read_bytes(path, MAX_BYTES).startswith(OLD):
        yield (Sheet(sheet.title, sheet.visible, sheet.rows) for sheet in old_sheets(path))
        return
    content = open_parcel(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of features it does not keep; nothing is kept here
        try:
            yield _sheets(load_workbook(content, read_only=True, keep_links=False))
        except InputRefused:
            raise
        except Exception as error:  # a foreign parser over bytes anyone may have made: whatever it stumbles on
            raise refused(file, f"cannot be read as a workbook: {error}", f"无法按工作簿读取：{error}") from error


def filled_rows(file: str, sheet: Sheet, most: int | None = None) -> Iterator[tuple[int, list[Cell]]]:
    """The number and the filled cells of every row that has one. Raises InputRefused for cells far away.

    `most`: rows it may have, `MAX_ROWS` by default.
    """
    most = most or MAX_ROWS
    for line, row in enumerate(sheet.rows, start=1):
        if line > most or len(row) > MAX_COLUMNS:
            rule = (
                f"cells outside {most} rows and {MAX_COLUMNS} columns; delete what lies there",
                f"有单元格超出 {most} 行、{MAX_COLUMNS} 列，请删除那里的行和列",
            )
            raise InputRefused([cell_place(file, sheet.title, line, max(1, len(row))).finding("", "", *rule)])
        cells = [
            Cell(column, text, cell.data_type == "f")
            for column, cell in enumerate(row, start=1)
            if cell.value is not None and (text := cell_text(cell.value))
        ]
        if cells:
            yield line, cells


def cell_place(file: str, sheet: str, line: int, column: int) -> Mark:
    """The place of a cell as its reader knows it: `C101!D7`."""
    return Mark(file, line, column, f"{sheet}!{get_column_letter(column)}{line}")


def cell_fault(cell: Cell, *, headed: bool = True) -> tuple[str, str] | None:
    """The rule (English, Chinese) a filled cell breaks, whatever its column; `headed`: there is a header above it."""
    if cell.formula:
        return "a formula; paste its value instead", "这里是公式，请改为粘贴数值"
    if not headed:
        return "there is no header above this value", "这一格上方没有表头"
    return invisible_rule(cell.text)


def cell_text(value: Any) -> str:
    """A cell's value as a planner would write it in a CSV: ISO dates, HH:MM, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _sheets(book: Any) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield Sheet(sheet.title, sheet.sheet_state == "visible", sheet.iter_rows())
