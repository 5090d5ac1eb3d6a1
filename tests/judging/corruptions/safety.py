"""Chapter 六(五): one responsible adult, posts, hand-over, adults on site."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from judging.goods import Good
from judging.spoiling import (
    Wrong,
    adult,
    bells,
    corrupts,
    grade_days,
    mixed,
    policy,
    post,
    pupil,
    rosters,
    session,
    some,
    spot,
    wrong,
)

from scheduler.calendar.clock import Interval
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Duty, Post, Role, Session


@corrupts(73, 50, 54, 77)
def nobody_responsible(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session's lead is down as a helper."""
    for held in some(good, rng):
        duties = tuple(replace(d, role=Role.ASSISTANT) for d in held.duties)
        yield wrong(good, spot("no_lead", held.id, held.date), plan=session(good.plan, held, duties=duties))


def _free(good: Good, held: Session | Post) -> list[str]:
    """Own staff without any duty that day."""
    busy = {a for s in good.plan.sessions if s.date == held.date for a in s.adults}
    busy |= {p.adult for p in good.plan.posts if p.date == held.date and p.adult}
    return sorted(a.id for a in good.problem.adults.values() if a.own and not a.duty_only and a.id not in busy)


@corrupts(73, 42)
def two_responsible(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session has two leads."""
    for held in some(good, rng):
        free = _free(good, held)
        if free:
            duties = (*held.duties, Duty(rng.choice(free), Role.LEAD))
            leads = [d.adult for d in duties if d.role is Role.LEAD]
            found = spot("two_leads", held.id, held.date, *leads)
            yield wrong(good, found, plan=session(good.plan, held, duties=duties))


@corrupts(73, 42)
def an_adult_in_two_places(good: Good, rng: Random) -> Iterator[Wrong]:
    """The lead of one group helps in another of the same time."""
    for held in some(good, rng):
        others = [s for s in good.plan.sessions if (s.date, s.interval) == (held.date, held.interval) and s is not held]
        others = [s for s in others if held.lead not in s.adults]
        if others and held.lead:
            other = rng.choice(others)
            plan = session(good.plan, other, duties=(*other.duties, Duty(held.lead, Role.ASSISTANT)))
            found = spot("adult_twice", min(held.id, other.id), held.date, held.lead)
            yield wrong(good, found, plan=plan)


@corrupts(73)
def a_walk_too_long(good: Good, rng: Random) -> Iterator[Wrong]:
    """The two buildings of an adult's day lie a minute further apart than the break between its duties."""
    site, days = good.problem.site, duties_by_day(good)
    for (key, when), pair in mixed(days.items(), rng):
        first, after = sorted(pair, key=lambda d: d.interval)[:2] if len(pair) == 2 else (None, None)
        if isinstance(first, Session) and isinstance(after, Session) and first.venue and after.venue:
            there = [s for s in good.plan.sessions if s.venue == after.venue]
            alone = all(len(days[a, s.date]) == 1 for s in there for a in s.adults if (a, s.date) != (key, when))
            if alone and first.venue != after.venue:
                walk, near = after.interval.start - first.interval.end + 1, site.venues[first.venue].building
                venues = {**site.venues, after.venue: replace(site.venues[after.venue], building="far")}
                walks = {**site.walks, (near, "far"): walk, ("far", near): walk}
                found = spot("adult_far", first.id, when, key)
                moved = replace(site, venues=venues, walks=walks)
                yield wrong(good, found, problem=replace(good.problem, site=moved))


def duties_by_day(good: Good) -> dict[tuple[str, date], list[Session | Post]]:
    """Duties of every adult and date."""
    found: dict[tuple[str, date], list[Session | Post]] = {}
    for held in good.plan.sessions:
        for key in held.adults:
            found.setdefault((key, held.date), []).append(held)
    for held in good.plan.posts:
        if held.adult is not None:
            found.setdefault((held.adult, held.date), []).append(held)
    return found


@corrupts(73, 19, 24, 30)
def a_pupil_in_two_places(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil is on the rosters of two sessions of one time."""
    for held, key, _ in rosters(good, rng, some(good, rng)):
        others = [
            s for s in good.plan.sessions if (s.date, s.interval) == (held.date, held.interval) and key not in s.roster
        ]
        others = [s for s in others if s.roster and s.kind is not Kind.EVENING_STUDY]
        if others and held.kind is not Kind.EVENING_STUDY:
            other = rng.choice(others)
            plan = session(good.plan, other, roster=(*other.roster, key))
            found = spot("pupil_twice", min(held.id, other.id), held.date, key)
            yield wrong(good, found, plan=plan)


def _posts(good: Good, rng: Random, *kinds: str) -> list[Post]:
    return mixed([p for p in good.plan.posts if p.kind in kinds], rng)


def _vacant(good: Good, rng: Random, *kinds: str) -> Iterator[Wrong]:
    """A post is empty, or left a minute too soon."""
    for held in _posts(good, rng, *kinds):
        span = Interval(held.interval.start, held.interval.end - 1)
        where = held.place if held.kind == "gate" else held.kind
        gone = replace(good.plan, posts=tuple(p for p in good.plan.posts if p is not held))
        plan = rng.choice([gone, post(good.plan, held, adult=None), post(good.plan, held, interval=span)])
        yield wrong(good, spot("post", where, held.date), plan=plan)


@corrupts(75, 42)
def a_gate_left_open(good: Good, rng: Random) -> Iterator[Wrong]:
    """A gate has nobody for a minute, or all day."""
    yield from _vacant(good, rng, "gate")


@corrupts(75, 41, 61, 77, 78)
def a_stranger_at_the_gate(good: Good, rng: Random) -> Iterator[Wrong]:
    """A gate is held by a kind of adult the policy does not admit there."""
    for held in _posts(good, rng, "gate"):
        key = held.adult or ""
        mine = [p for p in good.plan.posts if p.kind == "gate" and p.adult == key]
        problem = adult(good.problem, key, kind=AdultKind.UNIVERSITY_STUDENT)
        yield wrong(good, *(spot("unfit", p.id, p.date, key) for p in mine), problem=problem)


@corrupts(75)
def no_rule_for_the_evening_gate(good: Good, rng: Random) -> Iterator[Wrong]:
    """There is evening study, and no rule wants anybody at the gate then."""
    rules = tuple(r for r in good.problem.policy.posts if (r.kind, r.span) != ("gate", "evening"))
    evenings = [s.date for s in good.plan.of_kind(Kind.EVENING_STUDY)]
    if evenings:
        yield wrong(good, spot("no_evening", "", min(evenings)), problem=policy(good.problem, posts=rules))


@corrupts(77, 42)
def no_patrol(good: Good, rng: Random) -> Iterator[Wrong]:
    """The patrol is not held for a minute, or all day."""
    yield from _vacant(good, rng, "patrol")


@corrupts(77)
def a_patrol_by_somebody_else(good: Good, rng: Random) -> Iterator[Wrong]:
    """The patrol is held by a kind of adult the policy does not admit."""
    held = [p for p in good.plan.posts if p.kind == "patrol" and p.adult]
    for kinds in mixed(({AdultKind.GUARD}, {AdultKind.RETIRED, AdultKind.GUARD}), rng) if held else ():
        rules = good.problem.policy.posts
        only = tuple(replace(r, kinds=frozenset(kinds)) if r.kind == "patrol" else r for r in rules)
        spots = [spot("unfit", p.id, p.date, p.adult or "") for p in held]
        yield wrong(good, *spots, problem=policy(good.problem, posts=only))


@corrupts(77, 38, 47, 48)
def a_wait_between_two(good: Good, rng: Random) -> Iterator[Wrong]:
    """Pupils wait a minute longer between two sessions than is allowed."""
    longest = good.problem.policy.longest_transition
    for held in some(good, rng, Kind.HOMEWORK):
        chains: dict[str, list[str]] = {}
        for other in good.plan.sessions:
            gap = other.interval.start - held.interval.end
            for key in set(held.roster) & set(other.roster) if other.date == held.date and 0 <= gap <= longest else ():
                chains.setdefault(other.id, []).append(key)
        shift = {
            o.id: longest + 1 - (o.interval.start - held.interval.end) for o in good.plan.sessions if o.id in chains
        }
        end = held.interval.end - max(shift.values(), default=0)
        if chains and len(set(shift.values())) == 1 and end > held.interval.start:
            plan = session(good.plan, held, interval=Interval(held.interval.start, end))
            yield wrong(good, *(spot("gap", held.id, held.date, min(who)) for who in chains.values()), plan=plan)


@corrupts(77, 50, 73)
def no_name_to_hand_over_to(good: Good, rng: Random) -> Iterator[Wrong]:
    """One side of a hand-over has no lead."""
    for held in some(good, rng, Kind.HOMEWORK):
        left = tuple(d for d in held.duties if d.role is not Role.LEAD)
        day = [s for s in good.plan.sessions if s.date == held.date and s.kind is not Kind.EVENING_STUDY]
        pairs = set()
        for key in held.roster:
            chain = sorted((s for s in day if key in s.roster), key=lambda s: s.interval)
            pairs |= {(before.id, after.id) for before, after in pairwise(chain) if held in (before, after)}
        if pairs:
            spots = [spot("unnamed", before, held.date) for before, _ in pairs]
            yield wrong(good, *spots, plan=session(good.plan, held, duties=left))


@corrupts(77, 21)
def a_hole_in_the_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """A family applied for period 1 and extended care, and not for what lies between."""
    problem = good.problem
    for key in mixed(problem.pupils, rng):
        who = problem.pupils[key]
        whole = [w for w, held in who.days.items() if {Period.P1, Period.P2, Period.EXTENDED} <= held]
        days = {w: held - {Period.P2} if w in whole else held for w, held in who.days.items()}
        offered = [
            d.date
            for d in problem.days
            if d.weekday in whole
            and all(problem.slot(who.homeroom, d, p) for p in (Period.P1, Period.P2, Period.EXTENDED))
        ]
        if offered:
            found = spot("hole", who.homeroom, min(offered), key)
            yield wrong(good, found, problem=pupil(problem, key, days=days))


@corrupts(77, 40, 48)
def bells_with_a_long_gap(good: Good, rng: Random) -> Iterator[Wrong]:
    """A grade's extended care begins a minute too long after the service; its first day is named."""
    longest = good.problem.policy.longest_transition
    for grade, when in grade_days(good, rng):
        times = good.problem.times[grade, when]
        if times.extended is not None:
            care = times.extended.shift(times.service_end - times.extended.start + longest + 1)
            problem = bells(good.problem, [(grade, when)], lambda t, care=care: replace(t, extended=care))
            yield wrong(good, spot("bells", str(grade), when), problem=problem)


@corrupts(78, 42)
def no_first_aid(good: Good, rng: Random) -> Iterator[Wrong]:
    """Standby or first aid is not held for a minute, or all day."""
    yield from _vacant(good, rng, "first_aid", "standby")


@corrupts(78)
def first_aid_without_the_skill(good: Good, rng: Random) -> Iterator[Wrong]:
    """Whoever holds first aid has not learnt it."""
    for key in mixed({p.adult for p in good.plan.posts if p.kind == "first_aid" and p.adult}, rng):
        mine = [p for p in good.plan.posts if p.kind == "first_aid" and p.adult == key]
        skills = good.problem.adults[key].skills - {"first_aid"}
        problem = adult(good.problem, key, skills=skills)
        yield wrong(good, *(spot("unfit", p.id, p.date, key) for p in mine), problem=problem)


@corrupts(78)
def too_few_on_site(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy wants more adults on site than the school has at any time of any day."""
    for more in mixed(range(1, 4), rng):
        wanted = len(good.problem.adults) + more
        spots = []
        for day in good.problem.days:
            here = [s for s in good.plan.sessions if s.date == day.date]
            spots += [spot("few_on_site", "", day.date)] * (1 + any(s.kind is Kind.EVENING_STUDY for s in here))
        yield wrong(good, *spots, problem=policy(good.problem, min_adults_on_site=wanted))
