"""A generated school put together: one value that holds everything its files say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from scheduler.generate.attendance import EVENING_DAYS, PupilRow, build_pupils
from scheduler.generate.classes import ClassRow, build_classes
from scheduler.generate.kinds import MOST_CLASSES, STREAMS, Kind, StrandPlan
from scheduler.generate.leads import staff_clubs
from scheduler.generate.lessons import LessonRow, build_lessons
from scheduler.generate.need import Need, stage_need
from scheduler.generate.offer import ClubOffer, StrandOffer, build_offer
from scheduler.generate.people import AdultRow, gates, outside, own_staff
from scheduler.generate.rooms import VenueRow, build_venues, strand_rooms
from scheduler.generate.wishes import draw_wishes

FIRST_AIDERS, CLASSES_PER_FIRST_AIDER = 4, 5
SUPPORT_SIZE, EXTENSION_SIZE = 8, 16
SUPPORT_DAY, EXTENSION_DAY = 2, 4
MERGE_SEATS = 60
LEAVES_EARLY = 2
RESEARCH_TEAM = "english"


@dataclass(frozen=True, slots=True)
class SupportRow:
    """A small period-1 group of one grade."""

    id: str
    kind: str
    subject: str
    grade: int
    weekday: int
    expected: int


@dataclass(frozen=True, slots=True)
class SchoolDraft:
    """Everything the files of a generated school say."""

    kind: Kind
    seed: int
    classes: tuple[ClassRow, ...]
    strands: tuple[StrandPlan, ...]
    venues: tuple[VenueRow, ...]
    gates: int
    pupils: tuple[PupilRow, ...]
    offers: tuple[ClubOffer, ...]
    plans: Mapping[str, StrandOffer]
    needs: Mapping[str, Need]
    adults: tuple[AdultRow, ...]
    lessons: tuple[LessonRow, ...]
    support: tuple[SupportRow, ...]
    merges: tuple[tuple[str, ...], ...]
    closed: tuple[str, ...] = ()
    """Venues that are never inspected, and so may not be used."""


def draft_school(
    kind: Kind, classes: int, pupils: int | None, seed: int, most_classes: int = MOST_CLASSES
) -> SchoolDraft:
    """Draw a school of the given size. The same arguments give the same school on every machine.

    Raises ValueError for a size out of bounds; whoever raises `most_classes` gets a school that no week may suit.
    """
    streams = {name: Random(seed * len(STREAMS) + number) for number, name in enumerate(STREAMS)}
    rooms = build_classes(kind, classes, pupils, streams["classes"], most_classes)
    roster = build_pupils(kind, rooms, streams["attendance"])
    grades = {room.grade for room in rooms}
    strands = tuple(s for s in kind.strands if grades & set(s.grades))
    venues = build_venues(kind, rooms)
    offers, plans = build_offer(kind, strands, strand_rooms(strands, rooms, venues), roster)
    draw_wishes(roster, offers, strands, streams["choices"])
    needs = _needs(kind, rooms, offers, strands, roster)
    adults = [
        *own_staff(kind, rooms, {stage: need.adults for stage, need in needs.items()}),
        *outside(kind, rooms),
    ]
    staff_clubs(kind, offers, strands, adults)
    lessons = build_lessons(rooms, adults, streams["lessons"])
    _first_aiders(adults, lessons, len(rooms))
    if kind.area == "rural":
        _bus_on_friday(adults)
    support = _support(rooms, roster)
    return SchoolDraft(
        kind,
        seed,
        rooms,
        strands,
        venues,
        gates(kind, rooms),
        roster,
        offers,
        plans,
        needs,
        tuple(adults),
        lessons,
        support,
        _merges(kind, rooms),
    )


def stage_of(room: ClassRow) -> str:
    """Stage of a class."""
    return "junior" if room.junior else "primary"


def _needs(
    kind: Kind,
    rooms: Sequence[ClassRow],
    offers: Sequence[ClubOffer],
    strands: Sequence[StrandPlan],
    roster: Sequence[PupilRow],
) -> dict[str, Need]:
    needs = {}
    stages = len({stage_of(room) for room in rooms})
    for stage in ("primary", "junior"):
        mine = [room for room in rooms if stage_of(room) == stage]
        if mine:
            grades = {room.grade for room in mine}
            meeting = [s for s in strands if grades & set(s.grades)]
            care = sum(any("E" in c for c in p.days.values()) for p in roster if p.homeroom.grade in grades)
            needs[stage] = stage_need(kind, mine, offers, meeting, care, stages)
    return needs


def _first_aiders(adults: Sequence[AdultRow], lessons: Sequence[LessonRow], classes: int) -> None:
    """First-aiders are own adults seldom teaching in the afternoon, so that one is always free from
    dismissal on; not all of them in the team whose research takes part of an afternoon.
    """
    afternoons: dict[str, set[int]] = {a.id: set() for a in adults}
    for lesson in lessons:
        if lesson.period >= 6:
            afternoons[lesson.adult].add(lesson.weekday)
    able = [a for a in adults if a.serves and not a.protection and not a.leave_by]
    able.sort(key=lambda a: (len(afternoons[a.id]), len(a.skills), a.id))
    chosen = able[: max(FIRST_AIDERS, classes // CLASSES_PER_FIRST_AIDER)]
    others = [a for a in able if a.subject != RESEARCH_TEAM]
    if others and all(a.subject == RESEARCH_TEAM for a in chosen):
        chosen[-1] = others[0]
    for adult in chosen:
        adult.skills.append("first_aid")


def _bus_on_friday(adults: Sequence[AdultRow]) -> None:
    able = [a for a in adults if a.serves and not a.protection and "first_aid" not in a.skills]
    for adult in able[:LEAVES_EARLY]:
        adult.leave_by = {"fri": "17:50"}
        adult.note = "周五须赶 17:50 班车 bus at 17:50 on Friday"


def _support(rooms: Sequence[ClassRow], roster: Sequence[PupilRow]) -> tuple[SupportRow, ...]:
    """One support group in maths for grade 3 and one extension group in Chinese for grade 5, where those
    grades are.
    """
    groups = []
    plans = (
        ("support", "maths", 3, SUPPORT_DAY, SUPPORT_SIZE),
        ("extension", "chinese", 5, EXTENSION_DAY, EXTENSION_SIZE),
    )
    for kind, subject, grade, weekday, size in plans:
        able = [
            p for p in roster if p.homeroom.grade == grade and "P1" in p.days.get(weekday, ()) and not p.needs_adult
        ]
        count = min(size, len(able) // 4)
        if count >= 2 and len(rooms) >= 12:
            group = SupportRow(f"{kind}-{subject}-{grade}", kind, subject, grade, weekday, count)
            for pupil in able[:: len(able) // count][:count]:
                pupil.support = group.id
            groups.append(group)
    return tuple(groups)


def _merges(kind: Kind, rooms: Sequence[ClassRow]) -> tuple[tuple[str, ...], ...]:
    """In a village school neighbouring grades may meet together, two classes at a time."""
    if not kind.merge or len(rooms) > kind.classes:
        return ()
    pairs = zip(rooms[::2], rooms[1::2], strict=False)
    return tuple((a.id, b.id) for a, b in pairs if a.enrolled + b.enrolled <= MERGE_SEATS)


def evening_classes(draft: SchoolDraft) -> bool:
    """Whether anybody comes to evening study."""
    return any("V" in codes for p in draft.pupils for d, codes in p.days.items() if d in EVENING_DAYS)
