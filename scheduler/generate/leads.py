"""Skills for the clubs: every section of the offer gets a qualified adult of its own, and some adults in
reserve.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.calendar.term import weekday_en
from scheduler.generate.kinds import Kind, StrandPlan
from scheduler.generate.offer import ClubOffer
from scheduler.generate.people import AdultRow
from scheduler.generate.subjects import HOBBIES

MOST_LEADS = 2
RESERVE_HOLDERS = 3
JUNIOR_FIRST_GRADE = 7


@dataclass(frozen=True, slots=True)
class _Opening:
    offer: ClubOffer
    strand: StrandPlan

    @property
    def skill(self) -> str:
        return self.offer.row.skill


def staff_clubs(
    kind: Kind, offers: Sequence[ClubOffer], strands: Sequence[StrandPlan], adults: Sequence[AdultRow]
) -> None:
    """Give skills (and coaches their days) so that all sections of the offer could be led at once."""
    openings = [
        _Opening(offer, strand)
        for strand in strands
        for offer in offers
        if strand.id in offer.strands
        for _ in range(offer.sections)
    ]
    coaches = [a for a in adults if a.kind == "professional"]
    for index, coach in enumerate(coaches):
        _book(coach, openings, strands[index % len(strands)])
    own = [a for a in adults if a.kind == "own" and not a.duty_only and not a.on_leave]
    held: dict[str, list[StrandPlan]] = {adult.id: [] for adult in own}
    for opening in openings:
        _learn(opening, own, held)
    _reserve(openings, own)


def _book(coach: AdultRow, openings: list[_Opening], wish: StrandPlan) -> None:
    """A coach comes on the days of one strand and leads one section of it, or, found none, helps with any
    club.
    """
    skill = coach.skills[0]
    fitting = [o for o in openings if o.skill == skill]
    chosen = next((o for o in fitting if o.strand.id == wish.id), fitting[0] if fitting else None)
    strand = chosen.strand if chosen else wish
    coach.available = {weekday_en(weekday): "14:30-19:30" for weekday in strand.weekdays}
    if chosen:
        openings.remove(chosen)
        coach.clubs = sorted({o.offer.row.id for o in fitting})


def _learn(opening: _Opening, own: Sequence[AdultRow], held: Mapping[str, list[StrandPlan]]) -> None:
    """The adult with fewest sections takes the opening, those of a kindred subject before the others."""
    able = [a for a in own if _may_take(a, opening, held[a.id])]
    if not able:
        raise ValueError(
            f"no adult is left for {opening.offer.row.id} in strand {opening.strand.id}"
            f" / 时段组 {opening.strand.id} 的 {opening.offer.row.id} 没有可带的教师"
        )
    adult = min(able, key=lambda a: (len(held[a.id]) + (not _kindred(a, opening.skill)), len(held[a.id]), a.id))
    held[adult.id].append(opening.strand)
    _add(adult, opening.skill)


def _may_take(adult: AdultRow, opening: _Opening, held: Sequence[StrandPlan]) -> bool:
    strand = opening.strand
    if len(held) >= MOST_LEADS or any(set(s.weekdays) & set(strand.weekdays) for s in held):
        return False
    if adult.available and any(weekday_en(w) not in adult.available for w in strand.weekdays):
        return False
    if not adult.full_time and not _kindred(adult, opening.skill):
        return False
    return adult.stage in ("", _stage(strand))


def _reserve(openings: Sequence[_Opening], own: Sequence[AdultRow]) -> None:
    """More holders of every skill, as many again as its sections, so that one absence closes no club."""
    wanted: dict[tuple[str, str], int] = {}
    for opening in openings:
        at = (opening.skill, _stage(opening.strand))
        wanted[at] = wanted.get(at, 0) + 1
    for (skill, stage), count in wanted.items():
        able = [a for a in own if skill not in a.skills and a.stage in ("", stage) and a.full_time]
        able.sort(key=lambda a: (not _kindred(a, skill), len(a.skills), a.id))
        for adult in able[: max(RESERVE_HOLDERS, count)]:
            _add(adult, skill)


def _stage(strand: StrandPlan) -> str:
    return "junior" if strand.first >= JUNIOR_FIRST_GRADE else "primary"


def _kindred(adult: AdultRow, skill: str) -> bool:
    return skill in HOBBIES.get(adult.subject, ())


def _add(adult: AdultRow, skill: str) -> None:
    if skill not in adult.skills:
        adult.skills.append(skill)
