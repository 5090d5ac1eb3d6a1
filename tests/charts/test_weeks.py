"""Charts of weeks side by side and of sweeps: every glyph there, in both languages, for every shape of result."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from small import small_problem

from scheduler.charts import compare as beside
from scheduler.charts import frontier as front
from scheduler.charts.fonts import load_fonts
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import TierName
from scheduler.whatif.compare import Comparison, Side, compare
from scheduler.whatif.sweep import Axis, Frontier, Point, paying_of
from tests.whatif.weeks import point, week

NONE = Side("关闭体育馆", why_none=("没有时间", "no time"))
PNG = b"\x89PNG"


def compared() -> Comparison:
    """One week of every meaning, and one without a plan."""
    base = week(places=(10, 8), money=(500, 0))
    return compare(
        base, [week("更好 better", places=(7, 6)), week("worse", places=(12, 11)), week("open", places=(9, 0)), NONE]
    )


def swept(*points: Point, second: tuple[int, ...] = ()) -> Frontier:
    """Points along one axis, or two."""
    axes = [
        Axis("volunteers", ("志愿者", "volunteers"), tuple(dict.fromkeys(p.values[0] for p in points)), 0, True, False)
    ]
    if second:
        axes.append(Axis("participation", ("参加", "participation"), second, 100, False, True))
    assert points[0].side is not None
    paying = tuple(p for tier in TierName if (p := paying_of(points, tier)) is not None)
    return Frontier("s", "2026-11-02", tuple(axes), points[0].side, points, paying if not second else ())


def words(figure: Figure) -> list[str]:
    """All texts of a page."""
    return [text.get_text() for text in texts_of(figure)]


def seen(language: str) -> View:
    """The small school's view."""
    problem = small_problem()
    return view_of(problem, week().plan, language, load_fonts(None))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_weeks_side_by_side_are_drawn(tmp_path: Path, language: str) -> None:
    """A file, and on it every name, value and bound, and who has no plan."""
    file = beside.draw_compare(small_problem(), compared(), tmp_path / "compare.png", language)
    assert file.read_bytes()[:4] == PNG
    texts = words(beside.page(seen(language), compared()).figure)
    assert {"更好 better", "worse", "open", "关闭体育馆", "10 [8]", "7 [6]", "9 [0]"} <= set(texts)
    assert texts.count({"zh": "没有计划", "en": "no plan"}[language]) == 5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_frontier_is_drawn_with_a_point_without_a_plan(tmp_path: Path, language: str) -> None:
    """Three points and a hole."""
    points = [point(v, shortage=(9 - v, 5 - v), money=(100 + v, 90)) for v in range(3)]
    found = swept(*points, Point("q=3", (3,), NONE))
    file = front.draw_frontier(small_problem(), found, tmp_path / "frontier.png", language)
    assert file.read_bytes()[:4] == PNG
    assert {"zh": "没有计划", "en": "no plan"}[language] in words(front.page(seen(language), found).figure)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_quantities_are_heat_maps_with_value_and_bound(tmp_path: Path, language: str) -> None:
    """2 x 2 cells, one of them without a plan."""
    cells = [Point(f"{v},{s}", (v, s), point(v, shortage=(v + s, v)).side) for v in (0, 1) for s in (90, 100)]
    found = swept(*cells[:3], Point("1,100", (1, 100), NONE), second=(90, 100))
    assert front.draw_frontier(small_problem(), found, tmp_path / "f.png", language).read_bytes()[:4] == PNG
    texts = words(front.page(seen(language), found).figure)
    assert {"90", "[0]", "91", "[1]", "90%", "100%"} <= set(texts)


def test_one_point_and_equal_values_are_drawn(tmp_path: Path) -> None:
    """Nothing to divide by."""
    assert front.draw_frontier(small_problem(), swept(point(0)), tmp_path / "f.png", "en").exists()
    flat = swept(*(Point(f"{v}", (v, 1), point(v).side) for v in (0, 1)), second=(1,))
    assert front.draw_frontier(small_problem(), flat, tmp_path / "g.png", "en").exists()
    assert beside.draw_compare(small_problem(), compare(week(), []), tmp_path / "c.png", "zh").exists()
