"""Values of a like instance made to fit this one, so that a search can start where another ended.

A local repair in the manner of feasibility jump (Luteberget and Sartor, Mathematical Programming Computation 2023): a
broken row moves the one of its keys that leaves the least broken, and among those the one that costs least.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from solvers.instance import Instance
from solvers.rows import Key, Row

MOST_LOOKS = 4_000_000
"""Cells looked at before a fitting is given up; some four seconds."""
MOST_TURNS = 1_000
"""How often a row may be taken up."""
FREE_TURNS = 40
"""How often before it may be mended at the expense of the first tier."""


def fitted(instance: Instance, values: Mapping[Key, int]) -> dict[Key, int] | None:
    """A value for every key that keeps every row, near the values given; None when the repair does not end well.

    Keys unknown here are left out, keys without a value begin at their smallest, and values are clipped to the domain.
    """
    bounds = instance.bounds()
    start = {key: min(max(values.get(key, low), low), high) for key, (low, high) in bounds.items()}
    return _Repair(instance, bounds, start).ended()


@dataclass
class _Repair:
    """Values under repair, what every row comes to, and what is broken."""

    instance: Instance
    bounds: Mapping[Key, tuple[int, int]]
    values: dict[Key, int]
    cells: dict[Key, dict[int, int]] = field(default_factory=dict)
    sums: list[int] = field(default_factory=list)
    costs: list[Mapping[Key, int]] = field(default_factory=list)
    weights: dict[int, int] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)
    looks: int = 0

    def __post_init__(self) -> None:
        self.costs = [dict(tier.terms) for tier in self.instance.tiers]
        for number, row in enumerate(self.instance.rows):
            total = 0
            for key, coefficient in row.terms:
                mine = self.cells.setdefault(key, {})
                mine[number] = mine.get(number, 0) + coefficient
                total += coefficient * self.values[key]
            self.sums.append(total)

    def ended(self) -> dict[Key, int] | None:
        """The values once no row is broken; None when that takes too long.

        A row no move betters weighs more from then on, until it is worth breaking others for.
        """
        waiting = dict.fromkeys(n for n, total in enumerate(self.sums) if _excess(self.instance.rows[n], total))
        while waiting:
            number = next(iter(waiting))
            del waiting[number]
            if not _excess(self.instance.rows[number], self.sums[number]):
                continue
            self.turns[number] = self.turns.get(number, 0) + 1
            if self.turns[number] > MOST_TURNS or self.looks > MOST_LOOKS:
                return None
            move = self._best(number)
            if move is None:
                waiting[number] = None
            else:
                waiting |= dict.fromkeys(self._make(*move))
        return self.values

    def _best(self, number: int) -> tuple[Key, int] | None:
        """The move of a key of the row that leaves least broken, the cheapest among equals; None when every one leaves
        as much as there is, and then the row weighs more."""
        moves = [move for move in self._moves(number) if self.turns[number] > FREE_TURNS or not self._dear(*move)]
        prices = [self._price(key, to) for key, to in moves]
        best = min(range(len(moves)), key=prices.__getitem__, default=None)
        if best is None or prices[best][0] >= 0:
            self.weights[number] = self.weights.get(number, 1) + 1
            return None
        return moves[best]

    def _moves(self, number: int) -> Iterator[tuple[Key, int]]:
        """Every key of the row, with the value nearest to its own that mends the row, or as far as it can go."""
        excess = _excess(self.instance.rows[number], self.sums[number])
        for key in dict(self.instance.rows[number].terms):
            coefficient, (low, high) = self.cells[key][number], self.bounds[key]
            if coefficient:
                step = -excess // coefficient if (excess > 0) == (coefficient > 0) else -(excess // coefficient)
                to = min(max(self.values[key] + step, low), high)
                if to != self.values[key]:
                    yield key, to

    def _dear(self, key: Key, to: int) -> bool:
        """Whether a move makes the first tier worse."""
        return bool(self.costs) and self.costs[0].get(key, 0) * (to - self.values[key]) > 0

    def _price(self, key: Key, to: int) -> tuple[int, ...]:
        """How much more is broken after a move, by weight, then by how much each tier rises."""
        by, rise = to - self.values[key], 0
        for number, coefficient in self.cells[key].items():
            row, total = self.instance.rows[number], self.sums[number]
            more = abs(_excess(row, total + coefficient * by)) - abs(_excess(row, total))
            rise += more * self.weights.get(number, 1)
        self.looks += len(self.cells[key])
        return rise, *(costs.get(key, 0) * by for costs in self.costs)

    def _make(self, key: Key, to: int) -> list[int]:
        """Move a key; the rows it is in."""
        by = to - self.values[key]
        self.values[key] = to
        for number, coefficient in self.cells[key].items():
            self.sums[number] += coefficient * by
        return list(self.cells[key])


def _excess(row: Row, total: int) -> int:
    """By how much a sum is over the row's upper side, or, below 0, under its lower one; 0 when the row holds."""
    if row.upper is not None and total > row.upper:
        return total - row.upper
    return total - row.lower if row.lower is not None and total < row.lower else 0
