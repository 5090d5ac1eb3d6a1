"""Drawing a plan: every chart asked for, as PNG, SVG or PDF files that are whole or absent."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from scheduler.atomic import write_bytes
from scheduler.charts.fonts import Fonts, load_fonts
from scheduler.charts.refusal import UnknownWord
from scheduler.charts.registry import Chart, charts_named
from scheduler.charts.sheet import Page, footer, texts_of
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import fingerprint

FORMATS: Mapping[str, dict[str, Any]] = {
    "png": {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 4}},
    "svg": {"metadata": {"Date": None, "Creator": None}},
    "pdf": {"metadata": {"CreationDate": None, "Creator": None, "Producer": None}},
}
"""Formats with what makes their bytes depend on the plan alone."""
_UNSAFE = re.compile(r"[^\w.-]")


def draw(
    problem: Problem,
    plan: Plan,
    folder: Path,
    *,
    language: str,
    formats: Sequence[str] = ("png",),
    kinds: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    adults: Sequence[str] = (),
    font: Path | None = None,
) -> tuple[Path, ...]:
    """Draw the charts of a plan into a folder and return the files written, in the order drawn.

    Files are `kind.png`, or `kind-1.png`, `kind-2.png`, ... and `adult_week-<id>.png`. Only ids are shown unless
    `names` maps them; `adults` are drawn a page each instead of a handful chosen. The same plan gives the same bytes.

    Raises ChartRefused (UnknownWord, FontMissing, GlyphMissing) before the page concerned is written, and OSError.
    """
    for wanted in formats:
        if wanted not in FORMATS:
            raise UnknownWord("format", wanted, tuple(FORMATS))
    charts = charts_named(kinds, by_name=problem.roster)
    view = view_of(problem, plan, language, load_fonts(font), names, adults)
    stamp = stamp_of(plan)
    written: list[Path] = []
    with drawing(view.fonts):
        for chart in charts:
            for name, figure in drawn_pages(chart, view, stamp):
                for wanted in formats:
                    path = folder / f"{name}.{wanted}"
                    write_bytes(path, rendered(figure, wanted))
                    written.append(path)
    return tuple(written)


def stamp_of(plan: Plan) -> str:
    """What the foot of a page says of the plan: the first letters of the sha256 of its plan.json."""
    return f"plan.json sha256 {fingerprint(plan)}"


@contextmanager
def drawing(fonts: Fonts) -> Iterator[None]:
    """The settings all charts are made under; put back afterwards."""
    settings: Any = {
        "font.family": list(fonts.families),
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "hatch.linewidth": 0.6,
        "svg.hashsalt": "afterschool",
        "svg.fonttype": "path",
        "pdf.fonttype": 3,
        "path.simplify": True,
    }
    with rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from font")
        yield


def drawn_pages(chart: Chart, view: View, stamp: str) -> Iterator[tuple[str, Figure]]:
    """(file name without ending, figure) of every page of a chart, with its footer, checked for missing characters."""
    pages = list(chart.pages(view))
    for number, page in enumerate(pages, start=1):
        footer(page.figure, view, stamp, number, len(pages))
        view.fonts.check(texts_of(page.figure))
        yield _name(chart, page, number, len(pages)), page.figure


def rendered(figure: Figure, wanted: str) -> bytes:
    """The bytes of a page in a format: `png`, `svg` or `pdf`."""
    buffer = BytesIO()
    figure.savefig(buffer, format=wanted, dpi=figure.dpi, **FORMATS[wanted])
    return buffer.getvalue()


def _name(chart: Chart, page: Page, number: int, count: int) -> str:
    if page.slug:
        return f"{chart.kind}-{_UNSAFE.sub('_', page.slug)}"
    return chart.kind if count == 1 else f"{chart.kind}-{number}"
