"""Draft first: a whole judged plan early, kept when the search is ended, bettered when it is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from scheduler.config.load import load_school
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planfile import dump_plan
from scheduler.planning.asked import Standing
from scheduler.planning.outcome import Effort, Step, Verdict
from scheduler.planning.punctual import plan_in_time
from scheduler.planning.run import plan_week
from solvers.stop import StopFlag
from solvers.worker import Worker


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """Six classes of a town school, a winter week."""
    folder = tmp_path_factory.mktemp("schools") / "six"
    generate_school(folder, like="town24", classes=6, seed=5)
    return load_school(folder, week=date(2026, 12, 7)).problem


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


class StopAt:
    """A watcher that raises the flag at the first step of a stage, in the draft or after it."""

    def __init__(self, stage: str, *, draft: bool) -> None:
        self.flag, self.stage, self.draft = StopFlag(), stage, draft

    def __call__(self, step: Step) -> None:
        if (step.stage, step.draft) == (self.stage, self.draft):
            self.flag.set()


def test_a_draft_is_a_whole_plan(problem: Problem, worker: Worker) -> None:
    """Nothing short, nothing broken, tiers as the judge counts them, bounds never below nothing."""
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker)
    assert outcome.verdict is Verdict.WHOLE
    assert outcome.plan is not None
    assert outcome.audit is not None
    assert {t.name: t.value for t in outcome.plan.tiers} == dict(outcome.audit.value)
    assert all(0 <= t.bound <= t.value for t in outcome.plan.tiers)


def test_more_effort_is_never_worse_than_the_draft(problem: Problem, worker: Worker) -> None:
    """Tier by tier, most important first."""
    draft, final = (plan_week(problem, effort=e, worker=worker).plan for e in (Effort.DRAFT, Effort.QUICK))
    assert draft is not None
    assert final is not None
    values = [[next(t.value for t in plan.tiers if t.name is name) for name in TierName] for plan in (draft, final)]
    assert values[1] <= values[0]


def test_a_stage_proven_in_the_draft_is_not_asked_again(problem: Problem, worker: Worker) -> None:
    """Groups are proven best in the draft and depend on nothing: one job for the engine, two reports."""
    steps: list[Step] = []
    outcome = plan_week(problem, effort=Effort.QUICK, worker=worker, watch=steps.append)
    assert [report.stage for report in outcome.stages].count("groups") == 2
    assert {step.draft for step in steps if step.stage == "groups"} == {True}
    assert {step.draft for step in steps if step.stage == "staff"} == {True, False}


def test_a_stop_after_the_draft_gives_a_whole_plan(problem: Problem, worker: Worker) -> None:
    """No worse than the draft, marked as interrupted."""
    draft = plan_week(problem, effort=Effort.DRAFT, worker=worker).plan
    watch = StopAt("staff", draft=False)
    outcome = plan_in_time(problem, effort=Effort.THOROUGH, seconds=60, worker=worker, watch=watch, stop=watch.flag)
    assert draft is not None
    assert outcome.plan is not None
    assert outcome.interrupted
    assert outcome.audit is not None
    assert outcome.audit.clean
    values = [{t.name: t.value for t in plan.tiers} for plan in (outcome.plan, draft)]
    assert [values[0][name] for name in TierName] <= [values[1][name] for name in TierName]
    open_ends = {t.stop for t in outcome.plan.tiers if t.value != t.bound}
    assert open_ends <= {"interrupted", "effort", "gap"}
    assert "interrupted" in open_ends


@pytest.mark.parametrize("stage", ["groups", "offer", "staff"])
def test_a_stop_in_the_draft_hurries_it_to_its_end(problem: Problem, worker: Worker, stage: str) -> None:
    """The rest of the draft goes on with little time for each stage; what comes is judged and honest."""
    watch = StopAt(stage, draft=True)
    outcome = plan_week(problem, effort=Effort.NORMAL, worker=worker, watch=watch, stop=watch.flag)
    assert outcome.interrupted
    if outcome.plan is not None:
        assert outcome.audit is not None
        assert {t.name: t.value for t in outcome.plan.tiers} == dict(outcome.audit.value)


def test_an_abandoned_run_leaves_its_draft(problem: Problem, worker: Worker) -> None:
    """Whoever gave up waiting finds the draft in the standing, and the run ends by itself."""
    standing = Standing()

    def watch(step: Step) -> None:
        standing.abandoned = step.stage == "staff"

    outcome = plan_week(problem, effort=Effort.QUICK, worker=worker, watch=watch, standing=standing)
    assert standing.draft is not None
    assert standing.draft.plan is not None
    assert outcome.plan is not None
    assert replace(outcome.plan, tiers=()) == replace(standing.draft.plan, tiers=())


def test_drafts_are_repeatable(problem: Problem, worker: Worker) -> None:
    """Same school, same bytes."""
    first, second = (plan_week(problem, effort=Effort.DRAFT, worker=worker).plan for _ in range(2))
    assert first is not None
    assert second is not None
    assert dump_plan(first) == dump_plan(second)


def test_the_time_limit_leaves_at_least_the_draft(problem: Problem, worker: Worker) -> None:
    """A limit that lets the draft through but not a thorough search ends with a plan."""
    outcome = plan_in_time(problem, effort=Effort.THOROUGH, seconds=12, worker=worker)
    assert outcome.plan is not None
    assert not outcome.interrupted
