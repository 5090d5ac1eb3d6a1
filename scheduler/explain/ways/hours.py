"""Remedies about the adults there are: hours at school, research, papers and skills."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay, weekday_en
from scheduler.clauses.space import DutyOption
from scheduler.domain.people import Adult
from scheduler.domain.problem import ResearchBlock
from scheduler.domain.remedies import RemedyKind
from scheduler.domain.vocabulary import said
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Option, Remedy
from scheduler.explain.ways.words import skill_text, text
from scheduler.explain.words import days_text, listed


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

    @property
    def alike(self) -> Hashable:
        """The hour."""
        return self.about[1:]

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

    def slack(self, tag: str) -> int:
        """One at a foreseen minute when the adult was away; the late days of the week are taken to stay as they are."""
        return _foreseen(tag, self.day.date, self.interval) if tag.startswith("foresee/") else 0

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Who is there when."""
        when = days_text([self.day.date], language)
        return text("stay", language, id=listed(names, language), day=when, interval=self.interval)


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

    @property
    def alike(self) -> Hashable:
        """The team."""
        return self.about[1:]

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

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Who is let off which block."""
        when = f"{weekday_en(self.block.weekday).capitalize()} {self.block.interval}"
        return text(
            "research", language, id=listed(names, language), team=skill_text(self.block.team, language), when=when
        )


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

    @property
    def alike(self) -> Hashable:
        """The papers."""
        return self.missing

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

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Whose papers, and which."""
        papers = listed((said(paper, "credential", language) for paper in self.missing), language)
        return text("papers", language, id=listed(names, language), papers=papers)


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

    @property
    def alike(self) -> Hashable:
        """The skill."""
        return self.skill

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

    def told(self, units: int, names: Sequence[str], language: str) -> str:
        """Who gains what."""
        return text("qualify", language, id=listed(names, language), skill=skill_text(self.skill, language))


def _foreseen(tag: str, when: date, span: Interval) -> int:
    """1 for the foreseen row of a minute of the span on the date."""
    _, day, *minute = tag.split("/")
    return int(bool(minute) and day == when.isoformat() and span.contains(int(minute[0])))


def lacking(adult: Adult, required: frozenset[str] | tuple[str, ...], when: date) -> tuple[str, ...]:
    """The papers of those required that the adult has not got on a date, in order."""
    held = {paper.kind for paper in adult.credentials if paper.valid_on(when)}
    return tuple(sorted(set(required) - held))
