"""Benchmark `seats`: pupils to clubs with the club days fixed, by any engine in this process."""

import time
from dataclasses import replace

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.domain.allocation import Objective
from scheduler.planning.compile import compile_space
from scheduler.planning.objective import seat_rows, seat_tiers
from solvers.answer import TierResult
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.stop import Limits
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.offers import seating
from tests.benchmarks.report import Result

FEWEST_CLASSES, A_CLASS = 3, 48


def run_seats(pupils: int, seconds: float, seed: int, like: str, engine: str, objective: Objective) -> Result:
    """Generate a school of so many pupils, fix its club days, then measure the seating alone as a user waits for it.

    `seconds` bounds the seating; value and bound are rank cost. Raises ValueError for an unknown engine or when no
    such school can be generated, NoOffer when a stage before found nothing.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} must be one of {', '.join(ENGINES)}")
    classes = max(FEWEST_CLASSES, round(pupils / A_CLASS))
    instance = asked(seating(like, classes, pupils, seed), objective)
    solve, began = ENGINES[engine](), time.monotonic()
    with MemoryPeak() as memory:
        answer = solve(instance, Limits(effort=max(1.0, seconds), seconds=seconds))
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
        "objective": objective.value,
        "status": answer.status.value,
        **outcome_of(tiers.get("places")),
        "tiers": {name: outcome_of(tier) for name, tier in tiers.items()},
        "seconds": round(taken, 2),
        "first_seconds": rounded(answer.first_seconds),
        "mb": memory.megabytes,
    }


def asked(space: Space, objective: Objective) -> Instance:
    """What `afterschool plan` asks of a seating for a school that chose this objective."""
    rule = replace(space.problem.allocation, objective=objective)
    space = replace(space, problem=replace(space.problem, allocation=rule))
    return compile_space(space, BOOK, seat_tiers(space), seat_rows(space))


def outcome_of(tier: TierResult | None) -> Result:
    """Value, bound, gap and stop of a tier; all None when it was never reached."""
    if tier is None:
        return {"value": None, "bound": None, "gap": None, "stop": None}
    return {"value": tier.value, "bound": tier.bound, "gap": round(tier.gap, 4), "stop": tier.stop.value}


def rounded(seconds: float | None) -> float | None:
    """Seconds to two places."""
    return None if seconds is None else round(seconds, 2)
