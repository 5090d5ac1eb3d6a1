"""Across the stages: the offer decided once more, together with all that hangs on it.

The stages settle club days before anybody knows what they leave to the adults. Where staff is short that costs: the
offer opens sections whose leads are then missing elsewhere. Here one search (engine "even": neighbourhoods over the
openings with the seats, rooms and duties on them, beside a search of the whole) starts from the stages' plan and frees
everything but the class-based groups. Its offer is then carried out by the ordinary stages, which name, seat by
lottery and prove as ever.

Wins where something is short: `--short-of staff`, 6 classes, shortage 380 (proven) instead of 519; 12 classes 710
instead of 1,003. Finds nothing where nothing is: at 24 classes with enough adults the stages' money is the least over
all stages and their wishes within 2 of 508 (`python -m tests.benchmarks across`).
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scheduler.domain.plan import OVER_ALL, Plan, TierName
from scheduler.planning.asked import Joint, Solved
from scheduler.planning.desk import Desk
from scheduler.planning.offering import open_sections, pairs, section_limits
from scheduler.planning.outcome import Effort, Outcome
from scheduler.planning.settled import Settled
from scheduler.planning.whole.start import start_of
from scheduler.planning.whole.statement import Whole, whole_week
from solvers.answer import Answer, TierResult
from solvers.rows import Key

STAGE = "whole"
AT_STAKE = (TierName.SHORTAGE,), (TierName.SHORTAGE, TierName.PLACES)
"""What is asked where a demand is unmet: first whether less can be short, and if so with which places. Thorough
planning asks about every tier at once."""


@dataclass(frozen=True)
class Across:
    """What came of deciding together: the offer for the stages to carry out (None: theirs is as good), and what was
    proven, tier by tier."""

    joint: Joint | None
    proven: tuple[tuple[TierName, int, int], ...]
    """Tier, value and bound, the groups' share included; empty where the statement is not exact."""

    def on(self, plan: Plan) -> Plan:
        """The plan with the bounds that hold for it: of each tier while the tiers before it have the same value."""
        values = {tier.name: tier.value for tier in plan.tiers}
        bounds: dict[str, int] = {}
        for name, value, bound in self.proven:
            bounds[OVER_ALL.format(name)] = bound
            if values[name] != value:
                break
        return replace(plan, bounds={**plan.bounds, **bounds})


def worth_it(desk: Desk, found: Outcome) -> bool:
    """Whether to decide together: thorough planning, or quick and ordinary planning that leave a demand unmet.

    Not where the offer is kept, pinned or compared, nor without the stages' own answers to start from.
    """
    plan, variant = found.plan, desk.variant
    if plan is None or not pairs(desk.problem) or desk.late or desk.keep is not None or "staff" not in desk.solved:
        return False
    if variant.conditions or variant.given:
        return False
    return desk.effort is Effort.THOROUGH or (desk.effort in (Effort.QUICK, Effort.NORMAL) and bool(plan.unmet))


def decide_together(desk: Desk, plan: Plan) -> Across | None:
    """Search all stages at once from the plan; None when time is up before there is anything."""
    whole = whole_week(desk.problem, Settled(desk.problem, plan).groups)
    start: Mapping[Key, int] = start_of(whole, plan, desk.solved)
    answer = None
    for tiers in (tuple(TierName),) if desk.effort is Effort.THOROUGH else AT_STAKE:
        began = time.monotonic()
        found = desk.search(STAGE, whole.instance_of(tiers), start, began)
        if not found.found:
            break
        answer, start = found, found.values
        if not _better(answer, desk.solved, plan):
            break
    if answer is None:
        return None
    proven = tuple(_proven(answer, desk.solved)) if whole.exact else ()
    return Across(_joint(whole, answer) if _better(answer, desk.solved, plan) else None, proven)


def _better(answer: Answer, solved: Mapping[str, Solved], plan: Plan) -> bool:
    """Whether the tiers asked about are better than the plan's."""
    mine = [tier.value for tier in plan.tiers][: len(answer.tiers)]
    return [value for _, value, _ in _proven(answer, solved)] < mine


def _joint(whole: Whole, answer: Answer) -> Joint:
    opened = open_sections(whole.space, answer.values)
    staff = {duty.key: answer.values[duty.key] for duty in whole.space.duties}
    return Joint(opened, section_limits(whole.space, answer.values), {"staff": staff})


def _proven(answer: Answer, solved: Mapping[str, Solved]) -> Iterator[tuple[TierName, int, int]]:
    given: Mapping[str, TierResult] = {tier.name: tier for tier in solved["groups"].answer.tiers}
    for tier in answer.tiers:
        beside = given[tier.name].value if tier.name in given else 0
        yield TierName(tier.name), tier.value + beside, tier.bound + beside
