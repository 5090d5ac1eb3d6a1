"""A planned week: every group with its place, adults and pupils; the judge reads nothing else besides the Problem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId


class Role(StrEnum):
    """What an adult does in a session or at a post."""

    LEAD = "lead"
    ASSISTANT = "assistant"
    POST = "post"


class TierName(StrEnum):
    """Tiers of the value, most important first. Each is minimised."""

    SHORTAGE = "shortage"
    PLACES = "places"
    LOAD = "load"
    MONEY = "money"
    WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Duty:
    """One adult in one session."""

    adult: str
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of one group. `venue` None and too few `duties` are shortages, never silently dropped sessions.

    `heads` is pupils per homeroom, `roster` their ids in roster mode (in the order of `heads`).
    """

    id: str
    kind: Kind
    date: date
    interval: Interval
    heads: tuple[tuple[str, int], ...]
    roster: tuple[str, ...]
    venue: str | None
    duties: tuple[Duty, ...]
    content: str
    section: SectionId | None = None
    subject: str | None = None

    @property
    def size(self) -> int:
        """Pupils in the session."""
        return sum(count for _, count in self.heads)

    @property
    def lead(self) -> str | None:
        """The responsible adult; None when the session has none."""
        return next((duty.adult for duty in self.duties if duty.role is Role.LEAD), None)

    @property
    def adults(self) -> tuple[str, ...]:
        """All adults of the session."""
        return tuple(duty.adult for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Post:
    """One post held by one adult (or nobody yet): `kind` is gate, patrol, standby, first_aid or duty_lead."""

    id: str
    kind: str
    date: date
    interval: Interval
    place: str
    building: str
    adult: str | None


@dataclass(frozen=True, slots=True)
class OpenSection:
    """A club section that opens in a strand, with the one adult who leads all its meetings (None: nobody found).

    `places` is how many pupils it was to take; None: as many as the club and its venue allow.
    """

    id: SectionId
    lead: str | None
    venue: str | None
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One pupil's club place in a strand; `rank` is its position in `Pupil.wishes` (0 = first), None if unlisted."""

    pupil: str
    section: SectionId
    rank: int | None


def clubs_held(seats: Iterable[Seat]) -> dict[tuple[str, str], str]:
    """(pupil, strand) -> club."""
    return {(seat.pupil, seat.section.strand): seat.section.club for seat in seats}


@dataclass(frozen=True, slots=True)
class Allotment:
    """Counts mode: pupils of a homeroom given to a section."""

    homeroom: str
    section: SectionId
    pupils: int


@dataclass(frozen=True, slots=True)
class Relief:
    """Flexible hours granted to an adult: `kind` is `late_start` or `early_leave`; the interval is time off."""

    adult: str
    date: date
    kind: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Credit:
    """Flexible-hours ledger of one adult for the week, in minutes: earned by late duty, granted, carried over."""

    adult: str
    earned: int
    granted: int

    @property
    def carried(self) -> int:
        """Minutes carried to later weeks."""
        return self.earned - self.granted


@dataclass(frozen=True, slots=True)
class Unmet:
    """One demand the plan does not meet: clause number, what, when, where and how much (adults, places or pupils)."""

    clause: int
    what: str
    where: str
    date: date | None
    amount: int


@dataclass(frozen=True, slots=True)
class TierValue:
    """A tier's value, its proven lower bound and why the search for it stopped. `scope` says what the bound is over."""

    name: TierName
    value: int
    bound: int
    stop: str
    scope: str

    @property
    def gap(self) -> float:
        """(value - bound) / max(1, |value|)."""
        return (self.value - self.bound) / max(1, abs(self.value))


@dataclass(frozen=True, slots=True)
class Pin:
    """What a plan was made to keep, in words that say it again: `how` is keep, forbid, prefer or avoid.

    `weight`: None when it must be so; of a preference the points of tier wishes it costs when not `met`.
    """

    how: str
    said: str
    weight: int | None
    met: bool


OVER_ALL = "{}_over_all_stages"
"""Name of a tier's bound over whatever the stages decide."""
OVER_ALL_DAYS = "places_over_all_club_days"
"""Name of the bound of places over all choices of club days."""


@dataclass(frozen=True)
class Plan:
    """A week's plan. `provenance` holds versions and hashes of every input; `bounds` further proven bounds by name."""

    school: str
    week: date
    mode: str
    sections: tuple[OpenSection, ...]
    seats: tuple[Seat, ...]
    allotments: tuple[Allotment, ...]
    sessions: tuple[Session, ...]
    posts: tuple[Post, ...]
    reliefs: tuple[Relief, ...]
    credits: tuple[Credit, ...]
    unmet: tuple[Unmet, ...]
    tiers: tuple[TierValue, ...]
    provenance: Mapping[str, str] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[Seat, ...] = ()
    """Places given out before, of which as few as could be were changed; empty when nobody held any."""
    pins: tuple[Pin, ...] = ()
    """What it was to keep, and preferred to, besides the notice."""

    @property
    def missed(self) -> int:
        """Points of tier wishes for preferences that are not met, as the plan states them."""
        return sum(pin.weight for pin in self.pins if pin.weight is not None and not pin.met)

    def bound_over_all(self, tier: TierName) -> int | None:
        """The tier's bound over whatever the stages decide, the class-based groups given; None when none was sought.

        Of places, over all club days at least.
        """
        found = self.bounds.get(OVER_ALL.format(tier))
        return self.bounds.get(OVER_ALL_DAYS) if found is None and tier is TierName.PLACES else found

    def of_kind(self, *kinds: Kind) -> tuple[Session, ...]:
        """Sessions of the given kinds in plan order."""
        return tuple(session for session in self.sessions if session.kind in kinds)

    def duties_of(self, adult: str) -> tuple["Session | Post", ...]:
        """Everything one adult does this week, by date and clock."""
        mine: list[Session | Post] = [s for s in self.sessions if adult in s.adults]
        mine += [p for p in self.posts if p.adult == adult]
        return tuple(sorted(mine, key=lambda d: (d.date, d.interval, d.id)))
