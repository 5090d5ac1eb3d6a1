"""The school workbook from beginning to end: made from a school or blank, and imported into a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.beside import NAMES_FILE, SCHOOL_FILE
from scheduler.config.finding import InputRefused
from scheduler.config.own import assemble
from scheduler.config.source import Mark
from scheduler.domain.problem import Problem
from scheduler.excel.cells import MAX_ROWS
from scheduler.excel.parcel import refused
from scheduler.template.book import Book, InDocument, Unit, all_rows, steps
from scheduler.template.from_school import book_of_school
from scheduler.template.layout import ROSTERS, SETTINGS
from scheduler.template.merging import merge_books
from scheduler.template.reading import read_filled
from scheduler.template.to_school import CALENDAR, Parts, parts_of, texts_of
from scheduler.template.workbook import workbook_bytes

_TOO_LONG = (
    "{name} has more than {most:,} rows, which no workbook takes; leave it out of `rosters`",
    "{name} 超过 {most:,} 行，工作簿放不下，请先从 rosters 中去掉",
)
_CALLED = "学校 school"
_NOT_A_NAME = ("must be the name of a {kind} file in the folder", "应为文件夹中 {kind} 文件的名称")
_NAMED_TWICE = ("another file of the school has this name", "学校的另一个文件已用这个名称")
_THERE = (
    "{folder} holds such a file of something else; choose another folder",
    "{folder} 中已有这个文件，请换一个文件夹",
)


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
        return workbook_bytes(Book(Mark("", 1, 1)), _CALLED, language or "zh")
    book = book_of_school(school)
    for name, rows in book.rows.items():
        if len(rows) >= MAX_ROWS:
            raise refused(book.root.file, *(rule.format(name=name, most=MAX_ROWS - 1) for rule in _TOO_LONG))
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
    if touched & _own(parts) and there is not None and _mixed(there, parts.term_file):
        touched |= _own(parts)
    changed = {name: text for name, text in texts.items() if name in touched or not (folder / name).is_file()}
    _check_files(parts, folder, new=there is None)
    return ImportedSchool(changed, len(merged.from_workbook), len(merged.from_files), filled.unread, problem)


def _file_of(unit: Unit, parts: Parts) -> str:
    """The file that says what a unit says; files no changed unit belongs to keep every byte, comments included."""
    if unit[0] in parts.tables:
        return f"{parts.document.data[ROSTERS][unit[0]]}"
    of_calendar = unit[0] == SETTINGS and steps(unit[1])[0] == CALENDAR
    return parts.term_file if of_calendar and parts.term_file else SCHOOL_FILE


def _own(parts: Parts) -> set[str]:
    """The YAML files of a school."""
    return {SCHOOL_FILE, *([parts.term_file] if parts.term_file else [])}


def _mixed(there: Book, term_file: str | None) -> bool:
    """Whether the calendar stands outside the term file, or anything else in it, so that both are written together."""
    document = next((row.place.document for _, row in all_rows(there) if isinstance(row.place, InDocument)), None)
    marks = document.marks.items() if document else ()
    return any((Path(mark.file).name == term_file) != (path[0] == CALENDAR) for path, mark in marks if path)


def _check_files(parts: Parts, folder: Path, *, new: bool) -> None:
    """Refuse names of files that are not those of tables in the folder, that are there twice, or that another's file
    bears already."""
    named: dict[tuple[str, ...], str] = {
        (ROSTERS, name): f"{parts.document.data[ROSTERS][name]}" for name in parts.tables
    }
    named |= {("term",): parts.term_file} if parts.term_file else {}
    seen = {SCHOOL_FILE}
    findings = []
    for path, name in named.items():
        kinds = (".yaml", ".yml") if path == ("term",) else (".csv",)
        path_of = Path(name)
        if path_of.is_absolute() or ".." in path_of.parts or path_of.suffix not in kinds:
            findings.append(
                parts.document.finding(path, _NOT_A_NAME[0].format(kind=kinds[0]), _NOT_A_NAME[1].format(kind=kinds[0]))
            )
        elif name.casefold() in seen or path_of.name.casefold() == NAMES_FILE:
            findings.append(parts.document.finding(path, *_NAMED_TWICE))
        elif new and (folder / name).exists():
            findings.append(
                parts.document.finding(path, _THERE[0].format(folder=folder), _THERE[1].format(folder=folder))
            )
        seen.add(name.casefold())
    if findings:
        raise InputRefused(findings)
