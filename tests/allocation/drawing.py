"""Tiny markets drawn at random: wishes, quotas, kept places, luck, company, a second strand."""

from dataclasses import replace
from typing import Any

from allocation.markets import TITLES, Trial, tiny_plan, tiny_school
from hypothesis import assume
from hypothesis import strategies as st

from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.problem import Problem

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
def schools(draw: st.DrawFn) -> Problem:
    """A school of five pupils; in half of them some attend strand T as well as S."""
    there = {pupil: draw(st.sampled_from(["S", "ST"])) for pupil in PUPILS} if draw(st.booleans()) else {}
    luck = {pupil: draw(st.integers(0, 2)) for pupil in PUPILS}
    rule = AllocationRule(draw(st.sampled_from(Objective)), draw(st.sampled_from("abc")), luck)
    group = frozenset({"left_behind"})
    return tiny_school(
        {pupil: draw(LISTS) for pupil in PUPILS},
        strands=there,
        clubs={club: limits(draw) for club in TITLES},
        pupils={pupil: {"priority": group if draw(st.booleans()) else frozenset()} for pupil in PUPILS},
        rule=rule,
        same_club_twice=draw(st.booleans()),
    )


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """Strand S of a plan, seated in any legal way, T before it if anybody attends; in half of them with company."""
    problem = draw(schools())
    there = bool(problem.seats_sought(problem.strands["T"]))
    opened = {
        "S": draw(st.sampled_from(["cps", "cp", "ccp"])),
        "T": draw(st.sampled_from(["cp", "s"])) if there else "",
    }
    plan = tiny_plan(problem, opened, {})
    for strand in "TS" if there else "S":
        trial = Trial(problem, plan, strand)
        ways = list(trial.every_way())
        assume(ways)
        before = trial.seated(draw(st.sampled_from(ways))).seats if draw(st.booleans()) else ()
        plan = replace(trial.seated(draw(st.sampled_from(ways))), kept=(*plan.kept, *before[: draw(st.integers(0, 5))]))
    return Trial(draw(with_company(problem)) if draw(st.booleans()) else problem, plan, "S")


@st.composite
def with_company(draw: st.DrawFn, problem: Problem) -> Problem:
    """The school with two pupils who ask to be together, or are to be kept apart."""
    one, other = draw(st.sampled_from([("A1", "B1"), ("A2", "A3")]))
    kind = draw(st.sampled_from(["together", "apart"]))
    paired = {a: replace(problem.pupils[a], **{kind: frozenset({b})}) for a, b in ((one, other), (other, one))}
    return replace(problem, pupils={**problem.pupils, **paired})
