"""Pages one can read: words stay on paper and off other words, legends clear of axes, at 6, 24, 60 classes."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from scheduler.charts import week_by_venue
from scheduler.charts.blocks import SIZES, fitted
from scheduler.charts.draw import drawing, drawn_pages
from scheduler.charts.fonts import load_fonts
from scheduler.charts.registry import CHARTS, Chart
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import View, view_of
from tests.charts.crowd import crowd, lose_adults, named_crowd

PIXEL = 1.0
PLACES = "ranks", "demand", "first_choice", "flow"
"""Charts that draw pupils by name; the others are tried before enrolment."""


@cache
def people(named: bool, classes: int, language: str) -> View:
    """The crowd a chart is tried on, with long names for adults and one of them missing."""
    problem, plan = named_crowd(classes) if named else crowd(classes)
    names = {"T001": "欧阳上官司马诸葛老师", "U001": "Bartholomew Featherstonehaugh"}
    return view_of(problem, lose_adults(plan, "T002"), language, load_fonts(), names)


def overlapping(found: Sequence[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other by more than a pixel."""
    return [
        (one, other)
        for (one, box), (other, second) in combinations(found, 2)
        if box.x0 < second.x1 - PIXEL and second.x0 < box.x1 - PIXEL
        if box.y0 < second.y1 - PIXEL and second.y0 < box.y1 - PIXEL
    ]


def extents(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every shown text with the box it takes on the page, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return [
        (text.get_text(), text.get_window_extent(canvas.get_renderer()))
        for text in texts_of(figure)
        if text.get_visible() and text.get_text().strip()
    ]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
@pytest.mark.parametrize(("classes", "language"), [(6, "en"), (24, "zh"), (60, "en")])
def test_all_words_stay_on_the_page_and_those_about_places_apart(chart: Chart, classes: int, language: str) -> None:
    """No text is cut by an edge of the paper; labels, numbers, headings and notes of places keep off each other."""
    view = people(chart.kind in PLACES, classes, language)
    with drawing(view.fonts):
        for _, figure in drawn_pages(chart, view, "plan.json sha256 0123456789ab"):
            width, height = figure.bbox.width, figure.bbox.height
            found = extents(figure)
            outside = [
                words
                for words, box in found
                if box.x0 < -PIXEL or box.y0 < -PIXEL or box.x1 > width + PIXEL or box.y1 > height + PIXEL
            ]
            assert outside == []
            assert chart.kind not in PLACES or overlapping(found) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_blocks_of_the_week_share_words(language: str) -> None:
    """With 24 classes no text in the table of venues lies over another."""
    view = view_of(*crowd(24), language, load_fonts())
    with drawing(view.fonts):
        figure = next(week_by_venue.pages(view)).figure
        assert overlapping(extents(figure)) == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_legends_and_axes_share_no_room(chart: Chart) -> None:
    """The lowest axes with their tick labels end above the highest row of the legend."""
    view = people(chart.kind in PLACES, 6, "en")
    with drawing(view.fonts):
        for _, figure in drawn_pages(chart, view, ""):
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            renderer = canvas.get_renderer()
            highest = max(legend.get_window_extent(renderer).y1 for legend in figure.legends)
            lowest = min(axes.get_tightbbox(renderer).y0 for axes in figure.axes)
            assert highest <= lowest + PIXEL


def test_full_words_come_before_large_ones() -> None:
    """A line is set smaller before it is shortened, and shortened before it is left out."""
    fonts = load_fonts()
    line = ("作 C101", "C101")
    whole = fonts.width(line[0], SIZES[-1])
    assert fitted(fonts, (line,), 200, 40) == ("作 C101", SIZES[0])
    assert fitted(fonts, (line,), whole + 0.1, 40) == ("作 C101", SIZES[-1])
    assert fitted(fonts, (line,), whole - 0.1, 40)[0] == "C101"
    assert fitted(fonts, (("课后服务",),), fonts.width("课后…", SIZES[-1]) + 0.1, 40)[0] == "课后…"
    assert fitted(fonts, (line,), 200, SIZES[-1])[0] == ""


def test_pages_hold_every_line_once() -> None:
    """The 60 lines of 60 classes come in the order of the school file, cut into runs."""
    view = view_of(*crowd(60), "zh", load_fonts())
    venues = [line.venue for line in week_by_venue.venue_lines(view)]
    order = [venue for venue in view.problem.site.venues if venue.startswith("R")]
    assert venues == order
    assert all(first != second for first, second in pairwise(venues))
