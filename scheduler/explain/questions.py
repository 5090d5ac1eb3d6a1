"""What is asked when something is unmet: can every demand be met at once? First whatever any plan may settle, then with
what one plan has settled.

A demand that cannot be met becomes a `Short` quantity in planning; here every Short is held at 0, so that the rows
contradict one another exactly when the demands cannot all be met.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Amount, Leads, Pool, Short, Space
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Role
from scheduler.domain.problem import Problem
from scheduler.explain.adults import staffing
from scheduler.explain.barred import Reason, reason_of
from scheduler.planning.compile import compile_space
from scheduler.planning.offering import offer_space
from scheduler.planning.placing import group_space
from scheduler.planning.settled import Settled
from solvers.instance import Instance
from solvers.rows import Row, linear

MEASURES = 63
"""The clause whose rows only measure how even the load is: they forbid nothing."""
OF_WHOLE_PLANS = frozenset({Reason(59, "share"), Reason(61, "alone"), Reason(61, "chaperone")})
"""Rules that weigh some duties against others: they say nothing about the least week, which leaves duties out."""


LATE_DAYS = Reason(42, "late_days")


class Scope(StrEnum):
    """Whether what is found holds in every plan, or beside the groups and club sections of the plan at hand."""

    EVERY = "every"
    PLAN = "plan"


@dataclass(frozen=True)
class Question:
    """Whether one stage can meet all its demands. `stage` is groups, offer, sections or staff."""

    stage: str
    scope: Scope
    space: Space
    instance: Instance


Asking = tuple[str, Scope, Callable[[], Question]]
"""A stage, a scope, and the question about them, made when called."""


def questions(problem: Problem, plan: Plan) -> Iterator[Asking]:
    """What is to be asked about the demands a plan leaves unmet, widest claims first.

    A stage whose demands the plan meets is not asked about: the plan shows that they can be met.
    """
    lacking, settled = lacking_stages(plan), Settled(problem, plan)
    asked: tuple[Asking, ...] = (
        ("groups", Scope.EVERY, lambda: _question("groups", Scope.EVERY, group_space(problem))),
        ("staff", Scope.EVERY, lambda: _least_staff(problem)),
        ("offer", Scope.EVERY, lambda: _question("offer", Scope.EVERY, offer_space(problem, {}))),
        ("sections", Scope.PLAN, lambda: _question("sections", Scope.PLAN, settled.section_space())),
        ("staff", Scope.PLAN, lambda: _question("staff", Scope.PLAN, settled.staff_space())),
        ("offer", Scope.PLAN, lambda: _question("offer", Scope.PLAN, settled.offer_space())),
    )
    yield from (one for one in asked if one[0] in lacking)


def lacking_stages(plan: Plan) -> frozenset[str]:
    """Stages with a demand that the plan leaves unmet."""
    sessions = {session.id: session for session in plan.sessions}
    found: set[str] = set()
    for row in plan.unmet:
        session = sessions.get(row.where)
        club = session is not None and session.kind is Kind.CLUB
        if row.what == "seat":
            found.add("offer")
        elif row.what == "venue":
            found |= {"sections", "offer"} if club else {"groups"}
        else:
            found |= {"staff", "offer"} if club and session is not None and session.lead is None else {"staff"}
    return frozenset(found)


def _question(
    stage: str,
    scope: Scope,
    space: Space,
    holds: Callable[[Row], bool] = lambda row: True,
    extra: Iterable[Row] = (),
) -> Question:
    """The question over a space, of the book's rows that hold and do not merely measure, and of `extra` ones."""
    made = compile_space(space, BOOK, (), extra)
    kept = (row for row in made.rows if reason_of(row.tag).clause != MEASURES and holds(row))
    rows = tuple(part for row in kept for part in _parted(row))
    met = {key: (0, 0) if isinstance(key, Short) else bounds for key, bounds in made.quantities.items()}
    return Question(stage, scope, space, Instance(made.choices, met, rows, ()))


def _parted(row: Row) -> Iterator[Row]:
    """A row; or, where it says that any of several duties at one time makes a day late, what it says of each duty, and
    once more as it is under the rule that these exclude one another (73).

    For engines that one row says both; without the rule of late days it says no more than rule 73.
    """
    if reason_of(row.tag) == LATE_DAYS and row.lower == 0:
        late, *duties = row.terms
        yield from (replace(row, terms=(late, duty)) for duty in duties)
        yield replace(row, tag="/".join(["73/clash", *late[0].of])) if isinstance(late[0], Amount) else row
    else:
        yield row


def _least_staff(problem: Problem) -> Question:
    """The least week's staff, a relaxation of every plan's. A strand wants as many leads as it has fewest sections."""
    space = staffing(problem).space
    leading = {pool.id: pool for pool in space.pools if pool.kind == Kind.CLUB and pool.role is Role.LEAD}

    def holds(row: Row) -> bool:
        return reason_of(row.tag) not in OF_WHOLE_PLANS and not any(
            isinstance(key, Short) and key.of in leading for key, _ in row.terms
        )

    return _question("staff", Scope.EVERY, space, holds, _strand_leads(space, leading.values()))


def _strand_leads(space: Space, pools: Iterable[Pool]) -> Iterator[Row]:
    """Leads of a strand's clubs + short >= fewest sections of its busiest day."""
    fewest: dict[str, int] = {}
    for pool in pools:
        fewest[pool.place] = max(fewest.get(pool.place, 0), pool.demand)
    for strand, count in fewest.items():
        keys = [duty.key for duty in space.duties if isinstance(duty.key, Leads) and duty.key.strand == strand]
        terms = [*((key, 1) for key in keys), (Short(54, "lead", strand, count), 1)]
        yield linear(f"54/lead/{strand}", terms, count)
