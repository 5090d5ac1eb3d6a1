"""Clubs: enrolment of every open section against its capacity and its minimum, and how many wanted the club."""

from collections.abc import Iterator, Sequence
from math import ceil

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.charts.blocks import fitted, scale_of
from scheduler.charts.enrolment import Row, Section, rows
from scheduler.charts.palette import (
    DOMAIN_COLOURS,
    DOMAIN_HATCHES,
    FAINT,
    GREY,
    INK,
    PAPER,
    SHORT,
    SHORT_HATCH,
    VERMILION,
    edge,
    tint,
)
from scheduler.charts.sheet import (
    HEADER,
    LEGEND_SIZE,
    MARGIN,
    Page,
    area,
    legend,
    legend_inches,
    new_figure,
    nothing,
    plain,
    short_patch,
)
from scheduler.charts.view import View
from scheduler.domain.offer import Club, Strand

TITLE = ("社团开班与报名", "Club sections and enrolment")
ROWS, COLUMNS = 34, 2
ROW_INCHES, COLUMN_INCHES = 0.27, 7.2
LABELS = 1.55


def pages(view: View) -> Iterator[Page]:
    """A line for each club in two columns, 34 lines each."""
    found = rows(view)
    if not view.plan.sections:
        yield nothing(view, view.pick(TITLE), "nothing" if view.empty else "no_clubs")
        return
    count = ceil(len(found) / (ROWS * COLUMNS))
    each = ceil(len(found) / count)
    for first in range(0, len(found), each):
        yield _page(view, found[first : first + each], _limit(found))


def _limit(found: Sequence[Row]) -> float:
    """The axis ends a little after the widest club, so that demand far beyond all places does not flatten the rest."""
    return 1.12 * max(len(row.sections) * row.club.capacity for row in found)


def _page(view: View, found: Sequence[Row], limit: float) -> Page:
    columns = COLUMNS if len(found) > 12 else 1
    each = ceil(len(found) / columns)
    width, handles = columns * COLUMN_INCHES + 2 * MARGIN, _handles(view, found)
    top, foot = HEADER + 0.5, legend_inches(view, handles, width) + 0.38
    height = top + foot + max(each, 4) * ROW_INCHES
    figure = new_figure(view, view.pick(TITLE), width, height)
    strands = "；".join(_strand(view, strand) for strand in view.problem.strands.values())
    for text, below in ((strands, 0.02), (view.say("clubs.note"), 0.2)):
        figure.text(
            MARGIN / width,
            1 - (HEADER + below) / height,
            view.fonts.shorten(text, LEGEND_SIZE, (width - 2 * MARGIN) * 72),
            fontsize=LEGEND_SIZE,
            color=INK,
            va="top",
        )
    for column in range(columns):
        part = found[column * each : (column + 1) * each]
        left = MARGIN + column * COLUMN_INCHES
        axes = area(
            figure,
            left + LABELS,
            foot + (max(each, 4) - len(part)) * ROW_INCHES,
            width - left - COLUMN_INCHES + 0.15,
            top,
        )
        _column(view, axes, part, limit)
    legend(figure, view, handles)
    return Page(figure)


def _column(view: View, axes: Axes, part: Sequence[Row], limit: float) -> None:
    plain(axes)
    axes.set_xlim(0, limit)
    axes.set_ylim(len(part), 0)
    axes.xaxis.grid(True, color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    labels = [" ".join((view.say(f"domain.{row.club.domain}"), row.club.title)) for row in part]
    labels = [view.fonts.shorten(label, 8, (LABELS - 0.1) * 72) for label in labels]
    axes.set_yticks([index + 0.5 for index in range(len(part))], labels, fontsize=8)
    axes.set_xlabel(view.say("pupils"), fontsize=7, labelpad=1)
    _boxes(axes, part)
    scale = scale_of(axes)
    for index, row in enumerate(part):
        _words(view, axes, row, index, scale[0])
        _demand(view, axes, row, index, limit)


def _starts(row: Row) -> Iterator[tuple[float, Section]]:
    for index, section in enumerate(row.sections):
        yield index * row.club.capacity, section


def _boxes(axes: Axes, part: Sequence[Row]) -> None:
    for domain in [*DOMAIN_COLOURS, ""]:
        colour = DOMAIN_COLOURS.get(domain, GREY)
        mine = [(i, r) for i, r in enumerate(part) if _domain(r) == domain]
        filled = [_box(at, at + s.enrolled, i, 0.24, 0.16) for i, r in mine for at, s in _starts(r) if s.enrolled]
        axes.add_collection(
            PolyCollection(
                filled,
                facecolors=tint(colour, 0.45),
                edgecolors=tint(colour, 0.7),
                linewidths=0,
                hatch=DOMAIN_HATCHES.get(domain) or None,
            )
        )
    outlines = [_box(at, at + r.club.capacity, i, 0.2, 0.12) for i, r in enumerate(part) for at, _ in _starts(r)]
    axes.add_collection(PolyCollection(outlines, facecolors="none", edgecolors=INK, linewidths=0.7))
    wrong = [
        _box(at, at + max(r.club.capacity, s.enrolled), i, 0.2, 0.12)
        for i, r in enumerate(part)
        for at, s in _starts(r)
        if _wrong(r.club, s)
    ]
    axes.add_collection(
        PolyCollection(wrong, facecolors="none", edgecolors=SHORT, hatch=SHORT_HATCH, linewidths=1.5, zorder=3)
    )
    ticks = [(at + r.club.min_enrolment, i) for i, r in enumerate(part) for at, _ in _starts(r)]
    axes.vlines(
        [x for x, _ in ticks],
        [i + 0.74 for _, i in ticks],
        [i + 1.0 for _, i in ticks],
        colors=INK,
        linewidth=1.8,
        zorder=6,
    )


def _box(left: float, right: float, index: int, above: float, below: float) -> list[tuple[float, float]]:
    top, bottom = index + above, index + 1 - below
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _domain(row: Row) -> str:
    return row.club.domain if row.club.domain in DOMAIN_COLOURS else ""


def _wrong(club: Club, section: Section) -> bool:
    return section.lacking or not club.min_enrolment <= section.enrolled <= club.capacity


def _words(view: View, axes: Axes, row: Row, index: int, points: float) -> None:
    if not row.sections:
        axes.text(1, index + 0.5, view.say("closed"), fontsize=6.5, color="#555555", va="center")
    for at, section in _starts(row):
        numbers = f"{section.enrolled}/{row.club.capacity}"
        line = (f"{section.id.strand}.{section.id.number} {numbers}", numbers, str(section.enrolled))
        text, size = fitted(view.fonts, (line,), row.club.capacity * points - 3, 9.2)
        axes.text(
            at + row.club.capacity - 2 / points,
            index + 0.54,
            text,
            fontsize=size,
            color=INK,
            ha="right",
            va="center",
            zorder=5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.4, "alpha": 0.8},
        )


def _demand(view: View, axes: Axes, row: Row, index: int, limit: float) -> None:
    if row.demand > limit * 0.98:
        text = f"{row.demand} ▶"
        axes.text(
            limit * 0.995,
            index + 0.5,
            text,
            fontsize=6.5,
            color=VERMILION,
            ha="right",
            va="center",
            zorder=6,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.4, "alpha": 0.9},
        )
    else:
        axes.plot(
            [row.demand],
            [index + 0.12],
            marker="v",
            markersize=5.5,
            color=VERMILION,
            markeredgecolor=PAPER,
            markeredgewidth=0.6,
            zorder=6,
            linestyle="none",
            clip_on=False,
        )


def _strand(view: View, strand: Strand) -> str:
    name = weekday_zh if view.language == "zh" else weekday_en
    days = ("、" if view.language == "zh" else ", ").join(name(day) for day in sorted(strand.weekdays))
    grades = sorted(strand.grades)
    shown = f"{grades[0]}-{grades[-1]}" if grades[-1] - grades[0] == len(grades) - 1 > 0 else ",".join(map(str, grades))
    return view.say("strand", id=strand.id, days=days, grades=shown)


def _handles(view: View, found: Sequence[Row]) -> list[Artist]:
    present = {row.club.domain for row in found}
    domains: list[Artist] = [
        Patch(
            facecolor=tint(colour, 0.45),
            edgecolor=edge(colour),
            hatch=DOMAIN_HATCHES[domain],
            label=view.say(f"domain.{domain}"),
        )
        for domain, colour in DOMAIN_COLOURS.items()
        if domain in present
    ]
    wanted = view.say("first_choices" if view.problem.roster else "interest")
    return [
        *domains,
        Patch(facecolor=PAPER, edgecolor=INK, linewidth=0.7, label=view.say("capacity")),
        Line2D(
            [],
            [],
            color=INK,
            marker="|",
            markersize=9,
            markeredgewidth=1.6,
            linestyle="none",
            label=view.say("minimum"),
        ),
        Line2D(
            [],
            [],
            color=VERMILION,
            marker="v",
            markersize=5.5,
            linestyle="none",
            label=f"{wanted} (▶ {view.say('beyond')})",
        ),
        short_patch(view, "below"),
    ]
