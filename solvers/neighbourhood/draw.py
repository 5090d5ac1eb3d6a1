"""Drawing neighbourhoods: which choices to free, by a kind, a size and the pain of the incumbent."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from solvers.compact import Compact, Vector
from solvers.families import Family
from solvers.linear.relaxation import Point

TORN = 0.05
"""A choice is torn when incumbent and relaxation differ by more."""


@dataclass(frozen=True)
class View:
    """What a draw may look at: the incumbent, the relaxation's point (None when unknown), and the pain."""

    values: Vector
    relaxed: Point | None
    pain: Point
    """For each choice, the cost above its least that hangs on it and on the quantities it shares a row with."""


Draw = Callable[[View, int, random.Random], Vector]
"""Columns to free, sorted: about so many choices."""


@dataclass(frozen=True)
class Kind:
    """A way to draw neighbourhoods."""

    name: str
    draw: Draw


class Drawer:
    """The kinds of neighbourhood that a problem offers."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
        ones = np.ones(len(rows))
        self._links = csr_matrix((ones, (rows, problem.columns)), shape=(problem.height, problem.width))
        self._across = self._links.T.tocsr()
        families = [family for family in problem.families if family.groups]
        self.kinds = [Kind("random", self._random), Kind("rows", self._rows), Kind("torn", self._torn)]
        self.kinds += [Kind(family.name, self._some(family)) for family in families]
        self.kinds += [
            Kind(f"{first.name} x {second.name}", self._both(first, second))
            for index, first in enumerate(families)
            for second in families[index + 1 :]
        ]

    def pain(self, tier: int, values: Vector) -> Point:
        """Of every column: its own cost above its least, and that of the quantities in its rows."""
        cost, problem = self._problem.costs[tier], self._problem
        own = np.zeros(problem.width)
        least = np.minimum(
            cost.coefficients * problem.low[cost.columns], cost.coefficients * problem.high[cost.columns]
        )
        own[cost.columns] = cost.coefficients * values[cost.columns] - least
        hung = own.copy()
        hung[: problem.choices] = 0.0
        pain: Point = own + self._across @ (self._links @ hung)
        return pain

    def _random(self, view: View, size: int, chance: random.Random) -> Vector:
        count = self._problem.choices
        return np.array(sorted(chance.sample(range(count), min(size, count))), dtype=np.int64)

    def _rows(self, view: View, size: int, chance: random.Random) -> Vector:
        """From a painful choice outwards along shared rows."""
        count = self._problem.choices
        freed = np.zeros(self._problem.width, dtype=bool)
        front = np.array([_pick(view.pain[:count], chance)])
        while len(front) and int(freed[:count].sum()) < size:
            order = front.tolist()
            chance.shuffle(order)
            room = size - int(freed[:count].sum())
            freed[order[:room]] = True
            near = np.asarray(self._across @ (self._links @ freed.astype(np.float64)))
            reach = near > 0
            reach[count:] = False
            front = np.flatnonzero(reach & ~freed)
        return np.flatnonzero(freed)

    def _torn(self, view: View, size: int, chance: random.Random) -> Vector:
        """Where the incumbent and the relaxation disagree (Danna, Rothberg and Le Pape, 2005)."""
        count = self._problem.choices
        if view.relaxed is None:
            return self._rows(view, size, chance)
        torn = np.flatnonzero(np.abs(view.relaxed[:count] - view.values[:count]) > TORN).tolist()
        picked = chance.sample(torn, min(size, len(torn)))
        rest = chance.sample(range(count), min(count, size - len(picked)))
        return np.array(sorted({*picked, *rest}), dtype=np.int64)

    def _some(self, family: Family) -> Draw:
        """A few groups of one family: a window when it is ordered, else drawn one by one by their pain."""

        def draw(view: View, size: int, chance: random.Random) -> Vector:
            return _united(_groups(family, view, size, chance))

        return draw

    def _both(self, first: Family, second: Family) -> Draw:
        """What lies in a few groups of the one family and in a few of the other."""

        def draw(view: View, size: int, chance: random.Random) -> Vector:
            total = self._problem.choices
            share = chance.uniform(0.2, 0.8)
            part = (min(1.0, size / total)) ** share
            inside = _united(_groups(first, view, max(1, round(total * part)), chance))
            other = _united(_groups(second, view, max(1, round(total * min(1.0, size / total / part))), chance))
            found: Vector = np.intersect1d(inside, other, assume_unique=True)
            return found

        return draw


def _groups(family: Family, view: View, size: int, chance: random.Random) -> list[Vector]:
    weights = np.array([view.pain[group].sum() for group in family.groups])
    first = _pick(weights, chance)
    if family.ordered:
        return _window(family.groups, first, size, chance)
    weights += weights.mean() + 1e-9
    picked, freed = [family.groups[first]], len(family.groups[first])
    weights[first] = 0.0
    while freed < size and weights.any():
        index = _pick(weights, chance)
        weights[index] = 0.0
        picked.append(family.groups[index])
        freed += len(family.groups[index])
    return picked


def _window(groups: Sequence[Vector], first: int, size: int, chance: random.Random) -> list[Vector]:
    low = high = first
    freed = len(groups[first])
    while freed < size and (low > 0 or high < len(groups) - 1):
        down = high == len(groups) - 1 or (low > 0 and chance.random() < 0.5)
        if down:
            low -= 1
        else:
            high += 1
        freed += len(groups[low if down else high])
    return list(groups[low : high + 1])


def _united(groups: Sequence[Vector]) -> Vector:
    found: Vector = np.unique(np.concatenate(groups))
    return found


def _pick(weights: Point, chance: random.Random) -> int:
    """An index, drawn half by weight and half evenly, so that nothing is out of reach."""
    total = float(weights.sum())
    if total <= 0 or chance.random() < 0.5:
        allowed = np.flatnonzero(weights > 0) if total > 0 else np.arange(len(weights))
        return int(allowed[chance.randrange(len(allowed))])
    place = int(np.searchsorted(np.cumsum(weights), chance.random() * total))
    return min(place, len(weights) - 1)
