"""What rows cost: the linear relaxation of one tier, with the price of every tag."""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from solvers.answer import EngineError
from solvers.compact import compact
from solvers.instance import Instance
from solvers.linear import model as building


@dataclass(frozen=True)
class Relaxed:
    """A tier minimised over fractions.

    bound: no whole values can do better; infinite when even fractions cannot respect all rows.
    duals: tag -> sum over its rows of |change of the bound per unit of the row's limit|, tags in the order they first
        appear; 0.0 for a tag that costs nothing. Empty when the bound is infinite.
    """

    bound: float
    duals: Mapping[str, float]


def relaxation(instance: Instance, tier_index: int) -> Relaxed:
    """Relax a tier of an instance; earlier tiers are not frozen. Repeatable.

    Raises InstanceError when the instance is malformed, IndexError for a tier it does not have, EngineError when
    HiGHS ends without an optimum or a proof that there is none.
    """
    problem = compact(instance)
    highs = building.fresh()
    for name, value in (("threads", 1), ("parallel", "off"), ("random_seed", 0)):
        building.require(highs.setOptionValue(name, value), f"option {name}")
    building.load(highs, problem, whole=False)
    building.set_objective(highs, problem, problem.costs[tier_index])
    building.require(highs.run(), "run")
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Relaxed(float("inf"), {})
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
        raise EngineError(f"HiGHS ended the relaxation with {highs.modelStatusToString(status)}")
    duals = dict.fromkeys((row.tag for row in instance.rows), 0.0)
    prices = np.abs(np.asarray(highs.getSolution().row_dual, dtype=np.float64)).tolist()
    for row, price in zip(instance.rows, prices, strict=True):
        duals[row.tag] += price
    return Relaxed(float(highs.getInfo().objective_function_value), duals)
