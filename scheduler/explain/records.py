"""Explanations as plain data for other programs."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay

SAID = ("zh", "en")


def to_json(record: object) -> str:
    """A record, with everything in it, as JSON text; whatever can speak is given its sentences in both languages."""
    return json.dumps(plain_data(record), ensure_ascii=False, indent=1)


def plain_data(value: object) -> Any:
    """Records as mappings, dates and intervals as text, sets in order."""
    if isinstance(value, Interval):
        return str(value)
    if isinstance(value, SchoolDay):
        return value.date.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
        say = getattr(value, "say", None)
        return data | ({"said": {language: say(language) for language in SAID}} if say else {})
    if isinstance(value, Mapping):
        return {str(key): plain_data(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain_data(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain_data(item) for item in value]
    return value
