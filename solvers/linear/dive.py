"""Dive and neighbourhoods on the linear relaxation, for instances with few complicating columns.

The relaxation is solved once and gives the bound. A dive then fixes the complicating columns a quarter at a time, the
most decided first, re-solving after each step (Berthold, "Primal heuristics for mixed integer programs", 2006). After
that, neighbourhoods free a few blocks at a time, drawn by how far the incumbent is from the relaxation, and dive again;
a better relaxed value is kept. Whole values for all other columns come from a MIP with the complicating ones fixed.
Given a legal start instead of a dive, a MIP of the whole comes first: its cuts prove what the relaxation cannot (club
offers of 24, 60 and 96 classes: proven in 4, 4 and 8 s, where the relaxation stays 0.4, 2.9 and 1.0 % below).
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from solvers.compact import Compact, Vector
from solvers.engines.best import Best, kept, started
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Point, Relaxation
from solvers.linear.search import HighsSearch, whole_bound

FREED_BLOCKS = 8
LEAST_GAIN = 0.5
PROOF_EFFORT = 4
"""With less, a MIP of the whole gets nowhere."""


class DiveSearch:
    """The search plug. Without blocks it is the plain MIP search."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._frozen: list[tuple[int, int]] = []
        self._relaxed = Relaxation(problem)

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))
        self._relaxed.cap(self._problem.costs[tier], value)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Bound by the relaxation; dive and complete to whole values, or start from a legal full hint; improve by
        neighbourhoods and complete again."""
        if not self._problem.blocks:
            return self._search({}).minimise(tier, hint, budget, offer, bounded)
        relaxed, began = self._relaxed, time.monotonic()
        relaxed.begin(None if tier is None else self._problem.costs[tier], budget)
        if not relaxed.solve():
            return Step(Verdict.IMPOSSIBLE if relaxed.impossible else Verdict.UNKNOWN, None, relaxed.ended())
        bound = whole_bound(relaxed.value) if tier is not None else None
        if bound is not None:
            bounded(bound)
        root = relaxed.point
        start = self._warm(hint)
        if start is not None and tier is not None and budget.effort >= PROOF_EFFORT:
            return self._prove(root, start, tier, budget.left(began), offer, bounded)
        fixed = None if start is None else self._complicating(start)
        if fixed is None:
            fixed = relaxed.dive(relaxed.columns)
            if fixed is None or not self._complete(tier, fixed, hint, budget.left(began), offer):
                return self._search({}).minimise(tier, hint, budget.left(began), offer, bounded)
        if tier is not None:
            better = self._improve(root, fixed, tier, budget)
            if better is not None:
                self._complete(tier, better, {}, budget.left(began), offer)
        return Step(Verdict.FOUND, bound, relaxed.ended())

    def _prove(
        self,
        root: Point,
        start: Vector,
        tier: int,
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """A start that somebody dived for already: a MIP of the whole has half the effort to better or prove it, and
        neighbourhoods around the best so far have the rest."""
        best, began = Best(self._problem, tier, offer), time.monotonic()
        best.offer(start)
        whole = self._search({}).minimise(tier, {}, budget.half(), best.offer, bounded)
        step = best.joined(Step(Verdict.FOUND, whole_bound(self._relaxed.root), whole.ended), whole)
        if best.settled(step, budget.gap) or budget.stop.is_set():
            return step
        assert best.values is not None
        fixed = self._complicating(best.values)
        left = budget.rest(began)
        better = self._improve(root, fixed, tier, left)
        if better is not None:
            self._complete(tier, better, {}, left, best.offer)
        return best.joined(step, Step(Verdict.FOUND, None, self._relaxed.ended()))

    def _warm(self, hint: Mapping[int, int]) -> Vector | None:
        """A full legal hint that keeps the frozen tiers, to improve on in place of a dive; None without one."""
        values = started(self._problem, hint)
        return values if values is not None and kept(self._problem, self._frozen, values) else None

    def _complicating(self, values: Vector) -> dict[int, int]:
        return {column: int(values[column]) for column in self._relaxed.columns.tolist()}

    def _search(self, fixed: Mapping[int, int]) -> HighsSearch:
        """A MIP of the whole instance with some columns fixed and every frozen tier kept."""
        low, high = self._problem.low.copy(), self._problem.high.copy()
        for column, value in fixed.items():
            low[column] = high[column] = value
        search = HighsSearch(replace(self._problem, low=low, high=high))
        for tier, value in self._frozen:
            search.freeze(tier, value)
        return search

    def _complete(
        self,
        tier: int | None,
        fixed: Mapping[int, int],
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
    ) -> bool:
        """Whole values for every other column; offers them and says whether there are any."""
        step = self._search(fixed).minimise(tier, hint, budget, offer, lambda bound: None)
        return step.verdict is Verdict.FOUND

    def _improve(self, root: Point, start: Mapping[int, int], tier: int, budget: Budget) -> dict[int, int] | None:
        """Free a few blocks at a time and dive again while effort lasts; None when nothing better was found."""
        relaxed, chance = self._relaxed, random.Random(tier)
        best, value = dict(start), relaxed.evaluate(start)
        least = relaxed.root
        relaxed.meter.reached(value)
        while relaxed.may_go_on() and value - least > max(LEAST_GAIN, budget.gap * abs(value)):
            freed = _draw(self._problem.blocks, root, best, chance)
            relaxed.hold({column: v for column, v in best.items() if column not in freed}, freed)
            if not relaxed.solve() or relaxed.value > value - LEAST_GAIN:
                continue
            found = relaxed.dive(np.array(sorted(freed), dtype=np.int64), below=value - LEAST_GAIN)
            if found is not None:
                best, value = best | found, relaxed.value
                relaxed.meter.reached(value)
        return best if best != dict(start) else None


def _draw(blocks: tuple[Vector, ...], root: Point, best: Mapping[int, int], chance: random.Random) -> set[int]:
    """Columns of a few blocks: half drawn by distance from the relaxation, half evenly."""
    weights = [1e-3 + sum(abs(root[column] - best[column]) for column in block.tolist()) for block in blocks]
    count = min(len(blocks), FREED_BLOCKS)
    picked = set(chance.choices(range(len(blocks)), weights, k=count // 2))
    while len(picked) < count:
        picked.add(chance.randrange(len(blocks)))
    return {column for index in picked for column in blocks[index].tolist()}
