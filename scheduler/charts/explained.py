"""Why a week is short, on one page: clashes on the grid of the week, and ways out as bars by their price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from scheduler.atomic import write_bytes
from scheduler.charts.draw import drawing, drawn_pages, rendered
from scheduler.charts.fonts import Fonts, load_fonts
from scheduler.charts.palette import FAINT, GREEN, INK, ORANGE, PAPER, SHORT, SHORT_HATCH, edge, tint
from scheduler.charts.registry import Chart
from scheduler.charts.sheet import HEADER, MARGIN, POINTS, Page, area, legend, legend_inches, new_figure
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.clash_words import apart
from scheduler.explain.conflict import Conflict
from scheduler.explain.explanation import Explanation
from scheduler.explain.ways.way import Way

TITLE = ("为什么缺，怎么办", "What clashes, and ways out")
WIDTH, SIZE, LINE, GAP = 13.0, 8.0, 0.155, 0.12
"""Inches of a page, points of its words, inches of a line and between entries."""
HEAD, DAYS, WORDS, BESIDE = 0.3, 3.6, 7.4, 0.2
"""Inches: a part's heading, the columns of the days, the words of a way, and between words and what is beside them."""
MOST_LINES = 6
TEXTS = {
    "clashes": ("互相冲突的要求（涂色的日子合在一起做不到）", "What cannot all be met, on the days that are marked"),
    "no_clash": ("没有找到互相冲突的要求", "No clash was found"),
    "ways": ("解决办法与代价（分），便宜的在前", "Ways out and their price in points, cheapest first"),
    "no_way": ("没有解决办法可列", "No way out is told"),
    "enough": ("试排后不再缺", "planned with it nothing is short"),
    "partly": ("只能减少缺口", "only makes the shortage smaller"),
    "marked": ("冲突的日子", "day of the clash"),
    "points": ("{price} 分", "{price} points"),
    "short": ("缺口 {before} → {after}", "shortage {before} to {after}"),
}


@dataclass(frozen=True)
class _Entry:
    """One clash or way with its words in lines."""

    record: Conflict | Way
    lines: tuple[str, ...]

    @property
    def inches(self) -> float:
        """Height on the page."""
        return max(1, len(self.lines)) * LINE + GAP


def draw_explained(problem: Problem, found: Explanation, file: Path, language: str) -> Path:
    """Draw the clashes and ways out of an explanation into a PNG file and return it.

    Raises ChartRefused before anything is written, and OSError.
    """
    nobody = Plan(problem.school, problem.days[0].date, problem.mode.value, (), (), (), (), (), (), (), (), ())
    view = view_of(problem, nobody, language, load_fonts(None))
    with drawing(view.fonts):
        for _, figure in drawn_pages(Chart("explained", TITLE, lambda v: pages(v, found)), view, ""):
            write_bytes(file, rendered(figure, "png"))
    return file


def pages(view: View, found: Explanation) -> Iterator[Page]:
    """One page as tall as its words: clashes above, ways out below."""
    language = view.language
    side = WIDTH - 2 * MARGIN - DAYS - BESIDE
    clashes = [_Entry(c, wrapped(view.fonts, _clash_words(c, language), side)) for c in found.clashes.found]
    told = found.ways.ways if found.ways is not None else ()
    ways = [_Entry(w, wrapped(view.fonts, w.title(language), WORDS)) for w in told]
    handles = _handles(view)
    parts = [HEAD + max(LINE + GAP, sum(entry.inches for entry in part)) for part in (clashes, ways)]
    height = HEADER + sum(parts) + 3 * GAP + legend_inches(view, handles, WIDTH) + 0.2
    figure = new_figure(view, view.pick(TITLE), WIDTH, height)
    above = area(figure, MARGIN, height - HEADER - parts[0], MARGIN, HEADER)
    below = area(figure, MARGIN, height - HEADER - sum(parts) - 2 * GAP, MARGIN, HEADER + parts[0] + 2 * GAP)
    for axes, inches in ((above, parts[0]), (below, parts[1])):
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH - 2 * MARGIN)
        axes.set_ylim(inches, 0)
    _grid(above, view, clashes)
    _bars(below, view, ways)
    legend(figure, view, handles)
    yield Page(figure)


def wrapped(fonts: Fonts, words: str, inches: float) -> tuple[str, ...]:
    """Words in lines of at most so many inches, broken after a blank or a Chinese character; the last one shortened
    when they are more than MOST_LINES."""
    room = inches * POINTS
    lines: list[str] = [""]
    for piece in _pieces(words):
        if lines[-1] and fonts.width(lines[-1] + piece.rstrip(), SIZE) > room:
            lines.append("")
        lines[-1] += piece
    if len(lines) > MOST_LINES:
        rest = "".join(lines[MOST_LINES - 1 :])
        lines = [*lines[: MOST_LINES - 1], fonts.shorten(rest, SIZE, room)]
    return tuple(line.rstrip() for line in lines)


def _pieces(words: str) -> Iterator[str]:
    """Parts between which a line may end."""
    piece = ""
    for letter in words:
        piece += letter
        if letter == " " or ord(letter) > 0x2E80:
            yield piece
            piece = ""
    if piece:
        yield piece


def _clash_words(clash: Conflict, language: str) -> str:
    """What is wanted, and what stands against it, without what is proven."""
    lines = clash.say(language).split("\n")
    return apart([line.strip() for line in lines[:-1]], language)


def _grid(axes: Axes, view: View, clashes: Sequence[_Entry]) -> None:
    """A row a clash: its words, and under each day whether it is about it, with the clauses it names."""
    axes.text(0, 0, view.pick(TEXTS["clashes" if clashes else "no_clash"]), fontsize=9.5, color=INK, va="top")
    days, left = view.problem.days, WIDTH - 2 * MARGIN - DAYS
    each = DAYS / len(days)
    for index, day in enumerate(days if clashes else ()):
        axes.text(left + (index + 0.5) * each, 0, view.day_title(day), fontsize=7, color=INK, va="top", ha="center")
    top = HEAD
    for entry in clashes:
        assert isinstance(entry.record, Conflict)
        _say(axes, entry, top)
        span = entry.record.wanted[0].interval if entry.record.wanted else None
        for index, day in enumerate(days):
            mine = not entry.record.dates or day.date in entry.record.dates
            box = (left + index * each + 0.03, top), each - 0.06, entry.inches - GAP
            face, line, hatch = (PAPER, SHORT, SHORT_HATCH) if mine else (FAINT, FAINT, "")
            axes.add_patch(Rectangle(*box, facecolor=face, edgecolor=line, hatch=hatch, linewidth=0.8))
            if mine and span is not None:
                middle = (left + (index + 0.5) * each, top + (entry.inches - GAP) / 2)
                plate = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
                axes.text(*middle, str(span), fontsize=6.5, color=INK, ha="center", va="center", bbox=plate)
        top += entry.inches


def _bars(axes: Axes, view: View, ways: Sequence[_Entry]) -> None:
    """A row a way: its words, and a bar as long as its price."""
    axes.text(0, 0, view.pick(TEXTS["ways" if ways else "no_way"]), fontsize=9.5, color=INK, va="top")
    left = WORDS + BESIDE
    most = max((entry.record.price for entry in ways if isinstance(entry.record, Way)), default=1)
    room = WIDTH - 2 * MARGIN - left - 1.5
    top = HEAD
    for entry in ways:
        way = entry.record
        assert isinstance(way, Way)
        _say(axes, entry, top)
        colour, hatch = (GREEN, "") if way.enough else (ORANGE, "..")
        box = (left, top + 0.01), room * way.price / max(1, most), LINE
        axes.add_patch(Rectangle(*box, facecolor=tint(colour, 0.6), edgecolor=edge(colour), hatch=hatch, linewidth=0.8))
        told = [view.pick(TEXTS["points"]).format(price=way.price)]
        if not way.enough:
            told.append(view.pick(TEXTS["short"]).format(before=way.before, after=way.after))
        axes.text(left + box[1] + 0.06, top, " · ".join(told), fontsize=SIZE, color=INK, va="top")
        top += entry.inches


def _say(axes: Axes, entry: _Entry, top: float) -> None:
    for number, line in enumerate(entry.lines):
        axes.text(0, top + number * LINE, line, fontsize=SIZE, color=INK, va="top")


def _handles(view: View) -> list[Artist]:
    return [
        Patch(facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, label=view.pick(TEXTS["marked"])),
        Patch(facecolor=tint(GREEN, 0.6), edgecolor=edge(GREEN), label=view.pick(TEXTS["enough"])),
        Patch(facecolor=tint(ORANGE, 0.6), edgecolor=edge(ORANGE), hatch="..", label=view.pick(TEXTS["partly"])),
    ]
