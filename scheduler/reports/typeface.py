"""The faces printed documents are set in: text in the serif face, headings in the sans one, and what they lack."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

from scheduler.charts.lookup import PACKAGE, PROBE, candidates
from scheduler.charts.refusal import FontMissing
from scheduler.reports.public import masked
from scheduler.reports.refusal import MissingGlyphs

FAMILY = 1
"""Number of the family's name in a font's name table."""


@dataclass(frozen=True)
class Face:
    """One font file, its family name and the code points it can draw."""

    file: Path
    family: str
    points: frozenset[int]


@dataclass(frozen=True)
class Typefaces:
    """The serif face of text (宋体) and the sans face of headings (黑体); the same where only one is found."""

    text: Face
    heading: Face

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders the files lie in."""
        return tuple(dict.fromkeys(str(face.file.parent) for face in (self.text, self.heading)))

    @cached_property
    def points(self) -> frozenset[int]:
        """The code points that one of the faces can draw, and the blanks, which need no drawing."""
        return self.text.points | self.heading.points | frozenset(map(ord, "\n\t\r "))

    def lacking(self, text: str) -> str:
        """The characters of a text that neither face can draw, each once."""
        return "".join(dict.fromkeys(c for c in text if ord(c) not in self.points))

    def check(self, content: Any, names: Mapping[str, str]) -> None:
        """Raise MissingGlyphs naming every character of the content that cannot be drawn, and whose name it is in."""
        missing: dict[tuple[str, str], None] = {}
        for text in texts_of(content):
            for character in self.lacking(text):
                bearers = [
                    f"{key} {name}"
                    for key, name in names.items()
                    if character in name and (name in text or masked(name) in text)
                ]
                for where in bearers or [text]:
                    missing[character, where] = None
        if missing:
            raise MissingGlyphs(tuple(missing))


@lru_cache(maxsize=1)
def typefaces() -> Typefaces:
    """The faces of the installed font package, else a font of the system for both.

    Raises FontMissing listing what was tried.
    """
    tried: list[str] = []
    for candidate in candidates(None, tried):
        heading = _open(candidate)
        if heading is not None and all(ord(character) in heading.points for character in PROBE):
            return Typefaces(_serif(heading), heading)
    raise FontMissing(tried)


def texts_of(content: Any) -> Iterator[str]:
    """Every text of nested data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from texts_of(value)
    elif isinstance(content, Iterable):
        for value in content:
            yield from texts_of(value)


def _serif(heading: Face) -> Face:
    """The package's serif face where the sans one is the package's too, else the same face."""
    if find_spec(PACKAGE) is not None:
        from pylopdf_fonts_zh_cn import serif_path

        beside = Path(serif_path())
        found = _open(beside) if beside.parent == heading.file.parent else None
        if found is not None:
            return found
    return heading


def _open(file: Path) -> Face | None:
    try:
        font = TTFont(file, lazy=True, fontNumber=0)
    except (OSError, TTLibError):
        return None
    with font:
        family = font["name"].getDebugName(FAMILY)
        return Face(file, str(family), frozenset(font.getBestCmap() or ()))
