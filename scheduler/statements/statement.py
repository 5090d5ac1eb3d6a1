"""What can be said about a week and asked of it: one shape for every kind of statement.

A statement counts something, in the keys of a stage and again in a finished plan, and says how many there are. So it
holds, or does not, in rows and in plans alike; whoever asks about it adds the rows to the stages.
This floor lies below planning, which passes the rows on, and knows neither stages' order nor engines.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Amount, Space
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, linear

TAG = "statement"
"""What the tags of a statement's rows begin with."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `least` to `most`, both included; most None leaves the top open."""

    least: int = 1
    most: int | None = None

    def admits(self, number: int) -> bool:
        """Whether there may be so many."""
        return self.least <= number and (self.most is None or number <= self.most)


ANY = Count()
"""At least one."""
NONE = Count(0, 0)


class Statement(ABC):
    """Base of every kind. Subclasses are frozen dataclasses with a `count`.

    stage names are planning's: groups, offer, seats, sections, staff.
    """

    kind: ClassVar[str]
    count: Count

    @abstractmethod
    def terms(self, space: Space) -> Mapping[Key, int]:
        """What is counted, in the keys of a stage that decides it; the count is the weighted sum."""

    @abstractmethod
    def tally(self, problem: Problem, plan: Plan) -> int:
        """The same count in a plan."""

    @abstractmethod
    def say(self, language: str) -> str:
        """The statement as a sentence without a stop, in `zh` or `en`."""

    def linking(self, space: Space) -> Iterator[Row]:
        """Rows of a deciding stage that give amounts of its terms their meaning, whether it is to hold or not."""
        yield from ()

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """Rows of a stage before the one that decides: they forbid nothing that could still keep the condition."""
        yield from ()

    @abstractmethod
    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Whether the stage has rows for it when it is to hold (or not to)."""

    @abstractmethod
    def decides(self, stage: str, space: Space) -> bool:
        """Whether the stage settles the count, so that its rows are the condition itself."""

    def holds(self, problem: Problem, plan: Plan) -> bool:
        """Whether it holds in a plan."""
        return self.count.admits(self.tally(problem, plan))


@dataclass(frozen=True)
class Condition:
    """A statement that is to hold in a week, or not to hold."""

    statement: Statement
    holds: bool = True

    def met(self, problem: Problem, plan: Plan) -> bool:
        """Whether a plan keeps it."""
        return self.statement.holds(problem, plan) == self.holds

    def concerns(self, stage: str, problem: Problem) -> bool:
        """Whether the stage has rows for it."""
        return self.statement.concerns(stage, problem, self.holds)

    def rows(self, stage: str, space: Space) -> Iterator[Row]:
        """The rows of a stage it concerns: those that make it so, where this one settles it, else what is foreseen."""
        said = self.statement
        if said.decides(stage, space):
            yield from said.linking(space)
            yield from counted(f"{TAG}/{said.kind}", said.terms(space), said.count, self.holds)
        else:
            yield from said.foreseen(stage, space, self.holds)


def counted(tag: str, terms: Mapping[Key, int], count: Count, holds: bool) -> Iterator[Row]:
    """Rows by which a sum of keys (coefficients above 0, keys of 0 and more) is admitted by the count, or is not.

    Not in a closed range means below it or above it, told apart by `Amount("above", (tag,), 0, 1)`.
    """
    total = tuple(terms.items())
    if holds:
        yield linear(tag, total, count.least or None, count.most)
    elif count.most is None:
        yield linear(tag, total, None, count.least - 1)
    elif count.least <= 0:
        yield linear(tag, total, count.most + 1)
    else:
        above = Amount("above", (tag,), 0, 1)
        largest = sum(factor * _largest(key) for key, factor in total)
        yield linear(tag, [*total, (above, -(count.most + 1))], 0)
        yield linear(tag, [*total, (above, -max(0, largest - count.least + 1))], None, count.least - 1)


def _largest(key: Key) -> int:
    return key.upper if isinstance(key, Amount) else 1
