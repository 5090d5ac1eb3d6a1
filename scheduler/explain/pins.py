"""Pins that cannot hold: as few of them as clash, with the rules they clash with, and whether that is so in every plan.

A stage without values is asked again with fewer rows, until nothing can be spared; a second solver confirms. What
clashes beside the groups and clubs settled before is then asked once more over everything that any plan could settle.
"""

import time
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import group_options, support_sessions
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason, reason_of
from scheduler.explain.clash_words import apart as parted
from scheduler.explain.clash_words import clash_text
from scheduler.explain.conflict import Against
from scheduler.explain.questions import OF_WHOLE_PLANS, Scope
from scheduler.explain.reading import Reader
from scheduler.planning.asked import Variant
from scheduler.planning.compile import compile_space
from scheduler.planning.lift import place_group
from scheduler.planning.offering import offer_space, pairs
from scheduler.planning.staffing import staff_space
from scheduler.statements.statement import HOW, TAG, Condition
from scheduler.statements.tasks import Assists
from solvers.answer import EngineError, Status
from solvers.clash import find_clash
from solvers.instance import Instance
from solvers.questions import Patience
from solvers.rows import Row
from solvers.stop import Limits
from solvers.worker import Worker

ENGINE, SECOND = "core", "cpsat"
EFFORT, WORK = 0.5, 500
OF_PLACES = frozenset({Reason(73, "walk")})
"""Rules about where groups meet, which another plan may settle otherwise."""


@dataclass(frozen=True)
class PinClash:
    """Pins that cannot hold together, and what stands against them.

    rules: the clauses they clash with, told one by one in `against`. scope: whether that is so in every plan, or beside
    what the stages before settled. irreducible: proven that none of the pins and rules can be spared. confirmed: a
    second solver agrees.
    """

    stage: str
    scope: Scope
    pins: tuple[Condition, ...]
    rules: tuple[Reason, ...]
    against: tuple[Against, ...]
    irreducible: bool
    confirmed: bool

    def say(self, language: str) -> str:
        """The pins, one a line, then what stands against them, then what is proven."""
        clauses = clash_text("pins.clauses", language, clauses=", ".join(str(n) for n in self._clauses))
        head = clash_text("pins.one" if len(self.pins) == 1 else "pins.several", language, count=len(self.pins))
        pins = [
            clash_text(f"pins.{HOW[pin.holds, pin.weight is not None]}", language, said=pin.statement.say(language))
            for pin in self.pins
        ]
        facts = [one.say(language) for one in self.against]
        facts += [] if self.rules else [clash_text("pins.alone", language)]
        marks = [clash_text(f"proof.{'irreducible' if self.irreducible else 'open'}", language)]
        marks += [clash_text("confirmed" if self.confirmed else "unconfirmed", language)]
        marks += [clash_text(f"scope.{self.scope}", language)]
        ends = clash_text("marks", language, marks=parted(marks, language))
        lines = [*pins, *([clauses] if self.rules else []), *facts, ends]
        return "\n".join([head, *("  " + line for line in lines)])

    @property
    def _clauses(self) -> tuple[int, ...]:
        return tuple(sorted({rule.clause for rule in self.rules}))


@dataclass(frozen=True)
class _Asker:
    """Asks both solvers within the time there is."""

    worker: Worker
    ends: float

    def ask(self, instance: Instance) -> Status:
        """What the first says."""
        left = self.ends - time.monotonic()
        return self._status(ENGINE, instance, left) if left > 0 else Status.NO_ANSWER

    def confirm(self, instance: Instance) -> Status:
        """What the second says; it gets a second when time is up."""
        return self._status(SECOND, instance, max(1.0, self.ends - time.monotonic()))

    def _status(self, engine: str, instance: Instance, seconds: float) -> Status:
        try:
            return self.worker.solve(engine, instance, Limits(EFFORT, seconds, workers=1)).status
        except EngineError:
            return Status.NO_ANSWER


def pin_clash(problem: Problem, variant: Variant, worker: Worker, seconds: float = 10.0) -> PinClash | None:
    """The clash behind a stage that had no values under pins, found in about `seconds`.

    None when no stage failed, no pin has to do with it, or no clash was found in the time.
    """
    if not variant.failed:
        return None
    stage, failed = next(iter(variant.failed.items()))
    if failed.answer.status is not Status.IMPOSSIBLE:
        return None
    asker = _Asker(worker, time.monotonic() + seconds)
    labels = (_label, _piece)
    answer = find_clash(failed.instance, labels, asker.ask, asker.confirm, Patience(WORK, seconds))
    if answer.clash is None:
        return None
    rows = answer.clash.rows
    pins = tuple(c for c in failed.conditions if c.weight is None and any(row.tag == c.tag for row in rows))
    if not pins:
        return None
    book = [row for row in rows if not _pinning(row)]
    rules = tuple(dict.fromkeys(reason_of(row.tag) for row in book))
    return PinClash(
        stage,
        Scope.EVERY if _in_every_plan(problem, stage, pins, rules, asker) else Scope.PLAN,
        pins,
        rules,
        Reader(failed.space).against(book) if book else (),
        answer.clash.irreducible[0],
        answer.clash.confirmed,
    )


def _pinning(row: Row) -> bool:
    """Whether the row is of a pin, and of no clause."""
    return row.tag.startswith(TAG)


def _label(row: Row) -> Hashable:
    """A pin by itself, or a rule of the book."""
    return row.tag if _pinning(row) else reason_of(row.tag)


def _piece(row: Row) -> Hashable:
    return row.tag if _pinning(row) or not row.terms else f"{row.tag} {row.terms[0][0]}"


def _in_every_plan(
    problem: Problem, stage: str, pins: Sequence[Condition], rules: Iterable[Reason], asker: _Asker
) -> bool:
    """Whether the pins clash with the rules whatever the stages before settle; False where that is not known."""
    if stage == "groups":
        return True
    apart = frozenset[str]().union(*(pin.statement.apart() for pin in pins))
    if stage == "offer":
        space = offer_space(problem, {}, apart)
    elif stage == "staff" and not any(isinstance(pin.statement, Assists) for pin in pins):
        space = _any_staff(problem, apart)
    else:
        return False
    kept = set(rules) - OF_WHOLE_PLANS - OF_PLACES
    mine = [row for pin in pins for row in pin.rows(stage, space)]
    whole = compile_space(space, BOOK, (), mine)
    rows = tuple(row for row in whole.rows if _pinning(row) or reason_of(row.tag) in kept)
    relaxed = replace(whole, rows=rows)
    return asker.ask(relaxed) is asker.confirm(relaxed) is Status.IMPOSSIBLE


def _any_staff(problem: Problem, apart: frozenset[str]) -> Space:
    """Every duty that some plan could have, but for those beside leads: all ways to gather, all clubs, most posts."""
    gathered = (
        group
        for day in problem.days
        for period in Period
        for option in group_options(problem, period, day)
        for group in option.groups
    )
    support = (group for day in problem.days for group in support_sessions(problem, day))
    groups = tuple(place_group(problem, group, None) for group in (*gathered, *support))
    opened = {(club.id, strand.id): club.max_sections for club, strand in pairs(problem)}
    return staff_space(problem, groups, (), opened, apart)
