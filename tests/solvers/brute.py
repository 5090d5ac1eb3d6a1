"""Random tiny instances and the answer by trying everything."""

import itertools
import random

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


def best(instance: Instance):
    """The lexicographically least tier values over all legal assignments, or None when there are none."""
    found = None
    for values in every_assignment(instance):
        if all(holds(row, values) for row in instance.rows):
            costs = tuple(
                sum(coefficient * values[key] for key, coefficient in tier.terms) + tier.constant
                for tier in instance.tiers
            )
            if found is None or costs < found:
                found = costs
    return found


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
