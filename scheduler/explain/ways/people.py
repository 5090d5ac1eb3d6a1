"""Remedies about adults: caps of the school's own, hours, papers, skills, and somebody more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay, weekday_en
from scheduler.clauses.space import DutyOption
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.policy import Policy
from scheduler.domain.problem import ResearchBlock
from scheduler.domain.remedies import RemedyKind
from scheduler.domain.vocabulary import said
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Option, Remedy
from scheduler.explain.ways.words import skill_text, skills_text, text
from scheduler.explain.words import days_text, listed


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

    def write(self, layer: Layer, units: int) -> None:
        """Raise the cap in the adult's own `caps`."""
        layer.put("adults", self.adult.id, "caps", self.field, value=self.now + units)

    def slack(self, tag: str) -> int:
        """One in the adult's row of clause 42; a late day is also foreseen by the offer."""
        return int(tag == f"42/{self.field}/{self.adult.id}" or (self.field == "late_days" and tag == "foresee/week"))

    def say(self, units: int, language: str) -> str:
        """Such as "T017 stays late 1 more day (cap 2 -> 3)"."""
        return text(self.kind.value, language, id=self.adult.id, units=units, now=self.now, then=self.now + units)


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

    def say(self, units: int, language: str) -> str:
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

    def say(self, units: int, language: str) -> str:
        """The rule before and after."""
        return text("third_club", language, now=self.now, then=self.now + units)


@dataclass(frozen=True)
class Stay(Remedy):
    """An adult who is away in an interval of a weekday is at school then (`available`, `leave_by`)."""

    adult: Adult
    day: SchoolDay
    interval: Interval

    kind = RemedyKind.STAY

    @property
    def about(self) -> tuple[str, ...]:
        """The adult and the hour."""
        return self.adult.id, str(self.day.date), str(self.interval)

    def write(self, layer: Layer, units: int) -> None:
        """Put off the hour of leaving, and widen the hours at school where they are written."""
        person, weekday = ("adults", self.adult.id), self.day.weekday
        leaving = layer.weekday(weekday, *person, "leave_by")
        if leaving in layer.get(*person, "leave_by", default={}):
            layer.put(*person, "leave_by", leaving, value=str(self.interval).partition("-")[2])
        if layer.get(*person, "available") is not None:
            at = (*person, "available", layer.weekday(weekday, *person, "available"))
            layer.put(*at, value=[*layer.get(*at, default=[]), str(self.interval)])

    def frees(self, option: Option) -> bool:
        """Duties of the adult that day at an hour when the adult was away."""
        return (
            isinstance(option, DutyOption)
            and option.adult.id == self.adult.id
            and any(o.day == self.day and not self.adult.present(o.day, o.interval) for o in option.occurrences)
        )

    def say(self, units: int, language: str) -> str:
        """Who is there when."""
        when = days_text([self.day.date], language)
        return text("stay", language, id=self.adult.id, day=when, interval=self.interval)


@dataclass(frozen=True)
class Release(Remedy):
    """An adult is let off the common block of a subject team (`research`)."""

    adult: Adult
    block: ResearchBlock

    kind = RemedyKind.RESEARCH

    @property
    def about(self) -> tuple[str, ...]:
        """The adult and the team."""
        return self.adult.id, self.block.team

    def write(self, layer: Layer, units: int) -> None:
        """Take the adult off the block's list."""
        at = ("research", self.block.team, "adults")
        layer.put(*at, value=[key for key in layer.get(*at, default=[]) if key != self.adult.id])

    def frees(self, option: Option) -> bool:
        """Duties of the adult inside the block."""
        return (
            isinstance(option, DutyOption)
            and option.adult.id == self.adult.id
            and any(
                o.day.weekday == self.block.weekday and o.interval.overlaps(self.block.interval)
                for o in option.occurrences
            )
        )

    def say(self, units: int, language: str) -> str:
        """Who is let off which block."""
        when = f"{weekday_en(self.block.weekday).capitalize()} {self.block.interval}"
        return text("research", language, id=self.adult.id, team=skill_text(self.block.team, language), when=when)


@dataclass(frozen=True)
class Papers(Remedy):
    """All papers an adult needs are valid for the whole term (`papers`)."""

    adult: Adult
    missing: tuple[str, ...]
    term: tuple[date, date]

    kind = RemedyKind.PAPERS

    @property
    def about(self) -> tuple[str, ...]:
        """The adult."""
        return (self.adult.id,)

    def write(self, layer: Layer, units: int) -> None:
        """Write the papers that lack with the first and last day of the term."""
        for paper in self.missing:
            layer.put("adults", self.adult.id, "papers", paper, value=[day.isoformat() for day in self.term])

    def frees(self, option: Option) -> bool:
        """Every duty of the adult on a date without papers."""
        return (
            isinstance(option, DutyOption)
            and option.adult.id == self.adult.id
            and any(lacking(self.adult, self.missing, o.day.date) for o in option.occurrences)
        )

    def say(self, units: int, language: str) -> str:
        """Whose papers, and which."""
        papers = listed((said(paper, "credential", language) for paper in self.missing), language)
        return text("papers", language, id=self.adult.id, papers=papers)


@dataclass(frozen=True)
class Qualify(Remedy):
    """An adult gains a skill (`skills`)."""

    adult: Adult
    skill: str

    kind = RemedyKind.QUALIFY

    @property
    def about(self) -> tuple[str, ...]:
        """The adult and the skill."""
        return self.adult.id, self.skill

    def write(self, layer: Layer, units: int) -> None:
        """Add the skill to the adult's list."""
        at = ("adults", self.adult.id, "skills")
        layer.put(*at, value=[*layer.get(*at, default=[]), self.skill])

    def frees(self, option: Option) -> bool:
        """Duties of the adult that ask for the skill: in pools, or as a club's lead."""
        if not isinstance(option, DutyOption) or option.adult.id != self.adult.id:
            return False
        asked = option.pool.skill if option.pool is not None else option.club.skill if option.club is not None else None
        return asked == self.skill

    def say(self, units: int, language: str) -> str:
        """Who gains what."""
        return text("qualify", language, id=self.adult.id, skill=skill_text(self.skill, language))


@dataclass(frozen=True)
class Helper(Remedy):
    """Somebody more on an afternoon, or on several (`adults`), with the papers and skills wanted."""

    id: str
    hours: tuple[tuple[SchoolDay, Interval], ...]
    skills: frozenset[str]
    policy: Policy
    term: tuple[date, date]

    adult: ClassVar[AdultKind]
    sole: ClassVar[bool] = False

    @property
    def about(self) -> tuple[str, ...]:
        """The id the helper would have."""
        return (self.id,)

    def write(self, layer: Layer, units: int) -> None:
        """A new adult, there at those hours alone."""
        required = sorted(self.policy.required_credentials.get(self.adult, ()))
        papers = {paper: [day.isoformat() for day in self.term] for paper in required}
        entry = {
            "kind": self.adult.value,
            "skills": sorted(self.skills),
            "full_time": False,
            "sole": self.sole,
            "available": {weekday_en(day.weekday): [str(interval)] for day, interval in self.hours},
            "papers": papers,
        }
        layer.put("adults", self.id, value={name: value for name, value in entry.items() if value not in ([], {})})

    def frees(self, option: Option) -> bool:
        """Everything the helper does."""
        return isinstance(option, DutyOption) and option.adult.id == self.id

    def slack(self, tag: str) -> int:
        """Sections foreseen at a minute when the helper is there; over the week a late day for each afternoon."""
        if not tag.startswith("foresee/") or self.adult is AdultKind.GUARD:
            return 0
        _, when, *minute = tag.split("/")
        if when == "week":
            return len(self.hours)
        return sum(str(day.date) == when and span.contains(int(minute[0])) for day, span in self.hours)

    def narrowed(self, taken: Sequence[DutyOption]) -> "Helper":
        """The same helper, there no longer and with no more skills than what was taken on in the end asks for."""
        wanted = {option.pool.skill for option in taken if option.pool is not None}
        wanted |= {option.club.skill for option in taken if option.club is not None}
        spans: dict[SchoolDay, Interval] = {}
        for occurrence in (o for option in taken for o in option.occurrences):
            found = spans.get(occurrence.day, occurrence.interval)
            start, end = min(found.start, occurrence.interval.start), max(found.end, occurrence.interval.end)
            spans[occurrence.day] = Interval(start, end)
        return replace(self, hours=tuple(sorted(spans.items())) or self.hours, skills=self.skills & wanted)

    def joined(self, other: Remedy) -> "Helper | None":
        """Both as one person with all the skills; None when both are wanted on one day."""
        if not isinstance(other, Helper) or {day for day, _ in self.hours} & {day for day, _ in other.hours}:
            return None
        return replace(other, hours=tuple(sorted((*other.hours, *self.hours))), skills=other.skills | self.skills)

    def say(self, units: int, language: str) -> str:
        """Who comes when."""
        spans = [f"{days_text([day.date], language)} {interval}" for day, interval in self.hours]
        return text(
            self.kind.value,
            language,
            id=self.id,
            when=listed(spans, language),
            skills=skills_text(self.skills, language),
        )


class Volunteer(Helper):
    """A volunteer, never alone with pupils."""

    kind = RemedyKind.VOLUNTEER
    adult = AdultKind.VOLUNTEER


class Retired(Helper):
    """A retired teacher, who may be alone with pupils."""

    kind = RemedyKind.RETIRED
    adult = AdultKind.RETIRED
    sole = True


class Colleague(Helper):
    """One more of the school's own staff."""

    kind = RemedyKind.COLLEAGUE
    adult = AdultKind.OWN


class Guard(Helper):
    """A guard, who holds posts only."""

    kind = RemedyKind.GUARD
    adult = AdultKind.GUARD


HELPERS: tuple[type[Helper], ...] = (Volunteer, Retired, Colleague, Guard)
"""Who may come, cheapest as a rule first."""


def lacking(adult: Adult, required: frozenset[str] | tuple[str, ...], when: date) -> tuple[str, ...]:
    """The papers of those required that the adult has not got on a date, in order."""
    held = {paper.kind for paper in adult.credentials if paper.valid_on(when)}
    return tuple(sorted(set(required) - held))
