"""Whether an explanation names a planted cause: judged field by field, not by words."""

from scheduler.calendar.clock import Interval
from scheduler.explain.conflict import Conflict
from scheduler.explain.explanation import Explanation
from scheduler.explain.shortage import Part, Shortage
from scheduler.explain.unserved import Unserved
from tests.benchmarks.planted.cause import Cause

CAPS = {"late": "late_days", "duties": "sessions"}
"""The rule of clause 42 that sums up each resource of the week."""


def naming(cause: Cause, found: Explanation) -> tuple[str, ...]:
    """Which parts of an explanation name the cause: `count`, `clash`; failing these, `unserved`, of this one plan."""
    certain = {
        "count": any(counted(cause, shortage) for shortage in found.count.certain),
        "clash": any(clashing(cause, conflict) for conflict in found.clashes.found),
    }
    if any(certain.values()):
        return tuple(name for name, said in certain.items() if said)
    return ("unserved",) if any(left(cause, record) for record in found.unserved) else ()


def counted(cause: Cause, shortage: Shortage) -> bool:
    """Whether a certain shortage is of the cause's clause, resource, days and time, for its demand, for its reason."""
    alike = shortage.clause in cause.clauses and shortage.resource in cause.resources
    if not alike or not set(shortage.dates) <= set(cause.dates):
        return False
    if cause.weekly or shortage.interval is None:
        return cause.weekly and shortage.interval is None
    within = _within(shortage.interval, cause.interval) and any(_bears(cause, part) for part in shortage.parts)
    skilled = not cause.skill or any(part.skill == cause.skill for part in shortage.lacking)
    return within and skilled and _reasoned(cause, shortage)


def clashing(cause: Cause, conflict: Conflict) -> bool:
    """Whether a clash is about a demand of the cause, and what stands against it is the cause's reason for its ids."""
    if cause.weekly:
        return (42, CAPS[cause.resources[0]]) in {(rule.clause, rule.rule) for rule in conflict.rules}
    wanted = any(
        one.clause in cause.clauses
        and set(one.dates) <= set(cause.dates)
        and _within(one.interval, cause.interval)
        and _bears(cause, one.part)
        for one in conflict.wanted
    )
    return wanted and any(
        cause.reason == (one.reason.clause, one.reason.rule) and set(one.who) & set(cause.ids)
        for one in conflict.against
    )


def left(cause: Cause, record: Unserved) -> bool:
    """Whether an unmet demand is of the cause's clause, kind and day, and held off by its reason or its ids."""
    alike = record.clause in cause.clauses and record.what in cause.resources and not cause.weekly
    if not alike or record.when not in cause.dates or not _within(record.interval, cause.interval):
        return False
    reasons = {(reason.clause, reason.rule) for reason, _ in record.tally}
    return cause.reason in reasons and any(candidate.id in cause.ids for candidate in record.closest)


def _within(found: Interval | None, meant: Interval | None) -> bool:
    return meant is None or (found is not None and meant.start <= found.start and found.end <= meant.end)


def _bears(cause: Cause, part: Part) -> bool:
    return all(
        value in held if isinstance(held := getattr(part, name), tuple) else value == held
        for name, value in cause.part.items()
    )


def _reasoned(cause: Cause, shortage: Shortage) -> bool:
    return cause.reason is None or any((reason.clause, reason.rule) == cause.reason for reason, _ in shortage.stopped)
