"""One week to be planned in a process of its own: what it takes along and what it brings back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.desk import Like, Variant, like
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.punctual import plan_in_time
from scheduler.planning.run import better_of
from scheduler.whatif.executor import Tell
from solvers.worker import Worker

OVER = 120.0
"""Seconds past its time limit after which an errand counts as hung."""


@dataclass(frozen=True)
class Errand:
    """A school and week, how hard to search, at most how long, and the answers of a like school's week."""

    problem: Problem
    provenance: Mapping[str, str]
    effort: Effort
    seconds: float
    like: Mapping[str, Like] = field(default_factory=dict)


@dataclass(frozen=True)
class Planned:
    """What came of it: the outcome, and the answers for the weeks of like schools."""

    outcome: Outcome
    answers: Mapping[str, Like]


def plan_errand(errand: Errand, tell: Tell) -> Planned:
    """Plan the week, beginning with the answers taken along; `tell` is given every Step.

    Where those lead to a week that leaves something short, it is drafted from nothing as well, and the better of both
    taken: the stages do not go back, so that a start can lead past a week in which nothing is short.
    """
    variant, began = Variant(like=errand.like), time.monotonic()
    with Worker() as worker:
        plan = partial(plan_in_time, errand.problem, worker=worker, watch=tell, provenance=errand.provenance)
        outcome = plan(effort=errand.effort, variant=variant, seconds=errand.seconds)
        left = errand.seconds - (time.monotonic() - began)
        if errand.like and shortage(outcome.plan) and left > 0:
            fresh = plan(effort=Effort.DRAFT, seconds=left)
            if better_of(fresh, outcome) is fresh:
                return Planned(fresh, {})
    return Planned(outcome, like(variant.answers))


def shortage(plan: Plan | None) -> int:
    """The value of tier shortage; 0 without a plan."""
    return 0 if plan is None else next(tier.value for tier in plan.tiers if tier.name is TierName.SHORTAGE)
