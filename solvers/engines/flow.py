"""Flow: tiers in order, each a min-cost flow, where rows form a network; elsewhere the engine "core".

Wins where nothing but rooms and counts binds: TODO
"""

from collections.abc import Mapping

from solvers.compact import Compact, CompactAnswer
from solvers.engines.linear_tiers import minimise_and_tighten
from solvers.engines.protocol import Listener
from solvers.flow.search import flow_search
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier by flows; "impossible" confirmed as by the engine "highs"."""
    return minimise_and_tighten(problem, limits, flow_search, hint=hint, stop=stop, listener=listener)
