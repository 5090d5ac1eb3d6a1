"""Schools of any size with a plan made by counting, for charts only: no clause is asked."""

from dataclasses import replace
from datetime import date

from small import ALL_DAY, CARE, DAYS, MONDAY, P1, P2, PAPERS, TIMES, small_adult, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.demand import Choice, Counts, Homeroom, Mode, Period, Pupil
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.people import Adult, AdultKind, Stage
from scheduler.domain.places import Site, Venue
from scheduler.domain.plan import Allotment, Credit, Duty, OpenSection, Plan, Post, Relief, Role, Seat, Session
from scheduler.domain.problem import Problem

DOMAINS = ("moral", "intellectual", "physical", "aesthetic", "labour")
SIZE = 40


def crowd(classes: int) -> tuple[Problem, Plan]:
    """A school of that many classes in grades 1-6 and its plan.

    Each class has its own room and a teacher T<n> for homework and, on Friday, activity; on the other days a club
    section of 20 meets in every room, led by U<n>. There are `classes` unused special rooms and one volunteer V1.
    """
    rooms = [f"C{1 + k % 6}{1 + k // 6:02d}" for k in range(classes)]
    problem = small_problem(
        title="示范小学",
        homerooms={room: _homeroom(room, k) for k, room in enumerate(rooms)},
        adults={a.id: a for a in _adults(classes, rooms)},
        site=_site(rooms),
        clubs=_clubs(classes),
        pupils={},
        strands={"S": Strand("S", frozenset(range(1, 7)), frozenset({1, 2, 3, 4}))},
        mode=Mode.COUNTS,
        times={(grade, day.date): TIMES for grade in range(1, 7) for day in DAYS},
        counts=Counts(
            {(room, w, p): SIZE for room in rooms for w in range(1, 6) for p in (Period.P1, Period.P2)},
            {f"club{k}": 15 * k for k in range(classes)},
            {},
        ),
    )
    return problem, _plan(rooms)


def named_crowd(classes: int) -> tuple[Problem, Plan]:
    """The crowd in roster mode: ten pupils a class, three wishes each, strands S and U, every club open in both.

    Clubs of low number are wanted most. Of five pupils in a row three get their wishes 1, 2 and 3, one a club outside
    the list, and one no place; in strand U the row starts one pupil later.
    """
    problem, plan = crowd(classes)
    days = {weekday: frozenset({Period.P1, Period.P2}) for weekday in range(1, 6)}
    terms = date(2026, 9, 1), date(2027, 1, 31)
    pupils, seats = {}, []
    for number in range(10 * classes):
        room = f"C{1 + number % classes % 6}{1 + number % classes // 6:02d}"
        first = number * number // 7 % (1 + number % classes)
        wishes = tuple(f"club{(first + step) % classes}" for step in range(3))
        key = f"P{number:04d}"
        pupils[key] = Pupil(key, room, days, tuple(map(Choice, wishes)), terms)
        for shift, strand in enumerate("SU"):
            turn = (number + shift) % 5
            if turn < 4:
                club = f"club{(first + turn) % classes}"
                seats.append(Seat(key, SectionId(club, strand, 1), turn if turn < 3 else None))
    every = frozenset(range(1, 7))
    strands = {"S": Strand("S", every, frozenset({1, 2})), "U": Strand("U", every, frozenset({3, 4}))}
    sections = tuple(replace(s, id=SectionId(s.id.club, strand, 1)) for strand in strands for s in plan.sections)
    return (
        replace(problem, mode=Mode.ROSTER, pupils=pupils, strands=strands),
        replace(plan, mode="roster", sections=sections, seats=tuple(seats), allotments=()),
    )


def lose_adults(plan: Plan, adult: str) -> Plan:
    """The plan without one adult, whose groups are left short."""
    return replace(
        plan,
        sessions=tuple(replace(s, duties=tuple(d for d in s.duties if d.adult != adult)) for s in plan.sessions),
        posts=tuple(replace(p, adult=None if p.adult == adult else p.adult) for p in plan.posts),
    )


def _homeroom(room: str, k: int) -> Homeroom:
    return Homeroom(room, 1 + k % 6, Stage.PRIMARY, SIZE, f"R{room}", f"T{k + 1:03d}")


def _adults(classes: int, rooms: list[str]) -> list[Adult]:
    teachers = [small_adult(f"T{k + 1:03d}", class_of=room) for k, room in enumerate(rooms)]
    leads = [small_adult(f"U{k + 1:03d}") for k in range(classes)]
    guard = small_adult("G1", kind=AdultKind.GUARD, credentials=PAPERS, full_time=False)
    volunteer = small_adult("V1", kind=AdultKind.VOLUNTEER, full_time=False, windows={1: ALL_DAY[1]})
    return [*teachers, *leads, guard, volunteer]


def _site(rooms: list[str]) -> Site:
    base = small_problem().site
    venues = [Venue(f"R{room}", "classroom", 50, "main", homeroom=room) for room in rooms]
    venues += [Venue(f"ART{k}", "art", 45, "main") for k in range(len(rooms))]
    return Site({venue.id: venue for venue in venues}, base.gates)


def _clubs(classes: int) -> dict[str, Club]:
    return {
        f"club{k}": Club(
            f"club{k}",
            f"兴趣小组{k}",
            DOMAINS[k % 5],
            "art",
            0,
            frozenset(range(1, 7)),
            ("classroom",),
            "chess",
            25,
            10,
            1,
        )
        for k in range(classes)
    }


def _plan(rooms: list[str]) -> Plan:
    sessions, posts = [], []
    for day in DAYS:
        d = day.date
        for k, room in enumerate(rooms):
            lead, club = (Duty(f"T{k + 1:03d}", Role.LEAD),), SectionId(f"club{k}", "S", 1)
            sessions.append(
                _session(Kind.HOMEWORK, f"homework/{d}/{room}/1/1", d, P1, room, SIZE, lead, "homework", None)
            )
            if day.weekday == 5:
                sessions.append(
                    _session(
                        Kind.CLASS_ACTIVITY, f"class_activity/{d}/{room}/1/1", d, P2, room, SIZE, lead, "sport", None
                    )
                )
            else:
                leads = (Duty(f"U{k + 1:03d}", Role.LEAD),)
                sessions.append(_session(Kind.CLUB, f"club/{d}/{club}", d, P2, room, 20, leads, "club", club))
        care = (Duty("T001", Role.LEAD), Duty("U001", Role.ASSISTANT))
        sessions.append(
            _session(Kind.EXTENDED_CARE, f"extended_care/{d}/all/1/1", d, CARE, rooms[0], 20, care, "care", None)
        )
        posts.append(Post(f"gate/{d}/1", "gate", d, Interval(950, 1110), "G1", "main", "G1"))
    sessions[0] = replace(sessions[0], duties=(*sessions[0].duties, Duty("V1", Role.ASSISTANT)))
    sections = tuple(
        OpenSection(SectionId(f"club{k}", "S", 1), f"U{k + 1:03d}", f"R{room}") for k, room in enumerate(rooms)
    )
    allotments = tuple(Allotment(room, SectionId(f"club{k}", "S", 1), 20) for k, room in enumerate(rooms))
    relief = Relief("T001", DAYS[2].date, "late_start", Interval(480, 540))
    return Plan(
        "small",
        MONDAY,
        "counts",
        sections,
        (),
        allotments,
        tuple(sessions),
        tuple(posts),
        (relief,),
        (Credit("T001", 150, 60),),
        (),
        (),
    )


def _session(
    kind: Kind,
    key: str,
    when: date,
    interval: Interval,
    room: str,
    size: int,
    duties: tuple[Duty, ...],
    content: str,
    section: SectionId | None,
) -> Session:
    return Session(key, kind, when, interval, ((room, size),), (), f"R{room}", duties, content, section)
