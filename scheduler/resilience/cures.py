"""Cheap cures: one change of the school's own that makes absences repairable; each is tried before it is told.

What is proposed follows from what held the closest candidates off, or from the skill a gap asks for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.config.load import Loaded, with_layer
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.unserved import Candidate, Unserved
from scheduler.explain.ways.caps import Evening, LateDay, MoreDuties
from scheduler.explain.ways.helpers import Colleague, Helper, Retired, Volunteer
from scheduler.explain.ways.hours import Qualify
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Remedy
from scheduler.resilience.absence import Absence, served_on
from scheduler.resilience.mend import Mended
from scheduler.resilience.words import days_said, text

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

    def cure(self, mends: tuple[Absence, ...]) -> Cure:
        """What came of it."""
        said = self.remedy.say(1, "zh"), self.remedy.say(1, "en")
        points = price(self.problem, self.remedy)
        return Cure(self.remedy.kind, said, self.layer, points, mends, len(self.absences))


class Leader(Colleague):
    """One more of the school's leaders, who holds the post of duty lead alone."""

    def write(self, layer: Layer, units: int) -> None:
        """A new adult for duties of leaders."""
        super().write(layer, units)
        layer.put("adults", self.id, "duty_only", value=True)

    def say(self, units: int, language: str) -> str:
        """Who comes when."""
        days = days_said([day.date for day, _ in self.hours], language)
        return text("leader", language, id=self.id, days=days)


def proposals(loaded: Loaded, plan: Plan, broken: Sequence[Mended]) -> tuple[Proposal, ...]:
    """Changes worth trying: those that might mend most, then the cheapest."""
    problem, wanted = loaded.problem, dict[object, tuple[Remedy, list[Absence]]]()
    for found in broken:
        some = {r.key: r for u in found.unmet for r in _changes(problem, plan, found.absence, u)}
        for key, remedy in some.items():
            wanted.setdefault(key, (remedy, []))[1].append(found.absence)
    every = [*wanted.values(), *_helpers(problem, plan, broken)]
    priced = [(r, some) for r, some in every if r.kind in problem.policy.remedies]
    priced.sort(key=lambda one: (-len(one[1]), price(problem, one[0]), str(one[0].key)))
    return tuple(_proposal(loaded, remedy, tuple(some[:TRIED])) for remedy, some in priced[:MOST])


def price(problem: Problem, remedy: Remedy) -> int:
    """Points of a change by the policy; of a helper for each afternoon."""
    return problem.policy.remedies[remedy.kind] * (len(remedy.hours) if isinstance(remedy, Helper) else 1)


def _proposal(loaded: Loaded, remedy: Remedy, some: tuple[Absence, ...]) -> Proposal:
    layer = Layer(loaded.document.data)
    remedy.write(layer, 1)
    return Proposal(remedy, layer.data, with_layer(loaded, layer.data).problem, some)


def _changes(problem: Problem, plan: Plan, absence: Absence, unmet: Unserved) -> Iterator[Remedy]:
    """What somebody who is there could change to meet one demand."""
    for candidate in unmet.closest:
        yield from _cap(problem, candidate)
    skill = _skill(problem, plan, unmet)
    if skill is not None and unmet.when is not None:
        yield from (Qualify(adult, skill) for adult in _learners(problem, plan, absence, skill, unmet.when))


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


def _helpers(problem: Problem, plan: Plan, broken: Sequence[Mended]) -> Iterator[tuple[Helper, list[Absence]]]:
    """For each kind of demand somebody more at all the hours at which it is unmet, and what that might mend."""
    asked: dict[tuple[str, str | None], tuple[dict[date, Interval], list[Absence]]] = {}
    for found in broken:
        for unmet in found.unmet:
            if unmet.when is not None and unmet.interval is not None and unmet.what not in ("venue", "seat"):
                spans, some = asked.setdefault((unmet.what, _skill(problem, plan, unmet)), ({}, []))
                before = spans.get(unmet.when, unmet.interval)
                ends = min(before.start, unmet.interval.start), max(before.end, unmet.interval.end)
                spans[unmet.when] = Interval(*ends)
                some += [] if found.absence in some else [found.absence]
    term = min(d.date for d in problem.days), max(d.date for d in problem.days)
    leading = {rule.kind for rule in problem.policy.posts if rule.duty_only}
    for number, ((what, skill), (spans, some)) in enumerate(asked.items(), start=1):
        hours = tuple((problem.day(when), span) for when, span in sorted(spans.items()))
        skills = frozenset() if skill is None else frozenset({skill})
        for sort in (Leader,) if what in leading else (Volunteer, Retired, Colleague):
            name = f"{sort.__name__[:3].upper()}-{number}"
            if name not in problem.adults:
                yield sort(name, hours, skills, problem.policy, term), some
