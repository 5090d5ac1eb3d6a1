"""First: minimise the first tier alone and take the others as they come.

For a draft that is wanted soon: with shortage as the first tier, whoever waits gets the fullest answer, not the best.
The later tiers are tightened for the choices made, and bounded by their domains only. On the staff stage of a school of
60 classes it answers in a third of the time "highs" needs for a twentieth of its usual effort.
"""

from collections.abc import Mapping
from dataclasses import replace

from solvers.answer import Stop, TierResult
from solvers.compact import Compact, CompactAnswer, Vector
from solvers.engines import split
from solvers.engines.lexicographic import finished
from solvers.engines.protocol import Listener
from solvers.linear.tighten import tightened
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Answer the first tier with "split", then state what the others come to."""
    ear = _Ear(problem, listener)
    answer = split.solve(replace(problem, costs=problem.costs[:1]), limits, hint=hint, stop=stop, listener=ear)
    if answer.values is None or len(problem.costs) < 2:
        return answer
    values = tightened(problem, answer.values)
    later = [
        TierResult(cost.name, 0, bound, Stop.EFFORT, 0.0)
        for cost, bound in zip(problem.costs[1:], problem.plain_bounds[1:], strict=True)
    ]
    whole = finished(problem, values, [*answer.tiers, *later], limits.gap, answer.seconds, answer.first_seconds)
    listener.found(0, values, problem.costs_of(values))
    for tier in range(1, len(whole.tiers)):
        listener.settled(tier, whole.tiers[tier])
    return whole


class _Ear:
    """Passes on what is said of the first tier, with every tier counted."""

    def __init__(self, problem: Compact, listener: Listener) -> None:
        self._problem, self._listener = problem, listener

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better values."""
        del costs
        self._listener.found(tier, values, self._problem.costs_of(values))

    def bounded(self, tier: int, bound: int) -> None:
        """A better bound."""
        self._listener.bounded(tier, bound)

    def settled(self, tier: int, result: TierResult) -> None:
        """The first tier is done."""
        self._listener.settled(tier, result)
