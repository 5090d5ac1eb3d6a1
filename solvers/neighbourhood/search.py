"""The search plug of large neighbourhoods: the whole for a while, then part after part around the incumbent."""

import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Vector
from solvers.cpsat.search import CpSatSearch
from solvers.engines.best import Best, Collected
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Point, Relaxation
from solvers.linear.search import HighsSearch, whole_bound
from solvers.neighbourhood.choice import Arm, Arms
from solvers.neighbourhood.draw import Drawer, View
from solvers.neighbourhood.reduced import Reduced, reduced

PAIR = 2
"""Neighbourhoods solved side by side from one incumbent: the same two whatever the machine."""
OPENING_SHARE, WHOLE_SHARE = 6, 6
"""The opening and the search of the whole get this part of a tier's effort and time."""
LEAST_EFFORT = 0.1
"""For the quantities alone, once all choices are made."""
LEAST_SPENT = 0.002
"""Effort that two neighbourhoods cost at least: HiGHS may be done with them before it looks at its limits once."""
LARGE = 8000
"""Columns; beyond them a search of the whole finds nothing within its share."""


@dataclass(frozen=True)
class Outcome:
    """What came of one neighbourhood: values of the whole (None: none better), whether it was searched to the end."""

    values: Vector | None
    exhausted: bool
    effort: float


class NeighbourhoodSearch:
    """One incumbent, freed part by part; every part a MIP of its own."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._drawer = Drawer(problem)
        self._frozen: list[tuple[int, int]] = []

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Open, bound by the relaxation, search the whole for a share, then neighbourhoods while effort lasts."""
        clock = _Clock(budget)
        best = Best(self._problem, tier, offer)
        if not self._warm(hint, best):
            opened = self._searching(CpSatSearch(self._problem)).minimise(
                None, hint, clock.share(OPENING_SHARE), best.offer, lambda bound: None
            )
            if opened.verdict is not Verdict.FOUND:
                return opened
        if tier is None:
            return Step(Verdict.FOUND, None, clock.ended())
        bound, relaxed = self._bound(tier, best, clock, bounded)
        start = best.values
        assert start is not None
        settled = best.settled(Step(Verdict.FOUND, bound, Stop.EFFORT), budget.gap)
        if self._problem.choices and not clock.over() and not settled:
            self._improve(tier, start, bound, relaxed, clock, best.offer)
        return Step(Verdict.FOUND, bound, clock.ended())

    def _warm(self, hint: Mapping[int, int], best: Best) -> bool:
        """Take a legal full hint that keeps the frozen tiers as the incumbent."""
        if len(hint) != self._problem.width:
            return False
        values = np.fromiter((hint[column] for column in range(len(hint))), np.int64, len(hint))
        kept = all(self._problem.costs[tier].of(values) <= value for tier, value in self._frozen)
        return kept and best.offer(values)

    def _searching(self, search: "CpSatSearch | HighsSearch") -> "CpSatSearch | HighsSearch":
        for tier, value in self._frozen:
            search.freeze(tier, value)
        return search

    def _bound(
        self, tier: int, best: Best, clock: "_Clock", bounded: Callable[[int], None]
    ) -> tuple[int, Point | None]:
        """The relaxation's bound and point; raised by a search of the whole when the relaxation was easy."""
        least = self._problem.plain_bounds[tier]
        relaxation = Relaxation(self._problem, interior=True)
        for earlier, value in self._frozen:
            relaxation.cap(self._problem.costs[earlier], value)
        relaxation.begin(self._problem.costs[tier], clock.share(1))
        if not relaxation.solve():
            return least, None
        bound, point = max(least, whole_bound(relaxation.value)), relaxation.point
        bounded(bound)
        if (self._problem.choices and self._problem.width > LARGE) or clock.over():
            return bound, point
        budget = clock.share(WHOLE_SHARE)
        step = self._searching(HighsSearch(self._problem)).minimise(tier, {}, budget, best.offer, bounded)
        clock.meter.spend(budget.effort)
        return max(bound, step.bound if step.bound is not None else bound), point

    def _improve(
        self, tier: int, start: Vector, bound: int, relaxed: Point | None, clock: "_Clock", offer: Offer
    ) -> None:
        cost, incumbent = self._problem.costs[tier], start
        arms = Arms([kind.name for kind in self._drawer.kinds], self._problem.choices)
        kinds = {kind.name: kind for kind in self._drawer.kinds}
        chance = random.Random(tier)
        with ThreadPoolExecutor(PAIR, "neighbourhood") as pool:
            clock.meter.bounded(bound)
            clock.meter.reached(cost.of(incumbent))
            while not clock.over():
                view = View(incumbent, relaxed, self._drawer.pain(tier, incumbent))
                drawn: list[Arm] = [arms.pick(chance) for _ in range(PAIR)]
                parts = [self._part(kinds[arm.name].draw(view, round(arm.size), chance), incumbent) for arm in drawn]
                budget = clock.part(arms.effort)
                outcomes = list(pool.map(partial(self._solve, tier, budget=budget), parts))
                value = cost.of(incumbent)
                for arm, outcome in zip(drawn, outcomes, strict=True):
                    gain = 0 if outcome.values is None else value - cost.of(outcome.values)
                    arms.learn(arm, max(0, gain) / max(1, value), outcome.effort, outcome.exhausted)
                incumbent = self._joined(tier, incumbent, [o.values for o in outcomes if o.values is not None], clock)
                offer(incumbent)
                clock.meter.reached(cost.of(incumbent))
                arms.settle()
                clock.meter.spend(max(LEAST_SPENT, sum(outcome.effort for outcome in outcomes) / PAIR))

    def _joined(self, tier: int, incumbent: Vector, found: list[Vector], clock: "_Clock") -> Vector:
        """The best of what was found, with the changes of the others where they better it still."""
        cost, best = self._problem.costs[tier], incumbent
        before = cost.of(incumbent)
        for values in sorted(found, key=cost.of):
            if best is incumbent:
                best = values if cost.of(values) <= before else best
            elif cost.of(values) < before:
                merged = best.copy()
                changed = np.flatnonzero(values[: self._problem.choices] != incumbent[: self._problem.choices])
                merged[changed] = values[changed]
                part = self._part(np.zeros(0, dtype=np.int64), merged)
                outcome = self._solve(tier, part, clock.part(LEAST_EFFORT))
                if outcome.values is not None and cost.of(outcome.values) < cost.of(best):
                    best = outcome.values if self._problem.legal(outcome.values) else best
        return best

    def _part(self, choices: Vector, values: Vector) -> Reduced:
        """The choices drawn and every quantity free; quantities follow the choices."""
        quantities = np.arange(self._problem.choices, self._problem.width, dtype=np.int64)
        return reduced(self._problem, np.concatenate((choices, quantities)), values)

    def _solve(self, tier: int, part: Reduced, budget: Budget) -> Outcome:
        """The part's best within its budget; ties go to the newer values, so that the incumbent moves on."""
        small, found = part.problem, Collected(part.problem)
        search = HighsSearch(small)
        for earlier, value in self._frozen:
            search.freeze(earlier, value)
        step = search.minimise(tier, {}, budget, found.offer, lambda bound: None)
        cost = small.costs[tier]
        best = found.best(tier)
        exhausted = best is not None and step.bound is not None and step.bound >= cost.of(best)
        return Outcome(None if best is None else part.whole(best), exhausted, search.effort)


class _Clock:
    """A tier's effort and time, and how they are dealt out."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.meter = Meter(budget)

    def share(self, part: int) -> Budget:
        """A part of the whole effort, half of the patience at most, and that part of the time."""
        stall = self._budget.stall
        effort = self._budget.effort / part if stall is None else min(self._budget.effort / part, stall / 2)
        return replace(self._budget, effort=effort, seconds=min(self.meter.left, self._budget.seconds / part))

    def part(self, effort: float) -> Budget:
        """For one neighbourhood: its effort, and all the time that is left."""
        return replace(self._budget, effort=effort, seconds=self.meter.left, gap=0.0, stall=None)

    def ended(self) -> Stop:
        """Why the work ended."""
        return self.meter.ended() or Stop.EFFORT

    def over(self) -> bool:
        """Whether any rule forbids to go on."""
        return self.meter.ended() is not None
