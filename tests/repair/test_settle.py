"""Instances with known keys: the others have the very values they had, unless the past is broken."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.clauses.space import Amount
from scheduler.repair.settle import extended, settle
from solvers.answer import recount
from solvers.instance import Instance, Tier
from solvers.rows import Row, at_most, forbid, linear

KEYS = ("a", "b", "c", "d")
ROWS = st.builds(
    lambda factors, lower, width: linear(
        "r", [(k, f) for k, f in zip(KEYS, factors, strict=True) if f], lower, lower + width
    ),
    st.lists(st.integers(-2, 2), min_size=4, max_size=4),
    st.integers(-3, 2),
    st.integers(0, 4),
)


def instance(rows: list[Row]) -> Instance:
    """Four choices, and a tier over all of them."""
    return Instance(KEYS, {}, tuple(row for row in rows if row.terms), (Tier("t", tuple((k, 1) for k in KEYS)),))


def legal(found: Instance, keys: tuple[str, ...]) -> set[tuple[int, ...]]:
    """All values of the keys that keep the instance's rows."""
    ways = product((0, 1), repeat=len(keys))
    return {way for way in ways if not recount(found, dict(zip(keys, way, strict=True))).broken}


@settings(max_examples=150, deadline=None)
@given(st.lists(ROWS, max_size=3), st.integers(0, 1), st.integers(0, 1))
def test_the_rest_has_the_same_values_as_with_the_known_keys_in_place(rows: list[Row], a: int, b: int) -> None:
    """Where some way of c and d keeps all rows beside the known a and b, the settled instance admits those ways alone,
    and its tier counts the known keys in."""
    whole = instance(rows)
    settled = settle(whole, {"a": a, "b": b})
    free = tuple(key for key in ("c", "d") if key in settled.choices)
    before = {way[2:] for way in legal(whole, KEYS) if way[:2] == (a, b)}
    left = [dict(zip(free, way, strict=True)) for way in legal(settled, free)]
    if before:
        assert {(way.get("c", 0), way.get("d", 0)) for way in left} == before
    assert settled.tiers[0].constant == a + b


@pytest.mark.parametrize(("upper", "admitted"), [(1, False), (2, False), (3, True)])
def test_what_the_past_broke_is_not_broken_further(upper: int, admitted: bool) -> None:
    """a = b = 1 against a + b + c <= upper: 1 is broken already and leaves c no more than 2 does; 3 leaves c free."""
    settled = settle(instance([at_most("cap", ("a", "b", "c"), upper)]), {"a": 1, "b": 1})
    ways = legal(settled, ("c", "d"))
    assert (0, 0) in ways
    assert ((1, 0) in ways) is admitted


def test_a_key_that_a_row_forbids_leaves_the_instance() -> None:
    """It is 0 wherever it stood."""
    settled = settle(instance([forbid("no", "c"), at_most("one", ("c", "d"), 1)]), {})
    assert settled.choices == ("a", "b", "d")
    assert settled.rows == ()


def test_more_rows_bring_their_amounts_and_forget_what_was_settled() -> None:
    """The row over d and the amount; a, settled at 1, is not asked again."""
    used = Amount("used", ("x",), 0, 1)
    found = extended(settle(instance([]), {"a": 0}), [linear("u", [(used, 1), ("d", -1), ("a", -1)], 0)])
    assert found.quantities == {used: (0, 1)}
    assert found.rows == (Row("u", ((used, 1), ("d", -1)), 0, None),)
    assert not found.problems()
