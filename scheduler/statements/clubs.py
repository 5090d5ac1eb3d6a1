"""Statements about clubs: how many sections open and when, and who leads one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Leads, Space
from scheduler.domain.offer import Strand
from scheduler.domain.plan import OpenSection, Plan
from scheduler.domain.problem import Problem
from scheduler.statements.statement import ANY, Condition, Count, Statement
from scheduler.statements.words import Named, count_text, text, weekday_text
from solvers.rows import Key, Row


@dataclass(frozen=True, slots=True)
class When:
    """Strands a statement speaks of: those that meet on a weekday, one by its id, or all of them."""

    weekday: int | None = None
    strand: str | None = None

    def covers(self, strand: Strand) -> bool:
        """Whether the statement speaks of the strand."""
        return self.weekday in (None, *strand.weekdays) and self.strand in (None, strand.id)

    def say(self, language: str) -> str:
        """Such as " on Tue"; empty for all."""
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

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """The offer opens sections; seats may shut some."""
        return stage in ("offer", "seats")

    def decides(self, stage: str, space: Space) -> bool:
        """Wherever sections may open or shut: seats only at times let them."""
        return bool(space.openings)

    def terms(self, space: Space) -> Mapping[Key, int]:
        """Open sections of the club there."""
        mine = (o for o in space.openings if o.club.id == self.club.id and self.when.covers(o.strand))
        return {opening.key: 1 for opening in mine}

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sections of the club there."""
        return len(sections_of(problem, plan, self.club.id, self.when))

    def say(self, language: str) -> str:
        """Such as "dance (舞蹈) is open on Tue"."""
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

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """The offer counts on leads, and so opens the club; seats may shut some; staffing names them."""
        return stage in ("offer", "staff") or (stage == "seats" and holds)

    def decides(self, stage: str, space: Space) -> bool:
        """Wherever leads are counted or named."""
        return bool(space.duties)

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """Of the sections that seats may shut, one that the adult may lead stays."""
        if space.openings and holds:
            yield from Condition(Sections(self.club, self.when)).rows(stage, space)

    def terms(self, space: Space) -> Mapping[Key, int]:
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
        """Such as "T017 leads robotics (机器人) on Mon"."""
        facts = {"adult": self.adult, "club": self.club.say(language), "when": self.when.say(language)}
        return text("club.lead", language, **facts)


def sections_of(problem: Problem, plan: Plan, club: str, when: When) -> list[OpenSection]:
    """Open sections of a club in the strands a statement speaks of."""
    mine = (section for section in plan.sections if section.id.club == club)
    return [s for s in mine if s.id.strand in problem.strands and when.covers(problem.strands[s.id.strand])]
