"""A problem with one tier held at a value: by its columns alone where that says it all, else by one more row."""

from dataclasses import replace

import numpy as np

from solvers.compact import OPEN, Compact


def capped(problem: Compact, tier: int, value: int) -> Compact:
    """The problem in which the tier's cost is at most `value`.

    When the value is the least the columns' domains allow, every column of the tier must stand at its cheaper end, and
    does; presolve then sees bounds instead of one long row.
    """
    cost = problem.costs[tier]
    rising = cost.coefficients > 0
    cheap = np.where(rising, problem.low[cost.columns], problem.high[cost.columns])
    if value != cost.constant + int(cost.coefficients @ cheap):
        return _with_row(problem, tier, value)
    low, high = problem.low.copy(), problem.high.copy()
    low[cost.columns] = high[cost.columns] = cheap
    return replace(problem, low=low, high=high)


def _with_row(problem: Compact, tier: int, value: int) -> Compact:
    cost = problem.costs[tier]
    return replace(
        problem,
        starts=np.append(problem.starts, problem.starts[-1] + len(cost.columns)),
        columns=np.concatenate((problem.columns, cost.columns)),
        coefficients=np.concatenate((problem.coefficients, cost.coefficients)),
        lower=np.append(problem.lower, -OPEN),
        upper=np.append(problem.upper, value - cost.constant),
    )
