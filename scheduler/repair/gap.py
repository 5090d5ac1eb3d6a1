"""One gap: who could take a session or post, what asking each costs, and what stops the others."""

from dataclasses import dataclass, replace

from scheduler.clauses.book import clause
from scheduler.clauses.clause import Breach
from scheduler.clauses.space import DutyOption, Pool
from scheduler.config.nearest import nearest
from scheduler.domain.plan import Plan, Post, Role, Session
from scheduler.domain.problem import Problem
from scheduler.explain.stoppers import adult_stoppers
from scheduler.repair.changes import Item
from scheduler.repair.moment import Moment, parse_moment
from scheduler.repair.staff import Staffing
from scheduler.repair.told import item_text
from scheduler.repair.week import Week
from scheduler.repair.words import day_text, text


@dataclass(frozen=True)
class Candidate:
    """An adult who could take it for so many points, with the duties of the week already; or what stops the adult."""

    adult: str
    points: int
    duties: int
    stoppers: tuple[Breach, ...] = ()

    def say(self, language: str) -> str:
        """One line."""
        if not self.stoppers:
            return text("gap.could", language, who=self.adult, points=self.points, duties=self.duties)
        reasons = " ".join(clause(found.clause).say(found, language) for found in self.stoppers)
        return text("gap.stopped", language, who=self.adult, reasons=reasons)


@dataclass(frozen=True)
class Gap:
    """Who could take the item: `able` cheapest first, then those with fewest duties; `stopped` are of the right sort,
    those with fewest reasons first."""

    item: Item
    able: tuple[Candidate, ...]
    stopped: tuple[Candidate, ...]

    def say(self, language: str) -> str:
        """The item, then one line an adult."""
        when = text("when", language, weekday=day_text(self.item.date, language), clock=self.item.interval)
        head = text("gap", language, what=item_text(self.item, language), when=when, id=self.item.id)
        none = [text("gap.nobody", language)] if not self.able else []
        return "\n".join([head, *none, *(f"  {one.say(language)}" for one in (*self.able, *self.stopped))])


def gap(problem: Problem, plan: Plan, since: Moment, target: str) -> Gap:
    """Who could take a session's lead (its assistant's place, where it has a lead who can come) or a post.

    `problem` is the school with what happened applied. Nobody else's duties change: who would leave another gap behind
    counts as stopped. Raises ValueError naming the id and the nearest one.
    """
    items = _items(plan)
    if target not in items:
        near = nearest(target, items)
        hint = f"; did you mean {near}? / ；是不是 {near}？" if near else ""
        raise ValueError(f"the plan has no session or post {target!r} / 计划中没有场次或岗位 {target!r}{hint}")
    known = _without_absent(problem, plan, since)
    staffing = Staffing(Week(problem, known, since, {}))
    item = _items(known)[target]
    pool = _pool(staffing, item)
    serving = {who for who in ((item.adult,) if isinstance(item, Post) else item.adults) if who is not None}
    asked = (duty for duty in staffing.space.duties if pool is not None and duty.pool == pool)
    found = [_candidate(staffing, known, item, duty) for duty in asked if duty.adult.id not in serving]
    able = sorted((c for c in found if not c.stoppers), key=lambda c: (c.points, c.duties, c.adult))
    stopped = sorted((c for c in found if c.stoppers), key=lambda c: (len(c.stoppers), c.points, c.adult))
    return Gap(item, tuple(able), tuple(stopped))


def meant(problem: Problem, plan: Plan, asked: str) -> tuple[str, ...]:
    """The sessions and posts somebody asks about: an id, or what an adult does on a day (and at a time).

    Raises ValueError when the adult has nothing to do then.
    """
    who, at, rest = asked.partition("@")
    if not at or "/" in who:
        return (asked,)
    moment = parse_moment(problem, rest)
    mine = [item for item in plan.duties_of(who) if item.date == moment.date]
    found = tuple(item.id for item in mine if moment.minute == 0 or item.interval.contains(moment.minute))
    if not found:
        raise ValueError(f"{who} has no duty then: {asked} / {who} 这时没有任务：{asked}")
    return found


def _items(plan: Plan) -> dict[str, Item]:
    found: dict[str, Item] = {session.id: session for session in plan.sessions}
    return found | {post.id: post for post in plan.posts}


def _pool(staffing: Staffing, item: Item) -> Pool | None:
    """The pool of what is wanted there: a lead, else an assistant, else another holder of the post."""
    role = Role.POST if isinstance(item, Post) else Role.LEAD if item.lead is None else Role.ASSISTANT
    pools = [p for p in staffing.pools if item.id in p.targets]
    return next((p for p in pools if p.role is role), pools[0] if pools else None)


def _candidate(staffing: Staffing, plan: Plan, item: Item, duty: DutyOption) -> Candidate:
    who = duty.adult.id
    stoppers = adult_stoppers(staffing.problem, plan, who, [item])
    return Candidate(who, staffing.asking(duty), staffing.duties_of(who), stoppers)


def _without_absent(problem: Problem, plan: Plan, since: Moment) -> Plan:
    """The plan with the duties still to come of adults who cannot be there taken off."""
    sessions = tuple(_session(problem, since, session) for session in plan.sessions)
    posts = tuple(
        replace(p, adult=None) if p.adult is not None and _gone(problem, since, p, p.adult) else p for p in plan.posts
    )
    return replace(plan, sessions=sessions, posts=posts)


def _session(problem: Problem, since: Moment, session: Session) -> Session:
    duties = tuple(d for d in session.duties if not _gone(problem, since, session, d.adult))
    return session if duties == session.duties else replace(session, duties=duties)


def _gone(problem: Problem, since: Moment, item: Item, who: str) -> bool:
    """Whether somebody cannot be there for something still to come."""
    adult = problem.adults.get(who)
    if since.past(item.date, item.interval):
        return False
    return adult is None or not adult.present(problem.day(item.date), item.interval)
