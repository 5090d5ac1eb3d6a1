"""How much work each stage gets, by effort. The numbers are measured (README, "How fast"), not theory."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt

from scheduler.planning.outcome import Effort

ORDINARY = 5000
"""Columns of the staff stage at 24 classes, where the efforts were measured."""


@dataclass(frozen=True, slots=True)
class StageEffort:
    """Engine of a stage and its limits: deterministic effort a tier, wall seconds, relative gap a tier, workers.

    The effort is meant for a stage of ORDINARY columns at most; see `sized`.
    """

    engine: str
    effort: float
    seconds: float
    gap: float = 0.0
    workers: int = 8

    def sized(self, columns: int) -> "StageEffort":
        """The same for a stage of so many columns: beyond ORDINARY the effort grows with the root of the size.

        Effort counts work, and one look at a large stage takes more of it: without this a school of 96 classes ends
        its later tiers before their first bound.
        """
        return replace(self, effort=self.effort * max(1.0, sqrt(columns / ORDINARY)))


EFFORTS: Mapping[Effort, Mapping[str, StageEffort]] = {
    Effort.SKETCH: {
        "groups": StageEffort("split", 5, 20),
        "offer": StageEffort("ready", 0.1, 40),
        "seats": StageEffort("split", 5, 20),
        "sections": StageEffort("split", 2, 20),
        "staff": StageEffort("first", 1, 20),
    },
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
        "staff": StageEffort("even", 3, 30, gap=0.02),
        "whole": StageEffort("even", 1, 20),
    },
    Effort.NORMAL: {
        "groups": StageEffort("split", 10, 20),
        "offer": StageEffort("dive", 8, 30, gap=0.005),
        "seats": StageEffort("split", 20, 60),
        "sections": StageEffort("split", 10, 20),
        "staff": StageEffort("even", 8, 60, gap=0.002),
        "whole": StageEffort("even", 4, 30),
    },
    Effort.THOROUGH: {
        "groups": StageEffort("split", 30, 60),
        "offer": StageEffort("dive", 120, 300),
        "seats": StageEffort("split", 60, 300),
        "sections": StageEffort("split", 30, 60),
        "staff": StageEffort("even", 60, 600),
        "whole": StageEffort("even", 60, 300),
    },
}
