"""Plans of a few hand-made sessions, for facts that no whole week has."""

from dataclasses import replace
from typing import Any

from small import MONDAY, P1, small_plan

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem


def meeting(kind: Kind, interval: Interval = P1, heads: Any = (("A", 4),), **more: Any) -> Session:
    """A session on Monday in homeroom A's room without adults."""
    held = Session(more.pop("id", kind.value), kind, MONDAY, interval, heads, (), "RA", (), "care")
    return replace(held, **more)


def only(*sessions: Session, **more: Any) -> Plan:
    """The small plan with these sessions alone."""
    return replace(small_plan(), sessions=sessions, **{"posts": (), "sections": (), "seats": (), **more})


def rules(number: int, problem: Problem, plan: Plan) -> list[str]:
    """Rules of a clause the plan breaks, notes among them."""
    return [b.rule for b in clause(number).breaches(problem, plan)]
