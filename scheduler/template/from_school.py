"""The files of a school as a book: every value a row of some sheet, none left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.config.load import school_file
from scheduler.config.own import read_own
from scheduler.config.source import Document, FieldPath, Mark
from scheduler.template.book import Book, InDocument, InTable, Row, canonical_row, dotted
from scheduler.template.layout import LEFT_OUT, SETTINGS, SheetSpec, in_settings, sheet, sheets
from scheduler.template.shape import Holds, Shape, cell_of, inline_text, shape_at


def book_of_school(path: Path) -> Book:
    """The book of a school's own files, without its policy pack. Raises InputRefused when one cannot be read."""
    document, tables = read_own(path)
    found = _Rows(document)
    for section, value in document.data.items():
        if section not in LEFT_OUT:
            found.section(section, value)
    for name, table in tables.items():
        spec = sheet(name)
        found.rows[name] = [
            Row(canonical_row(cells, spec), InTable(table, number)) for number, cells in enumerate(table.rows)
        ]
    return Book(Mark(str(school_file(path)), 1, 1), found.rows)


@dataclass
class _Rows:
    """The rows gathered from a document."""

    document: Document
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def section(self, name: str, value: Any) -> None:
        """Add the rows of a section."""
        if in_settings(name) or not isinstance(value, dict):
            self._settings((name,), value, shape_at((name,)))
            return
        spec = sheet(name)
        for key, entry in value.items():
            if spec.pairs:
                self._pair(spec, key, entry)
            elif isinstance(entry, dict):
                self._entry(spec, key, entry)
            else:
                self._setting((name, key), entry)

    def _add(self, spec: SheetSpec, path: FieldPath, cells: Mapping[str, str]) -> None:
        self.rows.setdefault(spec.name, []).append(Row(canonical_row(cells, spec), InDocument(self.document, path)))

    def _setting(self, path: tuple[str, ...], value: Any) -> None:
        """A row of the settings that holds any value at all."""
        text = cell_of(value, shape_at(path)) or inline_text(value)
        self._add(sheet(SETTINGS), path, {"path": dotted(path), "value": text})

    def _settings(self, path: tuple[str, ...], value: Any, shape: Shape) -> None:
        """A row for each value inside a section without a sheet."""
        inside = shape.holds is Holds.GROUP or (
            shape.inner is not None and shape.inner.holds in (Holds.GROUP, Holds.MAP)
        )
        if not (isinstance(value, dict) and value and inside):
            self._setting(path, value)
            return
        for key, inner in value.items():
            self._settings((*path, key), inner, shape_at((*path, key)))

    def _pair(self, spec: SheetSpec, key: str, value: Any) -> None:
        text = cell_of(value, spec.column("value").shape)
        if text is None or value is None:
            self._setting((spec.name, key), value)
        else:
            self._add(spec, (spec.name, key), {"id": key, "value": text})

    def _entry(self, spec: SheetSpec, key: str, entry: Mapping[str, Any]) -> None:
        cells = {"id": key}
        known = {column.path: column for column in spec.columns}
        for path, value in _leaves(entry, {path[0] for path in known if len(path) > 1}):
            column = known.get(path)
            text = cell_of(value, column.shape) if column and value is not None else None
            if column is not None and text is not None:
                cells[column.name] = text
            elif not self._part(spec.name, key, path, value):
                self._setting((spec.name, key, *path), value)
        self._add(spec, (spec.name, key), cells)

    def _part(self, section: str, key: str, path: tuple[str, ...], value: Any) -> bool:
        """Add the rows of a field with a sheet of its own; False where they would not give its value back."""
        spec = next((found for found in sheets() if found.section == section and (found.field,) == path), None)
        if spec is None or not isinstance(value, dict) or not value:
            return False
        shapes = [column.shape for column in spec.columns[2:]]
        rows = []
        for name, items in value.items():
            values = items if len(shapes) > 1 else [items]
            if not isinstance(items, list) or len(values) != len(shapes):
                return False
            texts = [cell_of(item, shape) for item, shape in zip(values, shapes, strict=True)]
            if any(text is None for text in texts) or not name or name != name.strip():
                return False
            cells = {column.name: f"{text}" for column, text in zip(spec.columns[2:], texts, strict=True)}
            rows.append(((section, key, *path, name), {"id": key, "key": name, **cells}))
        for where, cells in rows:
            self._add(spec, where, cells)
        return True


def _leaves(entry: Mapping[str, Any], groups: set[str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values of an entry by path, those of its filled `groups` one by one."""
    for name, value in entry.items():
        if name in groups and isinstance(value, dict) and value:
            yield from (((name, inner), deeper) for inner, deeper in value.items())
        else:
            yield (name,), value
