"""The header row of a table, whatever file it stands in: which column each word names."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.config.finding import Finding
from scheduler.config.nearest import nearest
from scheduler.config.personal import field_finding, names_personal_data
from scheduler.config.source import Mark


@dataclass(frozen=True)
class Column:
    """A column a table may have: the field's name, its other headers, and whether it must be there."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """Everything the column may be called."""
        return (self.name, *self.aliases)


def read_header(cells: Sequence[tuple[str, Mark]], columns: Sequence[Column]) -> tuple[list[str], list[Finding]]:
    """The column's name for each cell, empty where there is none, and what is wrong with the header.

    Case, character width, blanks and `-`/`_` do not count. A finding for a word no column has (with the nearest one),
    a column there twice, a required one missing, a word that asks for personal data. `cells` holds at least one.
    """
    known = {plain_header(word): column.name for column in columns for word in column.words}
    names: list[str] = []
    findings: list[Finding] = []
    for text, mark in cells:
        name = known.get(plain_header(text), "")
        if not name:
            findings.append(_unknown(text, mark, columns))
        elif name in names:
            rule = f"this column is there twice ({name})"
            findings.append(mark.finding(text, "", rule, f"这一列重复了（{name}）"))
        names.append(name)
    first = cells[0][1]
    findings += [_missing(column, first) for column in columns if column.required and column.name not in names]
    return names, findings


def plain_header(header: str) -> str:
    """A header as compared: case, character width, blanks and `-`/`_` do not count."""
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", header).casefold())


def _unknown(text: str, mark: Mark, columns: Sequence[Column]) -> Finding:
    if not text:
        return mark.finding("", "", "this column has no name", "这一列没有列名")
    if names_personal_data(text):
        return field_finding(mark, text)
    words = [word for column in columns for word in column.words]
    return mark.finding(text, "", "unknown column", "没有这样的列", nearest(text, words))


def _missing(column: Column, first: Mark) -> Finding:
    names = "/".join(column.words)
    rule = f"required column is missing ({names})"
    return first.finding(column.name, "", rule, f"缺少必需的列（{names}）")
