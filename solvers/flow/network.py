"""Rows that form a network: every column an arc between two rows, every row a node where flow balances.

A matrix in which each column has at most one +1 and one -1 is totally unimodular, and minimising a cost over it is a
min-cost flow with whole optima and whole prices (Ahuja, Magnanti and Orlin, "Network flows", 1993, chapters 9 and 11).
Rows may be multiplied by -1 to get there: which ones is a two-colouring (Heller and Tompkins, "An extension of a
theorem of Dantzig's", 1956).
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from solvers.compact import Compact, Vector


@dataclass(frozen=True)
class Network:
    """A problem's rows as nodes 0..height-1 and the root, node `height`; its columns, then its rows, as arcs.

    The arc of a column leads from the row it drains to the row it fills, that of a row carries what the row sums up to
    on to the root (or from there, for a row turned around). The root stands in for a row that a column lacks.
    """

    problem: Compact
    """The same answers, with coefficients 1 and -1, no two rows alike, each bounded on both sides."""
    signs: Vector
    """1 for a row that stands as it is, -1 for one turned around."""
    tails: Vector
    heads: Vector

    @classmethod
    def of(cls, problem: Compact) -> Self | None:
        """The network of a problem; None when its rows form none."""
        plain = _plain(problem)
        if plain is None:
            return None
        merged = _merged(plain)
        rows = _rows(merged)
        signs = _signs(merged, rows)
        if signs is None:
            return None
        fills = signs[rows] * merged.coefficients > 0
        tails = np.full(merged.width + merged.height, merged.height)
        heads = tails.copy()
        heads[merged.columns[fills]], tails[merged.columns[~fills]] = rows[fills], rows[~fills]
        standing, turned = np.flatnonzero(signs > 0), np.flatnonzero(signs < 0)
        tails[merged.width + standing], heads[merged.width + turned] = standing, turned
        return cls(merged, signs, tails, heads)


def _rows(problem: Compact) -> Vector:
    """The row of every cell."""
    return np.repeat(np.arange(problem.height), np.diff(problem.starts))


def _plain(problem: Compact) -> Compact | None:
    """The problem with its rows divided by what their coefficients share, the first becoming 1, and bounded by columns.

    None when the coefficients of a row are not all of one magnitude.
    """
    rows, filled = _rows(problem), np.diff(problem.starts) > 0
    size = np.ones(problem.height, dtype=np.int64)
    size[filled] = problem.coefficients[problem.starts[:-1][filled]]
    if bool(np.any(np.abs(size[rows]) != np.abs(problem.coefficients))):
        return None
    ones = problem.coefficients // size[rows]
    ends = ones * problem.low[problem.columns], ones * problem.high[problem.columns]
    least, most = np.zeros(problem.height, dtype=np.int64), np.zeros(problem.height, dtype=np.int64)
    np.add.at(least, rows, np.minimum(*ends))
    np.add.at(most, rows, np.maximum(*ends))
    lower, upper = np.where(size > 0, problem.lower, -problem.upper), np.where(size > 0, problem.upper, -problem.lower)
    lower, upper = np.maximum(-(-lower // np.abs(size)), least), np.minimum(upper // np.abs(size), most)
    return replace(problem, coefficients=ones, lower=lower, upper=upper)


def _merged(plain: Compact) -> Compact:
    """The problem with rows that are alike put together: a capacity and a least number of the same seats, say."""
    homes: dict[tuple[bytes, bytes], int] = {}
    home = np.zeros(plain.height, dtype=np.int64)
    for row, (start, end) in enumerate(zip(plain.starts[:-1].tolist(), plain.starts[1:].tolist(), strict=True)):
        terms = plain.columns[start:end].tobytes(), plain.coefficients[start:end].tobytes()
        home[row] = homes.setdefault(terms, len(homes))
    first = np.unique(home, return_index=True)[1]
    kept = np.zeros(plain.height, dtype=bool)
    kept[first] = True
    lower, upper = plain.lower[first], plain.upper[first]
    np.maximum.at(lower, home, plain.lower)
    np.minimum.at(upper, home, plain.upper)
    cells = kept[_rows(plain)]
    return replace(
        plain,
        starts=np.concatenate((np.zeros(1, np.int64), np.cumsum(np.diff(plain.starts)[kept]))),
        columns=plain.columns[cells],
        coefficients=plain.coefficients[cells],
        lower=lower,
        upper=upper,
    )


def _signs(plain: Compact, rows: Vector) -> Vector | None:
    """The turn of every row that gives each column one 1 and one -1 at most; None when there is none.

    A row is two nodes, as it stands and turned around; what must go together is connected.
    """
    if int(np.bincount(plain.columns, minlength=1).max()) > 2:
        return None
    order = np.argsort(plain.columns, kind="stable")
    first = np.flatnonzero(np.diff(plain.columns[order]) == 0)
    one, other = order[first], order[first + 1]
    crossed = np.where(plain.coefficients[one] == plain.coefficients[other], plain.height, 0)
    starts = np.concatenate((rows[one], rows[one] + plain.height))
    goals = np.concatenate((rows[other] + crossed, rows[other] + plain.height - crossed))
    graph = csr_matrix((np.ones(len(starts)), (starts, goals)), shape=(2 * plain.height, 2 * plain.height))
    labels = connected_components(graph, directed=False)[1] if plain.height else np.zeros(0, dtype=np.int64)
    standing, turned = labels[: plain.height], labels[plain.height :]
    if bool(np.any(standing == turned)):
        return None
    signs: Vector = np.where(standing < turned, 1, -1)
    return signs
