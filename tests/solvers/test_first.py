"""The first tier alone: best in it, true in the others."""

import pytest

from solvers.answer import recount
from solvers.engines import ready
from solvers.engines.calling import InProcess
from solvers.engines.first import solve
from solvers.instance import Instance, Tier
from solvers.rows import cover, spread
from solvers.stop import Limits, Progress, StopFlag

FIRST = InProcess("first", solve)
LIMITS = Limits(effort=5, seconds=30)


def duties(adults: int, wanted: int) -> Instance:
    """`wanted` duties for adults who take at most one each; then the spread, with slack quantities of up to 9."""
    keys = [f"a{i}" for i in range(adults)]
    rows = (cover("duties", keys, wanted, "short"), *spread("even", [([(k, 1)], 0) for k in keys], "most", "least"))
    tiers = (Tier("shortage", (("short", 1),)), Tier("load", (("most", 1), ("least", -1)), least=0))
    return Instance(tuple(keys), {"short": (0, 9), "most": (0, 9), "least": (0, 9)}, rows, tiers)


@pytest.mark.parametrize(("wanted", "short", "uneven"), [(0, 0, None), (2, 0, None), (3, 0, 0), (5, 2, 0)])
def test_the_first_tier_is_proven_and_the_second_is_as_small_as_the_choices_allow(
    wanted: int, short: int, uneven: int | None
) -> None:
    """Three adults: with three duties and more all have one; with fewer it is open who does (None)."""
    instance = duties(3, wanted)
    answer = FIRST(instance, LIMITS)
    judged = recount(instance, answer.values)
    assert judged.broken == ()
    assert answer.tiers[0].value == answer.tiers[0].bound == short
    taken = [answer.values[key] for key in instance.choices]
    assert judged.tiers == (short, max(taken) - min(taken))
    assert uneven is None or judged.tiers[1] == uneven
    assert answer.tiers[1].bound == 0


def test_a_raised_flag_leaves_no_quantity_slack() -> None:
    """Stopped at the first values: the spread stated is still that of the choices."""
    instance, flag = duties(4, 2), StopFlag()

    def watch(heard: Progress) -> None:
        flag.set()

    answer = FIRST(instance, LIMITS, stop=flag, watch=watch)
    assert answer.found
    taken = [answer.values[key] for key in instance.choices]
    assert answer.tiers[1].value == max(taken) - min(taken)


READY = InProcess("ready", ready.solve)


@pytest.mark.parametrize(("wanted", "short"), [(0, 0), (2, 0), (3, 0), (4, 1), (5, 2)])
def test_what_is_ready_soonest_has_the_least_shortage_whether_all_can_be_met_or_not(wanted: int, short: int) -> None:
    """Three adults, one duty each, around the three that can be met: with more the relaxation stops the MIP."""
    instance = duties(3, wanted)
    answer = READY(instance, LIMITS)
    judged = recount(instance, answer.values)
    assert judged.broken == ()
    assert answer.tiers[0].value == answer.tiers[0].bound == judged.tiers[0] == short


def test_ready_tells_nothing_that_the_dive_then_makes_worse() -> None:
    """With something short in any case every value told is the dive's, and they never get worse."""
    heard: list[int] = []

    def watch(progress: Progress) -> None:
        if progress.tier == "shortage" and progress.value is not None:
            heard.append(progress.value)

    assert READY(duties(3, 5), LIMITS, watch=watch).found
    assert heard
    assert heard == sorted(heard, reverse=True)
