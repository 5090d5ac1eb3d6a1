"""Flow: from the first choice, at the left, to the club given, at the right, in bands as thick as they hold pupils."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from scheduler.charts.moves import NO_WISH as NO_WISH_ROW
from scheduler.charts.moves import OTHERS, UNLISTED, UNPLACED, Band, Flow, How, flows
from scheduler.charts.palette import INK, ORANGE, PAPER, edge, tint
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
)
from scheduler.charts.view import View
from scheduler.charts.wishes import GRANTED, NO_PLACE, NO_WISH, OUTSIDE, Style, no_places

TITLE = ("从首选到所得社团", "From first choice to club given")
PANELS, PANEL, LABELS = 2, 6.3, 1.45
NODE, STUB, GAP, LEAST = 0.07, 0.16, 0.085, 0.155
BANDS_HIGH = 4.6
SIZE, NUMBER, STUB_NUMBER = 7.5, 6.2, 5.6
STEPS = 24
STYLES: Mapping[How, Style] = {
    How.KEPT: GRANTED[0],
    How.ELSEWHERE: GRANTED[2],
    How.MOVED: Style(tint(ORANGE, 0.5), edge(ORANGE), ".."),
    How.UNLISTED: OUTSIDE,
    How.UNPLACED: NO_PLACE,
}
KEYS = {how: "no_place" if how is How.UNPLACED else f"flow.{how}" for how in How}


@dataclass
class _Layout:
    """Where everything of one strand stands, in inches from the top left corner of its panel."""

    flow: Flow
    unit: float = 0.0
    tops: dict[str, float] = field(default_factory=dict)
    height: float = 0.0

    def __post_init__(self) -> None:
        left, right = self.flow.side("left"), self.flow.side("right")
        sizes = {row: max(left.get(row, 0), right.get(row, 0)) for row in self.flow.rows}
        self.unit = BANDS_HIGH / sum(sizes.values())
        for row, size in sizes.items():
            self.tops[row] = self.height
            self.height += max(size * self.unit + GAP, LEAST)


def pages(view: View) -> Iterator[Page]:
    """Two strands a page, side by side."""
    none = no_places(view, view.pick(TITLE))
    if none is not None:
        yield none
        return
    found = [_Layout(flow) for flow in flows(view)]
    for first in range(0, len(found), PANELS):
        yield _page(view, found[first : first + PANELS])


def _page(view: View, layouts: Sequence[_Layout]) -> Page:
    width = len(layouts) * PANEL + 2 * MARGIN
    handles = _handles(view, layouts)
    top, foot = HEADER + 0.72, legend_inches(view, handles, width) + 0.06
    tall = max(layout.height for layout in layouts)
    height = top + tall + foot
    figure = new_figure(view, view.pick(TITLE), width, height)
    note = view.fonts.shorten(view.say("flow.note"), LEGEND_SIZE, (width - 2 * MARGIN) * POINTS)
    figure.text(MARGIN / width, 1 - (HEADER + 0.02) / height, note, fontsize=LEGEND_SIZE, color=INK, va="top")
    for index, layout in enumerate(layouts):
        left = MARGIN + index * PANEL
        flow = layout.flow
        of = flow.of
        lost = flow.pupils - of[How.KEPT] - of[How.ELSEWHERE]
        said = view.say(
            "flow.strand",
            strand=flow.strand,
            pupils=flow.pupils,
            kept=of[How.KEPT],
            elsewhere=of[How.ELSEWHERE],
            lost=lost,
        )
        said = view.fonts.shorten(said, LEGEND_SIZE + 1, (PANEL - 0.2) * POINTS)
        x, y = (left + PANEL / 2) / width, 1 - (HEADER + 0.3) / height
        figure.text(x, y, said, fontsize=LEGEND_SIZE + 1, color=INK, ha="center", va="top")
        axes = area(figure, left, foot, width - left - PANEL, top)
        axes.set_axis_off()
        axes.set_xlim(0, PANEL)
        axes.set_ylim(tall, 0)
        _panel(view, axes, layout)
    legend(figure, view, handles)
    return Page(figure)


def _panel(view: View, axes: Axes, layout: _Layout) -> None:
    ends = (LABELS, PANEL - LABELS)
    for x, key, side in zip(ends, ("flow.first", "flow.given"), ("right", "left"), strict=True):
        axes.text(x, -0.1, view.say(key), fontsize=SIZE, color=INK, ha=side, va="bottom")
    starts = _stack(layout, "left")
    arrivals = _stack(layout, "right")
    for how in How:
        mine = [band for band in layout.flow.bands if band.how is how]
        shapes = [_curve(starts[b], arrivals[b], b.pupils * layout.unit) for b in mine]
        _shapes(axes, shapes, STYLES[how], 2 if how is How.KEPT else 3)
    _numbers(view, axes, layout, starts, arrivals)
    _stubs(axes, layout, "left", starts)
    _stubs(axes, layout, "right", arrivals)
    for name, x in zip(("left", "right"), ends, strict=True):
        _nodes(view, axes, layout, name, x)


def _order(layout: _Layout, name: str) -> list[Band]:
    """Bands of one side from the top: the first choice granted, then by the row at the other end."""
    rows, far = list(layout.flow.rows), "right" if name == "left" else "left"
    return sorted(layout.flow.bands, key=lambda b: (b.how is not How.KEPT, rows.index(getattr(b, far))))


def _stack(layout: _Layout, name: str) -> dict[Band, float]:
    """Top of every band at one side, in inches from the top of the panel."""
    at, found = dict(layout.tops), {}
    for band in _order(layout, name):
        row = getattr(band, name)
        found[band] = at[row]
        at[row] += band.pupils * layout.unit
    return found


def _curve(start: float, end: float, thick: float) -> list[tuple[float, float]]:
    """A band whose middle line follows 3t^2 - 2t^3 from one side to the other."""
    left, right = LABELS + NODE, PANEL - LABELS - NODE
    steps = [step / STEPS for step in range(STEPS + 1)]
    line = [(left + t * (right - left), start + (end - start) * t * t * (3 - 2 * t)) for t in steps]
    return [*line, *((x, y + thick) for x, y in reversed(line))]


def _shapes(axes: Axes, shapes: Sequence[Sequence[tuple[float, float]]], style: Style, above: float) -> None:
    if shapes:
        axes.add_collection(
            PolyCollection(
                shapes,
                facecolors=style.fill,
                edgecolors=style.outline,
                linewidths=0.4,
                hatch=style.hatch or None,
                zorder=above,
            )
        )


def _numbers(view: View, axes: Axes, layout: _Layout, starts: Mapping[Band, float], ends: Mapping[Band, float]) -> None:
    """A number on every band that stays in its row, then on others, largest first, where thick enough and free."""
    left, right = LABELS + NODE, PANEL - LABELS - NODE
    taken: list[tuple[float, float]] = []
    for band in sorted(layout.flow.bands, key=lambda b: b.how is not How.KEPT):
        stays = band.how is How.KEPT
        if not stays and band.pupils * layout.unit * POINTS < NUMBER + 1:
            continue
        apart = view.fonts.width("000", NUMBER) / POINTS, 1.35 * NUMBER / POINTS
        for t in (0.3,) if stays else (0.19, 0.42, 0.54):
            x = left + t * (right - left)
            y = starts[band] + (ends[band] - starts[band]) * t * t * (3 - 2 * t) + band.pupils * layout.unit / 2
            if stays or all(abs(x - a) > apart[0] or abs(y - b) > apart[1] for a, b in taken):
                taken.append((x, y))
                _text(axes, x, y, str(band.pupils), NUMBER)
                break


def _text(axes: Axes, x: float, y: float, words: str, size: float) -> None:
    patch = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.3, "alpha": 0.85}
    axes.text(x, y + 0.005, words, fontsize=size, color=INK, ha="center", va="center", zorder=6, bbox=patch)


def _stubs(axes: Axes, layout: _Layout, name: str, tops: Mapping[Band, float]) -> None:
    """Short ends below the bands of a row: pupils who leave for, or come from, elsewhere in moves too small to draw."""
    inner = LABELS + NODE if name == "left" else PANEL - LABELS - NODE
    outer = inner + STUB if name == "left" else inner - STUB
    shapes = []
    for row, top in layout.tops.items():
        pupils = sum(band.pupils for band in layout.flow.small if getattr(band, name) == row)
        if not pupils:
            continue
        drawn = sum(band.pupils for band in tops if getattr(band, name) == row)
        start, thick = top + drawn * layout.unit, pupils * layout.unit
        shapes.append([(inner, start), (outer, start), (outer, start + thick), (inner, start + thick)])
        x = outer + (0.1 if name == "left" else -0.1)
        _text(axes, x, start + thick / 2, f"{'-' if name == 'left' else '+'}{pupils}", STUB_NUMBER)
    _shapes(axes, shapes, NO_WISH, 4)


def _nodes(view: View, axes: Axes, layout: _Layout, name: str, x: float) -> None:
    inner = x + NODE if name == "left" else x - NODE
    shapes = []
    for row, pupils in layout.flow.side(name).items():
        top, tall = layout.tops[row], pupils * layout.unit
        shapes.append([(x, top), (inner, top), (inner, top + tall), (x, top + tall)])
        number, title = str(pupils), _title(view, layout.flow, row)
        room = (LABELS - 0.12) * POINTS - view.fonts.width(f"{number}  ", SIZE)
        title = view.fonts.shorten(title, SIZE, room)
        text = f"{title}  {number}" if name == "left" else f"{number}  {title}"
        at, side = (x - 0.05, "right") if name == "left" else (x + 0.05, "left")
        axes.text(at, top + max(tall, LEAST - GAP) / 2, text, fontsize=SIZE, color=INK, ha=side, va="center")
    axes.add_collection(PolyCollection(shapes, facecolors=INK, edgecolors=INK, linewidths=0.3, zorder=5))


def _title(view: View, flow: Flow, row: str) -> str:
    if row == OTHERS:
        return view.say("flow.others", count=flow.merged)
    named = {NO_WISH_ROW: "flow.no_wish", UNLISTED: "flow.unlisted", UNPLACED: "no_place"}
    return view.say(named[row]) if row in named else view.problem.clubs[row].title


def _handles(view: View, layouts: Sequence[_Layout]) -> list[Artist]:
    present = {band.how for layout in layouts for band in layout.flow.bands}
    found: list[Artist] = [STYLES[how].patch(view.say(KEYS[how])) for how in How if how in present]
    if any(layout.flow.small for layout in layouts):
        found.append(NO_WISH.patch(view.say("flow.small")))
    return found
