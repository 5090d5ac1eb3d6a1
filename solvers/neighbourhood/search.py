"""The search plug of large neighbourhoods: the whole for a while, then part after part around the incumbent."""

import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from solvers.answer import Stop
from solvers.columns.dives import Decomposed, Dives, decomposed
from solvers.compact import Compact, Vector
from solvers.cpsat.search import CpSatSearch
from solvers.engines.best import Best
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Point, Relaxation
from solvers.linear.search import HighsSearch, whole_bound
from solvers.neighbourhood.choice import Arm, Arms
from solvers.neighbourhood.draw import Drawer, View
from solvers.neighbourhood.reduced import Reduced, reduced

import os
TRACE=os.environ.get("TRACE")
PAIR = 2
"""Neighbourhoods solved side by side from one incumbent: the same two whatever the machine."""
OPENING_SHARE, WHOLE_SHARE = 6, 6
"""The opening and the search of the whole get this part of a tier's effort and time."""
LEAST_EFFORT = 0.1
"""For the quantities alone, once all choices are made."""
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
        self._parts: Decomposed | None = None
        self._decomposed = False
        self._dives: Dives | None = None

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
        clock, self._budget = _Clock(budget), budget
        best = Best(self._problem, tier, offer)
        if not self._warm(hint, best):
            opened = self._searching(CpSatSearch(self._problem)).minimise(
                None, hint, clock.share(OPENING_SHARE), best.offer, lambda bound: None
            )
            if opened.verdict is not Verdict.FOUND:
                return opened
        if tier is None:
            return Step(Verdict.FOUND, None, clock.ended())
        start = best.values
        assert start is not None
        bound, relaxed = self._bound(tier, start, best, clock, bounded)
        start = best.values
        if not clock.over() and not best.settled(Step(Verdict.FOUND, bound, Stop.EFFORT), budget.gap):
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
        self, tier: int, start: Vector, best: Best, clock: "_Clock", bounded: Callable[[int], None]
    ) -> tuple[int, Point | None]:
        """The relaxation's bound and point; raised by column generation, or by a search of the whole if it is easy."""
        least = self._problem.plain_bounds[tier]
        relaxation = Relaxation(self._problem, interior=True)
        for earlier, value in self._frozen:
            relaxation.cap(self._problem.costs[earlier], value)
        relaxation.begin(self._problem.costs[tier], clock.share(1))
        if not relaxation.solve():
            return least, None
        bound, point = max(least, whole_bound(relaxation.value)), relaxation.point
        bounded(bound)
        self._dives = self._diving(tier)
        if self._dives is not None:
            prices = relaxation.prices
            linking = self._dives.linking_rows
            priced = np.concatenate((prices[linking], prices[self._problem.height :]))
            return max(bound, self._dives.bound(start, priced, clock.share(1), bounded)), point
        if self._problem.width > LARGE or clock.over():
            return bound, point
        budget = clock.share(WHOLE_SHARE)
        step = self._searching(HighsSearch(self._problem)).minimise(tier, {}, budget, best.offer, bounded)
        clock.spend(budget.effort)
        return max(bound, step.bound if step.bound is not None else bound), point

    def _diving(self, tier: int) -> Dives | None:
        """Dives over patterns, when the problem falls into blocks."""
        if not self._decomposed:
            self._parts, self._decomposed = decomposed(self._problem), True
        if self._parts is None:
            return None
        return Dives(self._parts, tier, self._frozen, partial(self._completed, tier))

    def _completed(self, tier: int, part: Reduced) -> Vector | None:
        return self._solve(tier, part, replace(self._budget, effort=LEAST_EFFORT, gap=0.0)).values

    def _improve(
        self, tier: int, start: Vector, bound: int, relaxed: Point | None, clock: "_Clock", offer: Offer
    ) -> None:
        cost, incumbent = self._problem.costs[tier], start
        arms = Arms([kind.name for kind in self._drawer.kinds], self._problem.choices)
        kinds = {kind.name: kind for kind in self._drawer.kinds}
        chance = random.Random(tier)
        with ThreadPoolExecutor(PAIR, "neighbourhood") as pool:
            while not clock.over() and cost.of(incumbent) > bound:
                view = View(incumbent, relaxed, self._drawer.pain(tier, incumbent))
                drawn: list[Arm] = [arms.pick(chance) for _ in range(PAIR - (self._dives is not None))]
                parts = [self._part(kinds[arm.name].draw(view, round(arm.size), chance), incumbent) for arm in drawn]
                budget = clock.part(arms.effort)
                solving = [pool.submit(self._solve, tier, part, budget) for part in parts]
                dived = None if self._dives is None else self._dives.improve(incumbent, budget)
                outcomes = [job.result() for job in solving]
                value = cost.of(incumbent)
                for arm, outcome in zip(drawn, outcomes, strict=True):
                    gain = 0 if outcome.values is None else value - cost.of(outcome.values)
                    arms.learn(arm, max(0, gain) / max(1, value), outcome.effort, outcome.exhausted)
                if TRACE: print(round(time.monotonic()-clock._began,1), value, [a.name for a in drawn],[round(a.size) for a in drawn], [None if o.values is None else cost.of(o.values) for o in outcomes], [o.exhausted for o in outcomes], None if dived is None else cost.of(dived), round(arms.effort,2), self._dives and (round(self._dives._share,2), len(self._dives.generation.patterns)),flush=True)
                found = [values for values in (dived, *(o.values for o in outcomes)) if values is not None]
                incumbent = self._joined(tier, incumbent, found, clock)
                offer(incumbent)
                arms.settle()
                clock.spend(sum(outcome.effort for outcome in outcomes) / PAIR)

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
        small, found = part.problem, list[Vector]()

        def keep(values: Vector) -> bool:
            legal = small.legal(values)
            if legal:
                found.append(values)
            return legal

        search = HighsSearch(small)
        for earlier, value in self._frozen:
            search.freeze(earlier, value)
        step = search.minimise(tier, {}, budget, keep, lambda bound: None)
        cost = small.costs[tier]
        best = min(found, key=cost.of, default=None)
        exhausted = best is not None and step.bound is not None and step.bound >= cost.of(best)
        return Outcome(None if best is None else part.whole(best), exhausted, search.effort)


class _Clock:
    """A tier's effort and time, and what is left of them."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._spent = 0.0
        self._began = time.monotonic()

    def _left(self) -> float:
        return max(0.001, self._budget.seconds - (time.monotonic() - self._began))

    def spend(self, effort: float) -> None:
        """Take effort off the account."""
        self._spent += effort

    def share(self, part: int) -> Budget:
        """A part of the whole effort, and that part of the time."""
        return replace(
            self._budget, effort=self._budget.effort / part, seconds=min(self._left(), self._budget.seconds / part)
        )

    def part(self, effort: float) -> Budget:
        """For one neighbourhood: its effort, and all the time that is left."""
        return replace(self._budget, effort=effort, seconds=self._left(), gap=0.0)

    def ended(self) -> Stop:
        """Why the work ended."""
        if self._budget.stop.is_set():
            return Stop.INTERRUPTED
        return Stop.TIME if self._left() <= 0.001 else Stop.EFFORT

    def over(self) -> bool:
        """Whether flag, time or effort forbid to go on."""
        return self.ended() is not Stop.EFFORT or self._spent >= self._budget.effort
