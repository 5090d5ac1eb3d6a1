"""The tiny school planned from end to end: legal, proven, and counted alike by the engines and the judge."""

from dataclasses import replace

import pytest
from small import PAPERS, small_adult, small_problem

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Mode
from scheduler.domain.groups import Kind
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import TierName
from scheduler.planfile import dump_plan
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.planning.run import plan_week
from solvers.stop import StopFlag


@pytest.fixture(scope="module", params=[Mode.ROSTER, Mode.COUNTS])
def outcome(request: pytest.FixtureRequest) -> Outcome:
    """The week planned once in each mode."""
    return plan_week(small_problem(mode=request.param), seconds=60)


def test_the_week_is_whole_and_the_judge_finds_no_breach(outcome: Outcome) -> None:
    """Sixteen adults are plenty for eight pupils: nothing is unmet."""
    assert outcome.verdict is Verdict.WHOLE
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert outcome.plan.unmet == ()
    assert [b for b in outcome.audit.breaches if b.severity is Severity.BREACH] == []


def test_engines_and_judge_count_every_tier_alike(outcome: Outcome) -> None:
    """The value the engines reached is the value the judge counts from the plan alone."""
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert {t.name: t.value for t in outcome.plan.tiers} == dict(outcome.audit.value)


def test_no_tier_is_below_its_bound(outcome: Outcome) -> None:
    """A proven bound never exceeds the value."""
    assert outcome.plan is not None
    assert all(tier.bound <= tier.value for tier in outcome.plan.tiers)


def test_every_first_choice_is_met() -> None:
    """Four pupils want chess and four painting, with room for twenty each: rank cost 0."""
    plan = plan_week(small_problem(), seconds=60).plan
    assert plan is not None
    assert {tier.name: tier.value for tier in plan.tiers}[TierName.PLACES] == 0
    assert {seat.rank for seat in plan.seats} == {0}


def test_the_same_problem_gives_the_same_bytes() -> None:
    """Two runs of one problem write the same plan file."""
    first, second = (plan_week(small_problem(), seconds=60).plan for _ in range(2))
    assert first is not None
    assert second is not None
    assert dump_plan(first) == dump_plan(second)


def test_without_a_first_aider_the_plan_is_partial_and_says_so() -> None:
    """F1 and F2 alone hold the skill; without them one post a day stays vacant: 5 rows of clause 78."""
    problem = small_problem()
    adults = {k: a for k, a in problem.adults.items() if not k.startswith("F")}
    outcome = plan_week(replace(problem, adults=adults), seconds=60)
    assert outcome.verdict is Verdict.PARTIAL
    assert outcome.plan is not None
    assert [(u.clause, u.what) for u in outcome.plan.unmet] == [(78, "first_aid")] * 5
    # 5 vacant posts x weight 10
    assert {t.name: t.value for t in outcome.plan.tiers}[TierName.SHORTAGE] == 50


def test_without_any_adult_every_session_still_stands_in_the_plan() -> None:
    """With nobody there the sessions, their rooms and every missing adult are listed rather than dropped."""
    outcome = plan_week(small_problem(adults={"L": small_adult("L", duty_only=True)}), seconds=60)
    assert outcome.plan is not None
    # 5 x 2 homework, 3 x 2 class activities, 5 care groups; clubs stay shut: a lead missing (10) is worse than 4 seats
    assert len(outcome.plan.sessions) == 10 + 6 + 5
    missing = {w: sum(u.amount for u in outcome.plan.unmet if u.what == w) for w in ("adult", "seat")}
    # homework and activities want one adult each, care groups two
    assert missing == {"adult": 10 + 6 + 10, "seat": 8}


def test_a_raised_stop_flag_still_gives_an_audited_plan() -> None:
    """Stopped before it began, planning returns what its stages find at once."""
    stop = StopFlag()
    stop.set()
    outcome = plan_week(small_problem(), seconds=60, stop=stop)
    assert outcome.interrupted
    if outcome.plan is not None:
        assert outcome.audit == audit(small_problem(), outcome.plan)


def test_nobody_is_added_to_a_session_to_even_out_the_load() -> None:
    """A coach who may be alone leads chess: every club meeting of at most four pupils has exactly one adult."""
    coach = small_adult(
        "X",
        kind=AdultKind.PROFESSIONAL,
        skills=frozenset({"chess"}),
        sole_allowed=True,
        full_time=False,
        credentials=PAPERS,
    )
    problem = small_problem()
    plan = plan_week(replace(problem, adults={**problem.adults, "X": coach}), seconds=60).plan
    assert plan is not None
    assert {len(session.duties) for session in plan.of_kind(Kind.CLUB)} == {1}
