"""JSON Schema of the files a planner writes, for editors that complete and check YAML."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from scheduler.config.changes.apply import CHANGES
from scheduler.config.changes.listing import changes_schema
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_rules import Rules
from scheduler.config.schema_types import Strict, said

KINDS = ("school", "policy", "term", "scenario")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCHOOL_ONLY = ("policy", "term", "pins")
_SCHOOL_MUST_SAY = ["school", "policy"]
_TITLES = {
    "school": "学校文件 school file",
    "policy": "政策包 policy pack",
    "term": "学期文件 term file",
    "scenario": "情景文件 scenario file",
}


class PolicyFile(Strict):
    """A policy pack: the one section `rules`."""

    rules: Rules = said("政策数值", "numbers of the policy")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file: school, policy, term or scenario.

    A term or scenario file is laid over others, so nothing is required there and null deletes an entry. In
    school.yaml only `school` and `policy` are required: the rest may come from the term file.

    Raises:
        ValueError: for another kind, naming the nearest.
    """
    if kind not in KINDS:
        hint = nearest(kind, KINDS)
        meant = (f"; did you mean {hint}?", f"；是不是 {hint}？") if hint else ("", "")
        raise ValueError(
            f"schema {kind!r} must be one of {', '.join(KINDS)}{meant[0]}"
            f" / 模式 {kind!r} 应为 {'、'.join(KINDS)} 之一{meant[1]}"
        )
    model: type[BaseModel] = PolicyFile if kind == "policy" else SchoolFile
    schema = model.model_json_schema(by_alias=True)
    if kind == "school":
        schema["required"] = _SCHOOL_MUST_SAY
        schema["$defs"] = _rules_loosened(schema["$defs"])
    elif kind != "policy":
        schema = _loosened(schema)
        schema["properties"] = {n: part for n, part in schema["properties"].items() if n not in _SCHOOL_ONLY}
    if kind == "scenario":
        schema["properties"] = {**schema["properties"], CHANGES: changes_schema(schema["$defs"])}
    return {"$schema": DIALECT, **_named_by_pattern(schema), "title": _TITLES[kind]}


def _named_by_pattern(schema: Any) -> Any:
    """The schema with names listed under `propertyNames` given as a pattern instead.

    Editors read the key 0 as a number and find it in no list of strings; a pattern they try on the key as written.
    """
    if isinstance(schema, list):
        return [_named_by_pattern(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    names = schema.get("propertyNames")
    listed = names.get("enum") if isinstance(names, dict) else None
    kept = {name: _named_by_pattern(part) for name, part in schema.items() if listed is None or name != "propertyNames"}
    if listed is not None:
        pattern = f"^({'|'.join(map(re.escape, listed))})$"
        kept |= {"patternProperties": {pattern: kept["additionalProperties"]}, "additionalProperties": False}
    return kept


def _rules_loosened(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """The definitions with nothing required inside `rules`, which a school writes only to override."""
    inside = {"Rules"}
    waiting = ["Rules"]
    while waiting:
        for name in _references(definitions[waiting.pop()]):
            if name not in inside:
                inside.add(name)
                waiting.append(name)
    return {name: _loosened(part) if name in inside else part for name, part in definitions.items()}


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"].rsplit("/", 1)[1]] if isinstance(schema.get("$ref"), str) else []
        return own + [name for part in schema.values() for name in _references(part)]
    return [name for part in schema for name in _references(part)] if isinstance(schema, list) else []


def _loosened(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a layer: no field required, and null allowed wherever a field or entry stands."""
    loose = {name: part for name, part in schema.items() if name not in ("required", "minProperties")}
    if "$defs" in loose:
        loose["$defs"] = {name: _loosened(part) for name, part in loose["$defs"].items()}
    for group in ("properties", "patternProperties"):
        if isinstance(loose.get(group), dict):
            loose[group] = {name: _or_null(part) for name, part in loose[group].items()}
    if isinstance(loose.get("additionalProperties"), dict):
        loose["additionalProperties"] = _or_null(loose["additionalProperties"])
    return loose


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {name: schema[name] for name in ("title", "description") if name in schema}
    inner = {name: part for name, part in _loosened(schema).items() if name not in about}
    return {**about, "anyOf": [inner, {"type": "null"}]}
