"""Who needs care when: homerooms, head-counts before enrolment, a roster of pupils after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.domain.people import Stage


class Period(StrEnum):
    """Part of the after-school day. `EARLY` bridges an early dismissal to the common start of period 1."""

    EARLY = "early"
    P1 = "p1"
    P2 = "p2"
    EXTENDED = "extended"
    EVENING = "evening"


class Mode(StrEnum):
    """Where demand comes from: expected head-counts, or a roster of pupils."""

    COUNTS = "counts"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Homeroom:
    """An administrative class (行政班). `enrolled` is pupils."""

    id: str
    grade: int
    stage: Stage
    enrolled: int
    classroom: str
    class_teacher: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One wish of a pupil: a club, in one strand or (None) in any. Its rank is told by `Pupil.wishes`."""

    club: str
    strand: str | None = None


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil by id. `days` maps a weekday to the periods applied for; `consent` bounds the agreement's validity.

    `priority` names groups for which clubs keep places; `together` siblings or friends asked to be with, `apart` pupils
    not to share a club with. `fee_exempt` is for the accounts: no place may depend on it.
    """

    id: str
    homeroom: str
    days: Mapping[int, frozenset[Period]]
    choices: tuple[Choice, ...]
    consent: tuple[date, date] | None
    needs_adult: bool = False
    support: str | None = None
    priority: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    fee_exempt: bool = False

    def wishes(self, strand: str) -> tuple[str, ...]:
        """Clubs wished for in a strand, best first; a club's position here is its rank there (0 = first).

        Wishes that name no strand count in every strand, wishes for another strand do not.
        """
        return tuple(dict.fromkeys(choice.club for choice in self.choices if choice.strand in (None, strand)))

    def rank(self, strand: str, club: str) -> int | None:
        """Rank of a club among the wishes for a strand; None when it is not one of them."""
        wishes = self.wishes(strand)
        return wishes.index(club) if club in wishes else None

    def attends(self, weekday: int, period: Period) -> bool:
        """Whether the pupil applied for the period on that weekday."""
        return period in self.days.get(weekday, frozenset())

    def agreed_on(self, day: date) -> bool:
        """Whether a signed agreement is valid on the date (clause 六(三))."""
        return self.consent is not None and self.consent[0] <= day <= self.consent[1]


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """A small period-1 group led by a subject-competent teacher: `kind` is `support` (帮扶) or `extension` (拓展)."""

    id: str
    kind: str
    subject: str
    grades: frozenset[int]
    weekdays: frozenset[int]
    expected: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Expected demand before enrolment, all in pupils.

    `heads` maps (homeroom, weekday, period) to pupils; `interest` maps a club to the pupils expected to want it;
    `extra_needs` maps a homeroom to pupils who need an adult of their own.
    """

    heads: Mapping[tuple[str, int, Period], int]
    interest: Mapping[str, int]
    extra_needs: Mapping[str, int]
