"""What a week bears: a heat map of every single absence, adults and venues by day, by points of the repair."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from scheduler.atomic import write_bytes
from scheduler.charts.draw import drawing, drawn_pages, rendered
from scheduler.charts.fonts import load_fonts
from scheduler.charts.palette import BLUE, FAINT, GREY, INK, PAPER, SHORT, SHORT_HATCH, tint
from scheduler.charts.registry import Chart
from scheduler.charts.sheet import HEADER, MARGIN, Page, area, legend, legend_inches, new_figure, plain
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.resilience.absence import Missing
from scheduler.resilience.mend import Mended
from scheduler.resilience.report import Resilience

TITLE = ("缺一个人、关一处场地会怎样：改动的代价（分）", "One adult or venue missing: what the repair costs, in points")
WORDS = {
    "week": ("全周", "week"),
    "adults": ("成人", "adults"),
    "venues": ("场地（全周关闭）", "venues (closed all week)"),
    "broken": ("没有合规的改法", "no legal repair"),
    "unknown": ("没有答出", "not answered"),
    "off": ("须停开社团", "a club is called off"),
    "low": ("代价低", "cheap"),
    "high": ("代价高", "dear"),
    "away": ("不值班", "does not serve"),
}
ROW, CELL, NAME, GAP, COLUMNS = 0.17, 0.44, 0.62, 0.3, 3
SIZE = 6.5
OFF = "*"
Cells = Mapping[tuple[str, date | None], Mended]
"""What becomes of the absence of somebody or something on a date; None for all its dates together."""


def draw_bearing(problem: Problem, found: Resilience, file: Path, language: str) -> Path:
    """Draw the heat map into a PNG file and return it. Raises ChartRefused before anything is written, and OSError."""
    nobody = Plan(problem.school, problem.days[0].date, problem.mode.value, (), (), (), (), (), (), (), (), ())
    view = view_of(problem, nobody, language, load_fonts(None))
    with drawing(view.fonts):
        for _, figure in drawn_pages(Chart("bearing", TITLE, lambda v: iter((page(v, found),))), view, ""):
            write_bytes(file, rendered(figure, "png"))
    return file


def page(view: View, found: Resilience) -> Page:
    """One page: blocks of adults by day, and a last one of venues, side by side."""
    days: list[date | None] = [*(day.date for day in view.problem.days), None]
    adults, venues = (_cells(found, what) for what in (Missing.ADULT, Missing.VENUE))
    names = list(dict.fromkeys(who for who, _ in adults))
    each = max(1, -(-len(names) // COLUMNS), -(-len({who for who, _ in venues}) // 1))
    blocks = [(adults, names[at : at + each], days) for at in range(0, len(names), each)]
    blocks += [(venues, list(dict.fromkeys(who for who, _ in venues)), [None])] if venues else []
    most = max((one.cost for one in found.mended if one.legal), default=1)
    width = max(8.0, 2 * MARGIN + sum(NAME + CELL * len(columns) + GAP for _, _, columns in blocks))
    handles = _handles(view, most)
    foot = legend_inches(view, handles, width) + 0.2
    tall = ROW * max((len(rows) for _, rows, _ in blocks), default=1)
    height = HEADER + 0.55 + tall + foot
    figure = new_figure(view, view.pick(TITLE), width, height)
    left = MARGIN
    for cells, rows, columns in blocks:
        inside = left + NAME
        wide, high = CELL * len(columns), ROW * len(rows)
        axes = area(figure, inside, height - HEADER - 0.55 - high, width - inside - wide, HEADER + 0.55)
        _block(view, axes, cells, rows, columns, most)
        left += NAME + wide + GAP
    legend(figure, view, handles)
    return Page(figure)


def _cells(found: Resilience, what: Missing) -> Cells:
    mine = (one for one in found.mended if one.absence.what is what)
    single = what is Missing.ADULT
    return {
        (one.absence.who[0], one.absence.dates[0] if single and len(one.absence.dates) == 1 else None): one
        for one in mine
    }


def _block(
    view: View, axes: Axes, cells: Cells, rows: Sequence[str], columns: Sequence[date | None], most: int
) -> None:
    plain(axes)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    axes.set_facecolor(PAPER)
    days = {day.date: view.day_title(day).split(" ")[0] for day in view.problem.days}
    heads = [view.pick(WORDS["week"]) if day is None else days[day] for day in columns]
    if columns == [None]:
        heads = [view.pick(WORDS["venues"])]
    axes.set_xticks([at + 0.5 for at in range(len(columns))], heads, fontsize=SIZE, color=INK)
    axes.set_yticks([at + 0.5 for at in range(len(rows))], rows, fontsize=SIZE, color=INK)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    for row, who in enumerate(rows):
        for column, day in enumerate(columns):
            if (who, day) in cells:
                _cell(axes, column, row, cells[who, day], most)


def _cell(axes: Axes, column: int, row: int, found: Mended, most: int) -> None:
    """Shaded by points, which it tells; hatched without a legal repair; a star where a club is called off."""
    style: dict[str, Any] = {"linewidth": 0.4, "edgecolor": FAINT}
    if not found.known:
        axes.add_patch(Rectangle((column, row), 1, 1, facecolor=GREY, **style))
        return
    if not found.legal:
        axes.add_patch(
            Rectangle((column, row), 1, 1, facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, linewidth=0.6)
        )
        return
    share = 0.08 + 0.82 * min(1.0, (found.cost / max(1, most)) ** 0.5)
    axes.add_patch(Rectangle((column, row), 1, 1, facecolor=tint(BLUE, share), **style))
    colour = PAPER if share > 0.55 else INK
    told = f"{found.cost}{OFF if found.called_off else ''}"
    axes.text(column + 0.5, row + 0.54, told, ha="center", va="center", fontsize=5.5, color=colour)


def _handles(view: View, most: int) -> list[Artist]:
    return list(_entries(view, most))


def _entries(view: View, most: int) -> Iterator[Artist]:
    yield Patch(facecolor=tint(BLUE, 0.08), edgecolor=FAINT, label=f"{view.pick(WORDS['low'])} (0)")
    yield Patch(facecolor=tint(BLUE, 0.9), edgecolor=FAINT, label=f"{view.pick(WORDS['high'])} ({most})")
    yield Patch(facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, label=view.pick(WORDS["broken"]))
    yield Patch(facecolor=GREY, edgecolor=FAINT, label=view.pick(WORDS["unknown"]))
    yield Patch(facecolor="none", edgecolor="none", label=f"{OFF} {view.pick(WORDS['off'])}")
