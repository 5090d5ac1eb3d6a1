"""Chapters 一 and 二 of the notice: what the service is for. Rows 3 to 6 of the book."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import product
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.judging import PERIOD_OF, heads_held, periods_held
from scheduler.clauses.space import Cost, Short, Space
from scheduler.domain.demand import Period
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, exactly, linear


class TwoFamilies(Clause):
    """Every day offers both homework support and club activity, where the bells hold both periods."""

    number = 3
    section = "一"
    quote = "以指导学生完成作业和开展丰富多彩的社团活动为主"
    kind = "I,H"
    title = ("作业辅导与社团活动并举", "Homework support and club activity")
    sentences: ClassVar = {
        "no_homework": ("{where} 年级全周没有作业辅导时段", "Grade {where} has no homework period all week"),
        "no_club": ("{where} 年级全周没有社团活动时段", "Grade {where} has no club period all week"),
        "missing": (
            "{when} {where} 班缺少{what:programme}：作息表当天安排了两个时段",
            "{when}: homeroom {where} has no {what:programme}, though its bells hold both periods",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Grades whose bells hold only one family in the whole week."""
        for grade in sorted({homeroom.grade for homeroom in problem.homerooms.values()}):
            week = [problem.times[grade, day.date] for day in problem.days]
            if week and not any(times.p1 for times in week):
                yield self.breach("no_homework", severity=Severity.FINDING, where=str(grade))
            if week and not any(times.p2 for times in week):
                yield self.breach("no_club", severity=Severity.FINDING, where=str(grade))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homerooms with pupils for both periods that are given sessions of one family, or none."""
        held = periods_held(plan)
        for homeroom in problem.homerooms:
            for day in problem.days:
                if all(problem.headcount(homeroom, day, period) for period in (Period.P1, Period.P2)):
                    yield from self._missing(homeroom, day.date, held.get((homeroom, day.date), frozenset()))

    def _missing(self, homeroom: str, when: date, held: frozenset[Period]) -> Iterator[Breach]:
        if Period.P1 not in held:
            yield self.breach("missing", where=homeroom, when=when, what=Period.P1.value)
        if Period.P2 not in held:
            yield self.breach("missing", where=homeroom, when=when, what=Period.P2.value)


class SharedFunding(Clause):
    """Parents and the public purse share the cost: both appear on the money sheet."""

    number = 4
    section = "一"
    quote = "以家长和财政分担的经费保障机制为前提"
    kind = "I,R"
    title = ("家长和财政分担经费", "Cost shared by parents and public funds")


class MeetsOffWork(Clause):
    """The service of a stage ends no earlier than people get off work, less the tolerance (minutes)."""

    number = 5
    section = "一"
    quote = "确保每天课后服务与正常下班时间相衔接"
    kind = "H+S"
    title = ("与下班时间相衔接", "Ends when people get off work")
    sentences: ClassVar = {
        "within": (
            "{when} {where:stage} 学段的服务比下班时间早 {minutes} 分钟结束，在容许的 {tolerance} 分钟之内",
            "{when}: stage {where:stage} ends {minutes} minutes before off-work, within the {tolerance} allowed",
        ),
        "early": (
            "{when} {where:stage} 学段的服务比下班时间早 {minutes} 分钟结束，超出容许的 {tolerance} 分钟",
            "{when}: stage {where:stage} ends {minutes} minutes before off-work; {tolerance} are allowed",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Stages and days that end before off-work: a NOTE within the tolerance, a FINDING beyond it."""
        tolerance = problem.policy.end_tolerance
        for stage in problem.stages:
            grades = sorted({h.grade for h in problem.homerooms.values() if h.stage is stage})
            for day in problem.days:
                held = [times for grade in grades if (times := problem.times[grade, day.date]).service]
                minutes = max((problem.policy.off_work - times.service_end for times in held), default=0)
                if minutes > 0:
                    within = minutes <= tolerance
                    yield self.breach(
                        "within" if within else "early",
                        severity=Severity.NOTE if within else Severity.FINDING,
                        where=stage.value,
                        when=day.date,
                        minutes=minutes,
                        tolerance=tolerance,
                    )


class EveryApplicant(Clause):
    """Every approved applicant is cared for in every period applied for; the club may differ, a place is due.

    Roster mode: one place a pupil and strand. Counts mode: the head-count of every homeroom. Each one without
    a club place costs 1 in tier shortage.
    """

    number = 6
    section = "二"
    quote = "将满足有需要学生的课后服务需求"
    kind = "H"
    title = ("有需要的学生人人有位", "A place for every applicant")
    sentences: ClassVar = {
        "unplaced": (
            "{when} {where} 班有 {count} 名学生申请了 {period:period} 时段却未安排：{who}",
            "{when}: {count} pupils of homeroom {where} applied for {period:period} and are in no session: {who}",
        ),
        "heads": (
            "{when} {where} 班 {period:period} 时段应有 {wanted} 人，只安排了 {held} 人",
            "{when}: homeroom {where} expects {wanted} pupils in {period:period}, only {held} are in a session",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """One place a pupil and strand; unlisted pupils fill places kept for them; homerooms gather once."""
        if space.seating and space.problem.roster:
            yield from self._seat_rows(space)
            yield from self._fill_rows(space)
        elif space.seating:
            yield from self._count_rows(space)
        yield from self._gather_rows(space)

    def costs(self, space: Space) -> Iterator[Cost]:
        """1 for every pupil short of a place."""
        for short in self._shorts(space):
            yield Cost(TierName.SHORTAGE, short, short.weight)

    def _shorts(self, space: Space) -> Iterator[Short]:
        if space.seating and space.problem.roster:
            for pupil, strand in _strand_pupils(space.problem):
                yield self._pupil_short(pupil, strand)
        elif space.seating:
            for homeroom, strand, heads in _strand_heads(space.problem):
                yield Short(self.number, "seat", f"{homeroom}/{strand}", heads)

    def _pupil_short(self, pupil: str, strand: str) -> Short:
        return Short(self.number, "seat", f"{pupil}/{strand}", 1)

    def _seat_rows(self, space: Space) -> Iterator[Row]:
        listed: dict[tuple[str, str], dict[Key, None]] = {}
        for seat in space.seats:
            if seat.pupil is not None:
                listed.setdefault((seat.pupil, seat.strand.id), {})[seat.key] = None
        for pupil, strand in _strand_pupils(space.problem):
            outside = space.unlisted.get((pupil, strand))
            keys = [*listed.get((pupil, strand), ()), *([] if outside is None else [outside])]
            yield exactly(self.tag("seat", strand), [*keys, self._pupil_short(pupil, strand)])

    def _fill_rows(self, space: Space) -> Iterator[Row]:
        terms: dict[tuple[str, str], list[tuple[Key, int]]] = {}
        for (pupil, strand), key in space.unlisted.items():
            terms.setdefault((space.problem.pupils[pupil].homeroom, strand), []).append((key, 1))
        for (homeroom, _, strand), amount in space.fills.items():
            terms.setdefault((homeroom, strand), []).append((amount, -1))
        for (_, strand), found in terms.items():
            yield linear(self.tag("fill", strand), found, 0, 0)

    def _count_rows(self, space: Space) -> Iterator[Row]:
        given: dict[tuple[str, str], list[Key]] = {}
        for seat in space.seats:
            given.setdefault((seat.homeroom, seat.strand.id), []).append(seat.key)
        for homeroom, strand, heads in _strand_heads(space.problem):
            short = Short(self.number, "seat", f"{homeroom}/{strand}", heads)
            yield exactly(self.tag("seat", strand), [*given.get((homeroom, strand), ()), short], heads)

    def _gather_rows(self, space: Space) -> Iterator[Row]:
        ways: dict[tuple[str, date, Period], list[Key]] = {}
        for gather in space.gathers:
            for homeroom in gather.option.homerooms:
                ways.setdefault((homeroom, gather.option.day.date, gather.option.period), []).append(gather.key)
        for (_, when, period), keys in ways.items():
            yield exactly(self.tag("gather", period, when), keys)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homerooms, days and periods with an applicant in no session, or with fewer heads than expected."""
        yield from self._unplaced(problem, plan) if problem.roster else self._too_few(problem, plan)

    def _unplaced(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        placed: dict[tuple[date, Period], set[str]] = {}
        for session in plan.sessions:
            placed.setdefault((session.date, PERIOD_OF[session.kind]), set()).update(session.roster)
        for homeroom, day, period in product(problem.homerooms, problem.days, Period):
            here: Collection[str] = placed.get((day.date, period), ())
            who = tuple(p.id for p in problem.attending(homeroom, day, period) if p.id not in here)
            if who:
                yield self.breach(
                    "unplaced", where=homeroom, when=day.date, who=who, count=len(who), period=period.value
                )

    def _too_few(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        heads = heads_held(plan)
        for homeroom, day, period in product(problem.homerooms, problem.days, Period):
            wanted = problem.headcount(homeroom, day, period)
            held = heads.get((homeroom, day.date, period), 0)
            if held < wanted:
                yield self.breach("heads", where=homeroom, when=day.date, wanted=wanted, held=held, period=period.value)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Pupils without a club place, summed over strands."""
        strands = problem.strands.values()
        if problem.roster:
            seated = {(seat.pupil, seat.section.strand) for seat in plan.seats}
            lacking = sum((p.id, s.id) not in seated for s in strands for p in problem.strand_pupils(s))
            return {TierName.SHORTAGE: lacking}
        given: dict[tuple[str, str], int] = {}
        for allotment in plan.allotments:
            key = allotment.homeroom, allotment.section.strand
            given[key] = given.get(key, 0) + allotment.pupils
        gaps = [
            problem.strand_heads(s, h.id) - given.get((h.id, s.id), 0)
            for s in strands
            for h in problem.strand_homerooms(s)
        ]
        return {TierName.SHORTAGE: sum(max(0, gap) for gap in gaps)}


def _strand_pupils(problem: Problem) -> Iterator[tuple[str, str]]:
    """Rows' side: (pupil, strand) wherever a pupil of the roster is to be seated."""
    for strand in problem.strands.values():
        for pupil in problem.strand_pupils(strand):
            yield pupil.id, strand.id


def _strand_heads(problem: Problem) -> Iterator[tuple[str, str, int]]:
    """Rows' side: (homeroom, strand, pupils to seat) wherever somebody is to be seated."""
    for strand in problem.strands.values():
        for homeroom in problem.strand_homerooms(strand):
            heads = problem.strand_heads(strand, homeroom.id)
            if heads:
                yield homeroom.id, strand.id, heads


CLAUSES: tuple[Clause, ...] = (TwoFamilies(), SharedFunding(), MeetsOffWork(), EveryApplicant())
