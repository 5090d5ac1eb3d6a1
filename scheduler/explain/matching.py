"""Supply against demand as a flow: how much stays unserved whatever is decided, and the set that shows why.

Demands that one set of suppliers serves, with each supplier's capacity, are a bipartite flow; by Hall's theorem and
Ford and Fulkerson's minimum cut, what the largest flow leaves over is exactly the excess of the worst set of demands
over all its suppliers can give.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

L = TypeVar("L")


@dataclass(frozen=True)
class Demand(Generic[L]):
    """`count` units of one kind, each to be served by one of the suppliers.

    A supplier serves one unit at most (or `each`) of all demands with the same `slot`.
    """

    label: L
    count: int
    suppliers: frozenset[str]
    slot: object = None


@dataclass(frozen=True)
class Squeeze(Generic[L]):
    """Demands that only the suppliers named can serve: `wanted` units against `supply`.

    `capped`: whether some supplier's own capacity, not only its slots, bounds the supply.
    """

    demands: tuple[Demand[L], ...]
    suppliers: tuple[str, ...]
    wanted: int
    supply: int
    capped: bool

    @property
    def short(self) -> int:
        """Units that stay unserved in any case; 0 when every unit is served with none to spare."""
        return max(0, self.wanted - self.supply)


def squeezes(demands: Sequence[Demand[L]], capacity: Mapping[str, int], each: int = 1) -> tuple[Squeeze[L], ...]:
    """The sets of demands that are short, then the other sets without a unit to spare; none shares a demand with
    another, for the union of two that do is short, or spent, as a whole. What they are short of adds up to all that no
    matching serves.

    `capacity` is the most units a supplier serves over all slots, `each` the most in one; suppliers `capacity` does not
    name serve none.
    """
    wanted = [d for d in demands if d.count > 0]
    if not wanted:
        return ()
    net = _Net(wanted, capacity, each)
    short = _parted(net.reached(index) for index in range(len(wanted)) if net.waits(index))
    others = (net.reached(index) for index in range(len(wanted)) if not net.spare(index))
    tight = _parted(members for members in others if not any(members & worse for worse in short))
    return tuple(net.squeeze(members) for members in (*short, *tight))


def _parted(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """The sets with those that share a member made one."""
    parts: list[frozenset[int]] = []
    for members in sets:
        parts = [*(p for p in parts if not p & members), members.union(*(p for p in parts if p & members))]
    return parts


class _Net(Generic[L]):
    """Source, demands, (supplier, slot) pairs, suppliers, sink; with the largest flow already sent."""

    def __init__(self, demands: Sequence[Demand[L]], capacity: Mapping[str, int], each: int) -> None:
        self._demands, self._capacity, self._each = demands, capacity, each
        self.source, self.first_demand = 0, 1
        suppliers = sorted({s for d in demands for s in d.suppliers if capacity.get(s, 0) > 0})
        pairs = dict.fromkeys((s, d.slot) for d in demands for s in sorted(d.suppliers) if capacity.get(s, 0) > 0)
        first_pair = 1 + len(demands)
        pair_at = {pair: first_pair + k for k, pair in enumerate(pairs)}
        self._supplier_at = {s: first_pair + len(pairs) + k for k, s in enumerate(suppliers)}
        self.sink = first_pair + len(pairs) + len(suppliers)
        edges = [(self.source, 1 + k, d.count) for k, d in enumerate(demands)]
        edges += [
            (1 + k, pair_at[s, d.slot], each)
            for k, d in enumerate(demands)
            for s in d.suppliers
            if (s, d.slot) in pair_at
        ]
        edges += [(at, self._supplier_at[s], each) for (s, _), at in pair_at.items()]
        edges += [(at, self.sink, capacity[s]) for s, at in self._supplier_at.items()]
        rows, columns, limits = (np.array(part, dtype=np.int32) for part in zip(*edges, strict=True))
        graph = csr_array((limits, (rows, columns)), shape=(self.sink + 1, self.sink + 1))
        residual = coo_array(graph - maximum_flow(graph, self.source, self.sink).flow)
        kept = (residual.data > 0) & (residual.col != self.source)  # nobody is served by asking for less
        places = (residual.row[kept], residual.col[kept])
        self._residual = csr_array((residual.data[kept], places), shape=graph.shape)
        self._reaching = set(breadth_first_order(self._residual.T.tocsr(), self.sink, return_predecessors=False))

    def spare(self, demand: int) -> bool:
        """Whether one more unit of the demand could be served."""
        return self.first_demand + demand in self._reaching

    def waits(self, demand: int) -> bool:
        """Whether a unit of the demand is not served."""
        return bool(self._residual[self.source, self.first_demand + demand] > 0)

    def reached(self, demand: int) -> frozenset[int]:
        """Demands that compete, directly or through others, with this one, itself among them."""
        start = self.first_demand + demand
        nodes = set(breadth_first_order(self._residual, start, return_predecessors=False).tolist())
        return frozenset(k for k in range(len(self._demands)) if self.first_demand + k in nodes)

    def squeeze(self, members: frozenset[int]) -> Squeeze[L]:
        """The demands, all who could serve one of them, and the most units these can serve of them."""
        demands = tuple(self._demands[k] for k in sorted(members))
        slots: dict[str, set[object]] = {}
        for demand in demands:
            for supplier in demand.suppliers:
                slots.setdefault(supplier, set()).add(demand.slot)
        names = tuple(sorted(name for name in slots if name in self._supplier_at))
        supply = sum(min(self._capacity[name], self._each * len(slots[name])) for name in names)
        capped = any(self._capacity[name] < self._each * len(slots[name]) for name in names)
        return Squeeze(demands, names, sum(d.count for d in demands), supply, capped)
