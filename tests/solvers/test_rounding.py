"""Rows that rounding adds cut off fractions, never whole values; linking quantities are decided right."""

import random
from dataclasses import replace

import numpy as np
import pytest

from solvers.answer import Status
from solvers.compact import compact
from solvers.engines.protocol import Budget
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear.linking import linking_columns, ranged
from solvers.linear.root import root
from solvers.linear.rounding import strengthened
from solvers.rows import at_most, exactly, linear, spread
from solvers.stop import Limits, StopFlag
from tests.solvers.brute import best, every_assignment, holds

BUDGET = Budget(10, 30, 0.0, 1, StopFlag())


def paired(seed: int) -> Instance:
    """Up to three things, each taken whole or not by one of two, sums of them bounded in every way."""
    rng = random.Random(seed)
    choices, rows = [], []
    for thing in range(rng.randint(1, 3)):
        parts = [("part", thing, n) for n in range(rng.randint(2, 3))]
        choices += [("whole", thing), *parts]
        sign = rng.choice((1, -1))
        factor = rng.randint(1, len(parts))
        rows.append(linear("all", [*((part, sign) for part in parts), (("whole", thing), -sign * factor)], 0, 0))
    some = [key for key in choices if key[0] == "part"]
    terms = [(key, rng.choice((1, 1, 2, -1))) for key in some] if rng.random() < 0.3 else [(key, 1) for key in some]
    rows.append(linear("load", [*terms, ("q", -1)], rng.choice((None, -2)), rng.choice((None, 0, 1))))
    rows.append(linear("least", [(key, 1) for key in some], rng.choice((None, 1, 2)), rng.choice((None, 3))))
    tier = Tier("t", (("q", rng.choice((2, -1))), *((key, rng.randint(-2, 3)) for key in choices)))
    return Instance(tuple(choices), {"q": (rng.randint(-1, 1), rng.randint(1, 3))}, tuple(rows), (tier,))


@pytest.mark.parametrize("block", range(4))
def test_no_whole_values_are_lost(block: int) -> None:
    """Every legal assignment of 120 drawn instances respects every row added; some rows are added."""
    added = 0
    for seed in range(block * 30, block * 30 + 30):
        instance = paired(seed)
        problem = compact(instance)
        stronger = strengthened(problem)
        added += stronger.height - problem.height
        for values in every_assignment(instance):
            if all(holds(row, values) for row in instance.rows):
                assert stronger.legal(np.array(list(values.values()))), seed
    assert added > 0


def test_two_of_two_meetings_do_not_fit_into_three() -> None:
    """Fractions lead 1.5 clubs of two meetings within three meetings; whole leads take one."""
    rows = [linear("all", [((c, 0), 1), ((c, 1), 1), (c, -2)], 0, 0) for c in "abc"]
    rows.append(at_most("load", [(c, n) for c in "abc" for n in (0, 1)], 3))
    tier = Tier("led", tuple((c, -1) for c in "abc"))
    keys = (*"abc", *((c, n) for c in "abc" for n in (0, 1)))
    problem = compact(Instance(keys, {}, tuple(rows), (tier,)))
    before, after = (root(p, p.costs[0], BUDGET) for p in (problem, strengthened(problem)))
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (-1.5, -1.0)


def evened(duties: int, adults: int) -> Instance:
    """Each duty to one adult; the spread of loads is to be small."""
    keys = [(adult, duty) for adult in range(adults) for duty in range(duties)]
    rows = [exactly("one", [(adult, duty) for adult in range(adults)]) for duty in range(duties)]
    loads = [([((adult, duty), 1) for duty in range(duties)], 0) for adult in range(adults)]
    rows += spread("even", loads, "most", "least")
    tier = Tier("load", (("most", 1), ("least", -1)))
    return Instance(tuple(keys), {"most": (0, duties), "least": (0, duties)}, tuple(rows), (tier,))


def test_the_mean_bounds_the_largest_and_the_smallest() -> None:
    """17 duties over 8 adults: the largest load is at least 3, the smallest at most 2, known before any search."""
    problem = compact(evened(17, 8))
    columns = linking_columns(problem, 0)
    assert columns.tolist() == [problem.width - 2, problem.width - 1]
    tight = ranged(problem, problem.costs[0], columns, BUDGET)
    assert tight is not None
    assert (tight.low[columns[0]], tight.high[columns[1]]) == (3, 2)
    answer = ENGINES["core"]()(evened(17, 8), Limits(effort=10, seconds=30))
    assert (answer.status, answer.tiers[0].value, answer.tiers[0].bound) == (Status.PROVEN, 1, 1)


@pytest.mark.parametrize("block", range(4))
def test_linking_quantities_are_decided_as_by_trying_everything(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every quantity taken for a linking one, "core" proves what trying everything finds."""
    monkeypatch.setattr("solvers.linear.linking.FEWEST_ROWS", 1)
    for seed in range(block * 30, block * 30 + 30):
        instance = paired(seed)
        tier = replace(instance.tiers[0], name="second", terms=instance.tiers[0].terms[1:])
        both = replace(instance, tiers=(instance.tiers[0], tier))
        expected, answer = best(both), ENGINES["core"]()(both, Limits(effort=10, seconds=30))
        if expected is None:
            assert answer.status is Status.IMPOSSIBLE, seed
        else:
            assert (answer.status, tuple(t.value for t in answer.tiers)) == (Status.PROVEN, expected), seed
            assert all(t.bound == t.value for t in answer.tiers), seed
