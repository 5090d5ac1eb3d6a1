"""Tiers in order: minimise one, freeze it at the value reached, go on. The same loop for every solver."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from solvers.answer import Status, Stop, TierResult
from solvers.compact import Compact, CompactAnswer, Vector
from solvers.engines.best import started
from solvers.engines.protocol import Budget, Listener, Search, Step, Verdict
from solvers.stop import Limits, StopFlag

SearchMaker = Callable[[Compact], Search]


@dataclass
class Course:
    """One call's clock and incumbent. The incumbent lives outside any solver and only ever gets better."""

    problem: Compact
    limits: Limits
    stop: StopFlag
    listener: Listener
    began: float = field(default_factory=time.monotonic)
    tier: int = 0
    values: Vector | None = None
    costs: tuple[int, ...] = ()
    told: tuple[int, ...] | None = None
    first_seconds: float | None = None

    @property
    def seconds(self) -> float:
        """Wall clock since the call."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Wall clock still allowed, never below zero."""
        return max(0.0, self.limits.seconds - self.seconds)

    def offer(self, values: Vector, *, passing: bool = False) -> bool:
        """Keep values if they are legal and better, tier by tier; False when they break a row.

        Values in passing are told like others but not kept: the answer must not depend on which of them were seen.
        """
        if not self.problem.legal(values):
            return False
        costs = self.problem.costs_of(values)
        if not passing and (self.values is None or costs < self.costs):
            self.values, self.costs = values.copy(), costs
        if self.told is None or costs < self.told:
            self.told = costs
            if self.first_seconds is None:
                self.first_seconds = self.seconds
            self.listener.found(self.tier, values.copy(), costs)
        return True

    def budget(self) -> Budget:
        """What the next step may use."""
        share, limits = self.problem.costs[self.tier].share if self.problem.costs else 1, self.limits
        left = max(self.left, 0.001)
        return Budget(limits.effort, left, limits.gap, limits.workers, self.stop, limits.stall).part(share)

    def incumbent(self) -> dict[int, int]:
        """The best values so far as a full hint; empty when there are none."""
        return {} if self.values is None else dict(enumerate(self.values.tolist()))

    def cut_short(self) -> Stop | None:
        """Why no further step may start, if so."""
        if self.stop.is_set():
            return Stop.INTERRUPTED
        return Stop.TIME if self.left <= 0 else None


def minimise_in_order(
    problem: Compact,
    limits: Limits,
    make: SearchMaker,
    second_opinions: Sequence[SearchMaker],
    *,
    hint: Mapping[int, int],
    stop: StopFlag,
    listener: Listener,
) -> CompactAnswer:
    """Answer a problem with the search that `make` builds.

    A legal full hint is the incumbent from the start. "Impossible" is reported only when a second opinion
    agrees; when one finds values instead, they are used. With neither, NO_ANSWER comes back.
    """
    course = Course(problem, limits, stop, listener)
    if problem.hopeless():
        return _empty(course, Status.IMPOSSIBLE)
    start = started(problem, hint)  # there is one, too, when there is nothing to decide
    if start is not None:
        course.offer(start)
    search = make(problem)
    step = _opening(course, search, hint)
    if course.values is None and step.verdict is Verdict.IMPOSSIBLE:
        step = _second_opinion(course, second_opinions)
    if course.values is None:
        return _empty(course, Status.IMPOSSIBLE if step.verdict is Verdict.IMPOSSIBLE else Status.NO_ANSWER)
    results = []
    for tier in range(len(problem.costs)):
        course.tier = tier
        results.append(_settle(course, search, step if tier == 0 else None))
        listener.settled(tier, results[-1])
    return finished(problem, course.values, results, limits.gap, course.seconds, course.first_seconds)


def finished(
    problem: Compact,
    values: Vector,
    results: Sequence[TierResult],
    gap: float,
    seconds: float,
    first_seconds: float | None,
) -> CompactAnswer:
    """An answer with tiers counted from the final values: work on a later tier may improve an earlier one."""
    tiers = tuple(
        judged(result.name, value, result.bound, gap, result.stop, result.seconds)
        for result, value in zip(results, problem.costs_of(values), strict=True)
    )
    settled = all(result.stop in (Stop.PROVEN, Stop.GAP) for result in tiers)
    status = Status.PROVEN if settled else Status.FEASIBLE
    return CompactAnswer(status, values, tiers, seconds, first_seconds)


def judged(name: str, value: int, bound: int, gap: float, ended: Stop, seconds: float) -> TierResult:
    """A tier's result whose stop says PROVEN or GAP only when value and bound themselves say so."""
    result = TierResult(name, value, bound, ended, seconds)
    if bound >= value:
        return replace(result, stop=Stop.PROVEN)
    if result.gap <= gap:
        return replace(result, stop=Stop.GAP)
    return replace(result, stop=Stop.EFFORT) if ended in (Stop.PROVEN, Stop.GAP) else result


def _opening(course: Course, search: Search, hint: Mapping[int, int]) -> Step:
    """The first tier, or the rows alone when there is none; it settles whether there are values at all."""
    done = course.values is not None and course.costs[:1] == course.problem.plain_bounds[:1]
    if done:
        return Step(Verdict.FOUND, None, Stop.PROVEN)
    return _minimise(course, search, 0 if course.problem.costs else None, hint)


def _second_opinion(course: Course, makers: Sequence[SearchMaker]) -> Step:
    """Ask other configurations until one agrees that there is nothing, or finds values."""
    step = Step(Verdict.UNKNOWN, None, Stop.EFFORT)
    for make in makers:
        if course.values is not None or step.verdict is Verdict.IMPOSSIBLE or course.cut_short():
            break
        step = _minimise(course, make(course.problem), None, {})
    return step


def _settle(course: Course, search: Search, step: Step | None) -> TierResult:
    """Minimise the tier at hand (unless `step` says how that went), then freeze it."""
    began = course.began if step is not None else time.monotonic()
    least = course.problem.plain_bounds[course.tier]
    cut = course.cut_short()
    if step is None and course.costs[course.tier] > least and cut is None:
        step = _minimise(course, search, course.tier, course.incumbent())
    ended = step.ended if step is not None else cut or Stop.PROVEN
    value = course.costs[course.tier]
    bound = max(least, _credible(step, value, least))
    search.freeze(course.tier, value)
    name = course.problem.costs[course.tier].name
    return judged(name, value, bound, course.limits.gap, ended, time.monotonic() - began)


def _credible(step: Step | None, value: int, otherwise: int) -> int:
    """The step's bound, unless legal values refute it."""
    if step is None or step.bound is None or step.bound > value:
        return otherwise
    return step.bound


def _minimise(course: Course, search: Search, tier: int | None, hint: Mapping[int, int]) -> Step:
    def bounded(bound: int) -> None:
        if tier is not None:
            course.listener.bounded(tier, bound)

    return search.minimise(tier, hint, course.budget(), course.offer, bounded)


def _empty(course: Course, status: Status) -> CompactAnswer:
    return CompactAnswer(status, None, (), course.seconds, None)
