"""Which pupils take part, on which days and in which periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from scheduler.generate.classes import ClassRow
from scheduler.generate.kinds import Kind

FULL_WEEK_PERCENT = 70
FRIDAY_DROP_PERCENT = 8
HOMEWORK_ONLY_PERCENT = 4
JUNIOR_CLUB_PERCENT = 55
JUNIOR_HOMEWORK_DAYS, JUNIOR_CLUB_DAYS = (1, 3, 5), (2, 4)
EVENING_DAYS = (1, 2, 3, 4)
EVENING_LEAST_CLASSES = 2
FRIDAY = 5
ESCORT_CLASSES_PER_PUPIL = 3


@dataclass(slots=True)
class PupilRow:
    """One pupil: periods by weekday in the codes of the roster (`P1`, `P2`, `E`, `V`), wishes best first."""

    id: str
    homeroom: ClassRow
    days: dict[int, tuple[str, ...]]
    choices: tuple[str, ...] = ()
    needs_adult: bool = False
    support: str = ""

    def in_club(self, weekdays: Sequence[int]) -> bool:
        """Whether the pupil attends period 2 on one of the weekdays."""
        return any("P2" in self.days.get(weekday, ()) for weekday in weekdays)


def build_pupils(kind: Kind, classes: Sequence[ClassRow], rng: Random) -> tuple[PupilRow, ...]:
    """Every enrolled pupil in id order. Shares of each class are exact quotas; who fills them is drawn.

    A single junior class holds no evening study: one adult would be alone in the building.
    """
    pupils: list[PupilRow] = []
    if sum(room.junior for room in classes) < EVENING_LEAST_CLASSES:
        kind = replace(kind, evening={})
    for room in classes:
        members = [PupilRow(f"S{room.id[1:]}{n:02d}", room, {}) for n in range(1, room.enrolled + 1)]
        (_junior_days if room.junior else _primary_days)(kind, room, members, rng)
        pupils += members
    _extended_care(kind, pupils, rng)
    _escorted(kind, classes, pupils)
    return tuple(pupils)


def percent(count: int, share: int) -> int:
    """`share` per cent of `count`, rounded half up."""
    return (2 * count * share + 100) // 200


def _primary_days(kind: Kind, room: ClassRow, members: Sequence[PupilRow], rng: Random) -> None:
    taking_part = rng.sample(members, percent(room.enrolled, kind.participation[room.grade]))
    full = percent(len(taking_part), FULL_WEEK_PERCENT)
    off_friday = percent(len(taking_part), FRIDAY_DROP_PERCENT)
    short = percent(len(taking_part), HOMEWORK_ONLY_PERCENT)
    for index, pupil in enumerate(taking_part):
        days = {1, 2, 3, 4, 5}
        if full <= index < full + off_friday:
            days.discard(FRIDAY)
        elif index >= full:
            days -= set(rng.sample(range(1, 5), 1 + rng.randrange(2)))
        codes = ("P1",) if index >= len(taking_part) - short else ("P1", "P2")
        pupil.days = dict.fromkeys(sorted(days), codes)


def _junior_days(kind: Kind, room: ClassRow, members: Sequence[PupilRow], rng: Random) -> None:
    order = rng.sample(members, len(members))
    homework = percent(room.enrolled, kind.participation[room.grade])
    clubs = percent(room.enrolled, JUNIOR_CLUB_PERCENT)
    evening = percent(room.enrolled, kind.evening.get(room.grade, 0))
    for index, pupil in enumerate(order):
        codes: dict[int, list[str]] = {weekday: [] for weekday in range(1, 6)}
        for weekday in JUNIOR_HOMEWORK_DAYS if index < homework else ():
            codes[weekday].append("P1")
        for weekday in JUNIOR_CLUB_DAYS if index < clubs else ():
            codes[weekday].append("P2")
        for weekday in EVENING_DAYS if index < evening else ():
            codes[weekday].append("V")
        pupil.days = {weekday: tuple(held) for weekday, held in codes.items() if held}


def _extended_care(kind: Kind, pupils: Sequence[PupilRow], rng: Random) -> None:
    able = [p for p in pupils if not p.homeroom.junior and p.in_club((1, 2, 3, 4, 5))]
    for pupil in rng.sample(able, len(able) * kind.extended // 1000):
        pupil.days = {weekday: (*codes, "E") for weekday, codes in pupil.days.items()}


def _escorted(kind: Kind, classes: Sequence[ClassRow], pupils: Sequence[PupilRow]) -> None:
    """Pupils who need an adult of their own: a few classes take them in, and they stay for homework alone."""
    primary = [room for room in classes if not room.junior]
    wanted = max(1, kind.needs * len(classes) // kind.classes)
    hosts = primary[1 :: max(2, len(primary) * ESCORT_CLASSES_PER_PUPIL // wanted)] or primary[:1]
    members = {room.id: [p for p in pupils if p.homeroom is room and p.days] for room in hosts}
    for index in range(wanted):
        room = hosts[index % len(hosts)]
        if members[room.id]:
            pupil = members[room.id].pop()
            pupil.needs_adult = True
            pupil.days = {weekday: ("P1",) for weekday in sorted(pupil.days)[:3]}


def heads(pupils: Sequence[PupilRow]) -> Mapping[tuple[str, int, str], int]:
    """Pupils by (homeroom, weekday, period code)."""
    found: dict[tuple[str, int, str], int] = {}
    for pupil in pupils:
        for weekday, codes in pupil.days.items():
            for code in codes:
                at = (pupil.homeroom.id, weekday, code)
                found[at] = found.get(at, 0) + 1
    return found
