"""One statement of the whole week: club days, seats, rooms, posts and adults decided together.

The same clauses as in planning write the rows, over one Space that offers every choice at once. What the stages pass
on to one another becomes rows of one more clause: posts that follow the number of groups, and adults beside a section.
The groups of the class-based periods are given: their stage is proven best within seconds.

Exact but for adults beside a section that is too large for one, or holds a pupil who needs an adult alone: their
number follows who sits where, so the statement asks for the most there could be (`exact` is then False).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Clause
from scheduler.clauses.covering import ADULT
from scheduler.clauses.space import Amount, Cost, Occurrence, PlaceOption, Pool, Short, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.places import Venue
from scheduler.domain.plan import Role, TierName
from scheduler.domain.posts import PostNeed, post_demand
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.lift import occupied
from scheduler.planning.offering import PAIR, busy, offer_space, pairs, strand_occurrences
from scheduler.planning.staffing import PlacedGroup, busiest, group_pools, post_pool, servers
from solvers.instance import Instance
from solvers.rows import Key, Row, linear

LOW_GRADES = 2
"""Grades 1 and 2 belong on the ground floor (clause 26)."""
MANY = 10**6


@dataclass(frozen=True)
class Watched:
    """A kind of post of one day whose number follows the groups that run at once.

    `steady` is the most class-based groups at one minute; `minutes` are the others at which sections may run, each with
    the groups beside them.
    """

    pool: Pool
    need: PostNeed
    day: SchoolDay
    steady: int
    minutes: Mapping[int, int]

    @property
    def shifts(self) -> Amount:
        """How many times the rule's quantity is wanted: the groups at the fullest minute / groups a shift, up."""
        return Amount("shifts", (self.pool.id,), 0, len(self.pool.targets) // self.need.rule.quantity)


@dataclass(frozen=True)
class Beside:
    """Adults beside the leads of sections at one time: `steady` for pupils with needs, more for each open section."""

    pool: Pool
    steady: int
    sections: tuple[tuple[Key, int], ...]


@dataclass(frozen=True)
class Housing:
    """Venues alike, and the key that counts how many of them a club's sections have in a strand."""

    place: PlaceOption
    venues: tuple[Venue, ...]


@dataclass(frozen=True)
class Whole:
    """The statement and what is needed to read an answer."""

    problem: Problem
    groups: tuple[PlacedGroup, ...]
    space: Space
    housings: tuple[Housing, ...]
    watched: tuple[Watched, ...]
    beside: tuple[Beside, ...]

    @property
    def exact(self) -> bool:
        """Whether the statement's values are the judge's, but for what the groups cost."""
        return not self.beside

    @cached_property
    def instance(self) -> Instance:
        """All rows and tiers."""
        return self.instance_of(tuple(TierName))

    def instance_of(self, tiers: Sequence[TierName]) -> Instance:
        """All rows, and some of the tiers."""
        return compile_space(self.space, (*BOOK, Joined(self.watched, self.beside)), tiers)


def whole_week(problem: Problem, groups: Sequence[PlacedGroup]) -> Whole:
    """The statement for a school's week with its class-based groups given."""
    offered = offer_space(problem, {})
    housings = tuple(_housings(problem, groups))
    watched = tuple(_watched(problem, groups))
    steady = (*group_pools(problem, groups), *_steady_posts(problem, groups, watched))
    beside = tuple(_beside(problem, offered))
    pools = (*steady, *_chaperones(problem), *(w.pool for w in watched), *(b.pool for b in beside))
    duties = (*offered.duties, *(option for pool in pools for option in servers(problem, pool)))
    space = replace(offered, places=tuple(h.place for h in housings), duties=duties, pools=pools)
    return Whole(problem, tuple(groups), space, housings, watched, beside)


class Joined(Clause):
    """What the stages of planning pass on to one another, as rows."""

    number = 0
    section = "—"
    quote = ""
    kind = "H"
    title = ("各阶段合并", "All stages at once")

    def __init__(self, watched: Sequence[Watched], beside: Sequence[Beside]) -> None:
        self._watched, self._beside = watched, beside

    def rows(self, space: Space) -> Iterator[Row]:
        """Posts wanted by the fullest minute of a day; adults beside sections."""
        for watched in self._watched:
            yield from _shift_rows(self, space, watched)
        for beside in self._beside:
            served = [*((key, 1) for key in space.servers(beside.pool)), (_short(beside.pool), 1)]
            wanted = [(key, -count) for key, count in beside.sections]
            yield linear(self.tag("beside", beside.pool.id), [*served, *wanted], beside.steady, beside.steady)

    def costs(self, space: Space) -> Iterator[Cost]:
        """10 for every adult missing; the stairs of sections with the youngest."""
        for pool in [w.pool for w in self._watched] + [b.pool for b in self._beside]:
            yield Cost(TierName.SHORTAGE, _short(pool), ADULT)
        for place in space.places:
            stairs = max(0, place.venue.floor - 1)
            grades = place.club.grades & place.strand.grades if place.club and place.strand else ()
            if stairs and min(grades, default=9) <= LOW_GRADES:
                yield Cost(TierName.WISHES, place.key, stairs)


def _shift_rows(clause: Clause, space: Space, watched: Watched) -> Iterator[Row]:
    """Adults at the post + short = quantity x shifts; shifts = ceil(groups at the fullest minute / groups a shift)."""
    shifts, rule, name = watched.shifts, watched.need.rule, watched.pool.id
    served = [(key, 1) for key in (*space.servers(watched.pool), _short(watched.pool))]
    yield linear(clause.tag("post", name), [*served, (shifts, -rule.quantity)], 0, 0)
    fullest = {minute: Amount("fullest", (name, str(minute)), 0, 1) for minute in (-1, *watched.minutes)}
    yield linear(clause.tag("fullest", name), [(key, 1) for key in fullest.values()], 1, 1)
    slack = rule.groups * shifts.upper
    for minute, chosen in fullest.items():
        beside = watched.steady if minute < 0 else watched.minutes[minute]
        running = [] if minute < 0 else [(key, -1) for key in _running(space, watched.day, minute)]
        yield linear(clause.tag("enough", name, minute), [(shifts, rule.groups), *running], beside)
        terms = [(shifts, rule.groups), *running, (chosen, slack)]
        yield linear(clause.tag("not more", name, minute), terms, None, beside + rule.groups - 1 + slack)


def _running(space: Space, day: SchoolDay, minute: int) -> Iterator[Key]:
    """Keys of the sections that meet at the minute."""
    for opening in space.openings:
        slot = space.problem.strand_slot(opening.strand, day)
        if day.weekday in opening.strand.weekdays and slot is not None and slot.contains(minute):
            yield opening.key


def _short(pool: Pool) -> Short:
    return Short(0, "adult", pool.id, len(pool.targets), ADULT)


def _housings(problem: Problem, groups: Sequence[PlacedGroup]) -> Iterator[Housing]:
    """Venues that differ in nothing but their name, for every club and strand whose meetings find them free."""
    taken = occupied(groups)
    alike: dict[object, list[Venue]] = {}
    for venue in problem.site.venues.values():
        when = tuple((o.day, o.interval) for o in taken.get(venue.id, ()))
        alike.setdefault((replace(venue, id="", homeroom=None, gate_minutes=0), when), []).append(venue)
    for club, strand in pairs(problem):
        meetings = strand_occurrences(problem, strand)
        for venues in alike.values():
            first = venues[0]
            if first.kind in club.venue_kinds and not busy(taken.get(first.id, ()), meetings):
                key = Amount("housed", (club.id, strand.id, first.id), 0, min(len(venues), club.max_sections))
                where = strand_occurrences(problem, strand, first.building)
                place = PlaceOption(key, club.id, first, len(venues), Kind.CLUB, where, None, club=club, strand=strand)
                yield Housing(place, tuple(venues))


def _watched(problem: Problem, groups: Sequence[PlacedGroup]) -> Iterator[Watched]:
    for day in problem.days:
        steady, minutes = busiest(problem, day, groups, ()), _club_minutes(problem, day, groups)
        sure = set(post_demand(problem, day, steady))
        for need in post_demand(problem, day, steady + _most_sections(problem, day)):
            if need not in sure and need.rule.span != "evening":
                pool = post_pool(problem, day.date.isoformat(), need, Occurrence(day, need.interval, need.building))
                yield Watched(replace(pool, demand=0), need, day, steady, minutes)


def _steady_posts(problem: Problem, groups: Sequence[PlacedGroup], watched: Sequence[Watched]) -> Iterator[Pool]:
    """Posts whose number does not depend on the sections; the evening's as if all the sections met then."""
    moving = {w.pool.id for w in watched}
    for day in problem.days:
        most = busiest(problem, day, groups, ()) + _most_sections(problem, day)
        for need in post_demand(problem, day, most):
            pool = post_pool(problem, day.date.isoformat(), need, Occurrence(day, need.interval, need.building))
            if pool.id not in moving:
                yield pool


def _club_minutes(problem: Problem, day: SchoolDay, groups: Sequence[PlacedGroup]) -> dict[int, int]:
    """Every minute at which sections or groups beside them begin that day: groups that run then."""
    slots = [slot for slot in (_slot(pair, problem, day) for pair in pairs(problem)) if slot is not None]
    spans = [p.group.interval for p in groups if p.group.day == day]
    starts = sorted({span.start for span in (*slots, *spans) if any(slot.contains(span.start) for slot in slots)})
    return {minute: sum(span.contains(minute) for span in spans) for minute in starts}


def _most_sections(problem: Problem, day: SchoolDay) -> int:
    return sum(club.max_sections for club, strand in pairs(problem) if _slot((club, strand), problem, day) is not None)


def _slot(pair: PAIR, problem: Problem, day: SchoolDay) -> Interval | None:
    return problem.strand_slot(pair[1], day) if day.weekday in pair[1].weekdays else None


def _chaperones(problem: Problem) -> Iterator[Pool]:
    """One pool a club, strand and day where somebody could lead who may not be alone with pupils."""
    for club, strand in pairs(problem):
        if any(not a.own and not a.sole_allowed and a.can_lead(club.id, club.skill) for a in problem.adults.values()):
            stage = problem.strand_homerooms(strand)[0].stage
            for o in strand_occurrences(problem, strand):
                name = f"chaperone/{club.id}/{strand.id}/{o.day.date}/{o.building}"
                places = tuple(f"{name}/{n}" for n in range(1, club.max_sections + 1))
                yield Pool(name, Kind.CLUB.value, Role.ASSISTANT, o, 0, places, stage, own_only=True)


def _beside(problem: Problem, offered: Space) -> Iterator[Beside]:
    for strand in problem.strands.values():
        openings = [o for o in offered.openings if o.strand is strand]
        for o in strand_occurrences(problem, strand) if openings else ():
            extra = [(p.key, n) for p in openings if (n := _too_large(problem, (p.club, strand)))]
            needy = _needy(problem, strand.id, o.day)
            most = needy + sum(p.key.upper * n for p in openings for key, n in extra if key == p.key)
            if most:
                stage = problem.strand_homerooms(strand)[0].stage
                name = f"{Kind.CLUB}/{o.day.date}/{o.interval}/{stage}/{o.building}/assistant"
                places = tuple(f"{name}/{n}" for n in range(1, most + 1))
                yield Beside(Pool(name, Kind.CLUB.value, Role.ASSISTANT, o, 0, places, stage), needy, tuple(extra))


def _too_large(problem: Problem, pair: PAIR) -> int:
    """Adults a full section of the club's youngest grade needs beside its lead."""
    club, strand = pair
    grades = [h.grade for h in problem.strand_homerooms(strand) if h.grade in club.grades]
    ratio = problem.policy.ratios.get((club.risk, min(grades))) if grades else None
    return 0 if ratio is None else ceil(club.capacity / ratio.hard) - 1


def _needy(problem: Problem, strand: str, day: SchoolDay) -> int:
    """Pupils of a strand who attend that day and need an adult of their own."""
    rooms = problem.strand_homerooms(problem.strands[strand])
    return sum(p.needs_adult for h in rooms for p in problem.attending(h.id, day, Period.P2)) if problem.roster else 0
