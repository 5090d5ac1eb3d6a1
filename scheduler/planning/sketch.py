"""Sketches: a week planned for its shortage alone, to see quickly whether it works out, and what it still lacks."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Solved, Standing, Variant
from scheduler.planning.desk import Desk
from scheduler.planning.outcome import Effort, Outcome, Verdict
from scheduler.planning.run import one_pass
from solvers.rows import Key
from solvers.stop import StopFlag
from solvers.worker import Worker

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Sketch:
    """A week planned for its shortage alone: what came of it, and what every stage was asked and answered."""

    problem: Problem
    outcome: Outcome
    stages: Mapping[str, Solved]

    @property
    def values(self) -> Mapping[str, Mapping[Key, int]]:
        """Every stage's answer by key."""
        return {stage: solved.values for stage, solved in self.stages.items()}

    @property
    def whole(self) -> bool:
        """Whether the judge finds nothing short, and no clause broken."""
        return self.outcome.verdict is Verdict.WHOLE

    @property
    def shortage(self) -> int | None:
        """The judge's count of tier shortage; None when there is no plan."""
        judged = self.outcome.audit
        return None if judged is None else judged.value[TierName.SHORTAGE]


def sketch(
    problem: Problem,
    worker: Worker,
    *,
    seconds: float,
    like: Mapping[str, Mapping[Key, int]] = NOTHING,
    given: Mapping[str, Solved] = NOTHING,
    stop: StopFlag | None = None,
) -> Sketch:
    """Plan the week of a problem for its shortage alone, by the ordinary stages, and have it judged.

    `like`: values by stage of a sketch of nearly the same school, taken over where they keep every row of this one and
    leave nothing short. `given`: stages of such a sketch that are not even asked again where the stages before them
    settle the same; whether they suit this school the judge alone says, who looks at nothing but school and plan.
    Otherwise the shortage of each stage is least for what the stages before it settled.
    """
    deadline = time.monotonic() + seconds
    flag, beside = stop or StopFlag(), Variant(given=given)
    desk = Desk(problem, Effort.SKETCH, worker, flag, deadline, None, Standing(), variant=beside, seeds=like)
    return Sketch(problem, one_pass(desk, {}), dict(desk.solved))
