"""The stages of a plan in order: groups, offer, seats, sections, staff, names, flexible hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from scheduler.domain.offer import SectionId
from scheduler.domain.plan import OVER_ALL_DAYS, Allotment, OpenSection, Plan, Seat, TierName, TierValue
from scheduler.domain.problem import Problem
from scheduler.planning.asked import NoAnswer
from scheduler.planning.desk import Desk, no_rows
from scheduler.planning.flexhours import grant_reliefs
from scheduler.planning.keeping import kept_offer, kept_places
from scheduler.planning.lift import lift_posts, lift_sessions, meetings, occupied, placed_groups, section_venues
from scheduler.planning.naming import name_allotments, name_duties, name_leads, name_seats, unnamed_homerooms
from scheduler.planning.objective import seat_rows, seat_tiers
from scheduler.planning.offering import offer_space, open_sections, pairs, seating_space, section_limits
from scheduler.planning.placing import group_space, section_space
from scheduler.planning.staffing import Meeting, PlacedGroup, staff_space
from scheduler.planning.surrogate import foresee
from scheduler.planning.unmet import unmet_demand
from solvers.answer import Answer, Status

COUNTED = ("groups", "seats", "sections", "staff")
"""Stages whose tiers add up to the plan's value; the offer's are met again by the stages after it."""
INSTEAD = {"seats": "offer"}
"""Whose tiers count where nobody is to be seated."""


Pairs = Mapping[tuple[str, str], int]
"""A number for each (club, strand)."""


def plan_stages(desk: Desk, provenance: Mapping[str, str]) -> Plan:
    """One pass through all stages; raises NoAnswer when one of them ends without values."""
    problem = desk.problem
    answers: dict[str, Answer] = {}
    asked = desk.ask("groups", (), lambda: group_space(problem))
    answers["groups"] = asked.answer
    return staffed(desk, offered(desk, placed_groups(problem, asked.values), answers), answers, provenance)


@dataclass(frozen=True)
class Offered:
    """What is settled once everybody has a place: groups, sections with the most pupils of one, places, venues."""

    groups: Sequence[PlacedGroup]
    opened: Pairs
    limits: Pairs
    seats: tuple[Seat, ...]
    allotments: tuple[Allotment, ...]
    held: tuple[Meeting, ...]
    venues: Mapping[SectionId, str | None]


def offered(desk: Desk, groups: Sequence[PlacedGroup], answers: dict[str, Answer]) -> Offered:
    """The stages between groups and staff."""
    opened, limits = _offer(desk, groups, answers)
    seats, allotments, opened = _seats(desk, opened, limits, answers)
    held, venues = _sections(desk, opened, groups, seats, allotments, answers)
    return Offered(groups, opened, limits, seats, allotments, held, venues)


def staffed(desk: Desk, so_far: Offered, answers: dict[str, Answer], provenance: Mapping[str, str]) -> Plan:
    """The last stage, and the plan."""
    problem, groups, held, opened = desk.problem, so_far.groups, so_far.held, so_far.opened
    apart = desk.variant.apart
    staff = desk.ask("staff", (groups, held, opened), lambda: staff_space(problem, groups, held, opened, apart))
    answers["staff"] = staff.answer
    leads = name_leads(opened, staff.values)
    duties = name_duties(problem, staff.space, staff.values, leads)
    venues, limits = so_far.venues, so_far.limits
    plan = Plan(
        school=problem.school,
        week=problem.days[0].date,
        mode=problem.mode.value,
        sections=tuple(OpenSection(s, leads[s], venues[s], _places(problem, s, limits)) for s in sorted(venues)),
        seats=so_far.seats,
        allotments=so_far.allotments,
        sessions=lift_sessions(problem, groups, held, venues, leads, duties),
        posts=lift_posts(staff.space, duties),
        reliefs=(),
        credits=(),
        unmet=(),
        tiers=_tier_values(answers, desk.stated),
        provenance=dict(provenance),
        bounds=_bounds(answers),
        kept=desk.keep.seats if desk.keep is not None else (),
    )
    reliefs, credits = grant_reliefs(problem, plan)
    plan = replace(plan, pins=desk.variant.pins(problem, plan))
    return replace(plan, reliefs=reliefs, credits=credits, unmet=unmet_demand(problem, plan))


def _offer(desk: Desk, groups: Sequence[PlacedGroup], answers: dict[str, Answer]) -> tuple[Pairs, Pairs]:
    """Open sections, and the most pupils a section may have in the venues counted on, by (club, strand).

    Where conditions leave no offer that could be fully staffed, one that cannot.
    """
    problem = desk.problem
    if desk.keep is not None:
        return kept_offer(problem, desk.keep)
    if desk.joint is not None:
        return desk.joint.opened, desk.joint.limits
    if not pairs(problem):
        return {}, {}
    space_of = partial(offer_space, problem, occupied(groups), desk.variant.apart)
    try:
        asked = desk.ask("offer", (groups,), space_of, lambda space: foresee(problem, space, groups))
    except NoAnswer as failure:
        if failure.status is not Status.IMPOSSIBLE or not desk.variant.conditions:
            raise
        desk.variant.failed.clear()
        asked = desk.ask("offer", (groups, "unforeseen"), space_of)
    answers["offer"] = asked.answer
    return open_sections(asked.space, asked.values), section_limits(asked.space, asked.values)


def _seats(
    desk: Desk, opened: Pairs, limits: Pairs, answers: dict[str, Answer]
) -> tuple[tuple[Seat, ...], tuple[Allotment, ...], Pairs]:
    """Places of pupils, or of homerooms, and the sections that stay open."""
    problem = desk.problem
    if not any(problem.seats_sought(strand) for strand in problem.strands.values()):
        return (), (), opened
    by_name = desk.variant.by_name(problem)
    kept = kept_places(problem, desk.keep)
    tiers = partial(seat_tiers, kept=kept)
    extra = seat_rows if TierName.PLACES in desk.stated else no_rows
    while True:
        space_of = partial(seating_space, problem, opened, limits, by_name, closable=desk.keep is not None)
        before = None if by_name else answers.get("offer")  # by name more may go without a place, and pay no rank
        asked = desk.ask("seats", (opened, limits, by_name, kept), space_of, extra, before, tiers)
        space, values = asked.space, asked.values
        answers["seats"] = asked.answer
        if not problem.roster:
            return (), name_allotments(problem, space, values), opened
        seats = name_seats(problem, space, values, kept)
        unnamed = unnamed_homerooms(problem, space, values, seats)
        if not unnamed:
            return seats, (), open_sections(space, values)
        by_name |= unnamed


def _sections(
    desk: Desk,
    opened: Pairs,
    groups: Sequence[PlacedGroup],
    seats: Sequence[Seat],
    allotments: Sequence[Allotment],
    answers: dict[str, Answer],
) -> tuple[tuple[Meeting, ...], dict[SectionId, str | None]]:
    problem = desk.problem
    sections = [SectionId(c, s, n) for (c, s), count in opened.items() for n in range(1, count + 1)]
    if not sections:
        return (), {}
    sizes = dict.fromkeys(sections, 0)
    for seat in seats:
        sizes[seat.section] += 1
    for allotment in allotments:
        sizes[allotment.section] += allotment.pupils
    asked = desk.ask("sections", (sizes, groups), lambda: section_space(problem, sizes, occupied(groups)))
    answers["sections"] = asked.answer
    venues = section_venues(asked.values, sections)
    return meetings(problem, venues, seats, allotments), venues


def _places(problem: Problem, section: SectionId, limits: Pairs) -> int:
    capacity = problem.clubs[section.club].capacity
    return min(capacity, limits.get((section.club, section.strand), capacity))


def _tier_values(answers: Mapping[str, Answer], stated: Sequence[TierName]) -> tuple[TierValue, ...]:
    """Value and bound of the tiers stated, summed over the stages that own a part of them."""
    found = []
    counted = [s if s in answers else INSTEAD.get(s, s) for s in COUNTED]
    stages = [stage for stage in counted if stage in answers]
    for tier in stated:
        parts = [t for stage in stages for t in answers[stage].tiers if t.name == tier.value]
        stops = [p.stop.value for p in parts if p.value != p.bound] or ["proven"]
        scope = "+".join(s for s in stages if any(t.name == tier.value for t in answers[s].tiers))
        found.append(TierValue(tier, sum(p.value for p in parts), sum(p.bound for p in parts), stops[0], scope))
    return tuple(found)


def _bounds(answers: Mapping[str, Answer]) -> dict[str, int]:
    """Bounds wider than a stage's own: rank cost of places over all choices of club days."""
    offer = answers.get("offer")
    if offer is None:
        return {}
    found = [tier.bound for tier in offer.tiers if tier.name == TierName.PLACES.value]
    return {OVER_ALL_DAYS: found[0]} if found else {}
