"""Absences repaired, many of them in one process: whether there is a legal repair, and what it takes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.clauses.clause import Severity
from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.unserved import Unserved, unserved
from scheduler.planning.asked import NoAnswer
from scheduler.repair.moment import before
from scheduler.repair.repair import Repaired, repair
from scheduler.resilience.absence import Absence
from scheduler.resilience.words import text
from solvers.worker import Worker

SECONDS = 10.0
"""Most seconds for one repair."""


@dataclass(frozen=True)
class Mended:
    """What becomes of a week when something happens and is known before the week begins.

    legal: nothing is unmet and the judge finds no breach that the plan itself does not have. known: whether there was
    an answer. cost: points of the changes; no legal week costs less than `bound`. kinds: changes by sort. unmet: what
    stays unmet, with who or what came closest.
    """

    absence: Absence
    legal: bool
    known: bool
    cost: int = 0
    bound: int = 0
    proven: bool = False
    kinds: Mapping[ChangeKind, int] = field(default_factory=dict)
    unmet: tuple[Unserved, ...] = ()

    @property
    def changes(self) -> int:
        """Changes in all."""
        return sum(self.kinds.values())

    @property
    def called_off(self) -> int:
        """Club meetings called off."""
        return self.kinds.get(ChangeKind.CLUB_OFF, 0)

    def say(self, language: str) -> str:
        """What happens, how many changes and points."""
        off = text("off", language, count=self.called_off) if self.called_off else ""
        facts = {"absence": self.absence.say(language), "changes": self.changes, "cost": self.cost, "off": off}
        return text("dearest.one", language, **facts)


@dataclass(frozen=True)
class Job:
    """Absences to be repaired one by one in a plan of a problem; `breaches` are how many the plan itself has."""

    problem: Problem
    plan: Plan
    breaches: int
    absences: tuple[Absence, ...]
    seconds: float = SECONDS


def mend_all(job: Job, tell: Callable[[object], None]) -> tuple[Mended, ...]:
    """What becomes of each absence, in order; `tell` is given each as it is known."""
    found = []
    with Worker() as worker:
        for absence in job.absences:
            found.append(mended(job, absence, worker))
            tell(found[-1])
    return tuple(found)


def mended(job: Job, absence: Absence, worker: Worker) -> Mended:
    """What becomes of one."""
    problem = absence.happened(job.problem)
    try:
        (found,) = repair(problem, job.plan, since=before(problem), worker=worker, seconds=job.seconds)
    except NoAnswer:
        return Mended(absence, legal=False, known=False)
    legal = not found.plan.unmet and breaches(found) <= job.breaches
    kinds = dict(Counter(change.kind for change in found.changes))
    unmet = () if legal else tuple(unserved(problem, found.plan))
    return Mended(absence, legal, True, found.cost, found.bound, found.proven, kinds, unmet)


def breaches(found: Repaired) -> int:
    """Breaches the judge finds in a repaired week."""
    return sum(breach.severity is Severity.BREACH for breach in found.audit.breaches)


def dealt(absences: Sequence[Absence], hands: int) -> list[tuple[Absence, ...]]:
    """The absences dealt out in turn, so that each hand has some of every kind; empty hands are left out."""
    return [hand for first in range(hands) if (hand := tuple(absences[first::hands]))]
