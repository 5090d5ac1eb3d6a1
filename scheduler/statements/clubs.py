"""Statements about clubs: how many sections open and when, who leads one, which venue it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from scheduler.clauses.space import Leads, Placed, PlaceOption, Space
from scheduler.domain.offer import Strand
from scheduler.domain.places import Venue
from scheduler.domain.plan import OpenSection, Plan
from scheduler.domain.problem import Problem
from scheduler.statements.statement import ANY, TAG, Count, Statement
from scheduler.statements.words import Named, count_text, text, weekday_text
from solvers.rows import Key, Row, at_least


@dataclass(frozen=True, slots=True)
class When:
    """Strands a statement speaks of: those that meet on a weekday, one by its id, or all of them."""

    weekday: int | None = None
    strand: str | None = None

    def covers(self, strand: Strand) -> bool:
        """Whether the statement speaks of the strand."""
        return self.weekday in (None, *strand.weekdays) and self.strand in (None, strand.id)

    def say(self, language: str) -> str:
        """Such as " on Tuesday"; empty for all."""
        day = "" if self.weekday is None else text("on", language, weekday=weekday_text(self.weekday, language))
        return day + ("" if self.strand is None else text("in_strand", language, strand=self.strand))


ALWAYS = When()


@dataclass(frozen=True)
class Sections(Statement):
    """The club has so many sections in the strands of `when`."""

    kind: ClassVar[str] = "sections"
    club: Named
    when: When = ALWAYS
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """The offer opens sections; seats may shut some."""
        return frozenset({"offer", "seats"})

    def decides(self, stage: str, space: Space) -> bool:
        """Wherever sections may open or shut."""
        return stage == "offer" or bool(space.openings)

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """Open sections of the club there."""
        mine = (o for o in space.openings if o.club.id == self.club.id and self.when.covers(o.strand))
        return {opening.key: 1 for opening in mine}

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sections of the club there."""
        return len(sections_of(problem, plan, self.club.id, self.when))

    def say(self, language: str) -> str:
        """Such as "dance is open on Tuesday"."""
        number = count_text(self.count, language, "sections")
        return text("club.sections", language, club=self.club.say(language), when=self.when.say(language), n=number)


@dataclass(frozen=True)
class LeadsClub(Statement):
    """The adult leads a section of the club in the strands of `when`."""

    kind: ClassVar[str] = "leads_club"
    adult: str
    club: Named
    when: When = ALWAYS
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """The offer counts leads, staffing names them."""
        return frozenset({"offer", "staff"})

    def decides(self, stage: str, space: Space) -> bool:
        """Both settle it: what leads the offer counts on, and who leads."""
        return stage in ("offer", "staff")

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The adult's leads of the club."""
        strands = space.problem.strands
        return {
            d.key: 1
            for d in space.duties
            if isinstance(d.key, Leads)
            and (d.key.adult, d.key.club) == (self.adult, self.club.id)
            and self.when.covers(strands[d.key.strand])
        }

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sections of the club the adult leads."""
        return sum(s.lead == self.adult for s in sections_of(problem, plan, self.club.id, self.when))

    def say(self, language: str) -> str:
        """Such as "T017 leads robotics on Monday"."""
        facts = {"adult": self.adult, "club": self.club.say(language), "when": self.when.say(language)}
        return text("club.lead", language, **facts)


@dataclass(frozen=True)
class ClubVenue(Statement):
    """A section of the club in the strands of `when` has the venue."""

    kind: ClassVar[str] = "club_venue"
    club: Named
    venue: str
    when: When = ALWAYS
    count: Count = field(default=ANY)

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Venues alike are counted with the offer and named with the sections."""
        return frozenset({"offer", "sections"} if holds else {"sections"})

    def decides(self, stage: str, space: Space) -> bool:
        """Where venues have names."""
        return stage == "sections"

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The venue for any of the sections."""
        return {p.key: 1 for p in self._places(space) if p.key == Placed(p.what, self.venue)}

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """One of the venues like this one is counted on."""
        if holds and stage == "offer":
            venue = space.problem.site.venues[self.venue]
            yield at_least(f"{TAG}/{self.kind}", [p.key for p in self._places(space) if _alike(p.venue, venue)])

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sections of the club in the venue."""
        return sum(s.venue == self.venue for s in sections_of(problem, plan, self.club.id, self.when))

    def say(self, language: str) -> str:
        """Such as "dance meets in HAL1"."""
        facts = {"club": self.club.say(language), "venue": self.venue, "when": self.when.say(language)}
        return text("club.venue", language, **facts)

    def _places(self, space: Space) -> Iterator[PlaceOption]:
        for place in space.places:
            mine = place.club is not None and place.club.id == self.club.id
            if mine and place.strand is not None and self.when.covers(place.strand):
                yield place


def sections_of(problem: Problem, plan: Plan, club: str, when: When) -> list[OpenSection]:
    """Open sections of a club in the strands a statement speaks of."""
    mine = (section for section in plan.sections if section.id.club == club)
    return [s for s in mine if s.id.strand in problem.strands and when.covers(problem.strands[s.id.strand])]


def _alike(one: Venue, other: Venue) -> bool:
    """Whether two venues may be counted together; when they are taken is left aside."""
    return (one.kind, one.capacity, one.building, one.closed) == (
        other.kind,
        other.capacity,
        other.building,
        other.closed,
    )
