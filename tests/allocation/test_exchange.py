"""Rings and prices against trying everything: an allocation is best exactly when no ring is left."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from allocation.drawing import trials
from allocation.markets import Given, Trial, in_s, less, tiny_plan, tiny_school
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.allocation.exchange import Exchanges
from scheduler.allocation.market import Market, register
from scheduler.allocation.waiting import Waiting
from scheduler.domain.allocation import AllocationRule
from scheduler.domain.demand import Choice


def exchanges(trial: Trial, *, blind: bool = False) -> Exchanges:
    """The exchange graph of a trial."""
    return Exchanges(Market(register(trial.problem, trial.plan), trial.strand), blind)


def best(trial: Trial) -> Trial:
    """The same strand seated in a best way."""
    return Trial(trial.problem, trial.seated(min(trial.every_way(), key=trial.total)), trial.strand)


def grown(trial: Trial, club: str) -> Trial:
    """The same with one more place in a club of one section."""
    facts = trial.problem.clubs[club]
    clubs = {**trial.problem.clubs, club: replace(facts, capacity=facts.capacity + 1)}
    return Trial(replace(trial.problem, clubs=clubs), trial.plan, trial.strand)


@settings(deadline=None, max_examples=100)
@given(trial=trials(), blind=st.booleans())
def test_a_ring_is_found_exactly_when_another_allocation_is_better(trial: Trial, blind: bool) -> None:
    """And the ring found, carried out, is legal and better. Blind: without luck and lottery, the last two parts."""
    seen = slice(-2) if blind else slice(None)
    least, now = min(trial.total(way)[seen] for way in trial.every_way()), trial.total(trial.present)[seen]
    ring = exchanges(trial, blind=blind).ring()
    assert bool(ring) == (least < now)
    if ring:
        changed: Given = trial.present | {step.pupil: step.taken for step in ring}
        assert all(step.left == trial.present[step.pupil] for step in ring)
        assert changed in trial.every_way()
        assert trial.total(changed)[seen] < now


@settings(deadline=None, max_examples=60)
@given(trial=trials())
def test_what_a_place_is_worth_adds_up_to_the_value_of_the_whole(trial: Trial) -> None:
    """The market's worths of all pupils, whole allocations compared."""
    market = exchanges(trial).market
    now, first = trial.present, next(iter(trial.every_way()))
    worths = [tuple(map(sum, zip(*(market.worth(p, way[p]) for p in way), strict=True))) for way in (now, first)]
    assert less(*worths) == less(trial.total(now), trial.total(first))
    assert len(market.components) == len(worths[0])


@settings(deadline=None, max_examples=100)
@given(trial=trials())
def test_granting_a_wish_after_all_costs_what_the_best_plan_with_it_costs_more(trial: Trial) -> None:
    """For every pupil and club: None exactly when no allocation grants it."""
    trial = best(trial)
    graph, now, ways = exchanges(trial), trial.total(trial.present), list(trial.every_way())
    for pupil in trial.pupils:
        for club in trial.opened:
            if club != trial.present[pupil] and graph.market.may_hold(pupil, club):
                if graph.apart_from_rings(pupil, club):  # company: no figure is told
                    continue
                granted = [trial.total(way) for way in ways if way[pupil] == club]
                assert graph.granting(pupil, club) == (less(min(granted), now) if granted else None)


@settings(deadline=None, max_examples=100)
@given(trial=trials())
def test_one_more_place_is_worth_what_the_best_plan_with_it_is_better(trial: Trial) -> None:
    """The capacity of one club grows by 1, the sections stay."""
    trial = best(trial)
    now, waiting = trial.total(trial.present), Waiting(exchanges(trial).market)
    for club in (club for club, count in trial.sections.items() if count == 1):
        wider = grown(trial, club)
        gained = less(min(map(wider.total, wider.every_way())), now)
        assert waiting.gain(club) == (None if trial.problem.clubs[club].reserved else gained)


@settings(deadline=None, max_examples=60)
@given(trial=trials())
def test_one_more_place_reaches_the_next_pupil(trial: Trial) -> None:
    """Whoever stands as next gets the club in a best plan with one more place."""
    trial = best(trial)
    waiting, now = Waiting(exchanges(trial).market), trial.present
    for club in trial.opened:
        pupil = waiting.next(club)
        if pupil is None or trial.sections[club] > 1:
            continue
        queue, wider = waiting.lists[club], grown(trial, club)
        assert queue[0] == pupil if waiting.market.prefers(pupil, club, now[pupil]) else pupil not in queue
        least = min(map(wider.total, wider.every_way()))
        assert any(way[pupil] == club for way in wider.every_way() if wider.total(way) == least)


@settings(deadline=None, max_examples=60)
@given(trial=trials(), blind=st.booleans(), data=st.data())
def test_a_worth_is_coded_as_one_number_that_orders_and_adds_alike(
    trial: Trial, blind: bool, data: st.DataObject
) -> None:
    """Parts as large as a whole plan can have: 5 pupils, lottery 5 x 3, rank costs to 20. Blind: two parts fewer."""
    graph = exchanges(trial, blind=blind)
    worth = st.tuples(*(st.integers(-100, 100) for _ in graph.market.components))
    one, other = data.draw(worth), data.draw(worth)
    told = slice(-2) if blind else slice(None)
    assert graph.decoded(graph.encoded(one)) == one[told]
    assert (graph.encoded(one) < graph.encoded(other)) == (one[told] < other[told])
    both = tuple(map(sum, zip(one, other, strict=True)))
    assert graph.encoded(one) + graph.encoded(other) == graph.encoded(both)


SWAPPED = {"A1": "p", "A2": "c"}
"""Each of A1 and A2 holds what the other wishes for."""


@pytest.mark.parametrize(
    ("clubs", "pupils", "left_out"),
    [
        ({}, {}, False),
        ({"c": {"reserved": {"g": 1}}}, {}, False),  # kept places alone nest
        ({"c": {"most_a_homeroom": 2, "most_a_grade": 2}}, {}, False),  # so do homerooms within grades
        ({"c": {"reserved": {"g": 1}, "most_a_homeroom": 2}}, {}, True),
        ({"c": {"reserved": {"g": 1}, "most_a_grade": 2}}, {}, True),
        ({"c": {"reserved": {"g": 1, "h": 1}}}, {}, True),
        ({}, {"A1": {"apart": frozenset({"B1"})}}, True),
        ({}, {"A1": {"together": frozenset({"B1"})}}, False),  # B1 does not ask for A1: nobody's company
        ({}, {"A1": {"together": frozenset({"B1"})}, "B1": {"together": frozenset({"A1"})}}, True),
    ],
)
def test_company_and_quotas_that_do_not_nest_are_left_out_of_rings(
    clubs: Mapping[str, Mapping[str, Any]], pupils: Mapping[str, Mapping[str, Any]], left_out: bool
) -> None:
    """A1 and A2 would swap: the ring is looked for unless one of them or one of the clubs is left out."""
    problem = tiny_school({"A1": "c", "A2": "p", "B1": "s"}, clubs=clubs, pupils=pupils)
    trial = Trial(problem, tiny_plan(problem, "cps", in_s(**SWAPPED, B1="s")), "S")
    graph = exchanges(trial)
    assert {step.pupil for step in graph.ring()} == (set() if left_out else {"A1", "A2"})
    assert graph.apart_from_rings("A1", "c") == left_out
    assert (graph.set_aside, len(graph.tangled)) == (2 * bool(pupils and left_out), int(bool(clubs) and left_out))


def test_a_strand_is_lost_when_its_first_wish_is_held_as_a_wish_nowhere() -> None:
    """A1 wishes for chess and has no place in S: in T chess is the wish, then outside the list.

    Luck 3: nothing lost 0; S lost alone 3 x 1 + 0.
    """
    problem = tiny_school({"A1": "c"}, strands={"A1": "ST"}, rule=AllocationRule(luck={"A1": 3}))
    for choice, lost in ((Choice("c"), 0), (Choice("c", "S"), 3)):
        asked = replace(problem, pupils={"A1": replace(problem.pupils["A1"], choices=(choice,))})
        trial = Trial(asked, tiny_plan(asked, {"S": "c", "T": "c"}, {("A1", "T"): "c"}), "S")
        worth = exchanges(trial).market.worth("A1", None)
        assert worth[-2] == lost
        assert trial.total({"A1": None})[-2] == lost
