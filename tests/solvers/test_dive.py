"""The diving engine against trying everything, with blocks and without."""

import itertools
from types import SimpleNamespace

import pytest

from solvers.answer import Status, recount
from solvers.compact import compact
from solvers.engines.protocol import Budget
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear import dive
from solvers.rows import at_least, at_most, cover, exactly
from solvers.stop import Limits, StopFlag
from tests.solvers.brute import best, tiny
from tests.solvers.variants import blocked, least_given

LIMITS = Limits(effort=1, seconds=60)
DIVE = ENGINES["dive"]()


@pytest.mark.parametrize("block", range(0, 300, 60))
def test_with_blocks_it_is_legal_and_its_bounds_are_true(block):
    """Status as by trying everything; no bound above the least its tier can be; proven tiers are least in order."""
    for seed in range(block, block + 60):
        instance = blocked(seed)
        expected, answer = best(instance), DIVE(instance, LIMITS)
        values = tuple(result.value for result in answer.tiers)
        if expected is None:
            assert (answer.status, values) == (Status.IMPOSSIBLE, ()), seed
            continue
        assert answer.found, seed
        counted = recount(instance, answer.values)
        assert (counted.broken, counted.tiers) == ((), values), seed
        assert values >= expected, seed
        assert answer.status is not Status.PROVEN or values == expected, seed
        for index, result in enumerate(answer.tiers):
            least = least_given(instance, values[:index])
            assert result.bound <= least <= result.value, (seed, result)


@pytest.mark.parametrize("block", range(0, 180, 60))
def test_without_blocks_it_proves_what_the_plain_search_proves(block):
    """No complicating keys: every tier is proven, as by the plain MIP search."""
    for seed in range(block, block + 60):
        instance = tiny(seed)
        expected, answer = best(instance), DIVE(instance, LIMITS)
        wanted = (Status.IMPOSSIBLE, ()) if expected is None else (Status.PROVEN, expected)
        assert (answer.status, tuple(result.value for result in answer.tiers)) == wanted, seed


def clubs_and_seats(pupils: int) -> Instance:
    """Three clubs of four places that open at 5 each, at most two of them; unseated pupils cost 2 in the first tier."""
    seats = tuple((pupil, club) for pupil in range(pupils) for club in range(3))
    opens = tuple(("open", club) for club in range(3))
    rows = [cover(f"pupil{p}", [(p, club) for club in range(3)], 1, ("short", p)) for p in range(pupils)]
    rows += [at_most("two", opens, 2)]
    rows += [at_most(f"half{club}", [(p, club) for p in range(pupils)], 4) for club in range(3)]
    rows += [at_least(f"open{p}/{c}", [("open", c), ("closed", p, c)]) for p in range(pupils) for c in range(3)]
    rows += [exactly(f"not{p}/{c}", [(p, c), ("closed", p, c)]) for p in range(pupils) for c in range(3)]
    closed = tuple(("closed", p, c) for p in range(pupils) for c in range(3))
    shorts = {("short", p): (0, 1) for p in range(pupils)}
    tiers = (
        Tier("short", tuple((key, 2) for key in shorts)),
        Tier("opening", tuple((key, 5) for key in opens)),
        Tier("rank", tuple(((p, c), (p + c) % 3) for p, c in seats)),
    )
    return Instance((*seats, *opens, *closed), shorts, tuple(rows), tiers, tuple((key,) for key in opens))


@pytest.mark.parametrize(
    ("pupils", "short", "opening"),
    [(4, 0, 5), (5, 0, 10), (8, 0, 10), (9, 2, 10), (11, 6, 10)],  # two clubs seat eight; the rest cost 2 each
)
def test_clubs_open_for_exactly_the_pupils_they_seat(pupils, short, opening):
    """Four pupils need one club, eight need two; beyond eight each pupil is short."""
    answer = DIVE(clubs_and_seats(pupils), Limits(effort=0.5, seconds=60))
    assert [result.value for result in answer.tiers[:2]] == [short, opening]


def test_a_legal_hint_is_kept_when_there_is_no_time():
    """With no time at all the hint comes back, legal and counted."""
    instance = clubs_and_seats(5)
    hint = dict.fromkeys(instance.bounds(), 0) | {("short", p): 1 for p in range(5)}
    hint |= {("closed", p, c): 1 for p in range(5) for c in range(3)}
    answer = DIVE(instance, Limits(effort=1e-6, seconds=1e-6), hint=hint)
    assert answer.found
    assert answer.tiers[0].value <= 10


def test_every_search_on_the_way_gets_only_the_time_that_is_left(monkeypatch):
    """On a clock that moves one second a look, no MIP search is given more than the call's 1000 s less those gone."""
    clock, given = itertools.count(), []

    class Recording(dive.HighsSearch):
        def minimise(self, tier, hint, budget, offer, bounded):
            given.append((budget.seconds, next(clock)))
            return super().minimise(tier, hint, budget, offer, bounded)

    monkeypatch.setattr(dive, "HighsSearch", Recording)
    monkeypatch.setattr(dive, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    search = dive.DiveSearch(compact(clubs_and_seats(9)))
    began = next(clock)
    search.minimise(1, {}, Budget(1, 1000, 0.0, 1, StopFlag()), lambda values: True, lambda bound: None)
    assert given
    assert all(seconds <= 1000 - (now - began) + 2 for seconds, now in given)  # two looks between asking and telling


def test_the_same_effort_gives_the_same_answer():
    """Two runs end with identical values, bounds and reasons."""
    shown = []
    for _ in range(2):
        answer = DIVE(clubs_and_seats(11), Limits(effort=0.05, seconds=120))
        shown.append((answer.status, answer.values, [(r.name, r.value, r.bound, r.stop) for r in answer.tiers]))
    assert shown[0] == shown[1]
