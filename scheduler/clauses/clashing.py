"""Rows' side of being in one place: which duty options of one adult exclude one another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import DutyOption, Occurrence
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from solvers.rows import Key


class Slot(NamedTuple):
    """A time that options of one adult share; `buildings` are all places they may turn out to be in."""

    interval: Interval
    buildings: tuple[str, ...]


def slots_by_day(problem: Problem, options: Iterable[DutyOption]) -> Mapping[SchoolDay, Mapping[Slot, list[Key]]]:
    """Keys of the options by day and slot, days and slots in order of first appearance.

    A section's lead may be sent to any building that has a venue for the club, so all of them are its place; where one
    meeting is led, its place is known.
    """
    clubs: dict[str, tuple[str, ...]] = {}
    found: dict[SchoolDay, dict[Slot, list[Key]]] = {}
    for option in options:
        for occurrence in option.occurrences:
            slot = Slot(occurrence.interval, _buildings(problem, option, occurrence, clubs))
            found.setdefault(occurrence.day, {}).setdefault(slot, []).append(option.key)
    return found


def cliques(slots: Sequence[Slot]) -> list[list[Slot]]:
    """The largest sets of slots that share a minute; any two that overlap are together in one."""
    sets = []
    for start in sorted({slot.interval.start for slot in slots}):
        sets.append([slot for slot in slots if slot.interval.contains(start)])
    return [one for one in sets if not any(set(one) < set(other) for other in sets)]


def too_far(problem: Problem, slots: Sequence[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of slots that share no minute but leave less time between them than the longest walk may take."""
    if not problem.site.walks:
        return
    for index, first in enumerate(slots):
        for second in slots[index + 1 :]:
            walk = max(problem.site.walk(a, b) for a in first.buildings for b in second.buildings)
            apart = not first.interval.overlaps(second.interval)
            if apart and first.interval.overlaps(second.interval, walk):
                yield first, second


def _buildings(
    problem: Problem, option: DutyOption, occurrence: Occurrence, clubs: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    club = option.club
    if club is None or option.pool is not None or option.role is not Role.LEAD:
        return (occurrence.building,)
    if club.id not in clubs:
        venues = problem.site.venues.values()
        places = {v.building for v in venues if v.kind in club.venue_kinds}
        clubs[club.id] = tuple(sorted(places | {occurrence.building}))
    return clubs[club.id]
