"""Plain data as YAML text that `yaml_reader` takes back: one entry a line, quotes only where they are needed."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from scheduler.config.yaml_reader import resolve

_WIDE = re.compile("[，、：]")


class _Dumper(yaml.SafeDumper):
    """Quotes what the reader would not take for the same text, and nothing else."""


_Dumper.yaml_implicit_resolvers = {}


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    quoted = not isinstance(resolve(value), str) or _WIDE.search(value) or value != value.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


def _decimal(dumper: _Dumper, value: float) -> yaml.ScalarNode:
    text = f"{value}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0")
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{text}0" if text.endswith(".") else text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _decimal)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
_Dumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("null"), list("n"))
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("-?[0-9]+$"), list("-0123456789"))
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile("-?[0-9]+[.][0-9]+$"), list("-0123456789"))


def inline(value: Any) -> str:
    """A value on one line, as it stands after `key: `."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6
    )
    return text.strip().removesuffix("...").strip()


def yaml_text(data: Mapping[str, Any], about: Mapping[str, str] | None = None) -> str:
    """Sections, each with its comment from `about`; a section of sections has one entry a line, others are one line."""
    lines = []
    for section, value in data.items():
        if about and section in about:
            lines += ["", f"# {about[section]}"]
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            lines += [f"{section}:", *(f"  {inline(key)}: {inline(inner)}" for key, inner in value.items())]
        else:
            lines.append(f"{section}: {inline(value)}")
    return "\n".join(lines).lstrip("\n") + "\n"
