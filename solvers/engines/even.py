"""Even: neighbourhoods for the tiers that pay, probing for the tier that levels.

A fairness tier (one with a step) has a weak relaxation and is probed target by target and then levelled
(solvers/linear/probe.py, level.py). With its value frozen the tiers after it have strong relaxations, but the rows that
keep the loads level make a MIP of the whole slow to find anything: they start from the levelled answer and free parts
of it (solvers/neighbourhood/), then the MIP has its turn, which proves a small school. The first tier is left to the
MIP, which sees at once that nothing need be short.

Wins on the staff stage of generated schools, against "highs" with half the effort: 24 classes, 19,430 yuan a week
(proven) and 257 wishes against 19,680 and 280; 60 classes, 44,120 and 321 against 46,980 and 258 (fewer wishes missed,
dearer). Loses where one MIP is enough: at 12 classes "highs" on the whole week proves as much in 10 s.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from solvers.answer import Stop
from solvers.compact import Compact, CompactAnswer
from solvers.engines.best import Best, started
from solvers.engines.linear_tiers import minimise_and_tighten
from solvers.engines.protocol import Budget, Listener, Offer, Search, Step, Verdict
from solvers.linear.probe import ProbingSearch
from solvers.neighbourhood.search import LARGE, NeighbourhoodSearch
from solvers.stop import Limits, StopFlag


class EvenSearch:
    """The search plug: which of two searches a tier gets follows from its step and from whether there is a start."""

    def __init__(self, problem: Compact) -> None:
        self._problem = problem
        self._probing = ProbingSearch(problem)
        self._freeing = NeighbourhoodSearch(problem, columns=False)

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._probing.freeze(tier, value)
        self._freeing.freeze(tier, value)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Probe a tier with a step and whatever has no full start; free parts of the start for any other tier."""
        start = started(self._problem, hint)
        if start is None or tier is None or tier == 0 or self._problem.costs[tier].step > 1:
            return self._probing.minimise(tier, hint, budget, offer, bounded)
        began, best = time.monotonic(), Best(self._problem, tier, offer)
        best.offer(start)
        result = Step(Verdict.FOUND, None, Stop.EFFORT)
        for search, share in self._turns():
            left = replace(budget.left(began), effort=budget.effort * share)
            given = {} if search is self._probing else best.hint(hint)
            result = best.joined(result, search.minimise(tier, given, left, best.offer, bounded))
            if best.settled(result, budget.gap) or budget.stop.is_set():
                break
        return result

    def _turns(self) -> Sequence[tuple[Search, float]]:
        """Who works on an ordinary tier in turn, and with which part of its effort."""
        if self._problem.width > LARGE:
            return ((self._freeing, 1.0),)
        return ((self._freeing, 0.25), (self._probing, 0.5), (self._freeing, 0.25))


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier; tightened and confirmed as by the engine "highs"."""
    return minimise_and_tighten(problem, limits, EvenSearch, hint=hint, stop=stop, listener=listener)
