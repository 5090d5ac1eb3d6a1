"""One change that might help: what it would write, what it would free, and what it is worth."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Amount, DutyOption, GatherOption, Opening, PlaceOption, Short, Space
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.layer import Layer
from solvers.rows import Row

Option = DutyOption | PlaceOption | GatherOption | Opening


@dataclass(frozen=True)
class Remedy(ABC):
    """A change to the school's own facts, taken in up to `most` units.

    `applied` remedies add options and are written into the school of the wide model; `frees` and `limits` hold back
    what they add until they are taken. The others only raise bounds, by their `slack`.
    """

    kind: ClassVar[RemedyKind]
    applied: ClassVar[bool] = True

    @property
    @abstractmethod
    def about(self) -> tuple[str, ...]:
        """Whom or what it changes; two remedies of a kind that are about the same are the same."""

    @property
    def most(self) -> int:
        """Most units that may be taken."""
        return 1

    @property
    def exact(self) -> bool:
        """Whether the wide model knows all that a unit brings; else it may know less, and asks for too much."""
        return True

    @property
    def key(self) -> Amount:
        """The quantity that counts the units taken."""
        return Amount("remedy", (self.kind.value, *self.about), 0, self.most)

    @abstractmethod
    def write(self, layer: Layer, units: int) -> None:
        """Put so many units of the change into a scenario."""

    @abstractmethod
    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """So many units of it, and of others alike, in the planner's words, in `zh` or `en`; see `alike`."""

    def say(self, units: int, language: str) -> str:
        """So many units in the planner's words, in `zh` or `en`."""
        return self.told(units, [self.name(language)], language)

    def name(self, language: str) -> str:
        """What tells it from others alike."""
        return self.about[0] if self.about else ""

    @property
    def alike(self) -> Hashable:
        """What it says besides its name: remedies of a kind that agree in it are told together."""
        return self.about

    def slack(self, tag: str) -> int:
        """By how much one unit raises the upper bound of the rows of a tag."""
        return 0

    def frees(self, option: Option) -> bool:
        """Whether an option that is not there, or barred, in the school as it is needs this remedy."""
        return False

    def relieves(self, short: Short) -> bool:
        """Whether a unit takes away one demand of those that `short` counts."""
        return False

    def limits(self, space: Space) -> Iterator[Row]:
        """Further rows of the wide model that bind what the remedy has not been used for."""
        yield from ()


@dataclass(frozen=True)
class Step:
    """Units of a remedy, at a price in points."""

    remedy: Remedy
    units: int
    price: int
