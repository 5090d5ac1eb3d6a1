"""Cheap cures: one change of the school's own that makes absences repairable; each is tried before it is told.

What is proposed follows from what held the closest candidates off, or from the skill a gap asks for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.config.load import Loaded, with_layer
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.unserved import Candidate, Unserved
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.people import Colleague, Evening, Helper, LateDay, MoreDuties, Qualify, Retired, Volunteer
from scheduler.explain.ways.remedy import Remedy
from scheduler.resilience.absence import Absence, served_on
from scheduler.resilience.mend import Mended
from scheduler.resilience.words import text

CAPS: Mapping[tuple[int, str], Callable[[Adult], Remedy]] = {
    (42, "sessions"): MoreDuties,
    (42, "late_days"): LateDay,
    (42, "evenings"): Evening,
}
"""The remedy for each cap of the school's own that alone holds somebody off."""
LEARNERS = 3
"""Adults who might learn a skill: those with fewest duties."""
MOST = 16
"""Cures tried."""
TRIED = 8
"""Absences each is tried on."""


@dataclass(frozen=True)
class Cure:
    """A change, in both languages and as a scenario, its price in points, and which absences it makes repairable, of
    those it was tried on."""

    kind: RemedyKind
    remedy: tuple[str, str]
    layer: Mapping[str, Any]
    price: int
    mends: tuple[Absence, ...]
    tried: int

    def say(self, language: str) -> str:
        """The change and what it mends."""
        facts = {"remedy": self.remedy[language != "zh"], "price": self.price}
        return text("cure", language, mends=len(self.mends), of=self.tried, **facts)


@dataclass(frozen=True)
class Proposal:
    """A change to be tried, the scenario that makes it, the school with it, and the absences it might mend."""

    remedy: Remedy
    layer: Mapping[str, Any]
    problem: Problem
    absences: tuple[Absence, ...]

    def cure(self, price: int, mends: tuple[Absence, ...]) -> Cure:
        """What came of it."""
        said = self.remedy.say(1, "zh"), self.remedy.say(1, "en")
        return Cure(self.remedy.kind, said, self.layer, price, mends, len(self.absences))


def proposals(loaded: Loaded, plan: Plan, broken: Sequence[Mended]) -> tuple[Proposal, ...]:
    """Changes worth trying: those that might mend most, then the cheapest."""
    prices = loaded.problem.policy.remedies
    wanted: dict[object, tuple[Remedy, list[Absence]]] = {}
    for found in broken:
        some = {r.key: r for u in found.unmet for r in _for(loaded.problem, plan, found.absence, u)}
        for key, remedy in some.items():
            if remedy.kind in prices:
                wanted.setdefault(key, (remedy, []))[1].append(found.absence)
    ranked = sorted(wanted.values(), key=lambda one: (-len(one[1]), prices[one[0].kind], str(one[0].key)))
    return tuple(_proposal(loaded, remedy, tuple(some[:TRIED])) for remedy, some in ranked[:MOST])


def _proposal(loaded: Loaded, remedy: Remedy, some: tuple[Absence, ...]) -> Proposal:
    layer = Layer(loaded.document.data)
    remedy.write(layer, 1)
    return Proposal(remedy, layer.data, with_layer(loaded, layer.data).problem, some)


def _for(problem: Problem, plan: Plan, absence: Absence, unmet: Unserved) -> Iterator[Remedy]:
    """What might meet one demand."""
    for candidate in unmet.closest:
        yield from _cap(problem, candidate)
    skill = _skill(problem, plan, unmet)
    if unmet.when is None or unmet.interval is None or unmet.what in ("venue", "seat"):
        return
    if skill is not None:
        yield from (Qualify(adult, skill) for adult in _learners(problem, plan, absence, skill, unmet.when))
    yield from _helpers(problem, unmet, frozenset() if skill is None else frozenset({skill}))


def _cap(problem: Problem, candidate: Candidate) -> Iterator[Remedy]:
    rules = {(breach.clause, breach.rule) for breach in candidate.stoppers}
    if len(rules) == 1 and candidate.id in problem.adults:
        make = CAPS.get(rules.pop())
        if make is not None:
            yield make(problem.adults[candidate.id])


def _skill(problem: Problem, plan: Plan, unmet: Unserved) -> str | None:
    """The skill a demand asks for: of the kind of post, or of the support group."""
    rules = [rule.skill for rule in problem.policy.posts if rule.kind == unmet.what]
    subjects = [session.subject for session in plan.sessions if session.id in unmet.where]
    return next((skill for skill in (*rules, *subjects) if skill is not None), None)


def _learners(problem: Problem, plan: Plan, absence: Absence, skill: str, when: date) -> list[Adult]:
    """Own adults there that day without the skill, and not gone themselves; those with fewest duties first."""
    served = served_on(plan)
    day = problem.day(when)
    able = [
        adult
        for adult in problem.adults.values()
        if adult.own
        and not adult.duty_only
        and skill not in adult.skills
        and adult.id not in absence.who
        and when not in adult.absent
        and adult.windows.get(day.weekday)
    ]
    return sorted(able, key=lambda adult: (sum(who == adult.id for who, _ in served), adult.id))[:LEARNERS]


def _helpers(problem: Problem, unmet: Unserved, skills: frozenset[str]) -> Iterator[Helper]:
    """Somebody more at that hour, the cheaper sorts first."""
    assert unmet.when is not None
    assert unmet.interval is not None
    day = problem.day(unmet.when)
    term = min(d.date for d in problem.days), max(d.date for d in problem.days)
    for sort in (Volunteer, Retired, Colleague):
        name = f"{sort.kind.value[:3].upper()}{day.weekday}"
        if name not in problem.adults:
            yield sort(name, ((day, unmet.interval),), skills, problem.policy, term)
