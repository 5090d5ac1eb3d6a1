"""Rival `hand`: how a planner does it on paper, the most constrained first.

1. Clubs to days: in the strand with fewest places for its pupils the club that fewest adults could lead opens next, of
   several the one with most first wishes per place, if a lead and a room are free for it, until there are places for
   all and some more (SPARE). Of rooms the one nearest to the club's size that holds it, of leads the one who could lead
   fewest other clubs.
2. Pupils by lottery (serial dictatorship): each takes the best club on the list with a place left, else any open one.
   Sections that stay too small shut, the smallest first, and their pupils choose again.
3. Duties by scarcity: of all places the one with fewest adults to choose from, to the adult with fewest late minutes,
   then fewest duties.

What was done for it: the same class-based groups, and every rule on who may do what is looked up in our own clauses, so
that it never breaks one by oversight. It does not look back: nothing is swapped once it is written down.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from scheduler.clauses.seen import evening_from
from scheduler.clauses.space import DutyOption, Space
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.people import Adult
from scheduler.domain.places import Venue
from scheduler.domain.plan import Seat
from scheduler.domain.problem import Problem
from scheduler.planning.lift import meetings, occupied
from scheduler.planning.naming import seats_in_sections
from scheduler.planning.offering import lead_options, pairs
from scheduler.planning.placing import section_space
from scheduler.planning.staffing import PlacedGroup, staff_space
from scheduler.planning.whole.reading import Choices, errand, holds, plan_of
from tests.benchmarks.rivals.case import Course, School
from tests.benchmarks.rivals.forbidden import forbidden

SPARE = 1.4
"""Places a strand opens for each pupil."""


def run_hand(school: School, seconds: float, seed: int, course: Course) -> None:
    """One plan, as fast as it goes; the seed draws the lottery."""
    del seconds
    choices = by_hand(school.problem, school.groups, seed)
    course.status = "done"
    course.add(lambda: plan_of(school.problem, school.groups, choices))


def by_hand(problem: Problem, groups: Sequence[PlacedGroup], seed: int) -> Choices:
    """Every choice of the week. Roster mode only."""
    diary = Diary(problem)
    offer = Offer(problem, groups, diary)
    offer.open_all()
    chosen = offer.seat_all(random.Random(seed))
    opened = {(club, strand): len(rooms) for (club, strand), rooms in offer.rooms.items()}
    seats = seats_in_sections(problem, chosen, opened)
    venues: dict[SectionId, str | None] = {}
    leads: dict[SectionId, str | None] = {}
    for pair, rooms in offer.rooms.items():
        for number, (room, lead) in enumerate(zip(rooms, offer.leads[pair], strict=True), start=1):
            venues[SectionId(*pair, number)], leads[SectionId(*pair, number)] = room.id, lead.adult.id
    serving = serve_all(problem, groups, seats, venues, diary)
    return Choices(venues, leads, seats, (), serving)


@dataclass
class Diary:
    """What every adult has been given so far, and whether one more duty still fits."""

    problem: Problem
    given: dict[str, list[DutyOption]] = field(default_factory=dict)

    def burden(self, option: DutyOption) -> tuple[int, int, str]:
        """Late minutes and duties the adult would have with it; less is better."""
        mine = [*self.given.get(option.adult.id, ()), option]
        return sum(d.late_minutes for d in mine), sum(len(d.occurrences) for d in mine), option.adult.id

    def fits(self, option: DutyOption) -> bool:
        """No clash and no cap broken; another section to lead only while the policy allows it."""
        mine = self.given.get(option.adult.id, [])
        together = [*mine, option]
        caps = option.adult.caps
        late = {when for duty in together for when in duty.late_dates}
        leads = sum(duty.club is not None for duty in together)
        return (
            sum(len(duty.occurrences) for duty in together) <= caps.sessions
            and len(late) <= caps.late_days
            and leads <= self.problem.policy.max_club_leads
            and not any(self._clash(duty, option) for duty in mine)
            and self._evenings_fit(option.adult, together)
        )

    def write(self, option: DutyOption) -> None:
        """Give the duty."""
        self.given.setdefault(option.adult.id, []).append(option)

    def strike(self, option: DutyOption) -> None:
        """Take it back."""
        self.given[option.adult.id].remove(option)

    @cached_property
    def _evenings(self) -> dict[date, int]:
        """The minute evening study begins, by date; the end of the day where there is none."""
        return {day.date: evening_from(self.problem, day.date) for day in self.problem.days}

    def _clash(self, first: DutyOption, second: DutyOption) -> bool:
        walk = self.problem.site.walk
        return any(
            a.day == b.day and a.interval.overlaps(b.interval, walk(a.building, b.building))
            for a in first.occurrences
            for b in second.occurrences
        )

    def _evenings_fit(self, adult: Adult, duties: Sequence[DutyOption]) -> bool:
        begins = self._evenings
        dates = sorted({o.day.date for d in duties for o in d.occurrences if o.interval.start >= begins[o.day.date]})
        running = any((b - a).days == 1 for a, b in pairwise(dates))
        return len(dates) <= adult.caps.evenings and not running


@dataclass
class Offer:
    """Sections opened so far, each with its room and lead, and the pupils in them."""

    problem: Problem
    groups: Sequence[PlacedGroup]
    diary: Diary
    rooms: dict[tuple[str, str], list[Venue]] = field(default_factory=dict)
    leads: dict[tuple[str, str], list[DutyOption]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.problem
        sections = {SectionId(c.id, s.id, n): 1 for c, s in pairs(problem) for n in range(1, c.max_sections + 1)}
        space = section_space(problem, sections, occupied(self.groups))
        barred = forbidden(space)
        self._places = [p for p in space.places if p.key not in barred and p.what.endswith(".1")]
        offered = Space(
            problem, duties=tuple(lead_options(problem, pairs(problem))), opened=dict.fromkeys(_ids(problem), 1)
        )
        barred = forbidden(offered)
        self._able = [d for d in offered.duties if d.key not in barred and (d.adult.own or d.adult.sole_allowed)]
        self._skills = Counter(d.adult.id for d in self._able)

    def open_all(self) -> None:
        """Always in the strand with fewest places for its pupils, the most wanted for its places first."""
        waiting = {strand.id: self._by_demand(strand) for strand in self.problem.strands.values()}
        wanted = {
            strand.id: SPARE * max(1, self.problem.seats_sought(strand)) for strand in self.problem.strands.values()
        }
        while waiting:
            at = min(waiting, key=lambda strand: (self._places_in(strand) / wanted[strand], strand))
            if waiting[at] and self._places_in(at) < wanted[at]:
                self._open(waiting[at].pop(0), self.problem.strands[at])
            else:
                del waiting[at]

    def _by_demand(self, strand: Strand) -> list[Club]:
        """Clubs of the strand, once for every section they may open."""
        wishes = Counter(p.choices[0].club for p in self.problem.strand_pupils(strand) if p.choices)
        clubs = [club for club, at in pairs(self.problem) if at is strand for _ in range(club.max_sections)]
        able = Counter(d.club.id for d in self._able if d.strand is strand and d.club is not None)
        return sorted(clubs, key=lambda c: (able[c.id], -wishes[c.id] / c.capacity, c.id))

    def seat_all(self, lottery: random.Random) -> dict[tuple[str, str], tuple[str, int | None]]:
        """Club and rank of every pupil who found a place in a strand."""
        order = sorted(self.problem.pupils)
        lottery.shuffle(order)
        chosen: dict[tuple[str, str], tuple[str, int | None]] = {}
        while True:
            self._choose(order, chosen)
            held = Counter((club, strand) for (_, strand), (club, _) in chosen.items())
            small = [p for p in self.rooms if held[p] < self.problem.clubs[p[0]].min_enrolment * len(self.rooms[p])]
            if not small:
                return chosen
            shut = min(small, key=lambda pair: (held[pair], pair))
            self._shut(shut)
            for at in [at for at, (club, _) in chosen.items() if (club, at[1]) == shut]:
                del chosen[at]

    def _choose(self, order: Sequence[str], chosen: dict[tuple[str, str], tuple[str, int | None]]) -> None:
        left = {pair: self._limit(pair) for pair in self.rooms}
        for (_, strand), (club, _) in chosen.items():
            left[club, strand] -= 1
        seeking = {
            strand.id: {p.id for p in self.problem.strand_pupils(strand)} for strand in self.problem.strands.values()
        }
        for pupil in order:
            for strand, pupils in seeking.items():
                if pupil in pupils and (pupil, strand) not in chosen:
                    for club, rank in self._list(pupil, strand):
                        if left.get((club, strand), 0) > 0 and not holds(self.problem, chosen, pupil, club):
                            chosen[pupil, strand] = (club, rank)
                            left[club, strand] -= 1
                            break

    def _list(self, key: str, strand: str) -> Iterator[tuple[str, int | None]]:
        """The pupil's wishes in order, then every open club of the grade."""
        pupil = self.problem.pupils[key]
        grade, wishes = self.problem.grade(pupil.homeroom), pupil.wishes(strand)
        for rank, club in enumerate(wishes):
            if grade in self.problem.clubs[club].grades:
                yield club, rank
        for club, at in self.rooms:
            if at == strand and club not in wishes and grade in self.problem.clubs[club].grades:
                yield club, None

    def _open(self, club: Club, strand: Strand) -> None:
        used = {room.id for (_, at), rooms in self.rooms.items() if self._meet(at, strand.id) for room in rooms}
        mine = [p.venue for p in self._places if p.club is club and p.strand is strand and p.venue.id not in used]
        room = min(
            mine, key=lambda v: (v.capacity < club.capacity, abs(v.capacity - club.capacity), v.id), default=None
        )
        able = [d for d in self._able if d.club is club and d.strand is strand]
        able = [d for d in able if d not in self.leads.get((club.id, strand.id), ()) and self.diary.fits(d)]
        lead = min(able, key=lambda d: (self._skills[d.adult.id], *self.diary.burden(d)), default=None)
        if room is None or lead is None or not self._equipped(club, strand):
            return
        self.rooms.setdefault((club.id, strand.id), []).append(room)
        self.leads.setdefault((club.id, strand.id), []).append(lead)
        self.diary.write(lead)

    def _shut(self, pair: tuple[str, str]) -> None:
        """One section fewer."""
        self.rooms[pair].pop()
        self.diary.strike(self.leads[pair].pop())
        if not self.rooms[pair]:
            del self.rooms[pair], self.leads[pair]

    def _limit(self, pair: tuple[str, str]) -> int:
        least = min(room.capacity for room in self.rooms[pair])
        return min(least, self.problem.clubs[pair[0]].capacity) * len(self.rooms[pair])

    def _places_in(self, strand: str) -> int:
        return sum(self._limit(pair) for pair in self.rooms if pair[1] == strand)

    def _meet(self, first: str, second: str) -> bool:
        strands = self.problem.strands
        return bool(strands[first].weekdays & strands[second].weekdays)

    def _equipped(self, club: Club, strand: Strand) -> bool:
        at_once = [(c, len(r)) for (c, at), r in self.rooms.items() if self._meet(at, strand.id)]
        clubs, stock = self.problem.clubs, self.problem.site.equipment
        return all(
            needed + sum(clubs[c].equipment.get(thing, 0) * n for c, n in at_once) <= stock.get(thing, 0)
            for thing, needed in club.equipment.items()
        )


def serve_all(
    problem: Problem,
    groups: Sequence[PlacedGroup],
    seats: tuple[Seat, ...],
    venues: Mapping[SectionId, str | None],
    diary: Diary,
) -> dict[str, list[str]]:
    """Adults for every pool, the pool with fewest adults to choose from for each place left first."""
    opened = Counter((section.club, section.strand) for section in venues)
    space = staff_space(problem, groups, meetings(problem, venues, seats, ()), opened)
    barred = forbidden(space)
    able: dict[str, list[DutyOption]] = {pool.id: [] for pool in space.pools}
    for duty in space.duties:
        if duty.pool is not None and duty.key not in barred:
            able[duty.pool.id].append(duty)
    left = {pool.id: pool.demand for pool in space.pools if pool.demand}
    served: dict[str, list[str]] = {}
    while left:
        free = {name: [d for d in able[name] if diary.fits(d)] for name in left}
        name = min(left, key=lambda name: (len(free[name]) - left[name], name))
        if free[name]:
            duty = min(free[name], key=diary.burden)
            diary.write(duty)
            able[name].remove(duty)
            served.setdefault(errand(name), []).append(duty.adult.id)
        left[name] -= 1
        if not left[name] or not free[name]:
            del left[name]
    return served


def _ids(problem: Problem) -> list[tuple[str, str]]:
    return [(club.id, strand.id) for club, strand in pairs(problem)]
