"""The answers in which a tier stays at its value, told by bounds and equalities instead of one long row.

For whole prices y of the rows, scale x cost = bound + sum(|reduced| x way from the cheaper end) + sum(|y| x slack),
where reduced = scale x cost - y A and bound is what both sums leave when they are nothing (linear programming duality;
optimal face: Schrijver, "Theory of linear and integer programming", 1986, section 8.5). An answer worth `value` has
only scale x value - bound to spend: whatever would cost more stands still. All of it is counted in whole numbers, so
prices that a solver got slightly wrong can weaken the result but not make it false.
"""

from dataclasses import replace

import numpy as np

from solvers.compact import OPEN, Compact, Cost, Vector
from solvers.linear.capping import capped
from solvers.linear.relaxation import Point

SCALES = (1, 2, 3)
"""Prices of network-like rows are whole numbers; with a few odd rows they are halves or thirds."""
LARGEST = 2**40


def held_at(problem: Compact, tier: int, value: int, prices: Point) -> Compact:
    """The problem in which the tier is at most `value`: `capped`, without its row where prices make it superfluous.

    prices: one a row of the problem, from the relaxation of this tier.
    """
    best: tuple[int, Compact] | None = None
    for scale in SCALES:
        spare, narrowed = _narrowed(problem, problem.costs[tier], scale, value, prices)
        if spare == 0:
            return narrowed
        if spare > 0 and (best is None or spare < best[0] * scale):
            best = spare, narrowed
    return capped(problem if best is None else best[1], tier, value)


def _narrowed(problem: Compact, cost: Cost, scale: int, value: int, prices: Point) -> tuple[int, Compact]:
    """What is left to spend, and the problem with all that costs more at a standstill; -1 where prices tell nothing."""
    y = np.rint(np.clip(prices, -LARGEST, LARGEST) * scale).astype(np.int64)
    y[(y > 0) & (problem.lower == -OPEN)] = 0
    y[(y < 0) & (problem.upper == OPEN)] = 0
    reduced = _reduced(problem, cost, scale, y)
    row_side = np.where(y > 0, problem.lower, np.where(y < 0, problem.upper, 0))
    cheap = np.where(reduced > 0, problem.low, problem.high)
    spare = scale * (value - cost.constant) - int(y @ row_side) - int(reduced @ cheap)
    if spare < 0:
        return -1, problem
    stuck, tight = np.abs(reduced) > spare, np.abs(y) > spare
    return spare, replace(
        problem,
        low=np.where(stuck, cheap, problem.low),
        high=np.where(stuck, cheap, problem.high),
        lower=np.where(tight, row_side, problem.lower),
        upper=np.where(tight, row_side, problem.upper),
    )


def _reduced(problem: Compact, cost: Cost, scale: int, y: Vector) -> Vector:
    reduced = np.zeros(problem.width, dtype=np.int64)
    reduced[cost.columns] = scale * cost.coefficients
    np.subtract.at(reduced, problem.columns, np.repeat(y, np.diff(problem.starts)) * problem.coefficients)
    return reduced
