"""How much work each stage gets, by effort. The numbers are measured (README, "How fast"), not theory."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.planning.outcome import Effort


@dataclass(frozen=True, slots=True)
class StageEffort:
    """Engine of a stage and its limits: deterministic effort a tier, wall seconds, relative gap a tier, workers."""

    engine: str
    effort: float
    seconds: float
    gap: float = 0.0
    workers: int = 8


EFFORTS: Mapping[Effort, Mapping[str, StageEffort]] = {
    Effort.DRAFT: {
        "groups": StageEffort("split", 10, 20),
        "offer": StageEffort("dive", 1, 20, gap=0.02),
        "seats": StageEffort("split", 5, 30),
        "sections": StageEffort("split", 2, 20),
        "staff": StageEffort("first", 1, 20),
    },
    Effort.QUICK: {
        "groups": StageEffort("split", 10, 20),
        "offer": StageEffort("dive", 5, 20, gap=0.02),
        "seats": StageEffort("split", 10, 30),
        "sections": StageEffort("split", 5, 20),
        "staff": StageEffort("highs", 3, 30, gap=0.02),
    },
    Effort.NORMAL: {
        "groups": StageEffort("split", 10, 20),
        "offer": StageEffort("dive", 8, 30, gap=0.005),
        "seats": StageEffort("split", 20, 60),
        "sections": StageEffort("split", 10, 20),
        "staff": StageEffort("highs", 4, 60, gap=0.005),
    },
    Effort.THOROUGH: {
        "groups": StageEffort("split", 30, 60),
        "offer": StageEffort("dive", 120, 300),
        "seats": StageEffort("split", 60, 300),
        "sections": StageEffort("split", 30, 60),
        "staff": StageEffort("highs", 60, 600),
    },
}
