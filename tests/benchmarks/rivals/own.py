"""Our own line: `afterschool`, the whole run from draft to the end of its time, with its own groups."""

from collections.abc import Callable

from scheduler.domain.plan import Plan, TierName
from scheduler.planning.asked import Standing
from scheduler.planning.outcome import Effort, Step
from scheduler.planning.run import plan_week
from tests.benchmarks.rivals.case import Course, School

TEN_SECONDS = 10.0
"""What rivals are asked to reach is our value after so long."""


def run_own(school: School, seconds: float, seed: int, course: Course) -> None:
    """Plan as the command does unless told otherwise: with ordinary effort, which may end before the time does."""
    del seed
    standing = Standing()

    def watch(step: Step) -> None:
        if not step.draft and not course.found and standing.draft is not None and standing.draft.plan is not None:
            course.add(_given(standing.draft.plan))

    outcome = plan_week(school.problem, effort=Effort.NORMAL, seconds=seconds, standing=standing, watch=watch)
    course.status, course.note = outcome.verdict.value, outcome.note
    if outcome.plan is not None:
        course.add(_given(outcome.plan))
        course.bounds.update({tier.name: tier.bound for tier in outcome.plan.tiers})
        places = course.bounds[TierName.PLACES]
        course.bounds[TierName.PLACES] = outcome.plan.bounds.get("places_over_all_club_days", places)


def _given(plan: Plan) -> Callable[[], Plan]:
    return lambda: plan
