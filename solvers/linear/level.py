"""Levelling: better values of a stepped tier by freeing the blocks that bind it and a few others.

In a fairness tier the largest and smallest loads are held by few adults. With everybody else's choices kept, a small
MIP decides anew for those few and some partners to trade with (large neighbourhood search, Shaw, "Using constraint
programming and local search methods to solve vehicle routing problems", 1998).
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from solvers.compact import OPEN, Compact, Vector
from solvers.engines.best import Collected
from solvers.engines.protocol import Budget
from solvers.linear.search import HighsSearch, effort_of

FREED = 36
"""Blocks freed in a round, binding ones and partners."""
LEAST_PARTNERS = 16
MOST_HOLDERS = 48
FEWEST_FIRST = 0.7
FROM_EACH_ROW = 4
ROUNDS_PER_EFFORT = 15
FRUITLESS = 14
"""Rounds without gain before levelling ends; fewer when the budget stalls sooner."""
GROWTH = 3
"""How many times larger rounds become when they bear no fruit."""
ROUND_CHECKS = 8
"""A round ends after so many of the MIP's own looks at its limits, whatever the size: gains come early or not."""

Mask = NDArray[np.bool_]


def levelled(
    problem: Compact, values: Vector, tier: int, bound: int, frozen: list[tuple[int, int]], budget: Budget
) -> Vector:
    """Legal values whose tier is no larger and whose frozen tiers hold; the given ones when nothing better
    was found."""
    chance, began = random.Random(tier), time.monotonic()
    cost, fruitless = problem.costs[tier], 0
    effort = effort_of(ROUND_CHECKS, problem)
    patience = FRUITLESS if budget.stall is None else min(FRUITLESS, round(budget.stall * ROUNDS_PER_EFFORT))
    for _ in range(round(budget.effort * ROUNDS_PER_EFFORT)):
        left = budget.seconds - (time.monotonic() - began)
        if cost.of(values) <= bound or fruitless >= patience or left <= 0 or budget.stop.is_set():
            break
        share = replace(budget, effort=effort * min(GROWTH, 1 + fruitless), seconds=left, gap=0.0, stall=None)
        better = _round(problem, values, tier, frozen, _freed(problem, values, tier, fruitless, chance), share)
        fruitless = 0 if better is not None else fruitless + 1
        values = values if better is None else better
    return values


def _round(
    problem: Compact, values: Vector, tier: int, frozen: list[tuple[int, int]], freed: list[int], budget: Budget
) -> Vector | None:
    low, high = problem.low.copy(), problem.high.copy()
    kept = np.ones(problem.width, dtype=bool)
    kept[problem.choices :] = False
    for index in freed:
        kept[problem.blocks[index]] = False
    low[kept] = high[kept] = values[kept]
    search = HighsSearch(replace(problem, low=low, high=high))
    for earlier, value in frozen:
        search.freeze(earlier, value)
    search.freeze(tier, problem.costs[tier].of(values) - problem.costs[tier].step)
    found = Collected(problem)
    search.minimise(tier, {}, budget, found.offer, lambda ignored: None)
    return found.best(tier)


def _freed(problem: Compact, values: Vector, tier: int, fruitless: int, chance: random.Random) -> list[int]:
    """More blocks after each fruitless round: all blocks that hold one quantity of the tier where it is
    (the quantity with fewest such blocks, now and then
    another), and random partners."""
    sides = [
        [i for i, block in enumerate(problem.blocks) if np.any(binding[block])]
        for binding in _binding_columns(problem, values, tier)
    ]
    sides = sorted((side for side in sides if side), key=len)
    holders = [] if not sides else sides[0] if chance.random() < FEWEST_FIRST else chance.choice(sides)
    if len(holders) > MOST_HOLDERS:
        holders = chance.sample(holders, MOST_HOLDERS)
    partners = _partners(problem, values, holders, chance)
    return sorted([*holders, *partners[: max(LEAST_PARTNERS, FREED - len(holders)) * min(GROWTH, 1 + fruitless)]])


def _partners(problem: Compact, values: Vector, holders: list[int], chance: random.Random) -> list[int]:
    """Blocks that could take over what the holders have: a few from each row of a choice a holder has taken, the
    smallest rows first, then any others."""
    owner = np.full(problem.width, -1)
    for index, block in enumerate(problem.blocks):
        owner[block] = index
    taken = np.isin(owner, holders) & (values > 0)
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    groups = []
    for row in np.unique(rows[taken[problem.columns]]).tolist():
        found = np.unique(owner[problem.columns[problem.starts[row] : problem.starts[row + 1]]])
        groups.append(sorted(set(found.tolist()) - {-1} - set(holders)))
    picked: dict[int, None] = {}
    for group in sorted(groups, key=len):
        picked.update(dict.fromkeys(chance.sample(group, min(FROM_EACH_ROW, len(group)))))
    others = [i for i in range(len(problem.blocks)) if i not in set(holders) and i not in picked]
    return [*picked, *chance.sample(others, len(others))]


def _binding_columns(problem: Compact, values: Vector, tier: int) -> Iterator[Mask]:
    """For each quantity of the tier's cost, the columns that share a tight row with it."""
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    sums = np.bincount(rows, problem.coefficients * values[problem.columns], problem.height).astype(np.int64)
    tight = ((sums == problem.lower) & (problem.lower > -OPEN)) | ((sums == problem.upper) & (problem.upper < OPEN))
    for quantity in problem.costs[tier].columns.tolist():
        touching = np.zeros(problem.height, dtype=bool)
        touching[rows[problem.columns == quantity]] = True
        binding = np.zeros(problem.width, dtype=bool)
        binding[problem.columns[(touching & tight)[rows]]] = True
        yield binding
