"""Venues where groups meet, the gates and the way between buildings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Venue:
    """A place one group can use at a time; a large hall or playground is entered as several zones, each a venue.

    `capacity` is pupils (seats, or floor area over area per seat). `gate_minutes` is the walk to the gate.
    """

    id: str
    kind: str
    capacity: int
    building: str
    floor: int = 1
    outdoor: bool = False
    lit: bool = False
    gate_minutes: int = 2
    inspected_on: date | None = None
    closed: frozenset[date] = frozenset()
    homeroom: str | None = None
    """The homeroom whose own classroom this is."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate that is open for the after-school service; `pupils_per_minute` bounds the release."""

    id: str
    building: str
    pupils_per_minute: int


@dataclass(frozen=True, slots=True)
class Site:
    """Everything about the grounds: venues and gates by id, and walking minutes between two different buildings."""

    venues: Mapping[str, Venue]
    gates: Mapping[str, Gate]
    walks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    equipment: Mapping[str, int] = field(default_factory=dict)

    def walk(self, first: str, second: str) -> int:
        """Walking minutes between two buildings; 0 inside one, and symmetric."""
        if first == second:
            return 0
        return self.walks.get((first, second), self.walks.get((second, first), 0))
