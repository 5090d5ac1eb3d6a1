"""Rings and prices against trying everything: an allocation is best exactly when no ring is left."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from allocation.markets import TITLES, Given, Trial, in_s, less, tiny_plan, tiny_school
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.allocation.exchange import Exchanges, Step
from scheduler.allocation.market import Market, register
from scheduler.allocation.waiting import Waiting
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.offer import Club

PUPILS = ("A1", "A2", "A3", "B1", "B2")
LISTS = st.lists(st.sampled_from("cps"), unique=True, max_size=3).map("".join)


def limits(draw: st.DrawFn) -> dict[str, Any]:
    """Size and at most one way to share out a club."""
    facts: dict[str, Any] = {"min_enrolment": draw(st.integers(1, 2)), "capacity": draw(st.integers(1, 3))}
    facts["capacity"] = max(facts.values())
    shared = draw(st.sampled_from(["", "", "homeroom", "grade", "both", "kept"]))
    if shared in ("homeroom", "both"):
        facts["most_a_homeroom"] = draw(st.integers(1, 2))
    if shared in ("grade", "both"):
        facts["most_a_grade"] = draw(st.integers(1, 2))
    if shared == "kept":
        facts["reserved"] = {"left_behind": draw(st.integers(1, 2))}
    return facts


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A strand of a tiny plan, seated in any legal way; in half of them some pupils hold a place in T as well."""
    there = {pupil: draw(st.sampled_from(["S", "ST"])) for pupil in PUPILS} if draw(st.booleans()) else {}
    luck = {pupil: draw(st.integers(0, 2)) for pupil in PUPILS}
    rule = AllocationRule(draw(st.sampled_from(Objective)), draw(st.sampled_from("abc")), luck)
    group = frozenset({"left_behind"})
    problem = tiny_school(
        {pupil: draw(LISTS) for pupil in PUPILS},
        strands=there,
        clubs={club: limits(draw) for club in TITLES},
        pupils={pupil: {"priority": group if draw(st.booleans()) else frozenset()} for pupil in PUPILS},
        rule=rule,
        same_club_twice=draw(st.booleans()),
    )
    opened = {"S": draw(st.sampled_from(["cps", "cp"])), "T": draw(st.sampled_from(["cp", "s"])) if there else ""}
    plan = tiny_plan(problem, opened, {})
    for strand in "TS" if there else "S":
        ways = list(Trial(problem, plan, strand).every_way())
        assume(ways)
        plan = Trial(problem, plan, strand).seated(ways[draw(st.integers(0, len(ways) - 1))])
    return Trial(problem, plan, "S")


def exchanges(trial: Trial, *, blind: bool = False) -> Exchanges:
    """The exchange graph of a trial."""
    return Exchanges(Market(register(trial.problem, trial.plan), trial.strand), blind)


def best(trial: Trial) -> Trial:
    """The same strand seated in a best way."""
    return replace(trial, plan=trial.seated(min(trial.every_way(), key=trial.total)))


@settings(deadline=None, max_examples=150)
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
                granted = [trial.total(way) for way in ways if way[pupil] == club]
                assert graph.granting(pupil, club) == (less(min(granted), now) if granted else None)


@settings(deadline=None, max_examples=100)
@given(trial=trials())
def test_one_more_place_is_worth_what_the_best_plan_with_it_is_better(trial: Trial) -> None:
    """The capacity of one club grows by 1, the sections stay."""
    trial = best(trial)
    now, waiting = trial.total(trial.present), Waiting(exchanges(trial).market)
    for club in trial.opened:
        grown: Mapping[str, Club] = {
            k: replace(c, capacity=c.capacity + (k == club)) for k, c in trial.problem.clubs.items()
        }
        wider = replace(trial, problem=replace(trial.problem, clubs=grown))
        assert waiting.gain(club) == less(min(map(wider.total, wider.every_way())), now)
