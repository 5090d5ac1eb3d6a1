"""Rivals `cpsat-whole` and `highs-whole`: one model with everything in it, tier after tier, in one solver.

What was done for them: the statement of `scheduler.planning.whole` with all that our own models know (venues alike are
counted, a club's sections are counted, the smallest load bounded by the mean), tiers in order with each tier's best
kept, and a legal answer handed from tier to tier. CP-SAT runs with one worker and full linearisation, of 1, 2 and 8
workers with and without it the best by far on two cores (12 classes, 30 s: places 1549, proven; with 8 workers 2786,
and without full linearisation 22678). HiGHS runs as the plain MIP with its default heuristics and cuts. Each tier but
the last may take half of the time that is left. What they do not get: stages, neighbourhoods, search by target, a first
draft.

Both win in the end: at 24 classes HiGHS proves the places after about half a minute, where our stages stop three points
short of it; both lose the first half minute.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from scheduler.domain.plan import Plan, TierName
from scheduler.planning.whole.reading import choices_of, plan_of
from solvers.answer import TierResult
from solvers.compact import Compact, Vector, compact, keyed
from solvers.cpsat.search import CpSatSearch, Style
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Budget, Offer, Search, Step
from solvers.linear.search import HighsSearch
from solvers.stop import Limits, StopFlag
from tests.benchmarks.rivals.case import Course, School

NO_END = 1e9
"""Deterministic effort that is never spent: rivals are bounded by the clock."""
HALF = 0.5


def cpsat(problem: Compact) -> Search:
    """CP-SAT, one worker, full linearisation."""
    return CpSatSearch(problem, Style(single=True, full_linear=True))


def highs(problem: Compact) -> Search:
    """HiGHS as it comes."""
    return HighsSearch(problem)


def run_whole(make: Callable[[Compact], Search], school: School, seconds: float, seed: int, course: Course) -> None:
    """Ask one solver for the whole week. The seed is the solver's own, always the same."""
    del seed
    problem = compact(school.whole.instance)
    limits = Limits(effort=NO_END, seconds=max(1.0, seconds - course.seconds))
    answer = minimise_in_order(
        problem,
        limits,
        lambda rows: InTurn(make(rows), len(rows.costs)),
        (),
        hint={},
        stop=StopFlag(),
        listener=_Ear(school, course),
    )
    course.status, course.note = answer.status.value, answer.note
    if school.whole.exact:
        for tier in answer.tiers:
            name = TierName(tier.name)
            course.bounds[name] = tier.bound + school.given.get(name, 0)


class InTurn:
    """A search whose tiers share the clock: each but the last may take half of what is left."""

    def __init__(self, inner: Search, tiers: int) -> None:
        self._inner, self._last = inner, tiers - 1

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Minimise one tier within its share."""
        share = budget if tier == self._last else replace(budget, seconds=budget.seconds * HALF)
        return self._inner.minimise(tier, hint, share, offer, bounded)

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        self._inner.freeze(tier, value)


class _Ear:
    """Keeps every better answer until it is judged."""

    def __init__(self, school: School, course: Course) -> None:
        self._school, self._course = school, course

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better values."""
        del tier, costs
        self._course.add(partial(_plan, self._school, values.copy()))

    def bounded(self, tier: int, bound: int) -> None:
        """A better bound of the tier at work."""

    def settled(self, tier: int, result: TierResult) -> None:
        """A tier is done."""


def _plan(school: School, values: Vector) -> Plan:
    keys = keyed(school.whole.instance, values)
    return plan_of(school.problem, school.groups, choices_of(school.whole, keys))
