"""Rows: what can be said about choices and quantities. One kind, a bounded linear sum, with named uses."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Key = Hashable
Terms = tuple[tuple[Key, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum(coefficient * key) <= upper; None leaves a side open.

    `tag` says who asked for the row, e.g. "50/P1/2026-12-07"; an explanation drops whole tags.
    """

    tag: str
    terms: Terms
    lower: int | None = None
    upper: int | None = None


def linear(tag: str, terms: Iterable[tuple[Key, int]], lower: int | None = None, upper: int | None = None) -> Row:
    """lower <= sum(coefficient * key) <= upper."""
    return Row(tag, tuple(terms), lower, upper)


def at_most(tag: str, keys: Iterable[Key], n: int = 1) -> Row:
    """sum(keys) <= n."""
    return Row(tag, tuple((key, 1) for key in keys), None, n)


def at_least(tag: str, keys: Iterable[Key], n: int = 1) -> Row:
    """sum(keys) >= n."""
    return Row(tag, tuple((key, 1) for key in keys), n, None)


def exactly(tag: str, keys: Iterable[Key], n: int = 1) -> Row:
    """sum(keys) == n."""
    return Row(tag, tuple((key, 1) for key in keys), n, n)


def forbid(tag: str, key: Key) -> Row:
    """key == 0."""
    return Row(tag, ((key, 1),), 0, 0)


def require(tag: str, key: Key) -> Row:
    """key == 1."""
    return Row(tag, ((key, 1),), 1, 1)


def implies(tag: str, a: Key, b: Key) -> Row:
    """a <= b: if the choice a is taken, so is b."""
    return Row(tag, ((b, 1), (a, -1)), 0, None)


def cover(tag: str, keys: Iterable[Key], n: int, short: Key) -> Row:
    """sum(keys) + short >= n: demand n, unmet demand counted by the quantity `short`."""
    return Row(tag, (*((key, 1) for key in keys), (short, 1)), n, None)


def spread(
    tag: str, loads: Sequence[tuple[Iterable[tuple[Key, int]], int]], largest: Key, smallest: Key
) -> Iterator[Row]:
    """largest >= load >= smallest for every load = sum(terms) + constant, given as (terms, constant)."""
    for terms, constant in loads:
        terms = tuple(terms)
        negated = tuple((key, -coefficient) for key, coefficient in terms)
        yield Row(tag, ((largest, 1), *negated), constant, None)
        yield Row(tag, (*terms, (smallest, -1)), -constant, None)
