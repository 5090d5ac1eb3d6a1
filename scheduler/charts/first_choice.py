"""First choices across strands: how many pupils hold their first choice of none, some or all strands they attend."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.charts.palette import INK
from scheduler.charts.ranks import ROW_INCHES
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
from scheduler.charts.wishes import GRANTED, NO_PLACE, Bar, Style, draw_bars, no_places

TITLE = ("各时段组的首选", "First choices across strands")
WIDTH, LABELS, NOTES = 9.6, 1.05, 2.1
CAPTION = 0.34


@dataclass(frozen=True)
class Group:
    """Pupils with a first choice in `strands` strands: by grade, pupils by number of them held."""

    strands: int
    grades: Mapping[int, Sequence[int]]

    @property
    def whole(self) -> tuple[int, ...]:
        """Pupils of all grades by first choices held, 0 to `strands`."""
        return tuple(map(sum, zip(*self.grades.values(), strict=True)))


def groups(view: View) -> list[Group]:
    """The pupils by number of strands with a first choice, most strands first; those with none are left out."""
    found: dict[int, dict[int, list[int]]] = {}
    for (grade, strands, granted), pupils in sorted(view.places.firsts.items()):
        if strands:
            found.setdefault(strands, {}).setdefault(grade, [0] * (strands + 1))[granted] += pupils
    return [Group(strands, grades) for strands, grades in sorted(found.items(), reverse=True)]


def bars(view: View, group: Group) -> list[Bar]:
    """The group's bar, then a bar for every grade."""
    rows = [(view.say("all_grades"), group.whole)] if len(group.grades) > 1 else []
    rows += [(view.say("grade", grade=grade), tuple(granted)) for grade, granted in sorted(group.grades.items())]
    return [Bar(label, _parts(granted), total=index == 0) for index, (label, granted) in enumerate(rows)]


def pages(view: View) -> Iterator[Page]:
    """One page, a block of bars for every number of strands."""
    title, found = view.pick(TITLE), groups(view)
    none = no_places(view, title)
    if none is not None:
        yield none
        return
    lines = sum(len(bars(view, group)) for group in found)
    handles = _handles(view, found)
    top, foot = HEADER + 0.2, legend_inches(view, handles, WIDTH) + 0.3
    height = top + foot + lines * ROW_INCHES * 1.3 + len(found) * CAPTION
    figure = new_figure(view, title, WIDTH, height)
    _say(view, figure, view.say("first_choice.note"), HEADER + 0.02)
    for index, group in enumerate(found):
        rows = bars(view, group)
        tall = len(rows) * ROW_INCHES * 1.3
        size = sum(group.whole)
        _say(view, figure, view.say("first_choice.group", strands=group.strands, size=size), top + CAPTION - 0.18)
        axes = area(figure, MARGIN + LABELS, height - top - CAPTION - tall, MARGIN + NOTES, top + CAPTION)
        _block(view, axes, rows, last=index == len(found) - 1)
        top += CAPTION + tall
    legend(figure, view, handles)
    yield Page(figure)


def _say(view: View, figure: Figure, text: str, below: float) -> None:
    width, height = figure.get_size_inches()
    shown = view.fonts.shorten(text, LEGEND_SIZE, (width - 2 * MARGIN) * POINTS)
    figure.text(MARGIN / width, 1 - below / height, shown, fontsize=LEGEND_SIZE, color=INK, va="top")


def _block(view: View, axes: Axes, rows: Sequence[Bar], *, last: bool) -> None:
    plain(axes)
    axes.tick_params(axis="y", length=0)
    axes.set_yticks([index + 0.5 for index in range(len(rows))], [bar.label for bar in rows], fontsize=7.5)
    draw_bars(view, axes, rows)
    axes.tick_params(axis="x", labelbottom=last)
    for index, bar in enumerate(rows):
        granted = [pupils for _, pupils in bar.parts]
        none = granted[0]
        text = view.say("first_choice.row", size=bar.size, none=none, share=100 * none / bar.size)
        axes.text(101, index + 0.52, text, fontsize=6.5, color=INK, va="center")


def _parts(granted: Sequence[int]) -> tuple[tuple[Style, int], ...]:
    return tuple((_style(number, len(granted) - 1), pupils) for number, pupils in enumerate(granted))


def _style(granted: int, strands: int) -> Style:
    """None is alarming, all is full; between them the more the darker."""
    if granted == 0:
        return NO_PLACE
    return GRANTED[min(strands - granted, len(GRANTED) - 1)]


def _handles(view: View, found: Sequence[Group]) -> list[Artist]:
    most = max(group.strands for group in found)
    entries: list[Artist] = [NO_PLACE.patch(view.say("granted.none"))]
    for missed in range(min(most, len(GRANTED)) - 1, 0, -1):
        entries.append(GRANTED[missed].patch(view.say("granted.but", missed=missed)))
    entries.append(GRANTED[0].patch(view.say("granted.all")))
    return entries
