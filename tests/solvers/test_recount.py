import pytest

from solvers.answer import EngineError, Status, Stop, TierResult, recount
from solvers.compact import CompactAnswer, compact
from solvers.engines.calling import checked
from solvers.instance import Instance, Tier
from solvers.rows import at_least, at_most, cover, exactly, forbid, implies, linear, require, spread
from tests.solvers.brute import every_assignment, holds, tiny

ROWS = (
    at_most("at most", ["a", "b", "c"], 2),
    at_least("at least", ["a", "b", "c"], 1),
    exactly("exactly", ["a", "d"], 1),
    forbid("forbid", "e"),
    require("require", "a"),
    implies("implies", "b", "f"),
    linear("linear", [("a", 2), ("q", -3)], -1, 2),
    cover("cover", ["b", "c"], 2, "short"),
    *spread("spread", [([("a", 5), ("b", 5)], 1)], "largest", "smallest"),
)
INSTANCE = Instance(
    ("a", "b", "c", "d", "e", "f"),
    {"q": (0, 3), "short": (0, 2), "largest": (0, 20), "smallest": (0, 20)},
    ROWS,
    (Tier("first", (("short", 10), ("largest", 1)), 3), Tier("second", (("f", 2),))),
)
LEGAL = {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0, "f": 1, "q": 0, "short": 1, "largest": 11, "smallest": 0}


def test_a_legal_assignment_breaks_nothing():
    """10 * 1 + 11 + 3 = 24 in the first tier, 2 in the second."""
    verdict = recount(INSTANCE, LEGAL)
    assert (verdict.broken, verdict.tiers) == ((), (24, 2))


@pytest.mark.parametrize(
    ("change", "tags"),
    [
        ({"c": 1}, {"at most"}),  # 1 + 1 + 1 > 2
        ({"a": 0, "b": 0, "short": 2}, {"at least", "exactly", "require"}),  # nobody left
        ({"d": 1}, {"exactly"}),  # 1 + 1
        ({"e": 1}, {"forbid"}),
        ({"f": 0}, {"implies"}),  # b without f
        ({"q": 2}, {"linear"}),  # 2 - 6 = -4 < -1
        ({"q": 1}, set()),  # 2 - 3 = -1, just allowed
        ({"short": 0}, {"cover"}),  # 1 + 0 + 0 < 2
        ({"largest": 10}, {"spread"}),  # 5 + 5 + 1 = 11 > 10
        ({"smallest": 11}, set()),  # 11, just allowed
        ({"smallest": 12}, {"spread"}),
        ({"q": 4}, {"domain", "linear"}),
        ({"q": -1}, {"domain", "linear"}),  # 2 + 3 = 5 > 2
        ({"ghost": 1}, {"domain"}),
    ],
)
def test_every_tampering_is_caught(change, tags):
    """One changed value breaks exactly the rows it should."""
    assert {row.tag for row in recount(INSTANCE, LEGAL | change).broken} == tags


def test_a_missing_value_is_caught():
    """Leaving a key out is a breach of its domain."""
    values = {key: value for key, value in LEGAL.items() if key != "e"}
    assert [row.tag for row in recount(INSTANCE, values).broken] == ["domain"]


def test_arrays_and_keys_agree():
    """The array judge and the key judge say the same of every assignment of 40 tiny instances."""
    for seed in range(40):
        instance = tiny(seed)
        problem = compact(instance)
        for number, values in enumerate(every_assignment(instance)):
            if number % 7:
                continue
            vector = problem.low.copy()
            vector[:] = list(values.values())
            verdict = recount(instance, values)
            legal = all(holds(row, values) for row in instance.rows)
            assert (verdict.broken == ()) == legal == problem.legal(vector)
            assert verdict.tiers == problem.costs_of(vector)
            assert all(c >= b for c, b in zip(verdict.tiers, problem.plain_bounds, strict=True))


def answer_with(values, tiers):
    """A compact answer that claims to be proven."""
    return CompactAnswer(Status.PROVEN, values, tiers, 0.0, 0.0)


def test_an_answer_that_breaks_a_row_does_not_leave():
    """The engine's own word is not taken."""
    instance = Instance(("a",), {}, (require("r", "a"),), ())
    with pytest.raises(EngineError, match="broke 1 rows"):
        checked(instance, answer_with(compact(instance).low, ()), "liar")


def test_an_answer_with_a_wrong_value_does_not_leave():
    """Legal values with a false cost are refused too."""
    instance = Instance(("a",), {}, (), (Tier("t", (("a", 1),), 5),))
    tiers = (TierResult("t", 4, 4, Stop.PROVEN, 0.0),)
    with pytest.raises(EngineError, match="recount says"):
        checked(instance, answer_with(compact(instance).low, tiers), "liar")


def test_an_answer_without_values_cannot_be_proven():
    """PROVEN needs values."""
    with pytest.raises(EngineError, match="without values"):
        checked(Instance((), {}, (), ()), answer_with(None, ()), "liar")


def test_gap_is_relative_to_the_value():
    """(10 - 8) / 10 = 0.2; a value of 0 counts as 1."""
    assert TierResult("t", 10, 8, Stop.EFFORT, 0.0).gap == 0.2
    assert TierResult("t", 0, -3, Stop.EFFORT, 0.0).gap == 3.0
