"""From a stage's Space to an Instance: every clause of the book adds its rows and costs, in book order."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from scheduler.clauses.clause import Clause
from scheduler.clauses.load import late_step
from scheduler.clauses.space import Amount, Cost, Short, Space
from scheduler.domain.plan import TierName
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row

SHORTAGE_SHARE = 12
"""A demand left unmet is worth far more search than a wish; the tier ends at once when nothing is short."""


def compile_space(
    space: Space,
    book: Sequence[Clause],
    tiers: Sequence[TierName | Tier],
    extra: Iterable[Row] = (),
    least: Mapping[TierName, int] = MappingProxyType({}),
    wished: Iterable[Cost] = (),
) -> Instance:
    """The instance of one stage: its choices, the rows of every clause, and the wanted tiers in order of importance.

    `extra` are rows that only speed up or guide this stage, or keep what a planner pinned; `wished` costs of what a
    planner prefers; `least` is what an earlier stage has proven of a tier.
    Amount and Short keys become quantities by their own bounds. A tier given by name adds up the clauses' costs, and is
    left out when nobody has one; a Tier is taken as it is.
    """
    rows = [row for clause in book for row in clause.rows(space)]
    rows.extend(extra)
    costs = [*(cost for clause in book for cost in clause.costs(space)), *wished]
    choices, quantities = _keys(space, rows, costs)
    return Instance(
        choices=tuple(choices),
        quantities=quantities,
        rows=tuple(rows),
        tiers=tuple(
            tier
            if isinstance(tier, Tier)
            else _tier(tier, costs, late_step(space) if tier is TierName.LOAD else 1, least.get(tier, 0))
            for tier in tiers
            if isinstance(tier, Tier) or any(cost.tier is tier for cost in costs)
        ),
        blocks=_blocks(space),
    )


def _blocks(space: Space) -> tuple[tuple[Key, ...], ...]:
    """Openings of one club in all its strands are decided together, seats follow them; so are one adult's duties."""
    if space.duties and not space.openings:
        return tuple(tuple(duty.key for duty in mine) for mine in space.duties_by_adult().values())
    clubs: dict[str, list[Key]] = {}
    for opening in space.openings:
        clubs.setdefault(opening.club.id, []).append(opening.key)
    return tuple(tuple(keys) for keys in clubs.values())


def _tier(tier: TierName, costs: Sequence[Cost], step: int, least: int) -> Tier:
    terms: dict[Key, int] = {}
    constant = 0
    for cost in costs:
        if cost.tier is tier:
            if cost.key is None:
                constant += cost.coefficient
            else:
                terms[cost.key] = terms.get(cost.key, 0) + cost.coefficient
    share = SHORTAGE_SHARE if tier is TierName.SHORTAGE else 1
    return Tier(tier.value, tuple(terms.items()), constant, step, share, least=least)


def _keys(space: Space, rows: Sequence[Row], costs: Sequence[Cost]) -> tuple[list[Key], dict[Key, tuple[int, int]]]:
    offered: list[Key] = [o.key for o in space.openings]
    offered += [s.key for s in space.seats]
    offered += space.unlisted.values()
    offered += space.fills.values()
    offered += [g.key for g in space.gathers]
    offered += [p.key for p in space.places]
    offered += [d.key for d in space.duties]
    mentioned = [key for row in rows for key, _ in row.terms]
    mentioned += [cost.key for cost in costs if cost.key is not None]
    choices: dict[Key, None] = {}
    quantities: dict[Key, tuple[int, int]] = {}
    for key in offered:
        if not _add_quantity(key, quantities):
            choices[key] = None
    for key in mentioned:
        _add_quantity(key, quantities)
    return list(choices), quantities


def _add_quantity(key: Key, quantities: dict[Key, tuple[int, int]]) -> bool:
    if isinstance(key, Amount):
        quantities.setdefault(key, (key.lower, key.upper))
    elif isinstance(key, Short):
        quantities.setdefault(key, (0, key.upper))
    else:
        return False
    return True
