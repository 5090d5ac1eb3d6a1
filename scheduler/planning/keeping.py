"""Keeping what was given out: the sections and places of an earlier plan, as a start for late joiners and leavers."""

from collections.abc import Mapping

from scheduler.domain.plan import Plan, clubs_held
from scheduler.domain.problem import Problem

Pairs = dict[tuple[str, str], int]


def kept_offer(problem: Problem, plan: Plan) -> tuple[Pairs, Pairs]:
    """Open sections of the plan and the most pupils of one, by (club, strand); those that cannot meet now are left out.

    A section cannot meet when its club, its strand, or this week's days of the strand are gone.
    """
    opened: Pairs = {}
    limits: Pairs = {}
    for section in plan.sections:
        club, strand = problem.clubs.get(section.id.club), problem.strands.get(section.id.strand)
        if club is None or strand is None or not problem.strand_days(strand):
            continue
        if strand not in problem.club_strands(club):
            continue
        pair = club.id, strand.id
        opened[pair] = opened.get(pair, 0) + 1
        places = club.capacity if section.places is None else section.places
        limits[pair] = min(limits.get(pair, places), places)
    return opened, limits


def kept_places(problem: Problem, plan: Plan | None) -> Mapping[tuple[str, str], str]:
    """(pupil, strand) -> club held in the plan, of pupils who are still to be seated there."""
    if plan is None:
        return {}
    sought = {(pupil.id, strand.id) for strand in problem.strands.values() for pupil in problem.strand_pupils(strand)}
    return {at: club for at, club in clubs_held(plan.seats).items() if at in sought}
