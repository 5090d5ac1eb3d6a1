"""Dividing what runs at the same time over lanes, so that nothing hides behind another."""

from collections.abc import Sequence

from scheduler.calendar.clock import Interval


def lanes(intervals: Sequence[Interval]) -> tuple[int, ...]:
    """A lane (0, 1, ...) for every interval, in the order given; two in one lane share no minute.

    Intervals are dealt by start into the lowest free lane, which uses the fewest lanes possible.
    """
    ends: list[int] = []
    found = [0] * len(intervals)
    for index in sorted(range(len(intervals)), key=lambda i: (intervals[i], i)):
        interval = intervals[index]
        lane = next((k for k, end in enumerate(ends) if end <= interval.start), len(ends))
        ends[lane : lane + 1] = [interval.end]
        found[index] = lane
    return tuple(found)
