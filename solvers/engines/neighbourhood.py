"""Tiers in order by large neighbourhoods."""

from collections.abc import Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.search import HighsSearch, Style
from solvers.neighbourhood.search import NeighbourhoodSearch
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier: HiGHS on the whole for a share of the effort, then on part after part."""
    opinions = (HighsSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    return minimise_in_order(problem, limits, NeighbourhoodSearch, opinions, hint=hint, stop=stop, listener=listener)
