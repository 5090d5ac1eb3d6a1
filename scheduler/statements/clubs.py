"""Statements about clubs: how many sections open and when, and who leads one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Amount, Leads, Occurrence, Space
from scheduler.domain.offer import Strand
from scheduler.domain.plan import OpenSection, Plan
from scheduler.domain.problem import Problem
from scheduler.statements.statement import ANY, TAG, Condition, Count, Statement
from scheduler.statements.words import Named, count_text, inside, on, text
from solvers.rows import Key, Row, at_least, at_most


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
        return on(self.weekday, language) + (
            "" if self.strand is None else text("in_strand", language, strand=self.strand)
        )


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

    def prices(self, stage: str, space: Space) -> bool:
        """The offer, for which sections it opens; then the stage of seats, whatever of it is settled by then."""
        return True

    def given(self, space: Space) -> int:
        """Sections of a settled offer."""
        if space.openings:
            return 0
        strands, opened = space.problem.strands, space.opened or {}
        mine = ((strand, count) for (club, strand), count in opened.items() if club == self.club.id)
        return sum(count for strand, count in mine if self.when.covers(strands[strand]))

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

    def prices(self, stage: str, space: Space) -> bool:
        """Staffing names the leads."""
        return stage == "staff"

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
        how = text(f"lead.{'not' if self.count.most == 0 else 'yes'}", language)
        facts = {"adult": self.adult, "club": self.club.say(language), "when": self.when.say(language)}
        return text("club.lead", language, how=how, **facts)


@dataclass(frozen=True)
class ClubVenue(Statement):
    """So many sections of the club, in the strands of `when`, meet in the venue; with `only`, in any other one."""

    kind: ClassVar[str] = "club_venue"
    club: Named
    venue: str
    when: When = ALWAYS
    count: Count = ANY
    only: bool = False

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """The offer houses sections, the stage of sections names their venues; groups leave a wanted venue free."""
        return stage in ("offer", "sections") or (stage == "groups" and holds and self._wants)

    def decides(self, stage: str, space: Space) -> bool:
        """Wherever sections are housed."""
        return stage in ("offer", "sections")

    def prices(self, stage: str, space: Space) -> bool:
        """The stage of sections has the last word."""
        return stage == "sections"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """Sections of the club housed there, or elsewhere."""
        return {
            place.key: 1
            for place in space.places
            if place.club is not None
            and place.strand is not None
            and place.club.id == self.club.id
            and self.when.covers(place.strand)
            and (place.venue.id == self.venue) != self.only
        }

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """Groups leave the venue free in as many strands as sections are to meet in it: one at a time."""
        club, free = space.problem.clubs[self.club.id], []
        for strand in space.problem.club_strands(club):
            if self.when.covers(strand) and space.problem.strand_days(strand):
                free.append(Amount("left_free", (self.venue, strand.id), 0, 1))
                for place in space.places:
                    if place.venue.id == self.venue and _meets_then(space.problem, strand, place.occurrences):
                        yield at_most(TAG, [free[-1], place.key])
        yield at_least(TAG, free, min(self.count.least, len(free)))

    def apart(self) -> frozenset[str]:
        """The venue."""
        return frozenset({self.venue})

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sections of the club there, or elsewhere."""
        mine = sections_of(problem, plan, self.club.id, self.when)
        return sum(s.venue is not None and (s.venue == self.venue) != self.only for s in mine)

    def say(self, language: str) -> str:
        """Such as "dance (舞蹈) in DAN1 on Tue"."""
        how = text(inside(self.count, self.only), language)
        return text("club.venue", language, club=self.club.say(language), how=how, venue=self.venue,
                    when=self.when.say(language))  # fmt: skip

    @property
    def _wants(self) -> bool:
        return self.count.least > 0


def _meets_then(problem: Problem, strand: Strand, occurrences: Iterable[Occurrence]) -> bool:
    """Whether one of the occurrences falls into a meeting of the strand."""
    slots = ((day, problem.strand_slot(strand, day)) for day in problem.strand_days(strand))
    return any(
        slot is not None and o.day == day and o.interval.overlaps(slot) for day, slot in slots for o in occurrences
    )


def sections_of(problem: Problem, plan: Plan, club: str, when: When) -> list[OpenSection]:
    """Open sections of a club in the strands a statement speaks of."""
    mine = (section for section in plan.sections if section.id.club == club)
    return [s for s in mine if s.id.strand in problem.strands and when.covers(problem.strands[s.id.strand])]
