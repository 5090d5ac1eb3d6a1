"""What becomes of a plan in another week, above all when the season's bells change: what breaks, where and for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.audit import Audit, audit
from scheduler.clauses.clause import Breach, Severity
from scheduler.config.load import Loaded, in_week
from scheduler.config.season_weeks import full_weeks
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.problem import Problem
from scheduler.planning.carry import carry


@dataclass(frozen=True)
class Broken:
    """What the judge has against a carried plan.

    `by_clause` maps a clause to its breaches; `by_homeroom` and `by_adult` map an id to how many breaches touch it,
    most first: a breach touches the homerooms of the session it is about, and the adults it names. `findings` are about
    the school itself in that week and were not so in the week of the plan. `left_out` are ids of sessions and posts of
    the plan that the week does not hold.
    """

    week: date
    season: str
    carried: Plan
    audit: Audit
    by_clause: Mapping[int, tuple[Breach, ...]]
    by_homeroom: Mapping[str, int]
    by_adult: Mapping[str, int]
    findings: tuple[Breach, ...]
    left_out: tuple[str, ...]

    @property
    def count(self) -> int:
        """Breaches in all."""
        return sum(map(len, self.by_clause.values()))

    @property
    def runs(self) -> bool:
        """Whether the plan can run in the week as it is."""
        return not self.count and not self.carried.unmet


def what_breaks(before: Loaded, after: Loaded, plan: Plan) -> Broken:
    """Carry a plan from the week of `before` to that of `after`, and have it judged there; no search."""
    problem = after.problem
    carried = carry(plan, problem)
    judged = audit(problem, carried)
    breaches = [found for found in judged.breaches if found.severity is Severity.BREACH]
    known = {(b.clause, b.rule, b.where) for b in audit(before.problem, plan).breaches}
    return Broken(
        week=problem.days[0].date,
        season=problem.policy.season,
        carried=carried,
        audit=judged,
        by_clause=_grouped(breaches),
        by_homeroom=_counted(room for found in breaches for room in _rooms(problem, carried, found)),
        by_adult=_counted(who for found in breaches for who in found.who if who in problem.adults),
        findings=tuple(
            b for b in judged.breaches if b.severity is Severity.FINDING and (b.clause, b.rule, b.where) not in known
        ),
        left_out=_left_out(problem, plan, carried),
    )


def breaches_later(loaded: Loaded, plan: Plan) -> dict[date, int]:
    """How many breaches a plan has in each full week of the season after the one loaded, carried there."""
    now, season = loaded.problem.days[0].date, loaded.problem.policy.season
    later = [week for week, other in full_weeks(loaded) if week > now]
    switch = next((w for w, other in full_weeks(loaded) if w > now and other != season), date.max)
    return {week: _breaches(in_week(loaded, week).problem, plan) for week in later if week < switch}


def _breaches(problem: Problem, plan: Plan) -> int:
    judged = audit(problem, carry(plan, problem))
    return sum(found.severity is Severity.BREACH for found in judged.breaches)


def _grouped(breaches: Iterable[Breach]) -> dict[int, tuple[Breach, ...]]:
    found: dict[int, tuple[Breach, ...]] = {}
    for breach in breaches:
        found[breach.clause] = (*found.get(breach.clause, ()), breach)
    return found


def _counted(ids: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key in ids:
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rooms(problem: Problem, plan: Plan, breach: Breach) -> tuple[str, ...]:
    """The homerooms a breach touches: the one it is about, or those of its session."""
    if breach.where in problem.homerooms:
        return (breach.where,)
    session = next((s for s in plan.sessions if s.id == breach.where), None)
    return () if session is None else tuple(room for room, _ in session.heads)


def _left_out(problem: Problem, plan: Plan, carried: Plan) -> tuple[str, ...]:
    """Ids of the plan's sessions and posts that no day of the other week has."""
    mine: tuple[Session | Post, ...] = (*plan.sessions, *plan.posts)
    theirs: tuple[Session | Post, ...] = (*carried.sessions, *carried.posts)
    there = {
        (_undated(item), weekday)
        for item in theirs
        for weekday in (item.date.isoweekday(), problem.day(item.date).weekday)
    }
    return tuple(item.id for item in mine if (_undated(item), item.date.isoweekday()) not in there)


def _undated(item: Session | Post) -> str:
    return item.id.replace(item.date.isoformat(), "")
