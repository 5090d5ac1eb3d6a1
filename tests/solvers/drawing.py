"""Random tiny instances of every shape: each row constructor, steps, blocks, islands, nothing at all."""

import random
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from math import gcd

from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, at_least, at_most, cover, exactly, forbid, implies, linear, require, spread
from tests.solvers.brute import Table, everything, holds

TRIES = 4
"""Draws of a row that holds at the planted values, before any draw will do."""
STEPS = (2, 3, 7, 60)


@cache
def case(seed: int) -> tuple[Instance, Table]:
    """A tiny instance and all its legal assignments; the same seed gives the same instance."""
    rng = random.Random(seed)
    two = rng.random() < 0.2
    instance = side_by_side(_island(rng, "a", 3), _island(rng, "b", 2)) if two else _island(rng, "a", 6)
    table = everything(instance)
    tiers = tuple(_with_least(rng, tier, table, index) for index, tier in enumerate(instance.tiers))
    return replace(instance, tiers=tiers, blocks=_blocks(rng, instance)), table


@cache
def larger(seed: int) -> Instance:
    """Up to 16 choices under 5 to 14 rows of every kind, too many values to try; no blocks."""
    return _island(random.Random(seed), "a", 16, (5, 14))


def side_by_side(first: Instance, second: Instance) -> Instance:
    """Both at once, over keys that must differ; tiers are added up in order, one with no partner stays as it is."""
    pairs = zip_longest(first.tiers, second.tiers)
    return Instance(
        (*first.choices, *second.choices),
        {**first.quantities, **second.quantities},
        (*first.rows, *second.rows),
        tuple(_sum(one, other) if one and other else one or other for one, other in pairs),
        (*first.blocks, *second.blocks),
    )


def _sum(one: Tier, other: Tier) -> Tier:
    return Tier(
        one.name,
        (*one.terms, *other.terms),
        one.constant + other.constant,
        step=gcd(one.step, other.step),
        share=max(one.share, other.share),
    )


def _island(rng: random.Random, name: str, most: int, height: tuple[int, int] = (0, 7)) -> Instance:
    """Up to `most` choices and three quantities. Most rows hold at planted values, so that many hold together."""
    choices: tuple[Key, ...] = tuple((name, number) for number in range(rng.choice((0, *range(1, most + 1)))))
    low = rng.randint(-2, 1)
    every: dict[Key, tuple[int, int]] = {
        f"{name} large": (rng.randint(-1, 1), rng.randint(2, 5)),
        f"{name} small": (low, low + rng.randint(0, 4)),
        f"{name} short": (0, rng.randint(0, 2)),
    }
    quantities = every if choices and rng.random() < 0.9 else dict(rng.sample(sorted(every.items()), rng.randint(0, 3)))
    domains = {**dict.fromkeys(choices, (0, 1)), **quantities}
    planted = {key: rng.randint(*domain) for key, domain in domains.items()}
    rows: list[Row] = []
    for number in range(rng.randint(*height)):
        rows += _held(rng, f"{number}/{number % 3}", name, choices, quantities, planted)
    tiers = tuple(_tier(rng, number, name, list(domains), quantities) for number in range(rng.randint(0, 3)))
    return Instance(choices, quantities, tuple(rows), tiers)


def _held(rng: random.Random, tag: str, name: str, choices: tuple, quantities: dict, planted: dict) -> list[Row]:
    """Rows of one kind; after so many tries also such as break at the planted values."""
    for _ in range(TRIES):
        rows = _rows(rng, tag, name, choices, quantities)
        if all(holds(row, planted) for row in rows):
            return rows
    return rows


def _rows(rng: random.Random, tag: str, name: str, choices: tuple, quantities: dict) -> list[Row]:
    """Rows by one of the constructors; "linear" and "equality" alone where there is no choice."""
    keys = [*choices, *quantities]
    kind = rng.choice(KINDS if choices and len(quantities) == 3 else ["linear", "equality"])
    some = rng.sample(choices, rng.randint(1, len(choices))) if choices else []
    terms = [(rng.choice(keys), rng.randint(-4, 4)) for _ in range(rng.randint(0, 5))] if keys else []
    low, n, tag = rng.randint(-6, 5), rng.randint(0, len(some)), f"{kind}/{tag}"
    match kind:
        case "at_most":
            return [at_most(tag, some, n)]
        case "at_least":
            return [at_least(tag, some, n)]
        case "exactly":
            return [exactly(tag, some, n)]
        case "forbid":
            return [forbid(tag, some[0])]
        case "require":
            return [require(tag, some[0])]
        case "implies":
            return [implies(tag, some[0], some[-1])]
        case "cover":
            return [cover(tag, some, n + 1, f"{name} short")]
        case "spread":
            loads = [([(key, rng.randint(1, 3)) for key in some], rng.randint(-1, 1)), ([(choices[0], 2)], 0)]
            return list(spread(tag, loads, f"{name} large", f"{name} small"))
        case "equality":
            return [linear(tag, terms, low, low)]
    return [linear(tag, terms, rng.choice([None, low]), rng.choice([None, low + rng.randint(-1, 6)]))]


KINDS = ["at_most", "at_least", "exactly", "forbid", "require", "implies", "cover", "spread", "linear", "equality"]


def _tier(rng: random.Random, number: int, name: str, keys: list, quantities: dict) -> Tier:
    """Random prices, or the spread of the loads; every third a multiple of a step."""
    if len(quantities) == 3 and rng.random() < 0.2:
        terms: list[tuple[Key, int]] = [(f"{name} large", 1), (f"{name} small", -1)]
    else:
        terms = [(rng.choice(keys), rng.randint(-3, 4)) for _ in range(rng.randint(0, 5))] if keys else []
    step = rng.choice(STEPS) if rng.random() < 0.35 else 1
    return Tier(
        f"tier{number}",
        tuple((key, step * coefficient) for key, coefficient in terms),
        step * rng.randint(-5, 5),
        step=step,
        share=rng.choice((1, 1, 1, 3)),
    )


def _with_least(rng: random.Random, tier: Tier, table: Table, index: int) -> Tier:
    """Every fourth tier with a value that it cannot fall below, the least it takes or somewhat less."""
    if rng.random() < 0.75 or table.worst is None:
        return tier
    return replace(tier, least=int(table.costs[:, index].min()) - rng.choice((0, 0, 1, 5)))


def _blocks(rng: random.Random, instance: Instance) -> tuple[tuple[Key, ...], ...]:
    """Half of the instances have some of their keys dealt into blocks of one to three."""
    keys = [*instance.choices, *instance.quantities] if rng.random() < 0.3 else list(instance.choices)
    if not keys or rng.random() < 0.5:
        return ()
    chosen = rng.sample(keys, rng.randint(1, len(keys)))
    blocks = []
    while chosen:
        size = rng.randint(1, min(3, len(chosen)))
        blocks.append(tuple(chosen[:size]))
        chosen = chosen[size:]
    return tuple(blocks)
