"""Values of a like instance made to fit: legal or nothing, near what was given, cheap, and the same every time."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.answer import recount
from solvers.fitting import fitted
from solvers.instance import Instance, Tier
from solvers.rows import at_least, at_most, cover, exactly, forbid, linear

SHORT = "short"


def staffing(adults: int, duties: int, cap: int) -> Instance:
    """Each duty wants one adult or is short; an adult takes at most `cap`; shortage costs 10."""
    keys = [(adult, duty) for adult in range(adults) for duty in range(duties)]
    shorts = {(SHORT, duty): (0, 1) for duty in range(duties)}
    rows = [cover(f"duty{d}", [(a, d) for a in range(adults)], 1, (SHORT, d)) for d in range(duties)]
    rows += [at_most(f"cap{a}", [(a, d) for d in range(duties)], cap) for a in range(adults)]
    return Instance(tuple(keys), shorts, tuple(rows), (Tier("shortage", tuple((key, 10) for key in shorts)),))


def test_legal_values_stay_as_they_are() -> None:
    """Nothing is broken, so nothing is moved."""
    instance = staffing(2, 2, 1)
    values = {(0, 0): 1, (0, 1): 0, (1, 0): 0, (1, 1): 1, (SHORT, 0): 0, (SHORT, 1): 0}
    assert fitted(instance, values) == values


def test_a_duty_of_somebody_who_is_gone_goes_to_whoever_is_free_before_it_is_short() -> None:
    """Adult 2 of the other school is unknown here; adult 1 has nothing yet: no shortage."""
    found = fitted(staffing(2, 2, 1), {(0, 0): 1, (2, 1): 1})
    assert found is not None
    assert (found[0, 0], found[1, 1]) == (1, 1)
    assert (found[SHORT, 0], found[SHORT, 1]) == (0, 0)


def test_a_lower_cap_makes_duties_short_where_nobody_is_left() -> None:
    """One adult, two duties, cap 2 -> 1: one duty of the two is short."""
    found = fitted(staffing(1, 2, 1), {(0, 0): 1, (0, 1): 1})
    assert found is not None
    assert found[SHORT, 0] + found[SHORT, 1] == 1
    assert found[0, 0] + found[0, 1] == 1


def test_an_indicator_is_raised_with_what_it_stands_for() -> None:
    """x + short >= 1, x <= late, late <= 1: x wants `late` on, which is cheaper than the shortage."""
    rows = (cover("need", ["x"], 1, SHORT), linear("late", [("late", 1), ("x", -1)], 0))
    instance = Instance(("x", "late"), {SHORT: (0, 1)}, rows, (Tier("t", ((SHORT, 5),)),))
    assert fitted(instance, {}) == {"x": 1, "late": 1, SHORT: 0}


def test_two_keys_must_move_at_once() -> None:
    """x + y == 1 and x forbidden, from x: only y is left; weights let the broken row win."""
    instance = Instance(("x", "y"), {}, (exactly("one", ["x", "y"]), forbid("no", "x")), ())
    assert fitted(instance, {"x": 1}) == {"x": 0, "y": 1}


def test_what_cannot_hold_gives_nothing() -> None:
    """x >= 1 and x <= 0."""
    assert fitted(Instance(("x",), {}, (at_least("a", ["x"]), at_most("b", ["x"], 0)), ()), {"x": 1}) is None


@pytest.mark.parametrize(("value", "expected"), [(-3, 0), (4, 4), (9, 5)])
def test_values_are_clipped_to_the_domain(value: int, expected: int) -> None:
    """A quantity from 0 to 5."""
    assert fitted(Instance((), {"q": (0, 5)}, (), ()), {"q": value}) == {"q": expected}


@pytest.mark.parametrize("coefficient", [-3, -2, -1, 1, 2, 3])
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_the_step_is_the_least_that_mends(coefficient: int, side: str) -> None:
    """c*q >= 7 or c*q <= -7 (sign by c), q from -9 to 9: |q| = ceil(7 / |c|)."""
    wanted = 7 if side == "lower" else -7
    row = linear("r", [("q", coefficient)], wanted if side == "lower" else None, wanted if side == "upper" else None)
    found = fitted(Instance((), {"q": (-9, 9)}, (row,), ()), {"q": 0})
    least = -(-7 // abs(coefficient))
    assert found == {"q": least if (coefficient > 0) == (side == "lower") else -least}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_fitted_keeps_every_row(seed: int) -> None:
    """Random start, random caps: with shortage allowed a fit is always found, legal, and the same again."""
    chance = random.Random(seed)
    adults, duties = chance.randint(1, 5), chance.randint(1, 9)
    instance = staffing(adults, duties, chance.randint(0, 3))
    start = {(a, d): chance.randint(0, 1) for a in range(adults + 1) for d in range(duties)}
    found = fitted(instance, start)
    assert found is not None
    assert recount(instance, found).broken == ()
    assert fitted(instance, start) == found
