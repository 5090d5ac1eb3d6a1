"""Moments of a day: stretches of the clock in which nothing begins or ends."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay

T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """A stretch with the units wanted in it, and the suppliers that could serve any of them, each counted once."""

    day: SchoolDay
    interval: Interval
    wanted: int
    supply: int


def stretches(
    items: Iterable[T], when: Callable[[T], tuple[SchoolDay, Interval]]
) -> Iterator[tuple[SchoolDay, Interval, list[T]]]:
    """Every stretch of the week in which the same items run, with those items in the order given."""
    by_day: dict[SchoolDay, list[tuple[Interval, T]]] = {}
    for item in items:
        day, interval = when(item)
        by_day.setdefault(day, []).append((interval, item))
    for day in sorted(by_day, key=lambda day: day.date):
        cuts = sorted({minute for span, _ in by_day[day] for minute in (span.start, span.end)})
        for start, end in pairwise(cuts):
            here = [item for span, item in by_day[day] if span.contains(start)]
            if here:
                yield day, Interval(start, end), here
