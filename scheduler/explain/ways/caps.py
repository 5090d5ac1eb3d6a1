"""Remedies that raise caps of the school's own: an adult's, or everybody's."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.people import Adult
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Remedy
from scheduler.explain.ways.words import text
from scheduler.explain.words import listed


@dataclass(frozen=True)
class Cap(Remedy):
    """One more than an adult's weekly cap: of duties, late days or evenings (`caps` of the school file)."""

    adult: Adult
    up_to: int = 2

    field: ClassVar[str]
    applied = False

    @property
    def about(self) -> tuple[str, ...]:
        """The adult."""
        return (self.adult.id,)

    @property
    def most(self) -> int:
        """Two units, or what is left of a school week."""
        return self.up_to

    @property
    def now(self) -> int:
        """The cap as it is."""
        found: int = getattr(self.adult.caps, self.field)
        return found

    @property
    def alike(self) -> Hashable:
        """The cap as it is."""
        return self.now

    def write(self, layer: Layer, units: int) -> None:
        """Raise the cap in the adult's own `caps`."""
        layer.put("adults", self.adult.id, "caps", self.field, value=self.now + units)

    def slack(self, tag: str) -> int:
        """One in the adult's row of clause 42; a late day is also foreseen by the offer."""
        return int(tag == f"42/{self.field}/{self.adult.id}" or (self.field == "late_days" and tag == "foresee/week"))

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Such as "T017 stays late 1 more day (cap 2 -> 3)"."""
        return text(
            self.kind.value, language, id=listed(names, language), units=units, now=self.now, then=self.now + units
        )


class MoreDuties(Cap):
    """More duties a week."""

    kind = RemedyKind.MORE_DUTIES
    field = "sessions"


class LateDay(Cap):
    """More late days."""

    kind = RemedyKind.LATE_DAY
    field = "late_days"


class Evening(Cap):
    """More evenings."""

    kind = RemedyKind.EVENING
    field = "evenings"


@dataclass(frozen=True)
class CapForAll(Remedy):
    """One more than the school's weekly cap, for everybody who has no cap of their own (`rules.caps`)."""

    now: int
    adults: frozenset[str]
    up_to: int = 2

    field: ClassVar[str]
    applied = False

    @property
    def about(self) -> tuple[str, ...]:
        """The whole school."""
        return ()

    @property
    def most(self) -> int:
        """Two units, or what is left of a school week."""
        return self.up_to

    def write(self, layer: Layer, units: int) -> None:
        """Raise the rule."""
        layer.put("rules", "caps", self.field, value=self.now + units)

    def slack(self, tag: str) -> int:
        """One in the rows of clause 42 of those it is for; so many late days are also foreseen by the offer."""
        clause, _, rest = tag.partition("/")
        field, _, adult = rest.partition("/")
        if tag == "foresee/week" and self.field == "late_days":
            return len(self.adults)
        return int(clause == "42" and field == self.field and adult in self.adults)

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """The rule before and after."""
        return text(self.kind.value, language, now=self.now, then=self.now + units)


class DutiesForAll(CapForAll):
    """More duties a week."""

    kind = RemedyKind.DUTIES_FOR_ALL
    field = "sessions"


class LateForAll(CapForAll):
    """More late days."""

    kind = RemedyKind.LATE_FOR_ALL
    field = "late_days"


@dataclass(frozen=True)
class ThirdClub(Remedy):
    """Everybody who leads clubs may lead one section more (`rules.max_club_leads`)."""

    now: int

    kind = RemedyKind.THIRD_CLUB
    applied = False

    @property
    def about(self) -> tuple[str, ...]:
        """The whole school."""
        return ()

    def write(self, layer: Layer, units: int) -> None:
        """Raise the rule."""
        layer.put("rules", "max_club_leads", value=self.now + units)

    def slack(self, tag: str) -> int:
        """One in every row of clauses 28 and 42 that counts sections led."""
        return int(tag == "28/leads" or tag.startswith("42/club_leads/"))

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """The rule before and after."""
        return text("third_club", language, now=self.now, then=self.now + units)
