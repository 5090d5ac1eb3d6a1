"""Statements about class-based groups: where a homeroom meets, and which homerooms meet together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Space
from scheduler.domain.groups import Group, Kind
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import duty_text, listed
from scheduler.statements.statement import ANY, Count, Statement
from scheduler.statements.words import text, weekday_text
from solvers.rows import Key


@dataclass(frozen=True)
class MeetsIn(Statement):
    """A class-based or support group with pupils of the homeroom meets in the venue."""

    kind: ClassVar[str] = "meets_in"
    homeroom: str
    venue: str
    weekday: int | None = None
    duty: str | None = None
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Groups and their venues."""
        return frozenset({"groups"})

    def decides(self, stage: str, space: Space) -> bool:
        """The only stage that houses groups."""
        return stage == "groups"

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The venue for any of the groups spoken of."""
        mine = (p for p in space.places if p.group is not None and p.venue.id == self.venue)
        return {p.key: 1 for p in mine if p.group is not None and self._is(p.group.kind, p.group.day, p.group.heads)}

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Such sessions in the venue."""
        there = (s for s in plan.sessions if s.venue == self.venue and s.section is None)
        return sum(self._is(s.kind, problem.day(s.date), s.heads) for s in there)

    def say(self, language: str) -> str:
        """Such as "C101 has homework in R102 on Monday"."""
        facts = {"homeroom": self.homeroom, "venue": self.venue, **_when(self.weekday, self.duty, language)}
        return text("meets_in", language, **facts)

    def _is(self, kind: Kind, day: SchoolDay, heads: tuple[tuple[str, int], ...]) -> bool:
        here = any(homeroom == self.homeroom for homeroom, _ in heads)
        return here and self.weekday in (None, day.weekday) and self.duty in (None, kind.value)


@dataclass(frozen=True)
class Together(Statement):
    """The homerooms share a group: of homework unless another kind is named, on the weekday or on any."""

    kind: ClassVar[str] = "together"
    homerooms: tuple[str, ...]
    weekday: int | None = None
    duty: str = Kind.HOMEWORK.value
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Groups."""
        return frozenset({"groups"})

    def decides(self, stage: str, space: Space) -> bool:
        """The only stage that forms groups."""
        return stage == "groups"

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The ways to gather that bring them together, by the groups in which they do."""
        counts = {g.key: sum(self._shared(group) for group in g.option.groups) for g in space.gathers}
        return {key: count for key, count in counts.items() if count}

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Sessions they share."""
        return sum(self._is(session, problem.day(session.date)) for session in plan.sessions)

    def say(self, language: str) -> str:
        """Such as "C101, C102 have homework together on Monday"."""
        facts = {"homerooms": listed(self.homerooms, language), **_when(self.weekday, self.duty, language)}
        return text("together", language, **facts)

    def _shared(self, group: Group) -> bool:
        spoken = group.kind.value == self.duty and self.weekday in (None, group.day.weekday)
        return spoken and set(self.homerooms) <= set(group.homerooms)

    def _is(self, session: Session, day: SchoolDay) -> bool:
        spoken = session.kind.value == self.duty and self.weekday in (None, day.weekday)
        return spoken and set(self.homerooms) <= {homeroom for homeroom, _ in session.heads}


def _when(weekday: int | None, duty: str | None, language: str) -> dict[str, str]:
    day = "" if weekday is None else text("on", language, weekday=weekday_text(weekday, language))
    return {"when": day, "duty": text("anything", language) if duty is None else duty_text(duty, language)}
