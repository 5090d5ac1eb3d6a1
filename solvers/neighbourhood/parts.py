"""Parts of a problem around an incumbent, drawn by learnt kinds and solved as MIPs of their own."""

import random
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from solvers.compact import Compact, Vector
from solvers.engines.best import Collected
from solvers.engines.protocol import Budget
from solvers.linear.relaxation import Point
from solvers.linear.search import HighsSearch
from solvers.neighbourhood.choice import FIRST_EFFORT, Arm, Arms
from solvers.neighbourhood.draw import Drawer, View
from solvers.neighbourhood.reduced import Reduced, reduced

LEAST_EFFORT = 0.1
"""For the quantities alone, once all choices are made."""

LEAST_PART = 0.002
"""What a part counts for at least: HiGHS may be done with it before it looks at its limits once."""


@dataclass(frozen=True)
class Outcome:
    """What came of one part: values of the whole (None: none), whether it was searched to the end."""

    values: Vector | None
    exhausted: bool
    effort: float


class Parts:
    """One tier's neighbourhoods: what is drawn, what was learnt about it."""

    def __init__(
        self, problem: Compact, drawer: Drawer, tier: int, frozen: Sequence[tuple[int, int]], relaxed: Point | None
    ) -> None:
        self._problem, self._drawer, self._relaxed = problem, drawer, relaxed
        self._tier, self._cost, self._frozen = tier, problem.costs[tier], tuple(frozen)
        self._kinds = {kind.name: kind for kind in drawer.kinds}
        self._arms = Arms(list(self._kinds), problem.choices)
        self._chance = random.Random(tier)

    @property
    def effort(self) -> float:
        """What one part gets now."""
        return self._arms.effort

    @property
    def dry(self) -> bool:
        """Whether a round of parts brought next to nothing already."""
        return self._arms.effort > FIRST_EFFORT

    def batch(self, incumbent: Vector, count: int, budget: Budget, pool: Executor) -> tuple[Vector, float]:
        """Solve so many parts side by side; the incumbent that comes of them, no worse, and the effort of the parts.

        `budget` is for all; the effort of a part is learnt.
        """
        view = View(incumbent, self._relaxed, self._drawer.pain(self._tier, incumbent))
        drawn: list[Arm] = [self._arms.pick(self._chance) for _ in range(count)]
        parts = [
            self._part(self._kinds[arm.name].draw(view, round(arm.size), self._chance), incumbent) for arm in drawn
        ]
        outcomes = list(pool.map(partial(self.solve, budget=replace(budget, effort=self._arms.effort)), parts))
        value = self._cost.of(incumbent)
        for arm, outcome in zip(drawn, outcomes, strict=True):
            gain = 0 if outcome.values is None else value - self._cost.of(outcome.values)
            self._arms.learn(arm, max(0, gain) / max(1, value), outcome.effort, outcome.exhausted)
        self._arms.settle()
        found = [outcome.values for outcome in outcomes if outcome.values is not None]
        return self.joined(incumbent, found, budget), sum(max(LEAST_PART, outcome.effort) for outcome in outcomes)

    def joined(self, incumbent: Vector, found: Sequence[Vector], budget: Budget) -> Vector:
        """The best of what was found, with the changes of the others where they better it still."""
        best, before = incumbent, self._cost.of(incumbent)
        for values in sorted(found, key=self._cost.of):
            if best is incumbent:
                best = values if self._cost.of(values) <= before else best
            elif self._cost.of(values) < before:
                merged = best.copy()
                changed = np.flatnonzero(values[: self._problem.choices] != incumbent[: self._problem.choices])
                merged[changed] = values[changed]
                outcome = self.solve(self._part(np.zeros(0, dtype=np.int64), merged), least(budget))
                if outcome.values is not None and self._cost.of(outcome.values) < self._cost.of(best):
                    best = outcome.values if self._problem.legal(outcome.values) else best
        return best

    def solve(self, part: Reduced, budget: Budget) -> Outcome:
        """The part's best within its budget; ties go to the newer values, so that the incumbent moves on."""
        small, found = part.problem, Collected(part.problem)
        search = HighsSearch(small)
        for earlier, value in self._frozen:
            search.freeze(earlier, value)
        step = search.minimise(self._tier, {}, budget, found.offer, lambda bound: None)
        cost = small.costs[self._tier]
        best = found.best(self._tier)
        exhausted = best is not None and step.bound is not None and step.bound >= cost.of(best)
        return Outcome(None if best is None else part.whole(best), exhausted, search.effort)

    def _part(self, choices: Vector, values: Vector) -> Reduced:
        """The choices drawn and every quantity free; quantities follow the choices."""
        quantities = np.arange(self._problem.choices, self._problem.width, dtype=np.int64)
        return reduced(self._problem, np.concatenate((choices, quantities)), values)


def least(budget: Budget) -> Budget:
    """For what is all but decided."""
    return replace(budget, effort=LEAST_EFFORT)
