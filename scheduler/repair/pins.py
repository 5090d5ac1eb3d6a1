"""Pins in a repair: what the plan was made to keep, and what else is to be kept, as rows of the staffing."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.domain.plan import Pin, Plan
from scheduler.domain.problem import Problem
from scheduler.repair.staff import Staffing
from scheduler.statements.clubs import LeadsClub
from scheduler.statements.reading import read_statement
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import HOW, TAG, Condition
from solvers.rows import Row, require


def conditions_of(problem: Problem, plan: Plan, more: Iterable[Condition]) -> tuple[Condition, ...]:
    """The pins the plan records, then others, none twice. Those that say nothing about the school as it now is are left
    out."""
    return tuple(dict.fromkeys((*_recorded(problem, plan.pins), *more)))


def condition_rows(conditions: Iterable[Condition], staffing: Staffing) -> Iterator[Row]:
    """Rows of what must be so. A section's pinned lead leads each of its meetings, wherever that is still to choose."""
    for condition in conditions:
        if condition.weight is None and condition.concerns("staff", staffing.problem):
            yield from condition.rows("staff", staffing.space)
            said = condition.statement
            if isinstance(said, LeadsClub) and condition.holds and said.count.least:
                yield from _led(said, staffing)


def recorded(conditions: Sequence[Condition], problem: Problem, before: Plan, after: Plan) -> tuple[Pin, ...]:
    """The pins of the repaired plan: each condition with whether it is met; pins nobody can read stay as they were."""
    said = {(pin.how, pin.said): pin for pin in (condition.pin(problem, after) for condition in conditions)}
    unread = (pin for pin in before.pins if not list(_recorded(problem, (pin,))))
    return (*said.values(), *unread)


def _recorded(problem: Problem, pins: Iterable[Pin]) -> Iterator[Condition]:
    holds = {how: held for (held, _), how in HOW.items()}
    for pin in pins:
        try:
            yield Condition(read_statement(problem, pin.said), holds[pin.how], pin.weight)
        except StatementRefused:
            continue


def _led(said: LeadsClub, staffing: Staffing) -> Iterator[Row]:
    for duty in staffing.space.duties:
        pool = duty.pool
        if duty.adult.id == said.adult and duty.club is not None and duty.strand is not None and pool is not None:
            mine = duty.club.id == said.club.id and said.when.covers(duty.strand)
            if mine and pool.regular == said.adult:
                yield require(TAG, duty.key)
