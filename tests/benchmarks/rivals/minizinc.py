"""Rivals `minizinc-cp` and `minizinc-mip`: the one statement as a MiniZinc model with its data apart.

What was done for them: a short model over arrays (`rows.mzn`) and a data file, as the handbook advises, so that the
compiler sees each row as one linear constraint; includes by single file, for Debian's build lacks `globals.mzn`. Tiers
in order, one call each with the earlier ones bounded, each but the last with half of the time left. CP is Gecode with
two threads, restarts on the Luby sequence and the search on the openings, then the rest by domain over weighted degree.
MIP is whatever MIP back-end MiniZinc finds: COIN-BC or HiGHS of its own bundle; Debian's build has none inside.

What they cannot do: keep a tier's answer as the next one's start (FlatZinc has no warm start for Gecode).
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from scheduler.domain.plan import Plan
from scheduler.planning.whole.reading import choices_of, plan_of
from solvers.compact import Compact, Vector, compact, keyed
from tests.benchmarks.measure import CommandRun, run_command
from tests.benchmarks.rivals.case import Course, NotInstalled, School

MODEL = Path(__file__).parent / "rows.mzn"
CP = ("gecode",)
MIP = ("highs", "coin-bc")
HALF = 0.5
OPEN = 2**30
"""Stands for an open side of a row: within the integers of every back-end."""


def run_minizinc(solvers: Sequence[str], school: School, seconds: float, seed: int, course: Course) -> None:
    """Tier after tier with the first of the solvers that MiniZinc has. Raises NotInstalled without one."""
    solver = solver_or_raise(solvers)
    problem = compact(school.whole.instance)
    caps = [OPEN] * len(problem.costs)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(MODEL, folder / MODEL.name)
        for tier in range(len(problem.costs)):
            left = seconds - course.seconds
            share = left if tier == len(problem.costs) - 1 else left * HALF
            (folder / "rows.dzn").write_text("\n".join(data_of(problem, tier, caps)), encoding="utf-8")
            before = course.seconds
            run = run_command(_words(solver, share, seed), folder=folder, seconds=share + 5.0)
            best = _heard(school, problem, run, before, course)
            if best is None:
                course.status = f"nothing in tier {school.whole.instance.tiers[tier].name}"
                course.note = run.errors.strip().partition("\n")[0]
                return
            caps[tier] = problem.costs_of(best)[tier]


def solver_or_raise(wanted: Sequence[str]) -> str:
    """The first solver of the names that MiniZinc can load here."""
    if shutil.which("minizinc") is None:
        raise NotInstalled("MiniZinc is missing: Debian package minizinc, or the bundle from minizinc.org")
    for solver in wanted:
        test = ["minizinc", "--solver", solver, "--input-from-stdin"]
        done = subprocess.run(test, input="solve satisfy;", capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return solver
    raise NotInstalled(f"this MiniZinc has none of {', '.join(wanted)}: the bundle from minizinc.org does")


def data_of(problem: Compact, tier: int, caps: Sequence[int]) -> Iterator[str]:
    """The data file: columns with their bounds, rows one after another, what to minimise, caps of all tiers."""
    cost = problem.costs[tier]
    costs = [np.asarray(c.columns) for c in problem.costs]
    lower, upper = np.maximum(problem.lower, -OPEN), np.minimum(problem.upper, OPEN)
    first = np.concatenate(([0], np.cumsum([len(columns) for columns in costs])))
    yield f"width = {problem.width};"
    yield f"height = {problem.height};"
    yield f"tiers = {len(costs)};"
    yield _array("low", problem.low)
    yield _array("high", problem.high)
    yield _array("starts", problem.starts + 1)
    yield _array("columns", problem.columns + 1)
    yield _array("coefficients", problem.coefficients)
    yield _array("lower", lower)
    yield _array("upper", upper)
    yield _array("cost_starts", first + 1)
    yield _array("cost_columns", np.concatenate(costs) + 1)
    yield _array("cost_coefficients", np.concatenate([c.coefficients for c in problem.costs]))
    yield _array(
        "caps", np.array([cap if cap == OPEN else cap - c.constant for cap, c in zip(caps, problem.costs, strict=True)])
    )
    yield _array("first", np.unique(np.concatenate([*problem.blocks, np.zeros(0, np.int64)])).astype(np.int64) + 1)
    yield f"goal = {problem.costs.index(cost) + 1};"


def values_from(line: str) -> Vector | None:
    """The values of a line of output; None for a line that is none."""
    if not line.startswith("values ["):
        return None
    return np.array([int(word) for word in line[8:].rstrip("]").split(",")], dtype=np.int64)


def _words(solver: str, seconds: float, seed: int) -> list[str]:
    words = ["minizinc", "--solver", solver, "--time-limit", str(round(seconds * 1000)), "--intermediate-solutions"]
    cp = ["-p", "2", "-r", str(seed)] if solver in CP else []
    return [*words, *cp, MODEL.name, "rows.dzn"]


def _heard(school: School, problem: Compact, run: CommandRun, before: float, course: Course) -> Vector | None:
    """Every legal answer of a run told to the course; the last one."""
    best = None
    for after, line in run.lines:
        values = values_from(line)
        if values is not None and problem.legal(values):
            best = values
            course.add(partial(_plan, school, values), before + after)
    return best


def _plan(school: School, values: Vector) -> Plan:
    keys = keyed(school.whole.instance, values)
    return plan_of(school.problem, school.groups, choices_of(school.whole, keys))


def _array(name: str, numbers: Vector) -> str:
    return f"{name} = [{','.join(map(str, numbers.tolist()))}];"
