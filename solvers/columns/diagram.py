"""Decision diagrams: all ways to decide one block, as the paths of an acyclic graph.

One layer a column; a node stands for all partial decisions after which the same continuations respect the rows. Exact,
as in Bergman, Cire, van Hoeve and Hooker, "Decision Diagrams for Optimization" (2016): from the top, partial decisions
whose rows have the same sums left to respect are one node; from the bottom, nodes with the same arcs are one.
Columns are put in the order of the Fiedler vector of the graph that rows make of them (Barnard, Pothen and Simon, "A
spectral algorithm for envelope reduction of sparse matrices", 1995), which keeps few rows open at a time.

A roster of four weeks has 1,000 to 200,000 nodes and takes 0.01 to 0.3 s; a shortest path then prices it in
microseconds to milliseconds where a MIP takes tens. Loses where many long rows are open together: too wide is refused.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solvers.columns.structure import Block
from solvers.compact import OPEN, Compact, Vector

Arcs = NDArray[np.int32]
"""arcs[v, n]: where node n of a layer leads when its column is `low + v`, as a node of the next layer; or DEAD."""
DEAD = -1
WIDEST = 250_000
"""Nodes of a layer before those with the same arcs are merged; wider blocks are refused."""
LARGEST_DOMAIN = 16
FITS = 2**62
TINY = 1e-9


@dataclass(frozen=True)
class Diagram:
    """Columns in the order of the layers. The first layer has one node, the root; the last one leads to one end."""

    columns: Vector
    layers: tuple[Arcs, ...]


def diagram_of(problem: Compact, block: Block, widest: int = WIDEST) -> Diagram | None:
    """The diagram of a block; None when it would be too wide, or when nothing respects the rows."""
    low, high = problem.low[block.columns], problem.high[block.columns]
    if bool(np.any(high - low >= LARGEST_DOMAIN)):
        return None
    matrix = _dense(problem, block)
    equal = problem.lower[block.rows] == problem.upper[block.rows]
    order = _implied_first(_sequence(matrix), matrix[equal] != 0)
    unfolding = _Unfolding(
        matrix[:, order], problem.lower[block.rows], problem.upper[block.rows], low[order], high[order]
    )
    layers = unfolding.layers(widest)
    return None if layers is None else Diagram(block.columns[order], _merged(layers))


def _dense(problem: Compact, block: Block) -> Vector:
    matrix = np.zeros((len(block.rows), len(block.columns)), dtype=np.int64)
    for index, row in enumerate(block.rows.tolist()):
        cells = slice(problem.starts[row], problem.starts[row + 1])
        matrix[index, np.searchsorted(block.columns, problem.columns[cells])] = problem.coefficients[cells]
    return matrix


def _sequence(matrix: Vector) -> Vector:
    """Columns by their coordinate in the Fiedler vector, short rows weighing more; rounded, so that ties are ties."""
    touching = (matrix != 0).astype(np.float64)
    if matrix.shape[1] < 3:
        return np.arange(matrix.shape[1])
    weights = np.maximum(1.0, touching.sum(axis=1) - 1.0) ** -2
    near = (touching * weights[:, None]).T @ touching
    np.fill_diagonal(near, 0.0)
    degrees = np.maximum(near.sum(axis=1), TINY)
    scaled = np.eye(len(degrees)) - near / np.sqrt(degrees[:, None] * degrees)
    place = np.round(np.linalg.eigh(scaled)[1][:, 1] / np.sqrt(degrees), 6)
    first = place[np.flatnonzero(place)[0]] if place.any() else 1.0
    order: Vector = np.argsort(place if first < 0 else -place, kind="stable")
    return order


def _implied_first(order: Vector, equalities: NDArray[np.bool_]) -> Vector:
    """The order, but the last column of an equality comes at once: it is implied, so that its layer cannot widen."""
    left = equalities.sum(axis=1)
    placed, found = np.zeros(len(order), dtype=bool), list[int]()
    for column in order.tolist():
        ready = [column]
        while ready:
            if placed[ready[-1]]:
                ready.pop()
                continue
            placed[ready[-1]] = True
            found.append(ready.pop())
            left = left - equalities[:, found[-1]]
            closing = equalities[(left == 1) & equalities[:, found[-1]]] & ~placed
            ready += np.flatnonzero(closing.any(axis=0)).tolist()
    return np.array(found, dtype=np.int64)


class _Unfolding:
    """Top-down: the states of one layer after the other, a state being the sums of the rows that are still open."""

    def __init__(self, matrix: Vector, lower: Vector, upper: Vector, low: Vector, high: Vector) -> None:
        self._matrix, self._lower, self._upper, self._low, self._high = matrix, lower, upper, low, high
        self._least = _rest(np.minimum(matrix * low, matrix * high))
        self._most = _rest(np.maximum(matrix * low, matrix * high))
        touching = matrix != 0
        self._first = np.argmax(touching, axis=1)
        self._last = matrix.shape[1] - 1 - np.argmax(touching[:, ::-1], axis=1)

    def layers(self, widest: int) -> list[Arcs] | None:
        """Arcs of each layer, before merging; None when a layer gets too wide, or empty."""
        found: list[Arcs] = []
        rows, states = np.zeros(0, dtype=np.int64), np.zeros((0, 1), dtype=np.int64)
        for column in range(self._matrix.shape[1]):
            opened = np.flatnonzero(self._first == column)
            rows = np.concatenate((rows, opened))
            states = np.concatenate((states, np.zeros((len(opened), states.shape[1]), dtype=np.int64)))
            touched = self._matrix[rows, column] != 0
            alive, sums = self._branched(column, rows[touched], states[touched])
            parents = np.tile(np.arange(states.shape[1]), len(alive))[alive.ravel()]
            kept = self._last[rows] > column
            moved, still = sums[kept[touched]], states[kept & ~touched]
            keys, size = _folded(np.zeros(states.shape[1], dtype=np.int64), 1, still)
            first, inverse = _distinct(_folded(keys[parents], size, moved)[0])
            if not 0 < len(first) <= widest:
                return None
            arcs = np.full(alive.shape, DEAD, dtype=np.int32)
            arcs[alive] = inverse
            found.append(arcs)
            rows = np.concatenate((rows[kept & ~touched], rows[kept & touched]))
            states = np.concatenate((still[:, parents[first]], moved[:, first]))
        return found

    def _branched(self, column: int, rows: Vector, states: Vector) -> tuple[NDArray[np.bool_], Vector]:
        """Which (value, node) respect the rows that the column touches, and these rows' sums for them, in that order.

        A sum from which a row can no longer be broken stands for all such sums.
        """
        domain = np.arange(self._low[column], self._high[column] + 1)
        steps = self._matrix[rows, column][:, None] * domain
        sums = (states[:, None, :] + steps[:, :, None]).reshape(len(rows), len(domain) * states.shape[1])
        lower, upper = self._lower[rows][:, None], self._upper[rows][:, None]
        enough, little = lower - self._least[rows, column + 1][:, None], upper - self._most[rows, column + 1][:, None]
        alive = np.all(
            (sums <= upper - self._least[rows, column + 1][:, None])
            & (sums >= lower - self._most[rows, column + 1][:, None]),
            axis=0,
        )
        sums = sums[:, alive]
        settled = (sums >= enough) & (sums <= little)
        return alive.reshape(len(domain), -1), np.where(settled, np.where(lower <= -OPEN, little, enough), sums)


def _rest(parts: Vector) -> Vector:
    """For each row, the sum of its parts from each column on; one more column of zeros at the end."""
    rest = np.zeros((parts.shape[0], parts.shape[1] + 1), dtype=np.int64)
    rest[:, :-1] = np.cumsum(parts[:, ::-1], axis=1)[:, ::-1]
    return rest


def _folded(keys: Vector, size: int, rows: Vector) -> tuple[Vector, int]:
    """Keys below `size` told apart further by more rows; and below what they are now."""
    for row in rows:
        low, high = int(row.min(initial=0)), int(row.max(initial=0))
        span = high - low + 1
        if size * span >= FITS:
            first, keys = _distinct(keys)
            size = len(first)
        if span > 1:
            keys, size = keys * span + (row - low), size * span
    return keys, size


def _distinct(keys: Vector) -> tuple[Vector, Vector]:
    """Where each different key is, and which of them every key is."""
    order = np.argsort(keys)
    ordered = keys[order]
    fresh = np.append(True, ordered[1:] != ordered[:-1])[: len(keys)]
    inverse = np.empty(len(keys), dtype=np.int64)
    inverse[order] = np.cumsum(fresh) - 1
    return order[fresh], inverse


def _merged(layers: list[Arcs]) -> tuple[Arcs, ...]:
    """Bottom-up: nodes that lead nowhere are dropped, nodes with the same arcs are one."""
    found: list[Arcs] = []
    renamed = np.zeros(1, dtype=np.int64)
    for arcs in reversed(layers):
        moved = np.where(arcs == DEAD, DEAD, renamed[arcs])
        alive = np.flatnonzero(np.any(moved != DEAD, axis=0))
        first, inverse = _distinct(_folded(np.zeros(len(alive), dtype=np.int64), 1, moved[:, alive])[0])
        renamed = np.full(arcs.shape[1], DEAD, dtype=np.int64)
        renamed[alive] = inverse
        found.append(moved[:, alive[first]].astype(np.int32))
    return tuple(reversed(found))
