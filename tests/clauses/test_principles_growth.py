"""Rows 23 and 28 to 30 of the notice: five domains, qualified leads, no new teaching, no extra load."""

from dataclasses import replace

import pytest
from clauses.harness import allowed, marks, numbers, with_session
from small import BELLS, DAYS, MONDAY, P1, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.bells import day_times
from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import DutyOption, Leads, Occurrence, Space
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import Lesson, Stage
from scheduler.domain.plan import Duty, OpenSection, Role
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CHESS_MONDAY = f"club/{MONDAY}/chess.S.1"


def test_domains_no_open_club_serves_are_noted_by_grade() -> None:
    """Chess is intellectual, painting aesthetic: moral, physical and labour are left. With no sections, no note."""
    (found,) = clause(23).breaches(PROBLEM, small_plan())
    assert (found.severity, found.where, found.facts["domains"]) == (Severity.NOTE, "3", "moral, physical, labour")
    assert list(clause(23).breaches(PROBLEM, replace(small_plan(), sections=()))) == []


def lead_option(adult: str, club: str, strand: str, problem: Problem = PROBLEM) -> DutyOption:
    """The adult may lead a section on the strand's Monday."""
    return DutyOption(
        Leads(adult, club, strand), problem.adults[adult], "club", Role.LEAD, (Occurrence(DAYS[0], P1, "main"),),
        Stage.PRIMARY, 0, frozenset(), club=problem.clubs[club], strand=problem.strands["S"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("skills", "clubs", "may"),
    [
        ({"chess"}, (), True),
        ({"art"}, (), False),
        ({"art"}, ("chess",), True),  # named for the club, whatever the skill
        ({"chess"}, ("painting",), False),  # named for another club only
    ],
)
def test_clubs_are_led_by_the_qualified(skills: set[str], clubs: tuple[str, ...], may: bool) -> None:
    """Both sides: T1 leads chess with this skill, or named for these clubs."""
    adult = small_adult("T1", skills=frozenset(skills), clubs=frozenset(clubs), class_of="A")
    problem = small_problem(adults={**PROBLEM.adults, "T1": adult})
    space = Space(problem=problem, duties=(lead_option("T1", "chess", "S", problem),))
    assert allowed(clause(28), space, [Leads("T1", "chess", "S")]) is may
    found = marks(clause(28).breaches(problem, small_plan()))
    assert ((28, "unqualified", CHESS_MONDAY) not in found) is may
    assert numbers(BOOK, problem, small_plan()) == ([] if may else [28])


@pytest.mark.parametrize(("sections", "may"), [(1, True), (2, True), (3, False)])
def test_one_adult_leads_at_most_two_sections(sections: int, may: bool) -> None:
    """The policy's limit is two: one, two and three sections of chess led by T1."""
    strands = ["S", "U", "V"][:sections]
    space = Space(problem=PROBLEM, duties=tuple(lead_option("T1", "chess", s) for s in strands))
    assert allowed(clause(28), space, [Leads("T1", "chess", s) for s in strands]) is may
    plan = replace(small_plan(), sections=tuple(OpenSection(SectionId("chess", s, 1), "T1", "RA") for s in strands))
    assert [b.rule for b in clause(28).breaches(PROBLEM, plan)] == ([] if may else ["too_many"])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("homework", None),
        ("Home-work", None),  # spelled otherwise, the same word
        ("new_teaching", "forbidden"),
        ("new teaching", "forbidden"),
        ("Ｎｅｗ－Ｔｅａｃｈｉｎｇ", "forbidden"),
        ("讲新课", "forbidden"),
        ("数学新授", "forbidden"),
        ("baking", "unknown"),
    ],
)
def test_new_teaching_is_found_under_every_spelling(content: str, rule: str | None) -> None:
    """Contents allowed, forbidden in disguise, and not on the list."""
    plan = with_session(small_plan(), HOMEWORK_A, content=content)
    found = list(clause(29).breaches(PROBLEM, plan))
    assert [b.rule for b in found] == ([] if rule is None else [rule])
    assert numbers(BOOK, PROBLEM, plan) == ([] if rule is None else [29])


@pytest.mark.parametrize(
    ("key", "title", "found"),
    [
        ("chess", "围棋", False),
        ("chess", "数学培优班", True),
        ("chess", "Olympiad  Maths", True),  # case and spaces aside
        ("chess", "Olympiad", False),
        ("OLYMPIAD-maths", "思维", True),  # the id gives it away
    ],
)
def test_clubs_that_read_like_tutoring_are_found(key: str, title: str, found: bool) -> None:
    """The policy's words against id and title."""
    club = replace(PROBLEM.clubs["chess"], id=key, title=title)
    problem = small_problem(clubs={key: club})
    assert marks(clause(29).findings(problem)) == ([(29, "tutoring", key)] if found else [])


def test_new_teaching_planned_for_class_activity_is_found_before_any_plan() -> None:
    """The school's own list of contents holds it."""
    problem = small_problem(class_contents={2: "sport", 4: "新课", 5: "reading"})
    assert [b.facts["content"] for b in clause(29).findings(problem)] == ["新课"]


@pytest.mark.parametrize(
    ("subject", "pupils", "notes"), [("maths", 4, 1), ("maths", 3, 0), ("chinese", 4, 0), (None, 4, 0)]
)
def test_a_teacher_with_the_whole_own_class_in_the_subject_is_noted(
    subject: str | None, pupils: int, notes: int
) -> None:
    """T1 teaches homeroom A maths: all four pupils in maths are noted; three, or another subject, are not."""
    teacher = replace(PROBLEM.adults["T1"], lessons=(Lesson(1, Interval(480, 520), "A", "maths"),))
    problem = small_problem(adults={**PROBLEM.adults, "T1": teacher})
    plan = with_session(small_plan(), HOMEWORK_A, kind=Kind.SUPPORT, subject=subject, heads=(("A", pupils),))
    assert [b.severity for b in clause(29).breaches(problem, plan)] == [Severity.NOTE] * notes


@pytest.mark.parametrize(("cap", "found"), [(59, 5), (60, 0), (61, 0)])
def test_bells_that_hold_too_much_study_are_found(cap: int, found: int) -> None:
    """P1 is 60 minutes on each of five days; the plan is not to blame for it."""
    policy = small_policy(study_minutes={Stage.PRIMARY: cap, Stage.JUNIOR: 150})
    problem = small_problem(policy=policy)
    assert [b.rule for b in clause(30).findings(problem)] == ["bells"] * found
    assert list(clause(30).breaches(problem, small_plan())) == []


@pytest.mark.parametrize(("cap", "rules"), [(119, ["pupils"]), (120, []), (121, [])])
def test_a_pupil_studying_twice_over_is_named(cap: int, rules: list[str]) -> None:
    """A1 and A2 in Monday's support group besides homework: 60 + 60 = 120 minutes."""
    problem = small_problem(policy=small_policy(study_minutes={Stage.PRIMARY: cap, Stage.JUNIOR: 150}))
    plan = with_session(
        small_plan(), CHESS_MONDAY, kind=Kind.SUPPORT, roster=("A1", "A2"), heads=(("A", 2),), section=None,
        duties=(Duty("T1", Role.LEAD),),
    )  # fmt: skip
    found = list(clause(30).breaches(problem, plan))
    assert [b.rule for b in found] == rules
    assert [b.who for b in found] == [("A1", "A2")] * len(rules)


def test_long_bells_are_a_finding_and_no_breach() -> None:
    """P1 of 70 minutes against a cap of 60: a finding on each of five days."""
    times = day_times(replace(BELLS, p1_minutes=70), 2, 2)
    problem = small_problem(times={(3, day.date): times for day in DAYS})
    assert [b.severity for b in clause(30).findings(problem)] == [Severity.FINDING] * 5
