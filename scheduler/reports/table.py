"""A printed table as plain data: what a sheet of a workbook holds, whoever writes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

Cell = str | int


class Look(StrEnum):
    """How a row looks: `band` heads the rows below it, `short` lacks an adult or a venue."""

    PLAIN = "plain"
    BAND = "band"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters, and whether its cells are centred."""

    title: str
    width: float
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a band has one, over all columns. `new_page`: it begins a printed page."""

    cells: tuple[Cell, ...]
    look: Look = Look.PLAIN
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, a title, lines below it, and rows under columns.

    `landscape` is how the page lies; with `one_page` all is printed on a single page, however small.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    landscape: bool = False
    one_page: bool = False


def empty(name: str, title: str, words: str) -> Table:
    """A sheet that says there is nothing."""
    return Table(name, title, (), (Column(words, 90),), ())


def band(text: str, *, new_page: bool = False) -> Row:
    """A row that heads those below it."""
    return Row((text,), Look.BAND, new_page)


def paged(blocks: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    """Blocks one after the other, each but the first on a page of its own."""
    rows: list[Row] = []
    for block in blocks:
        if block and rows:
            rows.append(replace(block[0], new_page=True))
            rows += block[1:]
        else:
            rows += block
    return tuple(rows)
