"""The one list of rivals."""

from collections.abc import Mapping
from functools import partial

from tests.benchmarks.rivals.case import Rival
from tests.benchmarks.rivals.fet import run_fet
from tests.benchmarks.rivals.hand import run_hand
from tests.benchmarks.rivals.minizinc import CP, MIP, run_minizinc
from tests.benchmarks.rivals.own import run_own
from tests.benchmarks.rivals.timefold import run_timefold
from tests.benchmarks.rivals.whole import cpsat, highs, run_whole

OWN = "afterschool"
RIVALS: Mapping[str, Rival] = {
    OWN: run_own,
    "cpsat-whole": partial(run_whole, cpsat),
    "highs-whole": partial(run_whole, highs),
    "minizinc-cp": partial(run_minizinc, CP),
    "minizinc-mip": partial(run_minizinc, MIP),
    "timefold": run_timefold,
    "fet": run_fet,
    "hand": run_hand,
}
"""Name -> how it plans a school."""
