"""Rows' side of clashes: which intervals share a minute."""

from collections.abc import Iterable
from typing import TypeVar

from scheduler.calendar.clock import Interval

T = TypeVar("T")


def cliques(spans: Iterable[tuple[Interval, T]]) -> tuple[tuple[Interval, tuple[T, ...]], ...]:
    """Every maximal set of items whose intervals share a minute, with the minutes they share, in clock order.

    A set of one item is left out. Items of one interval keep their order.
    """
    by_interval: dict[Interval, list[T]] = {}
    for interval, item in spans:
        by_interval.setdefault(interval, []).append(item)
    intervals = sorted(by_interval)
    starts = sorted({interval.start for interval in intervals})
    found = []
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        together = [i for i in intervals if i.start <= start < i.end]
        first_end = min(i.end for i in together)
        if following is not None and first_end > following:
            continue
        items = tuple(item for interval in together for item in by_interval[interval])
        if len(items) > 1:
            found.append((Interval(start, first_end), items))
    return tuple(found)
