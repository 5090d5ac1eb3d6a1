"""Errors of the schema as findings: the place in the file, the rule in two languages, the nearest word."""

import types
from collections.abc import Callable, Mapping, Set
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.config.finding import Finding
from scheduler.config.meant import meant_id, meant_list, meant_number, meant_switch, meant_whole
from scheduler.config.nearest import nearest
from scheduler.config.personal import field_finding, names_personal_data
from scheduler.config.schema_forms import field_names, form_of
from scheduler.config.schema_refusals import new_teaching_finding, reads_as_new_teaching
from scheduler.config.schema_types import ID_RULE
from scheduler.config.source import Document, FieldPath

Model = TypeVar("Model", bound=BaseModel)

KEY = "[key]"
"""What the validator appends to the place of a mapping's key."""
_ONE_OF = ("must be one of {expected}", "应为 {expected} 之一")
_GUESSES: Mapping[str, Callable[[Any], str | None]] = {
    "list_type": meant_list,
    "bool_type": meant_switch,
    "int_type": meant_whole,
    "float_type": meant_number,
    "string_pattern_mismatch": meant_id,
}
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("this field is required: {en}", "缺少此项：{zh}"),
    "string_type": ("must be text; put it in quotes if it is", "应为文字；如确是文字请加引号"),
    "int_type": ("must be a whole number without quotes", "应为整数，不加引号"),
    "int_from_float": ("must be a whole number", "应为整数"),
    "float_type": ("must be a number without quotes", "应为数字，不加引号"),
    "bool_type": ("must be true or false, without quotes", "应为 true 或 false，不加引号"),
    "list_type": ("must be a list, like [a, b]", "应为列表，例如 [a, b]"),
    "tuple_type": ("must be a list, like [a, b]", "应为列表，例如 [a, b]"),
    "dict_type": ("must be a section of `field: value` lines", "应为若干行“字段: 值”"),
    "model_type": ("must be a section of `field: value` lines", "应为若干行“字段: 值”"),
    "greater_than_equal": ("must be >= {ge}", "不应小于 {ge}"),
    "greater_than": ("must be > {gt}", "应大于 {gt}"),
    "less_than_equal": ("must be <= {le}", "不应大于 {le}"),
    "less_than": ("must be < {lt}", "应小于 {lt}"),
    "string_too_short": ("must not be empty", "不应为空"),
    "string_too_long": ("must have at most {max_length} characters", "最多 {max_length} 个字"),
    "string_pattern_mismatch": ID_RULE,
    "too_short": (
        "must have at least {min_length} entries, not {actual_length}",
        "至少应有 {min_length} 项，现有 {actual_length} 项",
    ),
    "too_long": (
        "must have at most {max_length} entries, not {actual_length}",
        "最多应有 {max_length} 项，现有 {actual_length} 项",
    ),
    "enum": _ONE_OF,
    "literal_error": _ONE_OF,
}


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Finding]]:
    """The document as a model, or None and a finding for every error, each at its line and column.

    A required field is not called missing, nor anything inside it, where an unknown one is near enough to be meant.
    """
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    misspelt = {entry["loc"][:-1] for entry in errors if entry["loc"][-1:] == (KEY,)}
    judged = [e for e in errors if e["loc"][-1:] == (KEY,) or not _is_inside(e["loc"], misspelt)]
    findings = [(entry, _finding(model, document, entry)) for entry in judged]
    meant = {(*e["loc"][:-1], found.hint) for e, found in findings if e["type"] == "extra_forbidden"}
    return None, [found for e, found in findings if e["type"] != "missing" or not _is_inside((*e["loc"], ""), meant)]


def _is_inside(loc: tuple[int | str, ...], sections: Set[tuple[int | str | None, ...]]) -> bool:
    """Whether a place lies inside one of the sections; what a misspelt section holds is not judged."""
    return any(loc[:length] in sections for length in range(len(loc)))


def _finding(model: type[BaseModel], document: Document, error: ErrorDetails) -> Finding:
    loc, kind = error["loc"], error["type"]
    at_key = loc[-1:] == (KEY,)
    path: FieldPath = tuple(step for step in loc if step != KEY)
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_field(model, document, path)
    if kind == "missing":
        return _missing(model, document, path)
    if kind == "rule":
        return document.finding(path, context["en"], context["zh"], context["hint"], at_key)
    en, zh = _SENTENCES.get(kind, (error["msg"], error["msg"]))
    if kind in ("enum", "literal_error"):
        hint = _nearest_choice(model, path, error["input"], at_key)
    else:
        hint = _GUESSES[kind](error["input"]) if kind in _GUESSES else None
    if kind == "literal_error" and " or " not in context["expected"]:
        en, zh = "must be {expected}", "应为 {expected}"
    words = {name: _word(value) for name, value in context.items()}
    words_zh = {name: word.replace(", ", "、") for name, word in words.items()}
    return document.finding(path, en.format_map(words), zh.format_map(words_zh), hint, at_key)


def _word(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value}".replace("'", "").replace(" or ", ", ")


def _unknown_field(model: type[BaseModel], document: Document, path: FieldPath) -> Finding:
    name = f"{path[-1]}"
    mark = document.key_mark(path)
    if names_personal_data(name):
        return field_finding(mark, path)
    if reads_as_new_teaching(name):
        return new_teaching_finding(mark, path, name)
    fields = field_names(_inside(model, path[:-1]))
    hint = nearest(name, fields)
    if hint is not None:
        return mark.finding(path, "", "unknown field", "没有这个字段", hint)
    rule = f"unknown field; the fields here are {', '.join(fields)}"
    return mark.finding(path, "", rule, f"没有这个字段；此处可写 {'、'.join(fields)}")


def _missing(model: type[BaseModel], document: Document, path: FieldPath) -> Finding:
    """A required field that is not there, at the name of its section, or where a later layer deleted it."""
    en, zh = form_of(_inside(model, path[:-1]), f"{path[-1]}")
    rule, rule_zh = _SENTENCES["missing"]
    mark = document.removed.get(path) or document.key_mark(path[:-1])
    return mark.finding(path, "", rule.format(en=en), rule_zh.format(zh=zh))


def _inside(model: type[BaseModel], path: FieldPath) -> Any:
    """The type written at a path of the model; None where the path leaves it."""
    found: Any = model
    for step in path:
        found = _step(_bare(found), step)
    return _bare(found)


def _step(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((field.annotation for name, field in fields if step in (name, field.alias)), None)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _bare(annotation: Any) -> Any:
    """A type without its constraints and without `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
        else:
            return annotation


def _members(annotation: Any) -> list[Any]:
    return list(annotation) if isinstance(annotation, type) and issubclass(annotation, Enum) else []


def _nearest_choice(model: type[BaseModel], path: FieldPath, value: Any, at_key: bool) -> str | None:
    found = _inside(model, path[:-1]) if at_key else _inside(model, path)
    if at_key and get_origin(found) is dict:
        found = _bare(get_args(found)[0])
    choices = get_args(found) if get_origin(found) is Literal else _members(found)
    return nearest(f"{value}", [f"{choice}" for choice in choices])
