"""Core: the linear relaxation first, then a MIP over the few columns it leaves open.

A column that stands at a bound of the relaxation, and whose reduced cost exceeds the way from the relaxation to the
best values known, stands there in every better answer (reduced-cost fixing: Dantzig, Fulkerson and Johnson, "Solution
of a large-scale traveling-salesman problem", 1954; the "core" of Balas and Zemel, "An algorithm for large zero-one
knapsack problems", 1980). The MIP is therefore asked about columns within a small margin first; the margin grows until
it covers that way, and then the MIP's proof is a proof for the whole.

A tier may reach the least its domains allow, as a shortage does on most days. The search bets on that: it settles the
next tier with this one held there, and both are proven at once.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from solvers.answer import Stop
from solvers.compact import OPEN, Compact, Vector
from solvers.engines.best import Best
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.capping import capped
from solvers.linear.linking import linking_columns, over_linking
from solvers.linear.probe import ProbingSearch
from solvers.linear.root import Root, root
from solvers.linear.search import HighsSearch, whole_bound

WHOLE = 1e-6
FIRST_MARGIN, GROWTH = 1.0, 4.0


class CoreSearch:
    """The search plug. Tiers with a step go to the probing search."""

    def __init__(self, problem: Compact) -> None:
        self._given = self._problem = problem
        self._frozen: list[tuple[int, int]] = []
        self._ahead: dict[int, Step] = {}

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))
        self._problem = capped(self._problem, tier, value)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Relax, then decide over the core; the bet on the next tier comes first."""
        if tier in self._ahead:
            return self._ahead.pop(tier)
        if tier is None or self._given.costs[tier].step > 1:
            return self._plain().minimise(tier, hint, budget, offer, bounded)
        began = time.monotonic()
        least = self._problem.plain_bounds[tier]
        if tier + 1 < len(self._problem.costs) and least > -OPEN and self._given.costs[tier + 1].step == 1:
            held = capped(self._problem, tier, least)
            step = _settled(held, tier + 1, budget.half(), offer, lambda bound: None)
            if step is not None and step.verdict is Verdict.FOUND:
                self._ahead[tier + 1] = step
                return Step(Verdict.FOUND, least, Stop.PROVEN)
            budget = budget.rest(began)
        found = _settled(self._problem, tier, budget, offer, bounded)
        return self._plain().minimise(tier, hint, budget.left(began), offer, bounded) if found is None else found

    def _plain(self) -> ProbingSearch:
        search = ProbingSearch(self._given)
        for tier, value in self._frozen:
            search.freeze(tier, value)
        return search


def _settled(problem: Compact, tier: int, budget: Budget, offer: Offer, bounded: Callable[[int], None]) -> Step | None:
    """Minimise one tier, by the values of its linking quantities if it has any."""
    columns = linking_columns(problem, tier)
    if len(columns):
        return over_linking(problem, tier, columns, _over_core, budget, offer, bounded)
    return _over_core(problem, tier, budget, offer, bounded)


def _over_core(
    problem: Compact, tier: int, budget: Budget, offer: Offer, bounded: Callable[[int], None]
) -> Step | None:
    """Settle one tier; None when the relaxation was not solved within the budget."""
    began, relaxed = time.monotonic(), root(problem, problem.costs[tier], budget)
    if relaxed is None:
        return None
    if math.isinf(relaxed.value):
        return Step(Verdict.IMPOSSIBLE, None, Stop.PROVEN)
    bound = whole_bound(relaxed.value)
    bounded(bound)
    best = Best(problem, tier, offer)
    if np.abs(relaxed.point - np.rint(relaxed.point)).max(initial=0.0) < WHOLE:
        best.offer(np.rint(relaxed.point).astype(np.int64))
    step = Step(Verdict.UNKNOWN if best.values is None else Verdict.FOUND, bound, Stop.PROVEN)
    margin = FIRST_MARGIN
    while not best.settled(step, budget.gap) and step.ended not in (Stop.TIME, Stop.INTERRUPTED):
        inner = _inner(problem, relaxed, margin)
        tried = HighsSearch(inner).minimise(tier, {}, budget.left(began), best.offer, lambda ignored: None)
        whole = inner is problem
        beyond = math.inf if whole else whole_bound(relaxed.value + margin)
        known = -math.inf if tried.bound is None else tried.bound
        proven = beyond if tried.verdict is Verdict.IMPOSSIBLE else min(beyond, known)
        if math.isfinite(proven):
            bound = max(bound, int(proven))
            bounded(bound)
        if whole and tried.verdict is Verdict.IMPOSSIBLE and best.values is None:
            return tried
        step = Step(Verdict.UNKNOWN if best.values is None else Verdict.FOUND, bound, tried.ended)
        if whole or (tried.verdict is not Verdict.IMPOSSIBLE and known < min(beyond, best.value or 0)):
            break
        margin = max(GROWTH * margin, (best.value or 0) - relaxed.value)
    return step


def _inner(problem: Compact, relaxed: Root, margin: float) -> Compact:
    """The problem with every column held whose reduced cost reaches the margin; the problem itself when none is."""
    at_low, at_high = relaxed.reduced >= margin, relaxed.reduced <= -margin
    if not np.any(at_low | at_high):
        return problem
    low: Vector = np.where(at_high, problem.high, problem.low)
    high: Vector = np.where(at_low, problem.low, problem.high)
    return replace(problem, low=low, high=high)
