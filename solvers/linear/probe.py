"""Probing: for a tier whose values are multiples of a step, ask "can it be at most t?", first for the bound itself,
then for targets t between the bound and the value, halving the way that is left.

Fairness tiers (largest minus smallest load) have weak relaxations: minimising them stalls, while a fixed window turns
the tier into rows that the MIP solves quickly. A target proven impossible raises the bound past it (destructive lower
bounds, Klein and Scholl, "Computing lower bounds by destructive improvement", 1999).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.best import started
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.level import levelled
from solvers.linear.relaxation import Relaxation
from solvers.linear.search import HighsSearch, effort_of, whole_bound
from solvers.linear.tighten import tightened

MISSES = 1
"""Targets missed before probing ends."""
SHARE = 8
"""A target gets this part of the tier's effort; levelling does the rest."""
LEAST_CHECKS = 8
"""The MIP's own looks at its limits that a target gets at least, however large the instance."""
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
        first, start, began = self._start(hint, budget, offer)
        if start is None:
            return first
        return self._probe(tier, start, budget.left(began), offer, bounded)

    def _start(self, hint: Mapping[int, int], budget: Budget, offer: Offer) -> tuple[Step, Vector | None, float]:
        """Values to go down from, a legal full hint or any that respect the rows; None when there are none.

        Their quantities are as small as the choices allow. The last item is when the work began.
        """
        began, start = time.monotonic(), started(self._problem, hint)
        found = [] if start is None else [start]
        step = Step(Verdict.FOUND, None, Stop.EFFORT)
        if not found:

            def keep(values: Vector, *, passing: bool = False) -> bool:
                if self._problem.legal(values):
                    found.append(values.copy())
                return offer(values, passing=passing)

            step = self._plain.minimise(None, hint, budget, keep, lambda ignored: None)
        if not found:
            return step, None, began
        tight = tightened(self._problem, found[-1])
        offer(tight)
        return step, tight, began

    def _probe(self, tier: int, best: Vector, budget: Budget, offer: Offer, bounded: Callable[[int], None]) -> Step:
        cost, began = self._problem.costs[tier], time.monotonic()
        bound = self._relaxed_bound(tier, budget)
        bounded(bound)
        value = cost.of(best)
        missed, misses, ended = bound - cost.step, 0, Stop.EFFORT
        least = effort_of(LEAST_CHECKS, self._problem)
        target = bound
        while missed + cost.step < value and misses < MISSES and not budget.stop.is_set():
            effort = max(budget.effort / SHARE, least)
            given = effort if budget.stall is None else min(effort, budget.stall)
            share = replace(budget.left(began), gap=WIDE, effort=given, stall=None)
            step, found = self._at_most(tier, target, share, offer)
            ended = Stop.STALLED if given < effort and step.ended is Stop.EFFORT else step.ended
            if found is not None:
                best, value = found, cost.of(found)
            elif step.verdict is Verdict.IMPOSSIBLE:
                bound, missed = max(bound, target + cost.step), target
                bounded(bound)
            else:
                missed, misses = target, misses + 1
            target = _halfway(cost, bound, missed, value)
        if self._problem.blocks:
            offer(levelled(self._problem, best, tier, bound, self._frozen, replace(budget.left(began), gap=0.0)))
        return Step(Verdict.FOUND, bound, ended)

    def _relaxed_bound(self, tier: int, budget: Budget) -> int:
        relaxed = Relaxation(self._problem)
        for earlier, value in self._frozen:
            relaxed.cap(self._problem.costs[earlier], value)
        relaxed.begin(self._problem.costs[tier], budget)
        least = whole_bound(relaxed.value) if relaxed.solve() else self._problem.plain_bounds[tier]
        return up_to_step(self._problem.costs[tier], least)

    def _at_most(self, tier: int, target: int, budget: Budget, offer: Offer) -> tuple[Step, Vector | None]:
        """Ask once with no objective and once with the following tier's: which finds values sooner differs.

        Returns how it ended, and the best values found, None without any.
        """
        found: list[Vector] = []

        def offer_tight(values: Vector, *, passing: bool = False) -> bool:
            if not self._problem.legal(values):
                return offer(values, passing=passing)
            tight = tightened(self._problem, values)
            found.append(tight)
            return offer(tight, passing=passing)

        for objective in (None, tier + 1)[: len(self._problem.costs) - tier]:
            search = HighsSearch(self._problem)
            for earlier, value in [*self._frozen, (tier, target)]:
                search.freeze(earlier, value)
            step = search.minimise(objective, {}, budget, offer_tight, lambda ignored: None)
            if found or step.verdict is not Verdict.UNKNOWN:
                break
        return step, min(found, key=self._problem.costs[tier].of, default=None)


def _halfway(cost: Cost, bound: int, missed: int, value: int) -> int:
    """The target halfway from what was missed to what is had, never below the bound."""
    return max(bound, down_to_step(cost, (missed + value) // 2))


def up_to_step(cost: Cost, bound: int) -> int:
    """The least multiple of the cost's step that is no smaller than the bound."""
    return -(-bound // cost.step) * cost.step


def down_to_step(cost: Cost, value: int) -> int:
    """The greatest multiple of the cost's step that is no larger than the value."""
    return value // cost.step * cost.step
