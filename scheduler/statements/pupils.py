"""The statement about a pupil: a place in a club. Pupils are spoken of by id alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Space
from scheduler.domain.offer import Strand
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import ALWAYS, Sections, When
from scheduler.statements.statement import ANY, TAG, Condition, Count, Statement
from scheduler.statements.words import Named, inside, text
from solvers.rows import Key, Row, at_least


@dataclass(frozen=True)
class InClub(Statement):
    """The pupil holds so many places in the club, in the strands of `when`."""

    kind: ClassVar[str] = "in_club"
    pupil: str
    club: Named
    when: When = ALWAYS
    count: Count = ANY

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Seats; the offer too, which opens the club for a place that is to be given."""
        return stage == "seats" or (stage == "offer" and holds and self.count.least > 0)

    def decides(self, stage: str, space: Space) -> bool:
        """Seats alone."""
        return stage == "seats"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """The pupil's places in the club."""
        return {
            seat.key: 1
            for seat in space.seats
            if (seat.pupil, seat.club.id) == (self.pupil, self.club.id) and self.when.covers(seat.strand)
        }

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """A section opens, and the place is one on the pupil's list or one counted for the homeroom."""
        yield from Condition(Sections(self.club, self.when)).rows(stage, space)
        homeroom = space.problem.pupils[self.pupil].homeroom
        mine = [s for s in space.problem.strands.values() if self.when.covers(s)]
        fills = ((homeroom, self.club.id, strand.id) for strand in mine)
        unlisted = ((self.pupil, strand.id) for strand in mine)
        listed = list(self.terms(space))
        yield at_least(TAG, [*listed, *(space.fills[at] for at in fills if at in space.fills)])
        yield at_least(TAG, [*listed, *(space.unlisted[at] for at in unlisted if at in space.unlisted)])

    def by_name(self, problem: Problem, holds: bool) -> frozenset[str]:
        """The pupil's homeroom: a place counted for it could be in any club. But who is to be in a club on the list for
        every strand has the place there."""
        pupil, club = problem.pupils[self.pupil], problem.clubs[self.club.id]
        there = [s for s in problem.club_strands(club) if self.when.covers(s) and _seated(problem, self.pupil, s)]
        listed = all(club.id in pupil.wishes(strand.id) for strand in there)
        wanted = holds == (self.count.least > 0)
        return frozenset() if listed and wanted else frozenset({pupil.homeroom})

    def tally(self, problem: Problem, plan: Plan) -> int:
        """The pupil's places in the club."""
        mine = (s.section for s in plan.seats if (s.pupil, s.section.club) == (self.pupil, self.club.id))
        return sum(s.strand in problem.strands and self.when.covers(problem.strands[s.strand]) for s in mine)

    def say(self, language: str) -> str:
        """Such as "P0012 in chess (围棋) on Mon"."""
        facts = {"club": self.club.say(language), "when": self.when.say(language)}
        return text("pupil.club", language, pupil=self.pupil, how=text(inside(self.count, False), language), **facts)


def _seated(problem: Problem, pupil: str, strand: Strand) -> bool:
    """Whether the pupil is to have a place in the strand this week."""
    homeroom = problem.homerooms[problem.pupils[pupil].homeroom]
    return homeroom.grade in strand.grades and any(p.id == pupil for p in problem.strand_pupils(strand))
