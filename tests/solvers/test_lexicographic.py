"""The loop over tiers, with searches that say what the test wants them to say."""

import numpy as np
import pytest

from solvers.answer import Status, Stop
from solvers.compact import compact
from solvers.engines.lexicographic import judged, minimise_in_order
from solvers.engines.protocol import Step, Verdict
from solvers.instance import Instance, Tier
from solvers.rows import exactly
from solvers.stop import Limits, StopFlag

# Two keys, exactly one of them; a costs 4, b costs 7. Neither tier can be 0, so no value is proven by itself.
INSTANCE = Instance(("a", "b"), {}, (exactly("one", ["a", "b"]),), (Tier("cost", (("a", 4), ("b", 7))),))
A, B = np.array([1, 0]), np.array([0, 1])
NOTHING = (np.array([0, 0]),)
FOUND, IMPOSSIBLE, UNKNOWN = Verdict.FOUND, Verdict.IMPOSSIBLE, Verdict.UNKNOWN


def saying(verdict, *values, bound=None, ended=Stop.EFFORT):
    """A maker of searches that offer these values and end with this verdict."""

    class Scripted:
        def __init__(self, problem):
            self.problem = problem

        def minimise(self, tier, hint, budget, offer, bounded):
            for vector in values:
                offer(vector)
            return Step(verdict, bound, ended)

        def freeze(self, tier, value):
            return None

    return Scripted


class Silent:
    """A listener that does not care."""

    def found(self, tier, values, costs):
        return None

    def bounded(self, tier, bound):
        return None

    def settled(self, tier, result):
        return None


def run(first, *opinions, hint=None, limits=None):
    """The loop's answer for the instance above."""
    limits = limits or Limits(1, 60)
    problem = compact(INSTANCE)
    return minimise_in_order(problem, limits, first, opinions, hint=hint or {}, stop=StopFlag(), listener=Silent())


@pytest.mark.parametrize(
    ("opinions", "status"),
    [
        ([], Status.NO_ANSWER),
        ([saying(UNKNOWN)], Status.NO_ANSWER),
        ([saying(IMPOSSIBLE)], Status.IMPOSSIBLE),
        ([saying(UNKNOWN), saying(IMPOSSIBLE)], Status.IMPOSSIBLE),
        ([saying(FOUND, B)], Status.FEASIBLE),
        ([saying(UNKNOWN), saying(FOUND, B)], Status.FEASIBLE),
    ],
)
def test_impossible_needs_a_second_opinion(opinions, status):
    """Nobody agrees: no answer. Somebody agrees: impossible. Somebody finds values: they are used."""
    answer = run(saying(IMPOSSIBLE), *opinions)
    assert answer.status is status
    assert (answer.values is None) == (status is not Status.FEASIBLE)


def test_a_legal_hint_outweighs_a_verdict_of_impossible():
    """Values that respect all rows refute the search; nobody else is asked."""
    answer = run(saying(IMPOSSIBLE), saying(IMPOSSIBLE), hint={0: 0, 1: 1})
    assert (answer.status, answer.values.tolist()) == (Status.FEASIBLE, [0, 1])


def test_values_that_break_a_row_are_not_kept():
    """A search that offers only illegal values found nothing."""
    assert run(saying(FOUND, *NOTHING)).status is Status.NO_ANSWER


def test_the_best_of_all_offers_is_kept():
    """7, then 4, then 7 again: 4 stays."""
    answer = run(saying(FOUND, B, A, B, bound=4))
    assert (answer.values.tolist(), answer.tiers[0].value, answer.status) == ([1, 0], 4, Status.PROVEN)


def test_a_bound_above_legal_values_is_refuted():
    """A bound of 9 cannot be true of a value of 4; what is left is the bound without rows, 0."""
    answer = run(saying(FOUND, A, bound=9))
    assert (answer.tiers[0].bound, answer.status) == (0, Status.FEASIBLE)


def test_a_claim_of_proof_is_recomputed():
    """The search ends as "proven", but 3 is not 4: the tier stopped for effort."""
    answer = run(saying(FOUND, A, bound=3, ended=Stop.PROVEN))
    assert (answer.tiers[0].stop, answer.status) == (Stop.EFFORT, Status.FEASIBLE)


@pytest.mark.parametrize(
    ("bound", "gap", "stop"),
    [
        (100, 0.0, Stop.PROVEN),
        (99, 0.0, Stop.TIME),
        (90, 0.1, Stop.GAP),  # (100 - 90) / 100 = 0.1, just allowed
        (89, 0.1, Stop.TIME),
        (100, 0.1, Stop.PROVEN),
    ],
)
def test_proof_and_gap_are_judged_from_numbers(bound, gap, stop):
    """A value of 100 against bounds at and beside the limits, for a search cut off by time."""
    assert judged("t", 100, bound, gap, Stop.TIME, 0.0).stop is stop


def test_no_time_left_keeps_the_hint_and_says_so():
    """When the clock has run out before the tier, its value is the hint's."""
    answer = run(saying(UNKNOWN, ended=Stop.TIME), hint={0: 0, 1: 1}, limits=Limits(1, 1e-9))
    assert [(r.value, r.bound, r.stop) for r in answer.tiers] == [(7, 0, Stop.TIME)]
