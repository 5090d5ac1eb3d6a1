"""Fonts: found in a stated order, measured like they are drawn, and refused by name where they fall short."""

from pathlib import Path

import pytest
from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from scheduler.charts import lookup
from scheduler.charts.draw import drawing
from scheduler.charts.fonts import load_fonts
from scheduler.charts.refusal import FontMissing, GlyphMissing

DEJAVU = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def test_the_packaged_font_draws_chinese() -> None:
    """The family is the package's, with Latin behind it."""
    fonts = load_fonts()
    assert fonts.families == ("Noto Sans SC", "DejaVu Sans")
    assert all(fonts.covers(character) for character in "课后服务 5+2 ▶…−")


def test_a_font_without_chinese_is_refused_by_its_path() -> None:
    """A Latin font given explicitly is no Chinese font."""
    with pytest.raises(FontMissing, match=r"DejaVuSans\.ttf"):
        load_fonts(DEJAVU)


def test_an_absent_font_file_is_refused_by_its_path(tmp_path: Path) -> None:
    """The message names the file; no other font is taken silently."""
    with pytest.raises(FontMissing, match=r"mine\.otf"):
        load_fonts(tmp_path / "mine.otf")


def test_without_package_and_system_font_all_places_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error lists the package and every system name that was looked for."""
    monkeypatch.setattr(lookup, "PACKAGE", "no_such_font_package")
    monkeypatch.setattr(lookup, "SYSTEM_NAMES", ("No Such Sans",))
    with pytest.raises(FontMissing, match="no_such_font_package; No Such Sans"):
        load_fonts.__wrapped__()


@pytest.mark.parametrize("text", ["作 C101", "homework 40p T001+1", "兴趣小组…"])
def test_measured_width_is_the_drawn_width(text: str) -> None:
    """Within kerning and hinting: 4 % or 2 pixels at 20 points."""
    fonts = load_fonts()
    with drawing(fonts):
        figure = Figure(dpi=72)
        drawn = figure.text(0.1, 0.5, text, fontsize=20)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = drawn.get_window_extent(canvas.get_renderer()).width
    assert fonts.width(text, 20) == pytest.approx(pixels, rel=0.04, abs=2)


def test_shortening_ends_in_an_ellipsis_and_fits() -> None:
    """The longest beginning that fits, or nothing at all."""
    fonts = load_fonts()
    room = fonts.width("课后…", 10)
    assert fonts.shorten("课后服务", 10, room) == "课后…"
    assert fonts.shorten("课后", 10, room) == "课后"
    assert fonts.shorten("课后服务", 10, 1) == ""


@pytest.mark.parametrize(("text", "point"), [("a\tb", "U+0009"), ("\U00013000", "U+13000")])
def test_a_character_without_glyph_is_named(text: str, point: str) -> None:
    """Tabs and rare signs are refused with their code point."""
    with pytest.raises(GlyphMissing) as refused:
        load_fonts().check_words(text)
    assert point in str(refused.value)
