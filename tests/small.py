"""A tiny school and a legal plan for it, small enough to check by eye; tests change one fact at a time.

Town primary in winter: homerooms A and B of grade 3, four pupils each, all attending every period. Week of Monday
2026-11-02 (sunset near 17:54). Strand S (Monday, Wednesday) has the clubs chess and painting; the other days are
class-based. P1 15:50-16:50, P2 17:00-18:00, extended care 18:00-18:30 (pupils A1 and B1 only).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from scheduler.calendar.bells import BellRule, day_times
from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Choice, Counts, Homeroom, Mode, Period, Pupil
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.people import Adult, AdultKind, Caps, Credential, Lesson, Stage
from scheduler.domain.places import Gate, Site, Venue
from scheduler.domain.plan import Duty, OpenSection, Plan, Post, Role, Seat, Session
from scheduler.domain.policy import Allowances, Flexible, Policy, PostRule, Ratio
from scheduler.domain.problem import Problem

MONDAY = date(2026, 11, 2)
DAYS = tuple(SchoolDay(MONDAY + timedelta(days=k), k + 1) for k in range(5))
BELLS = BellRule(
    afternoon_start=840,
    lesson_minutes=40,
    break_minutes=15,
    afternoon_lessons=2,
    gap_minutes=15,
    p1_minutes=60,
    between_minutes=10,
    p2_minutes=60,
    extended_minutes=30,
)
TIMES = day_times(BELLS, 2, 2)
P1, P2, CARE = Interval(950, 1010), Interval(1020, 1080), Interval(1080, 1110)
ALL_DAY = {weekday: (Interval(450, 1320),) for weekday in range(1, 6)}
PAPERS = tuple(
    Credential(kind, date(2026, 9, 1), date(2027, 7, 31))
    for kind in ("no_offence", "health", "agreement", "qualification")
)


def small_policy(**changes: Any) -> Policy:
    """The notice's numbers for a town school in winter, with one post of each kind."""
    policy = Policy(
        id="test",
        document="test",
        season="winter",
        area="town",
        afternoon_start=840,
        required_afternoon_start=840,
        off_work=1080,
        end_tolerance=0,
        min_daily_minutes={Stage.PRIMARY: 120, Stage.JUNIOR: 120},
        inner_breaks_count=True,
        extended_minutes=30,
        evening_stages=frozenset({Stage.JUNIOR}),
        evening_latest_end=1230,
        evening_counts=False,
        evening_rest_until=540,
        study_minutes={Stage.PRIMARY: 60, Stage.JUNIOR: 150},
        ratios={
            (risk, grade): Ratio(hard, hard - 5)
            for risk, row in enumerate(((50, 55, 55), (30, 35, 40), (25, 30, 35), (15, 20, 24)))
            for grade in range(1, 10)
            for hard in [row[0 if grade <= 2 else 1 if grade <= 6 else 2]]
        },
        support_size=15,
        extension_size=30,
        inspection_days=30,
        required_credentials={
            AdultKind.OWN: frozenset(),
            AdultKind.GUARD: frozenset({"no_offence"}),
            **{
                kind: frozenset({"no_offence", "health", "agreement"})
                for kind in (AdultKind.RETIRED, AdultKind.UNIVERSITY_STUDENT, AdultKind.VOLUNTEER)
            },
            AdultKind.PROFESSIONAL: frozenset({"no_offence", "health", "agreement", "qualification"}),
        },
        own_share_percent=50,
        posts=(
            PostRule("duty_lead", "day", 1, "whole", duty_only=True),
            PostRule("gate", "gate", 1, "whole", kinds=frozenset({AdultKind.OWN, AdultKind.GUARD})),
            PostRule("patrol", "groups", 1, "service", groups=12),
            PostRule("standby", "groups", 1, "service", groups=20),
            PostRule("first_aid", "day", 1, "whole", skill="first_aid"),
        ),
        extended_group=40,
        extended_adults=2,
        min_adults_on_site=2,
        longest_transition=15,
        max_club_leads=2,
        soft_sessions=5,
        even_within=0,
        protected_p2=False,
        forbidden_contents=frozenset({"new_teaching"}),
        allowed_contents=frozenset(
            {
                "homework",
                "individual_qa",
                "support",
                "extension",
                "reading",
                "review",
                "preview",
                "club",
                "sport",
                "labour",
                "games",
                "care",
                "self_study",
            }
        ),
        forbidden_providers=frozenset({"subject_tutoring"}),
        partner_kinds=frozenset({"youth_centre", "practice_base", "children_palace", "company"}),
        tutoring_words=("奥数", "培优", "补习", "olympiad maths"),
        rank_costs=(0, 1, 3, 6),
        unranked_cost=20,
        flexible=Flexible(early_leaves=2, late_starts=2, longest=60, normal_start=480, normal_end=1080),
        allowances=Allowances(
            by_kind={
                **dict.fromkeys(AdultKind, 50),
                AdultKind.PROFESSIONAL: 100,
                AdultKind.VOLUNTEER: 0,
                AdultKind.GUARD: 0,
            },
            own_late=60,
        ),
        assumptions=frozenset({"off_work"}),
    )
    return replace(policy, **changes)


def small_adult(key: str, **changes: Any) -> Adult:
    """An own full-time primary teacher at school all day with no lessons."""
    adult = Adult(
        id=key,
        kind=AdultKind.OWN,
        skills=frozenset({"chinese"}),
        stages=frozenset({Stage.PRIMARY}),
        building="main",
        windows=ALL_DAY,
        caps=Caps(sessions=8, late_days=5, evenings=2),
    )
    return replace(adult, **changes)


def small_problem(**changes: Any) -> Problem:
    """The tiny school in roster mode. T1 and T2 are class teachers of A and B; L leads; G is the guard."""
    adults = [
        small_adult(
            "T1",
            class_of="A",
            skills=frozenset({"chinese", "chess"}),
            lessons=(Lesson(1, Interval(480, 520), "A", "chinese"),),
        ),
        small_adult("T2", class_of="B", skills=frozenset({"maths", "art"})),
        *(small_adult(f"T{k}") for k in range(3, 13)),
        *(small_adult(f"F{k}", skills=frozenset({"first_aid"})) for k in (1, 2)),
        small_adult("L", duty_only=True),
        small_adult("G", kind=AdultKind.GUARD, credentials=PAPERS, full_time=False),
    ]
    rooms = [
        Venue("RA", "classroom", 40, "main", 1, homeroom="A", inspected_on=date(2026, 10, 20)),
        Venue("RB", "classroom", 40, "main", 2, homeroom="B", inspected_on=date(2026, 10, 20)),
        Venue("ART", "art", 30, "main", 2, inspected_on=date(2026, 10, 20)),
        Venue("PG", "playground", 40, "main", 1, outdoor=True, inspected_on=date(2026, 10, 20)),
    ]
    every = {w: frozenset({Period.P1, Period.P2}) for w in range(1, 6)}
    care = {w: frozenset({Period.P1, Period.P2, Period.EXTENDED}) for w in range(1, 6)}
    pupils = [
        Pupil(
            f"{room}{k}",
            room,
            care if k == 1 else every,
            (Choice("chess"), Choice("painting")) if k <= 2 else (Choice("painting"), Choice("chess")),
            (date(2026, 9, 1), date(2027, 1, 31)),
        )
        for room in "AB"
        for k in range(1, 5)
    ]
    problem = Problem(
        school="small",
        title="Small School",
        language="en",
        policy=small_policy(),
        site=Site({v.id: v for v in rooms}, {"G1": Gate("G1", "main", 40)}),
        days=DAYS,
        times={(3, day.date): TIMES for day in DAYS},
        sunsets={day.date: 1074 for day in DAYS},
        homerooms={k: Homeroom(k, 3, Stage.PRIMARY, 4, f"R{k}", t) for k, t in (("A", "T1"), ("B", "T2"))},
        adults={a.id: a for a in adults},
        providers={},
        clubs={
            "chess": Club(
                "chess", "围棋", "intellectual", "games", 0, frozenset({3}), ("classroom",), "chess", 20, 2, 1
            ),
            "painting": Club("painting", "绘画", "aesthetic", "art", 1, frozenset({3}), ("art",), "art", 20, 2, 1),
        },
        strands={"S": Strand("S", frozenset({3}), frozenset({1, 3}))},
        support_groups={},
        mode=Mode.ROSTER,
        pupils={p.id: p for p in pupils},
        counts=Counts(
            {
                (h, w, p): 1 if p is Period.EXTENDED else 4
                for h in "AB"
                for w in range(1, 6)
                for p in (Period.P1, Period.P2, Period.EXTENDED)
            },
            {"chess": 4, "painting": 4},
            {},
        ),
        class_contents={2: "sport", 4: "labour", 5: "reading"},
        survey_answered={"A": 4, "B": 4},
    )
    return replace(problem, **changes)


def small_plan() -> Plan:
    """A legal plan of `small_problem()`. P1: T1, T2 at home; P2: T1 chess, T2 painting, else T3, T4; care: T5, T6."""
    sessions: list[Session] = []
    posts: list[Post] = []
    for index, day in enumerate(DAYS):
        d = day.date
        for room, lead in (("A", "T1"), ("B", "T2")):
            four = tuple(f"{room}{k}" for k in range(1, 5))
            sessions.append(
                Session(
                    f"homework/{d}/{room}/1/1",
                    Kind.HOMEWORK,
                    d,
                    P1,
                    ((room, 4),),
                    four,
                    f"R{room}",
                    (Duty(lead, Role.LEAD),),
                    "homework",
                )
            )
            if day.weekday not in (1, 3):
                other = {"A": f"T{3 + 2 * (index % 4)}", "B": f"T{4 + 2 * (index % 4)}"}[room]
                content = {2: "sport", 4: "labour", 5: "reading"}[day.weekday]
                sessions.append(
                    Session(
                        f"class_activity/{d}/{room}/1/1",
                        Kind.CLASS_ACTIVITY,
                        d,
                        P2,
                        ((room, 4),),
                        four,
                        f"R{room}",
                        (Duty(other, Role.LEAD),),
                        content,
                    )
                )
        if day.weekday in (1, 3):
            for club, lead, venue, ks in (("chess", "T1", "RA", (1, 2)), ("painting", "T2", "ART", (3, 4))):
                section = SectionId(club, "S", 1)
                sessions.append(
                    Session(
                        f"club/{d}/{section}",
                        Kind.CLUB,
                        d,
                        P2,
                        (("A", 2), ("B", 2)),
                        tuple(f"{room}{k}" for room in "AB" for k in ks),
                        venue,
                        (Duty(lead, Role.LEAD),),
                        "club",
                        section,
                    )
                )
        helpers = (f"T{11 - 2 * (index % 3)}", f"T{12 - 2 * (index % 3)}")
        sessions.append(
            Session(
                f"extended_care/{d}/A+B/1/1",
                Kind.EXTENDED_CARE,
                d,
                CARE,
                (("A", 1), ("B", 1)),
                ("A1", "B1"),
                "RA",
                (Duty(helpers[0], Role.LEAD), Duty(helpers[1], Role.ASSISTANT)),
                "care",
            )
        )
        whole, service = Interval(950, 1110), Interval(950, 1080)
        for kind, interval, who in (
            ("duty_lead", whole, "L"),
            ("gate", whole, "G"),
            ("first_aid", whole, f"F{1 + index % 2}"),
            ("patrol", service, f"T{9 - 2 * (index % 2)}" if index != 2 else "T11"),
            ("standby", service, f"T{10 - 2 * (index % 2)}" if index != 2 else "T12"),
        ):
            posts.append(Post(f"{kind}/{d}/1", kind, d, interval, "G1" if kind == "gate" else "main", "main", who))
    sections = (
        OpenSection(SectionId("chess", "S", 1), "T1", "RA"),
        OpenSection(SectionId("painting", "S", 1), "T2", "ART"),
    )
    seats = tuple(
        Seat(f"{room}{k}", SectionId("chess" if k <= 2 else "painting", "S", 1), 0)
        for room in "AB"
        for k in range(1, 5)
    )
    return Plan("small", MONDAY, "roster", sections, seats, (), tuple(sessions), tuple(posts), (), (), (), ())
