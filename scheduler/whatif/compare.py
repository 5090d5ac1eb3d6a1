"""Weeks side by side: each against the first, tier by tier, with what is proven, and who and what changes.

A difference in a tier counts as proven only where the intervals [bound, value] of the two weeks do not overlap. Weeks
that ask for different things are compared too, and it is said what each of them asks for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.audit import Audit
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import listed, said
from scheduler.explain.changes import Changes, changes
from scheduler.explain.tier_changes import TierChange, proven_bound, tier_change
from scheduler.explain.words import TEXTS as UNMET
from scheduler.explain.words import duty_text
from scheduler.explain.words import text as unmet_text
from scheduler.whatif.figures import Figures, figures
from scheduler.whatif.words import text


class Meaning(StrEnum):
    """What a difference comes to: none; a proven one; or one the bounds leave open."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"


@dataclass(frozen=True)
class Week:
    """A planned and judged week of a school, as it is called here."""

    name: str
    problem: Problem
    plan: Plan
    audit: Audit


@dataclass(frozen=True)
class TierOf:
    """A tier of one week: its value and bound; against the base the difference and what it comes to, None for the base
    itself."""

    name: TierName
    value: int
    bound: int
    difference: int = 0
    meaning: Meaning | None = None


@dataclass(frozen=True)
class Side:
    """One week of a comparison. `changes` are against the base, which has none; `why_none` says in both languages why
    there is no plan, and then there is nothing else."""

    name: str
    tiers: tuple[TierOf, ...] = ()
    figures: Figures | None = None
    changes: Changes | None = None
    why_none: tuple[str, str] = ("", "")

    def none(self, language: str) -> str:
        """Why there is no plan."""
        return self.why_none[0 if language == "zh" else 1]


@dataclass(frozen=True)
class Comparison:
    """A base week and others against it, in the order given."""

    school: str
    week: str
    base: Side
    others: tuple[Side, ...]

    def say(self, language: str) -> str:
        """A paragraph for each of the other weeks."""
        return "\n\n".join("\n".join(self._lines(side, language)) for side in self.others)

    def _lines(self, side: Side, language: str) -> Iterator[str]:
        yield side.name
        if side.figures is None or self.base.figures is None:
            yield "  " + text("no_plan", language, why=(side if side.figures is None else self.base).none(language))
            return
        parts = unequal(self.base, side, language)
        if parts:
            yield "  " + text("unequal", language, parts=listed(parts, language))
        yield "  " + verdict(self.base, side, language)
        yield "  " + _counts(self.base.figures, side.figures, language)
        if side.figures.late is not None and self.base.figures.late is not None:
            yield "  " + _late(self.base.figures, side.figures, language)
            counted = self.base.figures.late.adults, side.figures.late.adults
            if counted[0] != counted[1]:
                yield "  " + text("late.adults", language, was=counted[0], now=counted[1])
        yield "  " + _unmet(self.base.figures, side.figures, language)
        if side.changes is not None:
            yield "  " + side.changes.say(language)


def compare(base: Week, others: Sequence[Week | Side]) -> Comparison:
    """Weeks against the first; a Side among them is one without a plan, and stays as it is."""
    first = side_of(base, None)
    sides = tuple(other if isinstance(other, Side) else side_of(other, base) for other in others)
    return Comparison(base.problem.school, base.plan.week.isoformat(), first, sides)


def meaning(change: TierChange) -> Meaning:
    """Equal values are the same, proven best or not."""
    if not change.difference:
        return Meaning.SAME
    if change.open:
        return Meaning.OPEN
    return Meaning.BETTER if change.difference < 0 else Meaning.WORSE


def verdict(base: Side, side: Side, language: str) -> str:
    """What decides between two weeks: breaches other than those of unmet demand, else the first tier that differs."""
    assert base.figures is not None
    assert side.figures is not None
    first = next((tier for tier in side.tiers if tier.meaning is not Meaning.SAME), None)
    more = sum(side.figures.breaches.values()) - sum(base.figures.breaches.values())
    if more and (first is None or first.name is not TierName.SHORTAGE):
        news = [str(c) for c, n in side.figures.breaches.items() if n > base.figures.breaches.get(c, 0)]
        key = "breaches.more" if more > 0 else "breaches.fewer"
        return text(key, language, count=abs(more), clauses=listed(news, language))
    if first is None:
        return text("same.all", language)
    rise = first.difference
    facts = {"tier": said(first.name, "tier", language), "by": abs(rise), "rise": f"{rise:+d}"}
    return text(f"{first.meaning}.tier", language, **facts)


UNEQUAL = "*"
"""Marks a week that does not ask for what the first one asks for."""


def asks_otherwise(base: Side, side: Side) -> bool:
    """Whether two weeks ask for different things, so that their values are not of the same."""
    return side.figures is not None and base.figures is not None and side.figures.demand != base.figures.demand


def unequal(base: Side, side: Side, language: str) -> list[str]:
    """What the two weeks do not ask alike, with the figures that may be compared all the same."""
    one, other = base.figures, side.figures
    assert one is not None
    assert other is not None
    was, now = one.demand, other.demand
    found = []
    if was.pupils != now.pupils:
        found.append(text("unequal.pupils", language, before=was.pupils, after=now.pupils))
    for kind, tier in (("attendances", TierName.MONEY), ("places", TierName.PLACES)):
        before, after = getattr(was, kind), getattr(now, kind)
        if before != after:
            costs = {"each": _each(base, tier, before), "now": _each(side, tier, after)}
            found.append(text(f"unequal.{kind}", language, before=before, after=after, **costs))
    return found


def _each(side: Side, name: TierName, count: int) -> str:
    """A tier's value for a hundred of what is asked for; a dash for none."""
    value = next((tier.value for tier in side.tiers if tier.name is name), 0)
    return f"{100 * value / count:.0f}" if count else "-"


def side_of(week: Week, base: Week | None = None) -> Side:
    """A week in figures, against a base where there is one."""
    tiers = tuple(TierOf(tier.name, tier.value, proven_bound(week.plan, tier)) for tier in week.plan.tiers)
    side = Side(week.name, tiers, figures(week.problem, week.plan, week.audit))
    if base is None:
        return side
    return replace(against(side_of(base), side), changes=changes(base.plan, week.plan))


def against(base: Side, side: Side) -> Side:
    """The same side with the difference of every tier to the base, and what it comes to."""
    known = {tier.name: tier for tier in base.tiers}
    return replace(side, tiers=tuple(_differing(known[tier.name], tier) for tier in side.tiers if tier.name in known))


def _differing(one: TierOf, other: TierOf) -> TierOf:
    change = tier_change(one.name, (one.value, one.bound), (other.value, other.bound))
    return replace(other, difference=change.difference, meaning=meaning(change))


def _counts(was: Figures, now: Figures, language: str) -> str:
    facts = {"yuan": now.yuan, "more": now.yuan - was.yuan}
    facts |= {"duties": now.duties, "served": now.duties - was.duties}
    facts |= {"sections": now.sections, "opened": now.sections - was.sections}
    if was.first is None or now.first is None:
        return text("figures.counts", language, **facts)
    facts |= {"first": now.first, "places": now.demand.places, "firsts": now.first - was.first}
    return text("figures", language, **facts)


def _late(was: Figures, now: Figures, language: str) -> str:
    old, new = was.late, now.late
    assert old is not None
    assert new is not None
    before = {"was_most": old.most, "was_least": old.least, "was_spread": old.spread, "was_total": old.total}
    after = {"most": new.most, "least": new.least, "spread": new.spread, "total": new.total}
    return text("late", language, **before, **after)


def _unmet(was: Figures, now: Figures, language: str) -> str:
    """What is unmet now, and what no longer is."""
    parts = [
        text("unmet.part", language, what=lacking(what, language), count=now.unmet.get(what, 0), more=more)
        for what in dict.fromkeys((*now.unmet, *was.unmet))
        for more in [now.unmet.get(what, 0) - was.unmet.get(what, 0)]
    ]
    return text("unmet", language, parts=listed(parts, language)) if parts else text("unmet.none", language)


def lacking(what: str, language: str) -> str:
    """What is lacking, in words: adults, places, a kind of post."""
    return unmet_text(f"unmet.{what}", language) if f"unmet.{what}" in UNMET else duty_text(what, language)
