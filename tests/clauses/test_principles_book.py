"""The whole book at once: clean plans stay clean, broken plans never stop the judge, every sentence can be said."""

from dataclasses import replace

import pytest
from clauses.harness import judge, numbers, with_post, with_session
from small import MONDAY, P1, small_plan, small_problem

from scheduler.audit import audit
from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import DOCUMENTARY, Clause
from scheduler.clauses.space import Space
from scheduler.domain.demand import Mode
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Duty, OpenSection, Plan, Role, Seat, Session

PROBLEM = small_problem()


@pytest.mark.parametrize("clause", BOOK, ids=lambda c: str(c.number))
def test_every_clause_says_its_piece_in_both_languages(clause: Clause) -> None:
    """Number, section, quote and title are there; no sentence is empty in either."""
    assert clause.number > 0
    assert clause.section
    assert clause.quote
    assert all(clause.title)
    assert all(chinese and english for chinese, english in clause.sentences.values())


def test_the_book_holds_every_row_of_the_notice_once() -> None:
    """The notice has 82 rows; a row that says the same as another is met by that clause (`also`)."""
    rows = sorted(number for clause in BOOK for number in (clause.number, *clause.also))
    assert rows == list(range(1, 83))


def test_what_papers_show_is_told_apart_from_what_the_plan_decides() -> None:
    """A documentary row decides and judges nothing and names its papers; no other row says so."""
    for clause in BOOK:
        papers = clause.kind == DOCUMENTARY
        assert ("凭据：" in clause.title[0], "evidence: " in clause.title[1]) == (papers, papers)
    shown = [line for line in audit(PROBLEM, small_plan()).sheet if line.status == DOCUMENTARY]
    assert [line.clause for line in shown] == [clause.number for clause in BOOK if clause.kind == DOCUMENTARY]


@pytest.mark.parametrize("clause", BOOK, ids=lambda c: str(c.number))
def test_a_stage_that_decides_nothing_gets_no_rows(clause: Clause) -> None:
    """An empty space asks for nothing and costs nothing that is not constant."""
    assert list(clause.rows(Space(problem=PROBLEM))) == []
    assert [cost for cost in clause.costs(Space(problem=PROBLEM)) if cost.key is not None] == []


def ghosts() -> Plan:
    """A plan that names adults, pupils, homerooms, venues, clubs and days the school does not have."""
    plan = small_plan()
    day = plan.sessions[0].date
    strange = tuple(
        Session(
            f"{kind}/ghost", kind, day.replace(year=2030), Interval(0, 1), (("Z", 3),), ("Z1", "Z1"), "NOWHERE",
            (Duty("NOBODY", Role.LEAD),), "?", SectionId("none", "none", 1), "alchemy",
        )
        for kind in Kind
    )  # fmt: skip
    here = tuple(replace(s, id=f"{s.id}/now", date=day, heads=(("A", 1), ("Z", 1))) for s in strange)
    return replace(
        plan,
        sessions=(*plan.sessions, *strange, *here),
        sections=(*plan.sections, OpenSection(SectionId("none", "none", 1), "NOBODY", "NOWHERE")),
        seats=(*plan.seats, Seat("Z1", SectionId("none", "none", 1), 3)),
        posts=tuple(replace(p, adult="NOBODY", place="?", building="?") for p in plan.posts),
    )


@pytest.mark.parametrize("plan", [ghosts(), replace(small_plan(), sessions=(), posts=(), sections=(), seats=())])
@pytest.mark.parametrize("mode", list(Mode))
def test_no_plan_stops_the_judge(plan: Plan, mode: Mode) -> None:
    """Ghosts and an empty plan are judged to the end and counted, in both modes."""
    problem = replace(PROBLEM, mode=mode)
    assert judge(BOOK, problem, plan, None)
    for clause in BOOK:
        assert all(value >= 0 for value in clause.recount(problem, plan).values())


MONDAY_HOMEWORK = f"homework/{MONDAY}/A/1/1"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (with_post(small_plan(), f"duty_lead/{MONDAY}/1", adult=None), [10]),
        (with_post(small_plan(), f"duty_lead/{MONDAY}/1", adult="T3"), [10]),
        (with_session(small_plan(), MONDAY_HOMEWORK, content=""), [20]),
        (with_session(small_plan(), MONDAY_HOMEWORK, venue=None), [26]),
        (with_session(small_plan(), MONDAY_HOMEWORK, interval=P1.shift(1)), [48]),
        # Nobody in charge: no hand-over can be signed either (77), nobody is responsible (73).
        (with_session(small_plan(), MONDAY_HOMEWORK, duties=()), [50, 73, 77]),
        (with_session(small_plan(), MONDAY_HOMEWORK, kind=Kind.SUPPORT, subject="maths", content="support"), [52]),
    ],
)
def test_one_thing_wrong_is_one_clause_broken(plan: Plan, expected: list[int]) -> None:
    """Each sabotage of the clean plan is named by its own clause; companions that are right to speak are listed."""
    assert numbers(BOOK, PROBLEM, plan) == expected
