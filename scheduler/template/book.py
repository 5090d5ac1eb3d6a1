"""A school as sheets of rows of text, wherever it comes from: its files, or a workbook."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from scheduler.config.build_tables import NO, YES, Source
from scheduler.config.finding import Finding
from scheduler.config.source import Document, FieldPath, Mark
from scheduler.template.layout import ColumnSpec, SheetSpec, sheets
from scheduler.template.shape import Holds

DIGEST_LENGTH = 16
"""Hexadecimal digits of a digest: 64 bits, enough to tell apart every edit a school will ever make."""
_ESCAPED = ("\\.", "\0")


class Place(Protocol):
    """Where a row stands, and each of its cells."""

    def mark(self, column: str) -> Mark:
        """The place of a cell, or of its row."""


@dataclass(frozen=True)
class InTable:
    """A row of a table: a CSV file, or a sheet."""

    table: Source
    row: int

    def mark(self, column: str) -> Mark:
        """The cell's place, or the row's where the table has no such column."""
        found = self.table.finding(self.row, column, "", "")
        return Mark(found.file, found.line, found.column, found.cell)


@dataclass(frozen=True)
class InDocument:
    """A row that stands for an entry of a YAML file."""

    document: Document
    path: FieldPath

    def mark(self, column: str) -> Mark:
        """The place of the field, or of the entry's name."""
        path = (*self.path, *column.split("."))
        return self.document.marks.get(path) or self.document.key_mark(self.path)


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, without empty ones, and where it stands."""

    cells: Mapping[str, str]
    place: Place

    def get(self, column: str) -> str:
        """The text of a cell, empty if there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Book:
    """Rows by sheet, in order; `root` is the place of all together, `missing` names sheets the workbook lacks."""

    root: Mark
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    def of(self, sheet: str) -> Sequence[Row]:
        """The rows of a sheet."""
        return self.rows.get(sheet, ())


Unit = tuple[str, ...]
"""A sheet's name and the keys of rows: what is compared and merged as one."""


def units(book: Book) -> dict[Unit, list[Row]]:
    """The rows of a book by what they are about, in order."""
    found: dict[Unit, list[Row]] = {}
    for spec, row in all_rows(book):
        found.setdefault(unit_of(spec, row), []).append(row)
    return found


def unit_of(spec: SheetSpec, row: Row) -> Unit:
    """What a row is about."""
    return spec.name, *(row.get(key) for key in spec.keys)


def digest(rows: Sequence[Row]) -> str:
    """A digest of what rows say, whatever their columns' order."""
    said = json.dumps([sorted(row.cells.items()) for row in rows], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def canonical(text: str, column: ColumnSpec) -> str:
    """A cell as it is compared: `yes` for 是, the code of a choice written as `教室 classroom`."""
    if column.shape.holds is Holds.SWITCH:
        word = text.casefold()
        return "yes" if word in YES else "no" if word in NO and word else text
    last = text.split()[-1] if text else ""
    return last if column.shape.holds is Holds.CHOICE and last in column.shape.options else text


def canonical_row(cells: Mapping[str, str], spec: SheetSpec) -> dict[str, str]:
    """The filled cells of a row as they are compared."""
    return {
        column.name: canonical(text, column)
        for column in spec.columns
        if column.name != "about" and (text := cells.get(column.name, ""))
    }


def dotted(path: Sequence[str]) -> str:
    """The path of a setting as one text; points inside names are escaped."""
    return ".".join(step.replace(".", _ESCAPED[0]) for step in path)


def steps(text: str) -> tuple[str, ...]:
    """The path a setting's text stands for."""
    return tuple(step.replace(_ESCAPED[1], ".") for step in text.replace(*_ESCAPED).split("."))


@dataclass(frozen=True)
class BookTable:
    """The rows of a roster's sheet as a source like any CSV."""

    name: str
    book: Book

    @cached_property
    def rows(self) -> Sequence[Mapping[str, str]]:
        """Each row's cells."""
        return [row.cells for row in self.book.of(self.name)]

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell stands."""
        return self.book.of(self.name)[row].place.mark(column)

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell."""
        text = self.book.of(self.name)[row].get(column)
        return self.mark(row, column).finding(column, text, rule, rule_zh, hint)


def all_rows(book: Book) -> Iterator[tuple[SheetSpec, Row]]:
    """Every row with its sheet."""
    for spec in sheets():
        yield from ((spec, row) for row in book.of(spec.name))
