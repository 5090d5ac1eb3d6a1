"""Core: tiers in order, each by its linear relaxation and a MIP over the columns that leaves open.

Wins where the relaxation is nearly whole. Seats of a generated school of 2,880 pupils: proven in 2 s, where "highs"
takes 17 s, most of it to find that nobody is short. Loses where the relaxation is weak: it is then solved twice, once
here and once inside the MIP.
"""

from collections.abc import Mapping

from solvers.answer import Status
from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import CpSatSearch
from solvers.engines.lexicographic import finished, minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.core import CoreSearch
from solvers.linear.search import HighsSearch, Style
from solvers.linear.tighten import tightened
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier over the core.

    Quantities are tightened at the end when a tier was cut short. "Impossible" is confirmed by CP-SAT or by HiGHS
    without presolve and another seed.
    """
    opinions = (CpSatSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    answer = minimise_in_order(problem, limits, CoreSearch, opinions, hint=hint, stop=stop, listener=listener)
    if answer.values is None or answer.status is Status.PROVEN:
        return answer
    values = tightened(problem, answer.values)
    return finished(problem, values, answer.tiers, limits.gap, answer.seconds, answer.first_seconds)
