"""From an engine over columns to an engine over keys, in this very process."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from solvers.answer import Answer, EngineError, Status, TierResult, recount
from solvers.compact import CompactAnswer, Vector, columns_of, compact, keyed
from solvers.engines.best import started
from solvers.engines.protocol import ColumnEngine
from solvers.engines.vetting import fault_of
from solvers.instance import Instance
from solvers.rows import Key
from solvers.stop import Limits, Progress, StopFlag, Watch


@dataclass
class Watching:
    """Turns what an engine reports into Progress for a watcher.

    A bound never falls back, though a later search may start from a lower one; a bound above values that are there is
    no bound, and is not told.
    """

    names: tuple[str, ...]
    watch: Watch | None
    began: float = field(default_factory=time.monotonic)
    value: dict[int, int] = field(default_factory=dict)
    bound: dict[int, int] = field(default_factory=dict)

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better values: every tier has a new value."""
        del values
        self.value = dict(enumerate(costs))
        self._tell(tier)

    def bounded(self, tier: int, bound: int) -> None:
        """A bound for the tier at work; news only if it is a better one."""
        value, known = self.value.get(tier), self.bound.get(tier)
        if (value is None or bound <= value) and (known is None or bound > known):
            self.bound[tier] = bound
            self._tell(tier)

    def settled(self, tier: int, result: TierResult) -> None:
        """A tier is done."""
        self.value[tier], self.bound[tier] = result.value, max(result.bound, self.bound.get(tier, result.bound))
        self._tell(tier)

    def _tell(self, tier: int) -> None:
        if self.watch is not None:
            name = self.names[tier] if self.names else ""
            seconds = time.monotonic() - self.began
            self.watch(Progress(name, self.value.get(tier), self.bound.get(tier), seconds))


@dataclass(frozen=True)
class InProcess:
    """An Engine that runs a ColumnEngine right here; the worker runs the same one in a child process."""

    name: str
    engine: ColumnEngine

    def __call__(
        self,
        instance: Instance,
        limits: Limits,
        *,
        hint: Mapping[Key, int] | None = None,
        stop: StopFlag | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """The best answer found; never worse than a legal hint. Raises InstanceError, EngineError."""
        problem, columns = compact(instance), columns_of(instance, hint or {})
        watching = Watching(tuple(tier.name for tier in instance.tiers), watch)
        answer = self.engine(problem, limits, hint=columns, stop=stop or StopFlag(), listener=watching)
        start = started(problem, columns)
        fault = fault_of(problem, answer, limits.gap, None if start is None else problem.costs_of(start))
        if fault:
            raise EngineError(f"{self.name} {fault}")
        return checked(instance, answer, self.name)


def checked(instance: Instance, answer: CompactAnswer, engine: str) -> Answer:
    """The answer by keys, recounted from the instance. Raises EngineError when the recount disagrees."""
    values = {} if answer.values is None else keyed(instance, answer.values)
    if answer.values is not None:
        verdict = recount(instance, values)
        if verdict.broken:
            raise EngineError(f"{engine} broke {len(verdict.broken)} rows, first {verdict.broken[0]!r}")
        if verdict.tiers != tuple(result.value for result in answer.tiers):
            raise EngineError(f"{engine} reported {answer.tiers!r}, the recount says {verdict.tiers!r}")
    elif answer.status in (Status.PROVEN, Status.FEASIBLE):
        raise EngineError(f"{engine} reported {answer.status} without values")
    return Answer(answer.status, values, answer.tiers, engine, answer.seconds, answer.first_seconds, answer.note)
