"""The tiny school with something planted that clashes, and plans of it that are said to leave a demand unmet."""

from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.domain.places import Site
from scheduler.domain.plan import Plan, Unmet
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason
from scheduler.explain.conflict import Conflict
from tests.small import MONDAY, small_plan, small_problem


def adults(problem: Problem, changes: dict[str, dict[str, Any]]) -> Problem:
    """The problem with some adults changed."""
    return replace(problem, adults={k: replace(a, **changes.get(k, {})) for k, a in problem.adults.items()})


def lacking(what: str, where: str = "main") -> Plan:
    """The tiny school's plan, said to leave one demand unmet: that decides what is asked about."""
    return replace(small_plan(), unmet=(Unmet(0, what, where, MONDAY, 1),))


def told(clash: Conflict, reason: Reason) -> set[str]:
    """Whom or what a rule of a clash is about."""
    return {who for one in clash.against if one.reason == reason for who in one.who}


def wanted(clash: Conflict) -> list[tuple[str, int]]:
    """Kinds and numbers of what is demanded."""
    return sorted((one.part.kind, one.part.count) for one in clash.wanted)


def without_skill(*names: str) -> Problem:
    """First aid is a skill of F1 and F2 alone; some lose it."""
    return adults(small_problem(), {name: {"skills": frozenset({"chinese"})} for name in names})


def absent(*names: str, on: date = MONDAY) -> Problem:
    """Some teachers are absent one day."""
    return adults(small_problem(), {name: {"absent": frozenset({on})} for name in names})


def uninspected(*venues: str) -> Problem:
    """Some places lose their inspection."""
    problem = small_problem()
    site = {k: replace(v, inspected_on=None) if k in venues else v for k, v in problem.site.venues.items()}
    return replace(problem, site=Site(site, problem.site.gates))
