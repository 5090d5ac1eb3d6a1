"""Load of the staff: late minutes and number of duties of everybody who serves, most burdened first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from scheduler.charts.palette import BLUE, FAINT, GREY, INK, ORANGE, PAPER, VERMILION, edge, tint
from scheduler.charts.sheet import (
    HEADER,
    LEGEND_SIZE,
    MARGIN,
    POINTS,
    Page,
    area,
    legend,
    legend_inches,
    new_figure,
    nothing,
    plain,
)
from scheduler.charts.view import View

TITLE = ("负担与公平", "Load and fairness")
ROW_ADULTS = 72
MOST_ROWS = 4
LATE_INCHES, DUTY_INCHES, BETWEEN = 1.25, 0.7, 0.62
LABELS = 0.5
OTHER_HATCH = "////"
NAME_SIZE = 6.5


@dataclass(frozen=True, slots=True)
class Load:
    """One adult's week: late minutes, duties, and whether the fairness group holds the adult."""

    adult: str
    late: int
    duties: int
    fair: bool


def loads(view: View) -> list[Load]:
    """Everybody with a duty or in the fairness group: that group first, each by late minutes, duties and id."""
    fair = {adult.id for adult in view.fairness_group}
    adults = [a for a in view.problem.adults if a in fair or a in view.engagements]
    found = [Load(a, view.late.get(a, 0), len(view.engagements.get(a, ())), a in fair) for a in adults]
    return sorted(found, key=lambda load: (not load.fair, -load.late, -load.duties, load.adult))


def pages(view: View) -> Iterator[Page]:
    """Rows of at most 72 adults, late minutes above and duties below; at most four rows a page."""
    everybody = loads(view)
    if not any(load.duties for load in everybody):
        yield nothing(view, view.pick(TITLE), "nothing" if view.empty else "no_duties")
        return
    rows = _rows(everybody, ROW_ADULTS)
    for first in range(0, len(rows), MOST_ROWS):
        yield _page(view, rows[first : first + MOST_ROWS], everybody)


def _rows(everybody: Sequence[Load], most: int) -> list[Sequence[Load]]:
    each = ceil(len(everybody) / ceil(len(everybody) / most))
    return [everybody[first : first + each] for first in range(0, len(everybody), each)]


def _page(view: View, rows: Sequence[Sequence[Load]], everybody: Sequence[Load]) -> Page:
    each = max(len(row) for row in rows)
    width = max(9.5, 2 * MARGIN + LABELS + each * 0.19)
    handles = _handles(view)
    top, foot = HEADER + 0.45, legend_inches(view, handles, width)
    row_height = LATE_INCHES + DUTY_INCHES + BETWEEN
    height = top + foot + row_height * len(rows)
    figure = new_figure(view, view.pick(TITLE), width, height)
    _summary(view, figure, everybody)
    most = max([load.late for load in everybody] + [1]), max(load.duties for load in everybody)
    for index, row in enumerate(rows):
        above = top + index * row_height
        late = area(figure, MARGIN + LABELS, height - above - LATE_INCHES, MARGIN, above)
        duty = area(figure, MARGIN + LABELS, height - above - LATE_INCHES - DUTY_INCHES, MARGIN, above + LATE_INCHES)
        _late(view, late, row, each, most[0], everybody)
        _duties(view, duty, row, each, most[1])
    legend(figure, view, handles)
    return Page(figure)


def _late(view: View, axes: Axes, row: Sequence[Load], each: int, most: int, everybody: Sequence[Load]) -> None:
    _bars(axes, row, [load.late for load in row], BLUE)
    axes.set_ylim(0, most * 1.18)
    axes.set_xlim(-0.7, each - 0.3)
    axes.set_xticks([])
    axes.set_ylabel(view.say("late"), fontsize=7.5, color=INK)
    fair = [load.late for load in everybody if load.fair]
    inside = [index for index, load in enumerate(row) if load.fair]
    if fair and inside:
        axes.hlines(sum(fair) / len(fair), -0.7, inside[-1] + 0.5, colors=VERMILION, linewidth=1.2, linestyles="--")
    if inside and len(inside) < len(row):
        axes.axvline(inside[-1] + 0.5, color=INK, linewidth=0.8, linestyle=":")
    for index, load in enumerate(row):
        _number(axes, index, load.late + most * 0.02, load.late, 4.8, "bottom")


def _duties(view: View, axes: Axes, row: Sequence[Load], each: int, most: int) -> None:
    _bars(axes, row, [load.duties for load in row], ORANGE)
    soft = view.problem.policy.soft_sessions
    top = max(most, soft) * 1.3
    axes.set_ylim(top, 0)
    axes.set_xlim(-0.7, each - 0.3)
    axes.axhline(soft, color=INK, linewidth=0.8, linestyle="-.")
    axes.set_ylabel(view.say("duties"), fontsize=7.5, color=INK)
    step = max(1, ceil(top / 4))
    axes.set_yticks(range(step, int(top) + 1, step))
    room = BETWEEN * POINTS - 8
    names = [view.fonts.shorten(view.who(load.adult), NAME_SIZE, room) for load in row]
    axes.set_xticks(range(len(row)), names, fontsize=NAME_SIZE, rotation=90)
    axes.tick_params(axis="x", length=0, pad=2)
    for index, load in enumerate(row):
        _number(axes, index, load.duties + top * 0.03, load.duties, 5.4, "top")


def _number(axes: Axes, x: float, y: float, value: int, size: float, side: Literal["top", "bottom"]) -> None:
    """A bar's number on a patch of paper of its own, so that no line runs through it."""
    patch = {"boxstyle": "square,pad=0.08", "facecolor": PAPER, "edgecolor": "none"}
    axes.text(x, y, str(value), fontsize=size, color=INK, ha="center", va=side, bbox=patch, zorder=4)


def _bars(axes: Axes, row: Sequence[Load], heights: Sequence[int], colour: str) -> None:
    plain(axes)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    for fair in (True, False):
        places = [index for index, load in enumerate(row) if load.fair is fair]
        axes.bar(
            places,
            [heights[index] for index in places],
            width=0.78,
            color=tint(colour, 0.7) if fair else PAPER,
            edgecolor=edge(colour) if fair else GREY,
            linewidth=0.6,
            hatch=None if fair else OTHER_HATCH,
        )


def _summary(view: View, figure: Figure, everybody: Sequence[Load]) -> None:
    fair = [load.late for load in everybody if load.fair]
    parts = []
    if fair:
        most, least = max(fair), min(fair)
        parts.append(view.say("mean", mean=sum(fair) / len(fair)))
        parts.append(view.say("spread", most=most, least=least, spread=most - least))
    width, height = figure.get_size_inches()
    text = view.fonts.shorten(
        " · ".join([*parts, view.say("load.note")]), LEGEND_SIZE + 1, (width - 2 * MARGIN) * POINTS
    )
    figure.text(MARGIN / width, 1 - (HEADER + 0.08) / height, text, fontsize=LEGEND_SIZE + 1, color=INK, va="top")


def _handles(view: View) -> list[Artist]:
    soft = view.problem.policy.soft_sessions
    return [
        Patch(facecolor=tint(BLUE, 0.7), edgecolor=edge(BLUE), label=view.say("late")),
        Patch(facecolor=tint(ORANGE, 0.7), edgecolor=edge(ORANGE), label=view.say("duties")),
        Patch(facecolor=PAPER, edgecolor=GREY, hatch=OTHER_HATCH, label=view.say("others")),
        Line2D([], [], color=VERMILION, linestyle="--", linewidth=1.2, label=view.say("mean.line")),
        Line2D([], [], color=INK, linestyle="-.", linewidth=0.8, label=view.say("soft", count=soft)),
    ]
