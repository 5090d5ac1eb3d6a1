"""Workbooks of the tiny school, edited cell by cell as a planner would."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook

from scheduler.template.layout import sheet
from scheduler.template.run import template_bytes

Edit = Callable[[Workbook], None]


def workbook(path: Path, school: Path | None, *edits: Edit, language: str = "zh") -> Path:
    """The workbook of a school (None: blank), with edits."""
    path.write_bytes(template_bytes(None, language) if school is None else _made(language, _content(school)))
    if edits:
        book = load_workbook(path)
        for edit in edits:
            edit(book)
        book.save(path)
    return path


@cache
def _made(language: str, content: tuple[tuple[str, str], ...]) -> bytes:
    """The workbook of a school whose files are these, made once for all tests."""
    with TemporaryDirectory() as folder:
        for name, text in content:
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return template_bytes(Path(folder), language)


def _content(school: Path) -> tuple[tuple[str, str], ...]:
    files = sorted((*school.glob("*.yaml"), *school.glob("*.csv")))
    return tuple((file.name, file.read_text(encoding="utf-8")) for file in files)


def page(book: Workbook, name: str) -> Any:
    """The sheet of a name."""
    titles = (sheet(name).sheet_name("zh"), sheet(name).sheet_name("en"))
    return next(found for found in book.worksheets if found.title in titles)


def place(name: str, row: int, column: str) -> str:
    """The place of a cell as messages name it."""
    number = [found.name for found in sheet(name).columns].index(column)
    return f"{sheet(name).sheet_name('zh')}!{chr(ord('A') + number)}{row}"


def put(name: str, row: int, column: str, value: object) -> Edit:
    """An edit: write a cell; row 2 is the first below the header."""
    number = [found.name for found in sheet(name).columns].index(column) + 1

    def edit(book: Workbook) -> None:
        page(book, name).cell(row, number).value = value

    return edit


def add(name: str, **cells: object) -> Edit:
    """An edit: write a row below the last filled one; points in names of columns are written __."""

    def edit(book: Workbook) -> None:
        there = page(book, name)
        row = 2
        while there.cell(row, 1).value not in (None, ""):
            row += 1
        for column, value in cells.items():
            put(name, row, column.replace("__", "."), value)(book)

    return edit


def drop(name: str, row: int) -> Edit:
    """An edit: delete a row."""
    return lambda book: page(book, name).delete_rows(row)


def setting(path: str, value: object) -> Edit:
    """An edit: set a setting, in its row or in a new one."""

    def edit(book: Workbook) -> None:
        for row in page(book, "settings").iter_rows(min_row=2):
            if row[0].value in (path, None):
                row[0].value, row[1].value = path, value
                return
        page(book, "settings").append([path, value])

    return edit
