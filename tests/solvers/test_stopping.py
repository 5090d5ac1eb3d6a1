"""Stopping rules that compose, and what is told while an engine works: for every engine in the book."""

from itertools import pairwise

import pytest

from solvers.answer import Stop, recount
from solvers.compact import compact
from solvers.engines.calling import Watching
from solvers.engines.meter import Meter
from solvers.engines.protocol import Budget
from solvers.engines.registry import ENGINES
from solvers.stop import Limits, Progress, StopFlag
from tests.solvers.drawing import case
from tests.solvers.oracle import OWED
from tests.solvers.test_hints import duties

PROVING = [name for name in ENGINES if name not in OWED]
TINY = range(0, 400, 4)


@pytest.fixture(scope="module")
def hard():
    """6 adults, 20 duties of uneven length: the spread of the loads is not proven for a long time."""
    return duties(6, 20, seed=3)


def meter(value: float | None = 10, **changes) -> Meter:
    """A meter over a budget of effort 8 and 60 s that stalls after effort 2."""
    budget = {"effort": 8.0, "seconds": 60.0, "gap": 0.1, "workers": 1, "stop": StopFlag(), "stall": 2.0}
    return Meter(Budget(**{**budget, **changes}), value)


def test_the_meter_says_which_rule_came_first():
    """Nothing yet; 1.9 of 2 without progress; progress starts the count anew; then no progress for 2."""
    one = meter()
    assert one.ended() is None
    one.spend(1.9)
    one.reached(10)
    one.reached(11)
    assert one.ended() is None
    one.reached(9)
    one.spend(1.9)
    assert one.ended() is None
    one.spend(0.1)
    assert one.ended() is Stop.STALLED


@pytest.mark.parametrize(
    ("bound", "spent", "changes", "ended"),
    [
        (8, 0, {}, None),  # (10 - 8) / 10 = 0.2
        (9, 0, {}, Stop.GAP),  # 0.1, just allowed
        (10, 0, {}, Stop.PROVEN),
        (8, 8.1, {}, Stop.EFFORT),  # before the stall
        (8, 8, {}, Stop.STALLED),
        (8, 8, {"stall": None}, None),  # all of it may be used
        (9, 9, {"seconds": 1e-9}, Stop.GAP),  # what is settled is not late
        (8, 9, {"seconds": 1e-9}, Stop.TIME),
        (None, 3, {"value": None}, None),  # without values nothing stalls
    ],
)
def test_rules_compose(bound, spent, changes, ended):
    """A value of 10, a bound, some effort: the first rule that applies, in a fixed order."""
    one = meter(**changes)
    if bound is not None:
        one.bounded(bound)
    one.spend(spent)
    assert one.ended() is ended


def test_a_raised_flag_comes_before_everything():
    """Even a proven tier says that it was interrupted; the loop over tiers judges the proof."""
    flag = StopFlag()
    flag.set()
    one = meter(stop=flag)
    one.bounded(10)
    assert one.ended() is Stop.INTERRUPTED


def test_two_searches_share_effort_and_patience():
    """Half each: together no more effort, and no longer without progress, than was allowed."""
    half = Budget(8.0, 60.0, 0.0, 1, StopFlag(), 2.0).half()
    assert (half.effort, half.stall, half.seconds) == (4.0, 1.0, 30.0)
    assert Budget(8.0, 60.0, 0.0, 1, StopFlag()).half().stall is None


@pytest.mark.parametrize("name", PROVING)
def test_no_progress_ends_a_tier_and_says_so(name, hard):
    """Of a thousand units of effort 0.02 may pass without progress: the spread stalls, twice at the same values."""
    runs = [ENGINES[name]()(hard, Limits(effort=1000, seconds=120, stall=0.02)) for _ in range(2)]
    stops = [result.stop for result in runs[0].tiers]
    assert stops[0] is Stop.PROVEN
    assert stops[1] is Stop.STALLED
    assert {Stop.EFFORT, Stop.TIME}.isdisjoint(stops)
    assert runs[0].values == runs[1].values
    assert [(r.value, r.bound) for r in runs[0].tiers] == [(r.value, r.bound) for r in runs[1].tiers]


@pytest.mark.parametrize("name", ENGINES)
def test_a_gap_ends_a_tier_before_its_effort(name, hard):
    """A gap of 10,000 % is there with the first values: nobody works a thousand units for it."""
    answer = ENGINES[name]()(hard, Limits(effort=1000, seconds=120, gap=100.0))
    assert answer.found
    if name in PROVING:
        assert {result.stop for result in answer.tiers} <= {Stop.PROVEN, Stop.GAP}


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_told_only_gets_better(name):
    """On a hundred tiny instances, from nothing and from a poor start: in every tier values fall, bounds rise, and
    never meet but in the best; the last word is the answer's."""
    solve = ENGINES[name]()
    for seed in TINY:
        instance, table = case(seed)
        for hint in ({}, table.worst or {}):
            heard: dict[str, list[Progress]] = {tier.name: [] for tier in instance.tiers} | {"": []}
            answer = solve(instance, Limits(1, 60), hint=hint, watch=lambda p, into=heard: into[p.tier].append(p))
            for told in heard.values():
                for before, after in pairwise(told):
                    assert before.value is None or (after.value is not None and after.value <= before.value), seed
                    assert before.bound is None or (after.bound is not None and after.bound >= before.bound), seed
                assert all(p.gap is None or p.gap >= 0 for p in told), seed
            for result in answer.tiers:
                last = heard[result.name][-1]
                assert last.value is not None
                assert (last.value >= result.value, last.bound) == (True, result.bound), seed


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("effort", [1e-6, 1.0])
def test_a_legal_start_is_never_made_worse(name, effort):
    """From the worst legal values, with next to no effort and with enough: no worse, tier by tier."""
    solve = ENGINES[name]()
    for seed in TINY:
        instance, table = case(seed)
        if table.worst is None:
            continue
        answer = solve(instance, Limits(effort, 60), hint=table.worst)
        assert answer.found, seed
        assert tuple(result.value for result in answer.tiers) <= recount(instance, table.worst).tiers, seed


def test_a_bound_that_falls_back_or_is_refuted_is_no_news():
    """3, then 2, then 9 above a value of 5: only 3 and the value are told."""
    heard: list[Progress] = []
    watching = Watching(("t",), heard.append)
    watching.bounded(0, 3)
    watching.bounded(0, 2)
    watching.found(0, compact(case(4)[0]).low, (5,))
    watching.bounded(0, 9)
    assert [(p.value, p.bound, p.gap) for p in heard] == [(None, 3, None), (5, 3, 0.4)]
