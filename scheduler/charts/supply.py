"""Supply against the least demand of a week, before any plan: adults and places through every afternoon."""

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from scheduler.atomic import write_bytes
from scheduler.calendar.clock import Interval, format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.charts.draw import drawing, drawn_pages, rendered
from scheduler.charts.fonts import load_fonts
from scheduler.charts.palette import BLUE, FAINT, INK, PAPER, SHORT, SHORT_HATCH, SKY, tint
from scheduler.charts.registry import Chart
from scheduler.charts.sheet import HEADER, MARGIN, Page, area, legend, legend_inches, new_figure, nothing, plain
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.count import Count
from scheduler.explain.moments import Moment
from scheduler.explain.shortage import Resource

TITLE = ("排班以前先数一数：至少需要与最多可用", "Count first: least demand against all there is")
PANEL, BODY, GAP, LABELS, BETWEEN = 1.9, 1.9, 0.42, 0.5, 0.16
ROWS = (
    ("成人（人）", "adults", frozenset({Resource.ADULT, Resource.LED})),
    ("场地（处）", "places", frozenset({Resource.VENUE, Resource.HOUSED, Resource.SEAT, Resource.EQUIPMENT})),
)
WORDS = {
    "wanted": ("至少需要", "needed at least"),
    "supply": ("能到位的（每人、每处只算一次）", "there and admissible, each counted once"),
    "short": ("肯定不够的时段（含技能、场地类别等原因）", "certain shortage, by number, skill or kind of place"),
}


def draw_supply(problem: Problem, count: Count, file: Path, language: str) -> Path:
    """Draw the count into a PNG file and return it. Raises ChartRefused before anything is written, and OSError."""
    nobody = Plan(problem.school, problem.days[0].date, problem.mode.value, (), (), (), (), (), (), (), (), ())
    view = view_of(problem, nobody, language, load_fonts(None))
    with drawing(view.fonts):
        for _, figure in drawn_pages(Chart("supply", TITLE, lambda v: pages(v, count)), view, ""):
            write_bytes(file, rendered(figure, "png"))
    return file


def pages(view: View, count: Count) -> Iterator[Page]:
    """One page: adults above, places below, a panel a day; what is certain to be short is hatched."""
    spans = [m.interval for m in (*count.adults, *count.places)]
    if not spans:
        yield nothing(view, view.pick(TITLE))
        return
    hours = Interval(min(s.start for s in spans) // 30 * 30, min(1440, ceil(max(s.end for s in spans) / 30) * 30))
    days = view.problem.days
    width = max(9.0, 2 * MARGIN + LABELS + len(days) * (PANEL + BETWEEN))
    handles = _handles(view)
    foot = legend_inches(view, handles, width) + 0.3
    height = HEADER + 0.3 + 2 * BODY + GAP + foot
    figure = new_figure(view, view.pick(TITLE), width, height)
    each = (width - 2 * MARGIN - LABELS) / len(days)
    for row, moments in enumerate((count.adults, count.places)):
        zh, en, resources = ROWS[row]
        most = max((max(m.wanted, m.supply) for m in moments), default=1)
        top = HEADER + 0.3 + row * (BODY + GAP)
        for index, day in enumerate(days):
            left = MARGIN + LABELS + index * each
            axes = area(figure, left, height - top - BODY, width - left - each + BETWEEN, top)
            mine = [m for m in moments if m.day == day]
            _panel(axes, mine, _short(count, day, resources), hours, most)
            if row == 0:
                axes.set_title(view.day_title(day), fontsize=9, color=INK, pad=4)
            if index == 0:
                axes.set_ylabel(view.pick((zh, en)), fontsize=8, color=INK)
            else:
                axes.tick_params(axis="y", labelleft=False)
    legend(figure, view, handles)
    yield Page(figure)


def _short(count: Count, day: SchoolDay, resources: frozenset[Resource]) -> list[Interval]:
    """When something of these resources is certainly short that day."""
    found = [s for s in count.certain if s.resource in resources and day.date in s.dates]
    return [s.interval for s in found if s.interval is not None]


def _panel(axes: Axes, moments: Sequence[Moment], short: Sequence[Interval], hours: Interval, most: int) -> None:
    plain(axes)
    axes.set_xlim(hours.start - 4, hours.end + 4)
    axes.set_ylim(0, most * 1.08 + 1)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    marks = [minute for minute in range(hours.start, hours.end) if minute % 60 == 0]
    axes.set_xticks(marks, [format_clock(minute) for minute in marks], fontsize=6.5)
    for span in dict.fromkeys(short):
        axes.axvspan(span.start, span.end, facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, linewidth=0.8)
    for moment in moments:
        ends = (moment.interval.start, moment.interval.end)
        axes.fill_between(ends, 0, moment.wanted, facecolor=tint(SKY, 0.5), edgecolor="none")
        axes.plot(ends, (moment.wanted, moment.wanted), color=INK, linewidth=1.5)
        axes.plot(ends, (moment.supply, moment.supply), color=BLUE, linewidth=1.4, linestyle="--")


def _handles(view: View) -> list[Artist]:
    return [
        Patch(facecolor=tint(SKY, 0.5), edgecolor=INK, label=view.pick(WORDS["wanted"])),
        Line2D([], [], color=BLUE, linewidth=1.4, linestyle="--", label=view.pick(WORDS["supply"])),
        Patch(facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, label=view.pick(WORDS["short"])),
    ]
