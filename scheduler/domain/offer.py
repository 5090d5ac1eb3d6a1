"""What is offered in period 2: clubs, the strands of days they may fill, and the sections that open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Club:
    """A club (社团). One club may open several sections (开班), at most one lead each.

    `capacity` and `min_enrolment` are pupils a section; `venue_kinds` are the kinds of venue that suit, best first;
    `risk` is 0..4 (section 2.8 of the safety table); `equipment` is pieces of each kind one section needs;
    `domain` is one of the five (moral, intellectual, physical, aesthetic, labour), `category` one of the seven of
    clause 五(三)甲 (music, art, sport, labour, games, outward_bound, interest_group).
    """

    id: str
    title: str
    domain: str
    category: str
    risk: int
    grades: frozenset[int]
    venue_kinds: tuple[str, ...]
    skill: str
    capacity: int
    min_enrolment: int
    max_sections: int
    provider: str | None = None
    equipment: Mapping[str, int] = field(default_factory=dict)
    strands: frozenset[str] = frozenset()
    """Strands the club may use; empty means any strand that has one of its grades."""
    most_a_homeroom: int | None = None
    most_a_grade: int | None = None
    """Most pupils of one homeroom, or of one grade, in a section; None: as many as it holds."""
    reserved: Mapping[str, int] = field(default_factory=dict)
    """Places of a section kept for a priority group, as far as its pupils wish for the club."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A block of weekdays on which the same pupils hold one club place; a section of the strand meets on
    all of them."""

    id: str
    grades: frozenset[int]
    weekdays: frozenset[int]


class SectionId(NamedTuple):
    """The `number`-th section of a club in a strand (numbers start at 1)."""

    club: str
    strand: str
    number: int

    def __str__(self) -> str:
        return f"{self.club}.{self.strand}.{self.number}"
