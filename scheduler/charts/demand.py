"""Demand against places by club and strand, most wanted first: places, seated, first choices, asked, waiting."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from scheduler.allocation.figures import Demand
from scheduler.charts.palette import FAINT, INK, PAPER, VERMILION
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
    plain,
)
from scheduler.charts.view import View
from scheduler.charts.wishes import GRANTED, NO_PLACE, Style, no_places
from scheduler.domain.vocabulary import said

TITLE = ("社团名额供需", "Places and demand")
ROWS, ROW_INCHES, WIDTH = 40, 0.2, 11.6
LABELS, COLUMN, NOTE = 1.75, 0.52, 2.0
NUMBERS = ("places", "seated", "first", "asked", "waiting")
SEATED, PLACES = GRANTED[1], Style("none", INK)
TEXT = 7.0


def pages(view: View) -> Iterator[Page]:
    """A line for each club and strand, 40 lines a page at most."""
    none = no_places(view, view.pick(TITLE))
    if none is not None:
        yield none
        return
    found = lines(view)
    each = ceil(len(found) / ceil(len(found) / ROWS))
    for first in range(0, len(found), each):
        yield _page(view, found[first : first + each])


def lines(view: View) -> list[Demand]:
    """Every open club by strand: most waiting first, then most first choices, then most who asked."""
    return sorted(view.places.demand, key=lambda d: (-len(d.waiting), -d.first, -d.asked, d.strand, d.club))


def numbers(line: Demand) -> tuple[int, ...]:
    """The numbers of a line in the order of NUMBERS."""
    return line.places, line.seated, line.first, line.asked, len(line.waiting)


def note(view: View, line: Demand) -> str:
    """What one more place would change, and whether another section would fill; empty when neither."""
    part = said(line.part, "tier", view.language)
    told = [view.say("demand.gain", part=part, gain=f"{line.gain:+,}")] if line.gain else []
    return " · ".join([*told, *([view.say("demand.section")] if line.extra_section else [])])


def _page(view: View, found: Sequence[Demand]) -> Page:
    handles = _handles(view)
    top, foot = HEADER + 0.5, legend_inches(view, handles, WIDTH) + 0.36
    height = top + foot + max(len(found), 4) * ROW_INCHES
    figure = new_figure(view, view.pick(TITLE), WIDTH, height)
    told = view.fonts.shorten(view.say("demand.note"), LEGEND_SIZE, (WIDTH - 2 * MARGIN) * POINTS)
    figure.text(MARGIN / WIDTH, 1 - (HEADER + 0.02) / height, told, fontsize=LEGEND_SIZE, color=INK, va="top")
    right = MARGIN + NOTE + COLUMN * len(NUMBERS)
    bottom = height - top - len(found) * ROW_INCHES
    axes = area(figure, MARGIN + LABELS, bottom, right, top)
    plain(axes)
    axes.set_xlim(0, 1.06 * max(max(d.places, d.first, d.seated + len(d.waiting)) for d in found))
    axes.set_ylim(len(found), 0)
    axes.xaxis.grid(True, color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    labels = [_label(view, line) for line in found]
    axes.set_yticks([index + 0.5 for index in range(len(found))], labels, fontsize=7.5)
    axes.set_xlabel(view.say("pupils"), fontsize=7, labelpad=1)
    _draw(axes, found)
    _table(view, figure, found, WIDTH - right, height - top)
    legend(figure, view, handles)
    return Page(figure)


def _label(view: View, line: Demand) -> str:
    """The title, shortened to leave room for the strand."""
    strand = f" {line.strand}"
    room = (LABELS - 0.1) * POINTS - view.fonts.width(strand, 7.5)
    return view.fonts.shorten(line.title, 7.5, room) + strand


def _draw(axes: Axes, found: Sequence[Demand]) -> None:
    parts = (
        (SEATED, [(0, line.seated) for line in found], 0.26),
        (NO_PLACE, [(line.seated, line.seated + len(line.waiting)) for line in found], 0.26),
        (PLACES, [(0, line.places) for line in found], 0.14),
    )
    for style, ends, inset in parts:
        axes.add_collection(
            PolyCollection(
                [_box(*pair, index, inset) for index, pair in enumerate(ends) if pair[0] < pair[1]],
                facecolors=style.fill,
                edgecolors=style.outline,
                hatch=style.hatch or None,
                linewidths=0.9 if style is PLACES else 0.5,
                zorder=3 if style is PLACES else 2,
            )
        )
    axes.plot([line.first for line in found], [index + 0.2 for index in range(len(found))], **_FIRST)


_FIRST: dict[str, Any] = {
    "marker": "v",
    "markersize": 5.5,
    "color": VERMILION,
    "markeredgecolor": PAPER,
    "markeredgewidth": 0.6,
    "linestyle": "none",
    "zorder": 6,
    "clip_on": False,
}


def _box(left: float, right: float, index: int, inset: float) -> list[tuple[float, float]]:
    top, bottom = index + inset, index + 1 - inset
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _table(view: View, figure: Figure, found: Sequence[Demand], left: float, top: float) -> None:
    """The numbers of every line in columns from `left` inches, under their headings at `top` inches, and the note."""
    width, height = figure.get_size_inches()
    for column, key in enumerate(NUMBERS):
        at = (left + (column + 0.85) * COLUMN) / width
        heading = view.fonts.shorten(view.say(f"demand.{key}"), TEXT, COLUMN * POINTS - 2)
        figure.text(at, (top + 0.07) / height, heading, fontsize=TEXT, color=INK, ha="right", va="baseline")
        for index, line in enumerate(found):
            y = (top - (index + 0.52) * ROW_INCHES) / height
            figure.text(at, y, f"{numbers(line)[column]}", fontsize=TEXT, color=INK, ha="right", va="center")
    at = left + len(NUMBERS) * COLUMN + 0.1
    figure.text(at / width, (top + 0.07) / height, view.say("demand.more"), fontsize=TEXT, color=INK, va="baseline")
    for index, line in enumerate(found):
        text = view.fonts.shorten(note(view, line), TEXT, (NOTE + MARGIN - 0.2) * POINTS)
        y = (top - (index + 0.52) * ROW_INCHES) / height
        figure.text(at / width, y, text, fontsize=TEXT, color=INK, va="center")


def _handles(view: View) -> list[Artist]:
    first = Line2D(
        [], [], color=VERMILION, marker="v", markersize=5.5, linestyle="none", label=view.say("demand.firsts")
    )
    return [
        PLACES.patch(view.say("demand.places.long")),
        SEATED.patch(view.say("demand.seated.long")),
        NO_PLACE.patch(view.say("demand.waiting.long")),
        first,
    ]
