"""The four example schools, planned whole: winter and summer, from the roster and from expected counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planfile import dump_plan, load_plan, save_plan
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker

SCHOOLS = Path(__file__).parents[2] / "configs" / "schools"
WINTER, SUMMER = date(2026, 12, 7), date(2026, 9, 14)
WEEKS = [
    pytest.param((school, week, mode), id=f"{school}-{season}-{mode}")
    for school in ("rural6", "town24", "nine30", "town60")
    for week, season, mode in (
        (WINTER, "winter", Mode.ROSTER),
        (SUMMER, "summer", Mode.ROSTER),
        (WINTER, "winter", Mode.COUNTS),
    )
]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process for all schools."""
    with Worker() as started:
        yield started


@pytest.fixture(scope="module", params=WEEKS)
def week(request: pytest.FixtureRequest, worker: Worker) -> tuple[Problem, Plan]:
    """A school's week and its plan at quick effort."""
    school, monday, mode = request.param
    problem = load_school(SCHOOLS / school, week=monday, mode=mode).problem
    outcome = plan_week(problem, effort=Effort.QUICK, seconds=300, worker=worker)
    assert outcome.plan is not None
    return problem, outcome.plan


pytestmark = pytest.mark.long


def test_nothing_is_short_and_no_clause_is_broken(week: tuple[Problem, Plan]) -> None:
    """Each school has enough of everything: no unmet demand, no breach."""
    problem, plan = week
    assert plan.unmet == ()
    assert [b for b in audit(problem, plan).breaches if b.severity is Severity.BREACH] == []


def test_engines_and_judge_agree_in_every_tier(week: tuple[Problem, Plan]) -> None:
    """The judge counts from the plan alone what the engines reached."""
    problem, plan = week
    assert {t.name: t.value for t in plan.tiers} == dict(audit(problem, plan).value)
    assert all(t.bound <= t.value for t in plan.tiers)


def test_seats_are_proven_for_the_club_days_chosen(week: tuple[Problem, Plan]) -> None:
    """The seating is optimal for the open sections, and no better than the bound over all club days."""
    _, plan = week
    places = next(t for t in plan.tiers if t.name is TierName.PLACES)
    assert places.value == places.bound
    assert plan.bounds["places_over_all_club_days"] <= places.value


def test_late_minutes_differ_by_at_most_one_duty_more_than_proven_necessary(week: tuple[Problem, Plan]) -> None:
    """Fairness: largest minus smallest late minutes within 60 minutes, one club meeting, of the bound."""
    _, plan = week
    load = next(t for t in plan.tiers if t.name is TierName.LOAD)
    assert load.value - load.bound <= 60


def test_the_plan_file_loads_back_equal(week: tuple[Problem, Plan], tmp_path: Path) -> None:
    """What a planner stores is what was planned."""
    _, plan = week
    save_plan(plan, tmp_path / "plan.json")
    assert load_plan(tmp_path / "plan.json") == (plan, True)


def test_the_same_school_gives_the_same_bytes(worker: Worker) -> None:
    """The village school planned twice writes one and the same file."""
    problem = load_school(SCHOOLS / "rural6", week=WINTER).problem
    first, second = (plan_week(problem, effort=Effort.QUICK, seconds=300, worker=worker).plan for _ in range(2))
    assert first is not None
    assert second is not None
    assert dump_plan(first) == dump_plan(second)
