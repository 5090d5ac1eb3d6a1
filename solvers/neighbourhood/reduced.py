"""A smaller problem: some columns free, all others fixed and gone."""

from dataclasses import dataclass, replace

import numpy as np

from solvers.compact import OPEN, Compact, Cost, Vector


@dataclass(frozen=True)
class Reduced:
    """What is left of a problem when every column but `columns` keeps its value."""

    problem: Compact
    columns: Vector
    base: Vector

    def whole(self, values: Vector) -> Vector:
        """Values of the small problem put into the whole."""
        full = self.base.copy()
        full[self.columns] = values
        return full


def reduced(problem: Compact, columns: Vector, values: Vector) -> Reduced:
    """The problem over `columns` (sorted) alone; the others are worth what `values` says.

    Rows without a free column are left out: `values` must respect them. Blocks and families are not carried over.
    """
    inner = np.full(problem.width, -1, dtype=np.int64)
    inner[columns] = np.arange(len(columns))
    cells = inner[problem.columns] >= 0
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    held = np.bincount(
        rows[~cells], problem.coefficients[~cells] * values[problem.columns[~cells]], problem.height
    ).astype(np.int64)
    lengths = np.bincount(rows[cells], minlength=problem.height)
    kept = np.flatnonzero(lengths)
    lower, upper = problem.lower[kept], problem.upper[kept]
    small = Compact(
        low=problem.low[columns],
        high=problem.high[columns],
        starts=np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths[kept]))),
        columns=inner[problem.columns[cells]],
        coefficients=problem.coefficients[cells],
        lower=np.where(lower <= -OPEN, lower, lower - held[kept]),
        upper=np.where(upper >= OPEN, upper, upper - held[kept]),
        costs=tuple(_cost(cost, inner, values) for cost in problem.costs),
        choices=int(np.searchsorted(columns, problem.choices)),
    )
    return Reduced(small, columns, values)


def _cost(cost: Cost, inner: Vector, values: Vector) -> Cost:
    mine = inner[cost.columns] >= 0
    fixed = int(cost.coefficients[~mine] @ values[cost.columns[~mine]])
    return replace(
        cost,
        columns=inner[cost.columns[mine]],
        coefficients=cost.coefficients[mine],
        constant=cost.constant + fixed,
        step=1,
        least=-OPEN,
    )
