"""Club places for whoever has none any more, or not yet: one by one in lottery order, and nobody else moves."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.domain.demand import Pupil
from scheduler.domain.offer import Club, SectionId
from scheduler.domain.plan import Plan, Seat
from scheduler.domain.problem import Problem


def reseated(problem: Problem, plan: Plan) -> Plan:
    """The plan with the sections and pupils the school still has, and a place for everybody who is to have one.

    Those without are taken in the order of the public lottery; each gets the first wish with a free place in an open
    section, else any club open to the grade, within quotas, kept places, and apart from whom they are to be kept apart.
    Who finds none stays without (a shortage). Counts mode has no pupils: the plan's allotments stay.
    """
    standing = tuple(s for s in plan.sections if s.id.club in problem.clubs and s.id.strand in problem.strands)
    known = {section.id for section in standing}
    seats = tuple(_ranked(problem, s) for s in plan.seats if s.pupil in problem.pupils and s.section in known)
    allotments = tuple(a for a in plan.allotments if a.homeroom in problem.homerooms and a.section in known)
    plan = replace(plan, sections=standing, seats=seats, allotments=allotments)
    waiting = _waiting(problem, plan) if problem.roster else []
    if not waiting:
        return plan
    dealer = _Dealer(problem, plan)
    for pupil, strand in waiting:
        dealer.deal(problem.pupils[pupil], strand)
    return replace(plan, seats=tuple(sorted(dealer.seats, key=lambda seat: (seat.pupil, seat.section))))


def _ranked(problem: Problem, seat: Seat) -> Seat:
    """The place with its rank on the pupil's list as it now is: clubs no longer offered are off it."""
    if seat.rank is None:
        return seat
    return replace(seat, rank=problem.pupils[seat.pupil].rank(seat.section.strand, seat.section.club))


def _waiting(problem: Problem, plan: Plan) -> list[tuple[str, str]]:
    """Pupils and strands without a place, by lottery number."""
    seated = {(seat.pupil, seat.section.strand) for seat in plan.seats}
    sought = {(pupil.id, strand.id) for strand in problem.strands.values() for pupil in problem.strand_pupils(strand)}
    return sorted(sought - seated, key=lambda at: (problem.lottery[at[0]], at[1])) if sought - seated else []


@dataclass
class _Dealer:
    """Places as they are given out."""

    problem: Problem
    plan: Plan
    seats: list[Seat] = field(init=False)
    sizes: Counter[SectionId] = field(init=False)

    def __post_init__(self) -> None:
        self.seats = list(self.plan.seats)
        self.sizes = Counter(seat.section for seat in self.seats)

    def deal(self, pupil: Pupil, strand: str) -> None:
        """Give the pupil the best place there is."""
        for club in self._in_order(pupil, strand):
            section = self._section(club, strand)
            if section is not None and self._may(pupil, club, strand):
                self.seats.append(Seat(pupil.id, section, pupil.rank(strand, club.id)))
                self.sizes[section] += 1
                return

    def _in_order(self, pupil: Pupil, strand: str) -> Iterator[Club]:
        """Clubs wished for, then the others with most free places first, that the grade may join."""
        grade, policy = self.problem.grade(pupil.homeroom), self.problem.policy
        wished = [club for club in pupil.wishes(strand) if club in self.problem.clubs]
        others = sorted(self.problem.clubs, key=lambda club: (-self._free(club, strand), club))
        for key in dict.fromkeys([*wished, *others]):
            club = self.problem.clubs[key]
            if grade in club.grades and (club.risk, grade) in policy.ratios:
                yield club

    def _rooms(self, club: str, strand: str) -> Mapping[SectionId, int]:
        """Free places of every open section."""
        rooms = {}
        for section in self.plan.sections:
            if (section.id.club, section.id.strand) == (club, strand):
                capacity = self.problem.clubs[club].capacity
                venue = self.problem.site.venues.get(section.venue or "")
                limits = (capacity, section.places, None if venue is None else venue.capacity)
                rooms[section.id] = min(n for n in limits if n is not None) - self.sizes[section.id]
        return rooms

    def _free(self, club: str, strand: str) -> int:
        return sum(self._rooms(club, strand).values())

    def _section(self, club: Club, strand: str) -> SectionId | None:
        """The section with most free places; None when there is none."""
        rooms = self._rooms(club.id, strand)
        best = max(rooms, key=lambda section: (rooms[section], -section.number), default=None)
        return best if best is not None and rooms[best] > 0 else None

    def _may(self, pupil: Pupil, club: Club, strand: str) -> bool:
        """Whether the club admits the pupil as it now is."""
        held = [seat for seat in self.seats if seat.section.club == club.id]
        if any(seat.pupil == pupil.id for seat in held) and not self.problem.same_club_twice:
            return False
        members = [self.problem.pupils[seat.pupil] for seat in held if seat.section.strand == strand]
        apart = {*pupil.apart, *(member.id for member in members if pupil.id in member.apart)}
        if any(member.id in apart for member in members):
            return False
        sections = len(self._rooms(club.id, strand))
        grade = self.problem.grade(pupil.homeroom)
        same_room = sum(member.homeroom == pupil.homeroom for member in members)
        same_grade = sum(self.problem.grade(member.homeroom) == grade for member in members)
        most_room, most_grade = club.most_a_homeroom, club.most_a_grade
        within = most_room is None or same_room < most_room * sections
        return (
            within
            and (most_grade is None or same_grade < most_grade * sections)
            and all(self._leaves(pupil, club, strand, group, kept, members) for group, kept in club.reserved.items())
        )

    def _leaves(self, pupil: Pupil, club: Club, strand: str, group: str, kept: int, members: list[Pupil]) -> bool:
        """Whether a place for the pupil leaves those kept for a group to it, as far as it asks for them."""
        problem, sections = self.problem, len(self._rooms(club.id, strand))
        seeking = problem.strand_pupils(problem.strands[strand])
        asking = {p.id for p in seeking if group in p.priority and club.id in p.wishes(strand)}
        asking = {key for key in asking if problem.grade(problem.pupils[key].homeroom) in club.grades}
        outside = sum(member.id not in asking for member in members)
        return pupil.id in asking or outside < club.capacity * sections - min(kept * sections, len(asking))
