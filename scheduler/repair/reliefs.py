"""Time off after a repair: what was taken stays taken, the rest follows the duties as they now are."""

from scheduler.domain.plan import Credit, Plan, Relief
from scheduler.domain.problem import Problem
from scheduler.planning.flexhours import grant_reliefs
from scheduler.repair.changes import served
from scheduler.repair.moment import Moment


def time_off(
    problem: Problem, before: Plan, after: Plan, since: Moment
) -> tuple[tuple[Relief, ...], tuple[Credit, ...]]:
    """Reliefs and credits of the repaired plan: the plan's own for everybody whose duties are the same.

    For others they are granted anew. Where that would change time off that has begun before the moment, they keep
    exactly that, and what else they earn is carried over.
    """
    was, now = served(before), served(after)
    changed = {who for who, when in {*was, *now} if was.get((who, when), {}).keys() != now.get((who, when), {}).keys()}
    granted, credits = grant_reliefs(problem, after, changed)
    mine: dict[str, tuple[Relief, ...]] = {}
    ledger = {credit.adult: credit for credit in (*before.credits, *credits)}
    for who in problem.adults:
        old = tuple(relief for relief in before.reliefs if relief.adult == who)
        new = tuple(relief for relief in granted if relief.adult == who)
        taken = _taken(old, since)
        mine[who] = old if who not in changed else new if _taken(new, since) == taken else taken
        if who in changed:
            earned = next((credit.earned for credit in credits if credit.adult == who), 0)
            ledger[who] = Credit(who, earned, sum(relief.interval.minutes for relief in mine[who]))
    kept = {credit.adult for credit in before.credits if credit.adult not in changed} | {c.adult for c in credits}
    return (
        tuple(relief for reliefs in mine.values() for relief in reliefs),
        tuple(ledger[who] for who in problem.adults if who in kept or mine[who]),
    )


def _taken(reliefs: tuple[Relief, ...], since: Moment) -> tuple[Relief, ...]:
    """Time off that has begun before the moment."""
    return tuple(relief for relief in reliefs if since.past(relief.date, relief.interval))
