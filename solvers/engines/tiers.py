"""Tiers in order with CP-SAT."""

from collections.abc import Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import PLAIN, CpSatSearch
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.search import HighsSearch
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier with CP-SAT.

    "Impossible" is confirmed by HiGHS or by CP-SAT without presolve, one worker and another seed.
    """
    opinions = (HighsSearch, lambda rows: CpSatSearch(rows, PLAIN))
    return minimise_in_order(problem, limits, CpSatSearch, opinions, hint=hint, stop=stop, listener=listener)
