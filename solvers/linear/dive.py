"""Dive and neighbourhoods on the linear relaxation, for instances with few complicating columns.

The relaxation is solved once and gives the bound. A dive then fixes the complicating columns a quarter at a time, the
most decided first, re-solving after each step (Berthold, "Primal heuristics for mixed integer programs", 2006). After
that, neighbourhoods free a few blocks at a time, drawn by how far the incumbent is from the relaxation, and dive again;
a better relaxed value is kept. Whole values for all other columns come from a MIP with the complicating ones fixed.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import highspy
import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear import model as building
from solvers.linear.search import HighsSearch, whole_bound

ITERATIONS_PER_EFFORT = 4000
"""Simplex iterations of one effort unit; they, not the clock, end the improvement."""
FREED_BLOCKS = 8
DIVE_SHARE = 4
WHOLE = 1e-6
LEAST_GAIN = 0.5


class DiveSearch:
    """The search plug. Without blocks it is the plain MIP search."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._frozen: list[tuple[int, int]] = []
        self._relaxed = _Relaxation(problem)

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
        """Bound by the relaxation, dive, complete to whole values, improve by neighbourhoods, complete again."""
        relaxed = self._relaxed
        relaxed.begin(None if tier is None else self._problem.costs[tier], budget)
        if not relaxed.solve():
            return Step(Verdict.IMPOSSIBLE if relaxed.impossible else Verdict.UNKNOWN, None, relaxed.ended())
        bound = whole_bound(relaxed.value) if tier is not None else None
        if bound is not None:
            bounded(bound)
        root = relaxed.point
        fixed = relaxed.dive(relaxed.columns)
        if fixed is None or not self._complete(tier, fixed, hint, budget, offer):
            return self._search({}).minimise(tier, hint, budget, offer, bounded)
        if tier is not None:
            better = self._improve(root, fixed, tier, budget)
            if better is not None:
                self._complete(tier, better, {}, budget, offer)
        return Step(Verdict.FOUND, bound, relaxed.ended())

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

    def _improve(
        self, root: Vector, start: Mapping[int, int], tier: int, budget: Budget
    ) -> dict[int, int] | None:
        """Free a few blocks at a time and dive again while effort lasts; None when nothing better was found."""
        relaxed, chance = self._relaxed, random.Random(tier)
        best, value = dict(start), relaxed.evaluate(start)
        least = relaxed.root
        while relaxed.may_go_on() and value - least > max(LEAST_GAIN, budget.gap * abs(value)):
            freed = _draw(self._problem.blocks, root, best, chance)
            relaxed.hold({column: v for column, v in best.items() if column not in freed}, freed)
            if not relaxed.solve() or relaxed.value > value - LEAST_GAIN:
                continue
            found = relaxed.dive(np.array(sorted(freed), dtype=np.int64), below=value - LEAST_GAIN)
            if found is not None:
                best, value = best | found, relaxed.value
        return best if best != dict(start) else None


def _draw(
    blocks: tuple[Vector, ...], root: Vector, best: Mapping[int, int], chance: random.Random
) -> set[int]:
    """Columns of a few blocks: half drawn by distance from the relaxation, half evenly."""
    weights = [1e-3 + sum(abs(root[column] - best[column]) for column in block.tolist()) for block in blocks]
    count = min(len(blocks), FREED_BLOCKS)
    picked = set(chance.choices(range(len(blocks)), weights, k=count // 2))
    while len(picked) < count:
        picked.add(chance.randrange(len(blocks)))
    return {column for index in picked for column in blocks[index].tolist()}


class _Relaxation:
    """The linear program, warm from one solve to the next; counts the iterations it spends."""

    def __init__(self, problem: Compact) -> None:
        self.columns = np.unique(np.concatenate(problem.blocks)) if problem.blocks else np.zeros(0, np.int64)
        self._problem = problem
        self._highs = building.fresh()
        for name, value in (("threads", 1), ("parallel", "off"), ("random_seed", 0)):
            building.require(self._highs.setOptionValue(name, value), f"option {name}")
        building.load(self._highs, problem, whole=False)
        self.root = 0.0

    def cap(self, cost: Cost, value: int) -> None:
        """Keep a tier at its value."""
        building.cap(self._highs, cost, value)

    def begin(self, cost: Cost | None, budget: Budget) -> None:
        """Start a tier: its objective, all columns free, a fresh account."""
        building.set_objective(self._highs, self._problem, cost)
        self._budget, self._spent, self._began = budget, 0, time.monotonic()
        self.impossible = False
        self._rootless = True
        self.hold({}, set(self.columns.tolist()))

    def hold(self, fixed: Mapping[int, int], freed: set[int]) -> None:
        """Fix some complicating columns and free others."""
        for column, value in fixed.items():
            self._highs.changeColBounds(column, float(value), float(value))
        for column in freed:
            self._highs.changeColBounds(
                column, float(self._problem.low[column]), float(self._problem.high[column])
            )

    def solve(self) -> bool:
        """Solve from where the last solve ended; False when there is no optimum within the time."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.01, self._left()))
        building.require(self._highs.run(), "run")
        status = self._highs.getModelStatus()
        self._spent += max(1, self._highs.getInfo().simplex_iteration_count)
        self.impossible = status == highspy.HighsModelStatus.kInfeasible
        if status != highspy.HighsModelStatus.kOptimal:
            return False
        if self._rootless:
            self.root, self._rootless = self.value, False
        return True

    @property
    def value(self) -> float:
        """Objective of the last solve."""
        return float(self._highs.getInfo().objective_function_value)

    @property
    def point(self) -> Vector:
        """Column values of the last solve (fractions)."""
        return np.asarray(self._highs.getSolution().col_value, dtype=np.float64)

    def evaluate(self, fixed: Mapping[int, int]) -> float:
        """Objective with all complicating columns fixed; infinite when that is impossible."""
        self.hold(fixed, set())
        return self.value if self.solve() else float("inf")

    def dive(self, columns: Vector, below: float = float("inf")) -> dict[int, int] | None:
        """Fix the columns step by step; None when the way ends, or the value is not below the mark."""
        fixed: dict[int, int] = {}
        while True:
            point = self.point
            free = [c for c in columns.tolist() if c not in fixed]
            torn = sorted(
                (c for c in free if abs(point[c] - round(point[c])) > WHOLE), key=lambda c: _torn(point, c)
            )
            if not torn:
                last = {c: round(point[c]) for c in free}
                self.hold(last, set())
                return fixed | last if self.solve() and self.value < below else None
            step = {c: round(point[c]) for c in torn[: max(1, len(torn) // DIVE_SHARE)]}
            self.hold(step, set())
            if not self.solve():
                step = self._turn(torn[0], point, step)
                if not step:
                    return None
            fixed |= step
            if self.value >= below or self._left() <= 0 or self._budget.stop.is_set():
                return None

    def _turn(self, column: int, point: Vector, step: Mapping[int, int]) -> dict[int, int]:
        """After a dead end: free the step again and round its first column the other way; {} when that fails too."""
        self.hold({}, set(step))
        other = (
            int(np.ceil(point[column]))
            if round(point[column]) <= point[column]
            else int(np.floor(point[column]))
        )
        self.hold({column: other}, set())
        return {column: other} if self.solve() else {}

    def may_go_on(self) -> bool:
        """Whether effort, time and the flag allow another neighbourhood."""
        return self.ended() is Stop.PROVEN

    def ended(self) -> Stop:
        """Why the work ended, or PROVEN while nothing forbids to go on."""
        if self._budget.stop.is_set():
            return Stop.INTERRUPTED
        if self._left() <= 0:
            return Stop.TIME
        spent = self._spent >= self._budget.effort * ITERATIONS_PER_EFFORT
        return Stop.EFFORT if spent else Stop.PROVEN

    def _left(self) -> float:
        return self._budget.seconds - (time.monotonic() - self._began)


def _torn(point: Vector, column: int) -> tuple[float, int]:
    """Sort key: the most decided column first."""
    return abs(point[column] - round(point[column])), column
