"""Core: the linear relaxation first, then a MIP over the few columns it leaves open.

A column that stands at a bound of the relaxation, and whose reduced cost exceeds the way from the relaxation to the
best values known, stands there in every better answer (reduced-cost fixing: Dantzig, Fulkerson and Johnson, "Solution
of a large-scale traveling-salesman problem", 1954; the "core" of Balas and Zemel, "An algorithm for large zero-one
knapsack problems", 1980). The MIP is therefore asked about columns within a small margin first; the margin grows until
it covers that way, and then the MIP's proof is a proof for the whole.

The relaxations of tiers that follow one another are solved in one go, each with the tiers before it held at what theirs
came to. As long as that is a whole number the search bets on it: whole values found for the last of them prove all.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.best import Best
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.face import held_at
from solvers.linear.linking import linking_columns, over_linking
from solvers.linear.probe import ProbingSearch
from solvers.linear.relaxation import Point
from solvers.linear.root import Root, RootProgram, root
from solvers.linear.search import HighsSearch, whole_bound

WHOLE = 1e-6
FIRST_MARGIN, GROWTH = 1.0, 4.0


@dataclass(frozen=True)
class Rung:
    """A tier's relaxation, with all tiers before it held at what theirs came to."""

    tier: int
    problem: Compact
    relaxed: Root


class CoreSearch:
    """The search plug. Tiers with a step go to the probing search."""

    def __init__(self, problem: Compact) -> None:
        self._given = self._problem = problem
        self._frozen: list[tuple[int, int]] = []
        self._ahead: dict[int, Step] = {}
        self._rungs: dict[int, Rung] = {}
        self._program: RootProgram | None = None
        self._point: Point | None = None

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))
        rung = self._rungs.pop(tier, None)
        known = rung is not None and rung.problem.height == self._problem.height
        prices = rung.relaxed.prices if rung is not None and known else np.zeros(self._problem.height)
        self._problem = held_at(self._problem, tier, value, prices)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Relax, then decide over the core; the bet on the tiers after this one comes first."""
        if tier in self._ahead:
            return self._ahead.pop(tier)
        if tier is None or self._given.costs[tier].step > 1:
            return self._plain().minimise(tier, hint, budget, offer, bounded)
        began = time.monotonic()
        linking = linking_columns(self._problem, tier)
        if len(linking):
            found = over_linking(self._problem, tier, linking, _over_core, budget, offer, bounded)
        else:
            found = self._over_rungs(tier, budget, offer, bounded)
        return self._plain().minimise(tier, hint, budget.left(began), offer, bounded) if found is None else found

    def _over_rungs(self, tier: int, budget: Budget, offer: Offer, bounded: Callable[[int], None]) -> Step | None:
        """Settle the tier with those that follow, or else alone; None when its relaxation was not solved in time."""
        began, rungs = time.monotonic(), self._climb(tier, budget)
        if not rungs:
            return None
        self._rungs = {rung.tier: rung for rung in rungs}
        first, last = rungs[0], rungs[-1]
        if first is not last:
            part = budget.half().left(began)
            step = _from_root(last.problem, last.tier, last.relaxed, part, offer, lambda bound: None)
            if step.verdict is Verdict.FOUND:
                proven = {
                    rung.tier: Step(Verdict.FOUND, whole_bound(rung.relaxed.value), Stop.PROVEN) for rung in rungs
                }
                self._ahead = {**proven, last.tier: step}
                return self._ahead.pop(tier)
            budget = budget.part(0.5)
        return _from_root(first.problem, tier, first.relaxed, budget.left(began), offer, bounded)

    def _climb(self, tier: int, budget: Budget) -> list[Rung]:
        """Relaxations of this tier and those after it, as long as each comes to a whole number."""
        began, problem, rungs = time.monotonic(), self._problem, list[Rung]()
        for one in range(tier, len(problem.costs)):
            if one > tier and (problem.costs[one].step > 1 or len(linking_columns(problem, one))):
                break
            relaxed = self._relaxed(problem, one, budget.left(began))
            if relaxed is None:
                break
            rungs.append(Rung(one, problem, relaxed))
            if math.isinf(relaxed.value) or abs(relaxed.value - round(relaxed.value)) > WHOLE:
                break
            problem = held_at(problem, one, round(relaxed.value), relaxed.prices)
        return rungs

    def _relaxed(self, problem: Compact, tier: int, budget: Budget) -> Root | None:
        cost, least = problem.costs[tier], problem.plain_bounds[tier]
        if self._program is None:
            self._program = RootProgram(problem, budget.stop)
            rest = range(tier, len(problem.costs))
            self._point = self._program.mix(rest, budget) if len(rest) > 1 else None
        self._program.hold(problem)
        if self._point is not None and abs(_worth(cost, self._point) - least) < WHOLE:
            reduced = np.zeros(problem.width)
            reduced[cost.columns] = cost.coefficients
            return Root(least, self._point, reduced, np.zeros(problem.height))
        relaxed = self._program.relax(cost, budget)
        self._point = None if relaxed is None or math.isinf(relaxed.value) else relaxed.point
        return relaxed

    def _plain(self) -> ProbingSearch:
        search = ProbingSearch(self._given)
        for tier, value in self._frozen:
            search.freeze(tier, value)
        return search


def _worth(cost: Cost, point: Point) -> float:
    return float(cost.coefficients @ point[cost.columns]) + cost.constant


def _over_core(
    problem: Compact, tier: int, budget: Budget, offer: Offer, bounded: Callable[[int], None]
) -> Step | None:
    """Settle one tier; None when the relaxation was not solved within the budget."""
    began, relaxed = time.monotonic(), root(problem, problem.costs[tier], budget)
    return None if relaxed is None else _from_root(problem, tier, relaxed, budget.left(began), offer, bounded)


def _from_root(
    problem: Compact, tier: int, relaxed: Root, budget: Budget, offer: Offer, bounded: Callable[[int], None]
) -> Step:
    """Settle one tier from its relaxation."""
    began = time.monotonic()
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
