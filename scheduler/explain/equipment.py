"""Equipment: the fewest pieces with which every pupil who seeks a club can have one, against the pieces there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.problem import Problem
from scheduler.explain.least import sections_of
from scheduler.explain.moments import stretches
from scheduler.explain.shortage import Part, Resource, Shortage
from scheduler.explain.sought import Sought

CLAUSE = 27


@dataclass(frozen=True)
class Use:
    """What a strand's pupils of some grades want of a thing: places beyond all clubs without it, in clubs with it."""

    sought: Sought
    grades: tuple[int, ...]
    places: int
    sections: tuple[tuple[int, int], ...]
    """Pieces and capacity of every section that could open."""


def equipment_shortages(problem: Problem, asked: Sequence[Sought]) -> Iterator[Shortage]:
    """Moments at which the strands that meet need more pieces of a thing than there are, however sections open."""
    meeting = [(one, day) for one in asked for day in one.days]
    things = dict.fromkeys(thing for club in problem.clubs.values() for thing, n in club.equipment.items() if n)
    uses = {(one.strand.id, thing): _use(problem, one, thing) for one in asked for thing in things}
    for day, interval, here in stretches(meeting, lambda item: (item[1], item[0].interval)):
        for thing in things:
            mine = [use for one, _ in here if (use := uses[one.strand.id, thing]) is not None]
            stock = problem.site.equipment.get(thing, 0)
            wanted = sum(_fewest(use.places, use.sections) for use in mine)
            if wanted > stock:
                sections = [section for use in mine for section in use.sections]
                seats = int(_seats(sections, stock)[-1])
                parts = (_part(use, thing) for use in mine)
                short = max(1, sum(use.places for use in mine) - seats)
                yield Shortage(
                    Resource.EQUIPMENT, CLAUSE, True, (day.date,), interval, tuple(parts), wanted, stock, short
                )


def _use(problem: Problem, one: Sought, thing: str) -> Use | None:
    """The run of grades that wants most pieces; None when all its pupils find places without the thing."""
    found: list[Use] = []
    for grades in one.runs():
        clubs = one.clubs_of(grades)
        without = [club for club in clubs if not club.equipment.get(thing)]
        sections = tuple(
            (club.equipment[thing], club.capacity)
            for club in clubs
            if club.equipment.get(thing)
            for _ in range(sections_of(problem, club, besides=thing))
        )
        free = sum(club.capacity * sections_of(problem, club) for club in without)
        places = min(one.pupils(grades) - free, sum(capacity for _, capacity in sections))
        if places > 0:
            found.append(Use(one, grades, places, sections))
    return max(found, key=lambda use: _fewest(use.places, use.sections), default=None)


def _fewest(places: int, sections: Sequence[tuple[int, int]]) -> int:
    """Fewest pieces whose sections have so many places."""
    unit = gcd(*(pieces for pieces, _ in sections))
    seats = _seats(sections, sum(pieces for pieces, _ in sections))
    return unit * int(np.argmax(seats >= places))


def _seats(sections: Sequence[tuple[int, int]], stock: int) -> NDArray[np.int64]:
    """Most places of sections by the pieces they use together: 0, then one unit (their common divisor) more each."""
    unit = gcd(*(pieces for pieces, _ in sections))
    seats = np.zeros(stock // unit + 1, dtype=np.int64)
    for pieces, capacity in sections:
        step = pieces // unit
        if step < len(seats):
            seats[step:] = np.maximum(seats[step:], seats[:-step] + capacity)
    return seats


def _part(use: Use, thing: str) -> Part:
    return Part("", 0, strand=use.sought.strand.id, grades=use.sought.told(use.grades), thing=thing)
