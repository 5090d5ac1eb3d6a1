"""One thing that may happen: adults away, or venues closed, on some days of the week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from scheduler.calendar.term import weekday_en
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import listed
from scheduler.resilience.words import days_said, text


class Missing(StrEnum):
    """What is not there."""

    ADULT = "adult"
    VENUE = "venue"


@dataclass(frozen=True)
class Absence:
    """Adults absent, or venues closed (`who`, by id), on all of the dates. `called`: dust or gym, where that is why."""

    what: Missing
    who: tuple[str, ...]
    dates: tuple[date, ...]
    called: str = ""

    @property
    def name(self) -> str:
        """A name for files and progress, such as `T003-tue`, `GYM1-week` or `dust-mon`."""
        days = [weekday_en(day.isoweekday()) for day in self.dates]
        return f"{self.called or '+'.join(self.who)}-{days[0] if len(days) == 1 else 'week'}"

    @property
    def layer(self) -> Mapping[str, Any]:
        """The same as a scenario."""
        on = [day.isoformat() for day in self.dates]
        verb = "absent" if self.what is Missing.ADULT else "close"
        return {"changes": [{verb: list(self.who), "on": on}]}

    def happened(self, problem: Problem) -> Problem:
        """The school once it has happened."""
        away = frozenset(self.dates)
        if self.what is Missing.ADULT:
            gone = {who: replace(problem.adults[who], absent=problem.adults[who].absent | away) for who in self.who}
            return replace(problem, adults={**problem.adults, **gone})
        shut = {
            who: replace(problem.site.venues[who], closed=problem.site.venues[who].closed | away) for who in self.who
        }
        return replace(problem, site=replace(problem.site, venues={**problem.site.venues, **shut}))

    def say(self, language: str) -> str:
        """Such as "T003 absent Tue"."""
        facts = {"who": listed(self.who, language), "days": days_said(self.dates, language)}
        return text(f"absence.{self.called or self.what}", language, **facts)


def absences(problem: Problem, plan: Plan) -> tuple[Absence, ...]:
    """Every adult on each day he or she serves, and on all of them together; every venue in use, for the week.

    In the order of the school file, an adult's days first.
    """
    served, used = served_on(plan), {session.venue for session in plan.sessions}
    found: list[Absence] = []
    week = tuple(day.date for day in problem.days)
    for adult in problem.adults:
        days = [day for day in week if (adult, day) in served]
        found += [Absence(Missing.ADULT, (adult,), (day,)) for day in days]
        found += [Absence(Missing.ADULT, (adult,), tuple(days))] if len(days) > 1 else []
    found += [Absence(Missing.VENUE, (venue,), week) for venue in problem.site.venues if venue in used]
    return tuple(found)


def served_on(plan: Plan) -> frozenset[tuple[str, date]]:
    """Adults and dates on which they serve."""
    return frozenset(_served(plan))


def _served(plan: Plan) -> Iterator[tuple[str, date]]:
    for session in plan.sessions:
        yield from ((duty.adult, session.date) for duty in session.duties)
    yield from ((post.adult, post.date) for post in plan.posts if post.adult is not None)
