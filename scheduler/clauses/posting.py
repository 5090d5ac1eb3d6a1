"""Judge side of posts: for every rule, whether enough fit adults hold the post at every minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.clause import Breach, Clause
from scheduler.clauses.covering import ADULT
from scheduler.clauses.seen import busiest, by_date, day_of, least_cover, windows
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Watch:
    """What a post rule asks for at one place of one day, by the plan's sessions, and its posts."""

    rule: PostRule
    place: str
    date: date
    window: Interval
    wanted: int
    posts: tuple[Post, ...]


def watches(problem: Problem, plan: Plan, kinds: Sequence[str]) -> Iterator[Watch]:
    """Every watch of the given kinds of post, by date, rule and gate, on school days."""
    for when, sessions in by_date(plan).items():
        if day_of(problem, when) is not None:
            spans = windows(sessions)
            for rule in problem.policy.posts:
                if rule.kind in kinds and rule.span in spans:
                    yield from _of_rule(problem, plan, rule, when, spans[rule.span], sessions)


def post_breaches(clause: Clause, problem: Problem, plan: Plan, kinds: Sequence[str]) -> Iterator[Breach]:
    """Watches with fewer adults than wanted at some minute: rule `post`, naming the worst minute."""
    for watch in watches(problem, plan, kinds):
        found, minute = least_cover(watch.window, [p.interval for p in watch.posts if p.adult is not None])
        if found < watch.wanted:
            yield clause.breach(
                "post",
                when=watch.date,
                where=watch.place or watch.rule.kind,
                clock=format_clock(minute),
                found=found,
                wanted=watch.wanted,
                what=watch.rule.kind,
            )


def unfit_holders(clause: Clause, problem: Problem, plan: Plan, kinds: Sequence[str]) -> Iterator[Breach]:
    """Posts whose adult no rule of that kind of post admits, by kind of adult or by skill: rule `unfit`."""
    for post in plan.posts:
        adult = problem.adults.get(post.adult or "")
        if adult is not None and post.kind in kinds:
            rules = [rule for rule in problem.policy.posts if rule.kind == post.kind]
            fit = any(adult.kind in r.kinds and (r.skill is None or r.skill in adult.skills) for r in rules)
            if not fit:
                yield clause.breach("unfit", when=post.date, where=post.id, who=(adult.id,), what=post.kind)


def post_shortage(problem: Problem, plan: Plan, kinds: Sequence[str]) -> int:
    """10 for every adult a watch lacks: below what is wanted, or a post of the plan that nobody holds."""
    lacking = 0
    for watch in watches(problem, plan, kinds):
        found, _ = least_cover(watch.window, [p.interval for p in watch.posts if p.adult is not None])
        vacant = sum(post.adult is None for post in watch.posts)
        lacking += max(watch.wanted - found, vacant)
    return ADULT * lacking


def _of_rule(
    problem: Problem, plan: Plan, rule: PostRule, when: date, window: Interval, sessions: Sequence[Session]
) -> Iterator[Watch]:
    posts = [p for p in plan.posts if p.date == when and p.kind == rule.kind and p.interval.overlaps(window)]
    if rule.per == "gate":
        for gate in problem.site.gates:
            here = tuple(post for post in posts if post.place == gate)
            yield Watch(rule, gate, when, window, rule.quantity, here)
        return
    wanted = rule.quantity
    if rule.per == "groups":
        evening = [s for s in sessions if s.kind is Kind.EVENING_STUDY]
        running = busiest(evening if rule.span == "evening" else sessions)
        wanted = rule.quantity * ceil(running / rule.groups)
    yield Watch(rule, "", when, window, wanted, tuple(posts))
