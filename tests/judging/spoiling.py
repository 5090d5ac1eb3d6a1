"""The registry of corruptions: named ways to spoil a good week, each with the clause and the spots it must bring up."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice, zip_longest
from random import Random
from typing import Any, TypeVar

from judging.goods import Good, goods

from scheduler.audit import FITS, audit
from scheduler.calendar.bells import DayTimes
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.problem import Problem

T = TypeVar("T")
Spot = tuple[str, str, date | None, tuple[str, ...]]
"""Rule, where, when and who."""
WANTED = 32
"""Corruptions of a clause that are tried, shared out over its forms; at least six of each form."""


@dataclass(frozen=True)
class Wrong:
    """A spoilt week and every spot at which the clause must now say something it did not say before."""

    problem: Problem
    plan: Plan
    spots: tuple[Spot, ...]


Make = Callable[[Good, Random], Iterator[Wrong]]


@dataclass(frozen=True)
class Form:
    """A named way to spoil a week. `clause` is what it aims at; `also` are clauses it touches besides, if need be.

    `make` yields as many different corruptions of a good week as there are spots, in the random order it is given.
    """

    clause: int
    name: str
    also: frozenset[int]
    make: Make


FORMS: list[Form] = []


def corrupts(clause: int, *also: int) -> Callable[[Make], Make]:
    """Register a form under the name of its function."""

    def register(make: Make) -> Make:
        FORMS.append(Form(clause, make.__name__, frozenset(also), make))
        return make

    return register


def spot(rule: str, where: str = "", when: date | None = None, *who: str) -> Spot:
    """A spot by its parts."""
    return rule, where, when, who


def wrong(good: Good, *spots: Spot, problem: Problem | None = None, plan: Plan | None = None) -> Wrong:
    """The good week with another school or plan."""
    return Wrong(problem or good.problem, plan or good.plan, tuple(sorted(spots, key=repr)))


def mixed(items: Iterable[T], rng: Random) -> list[T]:
    """The items in a random order, the same for a set whatever order it happens to have."""
    found = sorted(items, key=repr) if isinstance(items, set | frozenset) else list(items)
    rng.shuffle(found)
    return found


@cache
def cases(form: Form) -> tuple[Wrong, ...]:
    """The form's corruptions, from every good week in turn, as many as its share of the clause's."""
    share = max(6, -(-WANTED // sum(other.clause == form.clause for other in FORMS)))
    streams = [form.make(good, Random(f"{form.clause}/{form.name}/{good.name}")) for good in goods()]
    dealt = (case for row in zip_longest(*streams) for case in row if case is not None)
    return tuple(islice(_different(dealt), share))


def _different(found: Iterable[Wrong]) -> Iterator[Wrong]:
    """The corruptions without those that spoil the same thing in the same way."""
    taken: list[Wrong] = []
    for case in found:
        if case not in taken:
            taken.append(case)
            yield case


def origin(case: Wrong) -> Good:
    """The good week a corruption was made of."""
    return next(g for g in goods() if (g.problem.school, g.problem.mode) == (case.problem.school, case.problem.mode))


def clause_of(number: int) -> Clause:
    """The clause of the book that speaks; rule 0 for one that only counts a tier, which it then finds misstated."""
    clause = next(c for c in (FITS, *BOOK) if c.number == number)
    return clause if clause.sentences else FITS


def said(clause: Clause, problem: Problem, plan: Plan) -> list[Breach]:
    """All a clause says; rule 0 speaks through the whole audit, which leaves ghosts out and counts the tiers."""
    if clause is FITS:
        return [breach for breach in audit(problem, plan).breaches if breach.clause == 0]
    return [*clause.findings(problem), *clause.breaches(problem, plan)]


def fresh(before: Iterable[Breach], after: Iterable[Breach]) -> list[Breach]:
    """Breaches that were not there before, with what they state."""
    old = Counter(map(_whole, before))
    found = []
    for breach in after:
        if old[_whole(breach)]:
            old[_whole(breach)] -= 1
        else:
            found.append(breach)
    return found


def brought_up(form: Form, good: Good, case: Wrong) -> tuple[Spot, ...]:
    """Where the clause now says something it did not say before, sorted.

    Rule 0 counts the tiers again, and most corruptions change one; that counts only where it is what was spoilt.
    """
    clause, values = clause_of(form.clause), any(rule == "value" for rule, *_ in case.spots)
    found = fresh(said(clause, good.problem, good.plan), said(clause, case.problem, case.plan))
    kept = (b for b in found if values or (b.clause, b.rule) != (0, "value"))
    return tuple(sorted(((b.rule, b.where, b.when, b.who) for b in kept), key=repr))


def bystanders(form: Form, good: Good, case: Wrong) -> set[int]:
    """Clauses that the whole audit brings up besides the one aimed at; what tiers the plan states is left aside."""
    before, after = audit(good.problem, good.plan), audit(case.problem, case.plan)
    found = fresh(before.breaches, after.breaches)
    return {b.clause for b in found if b.severity is not Severity.NOTE and b.rule != "value"} - {form.clause}


def _whole(breach: Breach) -> tuple[Any, ...]:
    return breach.clause, breach.rule, breach.where, breach.when, breach.who, tuple(sorted(breach.facts.items()))


def session(plan: Plan, held: Session, **changes: Any) -> Plan:
    """The plan with one session changed."""
    return replace(plan, sessions=tuple(replace(s, **changes) if s is held else s for s in plan.sessions))


def without(plan: Plan, *gone: Session) -> Plan:
    """The plan without some sessions."""
    return replace(plan, sessions=tuple(s for s in plan.sessions if s not in gone))


def post(plan: Plan, held: Post, **changes: Any) -> Plan:
    """The plan with one post changed."""
    return replace(plan, posts=tuple(replace(p, **changes) if p is held else p for p in plan.posts))


def adult(problem: Problem, key: str, **changes: Any) -> Problem:
    """The school with one adult changed."""
    return replace(problem, adults={**problem.adults, key: replace(problem.adults[key], **changes)})


def pupil(problem: Problem, key: str, **changes: Any) -> Problem:
    """The school with one pupil changed."""
    return replace(problem, pupils={**problem.pupils, key: replace(problem.pupils[key], **changes)})


def club(problem: Problem, key: str, **changes: Any) -> Problem:
    """The school with one club changed."""
    return replace(problem, clubs={**problem.clubs, key: replace(problem.clubs[key], **changes)})


def room(problem: Problem, key: str, **changes: Any) -> Problem:
    """The school with one homeroom changed."""
    return replace(problem, homerooms={**problem.homerooms, key: replace(problem.homerooms[key], **changes)})


def venue(problem: Problem, key: str, **changes: Any) -> Problem:
    """The school with one venue changed."""
    venues = {**problem.site.venues, key: replace(problem.site.venues[key], **changes)}
    return replace(problem, site=replace(problem.site, venues=venues))


def policy(problem: Problem, **changes: Any) -> Problem:
    """The school under a changed policy."""
    return replace(problem, policy=replace(problem.policy, **changes))


def bells(problem: Problem, at: Iterable[tuple[int, date]], change: Callable[[DayTimes], DayTimes]) -> Problem:
    """The school with other bells for some grades and dates."""
    return replace(problem, times={**problem.times, **{key: change(problem.times[key]) for key in at}})


def grade_days(good: Good, rng: Random) -> list[tuple[int, date]]:
    """Every (grade, date) of the week."""
    grades = sorted({h.grade for h in good.problem.homerooms.values()})
    return mixed([(grade, day.date) for grade in grades for day in good.problem.days], rng)


def some(good: Good, rng: Random, *kinds: Kind) -> list[Session]:
    """Sessions of the kinds (all without any), mixed."""
    return mixed(good.plan.of_kind(*kinds) if kinds else good.plan.sessions, rng)


def lead_changed(plan: Plan, held: Session, key: str) -> Plan:
    """The plan with another lead in one session."""
    lead = next(duty for duty in held.duties if duty.role == "lead")
    return session(plan, held, duties=tuple(replace(d, adult=key) if d is lead else d for d in held.duties))


def less_pupil(plan: Plan, held: Session, key: str, home: str) -> Plan:
    """The plan with one pupil taken out of one session, off its roster and its heads."""
    heads = tuple((h, n - (h == home)) for h, n in held.heads)
    return session(plan, held, heads=heads, roster=tuple(p for p in held.roster if p != key))


def rosters(good: Good, rng: Random, sessions: Sequence[Session]) -> Iterator[tuple[Session, str, str]]:
    """(session, pupil, homeroom) of sessions with a roster, one random pupil each."""
    for held in sessions:
        if held.roster:
            key = rng.choice(held.roster)
            yield held, key, good.problem.pupils[key].homeroom
