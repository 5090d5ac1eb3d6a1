"""Random tiny instances and the answer by trying everything."""

import itertools
import random
from dataclasses import dataclass

import numpy as np

from solvers.instance import Instance, Tier
from solvers.rows import (
    Row,
    at_least,
    at_most,
    cover,
    exactly,
    forbid,
    implies,
    linear,
    require,
    spread,
)


def every_assignment(instance: Instance):
    """All value dictionaries, in a fixed order."""
    bounds = instance.bounds()
    domains = [range(low, high + 1) for low, high in bounds.values()]
    for values in itertools.product(*domains):
        yield dict(zip(bounds, values, strict=True))


def holds(row: Row, values: dict) -> bool:
    """The row's inequality, written out once more, apart from the package."""
    total = sum(coefficient * values[key] for key, coefficient in row.terms)
    return (row.lower is None or total >= row.lower) and (row.upper is None or total <= row.upper)


@dataclass(frozen=True)
class Table:
    """What every tier comes to, a column each, for every legal assignment, a row each; read from the words of the
    rows, apart from the package.

    worst: the legal assignment with the largest tier values, in order; None when nothing is legal.
    """

    costs: np.ndarray
    worst: dict | None

    @property
    def best(self) -> tuple[int, ...] | None:
        """The lexicographically least tier values; None when nothing is legal."""
        if self.worst is None:
            return None
        found: tuple[int, ...] = ()
        for _ in range(self.costs.shape[1]):
            found = (*found, self.least_given(found))
        return found

    def least_given(self, reached: tuple[int, ...]) -> int | None:
        """The least value of the tier after those reached, while none of them is above what it reached."""
        kept = np.all(self.costs[:, : len(reached)] <= np.array(reached, dtype=np.int64), axis=1)
        return int(self.costs[kept, len(reached)].min()) if kept.any() else None


def everything(instance: Instance) -> Table:
    """Try all values of an instance: a million rows at most."""
    bounds = instance.bounds()
    sizes = [high - low + 1 for low, high in bounds.values()]
    count = int(np.prod(sizes, dtype=np.int64))
    assert count <= 1_000_000
    lows = np.array([low for low, _ in bounds.values()], dtype=np.int64)
    values = np.indices(sizes, dtype=np.int64).reshape(len(sizes), count).T + lows
    place = {key: column for column, key in enumerate(bounds)}
    for row in instance.rows:
        total = _sums(values, row.terms, place)
        low, high = (total if side is None else side for side in (row.lower, row.upper))
        values = values[(low <= total) & (total <= high)]
    costs = [_sums(values, tier.terms, place) + tier.constant for tier in instance.tiers]
    by_tiers = np.lexsort([*reversed(costs), np.zeros(len(values))])
    worst = dict(zip(bounds, values[by_tiers[-1]].tolist(), strict=True)) if len(values) else None
    return Table(np.array(costs, dtype=np.int64).reshape(len(costs), len(values)).T, worst)


def _sums(values: np.ndarray, terms: tuple, place: dict) -> np.ndarray:
    total = np.zeros(len(values), dtype=np.int64)
    for key, coefficient in terms:
        total = total + coefficient * values[:, place[key]]
    return total


def best(instance: Instance) -> tuple[int, ...] | None:
    """The lexicographically least tier values over all legal assignments, or None when there are none."""
    return everything(instance).best


def tiny(seed: int) -> Instance:
    """Up to 6 choices, 3 quantities, every kind of row; roughly a third have no legal values."""
    rng = random.Random(seed)
    choices = tuple(("x", index) for index in range(rng.randint(1, 6)))
    quantities = {
        "large": (0, rng.randint(2, 5)),
        "small": (rng.randint(-2, 0), 3),
        "short": (0, rng.randint(0, 2)),
    }
    keys = [*choices, *quantities]
    rows: list[Row] = []
    for number in range(rng.randint(1, 7)):
        rows += _row(rng, f"tag{number}", choices, keys)
    tiers = tuple(
        Tier(
            f"tier{number}",
            tuple((rng.choice(keys), rng.randint(-3, 4)) for _ in range(rng.randint(0, 5))),
            rng.randint(-5, 5),
        )
        for number in range(rng.randint(0, 3))
    )
    return Instance(choices, quantities, tuple(rows), tiers)


def _row(rng: random.Random, tag: str, choices: tuple, keys: list) -> list[Row]:
    some = rng.sample(choices, rng.randint(1, len(choices)))
    kind = rng.randrange(9)
    if kind == 0:
        return [at_most(tag, some, rng.randint(0, len(some)))]
    if kind == 1:
        return [at_least(tag, some, rng.randint(0, len(some)))]
    if kind == 2:
        return [exactly(tag, some, rng.randint(0, len(some)))]
    if kind == 3:
        return [forbid(tag, some[0])]
    if kind == 4:
        return [require(tag, some[0])]
    if kind == 5:
        return [implies(tag, some[0], some[-1])]
    if kind == 6:
        return [cover(tag, some, rng.randint(0, len(some) + 1), "short")]
    if kind == 7:
        loads = [([(key, rng.randint(1, 3)) for key in some], rng.randint(-1, 1)), ([(choices[0], 2)], 0)]
        return list(spread(tag, loads, "large", "small"))
    low = rng.randint(-6, 5)
    terms = [(rng.choice(keys), rng.randint(-4, 4)) for _ in range(rng.randint(0, 5))]
    return [linear(tag, terms, rng.choice([None, low]), rng.choice([None, low + rng.randint(-1, 6)]))]
