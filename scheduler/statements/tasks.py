"""Statements about one kind of duty of an adult: in a homeroom's group, at a post, or beside a club's lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Leads, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import CLASS_KINDS, Kind, group_options, support_sessions
from scheduler.domain.plan import Plan, Post, Role, Session
from scheduler.domain.posts import post_demand
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import VOCABULARY, duty_text
from scheduler.statements.clubs import ALWAYS, When
from scheduler.statements.groups import concerns_group
from scheduler.statements.statement import ANY, TAG, Count, Statement
from scheduler.statements.words import Named, on, text
from solvers.rows import Key, Row, forbid

Slot = tuple[SchoolDay, Interval]


@dataclass(frozen=True)
class Task(Statement):
    """The adult has so many duties of a kind, in the week or on a weekday: in sessions (of the homeroom or support
    group `at`), or at posts (at the gate or in the building `at`); everywhere where `at` is empty."""

    kind: ClassVar[str] = "task"
    adult: str
    what: str
    at: str = ""
    weekday: int | None = None
    count: Count = ANY

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Staffing; the offer too, which must not count on the adult elsewhere at the time."""
        return stage == "staff" or (stage == "offer" and holds and self.count.least > 0)

    def decides(self, stage: str, space: Space) -> bool:
        """Staffing alone."""
        return stage == "staff"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """The adult's duties in the pools of the kind and place."""
        return {
            duty.key: 1
            for duty in space.duties
            if duty.adult.id == self.adult
            and duty.kind == self.what
            and duty.pool is not None
            and self.weekday in (None, duty.pool.occurrence.day.weekday)
            and (not self.at or self.at in duty.pool.named or self.at == duty.pool.place)
        }

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """The offer does not count on the adult for a club that meets whenever the duty could be."""
        slots = list(self._slots(space.problem))
        for duty in space.duties:
            mine = isinstance(duty.key, Leads) and duty.adult.id == self.adult
            if (
                mine
                and slots
                and all(any(_at_once(slot, o.day, o.interval) for o in duty.occurrences) for slot in slots)
            ):
                yield forbid(TAG, duty.key)

    def apart(self) -> frozenset[str]:
        """The homeroom or support group; a post has a place anyway."""
        return frozenset({self.at} if self.at and self.what in set(Kind) else ())

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Such duties of the plan."""
        dates = {day.date for day in problem.days if self.weekday in (None, day.weekday)}
        posts = sum(p.adult == self.adult for p in plan.posts if p.date in dates and self.about(p))
        sessions = (s for s in plan.sessions if s.date in dates and self.about(s))
        return posts + sum(s.adults.count(self.adult) for s in sessions)

    def about(self, duty: Session | Post) -> bool:
        """Whether a session or post is of the kind and place, on whatever day."""
        if duty.kind != self.what or not self.at:
            return duty.kind == self.what
        if isinstance(duty, Post):
            return duty.place == self.at
        return concerns_group(self.at, duty.id, (room for room, _ in duty.heads))

    def say(self, language: str) -> str:
        """Such as "T003 does homework of C101 on Tue", or "T012 at gate GATE1 on Mon"."""
        post = f"post.{self.what}" in VOCABULARY
        how = text(f"{'post' if post else 'does'}.{'not' if self.count.most == 0 else 'yes'}", language)
        facts = {"adult": self.adult, "how": how, "what": duty_text(self.what, language)}
        at = text("post.at" if post else "does.of", language, at=self.at) if self.at else ""
        return text("post" if post else "does", language, at=at, day=on(self.weekday, language), **facts)

    def _slots(self, problem: Problem) -> Iterator[Slot]:
        """When such a duty could be."""
        for day in problem.days:
            if self.weekday in (None, day.weekday):
                yield from self._slots_on(problem, day)

    def _slots_on(self, problem: Problem, day: SchoolDay) -> Iterator[Slot]:
        for need in post_demand(problem, day, len(problem.homerooms)):
            if need.kind == self.what and self.at in ("", need.place):
                yield day, need.interval
        gathered = (
            o for period in Period if CLASS_KINDS[period] == self.what for o in group_options(problem, period, day)
        )
        for group in (*(g for option in gathered for g in option.groups), *support_sessions(problem, day)):
            if group.kind == self.what and (not self.at or concerns_group(self.at, group.id, group.homerooms)):
                yield day, group.interval


@dataclass(frozen=True)
class Assists(Statement):
    """The adult stands beside the lead in so many meetings of the club, in the strands of `when`."""

    kind: ClassVar[str] = "assists"
    adult: str
    club: Named
    when: When = ALWAYS
    count: Count = ANY

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Staffing alone."""
        return stage == "staff"

    def decides(self, stage: str, space: Space) -> bool:
        """Staffing alone."""
        return stage == "staff"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """The adult's duties as assistant or chaperone in the club's pools."""
        return {
            duty.key: 1
            for duty in space.duties
            if duty.adult.id == self.adult
            and duty.kind == Kind.CLUB
            and duty.pool is not None
            and self.club.id in duty.pool.named
            and self._on(duty.pool.occurrence.day.weekday, duty.pool.place)
        }

    def apart(self) -> frozenset[str]:
        """The club."""
        return frozenset({self.club.id})

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Meetings of the club with the adult in them, not as lead."""
        weekdays = {day.date: day.weekday for day in problem.days}
        meetings = (s for s in plan.sessions if s.section is not None and s.section.club == self.club.id)
        return sum(
            duty.adult == self.adult and duty.role is not Role.LEAD
            for s in meetings
            if s.section is not None and self._on(weekdays.get(s.date), s.section.strand)
            for duty in s.duties
        )

    def say(self, language: str) -> str:
        """Such as "T003 assists dance (舞蹈) on Mon"."""
        how = text(f"assists.{'not' if self.count.most == 0 else 'yes'}", language)
        facts = {"club": self.club.say(language), "when": self.when.say(language)}
        return text("club.assists", language, adult=self.adult, how=how, **facts)

    def _on(self, weekday: int | None, strand: str) -> bool:
        return self.when.weekday in (None, weekday) and self.when.strand in (None, strand)


def _at_once(slot: Slot, day: SchoolDay, interval: Interval) -> bool:
    return slot[0] == day and slot[1].overlaps(interval)
