"""Which kind of neighbourhood next, how large, and how long: learnt from what each brought for its effort.

Kinds are drawn in proportion to their recent reward (adaptive choice: Ropke and Pisinger, 2006). A kind grows while its
parts are searched to the end and shrinks when they are not; when improvements dry up, every part gets more effort.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

FIRST_SIZE = 300.0
LEAST_SIZE = 40.0
GROWTH, SHRINKAGE = 1.12, 0.97
FIRST_EFFORT, MOST_EFFORT, ESCALATION = 0.2, 16.0, 1.6
MEMORY = 0.85
LEAST_SHARE = 0.4
"""The part of the draws that is even over the kinds."""
DRY = 0.01
"""Relative improvement by which a round must better the incumbent to stay at its effort."""
ROUND = 8
"""Batches in a round."""


@dataclass
class Arm:
    """One kind: its size in choices and its recent reward a unit of effort."""

    name: str
    size: float
    reward: float = 0.0
    effort: float = 1e-3


@dataclass
class Arms:
    """All kinds, and the effort that a part gets."""

    names: Sequence[str]
    largest: int
    effort: float = FIRST_EFFORT
    arms: list[Arm] = field(default_factory=list)
    _gained: float = 0.0
    _batches: int = 0

    def __post_init__(self) -> None:
        self.arms = [Arm(name, min(FIRST_SIZE, float(self.largest))) for name in self.names]

    def pick(self, chance: random.Random) -> Arm:
        """A kind, mostly by reward."""
        rates = [arm.reward / arm.effort for arm in self.arms]
        total = sum(rates)
        even = 1.0 / len(self.arms)
        weights = [LEAST_SHARE * even + (1 - LEAST_SHARE) * (rate / total if total > 0 else even) for rate in rates]
        return chance.choices(self.arms, weights)[0]

    def learn(self, arm: Arm, gain: float, effort: float, exhausted: bool) -> None:
        """`gain`: relative improvement over the incumbent that the part began from."""
        arm.reward = MEMORY * arm.reward + gain
        arm.effort = MEMORY * arm.effort + max(effort, 1e-3)
        arm.size = min(float(self.largest), max(LEAST_SIZE, arm.size * (GROWTH if exhausted else SHRINKAGE)))
        self._gained += gain

    def settle(self) -> None:
        """A batch is done; at the end of a dry round every part gets more effort."""
        self._batches += 1
        if self._batches >= ROUND:
            if self._gained < DRY:
                self.effort = min(MOST_EFFORT, self.effort * ESCALATION)
            self._batches, self._gained = 0, 0.0
