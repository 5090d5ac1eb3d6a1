"""Tiers of a network: each a min-cost flow, held at its value by the potentials of its nodes.

Flows by cost scaling (Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm", 1997).
Potentials are shortest distances over the arcs that can still take more or less (Bellman, "On a routing problem",
1958): no arc pays at its reduced cost, which proves the flow, and a tier held by them (solvers.linear.face) needs no
row of its own, so that what is left is a network again.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from solvers.answer import Stop
from solvers.compact import Compact, Vector
from solvers.engines.protocol import Budget, Offer, Search, Step, Verdict
from solvers.flow.network import Network
from solvers.linear.core import CoreSearch
from solvers.linear.face import held_at
from solvers.linear.relaxation import Point

LARGEST = 2**61
"""A cost times the square of the number of nodes: what prices could come to inside the solver."""


def flow_search(problem: Compact) -> Search:
    """A search plug: flows where the rows form a network, the core search where they do not."""
    network = Network.of(problem)
    return CoreSearch(problem) if network is None else FlowSearch(network)


class FlowSearch:
    """The search plug over a network; from the first tier on that is none, the core search goes on."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._flows: dict[int, Vector] = {}
        self._frozen: list[tuple[int, int]] = []
        self._core: CoreSearch | None = None

    def freeze(self, tier: int, value: int) -> None:
        """From now on the tier may not exceed value. The work this takes is left to whoever asks for the next tier."""
        self._frozen.append((tier, value))

    def minimise(
        self,
        tier: int | None,
        hint: Mapping[int, int],
        budget: Budget,
        offer: Offer,
        bounded: Callable[[int], None],
    ) -> Step:
        """One flow, and one for each frozen tier that had none. None is interrupted, nor starts under a raised flag."""
        began = time.monotonic()
        while self._frozen and not budget.stop.is_set():
            self._hold(*self._frozen.pop(0))
        if budget.stop.is_set():
            return Step(Verdict.UNKNOWN, None, Stop.INTERRUPTED)
        problem = self._network.problem
        if self._core is None:
            flows, possible = _flows(self._network, _costs(problem, tier))
            if not possible:
                return Step(Verdict.IMPOSSIBLE, None, Stop.PROVEN)
            if flows is not None and offer(flows[: problem.width]):
                if tier is None:
                    return Step(Verdict.FOUND, None, Stop.PROVEN)
                self._flows[tier] = flows
                bounded(value := problem.costs[tier].of(flows[: problem.width]))
                return Step(Verdict.FOUND, value, Stop.PROVEN)
            self._core = CoreSearch(problem)
        return self._core.minimise(tier, hint, budget.left(began), offer, bounded)

    def _hold(self, tier: int, value: int) -> None:
        """Narrow the network to the tier's value; hand over when that takes a row."""
        if self._core is not None:
            self._core.freeze(tier, value)
            return
        problem = self._network.problem
        costs = _costs(problem, tier)
        flows = self._flows[tier] if tier in self._flows else _flows(self._network, costs)[0]
        prices = None if flows is None else _prices(self._network, costs, flows)
        held = held_at(problem, tier, value, np.zeros(problem.height) if prices is None else prices)
        self._network = replace(self._network, problem=held)
        if held.height > problem.height:
            self._core = CoreSearch(held)


def _costs(problem: Compact, tier: int | None) -> Vector:
    """What a unit costs on every arc: columns as the tier says, rows nothing."""
    costs = np.zeros(problem.width + problem.height, dtype=np.int64)
    if tier is not None:
        costs[problem.costs[tier].columns] = problem.costs[tier].coefficients
    return costs


def _bounds(problem: Compact) -> tuple[Vector, Vector]:
    """The least and the most that every arc may carry."""
    return np.concatenate((problem.low, problem.lower)), np.concatenate((problem.high, problem.upper))


def _flows(network: Network, costs: Vector) -> tuple[Vector | None, bool]:
    """A flow of least cost on every arc, and whether there is any flow; None where the solver could not tell."""
    nodes = network.problem.height + 1
    low, high = _bounds(network.problem)
    if bool(np.any(low > high)):
        return None, False
    if int(np.abs(costs).max(initial=0)) * nodes**2 >= LARGEST:
        return None, True
    flows = np.where((network.tails == network.heads) & (costs < 0), high, low)
    supplies = np.zeros(nodes, dtype=np.int64)
    np.add.at(supplies, network.heads, flows)
    np.subtract.at(supplies, network.tails, flows)
    free = np.flatnonzero((low < high) & (network.tails != network.heads))
    solver: Any = SimpleMinCostFlow()  # its stubs know no dtype
    ends = network.tails[free].astype(np.int32), network.heads[free].astype(np.int32)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(*ends, (high - low)[free], costs[free])
    solver.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supplies)
    status = solver.solve()
    if status != SimpleMinCostFlow.Status.OPTIMAL:
        return None, status != SimpleMinCostFlow.Status.INFEASIBLE
    flows[free] += solver.flows(arcs)
    return flows, True


def _prices(network: Network, costs: Vector, flows: Vector) -> Point | None:
    """What a unit of every row's limit costs at a best flow; None when the flow is not a best one.

    The distance of a node from the nearest node, less the root's: an arc that can take more ends no farther away than
    it costs to pass it, one that can take less starts no farther away than passing it gives back.
    """
    low, high = _bounds(network.problem)
    more, less = flows < high, flows > low
    starts = np.concatenate((network.tails[more], network.heads[less]))
    ends = np.concatenate((network.heads[more], network.tails[less]))
    lengths = np.concatenate((costs[more], -costs[less]))
    order = np.argsort(ends, kind="stable")
    starts, ends, lengths = starts[order], ends[order], lengths[order]
    reached, first = np.unique(ends, return_index=True)
    away = np.zeros(network.problem.height + 1, dtype=np.int64)
    for _ in range(len(away) + 1):
        nearer = away.copy()
        if len(first):
            nearer[reached] = np.minimum(away[reached], np.minimum.reduceat(away[starts] + lengths, first))
        if np.array_equal(nearer, away):
            prices: Point = (network.signs * (away[:-1] - away[-1])).astype(np.float64)
            return prices
        away = nearer
    return None
