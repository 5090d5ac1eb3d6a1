"""What must be so in a repaired week, as rows of its staffing."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.domain.plan import Pin, Plan
from scheduler.domain.problem import Problem
from scheduler.repair.staff import Staffing
from scheduler.statements.clubs import LeadsClub
from scheduler.statements.pinned import restated
from scheduler.statements.statement import TAG, Condition
from solvers.rows import Row, require


def condition_rows(conditions: Iterable[Condition], staffing: Staffing) -> Iterator[Row]:
    """Rows of what must be so; preferences have none. A section's pinned lead leads each of its meetings, wherever that
    is still to choose."""
    for condition in conditions:
        if condition.weight is None and condition.concerns("staff", staffing.problem):
            yield from condition.rows("staff", staffing.space)
            said = condition.statement
            if isinstance(said, LeadsClub) and condition.holds and said.count.least:
                yield from _led(said, staffing)


def _led(said: LeadsClub, staffing: Staffing) -> Iterator[Row]:
    for duty in staffing.space.duties:
        pool = duty.pool
        if duty.adult.id == said.adult and duty.club is not None and duty.strand is not None and pool is not None:
            mine = duty.club.id == said.club.id and said.when.covers(duty.strand)
            if mine and pool.regular == said.adult:
                yield require(TAG, duty.key)


def stated(conditions: Sequence[Condition], problem: Problem, plan: Plan) -> tuple[Pin, ...]:
    """The plan's pins and the conditions it did not record yet, each with whether it is met."""
    pins = restated(problem, plan)
    more = (condition.pin(problem, plan) for condition in conditions)
    known = {(pin.how, pin.said) for pin in pins}
    return (*pins, *(pin for pin in more if (pin.how, pin.said) not in known))
