"""六(五) 安全管理: gates, inspections, standby, first aid, dusk, release. The chapter's list ends it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import ClassVar

from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.covering import cover_pools, pool_costs
from scheduler.clauses.custody import Agreements, OneResponsibleAdult, PatrolAndHandOver
from scheduler.clauses.posting import post_breaches, post_shortage, unfit_holders
from scheduler.clauses.seen import Engagement, by_date, engagements, least_cover, windows
from scheduler.clauses.space import Cost, Space
from scheduler.domain.demand import Period
from scheduler.domain.plan import Plan, Session, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Row, forbid

RELEASE_MINUTES = 15
GATE = ("gate",)
OTHERS = ("duty_lead", "gate", "patrol")


class GatePost(Clause):
    """Every gate has its adult from the first session to the last sign-out."""

    number = 75
    section = "六(五)"
    quote = "强化门卫登记管理"
    kind = "H"
    title = ("门卫在岗", "A post at every gate")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "post": (
            "{when} {clock} 起校门 {where:post} 只有 {found} 人值守，要求 {wanted} 人。",
            "{when}: from {clock} gate {where:post} has {found} adults, {wanted} are wanted.",
        ),
        "unfit": (
            "{when} 门岗 {where} 由 {who} 承担，不符合该岗位要求。",
            "{when}: {who} may not hold the gate post {where}.",
        ),
        "no_evening": (
            "{when} 等日有晚自习，但没有晚间门岗的规定。",
            "There is evening study (first on {when}), but no rule wants an adult at the gate then.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Cover rows of the gate pools."""
        yield from cover_pools(self, space, GATE)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Adults missing at gates."""
        yield from pool_costs(self, space, GATE)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Evening study although the rules of the posts leave the gates empty then."""
        if any(rule.kind == "gate" and rule.span == "evening" for rule in problem.policy.posts):
            return
        for day in problem.days:
            if any(problem.headcount(homeroom, day, Period.EVENING) for homeroom in problem.homerooms):
                yield self.breach("no_evening", severity=Severity.FINDING, when=day.date)
                return

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Gates without their adult for some minute; adults who may not hold them."""
        yield from post_breaches(self, problem, plan, GATE)
        yield from unfit_holders(self, problem, plan, GATE)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every adult lacking at a gate."""
        return {TierName.SHORTAGE: post_shortage(problem, plan, GATE)}


class InspectedVenues(Clause):
    """A venue is used only within the policy's days after its last safety inspection."""

    number = 76
    section = "六(五)"
    quote = "活动场所安全检查"
    kind = "H"
    title = ("场所经过安全检查", "Inspected venues only")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "never": (
            "场地 {where} 在 {when} 使用前没有安全检查记录。",
            "Venue {where} has no safety inspection before its use on {when}.",
        ),
        "overdue": (
            "场地 {where} 在 {when} 使用时距上次安全检查已 {days} 天，最长 {cap} 天。",
            "Venue {where} is used on {when}, {days} days after its inspection; {cap} is the longest.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbid venues not inspected in time for one of the meetings."""
        cap = space.problem.policy.inspection_days
        for place in space.places:
            inspected = place.venue.inspected_on
            ages = [(o.day.date - inspected).days for o in place.occurrences] if inspected else [-1]
            if ages and (min(ages) < 0 or max(ages) > cap):
                yield forbid(self.tag("inspection", place.venue.id), place.key)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Venues and the first date they are used without a recent inspection."""
        used: dict[str, set[date]] = {}
        for session in plan.sessions:
            if session.venue in problem.site.venues:
                used.setdefault(session.venue or "", set()).add(session.date)
        for key in sorted(used):
            inspected = problem.site.venues[key].inspected_on
            for when in sorted(used[key]):
                if inspected is None or inspected > when:
                    yield self.breach("never", where=key, when=when)
                    break
                days, cap = (when - inspected).days, problem.policy.inspection_days
                if days > cap:
                    yield self.breach("overdue", where=key, when=when, days=days, cap=cap)
                    break


class EmergencyPosts(Clause):
    """Standby, first aid and any further post are held, and enough adults stay until the last sign-out."""

    number = 78
    section = "六(五)"
    quote = "突发情况应急预案"
    kind = "H"
    title = ("机动与急救", "Standby and first aid")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "post": (
            "{when} {clock} 起 {what:post} 岗只有 {found} 人，要求 {wanted} 人。",
            "{when}: from {clock} the post {what:post} has {found} adults, {wanted} are wanted.",
        ),
        "unfit": (
            "{when} {what:post} 岗 {where} 由 {who} 承担，不具备该岗位的资格或技能。",
            "{when}: {who} has not the skill or standing for the {what:post} post {where}.",
        ),
        "few_on_site": (
            "{when} {clock} 起校内只有 {found} 名成人，要求至少 {wanted} 名。",
            "{when}: from {clock} only {found} adults are on site, at least {wanted} are wanted.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Cover rows of every pool of posts that no other clause covers."""
        yield from cover_pools(self, space, _other_kinds(space.problem))

    def costs(self, space: Space) -> Iterator[Cost]:
        """Adults missing at those posts."""
        yield from pool_costs(self, space, _other_kinds(space.problem))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Posts short, posts in the wrong hands, and minutes with too few adults on site."""
        kinds = _other_kinds(problem)
        yield from post_breaches(self, problem, plan, kinds)
        yield from unfit_holders(self, problem, plan, kinds)
        here: dict[date, list[Engagement]] = {}
        for duties in engagements(problem, plan).values():
            for duty in duties:
                here.setdefault(duty.date, []).append(duty)
        wanted = problem.policy.min_adults_on_site
        for when, sessions in by_date(plan).items():
            stays = _stays(here.get(when, ()), problem.policy.longest_transition)
            for name, window in windows(sessions).items():
                if name in ("whole", "evening"):
                    found, minute = least_cover(window, stays)
                    if found < wanted:
                        clock = format_clock(minute)
                        yield self.breach("few_on_site", when=when, clock=clock, found=found, wanted=wanted)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for every adult lacking at those posts."""
        return {TierName.SHORTAGE: post_shortage(problem, plan, _other_kinds(problem))}


class SafeGrounds(Clause):
    """Nobody is outdoors after sunset without lights; releases too large for the gates are named."""

    number = 79
    section = "六(五)"
    quote = "确保师生人身及交通安全"
    kind = "H"
    title = ("日落前结束户外活动、错峰放学", "Indoors by dusk, staggered release")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "dark": (
            "{when} {where} 在无照明的户外场地 {venue} 活动到 {end}，日落为 {sunset}。",
            "{when}: {where} is outdoors at {venue} without lights until {end}, sunset is {sunset}.",
        ),
        "release": (
            "{when} {clock} 有 {pupils} 名学生同时离校，各校门需 {minutes} 分钟，建议分 {waves} 批放学。",
            "{when}: {pupils} pupils leave at {clock}, {minutes} minutes at the gates; make {waves} waves.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbid unlit outdoor venues for meetings that end after sunset."""
        sunsets = space.problem.sunsets
        for place in space.places:
            dark = any(o.interval.end > sunsets[o.day.date] for o in place.occurrences)
            if dark and place.venue.outdoor and not place.venue.lit:
                yield forbid(self.tag("dark", place.venue.id), place.key)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions in the dark, then releases that take the gates more than a quarter of an hour."""
        for session in plan.sessions:
            venue = problem.site.venues.get(session.venue or "")
            sunset = problem.sunsets.get(session.date)
            if venue is None or sunset is None or not venue.outdoor or venue.lit:
                continue
            if session.interval.end > sunset:
                yield self.breach(
                    "dark",
                    when=session.date,
                    where=session.id,
                    venue=venue.id,
                    end=format_clock(session.interval.end),
                    sunset=format_clock(sunset),
                )
        flow = sum(gate.pupils_per_minute for gate in problem.site.gates.values())
        for when, sessions in by_date(plan).items():
            for end, pupils in _releases(sessions).items():
                if pupils > RELEASE_MINUTES * flow > 0:
                    minutes = ceil(pupils / flow)
                    yield self.breach(
                        "release",
                        severity=Severity.NOTE,
                        when=when,
                        clock=format_clock(end),
                        pupils=pupils,
                        minutes=minutes,
                        waves=ceil(minutes / RELEASE_MINUTES),
                    )


def _other_kinds(problem: Problem) -> tuple[str, ...]:
    """Kinds of post in the policy that neither the duty lead, nor a gate, nor a patrol is."""
    return tuple(dict.fromkeys(rule.kind for rule in problem.policy.posts if rule.kind not in OTHERS))


def _stays(duties: Sequence[Engagement], transition: int) -> list[Interval]:
    """When each adult is on site that day: duties, joined over gaps no longer than a transition."""
    stays: dict[str, list[Interval]] = {}
    for duty in sorted(duties, key=lambda d: (d.adult, d.interval)):
        mine = stays.setdefault(duty.adult, [])
        if mine and duty.interval.start - mine[-1].end <= transition:
            mine[-1] = Interval(mine[-1].start, max(mine[-1].end, duty.interval.end))
        else:
            mine.append(duty.interval)
    return [stay for mine in stays.values() for stay in mine]


def _releases(sessions: Sequence[Session]) -> Mapping[int, int]:
    """Clock minute to the pupils who leave then: in a session ending then and in no later one."""
    leaving: dict[tuple[str, int], int] = {}
    ends = sorted({session.interval.end for session in sessions})
    for session in sessions:
        for homeroom, count in session.heads:
            at = (homeroom, session.interval.end)
            leaving[at] = leaving.get(at, 0) + count
    totals = dict.fromkeys(ends, 0)
    for homeroom in sorted({homeroom for homeroom, _ in leaving}):
        later = 0
        for end in reversed(ends):
            here = leaving.get((homeroom, end), 0)
            totals[end] += max(0, here - later)
            later = max(later, here)
    return totals


CLAUSES: tuple[Clause, ...] = (
    Agreements(),
    OneResponsibleAdult(),
    GatePost(),
    InspectedVenues(),
    PatrolAndHandOver(),
    EmergencyPosts(),
    SafeGrounds(),
)
