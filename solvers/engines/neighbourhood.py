"""Neighbourhood: tiers in order by large neighbourhoods around one incumbent.

Parts of the problem are freed, all else keeps its value, and each part is a MIP of its own (Shaw, "Using constraint
programming and local search methods to solve vehicle routing problems", 1998; Danna, Rothberg and Le Pape, "Exploring
relaxation induced neighborhoods", 2005). Which choices are freed follows keys and tags (solvers/families.py); kind,
size and effort of the parts are learnt (Ropke and Pisinger, "An adaptive large neighborhood search heuristic", 2006).

Where a few rows link blocks that would else be independent (solvers/columns: one adult's roster each), column
generation bounds the whole and dives for whole patterns, on one core, while the other goes on with parts; each hands
its incumbent to the other. Elsewhere HiGHS has the whole for a sixth of the effort, and its bound is kept.

Wins where no search of the whole gets near: published rosters of 20 to 60 adults and four weeks, in 60 s. Instance 7:
1,057 and bound 1,055 ("highs" 1,164 to 1,256 and 1,049), instance 8: 1,308 and 1,297 ("highs" 2,301, "cpsat" 3,374).
Loses where the whole is small enough to be proven at once, and above 12,000 columns, where there is no time for
patterns: instance 12, 4,406 and bound 3,628 (best known 4,040).
"""

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
    """Minimise tier after tier: bound the whole, then free part after part of it."""
    opinions = (HighsSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    return minimise_in_order(problem, limits, NeighbourhoodSearch, opinions, hint=hint, stop=stop, listener=listener)
