"""The restricted master: a linear program over whole patterns, one of each block, and the columns of no block."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from solvers.compact import Vector
from solvers.linear import model as building
from solvers.linear.relaxation import Point

DUAL, PRIMAL = 1, 4
"""HiGHS' numbers of the simplex: holding patterns leaves the last basis dual feasible, new ones primal feasible."""


@dataclass(frozen=True)
class Linking:
    """Rows between blocks as one matrix over all columns, the columns of no block, and what a column costs."""

    matrix: csr_matrix
    lower: Vector
    upper: Vector
    static: Vector
    costs: Vector
    constant: int


@dataclass(frozen=True)
class Mixture:
    """An optimum of the master: value, price of each linking row and of each block, share of each pattern, static."""

    value: float
    prices: Point
    worth: Point
    shares: Point
    static: Point


class Master:
    """Patterns come in, are held or dropped; every solve starts from the last one's basis."""

    def __init__(self, linking: Linking, low: Vector, high: Vector, blocks: int) -> None:
        self._rows, self._static = len(linking.lower), len(linking.static)
        self._highs = building.fresh()
        options: dict[str, int | str] = {"threads": 1, "parallel": "off", "random_seed": 0, "presolve": "off"}
        for name, value in options.items():
            building.require(self._highs.setOptionValue(name, value), f"option {name}")
        self._moved = True
        part = linking.matrix[:, linking.static].tocsr()
        once = np.ones(blocks)
        status = self._highs.passModel(
            self._static,
            self._rows + blocks,
            part.nnz,
            building.ROWWISE,
            building.MINIMISE,
            float(linking.constant),
            linking.costs[linking.static].astype(np.float64),
            low[linking.static].astype(np.float64),
            high[linking.static].astype(np.float64),
            np.concatenate((building.side(linking.lower), once)),
            np.concatenate((building.side(linking.upper), once)),
            np.concatenate((part.indptr[:-1], np.full(blocks, part.nnz))).astype(np.int32),
            part.indices.astype(np.int32),
            part.data.astype(np.float64),
            np.zeros(self._static, dtype=np.int32),
        )
        building.require(status, "passModel")

    def add(self, block: int, cost: int, activity: Vector) -> None:
        """One more pattern: its cost, and what it adds to each linking row."""
        rows = np.flatnonzero(activity)
        status = self._highs.addCol(
            float(cost),
            0.0,
            highspy.kHighsInf,
            len(rows) + 1,
            np.append(rows, self._rows + block).astype(np.int32),
            np.append(activity[rows], 1).astype(np.float64),
        )
        building.require(status, "addCol")

    def hold(self, pattern: int, held: bool) -> None:
        """Take a pattern for good, or give it free again."""
        self._highs.changeColBounds(self._static + pattern, float(held), highspy.kHighsInf)
        self._moved = True

    def drop(self, patterns: Sequence[int]) -> None:
        """Forget patterns; the others move up."""
        columns = np.array(patterns, dtype=np.int32) + self._static
        building.require(self._highs.deleteCols(len(columns), columns), "deleteCols")

    def solve(self, seconds: float) -> Mixture | None:
        """The optimum of the patterns at hand; None when there is none within the time."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.01, seconds))
        self._highs.setOptionValue("simplex_strategy", DUAL if self._moved else PRIMAL)
        self._moved = False
        building.require(self._highs.run(), "run")
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        duals = np.asarray(solution.row_dual, dtype=np.float64)
        values = np.asarray(solution.col_value, dtype=np.float64)
        return Mixture(
            float(self._highs.getInfo().objective_function_value),
            duals[: self._rows],
            duals[self._rows :],
            values[self._static :],
            values[: self._static],
        )

    @property
    def iterations(self) -> int:
        """Simplex iterations of the last solve."""
        return max(1, int(self._highs.getInfo().simplex_iteration_count))
