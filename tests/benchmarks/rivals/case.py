"""The school every rival gets, and what a run comes to before the judge."""

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from scheduler.clauses.book import BOOK
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.lift import placed_groups
from scheduler.planning.placing import group_space
from scheduler.planning.staffing import PlacedGroup
from scheduler.planning.whole.statement import Whole, whole_week
from solvers.engines.registry import ENGINES
from solvers.stop import Limits

WINTER = date(2026, 12, 7)
GROUPS = Limits(effort=60, seconds=60)


@dataclass(frozen=True)
class Case:
    """A generated school's week: which one it is."""

    like: str
    classes: int | None
    seed: int

    @property
    def name(self) -> str:
        """As in the other benchmarks."""
        return f"{self.like}-{self.classes}-s{self.seed}"

    def school(self) -> "School":
        """Generate and read it, and settle the groups of its class-based periods."""
        with tempfile.TemporaryDirectory() as scratch:
            generate_school(Path(scratch), like=self.like, classes=self.classes, seed=self.seed)
            problem = load_school(Path(scratch), week=WINTER, mode=Mode.ROSTER).problem
        return School.of(problem)


@dataclass(frozen=True)
class School:
    """A week to plan, its class-based groups given."""

    problem: Problem
    groups: tuple[PlacedGroup, ...]
    given: Mapping[TierName, int]
    """What the groups cost in each tier; no rival can change it."""

    @staticmethod
    def of(problem: Problem) -> "School":
        """The groups by the stage of planning that settles them, proven best within its limits."""
        instance = compile_space(group_space(problem), BOOK, STAGE_TIERS["groups"])
        answer = ENGINES["split"]()(instance, GROUPS)
        given = {TierName(tier.name): tier.value for tier in answer.tiers}
        return School(problem, placed_groups(problem, answer.values), given)

    @cached_property
    def whole(self) -> Whole:
        """The one statement of everything else."""
        return whole_week(self.problem, self.groups)


@dataclass(frozen=True)
class Found:
    """A plan a rival had after so many seconds; made on demand."""

    seconds: float
    plan: Callable[[], Plan]


@dataclass
class Course:
    """What a rival says while it runs: plans, each no worse than the last in its own eyes, and proven bounds."""

    began: float = field(default_factory=time.monotonic)
    found: list[Found] = field(default_factory=list)
    bounds: dict[TierName, int] = field(default_factory=dict)
    status: str = "ran"
    note: str = ""

    @property
    def seconds(self) -> float:
        """Wall clock since the rival was handed the school."""
        return time.monotonic() - self.began

    def add(self, plan: Callable[[], Plan], seconds: float | None = None) -> None:
        """A better plan, now or at a time the rival told."""
        self.found.append(Found(self.seconds if seconds is None else seconds, plan))


Rival = Callable[[School, float, int, Course], None]
"""Plans a school within some seconds, with a seed, and tells the course. A missing tool raises NotInstalled."""

Tiers = Mapping[TierName, int]


class NotInstalled(Exception):
    """The rival's own program or package is not on this machine; the text says how to get it."""
