"""Ranks: which of their wishes pupils got, as shares of the school, of every grade and of every homeroom."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from scheduler.charts.palette import INK
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
from scheduler.charts.wishes import GRANTED, NO_PLACE, OUTSIDE, Bar, Style, draw_bars, no_places

TITLE = ("志愿满足情况", "Wishes granted")
ROWS, COLUMNS = 36, 2
ROW_INCHES, COLUMN_INCHES, LABELS, SIZES = 0.22, 6.2, 0.85, 0.62
NOT_PLACED = "unplaced"
Got = int | str | None
"""A rank, None outside the list, or NOT_PLACED."""


def pages(view: View) -> Iterator[Page]:
    """The school, then every grade followed by its homerooms, in two columns of 36 lines each."""
    none = no_places(view, view.pick(TITLE))
    if none is not None:
        yield none
        return
    found = bars(view)
    each = ceil(len(found) / ceil(len(found) / (ROWS * COLUMNS)))
    for first in range(0, len(found), each):
        yield _page(view, found[first : first + each])


def bars(view: View) -> list[Bar]:
    """A bar for the school, for every grade and, under it, for every homeroom with pupils in a strand.

    A grade of one homeroom has one bar with both names.
    """
    rooms = {room: counts for room in view.problem.homerooms if (counts := _counts(view, room))}
    grades: dict[int, list[str]] = {}
    for room in rooms:
        grades.setdefault(view.problem.grade(room), []).append(room)
    found = [Bar(view.say("school"), _parts(sum(rooms.values(), Counter())), total=True)]
    for grade, members in sorted(grades.items()):
        together = sum((rooms[room] for room in members), Counter[Got]())
        alone = members if len(members) == 1 else ()
        found.append(Bar(" ".join((view.say("grade", grade=grade), *alone)), _parts(together), total=True))
        found += [Bar(room, _parts(rooms[room])) for room in members if not alone]
    return found


def _counts(view: View, room: str) -> Counter[Got]:
    counts: Counter[Got] = Counter()
    counts.update(view.places.by_homeroom.get(room, {}))
    counts[NOT_PLACED] = view.places.unplaced.get(room, 0)
    return +counts


def _parts(counts: Mapping[Got, int]) -> tuple[tuple[Style, int], ...]:
    last = len(GRANTED) - 1
    ranked = [(GRANTED[rank], counts.get(rank, 0)) for rank in range(last)]
    later = sum(pupils for rank, pupils in counts.items() if isinstance(rank, int) and rank >= last)
    return (*ranked, (GRANTED[last], later), (OUTSIDE, counts.get(None, 0)), (NO_PLACE, counts.get(NOT_PLACED, 0)))


def _page(view: View, found: Sequence[Bar]) -> Page:
    columns = COLUMNS if len(found) > ROWS else 1
    each = max(ceil(len(found) / columns), 4)
    width, handles = columns * COLUMN_INCHES + (columns - 1) * 0.2 + 2 * MARGIN, _handles(view, found)
    top, foot = HEADER + 0.3, legend_inches(view, handles, width) + 0.3
    height = top + foot + each * ROW_INCHES
    figure = new_figure(view, view.pick(TITLE), width, height)
    room = (width - 2 * MARGIN) * POINTS
    note = view.fonts.shorten(view.say("ranks.note"), LEGEND_SIZE, room)
    figure.text(MARGIN / width, 1 - (HEADER + 0.02) / height, note, fontsize=LEGEND_SIZE, color=INK, va="top")
    for column in range(columns):
        part = found[column * each : (column + 1) * each]
        left = MARGIN + column * (COLUMN_INCHES + 0.2)
        right = width - left - COLUMN_INCHES + SIZES
        axes = area(figure, left + LABELS, foot + (each - len(part)) * ROW_INCHES, right, top)
        _column(view, axes, part)
    legend(figure, view, handles)
    return Page(figure)


def _column(view: View, axes: Axes, part: Sequence[Bar]) -> None:
    plain(axes)
    axes.tick_params(axis="y", length=0)
    sizes = [8.2 if bar.total else 7.0 for bar in part]
    room = (LABELS - 0.08 + MARGIN / 2) * POINTS
    labels = [view.fonts.shorten(bar.label, size, room) for bar, size in zip(part, sizes, strict=True)]
    axes.set_yticks([index + 0.5 for index in range(len(part))], labels)
    for label, size in zip(axes.get_yticklabels(), sizes, strict=True):
        label.set_fontsize(size)
    draw_bars(view, axes, part)
    for index, bar in enumerate(part):
        share = 100 * bar.parts[0][1] / bar.size
        text = view.say("ranks.size", size=bar.size, share=share)
        axes.text(100.8, index + 0.52, text, fontsize=6.5, color=INK, va="center")


def _handles(view: View, found: Sequence[Bar]) -> list[Artist]:
    present = {style for bar in found for style, pupils in bar.parts if pupils}
    keys = [*(f"tier.rank{number}" for number in range(1, len(GRANTED))), "rank.later", "tier.unlisted", "no_place"]
    styles = [*GRANTED, OUTSIDE, NO_PLACE]
    return [style.patch(view.say(key)) for style, key in zip(styles, keys, strict=True) if style in present]
