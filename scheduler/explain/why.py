"""Why, and why not: one thing made so, or ruled out, and the week planned again; what it costs, tier by tier, what
changes, and the clauses that bind.

The answer is as good as two searches: every value comes with the bound its own stage proved, and a difference that the
bounds do not prove may be nothing but search: it is told as such, never as better or worse.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.clauses.clause import Severity
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said
from scheduler.explain.changes import Changes, changes
from scheduler.explain.clash_words import clash_text
from scheduler.explain.conflict import Against
from scheduler.explain.obstacles import Obstacle, obstacles
from scheduler.explain.tier_changes import TierChange, tier_changes
from scheduler.explain.unserved import Unserved, unserved
from scheduler.explain.why_words import text
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.statements.statement import Condition, Statement


class Asked(StrEnum):
    """Which way the question goes."""

    WHY = "why"
    WHY_NOT = "why_not"


class Word(StrEnum):
    """What came of it. Proven: the other week must be worse, must leave more unmet; or one no worse was found, as good
    or even better, which the search had missed. Else: not proven either way. Or it cannot be, or was not found in the
    time."""

    WORSE = "worse"
    SHORT = "short"
    EQUAL = "equal"
    NO_WORSE = "no_worse"
    UNPROVEN = "unproven"
    IMPOSSIBLE = "impossible"
    NO_TIME = "no_time"


@dataclass(frozen=True)
class WhyAnswer:
    """The answer to one question.

    `turned`: the week as planned already was the other way round, so the opposite question is answered. `holds`:
    whether the statement was made to hold in the other week, or not to. `breaches`: the judge's, in both weeks.
    `stage`: where planning ended when there is no other week. `obstacles`: what the judge says of the adult spoken of.
    `unmet`: demands only the other week leaves unmet. `binding`: rules that cannot hold together with what cannot be.
    """

    asked: Asked
    statement: Statement
    turned: bool
    holds: bool
    verdict: Word
    tiers: tuple[TierChange, ...] = ()
    breaches: tuple[int, int] = (0, 0)
    stage: str = ""
    changes: Changes | None = None
    obstacles: tuple[Obstacle, ...] = ()
    unmet: tuple[Unserved, ...] = ()
    binding: tuple[Against, ...] = ()

    def say(self, language: str) -> str:
        """Question, verdict, tiers, what changes, what binds: one line each."""
        parts = [text(self.asked, language, words=self.statement.say(language))]
        if self.turned:
            parts.append("  " + text(f"turned.{self.asked}", language))
        parts.append("  " + text("made" if self.holds else "ruled_out", language) + self._verdict(language))
        parts += ["    " + tier.say(language) for tier in self.tiers]
        if self.tiers:
            parts.append("    " + text("bounds", language))
        if self.binding:
            parts += ["  " + text("binding", language), *("    " + one.say(language) for one in self.binding)]
        if self.changes is not None:
            parts.append("  " + self.changes.say(language))
        parts += ["  " + item.say(language) for item in self.obstacles]
        parts += ["  " + item.say(language) for item in self.unmet]
        return "\n".join(parts)

    def _verdict(self, language: str) -> str:
        first = next((index for index, tier in enumerate(self.tiers) if tier.difference), None)
        broken = self.breaches[1] - self.breaches[0]
        if self.stage:
            return text(self.verdict, language, stage=clash_text(f"stage.{self.stage}", language))
        if broken and (first is None or self.tiers[first].name is not TierName.SHORTAGE):
            return text("breaches", language, broken=broken)
        if first is None:
            return text(self.verdict, language)
        tier = self.tiers[first]
        return text(self.verdict, language, by=abs(tier.difference), tier=said(tier.name, "tier", language))


def why(
    problem: Problem,
    base: Outcome,
    statement: Statement,
    asked: Asked,
    plan: Callable[[Condition], Outcome],
    bind: Callable[[Plan, Condition, str], tuple[Against, ...]] = lambda plan, condition, stage: (),
) -> WhyAnswer:
    """Answer one question about the week as planned; `plan` plans it again with the condition, `bind` seeks the rules
    that bind in a stage where that cannot be.

    Why not: the statement is made to hold. Why: it is ruled out. When the week as planned already is so, the opposite.
    Raises ValueError when `base` has no plan, RuntimeError when the other week does not keep the condition (our bug).
    """
    if base.plan is None:
        raise ValueError("there is no week to ask about")
    there = statement.holds(problem, base.plan)
    condition = Condition(statement, not there)
    other = plan(condition)
    stopped = obstacles(problem, base.plan, condition)
    told = WhyAnswer(asked, statement, there == (asked is Asked.WHY_NOT), condition.holds, Word.EQUAL)
    if other.plan is None:
        stage, never = other.stages[-1].stage, other.verdict is Verdict.IMPOSSIBLE
        verdict, bound = (Word.IMPOSSIBLE, bind(base.plan, condition, stage)) if never else (Word.NO_TIME, ())
        return replace(told, verdict=verdict, stage=stage, obstacles=stopped, binding=bound)
    if not condition.met(problem, other.plan):
        raise RuntimeError(f"planned with a condition and not kept: {statement.say('en')}")
    tiers = tier_changes(base.plan, other.plan)
    broken = _breaches(base), _breaches(other)
    return replace(
        told,
        verdict=_verdict(tiers, broken),
        tiers=tiers,
        breaches=broken,
        changes=changes(base.plan, other.plan),
        obstacles=stopped,
        unmet=tuple(unserved(problem, _only_here(other.plan, base.plan))),
    )


def _verdict(tiers: tuple[TierChange, ...], breaches: tuple[int, int]) -> Word:
    """By shortage (the judge counts what is unmet as breaches), then by other breaches, then by the first tier that
    differs: worse only where all up to it is proven. A lower value is proof enough that nothing is lost."""
    first = next((index for index, tier in enumerate(tiers) if tier.difference), None)
    short = first is not None and tiers[first].name is TierName.SHORTAGE
    if breaches[0] != breaches[1] and not short:
        return Word.UNPROVEN if breaches[1] > breaches[0] else Word.NO_WORSE
    if first is None:
        return Word.EQUAL
    if tiers[first].difference < 0:
        return Word.NO_WORSE
    if any(tier.open for tier in tiers[: first + 1]):
        return Word.UNPROVEN
    return Word.SHORT if short else Word.WORSE


def _breaches(outcome: Outcome) -> int:
    assert outcome.audit is not None
    return sum(breach.severity is Severity.BREACH for breach in outcome.audit.breaches)


def _only_here(plan: Plan, other: Plan) -> Plan:
    """The plan with only those unmet demands that the other plan does not leave unmet too."""
    known = set(other.unmet)
    return replace(plan, unmet=tuple(row for row in plan.unmet if row not in known))
