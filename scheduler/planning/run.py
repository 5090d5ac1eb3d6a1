"""Planning a week: a quick whole draft first, then the same stages again with all the effort asked for.

The draft is a plan like any other, named and judged; whoever stops the search early gets it, or what came after it if
that is better.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from scheduler.audit import Audit, audit
from scheduler.clauses.clause import Severity
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import NoAnswer, Standing, Variant
from scheduler.planning.desk import Desk
from scheduler.planning.outcome import Effort, Outcome, Verdict, Watcher
from scheduler.planning.stages import plan_stages
from scheduler.planning.whole.across import decide_together, worth_it
from solvers.answer import Status, Stop
from solvers.stop import StopFlag
from solvers.worker import Worker


def plan_week(
    problem: Problem,
    *,
    effort: Effort = Effort.NORMAL,
    seconds: float = 600.0,
    worker: Worker | None = None,
    stop: StopFlag | None = None,
    watch: Watcher | None = None,
    provenance: Mapping[str, str] | None = None,
    standing: Standing | None = None,
    workers: int | None = None,
    keep: Plan | None = None,
    variant: Variant | None = None,
) -> Outcome:
    """Plan the week of the problem and have it judged.

    `seconds` bounds the whole run; with `stop` set the best plan so far comes back. Returns an Outcome whose plan is
    None only when a stage was proven impossible or the run was ended before its first draft. `standing` is kept up to
    date meanwhile. `workers`: parallel searches inside CP-SAT; a plan that effort ended does not depend on them.
    `keep`: a plan whose open sections stand, and whose places change for as few pupils as can be. `variant`: what
    the week must keep besides the book, beside which other one; what no week can keep makes the outcome IMPOSSIBLE.
    Beside the week of a like school there is no draft: its answers are a better start, and one pass is enough, unless
    one of them was none.
    """
    if not problem.days:
        raise ValueError("the week has no school day / 本周没有上课日")
    owned = worker is None
    deadline = time.monotonic() + seconds
    flag, standing = stop or StopFlag(), standing or Standing()
    beside = variant or Variant()
    first = effort if effort is Effort.SKETCH or beside.like else Effort.DRAFT
    desk = Desk(problem, first, worker or Worker(), flag, deadline, watch, standing, workers, keep, beside)
    try:
        found = one_pass(desk, provenance or {})
        if found.plan is None or desk.late or (effort is first and not beside.like):
            return found
        if effort is not first or desk.astray:
            desk.standing.draft, desk.standing.finishing = found, False
            desk.effort = effort
            found = _better(found, one_pass(desk, provenance or {}), desk)
        return together(desk, found, provenance or {}) if worth_it(desk, found) else found
    finally:
        if owned:
            desk.worker.close()


def one_pass(desk: Desk, provenance: Mapping[str, str]) -> Outcome:
    """All stages once, at the desk's effort, and the judge's verdict on the plan they make."""
    try:
        plan = plan_stages(desk, provenance)
    except NoAnswer as failure:
        verdict = Verdict.IMPOSSIBLE if failure.status is Status.IMPOSSIBLE else Verdict.NO_TIME
        return Outcome(verdict, None, None, tuple(desk.reports), desk.seconds, desk.stop.is_set(), failure.note)
    for condition in desk.variant.conditions:
        if condition.weight is None and not condition.met(desk.problem, plan):
            raise RuntimeError(f"planned with a condition and not kept: {condition.tag}")
    judged = audit(desk.problem, plan)
    verdict = Verdict.WHOLE if judged.clean and not plan.unmet else Verdict.PARTIAL
    return Outcome(verdict, plan, judged, tuple(desk.reports), desk.seconds, desk.stop.is_set())


def together(desk: Desk, found: Outcome, provenance: Mapping[str, str]) -> Outcome:
    """The stages' plan, or one whose offer was decided together with all that hangs on it, whichever is better."""
    assert found.plan is not None
    desk.standing.draft, desk.standing.finishing = found, False
    try:
        across = decide_together(desk, found.plan)
    except NoAnswer:
        across = None
    if across is None:
        return replace(found, seconds=desk.seconds, interrupted=desk.stop.is_set())
    best, own, desk.joint = found, dict(desk.solved), across.joint
    if desk.joint is not None:
        best = better_of(one_pass(desk, provenance), found)
    if best is found:
        desk.solved.clear()
        desk.solved.update(own)
    assert best.plan is not None
    return replace(best, plan=across.on(best.plan), stages=tuple(desk.reports), seconds=desk.seconds)


def _better(draft: Outcome, final: Outcome, desk: Desk) -> Outcome:
    """The better of two plans (see `_rank`). A draft that was not to be the last word says so,
    and the answers of the last pass, which are not its own, are let go."""
    if better_of(final, draft) is final:
        return final
    desk.solved.clear()
    return fallen_back(draft, desk.stop.is_set(), replace(final, seconds=desk.seconds))


def fallen_back(draft: Outcome, interrupted: bool, last: Outcome) -> Outcome:
    """The draft as what a run came to: the last pass's reports and note, and tiers that say why they ended."""
    assert draft.plan is not None
    ended = Stop.INTERRUPTED if interrupted else Stop.TIME if last.plan is None else Stop.EFFORT
    tiers = tuple(t if t.value == t.bound else replace(t, stop=ended.value) for t in draft.plan.tiers)
    return replace(
        draft,
        plan=replace(draft.plan, tiers=tiers),
        stages=last.stages,
        seconds=last.seconds,
        interrupted=interrupted,
        note=last.note,
    )


def better_of(one: Outcome, other: Outcome) -> Outcome:
    """The outcome with a plan, the clean one, the one short of less, the one better tier by tier; else the first."""
    if one.plan is None or other.plan is None:
        return one if other.plan is None else other
    return one if _rank(one) <= _rank(other) else other


def _rank(outcome: Outcome) -> tuple[int, ...]:
    assert outcome.plan is not None
    assert outcome.audit is not None
    return rank_of(outcome.audit, {tier.name: tier.value for tier in outcome.plan.tiers})


def rank_of(judged: Audit, values: Mapping[TierName, int]) -> tuple[int, ...]:
    """What plans of one school and week are compared by, less is better: no breach at all, then what is short, then how
    many breaches that makes, then tier by tier.

    A demand left unmet breaks a rule in as many places as it is seen, so breaches are no measure of what is short.
    """
    breaches = sum(breach.severity is Severity.BREACH for breach in judged.breaches)
    return (min(breaches, 1), values[TierName.SHORTAGE], breaches, *(values[name] for name in TierName))
