"""The linear relaxation, warm from one solve to the next, with dives on its complicating columns."""

from collections.abc import Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget
from solvers.linear import model as building

Point = NDArray[np.float64]

ITERATIONS_PER_EFFORT = 4000
"""Simplex iterations of one effort unit; they, not the clock, end the improvement."""
DIVE_SHARE = 4
WHOLE = 1e-6
LEAST_RISE = 0.5


class Relaxation:
    """The linear program, warm from one solve to the next; counts the iterations it spends."""

    def __init__(self, problem: Compact, *, interior: bool = False) -> None:
        """interior: solve by an interior point and cross over; on rosters 2.5 to 5 times as fast as the simplex."""
        self.columns = np.unique(np.concatenate(problem.blocks)) if problem.blocks else np.zeros(0, np.int64)
        self._problem = problem
        self._highs = building.fresh()
        for name, value in (("threads", 1), ("parallel", "off"), ("random_seed", 0)):
            building.require(self._highs.setOptionValue(name, value), f"option {name}")
        if interior:
            building.require(self._highs.setOptionValue("solver", "ipm"), "option solver")
        building.load(self._highs, problem, whole=False)
        self.root = 0.0

    def cap(self, cost: Cost, value: int) -> None:
        """Keep a tier at its value."""
        building.cap(self._highs, cost, value)

    def begin(self, cost: Cost | None, budget: Budget) -> None:
        """Start a tier: its objective, all columns free, a fresh account."""
        building.set_objective(self._highs, self._problem, cost)
        self.meter = Meter(budget)
        self.impossible = False
        self._rootless = True
        self.hold({}, set(self.columns.tolist()))

    def hold(self, fixed: Mapping[int, int], freed: set[int]) -> None:
        """Fix some complicating columns and free others."""
        for column, value in fixed.items():
            self._highs.changeColBounds(column, float(value), float(value))
        for column in freed:
            self._highs.changeColBounds(column, float(self._problem.low[column]), float(self._problem.high[column]))

    def solve(self) -> bool:
        """Solve from where the last solve ended; False when there is no optimum within the time."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.01, self.meter.left))
        building.require(self._highs.run(), "run")
        status = self._highs.getModelStatus()
        self.meter.spend(max(1, self._highs.getInfo().simplex_iteration_count) / ITERATIONS_PER_EFFORT)
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
    def point(self) -> Point:
        """Column values of the last solve (fractions)."""
        return np.asarray(self._highs.getSolution().col_value, dtype=np.float64)

    @property
    def prices(self) -> Point:
        """What each row costs in the last solve, caps last: change of the objective a unit of its limit."""
        return np.asarray(self._highs.getSolution().row_dual, dtype=np.float64)

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
            torn = sorted((c for c in free if abs(point[c] - round(point[c])) > WHOLE), key=lambda c: _torn(point, c))
            if not torn:
                last = {c: round(point[c]) for c in free}
                self.hold(last, set())
                return fixed | last if self.solve() and self.value < below else None
            step = self._step(torn[: max(1, len(torn) // DIVE_SHARE)], point)
            if step is None:
                return None
            fixed |= step
            if self.value >= below or self.ended() in (Stop.TIME, Stop.INTERRUPTED):
                return None

    def _step(self, columns: list[int], point: Point) -> dict[int, int] | None:
        """Fix columns to their nearest values, or to the values above where nearest ones cost more; None: a dead end.

        Leaves the better of the two solved. A step that neither way allows is tried again with its first column alone.
        """
        before = self.value
        ways = [{c: round(point[c]) for c in columns}, {c: int(np.ceil(point[c])) for c in columns}]
        if len(columns) == 1:
            ways.append({columns[0]: int(np.floor(point[columns[0]]))})
        costs = []
        for way in ways:
            self.hold(way, set())
            costs.append(self.value if self.solve() else float("inf"))
            if costs[-1] <= before + LEAST_RISE:
                return way
        best = costs.index(min(costs))
        if costs[best] == float("inf"):
            self.hold({}, set(columns))
            return self._step(columns[:1], point) if len(columns) > 1 else None
        self.hold(ways[best], set())
        return ways[best] if self.solve() else None

    def may_go_on(self) -> bool:
        """Whether effort, time and the flag allow another neighbourhood."""
        return self.ended() is Stop.PROVEN

    def ended(self) -> Stop:
        """Why the work ended, or PROVEN while nothing forbids to go on."""
        return self.meter.ended() or Stop.PROVEN


def _torn(point: Point, column: int) -> tuple[float, int]:
    """Sort key: the most decided column first."""
    return abs(point[column] - round(point[column])), column
