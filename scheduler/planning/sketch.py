"""Sketches: a week planned for its shortage alone, to see quickly whether it works out, and what it still lacks."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.desk import Desk, Solved, Standing
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.run import one_pass
from solvers.rows import Key
from solvers.stop import StopFlag
from solvers.worker import Worker

NOTHING: Mapping[str, Solved] = MappingProxyType({})


@dataclass(frozen=True)
class Sketch:
    """A week planned for its shortage alone: what came of it, and what every stage was asked and answered."""

    problem: Problem
    outcome: Outcome
    stages: Mapping[str, Solved]

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
    like: Mapping[str, Solved] = NOTHING,
    stop: StopFlag | None = None,
) -> Sketch:
    """Plan the week of a problem for its shortage alone, by the ordinary stages, and have it judged.

    `like`: the stages of a sketch of nearly the same school; their answers are taken over where they keep every row of
    this one and leave nothing short. The shortage of each stage is least for what the stages before it settled.
    """
    seeds: Mapping[str, Mapping[Key, int]] = {stage: solved.values for stage, solved in like.items()}
    deadline = time.monotonic() + seconds
    desk = Desk(problem, Effort.SKETCH, worker, stop or StopFlag(), deadline, None, Standing(), seeds=seeds)
    return Sketch(problem, one_pass(desk, {}), dict(desk.solved))
