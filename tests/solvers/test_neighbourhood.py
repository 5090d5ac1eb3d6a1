import random

import numpy as np
import pytest

from solvers.answer import Status
from solvers.compact import compact
from solvers.engines.protocol import Budget, Verdict
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.neighbourhood import search as searching
from solvers.neighbourhood.choice import ESCALATION, FIRST_EFFORT, LEAST_SIZE, ROUND, Arms
from solvers.neighbourhood.draw import Drawer, View
from solvers.neighbourhood.reduced import reduced
from solvers.neighbourhood.search import NeighbourhoodSearch
from solvers.rows import at_least, at_most, exactly, linear
from solvers.stop import Limits, StopFlag
from tests.solvers.brute import best, tiny


def budget(effort: float = 4.0, stop: StopFlag | None = None) -> Budget:
    return Budget(effort, 60.0, 0.0, 1, stop or StopFlag())


def assignment(adults: int, days: int) -> Instance:
    """Every day two adults, every adult at most half the days; each (adult, day) has a price of its own."""
    choices = tuple((adult, day) for adult in range(adults) for day in range(days))
    rows = [exactly(f"need/{day}", [(adult, day) for adult in range(adults)], 2) for day in range(days)]
    rows += [at_most(f"cap/{adult}", [(adult, day) for day in range(days)], days // 2) for adult in range(adults)]
    prices = tuple(((adult, day), 1 + (7 * adult + 11 * day + adult * day) % 13) for adult, day in choices)
    return Instance(choices, {}, tuple(rows), (Tier("price", prices),))


def start_of(instance: Instance) -> np.ndarray:
    """Legal values of the assignment: day d is served by adults d and d + 1, counted round."""
    adults = len({adult for adult, _ in instance.choices})
    return np.array([int(adult in (day % adults, (day + 1) % adults)) for adult, day in instance.choices])


def test_families_follow_the_fields_of_keys_and_the_parts_of_tags():
    """Keys (adult, day): one family of 4 adults, one of 6 days, in order; tags need/d and cap/a: a third, of both."""
    problem = compact(assignment(4, 6))
    families = {family.name: family for family in problem.families}
    assert [(name, len(family.groups), family.ordered) for name, family in families.items()] == [
        ("0", 4, True),
        ("1", 6, True),
        ("tag 1", 6, False),
    ]
    # tag 1 holds "0" to "5" of the days and "0" to "3" of the adults, in six groups by name.
    assert families["0"].groups[1].tolist() == [6, 7, 8, 9, 10, 11]
    assert families["1"].groups[1].tolist() == [1, 7, 13, 19]


def test_a_part_keeps_what_the_fixed_columns_leave_of_every_row():
    """x + y + 2z <= 3 with z = 1 fixed leaves x + y <= 1; the tier's constant takes in what z costs."""
    rows = (linear("r", [("x", 1), ("y", 1), ("z", 2)], None, 3), at_least("gone", ["z"]))
    instance = Instance(("x", "y", "z"), {}, rows, (Tier("t", (("x", 5), ("z", 7)), 1),))
    part = reduced(compact(instance), np.array([0, 1]), np.array([0, 1, 1]))
    assert (part.problem.upper.tolist(), part.problem.columns.tolist()) == ([1], [0, 1])
    assert part.problem.costs[0].of(np.array([1, 0])) == 5 + 7 + 1
    assert part.whole(np.array([1, 0])).tolist() == [1, 0, 1]


@pytest.mark.parametrize("seed", range(60))
def test_a_part_is_legal_exactly_when_the_whole_is(seed):
    """For random tiny instances: freeing some columns of legal values, part and whole agree on rows and costs."""
    instance, chance = tiny(seed), random.Random(seed)
    problem = compact(instance)
    ranges = [range(low, high + 1) for low, high in zip(problem.low.tolist(), problem.high.tolist(), strict=True)]
    legal = [v for _ in range(300) if problem.legal(v := np.array([chance.choice(r) for r in ranges], dtype=np.int64))]
    for values in legal[:3]:
        columns = np.array(sorted(chance.sample(range(problem.width), max(1, problem.width // 2))), dtype=np.int64)
        part = reduced(problem, columns, values)
        for _ in range(20):
            inner = np.array([chance.choice(ranges[column]) for column in columns.tolist()], dtype=np.int64)
            assert part.problem.legal(inner) == problem.legal(part.whole(inner))
            assert part.problem.costs_of(inner) == problem.costs_of(part.whole(inner))


def test_every_kind_draws_choices_only_and_about_as_many_as_asked():
    """Sorted, distinct, never a quantity; of 200 choices and a size of 60, at least one and at most all."""
    instance = assignment(10, 20)
    problem = compact(instance)
    drawer, values = Drawer(problem), start_of(instance)
    view = View(values, values * 0.5, drawer.pain(0, values))
    for kind in drawer.kinds:
        for seed in range(20):
            drawn = kind.draw(view, 60, random.Random(seed)).tolist()
            assert drawn == sorted(set(drawn)), kind.name
            assert drawn == [] or 0 <= drawn[0] <= drawn[-1] < problem.choices, kind.name


def test_pain_counts_own_price_and_the_quantities_in_the_same_rows():
    """A choice bears its own price above its least and that of the shortage in its row; a choice apart bears none."""
    # short = 2 at price 10 shares a row with a and b; a = 1 costs 3; c is alone.
    rows = (linear("need", [("a", 1), ("b", 1), ("short", 1)], 3, None), at_least("apart", ["c"], 0))
    instance = Instance(("a", "b", "c"), {"short": (0, 3)}, rows, (Tier("t", (("a", 3), ("short", 10))),))
    pain = Drawer(compact(instance)).pain(0, np.array([1, 0, 0, 2]))
    assert pain[:3].tolist() == [3 + 20, 20, 0]


def test_neighbourhoods_alone_reach_the_optimum(monkeypatch):
    """With the search of the whole switched off, parts of at most 120 choices bring the price to what a MIP proves."""
    monkeypatch.setattr(searching, "LARGE", -1)
    instance = assignment(12, 20)
    proven = ENGINES["highs"]()(instance, Limits(effort=20, seconds=60))
    assert proven.status is Status.PROVEN
    problem, start, values = compact(instance), start_of(instance), []

    def offer(candidate):
        values.append(problem.costs[0].of(candidate))
        return problem.legal(candidate)

    hint = dict(enumerate(start.tolist()))
    step = NeighbourhoodSearch(problem).minimise(0, hint, budget(20.0), offer, lambda bound: None)
    assert values[0] == problem.costs[0].of(start) > proven.tiers[0].value
    assert (step.verdict, min(values)) == (Verdict.FOUND, proven.tiers[0].value)
    assert step.bound is not None
    assert step.bound <= min(values)


def test_a_frozen_tier_is_kept():
    """Frozen at the start's price, the second tier may not buy its gain with a dearer first."""
    base = assignment(8, 10)
    wish = Tier("wish", tuple(((adult, day), (3 * adult + 5 * day) % 7) for adult, day in base.choices))
    instance = Instance(base.choices, {}, base.rows, (*base.tiers, wish))
    problem, start, kept = compact(instance), start_of(base), []
    search = NeighbourhoodSearch(problem)
    search.freeze(0, problem.costs[0].of(start))

    def offer(candidate):
        kept.append(problem.costs_of(candidate))
        return problem.legal(candidate)

    search.minimise(1, dict(enumerate(start.tolist())), budget(), offer, lambda bound: None)
    assert min(wish for _, wish in kept) < kept[0][1]
    best_wish = min(kept, key=lambda costs: costs[1])
    assert best_wish[0] <= problem.costs[0].of(start)


def test_the_same_effort_gives_the_same_values(monkeypatch):
    """Two neighbourhoods run side by side; which ends first does not matter."""
    monkeypatch.setattr(searching, "LARGE", -1)
    instance = assignment(10, 14)
    first, second = (ENGINES["neighbourhood"]()(instance, Limits(effort=3, seconds=120)) for _ in range(2))
    assert first.values == second.values
    assert first.tiers[0].value == second.tiers[0].value


def test_a_raised_flag_ends_the_search_with_the_incumbent():
    """Stopped before it begins, the hint comes back."""
    instance, stop = assignment(6, 8), StopFlag()
    stop.set()
    hint = dict(zip(instance.choices, start_of(instance).tolist(), strict=True))
    answer = ENGINES["neighbourhood"]()(instance, Limits(effort=5, seconds=60), hint=hint, stop=stop)
    assert answer.found
    assert answer.values == hint


def test_a_kind_grows_when_its_parts_are_exhausted_and_shrinks_when_not():
    """Sizes stay between the least and all choices; a dry round raises the effort, a rich one does not."""
    arms = Arms(["a", "b"], 1000)
    a, b = arms.arms
    before = a.size
    arms.learn(a, 0.0, 1.0, exhausted=True)
    arms.learn(b, 0.0, 1.0, exhausted=False)
    assert b.size < before < a.size
    for _ in range(200):
        arms.learn(a, 0.0, 1.0, exhausted=True)
        arms.learn(b, 0.0, 1.0, exhausted=False)
    assert (a.size, b.size) == (1000, LEAST_SIZE)
    for _ in range(ROUND):
        arms.settle()
    assert arms.effort == pytest.approx(FIRST_EFFORT * ESCALATION)
    arms.learn(a, 0.5, 1.0, exhausted=True)
    for _ in range(ROUND):
        arms.settle()
    assert arms.effort == pytest.approx(FIRST_EFFORT * ESCALATION)


def test_a_kind_that_brought_more_is_drawn_more():
    """Equal effort, all the gain with a: of 400 draws a has well over half, b still some."""
    arms, chance = Arms(["a", "b"], 100), random.Random(0)
    for arm, gain in zip(arms.arms, (0.1, 0.0), strict=True):
        arms.learn(arm, gain, 1.0, exhausted=True)
    drawn = [arms.pick(chance).name for _ in range(400)]
    # LEAST_SHARE 0.4 is even: b is expected 0.2 * 400 = 80 times.
    assert 40 < drawn.count("b") < 130


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_neighbourhoods_never_pass_the_optimum(seed, monkeypatch):
    """Without the search of the whole: legal values, none better than trying everything says, and a true bound."""
    monkeypatch.setattr(searching, "LARGE", -1)
    instance = tiny(seed)
    expected = best(instance)
    answer = ENGINES["neighbourhood"]()(instance, Limits(effort=1, seconds=60))
    if expected is None:
        assert answer.status is Status.IMPOSSIBLE
    else:
        assert answer.found
        if answer.tiers:
            assert answer.tiers[0].bound <= expected[0] <= answer.tiers[0].value
