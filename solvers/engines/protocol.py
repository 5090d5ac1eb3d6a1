"""The two plugs: an engine answers an instance of keys; a search works on columns, one tier at a time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from solvers.answer import Answer, Stop, TierResult
from solvers.compact import Compact, CompactAnswer, Vector
from solvers.instance import Instance
from solvers.rows import Key
from solvers.stop import Limits, StopFlag, Watch


class Engine(Protocol):
    """Answers an instance within limits. Raises InstanceError when the instance is malformed."""

    def __call__(
        self,
        instance: Instance,
        limits: Limits,
        *,
        hint: Mapping[Key, int] | None = None,
        stop: StopFlag | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """The best answer found; never worse than a legal hint."""
        ...


class Listener(Protocol):
    """Hears what an engine finds while it works; calls may come from several threads, one at a time."""

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better legal values; costs holds every tier's value."""
        ...

    def bounded(self, tier: int, bound: int) -> None:
        """A better proven bound for the tier at work."""
        ...

    def settled(self, tier: int, result: TierResult) -> None:
        """The work on a tier has ended."""
        ...


class ColumnEngine(Protocol):
    """The same promise as Engine, over columns; this is what runs in the child process."""

    def __call__(
        self,
        problem: Compact,
        limits: Limits,
        *,
        hint: Mapping[int, int],
        stop: StopFlag,
        listener: Listener,
    ) -> CompactAnswer:
        """The best answer found; never worse than a legal hint."""
        ...


class Verdict(StrEnum):
    """What a search says about the rows it was given."""

    FOUND = "found"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """How the work on one tier ended; bound is None when the search proved none."""

    verdict: Verdict
    bound: int | None
    ended: Stop


@dataclass(frozen=True)
class Budget:
    """What one tier may use: effort in deterministic units, wall-clock seconds, a flag to obey at once.

    stall: effort without better values after which it ends; None: never. See solvers.engines.meter.
    """

    effort: float
    seconds: float
    gap: float
    workers: int
    stop: StopFlag
    stall: float | None = None

    def half(self) -> "Budget":
        """For the first of two searches: half the effort and of the patience, at most half the time."""
        return replace(self.part(0.5), seconds=self.seconds / 2)

    def rest(self, began: float) -> "Budget":
        """For the second: the other half of both, and the time left since `began` (monotonic)."""
        return self.part(0.5).left(began)

    def left(self, began: float) -> "Budget":
        """The same with the time that is left of it since `began` (monotonic), a moment at least."""
        return replace(self, seconds=max(0.001, self.seconds - (time.monotonic() - began)))

    def part(self, share: float) -> "Budget":
        """A share of the effort and of the patience, with all the time there is."""
        stall = None if self.stall is None else self.stall * share
        return replace(self, effort=self.effort * share, stall=stall)


class Offer(Protocol):
    """Hands values to the keeper of the incumbent."""

    def __call__(self, values: Vector, *, passing: bool = False) -> bool:
        """False when the values break a row. `passing`: to be told, not kept, for another run might not see them."""
        ...


class Search(Protocol):
    """One solver holding one model, asked tier after tier."""

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Minimise a tier (None: only respect the rows), offering every better solution as it comes."""
        ...

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        ...
