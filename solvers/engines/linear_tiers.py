"""Tiers in order with HiGHS."""

from collections.abc import Mapping

from solvers.answer import Status
from solvers.compact import Compact, CompactAnswer
from solvers.cpsat.search import CpSatSearch
from solvers.engines.lexicographic import SearchMaker, finished, minimise_in_order
from solvers.engines.protocol import Listener
from solvers.linear.probe import ProbingSearch
from solvers.linear.search import HighsSearch, Style
from solvers.linear.tighten import tightened
from solvers.stop import Limits, StopFlag


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Minimise tier after tier with HiGHS, probing those that have a step; see `minimise_and_tighten`."""
    return minimise_and_tighten(problem, limits, ProbingSearch, hint=hint, stop=stop, listener=listener)


def minimise_and_tighten(
    problem: Compact,
    limits: Limits,
    make: SearchMaker,
    *,
    hint: Mapping[int, int],
    stop: StopFlag,
    listener: Listener,
) -> CompactAnswer:
    """Minimise tier after tier with a search that works by HiGHS.

    Quantities are tightened at the end when a tier was cut short. "Impossible" is confirmed by CP-SAT or
    by HiGHS without presolve and another seed.
    """
    opinions = (CpSatSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    answer = minimise_in_order(problem, limits, make, opinions, hint=hint, stop=stop, listener=listener)
    if answer.values is None or answer.status is Status.PROVEN:
        return answer
    values = tightened(problem, answer.values)
    return finished(problem, values, answer.tiers, limits.gap, answer.seconds, answer.first_seconds)
