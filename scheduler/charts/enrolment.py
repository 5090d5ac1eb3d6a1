"""Enrolment of the club sections, as the plan holds it, beside the demand for each club."""

from dataclasses import dataclass

from scheduler.charts.palette import DOMAIN_COLOURS
from scheduler.charts.view import View
from scheduler.domain.offer import Club, SectionId


@dataclass(frozen=True, slots=True)
class Section:
    """One open section: pupils enrolled, and whether it lacks its lead or its venue."""

    id: SectionId
    enrolled: int
    lacking: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One club: its open sections by strand and number, and the pupils who want it most."""

    club: Club
    sections: tuple[Section, ...]
    demand: int


def rows(view: View) -> list[Row]:
    """Every club that opens or is wanted, by domain in the order moral to labour, then by the school file."""
    enrolled: dict[SectionId, int] = {}
    for seat in view.plan.seats:
        enrolled[seat.section] = enrolled.get(seat.section, 0) + 1
    for allotment in view.plan.allotments:
        enrolled[allotment.section] = enrolled.get(allotment.section, 0) + allotment.pupils
    opened: dict[str, list[Section]] = {}
    order = {strand: index for index, strand in enumerate(view.problem.strands)}
    for section in sorted(view.plan.sections, key=lambda s: (order[s.id.strand], s.id.number)):
        lacking = section.lead is None or section.venue is None
        opened.setdefault(section.id.club, []).append(Section(section.id, enrolled.get(section.id, 0), lacking))
    wanted = demand(view)
    found = [
        Row(club, tuple(opened.get(club.id, ())), wanted.get(club.id, 0))
        for club in view.problem.clubs.values()
        if club.id in opened or wanted.get(club.id, 0)
    ]
    domains = {domain: index for index, domain in enumerate(DOMAIN_COLOURS)}
    return sorted(found, key=lambda row: domains.get(row.club.domain, len(domains)))


def demand(view: View) -> dict[str, int]:
    """By club: pupils who list it first, once a strand (roster mode), or who are expected to want it (counts mode)."""
    if not view.problem.roster:
        return dict(view.problem.counts.interest)
    counts: dict[str, int] = {}
    for (_, club), pupils in view.places.wanted.items():
        counts[club] = counts.get(club, 0) + pupils
    return counts
