"""Rivals `cpsat-whole` and `highs-whole`: one model with everything in it, tier after tier, in one solver.

What was done for them: the statement of `monolith` with all that our own models know (venues alike are counted, a
club's sections are counted, the load bounded by its mean, even load searched by target) and the same lexicographic loop
as our engines. CP-SAT runs with 8 workers, as its documentation advises, HiGHS with its own choice of algorithm.
What they do not get: stages, neighbourhoods, a first draft.
"""

from functools import partial

from scheduler.domain.plan import TierName
from solvers.answer import TierResult
from solvers.compact import Compact, Vector, compact, keyed
from solvers.engines.registry import column_engine
from solvers.stop import Limits, StopFlag
from tests.benchmarks.rivals.case import Course, School
from tests.benchmarks.rivals.choices import choices_of, plan_of

WORKERS = 8
A_TIER = 0.25
"""Units of deterministic effort a tier gets for each second of the whole run; the first tier gets twelve times that."""


def run_whole(engine: str, school: School, seconds: float, seed: int, course: Course) -> None:
    """Ask an engine of the book for the whole week. The seed is the engine's own, always the same."""
    del seed
    problem = compact(school.whole.instance)
    ear = _Ear(school, problem, course)
    limits = Limits(effort=seconds * A_TIER, seconds=max(1.0, seconds - course.seconds), workers=WORKERS)
    answer = column_engine(engine)(problem, limits, hint={}, stop=StopFlag(), listener=ear)
    course.status, course.note = answer.status.value, answer.note
    if school.whole.exact:
        course.bounds.update({TierName(t.name): t.bound for t in answer.tiers})


class _Ear:
    """Keeps every better answer until it is judged."""

    def __init__(self, school: School, problem: Compact, course: Course) -> None:
        self._school, self._problem, self._course = school, problem, course

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better values."""
        del tier, costs
        self._course.add(partial(_plan, self._school, values.copy()))

    def bounded(self, tier: int, bound: int) -> None:
        """A better bound of the tier at work."""

    def settled(self, tier: int, result: TierResult) -> None:
        """A tier is done."""


def _plan(school: School, values: Vector):
    keys = keyed(school.whole.instance, values)
    return plan_of(school.problem, school.groups, choices_of(school.whole, keys))
