"""Good weeks to be spoilt: small schools planned in a draft, taken as the planner left them."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from small import small_plan, small_problem

from scheduler.calendar.clock import Interval
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode, SupportGroup
from scheduler.domain.places import Gate
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem, ResearchBlock
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker

WINTER, SUMMER = date(2026, 12, 7), date(2026, 9, 14)


@dataclass(frozen=True)
class Good:
    """A school and a plan of its week that came whole from planning (the hand-made one: read by eye)."""

    name: str
    problem: Problem
    plan: Plan


@dataclass(frozen=True)
class Recipe:
    """How a good week is made: a generated school, its week, and what is added before it is planned."""

    like: str
    classes: int
    seed: int
    week: date = WINTER
    mode: Mode = Mode.ROSTER
    add: Callable[[Problem], Problem] = lambda problem: problem

    @property
    def name(self) -> str:
        """Kind, size, seed, mode and week."""
        return f"{self.like}-{self.classes}-s{self.seed}-{self.mode}-{self.week:%m%d}"

    def school(self) -> Problem:
        """The generated school with its additions."""
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "school"
            generate_school(folder, like=self.like, classes=self.classes, seed=self.seed)
            return self.add(load_school(folder, week=self.week, mode=self.mode).problem)

    def planned(self, worker: Worker) -> Good | None:
        """The week planned; None where planning itself leaves a demand unmet."""
        problem = self.school()
        plan = plan_week(problem, effort=Effort.DRAFT, seconds=60, worker=worker).plan
        return Good(self.name, problem, plan) if plan is not None and not plan.unmet else None


def richer(problem: Problem) -> Problem:
    """Support and extension groups on every day, a research block after classes, a second gate."""
    first = min(problem.homerooms)
    grade = problem.grade(first)
    groups = {
        "HELP": SupportGroup("HELP", "support", "maths", frozenset({grade}), frozenset({1, 2, 3, 4}), 4),
        "MORE": SupportGroup("MORE", "extension", "chinese", frozenset({grade}), frozenset({1, 2, 3, 4}), 5),
    }
    pupils = dict(problem.pupils)
    for index, pupil in enumerate(problem.pupils_by_homeroom[first][:9]):
        pupils[pupil.id] = replace(pupil, support="HELP" if index < 4 else "MORE")
    team = frozenset(a.id for a in problem.adults.values() if "maths" in a.skills)
    blocks = (ResearchBlock("maths", team, 3, Interval(8 * 60, 9 * 60)),)
    gates = {**problem.site.gates, "GATE9": Gate("GATE9", next(iter(problem.site.venues.values())).building, 40)}
    site = replace(problem.site, gates=gates)
    return replace(problem, support_groups=groups, pupils=pupils, research=blocks, site=site)


RECIPES = (
    Recipe("nine30", 4, 2, SUMMER, add=richer),
    Recipe("rural6", 3, 1, WINTER),
    Recipe("nine30", 4, 2, WINTER, Mode.COUNTS),
    Recipe("town24", 3, 6, SUMMER),
)


@cache
def goods() -> tuple[Good, ...]:
    """The hand-made week and the recipes' weeks, made once a process."""
    with Worker() as worker:
        made = [recipe.planned(worker) for recipe in RECIPES]
    assert all(made), [recipe.name for recipe, good in zip(RECIPES, made, strict=True) if good is None]
    return (Good("small", small_problem(), small_plan()), *(good for good in made if good is not None))
