"""The desk of one planning run: its worker, its clock, and what every stage said."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Joint, NoAnswer, Solved, Standing, Variant
from scheduler.planning.compile import compile_space
from scheduler.planning.effort import EFFORTS, StageEffort
from scheduler.planning.likeness import digest, reusable, start_from
from scheduler.planning.outcome import Effort, StageReport, Step, Watcher
from scheduler.statements.statement import Condition
from solvers.answer import Answer, Status
from solvers.fitting import fitted
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row
from solvers.stop import Limits, Progress, StopFlag
from solvers.worker import Worker

STAGE_TIERS: Mapping[str, tuple[TierName, ...]] = {
    "groups": (TierName.SHORTAGE, TierName.WISHES),
    "offer": (TierName.SHORTAGE, TierName.PLACES),
    "seats": (TierName.SHORTAGE, TierName.PLACES),
    "sections": (TierName.SHORTAGE, TierName.WISHES),
    "staff": (TierName.SHORTAGE, TierName.LOAD, TierName.MONEY, TierName.WISHES),
}
LAST_STAGE = "staff"
SHARES: Mapping[str, float] = {"groups": 0.3, "offer": 0.6, "seats": 0.5, "sections": 0.3, "staff": 1.0, "whole": 0.6}
"""Largest part of the time left that a stage may take, so that a short limit still reaches the last stage."""
DRAFT_SHARE = 0.7
"""The same for any stage of a draft."""
HURRIED = 0.3
"""Seconds of search for each stage still to come once planning is to stop."""
CLOSING = 0.3
"""Least seconds kept back for naming, judging and writing."""


def no_rows(space: Space) -> Iterable[Row]:
    """Nothing besides the book."""
    return ()


@dataclass
class Desk:
    """One planning run.

    workers: parallel searches inside CP-SAT, None: as many as the stage's own setting says. keep: the plan whose club
    sections stand and whose places change as little as can be. seeds: for each stage the values of another week,
    taken as they are wherever they keep all rows here and leave nothing short. joint: the offer that is
    not asked again. astray: whether an answer of a like week was no start for the stage here.
    """

    problem: Problem
    effort: Effort
    worker: Worker
    stop: StopFlag
    deadline: float
    watch: Watcher | None
    standing: Standing
    workers: int | None = None
    keep: Plan | None = None
    variant: Variant = field(default_factory=Variant)
    seeds: Mapping[str, Mapping[Key, int]] = field(default_factory=dict)
    joint: Joint | None = None
    started: float = field(default_factory=time.monotonic)
    astray: bool = False
    reports: list[StageReport] = field(default_factory=list)

    @property
    def solved(self) -> dict[str, Solved]:
        """The last answer of each stage, from this pass or an earlier one."""
        return self.variant.answers

    @property
    def stated(self) -> tuple[TierName, ...]:
        """Tiers that a plan made here can state: all but in a sketch."""
        return (TierName.SHORTAGE,) if self.effort is Effort.SKETCH else tuple(TierName)

    @property
    def seconds(self) -> float:
        """Wall clock since the run began."""
        return time.monotonic() - self.started

    @property
    def late(self) -> bool:
        """Whether the run is to end: asked to, or out of time."""
        return self.stop.is_set() or time.monotonic() > self.deadline

    def ask(
        self,
        stage: str,
        facts: tuple[object, ...],
        space: Callable[[], Space],
        extra: Callable[[Space], Iterable[Row]] = no_rows,
        before: Answer | None = None,
        tiers: Callable[[Space], Sequence[TierName | Tier]] | None = None,
    ) -> Solved:
        """Solve one stage within what is left of the time; raises NoAnswer.

        `facts` are all that the question is made from, besides conditions that concern the stage: space, `extra` rows
        and `tiers` (by default the stage's own). An answer of the given week from the same facts is kept. When an
        earlier pass asked from the same facts, its answer is kept if proven best, and otherwise is where the search
        starts. `before` answered a stage that this one is part of, with some of its choices now settled: the search
        starts from it, and its bounds hold here.
        """
        self._enter(stage)
        began, conditions = time.monotonic(), self._concerning(stage)
        known, final = self._known(stage, facts, conditions)
        if known is None:
            asked = space()
            wanted = self._tiers(stage, STAGE_TIERS[stage] if tiers is None else tiers(asked))
            rows = (*extra(asked), *(row for condition in conditions for row in condition.rows(stage, asked)))
            wished = tuple(cost for condition in conditions for cost in condition.costs(stage, asked))
            if wished and TierName.WISHES not in wanted:
                wanted = (*wanted, TierName.WISHES)
            instance = compile_space(asked, BOOK, wanted, rows, _least(before), wished)
        else:
            asked, instance = known.space, known.instance
        if known is None or not final:
            answer = self._answered(stage, instance, before) if known is None else None
            if answer is None:
                hint = self._hint(stage, instance, known, before)
                answer = self._solve(stage, instance, hint, time.monotonic() - began)
            known = Solved(facts, asked, instance, answer, conditions)
        self.reports.append(_report(stage, known.instance, known.answer, time.monotonic() - began))
        if known.answer.status in (Status.IMPOSSIBLE, Status.NO_ANSWER):
            self.variant.failed[stage] = known
            raise NoAnswer(stage, known.answer.status, known.answer.note)
        self.solved[stage] = known
        return known

    def search(self, stage: str, instance: Instance, hint: Mapping[Key, int], began: float) -> Answer:
        """Ask an engine about an instance that stands for several stages, begun at a moment; it is reported like one.

        Raises NoAnswer when nobody waits for it, or what there is is to be used.
        """
        self._enter(stage)
        answer = self._solve(stage, instance, hint, time.monotonic() - began)
        self.reports.append(_report(stage, instance, answer, time.monotonic() - began))
        return answer

    def _concerning(self, stage: str) -> tuple[Condition, ...]:
        return tuple(c for c in self.variant.conditions if c.concerns(stage, self.problem))

    def _known(
        self, stage: str, facts: tuple[object, ...], conditions: tuple[Condition, ...]
    ) -> tuple[Solved | None, bool]:
        """What answered the same question before, and whether it is not to be asked again."""
        given, earlier = self.variant.given.get(stage), self.solved.get(stage)
        if given is not None and (given.facts, given.conditions) == (facts, conditions):
            return given, True
        if earlier is not None and (earlier.facts, earlier.conditions) == (facts, conditions):
            beside = self.variant.like.get(stage)
            return earlier, earlier.best or (beside is not None and earlier.answer is beside.answer)
        return None, False

    def _tiers(self, stage: str, tiers: Sequence[TierName | Tier]) -> Sequence[TierName | Tier]:
        """Those that count: a sketch minds its shortage alone, but for the groups, whose wishes say who is joined."""
        return tiers if self.effort is not Effort.SKETCH or stage == "groups" else tiers[:1]

    def _answered(self, stage: str, instance: Instance, before: Answer | None) -> Answer | None:
        """An answer had without a search: values of another week, or in a sketch the wider stage's, that will do as
        they are; or what the week of a like school was answered to the very same question, bounds and all."""
        seeds = [self.seeds[stage]] if stage in self.seeds else []
        if before is not None and self.effort is Effort.SKETCH:
            seeds.append(before.values)
        seeded = next(filter(None, (reusable(instance, values) for values in seeds)), None)
        beside = self.variant.like.get(stage)
        if seeded is not None or beside is None:
            return seeded
        return beside.answer if beside.question == digest(instance) else None

    def _hint(
        self, stage: str, instance: Instance, known: Solved | None, before: Answer | None
    ) -> Mapping[Key, int] | None:
        """Where a search starts: from the same question's answer, a like week's, the wider stage's, or the given
        week's."""
        if known is not None:
            return known.values
        near = self._near(stage, instance)
        if near is not None:
            return near
        if before is not None:
            return before.values
        given = self.variant.given.get(stage)
        return self.seeds.get(stage) if given is None else given.values

    def _near(self, stage: str, instance: Instance) -> Mapping[Key, int] | None:
        """Values decided together with the offer, or else a like week's, made to fit; None where there are none, or
        they do not come to fit."""
        if self.joint is not None:
            values = self.joint.starts.get(stage)
            return None if values is None else fitted(instance, values)
        beside = self.variant.like.get(stage)
        if beside is None:
            return None
        start = start_from(instance, beside)
        self.astray = self.astray or start is None
        return start

    def _enter(self, stage: str) -> None:
        """Say that a stage begins; raises NoAnswer when nobody waits for it, or a finished draft is to be used."""
        self.standing.stage = stage
        if self.standing.abandoned or (self.standing.draft is not None and self.late):
            raise NoAnswer(stage, Status.NO_ANSWER)

    def _solve(self, stage: str, instance: Instance, hint: Mapping[Key, int] | None, compiling: float) -> Answer:
        setting = EFFORTS[self.effort][stage].sized(len(instance.choices) + len(instance.quantities))
        limits = self._limits(stage, setting, CLOSING + 2 * compiling)
        self.standing.finishing = stage == LAST_STAGE
        return self.worker.solve(
            setting.engine, instance, limits, hint=hint, watch=self._watcher(stage), stop=self.stop
        )

    def _limits(self, stage: str, setting: StageEffort, closing: float) -> Limits:
        """The stage's own limits, cut to its share of what is left before `closing` seconds of naming and judging.

        A draft's stages are short by their effort: each may take most of what there is.
        """
        share = max(DRAFT_SHARE, SHARES[stage]) if self.effort is Effort.DRAFT else SHARES[stage]
        left = share * (self.deadline - time.monotonic() - closing)
        seconds = HURRIED if self.stop.is_set() else max(HURRIED, min(left, setting.seconds))
        workers = setting.workers if self.workers is None else self.workers
        return Limits(effort=setting.effort, seconds=seconds, gap=setting.gap, workers=workers)

    def _watcher(self, stage: str) -> Callable[[Progress], None] | None:
        watch, draft = self.watch, self.effort is Effort.DRAFT
        if watch is None:
            return None
        return lambda p: watch(Step(stage, p.tier, p.value, p.bound, self.seconds, draft))


def _least(before: Answer | None) -> dict[TierName, int]:
    """What a wider stage proved of its tiers; nothing when it left demands unmet: they may count otherwise here.

    Nor of wishes, which another answer, better in the tiers above, might meet.
    """
    if before is None or any(tier.name == TierName.SHORTAGE.value and tier.value for tier in before.tiers):
        return {}
    return {TierName(tier.name): tier.bound for tier in before.tiers if tier.name != TierName.WISHES.value}


def _report(stage: str, instance: Instance, answer: Answer, seconds: float) -> StageReport:
    columns = len(instance.choices) + len(instance.quantities)
    return StageReport(stage, answer.engine, columns, len(instance.rows), seconds, answer.status.value)
