"""The page all charts share: header, areas measured in inches, one legend, footer, and the page that says nothing is planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Page:
    """One drawn page. `slug` tells the pages of a chart apart in file names; empty: pages are numbered."""

    figure: Figure
    slug: str = ""


def new_figure(view: View, title: str, width: float, height: float) -> Figure:
    """A white page of `width` by `height` inches with the chart's title, the school, the week and the source of demand."""
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


def legend(figure: Figure, handles: Sequence[Artist], *, bottom: float = FOOTER + 0.05) -> None:
    """The legend of a page: one row (or two) at the foot, `bottom` inches above the edge."""
    width, height = figure.get_size_inches()
    figure.legend(
        handles=list(handles), loc="lower left", bbox_to_anchor=(MARGIN / width, bottom / height), ncol=_columns(handles, width),
        fontsize=LEGEND_SIZE, frameon=False, borderaxespad=0, borderpad=0, handlelength=1.8, handleheight=1.0,
        columnspacing=1.4, handletextpad=0.5,
    )


def kind_patches(view: View, kinds: Iterable[str]) -> list[Patch]:
    """Legend entries of the kinds of session that occur, always in the same order, sign first."""
    present = set(kinds)
    found = []
    for kind in (*Kind, "post"):
        if kind in present:
            colour = KIND_COLOURS[kind]
            label = f"{view.say(f'sign.{kind}')} {view.say(kind)}"
            found.append(Patch(facecolor=tint(colour), edgecolor=edge(colour), linewidth=0.8, label=label))
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
    style = {"fontsize": FOOTER_SIZE, "color": "#555555", "va": "bottom"}
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
    season = view.say("season", season=view.say(problem.policy.season))
    return " · ".join((problem.title, week, view.say(problem.mode.value), season))


def _columns(handles: Sequence[Artist], width: float) -> int:
    """As many entries a row as the page holds at about 0.28 inch for the sign and 0.07 to 0.12 a character."""
    longest = max((_inches(str(handle.get_label())) for handle in handles), default=1.0)
    return max(1, min(len(handles), int((width - 2 * MARGIN) / (longest + 0.55))))


def _inches(label: str) -> float:
    return sum(0.115 if ord(character) > 0x2E80 else 0.065 for character in label)
