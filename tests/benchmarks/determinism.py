"""Benchmark `determinism`: one school planned in fresh processes that differ in all that must not matter.

How many workers search inside CP-SAT, how many cores there are, and the seed of Python's hashes: the plan is one and
the same, byte by byte, as long as effort and not the clock ends the search.
"""

import hashlib
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.benchmarks.cases import ROOT, SchoolCase
from tests.benchmarks.measure import run_command
from tests.benchmarks.report import Result

START = "import sys; from tests.benchmarks.determinism import plan_once; plan_once(*sys.argv[1:])"
WORKERS, CORES, HASH_SEEDS = (1, 2, 4, 8), (1, 2), (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What must not matter."""

    workers: int
    cores: int
    hash_seed: int


EVERY = tuple(itertools.starmap(Surroundings, itertools.product(WORKERS, CORES, HASH_SEEDS)))
FEW = (Surroundings(1, 1, 0), Surroundings(8, 2, 1), Surroundings(2, 2, 2))
"""No two of them share a number of workers or a hash seed."""


def run_determinism(case: SchoolCase, week: date, effort: str, seconds: float, *, few: bool) -> Iterator[Result]:
    """One result for each surroundings; `right` says whether its plan is the first one's.

    Raises ValueError for a case that cannot be generated.
    """
    with tempfile.TemporaryDirectory() as scratch:
        school, first = case.folder(Path(scratch) / "schools"), None
        for surroundings in FEW if few else EVERY:
            found = _measured(school, surroundings, week, effort, seconds)
            first = first or found["sha256"]
            right = found["sha256"] is not None and found["sha256"] == first
            yield {"case": f"determinism-{case.name}", "seed": case.seed, **found, "right": right}


def _measured(school: Path, surroundings: Surroundings, week: date, effort: str, seconds: float) -> Result:
    with tempfile.TemporaryDirectory() as out:
        file = Path(out) / "plan.json"
        words = [school, week, effort, seconds, surroundings.workers, surroundings.cores, file]
        run = run_command(
            [sys.executable, "-c", START, *map(str, words)],
            folder=ROOT,
            seconds=2 * seconds,
            environment={"PYTHONHASHSEED": str(surroundings.hash_seed)},
        )
        digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
    return {
        "workers": surroundings.workers,
        "cores": min(surroundings.cores, len(os.sched_getaffinity(0))),
        "hash_seed": surroundings.hash_seed,
        "effort": effort,
        "sha256": digest,
        "note": "" if digest else (run.errors.strip().splitlines() or [f"exit code {run.exit}"])[-1],
        "seconds": round(run.seconds, 2),
        "mb": run.megabytes,
    }


def plan_once(school: str, week: str, effort: str, seconds: str, workers: str, cores: str, file: str) -> None:
    """Plan a school's week on some of the cores and save it; what a fresh process is started for."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    from scheduler import api
    from scheduler.planfile import save_plan
    from scheduler.planning.outcome import Effort

    loaded = api.load(Path(school), week=date.fromisoformat(week))
    outcome = api.plan(loaded, effort=Effort(effort), seconds=float(seconds), workers=int(workers))
    if outcome.plan is None:
        raise SystemExit(f"no plan: {outcome.verdict} {outcome.note}")
    save_plan(outcome.plan, Path(file))
