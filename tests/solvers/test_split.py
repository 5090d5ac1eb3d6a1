"""Splitting: parts are independent, cover everything, and their joined answer is the whole's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.answer import Status
from solvers.compact import compact
from solvers.engines import split as splitting
from solvers.engines.calling import InProcess
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import at_least, at_most, cover, forbid, linear, require
from solvers.stop import Limits, Progress

LIMITS = Limits(effort=5, seconds=30)
SPLIT = InProcess("split", splitting.solve)


@pytest.fixture(autouse=True)
def tiny_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No component is too small to stand alone."""
    monkeypatch.setattr(splitting, "SMALLEST", 1)


def island(name: str, demand: int, prices: list[int]) -> Instance:
    """`demand` of the choices wanted, each at its price; what is missing costs in the first tier."""
    keys = [f"{name}{i}" for i in range(len(prices))]
    return Instance(
        choices=tuple(keys),
        quantities={f"{name}short": (0, 9)},
        rows=(cover(name, keys, demand, f"{name}short"), at_most(name, keys[:2])),
        tiers=(
            Tier("shortage", ((f"{name}short", 1),)),
            Tier("price", tuple(zip(keys, prices, strict=True)), constant=1),
        ),
    )


def together(*islands: Instance) -> Instance:
    """Side by side, interleaved key by key, tiers added up."""
    names = [tier.name for tier in islands[0].tiers]
    return Instance(
        choices=tuple(key for keys in zip(*(i.choices for i in islands), strict=False) for key in keys)
        + tuple(key for i in islands for key in i.choices[min(len(j.choices) for j in islands) :]),
        quantities={key: domain for i in islands for key, domain in i.quantities.items()},
        rows=tuple(row for i in islands for row in i.rows),
        tiers=tuple(
            Tier(
                name,
                tuple(term for i in islands for term in i.tiers[n].terms),
                sum(i.tiers[n].constant for i in islands),
            )
            for n, name in enumerate(names)
        ),
    )


def test_each_island_is_a_part() -> None:
    """Two islands of 3 and 4 choices with a shortage each: parts of 4 and 5 columns, 2 rows each."""
    problem = compact(together(island("a", 2, [1, 2, 3]), island("b", 1, [4, 3, 2, 1])))
    parts = splitting.split(problem)
    assert [part.problem.width for part in parts] == [4, 5]
    assert [part.problem.height for part in parts] == [2, 2]
    assert sorted(np.concatenate([part.columns for part in parts]).tolist()) == list(range(problem.width))
    assert sum(part.problem.costs[1].constant for part in parts) == 2
    assert [part.problem.choices for part in parts] == [3, 4]


def test_small_components_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """With at least 6 columns wanted, 4 + 5 columns make one part."""
    monkeypatch.setattr(splitting, "SMALLEST", 6)
    problem = compact(together(island("a", 2, [1, 2, 3]), island("b", 1, [4, 3, 2, 1])))
    assert [part.problem.width for part in splitting.split(problem)] == [9]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.lists(st.integers(-3, 9), min_size=2, max_size=5)), min_size=1, max_size=4)
)
def test_the_joined_answer_is_the_whole_ones(islands: list[tuple[int, list[int]]]) -> None:
    """Tier by tier what HiGHS proves for the whole."""
    instance = together(*(island(f"i{n}", demand, prices) for n, (demand, prices) in enumerate(islands)))
    joined, whole = SPLIT(instance, LIMITS), ENGINES["highs"]()(instance, LIMITS)
    assert joined.status is whole.status is Status.PROVEN
    assert [(t.value, t.bound) for t in joined.tiers] == [(t.value, t.bound) for t in whole.tiers]


def test_one_impossible_island_makes_the_whole_impossible() -> None:
    """Three of two choices cannot be taken, however free the rest is."""
    free = Instance(("x", "y"), {}, (at_most("free", ["x", "y"]),), ())
    bound = Instance(("u", "v", "w"), {}, (at_least("bound", ["u", "v"], 1), forbid("u", "u"), forbid("v", "v")), ())
    assert SPLIT(together(free, bound), LIMITS).status is Status.IMPOSSIBLE


def test_a_tier_with_a_step_keeps_it_only_where_it_is_alone() -> None:
    """Multiples of 30 in the sum say nothing about a part's own sum."""
    instance = Instance(
        ("a", "b"),
        {},
        (require("a", "a"), require("b", "b")),
        (Tier("both", (("a", 10), ("b", 20)), step=30), Tier("one", (("a", 30),), step=30, least=0)),
    )
    parts = splitting.split(compact(instance))
    assert [[cost.step for cost in part.problem.costs] for part in parts] == [[1, 30], [1, 30]]
    assert parts[0].problem.costs[1].least == 0
    answer = SPLIT(instance, LIMITS)
    assert [t.value for t in answer.tiers] == [30, 30]


def test_a_full_hint_is_heard_at_once_and_never_made_worse() -> None:
    """With a legal start, values of the whole exist from the first part on."""
    instance = together(island("a", 2, [1, 2, 3]), island("b", 2, [4, 3, 2, 1]))
    start = dict.fromkeys(instance.choices, 0) | {"ashort": 2, "bshort": 2}
    heard: list[Progress] = []
    answer = SPLIT(instance, LIMITS, hint=start, watch=heard.append)
    # best: a takes choices 1 and 3 (1 + 3 = 4), b takes 3 and 4 (2 + 1 = 3), and the constants 1 + 1
    assert [t.value for t in answer.tiers] == [0, 9]
    values = [p.value for p in heard if p.tier == "shortage" and p.value is not None]
    assert values[0] == 4  # as in the start
    assert 2 in values  # the first island settled, the second as in the start
    assert values == sorted(values, reverse=True)


def test_columns_in_no_row_are_decided_too() -> None:
    """A column on its own goes to its cheaper side."""
    instance = Instance(
        ("free", "tied"),
        {"count": (-2, 2)},
        (linear("t", [("tied", 1)], 1, None),),
        (Tier("t", (("free", -5), ("count", 3))),),
    )
    answer = SPLIT(instance, LIMITS)
    assert answer.values == {"free": 1, "tied": 1, "count": -2}
