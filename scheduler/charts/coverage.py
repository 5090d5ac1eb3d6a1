"""Adults needed against adults there, minute by minute through every afternoon, posts included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from scheduler.calendar.clock import Interval, format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.charts.blocks import scale_of
from scheduler.charts.palette import BLUE, FAINT, GREY, INK, PAPER, SHORT, SHORT_HATCH, SKY, edge, tint
from scheduler.charts.sheet import (
    HEADER,
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
from scheduler.domain.demand import Period
from scheduler.domain.people import Stage
from scheduler.domain.plan import Post, Session

TITLE = ("人手覆盖：需要与到位（逐分钟）", "Adults needed and there, minute by minute")
HOUR_INCHES = 0.86
LABELS, BETWEEN = 0.45, 0.16
BODY, STRIP = 3.6, 0.2
POST_HATCH = "\\\\\\"


@dataclass(frozen=True)
class Curve:
    """Step curves of one day: at `minutes[k]` until the next one, adults in groups, at posts, missing, and on duty."""

    minutes: tuple[int, ...]
    in_groups: tuple[int, ...]
    at_posts: tuple[int, ...]
    missing: tuple[int, ...]
    on_duty: tuple[int, ...]

    @property
    def needed(self) -> tuple[int, ...]:
        """Adults needed: those there for a need, and those missing."""
        return tuple(map(sum, zip(self.in_groups, self.at_posts, self.missing, strict=True)))


def curve(view: View, day: SchoolDay) -> Curve:
    """The day's curves, one step a minute at which a group or post begins or ends; empty on a day without any.

    A group needs ceil(pupils / ratio) adults and one for extra needs; a post one. Adults beyond the need of their
    group (chaperones) are on duty and cover nothing else.
    """
    sessions = [s for s in view.plan.sessions if s.date == day.date]
    posts = [p for p in view.plan.posts if p.date == day.date]
    items: list[Session | Post] = [*sessions, *posts]
    cuts = sorted({minute for item in items for minute in (item.interval.start, item.interval.end)})
    found = [_at(view, minute, sessions, posts) for minute in cuts]
    columns = tuple(zip(*found, strict=True)) if found else ((), (), (), ())
    return Curve(tuple(cuts), *columns)


def _at(view: View, minute: int, sessions: Sequence[Session], posts: Sequence[Post]) -> tuple[int, int, int, int]:
    running = [s for s in sessions if s.interval.contains(minute)]
    held = [p for p in posts if p.interval.contains(minute)]
    short = sum(view.missing.get(s.id, 0) for s in running)
    filled = sum(p.adult is not None for p in held)
    needed = sum(max(view.wanted[s.id], view.missing.get(s.id, 0)) for s in running)
    duties = sum(len(s.duties) for s in running)
    return needed - short, filled, short + len(held) - filled, duties + filled


def pages(view: View) -> Iterator[Page]:
    """One page: a panel for each school day, all at one scale, with the periods of every stage beneath."""
    if view.empty:
        yield nothing(view, view.pick(TITLE))
        return
    curves = [curve(view, day) for day in view.problem.days]
    minutes = [minute for found in curves for minute in found.minutes]
    hours = Interval(min(minutes) // 30 * 30, min(1440, ceil(max(minutes) / 30) * 30))
    most = max(count for found in curves for count in (*found.needed, *found.on_duty))
    stages = view.problem.stages
    panel = max(1.9, hours.minutes / 60 * HOUR_INCHES)
    width = max(9.0, 2 * MARGIN + LABELS + len(curves) * (panel + BETWEEN))
    handles = _handles(view)
    strips, top, foot = len(stages) * STRIP, HEADER + 0.5, legend_inches(view, handles, width) + 0.25
    figure = new_figure(view, view.pick(TITLE), width, top + foot + BODY + strips)
    each = (width - 2 * MARGIN - LABELS) / len(curves)
    for index, (day, found) in enumerate(zip(view.problem.days, curves, strict=True)):
        left = MARGIN + LABELS + index * each
        right = width - left - each + BETWEEN
        axes = area(figure, left, foot + strips, right, top)
        _panel(view, axes, found, hours, most, first=index == 0)
        axes.set_title(_heading(view, day, found), fontsize=9, color=INK, pad=5, linespacing=1.35)
        _strips(view, area(figure, left, foot, right, top + BODY), day, hours, stages, first=index == 0)
    legend(figure, view, handles)
    yield Page(figure)


def _heading(view: View, day: SchoolDay, found: Curve) -> str:
    need, short = max(found.needed, default=0), max(found.missing, default=0)
    return f"{view.day_title(day)}\n{view.say('peak', need=need, short=short)}"


def _panel(view: View, axes: Axes, found: Curve, hours: Interval, most: int, *, first: bool) -> None:
    plain(axes)
    axes.set_xlim(hours.start - 4, hours.end + 4)
    axes.set_ylim(0, most * 1.08 + 1)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", labelbottom=False)
    axes.set_xticks(_marks(hours))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if first:
        axes.set_ylabel(view.say("adults"), fontsize=8, color=INK)
    else:
        axes.tick_params(axis="y", labelleft=False)
    if not found.minutes:
        axes.text(sum((hours.start, hours.end)) / 2, most / 2, view.say("nothing"), fontsize=8, ha="center", color=INK)
        return
    groups = found.in_groups
    there = tuple(map(sum, zip(groups, found.at_posts, strict=True)))
    for below, above, colour, hatch in (
        ((0,) * len(groups), groups, SKY, ""),
        (groups, there, GREY, POST_HATCH),
        (there, found.needed, SHORT, SHORT_HATCH),
    ):
        if below != above:
            axes.fill_between(
                found.minutes,
                below,
                above,
                step="post",
                facecolor=PAPER if colour == SHORT else tint(colour, 0.5),
                edgecolor=edge(colour) if hatch else "none",
                linewidth=0,
                hatch=hatch or None,
            )
    axes.step(found.minutes, found.on_duty, where="post", color=BLUE, linewidth=1.2, linestyle="--")
    axes.step(found.minutes, found.needed, where="post", color=INK, linewidth=1.5)


def _marks(hours: Interval) -> list[int]:
    return [minute for minute in range(hours.start, hours.end + 1) if minute % 60 == 0]


def _strips(view: View, axes: Axes, day: SchoolDay, hours: Interval, stages: Sequence[Stage], *, first: bool) -> None:
    plain(axes)
    axes.set_xlim(hours.start - 4, hours.end + 4)
    axes.set_ylim(len(stages), 0)
    marks = _marks(hours)
    axes.set_xticks(marks, [format_clock(minute) for minute in marks], fontsize=6.5)
    if first:
        axes.set_yticks(
            [k + 0.5 for k in range(len(stages))], [view.say(f"stage.{stage.value}") for stage in stages], fontsize=6.5
        )
        axes.tick_params(axis="y", length=0)
    else:
        axes.set_yticks([])
    room, _ = scale_of(axes)
    for row, stage in enumerate(stages):
        for period in Period:
            slot = period_slot(view, day, stage, period)
            if slot is not None and slot.start < hours.end and slot.end > hours.start:
                axes.add_patch(
                    Rectangle(
                        (slot.start, row + 0.1),
                        slot.minutes,
                        0.8,
                        facecolor=tint(GREY, 0.35),
                        edgecolor=GREY,
                        linewidth=0.6,
                    )
                )
                text = view.fonts.shorten(view.say(f"period.{period.value}"), 6, slot.minutes * room - 2)
                axes.text(
                    (slot.start + slot.end) / 2, row + 0.52, text, fontsize=6, color=INK, ha="center", va="center"
                )


def period_slot(view: View, day: SchoolDay, stage: Stage, period: Period) -> Interval | None:
    """From the first start to the last end of a period among the homerooms of a stage; None without it."""
    problem = view.problem
    rooms = [room for room in problem.homerooms.values() if room.stage is stage]
    slots = [slot for room in rooms if (slot := problem.slot(room.id, day, period)) is not None]
    return Interval(min(s.start for s in slots), max(s.end for s in slots)) if slots else None


def _handles(view: View) -> list[Artist]:
    return [
        Line2D([], [], color=INK, linewidth=1.5, label=view.say("needed")),
        Patch(facecolor=tint(SKY, 0.5), edgecolor="none", label=view.say("in_groups")),
        Patch(facecolor=tint(GREY, 0.5), edgecolor=edge(GREY), hatch=POST_HATCH, label=view.say("at_posts")),
        Line2D([], [], color=BLUE, linewidth=1.2, linestyle="--", label=view.say("on_duty")),
        short_patch(view, "short.people"),
    ]
