"""The least a week asks for, however homerooms gather and whichever clubs open: a lower bound of every plan's demand.

Each figure is a minimum over all choices planning has, so what is short here is short in every plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Occurrence, Pool
from scheduler.domain.demand import Period
from scheduler.domain.groups import (
    CLASS_KINDS,
    Group,
    GroupOption,
    Kind,
    adults_needed,
    group_options,
    support_sessions,
)
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import Stage
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from scheduler.planning.offering import pairs
from scheduler.planning.staffing import PlacedGroup, group_pools, post_pools

ANYWHERE = ""
"""Building of a demand whose place is not chosen: no walk leads to it."""


@dataclass(frozen=True)
class Cluster:
    """Homerooms that may gather with one another in a period of a day, and every way for some of them to."""

    day: SchoolDay
    period: Period
    interval: Interval
    stage: Stage | None
    """None when homerooms of two stages may be joined."""
    homerooms: tuple[str, ...]
    options: tuple[GroupOption, ...]

    @property
    def groups(self) -> int:
        """Fewest groups that hold all the homerooms."""
        return _fewest(self.homerooms, [(option.homerooms, len(option.groups)) for option in self.options])

    def adults(self, problem: Problem) -> int:
        """Fewest adults that all its groups can need together."""
        costs = [(o.homerooms, sum(adults_needed(problem, group) for group in o.groups)) for o in self.options]
        return _fewest(self.homerooms, costs)


@dataclass(frozen=True)
class Meetings:
    """What a strand's clubs ask for on one day: `pupils` present, in as few `sections`, with as few `adults`, as the
    clubs' capacities and ratios ever allow. `places` is all the pupils its clubs can take."""

    day: SchoolDay
    strand: Strand
    interval: Interval
    stage: Stage
    pupils: int
    places: int
    sections: int
    adults: int


def clusters(problem: Problem, day: SchoolDay) -> Iterator[Cluster]:
    """Every cluster of the day's class-based periods, in order of period."""
    for period in Period:
        for members in _joined(group_options(problem, period, day)):
            rooms = tuple(dict.fromkeys(room for option in members for room in option.homerooms))
            interval = problem.slot(rooms[0], day, period)
            stages = {problem.homerooms[room].stage for room in rooms}
            if interval is not None:
                yield Cluster(day, period, interval, stages.pop() if len(stages) == 1 else None, rooms, members)


def meetings(problem: Problem) -> Iterator[Meetings]:
    """What every strand asks for on each of its days; nothing where nobody attends."""
    for strand in problem.strands.values():
        clubs = [club for club, at in pairs(problem) if at == strand]
        for day in problem.strand_days(strand):
            rooms = problem.strand_homerooms(strand)
            pupils = sum(problem.headcount(room.id, day, Period.P2) for room in rooms)
            interval = problem.strand_slot(strand, day)
            if pupils and interval is not None:
                yield _meetings(problem, clubs, Meetings(day, strand, interval, rooms[0].stage, pupils, 0, 0, 0))


def least_pools(problem: Problem) -> tuple[Pool, ...]:
    """The least demand for adults of the week as pools: class-based groups, support groups, clubs, posts.

    A pool of leads asks for as many as there are fewest groups, the assistants' pool for what fewest adults are more.
    """
    held = tuple(meetings(problem))
    found: list[Pool] = []
    running: list[PlacedGroup] = []
    for day in problem.days:
        here = tuple(clusters(problem, day))
        support = [PlacedGroup(group, None, ANYWHERE) for group in support_sessions(problem, day)]
        found += _class_pools(problem, here)
        found += group_pools(problem, support)
        running += [*support, *_stand_ins(day, here, [m for m in held if m.day == day])]
    found += [pool for m in held for pool in _club_pools(m)]
    found += post_pools(problem, running, ())
    return tuple(found)


def sections_of(problem: Problem, club: Club, besides: str = "") -> int:
    """Most sections of a club that its own limit and the equipment allow at one time; one thing may be left aside."""
    needs = {thing: n for thing, n in club.equipment.items() if n and thing != besides}
    stocks = [problem.site.equipment.get(thing, 0) // n for thing, n in needs.items()]
    return min([club.max_sections, *stocks])


def _joined(options: Sequence[GroupOption]) -> list[tuple[GroupOption, ...]]:
    """Options parted so that no homeroom is in two parts, in order of first appearance."""
    parts: list[tuple[set[str], list[GroupOption]]] = []
    for option in options:
        rooms = set(option.homerooms)
        touched = [part for part in parts if part[0] & rooms]
        merged = (rooms.union(*(part[0] for part in touched)), [o for part in touched for o in part[1]] + [option])
        at = min((parts.index(part) for part in touched), default=len(parts))
        parts = [part for part in parts if part not in touched]
        parts.insert(at, merged)
    return [tuple(part[1]) for part in parts]


def _fewest(rooms: Sequence[str], costs: Sequence[tuple[tuple[str, ...], int]]) -> int:
    """A lower bound of the cheapest cover: each homeroom bears its even share of the best option it is in."""
    shares = [min(Fraction(cost, len(members)) for members, cost in costs if room in members) for room in rooms]
    return ceil(sum(shares))


def _meetings(problem: Problem, clubs: Sequence[Club], asked: Meetings) -> Meetings:
    strand, pupils = asked.strand, asked.pupils
    sizes: list[tuple[int, int]] = []
    shares: list[tuple[int, int]] = []
    for club in clubs:
        count = sections_of(problem, club)
        rules = [problem.policy.ratios.get((club.risk, grade)) for grade in sorted(club.grades & strand.grades)]
        hard = max((rule.hard for rule in rules if rule is not None), default=0)
        if hard and count > 0:
            sizes.append((club.capacity, count * club.capacity))
            shares.append((min(hard, club.capacity), count * club.capacity))
    places = sum(total for _, total in sizes)
    seated = min(pupils, places)
    return Meetings(
        asked.day, strand, asked.interval, asked.stage, pupils, places, _filled(seated, sizes), _filled(seated, shares)
    )


def _filled(pupils: int, sizes: Sequence[tuple[int, int]]) -> int:
    """Fewest units for the pupils when `total` of them may go `size` to a unit, largest sizes first."""
    units, left = Fraction(0), pupils
    for size, total in sorted(sizes, reverse=True):
        units += Fraction(min(left, total), size)
        left -= min(left, total)
    return ceil(units)


def _class_pools(problem: Problem, here: Sequence[Cluster]) -> Iterator[Pool]:
    alike: dict[tuple[Period, Interval, Stage | None], list[Cluster]] = {}
    for cluster in here:
        alike.setdefault((cluster.period, cluster.interval, cluster.stage), []).append(cluster)
    for (period, interval, stage), members in alike.items():
        groups = sum(cluster.groups for cluster in members)
        adults = sum(cluster.adults(problem) for cluster in members)
        yield from _pair(CLASS_KINDS[period], members[0].day, interval, stage, groups, adults)


def _club_pools(m: Meetings) -> Iterator[Pool]:
    for pool in _pair(Kind.CLUB, m.day, m.interval, m.stage, m.sections, m.adults, m.strand.id):
        yield pool if pool.role is Role.ASSISTANT else replace(pool, stage=None)


def _pair(
    kind: Kind, day: SchoolDay, interval: Interval, stage: Stage | None, groups: int, adults: int, place: str = ""
) -> Iterator[Pool]:
    """The pools of leads and of assistants; `place` is the strand of a club's."""
    where = Occurrence(day, interval, ANYWHERE)
    for role, count in ((Role.LEAD, groups), (Role.ASSISTANT, adults - groups)):
        name = "/".join(str(part) for part in ("least", kind, day.date, interval, stage or "any", place, role))
        if count > 0:
            targets = tuple(f"{name}/{number}" for number in range(1, count + 1))
            yield Pool(name, kind.value, role, where, count, targets, stage, place=place)


def _stand_ins(day: SchoolDay, here: Sequence[Cluster], held: Sequence[Meetings]) -> Iterator[PlacedGroup]:
    """As many groups as there are at least, for the posts that are counted by groups."""
    spans = [(c.period, c.interval, c.stage, c.groups) for c in here]
    spans += [(Period.P2, m.interval, m.stage, m.sections) for m in held]
    for period, interval, stage, count in spans:
        group = Group("", CLASS_KINDS[period], period, day, interval, stage or Stage.PRIMARY, (), (), 0)
        yield from (PlacedGroup(group, None, ANYWHERE) for _ in range(count))
