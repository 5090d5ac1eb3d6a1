"""Laws of a whole plan: later clocks give the same week later, other names give the same week of others."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from small import small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.demand import Mode
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker

CLOCKS = {
    "afternoon_start",
    "required_afternoon_start",
    "off_work",
    "evening_latest_end",
    "evening_rest_until",
    "dismissal",
    "normal_start",
    "normal_end",
    "sunsets",
}
"""Fields that hold a time of day as a bare number."""
Leaf = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process for all weeks."""
    with Worker() as started:
        yield started


def changed(thing: Any, leaf: Leaf, name: str = "") -> Any:
    """A deep copy in which `leaf` (of a field's name and what it holds) has replaced what it cares for."""
    new = leaf(name, thing)
    if new is not thing:
        return new
    if is_dataclass(thing):
        parts = {field.name: changed(getattr(thing, field.name), leaf, field.name) for field in fields(thing)}
        return replace(thing, **parts)  # type: ignore[type-var]
    if isinstance(thing, Mapping):
        return {changed(key, leaf): changed(value, leaf, name) for key, value in thing.items()}
    if isinstance(thing, tuple | frozenset):
        parts = [changed(part, leaf, name) for part in thing]
        return thing._make(parts) if isinstance(thing, SectionId) else type(thing)(parts)
    return thing


def later(minutes: int) -> Leaf:
    """All times of day so many minutes later."""

    def leaf(name: str, thing: Any) -> Any:
        if isinstance(thing, Interval):
            return Interval(thing.start + minutes, thing.end + minutes)
        return thing + minutes if name in CLOCKS and isinstance(thing, int) else thing

    return leaf


def called(names: Mapping[str, str]) -> Leaf:
    """Everybody and everything by another name."""
    return lambda name, thing: names.get(thing, thing) if isinstance(thing, str) else thing


def week(problem: Problem, worker: Worker) -> Plan:
    """The week planned with little effort, which is enough for eight pupils."""
    plan = plan_week(problem, effort=Effort.QUICK, worker=worker).plan
    assert plan is not None
    return plan


def shape(plan: Plan) -> dict[str, Any]:
    """Tiers with their proof, and who does what when and where, without the names of the sessions."""
    return {
        "tiers": tuple((tier.name, tier.value, tier.bound, tier.stop) for tier in plan.tiers),
        "sessions": tuple((s.kind, s.date, s.interval, s.venue, s.roster, s.duties, s.content) for s in plan.sessions),
        "posts": tuple((post.kind, post.date, post.interval, post.adult) for post in plan.posts),
        "seats": tuple((seat.pupil, seat.section) for seat in plan.seats),
    }


@pytest.mark.parametrize("mode", [Mode.ROSTER, Mode.COUNTS])
@pytest.mark.parametrize("minutes", [-7, 25])
def test_later_clocks_give_the_same_week_later(worker: Worker, mode: Mode, minutes: int) -> None:
    """Bells, windows, lessons, sunset and the hours of the notice all move: so does the plan, and nothing else."""
    problem = small_problem(mode=mode)
    before, after = week(problem, worker), week(changed(problem, later(minutes)), worker)
    assert shape(after) == changed(shape(before), later(minutes))


def test_other_names_give_the_same_week_of_others(worker: Worker) -> None:
    """Adults, pupils, homerooms and venues under names in the same order: the same choices for all of them."""
    problem = small_problem()
    known = [*problem.adults, *problem.pupils, *problem.homerooms, *problem.site.venues]
    names = {name: f"{name[0]}-{name[1:]}-x" for name in known}
    before, after = week(problem, worker), week(changed(problem, called(names)), worker)
    assert shape(after) == changed(shape(before), called(names))


def test_names_in_any_order_cost_nothing(worker: Worker) -> None:
    """Names that sort the other way round may change who is chosen, not what any tier comes to."""
    problem = small_problem()
    names = {name: f"N{99 - number}" for number, name in enumerate(sorted(problem.adults))}
    before, after = week(problem, worker), week(changed(problem, called(names)), worker)
    values = [{tier.name: tier.value for tier in plan.tiers} for plan in (before, after)]
    assert values[0] == values[1]
