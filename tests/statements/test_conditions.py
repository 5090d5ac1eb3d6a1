"""A statement made to hold, or not to: in rows by brute force, and in planned weeks as the plan counts it."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import small_plan, small_problem

from scheduler.clauses.clause import Severity
from scheduler.clauses.space import Amount
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Pin
from scheduler.planning.asked import Variant
from scheduler.planning.outcome import Effort, Verdict
from scheduler.planning.run import plan_week
from scheduler.statements.clubs import ClubVenue, LeadsClub, Sections, When
from scheduler.statements.groups import GroupVenue, Together
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.pupils import InClub
from scheduler.statements.statement import NONE, Condition, Count, Statement, counted, unless
from scheduler.statements.tasks import Assists, Task
from scheduler.statements.words import Named
from solvers.rows import Key, Row
from solvers.worker import Worker

CHESS = Named("chess", "围棋")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def kept(row: Row, values: Mapping[Key, int]) -> bool:
    """Whether values keep a row."""
    total = sum(factor * values[key] for key, factor in row.terms)
    return (row.lower is None or row.lower <= total) and (row.upper is None or total <= row.upper)


@given(
    factors=st.lists(st.integers(1, 3), max_size=3),
    least=st.integers(0, 5),
    width=st.none() | st.integers(0, 4),
    holds=st.booleans(),
)
def test_rows_admit_exactly_the_sums_the_count_admits(
    factors: list[int], least: int, width: int | None, holds: bool
) -> None:
    """Brute force over all values of the keys; the switch between below and above may be either way."""
    count = Count(least, None if width is None else least + width)
    keys = [str(number) for number in range(len(factors))]
    rows = list(counted("t", dict(zip(keys, factors, strict=True)), count, holds))
    above = Amount("above", ("t",), 0, 1)
    for values in product((0, 1), repeat=len(keys)):
        total = sum(factor * value for factor, value in zip(factors, values, strict=True))
        chosen = dict(zip(keys, values, strict=True))
        possible = any(all(kept(row, {**chosen, above: switch}) for row in rows) for switch in (0, 1))
        assert possible == (count.admits(total) is holds)


STATEMENTS: tuple[Statement, ...] = (
    Sections(CHESS),
    Sections(CHESS, When(1), NONE),
    LeadsClub("T1", CHESS),
    LeadsClub("T2", Named("painting"), When(3)),
    Duties("T3", Count(4, 4)),
    Duties("T4", Count(6)),
    Duties("T1", Count(0, 1)),
    Duties("T5", weekday=5),
    LateDays("T6", Count(2, 2)),
    LateDays("T7", NONE),
)


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.say("en"))
def test_a_week_planned_with_a_condition_keeps_it_and_the_notice(
    statement: Statement, holds: bool, worker: Worker
) -> None:
    """The plan's own count says so, and the judge finds no breach."""
    problem = small_problem()
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=Variant((Condition(statement, holds),)))
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert statement.holds(problem, outcome.plan) is holds
    assert not [b for b in outcome.audit.breaches if b.severity is Severity.BREACH]


def test_counts_of_a_plan_are_those_the_eye_finds() -> None:
    """`small_plan`: T1 leads A's homework on five days and chess on two of them (one section, which is late twice)."""
    problem, plan = small_problem(), small_plan()
    assert Sections(CHESS).tally(problem, plan) == 1
    assert Sections(CHESS, When(2)).tally(problem, plan) == 0
    assert LeadsClub("T1", CHESS).tally(problem, plan) == 1
    assert LeadsClub("T2", CHESS).tally(problem, plan) == 0
    assert Duties("T1").tally(problem, plan) == 7
    assert [Duties("T1", weekday=day).tally(problem, plan) for day in range(1, 6)] == [2, 1, 2, 1, 1]
    assert LateDays("T1").tally(problem, plan) == 2


def test_what_nobody_can_keep_is_impossible(worker: Worker) -> None:
    """T3 has no skill of chess, so there is nothing to choose; the offer says so."""
    condition = Condition(LeadsClub("T3", CHESS))
    outcome = plan_week(small_problem(), effort=Effort.DRAFT, worker=worker, variant=Variant((condition,)))
    assert (outcome.verdict, outcome.stages[-1].stage) == (Verdict.IMPOSSIBLE, "offer")


def test_stages_a_condition_does_not_touch_keep_the_other_weeks_answers(worker: Worker) -> None:
    """A number of duties asks nothing of groups, offer, seats and venues: only the staff is planned again."""
    problem, first = small_problem(), Variant()
    plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=first)
    other = Variant((Condition(Duties("T4", Count(6))),), first.answers)
    plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=other)
    alike = {stage for stage, answer in other.answers.items() if answer is first.answers[stage]}
    assert alike == {"groups", "offer", "seats", "sections"}


MERGED = Together(Kind.HOMEWORK, ("A", "B"), 5)
SPOKEN: tuple[Statement, ...] = (
    ClubVenue(CHESS, "RA"),
    ClubVenue(CHESS, "RB", When(1), NONE, True),
    GroupVenue(Kind.HOMEWORK, "A", "ART", 2),
    GroupVenue(Kind.HOMEWORK, "A", "RA", None, NONE, True),
    MERGED,
    InClub("A1", Named("painting")),
    Task("T3", "homework", "A", 2),
    Task("T4", "homework", "", 2, Count(1, 1)),
    Task("T12", "gate", "G1", 1),
    Task("T6", "extended_care", "B", 3),
)


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("statement", SPOKEN, ids=lambda s: s.say("en"))
def test_what_is_pinned_or_forbidden_is_so_in_the_plan_and_the_judge_has_nothing_to_say(
    statement: Statement, holds: bool, worker: Worker
) -> None:
    """Places, groups, pupils and single duties; every tier the plan states is what the judge counts."""
    problem = small_problem(merges=(("A", "B"),))
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=Variant((Condition(statement, holds),)))
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert statement.holds(problem, outcome.plan) is holds
    assert not [b for b in outcome.audit.breaches if b.severity is Severity.BREACH]
    assert outcome.plan.pins == (Pin("keep" if holds else "forbid", statement.say("en"), None, True),)


@pytest.mark.parametrize("statement", [*STATEMENTS[::3], *SPOKEN[::2]], ids=lambda s: s.say("en"))
def test_a_preference_never_beats_a_higher_tier_and_costs_its_weight_when_it_is_missed(
    statement: Statement, worker: Worker
) -> None:
    """Whether it is met or not, no tier above wishes is worse than without it, and the judge counts the wishes."""
    problem = small_problem(merges=(("A", "B"),))
    for holds in (True, False):
        wish = Condition(statement, holds, 40)
        found = plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=Variant((wish,)))
        assert found.plan is not None
        assert found.audit is not None
        assert not [b for b in found.audit.breaches if b.severity is Severity.BREACH]
        assert found.plan.missed == (0 if wish.met(problem, found.plan) else 40)
        assert [tier.value for tier in found.plan.tiers][:2] == [0, 0]


def test_counts_of_single_duties_and_places_are_those_the_eye_finds() -> None:
    """`small_plan`: A's homework is T1's on five days, in RA; chess meets in RA; T11 and T12 care on three days..."""
    problem, plan = small_problem(), small_plan()
    assert Task("T1", "homework").tally(problem, plan) == 5
    assert Task("T1", "homework", "B").tally(problem, plan) == 0
    assert Task("T1", "homework", "A", 4).tally(problem, plan) == 1
    assert Task("T1", "club").tally(problem, plan) == 2
    assert Task("G", "gate", "G1").tally(problem, plan) == 5
    assert Task("G", "gate", "main").tally(problem, plan) == 0
    assert Task("T12", "extended_care", "B", 1).tally(problem, plan) == 1
    assert Assists("T1", CHESS).tally(problem, plan) == 0
    assert ClubVenue(CHESS, "RA").tally(problem, plan) == 1
    assert ClubVenue(CHESS, "RA", only=True).tally(problem, plan) == 0
    assert ClubVenue(CHESS, "RB", only=True).tally(problem, plan) == 1
    assert GroupVenue(Kind.HOMEWORK, "A", "RA").tally(problem, plan) == 5
    assert GroupVenue(Kind.HOMEWORK, "A", "RA", 1).tally(problem, plan) == 1
    assert GroupVenue(Kind.HOMEWORK, "A", "RB", only=True).tally(problem, plan) == 5
    assert MERGED.tally(problem, plan) == 0
    assert Together(Kind.EXTENDED_CARE, ("A", "B")).tally(problem, plan) == 5
    assert [InClub(pupil, CHESS).tally(problem, plan) for pupil in ("A1", "A3")] == [1, 0]


def test_a_kept_offer_takes_conditions(worker: Worker) -> None:
    """`small_plan`'s sections stand: chess may shut, and its pupils move; what would open a section more cannot be."""
    problem, plan = small_problem(), small_plan()
    variant = Variant((Condition(Sections(CHESS, count=NONE)), Condition(Duties("T3", Count(4, 4)))))
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, keep=plan, variant=variant)
    assert outcome.plan is not None
    assert [section.id.club for section in outcome.plan.sections] == ["painting"]
    assert all(condition.met(problem, outcome.plan) for condition in variant.conditions)
    more = Variant((Condition(Sections(CHESS, count=Count(2))),))
    refused = plan_week(problem, effort=Effort.DRAFT, worker=worker, keep=plan, variant=more)
    assert (refused.verdict, list(more.failed)) == (Verdict.IMPOSSIBLE, ["seats"])


@given(
    factors=st.lists(st.integers(1, 3), max_size=3),
    least=st.integers(0, 5),
    width=st.none() | st.integers(0, 4),
    holds=st.booleans(),
    settled=st.integers(0, 2),
)
def test_a_row_unless_its_key_is_taken_allows_all_sums_when_it_is(
    factors: list[int], least: int, width: int | None, holds: bool, settled: int
) -> None:
    """Brute force: without the key exactly the sums that count, with it all; a number settled before counts too."""
    count = Count(least, None if width is None else least + width)
    keys = [str(number) for number in range(len(factors))]
    rows = list(counted("t", dict(zip(keys, factors, strict=True)), count, holds, settled))
    free = [part for row in rows for part in unless(row, "missed")]
    above = Amount("above", ("t",), 0, 1)
    for values in product((0, 1), repeat=len(keys)):
        total = settled + sum(factor * value for factor, value in zip(factors, values, strict=True))
        chosen = dict(zip(keys, values, strict=True))
        for missed in (0, 1):
            possible = any(
                all(kept(row, {**chosen, above: switch, "missed": missed}) for row in free) for switch in (0, 1)
            )
            assert possible == (bool(missed) or count.admits(total) is holds)
