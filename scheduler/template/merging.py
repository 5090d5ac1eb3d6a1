"""A workbook and the school's files, each perhaps edited since the workbook was made: brought together, or refused.

Rows are compared by what they are about (an adult, a setting, the lessons of an adult on a day) with the digests the
workbook carries. What changed on one side is taken from it; what changed on both, and not alike, is refused with both
places. A row that is gone on one side is a change of that side.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.source import Mark
from scheduler.excel.parcel import refused
from scheduler.template.book import Book, Row, Unit, all_rows, digest, unit_of, units
from scheduler.template.layout import sheet
from scheduler.template.reading import Filled

ABSENT = ""
"""The digest of rows that are not there."""
_NO_BASE = (
    "the folder holds a school, and this workbook was not made from one; import it into a new folder, or fill in a "
    "workbook made by `afterschool template FOLDER`",
    "文件夹里已有学校，而这个工作簿不是由它生成的；请导入到新的文件夹，或改用 afterschool template 生成的工作簿",
)


@dataclass(frozen=True)
class Merged:
    """The rows of both sides together, and how many units came changed from the workbook and from the files."""

    book: Book
    from_workbook: Sequence[Unit]
    from_files: Sequence[Unit]


def merge_books(filled: Filled, files: Book | None) -> Merged:
    """The rows of a workbook and of the school's files (None: there are none yet).

    Raises InputRefused for what both sides changed, for a sheet that was taken out of the workbook, and for a workbook
    that carries no digests where there is a school already.
    """
    if files is None:
        return Merged(filled.book, tuple(units(filled.book)), ())
    if filled.base is None:
        raise refused(filled.book.root.file, *_NO_BASE)
    _check_sheets(filled)
    ours, theirs = units(filled.book), units(files)
    taken: list[Unit] = []
    left: list[Unit] = []
    clashes: list[Finding] = []
    for unit in dict.fromkeys((*ours, *theirs, *filled.base)):
        mine, other = ours.get(unit, []), theirs.get(unit, [])
        before, now, there = filled.base.get(unit, ABSENT), _digest(mine), _digest(other)
        if now == there or there == before:
            taken += [unit] if now != there else []
        elif now == before:
            left.append(unit)
        else:
            clashes.append(_clash(filled.book, files, unit, mine, other))
    if clashes:
        raise InputRefused(clashes)
    return Merged(_together(filled.book, files, frozenset(left)), tuple(taken), tuple(left))


def _digest(rows: Sequence[Row]) -> str:
    return digest(rows) if rows else ABSENT


def _check_sheets(filled: Filled) -> None:
    """Refuse a workbook without a sheet that had rows: whether they are meant to go cannot be told."""
    gone = sorted({unit[0] for unit in filled.base or {} if unit and unit[0] in filled.book.missing})
    if gone:
        titles = [sheet(name).sheet_name("zh") for name in gone]
        raise refused(
            filled.book.root.file,
            f"sheets were taken out or renamed: {', '.join(titles)}; put them back, or empty their rows",
            f"缺少工作表：{'、'.join(titles)}；请恢复，要删除内容请清空各行",
        )


def _clash(book: Book, files: Book, unit: Unit, mine: Sequence[Row], other: Sequence[Row]) -> Finding:
    """The refusal of a change on both sides, at the place in the workbook, naming that in the files."""
    spec = sheet(unit[0])
    here = _place(book, mine, spec.keys[0])
    there = _place(files, other, spec.keys[0])
    what = ".".join(part for part in unit if part)
    gone = ("", "") if mine and other else (" (removed on one side)", "（其中一边已删除）")
    rule = f"changed here and at {there} since the workbook was made{gone[0]}; make both alike, or undo one"
    rule_zh = f"工作簿生成以后，这里和 {there} 都改过{gone[1]}；请改成一致，或撤销其中一处"
    return here.finding(what, "", rule, rule_zh)


def _place(book: Book, rows: Sequence[Row], column: str) -> Mark:
    return rows[0].place.mark(column) if rows else book.root


def _together(ours: Book, theirs: Book, left: Set[Unit]) -> Book:
    """The workbook's rows in their order but for the units `left` to the files, whose rows come last."""
    rows: dict[str, list[Row]] = {}
    for book, of_files in ((ours, False), (theirs, True)):
        for spec, row in all_rows(book):
            if (unit_of(spec, row) in left) is of_files:
                rows.setdefault(spec.name, []).append(row)
    return Book(ours.root, rows)
