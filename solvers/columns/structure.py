"""Block structure: parts that would be independent but for a few rows that link them.

Dantzig and Wolfe, "Decomposition principle for linear programs" (1960), split a problem along such rows. Which grouping
to split along is read off the families of the choices (one adult each, one day each): the one whose groups share
the fewest cells with others.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from solvers.compact import Compact, Vector
from solvers.families import Family

MOST_LINKED = 0.5
"""Share of the cells in rows that link groups; beyond it a family says nothing about blocks."""


@dataclass(frozen=True)
class Block:
    """Columns that only share rows of the block with each other, and these rows. Both sorted."""

    columns: Vector
    rows: Vector


@dataclass(frozen=True)
class Structure:
    """Blocks, the rows that belong to none, and the columns that belong to none."""

    blocks: tuple[Block, ...]
    linking: Vector
    static: Vector


def structure_of(problem: Compact) -> Structure | None:
    """The split along the family that links its groups the least; None when there is no such family."""
    linked = [(float(cells.sum()), cells, family) for family in problem.families for cells in _linked(problem, family)]
    total = max(1.0, float(len(problem.columns)))
    share, cells, _ = min(linked, key=lambda found: found[0], default=(total, np.zeros(0), None))
    if share > MOST_LINKED * total:
        return None
    return _split(problem, cells > 0)


def _linked(problem: Compact, family: Family) -> list[Vector]:
    """For each row, its length when it touches several groups, else 0; nothing for a family that overlaps itself."""
    owner = np.full(problem.width, -1, dtype=np.int64)
    for index, group in enumerate(family.groups):
        if bool(np.any(owner[group] >= 0)):
            return []
        owner[group] = index
    lengths = np.diff(problem.starts)
    rows = np.repeat(np.arange(problem.height), lengths)
    owners = owner[problem.columns]
    first, last = np.full(problem.height, len(family.groups)), np.full(problem.height, -1)
    np.minimum.at(first, rows[owners >= 0], owners[owners >= 0])
    np.maximum.at(last, rows[owners >= 0], owners[owners >= 0])
    return [np.where(last > first, lengths, 0)]


def _split(problem: Compact, linking: NDArray[np.bool_]) -> Structure | None:
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    inner = ~linking[rows]
    size = problem.height + problem.width
    cells = (rows[inner], problem.height + problem.columns[inner])
    links = csr_matrix((np.ones(int(inner.sum())), cells), shape=(size, size))
    labels = connected_components(links, directed=False)[1]
    mine, owner = labels[problem.height :], np.where(linking, -1, labels[: problem.height])
    blocks = tuple(
        Block(np.flatnonzero(mine == label), np.flatnonzero(owner == label))
        for label in dict.fromkeys(mine[: problem.choices].tolist())
    )
    if len(blocks) < 2:
        return None
    columns = np.concatenate([block.columns for block in blocks])
    owned = np.concatenate([block.rows for block in blocks])
    return Structure(
        blocks,
        np.setdiff1d(np.arange(problem.height), owned),
        np.setdiff1d(np.arange(problem.width), columns),
    )
