"""The diagrams of all blocks side by side: one sweep prices every block."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solvers.columns.diagram import DEAD, Arcs, Diagram
from solvers.compact import Vector

FAR = np.int64(2**61)
"""Longer than any path."""


@dataclass(frozen=True)
class Layer:
    """Nodes of all blocks as far from the end; `columns` says what each node decides."""

    arcs: Arcs
    columns: Vector
    blocks: Vector


@dataclass(frozen=True)
class Shortest:
    """For each block the length of its shortest path, and the values along it in the order of the block's columns."""

    lengths: Vector
    patterns: tuple[Vector, ...]


class Forest:
    """Layers counted from the end, so that blocks of any depth end together."""

    def __init__(self, columns: Sequence[Vector], layers: Sequence[Layer], low: Vector) -> None:
        self.columns = tuple(columns)
        self.layers = tuple(layers)
        self._low = low
        self._depths = np.array([len(mine) for mine in columns], dtype=np.int64)
        self.nodes = sum(layer.arcs.shape[1] for layer in layers)
        self._roots = [
            (block, int(np.flatnonzero(self.layers[depth - 1].blocks == block)[0]))
            for block, depth in enumerate(self._depths.tolist())
        ]

    def shortest(self, weights: Vector) -> Shortest:
        """Shortest paths when a column costs its weight times its value. Exact while paths stay below FAR."""
        ways, lengths = self._sweep(weights)
        patterns = np.zeros((len(self.layers), len(self.columns)), dtype=np.int64)
        places = np.array([root for _, root in self._roots], dtype=np.int64)
        for depth in range(len(self.layers), 0, -1):
            layer, way = self.layers[depth - 1], ways[depth - 1]
            at = np.flatnonzero(self._depths >= depth)
            chosen = way[places[at]]
            patterns[depth - 1, at] = chosen + self._low[layer.columns[places[at]]]
            places[at] = layer.arcs[chosen, places[at]]
        return Shortest(
            lengths, tuple(patterns[:depth, block][::-1] for block, depth in enumerate(self._depths.tolist()))
        )

    def _sweep(self, weights: Vector) -> tuple[list[NDArray[np.int8]], Vector]:
        """From the end to the roots: the best way on from each node, and each root's distance."""
        ways: list[NDArray[np.int8]] = []
        lengths = np.zeros(len(self.columns), dtype=np.int64)
        beyond = np.append(np.zeros(len(self.columns), dtype=np.int64), FAR)
        for depth, layer in enumerate(self.layers, 1):
            prices = weights[layer.columns]
            best, way = beyond[layer.arcs[0]], np.zeros(len(prices), dtype=np.int8)
            for value in range(1, len(layer.arcs)):
                other = beyond[layer.arcs[value]] + prices * value
                way[other < best] = value
                best = np.minimum(best, other)
            best += prices * self._low[layer.columns]
            ways.append(way)
            for block, root in self._roots:
                if self._depths[block] == depth:
                    lengths[block] = best[root]
            beyond = np.append(best, FAR)
        return ways, lengths


def forest_of(diagrams: Sequence[Diagram], low: Vector) -> Forest:
    """Put diagrams side by side."""
    layers: list[Layer] = []
    offsets = list(range(len(diagrams)))
    for depth in range(max(len(diagram.layers) for diagram in diagrams)):
        at = [block for block, diagram in enumerate(diagrams) if len(diagram.layers) > depth]
        arcs = [diagrams[block].layers[-1 - depth] for block in at]
        shifted = [np.where(mine == DEAD, DEAD, mine + offsets[block]) for block, mine in zip(at, arcs, strict=True)]
        widths = [mine.shape[1] for mine in arcs]
        layers.append(
            Layer(
                _joined(shifted),
                np.repeat([diagrams[block].columns[-1 - depth] for block in at], widths),
                np.repeat(at, widths),
            )
        )
        for block, offset in zip(at, np.cumsum([0, *widths[:-1]]).tolist(), strict=True):
            offsets[block] = offset
    return Forest([diagram.columns for diagram in diagrams], layers, low)


def _joined(parts: Sequence[Arcs]) -> Arcs:
    """Side by side, with dead arcs for values that a block's column does not have."""
    values = max(len(part) for part in parts)
    filled = [np.pad(part, ((0, values - len(part)), (0, 0)), constant_values=DEAD) for part in parts]
    joined: Arcs = np.concatenate(filled, axis=1)
    return joined
