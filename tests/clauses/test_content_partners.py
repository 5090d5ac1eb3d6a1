"""Rows 57 and 58 of the notice: third parties and their papers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows, marks, numbers
from small import DAYS, MONDAY, P2, small_plan, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.space import Amount, DutyOption, Leads, Occurrence, Opening, Space
from scheduler.domain.people import Provider, Stage
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
CHESS, STRAND = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
OPENS = Amount("opens", ("chess", "S"), 0, 2)
SUNDAY = MONDAY + timedelta(days=6)
GOOD = Provider("P", "youth_centre", "licence 1", True, SUNDAY, frozenset({"games"}))


def partnered(**changes: Any) -> Problem:
    """Chess is run by provider P, which has its papers in order but for the changes."""
    clubs = {**PROBLEM.clubs, "chess": replace(CHESS, provider="P")}
    return small_problem(clubs=clubs, providers={"P": replace(GOOD, **changes)})


@pytest.mark.parametrize(
    ("changes", "rules", "days"),
    # Chess meets on Monday and Wednesday.
    [
        ({}, [], 0),
        ({"licence": " "}, ["licence"], 2),
        ({"whitelisted": False}, ["whitelist"], 2),
        ({"scope": frozenset({"art"})}, ["scope"], 2),
        ({"valid_until": None}, ["expired"], 2),
        ({"valid_until": DAYS[4].date}, [], 0),
        ({"valid_until": DAYS[3].date}, ["expired"], 0),  # not the whole week, but both club days
        ({"valid_until": DAYS[2].date}, ["expired"], 0),
        ({"valid_until": DAYS[1].date}, ["expired"], 1),
        ({"valid_until": MONDAY - timedelta(days=1)}, ["expired"], 2),
    ],
)
def test_third_parties_have_papers(changes: dict[str, Any], rules: list[str], days: int) -> None:
    """Findings on the papers; no section may open, and each session on a day not covered is a breach."""
    problem = partnered(**changes)
    assert [b.rule for b in clause(57).findings(problem)] == rules
    assert [b.rule for b in clause(57).breaches(problem, small_plan())] == ["runs"] * days
    opening = Opening(OPENS, problem.clubs["chess"], STRAND)
    broken = broken_rows(clause(57), Space(problem=problem, openings=(opening,)), {OPENS: 1})
    assert bool(broken) is (days > 0)
    assert numbers(BOOK, problem, small_plan()) == ([57] if days else [])


def test_a_provider_nobody_registered_is_found() -> None:
    """Chess names provider P; the school lists none."""
    problem = replace(partnered(), providers={})
    assert [b.rule for b in clause(57).findings(problem)] == ["unknown"]
    assert [b.rule for b in clause(57).breaches(problem, small_plan())] == ["runs"] * 2


@pytest.mark.parametrize(("whitelisted", "may"), [(True, True), (False, False)])
def test_adults_sent_by_a_third_party_serve_under_its_papers(whitelisted: bool, may: bool) -> None:
    """T1 sent by P: every duty of T1 stands and falls with P."""
    adults = {**PROBLEM.adults, "T1": replace(PROBLEM.adults["T1"], provider="P")}
    problem = replace(partnered(whitelisted=whitelisted), clubs=PROBLEM.clubs, adults=adults)
    meeting = Occurrence(DAYS[0], P2, "main")
    option = DutyOption(
        Leads("T1", "chess", "S"), adults["T1"], "club", Role.LEAD, (meeting,), Stage.PRIMARY, 0, frozenset(),
        club=CHESS, strand=STRAND,
    )  # fmt: skip
    assert allowed(clause(57), Space(problem=problem, duties=(option,)), [option.key]) is may
    found = list(clause(57).breaches(problem, small_plan()))
    assert [b.rule for b in found] == ([] if may else ["sends"] * 7)  # five homework groups, two chess sessions


def test_a_provider_nobody_uses_is_left_alone() -> None:
    """Papers out of order do no harm in a drawer."""
    problem = small_problem(providers={"P": replace(GOOD, whitelisted=False)})
    assert list(clause(57).findings(problem)) == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [("youth_centre", False), ("practice_base", False), ("circus", True), ("subject_tutoring", False)],
)
def test_partners_are_of_known_kinds(kind: str, found: bool) -> None:
    """A forbidden kind is clause 62's."""
    problem = small_problem(providers={"P": replace(GOOD, kind=kind)})
    assert marks(clause(58).findings(problem)) == ([(58, "kind", "P")] if found else [])
