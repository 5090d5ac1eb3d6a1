"""Hand-made choices of the staffing stage: pools, who may serve in them, who may lead a club."""

from typing import Any

from small import DAYS, P1, P2

from scheduler.calendar.clock import Interval
from scheduler.clauses.space import DutyOption, Leads, Occurrence, Pool, Serves, Space
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult, Stage
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem

LATE_FROM = P1.end


def late(interval: Interval) -> int:
    """Minutes after period 1 of the small school."""
    return max(0, interval.end - max(interval.start, LATE_FROM))


def pool_of(
    kind: str, interval: Interval, *, day: int = 0, role: Role = Role.LEAD, demand: int = 1, **changes: Any
) -> Pool:
    """A pool of `demand` duties on the day-th day of the small week, in building main unless changed."""
    building = changes.pop("building", "main")
    name = changes.pop("id", f"{kind}/{DAYS[day].date}/{interval}/{role}/{building}")
    targets = changes.pop("targets", tuple(f"{name}/{n}" for n in range(1, demand + 1)))
    stage = changes.pop("stage", None if role is Role.POST else Stage.PRIMARY)
    where = Occurrence(DAYS[day], interval, building)
    return Pool(name, kind, role, where, demand, targets, stage, **changes)


def serve(adult: Adult, pool: Pool) -> DutyOption:
    """The adult may take a place in the pool."""
    where = pool.occurrence
    minutes = late(where.interval)
    dates = frozenset({where.day.date} if minutes else ())
    key = Serves(adult.id, pool.id)
    return DutyOption(key, adult, pool.kind, pool.role, (where,), pool.stage, minutes, dates, pool=pool)


def lead(problem: Problem, adult: Adult, club: str = "chess") -> DutyOption:
    """The adult may lead a section of the club in strand S: period 2 on Monday and Wednesday."""
    where = (Occurrence(DAYS[0], P2, "main"), Occurrence(DAYS[2], P2, "main"))
    return DutyOption(
        Leads(adult.id, club, "S"),
        adult,
        Kind.CLUB.value,
        Role.LEAD,
        where,
        Stage.PRIMARY,
        2 * late(P2),
        frozenset(o.day.date for o in where),
        club=problem.clubs[club],
        strand=problem.strands["S"],
    )


def staff(problem: Problem, *duties: DutyOption, **changes: Any) -> Space:
    """A staffing stage with these options and the pools they name."""
    pools = dict.fromkeys(duty.pool for duty in duties if duty.pool is not None)
    named = {pool.id: pool for pool in (*pools, *changes.pop("pools", ()))}
    return Space(problem=problem, duties=duties, pools=tuple(named.values()), **changes)
