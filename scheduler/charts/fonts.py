"""The fonts of all charts: found once, checked for every character, measured without drawing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

from scheduler.charts.lookup import PROBE, candidates
from scheduler.charts.refusal import FontMissing, GlyphMissing

LATIN = "DejaVu Sans"
_MEASURED_AT = 64.0
_BREAKS = re.compile(r"\n")


@dataclass(frozen=True)
class Fonts:
    """The Chinese font and the Latin one behind it, by family name, in the order characters are looked up."""

    families: tuple[str, str]
    faces: tuple[FT2Font, FT2Font]
    _maps: tuple[frozenset[int], frozenset[int]]
    _advances: dict[str, float] = field(default_factory=dict, compare=False)

    def covers(self, character: str) -> bool:
        """Whether one of the fonts has the character."""
        return any(ord(character) in points for points in self._maps)

    def width(self, text: str, size: float) -> float:
        """Width in points of one line of text at a font size in points, without kerning."""
        return size * sum(self._advance(character) for character in text)

    def shorten(self, text: str, size: float, room: float) -> str:
        """The text, or its longest beginning with an ellipsis that is at most `room` points wide."""
        if self.width(text, size) <= room:
            return text
        for length in range(len(text) - 1, 0, -1):
            short = text[:length].rstrip() + "…"
            if self.width(short, size) <= room:
                return short
        return ""

    def check(self, texts: Iterable[Text]) -> None:
        """Raise GlyphMissing for the first character of a shown text that no font has."""
        for text in texts:
            if text.get_visible():
                self.check_words(text.get_text())

    def check_words(self, words: str) -> None:
        """Raise GlyphMissing for the first character that no font has."""
        for character in _BREAKS.sub("", words):
            if not self.covers(character):
                raise GlyphMissing(character, words)

    def _advance(self, character: str) -> float:
        known = self._advances.get(character)
        if known is None:
            face = next((f for f, m in zip(self.faces, self._maps, strict=True) if ord(character) in m), None)
            known = 1.0
            if face is not None:
                glyph = face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
                known = glyph.linearHoriAdvance / 65536 / _MEASURED_AT
            self._advances[character] = known
        return known


@lru_cache(maxsize=8)
def load_fonts(path: Path | None = None) -> Fonts:
    """The fonts to draw with: the file given, else the installed font package, else a font of the system.

    Raises FontMissing listing what was tried, also when a file given is absent or has no Chinese characters.
    """
    tried: list[str] = []
    for candidate in candidates(path, tried):
        chinese = _open(candidate)
        if chinese is None:
            continue
        points = frozenset(chinese.get_charmap())
        if all(ord(character) in points for character in PROBE):
            fontManager.addfont(str(candidate))
            latin = FT2Font(findfont(FontProperties(family=[LATIN]), fallback_to_default=True))
            for face in (chinese, latin):
                face.set_size(_MEASURED_AT, 72)
            return Fonts((chinese.family_name, LATIN), (chinese, latin), (points, frozenset(latin.get_charmap())))
    raise FontMissing(tried)


def _open(candidate: Path) -> FT2Font | None:
    try:
        return FT2Font(str(candidate))
    except (OSError, RuntimeError):
        return None
