"""HiGHS behind the search plug: one MIP, one tier at a time, single-threaded and therefore repeatable."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Vector
from solvers.engines.best import Best, worth
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear import model as building

TOLERANCE = 1e-7
EFFORT_PER_CHECK = 1e-4
EFFORT_PER_CHECK_AND_NONZERO = 6e-6
"""HiGHS asks at fixed points of its search whether to go on; the questions are what effort is counted in."""
ABSOLUTE_GAP = 0.99
"""Costs are whole: a bound less than one below the value is already a proof."""

LIMIT_REACHED = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kIterationLimit,
)
READABLE = (*LIMIT_REACHED, highspy.HighsModelStatus.kOptimal)


@dataclass(frozen=True, slots=True)
class Style:
    """A configuration of HiGHS. Both are deterministic: one thread, and a fixed seed."""

    presolve: bool = True
    seed: int = 0


class HighsSearch:
    """The same MIP for every tier; objectives come and go, frozen tiers stay as rows."""

    def __init__(self, problem: Compact, style: Style | None = None) -> None:
        self._problem = problem
        self._checks = 0
        self._highs = building.fresh()
        _configure(self._highs, style or Style())
        building.load(self._highs, problem, whole=True)

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Solve the MIP without the hint, and if that proves nothing within half the effort, with it.

        A start makes HiGHS skip its opening heuristics: a poor one turned a proof in 0.3 s into none in 20 s.
        """
        building.set_objective(self._highs, self._problem, None if tier is None else self._problem.costs[tier])
        if not hint:
            return self._run(tier, {}, budget, None, offer, bounded)
        half, began, start = budget.half(), time.monotonic(), worth(self._problem, tier, hint)
        best = Best(self._problem, tier, offer)
        first = self._run(tier, {}, half, start, best.offer, bounded)
        if first.verdict is Verdict.IMPOSSIBLE or best.settled(first, budget.gap) or budget.stop.is_set():
            return first
        had = min((value for value in (start, best.value) if value is not None), default=None)
        second = self._run(tier, best.hint(hint), budget.rest(began), had, best.offer, bounded)
        return best.joined(first, second)

    @property
    def effort(self) -> float:
        """Effort spent so far."""
        return effort_of(self._checks, self._problem)

    def _run(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        start: int | None,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """`start`: the tier's value for values had before."""
        highs = self._highs
        highs.clearSolver()
        building.suggest(highs, hint)
        building.require(highs.setOptionValue("time_limit", budget.seconds), "option time_limit")
        building.require(highs.setOptionValue("mip_rel_gap", budget.gap), "option mip_rel_gap")
        ear = _Ear(self._problem, tier, offer, bounded, Meter(budget, start))
        building.require(highs.setCallback(ear, None), "setCallback")
        for kind in _Ear.KINDS:
            building.require(highs.startCallback(kind), "startCallback")
        began = time.monotonic()
        building.require(highs.run(), "run")
        self._checks += ear.checks
        if ear.error is not None:
            raise ear.error
        return _read(highs, tier, offer, _why(highs, budget, time.monotonic() - began, ear.ended))

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        building.cap(self._highs, self._problem.costs[tier], value)


class _Ear:
    """What HiGHS calls back: better solutions are handed on; the meter's word to end is passed down."""

    KINDS = (
        highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution,
        highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
    )

    def __init__(
        self, problem: Compact, tier: int | None, offer: Offer, bounded: Callable[[int], None], meter: Meter
    ) -> None:
        self._problem = problem
        self._cost = None if tier is None else problem.costs[tier]
        self._offer = offer
        self._bounded = bounded
        self._meter = meter
        self._bound = -math.inf
        self.checks = 0
        self.ended: Stop | None = None
        self.error: BaseException | None = None

    def __call__(self, kind: Any, message: str, heard: Any, reply: Any, data: Any) -> None:
        del message, data
        try:
            self._hear(kind, heard, reply)
        except BaseException as error:
            self.error = error
            reply.user_interrupt = True

    def _hear(self, kind: Any, heard: Any, reply: Any) -> None:
        if kind == self.KINDS[0]:
            values = _rounded(heard.mip_solution)
            if self._offer(values) and self._cost is not None:
                self._meter.reached(self._cost.of(values))
        else:
            self.checks += 1
            self._meter.spent = effort_of(self.checks, self._problem)
            self.ended = self._meter.ended()
            reply.user_interrupt = self.ended is not None
        if math.isfinite(heard.mip_dual_bound) and heard.mip_dual_bound > self._bound:
            self._bound = heard.mip_dual_bound
            self._bounded(whole_bound(self._bound))


def effort_of(checks: int, problem: Compact) -> float:
    """The effort after which a MIP of the problem has looked at its limits so many times."""
    return checks * (EFFORT_PER_CHECK + EFFORT_PER_CHECK_AND_NONZERO * len(problem.columns))


def whole_bound(bound: float) -> int:
    """The least whole number a cost with this lower bound can have, a double's rounding forgiven."""
    return math.ceil(bound - 1e-6 - 1e-9 * abs(bound))


def _configure(highs: highspy.Highs, style: Style) -> None:
    options: dict[str, Any] = {
        "threads": 1,
        "parallel": "off",
        "random_seed": style.seed,
        "presolve": "on" if style.presolve else "off",
        "mip_abs_gap": ABSOLUTE_GAP,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
    }
    for name, value in options.items():
        building.require(highs.setOptionValue(name, value), f"option {name}")


def _read(highs: highspy.Highs, tier: int | None, offer: Offer, ended: Stop) -> Step:
    """The only reader of a finished HiGHS. Values that do not survive rounding are not a solution."""
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Step(Verdict.IMPOSSIBLE, None, ended)
    if status not in READABLE:
        return Step(Verdict.UNKNOWN, None, ended)
    info = highs.getInfo()
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    found = feasible and offer(_rounded(highs.getSolution().col_value))
    bound = info.mip_dual_bound
    known = tier is not None and math.isfinite(bound)
    return Step(Verdict.FOUND if found else Verdict.UNKNOWN, whole_bound(bound) if known else None, ended)


def _why(highs: highspy.Highs, budget: Budget, seconds: float, asked: Stop | None) -> Stop:
    """`asked`: why it was told to end, None when it ended by itself."""
    if budget.stop.is_set():
        return Stop.INTERRUPTED
    timed_out = highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit or seconds >= budget.seconds
    return Stop.TIME if timed_out else asked or Stop.EFFORT


def _rounded(solution: Any) -> Vector:
    return np.rint(np.asarray(solution, dtype=np.float64)).astype(np.int64)
