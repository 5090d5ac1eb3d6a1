"""What the charts of club places share: how ranks look, and when there is no place to draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch

from scheduler.charts.palette import BLUE, GREY, INK, PAPER, SHORT, SHORT_HATCH, VERMILION, edge, tint
from scheduler.charts.sheet import Page, nothing
from scheduler.charts.view import View

NUMBER_SIZE = 6.5


@dataclass(frozen=True, slots=True)
class Style:
    """How a share of a bar looks: fill, outline and hatch, so that it can be told without colour."""

    fill: str
    outline: str
    hatch: str = ""

    def patch(self, label: str) -> Patch:
        """Its legend entry."""
        return Patch(facecolor=self.fill, edgecolor=self.outline, hatch=self.hatch or None, linewidth=0.7, label=label)


GRANTED = (
    Style(tint(BLUE, 0.75), edge(BLUE)),
    Style(tint(BLUE, 0.5), edge(BLUE), "//"),
    Style(tint(BLUE, 0.32), edge(BLUE), "\\\\"),
    Style(tint(BLUE, 0.18), edge(BLUE), ".."),
    Style(tint(BLUE, 0.08), edge(BLUE), "--"),
)
"""Wishes 1 to 4, and all after them."""
OUTSIDE = Style(tint(VERMILION, 0.45), edge(VERMILION), "xx")
NO_WISH = Style(tint(GREY, 0.3), edge(GREY), "||")
NO_PLACE = Style(PAPER, SHORT, SHORT_HATCH)


def no_places(view: View, title: str) -> Page | None:
    """The page that says why no place can be drawn; None when there are some."""
    if view.empty:
        return nothing(view, title)
    if not view.problem.roster:
        return nothing(view, title, "no_names")
    if not view.places.moves:
        return nothing(view, title, "no_strand")
    return None if view.places.demand else nothing(view, title, "no_clubs")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of parts that fill it: what it is of, (style, pupils) left to right, and whether it sums up others."""

    label: str
    parts: tuple[tuple[Style, int], ...]
    total: bool = False

    @property
    def size(self) -> int:
        """All its pupils."""
        return sum(pupils for _, pupils in self.parts)


def draw_bars(view: View, axes: Axes, bars: Sequence[Bar]) -> None:
    """Bars as shares of 100, one a unit from the top down, each part with its number where it fits."""
    axes.set_xlim(0, 100)
    axes.set_ylim(len(bars), 0)
    axes.set_xticks(range(0, 101, 20), [f"{share} %" for share in range(0, 101, 20)])
    boxes: dict[Style, list[list[tuple[float, float]]]] = {}
    width = axes.get_window_extent().width * 72 / axes.figure.dpi / 100
    for index, bar in enumerate(bars):
        at, above = 0.0, 0.1 if bar.total else 0.18
        for style, pupils in bar.parts:
            end = at + 100 * pupils / max(bar.size, 1)
            top, bottom = index + above, index + 1 - above
            if pupils:
                boxes.setdefault(style, []).append([(at, top), (end, top), (end, bottom), (at, bottom)])
            _number(view, axes, pupils, (at + end) / 2, index, (end - at) * width)
            at = end
    for style, corners in boxes.items():
        axes.add_collection(
            PolyCollection(
                corners, facecolors=style.fill, edgecolors=style.outline, linewidths=0.5, hatch=style.hatch or None
            )
        )


def _number(view: View, axes: Axes, pupils: int, x: float, index: int, room: float) -> None:
    """The number of a part on a patch of paper, unless the part is too narrow for it."""
    if pupils and view.fonts.width(str(pupils), NUMBER_SIZE) + 3 <= room:
        axes.text(
            x,
            index + 0.52,
            str(pupils),
            fontsize=NUMBER_SIZE,
            color=INK,
            ha="center",
            va="center",
            zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5, "alpha": 0.85},
        )
