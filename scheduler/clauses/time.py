"""五(二) 服务时间: school days, daily minutes, and the afternoon start. The chapter's book is at the end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.care import EveningStudy, ExtendedCare, HalfHour
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.flexible import FlexibleHours
from scheduler.clauses.seen import union_minutes
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import Stage
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.policy import Policy
from scheduler.domain.problem import Problem

SERVICE_PERIODS = (Period.EARLY, Period.P1, Period.P2)


class EverySchoolDay(Clause):
    """Service exists on every school day of the week and on no other date."""

    number = 37
    section = "五(二)"
    quote = "学校每周5天"
    kind = "H"
    title = ("每个上课日都有课后服务", "Service on every school day")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "no_service": (
            "{when} 有 {pupils} 人次需要服务，但计划中没有任何活动。",
            "{when}: {pupils} places are applied for, but the plan holds no session.",
        ),
        "no_school": (
            "{when} 不是本周上课日，计划却安排了 {count} 项（如 {where}）。",
            "{when} is no school day of this week, yet the plan holds {count} items (such as {where}).",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Dates with demand and no session; dates with sessions or posts and no school."""
        school = {day.date for day in problem.days}
        busy = {session.date for session in plan.sessions}
        for day in problem.days:
            if day.date not in busy:
                pupils = sum(problem.headcount(h, day, p) for h in problem.homerooms for p in SERVICE_PERIODS)
                if pupils:
                    yield self.breach("no_service", when=day.date, pupils=pupils)
        outside: dict[date, list[str]] = {}
        items: list[Session | Post] = [*plan.sessions, *plan.posts]
        for item in items:
            if item.date not in school:
                outside.setdefault(item.date, []).append(item.id)
        for when in sorted(outside):
            yield self.breach("no_school", when=when, where=outside[when][0], count=len(outside[when]))


class TwoHours(Clause):
    """The bells offer every grade its daily minutes, and the plan holds what the bells promise."""

    number = 38
    section = "五(二)"
    quote = "每天至少开展2小时课后服务"
    kind = "H"
    title = ("每天至少两小时", "At least two hours a day")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "short": (
            "{when} {where} 年级只有 {minutes} 分钟课后服务，要求至少 {required} 分钟。",
            "{when}: grade {where} has {minutes} minutes of service, at least {required} are required.",
        ),
        "short_junior": (
            "{when} {where} 年级课后服务 {minutes} 分钟，要求至少 {required} 分钟"
            "（不计晚自习 {without} 分钟，按2021年口径计入晚自习 {including} 分钟）。",
            "{when}: grade {where} has {minutes} minutes of service, at least {required} are required"
            " ({without} without evening study, {including} with it as read in 2021).",
        ),
        "only_with_evening": (
            "{when} {where} 年级计入晚自习 {including} 分钟，不计则 {without} 分钟，不足 {required} 分钟；"
            "2023年的国家通知不计晚自习。",
            "{when}: grade {where} reaches {including} minutes only with evening study, {without} without it,"
            " below {required}; the national notice of 2023 does not count it.",
        ),
        "less": (
            "{when} {where} 班应有 {promised} 分钟服务，计划只安排了 {minutes} 分钟。",
            "{when}: homeroom {where} is promised {promised} minutes of service, the plan holds {minutes}.",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Grades and days whose bells offer too few minutes, with both readings for junior grades."""
        grades = {h.grade: h.stage for h in problem.homerooms.values()}
        for grade in sorted(grades):
            for day in problem.days:
                yield from self._finding(problem, grade, grades[grade], day.date)

    def _finding(self, problem: Problem, grade: int, stage: Stage, when: date) -> Iterator[Breach]:
        policy, times = problem.policy, problem.times.get((grade, when))
        if times is None:
            return
        without = times.service_minutes(policy.inner_breaks_count, False)
        including = times.service_minutes(policy.inner_breaks_count, True)
        minutes = including if policy.evening_counts else without
        required = policy.min_daily_minutes[stage]
        if minutes < required:
            rule, severity = "short_junior" if stage is Stage.JUNIOR else "short", Severity.FINDING
        elif without < required:
            rule, severity = "only_with_evening", Severity.NOTE
        else:
            return
        yield self.breach(
            rule,
            severity=severity,
            where=str(grade),
            when=when,
            minutes=minutes,
            required=required,
            without=without,
            including=including,
        )

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homerooms and days with fewer minutes of sessions than their periods last together."""
        held: dict[tuple[str, date], list[Interval]] = {}
        for session in plan.sessions:
            if session.kind not in (Kind.EXTENDED_CARE, Kind.EVENING_STUDY):
                for homeroom, _ in session.heads:
                    held.setdefault((homeroom, session.date), []).append(session.interval)
        for day in problem.days:
            for homeroom in problem.homerooms:
                slots = (problem.slot(homeroom, day, p) for p in SERVICE_PERIODS if problem.headcount(homeroom, day, p))
                promised = union_minutes(slot for slot in slots if slot is not None)
                minutes = union_minutes(held.get((homeroom, day.date), ()))
                if minutes < promised:
                    yield self.breach("less", where=homeroom, when=day.date, minutes=minutes, promised=promised)


class _AfternoonStart(Clause):
    """The afternoon starts exactly when the notice says for the area and season."""

    section = "五(二)"
    kind = "H"
    area: ClassVar[str]
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "start": (
            "下午上课时间为 {start}，通知规定为 {required}（{season:season}）。",
            "Afternoon lessons start at {start}, the notice fixes {required} ({season:season}).",
        ),
        "lesson": (
            "{where} 年级下午第一节课 {start} 开始，通知规定为 {required}（{season:season}）。",
            "The first lesson of grade {where} starts at {start}, the notice fixes {required} ({season:season}).",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """The school's afternoon start, and bells that start their lessons at yet another time."""
        policy = problem.policy
        if policy.area != self.area:
            return
        if policy.afternoon_start != policy.required_afternoon_start:
            yield self._off_time("start", policy, "", policy.afternoon_start)
        for grade in sorted({h.grade for h in problem.homerooms.values()}):
            days = (problem.times.get((grade, day.date)) for day in problem.days)
            starts = sorted({t.lessons[0].start for t in days if t is not None and t.lessons})
            for start_at in starts:
                if start_at not in (policy.required_afternoon_start, policy.afternoon_start):
                    yield self._off_time("lesson", policy, str(grade), start_at)

    def _off_time(self, rule: str, policy: Policy, where: str, start: int) -> Breach:
        return self.breach(
            rule,
            severity=Severity.FINDING,
            where=where,
            start=format_clock(start),
            required=format_clock(policy.required_afternoon_start),
            season=policy.season,
        )


class TownAfternoon(_AfternoonStart):
    """Town schools: 14:30 in summer, 14:00 in winter."""

    number = 43
    quote = "县城中小学下午上课时间为夏季14:30；冬季14:00"
    title = ("县城下午上课时间", "Afternoon start in town")
    area = "town"


class RuralAfternoon(_AfternoonStart):
    """Rural schools: 14:30 in summer, 13:30 in winter."""

    number = 44
    quote = "农村中小学下午上课时间为夏季14:30；冬季13:30"
    title = ("农村下午上课时间", "Afternoon start in the country")
    area = "rural"


CLAUSES: tuple[Clause, ...] = (
    EverySchoolDay(),
    TwoHours(),
    ExtendedCare(),
    HalfHour(),
    EveningStudy(),
    FlexibleHours(),
    TownAfternoon(),
    RuralAfternoon(),
)
