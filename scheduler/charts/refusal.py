"""What a chart refuses to draw, told in Chinese and English."""

from collections.abc import Sequence

from scheduler.config.nearest import nearest

WHAT_ZH = {"chart": "图", "format": "格式", "language": "语言", "adult": "人员"}


class ChartRefused(ValueError):
    """A chart that cannot be drawn as asked."""


class UnknownWord(ChartRefused):
    """A kind of chart, format, language or adult that does not exist; names the nearest that does."""

    def __init__(self, what: str, word: str, allowed: Sequence[str]) -> None:
        near = nearest(word, allowed)
        known = ", ".join(allowed[:12]) + (" ..." if len(allowed) > 12 else "")
        hint_en = f"; did you mean {near!r}?" if near else f"; choose from {known}"
        hint_zh = f"，是否指 {near}？" if near else f"，可选：{known}"
        super().__init__(f"no {what} {word!r}{hint_en} / 没有{WHAT_ZH[what]} {word!r}{hint_zh}")


class FontMissing(ChartRefused):
    """No font with Chinese characters was found; lists where it was looked for."""

    def __init__(self, tried: Sequence[str]) -> None:
        places = "; ".join(tried)
        super().__init__(
            f"no font with Chinese characters found, looked for: {places} / 找不到含汉字的字体，已查找：{places}"
        )


class GlyphMissing(ChartRefused):
    """A character no loaded font can draw: names the character, its code point and the text it stands in."""

    def __init__(self, character: str, text: str) -> None:
        point = f"U+{ord(character):04X}"
        super().__init__(
            f"no font draws {character!r} ({point}) of {text!r} / 字体中没有 {text!r} 里的字符 {character!r}（{point}）"
        )
