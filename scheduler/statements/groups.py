"""Statements about class-based and support groups: where they meet, and which homerooms meet together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.clauses.space import Space
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import duty_text
from scheduler.statements.statement import ANY, Count, Statement
from scheduler.statements.words import inside, on, text
from solvers.rows import Key


@dataclass(frozen=True)
class GroupVenue(Statement):
    """Groups of a kind that a homeroom is in (or a support group by its id) meet so often in the venue, in the week or
    on a weekday; with `only`, in any other one."""

    kind: ClassVar[str] = "group_venue"
    what: Kind
    of: str
    venue: str
    weekday: int | None = None
    count: Count = ANY
    only: bool = False

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Groups and rooms alone."""
        return stage == "groups"

    def decides(self, stage: str, space: Space) -> bool:
        """Groups and rooms alone."""
        return stage == "groups"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """Groups of the homeroom placed there, or elsewhere."""
        return {
            place.key: 1
            for place in space.places
            if place.group is not None
            and place.kind is self.what
            and self.weekday in (None, place.group.day.weekday)
            and concerns_group(self.of, place.group.id, place.group.homerooms)
            and (place.venue.id == self.venue) != self.only
        }

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Meetings of the homeroom's groups there, or elsewhere."""
        mine = sessions_of(problem, plan, self.what, self.of, self.weekday)
        return sum(s.venue is not None and (s.venue == self.venue) != self.only for s in mine)

    def say(self, language: str) -> str:
        """Such as "homework of C301 in R205 on Fri"."""
        facts = {"what": duty_text(self.what, language), "of": self.of, "day": on(self.weekday, language)}
        return text(
            "group.venue", language, how=text(inside(self.count, self.only), language), venue=self.venue, **facts
        )


@dataclass(frozen=True)
class Together(Statement):
    """All of the homerooms gather in one group of a kind, so often in the week or on a weekday."""

    kind: ClassVar[str] = "together"
    what: Kind
    homerooms: tuple[str, ...]
    weekday: int | None = None
    count: Count = ANY

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Groups alone."""
        return stage == "groups"

    def decides(self, stage: str, space: Space) -> bool:
        """Groups alone."""
        return stage == "groups"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """Ways to gather that have a group with all of them."""
        return {
            gather.key: 1
            for gather in space.gathers
            if self.weekday in (None, gather.option.day.weekday)
            and any(g.kind is self.what and set(self.homerooms) <= set(g.homerooms) for g in gather.option.groups)
        }

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Days with such a group."""
        mine = sessions_of(problem, plan, self.what, self.homerooms[0], self.weekday)
        return len({s.date for s in mine if set(self.homerooms) <= {homeroom for homeroom, _ in s.heads}})

    def say(self, language: str) -> str:
        """Such as "C301 and C302 homework together on Fri"."""
        rooms = text("and", language).join(self.homerooms)
        how = text("apart" if self.count.most == 0 else "together", language)
        facts = {"what": duty_text(self.what, language), "day": on(self.weekday, language)}
        return text("group.together", language, rooms=rooms, how=how, **facts)


def concerns_group(of: str, group: str, homerooms: Iterable[str]) -> bool:
    """Whether a group is a homeroom's, or is the support group with that id."""
    return of in homerooms or group.rpartition("/")[2] == of


def sessions_of(problem: Problem, plan: Plan, what: Kind, of: str, weekday: int | None) -> list[Session]:
    """Sessions of a kind that a homeroom is in, or of a support group, in the week or on a weekday."""
    weekdays = {day.date: day.weekday for day in problem.days}
    return [
        s
        for s in plan.of_kind(what)
        if weekday in (None, weekdays.get(s.date)) and concerns_group(of, s.id, (room for room, _ in s.heads))
    ]
