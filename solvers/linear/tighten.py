"""Tightening: with every choice kept, the quantities are set to what the tiers would have them be.

A search that is cut short leaves quantities slack (a "largest load" above every load). They mean something only when
they are as small as the choices allow, and a judge who counts from the choices alone finds exactly that.
"""

from dataclasses import replace

from solvers.compact import Compact, Vector
from solvers.engines.best import Collected
from solvers.engines.protocol import Budget
from solvers.linear.search import HighsSearch
from solvers.stop import StopFlag

LONGEST = 5.0
"""Seconds, a safety net: with all choices fixed presolve leaves next to nothing."""


def tightened(problem: Compact, values: Vector) -> Vector:
    """Legal values with the same choices and every tier, in order, at its least for them; the given ones at worst."""
    low, high = problem.low.copy(), problem.high.copy()
    low[: problem.choices] = high[: problem.choices] = values[: problem.choices]
    fixed = replace(problem, low=low, high=high)
    search, best = HighsSearch(fixed), values
    for tier in range(len(problem.costs)):
        found, budget = Collected(fixed), Budget(1, LONGEST, 0.0, 1, StopFlag())
        search.minimise(tier, dict(enumerate(best.tolist())), budget, found.offer, lambda b: None)
        for candidate in found.all:
            if problem.costs_of(candidate) < problem.costs_of(best):
                best = candidate
        search.freeze(tier, problem.costs[tier].of(best))
    return best
