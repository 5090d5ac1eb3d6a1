"""Weeks, sides and points made by hand for the tests of comparing and sweeping."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from small import small_plan, small_problem

from scheduler.audit import audit
from scheduler.domain.plan import Plan, TierName, TierValue
from scheduler.domain.problem import Problem
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.whatif.compare import Side, TierOf, Week
from scheduler.whatif.errand import Errand, Planned
from scheduler.whatif.executor import Ended, Fault, News, Task, Tell, Told
from scheduler.whatif.sweep import Point

ZERO = {name: (0, 0) for name in TierName}


def tiers(**figures: tuple[int, int]) -> tuple[TierValue, ...]:
    """All tiers, 0 [0] but for those given as (value, bound)."""
    known = ZERO | {TierName(name): pair for name, pair in figures.items()}
    return tuple(TierValue(name, value, bound, "effort", "staff") for name, (value, bound) in known.items())


def week(
    name: str = "base", problem: Problem | None = None, plan: Plan | None = None, **figures: tuple[int, int]
) -> Week:
    """The small school's legal week, with the tiers given."""
    school = problem or small_problem()
    made = replace(plan or small_plan(), tiers=tiers(**figures))
    return Week(name, school, made, audit(school, made))


def point(value: int, **figures: tuple[int, int]) -> Point:
    """A point of a sweep of one quantity with the tiers given."""
    known = tuple(TierOf(tier.name, tier.value, tier.bound) for tier in tiers(**figures))
    return Point(f"q={value}", (value,), Side(f"q={value}", known))


class Scripted:
    """An executor that plans nothing: every errand comes to the same plan, until Ctrl-C after so many."""

    def __init__(self, plan: Plan, stop_after: int = 1000, faults: Sequence[str] = ()) -> None:
        self.plan, self.left, self.faults = plan, stop_after, faults
        self.asked: list[str] = []
        self.likes: list[object] = []

    def run(
        self, work: Callable[[Any, Tell], Any], tasks: Sequence[Task], told: Told = lambda news: None
    ) -> tuple[Ended[Any], ...]:
        """The errands in order."""
        found: list[Ended[Any]] = []
        for task in tasks:
            if not self.left:
                found.append(Ended(task.name, None, Fault.INTERRUPTED))
                continue
            self.left -= 1
            self.asked.append(task.name)
            assert isinstance(task.facts, Errand)
            self.likes.append(task.facts.like)
            found.append(self._ended(task, task.facts))
            told(News(task.name, len(found), len(tasks), ended=found[-1]))
        return tuple(found)

    def _ended(self, task: Task, errand: Errand) -> Ended[Any]:
        if task.name in self.faults:
            return Ended(task.name, None, Fault.CRASHED, "exit code -9", 2)
        outcome = Outcome(Verdict.WHOLE, self.plan, audit(errand.problem, self.plan), (), 0.0)
        return Ended(task.name, Planned(outcome, {}))
