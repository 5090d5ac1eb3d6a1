"""A problem as HiGHS arrays."""

from collections.abc import Callable, Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from solvers.answer import EngineError
from solvers.compact import OPEN, Compact, Cost, Vector

Floats = NDArray[np.float64]
ROWWISE = 2
MINIMISE = 1


def _silence(highs: highspy.Highs) -> None:
    require(highs.setOptionValue("output_flag", False), "option output_flag")
    enable: Callable[[highspy.Highs], None] = highspy.Highs.enableCallbacks
    enable(highs)


_Silent = type("_Silent", (highspy.Highs,), {"enableCallbacks": _silence})
"""HiGHS prints a banner when its constructor enables callbacks; this one is silent before that."""


def fresh() -> highspy.Highs:
    """A silent HiGHS without a model."""
    make: Callable[[], highspy.Highs] = _Silent
    return make()


def load(highs: highspy.Highs, problem: Compact, *, whole: bool) -> None:
    """Pass the rows in one call; `whole` asks for whole values (a MIP), otherwise it is a linear program."""
    integrality = np.full(problem.width, 1 if whole else 0, dtype=np.int32)
    status = highs.passModel(
        problem.width,
        problem.height,
        len(problem.columns),
        ROWWISE,
        MINIMISE,
        0.0,
        np.zeros(problem.width),
        problem.low.astype(np.float64),
        problem.high.astype(np.float64),
        side(problem.lower),
        side(problem.upper),
        problem.starts[:-1].astype(np.int32),
        problem.columns.astype(np.int32),
        problem.coefficients.astype(np.float64),
        integrality,
    )
    require(status, "passModel")


def set_objective(highs: highspy.Highs, problem: Compact, cost: Cost | None) -> None:
    """Minimise a cost instead of whatever was minimised before; None leaves only the rows."""
    prices = np.zeros(problem.width)
    if cost is not None:
        prices[cost.columns] = cost.coefficients
    set_prices(highs, prices, 0 if cost is None else cost.constant)


def set_prices(highs: highspy.Highs, prices: Floats, constant: int = 0) -> None:
    """Minimise sum(price * column) + constant instead of whatever was minimised before."""
    every = np.arange(len(prices), dtype=np.int32)
    require(highs.changeColsCost(len(prices), every, prices), "changeColsCost")
    require(highs.changeObjectiveOffset(float(constant)), "changeObjectiveOffset")


def set_bounds(highs: highspy.Highs, problem: Compact) -> None:
    """Give the model the domains and row limits of a problem that differs from its own in these alone."""
    columns, rows = np.arange(problem.width, dtype=np.int32), np.arange(problem.height, dtype=np.int32)
    low, high = problem.low.astype(np.float64), problem.high.astype(np.float64)
    require(highs.changeColsBounds(problem.width, columns, low, high), "changeColsBounds")
    lower, upper = side(problem.lower), side(problem.upper)
    require(highs.changeRowsBounds(problem.height, rows, lower, upper), "changeRowsBounds")  # type: ignore[attr-defined]


def suggest(highs: highspy.Highs, hint: Mapping[int, int]) -> None:
    """Offer a full or partial start; HiGHS completes a partial one when it can."""
    if hint:
        columns = np.fromiter(hint.keys(), dtype=np.int32, count=len(hint))
        values = np.fromiter(hint.values(), dtype=np.float64, count=len(hint))
        require(highs.setSolution(len(hint), columns, values), "setSolution")


def cap(highs: highspy.Highs, cost: Cost, value: int) -> None:
    """Add the row cost <= value."""
    limit = float(value - cost.constant)
    columns = cost.columns.astype(np.int32)
    coefficients = cost.coefficients.astype(np.float64)
    require(highs.addRow(-highspy.kHighsInf, limit, len(columns), columns, coefficients), "addRow")


def require(status: highspy.HighsStatus, call: str) -> None:
    """Raise EngineError when a call of HiGHS failed; a warning is no failure."""
    if status == highspy.HighsStatus.kError:
        raise EngineError(f"HiGHS refuses {call}")


def side(limits: Vector) -> Floats:
    """One side of rows as HiGHS has it: infinite where it is open."""
    side = limits.astype(np.float64)
    side[limits <= -OPEN] = -highspy.kHighsInf
    side[limits >= OPEN] = highspy.kHighsInf
    return side
