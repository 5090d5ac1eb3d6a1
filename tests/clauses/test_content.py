"""Rows 47 to 53 of the notice: two periods, the bells, homework first, named adults, small groups."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_session
from small import DAYS, MONDAY, P1, P2, TIMES, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import DutyOption, Occurrence, Pool, Serves, Space
from scheduler.domain.demand import Counts, Mode, SupportGroup
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Duty, Plan, Role, TierName
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
LEAD_T1 = Duty("T1", Role.LEAD)


def test_days_with_one_period_are_noted_and_days_with_none_found() -> None:
    """Two days without clubs: one note for the stage. Wednesday without anything: a finding for grade 3."""
    bare = replace(TIMES, p2=None, extended=None)
    empty = replace(bare, p1=None)
    times = {(3, day.date): bare if k < 2 else empty if k == 2 else TIMES for k, day in enumerate(DAYS)}
    note, finding = clause(47).findings(small_problem(times=times))
    assert (note.rule, note.severity, note.where) == ("one_period", Severity.NOTE, "primary")
    assert (note.facts["period"], note.facts["days"]) == ("p2", 2)
    assert (finding.rule, finding.severity, finding.when) == ("none", Severity.FINDING, DAYS[2].date)
    assert list(clause(47).findings(PROBLEM)) == []


def test_the_two_periods_are_not_cut_into_three() -> None:
    """A's chess pupils meet at P2, its painters ten minutes later: three times in A's and B's Monday."""
    plan = with_session(small_plan(), f"club/{MONDAY}/painting.S.1", interval=P2.shift(10))
    assert marks(clause(47).breaches(PROBLEM, plan)) == [(47, "more", "A"), (47, "more", "B")]
    assert list(clause(47).breaches(PROBLEM, small_plan())) == []


@pytest.mark.parametrize(
    ("interval", "off"),
    [(P1, False), (P2, False), (P1.shift(-1), True), (P1.shift(1), True), (Interval(950, 1009), True)],
)
def test_sessions_keep_the_bells_to_the_minute(interval: Interval, off: bool) -> None:
    """Monday's homework of A at P1, at P2 (clause 54 minds that), a minute early, late and short."""
    plan = with_session(small_plan(), HOMEWORK_A, interval=interval)
    assert marks(clause(48).breaches(PROBLEM, plan)) == ([(48, "off_bells", HOMEWORK_A)] if off else [])


def test_period_one_is_for_homework_only() -> None:
    """A's homework on Monday turned into class activity: P1 holds the wrong kind, and A has no homework (3, 6)."""
    plan = with_session(small_plan(), HOMEWORK_A, kind=Kind.CLASS_ACTIVITY, content="sport")
    assert marks(clause(49).breaches(PROBLEM, plan)) == [(49, "family", HOMEWORK_A)]
    assert numbers(BOOK, PROBLEM, plan) == [3, 6, 49]


@pytest.mark.parametrize(
    ("content", "found"),
    [("homework", False), ("review", False), ("Preview", False), ("reading", False), ("games", True), ("sport", True)],
)
def test_period_one_holds_homework_contents(content: str, found: bool) -> None:
    """Games are allowed in the service, though not in P1."""
    plan = with_session(small_plan(), HOMEWORK_A, content=content)
    assert numbers(BOOK, PROBLEM, plan) == ([51] if found else [])


def pool(kind: str, role: Role, demand: int, skill: str | None = None) -> Pool:
    """Duties of the kind on Monday in P1."""
    name = f"{kind}/{role}"
    return Pool(name, kind, role, Occurrence(DAYS[0], P1, "main"), demand, ("x",) * demand, skill=skill)


def staffed(problem: Problem, *pools: Pool) -> Space:
    """T1, T2 and T3 may serve in each of the pools."""
    duties = tuple(
        DutyOption(Serves(a, p.id), problem.adults[a], p.kind, p.role, (p.occurrence,), None, 0, frozenset(), pool=p)
        for p in pools
        for a in ("T1", "T2", "T3")
    )
    return Space(problem=problem, pools=pools, duties=duties)


@pytest.mark.parametrize(("number", "kind"), [(50, "homework"), (52, "support"), (53, "extension")])
@pytest.mark.parametrize(("adults", "cost"), [((), 20), (("T1",), 10), (("T1", "T2"), 0), (("T1", "T2", "T3"), None)])
def test_pools_get_the_adults_they_want(number: int, kind: str, adults: tuple[str, ...], cost: int | None) -> None:
    """Two wanted: each one missing costs 10, a third has no place."""
    wanted = pool(kind, Role.LEAD, 2)
    chosen = [Serves(adult, wanted.id) for adult in adults]
    assert least_cost(clause(number), staffed(PROBLEM, wanted), chosen) == cost


def test_each_clause_minds_its_own_pools() -> None:
    """Clause 50 leaves support groups, clubs and posts to others."""
    others = [pool(kind, Role.LEAD, 1) for kind in ("support", "extension", "club", "extended_care")]
    assert list(clause(50).rows(staffed(PROBLEM, *others))) == []


def crowded(size: int, needs: bool, adults: int) -> tuple[Problem, Plan]:
    """Homework of A with so many pupils at 55 to an adult, with so many adults; A1 may need one of their own."""
    problem = PROBLEM
    if needs:
        pupils = {**problem.pupils, "A1": replace(problem.pupils["A1"], needs_adult=True)}
        problem = replace(problem, pupils=pupils)
    duties = tuple(Duty(f"T{k}", Role.LEAD if k == 1 else Role.ASSISTANT) for k in range(1, adults + 1))
    return problem, with_session(small_plan(), HOMEWORK_A, heads=(("A", size),), duties=duties)


@pytest.mark.parametrize(
    ("size", "needs", "adults", "rules", "short"),
    [
        (4, False, 1, [], 0),
        (4, False, 0, ["no_lead"], 10),
        (55, False, 1, [], 0),
        (56, False, 1, ["too_few"], 10),
        (56, False, 2, [], 0),
        (110, False, 2, [], 0),
        (111, False, 2, ["too_few"], 10),
        (4, True, 1, ["too_few"], 10),
        (4, True, 2, [], 0),
        (56, True, 1, ["too_few"], 20),
        (56, True, 0, ["no_lead", "too_few"], 30),
    ],
)
def test_homework_groups_have_adults_for_their_size(
    size: int, needs: bool, adults: int, rules: list[str], short: int
) -> None:
    """ceil(size / 55) adults, one more where A1 needs one; the recount agrees with what is missing."""
    problem, plan = crowded(size, needs, adults)
    assert [b.rule for b in clause(50).breaches(problem, plan) if b.where == HOMEWORK_A] == rules
    monday = replace(plan, sessions=tuple(s for s in plan.sessions if s.id == HOMEWORK_A))
    assert clause(50).recount(problem, monday) == {TierName.SHORTAGE: short}


@pytest.mark.parametrize(("needs", "short"), [(0, 0), (1, 10), (3, 20), (4, 20)])
def test_expected_extra_needs_fill_the_first_groups_first(needs: int, short: int) -> None:
    """Counts mode: A cut into groups of 2 and 2; one or two needs ask one more adult, three or four ask two."""
    counts = Counts(PROBLEM.counts.heads, {}, {"A": needs})
    problem = small_problem(mode=Mode.COUNTS, pupils={}, counts=counts)
    session = next(s for s in small_plan().sessions if s.id == HOMEWORK_A)
    parts = tuple(
        replace(session, id=f"homework/{MONDAY}/A/2/{k}", heads=(("A", 2),), roster=(), duties=(LEAD_T1,))
        for k in (1, 2)
    )
    assert clause(50).recount(problem, replace(small_plan(), sessions=parts)) == {TierName.SHORTAGE: short}


def test_a_group_without_anybody_in_charge_is_found() -> None:
    """Nobody in A's homework on Monday: 50, and 73 and 77, which want a responsible adult at every minute."""
    plan = with_session(small_plan(), HOMEWORK_A, duties=())
    assert marks(clause(50).breaches(PROBLEM, plan)) == [(50, "no_lead", HOMEWORK_A)]
    assert {50} <= set(numbers(BOOK, PROBLEM, plan)) <= {50, 73, 77}


@pytest.mark.parametrize(("number", "kind"), [(52, Kind.SUPPORT), (53, Kind.EXTENSION)])
def test_small_groups_are_led_by_the_competent(number: int, kind: Kind) -> None:
    """T2 knows maths, T1 does not; assistants need not. Engine and judge agree."""
    lead = pool(kind.value, Role.LEAD, 1, "maths")
    space = staffed(PROBLEM, lead)
    assert allowed(clause(number), space, [Serves("T2", lead.id)])
    assert not allowed(clause(number), space, [Serves("T1", lead.id)])
    for adult, rules in (("T2", []), ("T1", ["subject"])):
        plan = with_session(small_plan(), HOMEWORK_A, kind=kind, subject="maths", duties=(Duty(adult, Role.LEAD),))
        assert [b.rule for b in clause(number).breaches(PROBLEM, plan)] == rules


@pytest.mark.parametrize(
    ("number", "kind", "limit"), [(52, Kind.SUPPORT, "support_size"), (53, Kind.EXTENSION, "extension_size")]
)
@pytest.mark.parametrize(("most", "rules"), [(3, ["size"]), (4, []), (5, [])])
def test_small_groups_stay_small(number: int, kind: Kind, limit: str, most: int, rules: list[str]) -> None:
    """A session of four pupils that no list asks for, against limits of three, four and five."""
    changes: dict[str, Any] = {limit: most}
    problem = small_problem(policy=small_policy(**changes))
    plan = with_session(small_plan(), HOMEWORK_A, kind=kind)
    assert [b.rule for b in clause(number).breaches(problem, plan)] == rules


@pytest.mark.parametrize(("listed", "found"), [(14, []), (15, []), (16, ["expected"])])
def test_a_list_too_long_for_one_group_is_the_schools_to_divide(listed: int, found: list[str]) -> None:
    """The limit is 15; a session as large as its list is no fault of the plan."""
    group = SupportGroup("M", "support", "maths", frozenset({3}), frozenset({1}), listed)
    problem = small_problem(mode=Mode.COUNTS, pupils={}, support_groups={"M": group})
    breaches = list(clause(52).findings(problem))
    assert [(b.rule, b.severity) for b in breaches] == [(rule, Severity.FINDING) for rule in found]
    plan = with_session(small_plan(), HOMEWORK_A, kind=Kind.SUPPORT, heads=(("A", listed),), roster=())
    assert list(clause(52).breaches(problem, plan)) == []
    assert list(clause(53).findings(problem)) == []


def test_an_unknown_adult_is_left_to_the_audit() -> None:
    """A lead the school file does not know has no skills to judge."""
    plan = with_session(small_plan(), HOMEWORK_A, kind=Kind.SUPPORT, subject="maths", duties=(Duty("X", Role.LEAD),))
    assert list(clause(52).breaches(PROBLEM, plan)) == []
