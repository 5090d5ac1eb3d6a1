"""Ways out: priced by models, stage by stage, and believed only when a week planned with them is whole.

Different ways come from leaving out kinds of remedy that earlier ways used, then the very remedies.
"""

import time
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from scheduler.clauses.clause import Severity
from scheduler.config.load import Loaded, with_layer
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.questions import lacking_stages
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.pricing import Ban, Priced, Pricing
from scheduler.explain.ways.remedy import Step
from scheduler.explain.ways.wants import shorts
from scheduler.explain.ways.way import Change, Way, WaysOut
from scheduler.planning.sketch import Sketch, sketch
from solvers.worker import Worker

MOST_WAYS = 10
TRIES = 24
"""Sets of remedies left out that are tried in all."""
ROUNDS = 4
"""Times a way is extended because planning with it left something short in another stage."""
PRICED = ("groups", "sections", "staff", "offer")
"""Stages whose shortage is priced, cheap questions first. Where pupils have no place it is the offer that lacks it, and
what comes after it may come right by that."""
LONGEST = 60.0
"""Seconds one sketch or one pricing may take at most; their effort ends them long before."""
MOMENT = 0.1


Steps = frozenset[tuple[str, tuple[str, ...], int]]
"""What a way takes: kinds, whom or what they are about, units."""


@dataclass(frozen=True)
class Attempt:
    """A school with some steps taken, and the week sketched with them."""

    loaded: Loaded
    sketched: Sketch
    steps: tuple[Step, ...] = ()
    cheapest: bool = True


@dataclass
class Search:
    """One search for ways out, over two solving processes."""

    base: Attempt
    deadline: float
    pricings: dict[str, Pricing] = field(default_factory=dict)

    def run(self, workers: Sequence[Worker]) -> tuple[dict[Steps, Way], bool]:
        """Ways by their steps, in the order of what they leave out; whether nothing was left to try."""
        waiting: list[frozenset[Ban]] = [frozenset()]
        tried: set[frozenset[Ban]] = set()
        found: dict[Steps, Way] = {}
        with ThreadPoolExecutor(len(workers)) as pool:
            while waiting and len(found) < MOST_WAYS and len(tried) < TRIES and not (tried and self.late):
                batch, waiting = waiting[: len(workers)], waiting[len(workers) :]
                tried.update(batch)
                for banned, attempt in zip(batch, pool.map(self.attempt, batch, workers), strict=False):
                    if attempt is not None:
                        found.setdefault(_likeness(attempt), self.way(attempt, cheapest=not banned))
                        waiting += [b for b in _without(banned, attempt) if b not in tried and b not in waiting]
                    else:  # nor with still less to choose from
                        waiting = [bans for bans in waiting if not banned <= bans]
        return found, not waiting and not self.late

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    def attempt(self, banned: frozenset[Ban], worker: Worker) -> Attempt | None:
        """The cheapest steps without the banned remedies, planned with; None when nothing helps, or not in time.

        With nothing banned, the first of all, time does not matter.
        """
        now = self.base
        for _ in range(ROUNDS):
            seconds = LONGEST if not banned else self.deadline - time.monotonic()
            priced = self._priced(now, banned, worker, seconds) if seconds > 0 else None
            if priced is None:
                break
            loaded = with_layer(now.loaded, layer_of(now.loaded, priced.steps))
            then = _planned(loaded, now.sketched, priced, worker, max(seconds, MOMENT))
            now = Attempt(loaded, then, (*now.steps, *priced.steps), now is self.base and priced.proven)
            if not then.shortage:
                break
        return now if now.steps and _better(now.sketched, self.base.sketched) else None

    def _priced(self, now: Attempt, banned: Collection[Ban], worker: Worker, seconds: float) -> Priced | None:
        """What the first stage that is short, and can be helped, would take."""
        for stage in _lacking(now.sketched):
            priced = self.pricing(now, stage).cheapest(banned, worker, max(seconds, MOMENT))
            if priced is not None:
                return priced
        return None

    def pricing(self, now: Attempt, stage: str) -> Pricing:
        """The model that prices a stage; those of the base are kept."""
        assert now.sketched.outcome.plan is not None
        made = Pricing(now.loaded, stage, now.sketched.stages[stage], now.sketched.outcome.plan)
        return self.pricings.setdefault(stage, made) if now is self.base else made

    def way(self, attempt: Attempt, *, cheapest: bool) -> Way:
        """The attempt as a way out."""
        return Way(
            tuple(changes_of(attempt.steps)),
            sum(step.price for step in attempt.steps),
            self.base.sketched.shortage or 0,
            attempt.sketched.shortage or 0,
            cheapest and attempt.cheapest,
            layer_of(self.base.loaded, attempt.steps),
        )


def find_ways(loaded: Loaded, *, seconds: float, workers: Sequence[Worker], base: Sketch | None = None) -> WaysOut:
    """Up to ten different ways to bring the shortage of a week down, cheapest first, each planned with and judged.

    `base` is a sketch of the week, made first when there is none. Where one way is a part of another the larger is
    dropped; ways that only help are told when none is enough. `seconds` bounds all of it but for the sketch and the
    first way, which are finished.
    """
    began = time.monotonic()
    if base is None:
        base = sketch(loaded.problem, workers[0], seconds=max(seconds, LONGEST))
    if not base.shortage:
        return WaysOut(base.shortage, (), True, time.monotonic() - began)
    search = Search(Attempt(loaded, base), began + seconds)
    found, complete = search.run(workers)
    return WaysOut(base.shortage, tuple(_ranked(found)), complete, time.monotonic() - began)


def changes_of(steps: Sequence[Step]) -> Iterator[Change]:
    """The steps in words, those that differ in their names alone told together."""
    alike: dict[Hashable, list[Step]] = {}
    for step in steps:
        alike.setdefault((step.remedy.kind, step.remedy.alike, step.units), []).append(step)
    for together in alike.values():
        first, price = together[0], sum(step.price for step in together)
        chinese, english = (
            first.remedy.told(first.units, [step.remedy.name(language) for step in together], language)
            for language in ("zh", "en")
        )
        yield Change(first.remedy.kind, first.units, price, chinese, english, len(together))


def layer_of(loaded: Loaded, steps: Sequence[Step]) -> dict[str, object]:
    """The scenario that takes all the steps."""
    layer = Layer(loaded.document.data)
    for step in steps:
        step.remedy.write(layer, step.units)
    return layer.data


def _lacking(now: Sketch) -> Iterator[str]:
    """The stages to price, in order; none when there is no plan."""
    if now.outcome.plan is not None:
        lacking = lacking_stages(now.outcome.plan)
        seats = any(row.what == "seat" for row in now.outcome.plan.unmet)
        for stage in sorted(PRICED, key=lambda stage: stage != "groups" and (stage == "offer") != seats):
            if stage in lacking and stage in now.stages and any(shorts(now.stages[stage])):
                yield stage


def _planned(loaded: Loaded, before: Sketch, priced: Priced, worker: Worker, seconds: float) -> Sketch:
    """The week planned with some steps taken. First as the pricing model has it, beside what other stages had settled:
    if less is short, and the judge finds nothing else, it may be so. Else every stage is asked again."""
    regrouped = any(step.remedy.kind is RemedyKind.MERGE for step in priced.steps)
    like = {stage: values for stage, values in before.values.items() if stage != "groups" or not regrouped}
    kept = {stage: solved for stage, solved in before.stages.items() if stage in like and stage != priced.stage}
    quick = sketch(loaded.problem, worker, seconds=seconds, like={**like, priced.stage: priced.values}, given=kept)
    return quick if _better(quick, before) else sketch(loaded.problem, worker, seconds=seconds, like=like)


def _better(now: Sketch, before: Sketch) -> bool:
    """Whether less is short, and nothing is found against the plan but what is short."""
    if now.shortage is None or before.shortage is None or now.shortage >= before.shortage:
        return False
    return now.whole if now.shortage == 0 else _broken(now) <= _broken(before)


def _broken(sketched: Sketch) -> set[tuple[int, str]]:
    """Clauses that the plan breaks, and how."""
    assert sketched.outcome.audit is not None
    return {(b.clause, b.rule) for b in sketched.outcome.audit.breaches if b.severity is Severity.BREACH}


def _without(banned: frozenset[Ban], attempt: Attempt) -> list[frozenset[Ban]]:
    """What to leave out next: one kind that was used, then all the remedies that were."""
    kinds = dict.fromkeys(step.remedy.kind for step in attempt.steps)
    return [banned | {kind} for kind in kinds] + [banned | {step.remedy.key for step in attempt.steps}]


def _likeness(attempt: Attempt) -> Steps:
    return frozenset((step.remedy.kind.value, step.remedy.about, step.units) for step in attempt.steps)


def _ranked(found: Mapping[Steps, Way]) -> list[Way]:
    """The ways that are enough, else those that help, cheapest first, without those that have another one as a part."""
    ranked = sorted(found, key=lambda steps: _rank(found[steps]))
    enough = [steps for steps in ranked if found[steps].enough] or ranked
    least = min((found[steps].price for steps in enough if found[steps].cheapest), default=None)
    kept: list[Steps] = []
    for steps in enough:
        if not any(other <= steps for other in kept):
            kept.append(steps)
    return [replace(found[steps], cheapest=found[steps].price == least) for steps in kept]


def _rank(way: Way) -> tuple[int, int, int, str]:
    return way.after, way.price, len(way.changes), way.say("en")
