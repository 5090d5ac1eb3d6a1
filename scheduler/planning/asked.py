"""What the stages of a planning run say to one another: questions with their answers, what else a week is to keep, and
where a run stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.clauses.space import Space
from scheduler.domain.plan import Pin, Plan
from scheduler.domain.problem import Problem
from scheduler.planning.likeness import Like, digest
from scheduler.planning.outcome import Outcome
from scheduler.statements.statement import Condition
from solvers.answer import Answer, Status
from solvers.instance import Instance
from solvers.rows import Key


class NoAnswer(Exception):
    """A stage ended without values: `status` tells proven impossible from out of time, `note` what went wrong."""

    def __init__(self, stage: str, status: Status, note: str = "") -> None:
        super().__init__(f"stage {stage}: {status}")
        self.stage, self.status, self.note = stage, status, note


@dataclass
class Standing:
    """Where a run stands, for whoever waits for it.

    `draft`: a whole judged plan to fall back on. `finishing`: every stage of a pass is answered. `abandoned`: nobody
    waits any more.
    """

    stage: str = "groups"
    draft: Outcome | None = None
    finishing: bool = False
    abandoned: bool = False


@dataclass(frozen=True)
class Solved:
    """A stage's question, what it was made from, and its answer."""

    facts: tuple[object, ...]
    space: Space
    instance: Instance
    answer: Answer
    conditions: tuple[Condition, ...] = ()

    @property
    def values(self) -> Mapping[Key, int]:
        """The answer by key."""
        return self.answer.values

    @property
    def best(self) -> bool:
        """Whether every tier is proven best, without any gap."""
        return all(tier.value == tier.bound for tier in self.answer.tiers)


def like(solved: Mapping[str, Solved]) -> dict[str, Like]:
    """A week's answers, for planning the week of a like school."""
    return {stage: Like(digest(one.instance), one.answer) for stage, one in solved.items()}


@dataclass(frozen=True)
class Variant:
    """A week beside another one. conditions: what it is to keep besides the book. given: the other week's answers, kept
    as they are wherever a stage is asked the same, and else where its search starts. like: the same of the week of
    another school, planned with the same effort; a search starts from its values made to fit. answers: those of this
    week, by stage, once it is planned; empty when an earlier pass had the better plan. failed: the stage that had no
    values."""

    conditions: tuple[Condition, ...] = ()
    given: Mapping[str, Solved] = field(default_factory=dict)
    like: Mapping[str, Like] = field(default_factory=dict)
    answers: dict[str, Solved] = field(default_factory=dict)
    failed: dict[str, Solved] = field(default_factory=dict)

    @property
    def apart(self) -> frozenset[str]:
        """What the conditions speak of by id, to be told apart from others that are alike."""
        return frozenset[str]().union(*(condition.statement.apart() for condition in self.conditions))

    def by_name(self, problem: Problem) -> frozenset[str]:
        """Homerooms whose pupils choose places outside their lists by name from the start."""
        return frozenset[str]().union(*(c.statement.by_name(problem, c.holds) for c in self.conditions))

    def pins(self, problem: Problem, plan: Plan) -> tuple[Pin, ...]:
        """The conditions as a plan records them."""
        return tuple(condition.pin(problem, plan) for condition in self.conditions)


@dataclass(frozen=True)
class Joint:
    """An offer that all stages together decided: open sections and the most pupils of one, by (club, strand), and by
    stage the values near which the stages after it start."""

    opened: Mapping[tuple[str, str], int]
    limits: Mapping[tuple[str, str], int]
    starts: Mapping[str, Mapping[Key, int]]
