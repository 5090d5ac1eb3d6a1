"""The cheapest remedies for what one stage left short, by one model that has all of them applied.

The wide model is the stage's own question for the school with every candidate applied that adds options; those options
are tied to quantities that count how often a candidate is taken. Candidates that only raise a bound add to it. The
quantities are paid for in a tier after the shortage.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Amount, PlaceOption, Short, Space
from scheduler.config.load import Loaded, with_layer
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.barred import forbids
from scheduler.explain.ways.candidates import Grounds, candidates
from scheduler.explain.ways.helpers import Helper
from scheduler.explain.ways.hours import Stay
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Option, Remedy, Step
from scheduler.explain.ways.things import Inspect, Light, OpenVenue
from scheduler.planning.asked import Solved
from scheduler.planning.compile import compile_space
from scheduler.planning.lift import occupied
from scheduler.planning.likeness import unbounded
from scheduler.planning.offering import venue_classes
from scheduler.planning.placing import group_space
from scheduler.planning.settled import Settled
from scheduler.planning.staffing import PlacedGroup
from scheduler.planning.surrogate import foresee
from solvers.answer import Status
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, forbid, linear
from solvers.stop import Limits
from solvers.worker import Worker

ENGINE, EFFORT = "core", 0.75
OFFER_EFFORT, ORDINARY = 0.1, 8000
"""Of the offer for so many columns, and in proportion for more; with more effort ways get hardly cheaper."""
Ban = RemedyKind | Key
"""A kind of remedy, or one remedy's key, that is not to be used."""


@dataclass(frozen=True)
class Priced:
    """The remedies a stage would take, none where it was sketched badly, and its values with them; `proven` says that
    none are cheaper."""

    stage: str
    steps: tuple[Step, ...]
    values: Mapping[Key, int]
    proven: bool


@dataclass(frozen=True)
class Pricing:
    """What one stage of a sketch left short, ready to be priced.

    `loaded` is the school the sketch was made of, `plan` its plan.
    """

    loaded: Loaded
    stage: str
    solved: Solved
    plan: Plan

    @cached_property
    def groups(self) -> tuple[PlacedGroup, ...]:
        """The plan's groups, for the venues they hold."""
        return Settled(self.loaded.problem, self.plan).groups

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """All that is worth a thought."""
        calendar = self.loaded.document.data["calendar"]
        term = (date.fromisoformat(calendar["first"]), date.fromisoformat(calendar["last"]))
        tags = frozenset(row.tag for row in self.solved.instance.rows)
        caps = self.loaded.document.data["rules"]["caps"]
        return candidates(Grounds(self.stage, self.solved, tags, term, caps))

    def cheapest(self, banned: Collection[Ban], worker: Worker, seconds: float) -> Priced | None:
        """Least shortage, then least price, without the banned remedies; None when nothing helps, or nobody knows."""
        used = [r for r in self.remedies if r.kind not in banned and r.key not in banned]
        if not used:
            return None
        barred = [forbid("remedy/banned", remedy.key) for remedy in self.remedies if remedy not in used]
        instance = replace(self._instance, rows=(*self._instance.rows, *barred))
        columns = len(instance.choices) + len(instance.quantities)
        effort = OFFER_EFFORT * max(1.0, columns / ORDINARY) if self._wide.openings else EFFORT
        answer = worker.solve(ENGINE, instance, Limits(effort=effort, seconds=seconds))
        if not answer.found or answer.tiers[0].value >= self.solved.answer.tiers[0].value:
            return None
        steps = [self._step(r, answer.values) for r in used if answer.values[r.key]]
        exact = all(remedy.exact and not (self._wide.openings and isinstance(remedy, Stay)) for remedy in used)
        proven = answer.status is Status.PROVEN and exact
        return Priced(self.stage, _one_person(steps), answer.values, proven)

    def _step(self, remedy: Remedy, values: Mapping[Key, int]) -> Step:
        units = values[remedy.key]
        if isinstance(remedy, Helper):
            taken = [o for o in self._wide.duties if o.adult.id == remedy.id and values.get(o.key, 0)]
            remedy = remedy.narrowed(taken)
        return Step(remedy, units, units * self._price(remedy))

    def _price(self, remedy: Remedy) -> int:
        """Points a unit; a helper is paid for each afternoon."""
        points = self.solved.space.problem.policy.remedies[remedy.kind]
        return points * len(remedy.hours) if isinstance(remedy, Helper) else points

    @cached_property
    def _wide(self) -> Space:
        layer = Layer(self.loaded.document.data)
        for remedy in self.remedies:
            if remedy.applied:
                remedy.write(layer, remedy.most)
        problem = with_layer(self.loaded, layer.data).problem
        return group_space(problem) if self.stage == "groups" else self._beside(Settled(problem, self.plan))

    def _beside(self, settled: Settled) -> Space:
        """The stage's question beside what the plan settled."""
        spaces = {"offer": settled.offer_space, "sections": settled.section_space, "staff": settled.staff_space}
        return spaces[self.stage]()

    @cached_property
    def _instance(self) -> Instance:
        wide = self._wide
        extra = foresee(self.loaded.problem, wide, self.groups) if wide.openings else ()
        instance = compile_space(wide, BOOK, (TierName.SHORTAGE,), extra)
        reliefs = tuple(_reliefs(instance, self.remedies))
        rows = (
            *_bound(instance.rows, self.remedies),
            *_tied(self.solved, wide, instance.rows, self.remedies),
            *_classes(wide, instance.rows, self.remedies, self.groups),
            *(row for remedy in self.remedies for row in remedy.limits(wide)),
            *_in_turn(self.remedies),
            *(row for *_, bounds in reliefs for row in bounds),
        )
        shortage = instance.tiers[0]
        less = tuple((relief, -short.weight) for relief, short, _ in reliefs)
        price = Tier("price", tuple((remedy.key, self._price(remedy)) for remedy in self.remedies))
        keys = [*(remedy.key for remedy in self.remedies), *(relief for relief, *_ in reliefs)]
        counted: dict[Key, tuple[int, int]] = {key: (0, key.upper) for key in keys}
        return replace(
            instance,
            rows=rows,
            quantities={**instance.quantities, **counted},
            tiers=(replace(shortage, terms=(*shortage.terms, *less)), price),
            blocks=(),
        )


def _one_person(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Helpers of one sort who come on different days are one person."""
    found: list[Step] = []
    for step in steps:
        mine = step.remedy
        for at, other in enumerate(found):
            if isinstance(mine, Helper) and type(other.remedy) is type(mine) and (both := mine.joined(other.remedy)):
                found[at] = Step(both, 1, other.price + step.price)
                break
        else:
            found.append(step)
    return tuple(found)


def _bound(rows: Iterable[Row], remedies: Collection[Remedy]) -> Iterator[Row]:
    """The wide model's rows, with upper bounds as they are without any remedy, plus what each unit taken adds."""
    slacks: dict[str, list[tuple[Remedy, int]]] = {}
    for row in rows:
        if row.tag not in slacks:
            slacks[row.tag] = [(r, slack) for r in remedies if (slack := r.slack(row.tag))]
        if row.upper is None or forbids(row) or not slacks[row.tag]:
            yield row
            continue
        terms = [(remedy.key, -slack) for remedy, slack in slacks[row.tag]]
        counted = not row.tag.startswith("foresee/")  # which is asked of the school as it is
        already = sum(slack * remedy.most for remedy, slack in slacks[row.tag] if remedy.applied and counted)
        yield linear(row.tag, (*row.terms, *terms), row.lower, row.upper - already)


def _tied(base: Solved, wide: Space, rows: Iterable[Row], remedies: Collection[Remedy]) -> Iterator[Row]:
    """Options that are free in the wide space alone, tied to all remedies they need, or barred when none says so."""
    free_before = _free(base.space, base.instance.rows)
    free = _free(wide, rows)
    for option in _options(wide):
        name = unbounded(option.key)
        if name in free and name not in free_before and not _counted_place(option):
            upper = option.key.upper if isinstance(option.key, Amount) else 1
            needed = [remedy.key for remedy in remedies if remedy.frees(option)]
            yield from (linear("remedy/frees", [(option.key, 1), (key, -upper)], None, 0) for key in needed)
            if not needed:
                yield forbid("remedy/none", option.key)


def _free(space: Space, rows: Iterable[Row]) -> frozenset[Key]:
    barred = {row.terms[0][0] for row in rows if forbids(row)}
    return frozenset(unbounded(option.key) for option in _options(space) if option.key not in barred)


def _options(space: Space) -> Iterator[Option]:
    yield from space.duties
    yield from space.places
    yield from space.gathers
    yield from space.openings


def _counted_place(option: Option) -> bool:
    """Whether the option counts venues of a class, whose members `_classes` looks after."""
    return isinstance(option, PlaceOption) and isinstance(option.key, Amount)


def _classes(
    wide: Space, rows: Iterable[Row], remedies: Collection[Remedy], groups: Collection[PlacedGroup]
) -> Iterator[Row]:
    """Where venues are counted by class: no more in use on a date than usable as they are, and those made so."""
    cures = [r for r in remedies if isinstance(r, Inspect | OpenVenue | Light)]
    if not wide.openings or not cures:
        return
    classes = {members[0].id: members for members in venue_classes(wide.problem, occupied(tuple(groups)))}
    for row in rows:
        _, rule, *place = row.tag.split("/")
        if rule == "venue" and len(place) == 2 and place[0] in classes and row.upper is not None:
            members, when = {venue.id for venue in classes[place[0]]}, date.fromisoformat(place[1])
            needed = {r.venue.id: r.key for r in cures if r.venue.id in members and r.needed(when)}
            if needed:
                ties = ((key, -1) for key in needed.values())
                yield linear(row.tag, (*row.terms, *ties), None, row.upper - len(needed))


def _in_turn(remedies: Iterable[Remedy]) -> Iterator[Row]:
    """Helpers alike come one after the other, so that no two choices say the same."""
    last: dict[object, Helper] = {}
    for remedy in remedies:
        if isinstance(remedy, Helper):
            like = (type(remedy), remedy.hours, remedy.skills)
            if like in last:
                yield linear("remedy/turn", [(last[like].key, 1), (remedy.key, -1)], 0, None)
            last[like] = remedy


def _reliefs(instance: Instance, remedies: Collection[Remedy]) -> Iterator[tuple[Amount, Short, tuple[Row, ...]]]:
    """Quantities that take units of a shortage away: no more than there are, and than the remedy was taken."""
    for short in [key for key in instance.quantities if isinstance(key, Short)]:
        taken = {r.key: Amount("relief", (*r.key.of, short.of), 0, r.most) for r in remedies if r.relieves(short)}
        whole = linear("remedy/relief", [*((relief, 1) for relief in taken.values()), (short, -1)], None, 0)
        for key, relief in taken.items():
            yield relief, short, (linear("remedy/relief", [(relief, 1), (key, -1)], None, 0), whole)
