"""Clash: rows of an instance that cannot hold together, as few as can be found, with a proof for each claim.

Whole groups of rows are dropped first, by labels from coarse to fine. Fractions decide quickly what they can (Junker,
"QuickXplain", AAAI 2004); what is left is then tried again over whole values, one group less at a time, which proves
that none of it can be spared; at last a second solver confirms that it clashes.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from solvers.answer import Status
from solvers.hitting import Labels, Unsettled, fewest_clashing
from solvers.instance import Instance
from solvers.questions import WHOLE, Ask, Patience, Questions, part
from solvers.rows import Row

Label = Callable[[Row], Hashable]
"""What group a row belongs to: who asked for it, or the row itself."""
Possible = Callable[[Sequence[Hashable]], bool]
Refuted = Callable[[Sequence[int]], tuple[Status, Sequence[int]]]
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
    Where the second solver finds values for a clash, the answer is NO_ANSWER and the last.
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
        if clash is None:
            yield ClashAnswer(Status.NO_ANSWER)
            return
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


class _Hunt(Questions):
    """One search for clashes."""

    def __init__(self, instance: Instance, ask: Ask, patience: Patience) -> None:
        super().__init__(instance, ask, patience)
        self._corrections: list[Labels] = []

    def suspects(
        self, left: Sequence[int], alike: Iterable[Sequence[int]], label: Label
    ) -> tuple[Status, Sequence[int]]:
        """Whether the rows left can hold together, and if not, some of them that cannot.

        That is one of the sets `alike`, if one of those is impossible over fractions, else the rows of as few labels as
        clash at all, where that can be found out, else the rows a proof over fractions uses, else all.
        """
        self.afresh()
        for rows in alike:
            if self.by_fractions(rows)[0] is Status.IMPOSSIBLE:
                return Status.IMPOSSIBLE, rows
        found, used = self.by_fractions(left)
        if found is Status.IMPOSSIBLE:
            return Status.IMPOSSIBLE, self._fewest(left, label, MOST_LABELS)[1] or used
        if found is not Status.PROVEN:
            found = self.ask(left)
        return (Status.FEASIBLE if found is Status.PROVEN else found), left

    def narrowed(self, left: Sequence[int], rows: Sequence[int], labels: Sequence[Label], second: Ask) -> Clash | None:
        """A clash among rows that clash; `left` are all there are. None when the second solver finds values for it."""
        hunt = _Hunt(part(self.instance, rows), self._ask, Patience(self._patience.work, self.seconds_left / 2))
        kept, coarsest, finest = hunt.narrow(labels)
        clash = part(hunt.instance, kept)
        opinion = second(clash)
        if opinion in (Status.FEASIBLE, Status.PROVEN):
            return None
        levels = tuple(tuple(dict.fromkeys(label(row) for row in clash.rows)) for label in labels)
        count = len(levels[0])
        least = count == 1 or self._fewest(left, labels[0], count) == (True, None)
        return Clash(
            clash.rows,
            levels,
            (coarsest, *(finest for _ in labels[1:])),
            tuple(least and len(level) == count for level in levels),
            opinion is Status.IMPOSSIBLE,
        )

    def _fewest(self, left: Sequence[int], label: Label, below: int) -> tuple[bool, Sequence[int] | None]:
        """Whether it is known how few labels clash, and the rows of as few, if they are fewer than `below`."""
        groups = _grouped(self.instance, left, label)
        if len(groups) > MOST_LABELS or len(self.instance.bounds()) > MOST_KEYS:
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
        held = set(names)
        if self.by_fractions(_joined(groups, held))[0] is Status.IMPOSSIBLE:
            return None
        held |= self._respected(groups)
        for name in groups:
            more = _joined(groups, (*held, name))
            if name not in held and self.by_fractions(more)[0] in (Status.FEASIBLE, Status.PROVEN):
                held |= {name} | self._respected(groups)
        for some in (held, names):
            known = self.settled(_joined(groups, some))
            if known is None:
                raise Unsettled
            if known:
                return frozenset(some)
        return None

    def _respected(self, groups: Mapping[Hashable, Sequence[int]]) -> set[Hashable]:
        """Labels whose rows the fractions come upon last respect anyway."""
        broken = self.broken()
        return {name for name, rows in groups.items() if broken.isdisjoint(rows)}

    def narrow(self, labels: Sequence[Label]) -> tuple[Sequence[int], bool, bool]:
        """Fewer rows that clash, and whether it is proven that no label can be spared: of the coarsest, of the finest.

        By fractions as far as they see it, then over whole values: the coarsest labels first, which may drop much, then
        the finest. That none of the finest can be spared proves it of all others.
        """
        rows: Sequence[int] = range(len(self.instance.rows))
        needed: dict[Label, set[Hashable]] = {label: set() for label in labels}
        if self.by_fractions(rows)[0] is Status.IMPOSSIBLE:
            for label in labels:
                rows = self._sifted(rows, label, self.by_fractions, needed[label])
        else:
            for label in labels:
                rows = self._halved(rows, label)
        for label in dict.fromkeys((labels[0], labels[-1])):
            open_yet = _grouped(self.instance, rows, label).keys() - needed[label]
            if WHOLE * len(open_yet) <= self.work_left:  # a part of the proof is none
                rows = self._sifted(rows, label, self.by_whole_values, needed[label])
        coarsest, finest = (
            _grouped(self.instance, rows, label).keys() <= needed[label] for label in (labels[0], labels[-1])
        )
        return rows, coarsest or finest, finest

    def _halved(self, rows: Sequence[int], label: Label) -> Sequence[int]:
        """Rows that clash over whole values, of few labels among many."""
        groups = _grouped(self.instance, rows, label)
        return _joined(
            groups, quickxplain(list(groups), lambda names: self.settled(_joined(groups, names)) is not False)
        )

    def _sifted(self, rows: Sequence[int], label: Label, refuted: Refuted, needed: set[Hashable]) -> Sequence[int]:
        """Rows that clash when no label can be left out any more, tried one after another as far as that is known.

        `needed` takes in the labels without which whole values are proven to respect the rows; they do so, too, when
        there are fewer rows.
        """
        bears = {row: label(self.instance.rows[row]) for row in rows}
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


def _joined(groups: Mapping[Hashable, Sequence[int]], names: Iterable[Hashable]) -> list[int]:
    """The rows of some labels, in order."""
    return sorted(row for name in names for row in groups[name])


def _grouped(instance: Instance, rows: Sequence[int], label: Label) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for row in rows:
        groups.setdefault(label(instance.rows[row]), []).append(row)
    return groups
