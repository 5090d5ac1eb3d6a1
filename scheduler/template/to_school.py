"""A book as the files of a school: plain data with the place of every value, rosters as sources of rows, and texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.config.beside import SCHOOL_FILE
from scheduler.config.build_tables import COLUMNS, Source
from scheduler.config.csv_writer import csv_text
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.source import Document, FieldPath, Mark
from scheduler.config.yaml_writer import yaml_text
from scheduler.template.book import Book, BookTable, Row, all_rows, steps
from scheduler.template.layout import ROSTERS, SETTINGS, SheetSpec, in_settings, sheet, sheets
from scheduler.template.shape import from_text, school_fields, shape_at

CALENDAR = "calendar"
_TWICE = ("written twice, first at {first}; keep one row", "重复，{first} 已写过，请只保留一行")
_NO_OWNER = (
    "there is no row {id} on the sheet {section}; add it there, or delete this row",
    "{section} 表中没有 {id} 这一行，请补上，或删除这一行",
)
_NO_KEY = ("this row has no {name}; write it, or empty the row", "这一行没有{name}，请写上，或清空这一行")


@dataclass(frozen=True)
class Parts:
    """A school read from a book: its own document, and its rosters by name."""

    document: Document
    tables: Mapping[str, Source]

    @property
    def term_file(self) -> str | None:
        """The file that holds the calendar, if it is not school.yaml."""
        name = self.document.data.get("term")
        return name if isinstance(name, str) else None


def parts_of(book: Book) -> Parts:
    """The school of a book. Raises InputRefused for rows without their keys, rows there twice, and rows
    about parts of what has no row."""
    building = _Building(book)
    building.check_keys()
    building.check_owners()
    for spec in sheets():
        for row in book.of(spec.name):
            building.add(spec, row)
    for row in book.of(SETTINGS):
        path = steps(row.get("path"))
        building.put(path, from_text(row.get("value"), shape_at(path)), row.place.mark("value"), row.place.mark("path"))
    named = building.rosters()
    if building.findings:
        raise InputRefused(building.findings)
    order = [section.name for section in school_fields()]
    data = {name: building.data[name] for name in sorted(building.data, key=lambda name: _rank(name, order))}
    document = Document(data, {**building.marks, (): book.root}, book.root.file, building.key_marks)
    return Parts(document, {name: BookTable(name, book) for name in named})


def texts_of(parts: Parts) -> dict[str, str]:
    """The text of every file of a school by name, school.yaml last."""
    data = dict(parts.document.data)
    about = {section.name: " / ".join(section.title) for section in school_fields()}
    texts: dict[str, str] = {}
    for name, table in parts.tables.items():
        used = [
            column.name
            for column in COLUMNS[name]
            if column.required or any(row.get(column.name) for row in table.rows)
        ]
        rows = ([row.get(column, "") for column in used] for row in table.rows)
        texts[data[ROSTERS][name]] = csv_text(used, rows, for_excel=False)
    if parts.term_file and CALENDAR in data:
        texts[parts.term_file] = yaml_text({CALENDAR: data.pop(CALENDAR)}, about)
    return texts | {SCHOOL_FILE: yaml_text(data, about)}


@dataclass
class _Building:
    """The data of a school growing row by row."""

    book: Book
    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[FieldPath, Mark] = field(default_factory=dict)
    key_marks: dict[FieldPath, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def check_keys(self) -> None:
        """Record rows without their keys, and rows there twice where each may be there once."""
        seen: dict[tuple[str, ...], Row] = {}
        for spec, row in all_rows(self.book):
            if spec.section is None and spec.name != SETTINGS:
                continue
            lacking = next((key for key in spec.keys if not row.get(key)), None)
            if lacking is not None:
                title = spec.column(lacking).title
                rule = (_NO_KEY[0].format(name=title[1]), _NO_KEY[1].format(name=title[0]))
                self.findings.append(row.place.mark(lacking).finding(lacking, "", *rule))
                continue
            keys = (spec.name, *(row.get(key) for key in spec.keys))
            if keys in seen:
                first = seen[keys].place.mark(spec.keys[0])
                rule = (_TWICE[0].format(first=first), _TWICE[1].format(first=first))
                self.findings.append(row.place.mark(spec.keys[0]).finding("", ".".join(keys[1:]), *rule))
            seen.setdefault(keys, row)

    def check_owners(self) -> None:
        """Record rows about parts of an entry that has no row of its own: it would come back with these parts alone."""
        entries = {
            (spec.section, row.get("id")) for spec, row in all_rows(self.book) if spec.section and spec.field is None
        }
        for spec, row in all_rows(self.book):
            path = steps(row.get("path")) if spec.name == SETTINGS else (spec.section or "", row.get("id"), spec.field)
            owned = spec.field is not None or (len(path) > 2 and not in_settings(f"{path[0]}"))
            if owned and path[1] and (path[0], path[1]) not in entries:
                rule = (
                    _NO_OWNER[0].format(section=path[0], id=path[1]),
                    _NO_OWNER[1].format(section=path[0], id=path[1]),
                )
                self.findings.append(row.place.mark(spec.keys[0]).finding(f"{path[0]}", f"{path[1]}", *rule))

    def add(self, spec: SheetSpec, row: Row) -> None:
        """Put what a row of a section's sheet says into the data."""
        if spec.section is None or not all(row.get(key) for key in spec.keys):
            return
        entry, at = (spec.section, row.get("id")), row.place.mark("id")
        if spec.pairs:
            value = from_text(row.get("value"), spec.column("value").shape)
            self.put(entry, value, row.place.mark("value"), at)
        elif spec.field is not None:
            columns = spec.columns[2:]
            values = [from_text(row.get(column.name), column.shape) for column in columns if row.get(column.name)]
            value = values if len(columns) > 1 else next(iter(values), [])
            self.put(
                (*entry, spec.field, row.get("key")), value, row.place.mark(columns[0].name), row.place.mark("key")
            )
        else:
            self.put(entry, {}, at, at)
            for column in spec.columns[1:]:
                if row.get(column.name):
                    mark = row.place.mark(column.name)
                    self.put((*entry, *column.path), from_text(row.get(column.name), column.shape), mark, mark)

    def put(self, path: tuple[str, ...], value: Any, mark: Mark, key_mark: Mark) -> None:
        """Set a value and its places; a section on the way that is no section is replaced."""
        inside = self.data
        for length, step in enumerate(path[:-1], start=1):
            if not isinstance(inside.get(step), dict):
                inside[step] = {}
            self.marks.setdefault(path[:length], key_mark)
            self.key_marks.setdefault(path[:length], key_mark)
            inside = inside[step]
        if value == {} and isinstance(inside.get(path[-1]), dict):
            return
        inside[path[-1]] = value
        self.marks[path], self.key_marks[path] = mark, key_mark

    def rosters(self) -> list[str]:
        """The rosters that have rows or are named; one the settings do not name gets a file of its own name."""
        for name in COLUMNS:
            rows, named = self.book.of(name), self.data.get(ROSTERS)
            if rows and not (isinstance(named, dict) and named.get(name)):
                mark = rows[0].place.mark(sheet(name).columns[0].name)
                self.put((ROSTERS, name), f"{name}.csv", mark, mark)
        named = self.data.get(ROSTERS)
        return [name for name in COLUMNS if isinstance(named, dict) and isinstance(named.get(name), str)]


def _rank(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)
