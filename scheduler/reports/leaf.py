"""Parts of a printed document as plain data, as the templates take them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Part = Mapping[str, Any]
Words = Sequence[str | float]
"""A sentence: texts, and lengths in centimetres of lines to write on."""


def paragraph(*words: str | float) -> Part:
    """A paragraph of texts and of lines to write on."""
    return {"kind": "paragraph", "text": list(words)}


def points(lines: Iterable[Words]) -> Part:
    """Lines one below the other."""
    return {"kind": "points", "points": [list(line) for line in lines]}


def grid(columns: Sequence[tuple[str, float, bool]], rows: Iterable[Sequence[str]]) -> Part:
    """A table; a column is its title, its share of the width and whether it is centred."""
    said = [{"title": title, "share": share, "centre": centre} for title, share, centre in columns]
    return {"kind": "table", "columns": said, "rows": [list(row) for row in rows]}


def section(head: str, *parts: Part) -> Part:
    """A heading and what stands below it."""
    return {"head": head, "parts": list(parts)}
