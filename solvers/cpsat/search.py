"""CP-SAT behind the search plug: one model, one tier at a time, stopped from outside, read in one place."""

import math
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from solvers.answer import EngineError, Stop
from solvers.compact import Compact, Vector
from solvers.cpsat import model as building
from solvers.engines.best import Best, worth
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.stop import StopFlag

SEED = 20210823
POLL = 0.02
FIRST_LOOK = 0.5
"""Effort of the one worker that looks before several do."""


@dataclass(frozen=True, slots=True)
class Style:
    """A configuration of CP-SAT. The default is deterministic for any number of cores."""

    presolve: bool = True
    single: bool = False
    full_linear: bool = False
    seed: int = SEED


PLAIN = Style(presolve=False, single=True, seed=SEED + 1)
"""As far from the default as it gets: a second opinion on "impossible"."""


class CpSatSearch:
    """The same instance for every tier; objectives come and go, frozen tiers stay as rows."""

    def __init__(self, problem: Compact, style: Style | None = None) -> None:
        self._problem = problem
        self._style = style or Style()
        self._model = building.build(problem)
        fault = self._model.validate()
        if fault:
            raise EngineError(f"CP-SAT refuses the model: {fault}")

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """Solve in a thread of its own so that a raised flag is obeyed within milliseconds.

        Without values to start from one worker looks first: interleaved ones abort the process when the rows turn out
        impossible while they load (9.15).
        """
        began = time.monotonic()
        if not self._style.single and len(hint) < self._problem.width:
            style = replace(self._style, single=True)
            look = replace(budget, effort=min(FIRST_LOOK, budget.effort))
            if self._run(style, None, {}, look, offer, lambda bound: None).verdict is Verdict.IMPOSSIBLE:
                return Step(Verdict.IMPOSSIBLE, None, _why(budget, time.monotonic() - began))
        rest = budget.left(began)
        if budget.stall is None or tier is None:
            return self._run(self._style, tier, hint, rest, offer, bounded)
        return self._in_slices(tier, hint, rest, offer, bounded)

    def _in_slices(
        self, tier: int, hint: Mapping[int, int], budget: Budget, offer: Offer, bounded: Callable[[int], None]
    ) -> Step:
        """Slices of as much effort as may pass without progress, each from the best so far, once there are values.

        CP-SAT tells nobody its effort while it works; a slice that brings nothing is a stall, whoever was faster.
        """
        assert budget.stall is not None
        best, start = Best(self._problem, tier, offer), worth(self._problem, tier, hint)
        meter = Meter(budget, start)
        if start is None:
            step = self._run(self._style, None, hint, budget, best.offer, bounded)
            if step.verdict is not Verdict.FOUND:
                return step
        step = Step(Verdict.UNKNOWN, None, Stop.EFFORT)
        while meter.spent < budget.effort and meter.ended() is None:
            effort = min(budget.stall, budget.effort - meter.spent)
            part = replace(budget, effort=effort, seconds=meter.left)
            step = best.joined(step, self._run(self._style, tier, best.hint(hint), part, best.offer, bounded))
            meter.spend(effort)
            if step.verdict is Verdict.IMPOSSIBLE or best.settled(step, budget.gap):
                return step
            if best.value is not None:
                meter.reached(best.value)
        return replace(step, ended=meter.ended() or Stop.EFFORT)

    def _run(
        self,
        style: Style,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        building.set_objective(self._model, None if tier is None else self._problem.costs[tier])
        building.set_hint(self._model, hint)
        solver = cp_model.CpSolver()
        _configure(solver, style, budget)
        solver.best_bound_callback = lambda bound: bounded(whole_bound(bound))
        began = time.monotonic()
        _solve(solver, self._model, offer, budget.stop)
        return _read(solver, tier, offer, _why(budget, time.monotonic() - began))

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value."""
        building.cap(self._model, self._problem.costs[tier], value)


class _Incumbents(cp_model.CpSolverSolutionCallback):
    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def on_solution_callback(self) -> None:
        """In passing: which solutions parallel workers call out on the way depends on who is faster."""
        if not self._offer(_vector(self.response_proto.solution), passing=True):
            raise EngineError("CP-SAT called values that break a row a solution")


def whole_bound(bound: float) -> int:
    """The least whole number a cost with this lower bound can have; costs are sums of whole numbers."""
    return math.ceil(bound - 1e-3)


def _configure(solver: cp_model.CpSolver, style: Style, budget: Budget) -> None:
    parameters = solver.parameters
    parameters.catch_sigint_signal = False
    parameters.random_seed = style.seed
    parameters.cp_model_presolve = style.presolve
    parameters.max_deterministic_time = budget.effort
    parameters.max_time_in_seconds = budget.seconds
    parameters.relative_gap_limit = budget.gap
    parameters.num_workers = 1 if style.single else budget.workers
    if style.full_linear:
        parameters.linearization_level = 2
    if not style.single:
        parameters.interleave_search = True
        parameters.interleave_batch_size = 16


def _solve(solver: cp_model.CpSolver, model: cp_model.CpModel, offer: Offer, stop: StopFlag) -> None:
    raised: list[BaseException] = []

    def work() -> None:
        try:
            solver.solve(model, _Incumbents(offer))
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL)
        if stop.is_set():
            solver.stop_search()
    if raised:
        raise raised[0]


def _read(solver: cp_model.CpSolver, tier: int | None, offer: Offer, ended: Stop) -> Step:
    """The only reader of a finished CP-SAT: after INFEASIBLE or UNKNOWN its numbers mean nothing."""
    response = solver.response_proto
    if response.status == cp_model.MODEL_INVALID:
        raise EngineError("CP-SAT refuses the model")
    if response.status == cp_model.INFEASIBLE:
        return Step(Verdict.IMPOSSIBLE, None, ended)
    if response.status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Step(Verdict.UNKNOWN, None, ended)
    if not offer(_vector(response.solution)):
        raise EngineError("CP-SAT called values that break a row a solution")
    bound = None if tier is None else whole_bound(response.best_objective_bound)
    return Step(Verdict.FOUND, bound, ended)


def _why(budget: Budget, seconds: float) -> Stop:
    if budget.stop.is_set():
        return Stop.INTERRUPTED
    return Stop.TIME if seconds >= budget.seconds else Stop.EFFORT


def _vector(solution: Iterable[int]) -> Vector:
    return np.array(list(solution), dtype=np.int64)
