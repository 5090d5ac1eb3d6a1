"""Hints, tiny limits, and the same answer twice, on an instance too hard to finish at once."""

import random

import pytest

from solvers.answer import Status, recount
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import at_most, cover, linear, spread
from solvers.stop import Limits

EXACT = ["cpsat", "highs", "relay"]


def duties(adults: int, count: int, seed: int) -> Instance:
    """`count` duties of uneven length for `adults` adults; even loads, then wishes."""
    chance = random.Random(seed)
    minutes = [chance.choice([25, 35, 45, 70]) for _ in range(count)]
    keys = [(adult, duty) for adult in range(adults) for duty in range(count)]
    quantities = {("short", duty): (0, 1) for duty in range(count)} | {
        "largest": (0, 900),
        "smallest": (0, 900),
    }
    rows = [cover(f"duty{d}", [(a, d) for a in range(adults)], 1, ("short", d)) for d in range(count)]
    rows += [at_most(f"slot{a}/{s}", [(a, d) for d in range(s, count, 5)], 2) for a in range(adults) for s in range(5)]
    rows += [linear(f"once{d}", [((a, d), 1) for a in range(adults)], None, 1) for d in range(count)]
    loads = [([((a, d), minutes[d]) for d in range(count)], 0) for a in range(adults)]
    rows += spread("even", loads, "largest", "smallest")
    wishes = tuple((key, chance.randint(0, 5)) for key in keys)
    short = tuple((("short", duty), 1) for duty in range(count))
    tiers = (
        Tier("short", short),
        Tier("load", (("largest", 1), ("smallest", -1))),
        Tier("wishes", wishes),
    )
    return Instance(tuple(keys), quantities, tuple(rows), tiers)


def dealt(instance: Instance, adults: int, count: int) -> dict:
    """Duties dealt round the table: legal, not good."""
    values = dict.fromkeys(instance.bounds(), 0)
    for duty in range(count):
        values[(duty % adults, duty)] = 1
    values["largest"] = 900
    return values


@pytest.fixture(scope="module")
def hard():
    """8 adults, 32 duties: the last tiers are not proven within a small effort."""
    return duties(8, 32, seed=3)


@pytest.mark.parametrize("name", EXACT)
def test_a_legal_hint_is_kept_at_tiny_limits(name, hard):
    """Even when there is no time at all, the hint or something better comes back."""
    hint = dealt(hard, 8, 32)
    before = recount(hard, hint)
    assert before.broken == ()
    answer = ENGINES[name]()(hard, Limits(effort=1e-6, seconds=1e-6), hint=hint)
    assert answer.status is Status.FEASIBLE
    assert tuple(result.value for result in answer.tiers) <= before.tiers


@pytest.mark.parametrize("name", EXACT)
def test_a_partial_or_broken_hint_does_no_harm(name, hard):
    """Half a hint, a value out of its domain and an unknown key are taken for what they are worth."""
    hint = {(0, 0): 1, "largest": 5000, "nobody": 1}
    answer = ENGINES[name]()(hard, Limits(effort=0.05, seconds=60), hint=hint)
    assert answer.found
    assert answer.tiers[0].value == 0


@pytest.mark.parametrize("name", EXACT)
def test_the_same_effort_gives_the_same_answer(name, hard):
    """Two runs cut short by effort, not by the clock, end with identical values, bounds and reasons."""
    runs = [ENGINES[name]()(hard, Limits(effort=0.05, seconds=120)) for _ in range(2)]
    shown = [(run.status, run.values, [(r.name, r.value, r.bound, r.stop) for r in run.tiers]) for run in runs]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("name", EXACT)
def test_a_later_tier_never_costs_an_earlier_one(name, hard):
    """With the tiers cut off one by one, the values of those that remain do not get worse."""
    limits = Limits(effort=0.05, seconds=120)
    full = ENGINES[name]()(hard, limits)
    for length in (1, 2):
        shorter = Instance(hard.choices, hard.quantities, hard.rows, hard.tiers[:length])
        cut = ENGINES[name]()(shorter, limits)
        assert [r.value for r in full.tiers[:length]] <= [r.value for r in cut.tiers]


@pytest.mark.parametrize("name", EXACT)
def test_an_allowed_gap_settles_a_tier(name, hard):
    """With a gap of 1000 % every tier is settled, and says whether by proof or by the gap."""
    answer = ENGINES[name]()(hard, Limits(effort=2, seconds=120, gap=10.0))
    assert answer.status is Status.PROVEN
    assert all(result.gap <= 10.0 for result in answer.tiers)
