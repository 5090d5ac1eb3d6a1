"""Weeks side by side: every tier as the interval from bound to value, and the late minutes, one row a week."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from scheduler.atomic import write_bytes
from scheduler.charts.draw import drawing, drawn_pages, rendered
from scheduler.charts.fonts import load_fonts
from scheduler.charts.palette import BLUE, FAINT, GREY, INK, ORANGE, PAPER, SKY, VERMILION, tint
from scheduler.charts.registry import Chart
from scheduler.charts.sheet import HEADER, MARGIN, POINTS, Page, area, legend, legend_inches, new_figure, plain
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.whatif.compare import UNEQUAL, Comparison, Meaning, Side, asks_otherwise

TITLE = ("几种情形并排比较", "Weeks side by side")
ROW, TOP, BETWEEN, FIELD = 0.34, 0.34, 0.18, 1.75
LEAST_NAMES, MOST_NAMES = 1.2, 4.6
"""Inches for the names of the weeks."""
NAME_SIZE, VALUE_SIZE = 8.0, 6.8
SIGNS = {Meaning.SAME: ("o", GREY), Meaning.BETTER: ("v", BLUE), Meaning.WORSE: ("^", VERMILION)}
WORDS = {
    Meaning.SAME.value: ("相同", "the same"),
    Meaning.BETTER.value: ("更好，已证明", "better, proven"),
    Meaning.WORSE.value: ("更差，已证明", "worse, proven"),
    Meaning.OPEN.value: ("未证明（区间重叠）", "not proven (intervals overlap)"),
    "base": ("第一行的数值", "the first row's value"),
    "band": ("从下限到数值（箭头：下限更低）", "from bound to value (arrow: the bound is lower)"),
    "late": ("晚间分钟：最少至最多", "late minutes: least to most"),
    "none": ("没有计划", "no plan"),
    "unequal": ("＊需求与第一行不同，数值不是同一件事的", "* asks for something else than the first row"),
}
TIERS = {
    TierName.SHORTAGE: ("缺口", "shortage"),
    TierName.PLACES: ("志愿代价", "rank cost of places"),
    TierName.LOAD: ("晚间不均（分钟）", "uneven late minutes"),
    TierName.MONEY: ("补助（元）", "allowances, yuan"),
    TierName.WISHES: ("意愿与走动", "wishes, walking"),
}


def draw_compare(problem: Problem, found: Comparison, file: Path, language: str) -> Path:
    """Draw a comparison into a PNG file and return it. Raises ChartRefused before anything is written, and OSError."""
    nobody = Plan(problem.school, problem.days[0].date, problem.mode.value, (), (), (), (), (), (), (), (), ())
    view = view_of(problem, nobody, language, load_fonts(None))
    with drawing(view.fonts):
        for _, figure in drawn_pages(Chart("compare", TITLE, lambda v: iter((page(v, found),))), view, ""):
            write_bytes(file, rendered(figure, "png"))
    return file


def page(view: View, found: Comparison) -> Page:
    """One page: a row a week, a column a tier, the late minutes at the right."""
    sides = (found.base, *found.others)
    handles = _handles(view, sides)
    longest = max(view.fonts.width(side.name, NAME_SIZE) for side in sides) / POINTS + 0.3
    names = min(MOST_NAMES, max(LEAST_NAMES, longest))
    width = 2 * MARGIN + names + 6 * (FIELD + BETWEEN)
    foot = legend_inches(view, handles, width) + 0.35
    height = HEADER + TOP + ROW * len(sides) + foot
    figure = new_figure(view, view.pick(TITLE), width, height)
    for column in range(6):
        left = MARGIN + names + column * (FIELD + BETWEEN)
        axes = area(figure, left, foot, width - left - FIELD, HEADER + TOP)
        _frame(axes, len(sides))
        if column < len(TierName):
            _tier(view, axes, sides, tuple(TierName)[column])
        else:
            _late(view, axes, sides)
        if column == 0:
            labels = [_name(view, side, found.base, names) for side in sides]
            axes.set_yticks(range(len(sides)), labels, fontsize=NAME_SIZE)
    legend(figure, view, handles)
    return Page(figure)


def _name(view: View, side: Side, base: Side, inches: float) -> str:
    """What a week is called, with a star when it does not ask for what the base asks for."""
    star = UNEQUAL if asks_otherwise(base, side) else ""
    return view.fonts.shorten(side.name, NAME_SIZE, (inches - 0.2) * POINTS) + star


def _frame(axes: Axes, rows: int) -> None:
    plain(axes)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    for row in range(rows):
        axes.axhline(row + 0.5, color=FAINT, linewidth=0.5)


def _tier(view: View, axes: Axes, sides: Sequence[Side], name: TierName) -> None:
    axes.set_title(view.pick(TIERS[name]), fontsize=NAME_SIZE, color=INK, pad=5)
    figures = [next((tier for tier in side.tiers if tier.name is name), None) for side in sides]
    values = [tier.value for tier in figures if tier is not None]
    floor = min(values, default=0) - _reach(values)
    _span(axes, [*values, *(max(floor, tier.bound) for tier in figures if tier is not None)])
    if figures[0] is not None:
        axes.axvline(figures[0].value, color=INK, linewidth=0.8, linestyle="--")
    for row, tier in enumerate(figures):
        if tier is None:
            axes.text(0.5, row, view.pick(WORDS["none"]), transform=axes.get_yaxis_transform(), **_text("center"))
            continue
        shown = max(floor, tier.bound)
        axes.plot((shown, tier.value), (row, row), color=tint(SKY, 0.9), linewidth=4, solid_capstyle="butt")
        if shown > tier.bound:
            axes.plot([shown], [row], marker="<", markersize=5, color=tint(SKY, 0.9))
        marker, colour = SIGNS.get(tier.meaning or Meaning.SAME, ("D", ORANGE))
        colour = INK if tier.meaning is None else colour
        face = PAPER if tier.meaning is Meaning.OPEN else colour
        axes.plot([tier.value], [row], marker=marker, markersize=5, markeredgecolor=colour, markerfacecolor=face)
        axes.text(
            0.985, row, f"{tier.value:,} [{tier.bound:,}]", transform=axes.get_yaxis_transform(), **_text("right")
        )


def _late(view: View, axes: Axes, sides: Sequence[Side]) -> None:
    axes.set_title(view.pick(WORDS["late"]), fontsize=NAME_SIZE, color=INK, pad=5)
    late = [None if side.figures is None else side.figures.late for side in sides]
    _span(axes, [n for one in late if one is not None for n in (one.least, one.most)])
    for row, one in enumerate(late):
        if one is not None:
            axes.plot((one.least, one.most), (row, row), color=INK, linewidth=1.2, marker="|", markersize=7)
            label = f"{one.least}–{one.most} ({one.spread})"
            axes.text(0.985, row, label, transform=axes.get_yaxis_transform(), **_text("right"))


def _reach(values: Sequence[int]) -> int:
    """How far below the least value bounds are still drawn in full: as far as the values lie apart, a tenth of them at
    least."""
    return max(max(values, default=0) - min(values, default=0), max(map(abs, values), default=0) // 10, 1)


def _span(axes: Axes, known: Sequence[int]) -> None:
    """The axis holds all values, with room at the right for the figures in words."""
    low, high = min(known, default=0), max(known, default=0)
    wide = max(high - low, 1)
    axes.set_xlim(low - 0.1 * wide, high + 1.3 * wide)


def _text(align: str) -> dict[str, Any]:
    return {"ha": align, "va": "center", "fontsize": VALUE_SIZE, "color": INK}


def _handles(view: View, sides: Sequence[Side]) -> list[Artist]:
    signs = {**SIGNS, Meaning.OPEN: ("D", ORANGE)}
    found: list[Artist] = [
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label=view.pick(WORDS["base"])),
        Line2D([], [], color=tint(SKY, 0.9), linewidth=4, label=view.pick(WORDS["band"])),
    ]
    for meaning, (marker, colour) in signs.items():
        face = PAPER if meaning is Meaning.OPEN else colour
        style: dict[str, Any] = {"marker": marker, "markeredgecolor": colour, "markerfacecolor": face, "markersize": 5}
        found.append(Line2D([], [], linestyle="none", label=view.pick(WORDS[meaning]), **style))
    if any(asks_otherwise(sides[0], side) for side in sides):
        found.append(Line2D([], [], linestyle="none", label=view.pick(WORDS["unequal"])))
    return found
