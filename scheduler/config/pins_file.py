"""A file of pins: what plans are to keep or not to do, and what they had better keep or not do, in planner's words.

What the words mean is for `scheduler.statements.pinned`, which knows the week.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from scheduler.config.beside import Refused, beside
from scheduler.config.build_findings import Complaints
from scheduler.config.finding import InputRefused
from scheduler.config.schema_json import DIALECT
from scheduler.config.schema_types import Sentence, Strict, said
from scheduler.config.schema_words import validate
from scheduler.config.source import Document
from scheduler.config.yaml_reader import read_yaml


class PinsFile(Strict):
    """Statements in four lists; the two last may end in a weight: (weak), (normal), (strong) or a number of points."""

    keep: list[Sentence] = said("必须如此", "what must be so", factory=list)
    forbid: list[Sentence] = said("不许如此", "what must not be so", factory=list)
    prefer: list[Sentence] = said("最好如此", "what had better be so", factory=list)
    avoid: list[Sentence] = said("最好不如此", "what had better not be so", factory=list)


def pins_schema() -> dict[str, Any]:
    """JSON Schema of a file of pins, for editors."""
    return {"$schema": DIALECT, **PinsFile.model_json_schema(), "title": "固定与意愿文件 file of pins"}


def read_pins_file(path: Path) -> Document:
    """A file of pins with the place of every statement. Raises InputRefused with every fault of its form."""
    document = read_yaml(path)
    model, faults = validate(PinsFile, document)
    if model is None:
        raise InputRefused(faults)
    return document


def own_pins(name: str | None, folder: Path, complaints: Complaints) -> Document | None:
    """The file of pins a school names; None without one, or with its faults recorded."""
    found = None if name is None else beside(folder, name)
    if isinstance(found, Refused):
        complaints.found.append(complaints.document.finding(("pins",), *found.rule, found.hint))
    elif found is not None:
        try:
            return read_pins_file(found)
        except InputRefused as refused:
            complaints.found.extend(refused.findings)
    return None


def pins_text(head: str, keep: Sequence[str]) -> str:
    """The text of a file of pins that keeps the statements, under a line of comment; it is read back as they are."""
    return f"# {head}\n" + yaml.safe_dump({"keep": list(keep)}, allow_unicode=True, width=1000)
