"""The sheets of a school's workbook and their columns, all derived from the schema and the rosters' columns.

A section of entries is a sheet with a row an entry; a field of an entry that maps to lists (papers, availability,
lessons of a grade) is a sheet of its own with a row an entry of it; every roster is a sheet; all else is a row of the
sheet of settings, by its dotted path. A field added to the schema appears here by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from scheduler.config.build_tables import COLUMNS
from scheduler.config.headers import Column, plain_header
from scheduler.config.schema_types import SCHOOL_WEEKDAYS
from scheduler.template.shape import TEXT, Field, Holds, Shape, school_fields

SETTINGS = "settings"
ROSTERS = "rosters"
_LANGUAGES = ("zh", "en")
LEFT_OUT = ("scenario",)
"""Sections a school file never holds."""
_DATE = Shape(Holds.DATE)
_YES = Shape(Holds.SWITCH)

Texts = tuple[str, str]
"""A text in Chinese and in English."""


@dataclass(frozen=True)
class ColumnSpec:
    """One column: its name, its titles, what its cells hold, and the sheet whose ids they must be, if any.

    `path`: where the value stands inside an entry; empty for keys.
    """

    name: str
    title: Texts
    shape: Shape = TEXT
    required: bool = False
    refers: str | None = None
    path: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def short(self, language: str) -> str:
        """The title as far as the first comma."""
        return re.split("[，,;；]", self.title[0 if language == "zh" else 1])[0]

    def header(self, language: str) -> str:
        """The header as printed: the short title over the name the files use."""
        title = self.short(language)
        return self.name if plain_header(title) == plain_header(self.name) else f"{title}\n{self.name}"


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: its name, its titles, its columns and those of them that say which entry a row is.

    `section` is the field of the school file it holds; `field` that of an entry, for a sheet of its own; None for a
    roster.
    """

    name: str
    title: Texts
    columns: tuple[ColumnSpec, ...]
    keys: tuple[str, ...]
    section: str | None = None
    field: str | None = None
    pairs: bool = False
    """Whether entries are single values."""
    several: bool = False
    """Whether rows with the same keys belong together."""

    @property
    def label(self) -> str:
        """The word its sheet's name ends in."""
        return self.field or self.name

    def sheet_name(self, language: str) -> str:
        """What the sheet is called in a workbook: at most 31 characters, ending in its label."""
        title = re.split(r"[（，；(,:]", self.title[0 if language == "zh" else 1])[0].strip()
        return self.label if language == "en" else f"{title[: 30 - len(self.label)]} {self.label}"

    def readable(self) -> list[Column]:
        """The columns with every word their headers may be: name, printed headers, and titles no other column has."""
        titles = Counter(plain_header(column.short(language)) for column in self.columns for language in _LANGUAGES)
        found = []
        for column in self.columns:
            words = [*column.aliases, *(column.header(language).replace("\n", " ") for language in _LANGUAGES)]
            words += [title for title in map(column.short, _LANGUAGES) if titles[plain_header(title)] == 1]
            found.append(
                Column(column.name, tuple(word for word in dict.fromkeys(words) if word != column.name), False)
            )
        return found

    def column(self, name: str) -> ColumnSpec:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


_REFERS: Mapping[str, str] = {
    "gates.building": "buildings",
    "venues.building": "buildings",
    "venues.homeroom": "homerooms",
    "homerooms.classroom": "venues",
    "homerooms.teacher": "adults",
    "adults.building": "buildings",
    "adults.provider": "providers",
    "clubs.provider": "providers",
    "extra_needs.id": "homerooms",
    "survey.id": "homerooms",
    "equipment.id": "",
    "pupils.homeroom": "homerooms",
    "pupils.support": "support_groups",
    "lessons.adult": "adults",
    "lessons.homeroom": "homerooms",
    "lessons.venue": "venues",
    "expected.homeroom": "homerooms",
    "interest.club": "clubs",
    "luck.pupil": "pupils",
}
_ENTRY: Mapping[str, tuple[Texts, tuple[Texts, ...]]] = {
    "adults.available": (("星期", "weekday"), (("在校时段", "hours at school"),)),
    "adults.papers": (("材料", "paper"), (("首日", "first valid day"), ("末日", "last valid day"))),
    "bells.afternoon_lessons": (
        ("年级", "grade"),
        tuple(zip(("周一", "周二", "周三", "周四", "周五"), SCHOOL_WEEKDAYS, strict=True)),
    ),
}
"""Words for the key and the values of a field that is a sheet of its own."""
_ROSTER_KEYS: Mapping[str, tuple[str, ...]] = {
    "pupils": ("pupil",),
    "lessons": ("adult", "weekday"),
    "expected": ("homeroom", "weekday"),
    "interest": ("club",),
    "luck": ("pupil",),
}
_ROSTER_SHAPES: Mapping[str, Shape] = {
    "consent_from": _DATE,
    "consent_until": _DATE,
    "needs_adult": _YES,
    "fee_exempt": _YES,
    "weekday": Shape(Holds.CHOICE, options=SCHOOL_WEEKDAYS),
    "season": Shape(Holds.CHOICE, options=("summer", "winter")),
    "weeks": Shape(Holds.CHOICE, options=("odd", "even")),
    **dict.fromkeys(("period", "p1", "p2", "extended", "evening", "lost"), Shape(Holds.NUMBER)),
}


@cache
def sheets() -> tuple[SheetSpec, ...]:
    """Every sheet, in the order of the workbook."""
    return (_settings(), *_sections(), *(_roster(name) for name in COLUMNS))


def sheet(name: str) -> SheetSpec:
    """The sheet of a name."""
    return next(found for found in sheets() if found.name == name)


def in_settings(section: str) -> bool:
    """Whether a section's values are rows of the settings."""
    return all(found.section != section for found in sheets())


def _settings() -> SheetSpec:
    columns = (
        ColumnSpec("path", ("设置项", "setting"), required=True),
        ColumnSpec("value", ("值", "value")),
        ColumnSpec("about", ("说明", "what it is")),
    )
    return SheetSpec(SETTINGS, ("设置", "settings"), columns, ("path",))


def _sections() -> Iterator[SheetSpec]:
    for field in school_fields():
        if field.name in LEFT_OUT or field.shape.holds is not Holds.MAP or field.shape.inner is None:
            continue
        key = ColumnSpec("id", ("编号", "id"), required=True, refers=_REFERS.get(f"{field.name}.id"))
        if field.shape.inner.holds is not Holds.GROUP:
            value = ColumnSpec("value", ("值", "value"), field.shape.inner, True)
            yield SheetSpec(field.name, field.title, (key, value), ("id",), field.name, pairs=True)
            continue
        own = [inner for inner in field.shape.inner.fields if not _apart(inner)]
        columns = (key, *(column for inner in own for column in _columns(field.name, inner)))
        yield SheetSpec(field.name, field.title, columns, ("id",), field.name)
        yield from (_part(field, inner) for inner in field.shape.inner.fields if _apart(inner))


def _apart(field: Field) -> bool:
    """Whether a field is a sheet of its own: a map to lists."""
    inner = field.shape.inner
    return field.shape.holds is Holds.MAP and inner is not None and inner.holds is Holds.LIST


def _columns(section: str, field: Field, above: tuple[str, ...] = (), title: Texts = ("", "")) -> Iterator[ColumnSpec]:
    """The column of a field; those of its own fields for a section inside an entry."""
    path = (*above, field.name)
    said = (
        f"{title[0]}{'·' if title[0] else ''}{field.title[0]}",
        f"{title[1]}{': ' if title[1] else ''}{field.title[1]}",
    )
    if field.shape.holds is Holds.GROUP and not field.shape.alone:
        for inner in field.shape.fields:
            yield from _columns(section, inner, path, said)
        return
    name = ".".join(path)
    yield ColumnSpec(name, said, field.shape, field.required and not above, _REFERS.get(f"{section}.{name}"), path)


def _part(section: Field, field: Field) -> SheetSpec:
    """The sheet of a field that maps to lists: the entry, the key, then the list in one column or in several."""
    key, values = _ENTRY.get(f"{section.name}.{field.name}", (field.title, (field.title,)))
    inner = field.shape.inner or TEXT
    fixed = inner.fixed if inner.fixed == len(values) else None
    shapes = [inner.inner or TEXT] * fixed if fixed else [inner]
    name = f"{section.name}.{field.name}"
    columns = (
        ColumnSpec("id", ("编号", "id"), required=True, refers=section.name),
        ColumnSpec("key", key, required=True),
        *(
            ColumnSpec(f"value{number}" if fixed else "value", title, shape, True)
            for number, (title, shape) in enumerate(zip(values, shapes, strict=True), start=1)
        ),
    )
    return SheetSpec(name, field.title, columns, ("id", "key"), section.name, field.name)


def _roster(name: str) -> SheetSpec:
    columns = tuple(
        ColumnSpec(
            column.name,
            (column.aliases[0] if column.aliases else column.name, column.name.replace("_", " ")),
            _ROSTER_SHAPES.get(column.name, TEXT),
            column.required,
            _REFERS.get(f"{name}.{column.name}"),
            aliases=column.aliases,
        )
        for column in COLUMNS[name]
    )
    rosters = next(field for field in school_fields() if field.name == ROSTERS)
    title = next(inner.title for inner in rosters.shape.fields if inner.name == name)
    return SheetSpec(name, title, columns, _ROSTER_KEYS[name], several=name == "lessons")
