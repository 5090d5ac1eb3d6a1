"""The language between clauses and engines: what may be decided in one stage of planning, by key.

A clause reads a `Space` and yields rows over the keys it finds there. A stage offers only the kinds of choice it
decides, so one clause serves every stage. Keys carry ids only. An amount key carries its own bounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.groups import Group, GroupOption, Kind
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.people import Adult, AdultKind, Stage
from scheduler.domain.places import Venue
from scheduler.domain.plan import Role, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key


class Leads(NamedTuple):
    """0/1: the adult leads one section of the club in the strand, on all its days."""

    adult: str
    club: str
    strand: str


class Sits(NamedTuple):
    """0/1: the pupil gets a listed club in the strand."""

    pupil: str
    club: str
    strand: str


class Unlisted(NamedTuple):
    """0/1: the pupil gets a club outside the list in the strand (which one is settled by Fills)."""

    pupil: str
    strand: str


class Gathers(NamedTuple):
    """0/1: the homerooms gather by this group option."""

    option: str


class Placed(NamedTuple):
    """0/1: the group, or the section on all its days, has the venue."""

    group: str
    venue: str


class Serves(NamedTuple):
    """0/1: the adult takes one of the interchangeable duties of the pool."""

    adult: str
    pool: str


class Amount(NamedTuple):
    """An integer quantity with its bounds. `name` says what is counted, `of` for whom or where."""

    name: str
    of: tuple[str, ...]
    lower: int
    upper: int


class Short(NamedTuple):
    """Unmet demand of one clause, 0..upper, in adults, places or pupils; each unit costs `weight` in tier shortage."""

    clause: int
    what: str
    of: str
    upper: int
    weight: int = 1


class Cost(NamedTuple):
    """`coefficient` per unit of `key` in a tier; key None is a constant."""

    tier: TierName
    key: Key | None
    coefficient: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One clock interval on one day in one building."""

    day: SchoolDay
    interval: Interval
    building: str


@dataclass(frozen=True, slots=True)
class DutyOption:
    """An adult may take this duty: a pool place (one occurrence) or a section's lead (one a meeting day).

    `kind` is a session Kind or a post kind; `evening` marks evening study; `late_minutes` the minutes after period 1.
    """

    key: Key
    adult: Adult
    kind: str
    role: Role
    occurrences: tuple[Occurrence, ...]
    stage: Stage | None
    late_minutes: int
    late_dates: frozenset[date]
    pool: "Pool | None" = None
    club: Club | None = None
    strand: Strand | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Interchangeable duties at one time: `demand` adults wanted; `targets` are the sessions or posts, one id a place.

    `own_only` wants own staff; `skill` a skill; `duty_only` wants adults who hold posts only.
    """

    id: str
    kind: str
    role: Role
    occurrence: Occurrence
    demand: int
    targets: tuple[str, ...]
    stage: Stage | None = None
    own_only: bool = False
    skill: str | None = None
    duty_only: bool = False
    kinds: frozenset[AdultKind] = frozenset()
    """Kinds of adult a post admits; empty for sessions."""
    place: str = ""
    """Gate, building or patrol area of a post; the strand of clubs told apart."""
    named: frozenset[str] = frozenset()
    """Homerooms, support groups or clubs that somebody asked about: each target is of all of them."""
    section: SectionId | None = None
    """Of a pool that is the lead of one club meeting: the section."""
    regular: str | None = None
    """Of such a pool: who leads the section all week; anybody else stands in."""
    homes: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The one homeroom of each target that has just one: its class teacher would be at home there."""

    @property
    def homerooms(self) -> tuple[str, ...]:
        """Homerooms whose own class teacher would be at home in this pool."""
        return tuple(self.homes.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """Sections of a club that may open in a strand: the key counts them, 0..max_sections (they are alike)."""

    key: Amount
    club: Club
    strand: Strand


@dataclass(frozen=True, slots=True)
class SeatOption:
    """`size` pupils (1 in roster mode, else up to key.upper) of a homeroom may sit in a club in a strand."""

    key: Key
    pupil: str | None
    homeroom: str
    club: Club
    strand: Strand
    rank: int | None


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A group (or a club's sections in a strand) may use a venue, or one of `count` venues alike.

    `size` is pupils when known (None while club places are still open); `occurrences` all its meetings.
    """

    key: Key
    what: str
    venue: Venue
    count: int
    kind: Kind
    occurrences: tuple[Occurrence, ...]
    size: int | None
    group: Group | None = None
    club: Club | None = None
    strand: Strand | None = None
    alike: tuple[str, ...] = ()
    """Ids of the `count` venues, where there is more than one."""


@dataclass(frozen=True, slots=True)
class GatherOption:
    """The 0/1 key of a group option."""

    key: Gathers
    option: GroupOption


@dataclass(frozen=True)
class Space:
    """What one stage may decide. Empty tuples mean the stage does not decide that kind of thing.

    `opened` is the number of open sections per (club, strand) once settled; None while the offer is being made, with
    the leads and venues of its `openings`. `openings` of a settled offer may only shut.
    `unlisted` maps (pupil, strand) to its key; `fills` maps (homeroom, club, strand) to the amount key of
    unlisted seats.
    `seating` says that pupils are given club places here, even when there is no place to give.
    `meetings` are ids of sessions that are each given a venue for that one time, settled groups and sections alike.
    `section_limit` is the most pupils a section of (club, strand) may have in the venues chosen with the offer.
    """

    problem: Problem
    openings: tuple[Opening, ...] = ()
    opened: Mapping[tuple[str, str], int] | None = None
    section_limit: Mapping[tuple[str, str], int] = field(default_factory=dict)
    seating: bool = False
    seats: tuple[SeatOption, ...] = ()
    unlisted: Mapping[tuple[str, str], Unlisted] = field(default_factory=dict)
    fills: Mapping[tuple[str, str, str], Amount] = field(default_factory=dict)
    places: tuple[PlaceOption, ...] = ()
    meetings: tuple[str, ...] = ()
    gathers: tuple[GatherOption, ...] = ()
    duties: tuple[DutyOption, ...] = ()
    pools: tuple[Pool, ...] = ()

    def duties_by_adult(self) -> Mapping[str, tuple[DutyOption, ...]]:
        """Duty options of every adult that has one, in a fixed order."""
        mine: dict[str, list[DutyOption]] = {}
        for duty in self.duties:
            mine.setdefault(duty.adult.id, []).append(duty)
        return {adult: tuple(options) for adult, options in mine.items()}

    def servers(self, pool: Pool) -> tuple[Key, ...]:
        """Keys of the duty options of a pool."""
        return self._servers.get(pool.id, ())

    @cached_property
    def _servers(self) -> Mapping[str, tuple[Key, ...]]:
        grouped: dict[str, list[Key]] = {}
        for duty in self.duties:
            if duty.pool is not None:
                grouped.setdefault(duty.pool.id, []).append(duty.key)
        return {pool: tuple(keys) for pool, keys in grouped.items()}
