"""A week once more beside a plan of it: what a condition does not concern stays as the plan has it.

Two weeks that differ only where they must can be told apart with little search, and what they share cancels out.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.plan import Plan, TierName, TierValue
from scheduler.domain.problem import Problem
from scheduler.planning.asked import NoAnswer, Standing, Variant
from scheduler.planning.desk import Desk
from scheduler.planning.keeping import kept_offer
from scheduler.planning.outcome import Effort, Outcome, Verdict, Watcher
from scheduler.planning.settled import Settled
from scheduler.planning.stages import Offered, offered, staffed
from scheduler.statements.statement import Condition
from solvers.answer import Answer, Status
from solvers.stop import StopFlag
from solvers.worker import Worker


def plan_beside(
    problem: Problem,
    plan: Plan,
    conditions: Sequence[Condition],
    *,
    effort: Effort,
    seconds: float,
    worker: Worker,
    watch: Watcher | None = None,
) -> Outcome:
    """The week planned with conditions, beside the plan's groups, and beside its sections and places where no condition
    concerns the offer, or a week that leaves no more short is found so.

    The outcome's tiers are the judge's counts. Each bound holds beside what was kept; a tier that was not asked about
    has the plan's own bound. IMPOSSIBLE speaks of the same, NO_TIME of `seconds`.
    """
    end = time.monotonic() + seconds
    short = next(tier.value for tier in plan.tiers if tier.name is TierName.SHORTAGE)
    made = Outcome(Verdict.NO_TIME, None, None, (), 0.0)
    for wide in _widths(problem, conditions):
        desk = Desk(problem, effort, worker, StopFlag(), end, watch, Standing(), variant=Variant(tuple(conditions)))
        made = _pass(desk, plan, wide=wide)
        if made.plan is not None and made.audit is not None and made.audit.value[TierName.SHORTAGE] <= short:
            break
    return made


def _widths(problem: Problem, conditions: Sequence[Condition]) -> Iterator[bool]:
    """Staffing alone, where it has rows for every condition; then from the offer on, where that has some."""
    alone = all(condition.concerns("staff", problem) for condition in conditions)
    if alone:
        yield False
    if not alone or any(condition.concerns("offer", problem) for condition in conditions):
        yield True


def _pass(desk: Desk, plan: Plan, *, wide: bool) -> Outcome:
    """One pass from the offer on (`wide`), or of staffing alone."""
    settled, answers = Settled(desk.problem, plan), dict[str, Answer]()
    try:
        so_far = offered(desk, settled.groups, answers) if wide else _as_planned(settled)
        made = staffed(desk, so_far, answers, plan.provenance)
    except NoAnswer as failure:
        verdict = Verdict.IMPOSSIBLE if failure.status is Status.IMPOSSIBLE else Verdict.NO_TIME
        return Outcome(verdict, None, None, tuple(desk.reports), desk.seconds, note=failure.note)
    value = audit(desk.problem, replace(made, tiers=())).value
    tiers = tuple(_tier(tier, value, answers) for tier in plan.tiers)
    made = replace(made, tiers=tiers, bounds=made.bounds if wide else plan.bounds)
    judged = audit(desk.problem, made)
    clean = not any(breach.severity is Severity.BREACH for breach in judged.breaches)
    return Outcome(
        Verdict.WHOLE if clean and not made.unmet else Verdict.PARTIAL, made, judged, tuple(desk.reports), desk.seconds
    )


def _as_planned(settled: Settled) -> Offered:
    """What the plan settled before staffing."""
    plan = settled.plan
    return Offered(
        settled.groups,
        settled.opened,
        kept_offer(settled.problem, plan)[1],
        plan.seats,
        plan.allotments,
        settled.held,
        settled.venues,
    )


def _tier(before: TierValue, value: Mapping[TierName, int], answers: Mapping[str, Answer]) -> TierValue:
    """A tier as the judge counts it. What kept stages add to it is the same in both weeks, and goes into the bound."""
    parts = [t for stage, a in answers.items() if stage != "offer" for t in a.tiers if t.name == before.name.value]
    if not parts:
        return replace(before, value=value[before.name])
    kept = value[before.name] - sum(part.value for part in parts)
    bound = kept + sum(part.bound for part in parts)
    stops = [part.stop.value for part in parts if part.value != part.bound] or ["proven"]
    return replace(before, value=value[before.name], bound=bound, stop=stops[0])
