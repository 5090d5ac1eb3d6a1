"""Even: neighbourhoods for the tiers that pay, probing for the tier that levels.

A fairness tier (one with a step) has a weak relaxation and is probed target by target and then levelled
(solvers/linear/probe.py, level.py). With its value frozen the tiers after it have strong relaxations, but the rows that
keep the loads level make a MIP of the whole slow to find anything: they start from the levelled answer and free parts
of it (solvers/neighbourhood/). The first tier is left to the MIP, which sees at once that nothing need be short.

Wins on the staff stage, against "highs" with the same effort: 24 classes, 19,430 yuan a week (proven) and 253 wishes
against 19,680 and 280; 60 classes, 44,020 and 325 against 46,980 and 258 (fewer wishes, dearer). Loses where one MIP is
enough, for its neighbourhoods prove nothing.
"""

from collections.abc import Callable, Mapping

from solvers.answer import Status
from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import CpSatSearch
from solvers.engines.lexicographic import finished, minimise_in_order
from solvers.engines.protocol import Budget, Listener, Offer, Search, Step
from solvers.linear.probe import ProbingSearch
from solvers.linear.search import HighsSearch, Style
from solvers.linear.tighten import tightened
from solvers.neighbourhood.search import NeighbourhoodSearch
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
        return self._search(tier, hint).minimise(tier, hint, budget, offer, bounded)

    def _search(self, tier: int | None, hint: Mapping[int, int]) -> Search:
        started = len(hint) == self._problem.width
        ordinary = tier is not None and tier > 0 and self._problem.costs[tier].step <= 1
        return self._freeing if started and ordinary else self._probing


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier. Quantities are tightened at the end when a tier was cut short.

    "Impossible" is confirmed by CP-SAT or by HiGHS without presolve and another seed.
    """
    opinions = (CpSatSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    answer = minimise_in_order(problem, limits, EvenSearch, opinions, hint=hint, stop=stop, listener=listener)
    if answer.values is None or answer.status is Status.PROVEN:
        return answer
    values = tightened(problem, answer.values)
    return finished(problem, values, answer.tiers, limits.gap, answer.seconds, answer.first_seconds)
