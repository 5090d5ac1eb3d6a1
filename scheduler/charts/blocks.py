"""Blocks of time with words in them: many rectangles in few artists, and text cut to fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from scheduler.charts.fonts import Fonts
from scheduler.charts.palette import INK, PAPER, SHORT, SHORT_HATCH, edge, tint
from scheduler.charts.sheet import DPI, POINTS

SIZES = (7.5, 7.0, 6.4, 5.8, 5.2)
PADDING = 2.4


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle in data units with lines of text; each line is given as candidates, longest first.

    `outline` None takes the colour's own edge; `short` draws the red outline and hatch of unmet demand.
    """

    left: float
    right: float
    bottom: float
    top: float
    colour: str
    lines: tuple[tuple[str, ...], ...] = ()
    short: bool = False
    outline: str | None = None
    hatch: str = ""
    share: float = 0.35


def draw_blocks(axes: Axes, blocks: Sequence[Block], fonts: Fonts, scale: tuple[float, float]) -> None:
    """Draw the blocks and their words. `scale` is points on paper for one data unit, across and up."""
    for hatch in sorted({block.hatch for block in blocks if not block.short}):
        _rectangles(axes, [b for b in blocks if b.hatch == hatch and not b.short], hatch)
    short = [block for block in blocks if block.short]
    if short:
        axes.add_collection(
            PolyCollection([_corners(b) for b in short], facecolors=[tint(b.colour, b.share) for b in short])
        )
        axes.add_collection(
            PolyCollection(
                [_corners(b) for b in short],
                facecolors="none",
                edgecolors=SHORT,
                hatch=SHORT_HATCH,
                linewidths=1.4,
                zorder=3,
            )
        )
    for block in blocks:
        if block.lines:
            _words(axes, block, fonts, scale)


def fitted(fonts: Fonts, lines: Iterable[Sequence[str]], room: float, height: float) -> tuple[str, float]:
    """The text and font size that say most within `room` by `height` points: full lines smaller before shorter lines.

    As many lines as the height holds at the smallest size; empty when not even one fits.
    """
    wanted = [tuple(line) for line in lines]
    wanted = wanted[: int(height / (SIZES[-1] * 1.25))]
    if not wanted:
        return "", SIZES[-1]
    sizes = [size for size in SIZES if len(wanted) * size * 1.25 <= height] or [SIZES[-1]]
    for size in sizes:
        if all(fonts.width(line[0], size) <= room for line in wanted):
            return "\n".join(line[0] for line in wanted), size
    size = sizes[-1]
    return "\n".join(filter(None, (_fit(fonts, line, size, room) for line in wanted))), size


def _fit(fonts: Fonts, line: Sequence[str], size: float, room: float) -> str:
    for candidate in line:
        if fonts.width(candidate, size) <= room:
            return candidate
    return fonts.shorten(line[-1], size, room)


def _rectangles(axes: Axes, blocks: Sequence[Block], hatch: str) -> None:
    axes.add_collection(
        PolyCollection(
            [_corners(b) for b in blocks],
            facecolors=[tint(b.colour, b.share) for b in blocks],
            edgecolors=[b.outline or edge(b.colour) for b in blocks],
            linewidths=[1.6 if b.outline else 0.7 for b in blocks],
            hatch=hatch or None,
            zorder=2,
        )
    )


def _corners(block: Block) -> list[tuple[float, float]]:
    return [
        (block.left, block.bottom),
        (block.right, block.bottom),
        (block.right, block.top),
        (block.left, block.top),
    ]


def _words(axes: Axes, block: Block, fonts: Fonts, scale: tuple[float, float]) -> None:
    room = (block.right - block.left) * scale[0] - 2 * PADDING
    text, size = fitted(fonts, block.lines, room, abs(block.top - block.bottom) * scale[1] - 1)
    if text:
        axes.text(
            (block.left + block.right) / 2,
            (block.bottom + block.top) / 2,
            text,
            fontsize=size,
            color=INK,
            ha="center",
            va="center",
            linespacing=1.12,
            zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.85} if block.short else None,
        )


def scale_of(axes: Axes) -> tuple[float, float]:
    """Points on paper for one data unit of the axes, across and up, as its limits stand."""
    low, high = axes.get_xlim()
    bottom, top = axes.get_ylim()
    box = axes.get_window_extent()
    points = POINTS / DPI
    return box.width * points / abs(high - low), box.height * points / abs(top - bottom)
