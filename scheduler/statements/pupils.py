"""Statements about pupils: the club one holds a place in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Space
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import ALWAYS, When
from scheduler.statements.statement import ANY, TAG, Count, Statement
from scheduler.statements.words import Named, text
from solvers.rows import Key, Row, at_least, forbid


@dataclass(frozen=True)
class PupilIn(Statement):
    """The pupil has a place in the club in a strand of `when`, on the list or outside it."""

    kind: ClassVar[str] = "pupil_in"
    pupil: str
    club: Named
    when: When = ALWAYS
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Places are given with the offer and again by the seats."""
        return frozenset({"offer", "seats"})

    def decides(self, stage: str, space: Space) -> bool:
        """Seats name whoever is spoken of, see `by_name`; the offer counts places outside the lists."""
        return stage == "seats"

    def by_name(self, problem: Problem, holds: bool) -> frozenset[str]:
        """The pupil's homeroom, unless the club is on the list in every strand that could have it."""
        room = problem.pupils[self.pupil].homeroom
        return frozenset({room} if not holds or self._outside(problem) else ())

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The pupil's own places in the club."""
        return {
            seat.key: 1
            for seat in space.seats
            if seat.pupil == self.pupil and seat.club.id == self.club.id and self.when.covers(seat.strand)
        }

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """A listed place, or one outside the list and one such in the club for the homeroom."""
        tag, listed = f"{TAG}/{self.kind}", self.terms(stage, space)
        if not holds:
            yield from (forbid(tag, key) for key in listed)
            return
        outside, room = self._outside(space.problem), space.problem.pupils[self.pupil].homeroom
        mine = [space.unlisted[self.pupil, s] for s in outside if (self.pupil, s) in space.unlisted]
        fills = [space.fills[room, self.club.id, s] for s in outside if (room, self.club.id, s) in space.fills]
        yield at_least(tag, [*listed, *mine])
        yield at_least(tag, [*listed, *fills])

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Places the pupil holds there."""
        return sum(
            seat.pupil == self.pupil
            and seat.section.club == self.club.id
            and seat.section.strand in problem.strands
            and self.when.covers(problem.strands[seat.section.strand])
            for seat in plan.seats
        )

    def say(self, language: str) -> str:
        """Such as "S20143 is in football"."""
        facts = {"pupil": self.pupil, "club": self.club.say(language), "when": self.when.say(language)}
        return text("pupil_in", language, **facts)

    def _outside(self, problem: Problem) -> tuple[str, ...]:
        """Strands in which the club could take the pupil though the list does not name it there."""
        pupil, club = problem.pupils[self.pupil], problem.clubs[self.club.id]
        return tuple(
            s.id
            for s in problem.club_strands(club)
            if self.when.covers(s)
            and problem.grade(pupil.homeroom) in club.grades & s.grades
            and self.club.id not in pupil.wishes(s.id)
        )
