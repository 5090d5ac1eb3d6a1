"""An instance as arrays: what engines read and what crosses to another process, without a single key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solvers.answer import Status, TierResult
from solvers.families import Family, families_of
from solvers.instance import Instance
from solvers.rows import Key, Terms

Vector = NDArray[np.int64]
OPEN = 2**62
"""Stands for a side of a row that is not bounded (-OPEN below, OPEN above)."""


@dataclass(frozen=True)
class Cost:
    """One tier over columns."""

    name: str
    columns: Vector
    coefficients: Vector
    constant: int
    step: int = 1
    share: int = 1
    least: int = -OPEN

    def of(self, values: Vector) -> int:
        """sum(coefficient * value) + constant."""
        return int(self.coefficients @ values[self.columns]) + self.constant


@dataclass(frozen=True)
class Compact:
    """An instance over columns 0..n-1, choices first.

    Rows are stored one after another: row r owns columns[starts[r]:starts[r+1]], sorted, each column once,
    coefficients never 0.
    """

    low: Vector
    high: Vector
    starts: Vector
    columns: Vector
    coefficients: Vector
    lower: Vector
    upper: Vector
    costs: tuple[Cost, ...]
    choices: int = 0
    """How many columns, the first ones, are 0/1 choices; the others are quantities."""
    blocks: tuple[Vector, ...] = ()
    """Complicating columns, in blocks that are best decided together."""
    families: tuple[Family, ...] = ()
    """Ways to group the choices: by what their keys are about, by who asked for their rows."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.low)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.lower)

    def legal(self, values: Vector) -> bool:
        """Whether values lie in their domains and respect every row."""
        if len(values) != self.width or bool(np.any(values < self.low) or np.any(values > self.high)):
            return False
        return not len(self.broken(values))

    def broken(self, values: Vector) -> Vector:
        """The rows that values break, in order."""
        sums = self._row_sums(self.coefficients * values[self.columns])
        found: Vector = np.flatnonzero((sums < self.lower) | (sums > self.upper))
        return found

    def costs_of(self, values: Vector) -> tuple[int, ...]:
        """What each tier comes to."""
        return tuple(cost.of(values) for cost in self.costs)

    def hopeless(self) -> bool:
        """Whether a single row can never hold, whatever the values: proof enough without an engine."""
        at_low = self.coefficients * self.low[self.columns]
        at_high = self.coefficients * self.high[self.columns]
        least = self._row_sums(np.minimum(at_low, at_high))
        most = self._row_sums(np.maximum(at_low, at_high))
        reachable = np.maximum(least, self.lower) <= np.minimum(most, self.upper)
        return not bool(np.all(reachable))

    @cached_property
    def plain_bounds(self) -> tuple[int, ...]:
        """For each tier, the least it could be if there were no rows, or what is known of it if that is more."""
        return tuple(
            max(
                cost.least,
                cost.constant
                + int(
                    np.minimum(
                        cost.coefficients * self.low[cost.columns], cost.coefficients * self.high[cost.columns]
                    ).sum()
                ),
            )
            for cost in self.costs
        )

    def _row_sums(self, products: Vector) -> Vector:
        running = np.concatenate((np.zeros(1, np.int64), np.cumsum(products)))
        sums: Vector = running[self.starts[1:]] - running[self.starts[:-1]]
        return sums


@dataclass(frozen=True)
class CompactAnswer:
    """An engine's answer over columns; `values` is None when nothing was found."""

    status: Status
    values: Vector | None
    tiers: tuple[TierResult, ...]
    seconds: float
    first_seconds: float | None
    note: str = ""


def compact(instance: Instance) -> Compact:
    """Turn a sound instance into arrays. Raises InstanceError when it is not sound."""
    instance.check()
    bounds = instance.bounds()
    place = {key: column for column, key in enumerate(bounds)}
    domains = np.array(list(bounds.values()), dtype=np.int64).reshape(-1, 2)
    starts, columns, coefficients = _pack((row.terms for row in instance.rows), place)
    return Compact(
        low=domains[:, 0].copy(),
        high=domains[:, 1].copy(),
        starts=starts,
        columns=columns,
        coefficients=coefficients,
        lower=_filled((row.lower for row in instance.rows), -OPEN),
        upper=_filled((row.upper for row in instance.rows), OPEN),
        costs=tuple(
            Cost(
                tier.name,
                *_pack((tier.terms,), place)[1:],
                tier.constant,
                tier.step,
                tier.share,
                -OPEN if tier.least is None else tier.least,
            )
            for tier in instance.tiers
        ),
        choices=len(instance.choices),
        blocks=tuple(np.array([place[key] for key in block], dtype=np.int64) for block in instance.blocks),
        families=families_of(instance, place),
    )


def columns_of(instance: Instance, hint: Mapping[Key, int]) -> Mapping[int, int]:
    """A hint by column, in column order; keys the instance does not know are left out, values are clipped."""
    return {
        column: min(max(int(hint[key]), low), high)
        for column, (key, (low, high)) in enumerate(instance.bounds().items())
        if key in hint
    }


def keyed(instance: Instance, values: Vector) -> dict[Key, int]:
    """A column vector as key -> value."""
    return dict(zip(instance.bounds(), values.tolist(), strict=True))


def _filled(numbers: Iterable[int | None], missing: int) -> Vector:
    return np.array([missing if number is None else number for number in numbers], dtype=np.int64)


def _pack(sums: Iterable[Terms], place: Mapping[Key, int]) -> tuple[Vector, Vector, Vector]:
    """Sums one after another as (starts, columns, coefficients), repeated keys added up and zeros dropped."""
    columns: list[int] = []
    coefficients: list[int] = []
    lengths: list[int] = []
    for terms in sums:
        lengths.append(len(terms))
        columns += [place[key] for key, _ in terms]
        coefficients += [coefficient for _, coefficient in terms]
    return _tidied(
        np.repeat(np.arange(len(lengths), dtype=np.int64), np.array(lengths, dtype=np.int64)),
        np.array(columns, dtype=np.int64),
        np.array(coefficients, dtype=np.int64),
        len(lengths),
    )


def _tidied(rows: Vector, columns: Vector, coefficients: Vector, height: int) -> tuple[Vector, Vector, Vector]:
    order = np.lexsort((columns, rows))
    rows, columns, coefficients = rows[order], columns[order], coefficients[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    first = np.flatnonzero(fresh)
    if len(first):
        coefficients = np.add.reduceat(coefficients, first)
    rows, columns = rows[first], columns[first]
    kept = coefficients != 0
    starts = np.zeros(height + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows[kept], minlength=height), out=starts[1:])
    return starts, columns[kept], coefficients[kept]
