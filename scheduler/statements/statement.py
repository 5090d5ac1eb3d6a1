"""What can be said about a week and asked of it: one shape for every kind of statement.

A statement counts something, in the keys of a stage and again in a finished plan, and says how many there are. So it
holds, or does not, in rows and in plans alike; whoever asks about it adds the rows to the stages.
This floor lies below planning, which passes the rows on, and knows neither stages' order nor engines.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from scheduler.clauses.space import Amount, Cost, Space
from scheduler.domain.plan import Pin, Plan, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, linear

HOW: Mapping[tuple[bool, bool], str] = {
    (True, False): "keep",
    (False, False): "forbid",
    (True, True): "prefer",
    (False, True): "avoid",
}
"""What a condition is called: by whether it is to hold, and whether it is but preferred."""
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

    def prices(self, stage: str, space: Space) -> bool:
        """Whether the stage counts what a preference costs that is not met; of several, the last one does."""
        return self.decides(stage, space)

    def given(self, space: Space) -> int:
        """What a stage counts besides the terms, since it was settled before."""
        return 0

    def apart(self) -> frozenset[str]:
        """Venues, homerooms and clubs spoken of by id, to be told apart in the stages from others that are alike."""
        return frozenset()

    def by_name(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Homerooms whose pupils must choose places outside their lists by name, for one of them is spoken of."""
        return frozenset()

    def holds(self, problem: Problem, plan: Plan) -> bool:
        """Whether it holds in a plan."""
        return self.count.admits(self.tally(problem, plan))


@dataclass(frozen=True)
class Condition:
    """A statement that is to hold in a week, or not to hold. weight: None when it must be so; else a preference, which
    costs so many points of tier wishes when it is not met."""

    statement: Statement
    holds: bool = True
    weight: int | None = None

    @property
    def tag(self) -> str:
        """What the tags of its rows are: no two conditions share one."""
        return f"{TAG}/{self.statement.kind}/{'' if self.holds else 'not '}{self.statement.say('en')}"

    def met(self, problem: Problem, plan: Plan) -> bool:
        """Whether a plan keeps it."""
        return self.statement.holds(problem, plan) == self.holds

    def pin(self, problem: Problem, plan: Plan) -> Pin:
        """The condition as a plan records it, in the school's language."""
        said = self.statement.say(problem.language)
        return Pin(HOW[self.holds, self.weight is not None], said, self.weight, self.met(problem, plan))

    def concerns(self, stage: str, problem: Problem) -> bool:
        """Whether the stage has rows for it."""
        return self.statement.concerns(stage, problem, self.holds)

    def rows(self, stage: str, space: Space) -> Iterator[Row]:
        """The rows of a stage it concerns: those that make it so, where this one settles it, else what is foreseen.

        A preference has rows only where it is counted: its key is 1 when it is not met.
        """
        yield from (replace(row, tag=self.tag) for row in self._rows(stage, space))

    def _rows(self, stage: str, space: Space) -> Iterator[Row]:
        said = self.statement
        if self.weight is not None:
            if said.prices(stage, space):
                yield from said.linking(space)
                yield from (part for row in self._counted(space) for part in unless(row, self._missed))
        elif said.decides(stage, space):
            yield from said.linking(space)
            yield from self._counted(space)
        else:
            yield from said.foreseen(stage, space, self.holds)

    def costs(self, stage: str, space: Space) -> Iterator[Cost]:
        """What a preference costs in the stage that counts it."""
        if self.weight is not None and self.statement.prices(stage, space):
            yield Cost(TierName.WISHES, self._missed, self.weight)

    @property
    def _missed(self) -> Amount:
        return Amount("missed", (self.tag,), 0, 1)

    def _counted(self, space: Space) -> Iterator[Row]:
        said = self.statement
        return counted(self.tag, said.terms(space), said.count, self.holds, said.given(space))


def counted(tag: str, terms: Mapping[Key, int], count: Count, holds: bool, given: int = 0) -> Iterator[Row]:
    """Rows by which given + a sum of keys (coefficients above 0, keys of 0 and more) is admitted by the count, or not.

    Not in a closed range means below it or above it, told apart by `Amount("above", (tag,), 0, 1)`.
    """
    total = tuple(terms.items())
    if holds:
        most = None if count.most is None else count.most - given
        yield linear(tag, total, count.least - given if count.least else None, most)
    elif count.most is None:
        yield linear(tag, total, None, count.least - 1 - given)
    elif count.least <= 0:
        yield linear(tag, total, count.most + 1 - given)
    else:
        above = Amount("above", (tag,), 0, 1)
        largest = given + sum(factor * _largest(key) for key, factor in total)
        yield linear(tag, [*total, (above, -(count.most + 1))], -given)
        most = max(0, largest - count.least + 1)
        yield linear(tag, [*total, (above, -most)], None, count.least - 1 - given)


def unless(row: Row, key: Key) -> Iterator[Row]:
    """The row, which holds unless the 0/1 key is 1: then its sum may be whatever its keys allow."""
    low = sum(factor * _largest(term) for term, factor in row.terms if factor < 0)
    high = sum(factor * _largest(term) for term, factor in row.terms if factor > 0)
    if row.lower is not None:
        yield linear(row.tag, [*row.terms, (key, max(0, row.lower - low))], row.lower)
    if row.upper is not None:
        yield linear(row.tag, [*row.terms, (key, min(0, row.upper - high))], None, row.upper)


def _largest(key: Key) -> int:
    return key.upper if isinstance(key, Amount) else 1
