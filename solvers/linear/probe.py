"""Probing: for a tier whose values are multiples of a step, ask "can it be at most t?" for rising targets t.

Fairness tiers (largest minus smallest load) have weak relaxations: minimising them stalls, while a fixed window turns
the tier into rows that the MIP solves quickly. A target proven impossible raises the bound past it (destructive lower
bounds, Klein and Scholl, "Computing lower bounds by destructive improvement", 1999).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from solvers.compact import Compact, Cost
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Relaxation
from solvers.linear.search import HighsSearch, whole_bound

LADDER = (0, 1, 2, 4, 8, 16)
"""Targets to try, in steps above the bound."""


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
        return self._probe(tier, budget, offer, bounded)

    def _probe(self, tier: int, budget: Budget, offer: Offer, bounded: Callable[[int], None]) -> Step:
        cost, began = self._problem.costs[tier], time.monotonic()
        bound = self._relaxed_bound(tier, budget)
        bounded(bound)
        floor = bound
        for rung in LADDER:
            left = replace(budget, seconds=max(0.001, budget.seconds - (time.monotonic() - began)))
            target = floor + rung * cost.step
            step = self._at_most(tier, target).minimise(None, {}, left, offer, lambda ignored: None)
            if step.verdict is Verdict.FOUND:
                return Step(Verdict.FOUND, bound, step.ended)
            if step.verdict is Verdict.IMPOSSIBLE:
                bound = max(bound, target + cost.step)
                bounded(bound)
            if budget.stop.is_set() or time.monotonic() - began >= budget.seconds:
                break
        return Step(Verdict.UNKNOWN, bound, step.ended)

    def _relaxed_bound(self, tier: int, budget: Budget) -> int:
        relaxed = Relaxation(self._problem)
        for earlier, value in self._frozen:
            relaxed.cap(self._problem.costs[earlier], value)
        relaxed.begin(self._problem.costs[tier], budget)
        least = whole_bound(relaxed.value) if relaxed.solve() else self._problem.plain_bounds[tier]
        return up_to_step(self._problem.costs[tier], least)

    def _at_most(self, tier: int, target: int) -> HighsSearch:
        search = HighsSearch(self._problem)
        for earlier, value in [*self._frozen, (tier, target)]:
            search.freeze(earlier, value)
        return search


def up_to_step(cost: Cost, bound: int) -> int:
    """The least multiple of the cost's step that is no smaller than the bound."""
    return -(-bound // cost.step) * cost.step
