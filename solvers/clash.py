"""Clash: rows of an instance that cannot hold together, as few as can be found, with a proof for each claim.

Whole groups of rows are dropped first, by labels from coarse to fine. Fractions decide quickly what they can (Junker,
"QuickXplain", AAAI 2004); what is left is then tried again over whole values, one group less at a time, which proves
that none of it can be spared; at last a second solver confirms that it clashes.
"""

import time
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from solvers.answer import Status
from solvers.compact import compact
from solvers.instance import Instance
from solvers.linear.holding import Holding
from solvers.rows import Row

Label = Callable[[Row], Hashable]
"""What group a row belongs to: who asked for it, or the row itself."""
Ask = Callable[[Instance], Status]
"""Answers whether an instance without tiers has values: FEASIBLE or PROVEN, IMPOSSIBLE, or NO_ANSWER."""
Possible = Callable[[Sequence[Hashable]], bool]


MOST_ALONE = 200
"""Labels that are tried alone to prove that two is the smallest clash there is."""


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
    """How much may be asked: `questions` over whole values (deterministic), `seconds` of wall clock as a safety net.

    Past either, what is left is reported as it is, without the claim that it is irreducible.
    """

    questions: int = 2000
    seconds: float = 60.0


def find_clash(
    instance: Instance, labels: Sequence[Label], ask: Ask, second: Ask, patience: Patience | None = None
) -> ClashAnswer:
    """What cannot hold together in an instance, narrowed by each labelling in turn.

    Raises InstanceError when the instance is malformed.
    """
    return next(find_clashes(instance, labels, ask, second, lambda clash: (), patience))


def find_clashes(
    instance: Instance,
    labels: Sequence[Label],
    ask: Ask,
    second: Ask,
    release: Callable[[Clash], Collection[Row]],
    patience: Patience | None = None,
) -> Iterator[ClashAnswer]:
    """One clash after another, each over the rows that are left once those `release` picks from the last are let go.

    The last answer says whether what is then left can hold together; it is a clash only when nothing was let go.
    Irreducible and smallest are claims about the rows left. Raises InstanceError when the instance is malformed.
    """
    bare = replace(instance, tiers=(), blocks=())
    hunt = _Hunt(bare, ask, patience or Patience())
    left = tuple(range(len(bare.rows)))
    while True:
        status, rows = hunt.suspects(left)
        if status is not Status.IMPOSSIBLE:
            yield ClashAnswer(status)
            return
        found, rows = hunt.narrowed(left, rows, labels, second)
        yield ClashAnswer(Status.IMPOSSIBLE, found)
        gone = {id(row) for row in release(found)}
        if not gone:
            return
        left = tuple(row for row in left if id(bare.rows[row]) not in gone)


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


def one_less(constraints: Sequence[Hashable], possible: Possible) -> list[Hashable]:
    """The same by leaving out one constraint after another: fewest questions where nearly all are needed."""
    kept = list(constraints)
    for constraint in constraints:
        others = [c for c in kept if c != constraint]
        if others and not possible(others):
            kept = others
    return kept


class _Hunt:
    """One search for clashes: the questions it asks and what they cost."""

    def __init__(self, instance: Instance, ask: Ask, patience: Patience) -> None:
        self._instance, self._ask, self._patience = instance, ask, patience
        self._holding = Holding(compact(instance))
        self._known: dict[tuple[int, ...], bool] = {}
        self._asked = 0
        self._began = time.monotonic()

    @property
    def patient(self) -> bool:
        """Whether more may be asked."""
        return self._asked < self._patience.questions and self._left > 0

    @property
    def _left(self) -> float:
        return self._patience.seconds - (time.monotonic() - self._began)

    def suspects(self, rows: Sequence[int]) -> tuple[Status, Sequence[int]]:
        """Whether the rows can hold together, and if not, some of them that cannot: those a proof over fractions uses."""
        if self.fractions(rows):
            status = Status.FEASIBLE if self._holding.whole() else self._ask(part(self._instance, rows))
            return (Status.FEASIBLE if status is Status.PROVEN else status), rows
        used = self._holding.refutation()
        return Status.IMPOSSIBLE, rows if not used or self.fractions(used) else used

    def narrowed(
        self, left: Sequence[int], rows: Sequence[int], labels: Sequence[Label], second: Ask
    ) -> tuple[Clash, Sequence[int]]:
        """A clash among rows that clash, and their numbers; `left` are all the rows there are."""
        bare, whole = self._instance, len(rows)
        if not self.fractions(rows):
            for label in labels:
                rows = _narrowed(bare, rows, label, self.fractions, quickxplain)
        for label in labels:
            rows = _narrowed(bare, rows, label, self.whole, quickxplain if len(rows) == whole else one_less)
        groups = [_grouped(bare, rows, label) for label in labels]
        irreducible = tuple(self.patient and self.spares(rows, group) for group in groups)
        smallest = tuple(self.least(left, len(group), label) for group, label in zip(groups, labels, strict=True))
        confirmed = second(part(bare, rows)) is Status.IMPOSSIBLE
        kept = tuple(bare.rows[row] for row in rows)
        return Clash(kept, tuple(tuple(group) for group in groups), irreducible, smallest, confirmed), rows

    def fractions(self, rows: Sequence[int]) -> bool:
        """Whether fractions respect the rows; True once there is no patience left."""
        return self._left <= 0 or self._holding.possible(rows)

    def whole(self, rows: Sequence[int]) -> bool:
        """Whether whole values do; True, too, when it is not known."""
        return self._settled(rows) is not False

    def spares(self, rows: Sequence[int], groups: Mapping[Hashable, Sequence[int]]) -> bool:
        """Whether the rows are proven to hold together without any one of the groups."""
        return all(self._settled([r for r in rows if r not in set(group)]) is True for group in groups.values())

    def least(self, left: Sequence[int], count: int, label: Label) -> bool:
        """Whether it is proven that fewer than `count` labels cannot clash; tried up to two."""
        everything = _grouped(self._instance, left, label)
        if count == 2 and len(everything) <= MOST_ALONE:
            return all(self._settled(group) is True for group in everything.values())
        return count == 1

    def _settled(self, rows: Sequence[int]) -> bool | None:
        key = tuple(rows)
        if key not in self._known and self.patient:
            if not rows or not self.fractions(rows):
                self._known[key] = not rows
            elif self._holding.whole():
                self._known[key] = True
            else:
                self._asked += 1
                status = self._ask(part(self._instance, rows))
                if status is not Status.NO_ANSWER:
                    self._known[key] = status is not Status.IMPOSSIBLE
        return self._known.get(key)


def _narrowed(
    instance: Instance,
    rows: Sequence[int],
    label: Label,
    possible: Callable[[Sequence[int]], bool],
    narrow: Callable[[Sequence[Hashable], Possible], list[Hashable]],
) -> tuple[int, ...]:
    """The rows whose labels still clash when no label can be spared."""
    groups = _grouped(instance, rows, label)

    def together(names: Sequence[Hashable]) -> bool:
        return possible(sorted(row for name in names for row in groups[name]))

    kept = narrow(list(groups), together)
    return tuple(sorted(row for name in kept for row in groups[name]))


def _grouped(instance: Instance, rows: Sequence[int], label: Label) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for row in rows:
        groups.setdefault(label(instance.rows[row]), []).append(row)
    return groups
