import pytest

from solvers.answer import Status, Stop
from solvers.compact import compact
from solvers.cpsat.search import CpSatSearch, Style
from solvers.engines.protocol import Budget, Verdict
from solvers.engines.registry import ENGINES, column_engine, require_known
from solvers.instance import Instance, InstanceError, Tier
from solvers.rows import at_least, at_most, cover, exactly, forbid, linear, require, spread
from solvers.stop import Limits, Progress, StopFlag

LIMITS = Limits(effort=5, seconds=60)
EXACT = ["cpsat", "highs", "core", "flow", "relay", "neighbourhood"]


@pytest.fixture(params=EXACT)
def engine(request):
    """Every engine that proves what it finds."""
    return ENGINES[request.param]()


def test_earlier_tier_wins_over_later(engine):
    """Covering both demands (tier 1) beats saving the fee of 9 (tier 2)."""
    # a and b each cover one of two demands; taking b costs 9, an unmet demand costs 1 in the first tier.
    rows = (cover("need", ["a", "b"], 2, "short"),)
    tiers = (Tier("short", (("short", 1),)), Tier("fee", (("b", 9),)))
    answer = engine(Instance(("a", "b"), {"short": (0, 2)}, rows, tiers), LIMITS)
    assert [result.value for result in answer.tiers] == [0, 9]
    assert answer.values == {"a": 1, "b": 1, "short": 0}


def test_spread_makes_loads_even(engine):
    """Five equal duties over two adults end as 3 and 2, a spread of one."""
    # max - min is at least 5 mod 2 = 1.
    pairs = [(adult, duty) for adult in "AB" for duty in range(5)]
    rows = [exactly("one", [("A", duty), ("B", duty)]) for duty in range(5)]
    loads = [([((adult, duty), 1) for duty in range(5)], 0) for adult in "AB"]
    rows += spread("even", loads, "largest", "smallest")
    tiers = (Tier("load", (("largest", 1), ("smallest", -1))),)
    answer = engine(Instance(tuple(pairs), {"largest": (0, 5), "smallest": (0, 5)}, tuple(rows), tiers), LIMITS)
    assert answer.tiers[0].value == 1


def test_without_tiers_any_legal_values_do(engine):
    """No tier: a legal answer is a proven one."""
    answer = engine(Instance(("a", "b"), {}, (exactly("one", ["a", "b"]), forbid("no", "a")), ()), LIMITS)
    assert (answer.status, answer.values, answer.tiers) == (Status.PROVEN, {"a": 0, "b": 1}, ())


def test_an_empty_instance_is_answered(engine):
    """Nothing to decide, nothing to break; the tier is its constant."""
    answer = engine(Instance((), {}, (linear("nothing", (), 0, 0),), (Tier("t", (), 7),)), LIMITS)
    assert (answer.status, answer.tiers[0].value) == (Status.PROVEN, 7)


def test_a_row_that_can_never_hold_is_impossible(engine):
    """0 >= 1 is impossible whatever the values."""
    answer = engine(Instance(("a",), {}, (linear("never", (), 1),), ()), LIMITS)
    assert answer.status is Status.IMPOSSIBLE


def test_impossible_by_counting_is_confirmed(engine):
    """Seven pupils into six places, one each: impossible although every single row can hold."""
    keys = [(pupil, place) for pupil in range(7) for place in range(6)]
    rows = [exactly(f"pupil{p}", [key for key in keys if key[0] == p]) for p in range(7)]
    rows += [at_most(f"place{q}", [key for key in keys if key[1] == q]) for q in range(6)]
    answer = engine(Instance(tuple(keys), {}, tuple(rows), ()), LIMITS)
    assert (answer.status, answer.values) == (Status.IMPOSSIBLE, {})


def test_terms_that_name_a_key_twice_add_up(engine):
    """2a - a + 0b >= 1 needs a."""
    row = linear("twice", [("a", 2), ("a", -1), ("b", 0)], 1)
    answer = engine(Instance(("a", "b"), {}, (row,), (Tier("t", (("a", 1), ("b", 1), ("b", 1))),)), LIMITS)
    assert answer.values == {"a": 1, "b": 0}


def test_negative_quantities_reach_their_floor(engine):
    """A quantity in -3..5 minimised alone ends at -3; with 2q >= -5 at -2."""
    tier = (Tier("q", (("q", 1),)),)
    assert engine(Instance((), {"q": (-3, 5)}, (), tier), LIMITS).values == {"q": -3}
    assert engine(Instance((), {"q": (-3, 5)}, (linear("r", [("q", 2)], -5),), tier), LIMITS).values == {"q": -2}


def test_large_coefficients_are_exact(engine):
    """Of two ways to pay, 1,000,001 beats 1,000,002 although they differ by a millionth."""
    rows = (exactly("one", ["a", "b"]),)
    tiers = (Tier("yuan", (("a", 1_000_002), ("b", 1_000_001))),)
    answer = engine(Instance(("a", "b"), {}, rows, tiers), LIMITS)
    assert (answer.tiers[0].value, answer.tiers[0].bound, answer.values["b"]) == (1_000_001, 1_000_001, 1)


def test_a_malformed_instance_is_refused(engine):
    """An unknown key raises before any solver sees it."""
    with pytest.raises(InstanceError, match="'b'"):
        engine(Instance(("a",), {}, (require("r", "b"),), ()), LIMITS)


def test_progress_reports_values_and_bounds(engine):
    """The watcher hears of the tier by name and, at the end, value and bound."""
    heard: list[Progress] = []
    instance = Instance(("a", "b"), {}, (at_least("one", ["a", "b"]),), (Tier("cost", (("a", 2), ("b", 3))),))
    engine(instance, LIMITS, watch=heard.append)
    assert {progress.tier for progress in heard} == {"cost"}
    assert (heard[-1].value, heard[-1].bound) == (2, 2)


def test_a_raised_flag_returns_the_hint(engine):
    """Stopped before it began, an engine gives the legal hint back and says it was interrupted."""
    stop = StopFlag()
    stop.set()
    hint = {"a": 1, "b": 1}
    instance = Instance(("a", "b"), {}, (at_least("one", ["a", "b"]),), (Tier("cost", (("a", 2), ("b", 3))),))
    answer = engine(instance, LIMITS, hint=hint, stop=stop)
    assert answer.found
    assert answer.tiers[0].value <= 5
    assert answer.tiers[0].stop in (Stop.INTERRUPTED, Stop.PROVEN)


def test_a_watcher_that_raises_is_heard(engine):
    """An exception in the watcher ends the call and reaches the caller."""

    def watch(progress: Progress) -> None:
        raise KeyError("watcher")

    instance = Instance(("a", "b"), {}, (at_least("one", ["a", "b"]),), (Tier("cost", (("a", 2), ("b", 3))),))
    with pytest.raises(KeyError, match="watcher"):
        engine(instance, LIMITS, watch=watch)


def test_an_unknown_engine_is_named_with_the_known_ones():
    """The message lists what there is."""
    with pytest.raises(ValueError, match="cpsat"):
        require_known("gurobi")
    with pytest.raises(ValueError, match="highs"):
        column_engine("gurobi")


def pigeons(count: int) -> Instance:
    """One more pigeon than holes, every hole at most one: impossible, and no single row says so."""
    places = {(pigeon, hole) for pigeon in range(count + 1) for hole in range(count)}
    rows = [exactly("home", [(pigeon, hole) for hole in range(count)]) for pigeon in range(count + 1)]
    rows += [at_most("room", [(pigeon, hole) for pigeon in range(count + 1)]) for hole in range(count)]
    rows += [linear("sum", [(place, 1) for place in sorted(places)], count + 1, None)]
    return Instance(tuple(sorted(places)), {}, tuple(rows), (Tier("t", (((0, 0), 1),)),))


@pytest.mark.parametrize("presolve", [True, False])
@pytest.mark.parametrize("count", [2, 4, 6])
def test_cpsat_tells_the_impossible_with_and_without_presolve(count, presolve):
    """The first look of one worker is enough to say that n + 1 pigeons do not fit into n holes."""
    search = CpSatSearch(compact(pigeons(count)), Style(presolve=presolve))
    budget = Budget(10.0, 30.0, 0.0, 8, StopFlag())
    step = search.minimise(0, {}, budget, lambda values: True, lambda bound: None)
    assert step.verdict is Verdict.IMPOSSIBLE
