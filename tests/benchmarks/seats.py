"""Benchmark `seats`: pupils to clubs with the club days fixed, by HiGHS in this process."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.effort import EFFORTS
from scheduler.planning.lift import occupied, placed_groups
from scheduler.planning.offering import offer_space, seating_space, section_limits
from scheduler.planning.outcome import Effort
from scheduler.planning.placing import group_space
from scheduler.planning.surrogate import foresee
from solvers.answer import TierResult
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.rows import Key, Row
from solvers.stop import Limits
from solvers.worker import Worker
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.report import Result

FEWEST_CLASSES, A_CLASS = 3, 48


class NoOffer(Exception):
    """The stage before the seating ended without values."""


def run_seats(pupils: int, seconds: float, seed: int, like: str) -> Result:
    """Generate a school of so many pupils, fix its club days by the stages before, then measure the seating alone.

    `seconds` bounds the seating; value and bound are rank cost. Raises ValueError when no such school can be
    generated, NoOffer when a stage before found nothing.
    """
    classes = max(FEWEST_CLASSES, round(pupils / A_CLASS))
    with tempfile.TemporaryDirectory() as scratch:
        generate_school(Path(scratch), like=like, classes=classes, pupils=pupils, seed=seed)
        problem = load_school(Path(scratch), mode=Mode.ROSTER).problem
    instance = compile_space(_offered(problem), BOOK, STAGE_TIERS["seats"])
    engine, began = ENGINES["highs"](), time.monotonic()
    with MemoryPeak() as memory:
        answer = engine(instance, Limits(effort=max(1.0, seconds), seconds=seconds))
        taken = time.monotonic() - began
    tiers = {tier.name: tier for tier in answer.tiers}
    return {
        "case": f"seats-{like}-{pupils}-s{seed}",
        "seed": seed,
        "classes": classes,
        "pupils": pupils,
        "choices": len(instance.choices) + len(instance.quantities),
        "rows": len(instance.rows),
        "engine": answer.engine,
        "status": answer.status.value,
        "shortage": _value(tiers.get("shortage")),
        **outcome_of(tiers.get("places")),
        "seconds": round(taken, 2),
        "first_seconds": rounded(answer.first_seconds),
        "mb": memory.megabytes,
    }


def outcome_of(tier: TierResult | None) -> Result:
    """Value, bound, gap and stop of a tier; all None when it was never reached."""
    if tier is None:
        return {"value": None, "bound": None, "gap": None, "stop": None}
    return {"value": tier.value, "bound": tier.bound, "gap": round(tier.gap, 4), "stop": tier.stop.value}


def rounded(seconds: float | None) -> float | None:
    """Seconds to two places."""
    return None if seconds is None else round(seconds, 2)


def _value(tier: TierResult | None) -> int | None:
    return None if tier is None else tier.value


def _offered(problem: Problem) -> Space:
    """The seating with the sections opened, by the same stages and settings as `afterschool plan`."""
    with Worker() as worker:
        groups = placed_groups(problem, _solved(worker, "groups", group_space(problem)))
        space = offer_space(problem, occupied(groups))
        values = _solved(worker, "offer", space, tuple(foresee(problem, space, groups)))
    opened = {(o.club.id, o.strand.id): values[o.key] for o in space.openings if values[o.key]}
    return seating_space(problem, opened, section_limits(space, values))


def _solved(worker: Worker, stage: str, space: Space, extra: tuple[Row, ...] = ()) -> Mapping[Key, int]:
    setting = EFFORTS[Effort.NORMAL][stage]
    instance: Instance = compile_space(space, BOOK, STAGE_TIERS[stage], extra)
    limits = Limits(effort=setting.effort, seconds=setting.seconds, gap=setting.gap, workers=setting.workers)
    answer = worker.solve(setting.engine, instance, limits)
    if not answer.found:
        raise NoOffer(f"stage {stage}: {answer.status}")
    return answer.values
