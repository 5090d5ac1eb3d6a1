"""When to stop, how to ask for it, and what is said meanwhile."""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an engine may work. The rules compose: a tier ends with the first that applies, and says which.

    effort: deterministic units for each tier, a few seconds each on two cores; the same effort gives the same
        answer.
    seconds: wall clock for the whole call, a safety net; an answer it cut short may vary from run to run.
    gap: (value - bound) / max(1, |value|) at which a tier counts as settled; 0.0 asks for the proven best.
    workers: parallel searches inside CP-SAT; the answer does not depend on the cores that run them.
    stall: effort after which a tier that has values ends when they have not got better; None: never. An engine of
        several searches deals it out to them as it deals out effort.
    """

    effort: float
    seconds: float
    gap: float = 0.0
    workers: int = 8
    stall: float | None = None

    def __post_init__(self) -> None:
        for name, value in (("effort", self.effort), ("seconds", self.seconds)):
            if not value > 0:
                raise ValueError(f"Expected {name} > 0, got {value!r}.")
        if not self.gap >= 0:
            raise ValueError(f"Expected gap >= 0, got {self.gap!r}.")
        if self.workers < 1:
            raise ValueError(f"Expected workers >= 1, got {self.workers!r}.")
        if self.stall is not None and not self.stall > 0:
            raise ValueError(f"Expected stall > 0 or None, got {self.stall!r}.")


class StopFlag:
    """Raised from any thread or signal handler to ask an engine for the best it has. It is never lowered."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask to stop."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an engine stands in a tier. value and bound are None until known; seconds count from the call."""

    tier: str
    value: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, see gap_of; None until value and bound are known."""
        return None if self.value is None or self.bound is None else gap_of(self.value, self.bound)


def gap_of(value: float, bound: float) -> float:
    """(value - bound) / max(1, |value|): 0.0 when proven best."""
    return (value - bound) / max(1, abs(value))


Watch = Callable[[Progress], None]
