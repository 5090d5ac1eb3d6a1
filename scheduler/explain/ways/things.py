"""Remedies about venues, clubs, equipment and how homerooms gather."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import GatherOption, Opening, PlaceOption, Short, Space
from scheduler.domain.offer import Club, Strand
from scheduler.domain.places import Venue
from scheduler.domain.remedies import RemedyKind
from scheduler.domain.vocabulary import said
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Option, Remedy
from scheduler.explain.ways.words import text, weekdays_text
from scheduler.explain.words import days_text, listed
from solvers.rows import Row, linear


@dataclass(frozen=True)
class OpenVenue(Remedy):
    """A closed venue is open on a date (`closed`)."""

    venue: Venue
    day: SchoolDay

    kind = RemedyKind.OPEN_VENUE

    @property
    def about(self) -> tuple[str, ...]:
        """The venue and the date."""
        return self.venue.id, str(self.day.date)

    @property
    def alike(self) -> Hashable:
        """The day."""
        return self.day

    def name(self, language: str) -> str:
        """The venue with its kind and size."""
        return _named(self.venue, language)

    def write(self, layer: Layer, units: int) -> None:
        """Take the date off the venue's list."""
        at = ("venues", self.venue.id, "closed")
        layer.put(*at, value=[when for when in layer.get(*at, default=[]) if when != str(self.day.date)])

    def needed(self, when: date) -> bool:
        """Whether the venue cannot be used on a date without it."""
        return when == self.day.date

    def frees(self, option: Option) -> bool:
        """Meetings there on that date."""
        return _meets(self.venue, option, self.needed)

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Which venue, when."""
        return text("open_venue", language, venues=listed(names, language), day=days_text([self.day.date], language))


@dataclass(frozen=True)
class Inspect(Remedy):
    """A venue is inspected by the first day of the week (`inspected`)."""

    venue: Venue
    by: date
    days: int

    kind = RemedyKind.INSPECT

    @property
    def about(self) -> tuple[str, ...]:
        """The venue."""
        return (self.venue.id,)

    @property
    def alike(self) -> Hashable:
        """The day it is done by."""
        return self.by

    def name(self, language: str) -> str:
        """The venue with its kind and size."""
        return _named(self.venue, language)

    def write(self, layer: Layer, units: int) -> None:
        """Add the date to the venue's inspections."""
        at = ("venues", self.venue.id, "inspected")
        layer.put(*at, value=[*layer.get(*at, default=[]), self.by.isoformat()])

    def needed(self, when: date) -> bool:
        """Whether the venue cannot be used on a date without it."""
        return not inspected(self.venue, when, self.days)

    def frees(self, option: Option) -> bool:
        """Every meeting there on a date that no inspection covers."""
        return _meets(self.venue, option, self.needed)

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Which venue, by when."""
        return text("inspect", language, venues=listed(names, language), day=days_text([self.by], language))


@dataclass(frozen=True)
class Light(Remedy):
    """Lights over an outdoor venue (`lit`). `sunsets`: the minute of each day's sunset; `dark`: the days on which
    something is to meet after it."""

    venue: Venue
    sunsets: tuple[tuple[date, int], ...]
    dark: frozenset[date]

    kind = RemedyKind.LIGHT

    @property
    def about(self) -> tuple[str, ...]:
        """The venue."""
        return (self.venue.id,)

    @property
    def exact(self) -> bool:
        """Where venues are counted, all of a dark day's hours are taken for dark."""
        return False

    @property
    def alike(self) -> Hashable:
        """Nothing: any venues."""
        return ()

    def name(self, language: str) -> str:
        """The venue with its kind and size."""
        return _named(self.venue, language)

    def write(self, layer: Layer, units: int) -> None:
        """The venue is lit."""
        layer.put("venues", self.venue.id, "lit", value=True)

    def needed(self, when: date) -> bool:
        """Whether the venue is in the dark on a date without it."""
        return when in self.dark

    def frees(self, option: Option) -> bool:
        """Meetings there that end after sunset."""
        if not isinstance(option, PlaceOption) or option.venue.id != self.venue.id:
            return False
        sunsets = dict(self.sunsets)
        return any(o.interval.end > sunsets[o.day.date] for o in option.occurrences)

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Which venue."""
        return text("light", language, venues=listed(names, language))


@dataclass(frozen=True)
class Merge(Remedy):
    """Two homerooms may be joined in class-based periods, and classes are joined where they may (`homework`).

    relieved: pools of leads that then want one adult less.
    """

    homerooms: tuple[str, ...]
    relieved: frozenset[str] = frozenset()

    kind = RemedyKind.MERGE

    @property
    def about(self) -> tuple[str, ...]:
        """The homerooms."""
        return self.homerooms

    def write(self, layer: Layer, units: int) -> None:
        """Add the merge, unless it is allowed already, and prefer merging."""
        merges = layer.get("homework", "merge", default=[])
        if list(self.homerooms) not in merges:
            layer.put("homework", "merge", value=[*merges, list(self.homerooms)])
        layer.put("homework", "prefer", value="merge")

    def frees(self, option: Option) -> bool:
        """The ways to gather the two."""
        return isinstance(option, GatherOption) and option.option.homerooms == self.homerooms

    def relieves(self, short: Short) -> bool:
        """A lead less at the hours when both would be there."""
        return short.of in self.relieved

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Which homerooms."""
        return text("merge", language, rooms=" + ".join(self.homerooms))


@dataclass(frozen=True)
class Capacity(Remedy):
    """So many places more in every section of a club (`capacity`)."""

    club: Club
    places: int
    up_to: int = 1

    kind = RemedyKind.CAPACITY
    applied = False

    @property
    def about(self) -> tuple[str, ...]:
        """The club."""
        return (self.club.id,)

    @property
    def most(self) -> int:
        """As often as the largest room allows."""
        return self.up_to

    def write(self, layer: Layer, units: int) -> None:
        """Raise the capacity."""
        layer.put("clubs", self.club.id, "capacity", value=self.club.capacity + self.places * units)

    @property
    def exact(self) -> bool:
        """Of several sections only one is counted, for who knows how many will be open."""
        return self.club.max_sections == 1

    def slack(self, tag: str) -> int:
        """The places of one section, in the club's rows of clause 24."""
        return self.places if tag.startswith(f"24/capacity/{self.club.id}/") else 0

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Places before and after."""
        now = self.club.capacity
        return text("capacity", language, title=self.club.title, now=now, then=now + self.places * units)


@dataclass(frozen=True)
class Section(Remedy):
    """One section more of a club in each strand (`sections`)."""

    club: Club
    up_to: int = 2

    kind = RemedyKind.SECTION

    @property
    def about(self) -> tuple[str, ...]:
        """The club."""
        return (self.club.id,)

    @property
    def most(self) -> int:
        """Two."""
        return self.up_to

    def write(self, layer: Layer, units: int) -> None:
        """Raise the number of sections."""
        layer.put("clubs", self.club.id, "sections", value=self.club.max_sections + units)

    def limits(self, space: Space) -> Iterator[Row]:
        """sections <= what there may be now + units."""
        for opening in space.openings:
            if opening.club.id == self.club.id:
                yield linear("remedy/section", [(opening.key, 1), (self.key, -1)], None, self.club.max_sections)

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Sections before and after."""
        now = self.club.max_sections
        return text("section", language, title=self.club.title, now=now, then=now + units)


@dataclass(frozen=True)
class OtherStrand(Remedy):
    """A club may use another strand as well (`strands`)."""

    club: Club
    strand: Strand

    kind = RemedyKind.STRAND

    @property
    def about(self) -> tuple[str, ...]:
        """The club and the strand."""
        return self.club.id, self.strand.id

    def write(self, layer: Layer, units: int) -> None:
        """Add the strand to the club's list."""
        at = ("clubs", self.club.id, "strands")
        layer.put(*at, value=[*layer.get(*at, default=[]), self.strand.id])

    def frees(self, option: Option) -> bool:
        """Sections of the club in the strand."""
        return isinstance(option, Opening) and option.club.id == self.club.id and option.strand.id == self.strand.id

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Which club, which days."""
        days = weekdays_text(self.strand.weekdays, language)
        return text("strand", language, title=self.club.title, strand=self.strand.id, days=days)


@dataclass(frozen=True)
class Equipment(Remedy):
    """Pieces of equipment for one section more (`equipment`)."""

    thing: str
    now: int
    pieces: int
    up_to: int = 3

    kind = RemedyKind.EQUIPMENT
    applied = False

    @property
    def about(self) -> tuple[str, ...]:
        """The sort of equipment."""
        return (self.thing,)

    @property
    def most(self) -> int:
        """Three sections' worth."""
        return self.up_to

    def write(self, layer: Layer, units: int) -> None:
        """Raise the stock."""
        layer.put("equipment", self.thing, value=self.now + self.pieces * units)

    def slack(self, tag: str) -> int:
        """The pieces, in the rows of clause 27."""
        return self.pieces if tag.startswith(f"27/{self.thing}/") else 0

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Pieces before and after."""
        return text("equipment", language, thing=self.thing, now=self.now, then=self.now + self.pieces * units)


def inspected(venue: Venue, when: date, days: int) -> bool:
    """Whether an inspection, at most so many days old, covers a date."""
    return venue.inspected_on is not None and 0 <= (when - venue.inspected_on).days <= days


def _meets(venue: Venue, option: Option, when: Callable[[date], bool]) -> bool:
    """Whether an option is to meet in a venue on such a date."""
    if not isinstance(option, PlaceOption) or option.venue.id != venue.id:
        return False
    return any(when(o.day.date) for o in option.occurrences)


def _named(venue: Venue, language: str) -> str:
    return text("venue", language, id=venue.id, kind=said(venue.kind, "venue", language), capacity=venue.capacity)
