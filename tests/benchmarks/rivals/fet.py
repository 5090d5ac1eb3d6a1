"""Rival `fet`: the free timetabling program, for the part that it can state.

FET puts activities into hours and rooms. Which clubs open, and for whom, it cannot say: sections and seats are those of
`hand`. Adults it does not choose either, but rooms it does: so every duty is an activity with its hours fixed whose
"room" is an adult, and every meeting of a section one whose room is its venue. Preferred rooms are what no clause rules
out; the meetings of a section keep one venue and one lead (at most one different room). Caps of the week, late days, an
even load, money and wishes have no counterpart. No duty may stay empty: where somebody must lack, FET finds nothing.
It stops at the first timetable.
"""

import shutil
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.clauses.space import DutyOption, Leads, Occurrence
from scheduler.domain.offer import SectionId
from scheduler.domain.problem import Problem
from scheduler.planning.lift import meetings, occupied
from scheduler.planning.offering import strand_occurrences
from scheduler.planning.placing import section_space
from scheduler.planning.staffing import staff_space
from scheduler.planning.whole.reading import Choices, errand, plan_of
from tests.benchmarks.measure import run_command
from tests.benchmarks.rivals.case import Course, NotInstalled, School
from tests.benchmarks.rivals.forbidden import forbidden
from tests.benchmarks.rivals.hand import by_hand


@dataclass(frozen=True)
class Duty:
    """Activities (one an occurrence) that share one room out of some: an adult, or a venue."""

    what: str
    section: SectionId | None
    rooms: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


def run_fet(school: School, seconds: float, seed: int, course: Course) -> None:
    """Write the activities, run fet-cl, read the rooms it chose. Raises NotInstalled."""
    if shutil.which("fet-cl") is None:
        raise NotInstalled("FET is missing: Debian package fet")
    drawn = by_hand(school.problem, school.groups, seed)
    duties = tuple(duties_of(school, drawn))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file_of(school.problem, duties).write(folder / "week.fet", encoding="utf-8", xml_declaration=True)
        left = max(1, round(seconds - course.seconds))
        words = ["fet-cl", "--inputfile=week.fet", f"--timelimitseconds={left}", f"--outputdir={scratch}/out"]
        run = run_command([*words, "--writetimetablesxml=true"], folder=folder, seconds=left + 10.0)
        rooms = rooms_from(next(iter(sorted(folder.glob("out/**/week_activities.xml"))), None))
    course.status = "timetable" if rooms else "nothing"
    course.note = "" if rooms else (run.errors.strip() or run.lines[-1][1] if run.lines else "")[:200]
    if rooms:
        choices = choices_from(duties, rooms, drawn)
        course.add(lambda: plan_of(school.problem, school.groups, choices))


def duties_of(school: School, drawn: Choices) -> Iterator[Duty]:
    """Venues and leads of the sections, then every place of every pool, all with those who may have them."""
    problem, groups = school.problem, school.groups
    sizes = Counter(seat.section for seat in drawn.seats)
    housed = section_space(problem, sizes, occupied(groups))
    barred = forbidden(housed)
    for section in sizes:
        when = strand_occurrences(problem, problem.strands[section.strand])
        venues = [p.venue.id for p in housed.places if p.what == str(section) and p.key not in barred]
        yield Duty("venue", section, tuple(f"venue {venue}" for venue in venues), when)
    held = meetings(problem, drawn.venues, drawn.seats, ())
    space = staff_space(problem, groups, held, Counter((s.club, s.strand) for s in sizes))
    barred = forbidden(space)
    able: dict[object, list[DutyOption]] = {}
    for duty in space.duties:
        alone = duty.adult.own or duty.adult.sole_allowed
        if duty.key not in barred and (alone or not isinstance(duty.key, Leads)):
            at = (duty.key.club, duty.key.strand) if isinstance(duty.key, Leads) else duty.pool and duty.pool.id
            able.setdefault(at, []).append(duty)
    for section in sizes:
        mine = able.get((section.club, section.strand), [])
        if mine:
            yield Duty("lead", section, tuple(d.adult.id for d in mine), mine[0].occurrences)
    for pool in space.pools:
        adults = tuple(d.adult.id for d in able.get(pool.id, ()))
        for _ in range(pool.demand if adults else 0):
            yield Duty(errand(pool.id), None, adults, (pool.occurrence,))


def file_of(problem: Problem, duties: Sequence[Duty]) -> "ET.ElementTree[ET.Element]":
    """The FET file: hours between all beginnings and ends, rooms, activities fixed in time, rooms preferred."""
    cuts = sorted({m for d in duties for o in d.occurrences for m in (o.interval.start, o.interval.end)})
    root = ET.Element("fet", version="6.0.0")
    _list(root, "Days_List", "Day", [str(day.date) for day in problem.days])
    _list(root, "Hours_List", "Hour", [str(cut) for cut in cuts[:-1]])
    _list(root, "Subjects_List", "Subject", ["duty"], counted=False)
    for empty in ("Activity_Tags_List", "Teachers_List", "Students_List"):
        ET.SubElement(root, empty)
    activities = ET.SubElement(root, "Activities_List")
    ET.SubElement(root, "Buildings_List")
    rooms = ET.SubElement(root, "Rooms_List")
    for name in dict.fromkeys(room for duty in duties for room in duty.rooms):
        _fields(ET.SubElement(rooms, "Room"), Name=name, Building="", Capacity=30000, Virtual="false", Comments="")
    times = ET.SubElement(root, "Time_Constraints_List")
    _constraint(times, "ConstraintBasicCompulsoryTime")
    spaces = ET.SubElement(root, "Space_Constraints_List")
    _constraint(spaces, "ConstraintBasicCompulsorySpace")
    number = 0
    for duty in duties:
        first = number + 1
        for o in duty.occurrences:
            number += 1
            length = cuts.index(o.interval.end) - cuts.index(o.interval.start)
            _activity(activities, number, length)
            start = {"Preferred_Day": o.day.date, "Preferred_Hour": o.interval.start, "Permanently_Locked": "true"}
            _constraint(times, "ConstraintActivityPreferredStartingTime", Activity_Id=number, **start)
            element = _constraint(spaces, "ConstraintActivityPreferredRooms", Activity_Id=number)
            _fields(element, Number_of_Preferred_Rooms=len(duty.rooms))
            for room in duty.rooms:
                _fields(element, Preferred_Room=room)
        if number > first:
            same = _constraint(spaces, "ConstraintActivitiesOccupyMaxDifferentRooms")
            _fields(same, Number_of_Activities=number - first + 1)
            for activity in range(first, number + 1):
                _fields(same, Activity_Id=activity)
            _fields(same, Max_Number_of_Different_Rooms=1)
    return ET.ElementTree(root)


def rooms_from(file: Path | None) -> Mapping[int, str]:
    """The room of every activity that has one; empty without a file."""
    if file is None:
        return {}
    found = {}
    for activity in ET.parse(file).getroot().iter("Activity"):
        room = activity.findtext("Room")
        if room:
            found[int(activity.findtext("Id") or 0)] = room
    return found


def choices_from(duties: Sequence[Duty], rooms: Mapping[int, str], drawn: Choices) -> Choices:
    """Venues, leads and adults by the rooms of their first activities."""
    sections = dict.fromkeys(sorted({seat.section for seat in drawn.seats}))
    venues: dict[SectionId, str | None] = dict(sections)
    leads: dict[SectionId, str | None] = dict(sections)
    serving: dict[str, list[str]] = {}
    number = 1
    for duty in duties:
        room = rooms.get(number)
        number += len(duty.occurrences)
        if room is not None and duty.section is None:
            serving.setdefault(duty.what, []).append(room)
        elif room is not None and duty.section is not None:
            (venues if duty.what == "venue" else leads)[duty.section] = room.removeprefix("venue ")
    return Choices(venues, leads, drawn.seats, (), serving)


def _activity(parent: ET.Element, number: int, length: int) -> None:
    element = ET.SubElement(parent, "Activity")
    _fields(element, Subject="duty", Duration=length, Total_Duration=length, Id=number, Activity_Group_Id=0)
    _fields(element, Active="true", Comments="")


def _constraint(parent: ET.Element, name: str, **fields: object) -> ET.Element:
    element = ET.SubElement(parent, name)
    _fields(element, Weight_Percentage=100, **fields)
    _fields(element, Active="true", Comments="")
    return element


def _list(root: ET.Element, name: str, item: str, names: Sequence[str], *, counted: bool = True) -> None:
    parent = ET.SubElement(root, name)
    if counted:
        _fields(parent, **{f"Number_of_{item}s": len(names)})
    for one in names:
        _fields(ET.SubElement(parent, item), Name=one)


def _fields(element: ET.Element, **fields: object) -> None:
    for name, value in fields.items():
        ET.SubElement(element, name).text = str(value)
