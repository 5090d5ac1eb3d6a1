"""Club places: pupils of each strand and grade against what clubs, their leads and their venues can take."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from scheduler.clauses.space import Leads
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, Strand
from scheduler.domain.problem import Problem
from scheduler.explain.adults import Staffing
from scheduler.explain.least import Meetings, meetings, sections_of
from scheduler.explain.matching import Demand, squeezes
from scheduler.explain.places import Housing
from scheduler.explain.shortage import Part, Resource, Shortage
from scheduler.planning.offering import pairs

Weigh = Callable[[Club, str], int]
"""Pupils a section of the club takes when this adult leads it, or in this venue; 0 when that may not be."""


def seat_shortages(problem: Problem, staff: Staffing, house: Housing) -> Iterator[Shortage]:
    """Strands with more pupils than places: by grade, by qualified leads, by suitable venues."""
    leads = {o.key for o in staff.space.duties if isinstance(o.key, Leads) and o.key not in staff.barred}
    fullest: dict[str, Meetings] = {}
    for m in meetings(problem):
        if m.pupils > fullest.get(m.strand.id, m).pupils or m.strand.id not in fullest:
            fullest[m.strand.id] = m
    for m in fullest.values():
        clubs = [club for club, strand in pairs(problem) if strand == m.strand and sections_of(problem, club) > 0]
        yield from _by_grade(problem, m, clubs)
        strand = m.strand.id

        def led(club: Club, adult: str, strand: str = strand) -> int:
            return club.capacity if Leads(adult, club.id, strand) in leads else 0

        def housed(club: Club, venue: str, strand: str = strand) -> int:
            usable = venue in house.club_venues[club.id, strand]
            return min(club.capacity, problem.site.venues[venue].capacity) if usable else 0

        yield from _by_resource(problem, m, clubs, Resource.LED, tuple(problem.adults), led)
        yield from _by_resource(problem, m, clubs, Resource.HOUSED, tuple(problem.site.venues), housed)


def _by_grade(problem: Problem, m: Meetings, clubs: list[Club]) -> Iterator[Shortage]:
    """Pupils of a set of grades who outnumber every place of the clubs open to them."""
    room = {club.id: club.capacity * sections_of(problem, club) for club in clubs}
    demands = [
        Demand(grade, count, frozenset(club.id for club in clubs if _open(problem, club, m.strand, grade)))
        for grade, count in _heads(problem, m).items()
    ]
    for squeeze in squeezes(demands, room, m.pupils):
        if squeeze.short:
            grades = tuple(sorted(demand.label for demand in squeeze.demands))
            yield Shortage(
                Resource.SEAT, 6, True, (m.day.date,), m.interval,
                (Part("", 0, strand=m.strand.id, grades=grades),), squeeze.wanted, squeeze.supply, squeeze.short,
            )  # fmt: skip


def _heads(problem: Problem, m: Meetings) -> Mapping[int, int]:
    heads: dict[int, int] = {}
    for room in problem.strand_homerooms(m.strand):
        count = problem.headcount(room.id, m.day, Period.P2)
        heads[room.grade] = heads.get(room.grade, 0) + count
    return heads


def _open(problem: Problem, club: Club, strand: Strand, grade: int) -> bool:
    return grade in club.grades & strand.grades and (club.risk, grade) in problem.policy.ratios


def _by_resource(
    problem: Problem, m: Meetings, clubs: list[Club], resource: Resource, suppliers: tuple[str, ...], weigh: Weigh
) -> Iterator[Shortage]:
    """Most pupils when every section takes one supplier and no supplier two; what more is wanted, in sections."""
    sections = [club for club in clubs for _ in range(sections_of(problem, club))]
    weights = np.array([[weigh(club, supplier) for supplier in suppliers] for club in sections]).reshape(
        len(sections), len(suppliers)
    )
    rows, columns = linear_sum_assignment(weights, maximize=True)
    most = int(weights[rows, columns].sum())
    wanted = min(m.pupils, m.places)
    if most < wanted:
        largest = max(club.capacity for club in clubs)
        used = tuple(suppliers[c] for r, c in zip(rows, columns, strict=True) if weights[r, c])
        yield Shortage(
            resource, 54 if resource is Resource.LED else 26, True, (m.day.date,), m.interval,
            (Part(Kind.CLUB.value, 0, stage=m.stage.value, strand=m.strand.id),), wanted, most,
            -((most - wanted) // largest), (), tuple(sorted(used)),
        )  # fmt: skip
