"""The week by venue and time: a line for each venue, a clock for each day, a block for each group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes

from scheduler.calendar.clock import Interval, format_clock
from scheduler.charts.blocks import Block, draw_blocks, fitted, scale_of
from scheduler.charts.lanes import lanes
from scheduler.charts.palette import FAINT, GREY, INK, KIND_COLOURS
from scheduler.charts.sheet import (
    HEADER,
    LEGEND_SIZE,
    MARGIN,
    POINTS,
    Page,
    area,
    kind_patches,
    legend,
    legend_inches,
    new_figure,
    nothing,
    plain,
    short_patch,
)
from scheduler.charts.view import View
from scheduler.domain.plan import Session

TITLE = ("课后服务一周总表（按场地）", "The week by venue")
MOST_LINES = 24
LINE_INCHES = 0.4
HOUR_INCHES = 0.82
DAY_GAP = 8
LABELS = 1.25


@dataclass(frozen=True)
class Line:
    """One line of the table: a venue (None: groups without one), the lane of it, and what meets there."""

    venue: str | None
    lane: int
    sessions: tuple[Session, ...]


def pages(view: View) -> Iterator[Page]:
    """All venues in use in the order of the school file, groups without a venue first, at most 24 lines a page."""
    title = view.pick(TITLE)
    lines = venue_lines(view)
    if not lines:
        yield nothing(view, title)
        return
    count = ceil(len(lines) / MOST_LINES)
    each = ceil(len(lines) / count)
    for first in range(0, len(lines), each):
        yield _page(view, title, lines[first : first + each], last=first + each >= len(lines))


def venue_lines(view: View) -> list[Line]:
    """The lines of the table; groups that meet in one venue at one time get a lane each."""
    meeting: dict[str | None, list[Session]] = {None: []}
    meeting.update({venue: [] for venue in view.problem.site.venues})
    for session in view.plan.sessions:
        meeting[session.venue].append(session)
    return [line for venue, sessions in meeting.items() for line in _lanes(view, venue, sessions)]


def _lanes(view: View, venue: str | None, sessions: Sequence[Session]) -> Iterator[Line]:
    dealt: dict[int, list[Session]] = {}
    for day in view.problem.days:
        today = [session for session in sessions if session.date == day.date]
        for lane, session in zip(lanes([s.interval for s in today]), today, strict=True):
            dealt.setdefault(lane, []).append(session)
    for lane in sorted(dealt):
        yield Line(venue, lane, tuple(dealt[lane]))


def clock(view: View) -> Interval:
    """The hours every day shows: from the first group of the week to the last, widened to half hours."""
    spans = [item.interval for item in view.plan.sessions]
    return Interval(min(s.start for s in spans) // 30 * 30, min(1440, ceil(max(s.end for s in spans) / 30) * 30))


def _page(view: View, title: str, lines: Sequence[Line], *, last: bool) -> Page:
    hours = clock(view)
    pitch = hours.minutes + DAY_GAP
    width = max(9.0, MARGIN * 2 + LABELS + len(view.problem.days) * pitch / 60 * HOUR_INCHES)
    line = LINE_INCHES if len(lines) > 6 else 0.55
    handles = [*kind_patches(view, [session.kind for session in view.plan.sessions]), short_patch(view)]
    top, foot = HEADER + 0.5, legend_inches(view, handles, width) + 0.3
    figure = new_figure(view, title, width, top + foot + line * len(lines))
    axes = area(figure, MARGIN + LABELS, foot, MARGIN, top)
    axes.set_xlim(-2, len(view.problem.days) * pitch - DAY_GAP + 2)
    axes.set_ylim(len(lines), 0)
    _grid(view, axes, hours, pitch, len(lines))
    _venue_labels(view, axes, lines)
    starts = {day.date: index * pitch - hours.start for index, day in enumerate(view.problem.days)}
    blocks = [
        _block(view, session, starts[session.date], index)
        for index, row in enumerate(lines)
        for session in row.sessions
    ]
    draw_blocks(axes, blocks, view.fonts, scale_of(axes))
    legend(figure, view, handles)
    room = (width - 2 * MARGIN) * POINTS
    notes = [view.say("block")] + ([_unused(view)] if last and _unused(view) else [])
    figure.text(
        MARGIN / width,
        (foot - 0.22) / figure.get_figheight(),
        view.fonts.shorten(" · ".join(notes), LEGEND_SIZE, room),
        fontsize=LEGEND_SIZE,
        color=INK,
        va="bottom",
    )
    return Page(figure)


def _block(view: View, session: Session, start: float, index: int) -> Block:
    missing = view.missing.get(session.id, 0)
    size = view.say("size", count=session.size)
    lead = view.who(session.lead)
    more = len(session.duties) - 1
    who = f"{lead}+{more}" if more > 0 else lead
    second: tuple[str, ...] = (f"{size} {who}", f"{session.size} {who}", f"{session.size} {lead}", lead)
    if missing:
        second = (f"{size} {view.say('short.adults', count=missing)}", view.say("short.adults", count=missing))
    elif session.venue is None:
        second = (f"{size} {view.say('no_venue')}", view.say("no_venue"))
    return Block(
        start + session.interval.start,
        start + session.interval.end,
        index + 0.94,
        index + 0.06,
        KIND_COLOURS[session.kind],
        (view.signed(session.kind, view.group_labels(session)), second),
        short=missing > 0 or session.venue is None,
    )


def _grid(view: View, axes: Axes, hours: Interval, pitch: int, count: int) -> None:
    plain(axes)
    ticks, labels = [], []
    for index, day in enumerate(view.problem.days):
        left = index * pitch
        marks = [m for m in range(hours.start, hours.end + 1) if m % 60 == 0 and m - hours.start < hours.minutes - 10]
        ticks += [left + mark - hours.start for mark in marks]
        labels += [format_clock(mark) for mark in marks]
        axes.text(
            left + hours.minutes / 2,
            -18 / (LINE_INCHES * POINTS),
            view.day_title(day),
            fontsize=9,
            color=INK,
            ha="center",
            va="bottom",
        )
        if index:
            axes.axvspan(left - DAY_GAP, left, color=FAINT, linewidth=0, zorder=1)
    axes.set_xticks(ticks, labels, fontsize=6.5)
    axes.xaxis.tick_top()
    axes.vlines(ticks, 0, count, colors=FAINT, linewidth=0.5, zorder=0)
    axes.hlines(range(1, count), 0, axes.get_xlim()[1], colors=FAINT, linewidth=0.6, zorder=0)


def _venue_labels(view: View, axes: Axes, lines: Sequence[Line]) -> None:
    axes.set_yticks([index + 0.5 for index in range(len(lines))], [_venue_label(view, line) for line in lines])
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.tick_params(axis="x", colors=GREY, labelcolor=INK)


def _venue_label(view: View, line: Line) -> str:
    if line.venue is None:
        return view.say("no_venue")
    venue = view.problem.site.venues[line.venue]
    seats = view.say("seats", capacity=venue.capacity)
    kind = view.say(f"venue.{venue.kind}")
    text, _ = fitted(view.fonts, ((venue.id,), (f"{kind} {seats}", seats)), LABELS * POINTS - 6, 24)
    return text


def _unused(view: View) -> str:
    used = {session.venue for session in view.plan.sessions}
    free = [venue for venue in view.problem.site.venues if venue not in used]
    return view.say("unused", venues=" ".join(free)) if free else ""
