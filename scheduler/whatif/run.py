"""Weeks planned side by side: the first one, then all others at once, each begun from the first one's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.audit import audit
from scheduler.domain.vocabulary import LANGUAGES
from scheduler.explain.clash_words import clash_text
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.planning.run import better_of, rank_of
from scheduler.whatif.compare import Comparison, Side, Week, compare
from scheduler.whatif.errand import Errand, Planned, plan_errand
from scheduler.whatif.executor import Ended, Executor, Fault, Task, Told
from scheduler.whatif.words import text


@dataclass(frozen=True)
class Named:
    """An errand, and what its week is called."""

    name: str
    errand: Errand


def plan_beside(
    weeks: Sequence[Named], executor: Executor, told: Told = lambda news: None
) -> tuple[Ended[Planned], ...]:
    """Plan the first week, then the others side by side, each from the first one's answers; in the order given.

    What comes back depends on the weeks alone, not on which is done first. After KeyboardInterrupt what is done comes
    back, the rest as INTERRUPTED.
    """
    tasks = [Task(week.name, week.errand) for week in weeks[:1]]
    first = executor.run(plan_errand, tasks, told)
    answers = {} if not first or first[0].result is None else first[0].result.answers
    others = [Task(week.name, replace(week.errand, like=answers)) for week in weeks[1:]]
    if first and first[0].fault is Fault.INTERRUPTED:
        return (*first, *(Ended(task.name, None, Fault.INTERRUPTED) for task in others))
    return (*first, *executor.run(plan_errand, others, told))


def from_one_another(
    weeks: Sequence[Named], ended: Sequence[Ended[Planned]], executor: Executor, told: Told = lambda news: None
) -> tuple[Ended[Planned], ...]:
    """The same weeks, bettered: the first is planned again from the answers of the other whose plan would be best in
    its place, then every other for which the first one's plan would be better than its own.

    Whether a plan would be better is the judge's word. A week planned again is kept only where it is better.
    """
    found = list(ended)
    if any(one.fault is Fault.INTERRUPTED for one in found) or not found:
        return tuple(found)
    better = [
        (rank, at) for at in range(1, len(found)) if (rank := _in_place(weeks[0], found[0], found[at])) is not None
    ]
    if better:
        _again(weeks, found, {0: min(better)[1]}, executor, told)
    again = {at: 0 for at in range(1, len(found)) if _in_place(weeks[at], found[at], found[0]) is not None}
    _again(weeks, found, again, executor, told)
    return tuple(found)


def _in_place(week: Named, own: Ended[Planned], other: Ended[Planned]) -> tuple[int, ...] | None:
    """How the other's plan ranks in this week; None unless it ranks better than its own."""
    mine, theirs = _outcome(own), _outcome(other)
    if mine is None or theirs is None or not other.result or not other.result.answers:
        return None
    if mine.plan is None or mine.audit is None or theirs.plan is None:
        return None
    judged = audit(week.errand.problem, replace(theirs.plan, tiers=()))
    rank = rank_of(judged, judged.value)
    return rank if rank < rank_of(mine.audit, {tier.name: tier.value for tier in mine.plan.tiers}) else None


def _again(
    weeks: Sequence[Named], found: list[Ended[Planned]], sources: Mapping[int, int], executor: Executor, told: Told
) -> None:
    """Plan weeks again, each from the answers of another one, and keep what is better."""
    tasks = []
    for at, source in sources.items():
        result = found[source].result
        assert result is not None
        tasks.append(Task(weeks[at].name, replace(weeks[at].errand, like=result.answers)))
    for at, ended in zip(sources, executor.run(plan_errand, tasks, told), strict=True):
        old, new = _outcome(found[at]), _outcome(ended)
        if old is not None and new is not None and better_of(old, new) is new:
            found[at] = ended


def _outcome(ended: Ended[Planned]) -> Outcome | None:
    return None if ended.result is None else ended.result.outcome


@dataclass(frozen=True)
class Beside:
    """Weeks side by side: the plans, or why there is none, and the comparison with the first; None without a first
    plan. `interrupted`: some of them were not planned for being stopped."""

    weeks: tuple[Week | Side, ...]
    comparison: Comparison | None
    interrupted: bool = False


def beside(base: Named | Week, others: Sequence[Named], executor: Executor, told: Told = lambda news: None) -> Beside:
    """Plan weeks and compare them with the first, or with a week that is there already.

    With such a week there are no answers to begin from: then the first of the others is planned alone, and the rest
    from its answers. At last weeks are bettered from one another.
    """
    asked = [base, *others] if isinstance(base, Named) else list(others)
    ended = from_one_another(asked, plan_beside(asked, executor, told), executor, told)
    planned = [week_of(*pair) for pair in zip(asked, ended, strict=True)]
    weeks = (*(() if isinstance(base, Named) else (base,)), *planned)
    first = weeks[0]
    found = compare(first, weeks[1:]) if isinstance(first, Week) else None
    return Beside(weeks, found, any(one.fault is Fault.INTERRUPTED for one in ended))


def week_of(named: Named, ended: Ended[Planned]) -> Week | Side:
    """The planned week, or why there is none."""
    outcome = None if ended.result is None else ended.result.outcome
    if outcome is not None and outcome.plan is not None and outcome.audit is not None:
        return Week(named.name, named.errand.problem, outcome.plan, outcome.audit)
    zh, en = (_why_none(ended, language) for language in LANGUAGES)
    return Side(named.name, why_none=(zh, en))


def _why_none(ended: Ended[Planned], language: str) -> str:
    if ended.result is None:
        note = ended.note.strip().splitlines()
        return text(f"fault.{ended.fault}", language, note=note[-1] if note else "")
    outcome = ended.result.outcome
    stage = clash_text(f"stage.{outcome.stages[-1].stage}", language) if outcome.stages else "-"
    known = Verdict.IMPOSSIBLE if outcome.verdict is Verdict.IMPOSSIBLE else Verdict.NO_TIME
    return text(f"verdict.{known}", language, stage=stage)
