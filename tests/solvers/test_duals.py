import math

import pytest

from solvers.instance import Instance, Tier
from solvers.linear.duals import relaxation
from solvers.rows import at_least, at_most, cover, linear
from tests.solvers.brute import best, tiny


def test_the_bound_of_a_fractional_optimum():
    """a + b >= 1, b + c >= 1, a + c >= 1: all three at one half, 1.5 in all; whole values need 2."""
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    rows = tuple(at_least("".join(pair), pair) for pair in pairs)
    instance = Instance(("a", "b", "c"), {}, rows, (Tier("t", (("a", 1), ("b", 1), ("c", 1)), 4),))
    assert relaxation(instance, 0).bound == pytest.approx(5.5)  # 1.5 + constant 4
    assert best(instance) == (6,)


def test_a_binding_tag_has_a_price_and_a_slack_one_has_none():
    """Each place more saves one unmet demand, worth 10; the other row leaves room to spare."""
    keys = ["a", "b", "c"]
    rows = (cover("demand", keys, 3, "short"), at_most("places", keys, 1), linear("room", [("a", 1)], None, 5))
    instance = Instance(tuple(keys), {"short": (0, 3)}, rows, (Tier("short", (("short", 10),)),))
    relaxed = relaxation(instance, 0)
    assert relaxed.bound == pytest.approx(20)  # 3 wanted, 1 place: 2 short at 10
    assert relaxed.duals == {"demand": pytest.approx(10), "places": pytest.approx(10), "room": pytest.approx(0)}


def test_an_impossible_relaxation_has_an_infinite_bound():
    """a <= 0 and a >= 1 leave no fraction either."""
    rows = (at_most("none", ["a"], 0), at_least("some", ["a"]))
    relaxed = relaxation(Instance(("a",), {}, rows, (Tier("t", ()),)), 0)
    assert (relaxed.bound, relaxed.duals) == (math.inf, {})


def test_the_bound_never_exceeds_the_optimum():
    """On 150 tiny instances the first tier's relaxed value is at most the value found by trying everything."""
    for seed in range(150):
        instance = tiny(seed)
        expected = best(instance)
        if expected:
            assert relaxation(instance, 0).bound <= expected[0] + 1e-6
