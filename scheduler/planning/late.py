"""Late minutes: duty after the end of period 1, the time the even load of own staff is counted in."""

from collections.abc import Iterable
from datetime import date

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Occurrence
from scheduler.domain.people import Stage
from scheduler.domain.problem import Problem


def late_from(problem: Problem, day: SchoolDay, stage: Stage | None = None) -> int:
    """The minute from which duty is late: the earliest end of period 1 among the grades of the stage (all stages for
    a post); on a day without period 1 the earliest start of period 2; the end of the day when there is neither."""
    grades = sorted({h.grade for h in problem.homerooms.values() if stage in (None, h.stage)})
    times = [problem.times[grade, day.date] for grade in grades]
    ends = [t.p1.end if t.p1 else t.p2.start if t.p2 else 1440 for t in times]
    return min(ends, default=1440)


def late_minutes(problem: Problem, day: SchoolDay, interval: Interval, stage: Stage | None = None) -> int:
    """Minutes of the interval after `late_from`."""
    return max(0, interval.end - max(interval.start, late_from(problem, day, stage)))


def late_dates(problem: Problem, occurrences: Iterable[Occurrence], stage: Stage | None = None) -> frozenset[date]:
    """Dates on which one of the occurrences has a late minute."""
    return frozenset(o.day.date for o in occurrences if late_minutes(problem, o.day, o.interval, stage))
