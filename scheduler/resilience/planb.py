"""Plans B: repairs for the likely days, made ready with the week's plan, each judged; and whether they still fit it."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import dump_plan
from scheduler.planning.asked import NoAnswer
from scheduler.repair.repair import Repaired
from scheduler.resilience.absence import Absence, Missing, served_on
from scheduler.resilience.mend import breaches
from scheduler.resilience.words import text

MOST_AWAY = 3
INDEX = "index.json"


@dataclass(frozen=True)
class Ready:
    """A repair made ready: what it is for, and the repair; None where there was none in the time."""

    absence: Absence
    repaired: Repaired | None
    legal: bool

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.absence.name

    def say(self, language: str) -> str:
        """What happens, what the repair takes, how many are told, and what the judge says."""
        found, facts = self.repaired, {"folder": self.folder, "absence": self.absence.say(language)}
        if found is None:
            return text("planb.none", language, **facts)
        proven = text("planb.proven" if found.proven else "planb.open", language, bound=found.bound)
        verdict = text("planb.legal" if self.legal else "planb.short", language, unmet=len(found.plan.unmet))
        figures = {"changes": len(found.changes), "cost": found.cost, "told": len(found.told)}
        return text("planb.one", language, proven=proven, verdict=verdict, **figures, **facts)


def likely(problem: Problem, plan: Plan, absences: int = MOST_AWAY) -> tuple[Absence, ...]:
    """The likely days: on each, everything outdoors closed (dust), the gym closed, and one to `absences` of the busiest
    adults absent. Days on which that changes nothing are left out.

    The busiest are those with most duties that day, then in the week, then those with the rarest skills.
    """
    found: list[Absence] = []
    for day in problem.days:
        used = {session.venue for session in plan.sessions if session.date == day.date}
        for called, group in (("dust", _outdoors(problem)), ("gym", _gyms(problem))):
            shut = tuple(group) if used & set(group) else ()
            found += [Absence(Missing.VENUE, shut, (day.date,), called)] if shut else []
        busy = busiest(problem, plan, day.date)[:absences]
        found += [Absence(Missing.ADULT, tuple(busy[:count]), (day.date,)) for count in range(1, len(busy) + 1)]
    return tuple(dict.fromkeys(found))


def busiest(problem: Problem, plan: Plan, when: date) -> list[str]:
    """Adults who serve on a date, those who are hardest to do without first."""
    holders = Counter(skill for adult in problem.adults.values() for skill in adult.skills)
    week = Counter(who for who, _ in served_on(plan))

    def weight(adult: str) -> tuple[int, int, int, str]:
        today = sum(duty.date == when for duty in plan.duties_of(adult))
        rarest = min((holders[skill] for skill in problem.adults[adult].skills), default=len(holders))
        return -today, -week[adult], rarest, adult

    return sorted((who for who, day in served_on(plan) if day == when and who in problem.adults), key=weight)


def _outdoors(problem: Problem) -> list[str]:
    return [venue.id for venue in problem.site.venues.values() if venue.outdoor]


def _gyms(problem: Problem) -> list[str]:
    return [venue.id for venue in problem.site.venues.values() if venue.kind == "gym"]


def make_ready(
    problem: Problem, plan: Plan, wanted: Sequence[Absence], mend: Callable[[Absence], Repaired]
) -> Iterator[Ready]:
    """The repair for each, one after another; `mend` makes it, for the school in which that has happened, known before
    the week begins, and may raise NoAnswer."""
    base = sum(b.severity is Severity.BREACH for b in audit(problem, plan).breaches)
    for absence in wanted:
        try:
            found = mend(absence)
        except NoAnswer:
            yield Ready(absence, None, False)
        else:
            yield Ready(absence, found, not found.plan.unmet and breaches(found) <= base)


def plan_digest(plan: Plan) -> str:
    """What a plan B names its plan by: the hash of the plan as it is written."""
    return sha256(dump_plan(plan).encode()).hexdigest()


def index(plan: Plan, ready: Sequence[Ready]) -> dict[str, Any]:
    """What is in a folder of plans B, as data: the plan's digest, and each one's scenario, figures and sentences."""
    return {"plan": plan_digest(plan), "ready": [_entry(one) for one in ready]}


def _entry(one: Ready) -> dict[str, Any]:
    found = one.repaired
    figures = {} if found is None else {"changes": len(found.changes), "cost": found.cost, "bound": found.bound}
    said = {language: one.say(language) for language in ("zh", "en")}
    return {"folder": one.folder, "legal": one.legal, **figures, "scenario": one.absence.layer, "said": said}


def index_text(plan: Plan, ready: Sequence[Ready], language: str) -> str:
    """The index in words: one line a plan B."""
    head = text("planb.head", language, count=len(ready), digest=plan_digest(plan)[:12])
    return "\n".join([head, *("  " + one.say(language) for one in ready)]) + "\n"


def fits(plan: Plan, folder: Path) -> bool:
    """Whether the plans B of a folder were made for this very plan. Raises OSError without an index, ValueError for a
    broken one."""
    found = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return isinstance(found, dict) and found.get("plan") == plan_digest(plan)
