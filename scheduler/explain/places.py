"""Places: at every moment, the groups and club sections that meet at least against the venues they could use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import PlaceOption
from scheduler.domain.groups import CLASS_KINDS, Kind, support_sessions
from scheduler.domain.offer import SectionId
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason, barred, tallied
from scheduler.explain.least import clusters, meetings
from scheduler.explain.matching import Demand, Squeeze, squeezes
from scheduler.explain.moments import Moment, stretches
from scheduler.explain.shortage import Part, Resource, Shortage
from scheduler.planning.offering import pairs
from scheduler.planning.placing import group_space, section_space


@dataclass(frozen=True, slots=True)
class Gathering:
    """Groups or sections that meet at one time and may use the same venues: at least `count` of them."""

    day: SchoolDay
    interval: Interval
    part: Part
    count: int
    venues: frozenset[str]
    barred: tuple[tuple[str, Reason], ...]


@dataclass(frozen=True)
class Housing:
    """All gatherings of the week; for every club and strand the venues that nothing bars, and what bars the others of
    its kinds."""

    problem: Problem
    gatherings: tuple[Gathering, ...]
    club_venues: Mapping[tuple[str, str], frozenset[str]]
    club_barred: Mapping[tuple[str, str], Mapping[str, Reason]]

    def running(self) -> Iterator[tuple[SchoolDay, Interval, list[Gathering]]]:
        """Every stretch of the week in which the same gatherings run."""
        return stretches(self.gatherings, lambda gathering: (gathering.day, gathering.interval))


def housing(problem: Problem) -> Housing:
    """Who needs a place at least, and which venues would do."""
    clubs, stopped = _club_venues(problem)
    return Housing(problem, (*_class_gatherings(problem), *_club_gatherings(problem, clubs, stopped)), clubs, stopped)


def place_moments(house: Housing) -> Iterator[Moment]:
    """Places needed, and venues that suit somebody then, for every moment of the week."""
    for day, interval, here in house.running():
        venues = frozenset[str]().union(*(g.venues for g in here))
        yield Moment(day, interval, sum(g.count for g in here), len(venues))


def place_shortages(house: Housing) -> Iterator[Shortage]:
    """Moments at which more meet than there are places for, or just as many."""
    once = dict.fromkeys(house.problem.site.venues, 1)
    for day, interval, here in house.running():
        demands = [Demand(g, g.count, g.venues) for g in here]
        for squeeze in squeezes(demands, once):
            if squeeze.short or len(squeeze.demands) > 1:  # a homeroom in its own classroom is no news
                yield _shortage(day, interval, squeeze)


def _class_gatherings(problem: Problem) -> Iterator[Gathering]:
    space = group_space(problem)
    why = barred(space)
    offered: dict[str, list[PlaceOption]] = {}
    for place in space.places:
        offered.setdefault(place.what, []).append(place)
    for day in problem.days:
        for cluster in clusters(problem, day):
            places = [p for option in cluster.options for g in option.groups for p in offered.get(g.id, ())]
            stage = cluster.stage.value if cluster.stage else ""
            part = Part(CLASS_KINDS[cluster.period].value, 0, stage=stage)
            yield _gathering(day, cluster.interval, part, cluster.groups, places, why)
        for group in support_sessions(problem, day):
            part = Part(group.kind.value, 0, stage=group.stage.value, skill=group.subject or "")
            yield _gathering(day, group.interval, part, 1, offered.get(group.id, ()), why)


def _gathering(
    day: SchoolDay,
    interval: Interval,
    part: Part,
    count: int,
    places: Sequence[PlaceOption],
    why: Mapping[object, Reason],
) -> Gathering:
    usable = frozenset(p.venue.id for p in places if p.key not in why)
    stopped = {p.venue.id: why[p.key] for p in places if p.key in why and p.venue.id not in usable}
    return Gathering(day, interval, part, count, usable, tuple(stopped.items()))


Barred = Mapping[tuple[str, str], Mapping[str, Reason]]


def _club_venues(problem: Problem) -> tuple[Mapping[tuple[str, str], frozenset[str]], Barred]:
    """By (club, strand): venues a section could have on all its days, and what bars the other ones of its kinds."""
    sections = {SectionId(club.id, strand.id, 1): 1 for club, strand in pairs(problem)}
    space = section_space(problem, sections, {})
    why = barred(space)
    usable: dict[tuple[str, str], set[str]] = {(club.id, strand.id): set() for club, strand in pairs(problem)}
    stopped: dict[tuple[str, str], dict[str, Reason]] = {pair: {} for pair in usable}
    for place in space.places:
        if place.club is not None and place.strand is not None:
            pair = place.club.id, place.strand.id
            if place.key in why:
                stopped[pair][place.venue.id] = why[place.key]
            else:
                usable[pair].add(place.venue.id)
    return {pair: frozenset(venues) for pair, venues in usable.items()}, stopped


def _club_gatherings(
    problem: Problem, usable: Mapping[tuple[str, str], frozenset[str]], stopped: Barred
) -> Iterator[Gathering]:
    for m in meetings(problem):
        mine = [pair for pair in usable if pair[1] == m.strand.id]
        venues = frozenset[str]().union(*(usable[pair] for pair in mine))
        others = {v: r for pair in mine for v, r in stopped[pair].items() if v not in venues}
        part = Part(Kind.CLUB.value, 0, stage=m.stage.value, strand=m.strand.id)
        yield Gathering(m.day, m.interval, part, m.sections, venues, tuple(others.items()))


def _shortage(day: SchoolDay, interval: Interval, squeeze: Squeeze[Gathering]) -> Shortage:
    sums: dict[Part, int] = {}
    for demand in squeeze.demands:
        sums[demand.label.part] = sums.get(demand.label.part, 0) + demand.count
    parts = tuple(replace(part, count=count) for part, count in sums.items())
    stopped = tallied(squeeze.suppliers, (item for demand in squeeze.demands for item in demand.label.barred))
    return Shortage(
        Resource.VENUE,
        26,
        squeeze.short > 0,
        (day.date,),
        interval,
        parts,
        squeeze.wanted,
        squeeze.supply,
        squeeze.short,
        stopped,
        squeeze.suppliers,
    )
