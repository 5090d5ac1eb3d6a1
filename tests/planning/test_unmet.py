"""Unmet rows against the judge: the same sessions, posts and pupils, in the same amounts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small import MONDAY, PAPERS, small_adult, small_plan, small_problem

from scheduler.audit import audit
from scheduler.domain.demand import Counts, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Allotment, Duty, Plan, Role, Session, TierName, Unmet
from scheduler.domain.problem import Problem
from scheduler.planning.unmet import unmet_demand

CHESS = SectionId("chess", "S", 1)


def with_sessions(plan: Plan, kind: Kind, **changes: object) -> Plan:
    """The plan with fields of the first session of a kind changed."""
    first = next(s for s in plan.sessions if s.kind is kind)
    return replace(plan, sessions=tuple(replace(s, **changes) if s is first else s for s in plan.sessions))


def short_of(problem: Problem, plan: Plan) -> int:
    """The judge's tier shortage."""
    return audit(problem, plan).value[TierName.SHORTAGE]


def rows(problem: Problem, plan: Plan) -> list[tuple[int, str, int]]:
    """Clause, kind and amount of every unmet row."""
    return [(u.clause, u.what, u.amount) for u in unmet_demand(problem, plan)]


def test_a_whole_plan_has_no_row() -> None:
    """The small plan meets everything, and the judge counts no shortage."""
    assert unmet_demand(small_problem(), small_plan()) == ()
    assert short_of(small_problem(), small_plan()) == 0


@pytest.mark.parametrize(
    ("kind", "changes", "row"),
    [
        (Kind.HOMEWORK, {"duties": ()}, (50, "adult", 1)),
        (Kind.CLASS_ACTIVITY, {"duties": ()}, (54, "adult", 1)),
        (Kind.EXTENDED_CARE, {"duties": ()}, (39, "adult", 2)),  # care wants its pair
        (Kind.EXTENDED_CARE, {"duties": (Duty("T11", Role.LEAD),)}, (39, "adult", 1)),
        (Kind.EXTENDED_CARE, {"duties": (Duty("T11", Role.ASSISTANT),)}, (39, "adult", 1)),
        (Kind.HOMEWORK, {"duties": (Duty("T1", Role.ASSISTANT),)}, (50, "adult", 1)),  # a helper is no lead
        (Kind.HOMEWORK, {"venue": None}, (26, "venue", 1)),
    ],
)
def test_a_session_lacks_what_the_judge_says_it_lacks(
    kind: Kind, changes: dict[str, object], row: tuple[int, str, int]
) -> None:
    """One row; ten times its amount is the judge's shortage."""
    plan = with_sessions(small_plan(), kind, **changes)
    assert rows(small_problem(), plan) == [row]
    assert short_of(small_problem(), plan) == 10 * row[2]


@pytest.mark.parametrize(
    ("kind", "clause"), [("duty_lead", 10), ("gate", 75), ("patrol", 77), ("standby", 78), ("first_aid", 78)]
)
def test_a_vacant_post_is_one_row(kind: str, clause: int) -> None:
    """The post nobody holds, under its own clause, ten in the judge's count."""
    plan = small_plan()
    first = next(p for p in plan.posts if p.kind == kind)
    plan = replace(plan, posts=tuple(replace(p, adult=None) if p is first else p for p in plan.posts))
    assert rows(small_problem(), plan) == [(clause, kind, 1)]
    assert short_of(small_problem(), plan) == 10


def test_a_pupil_without_a_club_place_is_one_row() -> None:
    """A1 loses the seat: one row naming the pupil and the strand, one in the judge's count."""
    plan = small_plan()
    plan = replace(plan, seats=tuple(s for s in plan.seats if s.pupil != "A1"))
    assert unmet_demand(small_problem(), plan) == (Unmet(6, "seat", "A1 S", None, 1),)
    assert short_of(small_problem(), plan) == 1


def counted(**changes: object) -> tuple[Problem, Plan]:
    """The small school and plan from expected counts: four pupils of each homeroom, two in each club."""
    problem = small_problem(mode=Mode.COUNTS, **changes)
    painting = SectionId("painting", "S", 1)
    allotments = tuple(Allotment(room, section, 2) for room in "AB" for section in (CHESS, painting))
    sessions = tuple(replace(s, roster=()) for s in small_plan().sessions)
    return problem, replace(small_plan(), mode="counts", seats=(), allotments=allotments, sessions=sessions)


def test_pupils_without_a_place_are_counted_by_homeroom() -> None:
    """Homeroom A expects four and gets two: one row of amount 2."""
    problem, plan = counted()
    plan = replace(plan, allotments=tuple(a for a in plan.allotments if (a.homeroom, a.section) != ("A", CHESS)))
    assert unmet_demand(problem, plan) == (Unmet(6, "seat", "A S", None, 2),)
    assert short_of(problem, plan) == 2


def test_expected_extra_needs_ask_for_one_more_adult() -> None:
    """Before enrolment A expects one pupil who needs an adult: each group of A lacks one, care too; clubs do not."""
    counts = Counts(small_problem().counts.heads, {"chess": 4, "painting": 4}, {"A": 1})
    problem, plan = counted(counts=counts)
    # five homework groups, three class activities, five care groups, one adult each
    found = rows(problem, plan)
    assert sorted(found) == sorted([(50, "adult", 1)] * 5 + [(54, "adult", 1)] * 3 + [(39, "adult", 1)] * 5)
    assert short_of(problem, plan) == 10 * 13


def test_a_section_without_a_lead_lacks_one_adult_a_meeting() -> None:
    """Chess meets twice without a lead: two rows; the judge counts the section once, ten."""
    plan = small_plan()
    sessions = tuple(replace(s, duties=()) if s.section == CHESS else s for s in plan.sessions)
    sections = tuple(replace(o, lead=None) if o.id == CHESS else o for o in plan.sections)
    plan = replace(plan, sessions=sessions, sections=sections)
    assert rows(small_problem(), plan) == [(54, "adult", 1)] * 2
    assert short_of(small_problem(), plan) == 10


def outside_chess(alone: bool, helpers: int, pupils: int) -> tuple[Problem, Plan]:
    """Chess led by a professional, on Monday with some own assistants beside; T1 is free then.

    pupils: risk 1 at grade 3 allows 35 a lead (30 in grade 1-2), so 36 want two adults.
    """
    coach = small_adult("P", kind=AdultKind.PROFESSIONAL, credentials=PAPERS, full_time=False, sole_allowed=alone)
    base = small_problem()
    heads = {("A", w, Period.P2): 2 for w in (1, 3)} | {("B", w, Period.P2): 2 for w in (1, 3)}
    clubs = {**base.clubs, "chess": replace(base.clubs["chess"], risk=1, capacity=60)}
    problem, plan = counted(
        adults={**base.adults, "P": coach}, clubs=clubs, counts=Counts({**base.counts.heads, **heads}, {}, {})
    )

    def led(s: Session) -> Session:
        if s.section != CHESS:
            return s
        beside = (
            tuple(Duty(f"T{k}", Role.ASSISTANT) for k in range(3, 3 + helpers))
            if s.date == MONDAY
            else (Duty("T3", Role.ASSISTANT), Duty("T4", Role.ASSISTANT))
        )
        return replace(s, duties=(Duty("P", Role.LEAD), *beside), heads=(("A", pupils),))

    sections = tuple(replace(o, lead="P") if o.id == CHESS else o for o in plan.sections)
    return problem, replace(plan, sections=sections, sessions=tuple(led(s) for s in plan.sessions))


def adult_rows(problem: Problem, plan: Plan, when: date) -> list[tuple[int, str, int]]:
    """Rows about adults on a date."""
    return [(u.clause, u.what, u.amount) for u in unmet_demand(problem, plan) if u.date == when and u.what != "seat"]


@pytest.mark.parametrize(
    ("alone", "helpers", "pupils", "found"),
    [
        (False, 1, 20, []),
        (True, 0, 20, []),
        (False, 0, 20, [(61, "chaperone", 1)]),
        (False, 1, 36, [(54, "adult", 1)]),  # the one beside is the chaperone and fills no other place
        (False, 2, 36, []),
        (True, 1, 36, []),
        (False, 0, 36, [(54, "adult", 1), (61, "chaperone", 1)]),
    ],
)
def test_a_chaperone_is_wanted_beside_an_outside_lead(
    alone: bool, helpers: int, pupils: int, found: list[tuple[int, str, int]]
) -> None:
    """Rows of Monday's meeting; each is ten in the judge's count."""
    problem, plan = outside_chess(alone, helpers, pupils)
    assert adult_rows(problem, plan, MONDAY) == found
    assert adult_rows(problem, plan, MONDAY + timedelta(days=2)) == []
    seats = sum(u.amount for u in unmet_demand(problem, plan) if u.what == "seat")
    assert short_of(problem, plan) == seats + 10 * len(found)
