"""Rows 10 to 22 of the notice: duty lead, research, variety, survey, true figures, facts, free choice."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_post, with_session
from small import DAYS, MONDAY, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import DutyOption, Occurrence, Pool, Serves, Space
from scheduler.domain.demand import Mode, Period
from scheduler.domain.plan import Role, TierName
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem, ResearchBlock

PROBLEM = small_problem()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
LEAD_POST = f"duty_lead/{MONDAY}/1"
WHOLE = Interval(950, 1110)


def duty(adult: str, pool: Pool, problem: Problem = PROBLEM) -> DutyOption:
    """The adult may take a place of the pool."""
    return DutyOption(
        Serves(adult, pool.id), problem.adults[adult], pool.kind, pool.role, (pool.occurrence,), pool.stage,
        0, frozenset(), pool=pool,
    )  # fmt: skip


def lead_space(*adults: str) -> Space:
    """One duty lead wanted on Monday, the given adults willing."""
    pool = Pool("duty", "duty_lead", Role.POST, Occurrence(DAYS[0], WHOLE, "main"), 1, ("duty/1",), duty_only=True)
    return Space(problem=PROBLEM, pools=(pool,), duties=tuple(duty(adult, pool) for adult in adults))


@pytest.mark.parametrize(
    ("chosen", "cost"),
    [
        ((), 10),
        (("L",), 0),
        (("T3",), None),
        (("L", "T3"), None),
    ],  # vacant; a leader; a teacher; two in one post
)
def test_the_duty_lead_is_a_leader_or_missing_at_ten(chosen: tuple[str, ...], cost: int | None) -> None:
    """A vacancy costs 10; a teacher may not stand in."""
    space = lead_space("L", "T3")
    assert least_cost(clause(10), space, [Serves(adult, "duty") for adult in chosen]) == cost


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"adult": None}, ["vacant"]),
        ({"adult": "T3"}, ["not_leader"]),
        ({"interval": Interval(950, 1109)}, ["gap"]),  # care ends 18:30 = 1110
        ({"interval": Interval(951, 1110)}, ["gap"]),  # homework starts 15:50 = 950
        ({"interval": Interval(949, 1111)}, []),
    ],
)
def test_the_duty_lead_is_there_from_first_to_last(change: dict[str, Any], rules: list[str]) -> None:
    """Vacant, held by a teacher, or a minute short at either end."""
    plan = with_post(small_plan(), LEAD_POST, **change)
    assert [b.rule for b in clause(10).breaches(PROBLEM, plan)] == rules
    assert clause(10).recount(PROBLEM, plan) == {TierName.SHORTAGE: 10 * ("vacant" in rules)}


def test_duty_leads_by_groups_follow_the_busiest_minute() -> None:
    """Two sessions run at once; a lead for each group begun makes two: one is missing on five days."""
    rule = PostRule("duty_lead", "groups", 1, "whole", groups=1, duty_only=True)
    problem = small_problem(policy=small_policy(posts=(rule,)))
    assert clause(10).recount(problem, small_plan()) == {TierName.SHORTAGE: 50}


@pytest.mark.parametrize(
    ("block", "free"),
    # The duty is 15:50-16:50 = 950-1010 on Monday.
    [((890, 950), True), ((891, 951), False), ((1009, 1060), False), ((1010, 1060), True)],
)
def test_research_blocks_touching_a_duty_are_free_and_overlapping_are_not(block: tuple[int, int], free: bool) -> None:
    """Both sides agree to the minute: T1's homework on Monday against a block of T1's team."""
    research = (ResearchBlock("chinese", frozenset({"T1"}), 1, Interval(*block)),)
    problem = small_problem(research=research)
    pool = Pool("hw", "homework", Role.LEAD, Occurrence(DAYS[0], Interval(950, 1010), "main"), 1, ("x",))
    space = Space(problem=problem, pools=(pool,), duties=(duty("T1", pool, problem), duty("T3", pool, problem)))
    assert allowed(clause(15), space, [Serves("T1", "hw")]) is free
    assert allowed(clause(15), space, [Serves("T3", "hw")])
    found = marks(clause(15).breaches(problem, small_plan()))
    assert ((15, "busy", HOMEWORK_A) not in found) is free


def test_a_duty_in_a_research_block_is_the_only_breach() -> None:
    """A block over Tuesday's patrol of T7 breaks clause 15 and nothing else."""
    research = (ResearchBlock("maths", frozenset({"T7"}), 2, Interval(960, 970)),)
    assert numbers(BOOK, small_problem(research=research), small_plan()) == [15]


def test_clubs_of_one_category_are_noted() -> None:
    """Chess and painting are two categories; two sections of games are one."""
    games = replace(PROBLEM.clubs["painting"], category="games")
    uniform = small_problem(clubs={**PROBLEM.clubs, "painting": games})
    assert list(clause(16).breaches(PROBLEM, small_plan())) == []
    (found,) = clause(16).breaches(uniform, small_plan())
    assert (found.severity, found.where, found.facts["category"]) == (Severity.NOTE, "S", "games")


@pytest.mark.parametrize(("answered", "where"), [(3, ["A"]), (4, []), (5, [])])
def test_every_enrolled_pupil_is_surveyed(answered: int, where: list[str]) -> None:
    """Three records for four pupils are one too few; counts mode asks for none yet."""
    problem = small_problem(survey_answered={"A": answered, "B": 4})
    assert [b.where for b in clause(18).findings(problem)] == where
    counts = replace(problem, mode=Mode.COUNTS)
    assert list(clause(18).findings(counts)) == []


@pytest.mark.parametrize(("enrolled", "where"), [(3, ["A"]), (4, []), (5, [])])
def test_no_homeroom_lists_more_pupils_than_enrolled(enrolled: int, where: list[str]) -> None:
    """Four pupils listed, or four expected, against three, four and five enrolled."""
    rooms = {**PROBLEM.homerooms, "A": replace(PROBLEM.homerooms["A"], enrolled=enrolled)}
    for mode in Mode:
        problem = small_problem(homerooms=rooms, mode=mode)
        assert [b.where for b in clause(19).findings(problem)] == where


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"heads": (("A", 3),)}, ["heads"]),
        ({"heads": (("A", 5),)}, ["heads", "crowd"]),  # four are enrolled
        ({"roster": ("A1", "A1", "A3", "A4")}, ["twice"]),
        ({"heads": (("A", 3), ("B", 1))}, ["heads", "crowd"]),  # B then has 1 + 4 = 5 pupils in P1
    ],
)
def test_heads_are_the_roster_counted(change: dict[str, Any], rules: list[str]) -> None:
    """Homeroom A's homework has A1 to A4."""
    plan = with_session(small_plan(), HOMEWORK_A, **change)
    assert [b.rule for b in clause(19).breaches(PROBLEM, plan)] == rules


def test_figures_that_do_not_tie_break_only_that_clause() -> None:
    """Three heads stated for four pupils present."""
    plan = with_session(small_plan(), HOMEWORK_A, heads=(("A", 3),))
    assert numbers(BOOK, PROBLEM, plan) == [19]


def test_a_session_without_content_is_a_breach_and_without_place_a_note() -> None:
    """A session must say its content; where it has no place, clause 26 judges."""
    silent = with_session(small_plan(), HOMEWORK_A, content=" ")
    (found,) = clause(20).breaches(PROBLEM, silent)
    assert (found.severity, found.rule, found.where) == (Severity.BREACH, "content", HOMEWORK_A)
    homeless = with_session(small_plan(), HOMEWORK_A, venue=None)
    (found,) = clause(20).breaches(PROBLEM, homeless)
    assert (found.severity, found.rule) == (Severity.NOTE, "place")


def test_rates_need_a_document() -> None:
    """A policy whose document is empty is a finding."""
    assert list(clause(20).findings(PROBLEM)) == []
    assert [b.rule for b in clause(20).findings(small_problem(policy=small_policy(document="")))] == ["document"]


def test_nobody_is_in_a_period_not_applied_for() -> None:
    """A1 withdrew from Monday's P1 but is still in its homework group: 21 alone, by name."""
    a1 = PROBLEM.pupils["A1"]
    withdrawn = replace(a1, days={**a1.days, 1: frozenset({Period.P2, Period.EXTENDED})})
    problem = small_problem(pupils={**PROBLEM.pupils, "A1": withdrawn})
    assert numbers(BOOK, problem, small_plan()) == [21]
    (found,) = clause(21).breaches(problem, small_plan())
    assert (found.where, found.when, found.who) == (HOMEWORK_A, MONDAY, ("A1",))


def test_nobody_takes_part_without_a_signed_agreement() -> None:
    """B2's family signed nothing: every session with B2 breaks 22 (and 69: nothing is valid)."""
    unsigned = replace(PROBLEM.pupils["B2"], consent=None)
    problem = small_problem(pupils={**PROBLEM.pupils, "B2": unsigned})
    found = list(clause(22).breaches(problem, small_plan()))
    assert len(found) == 10  # five days of P1 and P2
    assert {b.who for b in found} == {("B2",)}
    assert set(numbers(BOOK, problem, small_plan())) <= {22, 69}


@pytest.mark.parametrize(("alike", "notes"), [(3, 0), (4, 1)])
def test_a_homeroom_entered_as_one_block_is_noted(alike: int, notes: int) -> None:
    """All four pupils of A with A4's days and wishes is a block; three of them is not."""
    model = PROBLEM.pupils["A4"]
    changed = {
        f"A{k}": replace(PROBLEM.pupils[f"A{k}"], days=model.days, choices=model.choices)
        for k in range(4, 4 - alike, -1)
    }
    found = list(clause(22).findings(small_problem(pupils={**PROBLEM.pupils, **changed})))
    assert [(b.rule, b.severity, b.where) for b in found] == [("bulk", Severity.NOTE, "A")] * notes
