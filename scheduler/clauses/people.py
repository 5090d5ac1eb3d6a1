"""五(三)乙 人员配备: own staff first, who may help and how, papers, and who may never come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity, Spot
from scheduler.clauses.covering import ADULT
from scheduler.clauses.judging import left_alone
from scheduler.clauses.load import EvenLoad, Subsidies
from scheduler.clauses.seen import engagements
from scheduler.clauses.space import Cost, Pool, Short, Space
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Plan, Role, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, forbid, linear

CHAPERONE = "chaperone"


class OwnStaffFirst(Clause):
    """At least the policy's share of the week's duties in sessions is done by own staff."""

    number = 59
    section = "五(三)乙"
    quote = "组建以学校教职工为主的课后服务工作队伍"
    kind = "H"
    title = ("以学校教职工为主", "Own staff first")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "share": (
            "本周 {total} 次岗位中本校教职工承担 {own} 次，低于 {percent}%。",
            "Own staff take {own} of the week's {total} duties in sessions, less than {percent} %.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """(100 - p) x own duties >= p x others' duties, if the others' caps allow more than that."""
        percent, others = space.problem.policy.own_share_percent, _outside_capacity(space)
        wanted = sum(pool.demand for pool in space.pools if pool.role is not Role.POST)
        if not space.pools or percent * others <= (100 - percent) * (wanted - others):
            return
        terms = []
        for duty in space.duties:
            if duty.role is not Role.POST:
                weight = 100 - percent if duty.adult.own else -percent
                terms.append((duty.key, weight * len(duty.occurrences)))
        yield linear(self.tag("share"), terms, 0, None)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Own duties over all duties in sessions, posts left aside."""
        kinds = [problem.adults[d.adult].own for s in plan.sessions for d in s.duties if d.adult in problem.adults]
        percent = problem.policy.own_share_percent
        if 100 * sum(kinds) < percent * len(kinds):
            yield self.breach("share", own=sum(kinds), total=len(kinds), percent=percent)


class KindsOfHelpers(Clause):
    """Guards and leaders hold posts; sessions belong to own staff and the helpers named here."""

    number = 60
    section = "五(三)乙"
    quote = "也可聘任离退休教师、具备资质的社会专业人士、大学生及其他社会热心人士等志愿者参与"
    kind = "H"
    title = ("参与人员类别", "Who may help")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "guard": (
            "{when} 门卫 {who} 被安排在 {where}；门卫只承担岗位值守。",
            "{when}: guard {who} is in {where}; guards hold posts only.",
        ),
        "leader": (
            "{when} 值班领导 {who} 被安排在 {where}；其只承担值班岗位。",
            "{when}: {who}, who holds leaders' posts only, is in {where}.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbid guards in sessions, and leaders everywhere but at leaders' posts."""
        for duty in space.duties:
            if duty.adult.kind is AdultKind.GUARD and duty.role is not Role.POST:
                yield forbid(self.tag("guard", duty.adult.id), duty.key)
            if duty.adult.duty_only and not (duty.pool is not None and duty.pool.duty_only):
                yield forbid(self.tag("leader", duty.adult.id), duty.key)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Guards in sessions; leaders in sessions or at posts that are not theirs."""
        theirs = {rule.kind for rule in problem.policy.posts if rule.duty_only}
        for key, duties in engagements(problem, plan).items():
            adult = problem.adults[key]
            for duty in duties:
                found: Spot = {"when": duty.date, "who": (key,), "where": duty.where}
                if adult.kind is AdultKind.GUARD and duty.role is not Role.POST:
                    yield self.breach("guard", **found)
                if adult.duty_only and (duty.role is not Role.POST or duty.kind not in theirs):
                    yield self.breach("leader", **found)


class Vetting(Clause):
    """Papers valid on every date of duty; adults from outside are alone only where allowed."""

    number = 61
    section = "五(三)乙"
    quote = "对参与课后服务的志愿人员要严格把关并加强管理"
    kind = "H"
    title = ("严格把关、加强管理", "Vetting and supervision")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "papers": (
            "{when} {who} 在 {where}，但缺少当日有效的 {missing:credential}。",
            "{when}: {who} is in {where} without valid papers: {missing:credential}.",
        ),
        "alone": (
            "{when} {where} 只有校外人员 {who}，没有本校教职工在场。",
            "{when}: only {who} from outside in {where}, nobody of the school's staff.",
        ),
        "class_lead": (
            "{when} {where} 由校外人员 {who} 负责；班级活动应由本校教职工负责。",
            "{when}: {who} from outside leads {where}; class-based groups are led by own staff.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbid duties without papers and class-based outside leads; chaperone the other ones."""
        required = space.problem.policy.required_credentials
        missing: dict[tuple[str, date], tuple[str, ...]] = {}
        for duty in space.duties:
            adult = duty.adult
            if required.get(adult.kind):
                dates = [o.day.date for o in duty.occurrences]
                for when in dates:
                    if (adult.id, when) not in missing:
                        missing[adult.id, when] = _missing(required[adult.kind], adult, when)
                if any(missing[adult.id, when] for when in dates):
                    yield forbid(self.tag("papers", adult.id), duty.key)
            if duty.role is Role.LEAD and duty.kind != Kind.CLUB and not _may_be_alone(adult):
                yield forbid(self.tag("class_lead", adult.id), duty.key)
        led: set[Key] = set()
        for place, when, leads, helpers, short in _chaperoned(space):
            led.update(helpers)
            terms = [*((key, 1) for key in helpers), *((key, -1) for key in leads), (short, 1)]
            yield linear(self.tag("alone", place, when), terms, 0, 0)
        for pool in space.pools:
            if _is_chaperone(pool):
                wanted = len(pool.targets) if led.issuperset(space.servers(pool)) else 0
                yield at_most(self.tag("chaperone", pool.id), space.servers(pool), wanted)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Chaperones missing beside outside leads."""
        for *_, short in _chaperoned(space):
            yield Cost(TierName.SHORTAGE, short, ADULT)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Duties without papers, sessions left to outsiders, class-based groups led by them."""
        required = problem.policy.required_credentials
        for key, duties in engagements(problem, plan).items():
            adult = problem.adults[key]
            for duty in duties:
                held = {c.kind for c in adult.credentials if c.valid_on(duty.date)}
                absent = sorted(required.get(adult.kind, frozenset()) - held)
                if absent:
                    missing = ", ".join(absent)
                    yield self.breach("papers", when=duty.date, who=(key,), where=duty.where, missing=missing)
        for session in plan.sessions:
            if left_alone(problem, session):
                yield self.breach("alone", when=session.date, where=session.id, who=session.adults)
            lead = problem.adults.get(session.lead or "")
            outside = lead is not None and not lead.own and not lead.sole_allowed
            if lead is not None and outside and session.kind is not Kind.CLUB:
                yield self.breach("class_lead", when=session.date, where=session.id, who=(lead.id,))

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every club meeting with an outside lead and nobody beside who may be alone with pupils."""
        clubs = (s for s in plan.of_kind(Kind.CLUB) if s.lead is not None)
        return {TierName.SHORTAGE: ADULT * sum(left_alone(problem, session) for session in clubs)}


class NoTutoringCompanies(Clause):
    """Bodies that tutor school subjects do not come in, under whatever name they send adults."""

    number = 62
    section = "五(三)乙"
    quote = "不得引入学科类校外培训机构"
    kind = "H"
    title = ("不得引入学科类校外培训机构", "No subject-tutoring companies")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "provider": (
            "第三方 {where} 属于{what:provider}，不得引入。",
            "Provider {where} is of kind {what:provider}, which may not be brought in.",
        ),
        "duty": (
            "{when} {where} 由 {provider} 派出的 {who} 承担，该机构不得引入。",
            "{when}: {where} is taken by {who}, sent by {provider}, which may not be brought in.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbid every duty of an adult sent by such a body."""
        barred = self._barred(space.problem)
        for duty in space.duties:
            if duty.adult.provider in barred:
                yield forbid(self.tag("provider", duty.adult.provider), duty.key)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """The bodies themselves."""
        for key in sorted(self._barred(problem)):
            yield self.breach("provider", severity=Severity.FINDING, where=key, what=problem.providers[key].kind)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Duties of adults sent by such a body."""
        for key, duties in engagements(problem, plan).items():
            sender = problem.providers.get(problem.adults[key].provider or "")
            if sender is not None and sender.kind in problem.policy.forbidden_providers:
                for duty in duties:
                    yield self.breach("duty", when=duty.date, where=duty.where, who=(key,), provider=sender.id)

    def _barred(self, problem: Problem) -> frozenset[str]:
        forbidden = problem.policy.forbidden_providers
        return frozenset(p.id for p in problem.providers.values() if p.kind in forbidden)


def _outside_capacity(space: Space) -> int:
    """Duties that adults from outside could take in sessions if their weekly caps alone bound them."""
    helpers = {d.adult.id: d.adult for d in space.duties if d.role is not Role.POST and not d.adult.own}
    return sum(adult.caps.sessions for adult in helpers.values())


def _missing(required: frozenset[str], adult: Adult, when: date) -> tuple[str, ...]:
    return tuple(
        kind for kind in sorted(required) if not any(c.kind == kind and c.valid_on(when) for c in adult.credentials)
    )


def _may_be_alone(adult: Adult) -> bool:
    return adult.own or adult.sole_allowed


def _is_chaperone(pool: Pool) -> bool:
    return pool.id.startswith(f"{CHAPERONE}/")


Chaperoned = tuple[str, date, Sequence[Key], Sequence[Key], Short]


def _chaperoned(space: Space) -> Iterator[Chaperoned]:
    """For every club, strand and date: outside leads, who could stand beside them, how many lack."""
    if not space.pools:
        return
    leads: dict[tuple[str, str], dict[date, list[Key]]] = {}
    for duty in space.duties:
        if duty.club is not None and duty.strand is not None and not _may_be_alone(duty.adult):
            for occurrence in duty.occurrences:
                dates = leads.setdefault((duty.club.id, duty.strand.id), {})
                dates.setdefault(occurrence.day.date, []).append(duty.key)
    helpers: dict[tuple[str, date], list[Key]] = {}
    for pool in space.pools:
        if _is_chaperone(pool):
            at = ("/".join(pool.id.split("/")[1:3]), pool.occurrence.day.date)
            helpers.setdefault(at, []).extend(space.servers(pool))
    for (club, strand), dates in leads.items():
        for when, keys in dates.items():
            place = f"{club}/{strand}"
            short = Short(61, "chaperone", f"{place}/{when}", len(keys), ADULT)
            yield place, when, keys, helpers.get((place, when), []), short


CLAUSES: tuple[Clause, ...] = (
    OwnStaffFirst(),
    KindsOfHelpers(),
    Vetting(),
    NoTutoringCompanies(),
    EvenLoad(),
    Subsidies(),
)
