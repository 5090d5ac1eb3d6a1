"""Statements about adults: duties in the week or on a weekday, and late days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from scheduler.clauses.seen import engagements, late_totals
from scheduler.clauses.space import Amount, Space
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.statements.statement import ANY, TAG, Count, Statement
from scheduler.statements.words import count_text, on, text
from solvers.rows import Key, Row, linear


@dataclass(frozen=True)
class Duties(Statement):
    """The adult has so many duties, in the week or on a weekday; a section's lead counts once for every meeting."""

    kind: ClassVar[str] = "duties"
    adult: str
    count: Count = ANY
    weekday: int | None = None

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Staffing; the offer too, where the clubs it may count on the adult for could be more than is allowed."""
        if stage == "offer":
            most = self._most(holds)
            return most is not None and self._largest_lead(problem) > most
        return stage == "staff"

    def decides(self, stage: str, space: Space) -> bool:
        """Staffing alone knows all duties."""
        return stage == "staff"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """Meetings of every duty that is counted."""
        mine = (d for d in space.duties if d.adult.id == self.adult)
        counts = {d.key: sum(self.weekday in (None, o.day.weekday) for o in d.occurrences) for d in mine}
        return {key: count for key, count in counts.items() if count}

    def foreseen(self, stage: str, space: Space, holds: bool) -> Iterator[Row]:
        """Meetings of clubs the offer counts on the adult to lead are no more than all duties may be."""
        yield linear(TAG, self.terms(space).items(), None, self._most(holds))

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Duties of the plan."""
        weekdays = {day.date: day.weekday for day in problem.days}
        return sum(self.weekday in (None, weekdays.get(d.date)) for d in engagements(problem, plan).get(self.adult, ()))

    def say(self, language: str) -> str:
        """Such as "T042 has 6 duties on Tue"."""
        facts = {"n": count_text(self.count, language, "duties"), "when": on(self.weekday, language)}
        return text("duties", language, adult=self.adult, **facts)

    def _most(self, holds: bool) -> int | None:
        """The most duties that keep it; None for no limit."""
        return self.count.most if holds else self.count.least - 1 if self.count.most is None else None

    def _largest_lead(self, problem: Problem) -> int:
        """The most meetings that leading as many sections as one adult may can come to."""
        adult = problem.adults[self.adult]
        meetings = (
            sum(self.weekday in (None, day.weekday) for day in problem.strand_days(strand))
            for strand in problem.strands.values()
            for club in problem.clubs.values()
            if strand in problem.club_strands(club) and adult.can_lead(club.id, club.skill)
        )
        return sum(sorted(meetings, reverse=True)[: problem.policy.max_club_leads])


@dataclass(frozen=True)
class LateDays(Statement):
    """The adult has so many days with a duty after period 1."""

    kind: ClassVar[str] = "late_days"
    adult: str
    count: Count = ANY

    def concerns(self, stage: str, problem: Problem, holds: bool) -> bool:
        """Staffing alone."""
        return stage == "staff"

    def decides(self, stage: str, space: Space) -> bool:
        """A day with several late duties counts once, see `linking`."""
        return stage == "staff"

    def terms(self, space: Space) -> Mapping[Key, int]:
        """One amount a day, 1 when the day is late."""
        return dict.fromkeys((_late_on(self.adult, when) for when in self._late(space)), 1)

    def tally(self, problem: Problem, plan: Plan) -> int:
        """Dates with late minutes."""
        return len(late_totals(problem, plan).get(self.adult, {}))

    def say(self, language: str) -> str:
        """Such as "T042 has 2 late days"."""
        return text("late_days", language, adult=self.adult, n=count_text(self.count, language, "late_days"))

    def linking(self, space: Space) -> Iterator[Row]:
        """A day's amount is 1 exactly when one of its late duties is taken."""
        for when, keys in self._late(space).items():
            day = _late_on(self.adult, when)
            yield from (linear(TAG, [(day, 1), (key, -1)], 0) for key in keys)
            yield linear(TAG, [*((key, 1) for key in keys), (day, -1)], 0)

    def _late(self, space: Space) -> Mapping[date, list[Key]]:
        found: dict[date, list[Key]] = {}
        for duty in space.duties:
            if duty.adult.id == self.adult:
                for when in sorted(duty.late_dates):
                    found.setdefault(when, []).append(duty.key)
        return found


def _late_on(adult: str, when: date) -> Amount:
    return Amount("late_on", (adult, when.isoformat()), 0, 1)
