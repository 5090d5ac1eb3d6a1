"""An instance with some of its keys already decided: they leave it, and what they break cannot be mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.clauses.space import Amount
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, Terms


def settle(instance: Instance, known: Mapping[Key, int]) -> Instance:
    """The instance for the other keys alone, each row's bounds less what the known keys come to.

    Keys that one row alone forbids are known to be 0. A row that known values break, whatever the others are, is let go
    as far as they break it, so that the past never makes the rest impossible; rows nothing can break are left out.
    """
    barred = (row.terms[0][0] for row in instance.rows if _forbids(row))
    values = {**dict.fromkeys(barred, 0), **known}
    choices = tuple(key for key in instance.choices if key not in values)
    quantities = {key: bounds for key, bounds in instance.quantities.items() if key not in values}
    domains = {**dict.fromkeys(choices, (0, 1)), **quantities}
    return replace(
        instance,
        choices=choices,
        quantities=quantities,
        rows=tuple(_settled(instance.rows, values, domains)),
        tiers=tuple(_tier(tier, values) for tier in instance.tiers),
        blocks=(),
    )


def extended(instance: Instance, rows: Sequence[Row]) -> Instance:
    """A settled instance with more rows. Amounts that are new in them become quantities by their own bounds; other
    keys it does not have were settled at 0."""
    there = {*instance.choices, *instance.quantities}
    amounts = (key for row in rows for key, _ in row.terms if isinstance(key, Amount))
    new: dict[Key, tuple[int, int]] = {key: (key.lower, key.upper) for key in amounts}
    kept = [replace(row, terms=tuple(t for t in row.terms if t[0] in there or t[0] in new)) for row in rows]
    return replace(
        instance, quantities={**new, **instance.quantities}, rows=(*instance.rows, *(row for row in kept if row.terms))
    )


def _forbids(row: Row) -> bool:
    return len(row.terms) == 1 and row.upper == 0 and row.terms[0][1] > 0


def _settled(rows: Iterable[Row], values: Mapping[Key, int], domains: Mapping[Key, tuple[int, int]]) -> Iterator[Row]:
    for row in rows:
        terms = tuple(term for term in row.terms if term[0] not in values)
        if not terms:
            continue
        done = sum(factor * values[key] for key, factor in row.terms if key in values)
        least, most = _reach(terms, domains)
        lower = None if row.lower is None else min(row.lower - done, most)
        upper = None if row.upper is None else max(row.upper - done, least)
        if (lower is not None and lower > least) or (upper is not None and upper < most):
            yield Row(row.tag, terms, lower, upper)


def _reach(terms: Terms, domains: Mapping[Key, tuple[int, int]]) -> tuple[int, int]:
    """The smallest and largest sum the terms can have."""
    least = most = 0
    for key, factor in terms:
        low, high = domains[key]
        least += factor * (low if factor > 0 else high)
        most += factor * (high if factor > 0 else low)
    return least, most


def _tier(tier: Tier, values: Mapping[Key, int]) -> Tier:
    done = sum(factor * values[key] for key, factor in tier.terms if key in values)
    return replace(tier, terms=tuple(t for t in tier.terms if t[0] not in values), constant=tier.constant + done)
