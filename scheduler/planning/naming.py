"""Names for what the engines only counted: pupils in sections, adults in pool places, chaperones beside
outside leads."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from scipy.optimize import linear_sum_assignment

from scheduler.clauses.space import Leads, Pool, Serves, Space
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Duty, Role, Seat
from scheduler.domain.problem import Problem
from scheduler.planning.offering import open_sections
from solvers.rows import Key

Kept = Mapping[tuple[str, str], str]
NOTHING: Kept = MappingProxyType({})
FORBIDDEN = 10_000
AT_HOME = 100
SAME_GROUP = 1


def name_seats(problem: Problem, space: Space, values: Mapping[Key, int], kept: Kept = NOTHING) -> tuple[Seat, ...]:
    """Roster mode: every seated pupil's section. Pupils of one homeroom stay together where sizes allow.

    `kept` maps (pupil, strand) to the club held before, which a place outside the list goes back to if it can.

    A pupil for whom every place left is in a club held already gets none, nor does one whose place would be beside a
    pupil to be kept apart; see `unnamed_homerooms`.
    """
    chosen: dict[tuple[str, str], tuple[str, int | None]] = {}
    for option in space.seats:
        if option.pupil is not None and values.get(option.key, 0):
            chosen.setdefault((option.pupil, option.strand.id), (option.club.id, option.rank))
    for strand in problem.strands:
        chosen.update(_name_unlisted(problem, space, values, strand, chosen, kept))
        for one, other in problem.kept_apart:
            mine, theirs = chosen.get((one, strand)), chosen.get((other, strand))
            if mine and theirs and mine[0] == theirs[0]:
                counted = mine[1] is None and (one, strand) in space.unlisted  # who chose by name stays
                del chosen[(one if counted else other), strand]
    return seats_in_sections(problem, chosen, open_sections(space, values))


def seats_in_sections(
    problem: Problem,
    chosen: Mapping[tuple[str, str], tuple[str, int | None]],
    opened: Mapping[tuple[str, str], int],
) -> tuple[Seat, ...]:
    """Seats from the club and rank chosen for every (pupil, strand): each club's pupils cut evenly into sections."""
    seats = []
    for (club, strand), members in _by_club(chosen).items():
        count = opened[club, strand]
        members.sort(
            key=lambda pupil: (problem.grade(problem.pupils[pupil].homeroom), problem.pupils[pupil].homeroom, pupil)
        )
        for number, part in enumerate(even_parts(members, count), start=1):
            section = SectionId(club, strand, number)
            seats += [Seat(pupil, section, chosen[pupil, strand][1]) for pupil in part]
    return tuple(sorted(seats, key=lambda seat: (seat.pupil, seat.section)))


def unnamed_homerooms(
    problem: Problem, space: Space, values: Mapping[Key, int], seats: Iterable[Seat]
) -> frozenset[str]:
    """Homerooms with a pupil who was counted for a place outside the list but has no seat."""
    seated = {(seat.pupil, seat.section.strand) for seat in seats}
    counted = (at for at, key in space.unlisted.items() if values.get(key, 0))
    return frozenset(problem.pupils[at[0]].homeroom for at in counted if at not in seated)


def even_parts(members: Sequence[str], count: int) -> list[list[str]]:
    """Cut a list into `count` runs whose lengths differ by at most one."""
    base, rest = divmod(len(members), count)
    parts, first = [], 0
    for index in range(count):
        last = first + base + (index < rest)
        parts.append(list(members[first:last]))
        first = last
    return parts


def _by_club(chosen: Mapping[tuple[str, str], tuple[str, int | None]]) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for (pupil, strand), (club, _) in sorted(chosen.items()):
        groups.setdefault((club, strand), []).append(pupil)
    return groups


def _name_unlisted(
    problem: Problem,
    space: Space,
    values: Mapping[Key, int],
    strand: str,
    chosen: Mapping[tuple[str, str], tuple[str, int | None]],
    kept: Kept,
) -> dict[tuple[str, str], tuple[str, int | None]]:
    """Match pupils without a listed place to the places kept for their homeroom; a pupil never gets one club twice."""
    named: dict[tuple[str, str], tuple[str, int | None]] = {}
    waiting: dict[str, list[str]] = {}
    for (pupil, where), key in space.unlisted.items():
        if where == strand and values.get(key, 0):
            waiting.setdefault(problem.pupils[pupil].homeroom, []).append(pupil)
    places: dict[str, list[str]] = {}
    for (homeroom, club, where), amount in space.fills.items():
        if where == strand:
            places.setdefault(homeroom, []).extend([club] * values.get(amount, 0))
    for homeroom, pupils in waiting.items():
        clubs = places.get(homeroom, [])
        cost = np.array(
            [
                [_unlisted_cost(problem, pupil, club, chosen) - (kept.get((pupil, strand)) == club) for club in clubs]
                for pupil in pupils
            ]
        )
        if not clubs:
            continue
        rows, columns = linear_sum_assignment(cost)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            if cost[row, column] < FORBIDDEN:
                named[pupils[row], strand] = (clubs[column], None)
    return named


def _unlisted_cost(
    problem: Problem, pupil: str, club: str, chosen: Mapping[tuple[str, str], tuple[str, int | None]]
) -> int:
    taken = {chosen[pupil, s][0] for s in problem.strands if (pupil, s) in chosen}
    if club in taken and not problem.same_club_twice:
        return FORBIDDEN
    return FORBIDDEN // 2 if any(choice.club == club for choice in problem.pupils[pupil].choices) else 0


def name_allotments(problem: Problem, space: Space, values: Mapping[Key, int]) -> tuple[Allotment, ...]:
    """Counts mode: pupils of each homeroom dealt over the sections of each club, homeroom by homeroom."""
    result = []
    for (club, strand), count in (space.opened or {}).items():
        if not count:
            continue
        members = [
            option.homeroom
            for option in space.seats
            if (option.club.id, option.strand.id) == (club, strand)
            for _ in range(values.get(option.key, 0))
        ]
        for number, part in enumerate(even_parts(members, count), start=1):
            for homeroom in dict.fromkeys(part):
                result.append(Allotment(homeroom, SectionId(club, strand, number), part.count(homeroom)))
    return tuple(result)


def name_leads(opened: Mapping[tuple[str, str], int], values: Mapping[Key, int]) -> dict[SectionId, str | None]:
    """The lead of every open section, in id order; None where nobody was found."""
    leads: dict[tuple[str, str], list[str]] = {}
    for key, value in values.items():
        if isinstance(key, Leads) and value:
            leads.setdefault((key.club, key.strand), []).append(key.adult)
    named: dict[SectionId, str | None] = {}
    for (club, strand), count in opened.items():
        adults = sorted(leads.get((club, strand), []))
        for number in range(1, count + 1):
            named[SectionId(club, strand, number)] = adults[number - 1] if number <= len(adults) else None
    return named


def name_duties(
    problem: Problem, space: Space, values: Mapping[Key, int], leads: Mapping[SectionId, str | None]
) -> dict[str, list[Duty]]:
    """Every pool place's adult, by session or post id. Class teachers go home first, then adults keep their group.

    The matching is exact within one pool; pools are taken in order of time, so that keeping a group can be counted.
    """
    serving: dict[str, list[str]] = {}
    for key, value in values.items():
        if isinstance(key, Serves) and value:
            serving.setdefault(key.pool, []).append(key.adult)
    duties: dict[str, list[Duty]] = {}
    kept: dict[tuple[str, str], int] = {}
    for pool in sorted(space.pools, key=_by_time):
        adults = sorted(serving.get(pool.id, []))
        for adult, target in _match(problem, adults, _targets(problem, pool, leads, len(adults)), pool, kept):
            duties.setdefault(target, []).append(Duty(adult, pool.role))
            kept[adult, _line(target)] = kept.get((adult, _line(target)), 0) + 1
    return duties


def _by_time(pool: Pool) -> tuple[object, ...]:
    where = pool.occurrence
    return where.day, where.interval, pool.role is not Role.LEAD, pool.id


def _targets(problem: Problem, pool: Pool, leads: Mapping[SectionId, str | None], adults: int) -> list[str]:
    """The pool's places; of a chaperone pool the meetings whose lead may not be alone, then as many others
    as wanted."""
    if not pool.id.startswith("chaperone/"):
        return list(pool.targets)
    outside = {
        str(section)
        for section, lead in leads.items()
        if lead is not None and not problem.adults[lead].own and not problem.adults[lead].sole_allowed
    }
    alone = [target for target in pool.targets if target.rsplit("/", 1)[1] in outside]
    return [*alone, *(target for target in pool.targets if target not in alone)][: max(adults, len(alone))]


def _line(target: str) -> str:
    """What stays the same through the week: the session id without its date."""
    kind, _, rest = target.split("/", 2)
    return f"{kind}/{rest}"


def _match(
    problem: Problem, adults: Sequence[str], targets: Sequence[str], pool: Pool, kept: Mapping[tuple[str, str], int]
) -> Iterable[tuple[str, str]]:
    if not adults or not targets:
        return []
    gain = np.array([[_gain(problem, a, t, pool, kept) for t in targets] for a in adults])
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(adults[row], targets[column]) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]


def _gain(problem: Problem, adult: str, target: str, pool: Pool, kept: Mapping[tuple[str, str], int]) -> int:
    own = problem.adults[adult].class_of
    at_home = own is not None and pool.homes.get(target) == own
    return AT_HOME * at_home + SAME_GROUP * kept.get((adult, _line(target)), 0)
