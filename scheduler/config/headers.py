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

    Case, character width, blanks and `-`/`_` do not count. A finding for a word no column has (with the nearest one not
    there yet), a column there twice, a word that asks for personal data; and for a required column that is missing,
    unless some word is unknown: then that finding says what is missing. `cells` holds at least one.
    """
    known = {plain_header(word): column.name for column in columns for word in column.words}
    names = [known.get(plain_header(text), "") for text, _ in cells]
    missing = [column for column in columns if column.required and column.name not in names]
    findings: list[Finding] = []
    for index, (text, mark) in enumerate(cells):
        name = names[index]
        if not name:
            findings.append(_unknown(text, mark, [column for column in columns if column.name not in names], missing))
        elif name in names[:index]:
            rule = (
                f"this column is there twice ({name}); rename or delete it",
                f"这一列重复了（{name}），请改名或删除",
            )
            findings.append(mark.finding(text, "", *rule))
    if all(names):
        findings += [_missing(column, cells[0][1]) for column in missing]
    return names, findings


def plain_header(header: str) -> str:
    """A header as compared: case, character width, blanks and `-`/`_` do not count."""
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", header).casefold())


def _unknown(text: str, mark: Mark, free: Sequence[Column], missing: Sequence[Column]) -> Finding:
    """A header no column has: the nearest of the columns not there yet, else those required, else all of them."""
    if names_personal_data(text):
        return field_finding(mark, text)
    en, zh = ("unknown column", "没有这样的列") if text else ("this column has no name", "这一列没有列名")
    hint = nearest(text, [word for column in free for word in column.words])
    if hint is None and missing:
        listed = ["/".join(column.words) for column in missing]
        en, zh = f"{en}; still missing: {', '.join(listed)}", f"{zh}；还缺 {'、'.join(listed)}"
    elif hint is None:
        en = f"{en}; delete it, or name it {', '.join(column.name for column in free)}"
        zh = f"{zh}，请删除，或改为 {'、'.join(column.words[-1] for column in free)}"
    return mark.finding(text, "", en, zh, hint)


def _missing(column: Column, first: Mark) -> Finding:
    names = "/".join(column.words)
    rule = f"required column is missing ({names}); add it"
    return first.finding(column.name, "", rule, f"缺少必需的列（{names}），请补上")
