"""Chapter 四(二): families choose freely. Rows 18 to 22 of the book."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.judging import PERIOD_OF, school_days
from scheduler.domain.demand import Period, Pupil
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem


class FullSurvey(Clause):
    """After enrolment every enrolled pupil has a survey record: an answer or a documented non-reply."""

    number = 18
    section = "四(二)"
    quote = "摸底要100%的覆盖到全体学生和家长"
    kind = "H"
    title = ("摸底全覆盖", "Every family surveyed")
    sentences: ClassVar = {
        "missing": (
            "{where} 班 {enrolled} 名学生中只有 {answered} 名有摸底记录",
            "Only {answered} of the {enrolled} pupils of homeroom {where} have a survey record",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Homerooms with fewer survey records than pupils (roster mode)."""
        if problem.roster:
            for homeroom in problem.homerooms.values():
                answered = problem.survey_answered.get(homeroom.id, 0)
                if answered < homeroom.enrolled:
                    yield self.breach(
                        "missing", severity=Severity.FINDING, where=homeroom.id, answered=answered,
                        enrolled=homeroom.enrolled,
                    )  # fmt: skip


class TrueFigures(Clause):
    """Figures tie: no homeroom serves more pupils than it has; a session's heads are its roster counted."""

    number = 19
    section = "四(二)"
    quote = "统计工作要详实准确，数据真实"
    kind = "H,R"
    title = ("统计真实", "Figures that tie")
    sentences: ClassVar = {
        "enrolment": (
            "{where} 班在册 {enrolled} 人，名单或预计人数却有 {listed} 人",
            "Homeroom {where} has {enrolled} pupils enrolled but {listed} listed or expected",
        ),
        "heads": (
            "{when} {where} 的人数与名单不符",
            "{when}: the heads of {where} are not its roster counted by homeroom",
        ),
        "twice": ("{when} {where} 的名单重复列出 {who}", "{when}: the roster of {where} lists {who} twice"),
        "crowd": (
            "{when} {where} 班在册 {enrolled} 人，{interval} 却安排了 {listed} 人",
            "{when}: homeroom {where} has {enrolled} pupils, yet {listed} are in sessions at {interval}",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Homerooms with more pupils listed, or expected in one period, than enrolled."""
        for homeroom in problem.homerooms.values():
            counts = problem.counts.heads.items()
            expected = max((n for (room, _, _), n in counts if room == homeroom.id), default=0)
            listed = len(problem.pupils_by_homeroom[homeroom.id]) if problem.roster else expected
            if listed > homeroom.enrolled:
                yield self.breach(
                    "enrolment", severity=Severity.FINDING, where=homeroom.id, enrolled=homeroom.enrolled,
                    listed=listed,
                )  # fmt: skip

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions whose figures do not tie, and homerooms with more pupils at one time than they have."""
        crowd: dict[tuple[str, date, Interval], int] = {}
        for session in plan.sessions:
            yield from self._roster(problem, session)
            for room, count in session.heads:
                key = room, session.date, session.interval
                crowd[key] = crowd.get(key, 0) + count
        for (room, when, interval), listed in crowd.items():
            homeroom = problem.homerooms.get(room)
            if homeroom is not None and listed > homeroom.enrolled:
                yield self.breach(
                    "crowd",
                    where=room,
                    when=when,
                    interval=str(interval),
                    listed=listed,
                    enrolled=homeroom.enrolled,
                )

    def _roster(self, problem: Problem, session: Session) -> Iterator[Breach]:
        twice = tuple(sorted(pupil for pupil, times in Counter(session.roster).items() if times > 1))
        if twice:
            yield self.breach("twice", where=session.id, when=session.date, who=twice)
        pupils = [problem.pupils.get(pupil) for pupil in session.roster]
        counted: dict[str, int] = {}
        for pupil in pupils:
            if pupil is not None:
                counted[pupil.homeroom] = counted.get(pupil.homeroom, 0) + 1
        stated = {homeroom: count for homeroom, count in session.heads if count}
        if (problem.roster or session.roster) and None not in pupils and counted != stated:
            yield self.breach("heads", where=session.id, when=session.date)


class FourFacts(Clause):
    """Parents can be told what, where, when and at what rate: content, place, clock, the rates' document."""

    number = 20
    section = "四(二)"
    quote = "主动向学生家长告知服务方式、内容、时间、费用等事项"
    kind = "R"
    title = ("告知四项内容", "Four facts for parents")
    sentences: ClassVar = {
        "content": ("{when} {where} 没有写明内容", "{when}: {where} does not say its content"),
        "place": ("{when} {where} 没有写明地点", "{when}: {where} does not say its place"),
        "document": ("政策包没有写明收费依据文号", "The policy pack names no document for its rates"),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """A policy without the document its rates rest on."""
        if not problem.policy.document.strip():
            yield self.breach("document", severity=Severity.FINDING)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions without content; a NOTE for those without a place, which clause 26 judges."""
        for session in plan.sessions:
            if not session.content.strip():
                yield self.breach("content", where=session.id, when=session.date)
            if session.venue is None:
                yield self.breach("place", severity=Severity.NOTE, where=session.id, when=session.date)


class OptIn(Clause):
    """Nobody is in a session of a period their family did not apply for."""

    number = 21
    section = "四(二)"
    quote = "由学生家长自愿选择是否参加课后服务"
    kind = "H"
    title = ("自愿选择", "Families opt in")
    sentences: ClassVar = {
        "not_applied": (
            "{when} {where} 安排了没有申请该时段的学生：{who}",
            "{when}: {where} holds pupils who did not apply for the period: {who}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions with a pupil who did not apply; the early activity belongs to the day's first period."""
        days = school_days(problem)
        for session in plan.sessions:
            day = days.get(session.date)
            if day is not None:
                pupils = [p for key in session.roster if (p := problem.pupils.get(key)) is not None]
                who = tuple(p.id for p in pupils if not _applied(problem, p, day, PERIOD_OF[session.kind]))
                if who:
                    yield self.breach("not_applied", where=session.id, when=session.date, who=who)


def _applied(problem: Problem, pupil: Pupil, day: SchoolDay, period: Period) -> bool:
    wanted = problem.first_period(pupil.homeroom, day) if period is Period.EARLY else period
    return wanted is not None and pupil.attends(day.weekday, wanted)


class NoCompulsion(Clause):
    """Nobody takes part without a signed agreement; a homeroom entered as one block is pointed out."""

    number = 22
    section = "四(二)"
    quote = "严禁以任何方式强制或变相强制学生参加"
    kind = "H,R"
    title = ("严禁强制参加", "No compulsion")
    sentences: ClassVar = {
        "no_consent": (
            "{when} {where} 安排了没有签署协议的学生：{who}",
            "{when}: {where} holds pupils without any signed agreement: {who}",
        ),
        "bulk": (
            "{where} 班 {count} 名学生全部参加且申请完全相同，请核实是否逐户自愿填写",
            "All {count} pupils of homeroom {where} have identical entries; check that each family chose",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """A NOTE for a homeroom of two or more whose enrolled pupils all have the same days and wishes."""
        for homeroom in problem.homerooms.values():
            pupils = problem.pupils_by_homeroom[homeroom.id] if problem.roster else ()
            active = [p for p in pupils if any(p.days.values())]
            if len(active) == homeroom.enrolled > 1 and all(_alike(p, active[0]) for p in active):
                yield self.breach("bulk", severity=Severity.NOTE, where=homeroom.id, count=len(active))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions with a pupil whose family signed nothing; an agreement out of date is clause 69's."""
        unsigned = {p.id for p in problem.pupils.values() if p.consent is None}
        for session in plan.sessions:
            who = tuple(pupil for pupil in session.roster if pupil in unsigned)
            if who:
                yield self.breach("no_consent", where=session.id, when=session.date, who=who)


def _alike(first: Pupil, second: Pupil) -> bool:
    return first.days == second.days and first.choices == second.choices


CLAUSES: tuple[Clause, ...] = (FullSurvey(), TrueFigures(), FourFacts(), OptIn(), NoCompulsion())
