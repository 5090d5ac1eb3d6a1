"""What the sections say about each other: places, homerooms and people."""

from scheduler.calendar.clock import format_clock
from scheduler.config.build_calendar import stage_of
from scheduler.config.build_findings import ADULT, BUILDING, CLUB, HOMEROOM, PROVIDER, VENUE, Complaints, Rule
from scheduler.config.build_people import ALWAYS_THERE, AT_SCHOOL
from scheduler.config.build_places import venue_capacity
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_people import AdultFile, HomeroomFile
from scheduler.config.schema_types import read_weekday
from scheduler.domain.people import AdultKind

NOON = 720
PAPERS = ("no_offence", "health", "qualification", "agreement")


def check_places(file: SchoolFile, complaints: Complaints) -> None:
    """Buildings, gates and venues: known ids, a capacity for every venue, one owner a room."""
    for key, building in file.buildings.items():
        for other, minutes in building.walk.items():
            path = ("buildings", key, "walk", other)
            if complaints.known(path, other, file.buildings, BUILDING, key=True):
                back = file.buildings[other].walk.get(key, minutes)
                if back != minutes:
                    rule = (
                        f"the way back is {back} minutes; write one of them",
                        f"反方向写的是 {back} 分钟，请只写一处",
                    )
                    complaints.at(path, rule)
    for key, gate in file.gates.items():
        complaints.known(("gates", key, "building"), gate.building, file.buildings, BUILDING)
    for key, venue in file.venues.items():
        complaints.known(("venues", key, "building"), venue.building, file.buildings, BUILDING)
        _check_capacity(file, key, complaints)
        if complaints.known(("venues", key, "homeroom"), venue.homeroom, file.homerooms, HOMEROOM) and venue.homeroom:
            _check_owner(file, key, venue.homeroom, complaints)


def check_homerooms(file: SchoolFile, complaints: Complaints) -> None:
    """Homerooms: bells for the grade, a room of their own, a class teacher on the school's own staff."""
    rooms: dict[str, str] = {}
    teachers: dict[str, str] = {}
    for key, homeroom in file.homerooms.items():
        _check_bells(file, key, homeroom, complaints)
        path = ("homerooms", key, "classroom")
        if complaints.known(path, homeroom.classroom, file.venues, VENUE):
            _check_single(rooms, homeroom.classroom, key, path, complaints)
        path = ("homerooms", key, "teacher")
        if complaints.known(path, homeroom.teacher, file.adults, ADULT) and homeroom.teacher is not None:
            _check_single(teachers, homeroom.teacher, key, path, complaints)
            if file.adults[homeroom.teacher].kind is not AdultKind.OWN:
                complaints.at(path, ("a class teacher must be on the school's own staff", "班主任应为本校教职工"))


def check_people(file: SchoolFile, complaints: Complaints) -> None:
    """Adults and the bodies that send them: known ids, times at school, papers in order."""
    for key, adult in file.adults.items():
        at = ("adults", key)
        complaints.known((*at, "building"), adult.building, file.buildings, BUILDING)
        complaints.known((*at, "provider"), adult.provider, file.providers, PROVIDER)
        for index, club in enumerate(adult.clubs):
            complaints.known((*at, "clubs", index), club, file.clubs, CLUB)
        if adult.kind not in ALWAYS_THERE and adult.available is None and not adult.on_leave:
            rule = (
                "an adult from outside must list when they are `available`",
                "外聘人员须写明可在校时段 available",
            )
            complaints.at(at, rule, key=True)
        _check_papers(file, key, adult, complaints)
        _check_leaving(key, adult, complaints)
    for team, block in file.research.items():
        for index, member in enumerate(block.adults):
            complaints.known(("research", team, "adults", index), member, file.adults, ADULT)
    _check_providers(file, complaints)


def check_class_numbers(file: SchoolFile, complaints: Complaints) -> None:
    """Figures by homeroom name known homerooms and stay within enrolment; merges name each homeroom once."""
    for section, figures in (("survey", file.survey), ("extra_needs", file.extra_needs)):
        for key, count in figures.items():
            known = complaints.known((section, key), key, file.homerooms, HOMEROOM, key=True)
            if known and count > file.homerooms[key].enrolled:
                enrolled = file.homerooms[key].enrolled
                rule = (f"must be <= the {enrolled} pupils enrolled", f"不应多于在籍 {enrolled} 人")
                complaints.at((section, key), rule)
    for number, merge in enumerate(file.homework.merge):
        for index, key in enumerate(merge):
            path = ("homework", "merge", number, index)
            complaints.known(path, key, file.homerooms, HOMEROOM)
            if key in merge[:index]:
                complaints.at(
                    path,
                    (
                        "this homeroom is already in the merge; write another homeroom",
                        "该班级在此合班中重复，请写另一个班级",
                    ),
                )


def _check_capacity(file: SchoolFile, key: str, complaints: Complaints) -> None:
    capacity = venue_capacity(file, key)
    area = file.venues[key].area
    if capacity is None and area is None:
        complaints.at(("venues", key), ("needs a capacity or an area", "须写容量 capacity 或面积 area"), key=True)
    elif capacity is None:
        kind = file.venues[key].kind
        rule = (
            f"no floor area per seat is known for {kind}; write the capacity",
            f"{kind} 没有每座面积，请写容量 capacity",
        )
        complaints.at(("venues", key, "area"), rule)
    elif capacity == 0:
        complaints.at(
            ("venues", key, "area"),
            ("is too small for a single seat; write a larger area", "面积不足一座，请写更大的面积"),
        )


def _check_owner(file: SchoolFile, key: str, owner: str, complaints: Complaints) -> None:
    stated = file.homerooms[owner].classroom
    if stated != key:
        rule = (f"homeroom {owner} names {stated} as its classroom", f"班级 {owner} 写的本班教室是 {stated}")
        complaints.at(("venues", key, "homeroom"), rule)


def _check_bells(file: SchoolFile, key: str, homeroom: HomeroomFile, complaints: Complaints) -> None:
    stage = stage_of(homeroom.grade)
    bells = file.bells.get(stage)
    if bells is None or homeroom.grade not in bells.afternoon_lessons:
        field = f"bells.{stage}" if bells is None else f"bells.{stage}.afternoon_lessons"
        rule = (f"grade {homeroom.grade} has no {field}", f"{field} 没有 {homeroom.grade} 年级")
        complaints.at(("homerooms", key, "grade"), rule)


def _check_single(taken: dict[str, str], word: str, key: str, path: tuple[str, ...], complaints: Complaints) -> None:
    if word in taken:
        complaints.at(path, _taken(word, taken[word]))
    taken.setdefault(word, key)


def _taken(word: str, owner: str) -> Rule:
    return (
        f"{word} already belongs to homeroom {owner}; write another",
        f"{word} 已属于班级 {owner}，请另写一个",
    )


def _check_papers(file: SchoolFile, key: str, adult: AdultFile, complaints: Complaints) -> None:
    needed = [paper for papers in file.rules.credentials.values() for paper in papers]
    kinds = sorted({*PAPERS, *needed})
    for kind, (first, last) in adult.papers.items():
        path = ("adults", key, "papers", kind)
        if kind not in kinds:
            rule = (f"must be one of {', '.join(kinds)}", f"应为 {'、'.join(kinds)} 之一")
            complaints.at(path, rule, nearest(kind, kinds), key=True)
        if first > last:
            complaints.at((*path, 1), ("must not be before the first day", "不应早于开始日期"))


def _check_leaving(key: str, adult: AdultFile, complaints: Complaints) -> None:
    """Nobody must leave before they come: a time in the morning is mostly one of the afternoon."""
    written = complaints.document.data["adults"][key].get("leave_by") or {}
    for word in written:
        weekday = read_weekday(word)
        leaves = adult.leave_by[weekday]
        spans = [AT_SCHOOL] if adult.available is None else adult.available.get(weekday, [])
        if spans and leaves <= min(spans).start:
            comes = format_clock(min(spans).start)
            hint = format_clock(leaves + NOON) if leaves < NOON else None
            rule = (f"must be after {comes}, when this adult comes", f"应晚于到校时间 {comes}")
            complaints.at(("adults", key, "leave_by", word), rule, hint)


def _check_providers(file: SchoolFile, complaints: Complaints) -> None:
    kinds = file.rules.providers.partners
    for key, provider in file.providers.items():
        if provider.kind not in kinds:
            rule = (f"must be one of {', '.join(kinds)}", f"应为 {'、'.join(kinds)} 之一")
            complaints.at(("providers", key, "kind"), rule, nearest(provider.kind, kinds))
