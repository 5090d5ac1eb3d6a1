"""Stepped tiers with HiGHS, probed target by target, against trying everything."""

import numpy as np
import pytest

from solvers.answer import Status, recount
from solvers.compact import Cost
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear.probe import down_to_step, up_to_step
from solvers.linear.search import HighsSearch
from solvers.rows import at_least, exactly, forbid, spread
from solvers.stop import Limits
from tests.solvers.brute import best, tiny
from tests.solvers.variants import blocked, least_given, stepped

LIMITS = Limits(effort=1, seconds=60)
HIGHS = ENGINES["highs"]()


@pytest.mark.parametrize("block", range(0, 300, 60))
@pytest.mark.parametrize("make", [tiny, blocked])
def test_status_values_and_bounds_are_true(make, block):
    """Status as by trying everything; every tier in order is least, or honest about its bound."""
    for seed in range(block, block + 60):
        instance = stepped(make(seed), seed)
        expected, answer = best(instance), HIGHS(instance, LIMITS)
        values = tuple(result.value for result in answer.tiers)
        if expected is None:
            assert (answer.status, values) == (Status.IMPOSSIBLE, ()), seed
            continue
        assert answer.found, seed
        counted = recount(instance, answer.values)
        assert (counted.broken, counted.tiers) == ((), values), seed
        assert values == expected, seed  # a handful of keys leaves nothing unproven
        for index, result in enumerate(answer.tiers):
            assert result.bound <= least_given(instance, values[:index]), (seed, result)
            assert result.bound == result.value, (seed, result)


def test_nothing_better_than_the_worst_is_still_found():
    """Every choice is forced: the only legal value of the first, stepped tier is also the largest, 2 x 60."""
    rows = (exactly("both", ["a", "b"], 2),)
    answer = HIGHS(Instance(("a", "b"), {}, rows, (Tier("late", (("a", 60), ("b", 60)), 0, 60),)), LIMITS)
    assert (answer.status, [(r.value, r.bound) for r in answer.tiers]) == (Status.PROVEN, [(120, 120)])


def test_impossible_is_said_of_a_stepped_tier_too():
    """Three adults into two places, one each, with nothing to count but a stepped tier: impossible."""
    keys = [(adult, place) for adult in range(3) for place in range(2)]
    rows = [exactly(f"adult{a}", [k for k in keys if k[0] == a]) for a in range(3)]
    rows += [exactly(f"place{p}", [k for k in keys if k[1] == p]) for p in range(2)]
    answer = HIGHS(Instance(tuple(keys), {}, tuple(rows), (Tier("t", ((keys[0], 60),), 0, 60),)), LIMITS)
    assert (answer.status, answer.values) == (Status.IMPOSSIBLE, {})


def fairness(duties: int, adults: int, minutes: int) -> Instance:
    """Equal duties, each taken by one adult; the first tier is the spread in minutes; adult 0 then takes few."""
    keys = [(adult, duty) for adult in range(adults) for duty in range(duties)]
    rows = [exactly(f"duty{d}", [(a, d) for a in range(adults)]) for d in range(duties)]
    rows += spread("even", [([((a, d), 1) for d in range(duties)], 0) for a in range(adults)], "most", "least")
    tiers = (
        Tier("load", (("most", minutes), ("least", -minutes)), 0, minutes),
        Tier("spare", tuple(((0, d), 1) for d in range(duties))),
    )
    blocks = tuple(tuple((a, d) for d in range(duties)) for a in range(adults))
    return Instance(tuple(keys), {"most": (0, duties), "least": (0, duties)}, tuple(rows), tiers, blocks)


@pytest.mark.parametrize(
    ("duties", "adults", "spread_minutes", "spared"),
    [(6, 3, 0, 2), (7, 3, 30, 2), (8, 3, 30, 2), (5, 4, 30, 1), (2, 4, 30, 0)],
)
def test_equal_duties_differ_by_at_most_one(duties, adults, spread_minutes, spared):
    """Shares are floor and ceil of duties / adults: spread 0 or one duty of 30 minutes; adult 0 takes the floor."""
    answer = HIGHS(fairness(duties, adults, 30), LIMITS)
    assert [r.value for r in answer.tiers] == [spread_minutes, spared]
    assert all(r.bound == r.value for r in answer.tiers)


def test_the_bound_is_asked_for_first(monkeypatch):
    """Seven duties among three: the relaxation's 0 is asked for, refuted, and one duty of 60 minutes is found."""
    asked = []
    freeze = HighsSearch.freeze

    def listening(search, tier, value):
        asked.append((tier, value))
        freeze(search, tier, value)

    monkeypatch.setattr(HighsSearch, "freeze", listening)
    even = fairness(7, 3, 60)
    start = {(a, d): int(a == 0) for a in range(3) for d in range(7)} | {"most": 7, "least": 0}
    answer = HIGHS(even, LIMITS, hint=start)
    assert next(value for tier, value in asked if tier == 0 and value < 7 * 60) == 0
    assert (answer.tiers[0].value, answer.tiers[0].bound) == (60, 60)


def test_a_full_hint_that_breaks_a_row_is_no_start():
    """Nobody on duty looks like a spread of 0; the hint is illegal, and the answer is the true spread of one duty."""
    instance = fairness(5, 2, 30)
    answer = HIGHS(instance, LIMITS, hint=dict.fromkeys(instance.bounds(), 0))
    assert (answer.status, answer.tiers[0].value) == (Status.PROVEN, 30)


def test_a_legal_hint_is_never_made_worse():
    """A hint with slack quantities is tightened: four duties dealt 3 and 1 are a spread of 60, not of 4 x 30."""
    instance = fairness(4, 2, 30)
    hint = {key: int(key in {(0, 0), (0, 1), (0, 2), (1, 3)}) for key in instance.choices} | {"most": 4, "least": 0}
    answer = HIGHS(instance, Limits(effort=1e-6, seconds=5), hint=hint)
    assert answer.tiers[0].value <= 60


def test_a_later_stepped_tier_keeps_the_earlier_one():
    """a is forced by the first tier although the second, stepped, would rather have b."""
    tiers = (Tier("first", (("b", 1),)), Tier("late", (("a", 60),), 0, 60))
    answer = HIGHS(Instance(("a", "b"), {}, (at_least("one", ["a", "b"]),), tiers), LIMITS)
    assert [r.value for r in answer.tiers] == [0, 60]
    barred = Instance(("a", "b"), {}, (at_least("one", ["a", "b"]), forbid("no", "a")), tiers)
    assert [r.value for r in HIGHS(barred, LIMITS).tiers] == [1, 0]


@pytest.mark.parametrize(
    ("value", "down", "up"), [(0, 0, 0), (1, 0, 30), (29, 0, 30), (30, 30, 30), (-1, -30, 0), (-30, -30, -30)]
)
def test_values_are_rounded_to_multiples_of_the_step(value, down, up):
    """Multiples of 30 at, above and below a value, negative ones included."""
    cost = Cost("t", np.zeros(0, np.int64), np.zeros(0, np.int64), 0, 30)
    assert (down_to_step(cost, value), up_to_step(cost, value)) == (down, up)
