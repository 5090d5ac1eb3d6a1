"""One week to be planned in a process of its own: what it takes along and what it brings back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Variant, like
from scheduler.planning.likeness import Like
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.punctual import plan_in_time
from scheduler.planning.run import better_of
from scheduler.statements.pinned import still_said
from scheduler.statements.statement import Condition
from scheduler.whatif.executor import Tell
from solvers.worker import Worker

LEAST_SECONDS = 0.1
OVER = 120.0
"""Seconds past its time limit after which an errand counts as hung."""


@dataclass(frozen=True)
class Errand:
    """A school and week, how hard to search, at most how long, the answers of a like school's week, and what it keeps.

    Conditions that this school no longer has anything for are left out.
    """

    problem: Problem
    provenance: Mapping[str, str]
    effort: Effort
    seconds: float
    like: Mapping[str, Like] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What came of it: the outcome, and the answers for the weeks of like schools."""

    outcome: Outcome
    answers: Mapping[str, Like]


def plan_errand(errand: Errand, tell: Tell) -> Planned:
    """Plan the week, beginning with the answers taken along; `tell` is given every Step.

    The stages do not go back, so that a start can lead past a week in which nothing is short. Where something is, a
    draft is made from nothing as well; when that is the better one, the week is planned from nothing.
    """
    deadline, kept = time.monotonic() + errand.seconds, still_said(errand.problem, errand.conditions)
    with Worker() as worker:

        def plan(effort: Effort, variant: Variant) -> Outcome:
            left = max(LEAST_SECONDS, deadline - time.monotonic())
            return plan_in_time(
                errand.problem,
                effort=effort,
                seconds=left,
                worker=worker,
                watch=tell,
                provenance=errand.provenance,
                variant=variant,
            )

        variant = Variant(kept, like=errand.like)
        outcome = plan(errand.effort, variant)
        if errand.like and (outcome.plan is None or shortage(outcome.plan)) and time.monotonic() < deadline:
            draft = plan(Effort.DRAFT, Variant(kept))
            if better_of(outcome, draft) is draft:
                variant = Variant(kept)
                outcome = better_of(plan(errand.effort, variant), draft)
    return Planned(outcome, like(variant.answers))


def shortage(plan: Plan | None) -> int:
    """The value of tier shortage; 0 without a plan."""
    return 0 if plan is None else next(tier.value for tier in plan.tiers if tier.name is TierName.SHORTAGE)
