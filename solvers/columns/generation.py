"""Column generation: whole patterns of blocks, priced by the rows that link them.

Gilmore and Gomory, "A linear programming approach to the cutting-stock problem" (1961), for the principle; prices are
smoothed towards those of the best bound (Wentges, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer
programming", 1997). A dive takes the most used patterns for good, one block after another, and generates more
patterns on the way (Joncour et al., "Column generation based primal heuristics", 2010).
"""

import math
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from solvers.columns.pricing import Lagrangian, Priced
from solvers.compact import Compact, Vector
from solvers.linear.master import Linking, Master, Mixture
from solvers.linear.relaxation import Point

NODES_PER_EFFORT, NODES_PER_LAYER = 8e7, 1000
ITERATIONS_PER_EFFORT, EFFORT_PER_SOLVE = 30_000, 2e-3
SMOOTHING = (0.8, 0.5, 0.0)
"""Share of the best bound's prices; the next one is tried when a share brings no pattern."""
DIVE_SMOOTHING = (0.5, 0.0)
EPSILON = 1e-6
MOST_ROUNDS = 300
STEP = 4
"""At each step of a dive up to one block in so many is decided at once."""
TAKEN = 0.999
"""A share from which on a pattern is taken for good with no further look."""


Result = TypeVar("Result")
Steps = Generator[None, None, Result]
"""Work that pauses after each step, so that whoever counts effort can leave it and come back."""


@dataclass(frozen=True)
class Pattern:
    """Values of one block, in the order of its columns in the forest."""

    block: int
    values: Vector


@dataclass(frozen=True)
class Dive:
    """A pattern of each block and the master's optimum with them, or neither; and the least value met on the way."""

    taken: Mapping[int, int] | None
    mixture: Mixture | None
    first: float


class Generation:
    """The master, its patterns, and the best bound so far."""

    def __init__(
        self, problem: Compact, linking: Linking, lagrangian: Lagrangian, seconds: Callable[[], float]
    ) -> None:
        """seconds: how much longer the next solve may take."""
        self.seconds = seconds
        self.effort = 0.0
        self.center: Priced | None = None
        self.patterns: list[Pattern] = []
        self._problem, self._linking, self._lagrangian = problem, linking, lagrangian
        self.columns = lagrangian.forest.columns
        self._parts = [linking.matrix[:, mine].tocsr() for mine in self.columns]
        self._master = Master(linking, problem.low, problem.high, len(self.columns))
        self._place: dict[tuple[int, bytes], int] = {}
        self._prices = np.zeros(len(linking.lower))

    @property
    def bound(self) -> int | None:
        """The best proven bound."""
        return None if self.center is None else self.center.bound

    def take_in(self, values: Vector) -> list[int]:
        """The patterns of whole values, one of each block."""
        return [self._add(block, values[mine]) for block, mine in enumerate(self.columns)]

    def look(self, prices: Point) -> Priced:
        """Price at given prices of the linking rows; keeps the bound if it is the best."""
        priced = self._lagrangian.at(prices)
        forest = self._lagrangian.forest
        self.effort += (forest.nodes + NODES_PER_LAYER * len(forest.layers)) / NODES_PER_EFFORT
        if self.center is None or priced.total * self.center.scale > self.center.total * priced.scale:
            self.center, self._prices = priced, prices
        return priced

    def converge(self) -> Steps[None]:
        """Generate patterns until none betters the master, step by step."""
        for _ in range(MOST_ROUNDS):
            mixture = self._solve()
            if mixture is None or not self._grow(mixture, SMOOTHING, range(len(self.columns))):
                return
            assert self.bound is not None
            if self.bound >= math.ceil(mixture.value - EPSILON):
                return
            yield

    def dive(self, held: Mapping[int, int], below: Callable[[], int], rounds: int, share: float) -> Steps[Dive]:
        """Take patterns for good, beside those held, until every block has one or the value is not below; in steps.

        Patterns are generated for `rounds` rounds at each step; of those with at least that share in the mixture
        several may be taken at once.
        """
        taken = dict(held)
        for pattern in taken.values():
            self._master.hold(pattern, True)
        first = math.inf
        try:
            while True:
                mixture = yield from self._regenerate(taken, rounds)
                if mixture is None:
                    return Dive(None, None, first)
                first = min(first, mixture.value)
                if mixture.value > below() - 1 + EPSILON:
                    return Dive(None, None, first)
                if len(taken) == len(self.columns):
                    return Dive(taken, mixture, first)
                for block, pattern in self._used(mixture, taken, share):
                    self._master.hold(pattern, True)
                    taken[block] = pattern
        finally:
            for pattern in taken.values():
                self._master.hold(pattern, False)

    def prune(self, below: int) -> None:
        """Forget the patterns that no values below can hold, by their reduced cost at the best bound's prices."""
        center = self.center
        assert center is not None
        slack = (below - 1) * center.scale - center.total
        dropped = [index for index, pattern in enumerate(self.patterns) if self._excess(pattern, center) > slack]
        if dropped:
            self._master.drop(dropped)
            gone = set(dropped)
            self.patterns = [pattern for index, pattern in enumerate(self.patterns) if index not in gone]
            self._place = {(p.block, p.values.tobytes()): index for index, p in enumerate(self.patterns)}

    def _excess(self, pattern: Pattern, priced: Priced) -> int:
        length = int(priced.weights[self.columns[pattern.block]] @ pattern.values)
        return length - int(priced.lengths[pattern.block])

    def _regenerate(self, taken: Mapping[int, int], rounds: int) -> Steps[Mixture | None]:
        free = [block for block in range(len(self.columns)) if block not in taken]
        for _ in range(rounds):
            mixture = self._solve()
            if mixture is None or not self._grow(mixture, DIVE_SMOOTHING, free):
                return mixture
            yield
        return self._solve()

    def _used(self, mixture: Mixture, taken: Mapping[int, int], least: float) -> list[tuple[int, int]]:
        """Most used patterns to take: the first of all, some of the well used, and every one all but taken already."""
        best: dict[int, tuple[float, int]] = {}
        for index in np.flatnonzero(mixture.shares > EPSILON).tolist():
            block, share = self.patterns[index].block, float(mixture.shares[index])
            if block not in taken and share > best.get(block, (0.0, 0))[0]:
                best[block] = (share, index)
        ranked = sorted(((share, block, index) for block, (share, index) in best.items()), reverse=True)
        few = (len(self.columns) - len(taken)) // STEP
        return [
            (block, index)
            for place, (share, block, index) in enumerate(ranked)
            if place == 0 or share > TAKEN or (place < few and share >= least)
        ]

    def _solve(self) -> Mixture | None:
        mixture = self._master.solve(self.seconds())
        self.effort += EFFORT_PER_SOLVE + self._master.iterations / ITERATIONS_PER_EFFORT
        return mixture

    def _grow(self, mixture: Mixture, smoothing: Iterable[float], blocks: Iterable[int]) -> bool:
        """Add the patterns that better the mixture, priced between the best bound's prices and the mixture's own."""
        true = self._linking.costs - self._linking.matrix.T @ mixture.prices
        for share in smoothing:
            priced = self.look(share * self._prices + (1.0 - share) * mixture.prices)
            fresh = [
                block
                for block in blocks
                if true[self.columns[block]] @ priced.patterns[block] < mixture.worth[block] - EPSILON
                and (block, priced.patterns[block].tobytes()) not in self._place
            ]
            for block in fresh:
                self._add(block, priced.patterns[block])
            if fresh:
                return True
        return False

    def _add(self, block: int, values: Vector) -> int:
        key = (block, values.tobytes())
        if key not in self._place:
            mine = self.columns[block]
            self._place[key] = len(self.patterns)
            self.patterns.append(Pattern(block, values.copy()))
            self._master.add(block, int(self._linking.costs[mine] @ values), self._parts[block] @ values)
        return self._place[key]
