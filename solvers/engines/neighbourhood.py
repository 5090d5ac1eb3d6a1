"""Neighbourhood: tiers in order by large neighbourhoods around one incumbent.

HiGHS has the whole for a sixth of the effort; then parts of it are freed, all else keeps its value, and each part
is a MIP of its own (Shaw, "Using constraint programming and local search methods to solve vehicle routing problems",
1998; Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods", 2005). Which choices are freed follows
keys and tags (solvers/families.py); kind, size and effort of the parts are learnt (Ropke and Pisinger, "An adaptive
large neighborhood search heuristic", 2006). The bound is that of the relaxation and of the search of the whole.

Wins where no search of the whole gets near: published rosters of 30 to 60 adults and four weeks in 60 s, instance 12:
4,120 (best known 4,040), "highs" 10,918, "cpsat" nothing. Loses where the whole is nearly solved and only its proof is
long: instance 6, 2,043 against 1,956 by "highs".
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
    """Minimise tier after tier: HiGHS on the whole for a share of the effort, then on part after part."""
    opinions = (HighsSearch, lambda rows: HighsSearch(rows, Style(presolve=False, seed=1)))
    return minimise_in_order(problem, limits, NeighbourhoodSearch, opinions, hint=hint, stop=stop, listener=listener)
