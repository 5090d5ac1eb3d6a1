"""Tiers in order with HiGHS."""

from collections.abc import Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import CpSatSearch
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.probe import ProbingSearch
from solvers.linear.search import HighsSearch, Style
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier with HiGHS, probing those that have a step.

    "Impossible" is confirmed by CP-SAT or by HiGHS without presolve and another seed.
    """
    opinions = (CpSatSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    return minimise_in_order(problem, limits, ProbingSearch, opinions, hint=hint, stop=stop, listener=listener)
