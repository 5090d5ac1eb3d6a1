"""Deciding all stages together: starts where the stages ended, never worse, and what it proves is so."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.audit import audit
from scheduler.clauses.clause import Breach
from scheduler.config.load import load_school
from scheduler.domain.plan import OVER_ALL, Plan, TierName, Unmet
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning import run
from scheduler.planning.asked import Joint, Standing, Variant
from scheduler.planning.desk import Desk
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.run import better_of, one_pass, plan_week
from scheduler.planning.settled import Settled
from scheduler.planning.whole.across import Across, worth_it
from scheduler.planning.whole.start import start_of
from scheduler.planning.whole.statement import whole_week
from solvers.rows import linear
from solvers.stop import Limits, StopFlag
from solvers.worker import Worker
from tests.small import small_problem

WINTER = date(2026, 12, 7)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def school(folder: Path, short_of: str | None = None) -> Problem:
    """Four classes of a village school, with or without enough adults."""
    generate_school(folder, like="rural6", classes=4, seed=3, short_of=short_of)
    return load_school(folder, week=WINTER).problem


def desk_of(problem: Problem, worker: Worker, effort: Effort = Effort.QUICK) -> Desk:
    """A desk with a minute."""
    return Desk(problem, effort, worker, StopFlag(), time.monotonic() + 60, None, Standing())


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory, worker: Worker) -> tuple[Desk, Outcome]:
    """A school with enough adults, planned stage by stage."""
    desk = desk_of(school(tmp_path_factory.mktemp("whole") / "four"), worker)
    return desk, one_pass(desk, {})


def plan_in(outcome: Outcome) -> Plan:
    """Its plan."""
    assert outcome.plan is not None
    return outcome.plan


def test_the_stages_answers_cost_the_same_in_the_one_statement(staged: tuple[Desk, Outcome], worker: Worker) -> None:
    """With every choice as the stages have it, shortage, places, load and money are the plan's."""
    desk, outcome = staged
    plan = plan_in(outcome)
    whole = whole_week(desk.problem, Settled(desk.problem, plan).groups)
    start = start_of(whole, plan, desk.solved)
    fixed = (*whole.instance.rows, *(linear("as planned", [(key, 1)], value, value) for key, value in start.items()))
    answer = worker.solve("highs", replace(whole.instance, rows=fixed), Limits(effort=20, seconds=30))
    values = {tier.name: tier.value for tier in plan.tiers}
    told = {t.name: t.value for t in answer.tiers if t.name != TierName.WISHES}
    assert told == {name: values[TierName(name)] for name in told}
    assert set(told) == {"shortage", "places", "load", "money"}


def test_nothing_to_start_from_without_the_stages_answers(staged: tuple[Desk, Outcome]) -> None:
    """Not an error: the search then begins by itself."""
    desk, outcome = staged
    whole = whole_week(desk.problem, Settled(desk.problem, plan_in(outcome)).groups)
    assert start_of(whole, plan_in(outcome), {}) == {}


def test_a_school_short_of_staff_is_short_of_less_when_all_is_decided_together(tmp_path: Path, worker: Worker) -> None:
    """A draft leaves it to the stages; quick effort decides together, proves the least, and is judged."""
    problem = school(tmp_path / "four", "staff")
    before = plan_in(plan_week(problem, effort=Effort.DRAFT, worker=worker))
    after = plan_in(plan_week(problem, effort=Effort.QUICK, worker=worker))
    assert after.tiers[0].value < before.tiers[0].value
    assert after.bound_over_all(TierName.SHORTAGE) == after.tiers[0].value
    assert {tier.name: tier.value for tier in after.tiers} == dict(audit(problem, after).value)


@pytest.mark.parametrize(
    ("effort", "unmet", "worth"),
    [
        (Effort.DRAFT, True, False),
        (Effort.QUICK, False, False),
        (Effort.QUICK, True, True),
        (Effort.NORMAL, False, False),
        (Effort.NORMAL, True, True),
        (Effort.THOROUGH, False, True),
    ],
)
def test_when_it_is_worth_it(staged: tuple[Desk, Outcome], effort: Effort, unmet: bool, worth: bool) -> None:
    """Thorough planning always, quick and ordinary where a demand is unmet; not against conditions or a kept offer."""
    desk, outcome = staged
    plan = plan_in(outcome)
    assert not plan.unmet
    lacking = small_unmet(plan) if unmet else plan
    asked = replace(desk, effort=effort)
    found = replace(outcome, plan=lacking)
    assert worth_it(asked, found) is worth
    assert not worth_it(replace(asked, keep=plan), found)
    assert not worth_it(replace(asked, variant=Variant(given=desk.solved, answers=desk.solved)), found)
    assert not worth_it(replace(asked, variant=Variant()), found)


def small_unmet(plan: Plan) -> Plan:
    """The plan as if a post were vacant."""
    return replace(plan, unmet=(Unmet(77, "patrol", "p", plan.week, 1),))


def test_bounds_hold_up_to_the_first_tier_that_differs() -> None:
    """Shortage and places as decided together, load not: money's bound was proven for another load."""
    tiers = [(TierName.SHORTAGE, 0, 0), (TierName.PLACES, 5, 4), (TierName.LOAD, 0, 0), (TierName.MONEY, 9, 8)]
    with Worker() as worker:
        plan = plan_in(plan_week(small_problem(), effort=Effort.DRAFT, worker=worker))
    mine = replace(
        plan, tiers=tuple(replace(t, value={"places": 5, "load": 60}.get(t.name, 0)) for t in plan.tiers), bounds={}
    )
    bounds = Across(Joint({}, {}, {}), tuple(tiers)).on(mine).bounds
    assert bounds == {OVER_ALL.format("shortage"): 0, OVER_ALL.format("places"): 4, OVER_ALL.format("load"): 0}


def test_answers_stay_those_of_the_plan_that_is_kept(
    staged: tuple[Desk, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An offer of nothing leaves every pupil without a place: the stages' plan is kept, and with it their answers."""
    desk, outcome = staged
    own = dict(desk.solved)
    monkeypatch.setattr(run, "decide_together", lambda desk, plan: Across(Joint({}, {}, {}), ()))
    best = run.together(replace(desk, reports=[]), outcome, {})
    assert plan_in(best) == plan_in(outcome)
    assert desk.solved == own


def test_of_two_plans_the_one_short_of_less_is_better_however_often_that_is_seen(
    staged: tuple[Desk, Outcome],
) -> None:
    """A demand unmet breaks rules in as many places as it is seen, so breaches come after the shortage."""
    _, outcome = staged
    plan, judged = plan_in(outcome), outcome.audit
    assert judged is not None

    def short(by: int, breaches: int) -> Outcome:
        tiers = (replace(plan.tiers[0], value=by), *plan.tiers[1:])
        seen = tuple(Breach(77, "post", where=str(n)) for n in range(breaches))
        return replace(outcome, plan=replace(plan, tiers=tiers), audit=replace(judged, breaches=seen))

    few, many = short(20, 1), short(10, 5)
    assert better_of(few, many) is many
    assert better_of(few, short(20, 2)) is few
    assert better_of(short(0, 1), outcome) is outcome
