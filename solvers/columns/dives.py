"""Dives around an incumbent: some blocks free, the others keep their patterns; how many is learnt.

The neighbourhoods are those of a search over parts (solvers/neighbourhood), the sub-problem is a restricted master
instead of a MIP. A dive that cannot pay from its first value on was too small; one that began well and ended badly
too large.
"""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix, vstack

from solvers.columns.diagram import Diagram, diagram_of
from solvers.columns.forest import Forest, forest_of
from solvers.columns.generation import Dive, Generation
from solvers.columns.pricing import Lagrangian
from solvers.columns.structure import Structure, structure_of
from solvers.compact import OPEN, Compact, Vector
from solvers.engines.protocol import Budget
from solvers.linear.master import Linking
from solvers.linear.relaxation import Point
from solvers.neighbourhood.reduced import Reduced, reduced

import os
TRACE=os.environ.get('TRACE'); T0=time.monotonic()
THREADS = 2
FIRST_ROUNDS, ROUNDS = (10, 20), 8
"""Rounds of generation at each step: of the first dives, which free every block, and of later ones."""
FIRST_SHARE, LEAST_BLOCKS = 0.5, 2
GROWTH, SHRINKAGE = 1.05, 0.97
MOST_PATTERNS = 3000

Complete = Callable[[Reduced], Vector | None]
"""Best values of what is left when all blocks are decided."""


class Decomposed:
    """A problem in blocks, with their diagrams; made once, asked tier after tier."""

    def __init__(self, problem: Compact, structure: Structure, forest: Forest) -> None:
        self.problem, self.structure, self.forest = problem, structure, forest

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
    """The problem in blocks; None when it has none, or when one is too wide for a diagram."""
    structure = structure_of(problem)
    if structure is None:
        return None
    with ThreadPoolExecutor(THREADS, "diagrams") as pool:
        diagrams = list(pool.map(partial(diagram_of, problem), structure.blocks))
    found = [diagram for diagram in diagrams if diagram is not None]
    if len(found) < len(diagrams):
        return None
    return Decomposed(problem, structure, forest_of(found, problem.low))


class Dives:
    """One tier's patterns, its bound, and dives around incumbents."""

    def __init__(self, parts: Decomposed, tier: int, frozen: Sequence[tuple[int, int]], complete: Complete) -> None:
        linking = parts.linking(tier, frozen)
        lagrangian = Lagrangian(linking, parts.forest, parts.problem.low, parts.problem.high)
        self._parts, self._complete = parts, complete
        self._cost = parts.problem.costs[tier]
        self.generation = Generation(parts.problem, linking, lagrangian)
        self._chance = random.Random(tier)
        self._share = FIRST_SHARE
        self._opened = 0

    @property
    def effort(self) -> float:
        """Effort spent so far."""
        return self.generation.effort

    @property
    def linking_rows(self) -> Vector:
        """The rows of the problem that link blocks, in the order of their prices."""
        return self._parts.structure.linking

    def bound(self, start: Vector, prices: Point, budget: Budget, bounded: Callable[[int], None]) -> int:
        """Generate patterns from those of a start and those that prices of the linking rows make best; the bound."""
        self.generation.take_in(start)
        self.generation.look(prices)
        self.generation.converge(budget, bounded)
        assert self.generation.bound is not None
        return self.generation.bound

    def improve(self, incumbent: Vector, budget: Budget) -> Vector | None:
        """Dive around the incumbent until the effort is spent, from one improvement to the next; None: none."""
        generation, best = self.generation, incumbent
        ends, most = time.monotonic() + budget.seconds, generation.effort + budget.effort
        while generation.effort < most and time.monotonic() < ends and not budget.stop.is_set():
            if len(generation.patterns) > MOST_PATTERNS:
                generation.prune(self._cost.of(best))
            found = self._dive(best, ends)
            if TRACE: print(round(time.monotonic()-T0,1),'dive',self._cost.of(best), None if found is None else self._cost.of(found), round(self._share,2), len(generation.patterns), round(generation.effort,2),flush=True)
            if found is not None and self._cost.of(found) < self._cost.of(best):
                best = found
        return None if best is incumbent else best

    def _dive(self, incumbent: Vector, ends: float) -> Vector | None:
        mine = self.generation.take_in(incumbent)
        if self._opened < len(FIRST_ROUNDS):
            rounds, freed = FIRST_ROUNDS[self._opened], list(range(len(mine)))
            self._opened += 1
        else:
            rounds = ROUNDS
            count = max(LEAST_BLOCKS, round(self._share * len(mine)))
            freed = self._chance.sample(range(len(mine)), min(len(mine), count))
        held = {block: pattern for block, pattern in enumerate(mine) if block not in freed}
        value = self._cost.of(incumbent)
        dive = self.generation.dive(held, value, rounds, ends)
        grown = dive.first > value - 1
        self._share = min(1.0, self._share * (GROWTH if grown else SHRINKAGE))
        return self._whole(dive, incumbent)

    def _whole(self, dive: Dive, values: Vector) -> Vector | None:
        """The patterns taken, and the columns of no block: as the master has them, or else by a MIP of their own."""
        if dive.taken is None or dive.mixture is None:
            return None
        problem, static, full = self._parts.problem, self._parts.structure.static, values.copy()
        for block, pattern in dive.taken.items():
            full[self.generation.columns[block]] = self.generation.patterns[pattern].values
        full[static] = np.rint(dive.mixture.static).astype(np.int64)
        return full if problem.legal(full) else self._complete(reduced(problem, static, full))
