"""Benchmark `across`: what it costs to plan stage by stage, and how much of the rest is the bound's weakness.

Each school is planned by the stages, then all stages together from there, every tier after the other. Told are the
stages' tiers with their own bounds, the tiers after deciding together with bounds over all stages (the class-based
groups given), and the plain linear relaxation of the whole with the earlier tiers held.
"""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scheduler.config.load import load_school
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning.asked import Standing
from scheduler.planning.desk import Desk
from scheduler.planning.outcome import Effort
from scheduler.planning.run import one_pass, together
from scheduler.planning.settled import Settled
from scheduler.planning.whole.statement import whole_week
from solvers.compact import compact
from solvers.engines.protocol import Budget
from solvers.linear.relaxation import Relaxation
from solvers.linear.search import whole_bound
from solvers.stop import StopFlag
from solvers.worker import Worker
from tests.benchmarks.cases import SchoolCase
from tests.benchmarks.report import Result

NO_END = 1e9


def _measured(case: SchoolCase, short_of: str | None, week: date, seconds: float) -> Result:
    """One school. `seconds` bounds the whole run; a case whose draft was the better plan has no figures."""
    with tempfile.TemporaryDirectory() as scratch:
        problem = load_school(_folder(case, short_of, Path(scratch)), week=week).problem
    began = time.monotonic()
    with Worker() as worker:
        desk = Desk(problem, Effort.DRAFT, worker, StopFlag(), began + seconds, None, Standing())
        one_pass(desk, {})
        desk.effort = Effort.NORMAL
        staged = one_pass(desk, {})
        taken = time.monotonic() - began
        desk.effort = Effort.THOROUGH
        joined = together(desk, staged, {})
    head: Result = {"case": case.name, "seed": case.seed, "short_of": short_of}
    if staged.plan is None or joined.plan is None:
        return head | {"status": "no plan"}
    return head | {
        "status": joined.verdict.value,
        "staged": {t.name.value: {"value": t.value, "bound": t.bound} for t in staged.plan.tiers},
        "tiers": {
            t.name.value: {"value": t.value, "bound": joined.plan.bound_over_all(t.name)} for t in joined.plan.tiers
        },
        "linear": _linear(problem, joined.plan, desk),
        "staged_seconds": round(taken, 1),
        "seconds": round(time.monotonic() - began, 1),
    }


def _folder(case: SchoolCase, short_of: str | None, scratch: Path) -> Path:
    if short_of is None or case.like is None:
        return case.folder(scratch)
    assert case.seed is not None
    generate_school(scratch / case.name, like=case.like, classes=case.classes, seed=case.seed, short_of=short_of)
    return scratch / case.name


def _linear(problem: Problem, plan: Plan, desk: Desk) -> dict[str, int]:
    """The linear bound of every tier with the tiers before it held at the plan's values."""
    whole = whole_week(problem, Settled(problem, plan).groups)
    rows = compact(whole.instance)
    given = {tier.name: tier.value for tier in desk.solved["groups"].answer.tiers}
    relaxation = Relaxation(rows, interior=True)
    found: dict[str, int] = {}
    for tier, cost, mine in zip(whole.instance.tiers, rows.costs, plan.tiers, strict=True):
        relaxation.begin(cost, Budget(NO_END, 600, 0.0, 1, StopFlag()))
        if not relaxation.solve():
            break
        found[tier.name] = whole_bound(relaxation.value) + given.get(tier.name, 0)
        relaxation.cap(cost, mine.value - given.get(tier.name, 0))
    return found


def run_across(cases: Iterator[SchoolCase], short_of: str | None, week: date, seconds: float) -> Iterator[Result]:
    """One result a case."""
    for case in cases:
        yield _measured(case, short_of, week, seconds)
