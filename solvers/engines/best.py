"""Several searches at one tier: the best values of all of them, and the best bound."""

from collections.abc import Mapping, Sequence

import numpy as np

from solvers.compact import Compact, Vector
from solvers.engines.protocol import Offer, Step, Verdict
from solvers.stop import gap_of


def started(problem: Compact, hint: Mapping[int, int]) -> Vector | None:
    """The values of a legal full hint; None for any other."""
    if len(hint) != problem.width:
        return None
    values = np.fromiter((hint[column] for column in range(problem.width)), np.int64, problem.width)
    return values if problem.legal(values) else None


def kept(problem: Compact, frozen: Sequence[tuple[int, int]], values: Vector) -> bool:
    """Whether values leave every frozen tier, given as (tier, value), no larger than it was."""
    return all(problem.costs[tier].of(values) <= value for tier, value in frozen)


def worth(problem: Compact, tier: int | None, hint: Mapping[int, int]) -> int | None:
    """What a tier comes to for a legal full hint; None for any other, or without a tier."""
    values = None if tier is None else started(problem, hint)
    return None if tier is None or values is None else problem.costs[tier].of(values)


class Collected:
    """Keeps all legal values that are offered, in order, and hands none on."""

    def __init__(self, problem: Compact) -> None:
        self.all: list[Vector] = []
        self._problem = problem

    def offer(self, values: Vector, *, passing: bool = False) -> bool:
        """Keep values; False when they break a row."""
        legal = self._problem.legal(values)
        if legal and not passing:
            self.all.append(values)
        return legal

    def best(self, tier: int) -> Vector | None:
        """The first of the least in a tier; None without any."""
        return min(self.all, key=self._problem.costs[tier].of, default=None)


class Best:
    """Hands values on to the keeper of the incumbent and remembers the best for this tier."""

    def __init__(self, problem: Compact, tier: int | None, offer: Offer) -> None:
        self._cost = None if tier is None else problem.costs[tier]
        self._offer = offer
        self._values: Vector | None = None
        self._value = 0

    def offer(self, values: Vector, *, passing: bool = False) -> bool:
        """Hand values on; False when they break a row."""
        if passing:
            return self._offer(values, passing=True)
        if not self._offer(values):
            return False
        value = 0 if self._cost is None else self._cost.of(values)
        if self._values is None or value < self._value:
            self._values, self._value = values.copy(), value
        return True

    @property
    def values(self) -> Vector | None:
        """The best values offered; None when there were none."""
        return self._values

    @property
    def value(self) -> int | None:
        """What the tier comes to for them; None without values or without a tier."""
        return None if self._values is None or self._cost is None else self._value

    def hint(self, otherwise: Mapping[int, int]) -> Mapping[int, int]:
        """The better of what was found and a full hint given; `otherwise` when nothing was found."""
        if self._values is None:
            return otherwise
        return dict(enumerate(self._values.tolist()))

    def settled(self, step: Step, gap: float) -> bool:
        """Whether a step left nothing to look for."""
        if self._values is None:
            return False
        if self._cost is None:
            return True
        return step.bound is not None and gap_of(self._value, step.bound) <= gap

    def joined(self, first: Step, second: Step) -> Step:
        """Both steps as one: the better bound, and why the last of them ended."""
        bounds = [step.bound for step in (first, second) if step.bound is not None]
        verdict = Verdict.FOUND if self._values is not None else second.verdict
        return Step(verdict, max(bounds, default=None), second.ended)
