"""A tier in two weeks: value and bound of each, and whether the bounds prove what differs."""

from dataclasses import dataclass

from scheduler.domain.plan import Plan, TierName, TierValue
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
    """Every tier in two plans. Between weeks with the same sections and places the tiers' own bounds are compared."""
    alike = _offer(before) == _offer(after)
    return tuple(
        tier_change(
            one.name,
            (one.value, one.bound if alike else proven_bound(before, one)),
            (two.value, two.bound if alike else proven_bound(after, two)),
        )
        for one, two in zip(before.tiers, after.tiers, strict=True)
    )


def _offer(plan: Plan) -> tuple[object, ...]:
    return sorted(section.id for section in plan.sections), plan.seats, plan.allotments


def tier_change(name: TierName, before: tuple[int, int], after: tuple[int, int]) -> TierChange:
    """From value and bound of each. A difference is open unless the bound of the worse lies beyond the value of the
    better; equal values are open unless both are proven best."""
    (value, low), (now, lower) = before, after
    rise = now - value
    unproven = lower <= value if rise > 0 else low <= now
    if not rise:
        unproven = (low, lower) != (value, now)
    return TierChange(name, value, low, now, lower, rise, unproven)


def proven_bound(plan: Plan, tier: TierValue) -> int:
    """The tier's bound over all that the stages decide where there is one: two weeks may differ in club days.

    A stage's own bound of the shortage says nothing about other club days, so without a wider one it is 0.
    """
    wide = plan.bound_over_all(tier.name)
    if wide is not None:
        return min(tier.bound, wide)
    return 0 if tier.name is TierName.SHORTAGE else tier.bound
