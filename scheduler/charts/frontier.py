"""The staffing frontier: shortage, first wishes, evenness and cost against a quantity, with what is proven of each; for
two quantities a heat map of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from scheduler.atomic import write_bytes
from scheduler.charts.draw import drawing, drawn_pages, rendered
from scheduler.charts.fonts import load_fonts
from scheduler.charts.palette import BLUE, FAINT, GREY, INK, PAPER, SHORT, SHORT_HATCH, SKY, VERMILION, tint
from scheduler.charts.registry import Chart
from scheduler.charts.sheet import HEADER, MARGIN, Page, area, legend, legend_inches, new_figure, plain
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.whatif.sweep import Axis, Frontier, Point

TITLE = ("配置与效果", "The staffing frontier")
WIDE, TALL, GAP, LABELS, TOP = 4.1, 2.0, 0.75, 0.6, 0.3
SIZE = 8.0
MOST_TICKS = 14
WORDS = {
    "value": ("找到的数值", "value found"),
    "band": ("到已证明的下限（第一志愿为上限）", "to the proven bound (of first wishes: the most there can be)"),
    "now": ("现状", "as it is"),
    "stop": ("从这里起没有找到更好的", "from here on nothing better was found"),
    "none": ("没有计划", "no plan"),
    "light": ("浅：更好", "light: better"),
    "dark": ("深：更差", "dark: worse"),
    "bound": ("方括号：已证明的下限（第一志愿为上限）", "in brackets: the proven bound (of first wishes: the most)"),
}
RAMP = LinearSegmentedColormap.from_list("ramp", [PAPER, tint(SKY, 0.6), BLUE])
Pair = tuple[float, float]
"""Value, and the best it can be proven to be."""


@dataclass(frozen=True)
class Measure:
    """One panel: its title, value and bound of a point (None without a plan), whether less is better, its tier."""

    title: tuple[str, str]
    of: Callable[[Point], Pair | None]
    less: bool
    tier: TierName
    form: str = "{:,.0f}"


def _tier(name: TierName) -> Callable[[Point], Pair | None]:
    def of(point: Point) -> Pair | None:
        tier = point.tier(name)
        return None if tier is None else (tier.value, tier.bound)

    return of


def _first(point: Point) -> Pair | None:
    found = None if point.side is None else point.side.figures
    if found is None:
        return None
    share, most = found.share(found.first), found.share(found.most_first)
    return None if share is None or most is None else (100 * share, 100 * most)


MEASURES = (
    Measure(("缺口", "shortage"), _tier(TierName.SHORTAGE), True, TierName.SHORTAGE),
    Measure(
        ("第一志愿占社团名额（%）", "first wishes of club places sought (%)"), _first, False, TierName.PLACES, "{:.1f}"
    ),
    Measure(("晚间不均（分钟）", "uneven late minutes"), _tier(TierName.LOAD), True, TierName.LOAD),
    Measure(("补助（元）", "allowances, yuan"), _tier(TierName.MONEY), True, TierName.MONEY),
)
PLACES = Measure(("志愿代价", "rank cost of places"), _tier(TierName.PLACES), True, TierName.PLACES)


def draw_frontier(problem: Problem, found: Frontier, file: Path, language: str) -> Path:
    """Draw a frontier into a PNG file and return it. Raises ChartRefused before anything is written, and OSError."""
    nobody = Plan(problem.school, problem.days[0].date, problem.mode.value, (), (), (), (), (), (), (), (), ())
    view = view_of(problem, nobody, language, load_fonts(None))
    with drawing(view.fonts):
        for _, figure in drawn_pages(Chart("frontier", TITLE, lambda v: iter((page(v, found),))), view, ""):
            write_bytes(file, rendered(figure, "png"))
    return file


def page(view: View, found: Frontier) -> Page:
    """One page of four panels: lines with their bands, or heat maps."""
    measures = [m if any(m.of(p) for p in found.points) else PLACES if m.of is _first else m for m in MEASURES]
    two = len(found.axes) > 1
    tall = max(TALL, 0.4 * len(found.axes[1].values)) if two else TALL
    wide = max(WIDE, 0.75 * len(found.axes[0].values)) if two else WIDE
    width = 2 * (MARGIN + LABELS + wide) + MARGIN
    handles = _map_handles(view) if two else _handles(view)
    foot = legend_inches(view, handles, width) + 0.55
    height = HEADER + 2 * (TOP + tall) + GAP + foot
    figure = new_figure(view, view.pick(TITLE), width, height)
    for index, measure in enumerate(measures):
        row, column = divmod(index, 2)
        left = MARGIN + LABELS + column * (wide + MARGIN + LABELS)
        top = HEADER + TOP + row * (tall + GAP)
        axes = area(figure, left, height - top - tall, width - left - wide, top)
        axes.set_title(view.pick(measure.title), fontsize=SIZE, color=INK, pad=5)
        (_heat if two else _line)(view, axes, found, measure)
    legend(figure, view, handles)
    return Page(figure)


def _line(view: View, axes: Axes, found: Frontier, measure: Measure) -> None:
    plain(axes)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axis = found.axes[0]
    known = [(point.values[0], pair) for point in found.points if (pair := measure.of(point)) is not None]
    xs, values, bests = [x for x, _ in known], [v for _, (v, _) in known], [b for _, (_, b) in known]
    low, high = _window(values, bests, measure.less)
    axes.fill_between(xs, values, [min(max(b, low), high) for b in bests], color=tint(SKY, 0.45), linewidth=0)
    axes.plot(xs, values, color=BLUE, linewidth=1.4, marker="o", markersize=4)
    for x in (point.values[0] for point in found.points if measure.of(point) is None):
        axes.text(x, low, view.pick(WORDS["none"]), rotation=90, fontsize=6.5, color=SHORT, ha="center", va="bottom")
    if axis.now in range(min(axis.values), max(axis.values) + 1):
        axes.axvline(axis.now, color=GREY, linewidth=0.9, linestyle=":")
    stop = next((p.found_from for p in found.paying if p.tier is measure.tier), None)
    if stop is not None and stop > axis.values[0] and measure.less:
        axes.axvline(stop, color=VERMILION, linewidth=0.9, linestyle="--")
    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    shown = axis.values[:: ceil(len(axis.values) / MOST_TICKS)]
    axes.set_xticks(shown, [axis.written(v) for v in shown], fontsize=7)
    axes.set_xlabel(_title(view, axis), fontsize=7.5, color=INK, labelpad=2)


def _window(values: Sequence[float], bests: Sequence[float], less: bool) -> tuple[float, float]:
    """What the panel shows: all values, and bounds as far off as the values lie apart, or a tenth of them."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    reach = max(high - low, 0.1 * max(abs(low), abs(high)), 1.0)
    if less:
        low = max(low - reach, min([*bests, low]))
    else:
        high = min(high + reach, max([*bests, high]))
    margin = 0.08 * (high - low) if high - low >= 1 else 1.5
    return low - margin, high + margin


def _heat(view: View, axes: Axes, found: Frontier, measure: Measure) -> None:
    across, along = found.axes
    plain(axes)
    at = {(p.values[0], p.values[1]): measure.of(p) for p in found.points}
    known = [pair[0] for pair in at.values() if pair is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    for row, second in enumerate(along.values):
        for column, first in enumerate(across.values):
            pair = at.get((first, second))
            share = 0.0 if pair is None or high == low else (pair[0] - low) / (high - low)
            dark = share if measure.less else 1 - share
            _cell(axes, (column, row), measure, pair, 0.0 if high == low else dark)
    axes.set_xlim(-0.5, len(across.values) - 0.5)
    axes.set_ylim(len(along.values) - 0.5, -0.5)
    axes.set_xticks(range(len(across.values)), [across.written(v) for v in across.values], fontsize=7)
    axes.set_yticks(range(len(along.values)), [along.written(v) for v in along.values], fontsize=7)
    axes.set_xlabel(_title(view, across), fontsize=7.5, color=INK, labelpad=2)
    axes.set_ylabel(_title(view, along), fontsize=7.5, color=INK, labelpad=2)


def _cell(axes: Axes, at: tuple[int, int], measure: Measure, pair: Pair | None, dark: float) -> None:
    """One cell of a heat map: the darker the worse, value above bound; hatched without a plan."""
    column, row = at
    face, hatch = (PAPER, SHORT_HATCH) if pair is None else (RAMP(dark), None)
    style: dict[str, Any] = {"facecolor": face, "edgecolor": SHORT if hatch else PAPER, "hatch": hatch}
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, **style))
    if pair is not None:
        words: dict[str, Any] = {"color": PAPER if dark > 0.75 else INK, "ha": "center", "va": "center"}
        axes.text(column, row - 0.14, measure.form.format(pair[0]), fontsize=7, **words)
        axes.text(column, row + 0.24, f"[{measure.form.format(pair[1])}]", fontsize=6, **words)


def _title(view: View, axis: Axis) -> str:
    return view.pick(axis.title)


def _handles(view: View) -> list[Artist]:
    return [
        Line2D([], [], color=BLUE, linewidth=1.4, marker="o", markersize=4, label=view.pick(WORDS["value"])),
        Patch(facecolor=tint(SKY, 0.45), label=view.pick(WORDS["band"])),
        Line2D([], [], color=GREY, linewidth=0.9, linestyle=":", label=view.pick(WORDS["now"])),
        Line2D([], [], color=VERMILION, linewidth=0.9, linestyle="--", label=view.pick(WORDS["stop"])),
    ]


def _map_handles(view: View) -> list[Artist]:
    return [
        Patch(facecolor=PAPER, edgecolor=GREY, label=view.pick(WORDS["light"])),
        Patch(facecolor=BLUE, label=view.pick(WORDS["dark"])),
        Patch(facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, label=view.pick(WORDS["none"])),
        Line2D(
            [], [], linestyle="none", label=view.pick(("方括号：已证明的下限或上限", "in brackets: the proven bound"))
        ),
    ]
