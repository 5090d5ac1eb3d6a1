"""The charts there are: one ordered list, from which file names, verbs and tests follow."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.charts import adult_week, clubs, coverage, demand, first_choice, flow, load, ranks, week_by_venue
from scheduler.charts.refusal import UnknownWord
from scheduler.charts.sheet import Page
from scheduler.charts.view import View


@dataclass(frozen=True)
class Chart:
    """One kind of chart: its name in files and commands, its title (Chinese, English), and how its pages are drawn.

    `by_name`: it is about pupils placed by name, which counts mode has none of; there it is drawn only when asked for.
    """

    kind: str
    title: tuple[str, str]
    pages: Callable[[View], Iterator[Page]]
    by_name: bool = False


CHARTS: tuple[Chart, ...] = (
    Chart("week_by_venue", week_by_venue.TITLE, week_by_venue.pages),
    Chart("adult_week", adult_week.TITLE, adult_week.pages),
    Chart("load", load.TITLE, load.pages),
    Chart("clubs", clubs.TITLE, clubs.pages),
    Chart("coverage", coverage.TITLE, coverage.pages),
    Chart("ranks", ranks.TITLE, ranks.pages, by_name=True),
    Chart("demand", demand.TITLE, demand.pages, by_name=True),
    Chart("first_choice", first_choice.TITLE, first_choice.pages, by_name=True),
    Chart("flow", flow.TITLE, flow.pages, by_name=True),
)


def charts_named(kinds: Sequence[str] | None, *, by_name: bool = True) -> tuple[Chart, ...]:
    """The charts of the given kinds in the registry's order; for None all, or all but those by name.

    Raises UnknownWord.
    """
    known = [chart.kind for chart in CHARTS]
    for kind in kinds or ():
        if kind not in known:
            raise UnknownWord("chart", kind, known)
    if kinds is None:
        return tuple(chart for chart in CHARTS if by_name or not chart.by_name)
    return tuple(chart for chart in CHARTS if chart.kind in kinds)
