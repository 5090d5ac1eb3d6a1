"""The school workbook from beginning to end: made from a school or blank, and imported into a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.beside import SCHOOL_FILE
from scheduler.config.load import assemble
from scheduler.domain.problem import Problem
from scheduler.excel.parcel import refused
from scheduler.template.book import Book, Unit, steps
from scheduler.template.from_school import book_of_school
from scheduler.template.layout import ROSTERS, SETTINGS
from scheduler.template.merging import merge_books
from scheduler.template.reading import read_filled
from scheduler.template.to_school import CALENDAR, Parts, parts_of, texts_of
from scheduler.template.workbook import workbook_bytes

_CALLED = "学校 school"


@dataclass(frozen=True)
class ImportedSchool:
    """A workbook as taken into a folder.

    `texts` are the files to write, those that change only; `taken` and `kept` count what was changed in the workbook
    alone and in the files alone; `unread` names sheets that are no part of a school.
    """

    texts: Mapping[str, str]
    taken: int
    kept: int
    unread: tuple[str, ...]
    problem: Problem


def template_bytes(school: Path | None, language: str | None) -> bytes:
    """The workbook of a school, or a blank one, in `zh` or `en` (None: the school's language, else Chinese).

    Raises InputRefused when a file of the school cannot be read.
    """
    if school is None:
        return workbook_bytes(Book(""), _CALLED, language or "zh")
    book = book_of_school(school)
    said = {row.get("path"): row.get("value") for row in book.of("settings")}
    spoken = language or said.get("school.language") or "zh"
    return workbook_bytes(book, said.get("school.title") or _CALLED, "en" if spoken == "en" else "zh")


def import_school(workbook: Path, folder: Path) -> ImportedSchool:
    """Take a filled-in workbook into a folder, new or that of the same school; nothing is written yet.

    Raises InputRefused with every fault, each at its sheet and cell: of the workbook, of the school it describes, of
    edits made both in the workbook and in the folder's files since it was made.
    """
    filled = read_filled(workbook)
    there = book_of_school(folder) if (folder / SCHOOL_FILE).exists() else None
    merged = merge_books(filled, there)
    parts = parts_of(merged.book)
    problem = assemble(parts.document, parts.tables, folder)
    texts = texts_of(parts)
    touched = {_file_of(unit, parts) for unit in merged.from_workbook}
    changed = {name: text for name, text in texts.items() if name in touched or not (folder / name).is_file()}
    _check_names(workbook, texts, folder, new=there is None)
    return ImportedSchool(changed, len(merged.from_workbook), len(merged.from_files), filled.unread, problem)


def _file_of(unit: Unit, parts: Parts) -> str:
    """The file that says what a unit says; files no changed unit belongs to keep every byte, comments included."""
    if unit[0] in parts.tables:
        return f"{parts.document.data[ROSTERS][unit[0]]}"
    of_calendar = unit[0] == SETTINGS and steps(unit[1])[0] == CALENDAR
    return parts.term_file if of_calendar and parts.term_file else SCHOOL_FILE


def _check_names(workbook: Path, texts: Mapping[str, str], folder: Path, *, new: bool) -> None:
    """Refuse names of files that lead out of the folder, and files already there that belong to no school."""
    for name in texts:
        path = Path(name)
        if path.is_absolute() or ".." in path.parts or path.suffix not in (".yaml", ".yml", ".csv"):
            rule = f"{name} must be the name of a .csv or .yaml file in the folder"
            raise refused(str(workbook), rule, f"{name} 应为文件夹中 .csv 或 .yaml 文件的名称")
        if new and (folder / path).exists():
            rule = f"{folder / path} is there already; choose another folder"
            raise refused(str(workbook), rule, f"{folder / path} 已存在，请换一个文件夹")
