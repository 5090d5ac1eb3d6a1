"""Clubs the pupils ask for: popularity with a taste by grade, drawn without repeats."""

from collections.abc import Mapping, Sequence
from random import Random

from scheduler.generate.attendance import PupilRow
from scheduler.generate.kinds import StrandPlan
from scheduler.generate.offer import ClubOffer

WISHES_BY_STRANDS = {1: 4, 2: 6, 3: 8}
TASTES = (100, 130, 80, 110)
PINNED_ONE_IN = 12
FEW_CLUBS, FEW_CLUBS_CEILING = 10, 36


def draw_wishes(
    pupils: Sequence[PupilRow], offers: Sequence[ClubOffer], strands: Sequence[StrandPlan], rng: Random
) -> None:
    """Give every pupil of a strand a ranked list; some wishes name the strand they are for."""
    by_grade = {grade: _weights(offers, grade) for grade in range(1, 10)}
    for pupil in pupils:
        grade = pupil.homeroom.grade
        mine = [s for s in strands if grade in s.grades and pupil.in_club(s.weekdays)]
        if mine:
            held = {s.id for s in mine}
            weights = {o: w for o, w in by_grade[grade].items() if held & set(o.strands)}
            drawn = _draw(weights, WISHES_BY_STRANDS[len(mine)], rng)
            pupil.choices = tuple(_wish(offer, held, rng) for offer in drawn)


def _weights(offers: Sequence[ClubOffer], grade: int) -> dict[ClubOffer, int]:
    """Popularity x taste: every other club is liked more or less by a grade, in a fixed pattern.

    Where there are few clubs to choose from, no club takes more than its ceiling.
    """
    able = [(index, offer) for index, offer in enumerate(offers) if grade in offer.row.grades]
    ceiling = FEW_CLUBS_CEILING if len(able) < FEW_CLUBS else max(offer.row.popularity for _, offer in able)
    return {
        offer: min(offer.row.popularity, ceiling) * (TASTES[(index + grade) % len(TASTES)] if index % 2 else 100)
        for index, offer in able
    }


def _draw(weights: Mapping[ClubOffer, int], count: int, rng: Random) -> list[ClubOffer]:
    left = dict(weights)
    drawn: list[ClubOffer] = []
    while left and len(drawn) < count:
        ticket = rng.randrange(sum(left.values()))
        for offer, weight in left.items():
            ticket -= weight
            if ticket < 0:
                drawn.append(offer)
                del left[offer]
                break
    return drawn


def _wish(offer: ClubOffer, held: set[str], rng: Random) -> str:
    strands = [strand for strand in offer.strands if strand in held]
    if len(held) > 1 and not rng.randrange(PINNED_ONE_IN):
        return f"{offer.row.id}@{strands[rng.randrange(len(strands))]}"
    return offer.row.id
