"""Ways out: priced by models, stage by stage, and believed only when a week planned with them is whole.

Different ways come from leaving out kinds of remedy that earlier ways used, then the very remedies.
"""

import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

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
MOST_CHANGES = 12
"""Changes of a way that a planner can still take in; what needs more is not told."""
TRIES = 24
"""Sets of remedies left out that are tried in all."""
ROUNDS = 4
"""Times a way is extended because planning with it left something short in another stage."""
PRICED = ("groups", "offer", "sections", "staff")
"""Stages whose shortage is priced; pupils without a place are short in the offer already."""
LONGEST = 20.0
"""Seconds one sketch or one pricing may take at most; their effort ends them long before."""


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
    dropped: int = 0
    """Ways found that need more changes than a planner can take in."""

    def run(self, workers: Sequence[Worker]) -> tuple[list[Way], bool]:
        """Ways in the order of what they leave out; whether nothing was left to try."""
        waiting: list[frozenset[Ban]] = [frozenset()]
        tried: set[frozenset[Ban]] = set()
        found: dict[tuple[object, ...], Way] = {}
        with ThreadPoolExecutor(len(workers)) as pool:
            while waiting and len(found) < MOST_WAYS and len(tried) < TRIES and not self.late:
                batch, waiting = waiting[: len(workers)], waiting[len(workers) :]
                tried.update(batch)
                for banned, attempt in zip(batch, pool.map(self.attempt, batch, workers), strict=False):
                    if attempt is not None:
                        if len(attempt.steps) <= MOST_CHANGES:
                            found.setdefault(_likeness(attempt), self.way(attempt, cheapest=not banned))
                        else:
                            self.dropped += 1
                        later = [bans for bans in _without(banned, attempt) if bans not in tried]
                        waiting += [bans for bans in later if bans not in waiting]
        return list(found.values()), not waiting

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    def attempt(self, banned: frozenset[Ban], worker: Worker) -> Attempt | None:
        """The cheapest steps without the banned remedies, planned with; None when nothing helps."""
        now = self.base
        for _ in range(ROUNDS):
            priced = self._priced(now, banned, worker)
            if priced is None:
                break
            loaded = with_layer(now.loaded, layer_of(now.loaded, priced.steps))
            then = _planned(loaded, now.sketched, priced, worker)
            now = Attempt(loaded, then, (*now.steps, *priced.steps), now is self.base and priced.proven)
            if not then.shortage:
                break
        better = now.sketched.shortage is not None and now.sketched.shortage < (self.base.sketched.shortage or 0)
        return now if better else None

    def _priced(self, now: Attempt, banned: Collection[Ban], worker: Worker) -> Priced | None:
        """What the first stage that is short, and can be helped, would take: those after it may come right by that."""
        if now.sketched.outcome.plan is None:
            return None
        lacking = lacking_stages(now.sketched.outcome.plan)
        for stage in PRICED:
            solved = now.sketched.stages.get(stage)
            if stage in lacking and solved is not None and any(shorts(solved)):
                pricing = self.pricing(now, stage)
                priced = pricing.cheapest(banned, worker, LONGEST)
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
        changes = tuple(
            Change(s.remedy.kind, s.units, s.price, s.remedy.say(s.units, "zh"), s.remedy.say(s.units, "en"))
            for s in attempt.steps
        )
        return Way(
            changes,
            sum(step.price for step in attempt.steps),
            self.base.sketched.shortage or 0,
            attempt.sketched.shortage or 0,
            cheapest and attempt.cheapest,
            layer_of(self.base.loaded, attempt.steps),
        )


def find_ways(loaded: Loaded, *, seconds: float, workers: Sequence[Worker], base: Sketch | None = None) -> WaysOut:
    """Up to ten different ways to bring the shortage of a week down, cheapest first, each planned with and judged.

    `base` is a sketch of the week, made first when there is none. Where one way is a part of another the larger is
    dropped; ways that only help are told when none is enough. `seconds` bounds the search for further ways once the
    week is sketched; what is under way is finished.
    """
    began = time.monotonic()
    if base is None:
        base = sketch(loaded.problem, workers[0], seconds=max(seconds, LONGEST))
    if not base.shortage:
        return WaysOut(base.shortage, (), True, time.monotonic() - began)
    search = Search(Attempt(loaded, base), time.monotonic() + seconds)
    found, complete = search.run(workers)
    ranked = sorted(found, key=lambda way: (way.after, way.price, len(way.changes), way.say("en")))
    enough = [way for way in ranked if way.enough]
    least = min((way.price for way in enough if way.cheapest), default=None)
    enough = [replace(way, cheapest=way.price == least) for way in enough]
    ways = tuple(_smallest(enough or ranked))
    return WaysOut(base.shortage, ways, complete, time.monotonic() - began, search.dropped)


def layer_of(loaded: Loaded, steps: Sequence[Step]) -> dict[str, object]:
    """The scenario that takes all the steps."""
    layer = Layer(loaded.document.data)
    for step in steps:
        step.remedy.write(layer, step.units)
    return layer.data


def _planned(loaded: Loaded, before: Sketch, priced: Priced, worker: Worker) -> Sketch:
    """The week planned with some steps taken. First as the pricing model has it, beside what other stages had settled
    without leaving anything short: if the judge finds that whole, it is. Else every stage is asked again."""
    regrouped = {"groups"} if any(step.remedy.kind is RemedyKind.MERGE for step in priced.steps) else set[str]()
    like = {stage: values for stage, values in before.values.items() if stage not in regrouped}
    kept = {stage: solved for stage, solved in before.stages.items() if stage in like and not any(shorts(solved))}
    like[priced.stage] = priced.values
    quick = sketch(loaded.problem, worker, seconds=LONGEST, like=like, given=kept)
    del like[priced.stage]
    return quick if quick.whole else sketch(loaded.problem, worker, seconds=LONGEST, like=like)


def _without(banned: frozenset[Ban], attempt: Attempt) -> list[frozenset[Ban]]:
    """What to leave out next: one kind that was used, then all the remedies that were."""
    kinds = dict.fromkeys(step.remedy.kind for step in attempt.steps)
    return [banned | {kind} for kind in kinds] + [banned | {step.remedy.key for step in attempt.steps}]


def _likeness(attempt: Attempt) -> tuple[object, ...]:
    return tuple(sorted((step.remedy.kind.value, step.remedy.about, step.units) for step in attempt.steps))


def _smallest(ways: Sequence[Way]) -> list[Way]:
    """Ways of which no part is a way that was named before."""
    kept: list[Way] = []
    for way in ways:
        said = {change.say("en") for change in way.changes}
        if not any({change.say("en") for change in other.changes} <= said for other in kept):
            kept.append(way)
    return kept
