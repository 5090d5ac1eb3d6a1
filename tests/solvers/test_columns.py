import itertools
import random

import numpy as np
import pytest

from solvers.answer import Status
from solvers.columns.diagram import Diagram, diagram_of
from solvers.columns.dives import decomposed
from solvers.columns.forest import forest_of
from solvers.columns.generation import Generation
from solvers.columns.pricing import Lagrangian
from solvers.columns.structure import Block, structure_of
from solvers.compact import Compact, compact
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.neighbourhood import search as searching
from solvers.rows import at_least, at_most, cover, exactly, linear
from solvers.stop import Limits
from tests.solvers.brute import best, tiny


def linked(seed: int) -> Instance:
    """Three adults, three days: rows of each adult, and of each day a cover that may fall short; two tiers."""
    rng = random.Random(seed)
    choices = tuple((adult, day) for adult in range(3) for day in range(3))
    quantities = {f"short{day}": (0, 2) for day in range(3)}
    rows = []
    for day in range(3):
        rows.append(cover(f"day/{day}", [(adult, day) for adult in range(3)], rng.randint(0, 2), f"short{day}"))
    for adult in range(3):
        mine = [(adult, day) for day in range(3)]
        rows.append(at_most(f"most/{adult}", mine, rng.randint(1, 2)))
        terms = [(key, rng.randint(-2, 3)) for key in mine]
        rows.append(linear(f"load/{adult}", terms, rng.choice([None, -1]), rng.randint(0, 3)))
    if rng.random() < 0.3:
        rows.append(at_least("all", list(choices), rng.randint(1, 4)))
    terms = tuple((key, rng.randint(-3, 4)) for key in choices)
    shortage = tuple((key, rng.randint(2, 9)) for key in quantities)
    return Instance(choices, quantities, tuple(rows), (Tier("cost", terms + shortage, 3), Tier("wish", terms[::-2])))


def done(steps):
    """Run to the end what pauses after each step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def unfolded(parts):
    """The forest of a decomposed problem; None without one."""
    if parts is not None:
        done(parts.unfold())
    return None if parts is None else parts.forest


def whole_block(problem: Compact) -> Block:
    return Block(np.arange(problem.width), np.arange(problem.height))


def everything(problem: Compact) -> list[tuple[int, ...]]:
    """All legal values, by trying everything."""
    ranges = [range(low, high + 1) for low, high in zip(problem.low.tolist(), problem.high.tolist(), strict=True)]
    return [values for values in itertools.product(*ranges) if problem.legal(np.array(values, dtype=np.int64))]


@pytest.mark.parametrize("seed", range(80))
def test_the_paths_of_a_diagram_are_all_legal_values(seed):
    """Every row kind, quantities below zero too: walking all paths gives what trying everything gives, each once."""
    problem = compact(tiny(seed))
    if problem.hopeless():
        return
    diagram = diagram_of(problem, whole_block(problem))
    expected = everything(problem)
    if diagram is None:
        assert expected == []
        return
    paths = [((), 0)]
    for column, arcs in zip(diagram.columns.tolist(), diagram.layers, strict=True):
        paths = [
            ((*values, int(problem.low[column]) + value), int(arcs[value, node]))
            for values, node in paths
            for value in range(len(arcs))
            if arcs[value, node] >= 0
        ]
    found = [tuple(np.array(values)[np.argsort(diagram.columns)].tolist()) for values, _ in paths]
    assert sorted(found) == sorted(expected)


def test_a_diagram_that_would_be_too_wide_is_refused():
    """Six free choices in one row that tells all their sums apart: 2^5 states before the last one."""
    row = linear("sum", [(f"x{i}", 2**i) for i in range(6)], 21, 42)
    problem = compact(Instance(tuple(f"x{i}" for i in range(6)), {}, (row,), ()))
    assert diagram_of(problem, whole_block(problem), 4) is None
    assert diagram_of(problem, whole_block(problem), 64) is not None


@pytest.mark.parametrize("seed", [seed for seed in range(60) if everything(compact(tiny(seed)))])
def test_a_shortest_path_costs_what_the_cheapest_legal_values_cost(seed):
    """Blocks of different depth priced in one sweep, each against trying everything."""
    rng, problem = random.Random(seed), compact(tiny(seed))
    diagram = diagram_of(problem, whole_block(problem))
    assert diagram is not None
    shallow = Diagram(diagram.columns[-1:], (np.array([[0], [0]], dtype=np.int32),))
    for _ in range(5):
        weights = np.array([rng.randint(-9, 9) for _ in range(problem.width)], dtype=np.int64)
        shortest = forest_of([diagram, shallow, diagram], problem.low).shortest(weights)
        expected = min(int(weights @ np.array(values)) for values in everything(problem))
        last = diagram.columns[-1]
        alone = min(int(weights[last] * value) for value in (problem.low[last], problem.low[last] + 1))
        assert shortest.lengths.tolist() == [expected, alone, expected]
        assert int(weights[diagram.columns] @ shortest.patterns[2]) == expected


def test_blocks_are_the_adults_and_days_link_them():
    """Rows of one adult stay inside; three covers link; the shortages belong to nobody."""
    problem = compact(linked(1))
    structure = structure_of(problem)
    assert structure is not None
    assert [block.columns.tolist() for block in structure.blocks] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert structure.linking.tolist() == [0, 1, 2]
    assert structure.static.tolist() == [9, 10, 11]


@pytest.mark.parametrize("seed", range(60))
def test_no_prices_prove_more_than_the_optimum(seed):
    """Whatever the prices of the linking rows, even of the wrong sign, the bound is at most what can be had."""
    instance, rng = linked(seed), np.random.default_rng(seed)
    problem, expected = compact(instance), best(instance)
    parts = decomposed(problem)
    forest = unfolded(parts)
    if parts is None or forest is None:
        assert expected is None or structure_of(problem) is None
        return
    linking = parts.linking(0, ())
    lagrangian = Lagrangian(linking, forest, problem.low, problem.high)
    for size in (0.1, 3.0, 1e4):
        priced = lagrangian.at(rng.normal(0.0, size, len(linking.lower)))
        assert expected is None or priced.bound <= expected[0]


@pytest.mark.parametrize("seed", range(60))
def test_generation_bounds_and_keeps_the_patterns_of_the_best(seed):
    """From the best values' own patterns: the bound stays below them, and pruning for values as good keeps them."""
    instance = linked(seed)
    problem, expected = compact(instance), best(instance)
    parts = decomposed(problem)
    forest = unfolded(parts)
    if parts is None or forest is None or expected is None:
        return
    values = next(v for v in map(np.array, everything(problem)) if problem.costs_of(v)[0] == expected[0])
    linking = parts.linking(0, ())
    lagrangian = Lagrangian(linking, forest, problem.low, problem.high)
    generation = Generation(problem, linking, lagrangian, lambda: 60.0)
    mine = [generation.patterns[index] for index in generation.take_in(values)]
    done(generation.converge())
    assert generation.bound is not None
    assert generation.bound <= expected[0]
    generation.prune(expected[0] + 1)
    kept = {(pattern.block, pattern.values.tobytes()) for pattern in generation.patterns}
    assert all((pattern.block, pattern.values.tobytes()) in kept for pattern in mine)
    dive = done(generation.dive({}, lambda: expected[0] + 1, 8, 0.6))
    assert dive.taken is None or (len(dive.taken) == 3 and round(dive.mixture.value) == expected[0])


@pytest.mark.parametrize("seed", range(10))
def test_the_engine_never_passes_the_optimum_of_blocks(seed, monkeypatch):
    """Two tiers, the first frozen as a linking row for the second, no search of the whole: legal and truly bounded."""
    monkeypatch.setattr(searching, "LARGE", -1)
    instance = linked(seed)
    expected = best(instance)
    answer = ENGINES["neighbourhood"]()(instance, Limits(effort=0.2, seconds=60))
    if expected is None:
        assert answer.status is Status.IMPOSSIBLE
        return
    values = tuple(tier.value for tier in answer.tiers)
    assert values >= expected
    assert answer.tiers[0].bound <= expected[0]
    assert values[0] > expected[0] or answer.tiers[1].bound <= expected[1]


def test_dives_beside_parts_reach_the_optimum_and_repeat_themselves(monkeypatch):
    """Twelve adults and a week, best by a MIP: dives and parts find it, and which ends first does not matter."""
    monkeypatch.setattr(searching, "LARGE", -1)
    choices = tuple((adult, day) for adult in range(12) for day in range(7))
    rows = [exactly(f"need/{day}", [(adult, day) for adult in range(12)], 4) for day in range(7)]
    for adult in range(12):
        rows.append(at_most(f"most/{adult}", [(adult, day) for day in range(7)], 3))
        rows += [at_most(f"rest/{adult}", [(adult, day), (adult, day + 1)], 1) for day in range(6)]
    price = tuple((key, 1 + (7 * key[0] + 11 * key[1] + key[0] * key[1]) % 13) for key in choices)
    instance = Instance(choices, {}, tuple(rows), (Tier("price", price),))
    proven = ENGINES["highs"]()(instance, Limits(effort=20, seconds=60))
    first, second = (ENGINES["neighbourhood"]()(instance, Limits(effort=2, seconds=120)) for _ in range(2))
    assert first.values == second.values
    assert proven.status is Status.PROVEN
    assert first.tiers[0].value == proven.tiers[0].value
    assert first.tiers[0].bound <= proven.tiers[0].value
