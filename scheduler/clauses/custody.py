"""六(三) and 六(五): agreements, one responsible adult for every pupil, patrol, hand-over."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from scheduler.clauses.clashing import cliques, slots_by_day, too_far
from scheduler.clauses.clause import Breach, Clause, Severity, Spot
from scheduler.clauses.covering import cover_pools, pool_costs
from scheduler.clauses.posting import post_breaches, post_shortage, unfit_holders
from scheduler.clauses.seen import clear_of, engagements
from scheduler.clauses.space import Cost, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Role, Session, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Row, at_most

EXPIRY_NOTICE = timedelta(days=14)
PATROL = ("patrol",)
CHAIN = (Period.EARLY, Period.P1, Period.P2, Period.EXTENDED)


class Agreements(Clause):
    """A valid agreement for every pupil on every date of service; those about to end are listed."""

    number = 69
    section = "六(三)"
    quote = "家长申请课后服务通过后，应定期与学校签订协议"
    kind = "H"
    title = ("协议在有效期内", "A valid agreement for every pupil")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "lapsed": (
            "{when} {where} 中 {who} 没有当日有效的协议。",
            "{when}: no agreement is valid for {who} in {where}.",
        ),
        "expiring": (
            "{count} 份协议将于 {when} 前到期：{who}",
            "{count} agreements end before {when}: {who}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Pupils in sessions without an agreement; then the list of agreements that end within two weeks."""
        for session in plan.sessions:
            known = (problem.pupils[p] for p in session.roster if p in problem.pupils)
            lapsed = tuple(pupil.id for pupil in known if not pupil.agreed_on(session.date))
            if lapsed:
                yield self.breach("lapsed", when=session.date, where=session.id, who=lapsed)
        if problem.days:
            last = max(day.date for day in problem.days)
            ending = [p for p in problem.pupils.values() if p.consent and last <= p.consent[1] < last + EXPIRY_NOTICE]
            if ending:
                who = tuple(sorted(pupil.id for pupil in ending))
                when, severity = last + EXPIRY_NOTICE, Severity.NOTE
                yield self.breach("expiring", severity=severity, when=when, who=who, count=len(who))


class OneResponsibleAdult(Clause):
    """Every session has exactly one lead, and nobody, adult or pupil, is in two places at one time."""

    number = 73
    section = "六(五)"
    quote = "压实课后服务人员安全责任"
    kind = "H"
    title = ("每名学生每一分钟都有一名责任人", "One responsible adult for every pupil at every minute")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "no_lead": (
            "{when} {where} 没有责任人。",
            "{when}: nobody is responsible for {where}.",
        ),
        "two_leads": (
            "{when} {where} 有多名责任人：{who}。",
            "{when}: {where} has more than one responsible adult: {who}.",
        ),
        "adult_twice": (
            "{when} {who} 同时在 {where} 和 {other}。",
            "{when}: {who} is in {where} and {other} at one time.",
        ),
        "adult_far": (
            "{when} {who} 来不及从 {where} 走到 {other}，需 {walk} 分钟。",
            "{when}: {who} cannot get from {where} to {other}, the walk takes {walk} minutes.",
        ),
        "pupil_twice": (
            "{when} {who} 同时被编入 {where} 和 {other}。",
            "{when}: {who} are in {where} and {other} at one time.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """One duty at a time for each adult, with the way between buildings."""
        problem = space.problem
        for adult, options in space.duties_by_adult().items():
            for day, slots in slots_by_day(problem, options).items():
                for clique in cliques(list(slots)):
                    keys = [key for slot in clique for key in slots[slot]]
                    if len(keys) > 1:
                        yield at_most(self.tag("clash", adult, day.date), keys)
                for first, second in too_far(problem, list(slots)):
                    yield at_most(self.tag("walk", adult, day.date), [*slots[first], *slots[second]])

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions without exactly one lead; adults and pupils with two things at one time."""
        for session in plan.sessions:
            leads = tuple(duty.adult for duty in session.duties if duty.role is Role.LEAD)
            if not leads:
                yield self.breach("no_lead", when=session.date, where=session.id)
            elif len(leads) > 1:
                yield self.breach("two_leads", when=session.date, where=session.id, who=leads)
        yield from self._adults(problem, plan)
        yield from self._pupils(plan)

    def _adults(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        for key, duties in engagements(problem, plan).items():
            for index, first in enumerate(duties):
                for second in duties[index + 1 :]:
                    if second.date != first.date:
                        break
                    found: Spot = {"when": first.date, "who": (key,), "where": first.where}
                    if not clear_of(first.interval, second.interval, 0):
                        yield self.breach("adult_twice", other=second.where, **found)
                    elif first.building is not None and second.building is not None:
                        walk = problem.site.walk(first.building, second.building)
                        if not clear_of(first.interval, second.interval, walk):
                            yield self.breach("adult_far", other=second.where, walk=walk, **found)

    def _pupils(self, plan: Plan) -> Iterator[Breach]:
        twice: dict[tuple[str, str, date], list[str]] = {}
        for (pupil, when), sessions in _chains(plan.sessions).items():
            for index, first in enumerate(sessions):
                for second in sessions[index + 1 :]:
                    if not clear_of(first.interval, second.interval, 0):
                        twice.setdefault((first.id, second.id, when), []).append(pupil)
        for (where, other, when), pupils in twice.items():
            yield self.breach("pupil_twice", when=when, where=where, other=other, who=tuple(sorted(pupils)))


class PatrolAndHandOver(Clause):
    """Patrol posts are held, and pupils pass from one named adult to the next without a long gap."""

    number = 77
    section = "六(五)"
    quote = "制定并落实严格的考勤、监管、交接班制度"
    kind = "H"
    title = ("巡查与交接班", "Patrol and hand-over")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "post": (
            "{when} {clock} 起 {where:post} 岗只有 {found} 人，要求 {wanted} 人。",
            "{when}: from {clock} the post {where:post} has {found} adults, {wanted} are wanted.",
        ),
        "unfit": (
            "{when} 巡查岗 {where} 由 {who} 承担，不符合该岗位要求。",
            "{when}: {who} may not hold the patrol {where}.",
        ),
        "gap": (
            "{when} {pupils} 名学生（如 {who}）在 {where} 与 {other} 之间有 {minutes} 分钟无人负责，最长 {cap} 分钟。",
            "{when}: {pupils} pupils (such as {who}) wait {minutes} minutes between {where} and {other},"
            " {cap} is the longest.",
        ),
        "unnamed": (
            "{when} {where} 交接到 {other} 时有一方没有责任人。",
            "{when}: one side of the hand-over from {where} to {other} has no named adult.",
        ),
        "hole": (
            "{where} 班有 {pupils} 名学生的申请在 {when} 等日中间缺一个时段（如 {who}），期间无人负责。",
            "Homeroom {where}: {pupils} pupils (such as {who}) applied for periods with a hole between them"
            " (first on {when}), with nobody responsible meanwhile.",
        ),
        "bells": (
            "{when} {where} 年级两个时段之间相隔 {minutes} 分钟，最长 {cap} 分钟。",
            "{when}: grade {where} has {minutes} minutes between two periods, {cap} is the longest.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Cover rows of the patrol pools."""
        yield from cover_pools(self, space, PATROL)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Adults missing on patrol."""
        yield from pool_costs(self, space, PATROL)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Bells with a long gap between two periods; applications with a hole between periods."""
        longest, severity = problem.policy.longest_transition, Severity.FINDING
        for grade in sorted({h.grade for h in problem.homerooms.values()}):
            for day in problem.days:
                times = problem.times.get((grade, day.date))
                if times is None:
                    continue
                parts = [*times.service, *([times.extended] if times.extended else [])]
                gaps = [after.start - before.end for before, after in pairwise(parts)]
                if gaps and max(gaps) > longest:
                    where, minutes = str(grade), max(gaps)
                    yield self.breach(
                        "bells", severity=severity, where=where, when=day.date, minutes=minutes, cap=longest
                    )
                    break
        for homeroom in problem.homerooms:
            holes = _holes(problem, homeroom)
            if holes:
                first = min(holes.values())
                who = (min(holes),)
                yield self.breach("hole", severity=severity, where=homeroom, when=first, who=who, pupils=len(holes))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Patrols short or held by the wrong adult; hand-overs too long or without a name on either side."""
        yield from post_breaches(self, problem, plan, PATROL)
        yield from unfit_holders(self, problem, plan, PATROL)
        longest = problem.policy.longest_transition
        waits: dict[tuple[str, str, date, int], list[str]] = {}
        unnamed: dict[tuple[str, str, date], None] = {}
        for (pupil, when), sessions in _chains(plan.sessions).items():
            for before, after in pairwise(sessions):
                wait = after.interval.start - before.interval.end
                if wait > longest and not _by_choice(problem, pupil, before, after):
                    waits.setdefault((before.id, after.id, when, wait), []).append(pupil)
                if before.lead is None or after.lead is None:
                    unnamed[before.id, after.id, when] = None
        for (where, other, when, minutes), pupils in waits.items():
            yield self.breach(
                "gap",
                where=where,
                when=when,
                who=(min(pupils),),
                minutes=minutes,
                cap=longest,
                pupils=len(pupils),
                other=other,
            )
        for where, other, when in unnamed:
            yield self.breach("unnamed", where=where, when=when, other=other)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every adult lacking on patrol."""
        return {TierName.SHORTAGE: post_shortage(problem, plan, PATROL)}


def _chains(sessions: Sequence[Session]) -> Mapping[tuple[str, date], list[Session]]:
    """Sessions of every pupil and date in order of time; evening study stands apart, behind supper."""
    found: dict[tuple[str, date], list[Session]] = {}
    for session in sorted(sessions, key=lambda s: (s.date, s.interval, s.id)):
        if session.kind is not Kind.EVENING_STUDY:
            for pupil in session.roster:
                found.setdefault((pupil, session.date), []).append(session)
    return found


def _holes(problem: Problem, homeroom: str) -> Mapping[str, date]:
    """Pupils of a homeroom who applied for two periods of a day but none between, with the first date."""
    holes: dict[str, date] = {}
    if not problem.roster:
        return holes
    for day in problem.days:
        held = [p for p in CHAIN[1:] if problem.slot(homeroom, day, p) is not None]
        for pupil in problem.pupils_by_homeroom[homeroom]:
            wanted = [index for index, period in enumerate(held) if pupil.attends(day.weekday, period)]
            if pupil.agreed_on(day.date) and wanted and wanted[-1] - wanted[0] >= len(wanted):
                holes.setdefault(pupil.id, day.date)
    return holes


def _by_choice(problem: Problem, key: str, before: Session, after: Session) -> bool:
    """Whether the pupil skips, by application or by the bells, all that lies between the two sessions."""
    pupil = problem.pupils.get(key)
    day = next((d for d in problem.days if d.date == before.date), None)
    if pupil is None or day is None:
        return False
    wanted = [period for period in CHAIN[1:] if pupil.attends(day.weekday, period)]
    slots = [s for period in wanted if (s := problem.slot(pupil.homeroom, day, period)) is not None]
    between = [s for s in slots if before.interval.end <= s.start and s.end <= after.interval.start]
    planned = [s for s in slots if s.end == before.interval.end or s.start == after.interval.start]
    return not between and len(planned) == 2
