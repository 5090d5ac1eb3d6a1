"""The verb `sweep`: the week for every value of one quantity or two, and what it comes to."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import EffortName, Lang, Mode, Scenario, School, Week, language_of
from scheduler.cli.plan_verb import require_writable
from scheduler.cli.screen import Screen
from scheduler.cli.texts import say
from scheduler.cli.verbs import load
from scheduler.cli.whatif_verb import NO_PLAN, Json, Processes
from scheduler.cli.whatif_verb import table as side_by_side
from scheduler.config.load import Loaded
from scheduler.domain.plan import TierName
from scheduler.domain.vocabulary import said
from scheduler.explain import records

if TYPE_CHECKING:
    from scheduler.whatif.executor import Executor
    from scheduler.whatif.one_more import OneMore
    from scheduler.whatif.quantities import Range
    from scheduler.whatif.store import Store
    from scheduler.whatif.sweep import Frontier, Point

MOST_AXES = 2
SHOWN = (TierName.SHORTAGE, TierName.PLACES, TierName.LOAD, TierName.MONEY)


Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar="QUANTITY=RANGE",
        help="如 volunteers=0..10、participation=70%..100%:10%、late_days=2..5；可写两次 / "
        "like volunteers:football@thu=0..10:2; once or twice",
    ),
]
More = Annotated[
    bool,
    typer.Option(
        "--one-more", help="多一名教师、一名志愿者、一处场地、一个班各值多少 / what one more of each is worth"
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FOLDER", help="默认 out/学校-周一-sweep / by default out/SCHOOL-MONDAY-sweep"),
]
Effort = Annotated[EffortName, typer.Option(help="每个点的计算力度 / effort of each point")]
Limit = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="每个点的时限 / time limit of each point")]


def sweep(
    school: School,
    vary: Vary = None,
    one_more: More = False,
    week: Week = None,
    mode: Mode = None,
    effort: Effort = EffortName.QUICK,
    time_limit: Limit = 600.0,
    scenario: Scenario = None,
    processes: Processes = 2,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """一个或两个数量变化时会怎样 / Vary one quantity or two, and plan the week for each value.

    数量：volunteers、teachers（可加 :技能 和 @星期）、rooms（可加 :类别）、late_days、sessions、club_seats、
    participation、extended_care、evening_study。写出 frontier.json、frontier.png 和 points/。
    按 Ctrl-C 即停下；再运行同一条命令会接着做。

    Writes frontier.json, frontier.png and points/. Ctrl-C ends all; the same command then goes on where it was.
    """
    from scheduler.cli.tasks import TaskProgress
    from scheduler.planning.outcome import Effort as Power
    from scheduler.whatif.errand import OVER
    from scheduler.whatif.executor import Processes as Pool
    from scheduler.whatif.store import Store

    if not vary and not one_more:
        raise typer.BadParameter(say("sweep.vary", language_of(lang, "zh")))
    loaded, language = load(school, week, mode, scenario, lang)
    ranges = _ranges(loaded, vary or [], language)
    folder = out or Path("out") / f"{loaded.problem.school}-{loaded.problem.days[0].date}-sweep"
    require_writable(folder)
    notes = Screen(stderr=True)

    def dropped(path: Path, why: str) -> None:
        notes.print(say("sweep.dropped", language, path=path, why=why), style="yellow", markup=False)

    desk = _Desk(loaded, folder, Store(folder / "points", dropped), language, as_json)
    codes = []
    with Pool(processes, time_limit + OVER) as pool, TaskProgress(Screen(stderr=True), language) as progress:
        how: dict[str, Any] = {"effort": Power(effort.value), "seconds": time_limit, "told": progress}
        swept = _swept(desk, ranges, pool, how) if ranges else None
        tried = api.one_more(loaded, pool, desk.store, **how) if one_more else None
    if ranges:
        codes.append(_show_frontier(desk, swept))
    if one_more:
        codes.append(_show_one_more(desk, tried))
    raise typer.Exit(max(codes))


@dataclass(frozen=True)
class _Desk:
    """What is swept, where it goes, and how it is said."""

    loaded: Loaded
    folder: Path
    store: "Store"
    language: str
    as_json: bool

    def tell(self, name: str, record: object, shown: "Table", said: str) -> None:
        """Show a result, or print it as data, and write the data."""
        text = records.to_json(record)
        if self.as_json:
            typer.echo(text)
        else:
            Screen().print(shown)
            Screen().plain(said)
        write_text(self.folder / f"{name}.json", text + "\n")

    def wrote(self, *files: Path) -> None:
        """Say which files there are."""
        for path in files:
            Screen(stderr=self.as_json).plain(say("written", self.language, path=path))


def _ranges(loaded: Loaded, vary: list[str], language: str) -> "list[Range]":
    """What to vary; raises BadParameter."""
    from scheduler.whatif.quantities import VaryRefused, read_range

    if len(vary) > MOST_AXES:
        raise typer.BadParameter(say("sweep.vary", language))
    try:
        return [read_range(loaded.problem, text) for text in vary]
    except VaryRefused as refused:
        raise typer.BadParameter(refused.say(language)) from refused


def _swept(desk: _Desk, ranges: "list[Range]", pool: "Executor", how: dict[str, Any]) -> "Frontier | None":
    from scheduler.whatif.quantities import VaryRefused

    try:
        return api.sweep(desk.loaded, ranges, pool, desk.store, **how)
    except VaryRefused as refused:
        raise typer.BadParameter(refused.say(desk.language)) from refused


def _show_frontier(desk: _Desk, found: "Frontier | None") -> int:
    """Show, write and draw what there is; the exit code."""
    if found is None:
        return _nothing(desk)
    desk.tell("frontier", found, table(found, desk.language), found.say(desk.language))
    chart = api.draw_frontier(desk.loaded.problem, found, desk.folder / "frontier.png", desk.language)
    desk.wrote(desk.folder / "frontier.json", chart)
    if not found.whole:
        done = sum(point.side is not None for point in found.points)
        facts = {"done": done, "all": len(found.points), "path": desk.store.folder}
        Screen(stderr=True).print(say("sweep.stopped", desk.language, **facts), style="yellow", markup=False)
        return NO_PLAN
    return 0 if all(point.side and point.side.figures for point in found.points) else NO_PLAN


def _show_one_more(desk: _Desk, found: "OneMore | None") -> int:
    if found is None:
        return _nothing(desk)
    compared = found.named(desk.language)
    desk.tell("one-more", found, side_by_side(compared, desk.language), found.say(desk.language))
    chart = api.draw_compare(desk.loaded.problem, compared, desk.folder / "one-more.png", desk.language)
    desk.wrote(desk.folder / "one-more.json", chart)
    return 0 if found.whole else NO_PLAN


def _nothing(desk: _Desk) -> int:
    Screen(stderr=True).plain(say("whatif.no_base", desk.language, why=say("sweep.undone", desk.language)))
    return NO_PLAN


def table(found: "Frontier", language: str) -> Table:
    """One row a point: values, tiers as value [bound], first wishes, late minutes."""
    shown = Table(box=None, title=Text(say("sweep.table", language)), title_justify="left")
    for axis in found.axes:
        shown.add_column(axis.title[0 if language == "zh" else 1], justify="right")
    for name in SHOWN:
        shown.add_column(said(name, "tier", language), justify="right")
    for key in ("sweep.first", "sweep.late"):
        shown.add_column(say(key, language), justify="right")
    for point in found.points:
        values = [axis.written(value) for axis, value in zip(found.axes, point.values, strict=True)]
        shown.add_row(*(Text(cell) for cell in (*values, *_cells(point, language))))
    return shown


def _cells(point: "Point", language: str) -> list[str]:
    if point.side is None:
        return [say("sweep.undone", language)]
    if point.side.figures is None:
        return [say("sweep.none", language, why=point.side.none(language))]
    tiers = [point.tier(name) for name in SHOWN]
    cells = ["-" if tier is None else f"{tier.value} [{tier.bound}]" for tier in tiers]
    figures, late = point.side.figures, point.side.figures.late
    cells.append("-" if figures.first is None else f"{figures.first} [{figures.most_first}]")
    cells.append("-" if late is None else f"{late.least}-{late.most}")
    return cells
