"""Pins: statements a week must keep or not have, and preferences, from a planner's words; and whether plans keep them.

The judge here reads the words that the plan itself records, and looks at the plan alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import Loaded
from scheduler.config.source import Document
from scheduler.domain.plan import Pin, Plan
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import LeadsClub
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.reading import read_statement, read_statements
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import HOW, Condition
from scheduler.statements.tasks import Assists, Task
from scheduler.statements.words import text

WEIGHTS: Final[Mapping[str, int]] = {"weak": 1, "normal": 5, "strong": 25, "弱": 1, "中": 5, "强": 25}
"""Points of tier wishes in words: a duty on a weekday an adult avoids costs 2, a class without its own teacher 1."""
NORMAL, MOST = WEIGHTS["normal"], 1000
_WEIGHT = re.compile(rf"\s*[(（]\s*({'|'.join(WEIGHTS)}|[0-9]+)\s*(?:points?|分)?\s*[)）]\s*$", re.IGNORECASE)
_HOLDS: Final = {how: key for key, how in HOW.items()}


@dataclass(frozen=True)
class Pinned:
    """Conditions in the order written, none twice; `idle` are those this week has nothing for, with the reason."""

    conditions: tuple[Condition, ...] = ()
    idle: tuple[Finding, ...] = ()


def conditions_of(problem: Problem, how: str, words: str) -> tuple[Condition, ...]:
    """The conditions words make; `how` is keep, forbid, prefer or avoid. Several where they say every day.

    Raises StatementRefused when they are no statement, or have a weight that is none or not theirs to have.
    """
    holds, preferred = _HOLDS[how]
    found = _WEIGHT.search(words)
    weight = NORMAL if preferred else None
    if found is not None:
        number = found.group(1).lower()
        weight = WEIGHTS.get(number) or int(number)
        if not preferred or not 1 <= weight <= MOST:
            raise StatementRefused("refused.weight" if preferred else "refused.hard", word=number, most=MOST)
    return tuple(Condition(said, holds, weight) for said in read_statements(problem, _WEIGHT.sub("", words)))


def read_pins(problem: Problem, document: Document, *, strict: bool = True) -> Pinned:
    """The pins of a file for one week. Raises InputRefused with every statement that is none, at its place; not
    `strict`, those are idle too."""
    found: dict[Condition, None] = {}
    faults: list[Finding] = []
    idle: list[Finding] = []
    for how in HOW.values():
        for index, words in enumerate((document.data or {}).get(how) or ()):
            try:
                found.update(dict.fromkeys(conditions_of(problem, how, words)))
            except StatementRefused as refused:
                at = document.finding((how, index), refused.say("en"), refused.say("zh"))
                (idle if refused.idle or not strict else faults).append(at)
    if faults:
        raise InputRefused(faults)
    return Pinned(tuple(found), tuple(idle))


def school_pins(loaded: Loaded) -> Pinned:
    """The pins of the school's own file. Under a scenario, those of somebody or something it takes away are idle.

    Raises InputRefused as `read_pins` does.
    """
    strict = not loaded.request.scenarios and not loaded.request.layers
    return Pinned() if loaded.pins is None else read_pins(loaded.problem, loaded.pins, strict=strict)


def still_said(problem: Problem, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions about what a school, nearly that of which they were read, still has this week."""
    return tuple(condition for condition in conditions if _is_said(problem, condition))


def _is_said(problem: Problem, condition: Condition) -> bool:
    try:
        return read_statement(problem, condition.statement.say("en")) == condition.statement
    except StatementRefused:
        return False


class PinWord(StrEnum):
    """What the judge says of a pin: kept, or a preference missed; not kept though it must be; not as the plan says; or
    no statement about the school as it is now."""

    KEPT = "kept"
    MISSED = "missed"
    BROKEN = "broken"
    MISSTATED = "misstated"
    UNREAD = "unread"


@dataclass(frozen=True)
class PinVerdict:
    """The judge's word on one pin of a plan; `reason` in both languages where it cannot be read."""

    pin: Pin
    word: PinWord
    reason: tuple[str, str] = ("", "")

    @property
    def serious(self) -> bool:
        """Whether something is wrong with the plan."""
        return self.word in (PinWord.BROKEN, PinWord.MISSTATED)

    def say(self, language: str) -> str:
        """Such as "keep: dance in DAN1 - kept"."""
        word = text(f"pin.{self.word}", language, weight=self.pin.weight, reason=self.reason[language != "zh"])
        how = text(f"how.{self.pin.how}", language) if self.pin.how in _HOLDS else self.pin.how
        return text("pin", language, how=how, said=self.pin.said, word=word)


def judge_pins(problem: Problem, plan: Plan) -> tuple[PinVerdict, ...]:
    """Whether a plan keeps what it says it was made to keep, from the plan alone."""
    return tuple(_verdict(problem, plan, pin) for pin in plan.pins)


def _verdict(problem: Problem, plan: Plan, pin: Pin) -> PinVerdict:
    if pin.how not in _HOLDS or (pin.weight is not None) != _HOLDS[pin.how][1]:
        return PinVerdict(pin, PinWord.MISSTATED)
    try:
        met = Condition(read_statement(problem, pin.said), _HOLDS[pin.how][0]).met(problem, plan)
    except StatementRefused as refused:
        return PinVerdict(pin, PinWord.UNREAD, (refused.say("zh"), refused.say("en")))
    if pin.weight is None and not met:
        return PinVerdict(pin, PinWord.BROKEN)
    if met != pin.met:
        return PinVerdict(pin, PinWord.MISSTATED)
    return PinVerdict(pin, PinWord.KEPT if met else PinWord.MISSED)


def restated(problem: Problem, plan: Plan) -> tuple[Pin, ...]:
    """The pins of a plan that was changed, each saying whether it is met now; those no longer read stay as they are."""
    return tuple(replace(pin, met=_met(problem, plan, pin)) for pin in plan.pins)


def _met(problem: Problem, plan: Plan, pin: Pin) -> bool:
    try:
        return Condition(read_statement(problem, pin.said), _HOLDS[pin.how][0]).met(problem, plan)
    except StatementRefused:
        return pin.met


def standing_pins(problem: Problem, plan: Plan) -> tuple[Condition, ...]:
    """Pins of a plan about duties, which a repair has to keep: all that hold in the plan, but for those that want
    somebody on a day on which he or she is absent."""
    found = []
    for pin in plan.pins:
        try:
            condition = Condition(read_statement(problem, pin.said), _HOLDS[pin.how][0], pin.weight)
        except StatementRefused:
            continue
        if pin.weight is None and _about_duties(problem, condition) and condition.met(problem, plan):
            found.append(condition)
    return tuple(found)


def _about_duties(problem: Problem, condition: Condition) -> bool:
    said = condition.statement
    if not isinstance(said, Task | Assists | LeadsClub | Duties | LateDays):
        return False
    weekday = said.when.weekday if isinstance(said, Assists | LeadsClub) else getattr(said, "weekday", None)
    dates = {day.date for day in problem.days if weekday in (None, day.weekday)}
    wanted = condition.holds == (said.count.least > 0)
    return not (wanted and dates & problem.adults[said.adult].absent)


def pin_lines(verdicts: Sequence[PinVerdict], language: str) -> Iterator[str]:
    """How many pins are kept, then a line for each that is not; nothing for a plan without pins."""
    if verdicts:
        kept = sum(verdict.word is PinWord.KEPT for verdict in verdicts)
        yield text("pins", language, kept=kept, count=len(verdicts))
        yield from ("  " + verdict.say(language) for verdict in verdicts if verdict.word is not PinWord.KEPT)


def in_order(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions once each, in an order that does not depend on the one given."""
    return tuple(sorted(dict.fromkeys(conditions), key=lambda c: (c.tag, c.weight is not None, c.weight or 0)))


def canonical(conditions: Iterable[Condition]) -> str:
    """The conditions as text, one a line, whatever words they were written in."""
    return "\n".join(f"{HOW[c.holds, c.weight is not None]} {c.weight} {c.statement.say('en')}" for c in conditions)
