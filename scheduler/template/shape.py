"""What a field of the schema holds, read from its JSON Schema, and how that is written in one cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from scheduler.config.build_tables import NO, YES
from scheduler.config.finding import InputRefused
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import DATE_PATTERN
from scheduler.config.yaml_reader import parse_yaml
from scheduler.config.yaml_writer import inline

NULL = "null"
"""What stands for a deleted value of the policy pack."""
INLINE = "yaml:"
"""Begins a value that is written as YAML, where no cell of the other sheets can hold it."""
_JOIN, _OUTER, _IS = "+", "; ", "="
_DIGITS = re.compile("0|-?[1-9][0-9]{0,14}")
_DECIMAL = re.compile("-?(0|[1-9][0-9]{0,14})[.][0-9]{1,15}")


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    SWITCH = "switch"
    DATE = "date"
    CHOICE = "choice"
    LIST = "list"
    MAP = "map"
    GROUP = "group"


@dataclass(frozen=True)
class Shape:
    """The shape of one value. `inner` is what a list or a map holds, `fields` those of a section.

    `alone`: a list or a map may be written as one single value instead. `fixed`: how many a list always has.
    """

    holds: Holds
    options: tuple[str, ...] = ()
    inner: "Shape | None" = None
    fields: tuple["Field", ...] = ()
    alone: bool = False
    fixed: int | None = None


@dataclass(frozen=True)
class Field:
    """A field of a section: its name as written, its title in Chinese and English, and whether it must be there."""

    name: str
    title: tuple[str, str]
    required: bool
    shape: Shape


TEXT = Shape(Holds.TEXT)


@cache
def school_fields() -> tuple[Field, ...]:
    """The sections of a school file, in the order of the schema."""
    schema = SchoolFile.model_json_schema(by_alias=True)
    return _fields(schema, schema["$defs"])


def shape_at(path: Sequence[str]) -> Shape:
    """The shape of the value at a path of the school file; text where the schema has no such field."""
    shape = Shape(Holds.GROUP, fields=school_fields())
    for step in path:
        if shape.holds is Holds.GROUP:
            shape = next((field.shape for field in shape.fields if field.name == step), TEXT)
        else:
            shape = shape.inner or TEXT
    return shape


def to_text(value: Any) -> str:
    """A plain value as one cell: items joined by `+`, entries as `key=value`, lists of lists by `; `."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return NULL
    if isinstance(value, dict):
        return _JOIN.join(f"{key}{_IS}{to_text(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return (_OUTER if any(isinstance(item, list) for item in value) else _JOIN).join(map(to_text, value))
    return f"{value}"


def from_text(text: str, shape: Shape) -> Any:
    """The plain value of a cell, as the YAML of a school would have it; what cannot be read stays text, to be refused
    by the schema."""
    if text == NULL:
        return None
    if text.startswith(INLINE):
        return _from_yaml(text)
    if shape.holds is Holds.SWITCH:
        word = text.casefold()
        return True if word in YES else False if word in NO else text
    if shape.holds is Holds.NUMBER:
        return _number(text)
    if shape.holds is Holds.MAP and (not shape.alone or _IS in text):
        pairs = [part.partition(_IS) for part in _parts(text, _JOIN)]
        return {key.strip(): from_text(inner.strip(), shape.inner or TEXT) for key, _, inner in pairs}
    if shape.holds is Holds.LIST and (not shape.alone or _JOIN in text):
        nested = shape.inner is not None and shape.inner.holds is Holds.LIST
        parts = _parts(text.replace("；", ";"), ";") if nested else _parts(text, _JOIN)
        return [from_text(part, shape.inner or TEXT) for part in parts]
    numbers = shape.holds is Holds.LIST and shape.inner is not None and shape.inner.holds is Holds.NUMBER
    return _number(text) if numbers else text


def cell_of(value: Any, shape: Shape) -> str | None:
    """The cell of a value; None when the cell would not give the value back."""
    text = to_text(value)
    fits = text and text == text.strip() and _same(from_text(text, shape), value) and not text.startswith(("=", INLINE))
    return text if fits else None


def inline_text(value: Any) -> str:
    """Any plain value as a cell of the settings."""
    return to_text(value) if value is None else f"{INLINE} {inline(value)}"


def _same(read: Any, value: Any) -> bool:
    """Whether two plain values mean the same: one value stands for a list of one, numbers for their digits."""
    return read == value or (isinstance(value, list) and len(value) == 1 and f"{read}" == f"{value[0]}" != "")


def _from_yaml(text: str) -> Any:
    try:
        return parse_yaml(f"value: {text.removeprefix(INLINE).strip()}", "").data.get("value")
    except InputRefused:
        return text


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _number(text: str) -> Any:
    if _DIGITS.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _fields(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> tuple[Field, ...]:
    required = schema.get("required", ())
    return tuple(
        Field(name, _title(part), name in required, _shape(part, definitions))
        for name, part in schema["properties"].items()
    )


def _title(part: Mapping[str, Any]) -> tuple[str, str]:
    zh, _, en = str(part.get("description", "")).partition(" / ")
    return zh, en


def _shape(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> Shape:
    if "$ref" in part:
        return _shape(definitions[part["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in part:
        several = [_shape(option, definitions) for option in part["anyOf"] if option.get("type") != "null"]
        several.sort(key=lambda shape: shape.holds not in (Holds.LIST, Holds.MAP))
        first = several[0]
        return first if len(several) == 1 else Shape(first.holds, inner=first.inner, fixed=first.fixed, alone=True)
    if "enum" in part or "const" in part:
        words = part.get("enum") or [part["const"]]
        return _numbers_or(words, Shape(Holds.CHOICE, options=tuple(f"{word}" for word in words)))
    kind = part.get("type")
    if kind == "array":
        fixed = part.get("minItems") if part.get("minItems") == part.get("maxItems") else None
        return Shape(Holds.LIST, inner=_shape(part["items"], definitions), fixed=fixed)
    if kind == "object":
        return _object(part, definitions)
    plain = {"boolean": Holds.SWITCH, "integer": Holds.NUMBER, "number": Holds.NUMBER}
    return Shape(Holds.DATE if part.get("pattern") == DATE_PATTERN else plain.get(f"{kind}", Holds.TEXT))


def _numbers_or(words: Sequence[Any], otherwise: Shape) -> Shape:
    return Shape(Holds.NUMBER) if all(isinstance(word, int) for word in words) else otherwise


def _object(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> Shape:
    inside = [*part.get("patternProperties", {}).values()]
    if isinstance(part.get("additionalProperties"), dict):
        inside.append(part["additionalProperties"])
    if inside:
        return Shape(Holds.MAP, inner=_shape(inside[0], definitions))
    fields = _fields(part, definitions)
    return Shape(Holds.GROUP, fields=fields, inner=fields[0].shape)
