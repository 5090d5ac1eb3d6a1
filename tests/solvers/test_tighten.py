"""Tightening: choices stay, rows hold, no tier gets worse in order, slack quantities end where a judge counts them."""

import random

import numpy as np
import pytest

from solvers.compact import compact
from solvers.instance import Instance, Tier
from solvers.linear.tighten import tightened
from solvers.rows import cover, linear, spread
from tests.solvers.brute import every_assignment, holds, tiny
from tests.solvers.variants import blocked, stepped, worth


def legal_values(instance, limit, seed):
    """Some of the legal assignments, drawn without order."""
    found = [v for v in every_assignment(instance) if all(holds(row, v) for row in instance.rows)]
    return random.Random(seed).sample(found, min(limit, len(found)))


def least_with_choices(instance, start):
    """The least tiers, in order, over all legal values with the choices of `start`."""
    return min(
        tuple(worth(tier, values) for tier in instance.tiers)
        for values in every_assignment(instance)
        if all(values[key] == start[key] for key in instance.choices)
        and all(holds(row, values) for row in instance.rows)
    )


@pytest.mark.parametrize("block", range(0, 150, 50))
def test_choices_stay_and_quantities_are_least(block):
    """From any legal values: same choices, all rows hold, every tier in order as small as the choices allow."""
    for seed in range(block, block + 50):
        instance = stepped(tiny(seed) if seed % 2 else blocked(seed), seed)
        problem = compact(instance)
        for start in legal_values(instance, 3, seed):
            after = tightened(problem, np.array(list(start.values()), np.int64))
            assert problem.legal(after), seed
            assert after[: problem.choices].tolist() == [start[key] for key in instance.choices], seed
            assert problem.costs_of(after) == least_with_choices(instance, start), seed


def test_a_slack_largest_load_falls_onto_the_largest_load():
    """Two adults with three duties and one: largest 9 and smallest 0 become 3 and 1; a short of 2 that is 0 too."""
    keys = [(adult, duty) for adult in "AB" for duty in range(4)]
    rows = [cover(f"duty{d}", [("A", d), ("B", d)], 1, ("short", d)) for d in range(4)]
    rows += spread("even", [([((a, d), 1) for d in range(4)], 0) for a in "AB"], "largest", "smallest")
    quantities = {("short", d): (0, 2) for d in range(4)} | {"largest": (0, 9), "smallest": (0, 9)}
    shorts = tuple((("short", d), 1) for d in range(4))
    tiers = (Tier("short", shorts), Tier("load", (("largest", 1), ("smallest", -1))))
    instance = Instance(tuple(keys), quantities, tuple(rows), tiers)
    start = dict.fromkeys(instance.bounds(), 0) | {("A", 0): 1, ("A", 1): 1, ("A", 2): 1, ("B", 3): 1, "largest": 9}
    start |= {("short", d): 2 for d in range(4)}
    problem = compact(instance)
    after = tightened(problem, np.array(list(start.values()), np.int64))
    assert problem.costs_of(after) == (0, 2)
    assert after.tolist()[-2:] == [3, 1]


def test_values_that_cannot_be_better_come_back():
    """One choice, one quantity tied to it: nothing to tighten."""
    instance = Instance(("a",), {"q": (0, 3)}, (linear("tie", [("q", 1), ("a", -2)], 0, 0),), (Tier("t", (("q", 1),)),))
    assert tightened(compact(instance), np.array([1, 2])).tolist() == [1, 2]
