"""Pages one can read: words stay on paper and off other words, legends clear of axes, at 6, 24, 60 classes."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from scheduler.charts import week_by_venue
from scheduler.charts.blocks import SIZES, fitted
from scheduler.charts.draw import drawing, drawn_pages
from scheduler.charts.fonts import load_fonts
from scheduler.charts.registry import CHARTS, Chart, charts_named
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from tests.charts.crowd import crowd, lose_adults, named_crowd

PIXEL = 1.0
PLACES = "ranks", "demand", "first_choice", "flow"
"""Charts that draw pupils by name; the others are tried before enrolment."""


def people(chart: Chart, classes: int) -> tuple[Problem, Plan]:
    """The crowd a chart is tried on."""
    return named_crowd(classes) if chart.kind in PLACES else crowd(classes)


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
def test_all_words_stay_on_the_page(chart: Chart, classes: int, language: str) -> None:
    """No text is cut by an edge of the paper, with long names for adults too."""
    problem, plan = people(chart, classes)
    names = {"T001": "欧阳上官司马诸葛老师", "U001": "Bartholomew Featherstonehaugh"}
    view = view_of(problem, lose_adults(plan, "T002"), language, load_fonts(), names)
    with drawing(view.fonts):
        for _, figure in drawn_pages(chart, view, "plan.json sha256 0123456789ab"):
            width, height = figure.bbox.width, figure.bbox.height
            outside = [
                words
                for words, box in extents(figure)
                if box.x0 < -PIXEL or box.y0 < -PIXEL or box.x1 > width + PIXEL or box.y1 > height + PIXEL
            ]
            assert outside == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_blocks_of_the_week_share_words(language: str) -> None:
    """With 24 classes no text in the table of venues lies over another."""
    view = view_of(*crowd(24), language, load_fonts())
    with drawing(view.fonts):
        figure = next(week_by_venue.pages(view)).figure
        assert overlapping(extents(figure)) == []


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize(("classes", "language"), [(6, "zh"), (24, "en")])
def test_no_two_words_about_places_lie_over_each_other(kind: str, classes: int, language: str) -> None:
    """Labels, numbers, headings and notes of the four charts of places keep apart."""
    view = view_of(*named_crowd(classes), language, load_fonts())
    with drawing(view.fonts):
        for _, figure in drawn_pages(charts_named([kind])[0], view, ""):
            assert overlapping(extents(figure)) == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_legends_and_axes_share_no_room(chart: Chart) -> None:
    """The lowest axes with their tick labels end above the highest row of the legend."""
    view = view_of(*people(chart, 6), "en", load_fonts())
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
