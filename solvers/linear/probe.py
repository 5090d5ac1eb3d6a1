"""Probing: for a tier whose values are multiples of a step, ask "can it be at most t?" for targets t between the bound
and the value, halving the way that is left.

Fairness tiers (largest minus smallest load) have weak relaxations: minimising them stalls, while a fixed window turns
the tier into rows that the MIP solves quickly. A target proven impossible raises the bound past it (destructive lower
bounds, Klein and Scholl, "Computing lower bounds by destructive improvement", 1999).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Relaxation
from solvers.linear.search import HighsSearch, whole_bound
from solvers.linear.tighten import tightened

NEVER = 2**40
MISSES = 1
"""Targets missed before probing ends."""
WIDE = 0.05
"""Relative gap at which a probe stops."""


class ProbingSearch:
    """The MIP search, with probing for every tier that has a step."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._frozen: list[tuple[int, int]] = []
        self._plain = HighsSearch(problem)

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))
        self._plain.freeze(tier, value)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Probe a stepped tier; minimise any other."""
        if tier is None or self._problem.costs[tier].step <= 1:
            return self._plain.minimise(tier, hint, budget, offer, bounded)
        return self._probe(tier, hint, budget, offer, bounded)

    def _probe(
        self, tier: int, hint: Mapping[int, int], budget: Budget, offer: Offer, bounded: Callable[[int], None]
    ) -> Step:
        cost, began = self._problem.costs[tier], time.monotonic()
        bound = self._relaxed_bound(tier, budget)
        bounded(bound)
        value = self._value(tier, hint)
        missed, misses, ended = bound - cost.step, 0, Stop.EFFORT
        while missed + cost.step < value and misses < MISSES:
            target = max(bound, down_to_step(cost, (missed + value) // 2))
            left = replace(budget, seconds=max(0.001, budget.seconds - (time.monotonic() - began)), gap=WIDE)
            step, found = self._at_most(tier, target, left, offer)
            ended = step.ended
            if found is not None:
                value = found
            elif step.verdict is Verdict.IMPOSSIBLE:
                bound = max(bound, target + cost.step)
                missed = target
                bounded(bound)
            else:
                missed, misses = target, misses + 1
            if budget.stop.is_set() or time.monotonic() - began >= budget.seconds:
                break
        return Step(Verdict.FOUND if hint or value < NEVER else Verdict.UNKNOWN, bound, ended)

    def _value(self, tier: int, hint: Mapping[int, int]) -> int:
        """The tier's value of a full hint, made as small as its choices allow."""
        cost = self._problem.costs[tier]
        if len(hint) < self._problem.width:
            high = np.where(cost.coefficients > 0, self._problem.high[cost.columns], self._problem.low[cost.columns])
            return min(NEVER, int(cost.coefficients @ high) + cost.constant)
        values = np.fromiter((hint[column] for column in range(self._problem.width)), np.int64, self._problem.width)
        return cost.of(tightened(self._problem, values))

    def _relaxed_bound(self, tier: int, budget: Budget) -> int:
        relaxed = Relaxation(self._problem)
        for earlier, value in self._frozen:
            relaxed.cap(self._problem.costs[earlier], value)
        relaxed.begin(self._problem.costs[tier], budget)
        least = whole_bound(relaxed.value) if relaxed.solve() else self._problem.plain_bounds[tier]
        return up_to_step(self._problem.costs[tier], least)

    def _at_most(self, tier: int, target: int, budget: Budget, offer: Offer) -> tuple[Step, int | None]:
        """Ask once with no objective and once with the following tier's: which finds values sooner differs.

        Returns how it ended, and the tier's value if values were found.
        """
        found: list[int] = []

        def offer_tight(values: Vector) -> bool:
            if not self._problem.legal(values):
                return offer(values)
            tight = tightened(self._problem, values)
            found.append(self._problem.costs[tier].of(tight))
            return offer(tight)

        for objective in (None, tier + 1)[: len(self._problem.costs) - tier]:
            search = HighsSearch(self._problem)
            for earlier, value in [*self._frozen, (tier, target)]:
                search.freeze(earlier, value)
            step = search.minimise(objective, {}, budget, offer_tight, lambda ignored: None)
            if found or step.verdict is not Verdict.UNKNOWN:
                break
        return step, min(found, default=None)


def up_to_step(cost: Cost, bound: int) -> int:
    """The least multiple of the cost's step that is no smaller than the bound."""
    return -(-bound // cost.step) * cost.step


def down_to_step(cost: Cost, value: int) -> int:
    """The greatest multiple of the cost's step that is no larger than the value."""
    return value // cost.step * cost.step
