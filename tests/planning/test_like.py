"""The week of a like school: the same question keeps its answer, a like one starts from its values."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import small_problem

from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Standing, Variant, like
from scheduler.planning.desk import Desk
from scheduler.planning.likeness import Like, digest, start_from
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.run import better_of, one_pass, plan_week
from scheduler.whatif.errand import Errand, plan_errand
from solvers.answer import Answer, Status, Stop, TierResult
from solvers.instance import Instance, Tier
from solvers.rows import at_most, cover
from solvers.stop import StopFlag
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as made:
        yield made


@pytest.fixture(scope="module")
def answers(worker: Worker) -> dict[str, Like]:
    """The small school's week, drafted."""
    variant = Variant()
    plan_week(small_problem(), effort=Effort.DRAFT, worker=worker, variant=variant)
    return like(variant.answers)


def planned(problem: Problem, worker: Worker, answers: dict[str, Like]) -> tuple[Outcome, Variant]:
    """The week beside those answers."""
    variant = Variant(like=answers)
    return plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=variant), variant


def test_the_same_school_keeps_every_answer(worker: Worker, answers: dict[str, Like]) -> None:
    """No stage is searched: the answers are those given, object for object."""
    outcome, variant = planned(small_problem(), worker, answers)
    assert outcome.plan is not None
    assert set(variant.answers) == set(answers)
    assert all(variant.answers[stage].answer is one.answer for stage, one in answers.items())


def test_a_stage_asked_otherwise_is_searched_from_that_start(worker: Worker, answers: dict[str, Like]) -> None:
    """T12 away all week concerns the staff alone: the groups keep their answer; nothing is short either way."""
    adults = small_problem().adults
    away = replace(adults["T12"], absent=frozenset(day.date for day in small_problem().days))
    problem = small_problem(adults={**adults, "T12": away})
    outcome, variant = planned(problem, worker, answers)
    fresh = plan_week(problem, effort=Effort.DRAFT, worker=worker)
    assert variant.answers["groups"].answer is answers["groups"].answer
    assert variant.answers["staff"].answer is not answers["staff"].answer
    assert outcome.plan is not None
    assert fresh.plan is not None
    assert [t.value for t in outcome.plan.tiers[:2]] == [t.value for t in fresh.plan.tiers[:2]] == [0, 0]


def test_a_search_starts_from_the_like_week_made_to_fit(worker: Worker, answers: dict[str, Like]) -> None:
    """The engine is handed a full legal start, not the raw values."""

    class Watched(Worker):
        """Remembers what searches start from."""

        def solve(self, engine, instance, limits, hint=None, watch=None, stop=None) -> Answer:  # type: ignore[no-untyped-def]
            hints.append((len(hint or {}), len(instance.bounds())))
            return worker.solve(engine, instance, limits, hint=hint, watch=watch, stop=stop)

    hints: list[tuple[int, int]] = []
    adults = {key: adult for key, adult in small_problem().adults.items() if key != "T12"}
    desk = Desk(
        small_problem(adults=adults),
        Effort.DRAFT,
        Watched(),
        StopFlag(),
        1e12,
        None,
        Standing(),
        variant=Variant(like=answers),
    )

    assert one_pass(desk, {}).plan is not None
    assert hints
    assert all(given == wanted for given, wanted in hints)


def test_the_digest_tells_questions_apart(answers: dict[str, Like], worker: Worker) -> None:
    """An adult less is another question of the staff, the same one of the groups."""
    _, variant = planned(small_problem(), worker, answers)
    assert {stage: digest(one.instance) for stage, one in variant.answers.items()} == {
        s: a.question for s, a in answers.items()
    }


def test_an_errand_brings_back_what_the_next_one_starts_from(answers: dict[str, Like]) -> None:
    """The outcome with its plan, and an answer for every stage; steps are told on the way."""
    steps: list[object] = []
    found = plan_errand(Errand(small_problem(), {}, Effort.DRAFT, 60.0), steps.append)
    assert found.outcome.plan is not None
    assert set(found.answers) == set(answers)
    assert steps


def test_a_start_that_ends_short_is_not_the_last_word(answers: dict[str, Like]) -> None:
    """Nobody is left for care: short whatever the start, and then a draft from nothing is made and may be taken."""
    adults = {k: a for k, a in small_problem().adults.items() if k in ("T1", "T2", "L", "G")}
    found = plan_errand(Errand(small_problem(adults=adults), {}, Effort.DRAFT, 60.0, answers), lambda said: None)
    assert found.outcome.plan is not None
    short = next(tier for tier in found.outcome.plan.tiers if tier.name is TierName.SHORTAGE)
    assert short.value > 0


def test_a_start_that_leaves_more_short_is_not_used() -> None:
    """Two duties, nothing short there: here one adult of cap 2 takes both, one of cap 1 leaves one short."""
    keys = [("a", 0), ("a", 1)]
    rows = [cover(f"d{d}", [("a", d)], 1, ("short", d)) for d in (0, 1)]
    shorts = {("short", d): (0, 1) for d in (0, 1)}
    tier = Tier("shortage", tuple((key, 1) for key in shorts))
    there = Answer(Status.PROVEN, dict.fromkeys(keys, 1), (TierResult("shortage", 0, 0, Stop.PROVEN, 0.0),), "t", 0, 0)
    starts = {
        cap: start_from(Instance(tuple(keys), shorts, (*rows, at_most("cap", keys, cap)), (tier,)), Like("", there))
        for cap in (1, 2)
    }
    assert starts[1] is None
    assert starts[2] == {("a", 0): 1, ("a", 1): 1, ("short", 0): 0, ("short", 1): 0}


def test_where_the_like_week_is_no_start_there_is_a_second_pass(worker: Worker, answers: dict[str, Like]) -> None:
    """Only T1, T2, the duty lead and the guard are left: more is short however it is mended, so all stages again."""
    few = {k: a for k, a in small_problem().adults.items() if k in ("T1", "T2", "L", "G")}
    for adults, passes in ((few, 2), (small_problem().adults, 1)):
        outcome, _ = planned(small_problem(adults=adults), worker, answers)
        assert len([report for report in outcome.stages if report.stage == "groups"]) == passes


def test_the_better_of_two_outcomes(worker: Worker) -> None:
    """No plan loses; else the tiers decide; a tie goes to the first."""
    good = plan_week(small_problem(), effort=Effort.DRAFT, worker=worker)
    assert good.plan is not None
    dearer = replace(good, plan=replace(good.plan, tiers=tuple(replace(t, value=t.value + 1) for t in good.plan.tiers)))
    none = replace(good, plan=None, audit=None)
    assert better_of(good, dearer) is good
    assert better_of(dearer, good) is good
    assert better_of(none, good) is good
    assert better_of(good, none) is good
    same = replace(good)
    assert better_of(good, same) is good
