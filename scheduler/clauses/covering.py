"""Rows' side of demand for adults: what a pool wants is met, or counted as short."""

from collections.abc import Collection, Iterator

from scheduler.clauses.clause import Clause
from scheduler.clauses.space import Cost, Pool, Short, Space
from scheduler.domain.plan import TierName
from solvers.rows import Row, linear

ADULT = 10
"""Weight in tier shortage of one adult that is missing."""
PLACE = 10
"""Weight in tier shortage of one venue that is missing."""


def cover_pools(clause: Clause, space: Space, kinds: Collection[str]) -> Iterator[Row]:
    """sum(servers) + short == demand for every pool of the kinds: never more, never silently fewer."""
    for pool in _wanting(space, kinds):
        terms = [*((key, 1) for key in space.servers(pool)), (_short(clause, pool), 1)]
        yield linear(clause.tag(pool.kind, pool.occurrence.day.date), terms, pool.demand, pool.demand)


def pool_costs(clause: Clause, space: Space, kinds: Collection[str]) -> Iterator[Cost]:
    """What each missing adult of `cover_pools` costs."""
    for pool in _wanting(space, kinds):
        short = _short(clause, pool)
        yield Cost(TierName.SHORTAGE, short, short.weight)


def _wanting(space: Space, kinds: Collection[str]) -> Iterator[Pool]:
    """Pools with a demand of their own; a chaperone pool's follows from who leads (clause 61)."""
    for pool in space.pools:
        if pool.kind in kinds and pool.demand and not pool.id.startswith("chaperone/"):
            yield pool


def _short(clause: Clause, pool: Pool) -> Short:
    return Short(clause.number, "adult", pool.id, pool.demand, ADULT)
