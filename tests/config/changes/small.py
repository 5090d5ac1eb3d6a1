"""The tiny school under changes that no file holds."""

from collections.abc import Mapping
from typing import Any

import yaml

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import Loaded, with_layer
from scheduler.config.yaml_reader import parse_yaml

Change = Mapping[str, Any]


def change(text: str) -> Change:
    """A change as it is written in a scenario: `absent: T1, on: wed`."""
    found: Change = parse_yaml(f"{{{text}}}", "change").data
    return found


def layer(*texts: str) -> dict[str, Any]:
    """A scenario with these changes."""
    return {"changes": [change(text) for text in texts]}


def changed(school: Loaded, *texts: str) -> Loaded:
    """The school with these changes made, one after another."""
    return with_layer(school, layer(*texts))


def refused(school: Loaded, *texts: str) -> tuple[Finding, ...]:
    """Why the changes are refused; nothing when they are not."""
    try:
        changed(school, *texts)
    except InputRefused as error:
        return error.findings
    return ()


def written(*texts: str) -> str:
    """A scenario file with these changes."""
    return yaml.safe_dump({"scenario": {"title": "x"}, **layer(*texts)}, allow_unicode=True)
