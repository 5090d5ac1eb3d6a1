"""Clash: rows of an instance that cannot hold together, as few as can be found, with a proof for each claim.

Whole groups of rows are dropped first, by labels from coarse to fine. Fractions decide quickly what they can (Junker,
"QuickXplain", AAAI 2004); what is left is then tried again over whole values, one group less at a time, which proves
that none of it can be spared; at last a second solver confirms that it clashes.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from solvers.answer import Status
from solvers.compact import compact
from solvers.hitting import Labels, Unsettled, fewest_clashing
from solvers.instance import Instance
from solvers.linear.holding import Holding
from solvers.rows import Row

Label = Callable[[Row], Hashable]
"""What group a row belongs to: who asked for it, or the row itself."""
Ask = Callable[[Instance], Status]
"""Answers whether an instance without tiers has values: FEASIBLE or PROVEN, IMPOSSIBLE, or NO_ANSWER."""
Possible = Callable[[Sequence[Hashable]], bool]


Refuted = Callable[[Sequence[int]], tuple[Status, Sequence[int]]]

WHOLE = 10
"""Work of a question over whole values."""
MOST_LABELS = 40
"""Labels among which the fewest that clash are looked for."""
MOST_KEYS = 8000
"""Keys of an instance in which they are: each question there is about nearly the whole of it."""


@dataclass(frozen=True)
class Clash:
    """Rows that no values within their keys' domains respect together.

    levels: for each labelling, coarse to fine, the labels the rows bear, in order.
    irreducible: for each labelling, whether it is proven that without the rows of any one label the others can hold.
    smallest: for each labelling, whether it is proven that no fewer labels clash.
    confirmed: whether a second solver agrees that the rows clash.
    """

    rows: tuple[Row, ...]
    levels: tuple[tuple[Hashable, ...], ...]
    irreducible: tuple[bool, ...]
    smallest: tuple[bool, ...]
    confirmed: bool


@dataclass(frozen=True)
class ClashAnswer:
    """IMPOSSIBLE with the clash; FEASIBLE: the rows can hold together; NO_ANSWER: not known within the limits."""

    status: Status
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How much may be asked: `work` for each clash (deterministic), `seconds` of wall clock in all as a safety net.

    A question over fractions is one unit of work, one over whole values WHOLE units. Past either limit, what is left is
    reported as it is, without the claim that it is irreducible. No clash takes more than half of the seconds left.
    """

    work: int = 2000
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Onward:
    """How to look on after a clash: without the rows `released`, if there are any, and first among those of one of
    `alike`."""

    released: Callable[[Row], bool] = lambda row: False
    alike: Sequence[Callable[[Row], bool]] = ()


def find_clash(
    instance: Instance, labels: Sequence[Label], ask: Ask, second: Ask, patience: Patience | None = None
) -> ClashAnswer:
    """What cannot hold together in an instance, narrowed by each labelling in turn.

    Raises InstanceError when the instance is malformed.
    """
    return next(find_clashes(instance, labels, ask, second, lambda clash: Onward(), patience))


def find_clashes(
    instance: Instance,
    labels: Sequence[Label],
    ask: Ask,
    second: Ask,
    onward: Callable[[Clash], Onward],
    patience: Patience | None = None,
) -> Iterator[ClashAnswer]:
    """One clash after another, each over the rows that are left once some of the last one are released.

    The last answer says whether what is then left can hold together; it is a clash only when nothing was released.
    Irreducible and smallest are claims about the rows left. Raises InstanceError when the instance is malformed.
    """
    hunt = _Hunt(replace(instance, tiers=(), blocks=()), ask, patience or Patience())
    left: Sequence[int] = range(len(instance.rows))
    alike: list[Sequence[int]] = []
    while True:
        status, rows = hunt.suspects(left, alike, labels[0])
        if status is not Status.IMPOSSIBLE:
            yield ClashAnswer(status)
            return
        clash = hunt.narrowed(left, rows, labels, second)
        yield ClashAnswer(Status.IMPOSSIBLE, clash)
        step = onward(clash)
        kept = [row for row in left if not step.released(instance.rows[row])]
        if len(kept) == len(left):
            return
        left, there = kept, set(kept)
        alike = [
            *([row for row in left if like(instance.rows[row])] for like in step.alike),
            *([row for row in rows if row in there] for rows in alike),
        ]


def part(instance: Instance, rows: Sequence[int]) -> Instance:
    """Some rows of an instance, with the keys they use and without tiers."""
    kept = tuple(instance.rows[row] for row in rows)
    used = {key for row in kept for key, _ in row.terms}
    return Instance(
        choices=tuple(key for key in instance.choices if key in used),
        quantities={key: bounds for key, bounds in instance.quantities.items() if key in used},
        rows=kept,
        tiers=(),
    )


def quickxplain(constraints: Sequence[Hashable], possible: Possible) -> list[Hashable]:
    """A subset that is impossible while no part of it is, of constraints that are impossible together (Junker 2004).

    Where `possible` wrongly says True the subset is larger, but impossible all the same.
    """

    def explain(background: list[Hashable], grown: bool, rest: Sequence[Hashable]) -> list[Hashable]:
        if grown and not possible(background):
            return []
        if len(rest) == 1:
            return list(rest)
        middle = len(rest) // 2
        first, last = rest[:middle], rest[middle:]
        late = explain([*background, *first], bool(first), last)
        early = explain([*background, *late], bool(late), first)
        return early + late

    return explain([], False, constraints) if constraints else []


class _Hunt:
    """One search for clashes: the questions it asks and what they cost."""

    def __init__(self, instance: Instance, ask: Ask, patience: Patience) -> None:
        self._instance, self._ask, self._patience = instance, ask, patience
        self._holding = Holding(compact(instance))
        self._known: dict[tuple[int, ...], bool | None] = {}
        self._corrections: list[Labels] = []
        self._spent = 0
        self._began = time.monotonic()

    @property
    def patient(self) -> bool:
        """Whether more may be asked."""
        return self._spent < self._patience.work and self._left > 0

    @property
    def _left(self) -> float:
        return self._patience.seconds - (time.monotonic() - self._began)

    def suspects(
        self, left: Sequence[int], alike: Iterable[Sequence[int]], label: Label
    ) -> tuple[Status, Sequence[int]]:
        """Whether the rows left can hold together, and if not, some of them that cannot.

        That is one of the sets `alike`, if one of those is impossible over fractions, else the rows of as few labels as
        clash at all, where that can be found out, else the rows a proof over fractions uses, else all.
        """
        self._spent = 0
        for rows in alike:
            if self._by_fractions(rows)[0] is Status.IMPOSSIBLE:
                return Status.IMPOSSIBLE, rows
        found, used = self._by_fractions(left)
        if found is Status.IMPOSSIBLE:
            return Status.IMPOSSIBLE, self._fewest(left, label, MOST_LABELS)[1] or used
        if found is not Status.PROVEN:
            found = self._ask(part(self._instance, left))
        return (Status.FEASIBLE if found is Status.PROVEN else found), left

    def narrowed(self, left: Sequence[int], rows: Sequence[int], labels: Sequence[Label], second: Ask) -> Clash:
        """A clash among rows that clash; `left` are all the rows there are."""
        hunt = _Hunt(part(self._instance, rows), self._ask, Patience(self._patience.work, self._left / 2))
        kept, coarsest, finest = hunt.narrow(labels)
        clash = part(hunt._instance, kept)
        levels = tuple(tuple(dict.fromkeys(label(row) for row in clash.rows)) for label in labels)
        count = len(levels[0])
        least = count == 1 or self._fewest(left, labels[0], count) == (True, None)
        return Clash(
            clash.rows,
            levels,
            (coarsest, *(finest for _ in labels[1:])),
            tuple(least and len(level) == count for level in levels),
            second(clash) is Status.IMPOSSIBLE,
        )

    def _fewest(self, left: Sequence[int], label: Label, below: int) -> tuple[bool, Sequence[int] | None]:
        """Whether it is known how few labels clash, and the rows of as few, if they are fewer than `below`."""
        groups = _grouped(self._instance, left, label)
        if len(groups) > MOST_LABELS or len(self._instance.bounds()) > MOST_KEYS:
            return False, None
        try:
            few = fewest_clashing(groups, self._corrections, lambda names: self._grown(groups, names), below)
        except Unsettled:
            return False, None
        return True, None if few is None else _joined(groups, few)

    def _grown(self, groups: Mapping[Hashable, Sequence[int]], names: Labels) -> Labels | None:
        """As many labels as can be found, these among them, whose rows are proven to hold together; None: these clash.

        Raises Unsettled when neither is known.
        """
        found, held = self._by_fractions(_joined(groups, names))[0], set(names)
        if found is Status.IMPOSSIBLE:
            return None
        for name in groups:
            if name not in held and (
                self._holding.respected(groups[name])
                or self._by_fractions(_joined(groups, (*held, name)))[0] in (Status.FEASIBLE, Status.PROVEN)
            ):
                held.add(name)
        for some in (held, names):
            known = self._settled(_joined(groups, some))
            if known is None:
                raise Unsettled
            if known:
                return frozenset(some)
        return None

    def narrow(self, labels: Sequence[Label]) -> tuple[Sequence[int], bool, bool]:
        """Fewer rows that clash, and whether it is proven that no label can be spared: of the coarsest, of the finest.

        By fractions as far as they see it, then over whole values: the coarsest labels first, which may drop much, then
        the finest. That none of the finest can be spared proves it of all others.
        """
        rows: Sequence[int] = range(len(self._instance.rows))
        needed: dict[Label, set[Hashable]] = {label: set() for label in labels}
        if self._by_fractions(rows)[0] is Status.IMPOSSIBLE:
            for label in labels:
                rows = self._sifted(rows, label, self._by_fractions, needed[label])
        else:
            for label in labels:
                rows = self._halved(rows, label)
        for label in dict.fromkeys((labels[0], labels[-1])):
            open_yet = _grouped(self._instance, rows, label).keys() - needed[label]
            if WHOLE * len(open_yet) <= self._patience.work - self._spent:  # a part of the proof is none
                rows = self._sifted(rows, label, self._by_whole_values, needed[label])
        coarsest, finest = (
            _grouped(self._instance, rows, label).keys() <= needed[label] for label in (labels[0], labels[-1])
        )
        return rows, coarsest or finest, finest

    def _halved(self, rows: Sequence[int], label: Label) -> Sequence[int]:
        """Rows that clash over whole values, of few labels among many."""
        groups = _grouped(self._instance, rows, label)
        return _joined(
            groups, quickxplain(list(groups), lambda names: self._settled(_joined(groups, names)) is not False)
        )

    def _sifted(self, rows: Sequence[int], label: Label, refuted: Refuted, needed: set[Hashable]) -> Sequence[int]:
        """Rows that clash when no label can be left out any more, tried one after another as far as that is known.

        `needed` takes in the labels without which whole values are proven to respect the rows; they do so, too, when
        there are fewer rows.
        """
        bears = {row: label(self._instance.rows[row]) for row in rows}
        for name in dict.fromkeys(bears.values()):
            others = [row for row in rows if bears[row] != name]
            if name not in needed and len(others) < len(rows):
                status, proof = refuted(others)
                if status is Status.NO_ANSWER:
                    break
                if status is Status.PROVEN:
                    needed.add(name)
                if status is Status.IMPOSSIBLE:
                    used = {bears[row] for row in proof}
                    rows = [row for row in others if bears[row] in used]
        return rows

    def _by_fractions(self, rows: Sequence[int]) -> tuple[Status, Sequence[int]]:
        """Whether fractions respect the rows together, and if not, some of them that are enough to show it.

        PROVEN when the fractions come upon are whole values.
        """
        if not rows:
            return Status.PROVEN, ()
        if not self.patient:
            return Status.NO_ANSWER, ()
        self._spent += 1
        if self._holding.possible(rows):
            return (Status.PROVEN if self._holding.whole() else Status.FEASIBLE), ()
        used = self._holding.refutation()
        return Status.IMPOSSIBLE, used if used and len(used) < len(rows) and not self._holding.possible(used) else rows

    def _by_whole_values(self, rows: Sequence[int]) -> tuple[Status, Sequence[int]]:
        """Whether whole values respect the rows together, PROVEN, IMPOSSIBLE (with the rows) or NO_ANSWER."""
        known = self._settled(rows)
        if known is None:
            return Status.NO_ANSWER, ()
        return (Status.PROVEN, ()) if known else (Status.IMPOSSIBLE, rows)

    def _settled(self, rows: Sequence[int]) -> bool | None:
        """Whether whole values respect the rows; None when that is not known."""
        key = tuple(rows)
        if key not in self._known:
            status, _ = self._by_fractions(rows)
            if status is Status.FEASIBLE:
                status = self._whole(rows)
            self._known[key] = None if status is Status.NO_ANSWER else status is not Status.IMPOSSIBLE
        return self._known[key]

    def _whole(self, rows: Sequence[int]) -> Status:
        """What the solver says of whole values, if there is patience for it."""
        if not self.patient:
            return Status.NO_ANSWER
        self._spent += WHOLE
        return self._ask(part(self._instance, rows))


def _joined(groups: Mapping[Hashable, Sequence[int]], names: Iterable[Hashable]) -> list[int]:
    """The rows of some labels, in order."""
    return sorted(row for name in names for row in groups[name])


def _grouped(instance: Instance, rows: Sequence[int], label: Label) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for row in rows:
        groups.setdefault(label(instance.rows[row]), []).append(row)
    return groups
