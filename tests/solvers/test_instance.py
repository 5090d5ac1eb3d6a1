import pytest

from solvers.instance import Instance, InstanceError, Tier
from solvers.rows import at_most, cover, implies, linear, spread
from solvers.stop import Limits


def problems(choices=("a", "b"), quantities=None, rows=(), tiers=()):
    """The faults of an instance made of these parts."""
    return Instance(tuple(choices), quantities or {}, tuple(rows), tuple(tiers)).problems()


def test_a_sound_instance_has_no_problems():
    """Choices, quantities, rows and tiers that fit together."""
    rows = (at_most("t", ["a", "b"]), cover("u", ["a"], 1, "q"))
    assert problems(quantities={"q": (0, 1)}, rows=rows, tiers=(Tier("x", (("q", 1),)),)) == []


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"choices": ["a", "a"]}, "choice 'a' is declared twice"),
        ({"quantities": {"a": (0, 1)}}, "both as a choice and as a quantity"),
        ({"quantities": {"q": (2, 1)}}, "no value between 2 and 1"),
        ({"quantities": {"q": (0, 1.5)}}, "no value between 0 and 1.5"),
        ({"rows": [at_most("t", ["c"])]}, "row 't' uses 'c'"),
        ({"tiers": [Tier("x", (("c", 1),))]}, "tier 'x' uses 'c'"),
        ({"tiers": [Tier("x", ()), Tier("x", ())]}, "tier 'x' is declared twice"),
        ({"rows": [linear("t", [("a", 2**40 + 1)])]}, "within ±2**40"),
        ({"rows": [linear("t", [("a", 0.5)])]}, "0.5"),
        ({"rows": [linear("t", [("a", 1)], 2**40 + 1)]}, "not a whole number within"),
        ({"quantities": {"q": (0, 2**20)}, "rows": [linear("t", [("q", 2**40)])]}, "over 2**52"),
    ],
)
def test_each_fault_is_named(parts, words):
    """One fault, one sentence that names it."""
    found = problems(**parts)
    assert len(found) == 1
    assert words in found[0]


def test_coefficients_at_the_limit_are_accepted():
    """2**40 is allowed, 2**40 + 1 is not."""
    assert problems(rows=[linear("t", [("a", 2**40)], -(2**40), 2**40)]) == []


def test_check_raises_with_every_problem():
    """The error carries the whole list and shows the first ones."""
    instance = Instance(("a", "a"), {"q": (1, 0)}, (), ())
    with pytest.raises(InstanceError, match="declared twice") as caught:
        instance.check()
    assert len(caught.value.problems) == 2


def test_rows_say_what_their_names_say():
    """The constructors as plain bounded sums."""
    assert implies("t", "a", "b").terms == (("b", 1), ("a", -1))
    assert (implies("t", "a", "b").lower, implies("t", "a", "b").upper) == (0, None)
    above, below = spread("t", [([("a", 30)], 5)], "L", "S")
    assert (above.terms, above.lower) == ((("L", 1), ("a", -30)), 5)  # L - 30a >= 5
    assert (below.terms, below.lower) == ((("a", 30), ("S", -1)), -5)  # 30a - S >= -5


@pytest.mark.parametrize("bad", [{"effort": 0}, {"seconds": -1}, {"gap": -0.1}, {"workers": 0}])
def test_limits_out_of_range_are_refused(bad):
    """The message names the field."""
    with pytest.raises(ValueError, match=next(iter(bad))):
        Limits(**({"effort": 1.0, "seconds": 1.0} | bad))
