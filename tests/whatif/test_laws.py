"""What must hold between weeks that are proven best, and what intuition gets wrong."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import PAPERS, small_adult, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from scheduler.whatif.compare import Week, compare
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


FIRST = (TierName.SHORTAGE, TierName.PLACES)


def best(problem: Problem, worker: Worker, last: TierName) -> tuple[Plan, Week]:
    """A plan proven best in every tier up to the last one asked about."""
    effort = Effort.DRAFT if last in FIRST else Effort.NORMAL
    outcome = plan_week(problem, effort=effort, worker=worker)
    assert outcome.plan is not None
    assert outcome.audit is not None
    names = list(TierName)[: list(TierName).index(last) + 1]
    assert all(tier.value == tier.bound for tier in outcome.plan.tiers if tier.name in names)
    return outcome.plan, Week("week", problem, outcome.plan, outcome.audit)


def values(plan: Plan, *names: TierName) -> tuple[int, ...]:
    """Values of the tiers."""
    return tuple(tier.value for tier in plan.tiers if tier.name in names)


def joined_by(adult: Adult, problem: Problem) -> Problem:
    """The school with one more adult."""
    return replace(problem, adults={**problem.adults, adult.id: adult})


def test_more_of_what_is_only_allowed_is_never_worse(worker: Worker) -> None:
    """Four pupils wish for chess first, which takes three: one gets the second wish, at a cost. A fourth place, or a
    volunteer besides, asks nothing of anybody, so shortage, then places, cannot be worse; the place helps."""
    chess = small_problem().clubs["chess"]
    tight, looser = (
        small_problem(clubs={**small_problem().clubs, "chess": replace(chess, capacity=places)}) for places in (3, 4)
    )
    helped = joined_by(small_adult("V1", kind=AdultKind.VOLUNTEER, full_time=False, credentials=PAPERS), tight)
    before, after, beside = (
        values(best(problem, worker, TierName.PLACES)[0], *FIRST) for problem in (tight, looser, helped)
    )
    assert before[0] == 0 < before[1]
    assert after == (0, 0)
    assert beside == before


@pytest.mark.parametrize(
    ("leaves", "load"),
    [(1000, 300), (1440, 150)],
)
def test_one_more_teacher_may_make_the_load_less_even_and_that_is_explained(
    worker: Worker, leaves: int, load: int
) -> None:
    """Fourteen teachers are 130 minutes apart at best. A fifteenth who leaves at 16:40, before period 2, has none: then
    the largest load counts whole. One who stays is one more to be levelled."""
    base, was = best(small_problem(), worker, TierName.LOAD)
    more = joined_by(small_adult("T13", windows={w: (Interval(480, leaves),) for w in range(1, 6)}), small_problem())
    plan, week = best(more, worker, TierName.LOAD)
    assert values(base, *FIRST) == values(plan, *FIRST) == (0, 0)
    assert (values(base, TierName.LOAD), values(plan, TierName.LOAD)) == ((130,), (load,))
    said = compare(was, [week])
    assert "14 -> 15" in said.say("en")
    assert "14 → 15" in said.say("zh")
    assert "14 -> 14" not in compare(was, [was]).say("en")
