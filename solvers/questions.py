"""Questions about some of an instance's rows: can they hold together? What is asked, what is known, what it costs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from solvers.answer import Status
from solvers.compact import compact
from solvers.instance import Instance
from solvers.linear.holding import Holding

Ask = Callable[[Instance], Status]
"""Answers whether an instance without tiers has values: FEASIBLE or PROVEN, IMPOSSIBLE, or NO_ANSWER."""
WHOLE = 10
"""Work of a question over whole values."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How much may be asked: `work` for each clash (deterministic), `seconds` of wall clock in all as a safety net.

    A question over fractions is one unit of work, one over whole values WHOLE units. Past either limit, what is left is
    reported as it is, without the claim that it is irreducible. No clash takes more than half of the seconds left.
    """

    work: int = 2000
    seconds: float = 60.0


def part(instance: Instance, rows: Sequence[int]) -> Instance:
    """Some rows of an instance, with the keys they use and without tiers."""
    kept = tuple(instance.rows[row] for row in rows)
    used = {key for row in kept for key, _ in row.terms}
    return Instance(
        choices=tuple(key for key in instance.choices if key in used),
        quantities={key: bounds for key, bounds in instance.quantities.items() if key in used},
        rows=kept,
        tiers=(),
    )


class Questions:
    """Rows of an instance are told by their numbers. Fractions are asked about first, then the solver."""

    def __init__(self, instance: Instance, ask: Ask, patience: Patience) -> None:
        self.instance = instance
        self._ask, self._patience = ask, patience
        self._holding = Holding(compact(instance))
        self._known: dict[tuple[int, ...], bool | None] = {}
        self._spent = 0
        self._began = time.monotonic()

    @property
    def patient(self) -> bool:
        """Whether more may be asked."""
        return self.work_left > 0 and self.seconds_left > 0

    @property
    def work_left(self) -> int:
        """Work that may still be done."""
        return self._patience.work - self._spent

    @property
    def seconds_left(self) -> float:
        """Time there still is."""
        return self._patience.seconds - (time.monotonic() - self._began)

    def afresh(self) -> None:
        """Forget the work done: the next clash may cost as much again."""
        self._spent = 0

    def by_fractions(self, rows: Sequence[int]) -> tuple[Status, Sequence[int]]:
        """Whether fractions respect the rows together, and if not, some of them that are enough to show it.

        PROVEN when the fractions come upon are whole values.
        """
        if not rows:
            return Status.PROVEN, ()
        if not self.patient:
            return Status.NO_ANSWER, ()
        self._spent += 1
        if self._holding.possible(rows, self.seconds_left):
            return (Status.PROVEN if self._holding.whole() else Status.FEASIBLE), ()
        used = self._holding.refutation()
        enough = 0 < len(used) < len(rows) and not self._holding.possible(used, self.seconds_left)
        return Status.IMPOSSIBLE, used if enough else rows

    def by_whole_values(self, rows: Sequence[int]) -> tuple[Status, Sequence[int]]:
        """Whether whole values respect the rows together, PROVEN, IMPOSSIBLE (with the rows) or NO_ANSWER."""
        known = self.settled(rows)
        if known is None:
            return Status.NO_ANSWER, ()
        return (Status.PROVEN, ()) if known else (Status.IMPOSSIBLE, rows)

    def settled(self, rows: Sequence[int]) -> bool | None:
        """Whether whole values respect the rows; None when that is not known."""
        key = tuple(rows)
        if key not in self._known:
            status, _ = self.by_fractions(rows)
            if status is Status.FEASIBLE and self.patient:
                status = self.ask(rows)
            elif status in (Status.FEASIBLE, Status.NO_ANSWER):
                return None
            self._known[key] = None if status is Status.NO_ANSWER else status is not Status.IMPOSSIBLE
        return self._known[key]

    def ask(self, rows: Sequence[int]) -> Status:
        """What the solver says of whole values."""
        self._spent += WHOLE
        return self._ask(part(self.instance, rows))

    def broken(self) -> frozenset[int]:
        """The rows that the fractions which were found to be possible last break."""
        return self._holding.broken()
