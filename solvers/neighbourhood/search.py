"""The search plug of large neighbourhoods: a bound of the whole, then part after part around the incumbent."""

import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from solvers.answer import Stop
from solvers.columns.dives import Decomposed, Dives, decomposed
from solvers.compact import Compact, Vector
from solvers.cpsat.search import CpSatSearch
from solvers.engines.best import Best, kept, started
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.relaxation import Point, Relaxation
from solvers.linear.search import HighsSearch, whole_bound
from solvers.neighbourhood.draw import Drawer
from solvers.neighbourhood.parts import Parts, least

SWITCH = 1e-4
"""Seconds after which a thread gives way to another."""
PAIR = 2
"""Searches side by side from one incumbent: the same two whatever the machine."""
TOGETHER = 1.0
"""Least effort of dives and of parts that run side by side, before they share what they found."""
OPENING_SHARE, WHOLE_SHARE = 6, 6
"""The opening and the search of the whole get this part of a tier's effort and time."""
QUICK = 1.0
"""Effort of the search of the whole where there are blocks: enough to prove what is small."""
WIDE = 12_000
"""Columns; beyond them diagrams and dives take time that parts use better, as measured at 60 s on two cores."""
LARGE = 8000
"""Columns; beyond them a search of the whole finds nothing within its share."""


class NeighbourhoodSearch:
    """One incumbent, freed part by part; every part a MIP or a restricted master of its own."""

    def __init__(self, problem: Compact, *, columns: bool = True) -> None:
        """columns: bound and dive over whole patterns where the problem falls into blocks."""
        self._problem = problem
        self._drawer = Drawer(problem)
        self._frozen: list[tuple[int, int]] = []
        self._decomposed: Decomposed | None = decomposed(problem) if columns and problem.width <= WIDE else None

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
        """Open, bound the whole, then neighbourhoods while effort lasts."""
        clock = Clock(budget)
        best = Best(self._problem, tier, offer)
        if not self._warm(hint, best):
            opened = self._searching(CpSatSearch(self._problem)).minimise(
                None, hint, clock.share(OPENING_SHARE), best.offer, lambda bound: None
            )
            if opened.verdict is not Verdict.FOUND:
                return opened
        if tier is None:
            return Step(Verdict.FOUND, None, clock.ended())
        relaxation = Relaxation(self._problem, interior=True)
        bound, relaxed = self._relaxed(relaxation, tier, clock)
        parts = Parts(self._problem, self._drawer, tier, self._frozen, relaxed)
        bounded(bound)
        dives = None if relaxed is None else self._dives(tier, parts, relaxation.prices, clock)
        if relaxed is not None:
            share = clock.share(WHOLE_SHARE)
            quick = share if dives is None else replace(share, effort=min(share.effort, QUICK))
            bound = max(bound, self._searched(tier, best, quick, clock, bounded))
        settled = best.settled(Step(Verdict.FOUND, bound, Stop.EFFORT), budget.gap)
        if self._problem.choices and not clock.over() and not settled:
            bound = self._improve(tier, parts, dives, bound, best, clock, bounded)
        return Step(Verdict.FOUND, bound, clock.ended())

    def _warm(self, hint: Mapping[int, int], best: Best) -> bool:
        """Take a legal full hint that keeps the frozen tiers as the incumbent."""
        values = started(self._problem, hint)
        return values is not None and kept(self._problem, self._frozen, values) and best.offer(values)

    def _searching(self, search: CpSatSearch | HighsSearch) -> CpSatSearch | HighsSearch:
        for tier, value in self._frozen:
            search.freeze(tier, value)
        return search

    def _relaxed(self, relaxation: Relaxation, tier: int, clock: "Clock") -> tuple[int, Point | None]:
        """The relaxation's bound and point; no point when it was not solved in time."""
        least_bound = self._problem.plain_bounds[tier]
        for earlier, value in self._frozen:
            relaxation.cap(self._problem.costs[earlier], value)
        relaxation.begin(self._problem.costs[tier], clock.share(1))
        if not relaxation.solve():
            return least_bound, None
        return max(least_bound, whole_bound(relaxation.value)), relaxation.point

    def _dives(self, tier: int, parts: Parts, prices: Point, clock: "Clock") -> Dives | None:
        """Bound and dives over patterns when the problem falls into blocks."""
        if self._decomposed is None:
            return None
        return Dives(
            self._decomposed, tier, self._frozen, prices, lambda part: parts.solve(part, least(clock.part(1.0))).values
        )

    def _searched(self, tier: int, best: Best, budget: Budget, clock: "Clock", bounded: Callable[[int], None]) -> int:
        """The bound of a search of the whole, if it is small enough for one."""
        if (self._problem.choices and self._problem.width > LARGE) or clock.over():
            return self._problem.plain_bounds[tier]
        step = self._searching(HighsSearch(self._problem)).minimise(tier, {}, budget, best.offer, bounded)
        clock.meter.spend(budget.effort)
        return self._problem.plain_bounds[tier] if step.bound is None else step.bound

    def _improve(
        self,
        tier: int,
        parts: Parts,
        dives: Dives | None,
        bound: int,
        best: Best,
        clock: "Clock",
        bounded: Callable[[int], None],
    ) -> int:
        """Better the incumbent until it meets the bound or nothing is left to spend; the bound.

        After the dive that opens, parts have both cores until they bring little: from far away they are faster.
        """
        cost, incumbent = self._problem.costs[tier], best.values
        assert incumbent is not None
        clock.meter.bounded(bound)
        clock.meter.reached(cost.of(incumbent))
        pace = nullcontext() if dives is None else _brisk()
        with pace, ThreadPoolExecutor(PAIR, "neighbourhood") as pool:
            while not clock.over():
                if dives is None or (dives.opened and not parts.dry):
                    incumbent, effort = parts.batch(incumbent, PAIR, clock.part(1.0), pool)
                    clock.meter.spend(effort / PAIR)
                else:
                    incumbent = self._together(parts, dives, incumbent, clock, pool)
                best.offer(incumbent)
                clock.meter.reached(cost.of(incumbent))
                if dives is not None and dives.bound is not None and dives.bound > bound:
                    bound = dives.bound
                    bounded(bound)
                if dives is not None and dives.over:
                    dives = self._decomposed = None
                    bound = max(bound, self._searched(tier, best, clock.share(WHOLE_SHARE), clock, bounded))
                clock.meter.bounded(bound)
        return bound

    def _together(self, parts: Parts, dives: Dives, incumbent: Vector, clock: "Clock", pool: Executor) -> Vector:
        """Dives beside parts, each for the same effort from the same incumbent; then both are joined.

        Up to the end of the hasty dive that opens, the dives are alone: until then parts only mend what it replaces.
        """
        budget = clock.part(max(TOGETHER, parts.effort))
        if not dives.opened:
            before = dives.effort
            opened = dives.advance(incumbent, budget)
            clock.meter.spend(dives.effort - before)
            return opened
        diving = pool.submit(dives.advance, incumbent, budget)
        mended, spent = incumbent, 0.0
        while spent < budget.effort and not clock.over():
            mended, effort = parts.batch(mended, 1, budget, pool)
            spent += effort
        dived = diving.result()
        clock.meter.spend(budget.effort)
        return parts.joined(incumbent, [dived, mended], budget)


@contextmanager
def _brisk() -> Iterator[None]:
    """Threads give way often: beside a dive, which is Python, HiGHS would mostly wait to be called back."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class Clock:
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
