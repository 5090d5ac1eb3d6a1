"""How a field of the schema is written, in a phrase of either language, taken from its JSON Schema."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

Form = tuple[str, str]
"""A phrase in English and in Chinese."""

_PLAIN: Mapping[str, Form] = {
    "boolean": ("true or false", "true 或 false"),
    "array": ("a list, like [a, b]", "列表，例如 [a, b]"),
    "object": ("a section of `field: value` lines", "若干行“字段: 值”"),
    "string": ("text", "文字"),
}


def field_names(model: type[BaseModel]) -> list[str]:
    """The fields of a section as they are written, in the order of the schema."""
    return [field.alias or name for name, field in model.model_fields.items()]


def form_of(model: type[BaseModel], name: str) -> Form:
    """What the field is for and what its value looks like: `length of a lesson, like 60min`."""
    schema = _schema(model)
    about = schema["properties"][name]
    zh, _, en = about["description"].partition(" / ")
    form_en, form_zh = _form(about, schema.get("$defs", {}))
    return f"{en}, {form_en}", f"{zh}，{form_zh}"


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _form(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> Form:
    if "$ref" in part:
        return _form(definitions[part["$ref"].rsplit("/", 1)[1]], definitions)
    if "enum" in part:
        words = [f"{word}" for word in part["enum"]]
        return f"one of {', '.join(words)}", f"{'、'.join(words)} 之一"
    if "const" in part:
        return f"{part['const']}", f"{part['const']}"
    if "examples" in part:
        return f"like {part['examples'][0]}", f"例如 {part['examples'][0]}"
    if "anyOf" in part:
        return _form(part["anyOf"][0], definitions)
    if part["type"] in ("integer", "number"):
        return _number(part)
    if "properties" in part:
        fields = part.get("required") or list(part["properties"])
        return f"a section with {', '.join(fields)}", f"其中写 {'、'.join(fields)}"
    return _PLAIN[part["type"]]


def _number(part: Mapping[str, Any]) -> Form:
    what = ("a whole number", "整数") if part["type"] == "integer" else ("a number", "数字")
    bounds = [
        f"{sign} {part[name]:g}"
        for name, sign in (("exclusiveMinimum", ">"), ("minimum", ">="), ("maximum", "<="))
        if name in part
    ]
    return " ".join([what[0], " and ".join(bounds)]).strip(), " ".join([what[1], "，".join(bounds)]).strip()
