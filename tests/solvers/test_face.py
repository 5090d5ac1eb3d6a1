"""Holding a tier by its face keeps exactly the answers within the value, whatever the prices; searches over faces."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.answer import Status
from solvers.compact import Compact, compact
from solvers.engines.protocol import Budget
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear.face import held_at
from solvers.linear.root import RootProgram, root
from solvers.rows import at_most, exactly
from solvers.stop import Limits, StopFlag
from tests.solvers.brute import best, every_assignment
from tests.solvers.drawing import case

BUDGET = Budget(10, 30, 0.0, 1, StopFlag())


def legal_values(instance: Instance, problem: Compact) -> list[np.ndarray]:
    """Every assignment that is legal in the problem."""
    tried = (np.array(list(values.values()), dtype=np.int64) for values in every_assignment(instance))
    return [values for values in tried if problem.legal(values)]


@pytest.mark.parametrize("block", range(4))
def test_a_held_tier_keeps_exactly_the_answers_within_its_value(block: int) -> None:
    """120 drawn instances, their first tier held at its best value and one above, at the relaxation's prices and at
    prices drawn at random; some lose their row over it."""
    narrowed = 0
    for seed in range(block * 30, block * 30 + 30):
        instance, table = case(seed)
        if table.best is None or not instance.tiers or instance.tiers[0].step > 1:
            continue
        problem, rng = compact(instance), random.Random(seed)
        relaxed = root(problem, problem.costs[0], BUDGET)
        assert relaxed is not None
        drawn = np.array([rng.choice((0, 0.5, 1, -1, 2, -3)) for _ in range(problem.height)])
        for value in (table.best[0], table.best[0] + 1):
            for prices in (relaxed.prices, drawn):
                held = held_at(problem, 0, value, prices)
                narrowed += held.height == problem.height
                wanted = [v for v in legal_values(instance, problem) if problem.costs[0].of(v) <= value]
                found = legal_values(instance, held)
                assert [v.tolist() for v in found] == [v.tolist() for v in wanted], (seed, value)
    assert narrowed > 10


def market(ranks: list[list[int]], room: list[int]) -> Instance:
    """Pupils to clubs, one each: ranks[p][c] is the rank pupil p gives club c. Tiers: each rank's pupils, worst first,
    then a lottery that weighs the first pupil most."""
    keys = [(p, c) for p in range(len(ranks)) for c in range(len(room))]
    rows = [exactly("pupil", [k for k in keys if k[0] == p]) for p in range(len(ranks))]
    rows += [at_most("club", [k for k in keys if k[1] == c], n) for c, n in enumerate(room)]
    worst = range(len(room) - 1, 0, -1)
    tiers = [Tier(f"rank{r}", tuple((k, 1) for k in keys if ranks[k[0]][k[1]] == r)) for r in worst]
    weights = [(k, (len(ranks) - k[0]) * rank) for k in keys if (rank := ranks[k[0]][k[1]])]
    return Instance(tuple(keys), {}, tuple(rows), (*tiers, Tier("lottery", tuple(weights))))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.permutations(range(3)), min_size=1, max_size=5), st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_many_tiers_over_one_market_match_trying_everything(ranks: list[list[int]], room: list[int]) -> None:
    """Every tier of a small market, settled over faces, is what brute force says, and proven."""
    instance = market(ranks, room)
    answer, wanted = ENGINES["core"]()(instance, Limits(5, 60)), best(instance)
    if wanted is None:
        assert answer.status is Status.IMPOSSIBLE
    else:
        assert answer.status is Status.PROVEN
        assert tuple(tier.value for tier in answer.tiers) == wanted


def test_the_program_forgets_rows_and_bounds_it_goes_back_from() -> None:
    """x + y >= 1 at cost 2x + 3y: 2 with both free, 3 with x held at 0, 2 again; a row x <= 0 does the same."""
    instance = Instance(("x", "y"), {}, (exactly("one", ("x", "y")),), (Tier("t", (("x", 2), ("y", 3))),))
    plain = compact(instance)
    rowed = compact(Instance(("x", "y"), {}, (*instance.rows, at_most("no", ("x",), 0)), instance.tiers))
    low, high = plain.low.copy(), plain.high.copy()
    high[0] = 0
    bounded = Compact(
        low, high, plain.starts, plain.columns, plain.coefficients, plain.lower, plain.upper, plain.costs, 2
    )
    program, values = RootProgram(plain, StopFlag()), []
    for problem in (plain, bounded, plain, rowed, plain):
        program.hold(problem)
        relaxed = program.relax(problem.costs[0], BUDGET)
        assert relaxed is not None
        values.append(round(relaxed.value, 6))
    assert values == [2, 3, 2, 3, 2]
