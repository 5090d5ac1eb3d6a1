"""Which rows can hold together over fractions: one linear program, asked again and again about some of its rows."""

import math
from collections.abc import Collection

import highspy
import numpy as np

from solvers.compact import Compact, Vector
from solvers.linear import model as building

USED = 1e-9
"""A multiplier of a refutation below this is taken for 0."""
LEAST_SECONDS = 0.01
"""What a question gets when time is all but up."""
SLACK = 1e-6
"""By how much fractions may pass the side of a row and still be said to respect it."""


class Holding:
    """The rows of a problem, of which any may be let go. Warm from one question to the next; repeatable."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._sides = building.side(problem.lower), building.side(problem.upper)
        self._highs = building.fresh()
        for name, value in (("threads", 1), ("parallel", "off"), ("random_seed", 0)):
            building.require(self._highs.setOptionValue(name, value), f"option {name}")
        building.load(self._highs, problem, whole=False)
        self._active = set(range(problem.height))

    def possible(self, rows: Collection[int], seconds: float = math.inf) -> bool:
        """Whether fractions within the domains respect these rows; False is a proof that no whole values do.

        True, too, when that is not known after `seconds`, or HiGHS failed.
        """
        self._hold(set(rows))
        limit = self._highs.getRunTime() + max(LEAST_SECONDS, seconds)
        building.require(self._highs.setOptionValue("time_limit", limit), "option time_limit")
        failed = self._highs.run() == highspy.HighsStatus.kError
        return failed or bool(self._highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible)

    def _hold(self, wanted: set[int]) -> None:
        """Hold these rows and no others."""
        changed = np.array(sorted(wanted ^ self._active), dtype=np.int32)
        held = np.isin(changed, np.array(list(wanted), dtype=np.int32))
        low = np.where(held, self._sides[0][changed], -highspy.kHighsInf)
        high = np.where(held, self._sides[1][changed], highspy.kHighsInf)
        status = self._highs.changeRowsBounds(len(changed), changed, low, high)  # type: ignore[attr-defined]
        building.require(status, "changeRowsBounds")
        self._active = wanted

    def refutation(self) -> tuple[int, ...]:
        """After `possible` said no: the rows a weighted sum of which contradicts the domains (Farkas); () if not known.

        Weights come from the simplex, so whether the rows clash is to be asked again.
        """
        _, known, weights = self._highs.getDualRay()  # type: ignore[attr-defined]
        return tuple(np.flatnonzero(np.abs(weights) > USED).tolist()) if known else ()

    def whole(self) -> bool:
        """After `possible` said yes: whether the values it came upon, rounded, respect the rows exactly.

        True is a proof that whole values do; False says nothing.
        """
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        values: Vector = np.rint(np.array(self._highs.getSolution().col_value)).astype(np.int64)
        if np.any(values < self._problem.low) or np.any(values > self._problem.high):
            return False
        return self._active.isdisjoint(self._problem.broken(values).tolist())

    def broken(self) -> frozenset[int]:
        """After `possible` said yes: the rows that the fractions it came upon break by more than SLACK."""
        sums = np.array(self._highs.getSolution().row_value)
        low, high = self._sides
        return frozenset(np.flatnonzero((sums < low - SLACK) | (sums > high + SLACK)).tolist())
