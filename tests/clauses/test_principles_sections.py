"""Rows 24 and 27 of the notice: clear sections, equipment for all at once."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows, marks, numbers, with_session
from small import DAYS, MONDAY, P2, small_plan, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import Amount, Opening, SeatOption, Sits, Space
from scheduler.domain.demand import Mode
from scheduler.domain.offer import SectionId, Strand
from scheduler.domain.plan import Allotment, Plan
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
CHESS_MONDAY = f"club/{MONDAY}/chess.S.1"
PAINTING_MONDAY = f"club/{MONDAY}/painting.S.1"
TUESDAY_A = f"class_activity/{DAYS[1].date}/A/1/1"
CHESS = SectionId("chess", "S", 1)


def with_chess(**changes: Any) -> Problem:
    """The small problem with chess changed."""
    club = replace(PROBLEM.clubs["chess"], **changes)
    return small_problem(clubs={**PROBLEM.clubs, "chess": club})


def opening(problem: Problem, club: str, upper: int) -> Opening:
    """Up to `upper` sections of the club may open in strand S."""
    return Opening(Amount("opens", (club, "S"), 0, upper), problem.clubs[club], problem.strands["S"])


def seats(problem: Problem, count: int) -> tuple[SeatOption, ...]:
    """The first `count` of the pupils A1 to A4, B1 to B4 may sit in chess."""
    pupils = [f"{room}{k}" for room in "AB" for k in range(1, 5)][:count]
    club, strand = problem.clubs["chess"], problem.strands["S"]
    return tuple(SeatOption(Sits(p, "chess", "S"), p, p[0], club, strand, 0) for p in pupils)


@pytest.mark.parametrize(
    ("pupils", "sections", "may"),
    # Capacity 3, opens from 2.
    [
        (0, 0, True), (1, 0, False), (1, 1, False), (2, 1, True), (3, 1, True), (4, 1, False),
        (3, 2, False), (4, 2, True), (6, 2, True), (7, 2, False),
    ],
)  # fmt: skip
def test_pupils_lie_between_minimum_and_capacity_of_open_sections(pupils: int, sections: int, may: bool) -> None:
    """The same table with sections still free and with their number settled."""
    problem = with_chess(capacity=3, min_enrolment=2, max_sections=2)
    options = seats(problem, 8)
    chosen = {seat.key: int(index < pupils) for index, seat in enumerate(options)}
    free = opening(problem, "chess", 2)
    offer = Space(problem=problem, openings=(free,), seats=options)
    assert allowed(clause(24), offer, {**chosen, free.key: sections}) is may
    settled = Space(problem=problem, opened={("chess", "S"): sections}, seats=options)
    assert allowed(clause(24), settled, chosen) is may


def test_unlisted_pupils_count_towards_capacity() -> None:
    """Two listed and two unlisted pupils are too many for a section of three."""
    problem = with_chess(capacity=3, min_enrolment=2)
    fill = Amount("fill", ("A", "chess", "S"), 0, 4)
    space = Space(
        problem=problem, opened={("chess", "S"): 1}, seats=seats(problem, 2), fills={("A", "chess", "S"): fill}
    )
    two = {seat.key: 1 for seat in space.seats}
    assert allowed(clause(24), space, {**two, fill: 1})
    assert not allowed(clause(24), space, {**two, fill: 2})


@pytest.mark.parametrize(
    ("capacity", "minimum", "rules"),
    # Chess has four pupils: A1, A2, B1, B2.
    [(3, 2, ["over"]), (4, 2, []), (5, 2, []), (20, 3, []), (20, 4, []), (20, 5, ["under"])],
)
def test_the_judge_counts_pupils_of_a_section(capacity: int, minimum: int, rules: list[str]) -> None:
    """Four pupils against capacity and minimum; nothing else in the book speaks."""
    problem = with_chess(capacity=capacity, min_enrolment=minimum)
    assert [b.rule for b in clause(24).breaches(problem, small_plan())] == rules
    assert numbers(BOOK, problem, small_plan()) == [24] * len(rules)


@pytest.mark.parametrize(("pupils", "rules"), [(3, ["under"]), (4, []), (6, []), (7, ["over"])])
def test_the_judge_counts_allotted_pupils(pupils: int, rules: list[str]) -> None:
    """Counts mode: homeroom A gives one pupil, B the rest; a section holds 4 to 6."""
    problem = with_chess(capacity=6, min_enrolment=4)
    counts = replace(problem, mode=Mode.COUNTS, pupils={})
    plan = replace(
        small_plan(), seats=(), sessions=(), sections=small_plan().sections[:1],
        allotments=(Allotment("A", CHESS, 1), Allotment("B", CHESS, pupils - 1)),
    )  # fmt: skip
    assert [b.rule for b in clause(24).breaches(counts, plan)] == rules


def test_pupils_of_another_grade_are_named() -> None:
    """Chess open to grade 4 only: its four pupils of grade 3 do not belong."""
    problem = with_chess(grades=frozenset({4}))
    found = [b for b in clause(24).breaches(problem, small_plan()) if b.rule == "grade"]
    assert [(b.where, b.who) for b in found] == [("chess.S.1", ("A1", "A2", "B1", "B2"))]


def sabotaged(kind: str) -> Plan:
    """The small plan with one session that is not of its section."""
    plan = small_plan()
    if kind == "no section":
        return with_session(plan, CHESS_MONDAY, section=None)
    if kind == "section not open":
        return with_session(plan, CHESS_MONDAY, section=SectionId("chess", "S", 2))
    if kind == "class with a section":
        return with_session(plan, TUESDAY_A, section=CHESS)
    return with_session(plan, CHESS_MONDAY, roster=("A1", "A3", "B1", "B2"))


@pytest.mark.parametrize(
    ("kind", "expected", "clauses"),
    [
        ("no section", (24, "section", CHESS_MONDAY), {24}),
        ("section not open", (24, "section", CHESS_MONDAY), {24}),
        ("class with a section", (24, "section", TUESDAY_A), {24}),
        # A3 is in painting too (6: A2 is nowhere; 73: A3 is in two sessions at once).
        ("stranger", (24, "not_seated", CHESS_MONDAY), {6, 24, 73}),
    ],
)
def test_sessions_are_of_their_section(kind: str, expected: tuple[int, str, str], clauses: set[int]) -> None:
    """Exactly that place is found; clauses that rightly speak too are listed."""
    plan = sabotaged(kind)
    assert expected in marks(clause(24).breaches(PROBLEM, plan))
    assert 24 in numbers(BOOK, PROBLEM, plan)
    assert set(numbers(BOOK, PROBLEM, plan)) <= clauses | {0}


def test_a_section_meets_on_its_strands_days_only() -> None:
    """Strand S moved to Monday and Thursday: Wednesday's two club sessions are on the wrong day."""
    strand = Strand("S", frozenset({3}), frozenset({1, 4}))
    found = marks(clause(24).breaches(small_problem(strands={"S": strand}), small_plan()))
    wednesday = DAYS[2].date
    assert found == [
        (24, "day", f"club/{wednesday}/chess.S.1"),
        (24, "day", f"club/{wednesday}/painting.S.1"),
    ]


def equipped(chess: int, painting: int, stock: int) -> Problem:
    """Each section of chess and of painting needs so many tables, of which the site has `stock`."""
    clubs = {
        "chess": replace(PROBLEM.clubs["chess"], equipment={"table": chess}, max_sections=2),
        "painting": replace(PROBLEM.clubs["painting"], equipment={"table": painting}),
    }
    return small_problem(clubs=clubs, site=replace(PROBLEM.site, equipment={"table": stock}))


@pytest.mark.parametrize(("stock", "may"), [(6, False), (7, True), (8, True)])
def test_sections_at_one_time_share_the_equipment(stock: int, may: bool) -> None:
    """Chess needs 4 tables and painting 3, both on Monday: 7 at once. Both sides agree."""
    problem = equipped(4, 3, stock)
    free = (opening(problem, "chess", 2), opening(problem, "painting", 1))
    space = Space(problem=problem, openings=free)
    assert allowed(clause(27), space, {free[0].key: 1, free[1].key: 1}) is may
    assert numbers(BOOK, problem, small_plan()) == ([] if may else [27])
    found = list(clause(27).breaches(problem, small_plan()))
    assert [(b.facts["needed"], b.facts["stock"]) for b in found] == ([] if may else [(7, 6)] * 2)  # Mon, Wed


def test_two_sections_need_twice_the_equipment() -> None:
    """Two sections of chess need 8 tables; 7 are enough for one and painting only."""
    problem = equipped(4, 3, 7)
    free = opening(problem, "chess", 2)
    space = Space(problem=problem, openings=(free,))
    assert not broken_rows(clause(27), space, {free.key: 1})
    assert broken_rows(clause(27), space, {free.key: 2})


def test_strands_on_other_days_do_not_share() -> None:
    """Painting in a strand of Tuesday needs its tables on Tuesday, chess on Monday and Wednesday."""
    problem = equipped(4, 4, 4)
    tuesday = Strand("U", frozenset({3}), frozenset({2}))
    problem = replace(problem, strands={**problem.strands, "U": tuesday})
    chess = opening(problem, "chess", 1)
    painting = Opening(Amount("opens", ("painting", "U"), 0, 1), problem.clubs["painting"], tuesday)
    space = Space(problem=problem, openings=(chess, painting))
    assert allowed(clause(27), space, {chess.key: 1, painting.key: 1})


@pytest.mark.parametrize(
    ("start", "found"),
    # Painting begins when chess ends (18:00 = 1080), or a minute before.
    [(1080, False), (1079, True)],
)
def test_sessions_one_after_the_other_use_the_same_equipment(start: int, found: bool) -> None:
    """Half-open intervals: touching is no overlap."""
    problem = equipped(4, 4, 4)
    plan = with_session(small_plan(), PAINTING_MONDAY, interval=Interval(start, start + P2.minutes))
    days = [b.when for b in clause(27).breaches(problem, plan)]
    assert (MONDAY in days) is found


@pytest.mark.parametrize(("stock", "found"), [(3, ["chess"]), (4, [])])
def test_a_club_that_cannot_be_equipped_once_is_a_finding(stock: int, found: list[str]) -> None:
    """One section of chess needs 4 tables."""
    problem = equipped(4, 1, stock)
    breaches = list(clause(27).findings(problem))
    assert [(b.where, b.severity) for b in breaches] == [(where, Severity.FINDING) for where in found]
