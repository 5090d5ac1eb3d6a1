"""Clashes of a week: demands and rules that cannot hold together, as few as can be found, and what of it is proven."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.clauses.space import Amount, Short, Sits, Unlisted
from scheduler.domain.demand import Pupil
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason, reason_of
from scheduler.explain.clash_words import clash_text
from scheduler.explain.conflict import Conflict, Proof
from scheduler.explain.questions import Asking, Question, Scope, questions
from scheduler.explain.reading import Reader, demands
from solvers.answer import EngineError, Status
from solvers.clash import Clash, Onward, find_clashes
from solvers.instance import Instance
from solvers.questions import Patience
from solvers.rows import Row
from solvers.stop import Limits
from solvers.worker import Worker

ENGINE, SECOND = "core", "cpsat"
"""Who is asked whether rows can hold together, and who confirms that they cannot."""
EFFORT = 0.5
"""Effort of one question; most take a hundredth of it."""
WORK = 500
"""Work for one clash, in questions over fractions."""
CONFIRMING = 1.0
"""Seconds kept for confirming a clash whatever the time."""
MOST = 8
"""Clashes told; those that differ only in the day count once."""
OF_CLUBS = frozenset({Reason(6, "fill"), Reason(24, "capacity"), Reason(26, "housing"), Reason(54, "lead")})
"""Rules of the offer that say how sections, pupils, places and leads hang together in every club."""
WIDER = {"sections": "offer"}
"""A stage that is not asked about when another has clashes, whose demands come first."""
Watcher = Callable[[str, Scope, int], None]
"""Told the stage and the scope of each question, and how many clashes are found so far."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what came of it: `impossible` (there are clashes), `feasible`, or `no_answer` within the limits.

    Of a stage with clashes, `feasible` does not say that nothing else clashes.
    """

    stage: str
    scope: Scope
    status: Status

    def say(self, language: str) -> str:
        """What is known."""
        facts = {
            "stage": clash_text(f"stage.{self.stage}", language),
            "scope": clash_text(f"scope.{self.scope}", language),
        }
        return clash_text(f"asked.{self.status}", language, **facts)


@dataclass(frozen=True, slots=True)
class Clashes:
    """Clashes behind the demands a plan leaves unmet; `asked` is empty when it leaves none."""

    found: tuple[Conflict, ...] = ()
    asked: tuple[Asked, ...] = ()

    def say(self, language: str) -> str:
        """Every clash, or that there is none, or what could not be settled."""
        if not self.asked:
            return clash_text("met", language)
        told = [clash_text("found", language, count=len(self.found))] if self.found else []
        told += ["  " + clash.say(language).replace("\n", "\n  ") for clash in self.found]
        return "\n".join([*told, *(one.say(language) for one in self._open())])

    def _open(self) -> Iterator[Asked]:
        """Of each stage without a clash, the last question: it has the widest facts."""
        clashing = {one.stage for one in self.asked if one.status is Status.IMPOSSIBLE}
        last = {one.stage: one for one in self.asked}
        yield from (one for stage, one in last.items() if stage not in clashing)


@dataclass
class Search:
    """A search under way: the worker it asks, what is left of its patience, what it found."""

    worker: Worker
    ends: float
    watch: Watcher | None
    found: list[Conflict] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Time there still is."""
        return self.ends - time.monotonic()

    def ask(self, instance: Instance) -> Status:
        """Whether an instance has values, from the worker process."""
        return self._status(ENGINE, instance, self.seconds) if self.seconds > 0 else Status.NO_ANSWER

    def confirm(self, instance: Instance) -> Status:
        """The same from the second solver, which gets its turn even when time is up."""
        return self._status(SECOND, instance, max(CONFIRMING, self.seconds))

    def _status(self, engine: str, instance: Instance, seconds: float) -> Status:
        """What an engine says; NO_ANSWER when it fails."""
        try:
            return self.worker.solve(engine, instance, Limits(EFFORT, seconds, workers=1)).status
        except EngineError:
            return Status.NO_ANSWER

    def run(self, question: Question) -> Status:
        """Add the clashes of one question; whether it has some."""
        patience = Patience(WORK, self.seconds)
        piece = pieces(question)
        dates = [day.date for day in question.space.problem.days]
        answers = find_clashes(
            question.instance,
            (lambda row: reason_of(row.tag), piece),
            self.ask,
            self.confirm,
            lambda clash: onward(clash, piece, dates),
            patience,
        )
        reader, status = Reader(question.space), Status.FEASIBLE
        for number, answer in enumerate(answers):
            if answer.clash is None:
                return status if number else answer.status
            status = Status.IMPOSSIBLE
            self._add(conflict(question, reader, answer.clash, besides=number > 0))
            self.tell(question.stage, question.scope)
            if len(self.found) >= MOST or self.seconds <= 0:
                break
        return status

    def tell(self, stage: str, scope: Scope) -> None:
        """Say where the search stands."""
        if self.watch is not None:
            self.watch(stage, scope, len(self.found))

    def _add(self, new: Conflict) -> None:
        """Take a clash in, together with one that differs only in the day."""
        for index, known in enumerate(self.found):
            if _dateless(known) == _dateless(new):
                dates = tuple(sorted({*known.dates, *new.dates}))
                wanted = tuple(replace(one, dates=dates) for one in known.wanted)
                self.found[index] = replace(known, wanted=wanted, each=True)
                return
        self.found.append(new)


def find(
    problem: Problem, plan: Plan, *, seconds: float = 8.0, watch: Watcher | None = None, worker: Worker | None = None
) -> Clashes:
    """Look for what clashes behind the demands a plan leaves unmet, in at most about `seconds`.

    A narrower scope is asked about only where the wider one can be met. Once time is up what is found is told as it is,
    without claims that are not proven. `worker` is asked instead of one made for the purpose.
    """
    lacking = list(questions(problem, plan))
    if not lacking:
        return Clashes()
    if worker is not None:
        return _found(lacking, Search(worker, time.monotonic() + seconds, watch))
    with Worker() as made:
        return _found(lacking, Search(made, time.monotonic() + seconds, watch))


def _found(lacking: Sequence[Asking], search: Search) -> Clashes:
    """Every question in turn, until enough is found."""
    clashing: set[str] = set()
    asked: list[Asked] = []
    for stage, scope, make in lacking:
        if not clashing & {stage, WIDER.get(stage, stage)} and len(search.found) < MOST:
            search.tell(stage, scope)
            status = search.run(make()) if search.seconds > 0 else Status.NO_ANSWER
            asked.append(Asked(stage, scope, status))
            clashing |= {stage} if status is Status.IMPOSSIBLE else set()
    return Clashes(tuple(search.found), tuple(asked))


def pieces(question: Question) -> Callable[[Row], str]:
    """A labelling of a question's rows within their rules: by tag, and by what a row's first choice is about.

    Pupils go by homeroom, for which of them it is is not the point; so do clubs all together, by rule, where it is
    about their sections in general, and in the offer whatever else the tag does not tell apart.
    """
    pupils, fine = question.space.problem.pupils, question.stage != "offer"
    known = {id(row): _piece(row, pupils, fine) for row in question.instance.rows}
    return lambda row: known[id(row)]


def _piece(row: Row, pupils: Mapping[str, Pupil], fine: bool) -> str:
    reason, key = reason_of(row.tag), row.terms[0][0] if row.terms else ()
    if not fine and reason in OF_CLUBS:
        return f"{reason.clause}/{reason.rule}"
    if isinstance(key, Sits | Unlisted) and key.pupil in pupils:
        return f"{row.tag} {pupils[key.pupil].homeroom}"
    if isinstance(key, Amount) and key.name == "seats":
        return f"{row.tag} {key.of[0]}"
    return f"{row.tag} {'/'.join(map(str, key))}" if fine and isinstance(key, tuple) else row.tag


def onward(clash: Clash, piece: Callable[[Row], str], days: Sequence[date]) -> Onward:
    """How to look on: without the demand of the clash that wants most, and first for the same clash on another day.

    A pool's demand is one row; pupils' places and homerooms' groups are let go with all of their tag, for each by
    itself would be told as a clash like the last.
    """
    wanting: dict[str, list[Row]] = {}
    for row in clash.rows:
        if demands(row):
            wanting.setdefault(row.tag, []).append(row)
    most = max(wanting, key=lambda tag: sum(row.lower or 0 for row in wanting[tag]))
    pooled = {piece(row) for row in wanting[most]} if any(map(_of_pool, wanting[most])) else set()

    def released(row: Row) -> bool:
        return row.tag == most and (not pooled or piece(row) in pooled)

    here = {piece(row) for row in clash.rows}
    dates = [day.isoformat() for day in days]
    mine = [when for when in dates if any(when in one for one in here)]
    others = [when for when in dates if len(mine) == 1 and when != mine[0]]
    return Onward(released, [_among({one.replace(mine[0], when) for one in here}, piece) for when in others])


def _of_pool(row: Row) -> bool:
    return any(isinstance(key, Short) and key.what == "adult" for key, _ in row.terms)


def _among(pieces_there: set[str], piece: Callable[[Row], str]) -> Callable[[Row], bool]:
    return lambda row: piece(row) in pieces_there


def conflict(question: Question, reader: Reader, clash: Clash, *, besides: bool) -> Conflict:
    """A clash of rows in a planner's terms."""
    return Conflict(
        question.stage,
        question.scope,
        reader.wanted(clash.rows),
        reader.against(clash.rows),
        tuple(dict.fromkeys(reason_of(row.tag) for row in clash.rows)),
        _proof(clash),
        clash.confirmed,
        besides,
    )


def _proof(clash: Clash) -> Proof:
    if not clash.irreducible[-1]:
        return Proof.RULES if clash.irreducible[0] else Proof.OPEN
    if clash.smallest[-1]:
        return Proof.SMALLEST
    return Proof.FEWEST_RULES if clash.smallest[0] else Proof.IRREDUCIBLE


def _dateless(clash: Conflict) -> Conflict:
    """The clash without its days, if all of it is about the same ones."""
    if len({one.dates for one in clash.wanted}) > 1 or any(w.what not in DAILY for w in clash.wanted):
        return clash
    return replace(clash, wanted=tuple(replace(one, dates=()) for one in clash.wanted), besides=False, each=False)


DAILY = frozenset({"adult", "homeroom", "group"})
"""Demands of one day; the others are of all days of a strand."""
