"""Chapter 四(一): the school leads. Rows 10 to 16 of the book."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from math import ceil
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.covering import ADULT, cover_pools, pool_costs
from scheduler.clauses.space import Cost, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Post, TierName
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem
from solvers.rows import Row, forbid

DUTY_LEAD = "duty_lead"


class DutyLead(Clause):
    """Every day with pupils has its duty lead, a leader who holds posts only, from first to last session.

    A missing one costs 10 in tier shortage.
    """

    number = 10
    section = "四(一)"
    quote = "实行校长负责制，一把手亲自安排、亲自组织、亲自落实"
    kind = "I,R"
    title = ("校长负责制，每日带班领导", "A leader on duty every day")
    sentences: ClassVar = {
        "vacant": (
            "{when} 带班领导应有 {wanted} 人，只安排了 {held} 人",
            "{when}: {wanted} duty leads are wanted, {held} named",
        ),
        "not_leader": ("{when} {who} 不是带班领导", "{when}: {who} is not one of the duty leads"),
        "gap": (
            "{when} 带班领导的值守未覆盖 {needed}",
            "{when}: the duty lead's post does not cover {needed}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """As many duty leads as wanted, leaders only where the policy says so."""
        yield from cover_pools(self, space, (DUTY_LEAD,))
        for duty in space.duties:
            pool = duty.pool
            if pool is not None and pool.kind == DUTY_LEAD and pool.duty_only and not duty.adult.duty_only:
                yield forbid(self.tag("leader", pool.occurrence.day.date), duty.key)

    def costs(self, space: Space) -> Iterator[Cost]:
        """10 for every duty lead missing."""
        yield from pool_costs(self, space, (DUTY_LEAD,))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Days without enough duty leads, with somebody else in the post, or with hours nobody leads."""
        for day, rule, wanted in _lead_days(problem, plan):
            posts = [p for p in plan.posts if p.kind == DUTY_LEAD and p.date == day.date and p.adult is not None]
            if len(posts) < wanted:
                yield self.breach("vacant", when=day.date, wanted=wanted, held=len(posts))
            yield from self._strangers(problem, rule, posts)
            needed = _whole_day(plan, day.date)
            if posts and needed and not any(p.interval.encloses(needed) for p in posts):
                yield self.breach("gap", when=day.date, needed=str(needed))

    def _strangers(self, problem: Problem, rule: PostRule, posts: list[Post]) -> Iterator[Breach]:
        for post in posts:
            adult = problem.adults.get(post.adult or "")
            if rule.duty_only and adult is not None and not adult.duty_only:
                yield self.breach("not_leader", when=post.date, where=post.id, who=(adult.id,))

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Duty leads missing over the week, 10 each."""
        held: dict[date, int] = {}
        for post in plan.posts:
            if post.kind == DUTY_LEAD and post.adult is not None:
                held[post.date] = held.get(post.date, 0) + 1
        lacking = (max(0, wanted - held.get(day.date, 0)) for day, _, wanted in _lead_days(problem, plan))
        return {TierName.SHORTAGE: ADULT * sum(lacking)}


def _lead_days(problem: Problem, plan: Plan) -> Iterator[tuple[SchoolDay, PostRule, int]]:
    """The judge's demand: (day, rule, duty leads wanted) for every day with pupils."""
    rules = [rule for rule in problem.policy.posts if rule.kind == DUTY_LEAD]
    periods = [p for p in Period if p is not Period.EVENING]
    for rule, day in product(rules, problem.days):
        if any(problem.headcount(room, day, period) for room in problem.homerooms for period in periods):
            times = {"day": 1, "gate": len(problem.site.gates)}.get(rule.per)
            groups = _most_at_once(plan, day.date) if times is None else 0
            yield day, rule, rule.quantity * (ceil(groups / rule.groups) if times is None else times)


def _most_at_once(plan: Plan, when: date) -> int:
    spans = [s.interval for s in plan.sessions if s.date == when]
    return max((sum(other.contains(span.start) for other in spans) for span in spans), default=0)


def _whole_day(plan: Plan, when: date) -> Interval | None:
    spans = [s.interval for s in plan.sessions if s.date == when and s.kind is not Kind.EVENING_STUDY]
    return Interval(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


class Research(Clause):
    """No adult of a subject team has a duty inside the team's common block of teaching research."""

    number = 15
    section = "四(一)"
    quote = "定期组织开展相关教研活动"
    kind = "H/S"
    title = ("教研时间不排班", "Research blocks stay free")
    sentences: ClassVar = {
        "busy": (
            "{when} {who} 在 {team:subject} 教研时间 {block} 被安排到 {where}",
            "{when}: {who} is given {where} inside the research block {block} of {team:subject}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Duties that reach into a block of the adult's team are forbidden."""
        for block in space.problem.research:
            for duty in space.duties:
                if duty.adult.id in block.adults and any(
                    o.day.weekday == block.weekday and o.interval.overlaps(block.interval) for o in duty.occurrences
                ):
                    yield forbid(self.tag(block.team), duty.key)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Duties inside a block."""
        weekdays = {day.date: day.weekday for day in problem.days}
        for block in problem.research:
            for adult in sorted(block.adults):
                for duty in plan.duties_of(adult):
                    clash = duty.interval.start < block.interval.end and block.interval.start < duty.interval.end
                    if clash and weekdays.get(duty.date) == block.weekday:
                        yield self.breach(
                            "busy", where=duty.id, when=duty.date, who=(adult,), team=block.team,
                            block=str(block.interval),
                        )  # fmt: skip


class OwnFlavour(Clause):
    """A school offers more than one kind of thing: each strand's open clubs are of several categories."""

    number = 16
    section = "四(一)"
    quote = "避免“千校一面”，努力形成“百花齐放”的课后服务工作格局"
    kind = "S,R"
    title = ("百花齐放", "Variety of clubs")
    sentences: ClassVar = {
        "uniform": (
            "{where} 时段开设的社团都属于 {category:category} 一类",
            "Every club open in strand {where} is of the one category {category:category}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """A NOTE for each strand with clubs of one category only."""
        categories: dict[str, set[str]] = {}
        for section in plan.sections:
            club = problem.clubs.get(section.id.club)
            if club is not None:
                categories.setdefault(section.id.strand, set()).add(club.category)
        for strand in sorted(categories):
            if len(categories[strand]) == 1:
                (category,) = categories[strand]
                yield self.breach("uniform", severity=Severity.NOTE, where=strand, category=category)


CLAUSES: tuple[Clause, ...] = (DutyLead(), Research(), OwnFlavour())
