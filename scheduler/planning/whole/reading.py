"""What was decided about a week, in one form, and the plan that naming and lifting make of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.clauses.space import Occurrence, Pool, Serves
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, OpenSection, Plan, Seat
from scheduler.domain.problem import Problem
from scheduler.planning.flexhours import grant_reliefs
from scheduler.planning.lift import lift_posts, lift_sessions, meetings
from scheduler.planning.naming import name_allotments, name_duties, name_leads, name_seats, seats_in_sections
from scheduler.planning.offering import busy, open_sections
from scheduler.planning.staffing import PlacedGroup, staff_space
from scheduler.planning.unmet import unmet_demand
from scheduler.planning.whole.statement import Whole
from solvers.rows import Key

Chosen = Mapping[tuple[str, str], tuple[str, int | None]]
"""Club and rank (None: outside the list) of every seated (pupil, strand)."""


@dataclass(frozen=True)
class Choices:
    """Club sections with venue and lead, pupils' places, and who serves on which errand (see `errand`)."""

    venues: Mapping[SectionId, str | None]
    leads: Mapping[SectionId, str | None]
    seats: tuple[Seat, ...]
    allotments: tuple[Allotment, ...]
    serving: Mapping[str, Sequence[str]]


def errand(pool: str) -> str:
    """A pool's id without its building, where that follows from the venues of sections."""
    parts = pool.split("/")
    if parts[0] == "chaperone":
        return "/".join(parts[:-1])
    return "/".join((*parts[:-2], parts[-1])) if parts[0] == "club" else pool


def plan_of(problem: Problem, groups: Sequence[PlacedGroup], choices: Choices) -> Plan:
    """The whole plan, without tier values: those are the judge's. Adults beyond a pool's places stay at home."""
    opened: dict[tuple[str, str], int] = {}
    for section in choices.venues:
        at = (section.club, section.strand)
        opened[at] = opened.get(at, 0) + 1
    held = meetings(problem, choices.venues, choices.seats, choices.allotments)
    space = staff_space(problem, groups, held, opened)
    duties = name_duties(problem, space, _served(space.pools, choices.serving), choices.leads)
    plan = Plan(
        school=problem.school,
        week=problem.days[0].date,
        mode=problem.mode.value,
        sections=tuple(OpenSection(s, choices.leads[s], choices.venues[s]) for s in sorted(choices.venues)),
        seats=choices.seats,
        allotments=choices.allotments,
        sessions=lift_sessions(problem, groups, held, choices.venues, choices.leads, duties),
        posts=lift_posts(space, duties),
        reliefs=(),
        credits=(),
        unmet=(),
        tiers=(),
    )
    reliefs, credits = grant_reliefs(problem, plan)
    return replace(plan, reliefs=reliefs, credits=credits, unmet=unmet_demand(problem, plan))


def choices_of(whole: Whole, values: Mapping[Key, int]) -> Choices:
    """What values of the one statement say."""
    problem, space = whole.problem, whole.space
    opened = open_sections(space, values)
    seats = _reseated(whole, name_seats(problem, space, values), opened) if problem.roster else ()
    dealt = () if problem.roster else name_allotments(problem, replace(space, opened=opened), values)
    serving: dict[str, list[str]] = {}
    for key, value in values.items():
        if isinstance(key, Serves) and value:
            serving.setdefault(errand(key.pool), []).append(key.adult)
    return Choices(_venues(whole, values, opened), name_leads(opened, values), seats, dealt, serving)


def _reseated(whole: Whole, seats: Sequence[Seat], opened: Mapping[tuple[str, str], int]) -> tuple[Seat, ...]:
    """Pupils counted for a place outside their list whom no matching could name get one where there is room left.

    The statement counts such places by homeroom, which overlooks who holds the club already.
    """
    problem = whole.problem
    chosen = {(seat.pupil, seat.section.strand): (seat.section.club, seat.rank) for seat in seats}
    held = Counter((club, strand) for (_, strand), (club, _) in chosen.items())
    for strand in problem.strands.values():
        for pupil in problem.strand_pupils(strand):
            if (pupil.id, strand.id) in chosen:
                continue
            for club, at in opened:
                fits = at == strand.id and problem.grade(pupil.homeroom) in problem.clubs[club].grades
                full = held[club, at] >= problem.clubs[club].capacity * opened[club, at]
                if fits and not full and not holds(problem, chosen, pupil.id, club):
                    chosen[pupil.id, at] = (club, None)
                    held[club, at] += 1
                    break
    return seats_in_sections(problem, chosen, opened)


def holds(problem: Problem, chosen: Chosen, pupil: str, club: str) -> bool:
    """Whether the pupil has the club in some strand already and may not have it twice."""
    return not problem.same_club_twice and any(chosen.get((pupil, s), ("",))[0] == club for s in problem.strands)


def _served(pools: Sequence[Pool], serving: Mapping[str, Sequence[str]]) -> dict[Key, int]:
    left = {name: list(adults) for name, adults in serving.items()}
    served: dict[Key, int] = {}
    for pool in pools:
        waiting = left.get(errand(pool.id), [])
        for adult in waiting[: len(pool.targets)]:
            served[Serves(adult, pool.id)] = 1
        del waiting[: len(pool.targets)]
    return served


def _venues(
    whole: Whole, values: Mapping[Key, int], opened: Mapping[tuple[str, str], int]
) -> dict[SectionId, str | None]:
    """A venue by name for every open section: of its class the first that is free at all its meetings."""
    taken: dict[str, list[Occurrence]] = {}
    found: dict[tuple[str, str], list[str]] = {}
    for housing in whole.housings:
        place = housing.place
        for _ in range(values.get(place.key, 0)):
            free = (v.id for v in housing.venues if not busy(taken.get(v.id, ()), place.occurrences))
            venue = next(free, None)
            if venue is not None and place.club and place.strand:
                taken.setdefault(venue, []).extend(place.occurrences)
                found.setdefault((place.club.id, place.strand.id), []).append(venue)
    return {
        SectionId(*pair, number): venue
        for pair, count in opened.items()
        for number, venue in enumerate((*found.get(pair, ()), *[None] * count)[:count], start=1)
    }
