"""Chapter 五(三)甲: two periods, when they are and what the first is for. Rows 47 to 51 of the book."""

from collections.abc import Iterator
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.judging import PERIOD_OF, known_rooms, plain, school_days, sessions_in
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

HOMEWORK_FAMILY = frozenset({Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENSION})
HOMEWORK_CONTENTS = frozenset({"homework", "individual_qa", "support", "extension", "reading", "review", "preview"})


class TwoPeriods(Clause):
    """The service is held in two periods a day; a stage with only one on some days is pointed out."""

    number = 47
    section = "五(三)甲"
    quote = "课后服务采取 1+X 方式分两个时段进行"
    kind = "H"
    title = ("1+X 两个时段", "Two periods a day")
    sentences: ClassVar = {
        "one_period": (
            "{where:stage} 学段每周有 {days} 天的作息表没有 {period:period} 时段",
            "The bells of stage {where:stage} hold no {period:period} on {days} days of the week",
        ),
        "none": (
            "{when} {where} 年级的作息表没有课后服务时段",
            "{when}: the bells of grade {where} hold no period of the service",
        ),
        "more": (
            "{when} {where} 班的两个时段被排成 {count} 段：{slots}",
            "{when}: homeroom {where} has its two periods at {count} different times: {slots}",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """A FINDING for a grade and day without a period, a NOTE for a stage with one on some days."""
        single: dict[tuple[str, str], set[object]] = {}
        for homeroom in sorted(problem.homerooms.values(), key=lambda h: (h.grade, h.id)):
            for day in problem.days:
                times = problem.times[homeroom.grade, day.date]
                if (times.p1 is None) != (times.p2 is None):
                    missing = Period.P1 if times.p1 is None else Period.P2
                    single.setdefault((homeroom.stage.value, missing.value), set()).add(day.date)
        for (stage, period), days in single.items():
            yield self.breach("one_period", severity=Severity.NOTE, where=stage, period=period, days=len(days))
        for grade in sorted({homeroom.grade for homeroom in problem.homerooms.values()}):
            for day in problem.days:
                times = problem.times[grade, day.date]
                if times.p1 is None and times.p2 is None:
                    yield self.breach("none", severity=Severity.FINDING, where=str(grade), when=day.date)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homerooms whose sessions of the two periods are at more than two different times in a day."""
        held: dict[tuple[object, str], set[object]] = {}
        for session in plan.sessions:
            if PERIOD_OF[session.kind] in (Period.P1, Period.P2):
                for room, _ in session.heads:
                    held.setdefault((session.date, room), set()).add(session.interval)
        for session in plan.sessions:
            for room, _ in session.heads:
                slots = held.pop((session.date, room), set())
                if len(slots) > 2:
                    listed = ", ".join(sorted(map(str, slots)))
                    yield self.breach("more", where=room, when=session.date, count=len(slots), slots=listed)


class BellTimes(Clause):
    """Every session keeps the bells: its interval is one of the periods of each of its homerooms that day."""

    number = 48
    section = "五(三)甲"
    quote = "每个时段时间由各校结合学段和实际情况自行确定"
    kind = "I"
    title = ("按作息表上下课", "Sessions keep the bells")
    sentences: ClassVar = {
        "off_bells": (
            "{when} {where} 的时间 {interval} 不是 {who} 班作息表中的任何时段",
            "{when}: {where} runs {interval}, which is no period in the bells of {who}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions off the bells of a homeroom; a session on a day without school is clause 37's."""
        days = school_days(problem)
        for session in plan.sessions:
            day = days.get(session.date)
            if day is not None:
                rooms = known_rooms(problem, session)
                off = [r for r in rooms if all(problem.slot(r, day, p) != session.interval for p in Period)]
                if off:
                    yield self.breach(
                        "off_bells",
                        where=session.id,
                        when=session.date,
                        who=tuple(off),
                        interval=str(session.interval),
                    )


class HomeworkFirst(Clause):
    """Period 1 is for homework support: homework, support and extension groups, nothing else."""

    number = 49
    section = "五(三)甲"
    quote = "第一时段进行统一作业辅导、答疑解惑"
    kind = "H"
    title = ("第一时段作业辅导", "Period 1 is homework support")
    sentences: ClassVar = {
        "family": (
            "{when} {where} 占用第一时段，却不属于作业辅导",
            "{when}: {where} is held in period 1 but is no homework support",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions of another kind at the clock interval of period 1."""
        for session in sessions_in(problem, plan, Period.P1):
            if session.kind not in HOMEWORK_FAMILY:
                yield self.breach("family", where=session.id, when=session.date)


class HomeworkContents(Clause):
    """What period 1 is for: homework, review, preview, reading, questions answered, support and extension."""

    number = 51
    section = "五(三)甲"
    quote = "自主进行复习、作业、预习或课外阅读等"
    kind = "I"
    title = ("第一时段的内容", "What period 1 is for")
    sentences: ClassVar = {
        "content": (
            "{when} {where} 在第一时段安排了 {content:content}",
            "{when}: {where} gives period 1 to {content:content}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homework-family sessions with a content that is allowed elsewhere only; 29 judges the rest."""
        elsewhere = {plain(c) for c in problem.policy.allowed_contents} - {plain(c) for c in HOMEWORK_CONTENTS}
        for session in plan.of_kind(*sorted(HOMEWORK_FAMILY)):
            if plain(session.content) in elsewhere:
                yield self.breach("content", where=session.id, when=session.date, content=session.content)


CLAUSES: tuple[Clause, ...] = (TwoPeriods(), BellTimes(), HomeworkFirst(), HomeworkContents())
