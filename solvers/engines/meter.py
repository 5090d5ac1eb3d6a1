"""Where all stopping rules meet: the flag, proof, the gap, time, effort, and no progress; the first that applies ends
the work."""

import time

from solvers.answer import Stop
from solvers.engines.protocol import Budget
from solvers.stop import gap_of


class Meter:
    """What the work on a tier has used and reached so far.

    value: the best value there is before the work begins; None: none, and then nothing can stall. bound: the best
    bound told to the meter; a solver that watches the gap by itself need not tell.
    """

    def __init__(self, budget: Budget, value: float | None = None) -> None:
        self.spent = 0.0
        self._budget = budget
        self._began = time.monotonic()
        self._value = value
        self._bound: float | None = None
        self._better_at = 0.0

    @property
    def left(self) -> float:
        """Seconds still allowed, a moment at least."""
        return max(0.001, self._budget.seconds - (time.monotonic() - self._began))

    def spend(self, effort: float) -> None:
        """Take effort off the account."""
        self.spent += effort

    def reached(self, value: float) -> None:
        """There are values of this cost; better ones than before are progress."""
        if self._value is None or value < self._value:
            self._value, self._better_at = value, self.spent

    def bounded(self, bound: float) -> None:
        """The tier cannot fall below."""
        self._bound = bound if self._bound is None else max(bound, self._bound)

    def ended(self) -> Stop | None:
        """Why the work must end now; None while it may go on."""
        budget, value, bound = self._budget, self._value, self._bound
        if budget.stop.is_set():
            return Stop.INTERRUPTED
        if value is not None and bound is not None and gap_of(value, bound) <= budget.gap:
            return Stop.PROVEN if bound >= value else Stop.GAP
        if self.left <= 0.001:
            return Stop.TIME
        if self.spent > budget.effort:
            return Stop.EFFORT
        stalled = budget.stall is not None and value is not None and self.spent - self._better_at >= budget.stall
        return Stop.STALLED if stalled else None
