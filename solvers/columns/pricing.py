"""The Lagrangian of the linking rows, in whole numbers: a bound without rounding, and the best pattern of each block.

Prices of the linking rows are rounded to a grid; with these, everything else is counted exactly, so that the bound
holds however roughly the prices were found (the rounding of Neumaier and Shcherbina, "Safe bounds in linear and
mixed-integer linear programming", 2004, done by a grid).
"""

from dataclasses import dataclass

import numpy as np

from solvers.columns.forest import Forest
from solvers.compact import OPEN, Vector
from solvers.linear.master import Linking
from solvers.linear.relaxation import Point

FINEST = 2**20
ROOM = 2.0**58
"""Sums stay below this."""


@dataclass(frozen=True)
class Priced:
    """A proven bound and all weights in units of 1 / scale, and the best pattern of each block with its length."""

    total: int
    scale: int
    weights: Vector
    lengths: Vector
    patterns: tuple[Vector, ...]

    @property
    def bound(self) -> int:
        """The least whole cost that is not below what was proven."""
        return -(-self.total // self.scale)


class Lagrangian:
    """Prices in, bound and patterns out."""

    def __init__(self, linking: Linking, forest: Forest, low: Vector, high: Vector) -> None:
        self.forest = forest
        self._linking = linking
        self._across = linking.matrix.T.tocsr()
        self._low, self._high = low[linking.static], high[linking.static]
        self._reach = float(np.maximum(np.abs(low), np.abs(high)).max(initial=1))

    def at(self, prices: Point) -> Priced:
        """The bound that these prices prove."""
        linking = self._linking
        allowed = np.where(linking.lower <= -OPEN, np.minimum(prices, 0.0), prices)
        allowed = np.where(linking.upper >= OPEN, np.maximum(allowed, 0.0), allowed)
        scale = self._scale(allowed)
        whole = np.rint(allowed * scale).astype(np.int64)
        weights = linking.costs * scale - self._across @ whole
        sides = np.where(whole > 0, linking.lower, np.where(whole < 0, linking.upper, 0))
        own = weights[linking.static]
        fixed = int(whole @ sides) + int(np.minimum(own * self._low, own * self._high).sum())
        shortest = self.forest.shortest(weights)
        total = fixed + int(shortest.lengths.sum()) + linking.constant * scale
        return Priced(total, scale, weights, shortest.lengths, shortest.patterns)

    def _scale(self, prices: Point) -> int:
        """The finest grid on which no sum overflows."""
        largest = float(np.abs(self._linking.costs).sum()) + float((abs(self._across) @ np.abs(prices)).sum())
        finite = np.abs(np.concatenate((self._linking.lower, self._linking.upper)))
        sides = float(finite[finite < OPEN].max(initial=0)) * float(np.abs(prices).sum())
        scale = FINEST
        while scale > 1 and scale * (largest * self._reach + sides) > ROOM:
            scale //= 2
        return scale
