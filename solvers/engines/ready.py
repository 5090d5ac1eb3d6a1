"""Ready: "first" for what can be met in full, "dive" as soon as the relaxation shows that something stays unmet.

For a week that is sketched, with shortage as the first tier: where nothing need be short a MIP of that tier alone ends
at once (offer of 24 classes: 0.6 s of processor time, a dive takes 3 s and leaves some pupils without a place); where
something must be it takes long to find values that are any good, and a dive is soon there.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from solvers.answer import TierResult
from solvers.compact import Compact, CompactAnswer, Vector
from solvers.engines import diving, first
from solvers.engines.protocol import Listener
from solvers.stop import Limits, StopFlag

SHARE = 0.5
"""Of a tier's effort, what "first" may use."""
MOMENT = 0.001


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """The first tier at its plain bound, the others as they come; else every tier as "dive" has it."""
    began = time.monotonic()
    ear = _Ear(problem.plain_bounds[0] if problem.costs else 0, stop)
    easy = first.solve(problem, replace(limits, effort=SHARE * limits.effort), hint=hint, stop=ear.stop, listener=ear)
    if stop.is_set() or (easy.values is not None and (not easy.tiers or easy.tiers[0].value == ear.plain)):
        _pass_on(problem, easy, listener)
        return easy
    left = replace(limits, seconds=max(MOMENT, limits.seconds - (time.monotonic() - began)))
    return diving.solve(problem, left, hint=hint, stop=stop, listener=listener)


def _pass_on(problem: Compact, answer: CompactAnswer, listener: Listener) -> None:
    """Tell what nobody has heard of yet."""
    if answer.values is not None:
        listener.found(0, answer.values, problem.costs_of(answer.values))
        for tier, result in enumerate(answer.tiers):
            listener.settled(tier, result)


class _Stop(StopFlag):
    """Raised by itself, or with another one."""

    def __init__(self, other: StopFlag) -> None:
        super().__init__()
        self._other = other

    def is_set(self) -> bool:
        """Whether either is raised."""
        return super().is_set() or self._other.is_set()


class _Ear:
    """Keeps what it hears to itself, and asks to stop once the first tier's bound has left `plain`."""

    def __init__(self, plain: int, stop: StopFlag) -> None:
        self.plain, self.stop = plain, _Stop(stop)

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Nothing to say: a dive may find worse, and values told never get worse."""

    def bounded(self, tier: int, bound: int) -> None:
        """Something stays unmet whatever is done."""
        if tier == 0 and bound > self.plain:
            self.stop.set()

    def settled(self, tier: int, result: TierResult) -> None:
        """Nothing to say."""
