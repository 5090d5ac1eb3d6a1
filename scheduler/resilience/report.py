"""How a planned week bears every single absence: which have no repair, when, for want of whom; and what cures it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import duty_text, listed
from scheduler.resilience.absence import Absence, Missing, absences
from scheduler.resilience.cures import Cure, proposals
from scheduler.resilience.mend import Job, Mended, dealt, mend_all
from scheduler.resilience.words import TEXTS, days_said, text
from scheduler.whatif.executor import Executor, News, Task

HANDS = 8
"""Parts the work is dealt into: a part that is lost takes no more than this share along."""
DEAREST = 5
Told = Callable[[News], None]


@dataclass(frozen=True)
class DayLoad:
    """One day with one adult missing: how many cases, how many without a legal repair, mean points of the others."""

    date: date
    count: int
    broken: int
    cost: float

    def say(self, language: str) -> str:
        """Such as "Mon: 2 of 60 have no repair"."""
        facts = {"day": days_said([self.date], language), "broken": self.broken, "count": self.count}
        return text("day", language, cost=self.cost, **facts)


@dataclass(frozen=True)
class Irreplaceable:
    """Somebody or something whose absence has no legal repair, on which days, and what is then short."""

    what: Missing
    who: str
    dates: tuple[date, ...]
    short: tuple[str, ...]

    def say(self, language: str) -> str:
        """Such as "T008: Mon-Fri; short of duty lead"."""
        said = [text(f"what.{s}", language) if f"what.{s}" in TEXTS else duty_text(s, language) for s in self.short]
        why = listed(said, language)
        return text("irreplaceable.one", language, who=self.who, days=days_said(self.dates, language), why=why)


@dataclass(frozen=True)
class Resilience:
    """Every absence with what becomes of it, in the order of `absences`, and the cures that were tried and help."""

    mended: tuple[Mended, ...]
    cures: tuple[Cure, ...] = ()

    @property
    def broken(self) -> tuple[Mended, ...]:
        """Without a legal repair, as far as is known."""
        return tuple(found for found in self.mended if found.known and not found.legal)

    @property
    def days(self) -> tuple[DayLoad, ...]:
        """Days with single adults missing, in order."""
        cases: dict[date, list[Mended]] = {}
        for found in self.mended:
            if found.known and found.absence.what is Missing.ADULT and len(found.absence.dates) == 1:
                cases.setdefault(found.absence.dates[0], []).append(found)
        return tuple(
            DayLoad(day, len(some), sum(not m.legal for m in some), _mean([m.cost for m in some if m.legal]))
            for day, some in sorted(cases.items())
        )

    @property
    def irreplaceable(self) -> tuple[Irreplaceable, ...]:
        """Who and what has no legal repair on some day (adults: of their single days), in order."""
        found: dict[tuple[Missing, str], list[Mended]] = {}
        for one in self.broken:
            (who,) = one.absence.who
            if len(one.absence.dates) == 1 or one.absence.what is Missing.VENUE:
                found.setdefault((one.absence.what, who), []).append(one)
        return tuple(
            Irreplaceable(what, who, tuple(sorted({d for m in some for d in m.absence.dates})), _short(some))
            for (what, who), some in found.items()
        )

    def say(self, language: str) -> str:
        """How many have a repair, the days, who is irreplaceable, the dearest, the cures: one line each."""
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        legal, broken = [m for m in self.mended if m.legal], self.broken
        yield text("head", language, count=len(self.mended), legal=len(legal), broken=len(broken))
        unknown = sum(not found.known for found in self.mended)
        if unknown:
            yield text("unknown", language, count=unknown)
        facts = {"changes": _mean([m.changes for m in legal]), "cost": _mean([m.cost for m in legal])}
        yield text("dear", language, proven=sum(m.proven for m in legal), **facts)
        yield text("days", language)
        yield from (day.say(language) for day in self.days)
        if self.irreplaceable:
            yield text("irreplaceable", language, count=len(self.irreplaceable))
            yield from (one.say(language) for one in self.irreplaceable)
        elif not unknown and not broken:
            yield text("firm", language)
        yield text("dearest", language)
        yield from (m.say(language) for m in sorted(legal, key=lambda m: (-m.cost, m.absence.name))[:DEAREST])
        if broken:
            yield text("cures" if self.cures else "cure.none", language)
            yield from (cure.say(language) for cure in self.cures)


def resilience(loaded: Loaded, plan: Plan, executor: Executor, told: Told = lambda news: None) -> Resilience:
    """Try every single absence of a plan's week, then the cures of those without a legal repair."""
    base = audit(loaded.problem, plan)
    breaches = sum(breach.severity is Severity.BREACH for breach in base.breaches)
    found = _tried(loaded.problem, plan, breaches, absences(loaded.problem, plan), executor, told)
    broken = [one for one in found if one.known and not one.legal]
    return Resilience(found, _cures(loaded, plan, breaches, broken, executor, told))


def _tried(
    problem: Problem, plan: Plan, breaches: int, every: Sequence[Absence], executor: Executor, told: Told
) -> tuple[Mended, ...]:
    """What becomes of each, in order; what was lost with its process is not known."""
    hands = dealt(every, HANDS)
    tasks = [Task(f"{number}/{len(hands)}", Job(problem, plan, breaches, hand)) for number, hand in enumerate(hands, 1)]
    ended = executor.run(mend_all, tasks, told)
    known = {one.absence: one for part in ended for one in part.result or ()}
    return tuple(known.get(absence, Mended(absence, legal=False, known=False)) for absence in every)


def _cures(
    loaded: Loaded, plan: Plan, breaches: int, broken: Sequence[Mended], executor: Executor, told: Told
) -> tuple[Cure, ...]:
    """Changes that mend something: those that mend most first, then the cheapest."""
    tried = proposals(loaded, plan, broken)
    tasks = [Task(p.remedy.say(1, "en"), Job(p.problem, plan, breaches, p.absences)) for p in tried]
    found = []
    for proposal, ended in zip(tried, executor.run(mend_all, tasks, told), strict=True):
        mends = tuple(one.absence for one in ended.result or () if one.legal)
        if mends:
            found.append(proposal.cure(mends))
    return tuple(sorted(found, key=lambda cure: (-len(cure.mends), cure.price, cure.say("en"))))


def _short(some: Sequence[Mended]) -> tuple[str, ...]:
    return tuple(sorted({unmet.what for one in some for unmet in one.unmet}))


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
