"""Benchmark `planted`: schools with one known cause each, whether explaining names it, and how long it takes."""

import json
import resource
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
"""Seconds of processor time that one explanation may take, all processes together, since the clock of a shared machine
says more of its other users."""
SEEKING = 2 * SLOWEST
"""The same for ways out, which are sought by two processes at once."""


def run_planted(
    plantings: Sequence[Planting], checked: int, keep: Path | None = None, seconds: float = 8.0
) -> Iterator[Result]:
    """A line a school, then one of all; of each school `checked` ways out are planned anew.

    `seconds`: how long further ways are sought, by the wall's clock. `keep`: a file of lines; schools it has are not
    run again, and every other one is added as soon as it is done.
    """
    known = _kept(keep)
    told: list[Result] = []
    for planting in plantings:
        if planting.name not in known:
            with tempfile.TemporaryDirectory() as scratch:
                planted = plant_school(planting, Path(scratch))
                found = explained(planted, checked, seconds)
                known[planting.name] = {"case": planting.name, "classes": planting.classes} | found
            if keep is not None:
                with keep.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(known[planting.name]) + "\n")
        told.append(known[planting.name])
        yield told[-1]
    yield summary(told)


def _kept(file: Path | None) -> dict[str, Result]:
    """Results of earlier runs by school; none without a file."""
    if file is None or not file.exists():
        return {}
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {line["case"]: line for line in lines}


class Clock:
    """Seconds on the wall, and of the processor: this process's and its ended children's."""

    def __init__(self) -> None:
        self._wall, self._work = time.monotonic(), _work()

    @property
    def wall(self) -> float:
        """Since it was started."""
        return round(time.monotonic() - self._wall, 2)

    @property
    def work(self) -> float:
        """Since it was started, of all processes."""
        return round(_work() - self._work, 2)


def _work() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def write_corpus(plantings: Sequence[Planting], folder: Path) -> Iterator[Result]:
    """Only the corpus: each school's folder with its scenario, its setting where it has one, and its cause."""
    for planting in plantings:
        planted = plant_school(planting, folder / planting.name)
        yield {"case": planting.name, "kinds": [plant.cause.kind for plant in planted.plants]}


def explained(planted: Planted, checked: int, seconds: float) -> Result:
    """The school whole without its faults, short with them, explained, and the explanation and its ways out judged.

    Shortages are those of drafts, which know nothing of how they are explained.
    """
    _, whole = drafted(load(planted, planted.setting))
    loaded = load(planted, [planted.planted])
    plan, short = drafted(loaded)
    clock = Clock()
    api.count(loaded)
    counted = clock.wall
    clock = Clock()
    found = api.explain(loaded.problem, plan)
    wall, work = clock.wall, clock.work
    named = {plant.cause.kind: naming(plant.cause, found) for plant in planted.plants}
    return {
        "kinds": list(named),
        "whole": whole == 0,
        "short": short,
        "named": {kind: "+".join(by) for kind, by in named.items()},
        "certain": len(found.count.certain),
        "clashes": len(found.clashes.found),
        "count_seconds": counted,
        "seconds": wall,
        "cpu": work,
    } | remedied(loaded, checked, seconds)


def remedied(loaded: Loaded, checked: int, seconds: float) -> Result:
    """The ways out offered, and of the first ones, as a draft of the week with each says, how many are sufficient.

    A way that says it only helps is sufficient when no more is short than it says.
    """
    clock = Clock()
    found = api.ways(loaded, seconds=seconds)
    wall, work = clock.wall, clock.work
    tried = [(way.after, drafted(with_layer(loaded, way.layer))[1]) for way in found.ways[:checked]]
    return {
        "ways": len(found.ways),
        "enough": sum(way.enough for way in found.ways),
        "price": found.ways[0].price if found.ways else None,
        "checked": len(tried),
        "sufficient": sum(short <= said for said, short in tried),
        "ways_seconds": wall,
        "ways_cpu": work,
    }


def summary(told: Sequence[Result]) -> Result:
    """All schools: in how many every cause was named; right at 95 of 100, none unsound, none over ten seconds, no way
    out that planning anew refutes."""
    named = sum(all(result["named"].values()) for result in told)
    sound = sum(result["whole"] and result["short"] > 0 for result in told)
    slow = sum(result["cpu"] > SLOWEST or result["ways_cpu"] > SEEKING for result in told)
    checked, sufficient = (sum(result[key] for result in told) for key in ("checked", "sufficient"))
    return {
        "case": "all",
        "schools": len(told),
        "sound": sound,
        "named": named,
        "median_seconds": round(median(result["seconds"] for result in told), 2),
        "median_cpu": round(median(result["cpu"] for result in told), 2),
        "worst_cpu": max(result["cpu"] for result in told),
        "with_a_way": sum(result["enough"] > 0 for result in told),
        "checked": checked,
        "sufficient": sufficient,
        "ways": round(median(result["ways"] for result in told), 2),
        "ways_median_seconds": round(median(result["ways_seconds"] for result in told), 2),
        "ways_median_cpu": round(median(result["ways_cpu"] for result in told), 2),
        "ways_worst_cpu": max(result["ways_cpu"] for result in told),
        "slow": slow,
        "right": checked == sufficient and sound == len(told) and 100 * named >= NAMED_PERCENT * len(told) and not slow,
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
