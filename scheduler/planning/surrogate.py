"""Rows that let the offer stage foresee the staffing stage: necessary conditions of it, summed over all adults.

They forbid nothing a fully staffed week could hold; without them the offer could open sections that nobody is left to
lead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Opening, Space
from scheduler.domain.groups import adults_needed
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.posts import post_demand
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_from
from scheduler.planning.staffing import PlacedGroup, busiest
from solvers.rows import Key, Row, linear


@dataclass(frozen=True, slots=True)
class _Moment:
    """One minute of a day at which sections meet: their keys, helpers there, and helpers that groups and posts hold."""

    day: SchoolDay
    minute: int
    keys: tuple[Key, ...]
    here: int
    held: int


def foresee(problem: Problem, space: Space, groups: Sequence[PlacedGroup]) -> Iterator[Row]:
    """At every minute a section may begin: sections meeting <= helpers present, less those groups and posts hold then.

    For the week: the same at one late minute a day, summed, against the late days all helpers may work. Nobody is at
    two places in one minute, so no week with every place filled breaks a row. A side that would be below 0 is 0.
    """
    week: dict[Key, int] = {}
    left = sum(_late_days(problem, adult) for adult in problem.adults.values() if _helper(adult))
    for day in problem.days:
        moments = [_moment(problem, space, groups, day, minute) for minute in _beginnings(problem, space, day)]
        for m in moments:
            terms = [(key, 1) for key in m.keys]
            yield linear(f"foresee/{day.date}/{m.minute}", terms, None, max(0, m.here - m.held))
        late = [m for m in moments if all(m.minute >= late_from(problem, day, s) for s in (None, *problem.stages))]
        if late:
            fullest = max(late, key=lambda m: (len(m.keys), m.held, -m.minute))
            left -= fullest.held
            for key in fullest.keys:
                week[key] = week.get(key, 0) + 1
    if week:
        yield linear("foresee/week", list(week.items()), None, max(0, left))


def _beginnings(problem: Problem, space: Space, day: SchoolDay) -> list[int]:
    """The minutes at which a section may begin that day."""
    slots = (_slot(problem, opening, day) for opening in space.openings)
    return sorted({slot.start for slot in slots if slot is not None})


def _slot(problem: Problem, opening: Opening, day: SchoolDay) -> Interval | None:
    return problem.strand_slot(opening.strand, day) if day.weekday in opening.strand.weekdays else None


def _moment(problem: Problem, space: Space, groups: Sequence[PlacedGroup], day: SchoolDay, minute: int) -> _Moment:
    keys = []
    for opening in space.openings:
        slot = _slot(problem, opening, day)
        if slot is not None and slot.contains(minute):
            keys.append(opening.key)
    running = [p.group for p in groups if p.group.day == day and p.group.interval.contains(minute)]
    demand = post_demand(problem, day, busiest(problem, day, groups, ()))
    posts = [need for need in demand if need.interval.contains(minute)]
    wanted = [need for need in posts if not need.rule.duty_only and AdultKind.GUARD not in need.rule.kinds]
    held = sum(adults_needed(problem, g) for g in running) + sum(need.quantity for need in wanted)
    here = [a for a in problem.adults.values() if _helper(a) and a.free(day, Interval(minute, minute + 1))]
    return _Moment(day, minute, tuple(keys), len(here), held)


def _helper(adult: Adult) -> bool:
    return not adult.duty_only and adult.kind is not AdultKind.GUARD


def _late_days(problem: Problem, adult: Adult) -> int:
    days = sum(1 for day in problem.days if adult.windows.get(day.weekday) and day.date not in adult.absent)
    return min(adult.caps.late_days, days)
