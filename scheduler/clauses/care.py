"""五(二) 服务时间: extended care and evening study."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.covering import ADULT, cover_pools, pool_costs
from scheduler.clauses.judging import adults_wanted, extra_adults, missing_adults
from scheduler.clauses.space import Cost, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Role, Session, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Row, forbid

EXTENDED = (Kind.EXTENDED_CARE.value,)
EVENING = (Kind.EVENING_STUDY.value,)


class ExtendedCare(Clause):
    """Every request for extended care is met by a group small enough, with a pair of adults."""

    number = 39
    section = "五(二)"
    quote = "学校对有特殊需要的学生，应提供延时托管服务"
    kind = "H"
    title = ("延时托管有求必应", "Extended care for all who need it")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "no_bells": (
            "{where} 班有 {pupils} 人次申请延时托管（{when} 等），但作息中没有延时托管。",
            "Homeroom {where}: {pupils} requests for extended care (first on {when}), none in the bells.",
        ),
        "left_out": (
            "{when} {where} 班有 {pupils} 名延时托管学生未被安排：{who}",
            "{when}: {pupils} pupils of homeroom {where} are left out of extended care: {who}",
        ),
        "adults": (
            "{when} 延时托管 {where} 有 {adults} 名人员，要求 {required} 名。",
            "{when}: extended care {where} has {adults} adults, {required} are required.",
        ),
        "crowded": (
            "{when} 延时托管 {where} 有 {pupils} 名学生，每组最多 {required} 名。",
            "{when}: extended care {where} holds {pupils} pupils, a group holds {required} at most.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Cover rows of the extended care pools."""
        yield from cover_pools(self, space, EXTENDED)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Adults missing in extended care."""
        yield from pool_costs(self, space, EXTENDED)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Homerooms with requests on days whose bells hold no extended care."""
        for homeroom in problem.homerooms:
            missed = []
            for day in problem.days:
                if problem.slot(homeroom, day, Period.EXTENDED) is None:
                    missed += [day.date] * _requests(problem, homeroom, day.weekday)
            if missed:
                yield self.breach(
                    "no_bells", severity=Severity.FINDING, where=homeroom, when=missed[0], pupils=len(missed)
                )

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Requests without a place; groups over their size; groups without their adults."""
        sessions, extra = plan.of_kind(Kind.EXTENDED_CARE), extra_adults(problem, plan)
        for session in sessions:
            required = adults_wanted(problem, session, extra[session.id])
            if len(session.duties) < required:
                yield self.breach(
                    "adults",
                    where=session.id,
                    when=session.date,
                    adults=len(session.duties),
                    required=required,
                )
            if session.size > problem.policy.extended_group:
                yield self.breach(
                    "crowded",
                    where=session.id,
                    when=session.date,
                    pupils=session.size,
                    required=problem.policy.extended_group,
                )
        yield from self._left_out(problem, sessions)

    def _left_out(self, problem: Problem, sessions: Sequence[Session]) -> Iterator[Breach]:
        here = {(pupil, s.date) for s in sessions for pupil in s.roster}
        heads: dict[tuple[str, date], int] = {}
        for session in sessions:
            for homeroom, count in session.heads:
                heads[homeroom, session.date] = heads.get((homeroom, session.date), 0) + count
        for day in problem.days:
            for homeroom in problem.homerooms:
                wanted = problem.headcount(homeroom, day, Period.EXTENDED)
                who: tuple[str, ...] = ()
                missing = wanted - heads.get((homeroom, day.date), 0)
                if problem.roster:
                    applied = problem.attending(homeroom, day, Period.EXTENDED)
                    who = tuple(p.id for p in applied if (p.id, day.date) not in here)
                    missing = len(who)
                if missing > 0:
                    yield self.breach("left_out", where=homeroom, when=day.date, who=who, pupils=missing)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every adult an extended care session lacks."""
        missing = missing_adults(problem, plan, (Kind.EXTENDED_CARE,))
        return {TierName.SHORTAGE: ADULT * sum(leads + helpers for _, leads, helpers in missing)}


class HalfHour(Clause):
    """Extended care begins when the service ends and lasts the fixed time."""

    number = 40
    section = "五(二)"
    quote = "延时托管服务时间为课后服务结束后的半小时"
    kind = "H"
    title = ("延时托管紧接服务结束，时长固定", "Extended care follows the service for its fixed time")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "bells_start": (
            "{when} {where} 年级作息：延时托管 {start} 开始，应为服务结束的 {required}。",
            "{when}: grade {where} starts extended care at {start}, the service ends at {required}.",
        ),
        "bells_length": (
            "{when} {where} 年级作息：延时托管 {minutes} 分钟，应为 {required} 分钟。",
            "{when}: grade {where} has {minutes} minutes of extended care, {required} are required.",
        ),
        "start": (
            "{when} 延时托管 {where} 于 {start} 开始，应为服务结束的 {required}。",
            "{when}: extended care {where} starts at {start}, the service ends at {required}.",
        ),
        "length": (
            "{when} 延时托管 {where} 为 {minutes} 分钟，应为 {required} 分钟。",
            "{when}: extended care {where} lasts {minutes} minutes, {required} are required.",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Bells whose extended care starts or lasts otherwise; each grade's first day is named."""
        severity = Severity.FINDING
        for grade in sorted({h.grade for h in problem.homerooms.values()}):
            found: dict[str, Breach] = {}
            for day in problem.days:
                times = problem.times.get((grade, day.date))
                if times is not None and times.extended is not None:
                    where = str(grade)
                    for one in self._compare(problem, times.extended, times.service_end, where, day.date, "bells_"):
                        found.setdefault(
                            one.rule, Breach(one.clause, one.rule, severity, where, day.date, (), one.facts)
                        )
            yield from found.values()

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions of extended care that do not start with the end of the service, or last otherwise."""
        for session in plan.of_kind(Kind.EXTENDED_CARE):
            rooms = (problem.homerooms[h].grade for h, _ in session.heads if h in problem.homerooms)
            times = next((t for g in rooms if (t := problem.times.get((g, session.date))) is not None), None)
            if times is not None:
                yield from self._compare(problem, session.interval, times.service_end, session.id, session.date, "")

    def _compare(
        self, problem: Problem, care: Interval, service_end: int, where: str, when: date, prefix: str
    ) -> Iterator[Breach]:
        if care.start != service_end:
            start, required = format_clock(care.start), format_clock(service_end)
            yield self.breach(f"{prefix}start", where=where, when=when, start=start, required=required)
        minutes = problem.policy.extended_minutes
        if care.minutes != minutes:
            yield self.breach(f"{prefix}length", where=where, when=when, minutes=care.minutes, required=minutes)


class EveningStudy(Clause):
    """Evening study: only the stages allowed, not past the latest end, led by own staff."""

    number = 41
    section = "五(二)"
    quote = "初中学校工作日晚上可开设自习班"
    kind = "H"
    title = ("晚自习", "Evening study")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "bells_stage": (
            "{when} {where} 年级设有晚自习，但该学段不得开设。",
            "{when}: grade {where} has evening study, which its stage may not have.",
        ),
        "bells_late": (
            "{when} {where} 年级晚自习 {end} 结束，最迟应为 {required}。",
            "{when}: evening study of grade {where} ends at {end}, {required} is the latest.",
        ),
        "stage": (
            "{when} 晚自习 {where} 有 {homeroom} 班学生，该学段不得开设晚自习。",
            "{when}: evening study {where} holds pupils of homeroom {homeroom}, whose stage may not have it.",
        ),
        "late": (
            "{when} 晚自习 {where} 于 {end} 结束，最迟应为 {required}。",
            "{when}: evening study {where} ends at {end}, {required} is the latest.",
        ),
        "own_lead": (
            "{when} 晚自习 {where} 由非本校教职工 {who} 负责。",
            "{when}: evening study {where} is led by {who}, who is not on the school's staff.",
        ),
        "adults": (
            "{when} 晚自习 {where} 有 {adults} 名人员，要求 {required} 名。",
            "{when}: evening study {where} has {adults} adults, {required} are required.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Cover rows of the evening pools; nobody from outside leads."""
        yield from cover_pools(self, space, EVENING)
        for duty in space.duties:
            if duty.kind == Kind.EVENING_STUDY and duty.role is Role.LEAD and not duty.adult.own:
                yield forbid(self.tag("own_lead", duty.adult.id), duty.key)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Adults missing in evening study."""
        yield from pool_costs(self, space, EVENING)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Evening study in the bells of a stage that may not have it, or past the latest end."""
        policy, severity = problem.policy, Severity.FINDING
        grades = {h.grade: h.stage for h in problem.homerooms.values()}
        for grade in sorted(grades):
            held = [(d.date, t.evening) for d in problem.days if (t := problem.times.get((grade, d.date)))]
            first = next(((when, evening) for when, evening in held if evening is not None), None)
            if first is not None and grades[grade] not in policy.evening_stages:
                yield self.breach("bells_stage", severity=severity, where=str(grade), when=first[0])
            for when, evening in held:
                if evening is not None and evening.end > policy.evening_latest_end:
                    end, required = format_clock(evening.end), format_clock(policy.evening_latest_end)
                    yield self.breach(
                        "bells_late",
                        severity=severity,
                        where=str(grade),
                        when=when,
                        end=end,
                        required=required,
                    )
                    break

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions with another stage's pupils, too late, led from outside, or short of adults."""
        policy, extra = problem.policy, extra_adults(problem, plan)
        for session in plan.of_kind(Kind.EVENING_STUDY):
            where, when = session.id, session.date
            for homeroom, _ in session.heads:
                room = problem.homerooms.get(homeroom)
                if room is not None and room.stage not in policy.evening_stages:
                    yield self.breach("stage", where=where, when=when, homeroom=homeroom)
            if session.interval.end > policy.evening_latest_end:
                end, latest = format_clock(session.interval.end), format_clock(policy.evening_latest_end)
                yield self.breach("late", where=where, when=when, end=end, required=latest)
            lead = problem.adults.get(session.lead or "")
            if lead is not None and not lead.own:
                yield self.breach("own_lead", where=where, when=when, who=(lead.id,))
            adults, required = len(session.duties), adults_wanted(problem, session, extra[where])
            if adults < required:
                yield self.breach("adults", where=where, when=when, adults=adults, required=required)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every adult an evening session lacks."""
        missing = missing_adults(problem, plan, (Kind.EVENING_STUDY,))
        return {TierName.SHORTAGE: ADULT * sum(leads + helpers for _, leads, helpers in missing)}


def _requests(problem: Problem, homeroom: str, weekday: int) -> int:
    if problem.roster:
        return sum(p.attends(weekday, Period.EXTENDED) for p in problem.pupils_by_homeroom[homeroom])
    return problem.counts.heads.get((homeroom, weekday, Period.EXTENDED), 0)
