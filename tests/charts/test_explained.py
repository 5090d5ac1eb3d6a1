"""The page of clashes and ways out: every word on it, a mark on the right days, bars as long as their prices."""

from datetime import timedelta
from pathlib import Path

import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from small import MONDAY, small_problem

from scheduler.calendar.clock import Interval
from scheduler.charts.explained import MOST_LINES, SIZE, draw_explained, pages, wrapped
from scheduler.charts.fonts import load_fonts
from scheduler.charts.palette import PAPER
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.barred import Reason
from scheduler.explain.clashes import Clashes
from scheduler.explain.conflict import Against, Conflict, Proof, Wanted
from scheduler.explain.count import count_first
from scheduler.explain.explanation import Explanation
from scheduler.explain.questions import Scope
from scheduler.explain.shortage import Part
from scheduler.explain.ways.way import Change, Way, WaysOut

PRICES = (4, 10, 20)


def explanation(problem: Problem) -> Explanation:
    """One clash on Monday and Wednesday; three ways, of which the last only helps."""
    dates = (MONDAY, MONDAY + timedelta(2))
    wanted = Wanted(78, "adult", Part("first_aid", 1), dates, Interval(950, 1140))
    against = Against(Reason(42, "sessions"), "adult", ("T1", "T2"), 8)
    clash = Conflict("staff", Scope.EVERY, (wanted,), (against,), (Reason(42, "sessions"),), Proof.SMALLEST, True)
    ways = tuple(
        Way((Change(RemedyKind.QUALIFY, 1, price, f"办法 {price}", f"way {price}"),), price, 30, after, False, {})
        for price, after in zip(PRICES, (0, 0, 10), strict=True)
    )
    return Explanation(count_first(problem), (), Clashes((clash,)), WaysOut(30, ways, True, 1.0))


def drawn(language: str, found: Explanation, problem: Problem) -> Figure:
    """The page."""
    nobody = Plan(problem.school, MONDAY, "roster", (), (), (), (), (), (), (), (), ())
    return next(pages(view_of(problem, nobody, language, load_fonts(None)), found)).figure


@pytest.mark.parametrize(
    ("language", "said"), [("zh", ("办法 20", "20 分 · 缺口 30 → 10")), ("en", ("way 20", "4 points"))]
)
def test_words_marks_and_bars_say_what_the_explanation_says(language: str, said: tuple[str, ...]) -> None:
    """Five days: two marked, three not. Bars are in the proportion of 4 : 10 : 20."""
    problem = small_problem()
    figure = drawn(language, explanation(problem), problem)
    told = " ".join(text.get_text() for text in texts_of(figure))
    assert all(words in told for words in said)
    assert "T1" in told
    above, below = figure.axes
    marked = [same_color(box.get_facecolor(), PAPER) for box in above.patches if isinstance(box, Rectangle)]
    assert marked == [True, False, True, False, False]
    widths = [bar.get_width() for bar in below.patches if isinstance(bar, Rectangle)]
    assert [round(width / widths[0], 6) for width in widths] == [price / PRICES[0] for price in PRICES]


def test_nothing_that_clashes_and_no_way_out_are_said_in_words(tmp_path: Path) -> None:
    """A page all the same, with both said; and it is a PNG file."""
    problem = small_problem()
    nothing = Explanation(count_first(problem), ())
    told = " ".join(text.get_text() for text in texts_of(drawn("en", nothing, problem)))
    assert "No clash was found" in told
    assert "No way out is told" in told
    file = draw_explained(problem, explanation(problem), tmp_path / "explained.png", "zh")
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("words", ["缺急救" * 200, "first aid, " * 200, "one", ""])
def test_lines_are_never_wider_than_their_room_nor_too_many(words: str) -> None:
    """Three inches; nothing is lost but what is beyond the last line."""
    fonts = load_fonts(None)
    lines = wrapped(fonts, words, 3.0)
    assert len(lines) <= MOST_LINES
    assert all(fonts.width(line, SIZE) <= 3.0 * 72 for line in lines)
    assert words.startswith(lines[0])
    assert (len(lines) < MOST_LINES) == (words in ("one", ""))
