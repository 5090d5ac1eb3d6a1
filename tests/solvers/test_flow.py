"""Flows: which rows form a network, tiers of one against trying everything, and handing over where there is none."""

from collections.abc import Iterable
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.answer import Status, Stop
from solvers.compact import compact
from solvers.engines.best import Collected
from solvers.engines.protocol import Budget, Step, Verdict
from solvers.engines.registry import ENGINES
from solvers.flow import search as flow
from solvers.flow.network import Network
from solvers.flow.search import FlowSearch, flow_search
from solvers.instance import Instance, Tier
from solvers.linear.core import CoreSearch
from solvers.rows import Row, at_least, at_most, exactly, linear
from solvers.stop import Limits, StopFlag
from tests.solvers.brute import best, everything

LIMITS = Limits(5, 60)


def over(rows: Iterable[Row], keys: str = "xyz", tiers: tuple[Tier, ...] = ()) -> Instance:
    """Rows over 0/1 choices named by a letter each."""
    return Instance(tuple(keys), {}, tuple(rows), tiers)


XYZ = (("x", 1), ("y", 1), ("z", 1))
CORNERS = [at_most("a", "xy"), at_most("b", "yz"), at_most("c", "zx")]


@pytest.mark.parametrize(
    ("rows", "is_one"),
    [
        ([], True),
        ([exactly("pupil", "xyz"), at_most("club", "xy"), at_most("other", "z")], True),
        # x stands in three rows, then in two again because two of them count the same keys
        ([at_most("a", "xy"), at_most("b", "xz"), at_most("c", "x")], False),
        ([at_most("a", "xy"), at_most("b", "xz"), at_least("c", "xy", 0)], True),
        ([at_most("a", "xy"), at_most("b", "xz"), linear("c", [("x", -2), ("y", -2)], -3)], True),
        # coefficients of one size, of two
        ([linear("a", [("x", 2), ("y", -2)], 0, 1)], True),
        ([linear("a", [("x", 2), ("y", 1)], 0, 1)], False),
        # a triangle of equal signs needs three colours; with one sign turned, or one corner more, two do
        (CORNERS, False),
        ([*CORNERS[:2], linear("c", [("z", 1), ("x", -1)], 0)], True),
        ([*CORNERS[:2], at_most("c", "zw"), at_most("d", "wx")], True),
    ],
)
def test_rows_are_a_network_when_two_colours_do(rows: list[Row], is_one: bool) -> None:
    assert (Network.of(compact(over(rows, "xyzw"))) is not None) == is_one


def test_every_arc_drains_one_node_and_fills_another() -> None:
    """pupil: x + y = 1; club: x <= 1. x is in both with equal signs, so one row is turned: x leads from one to the
    other, y from or to the root (node 2), and the rows' own arcs close the circle through the root."""
    network = Network.of(compact(over([exactly("pupil", "xy"), at_most("club", "x")], "xy")))
    assert network is not None
    assert sorted(network.signs.tolist()) == [-1, 1]
    x, y, pupil, club = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    assert sorted(x) == [0, 1]
    assert {y, pupil} == {(0, 2), (2, 0)}
    assert 2 in club
    assert 1 in club


@st.composite
def networks(draw: st.DrawFn) -> Instance:
    """Up to five arcs among up to three rows and the outside, rows turned and multiplied at will, bounds and ranges of
    any sign, two or three tiers."""
    height = draw(st.integers(1, 3))
    node, price = st.integers(0, height), st.integers(-3, 3)
    arcs = draw(st.lists(st.tuples(node, node, st.integers(-2, 1), st.integers(0, 3)), min_size=1, max_size=5))
    rows = []
    for row in range(height):
        factor = draw(st.sampled_from((1, -1, 2, -3)))
        terms = [(arc, factor) for arc, (_, head, _, _) in enumerate(arcs) if head == row]
        terms += [(arc, -factor) for arc, (tail, _, _, _) in enumerate(arcs) if tail == row]
        lower = draw(st.one_of(st.none(), st.integers(-4, 2)))
        upper = draw(st.one_of(st.none(), st.integers(lower or 0, 5)))
        rows.append(linear(f"row{row}", terms, lower, upper))
    costs = draw(st.lists(st.lists(price, min_size=len(arcs), max_size=len(arcs)), min_size=2, max_size=3))
    tiers = tuple(Tier(f"tier{i}", tuple(enumerate(row)), draw(price)) for i, row in enumerate(costs))
    domains = {arc: (low, low + wide) for arc, (_, _, low, wide) in enumerate(arcs)}
    return Instance((), domains, tuple(rows), tiers)


@settings(max_examples=150, deadline=None)
@given(networks())
def test_every_tier_of_a_network_is_settled_by_flows_alone(instance: Instance) -> None:
    """What brute force says, proven, without the core search; infeasible ones and loops come up often."""
    with patch.object(flow, "CoreSearch", side_effect=AssertionError("no network")):
        answer = ENGINES["flow"]()(instance, LIMITS)
    wanted = best(instance)
    assert answer.status is (Status.IMPOSSIBLE if wanted is None else Status.PROVEN)
    assert tuple(tier.value for tier in answer.tiers) == (wanted or ())
    assert all(tier.bound == tier.value for tier in answer.tiers)


PRICES = (("x", 1), ("y", 2), ("z", 3))
MARKET = over(
    [at_least("two", "xyz", 2), at_most("one", "xy")],
    tiers=(Tier("price", PRICES), Tier("wish", (("x", -2), ("y", -1), ("z", 5)))),
)
"""z and one of x and y: 4 with x, 5 with y, and then 5 - 2 or 5 - 1; all three break a row."""


def budget(stop: StopFlag | None = None) -> Budget:
    return Budget(5, 60, 0.0, 1, stop or StopFlag())


def minimised(
    search: FlowSearch | CoreSearch, tier: int | None, stop: StopFlag | None = None
) -> tuple[Step, Collected]:
    found = Collected(compact(MARKET))
    return search.minimise(tier, {}, budget(stop), found.offer, lambda bound: None), found


def market_search() -> FlowSearch:
    search = flow_search(compact(MARKET))
    assert isinstance(search, FlowSearch)
    return search


@pytest.mark.parametrize(("held", "least"), [(4, 3), (5, 3), (6, 3)])
def test_a_tier_held_above_its_least_goes_to_the_core_search(held: int, least: int) -> None:
    """Held at 4, x and z remain; at 5 and 6, y and z too, no better at the second tier: 5 - 2 = 3."""
    search = market_search()
    assert minimised(search, 0)[0] == Step(Verdict.FOUND, 4, Stop.PROVEN)
    search.freeze(0, held)
    with patch.object(flow, "CoreSearch", wraps=CoreSearch) as core:
        step, found = minimised(search, 1)
    assert core.called == (held > 4)
    assert step.bound == least
    values = found.best(1)
    assert values is not None
    assert values.tolist() == [1, 0, 1]


def test_a_tier_frozen_without_a_flow_is_still_held() -> None:
    """Somebody else brought values of 4, known to be the least: prices are found when the second tier is asked for."""
    search = market_search()
    search.freeze(0, 4)
    with patch.object(flow, "CoreSearch", side_effect=AssertionError("no network")):
        assert minimised(search, 1)[0].bound == 3


def test_a_tier_known_to_be_at_its_least_is_held_by_flows_too() -> None:
    """x and z in hand cost 4, and no less is possible: the first tier is not asked for, the second comes to 3."""
    instance = replace(MARKET, tiers=(replace(MARKET.tiers[0], least=4), MARKET.tiers[1]))
    with patch.object(flow, "CoreSearch", side_effect=AssertionError("no network")):
        answer = ENGINES["flow"]()(instance, LIMITS, hint={"x": 1, "y": 0, "z": 1})
    assert [(tier.value, tier.bound) for tier in answer.tiers] == [(4, 4), (3, 3)]


def test_no_tier_asks_for_any_legal_values() -> None:
    step, found = minimised(market_search(), None)
    assert step == Step(Verdict.FOUND, None, Stop.PROVEN)
    assert len(found.all) == 1


def test_a_raised_flag_is_obeyed_before_a_flow_starts() -> None:
    stop = StopFlag()
    stop.set()
    search = market_search()
    search.freeze(0, 4)
    with patch.object(flow, "SimpleMinCostFlow", side_effect=AssertionError("started")):
        step, found = minimised(search, 1, stop)
    assert step == Step(Verdict.UNKNOWN, None, Stop.INTERRUPTED)
    assert found.all == []


def test_costs_too_large_for_the_solver_go_to_the_core_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three nodes at a price of at most 3: 27 is too much when 27 is the limit, and one less is not."""
    for limit, called in ((27, True), (28, False)):
        monkeypatch.setattr(flow, "LARGEST", limit)
        with patch.object(flow, "CoreSearch", wraps=CoreSearch) as core:
            step, _ = minimised(market_search(), 0)
        assert step.bound == 4
        assert core.called == called


def test_huge_costs_are_settled() -> None:
    """2**40 apiece, the largest coefficient there may be."""
    tier = Tier("price", tuple((key, price * 2**38) for key, price in PRICES))
    answer = ENGINES["flow"]()(over(MARKET.rows, tiers=(tier,)), LIMITS)
    assert (answer.status, answer.tiers[0].value) == (Status.PROVEN, 4 * 2**38)


def test_rows_that_are_no_network_are_answered_as_by_core() -> None:
    """At least one of each two corners: two of x, y, z, the cheapest at 1 + 2."""
    rows = [at_least(row.tag, [key for key, _ in row.terms]) for row in CORNERS]
    instance = over(rows, tiers=(Tier("price", PRICES),))
    assert isinstance(flow_search(compact(instance)), CoreSearch)
    answer, other = (ENGINES[name]()(instance, LIMITS) for name in ("flow", "core"))
    assert answer.values == other.values == {"x": 1, "y": 1, "z": 0}
    assert answer.tiers[0].bound == other.tiers[0].bound == 3


def test_prices_of_a_flow_that_could_be_better_are_not_given() -> None:
    """y and z cost 5 where x and z cost 4: a circle of negative length remains, and no potentials exist."""
    network = Network.of(compact(MARKET))
    assert network is not None
    costs = np.array([1, 2, 3, 0, 0])
    sums = np.array([2, 1])
    assert flow._prices(network, costs, np.concatenate(([1, 0, 1], sums))) is not None  # noqa: SLF001
    assert flow._prices(network, costs, np.concatenate(([0, 1, 1], sums))) is None  # noqa: SLF001


def test_the_market_is_what_trying_everything_says() -> None:
    assert everything(MARKET).best == (4, 3)
