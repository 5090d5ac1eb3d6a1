"""Benchmark `planted`: schools with one known cause each, whether explaining names it, and how long it takes."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from scheduler import api
from scheduler.config.load import Loaded, with_layer
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan, TierName
from scheduler.generate.term import WINTER_WEEK
from scheduler.planning.outcome import Effort
from tests.benchmarks.planted.corpus import Planted, Planting, plant_school
from tests.benchmarks.planted.naming import naming
from tests.benchmarks.report import Result

NAMED_PERCENT = 95
SLOWEST = 10.0
"""Seconds one explanation may take."""


def run_planted(plantings: Sequence[Planting], checked: int) -> Iterator[Result]:
    """A line a school, then one of all; of each school `checked` ways out are planned anew."""
    told: list[Result] = []
    for planting in plantings:
        with tempfile.TemporaryDirectory() as scratch:
            planted = plant_school(planting, Path(scratch))
            told.append({"case": planting.name, "classes": planting.classes} | explained(planted, checked))
        yield told[-1]
    yield summary(told)


def write_corpus(plantings: Sequence[Planting], folder: Path) -> Iterator[Result]:
    """Only the corpus: each school's folder with its scenario, its setting where it has one, and its cause."""
    for planting in plantings:
        planted = plant_school(planting, folder / planting.name)
        yield {"case": planting.name, "kinds": [plant.cause.kind for plant in planted.plants]}


def explained(planted: Planted, checked: int) -> Result:
    """The school whole without its faults, short with them, explained, and the explanation and its ways out judged.

    Shortages are those of drafts, which know nothing of how they are explained.
    """
    _, whole = drafted(load(planted, planted.setting))
    loaded = load(planted, [planted.planted])
    plan, short = drafted(loaded)
    began = time.monotonic()
    api.count(loaded)
    counted = time.monotonic()
    found = api.explain(loaded.problem, plan)
    seconds = time.monotonic() - counted
    named = {plant.cause.kind: naming(plant.cause, found) for plant in planted.plants}
    return {
        "kinds": list(named),
        "whole": whole == 0,
        "short": short,
        "named": {kind: "+".join(by) for kind, by in named.items()},
        "certain": len(found.count.certain),
        "clashes": len(found.clashes.found),
        "count_seconds": round(counted - began, 2),
        "seconds": round(seconds, 2),
    } | remedied(loaded, checked)


def remedied(loaded: Loaded, checked: int) -> Result:
    """The ways out offered, and of the first ones, as a draft of the week with each says, how many are sufficient.

    A way that says it only helps is sufficient when no more is short than it says.
    """
    began = time.monotonic()
    found = api.ways(loaded)
    seconds = time.monotonic() - began
    tried = [(way.after, drafted(with_layer(loaded, way.layer))[1]) for way in found.ways[:checked]]
    return {
        "ways": len(found.ways),
        "enough": sum(way.enough for way in found.ways),
        "price": found.ways[0].price if found.ways else None,
        "checked": len(tried),
        "sufficient": sum(short <= said for said, short in tried),
        "ways_seconds": round(seconds, 2),
    }


def summary(told: Sequence[Result]) -> Result:
    """All schools: in how many every cause was named; right at 95 of 100, none unsound, none over ten seconds, no way
    out that planning anew refutes."""
    named = sum(all(result["named"].values()) for result in told)
    sound = sum(result["whole"] and result["short"] > 0 for result in told)
    worst = max(result["seconds"] for result in told)
    checked, sufficient = (sum(result[key] for result in told) for key in ("checked", "sufficient"))
    return {
        "case": "all",
        "schools": len(told),
        "sound": sound,
        "named": named,
        "median_seconds": round(median(result["seconds"] for result in told), 2),
        "worst_seconds": worst,
        "with_a_way": sum(result["enough"] > 0 for result in told),
        "checked": checked,
        "sufficient": sufficient,
        "ways_median_seconds": round(median(result["ways_seconds"] for result in told), 2),
        "right": checked == sufficient
        and sound == len(told)
        and 100 * named >= NAMED_PERCENT * len(told)
        and worst <= SLOWEST,
    }


def load(planted: Planted, layers: Sequence[Path]) -> Loaded:
    """The school's winter week with scenarios over it."""
    return api.load(planted.school, week=WINTER_WEEK, mode=Mode.ROSTER, scenarios=layers)


def drafted(loaded: Loaded) -> tuple[Plan, int]:
    """A draft of the week and its shortage. Raises ValueError when there is none."""
    outcome = api.plan(loaded, effort=Effort.DRAFT)
    if outcome.plan is None or outcome.audit is None:
        raise ValueError(f"{loaded.problem.school}: no draft")
    return outcome.plan, outcome.audit.value[TierName.SHORTAGE]
