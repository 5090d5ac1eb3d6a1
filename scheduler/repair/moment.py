"""The moment from which on a week may still be changed."""

import datetime
from typing import NamedTuple

from scheduler.calendar.clock import Interval, parse_clock
from scheduler.calendar.term import parse_weekday
from scheduler.domain.problem import Problem


class Moment(NamedTuple):
    """A minute of a date. What starts before it has happened, and stays exactly as it was."""

    date: datetime.date
    minute: int = 0

    def past(self, when: datetime.date, interval: Interval) -> bool:
        """Whether something at that time started before."""
        return (when, interval.start) < (self.date, self.minute)

    def late(self, when: datetime.date) -> bool:
        """Whether who is told now is told on the very day."""
        return when == self.date


def before(problem: Problem) -> Moment:
    """The moment before the whole week: the day before, so that nobody is told late."""
    return Moment(problem.days[0].date - datetime.timedelta(days=1))


def parse_day(problem: Problem, text: str) -> datetime.date:
    """The date of `tue`, `周二` or `2026-09-08` in the week of the problem.

    Raises ValueError naming the text, the rule and the days there are.
    """
    known = {day.weekday: day.date for day in problem.days}
    try:
        found = datetime.date.fromisoformat(text) if text[:1].isdigit() else known.get(parse_weekday(text))
    except ValueError:
        found = None
    if found is None or found not in known.values():
        days = ", ".join(str(day) for day in known.values())
        raise ValueError(
            f"{text!r} must be a school day of the week ({days}), such as tue or 2026-09-08"
            f" / {text!r} 应为本周的上课日（{days}），例如 tue、周二或 2026-09-08"
        )
    return found


def parse_moment(problem: Problem, text: str) -> Moment:
    """The moment of `tue 14:00`, `周二 14:00`, `2026-09-08 14:00`, or a day alone (its start).

    Raises ValueError as `parse_day` and `parse_clock` do.
    """
    day, _, clock = text.strip().replace("T", " ", 1 if text[:1].isdigit() else 0).partition(" ")
    return Moment(parse_day(problem, day), parse_clock(clock.strip()) if clock.strip() else 0)
