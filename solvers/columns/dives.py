"""Column generation as one of two searches side by side: a bound first, then dives around the incumbent.

A dive frees some blocks and holds the patterns of the others; how many is learnt: a dive that cannot pay from its
first value on was too small, one that began well and ended badly too large.
"""

import random
import time
from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, vstack

from solvers.columns.diagram import Diagram, diagram_of
from solvers.columns.forest import Forest, forest_of
from solvers.columns.generation import Dive, Generation, Steps
from solvers.columns.pricing import Lagrangian
from solvers.columns.structure import Structure, structure_of
from solvers.compact import OPEN, Compact, Vector
from solvers.engines.protocol import Budget
from solvers.linear.master import Linking
from solvers.linear.relaxation import Point
from solvers.neighbourhood.reduced import Reduced, reduced

UNFOLDED = 4e-6
"""Effort of unfolding for each node that is left of it."""
OPENING_ROUNDS, OPENING_USE = 1, 0.0
FIRST_ROUNDS, ROUNDS, WELL_USED = (10, 20), 8, 0.6
"""Rounds of generation at each step, and the share that lets a dive take several patterns at once: of a hasty dive
that opens, of the first ones, which free every block too, and of later ones."""
FIRST_SHARE, LEAST_BLOCKS = 0.5, 2
GROWTH, SHRINKAGE = 1.05, 0.97
MOST_PATTERNS = 3000

ENDED = object()

Complete = Callable[[Reduced], Vector | None]
"""Best values of what is left when all blocks are decided."""


class Decomposed:
    """A problem in blocks, with their diagrams; made once, step by step, and asked tier after tier."""

    def __init__(self, problem: Compact, structure: Structure) -> None:
        self.problem, self.structure = problem, structure
        self.forest: Forest | None = None
        self.effort = 0.0
        self._diagrams: list[Diagram] = []

    def unfold(self) -> Steps[None]:
        """Make the diagrams; no forest comes of it when one would be too wide."""
        if self.forest is not None:
            return
        for block in self.structure.blocks[len(self._diagrams) :]:
            diagram = diagram_of(self.problem, block)
            if diagram is None:
                return
            self._diagrams.append(diagram)
            self.effort += UNFOLDED * sum(layer.shape[1] for layer in diagram.layers)
            yield
        self.forest = forest_of(self._diagrams, self.problem.low)

    def linking(self, tier: int, frozen: Sequence[tuple[int, int]]) -> Linking:
        """The rows between blocks, then one row a frozen tier."""
        problem, mine = self.problem, self.structure.linking
        shape = (problem.height, problem.width)
        rows = csr_matrix((problem.coefficients, problem.columns, problem.starts), shape=shape)[mine]
        costs = [self._dense(earlier) for earlier, _ in frozen]
        limits = [value - problem.costs[earlier].constant for earlier, value in frozen]
        return Linking(
            vstack([rows, csr_matrix(np.array(costs, dtype=np.int64).reshape(-1, problem.width))]).tocsr(),
            np.concatenate((problem.lower[mine], np.full(len(frozen), -OPEN))),
            np.concatenate((problem.upper[mine], np.array(limits, dtype=np.int64))),
            self.structure.static,
            self._dense(tier),
            problem.costs[tier].constant,
        )

    def _dense(self, tier: int) -> Vector:
        cost = self.problem.costs[tier]
        costs = np.zeros(self.problem.width, dtype=np.int64)
        np.add.at(costs, cost.columns, cost.coefficients)
        return costs


def decomposed(problem: Compact) -> Decomposed | None:
    """The problem in blocks, not unfolded yet; None when it has none."""
    structure = structure_of(problem)
    return None if structure is None else Decomposed(problem, structure)


class Dives:
    """One tier's bound and dives, advanced a budget at a time."""

    def __init__(
        self, parts: Decomposed, tier: int, frozen: Sequence[tuple[int, int]], prices: Point, complete: Complete
    ) -> None:
        """prices: of the problem's rows and then of the frozen tiers, from its relaxation.

        complete: the best values of what is left when all blocks are decided.
        """
        self._parts, self._linking = parts, parts.linking(tier, frozen)
        self._prices = np.concatenate((prices[parts.structure.linking], prices[parts.problem.height :]))
        self._complete, self._cost = complete, parts.problem.costs[tier]
        self._generation: Generation | None = None
        self._chance = random.Random(tier)
        self._share = FIRST_SHARE
        self._incumbent: Vector = np.zeros(0, dtype=np.int64)
        self._ends = 0.0
        self._steps = self._work()
        self.opened = False
        self.over = False

    @property
    def bound(self) -> int | None:
        """The best proven bound; None before there is one."""
        return None if self._generation is None else self._generation.bound

    def advance(self, incumbent: Vector, budget: Budget) -> Vector:
        """Go on for a budget; the better of the incumbent and what was found. Nothing goes on once `over`."""
        self._incumbent, self._ends = incumbent, time.monotonic() + budget.seconds
        most = self.effort + budget.effort
        while self.effort < most and time.monotonic() < self._ends and not budget.stop.is_set():
            if next(self._steps, ENDED) is ENDED:
                self.over = True
                break
        return self._incumbent

    @property
    def effort(self) -> float:
        """Spent so far, making the diagrams included."""
        return self._parts.effort + (0.0 if self._generation is None else self._generation.effort)

    def _work(self) -> Steps[None]:
        yield from self._parts.unfold()
        if self._parts.forest is None:
            return
        problem = self._parts.problem
        lagrangian = Lagrangian(self._linking, self._parts.forest, problem.low, problem.high)
        generation = Generation(problem, self._linking, lagrangian, lambda: self._ends - time.monotonic())
        self._generation = generation
        generation.take_in(self._incumbent)
        generation.look(self._prices)
        yield from generation.converge()
        blocks = range(len(generation.columns))
        yield from self._dive(generation, blocks, OPENING_ROUNDS, OPENING_USE)
        self.opened = True
        for rounds in FIRST_ROUNDS:
            yield from self._dive(generation, blocks, rounds, WELL_USED)
        while True:
            count = max(LEAST_BLOCKS, round(self._share * len(blocks)))
            freed = self._chance.sample(blocks, min(len(blocks), count))
            yield from self._dive(generation, freed, ROUNDS, WELL_USED)
            yield

    def _dive(self, generation: Generation, freed: Sequence[int], rounds: int, use: float) -> Steps[None]:
        if len(generation.patterns) > MOST_PATTERNS:
            generation.prune(self._value())
        mine = generation.take_in(self._incumbent)
        held = {block: pattern for block, pattern in enumerate(mine) if block not in freed}
        dive = yield from generation.dive(held, self._value, rounds, use)
        grown = dive.first > self._value() - 1
        self._share = min(1.0, self._share * (GROWTH if grown else SHRINKAGE))
        found = self._whole(generation, dive)
        if found is not None and self._cost.of(found) < self._value():
            self._incumbent = found

    def _value(self) -> int:
        return self._cost.of(self._incumbent)

    def _whole(self, generation: Generation, dive: Dive) -> Vector | None:
        """The patterns taken, and the columns of no block: as the master has them, or else by a MIP of their own."""
        if dive.taken is None or dive.mixture is None:
            return None
        problem, static, full = self._parts.problem, self._parts.structure.static, self._incumbent.copy()
        for block, pattern in dive.taken.items():
            full[generation.columns[block]] = generation.patterns[pattern].values
        full[static] = np.rint(dive.mixture.static).astype(np.int64)
        if problem.legal(full):
            return full
        completed = self._complete(reduced(problem, static, full))
        return completed if completed is not None and problem.legal(completed) else None
