"""Whether an explanation names a planted cause: judged field by field, not by words."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.calendar.clock import Interval
from scheduler.explain.explanation import Explanation
from scheduler.explain.shortage import Part, Shortage
from scheduler.explain.unserved import Unserved
from tests.benchmarks.planted.cause import Cause


@dataclass(frozen=True)
class Named:
    """Which record named a cause, and that record's words."""

    by: str
    said: str


def naming(cause: Cause, found: Explanation) -> Named | None:
    """The first record that names the cause: certain shortages before demands that this one plan leaves unmet."""
    return next(_namings(cause, found), None)


def _namings(cause: Cause, found: Explanation) -> Iterator[Named]:
    for shortage in found.count.certain:
        if counted(cause, shortage):
            yield Named("count", shortage.say("en"))
    for record in found.unserved:
        if left(cause, record):
            yield Named("unserved", record.say("en").splitlines()[0])


def counted(cause: Cause, shortage: Shortage) -> bool:
    """Whether a certain shortage is of the cause's clause, resource, days and time, for its demand, for its reason."""
    alike = shortage.clause in cause.clauses and shortage.resource in cause.resources
    if not alike or not set(shortage.dates) <= set(cause.dates):
        return False
    if cause.weekly or shortage.interval is None:
        return cause.weekly and shortage.interval is None
    within = _within(shortage.interval, cause.interval)
    return within and any(_bears(cause, part) for part in shortage.parts) and _reasoned(cause, shortage)


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
    if cause.reason is None:
        return True
    clause, rule = cause.reason
    return any(reason.clause == clause and rule in (reason.rule, "") for reason, _ in shortage.stopped)
