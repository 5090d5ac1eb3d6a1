"""A scenario file from plain data, as the reader of school files takes it back."""

from collections.abc import Mapping
from typing import Any

import yaml


def scenario_text(title: str, reason: str, layer: Mapping[str, Any]) -> str:
    """The text of a scenario file: its title and reason, then the sections it changes, in the order given."""
    head = {"scenario": {"title": title, "reason": reason}}
    return _yaml(head, flow=False) + (_yaml(dict(layer), flow=None) if layer else "")


def _yaml(data: Mapping[str, Any], flow: bool | None) -> str:
    """YAML text; `flow` None puts the innermost lists and mappings on one line."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=118)
