"""Remedies by which somebody more comes: a volunteer, a retired teacher, one more of the staff, a guard."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay, weekday_en
from scheduler.clauses.space import DutyOption
from scheduler.domain.people import AdultKind
from scheduler.domain.policy import Policy
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Option, Remedy
from scheduler.explain.ways.words import skills_text, text
from scheduler.explain.words import days_text, listed


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

    @property
    def alike(self) -> Hashable:
        """When they come, and what they can."""
        return self.hours, self.skills

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

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Who comes when."""
        spans = [f"{days_text([day.date], language)} {interval}" for day, interval in self.hours]
        many = "" if len(names) == 1 else ".many"
        return text(
            self.kind.value + many,
            language,
            count=len(names),
            id=listed(names, language),
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
