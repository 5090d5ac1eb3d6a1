"""Plants about clubs: leads without papers, away or unqualified; seats, sections and equipment too few."""

from datetime import timedelta
from random import Random
from typing import Any

from scheduler.domain.demand import Period
from scheduler.domain.offer import Club, Strand
from scheduler.domain.problem import Problem
from tests.benchmarks.planted.cause import Cause, Layer, Plant
from tests.benchmarks.planted.ground import helpers, meeting_dates, pivotal, sections, unnamed

VALID = ["2026-09-01", "2027-07-31"]
PAPERS = {"no_offence": VALID, "health": VALID, "agreement": VALID}
KIT = 10
"""Pieces one section needs."""


def lapsed_papers(problem: Problem, rng: Random) -> Plant | None:
    """Clubs without which a strand has too few places are led by helpers alone, whose papers lapse."""
    strand, setting, names, clubs = _led_by_helpers(problem, rng, "XP", "lantern_making")
    when = rng.choice(meeting_dates(problem, strand))
    lapsed = {"no_offence": [VALID[0], str(when - timedelta(days=1))]}
    fault = {"adults": {name: {"papers": lapsed} for name in names}}
    cause = Cause(
        "lapsed_papers", (54,), ("led",), meeting_dates(problem, strand),
        part={"strand": strand.id}, skill="lantern_making", reason=(61, "papers"), ids=(*names, *clubs),
    )  # fmt: skip
    return Plant(setting, fault, cause)


def leads_away(problem: Problem, rng: Random) -> Plant | None:
    """Clubs without which a strand has too few places are led by helpers alone, who are away on one of its days."""
    strand, setting, names, clubs = _led_by_helpers(problem, rng, "XA", "kite_making")
    when = rng.choice(meeting_dates(problem, strand))
    fault = {"adults": {name: {"absent": [str(when)]} for name in names}}
    cause = Cause(
        "leads_away", (54,), ("led",), meeting_dates(problem, strand),
        part={"strand": strand.id}, skill="kite_making", reason=(42, "away"), ids=(*names, *clubs),
    )  # fmt: skip
    return Plant(setting, fault, cause)


def nobody_qualified(problem: Problem, rng: Random) -> Plant | None:
    """Clubs without which a strand has too few places want a skill that nobody has."""
    strand = _strand(problem, rng)
    clubs = pivotal(problem, strand)
    fault = {"clubs": {club.id: {"skill": "shadow_puppets"} for club in clubs}, "adults": unnamed(problem, clubs)}
    cause = Cause(
        "nobody_qualified", (54,), ("led",), meeting_dates(problem, strand),
        part={"strand": strand.id}, skill="shadow_puppets", ids=tuple(club.id for club in clubs),
    )  # fmt: skip
    return Plant({}, fault, cause)


def too_few_seats(problem: Problem, rng: Random) -> Plant | None:
    """All clubs open to one grade of a strand shrink until they hold one pupil fewer than the grade has."""
    strand = _strand(problem, rng)
    grade = rng.choice(sorted({room.grade for room in problem.strand_homerooms(strand)}))
    clubs = [c for c in problem.clubs.values() if grade in c.grades and strand in problem.club_strands(c)]
    pupils = max(
        sum(problem.headcount(h.id, day, Period.P2) for h in problem.homerooms.values() if h.grade == grade)
        for day in problem.strand_days(strand)
    )
    holds = (pupils - 1) // len(clubs)
    if not holds:
        return None
    fault = {
        "clubs": {
            club.id: {"sections": 1, "capacity": min(club.capacity, holds), "min": min(club.min_enrolment, holds)}
            for club in clubs
        }
    }
    cause = Cause(
        "too_few_seats", (6,), ("seat",), meeting_dates(problem, strand),
        part={"strand": strand.id, "grades": grade}, ids=tuple(club.id for club in clubs),
    )  # fmt: skip
    return Plant({}, fault, cause)


def too_little_equipment(problem: Problem, rng: Random) -> Plant | None:
    """Clubs share a set of drums; there are drums for so few sections that the strand has too few places."""
    strand = _strand(problem, rng)
    clubs = pivotal(problem, strand, more=2)
    count = sum(sections(club, problem.club_strands(club)) for club in clubs)
    setting = {
        "equipment": {"drum": KIT * count},
        "clubs": {club.id: {"equipment": {"drum": KIT}} for club in clubs},
    }
    free = sum(c.capacity * c.max_sections for c in problem.clubs.values()
               if strand in problem.club_strands(c) and c not in clubs)  # fmt: skip
    sizes = sorted((club.capacity for club in clubs for _ in range(club.max_sections)), reverse=True)
    sets = max(n for n in range(len(sizes) + 1) if free + sum(sizes[:n]) < problem.seats_sought(strand))
    cause = Cause(
        "too_little_equipment", (27,), ("equipment",), meeting_dates(problem, strand),
        part={"strand": strand.id, "thing": "drum"}, ids=("drum", *(club.id for club in clubs)),
    )  # fmt: skip
    return Plant(setting, {"equipment": {"drum": KIT * sets + rng.randrange(KIT)}}, cause)


def _strand(problem: Problem, rng: Random) -> Strand:
    return rng.choice([s for s in problem.strands.values() if problem.strand_days(s) and problem.strand_homerooms(s)])


def _led_by_helpers(
    problem: Problem, rng: Random, prefix: str, skill: str
) -> tuple[Strand, Layer, tuple[str, ...], tuple[str, ...]]:
    """A strand, its pivotal clubs given to as many new helpers as sections can open, and the ids of both."""
    strand = _strand(problem, rng)
    clubs: list[Club] = pivotal(problem, strand)
    count = sum(sections(club, problem.club_strands(club)) for club in clubs)
    adults: dict[str, Any] = helpers(problem, prefix, count, skill, PAPERS)
    setting = {
        "adults": {**adults, **unnamed(problem, clubs)},
        "clubs": {club.id: {"skill": skill} for club in clubs},
    }
    return strand, setting, tuple(adults), tuple(club.id for club in clubs)
