"""Tiers in order, each worked on by HiGHS and then, where the proof is open, by CP-SAT."""

import time
from collections.abc import Callable, Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import PLAIN, CpSatSearch
from solvers.engines.best import Best
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Budget, Listener, Offer, Step, Verdict
from solvers.linear.search import HighsSearch, Style
from solvers.stop import Limits, StopFlag


class RelaySearch:
    """HiGHS closes what is nearly integral in no time; CP-SAT takes over where the bound stays away."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._linear = HighsSearch(problem)
        self._logical: CpSatSearch | None = None
        self._frozen: list[tuple[int, int]] = []

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Half the effort each, one after the other, so that the answer does not depend on who is faster.

        What HiGHS calls impossible CP-SAT looks at, too: neither is believed alone.
        """
        half, began = budget.half(), time.monotonic()
        best = Best(self._problem, tier, offer)
        first = self._linear.minimise(tier, hint, half, best.offer, bounded)
        if best.settled(first, budget.gap) or budget.stop.is_set():
            return first
        second = self._second().minimise(tier, best.hint(hint), budget.rest(began), best.offer, bounded)
        if first.verdict is Verdict.FOUND and second.verdict is Verdict.IMPOSSIBLE:
            return first
        if first.verdict is Verdict.IMPOSSIBLE and second.verdict is Verdict.UNKNOWN:
            return first
        return best.joined(first, second)

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._frozen.append((tier, value))
        self._linear.freeze(tier, value)
        if self._logical is not None:
            self._logical.freeze(tier, value)

    def _second(self) -> CpSatSearch:
        if self._logical is None:
            self._logical = CpSatSearch(self._problem)
            for tier, value in self._frozen:
                self._logical.freeze(tier, value)
        return self._logical


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier with both solvers.

    "Impossible" is confirmed by HiGHS or by CP-SAT, both without presolve.
    """
    opinions = (lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)), lambda rows: CpSatSearch(rows, PLAIN))
    return minimise_in_order(problem, limits, RelaySearch, opinions, hint=hint, stop=stop, listener=listener)
