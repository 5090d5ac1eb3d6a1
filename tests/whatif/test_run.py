"""Weeks from one another: begun from the first, and bettered where another one's plan would be better."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from small import small_plan, small_problem

from scheduler.audit import audit
from scheduler.domain.plan import Duty, Plan, Role
from scheduler.planning.likeness import Like
from scheduler.planning.outcome import Effort, Outcome, Verdict
from scheduler.whatif.compare import Side, Week
from scheduler.whatif.errand import Errand, Planned
from scheduler.whatif.executor import Ended, Fault, Task, Tell, Told
from scheduler.whatif.run import Named, beside, from_one_another, plan_beside, week_of
from solvers.answer import Answer, Status
from tests.whatif.weeks import Scripted, tiers, week

WORSE = small_plan()
GOOD = replace(WORSE, sessions=(replace(WORSE.sessions[0], duties=(Duty("T12", Role.LEAD),)), *WORSE.sessions[1:]))
"""T12 leads A's Monday homework: its class teacher does not (1), but has 6 duties, not 7; over the soft cap of 5: 3."""


def stated(plan: Plan) -> Plan:
    """The plan with its true values."""
    counted = audit(small_problem(), replace(plan, tiers=())).value
    return replace(plan, tiers=tiers(**{name.value: (value, 0) for name, value in counted.items()}))


def answers(mark: str) -> dict[str, Like]:
    """Answers that can be told apart."""
    return {"staff": Like(mark, Answer(Status.FEASIBLE, {}, (), "test", 0.0, None))}


def ended(name: str, plan: Plan) -> Ended[Planned]:
    """A week that came to a plan."""
    outcome = Outcome(Verdict.WHOLE, stated(plan), audit(small_problem(), stated(plan)), (), 0.0)
    return Ended(name, Planned(outcome, answers(name)))


def named(*names: str) -> list[Named]:
    """Errands of the small school."""
    return [Named(name, Errand(small_problem(), {}, Effort.DRAFT, 60.0)) for name in names]


class Again:
    """An executor that comes to the good plan whatever it is asked, and remembers what each week began from."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, str]] = []

    def run(
        self, work: Callable[[Any, Tell], Any], tasks: Sequence[Task], told: Told = lambda news: None
    ) -> tuple[Ended[Any], ...]:
        """Good plans."""
        for task in tasks:
            assert isinstance(task.facts, Errand)
            self.begun.append((task.name, task.facts.like["staff"].question))
        return tuple(ended(task.name, GOOD) for task in tasks)


def test_a_base_that_missed_what_a_scenario_found_is_planned_again_from_it() -> None:
    """The plan of "b" is legal and better in the base's place: the base begins from b's answers; "a", as bad as the
    base was, then begins from those of the base."""
    executor = Again()
    found = from_one_another(
        named("base", "a", "b"), [ended("base", WORSE), ended("a", WORSE), ended("b", GOOD)], executor
    )
    assert executor.begun == [("base", "b"), ("a", "base")]
    assert [one.result.outcome.plan for one in found if one.result] == [stated(GOOD)] * 3


def test_weeks_that_cannot_better_one_another_are_left_alone() -> None:
    """Equal plans, and a plan that breaks the base's rules (an adult it does not have)."""
    ghost = replace(GOOD, sessions=(replace(GOOD.sessions[0], duties=(Duty("V9", Role.LEAD),)), *GOOD.sessions[1:]))
    executor = Again()
    given = [ended("base", GOOD), ended("a", GOOD)]
    assert from_one_another(named("base", "a"), given, executor) == tuple(given)
    from_one_another(named("base", "a"), [ended("base", WORSE), Ended("a", None, Fault.CRASHED)], executor)
    one = [ended("base", WORSE), ended("a", ghost)]
    assert from_one_another(named("base", "a"), one, executor)[0] is one[0]
    assert [begun for begun in executor.begun if begun[0] == "base"] == []


def test_nothing_is_planned_again_after_ctrl_c() -> None:
    """What is there stays."""
    executor = Again()
    given = [ended("base", WORSE), ended("a", GOOD), Ended("b", None, Fault.INTERRUPTED)]
    assert from_one_another(named("base", "a", "b"), given, executor) == tuple(given)
    assert executor.begun == []


def test_the_others_begin_from_the_first_ones_answers() -> None:
    """The first from nothing."""
    executor = Scripted(stated(GOOD))
    found = plan_beside(named("base", "a", "b"), executor)
    assert [one.name for one in found] == ["base", "a", "b"]
    assert executor.likes == [{}, {}, {}]
    assert plan_beside([], executor) == ()


def test_no_other_week_is_begun_when_the_first_was_stopped() -> None:
    """All are INTERRUPTED."""
    found = plan_beside(named("base", "a"), Scripted(GOOD, stop_after=0))
    assert [one.fault for one in found] == [Fault.INTERRUPTED] * 2


def test_weeks_are_compared_with_a_plan_there_is_already() -> None:
    """It is not planned again."""
    executor = Scripted(stated(GOOD))
    found = beside(week("plan file"), named("a"), executor)
    assert executor.asked == ["a"]
    assert found.comparison is not None
    assert [side.name for side in (found.comparison.base, *found.comparison.others)] == ["plan file", "a"]
    assert isinstance(found.weeks[0], Week)


def test_without_a_first_week_there_is_no_comparison() -> None:
    """But why is told."""
    found = beside(named("base")[0], named("a"), Scripted(stated(GOOD), faults=["base"]))
    assert found.comparison is None
    assert isinstance(found.weeks[0], Side)
    assert "died twice" in found.weeks[0].none("en")


def test_why_there_is_no_week_is_said_in_both_languages() -> None:
    """Impossible, out of time, raised: the last line of a traceback alone."""
    for verdict, words in ((Verdict.IMPOSSIBLE, "proven impossible"), (Verdict.NO_TIME, "none in the time")):
        one = Ended("x", Planned(Outcome(verdict, None, None, (), 0.0), {}))
        side = week_of(named("x")[0], one)
        assert isinstance(side, Side)
        assert words in side.none("en")
    side = week_of(named("x")[0], Ended("x", None, Fault.RAISED, "Traceback\n  File\nValueError: that"))
    assert isinstance(side, Side)
    assert side.none("zh") == "程序出错（ValueError: that）"
