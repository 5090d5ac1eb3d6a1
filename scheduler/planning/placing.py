"""Stage "places": how homerooms gather in the class-based periods, and which venue every group and section has."""

from collections.abc import Iterator, Mapping, Sequence

from scheduler.clauses.space import GatherOption, Gathers, Occurrence, Placed, PlaceOption, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Group, Kind, group_options, suits, support_sessions
from scheduler.domain.offer import SectionId
from scheduler.domain.places import Venue
from scheduler.domain.problem import Problem
from scheduler.planning.offering import busy, strand_occurrences


def group_space(problem: Problem) -> Space:
    """Groups of the class-based periods and support groups: how they gather and where they meet."""
    gathers: list[GatherOption] = []
    places: list[PlaceOption] = []
    for day in problem.days:
        for period in Period:
            for option in group_options(problem, period, day):
                gathers.append(GatherOption(Gathers(option.id), option))
                places.extend(place for group in option.groups for place in _venues(problem, group))
        for group in support_sessions(problem, day):
            places.extend(_venues(problem, group))
    return Space(problem=problem, gathers=tuple(gathers), places=tuple(places))


def _venues(problem: Problem, group: Group) -> Iterator[PlaceOption]:
    for venue in problem.site.venues.values():
        if suits(venue.kind, group.period) and _reachable(problem, group, venue):
            where = (Occurrence(group.day, group.interval, venue.building),)
            yield PlaceOption(
                Placed(group.id, venue.id), group.id, venue, 1, group.kind, where, group.size, group=group
            )


def _reachable(problem: Problem, group: Group, venue: Venue) -> bool:
    """Own classrooms and shared venues; any classroom for pooled, merged or split groups and support groups."""
    if venue.homeroom is None or venue.homeroom in group.homerooms:
        return True
    whole = len(group.homerooms) == 1 and group.size == _heads(problem, group)
    return not whole or group.kind in (Kind.SUPPORT, Kind.EXTENSION, Kind.EXTENDED_CARE)


def _heads(problem: Problem, group: Group) -> int:
    return problem.headcount(group.homerooms[0], group.day, group.period)


def section_space(problem: Problem, sizes: Mapping[SectionId, int], taken: Mapping[str, Sequence[Occurrence]]) -> Space:
    """Named venues for the open sections, each for all its meetings, with `taken` venues left out."""
    places: list[PlaceOption] = []
    for section, size in sizes.items():
        club, strand = problem.clubs[section.club], problem.strands[section.strand]
        for venue in problem.site.venues.values():
            where = strand_occurrences(problem, strand, venue.building)
            if venue.kind in club.venue_kinds and not busy(taken.get(venue.id, ()), where):
                key = Placed(str(section), venue.id)
                places.append(
                    PlaceOption(key, str(section), venue, 1, Kind.CLUB, where, size, club=club, strand=strand)
                )
    opened: dict[tuple[str, str], int] = {}
    for section in sizes:
        opened[section.club, section.strand] = opened.get((section.club, section.strand), 0) + 1
    return Space(problem=problem, opened=opened, places=tuple(places))
