"""The hand-over sheet: from the last lesson to the gate nobody is lost, doubled or without a named adult."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from small import DAYS, P1, small_plan, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.reports.handover import moves
from scheduler.reports.paper import paper_of
from scheduler.reports.posts import releases
from tests.reports.books import book, row, rows


def test_the_custody_chain_runs_from_dismissal_to_the_gate() -> None:
    """Monday: nobody goes home at dismissal; eight to homework, eight to clubs, six home at 18:00, two at 18:30."""
    found = rows(book("handover", language="en")["Mon 11-02"])
    bands = [r[0] for r in found if str(r[0]).endswith(tuple("0123456789")) and ":" in str(r[0])]
    assert bands == [
        "15:50 handed over: 8",
        "17:00 handed over: 8",
        "18:00 leaving school: 6",
        "18:00 handed over: 2",
        "18:30 leaving school: 2",
    ]
    by_group = {str(r[1]): r for r in found if r[1]}
    assert by_group["homework A"] == ["A last lesson T1×4", "homework A", "RA", "T1", 4, "—", ""]
    assert by_group["围棋"] == ["A RA T1×2; B RB T2×2", "围棋", "RA", "T1", 4, "—", ""]
    assert by_group["extended care A+B"][0] == "围棋 RA T1×2"
    gate = [r for r in found if r[1] == "home"]
    assert [(r[0], r[2], r[3], r[4]) for r in gate] == [
        ("围棋 RA T1", "G1", "G", 2),
        ("绘画 ART T2", "G1", "G", 4),
        ("A+B RA T11", "G1", "G", 2),
    ]


def test_evening_study_stands_behind_supper() -> None:
    """A1 and A3 study at 19:00 on Monday: from care and painting to supper, and back from nobody's hands."""
    plan = small_plan()
    care = next(s for s in plan.sessions if s.kind is Kind.EXTENDED_CARE)
    evening = replace(
        care, id="e", kind=Kind.EVENING_STUDY, interval=Interval(1140, 1200), heads=(("A", 2),), roster=("A1", "A3")
    )
    found = rows(book("handover", plan=replace(plan, sessions=(*plan.sessions, evening)), language="en")["Mon 11-02"])
    meals = [(r[0], r[4]) for r in found if r[1] == "supper"]
    assert meals == [("绘画 ART T2", 1), ("A+B RA T11", 1)]
    assert next(r for r in found if r[1] == "evening study A")[:5] == [
        "back from supper×2",
        "evening study A",
        "RA",
        "T11",
        2,
    ]
    assert sum(int(str(r[4])) for r in found if r[1] == "home") == 8, "eight go home, two of them from evening study"


def test_who_teaches_the_last_lesson_gives_the_class_away() -> None:
    """T9 has A until the bell of 15:35 on Monday, so T9 hands over and not the class teacher T1."""
    problem = small_problem()
    lesson = replace(problem.adults["T1"].lessons[0], interval=replace(P1, start=895, end=935))
    adults = {**problem.adults, "T9": replace(problem.adults["T9"], lessons=(lesson,))}
    sheet = book("handover", problem=replace(problem, adults=adults))["周一 11-02"]
    assert row(sheet, "A 末节课 T9×4")[1] == "作业辅导 A"


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 39)), st.integers(0, 4))
def test_no_pupil_is_lost_or_doubled_along_the_chain(away: set[int], day: int) -> None:
    """Whoever stays away from what: each session takes its pupils, and every pupil of the school goes home once."""
    plan = small_plan()
    kept = (
        replace(s, roster=tuple(p for n, p in enumerate(s.roster) if (index * 4 + n) % 40 not in away))
        for index, s in enumerate(plan.sessions)
    )
    sessions = tuple(
        replace(s, heads=tuple((h, sum(p[0] == h for p in s.roster)) for h, _ in s.heads)) for s in kept if s.roster
    )
    paper = paper_of(small_problem(), replace(plan, sessions=sessions), "en")
    found = moves(paper, DAYS[day])
    today = [s for s in sessions if s.date == DAYS[day].date]
    assert {key: givers.total() for key, givers in found.taken.items()} == {s.id: s.size for s in today}
    assert found.home.total() == 8
    assert releases(paper, DAYS[day]).total() == len({p for s in today for p in s.roster})
