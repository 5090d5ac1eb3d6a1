"""plan.json: one plan in one file, one row a line, readable, diffable, and equal to the plan when loaded back."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scheduler.atomic import write_text
from scheduler.calendar.clock import Interval, parse_interval
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Plan

FORMAT = "afterschool-plan/1"
SHOWN_ERRORS = 20
FINGERPRINT_LETTERS = 12
_PLAN = TypeAdapter(Plan)


class PlanFileError(ValueError):
    """A plan file that cannot be read: names the file, the place in it and what is wrong."""


def dump_plan(plan: Plan) -> str:
    """The text of plan.json: sorted, one list row a line, ending in its own digest. Same plan, same bytes."""
    body = _encode(plan)
    content = {"format": FORMAT, **body}
    return _layout({**content, "digest": _digest(content)})


def fingerprint(plan: Plan) -> str:
    """The first letters of the SHA-256 of the plan's plan.json: what printed pages say they were made from."""
    return hashlib.sha256(dump_plan(plan).encode()).hexdigest()[:FINGERPRINT_LETTERS]


def save_plan(plan: Plan, path: Path) -> None:
    """Write the plan atomically."""
    write_text(path, dump_plan(plan))


def load_plan(path: Path) -> tuple[Plan, bool]:
    """The plan of a file, and whether the file is as it was written (False: changed by hand).

    As written means: the digest is that of the rest, and the text is laid out as `dump_plan` does, so that nothing
    stands in it twice or unread; line ends do not count. A digest computed anew cannot be told: no secret is in it.

    Raises PlanFileError naming file, place and reason; OSError when the file cannot be opened.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise PlanFileError(f"{path}: not a plan file: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PlanFileError(f"{path}: expected format {FORMAT!r} / 应为格式 {FORMAT}")
    as_laid_out = text == _layout(content)
    untouched = content.pop("digest", None) == _digest(content) and as_laid_out
    content.pop("format")
    try:
        return _PLAN.validate_python(_decode(content), strict=False, extra="forbid"), untouched
    except (ValidationError, ValueError) as error:
        raise PlanFileError(f"{path}: {_reasons(error)}") from error


def plan_schema() -> dict[str, Any]:
    """JSON Schema of plan.json."""
    schema = _PLAN.json_schema(mode="validation")
    definitions = schema["$defs"]
    definitions["Interval"] = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"}
    definitions["SectionId"] = {"type": "string", "description": "club.strand.number"}
    schema["properties"] |= {"format": {"const": FORMAT}, "digest": {"type": "string"}}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


def _reasons(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        found = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:SHOWN_ERRORS]]
        return "; ".join(found)
    return str(error)


def _digest(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _encode(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SectionId | Interval):
        return str(value)
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict | MappingProxyType):
        return {str(key): _encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    return value


def _section(text: str) -> tuple[str, str, int]:
    club, strand, number = text.rsplit(".", 2)
    return club, strand, int(number)


def _interval(text: str) -> dict[str, int]:
    interval = parse_interval(text)
    return {"start": interval.start, "end": interval.end}


_READERS: Mapping[str, Callable[[str], Any]] = {"interval": _interval, "section": _section}


def _decode(value: Any, name: str = "", parent: str = "") -> Any:
    if isinstance(value, str):
        reader = _section if (parent, name) == ("sections", "id") else _READERS.get(name)
        return reader(value) if reader else value
    if isinstance(value, list):
        return [_decode(item, "", name) for item in value]
    if isinstance(value, dict):
        return {key: _decode(item, key, parent) for key, item in value.items()}
    return value


def _layout(content: Mapping[str, Any]) -> str:
    lines = []
    for key, value in content.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(f"  {_line(item)}" for item in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {_line(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
