"""Chapter 五(三)乙 and 六(二): own staff, helpers, vetting; what load and money the plan states."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from judging.goods import Good
from judging.spoiling import Wrong, adult, corrupts, lead_changed, mixed, policy, post, session, some, spot, wrong

from scheduler.domain.groups import Kind
from scheduler.domain.people import AdultKind, Credential
from scheduler.domain.plan import Duty, Role

OUTSIDE = (AdultKind.RETIRED, AdultKind.VOLUNTEER, AdultKind.UNIVERSITY_STUDENT, AdultKind.PROFESSIONAL)


@corrupts(59)
def a_larger_share_wanted(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy wants a share just above what own staff do."""
    own = [good.problem.adults[d.adult].own for s in good.plan.sessions for d in s.duties]
    for more in mixed(range(1, 4), rng):
        percent = 100 * sum(own) // len(own) + more
        yield wrong(good, spot("share"), problem=policy(good.problem, own_share_percent=percent))


@corrupts(59, 41, 61, 75, 77, 78)
def staff_replaced_by_helpers(good: Good, rng: Random) -> Iterator[Wrong]:
    """So many of the staff turn out to be helpers that others do the larger part."""
    duties = [d.adult for s in good.plan.sessions for d in s.duties]
    for _ in range(8):
        problem, kinds = good.problem, good.problem.policy.own_share_percent
        for key in mixed(sorted(set(duties)), rng):
            problem = adult(problem, key, kind=rng.choice(OUTSIDE), sole_allowed=True)
            if 100 * sum(problem.adults[d].own for d in duties) < kinds * len(duties):
                break
        yield wrong(good, spot("share"), problem=problem)


@corrupts(60, 73)
def a_guard_in_a_session(good: Good, rng: Random) -> Iterator[Wrong]:
    """The guard is put into a session besides."""
    guards = sorted(a.id for a in good.problem.adults.values() if a.kind is AdultKind.GUARD)
    for held in some(good, rng):
        key = rng.choice(guards)
        plan = session(good.plan, held, duties=(*held.duties, Duty(key, Role.ASSISTANT)))
        yield wrong(good, spot("guard", held.id, held.date, key), plan=plan)


@corrupts(60, 42, 73)
def a_leader_in_a_session(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody for leaders' posts only is put into a session."""
    leaders = sorted(a.id for a in good.problem.adults.values() if a.duty_only)
    for held in some(good, rng):
        key = rng.choice(leaders)
        plan = session(good.plan, held, duties=(*held.duties, Duty(key, Role.ASSISTANT)))
        yield wrong(good, spot("leader", held.id, held.date, key), plan=plan)


@corrupts(60, 42, 73, 78)
def a_leader_at_another_post(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody for leaders' posts only holds another post."""
    leaders = sorted(a.id for a in good.problem.adults.values() if a.duty_only)
    for held in mixed([p for p in good.plan.posts if p.kind != "duty_lead"], rng):
        key = rng.choice(leaders)
        found = spot("leader", held.id, held.date, key)
        yield wrong(good, found, plan=post(good.plan, held, adult=key))


@corrupts(61)
def papers_that_lapsed(good: Good, rng: Random) -> Iterator[Wrong]:
    """One paper of somebody from outside is missing, or ends the day before a duty."""
    required = good.problem.policy.required_credentials
    for who in mixed(
        [a for a in good.problem.adults.values() if required.get(a.kind) and good.plan.duties_of(a.id)], rng
    ):
        for kind in mixed(sorted(required[who.kind]), rng):
            kept = tuple(c for c in who.credentials if c.kind != kind)
            first = min(d.date for d in good.plan.duties_of(who.id))
            cut = tuple(Credential(kind, c.valid_from, first) for c in who.credentials if c.kind == kind)
            papers = rng.choice([kept, (*kept, *cut)])
            mine = [
                d for d in good.plan.duties_of(who.id) if not any(c.kind == kind and c.valid_on(d.date) for c in papers)
            ]
            if mine:
                spots = [spot("papers", d.id, d.date, who.id) for d in mine]
                yield wrong(good, *spots, problem=adult(good.problem, who.id, credentials=papers))


@corrupts(61, 41, 75, 77, 78)
def a_teacher_who_is_a_volunteer(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody with papers but not of the staff has groups and clubs to themselves."""
    for key in mixed({d.adult for s in good.plan.sessions for d in s.duties}, rng):
        who = good.problem.adults[key]
        if who.own:
            spots = []
            for held in good.plan.sessions:
                others = [good.problem.adults[a] for a in held.adults if a != key]
                if key in held.adults and not any(o.own or o.sole_allowed for o in others):
                    spots.append(spot("alone", held.id, held.date, *held.adults))
                if held.lead == key and held.kind is not Kind.CLUB:
                    spots.append(spot("class_lead", held.id, held.date, key))
            free = {**good.problem.policy.required_credentials, AdultKind.VOLUNTEER: frozenset()}
            problem = adult(good.problem, key, kind=AdultKind.VOLUNTEER, sole_allowed=False)
            if spots:
                yield wrong(good, *spots, problem=policy(problem, required_credentials=free))


def _misstated(good: Good, tier: str) -> dict[str, int]:
    return {t.name.value: t.value for t in good.plan.tiers if t.name.value == tier}


@corrupts(63)
def uneven_by_a_late_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """An adult avoids a weekday of duty: the wishes the plan states are not those of the school."""
    for held in some(good, rng) if _misstated(good, "wishes") else ():
        key = held.adults[0]
        weekday = good.problem.day(held.date).weekday
        who = good.problem.adults[key]
        if weekday not in who.avoid_weekdays:
            problem = adult(good.problem, key, avoid_weekdays=who.avoid_weekdays | {weekday})
            yield wrong(good, spot("value", "wishes"), problem=problem)


@corrupts(65)
def other_rates_than_stated(good: Good, rng: Random) -> Iterator[Wrong]:
    """The rate of a kind of adult, or of late duty, is a yuan more: the plan's money is not the school's."""
    rates = good.problem.policy.allowances
    kinds = {good.problem.adults[d.adult].kind for s in good.plan.sessions for d in s.duties}
    for kind in mixed(sorted(kinds), rng) if _misstated(good, "money") else ():
        for more in (1, 7, -1):
            changed = replace(rates, by_kind={**rates.by_kind, kind: rates.by_kind[kind] + more})
            yield wrong(good, spot("value", "money"), problem=policy(good.problem, allowances=changed))
            late = replace(rates, own_late=rates.own_late + more)
            yield wrong(good, spot("value", "money"), problem=policy(good.problem, allowances=late))


@corrupts(61, 42, 73)
def an_outsider_leads_a_class(good: Good, rng: Random) -> Iterator[Wrong]:
    """A class-based group is led by somebody from outside, alone."""
    others = sorted(
        a.id for a in good.problem.adults.values() if not a.own and not a.sole_allowed and a.kind is not AdultKind.GUARD
    )
    for held in some(good, rng, Kind.HOMEWORK, Kind.CLASS_ACTIVITY) if others else ():
        if len(held.duties) == 1:
            key = rng.choice(others)
            plan = lead_changed(good.plan, held, key)
            papers = {kind: frozenset[str]() for kind in good.problem.policy.required_credentials}
            spots = spot("alone", held.id, held.date, key), spot("class_lead", held.id, held.date, key)
            yield wrong(good, *spots, plan=plan, problem=policy(good.problem, required_credentials=papers))
