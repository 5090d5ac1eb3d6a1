"""The rows of the settings sheet: which may be filled in, and what each is."""

from collections.abc import Iterator
from functools import cache

from scheduler.template.book import dotted, steps
from scheduler.template.shape import Field, Holds, school_fields

_OFFERED_BLANK = ("school", "policy", "calendar", "homework", "clubs_rule")
"""Sections whose every value has a row, set or not; the policy's numbers are too many for that."""


@cache
def blank_settings() -> tuple[str, ...]:
    """The paths of all settings a workbook offers."""
    sections = (field for field in school_fields() if field.name in _OFFERED_BLANK)
    return tuple(dotted(path) for section in sections for path in _paths(section, ()))


def setting_about(path: str, language: str) -> str:
    """What a setting is, in words; empty for one the schema does not know."""
    fields: tuple[Field, ...] = school_fields()
    said: list[str] = []
    for step in steps(path):
        found = next((field for field in fields if field.name == step), None)
        if found is None:
            said.append(step)
            continue
        said.append(found.title[0 if language == "zh" else 1])
        inner = found.shape.inner
        fields = found.shape.fields or (inner.fields if inner else ())
    return " · ".join(said) if said[-1:] != [path] else ""


def _paths(field: Field, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    path = (*above, field.name)
    if field.shape.holds is Holds.GROUP:
        for inner in field.shape.fields:
            yield from _paths(inner, path)
    else:
        yield path
