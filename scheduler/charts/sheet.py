"""The page all charts share: header, areas in inches, one legend, footer, and the page that says nothing is planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text

from scheduler.charts.palette import GREY, INK, KIND_COLOURS, PAPER, SHORT, SHORT_HATCH, edge, tint
from scheduler.charts.view import View
from scheduler.domain.groups import Kind

DPI = 110
MARGIN = 0.3
HEADER = 0.72
FOOTER = 0.3
TITLE_SIZE, SUBTITLE_SIZE, LEGEND_SIZE, FOOTER_SIZE = 14.0, 9.0, 8.0, 7.0
POINTS = 72
LEGEND_ROW = 0.2
HANDLE, PAD, BETWEEN = 1.8, 0.5, 1.5
"""Lengths in a legend in units of its font size: the sign, from sign to words, from entry to entry."""


@dataclass(frozen=True)
class Page:
    """One drawn page. `slug` tells the pages of a chart apart in file names; empty: pages are numbered."""

    figure: Figure
    slug: str = ""


def new_figure(view: View, title: str, width: float, height: float) -> Figure:
    """A white page of `width` by `height` inches headed by the title, the school, the week and the source of demand."""
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER)
    room = (width - 2 * MARGIN) * POINTS
    for text, size, below in ((title, TITLE_SIZE, 0.18), (_subtitle(view), SUBTITLE_SIZE, 0.47)):
        figure.text(
            MARGIN / width, 1 - below / height, view.fonts.shorten(text, size, room), fontsize=size, color=INK, va="top"
        )
    return figure


def area(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes inside the page, each side that many inches from the same side of the page."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )


def plain(axes: Axes) -> None:
    """Thin grey frame and small ticks."""
    for spine in axes.spines.values():
        spine.set_color(GREY)
        spine.set_linewidth(0.6)
    axes.tick_params(length=2, width=0.6, color=GREY, labelsize=7, labelcolor=INK)


def legend_inches(view: View, handles: Sequence[Artist], width: float) -> float:
    """Height in inches of the foot of a page `width` inches wide: footer and legend."""
    return FOOTER + 0.12 + LEGEND_ROW * len(_legend_rows(view, handles, width))


def legend(figure: Figure, view: View, handles: Sequence[Artist]) -> None:
    """The legend of a page at its foot, in as many rows as its entries need."""
    width, height = figure.get_size_inches()
    rows = _legend_rows(view, handles, width)
    for index, row in enumerate(reversed(rows)):
        figure.legend(
            handles=row,
            loc="lower left",
            ncol=len(row),
            fontsize=LEGEND_SIZE,
            frameon=False,
            borderaxespad=0,
            borderpad=0,
            bbox_to_anchor=(MARGIN / width, (FOOTER + 0.05 + index * LEGEND_ROW) / height),
            handlelength=HANDLE,
            handleheight=1.0,
            columnspacing=BETWEEN,
            handletextpad=PAD,
        )


def kind_patches(view: View, kinds: Iterable[str]) -> list[Patch]:
    """Legend entries of the kinds of session that occur, always in the same order, sign first."""
    present = set(kinds)
    found = []
    for kind in (*Kind, "post"):
        if kind in present:
            colour, share = KIND_COLOURS[kind], 0.6 if kind == "post" else 0.35
            label = f"{view.say(f'sign.{kind}')} {view.say(kind)}"
            found.append(Patch(facecolor=tint(colour, share), edgecolor=edge(colour), linewidth=0.8, label=label))
    return found


def short_patch(view: View, key: str = "short") -> Patch:
    """Legend entry of everything that is short: red outline and hatch."""
    return Patch(facecolor=PAPER, edgecolor=SHORT, hatch=SHORT_HATCH, linewidth=1.0, label=view.say(key))


def footer(figure: Figure, view: View, stamp: str, page: int, pages: int) -> None:
    """The foot of a page: the policy document, what was left out, the plan's hash and the page number."""
    width, height = figure.get_size_inches()
    left = [view.say("policy", document=view.problem.policy.document)]
    if view.undrawn:
        left.append(view.say("undrawn", count=view.undrawn))
    right = " · ".join(part for part in (stamp, view.say("page", page=page, pages=pages)) if part)
    room = (width - 2 * MARGIN) * POINTS - view.fonts.width(right, FOOTER_SIZE) - 12
    style: dict[str, Any] = {"fontsize": FOOTER_SIZE, "color": "#555555", "va": "bottom"}
    figure.text(MARGIN / width, 0.1 / height, view.fonts.shorten(" · ".join(left), FOOTER_SIZE, room), **style)
    figure.text(1 - MARGIN / width, 0.1 / height, right, ha="right", **style)


def nothing(view: View, title: str, key: str = "nothing") -> Page:
    """A page that says in words that there is nothing to draw."""
    figure = new_figure(view, title, 8.0, 3.0)
    figure.text(0.5, 0.42, view.say(key), fontsize=16, color=INK, ha="center", va="center")
    return Page(figure)


def texts_of(figure: Figure) -> list[Text]:
    """Every piece of text on a page."""
    return [found for found in figure.findobj(Text) if isinstance(found, Text)]


def _subtitle(view: View) -> str:
    problem = view.problem
    days = [day.date for day in problem.days]
    week = view.say("week", first=min(days, default=view.plan.week), last=max(days, default=view.plan.week))
    season = view.say("season", season=view.say(f"season.{problem.policy.season}"))
    return " · ".join((problem.title, week, view.say(problem.mode.value), season))


def _legend_rows(view: View, handles: Sequence[Artist], width: float) -> list[list[Artist]]:
    """The entries in rows that fit between the margins."""
    rows: list[list[Artist]] = [[]]
    used, room = 0.0, (width - 2 * MARGIN) * POINTS
    for handle in handles:
        wide = view.fonts.width(str(handle.get_label()), LEGEND_SIZE) + (HANDLE + PAD + BETWEEN) * LEGEND_SIZE
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(handle)
        used += wide
    return rows
