"""The regular timetable: who teaches what, and when, without clashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from scheduler.calendar.term import parse_weekday
from scheduler.generate.classes import ClassRow
from scheduler.generate.people import AdultRow
from scheduler.generate.subjects import LESSONS, SIDE_SUBJECTS

MORNING_LESSONS = 4
PRIMARY_PERIODS, JUNIOR_PERIODS = 6, 7
USUAL_LOAD, MOST_LOAD = 16, 24
VISITOR_LOAD = 8
ATTEMPTS = 20
LOW_GRADES_LONG_DAY = 1


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One weekly lesson: `period` counts from 1 in the morning."""

    adult: str
    weekday: int
    period: int
    homeroom: str
    subject: str


Slot = tuple[int, int]
Block = tuple[str, str]


def build_lessons(classes: Sequence[ClassRow], adults: Sequence[AdultRow], rng: Random) -> tuple[LessonRow, ...]:
    """Every class's lessons, by class, weekday and period. Teachers gain the skill of what they are given
    to teach.

    Raises:
        ValueError: when no clash-free timetable was found.
    """
    rows: list[LessonRow] = []
    for junior in (False, True):
        rooms = [room for room in classes if room.junior == junior]
        stage = "junior" if junior else "primary"
        teachers = [
            a for a in adults if a.kind == "own" and not a.on_leave and not a.duty_only and a.stage in ("", stage)
        ]
        if junior:
            teachers = [a for a in teachers if a.stage == stage] or teachers
        if rooms:
            rows += _stage_lessons(rooms, teachers, rng)
    order = {room.id: index for index, room in enumerate(classes)}
    return tuple(sorted(rows, key=lambda row: (order[row.homeroom], row.weekday, row.period)))


def afternoon_lessons(grade: int) -> tuple[int, ...]:
    """Afternoon lessons of a grade from Monday to Friday."""
    if grade >= 7:
        return (3, 3, 3, 3, 3)
    return (2, 1, 1, 1, 1) if grade <= 2 else (2, 2, 2, 2, 2)


def _stage_lessons(rooms: Sequence[ClassRow], teachers: Sequence[AdultRow], rng: Random) -> list[LessonRow]:
    taught = _assign(rooms, teachers)
    away = {a.id: {parse_weekday(day) for day in a.available} for a in teachers if a.available}
    for _ in range(ATTEMPTS):
        rows = _timetable(rooms, taught, away, rng)
        if rows is not None:
            return rows
    raise ValueError(
        f"no timetable without clashes for {len(rooms)} classes and {len(teachers)} teachers"
        f" / {len(rooms)} 个班、{len(teachers)} 名教师排不出无冲突的课表"
    )


def _assign(rooms: Sequence[ClassRow], teachers: Sequence[AdultRow]) -> dict[str, dict[Block, int]]:
    """Class to (teacher, subject) to lessons: own class first, then trained teachers, then side subjects,
    then anyone.
    """
    load = {a.id: 0 for a in teachers}
    taught: dict[str, dict[Block, int]] = {room.id: {} for room in rooms}
    wanted = [(room, subject, count) for room in rooms for subject, count in LESSONS[room.grade].items()]
    wanted.sort(key=lambda want: want[1] in SIDE_SUBJECTS["chinese"] + SIDE_SUBJECTS["maths"])
    for room, subject, count in wanted:
        adult = min(teachers, key=lambda a: _fit(a, room, subject, count, load[a.id]))
        load[adult.id] += count
        taught[room.id][adult.id, subject] = count
        if subject not in adult.skills:
            adult.skills.insert(1, subject)
    return taught


def _fit(adult: AdultRow, room: ClassRow, subject: str, count: int, load: int) -> tuple[int, int, str]:
    """Rank of a teacher for a subject of a class, best lowest; the tie goes to the lighter load."""
    cap = USUAL_LOAD if adult.full_time else VISITOR_LOAD
    if load + count > (MOST_LOAD if adult.full_time else cap):
        return (9, load, adult.id)
    own = adult.class_of == room.id
    if own and subject in (adult.subject, "class_meeting"):
        return (0, load, adult.id)
    over = 4 if load + count > cap else 0
    if subject == adult.subject:
        return (1 + over, load, adult.id)
    if subject in SIDE_SUBJECTS.get(adult.subject, ()):
        return (2 - own + over, load, adult.id)
    return (3 + over, load, adult.id)


def _timetable(
    rooms: Sequence[ClassRow],
    taught: Mapping[str, Mapping[Block, int]],
    away: Mapping[str, set[int]],
    rng: Random,
) -> list[LessonRow] | None:
    """Slot by slot a matching of classes to teachers, the slots with fewest classes first.

    From then on every class has as many lessons left as slots, so it must be matched in each; and so must
    a teacher
    with as many lessons left as slots. Such a matching exists as long as no teacher has more.
    """
    left = {room.id: dict(taught[room.id]) for room in rooms}
    slots = sorted(_slots(rooms, rng), key=lambda s: sum(_meets(room, s) for room in rooms))
    rows: list[LessonRow] = []
    today: dict[tuple[str, int, str], int] = {}
    for index, slot in enumerate(slots):
        here = [room.id for room in rooms if _meets(room, slot)]
        wishes = {room: _open_blocks(room, left[room], slot, away, today, rng) for room in here}
        matching = _Matching(wishes)
        full = all(matching.take_in_teacher(adult, set()) for adult in _pressed(left, slots[index:], away))
        if not full or not all(room in matching.given or matching.take_in_room(room, set()) for room in here):
            return None
        for room in here:
            adult, subject = matching.given[room]
            left[room][adult, subject] -= 1
            today[room, slot[0], subject] = today.get((room, slot[0], subject), 0) + 1
            rows.append(LessonRow(adult, slot[0], slot[1], room, subject))
    return rows


def _slots(rooms: Sequence[ClassRow], rng: Random) -> list[Slot]:
    periods = JUNIOR_PERIODS if rooms[0].junior else PRIMARY_PERIODS
    slots = [(weekday, period) for weekday in range(1, 6) for period in range(1, periods + 1)]
    rng.shuffle(slots)
    return slots


def _meets(room: ClassRow, slot: Slot) -> bool:
    return slot[1] <= MORNING_LESSONS + afternoon_lessons(room.grade)[slot[0] - 1]


def _open_blocks(
    room: str,
    left: Mapping[Block, int],
    slot: Slot,
    away: Mapping[str, set[int]],
    today: Mapping[tuple[str, int, str], int],
    rng: Random,
) -> list[Block]:
    """What a class could have now: visiting teachers first, then the subjects it had least that day."""
    blocks = [b for b, count in left.items() if count and slot[0] in away.get(b[0], {slot[0]})]
    rng.shuffle(blocks)
    blocks.sort(key=lambda b: (b[0] not in away, today.get((room, slot[0], b[1]), 0)))
    return blocks


def _pressed(left: Mapping[str, Mapping[Block, int]], slots: Sequence[Slot], away: Mapping[str, set[int]]) -> list[str]:
    """Teachers here today with no fewer lessons left than slots: they must teach now."""
    lessons: dict[str, int] = {}
    for blocks in left.values():
        for (adult, _), count in blocks.items():
            lessons[adult] = lessons.get(adult, 0) + count
    today = slots[0][0]
    free = {a: sum(s[0] in away[a] for s in slots) if a in away else len(slots) for a in lessons}
    return sorted(a for a, n in lessons.items() if n >= free[a] > 0 and today in away.get(a, {today}))


class _Matching:
    """A matching of classes to teachers grown by augmenting paths, from either side; what is covered stays
    covered.
    """

    def __init__(self, wishes: Mapping[str, Sequence[Block]]) -> None:
        self.wishes = wishes
        self.holder: dict[str, str] = {}
        self.given: dict[str, Block] = {}

    def take_in_room(self, room: str, seen: set[str]) -> bool:
        """Give the class a teacher, moving other classes to other teachers if need be."""
        for block in self.wishes[room]:
            adult = block[0]
            if adult not in seen:
                seen.add(adult)
                if adult not in self.holder or self.take_in_room(self.holder[adult], seen):
                    self.holder[adult] = room
                    self.given[room] = block
                    return True
        return False

    def take_in_teacher(self, adult: str, seen: set[str]) -> bool:
        """Give the teacher a class that has none, or one whose teacher finds another class."""
        if adult in self.holder:
            return True
        for room, blocks in self.wishes.items():
            block = next((b for b in blocks if b[0] == adult), None)
            if block is not None and room not in seen:
                seen.add(room)
                if self._release(room, seen):
                    self.holder[adult] = room
                    self.given[room] = block
                    return True
        return False

    def _release(self, room: str, seen: set[str]) -> bool:
        """Free the class of its teacher, if it has one that finds another class."""
        if room not in self.given:
            return True
        former = self.given.pop(room)
        del self.holder[former[0]]
        if self.take_in_teacher(former[0], seen):
            return True
        self.holder[former[0]] = room
        self.given[room] = former
        return False
