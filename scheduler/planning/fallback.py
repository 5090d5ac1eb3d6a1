"""The staffing nobody had time for: every duty unfilled, every demand counted as short. Legal, and honest about it."""

from scheduler.clauses.space import Short
from solvers.answer import Answer, Status, Stop, TierResult, recount
from solvers.instance import Instance, Tier
from solvers.rows import Key


def unfilled(instance: Instance, ended: Stop) -> Answer | None:
    """Every key at its smallest, every shortage at its largest; None when these values break a row.

    Bounds are those of each tier over the domains alone.
    """
    bounds = instance.bounds()
    values = {key: high if isinstance(key, Short) else low for key, (low, high) in bounds.items()}
    judged = recount(instance, values)
    if judged.broken:
        return None
    tiers = tuple(
        TierResult(tier.name, value, least(tier, bounds), ended, 0.0)
        for tier, value in zip(instance.tiers, judged.tiers, strict=True)
    )
    return Answer(Status.FEASIBLE, values, tiers, "none", 0.0, None, "nobody placed: no time was left")


def least(tier: Tier, bounds: dict[Key, tuple[int, int]]) -> int:
    """The smallest sum of a tier over the domains of its keys."""
    return tier.constant + sum(
        min(coefficient * bounds[key][0], coefficient * bounds[key][1]) for key, coefficient in tier.terms
    )
