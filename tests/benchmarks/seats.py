"""Benchmark `seats`: pupils to clubs with the club days fixed, by any engine in this process."""

import time

from scheduler.clauses.book import BOOK
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from solvers.answer import TierResult
from solvers.engines.registry import ENGINES
from solvers.stop import Limits
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.offers import seating
from tests.benchmarks.report import Result

FEWEST_CLASSES, A_CLASS = 3, 48


def run_seats(pupils: int, seconds: float, seed: int, like: str, engine: str) -> Result:
    """Generate a school of so many pupils, fix its club days, then measure the seating alone as a user waits for it.

    `seconds` bounds the seating; value and bound are rank cost. Raises ValueError for an unknown engine or when no
    such school can be generated, NoOffer when a stage before found nothing.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} must be one of {', '.join(ENGINES)}")
    classes = max(FEWEST_CLASSES, round(pupils / A_CLASS))
    instance = compile_space(seating(like, classes, pupils, seed), BOOK, STAGE_TIERS["seats"])
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
