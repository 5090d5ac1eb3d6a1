"""Benchmark `clubs`: synthetic club days, rooms and leads with an even load, on any engine, in this process.

Every club meets once or twice a week, with one qualified lead and a room of its kind and size. Wanted: little dislike
of leads for their clubs and days, and a small spread between the largest and the smallest load.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, at_most, exactly, linear, spread
from solvers.stop import Limits
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.report import Result
from tests.benchmarks.seats import outcome_of, rounded

DAYS = range(5)
KINDS, ROOM_SIZES = range(4), range(3)
DUTIES_A_LEAD, MOST_DUTIES = 3, 5
QUALIFIED = 8
SPREAD_WEIGHT = 10
LARGEST, SMALLEST = "largest load", "smallest load"


@dataclass(frozen=True)
class Club:
    """Meetings a week, kind and least size of its room, and leads qualified for it."""

    name: int
    meetings: int
    kind: int
    size: int
    leads: tuple[int, ...]


@dataclass(frozen=True)
class Town:
    """A synthetic week: each lead's free days, rooms by (kind, size), dislike (0 to 3) by (club, lead, day)."""

    clubs: tuple[Club, ...]
    free: tuple[frozenset[int], ...]
    rooms: dict[tuple[int, int], int]
    dislike: dict[tuple[int, int, int], int]


def draw_town(clubs: int, seed: int) -> Town:
    """A week that is sure to have an answer: it is drawn around one. Raises ValueError below 1 club."""
    if clubs < 1:
        raise ValueError(f"clubs {clubs} must be at least 1")
    random = Random(seed)
    meetings = [random.choice((1, 2)) for _ in range(clubs)]
    staff = max(2, -(-sum(meetings) // DUTIES_A_LEAD))
    held = _planted(meetings, staff, random)
    free = [set(random.sample(DAYS, 4)) for _ in range(staff)]
    for lead, days in held:
        free[lead].update(days)
    drawn = [
        Club(c, meetings[c], random.choice(KINDS), random.choice(ROOM_SIZES), _qualified(lead, staff, random))
        for c, (lead, _) in enumerate(held)
    ]
    options = [(c.name, lead, day) for c in drawn for lead in c.leads for day in sorted(free[lead])]
    dislike = {option: random.randrange(4) for option in options}
    return Town(tuple(drawn), tuple(frozenset(days) for days in free), _rooms(drawn, held), dislike)


def _planted(meetings: Sequence[int], staff: int, random: Random) -> list[tuple[int, tuple[int, ...]]]:
    """A lead with few duties so far and days not yet taken, for every club in turn."""
    taken: list[set[int]] = [set() for _ in range(staff)]
    held = []
    for count in meetings:
        lead = min(range(staff), key=lambda one: (len(taken[one]), one))
        days = tuple(random.sample([day for day in DAYS if day not in taken[lead]], count))
        taken[lead].update(days)
        held.append((lead, days))
    return held


def _qualified(lead: int, staff: int, random: Random) -> tuple[int, ...]:
    return tuple(sorted({lead, *random.sample(range(staff), min(staff, QUALIFIED))}))


def _rooms(clubs: Sequence[Club], held: Sequence[tuple[int, tuple[int, ...]]]) -> dict[tuple[int, int], int]:
    """As many rooms of every kind and size as the planted week uses on its busiest day."""
    return {
        (kind, size): max(
            sum(c.kind == kind and c.size == size and day in days for c, (_, days) in zip(clubs, held, strict=True))
            for day in DAYS
        )
        for kind in KINDS
        for size in ROOM_SIZES
    }


def town_instance(town: Town, *, cut: bool = True) -> Instance:
    """Rows: one lead a club for all its meetings, one club a lead and day, weekly caps, rooms by Hall's condition.

    With `cut`, the known number of duties T over n leads bounds the largest load from below by ceil(T / n) and the
    smallest from above by floor(T / n).
    """
    duties, staff = sum(club.meetings for club in town.clubs), len(town.free)
    most, least = (-(-duties // staff), duties // staff) if cut else (0, MOST_DUTIES)
    leads = tuple(("leads", club.name, lead) for club in town.clubs for lead in club.leads)
    costs = [(("on", *at), cost) for at, cost in town.dislike.items() if cost]
    return Instance(
        choices=(*leads, *(("on", *at) for at in town.dislike)),
        quantities={LARGEST: (most, MOST_DUTIES), SMALLEST: (0, least)},
        rows=(*_club_rows(town), *_lead_rows(town), *_room_rows(town)),
        tiers=(Tier("cost", (*costs, (LARGEST, SPREAD_WEIGHT), (SMALLEST, -SPREAD_WEIGHT))),),
    )


def _club_rows(town: Town) -> Iterator[Row]:
    for club in town.clubs:
        yield exactly(f"club {club.name}", [("leads", club.name, lead) for lead in club.leads])
        for lead in club.leads:
            mine: Key = ("leads", club.name, lead)
            met = [(("on", club.name, lead, day), 1) for day in sorted(town.free[lead])]
            yield linear(f"club {club.name}", [*met, (mine, -club.meetings)], 0, 0)
            yield from (linear(f"club {club.name}", [(key, 1), (mine, -1)], None, 0) for key, _ in met)


def _lead_rows(town: Town) -> Iterator[Row]:
    """One club a day, and largest >= load >= smallest; the largest load is at most the weekly cap."""
    loads: list[list[tuple[Key, int]]] = [[] for _ in town.free]
    daily: dict[tuple[int, int], list[Key]] = {}
    for club, lead, day in town.dislike:
        key = ("on", club, lead, day)
        loads[lead].append((key, 1))
        daily.setdefault((lead, day), []).append(key)
    yield from (at_most(f"lead {lead}", keys) for (lead, _), keys in daily.items())
    yield from spread("load", [(load, 0) for load in loads], LARGEST, SMALLEST)


def _room_rows(town: Town) -> Iterator[Row]:
    """Clubs of a kind needing at least a size never outnumber the rooms of that size or larger, on any day."""
    for kind in KINDS:
        for size in ROOM_SIZES:
            clubs = [club for club in town.clubs if club.kind == kind and club.size >= size]
            rooms = sum(town.rooms[kind, larger] for larger in ROOM_SIZES if larger >= size)
            for day in DAYS:
                keys = [("on", c.name, lead, day) for c in clubs for lead in c.leads if day in town.free[lead]]
                yield at_most(f"rooms {kind}.{size}", keys, rooms)


def run_clubs(clubs: int, seconds: float, seed: int, engine: str, cut: bool) -> Result:
    """Measure one engine on one drawn week. Raises ValueError for an unknown engine or too few clubs."""
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} must be one of {', '.join(ENGINES)}")
    town = draw_town(clubs, seed)
    instance = town_instance(town, cut=cut)
    solve, began = ENGINES[engine](), time.monotonic()
    with MemoryPeak() as memory:
        answer = solve(instance, Limits(effort=max(1.0, seconds), seconds=seconds))
        taken = time.monotonic() - began
    return {
        "case": f"clubs-{clubs}-s{seed}",
        "seed": seed,
        "clubs": clubs,
        "leads": len(town.free),
        "cut": cut,
        "choices": len(instance.choices),
        "rows": len(instance.rows),
        "engine": engine,
        "status": answer.status.value,
        **outcome_of(answer.tiers[0] if answer.tiers else None),
        "seconds": round(taken, 2),
        "first_seconds": rounded(answer.first_seconds),
        "mb": memory.megabytes,
    }
