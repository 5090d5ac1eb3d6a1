"""Statements about adults: duties, late days, and whose homework group one leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from scheduler.clauses.seen import engagements, late_totals
from scheduler.clauses.space import Amount, DutyOption, Occurrence, Serves, Space
from scheduler.domain.groups import Group, Kind
from scheduler.domain.plan import Plan, Role
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import duty_text
from scheduler.statements.statement import ANY, TAG, Count, Statement
from scheduler.statements.words import count_text, text, weekday_text
from solvers.rows import Key, Row, linear


@dataclass(frozen=True)
class Duties(Statement):
    """The adult has so many duties: in the week or on a weekday, of every kind or of one."""

    kind: ClassVar[str] = "duties"
    adult: str
    count: Count = ANY
    weekday: int | None = None
    duty: str | None = None

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Staffing; the offer too, where clubs alone could be more than is allowed."""
        return frozenset({"staff", "offer"} if self._too_many_clubs(problem, holds) else {"staff"})

    def decides(self, stage: str, space: Space) -> bool:
        """Staffing alone knows all duties."""
        return stage == "staff"

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """Meetings of every duty that is counted."""
        mine = (d for d in space.duties if d.adult.id == self.adult and self.duty in (None, d.kind))
        counts = {d.key: sum(map(self._counts, d.occurrences)) for d in mine}
        return {key: count for key, count in counts.items() if count}

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """Clubs the adult leads are no more than all duties may be."""
        most = self._most(holds)
        if stage == "offer" and most is not None:
            yield linear(f"{TAG}/{self.kind}", self.terms(stage, space).items(), None, most)

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Duties of the plan."""
        weekdays = {day.date: day.weekday for day in problem.days}
        return sum(
            self.weekday in (None, weekdays.get(d.date)) and self.duty in (None, d.kind)
            for d in engagements(problem, plan).get(self.adult, ())
        )

    def say(self, language: str) -> str:
        """Such as "T042 has 6 duties on Tuesday"."""
        day = "" if self.weekday is None else text("on", language, weekday=weekday_text(self.weekday, language))
        duty = "" if self.duty is None else text("of_duty", language, duty=duty_text(self.duty, language))
        number = count_text(self.count, language, "duties")
        return text("duties", language, adult=self.adult, n=number, duty=duty, when=day)

    def _counts(self, occurrence: Occurrence) -> bool:
        return self.weekday in (None, occurrence.day.weekday)

    def _most(self, holds: bool) -> int | None:
        """The most duties the condition allows; None for no limit."""
        if holds:
            return self.count.most
        return self.count.least - 1 if self.count.most is None else None

    def _too_many_clubs(self, problem: Problem, holds: bool) -> bool:
        most = self._most(holds)
        if most is None or self.duty not in (None, Kind.CLUB.value):
            return False
        adult = problem.adults[self.adult]
        led = [
            sum(self.weekday in (None, day.weekday) for day in problem.strand_days(strand))
            for strand in problem.strands.values()
            for club in problem.clubs.values()
            if strand in problem.club_strands(club) and adult.can_lead(club.id, club.skill)
        ]
        return sum(sorted(led, reverse=True)[: problem.policy.max_club_leads]) > most


@dataclass(frozen=True)
class LateDays(Statement):
    """The adult has so many days with a duty after period 1."""

    kind: ClassVar[str] = "late_days"
    adult: str
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Staffing."""
        return frozenset({"staff"})

    def decides(self, stage: str, space: Space) -> bool:
        """A day with several late duties counts once, see `linking`."""
        return stage == "staff"

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """One amount a day, 1 when the day is late."""
        return dict.fromkeys((_late_on(self.adult, when) for when in self._late(space)), 1)

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Dates with late minutes."""
        return len(late_totals(problem, plan).get(self.adult, {}))

    def say(self, language: str) -> str:
        """Such as "T042 has 2 late days"."""
        return text("late_days", language, adult=self.adult, n=count_text(self.count, language, "late_days"))

    def linking(self, stage: str, space: Space) -> Iterator[Row]:
        """A day's amount is 1 exactly when one of its late duties is taken."""
        for when, keys in self._late(space).items():
            day = _late_on(self.adult, when)
            yield from (linear(f"{TAG}/{self.kind}", [(day, 1), (key, -1)], 0) for key in keys)
            yield linear(f"{TAG}/{self.kind}", [*((key, 1) for key in keys), (day, -1)], 0)

    def _late(self, space: Space) -> Mapping[date, list[Key]]:
        found: dict[date, list[Key]] = {}
        for duty in space.duties:
            if duty.adult.id == self.adult:
                for when in sorted(duty.late_dates):
                    found.setdefault(when, []).append(duty.key)
        return found


def _late_on(adult: str, when: date) -> Amount:
    return Amount("late_on", (adult, when.isoformat()), 0, 1)


@dataclass(frozen=True)
class LeadsHomework(Statement):
    """The adult leads a homework group with pupils of the homeroom: on the weekday, or on any day."""

    kind: ClassVar[str] = "leads_homework"
    adult: str
    homeroom: str
    weekday: int | None = None
    count: Count = ANY

    def stages(self, problem: Problem, holds: bool) -> frozenset[str]:
        """Staffing."""
        return frozenset({"staff"})

    def decides(self, stage: str, space: Space) -> bool:
        """The groups spoken of have pools of their own there."""
        return stage == "staff"

    def apart(self, group: Group) -> bool:
        """Homework of the homeroom that day."""
        spoken = self.weekday in (None, group.day.weekday) and self.homeroom in group.homerooms
        return group.kind is Kind.HOMEWORK and spoken

    def terms(self, stage: str, space: Space) -> Mapping[Key, int]:
        """The adult in the lead pools of those groups."""
        mine = (d for d in space.duties if isinstance(d.key, Serves) and d.adult.id == self.adult)
        return {d.key: 1 for d in mine if d.kind == Kind.HOMEWORK and d.role is Role.LEAD and self._there(d)}

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Such sessions in the plan."""
        weekdays = {day.date: day.weekday for day in problem.days}
        return sum(
            s.lead == self.adult
            and self.weekday in (None, weekdays.get(s.date))
            and any(homeroom == self.homeroom for homeroom, _ in s.heads)
            for s in plan.of_kind(Kind.HOMEWORK)
        )

    def say(self, language: str) -> str:
        """Such as "T001 leads C101's homework on Monday"."""
        day = "" if self.weekday is None else text("on", language, weekday=weekday_text(self.weekday, language))
        return text("leads_homework", language, adult=self.adult, homeroom=self.homeroom, when=day)

    def _there(self, duty: DutyOption) -> bool:
        pool = duty.pool
        return pool is not None and self.homeroom in pool.alone and self.weekday in (None, pool.occurrence.day.weekday)
