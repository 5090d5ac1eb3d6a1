"""Tiers in order by diving on the linear relaxation."""

from collections.abc import Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import CpSatSearch
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.dive import DiveSearch
from solvers.linear.search import HighsSearch, Style
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier by diving and neighbourhoods; for instances with blocks of complicating keys.

    The bound of a tier is its linear relaxation's. "Impossible" is confirmed by CP-SAT or by HiGHS without presolve.
    """
    opinions = (CpSatSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    return minimise_in_order(problem, limits, DiveSearch, opinions, hint=hint, stop=stop, listener=listener)
