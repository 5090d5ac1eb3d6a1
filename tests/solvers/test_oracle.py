"""Every engine in the book against trying everything, on 2,000 tiny instances of every shape."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from solvers.answer import Answer, Status, Stop, TierResult
from solvers.instance import Instance, Tier
from solvers.rows import at_least
from tests.solvers.brute import everything
from tests.solvers.drawing import KINDS, case
from tests.solvers.oracle import Setting, fault_of, settings

INSTANCES, BLOCK = 2000, 500


@pytest.mark.parametrize("start", range(0, INSTANCES, BLOCK))
@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.name)
def test_every_engine_agrees_with_trying_everything(setting: Setting, start: int) -> None:
    """Status, values and bounds; all 2,000 for each engine as it is used, every fourth for the ways it may take."""
    assert list(setting.disagreements(range(start, start + BLOCK, setting.every))) == []


def test_every_shape_is_drawn_often() -> None:
    """Each row constructor, each thing a tier may say, blocks, islands, no values, nothing to decide."""
    seen: Counter[str] = Counter()
    for instance, table in map(case, range(INSTANCES)):
        seen.update({row.tag.split("/")[0] for row in instance.rows})
        seen["impossible"] += table.worst is None
        seen["no keys"] += not instance.bounds()
        seen["no rows"] += not instance.rows
        seen["blocks"] += bool(instance.blocks)
        seen["islands"] += any(key[0] == "b" for key in instance.choices)
        seen["negative"] += any(low < 0 for low, _ in instance.quantities.values())
        seen[f"{len(instance.tiers)} tiers"] += 1
        for word, said in (("step", 1), ("share", 1), ("least", None)):
            seen[word] += any(getattr(tier, word) != said for tier in instance.tiers)
    shapes = ["impossible", "no keys", "no rows", "blocks", "islands", "negative", "step", "share"]
    shapes += ["least", *KINDS, *(f"{count} tiers" for count in range(4))]
    assert {shape: seen[shape] for shape in shapes if seen[shape] < INSTANCES / 40} == {}


# a + b >= 1 at 2 and 3 apiece: the least is 2, and 1 if a counts alone in the second tier.
PAIR = Instance(("a", "b"), {}, (at_least("one", ["a", "b"]),), (Tier("price", (("a", 2), ("b", 3))),))
RIGHT = Answer(Status.PROVEN, {"a": 1, "b": 0}, (TierResult("price", 2, 2, Stop.PROVEN, 0.0),), "right", 0.0, 0.0)


def told(value: int, bound: int) -> tuple[TierResult, ...]:
    return (TierResult("price", value, bound, Stop.EFFORT, 0.0),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"status": Status.IMPOSSIBLE, "values": {}, "tiers": ()}, "impossible where"),
        ({"status": Status.NO_ANSWER, "values": {}, "tiers": ()}, "no_answer where"),
        ({"values": {"a": 0, "b": 0}, "tiers": told(0, 0)}, "breaks"),
        ({"values": {"a": 1, "b": 1}}, "says (2,) of (5,)"),
        ({"values": {"a": 0, "b": 1}, "tiers": told(3, 3)}, "no truth about a least of 2"),
        ({"values": {"a": 0, "b": 1}, "tiers": told(3, 2), "status": Status.FEASIBLE}, "has not come to 2"),
        ({"tiers": told(2, 1)}, "proven with"),
        ({"status": Status.FEASIBLE}, "feasible with"),
    ],
)
def test_the_oracle_notices_every_fault(change: dict, words: str) -> None:
    """A right answer passes; each way to be wrong is named."""
    fault = fault_of(PAIR, everything(PAIR), replace(RIGHT, **change), owed=1)
    assert words in fault if words else fault == ""


def test_values_for_the_impossible_are_a_fault() -> None:
    """Nothing is legal, so nothing but IMPOSSIBLE is right."""
    never = replace(PAIR, rows=(at_least("three", ["a", "b"], 3),))
    assert "proven where nothing is legal" in fault_of(never, everything(never), RIGHT, owed=1)


def test_the_table_is_what_a_loop_over_all_values_says() -> None:
    """By hand: a, b and q in -1..1 with a + b + q = 1; the second tier is least given the first."""
    rows = (replace(at_least("sum", ["a", "b", "q"]), upper=1),)
    tiers = (Tier("q", (("q", 1),), 5), Tier("a", (("a", -1),)))
    table = everything(Instance(("a", "b"), {"q": (-1, 1)}, rows, tiers))
    # (1, 1, -1), (1, 0, 0), (0, 1, 0), (0, 0, 1)
    assert sorted(table.costs.tolist()) == [[4, -1], [5, -1], [5, 0], [6, 0]]
    assert (table.best, table.least_given((5,)), table.least_given((3,))) == ((4, -1), -1, None)
    assert table.worst == {"a": 0, "b": 0, "q": 1}
    assert everything(Instance((), {}, (), ())).costs.shape == (1, 0)
    assert np.array_equal(everything(Instance(("a",), {}, (), tiers[1:])).costs, [[0], [-1]])
