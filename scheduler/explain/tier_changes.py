"""A tier in two weeks: value and bound of each, and whether the bounds prove what differs."""

from dataclasses import dataclass

from scheduler.domain.plan import Plan, TierName
from scheduler.domain.vocabulary import said
from scheduler.explain.why_words import text


@dataclass(frozen=True)
class TierChange:
    """A tier in the week as planned and in the other one: value and proven bound of each, after - before.

    `open`: the bounds do not prove the difference; for equal values, that one of the two may still get lower.
    """

    name: TierName
    before: int
    before_bound: int
    after: int
    after_bound: int
    difference: int
    open: bool

    def say(self, language: str) -> str:
        """Such as "places 111 [111] -> 120 [120], +9, proven"."""
        how = text("open" if self.open else "proven", language)
        facts = {"tier": said(self.name, "tier", language), "how": how, "by": f"{self.difference:+d}"}
        figures = {"b": self.before, "bb": self.before_bound, "a": self.after, "ab": self.after_bound}
        return text("tier" if self.difference else "tier.same", language, **facts, **figures)


def tier_changes(before: Plan, after: Plan) -> tuple[TierChange, ...]:
    """Every tier in two plans. A difference is open unless the bound of the worse lies beyond the value of the better;
    equal values are open unless both are proven best."""
    found = []
    for one, other in zip(before.tiers, after.tiers, strict=True):
        low, lower = _bound(before, one.name, one.bound), _bound(after, other.name, other.bound)
        rise = other.value - one.value
        unproven = lower <= one.value if rise > 0 else low <= other.value
        if not rise:
            unproven = (low, lower) != (one.value, other.value)
        found.append(TierChange(one.name, one.value, low, other.value, lower, rise, unproven))
    return tuple(found)


def _bound(plan: Plan, tier: TierName, bound: int) -> int:
    """The tier's bound over all that the stages decide where there is one: the two weeks may differ in club days.

    A stage's own bound of the shortage says nothing about other club days, so without a wider one it is 0.
    """
    wide = plan.bound_over_all(tier)
    if wide is not None:
        return min(bound, wide)
    return 0 if tier is TierName.SHORTAGE else bound
