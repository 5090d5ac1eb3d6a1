"""Why a week is short, and ways out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.atomic import write_text
from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

if TYPE_CHECKING:
    from scheduler.explain.clashes import Watcher as ClashWatcher
    from scheduler.explain.explanation import Explanation
    from scheduler.explain.season import Broken
    from scheduler.explain.ways.way import WaysOut
    from scheduler.planning.sketch import Sketch


def explain(problem: Problem, found: Plan, *, watch: "ClashWatcher | None" = None) -> "Explanation":
    """What is short in every plan of the week, who or what came closest to each demand this plan leaves unmet, and the
    clashes behind those, for which solvers are asked for some seconds; `watch` is told how that goes."""
    from scheduler.explain.explanation import explain_plan

    return explain_plan(problem, found, watch)


def ways(loaded: Loaded, *, base: "Sketch | None" = None, seconds: float = 8.0) -> "WaysOut":
    """Ways out of the shortage of a week, cheapest first, each planned with and judged.

    `base`: a sketch of the week already made. `seconds` bounds the search for further ways.
    """
    from scheduler.explain.ways.find import find_ways
    from solvers.worker import Worker

    with Worker() as one, Worker() as other:
        return find_ways(loaded, seconds=seconds, workers=(one, other), base=base)


def write_ways(found: "WaysOut", folder: Path, language: str) -> tuple[Path, ...]:
    """Write each way out as a scenario file, `way-1.yaml` and so on, for `plan --scenario`."""
    from scheduler.config.scenario_text import scenario_text

    files = []
    for number, way in enumerate(found.ways, start=1):
        text = scenario_text(way.title(language), way.say(language), way.layer)
        files.append(folder / f"way-{number}.yaml")
        write_text(files[-1], text)
    return tuple(files)


def what_breaks(before: Loaded, after: Loaded, found: Plan) -> "Broken":
    """A plan carried from the week of one to the week of the other, and what the judge has against it; no solver."""
    from scheduler.explain.season import what_breaks as broken

    return broken(before, after, found)


def breaches_later(loaded: Loaded, found: Plan) -> dict[date, int]:
    """How many breaches a plan has in each later full week of the season, carried there; by the week's first day."""
    from scheduler.explain.season import breaches_later as counted

    return counted(loaded, found)
