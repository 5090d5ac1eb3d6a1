"""Club places: pupils of each strand and grade against what clubs, their leads and their venues can take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club
from scheduler.domain.problem import Problem
from scheduler.explain.adults import Staffing
from scheduler.explain.barred import Reason, tallied
from scheduler.explain.least import sections_of
from scheduler.explain.matching import Demand, squeezes
from scheduler.explain.places import Housing
from scheduler.explain.shortage import Part, Resource, Shortage
from scheduler.explain.sought import Sought

CLAUSES = {Resource.LED: 54, Resource.HOUSED: 26}
Weights = NDArray[np.int64]
"""Pupils a section takes with this lead, or in this venue; 0 when that may not be. One row a section."""


@dataclass(frozen=True)
class Supply:
    """One resource of which every section takes one: for each club its suppliers, with what bars each or None, and how
    many pupils a section then takes."""

    resource: Resource
    by_club: Mapping[str, Mapping[str, Reason | None]]
    holds: Mapping[str, int]

    def usable(self, club: Club) -> list[str]:
        """Suppliers of the club that nothing bars."""
        return [name for name, reason in self.by_club.get(club.id, {}).items() if reason is None]

    def kind(self, club: Club) -> Part:
        """What the club asks of its supplier: a skill, or kinds of venue."""
        if self.resource is Resource.LED:
            return Part(Kind.CLUB.value, 0, skill=club.skill)
        return Part(Kind.CLUB.value, 0, rooms=club.venue_kinds)


def seat_shortages(problem: Problem, asked: Sequence[Sought], staff: Staffing, house: Housing) -> Iterator[Shortage]:
    """Strands with more pupils than places: by grade, by qualified leads, by suitable venues."""
    venues = {name: venue.capacity for name, venue in problem.site.venues.items()}
    largest = max((club.capacity for club in problem.clubs.values()), default=0)
    for one in asked:
        yield from _by_grade(problem, one)
        pairs = {club.id: (club.id, one.strand.id) for club in one.clubs}
        rooms = {
            club: {**dict.fromkeys(house.club_venues[pair]), **house.club_barred[pair]} for club, pair in pairs.items()
        }
        leads = dict.fromkeys(problem.adults, largest)
        yield from _by_resource(problem, one, Supply(Resource.LED, staff.leading(one.strand.id), leads))
        yield from _by_resource(problem, one, Supply(Resource.HOUSED, rooms, venues))


def _by_grade(problem: Problem, one: Sought) -> Iterator[Shortage]:
    """Pupils of a set of grades who outnumber every place of the clubs open to them."""
    room = {club.id: club.capacity * sections_of(problem, club) for club in one.clubs}
    demands = [
        Demand(grade, count, frozenset(club for club, grades in one.open_to.items() if grade in grades))
        for grade, count in one.heads.items()
    ]
    for squeeze in squeezes(demands, room, sum(one.heads.values())):
        if squeeze.short:
            grades = tuple(sorted(demand.label for demand in squeeze.demands))
            part = Part("", 0, strand=one.strand.id, grades=grades)
            yield _shortage(one, Resource.SEAT, 6, part, (squeeze.wanted, squeeze.supply, squeeze.short))


def _by_resource(problem: Problem, one: Sought, supply: Supply) -> Iterator[Shortage]:
    """The run of grades with most pupils too many when every section takes one supplier and no supplier two."""
    sections = [club for club in one.clubs for _ in range(sections_of(problem, club))]
    suppliers = sorted({name for club in one.clubs for name in supply.usable(club)})
    weights = _weights(sections, suppliers, supply)
    worst, few = 0, None
    for grades in one.runs():
        here = [k for k, club in enumerate(sections) if one.open_to[club.id] & set(grades)]
        wanted = min(one.pupils(grades), sum(sections[k].capacity for k in here))
        rows, columns = linear_sum_assignment(weights[here], maximize=True)
        most = int(weights[here][rows, columns].sum())
        if wanted - most > worst:
            worst, few = wanted - most, (grades, wanted, most, columns.tolist())
    if few is not None:
        grades, wanted, most, taken = few
        clubs = [club for club in one.clubs_of(grades) if sections_of(problem, club) > 0]
        part = Part(Kind.CLUB.value, 0, stage=one.stage.value, strand=one.strand.id, grades=one.told(grades))
        short = -(-worst // max(club.capacity for club in clubs))
        found = _shortage(one, supply.resource, CLAUSES[supply.resource], part, (wanted, most, short))
        used = tuple(sorted(suppliers[column] for column in taken))
        yield _explained(problem, replace(found, suppliers=used), clubs, supply)


def _weights(sections: Sequence[Club], suppliers: Sequence[str], supply: Supply) -> Weights:
    column = {name: k for k, name in enumerate(suppliers)}
    weights = np.zeros((len(sections), len(suppliers)), dtype=np.int64)
    for row, club in enumerate(sections):
        for name in supply.usable(club):
            weights[row, column[name]] = min(club.capacity, supply.holds[name])
    return weights


def _explained(problem: Problem, found: Shortage, clubs: Sequence[Club], supply: Supply) -> Shortage:
    """The shortage with the kinds of supplier that are fewer than their sections, and who is barred from these."""
    alike: dict[Part, list[Club]] = {}
    for club in clubs:
        alike.setdefault(supply.kind(club), []).append(club)
    lacking: dict[Part, list[Club]] = {}
    for kind, members in alike.items():
        there = {name for club in members for name in supply.usable(club)}
        missing = sum(sections_of(problem, club) for club in members) - len(there)
        if missing > 0:
            lacking[replace(kind, count=missing)] = members
    concerned = [club for members in lacking.values() for club in members] or clubs
    able = {name for club in concerned for name in supply.usable(club)}
    barred = ((name, r) for club in concerned for name, r in supply.by_club.get(club.id, {}).items() if r is not None)
    return replace(found, stopped=tallied(able, barred), lacking=tuple(lacking))


def _shortage(one: Sought, resource: Resource, clause: int, part: Part, counts: tuple[int, int, int]) -> Shortage:
    dates = tuple(day.date for day in one.days)
    return Shortage(resource, clause, True, dates, one.interval, (part,), *counts)
