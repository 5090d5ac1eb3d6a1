"""The relaxation at the root: a bound, a point, and what moving each column and each row would cost.

Dual simplex with Devex weights at first (on seatings of 5,000 pupils, 71,000 columns, a quarter faster than steepest
edge) or, for a mixture of tiers over many columns, the interior point method; primal simplex from where the last tier
ended after that.
"""

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from solvers.compact import Compact, Cost
from solvers.engines.protocol import Budget
from solvers.linear import model as building
from solvers.linear.relaxation import Point
from solvers.stop import StopFlag

ITERATIONS_PER_EFFORT = 20_000
DEVEX, PRIMAL = 1, 4
MIXING = 4.0
"""How many times less each tier weighs than the one before it in a mixture."""
WIDE = 30_000
"""Columns from which a mixture goes to the interior point method, which the weights of its tiers hardly slow down."""
SHARPEST, LIGHTEST = 256.0, 2.0**-24
"""The most that MIXING may then be, and what the last tier weighs at least if it can be more."""


@dataclass(frozen=True)
class Root:
    """value: the least cost over fractions, infinite when even fractions cannot respect all rows.

    reduced: for each column the rise of the cost a unit it is moved from its bound; 0 where it lies between its bounds.
    prices: for each row the rise of the cost a unit its limit is moved; 0 where it is slack.
    """

    value: float
    point: Point
    reduced: Point
    prices: Point


def root(problem: Compact, cost: Cost, budget: Budget) -> Root | None:
    """Relax one tier from nothing; None when effort, time or a raised flag ended it first. Repeatable."""
    return RootProgram(problem, budget.stop).relax(cost, budget)


class RootProgram:
    """One linear program that stays warm while its objective and its bounds change."""

    def __init__(self, problem: Compact, stop: StopFlag) -> None:
        self._problem = problem
        self._highs = building.fresh()
        fixed: dict[str, Any] = {
            "threads": 1,
            "parallel": "off",
            "random_seed": 0,
            "simplex_dual_edge_weight_strategy": DEVEX,
        }
        for name, value in fixed.items():
            building.require(self._highs.setOptionValue(name, value), f"option {name}")
        building.load(self._highs, problem, whole=False)
        _obey(self._highs, stop)

    def hold(self, problem: Compact) -> None:
        """Go over to a problem with other bounds, and with more or fewer rows at the end."""
        if problem is self._problem:
            return
        known = self._problem.height
        if problem.height < known:
            surplus = np.arange(problem.height, known, dtype=np.int32)
            building.require(self._highs.deleteRows(len(surplus), surplus), "deleteRows")
        for row in range(known, problem.height):
            own = slice(int(problem.starts[row]), int(problem.starts[row + 1]))
            columns, coefficients = problem.columns[own].astype(np.int32), problem.coefficients[own].astype(np.float64)
            added = self._highs.addRow(-highspy.kHighsInf, highspy.kHighsInf, len(columns), columns, coefficients)
            building.require(added, "addRow")
        self._problem = problem
        building.set_bounds(self._highs, problem)

    def mix(self, tiers: range, budget: Budget) -> Point | None:
        """Minimise a mixture of tiers, each a fraction of the weight of the one before; the point reached, or None.

        A tier with few different coefficients says too little to the simplex, which then wanders: a tier relaxed from
        the best point of the mixture often is at its best already. Seats of 2,880 pupils in two strands, worst-off
        first: nine tiers in 2 s, where each from nothing takes 24 s. Where columns are many, the interior point method
        finds that point; its crossover ends in a basis all the same. Seats of 20,000 pupils in two strands: 28 s of
        work, where the dual simplex takes 84 s.
        """
        wide = self._problem.width >= WIDE
        mixing = max(MIXING, min(SHARPEST, LIGHTEST ** (-1 / max(1, len(tiers) - 1)))) if wide else MIXING
        prices = np.zeros(self._problem.width)
        for number, tier in enumerate(tiers):
            cost = self._problem.costs[tier]
            prices[cost.columns] += cost.coefficients * (mixing**-number / np.abs(cost.coefficients).max(initial=1))
        building.set_prices(self._highs, prices)
        building.require(self._highs.setOptionValue("solver", "ipx" if wide else "choose"), "option solver")
        solved = self._run(budget)
        building.require(self._highs.setOptionValue("solver", "choose"), "option solver")
        return np.asarray(self._highs.getSolution().col_value, dtype=np.float64) if solved else None

    def relax(self, cost: Cost, budget: Budget) -> Root | None:
        """Relax one tier; None when effort, time or a raised flag ended it first."""
        building.set_objective(self._highs, self._problem, cost)
        if not self._run(budget):
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
                return None
            nowhere = np.zeros(self._problem.width)
            return Root(math.inf, nowhere, nowhere, np.zeros(self._problem.height))
        solution = self._highs.getSolution()
        return Root(
            float(self._highs.getInfo().objective_function_value),
            np.asarray(solution.col_value, dtype=np.float64),
            np.asarray(solution.col_dual, dtype=np.float64),
            np.asarray(solution.row_dual, dtype=np.float64),
        )

    def _run(self, budget: Budget) -> bool:
        """Whether the program was solved within the budget; from then on the primal simplex goes on from there."""
        most = max(1, int(min(budget.effort * ITERATIONS_PER_EFFORT, 2**30)))
        building.require(self._highs.setOptionValue("simplex_iteration_limit", most), "option simplex_iteration_limit")
        clock = self._highs.getRunTime() + budget.seconds
        building.require(self._highs.setOptionValue("time_limit", clock), "option time_limit")
        building.require(self._highs.run(), "run")
        solved = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        if self._highs.getModelStatus() not in solved:
            return False
        building.require(self._highs.setOptionValue("simplex_strategy", PRIMAL), "option simplex_strategy")
        return True


def _obey(highs: highspy.Highs, stop: StopFlag) -> None:
    """Let simplex and interior point method end when the flag is raised."""

    def ask(kind: Any, message: str, heard: Any, reply: Any, data: Any) -> None:
        del kind, message, heard, data
        reply.user_interrupt = stop.is_set()

    building.require(highs.setCallback(ask, None), "setCallback")
    kinds = highspy.cb.HighsCallbackType
    for asking in (kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
        building.require(highs.startCallback(asking), "startCallback")
