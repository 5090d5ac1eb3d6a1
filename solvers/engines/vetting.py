"""Vetting: what comes from an engine is looked at before anything is done with it.

No claim is taken on trust that can be checked against the problem.
"""

import numpy as np

from solvers.answer import Status, TierResult
from solvers.compact import Compact, CompactAnswer
from solvers.stop import gap_of


def are_values(problem: Compact, values: object) -> bool:
    """Whether this is a whole number for every column."""
    return isinstance(values, np.ndarray) and values.dtype.kind == "i" and values.shape == (problem.width,)


def fault_of(problem: Compact, answer: object, gap: float, known: tuple[int, ...] | None) -> str:
    """What is wrong with an answer, in words that follow the engine's name; empty when nothing is.

    known: what the tiers come to for legal values that the engine was given; None without any. That nothing is legal,
    and that a bound below the value is true, cannot be checked here.
    """
    if not isinstance(answer, CompactAnswer) or not isinstance(answer.status, Status):
        return f"gave a {type(answer).__name__} that is no answer"
    if answer.values is None:
        claims = answer.status in (Status.PROVEN, Status.FEASIBLE)
        lost = f"said {answer.status} of an instance that has legal values"
        return f"reported {answer.status} without values" if claims else "" if known is None else lost
    if not are_values(problem, answer.values):
        return "gave values that are not a whole number for every key"
    if not problem.legal(answer.values):
        return f"broke {len(problem.broken(answer.values))} rows, or a domain"
    costs = problem.costs_of(answer.values)
    if known is not None and costs > known:
        return f"made {known} worse, to {costs}"
    return _fault_of_tiers(answer.tiers, costs, answer.status, gap)


def _fault_of_tiers(tiers: object, costs: tuple[int, ...], status: Status, gap: float) -> str:
    if not isinstance(tiers, tuple) or not all(isinstance(result, TierResult) for result in tiers):
        return "gave tiers that are none"
    if tuple(result.value for result in tiers) != costs:
        return f"reported {tiers!r}, the recount says {costs!r}"
    if not all(isinstance(result.bound, int) and result.bound <= result.value for result in tiers):
        return f"claims bounds that its own values refute: {tiers!r}"
    if status is Status.PROVEN and any(gap_of(result.value, result.bound) > gap for result in tiers):
        return f"reported {status} with gaps left: {tiers!r}"
    return "" if status in (Status.PROVEN, Status.FEASIBLE) else f"reported {status} with values"
