"""The count's flow: short by exactly as much as no matching can serve, and the set that shows it."""

from itertools import product

import numpy as np
import pytest

from scheduler.explain.matching import Demand, Squeeze, squeezes


def most_served(demands: list[Demand[str]], capacity: dict[str, int]) -> int:
    """Most units served, by trying every choice of supplier (or nobody) for every unit."""
    units = [d for d in demands for _ in range(d.count)]
    best = 0
    for choice in product(*([None, *sorted(d.suppliers)] for d in units)):
        taken = [(s, d.slot) for s, d in zip(choice, units, strict=True) if s is not None]
        used = {s: sum(t[0] == s for t in taken) for s, _ in taken}
        if len(set(taken)) == len(taken) and all(n <= capacity.get(s, 0) for s, n in used.items()):
            best = max(best, len(taken))
    return best


def test_two_groups_that_only_one_adult_can_lead_are_one_short() -> None:
    """Three adults for three units, but only `a` may lead the two groups: 2 - 1 = 1 short, and the post is no part."""
    demands = [Demand("lead", 2, frozenset("a")), Demand("post", 1, frozenset("bc"))]
    (worst,) = squeezes(demands, dict.fromkeys("abc", 1))
    assert worst == Squeeze((demands[0],), ("a",), 2, 1, False)
    assert worst.short == 1


def test_demand_with_nobody_is_wholly_short() -> None:
    """No supplier at all: all 3 units."""
    (worst,) = squeezes([Demand("first aid", 3, frozenset())], {})
    assert (worst.short, worst.supply, worst.suppliers) == (3, 0, ())


def test_supplier_without_capacity_serves_none() -> None:
    """`b` is named by the demand and not by the capacities."""
    (worst,) = squeezes([Demand("x", 1, frozenset("b"))], {"a": 1})
    assert worst.short == 1


def test_what_is_met_with_none_to_spare_is_told_apart_from_what_has_room() -> None:
    """`x` needs both of a, b; `y` has c or d."""
    demands = [Demand("x", 2, frozenset("ab")), Demand("y", 1, frozenset("cd"))]
    (tight,) = squeezes(demands, dict.fromkeys("abcd", 1))
    assert [d.label for d in tight.demands] == ["x"]
    assert tight.short == 0


def test_tight_sets_that_share_a_demand_are_told_as_one() -> None:
    """`x` needs a; `y` may have a or b: both are spent, {x} inside {x, y}."""
    demands = [Demand("x", 1, frozenset("a")), Demand("y", 1, frozenset("ab"))]
    (tight,) = squeezes(demands, dict.fromkeys("ab", 1))
    assert [d.label for d in tight.demands] == ["x", "y"]


def test_weekly_capacity_binds_over_several_slots() -> None:
    """One adult, three days, at most two late days: 1 short, and it is the cap that binds."""
    demands = [Demand(day, 1, frozenset("a"), day) for day in ("mon", "tue", "wed")]
    (worst,) = squeezes(demands, {"a": 2})
    assert (worst.wanted, worst.supply, worst.short, worst.capped) == (3, 2, 1, True)


def test_each_lets_a_supplier_serve_more_than_one_unit() -> None:
    """Five pupils, a club of four places open to them: 1 short."""
    (worst,) = squeezes([Demand("grade 1", 5, frozenset({"chess"}))], {"chess": 4}, each=5)
    assert worst.short == 1


def test_short_sets_that_share_no_supplier_are_told_apart() -> None:
    """Two of `x` for a alone, one of `y` for nobody: 2 - 1 = 1 short and 1 - 0 = 1 short, one set each."""
    found = squeezes([Demand("x", 2, frozenset("a")), Demand("y", 1, frozenset())], {"a": 1})
    assert [(s.demands[0].label, s.short) for s in found] == [("x", 1), ("y", 1)]


def test_nothing_wanted_is_no_squeeze() -> None:
    """No demand, or demands of none."""
    assert squeezes([], {"a": 1}) == ()
    assert squeezes([Demand("x", 0, frozenset())], {}) == ()


@pytest.mark.parametrize("seed", range(60))
def test_short_equals_what_the_best_of_all_assignments_leaves_over(seed: int) -> None:
    """Small cases against every assignment there is; the sets named are short by that much
    together, each by what its own demands leave over."""
    random = np.random.default_rng(seed)
    names = list("abc")
    demands = [
        Demand(f"d{k}", int(random.integers(1, 3)), frozenset(s for s in names if random.random() < 0.5),
               int(random.integers(0, 2)))
        for k in range(3)
    ]  # fmt: skip
    capacity = {name: int(random.integers(0, 3)) for name in names}
    left = sum(d.count for d in demands) - most_served(demands, capacity)
    found = squeezes(demands, capacity)
    assert sum(squeeze.short for squeeze in found) == left
    labels = [demand.label for squeeze in found for demand in squeeze.demands]
    assert len(labels) == len(set(labels))
    for squeeze in found:
        assert sum(d.count for d in squeeze.demands) - most_served(list(squeeze.demands), capacity) == squeeze.short
