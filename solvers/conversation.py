"""One job talked through with the solving process, and what is saved from it when the process fails."""

import time
from dataclasses import dataclass, field, replace

from solvers.answer import EngineError, Status, Stop, TierResult
from solvers.compact import CompactAnswer, Vector
from solvers.engines.best import started
from solvers.engines.calling import Watching
from solvers.engines.lexicographic import finished
from solvers.engines.vetting import are_values, fault_of
from solvers.process import ChildProcess
from solvers.stop import StopFlag
from solvers.wire import Bounded, Done, Failed, Found, Halt, Job, Ready, Reply, Settled

STARTING = 60.0
"""Seconds a child may take to load its libraries; not counted in any limit."""
HALTING = 0.8
"""Seconds a child has to hand over after it was asked to stop."""


@dataclass
class Conversation:
    """Sends a job, listens, and gives up when the child is gone, late or deaf."""

    child: ChildProcess
    job: Job
    stop: StopFlag
    watching: Watching
    began: float = field(default_factory=time.monotonic)
    halted: float | None = None
    values: Vector | None = None
    known: tuple[int, ...] | None = None
    first_seconds: float | None = None
    bounds: dict[int, int] = field(default_factory=dict)
    settled: dict[int, TierResult] = field(default_factory=dict)

    def hold(self) -> CompactAnswer:
        """The child's answer, or what can be saved. Raises EngineError when the engine itself failed without values."""
        self._start_from_hint()
        saved = self._await_ready()
        if saved is not None:
            return saved
        self.began = self.watching.began = time.monotonic()
        self.child.send(self.job)
        while True:
            came, reply = self.child.next()
            if came and reply is None:
                return self._lost()
            if isinstance(reply, Done) and reply.number == self.job.number:
                return self._weighed(reply.answer)
            if isinstance(reply, Failed) and reply.number == self.job.number:
                return self._failed(reply.text)
            if reply is not None:
                self._hear(reply)
            saved = self._out_of_patience()
            if saved is not None:
                return saved

    def _await_ready(self) -> CompactAnswer | None:
        """Wait until the child has loaded; an answer when that did not happen."""
        while not self.child.ready:
            came, reply = self.child.next()
            if came and reply is None and self.values is None:
                raise EngineError(f"No engine could be loaded: {self.child.obituary()}")
            if came and reply is None:
                return self._lost()
            self.child.ready = isinstance(reply, Ready)
            if self.stop.is_set():
                return self._saved(Stop.INTERRUPTED, "stopped before the solving process had started")
            if time.monotonic() - self.began > STARTING:
                return self._given_up(Stop.TIME, f"the solving process did not start within {STARTING:g} s")
        return None

    def _out_of_patience(self) -> CompactAnswer | None:
        now, seconds = time.monotonic(), self.job.limits.seconds
        if self.stop.is_set() and self.halted is None:
            self.halted = now
            self.child.send(Halt(self.job.number))
        if self.halted is not None and now - self.halted > HALTING:
            return self._given_up(Stop.INTERRUPTED, "the solving process did not stop when asked and was ended")
        if now - self.began > seconds + max(1.0, 0.05 * seconds):
            return self._given_up(Stop.TIME, "the solving process ran past its time and was ended")
        return None

    def _hear(self, reply: Reply) -> None:
        """Take news of this job in; what is no news, or of no tier, is not heard."""
        tiers = len(self.job.problem.costs)
        if reply.number != self.job.number or getattr(reply, "tier", 0) not in range(max(1, tiers)):
            return
        if isinstance(reply, Found):
            if self._keep(reply.values):
                self.watching.found(reply.tier, reply.values, self.job.problem.costs_of(reply.values))
        elif isinstance(reply, Bounded) and isinstance(reply.bound, int):
            self.bounds[reply.tier] = max(reply.bound, self.bounds.get(reply.tier, reply.bound))
            self.watching.bounded(reply.tier, reply.bound)
        elif isinstance(reply, Settled) and isinstance(reply.result, TierResult):
            self.settled[reply.tier] = reply.result
            self.watching.settled(reply.tier, reply.result)

    def _start_from_hint(self) -> None:
        self.values = started(self.job.problem, self.job.hint)
        if self.values is not None:
            self.known, self.first_seconds = self.job.problem.costs_of(self.values), 0.0

    def _keep(self, values: Vector) -> bool:
        """Keep the best values there are for the day the child is lost; False when they break a row or are none."""
        problem = self.job.problem
        if not are_values(problem, values) or not problem.legal(values):
            return False
        if self.values is None or problem.costs_of(values) < problem.costs_of(self.values):
            self.values = values
            if self.first_seconds is None:
                self.first_seconds = time.monotonic() - self.began
        return True

    def _weighed(self, answer: CompactAnswer) -> CompactAnswer:
        """The answer, if it holds up; otherwise the best values that do.

        It may be worse than values told in passing, but not than the start, nor nothing where there were any.
        """
        problem, known = self.job.problem, self.known
        if self.values is not None and getattr(answer, "values", None) is None:
            known = problem.costs_of(self.values)
        fault = fault_of(problem, answer, self.job.limits.gap, known)
        if not fault:
            return answer
        if self.values is None:
            raise EngineError(f"{self.job.engine} {fault}")
        return self._saved(Stop.INTERRUPTED, f"{self.job.engine} {fault}")

    def _failed(self, text: str) -> CompactAnswer:
        if self.values is None:
            raise EngineError(f"{self.job.engine} failed: {text}")
        return self._saved(Stop.INTERRUPTED, f"the engine failed: {text.strip().splitlines()[-1]}")

    def _lost(self) -> CompactAnswer:
        note = self.child.obituary()
        return self._given_up(Stop.INTERRUPTED, note)

    def _given_up(self, ended: Stop, note: str) -> CompactAnswer:
        self.child.end()
        return self._saved(ended, note)

    def _saved(self, ended: Stop, note: str) -> CompactAnswer:
        problem, seconds = self.job.problem, time.monotonic() - self.began
        if self.values is None:
            return CompactAnswer(Status.NO_ANSWER, None, (), seconds, None, note)
        costs = problem.costs_of(self.values)
        results = [self._result(tier, value, ended) for tier, value in enumerate(costs)]
        answer = finished(problem, self.values, results, self.job.limits.gap, seconds, self.first_seconds)
        return replace(answer, note=note)

    def _result(self, tier: int, value: int, ended: Stop) -> TierResult:
        """What was last said of a tier, as far as the value does not refute it."""
        said, least = self.settled.get(tier), self.job.problem.plain_bounds[tier]
        heard = [self.bounds.get(tier, least), least if said is None else said.bound]
        bound = max([least, *(bound for bound in heard if isinstance(bound, int) and bound <= value)])
        said = said or TierResult(self.job.problem.costs[tier].name, value, bound, ended, 0.0)
        return replace(said, value=value, bound=bound)
