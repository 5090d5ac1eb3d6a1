"""Count first: supply against demand before any search, from bounds that hold for every plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.calendar.clock import Interval
from scheduler.domain.problem import Problem
from scheduler.explain.adults import adult_shortages, moments, staffing
from scheduler.explain.equipment import equipment_shortages
from scheduler.explain.moments import Moment
from scheduler.explain.places import housing, place_moments, place_shortages
from scheduler.explain.seats import seat_shortages
from scheduler.explain.shortage import Shortage
from scheduler.explain.sought import sought


@dataclass(frozen=True)
class Count:
    """What is short or has nothing to spare, certain shortages first; and the week's curves of adults and places."""

    shortages: tuple[Shortage, ...]
    adults: tuple[Moment, ...]
    places: tuple[Moment, ...]

    @property
    def certain(self) -> tuple[Shortage, ...]:
        """Shortages that no plan can avoid."""
        return tuple(shortage for shortage in self.shortages if shortage.certain)


def count_first(problem: Problem) -> Count:
    """Count a week: adults and skills, places, club seats, equipment, late days and duties, each moment and all week.

    A certain shortage leaves at least `short` demands unmet in every plan, on each of its dates. Nothing is searched.
    """
    staff, house = staffing(problem), housing(problem)
    asked = tuple(sought(problem))
    clubs = (*seat_shortages(problem, asked, staff, house), *equipment_shortages(problem, asked))
    found = [*adult_shortages(staff), *place_shortages(house), *clubs]
    joined = _same_days(_same_content(found))
    ordered = sorted(joined, key=lambda s: (not s.certain, s.dates, s.interval or Interval(0, 1440), s.clause))
    return Count(tuple(ordered), tuple(moments(staff)), tuple(place_moments(house)))


def _same_content(found: Iterable[Shortage]) -> list[Shortage]:
    """Shortages that go on unchanged from one stretch of a day to the next, told once."""
    told: dict[Shortage, list[Shortage]] = {}
    for shortage in found:
        alike = told.setdefault(replace(shortage, interval=None), [])
        before = alike[-1].interval if alike else None
        if before is not None and shortage.interval is not None and before.end == shortage.interval.start:
            alike[-1] = replace(shortage, interval=Interval(before.start, shortage.interval.end))
        else:
            alike.append(shortage)
    return [shortage for alike in told.values() for shortage in alike]


def _same_days(found: Sequence[Shortage]) -> list[Shortage]:
    """Shortages that differ only in the day, told once with all their days."""
    told: dict[Shortage, Shortage] = {}
    for shortage in found:
        key = replace(shortage, dates=())
        known = told.get(key)
        told[key] = shortage if known is None else replace(shortage, dates=(*known.dates, *shortage.dates))
    return list(told.values())
