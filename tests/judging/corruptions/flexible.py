"""Chapter 五(二): presence, lessons, caps, evenings, protection, time off."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from judging.goods import Good
from judging.spoiling import Wrong, adult, corrupts, mixed, policy, session, some, spot, wrong

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult, Lesson, Protection
from scheduler.domain.plan import Credit, Duty, Plan, Post, Relief, Role, Session

NIGHT = Interval(1380, 1400)
"""No duty of any good week reaches it."""


def held_by(good: Good) -> dict[str, list[Session | Post]]:
    """Duties of every adult who has any."""
    found: dict[str, list[Session | Post]] = {}
    for held in good.plan.sessions:
        for key in held.adults:
            found.setdefault(key, []).append(held)
    for held in good.plan.posts:
        if held.adult is not None:
            found.setdefault(held.adult, []).append(held)
    return found


def duties(good: Good, rng: Random) -> list[tuple[Adult, Session | Post]]:
    """Every (adult, duty), mixed."""
    return mixed([(good.problem.adults[key], d) for key, mine in held_by(good).items() for d in mine], rng)


@corrupts(42)
def an_adult_who_is_away(good: Good, rng: Random) -> Iterator[Wrong]:
    """An adult is absent that day, or leaves a minute before the duty ends."""
    for who, held in duties(good, rng):
        there = [d for d in held_by(good)[who.id] if d.date == held.date]
        weekday = good.problem.day(held.date).weekday
        if rng.random() < 0.5:
            problem = adult(good.problem, who.id, absent=who.absent | {held.date})
            yield wrong(good, *(spot("away", d.id, d.date, who.id) for d in there), problem=problem)
        else:
            last = max(there, key=lambda d: d.interval.end)
            late = [d for d in there if d.interval.end == last.interval.end]
            windows = {**who.windows, weekday: (Interval(0, last.interval.end - 1),)}
            spots = [spot("away", d.id, d.date, who.id) for d in late]
            yield wrong(good, *spots, problem=adult(good.problem, who.id, windows=windows))


@corrupts(42)
def a_lesson_in_the_way(good: Good, rng: Random) -> Iterator[Wrong]:
    """A lesson of the timetable shares one minute with a duty."""
    for who, held in duties(good, rng):
        at = held.interval
        slot = rng.choice([Interval(at.start, at.start + 1), Interval(at.end - 1, at.end)])
        lesson = Lesson(good.problem.day(held.date).weekday, slot, "C1", "maths")
        problem = adult(good.problem, who.id, lessons=(*who.lessons, lesson))
        yield wrong(good, spot("lesson", held.id, held.date, who.id), problem=problem)


@corrupts(42)
def a_cap_one_too_low(good: Good, rng: Random) -> Iterator[Wrong]:
    """An adult may have one duty, late day or evening fewer than the week gives."""
    late_kinds = (Kind.CLUB, Kind.CLASS_ACTIVITY, Kind.EXTENDED_CARE)
    for key, mine in mixed(held_by(good).items(), rng):
        caps, evenings = good.problem.adults[key].caps, {d.date for d in mine if _evening(good, d)}
        late = {d.date for d in mine if isinstance(d, Session) and d.kind in late_kinds}
        counts = {"sessions": len(mine), "late_days": len(late), "evenings": len(evenings)}
        for name, count in mixed([pair for pair in counts.items() if pair[1]], rng):
            problem = adult(good.problem, key, caps=replace(caps, **{name: count - 1}))
            yield wrong(good, spot(name, "", None, key), problem=problem)


def _evening(good: Good, held: Session | Post) -> bool:
    starts = [t.evening.start for (_, when), t in good.problem.times.items() if when == held.date and t.evening]
    return bool(starts) and held.interval.start >= min(starts)


@corrupts(42)
def an_evening_cap_too_low(good: Good, rng: Random) -> Iterator[Wrong]:
    """An adult may have one evening fewer than the week gives."""
    for key, mine in mixed(held_by(good).items(), rng):
        evenings = {d.date for d in mine if _evening(good, d)}
        if evenings:
            caps = replace(good.problem.adults[key].caps, evenings=len(evenings) - 1)
            yield wrong(good, spot("evenings", "", None, key), problem=adult(good.problem, key, caps=caps))


@corrupts(42, 28)
def fewer_sections_a_lead(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy lets an adult lead one section fewer than the busiest lead has."""
    led = {(s.lead, s.section) for s in good.plan.sessions if s.section and s.lead}
    counts = Counter(key for key, _ in led)
    for less in mixed({1, max(counts.values())}, rng):
        limit = max(counts.values()) - less
        spots = [spot("club_leads", "", None, key) for key, count in counts.items() if key and count > limit]
        yield wrong(good, *spots, problem=policy(good.problem, max_club_leads=limit))


@corrupts(42)
def two_evenings_running(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody with an evening helps in the next day's evening study too."""
    for held in some(good, rng, Kind.EVENING_STUDY):
        for other in good.plan.of_kind(Kind.EVENING_STUDY):
            mine = {s.date for s in good.plan.of_kind(Kind.EVENING_STUDY) if held.lead in s.adults}
            roomy = replace(good.problem.adults[held.lead or ""].caps, evenings=9, sessions=99, late_days=9)
            runs = {held.date - other.date, other.date - held.date}
            early = [d for d in mine if abs(d - other.date) == timedelta(days=1)]
            if timedelta(days=1) in runs and other.date not in mine and len(early) == 1:
                plan = session(good.plan, other, duties=(*other.duties, Duty(held.lead or "", Role.ASSISTANT)))
                first = min(held.date, other.date)
                problem = adult(good.problem, held.lead or "", caps=roomy, lessons=())
                ledger = _settled(plan, held.lead or "")
                yield wrong(good, spot("evenings_running", "", first, held.lead or ""), problem=problem, plan=ledger)


def _settled(plan: Plan, key: str) -> Plan:
    """The plan without this adult's time off and ledger, so that more duty misstates neither."""
    return replace(
        plan,
        reliefs=tuple(r for r in plan.reliefs if r.adult != key),
        credits=tuple(c for c in plan.credits if c.adult != key),
    )


@corrupts(42)
def no_rest_after_an_evening(good: Good, rng: Random) -> Iterator[Wrong]:
    """The morning after an evening begins with a lesson."""
    for held in some(good, rng, Kind.EVENING_STUDY):
        morning = held.date + timedelta(days=1)
        day = next((d for d in good.problem.days if d.date == morning), None)
        if day is not None and held.lead:
            who, until = good.problem.adults[held.lead], good.problem.policy.evening_rest_until
            lesson = Lesson(day.weekday, Interval(until - rng.choice([1, 40, 60]), until + 1), "C1", "maths")
            off = tuple(r for r in good.plan.reliefs if r.adult != who.id)
            credits = tuple(c for c in good.plan.credits if c.adult != who.id)
            problem = adult(good.problem, who.id, lessons=(lesson,))
            plan = replace(good.plan, reliefs=off, credits=credits)
            yield wrong(good, spot("no_rest", "", held.date, who.id), problem=problem, plan=plan)


@corrupts(42)
def a_protected_adult_in_care(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody who serves in extended care or evening study is in a protected period."""
    for held in some(good, rng, Kind.EXTENDED_CARE, Kind.EVENING_STUDY):
        key = rng.choice(held.adults)
        mine = [s for s in good.plan.of_kind(Kind.EXTENDED_CARE, Kind.EVENING_STUDY) if key in s.adults]
        ends = {
            when: max(t.service_end for (_, at), t in good.problem.times.items() if at == when)
            for when in {d.date for d in good.problem.days}
        }
        posts = [p for p in good.plan.posts if p.adult == key and p.interval.end > ends[p.date]]
        if not good.problem.policy.protected_p2:
            problem = adult(good.problem, key, protection=frozenset({rng.choice(list(Protection))}))
            yield wrong(good, *(spot("protected", d.id, d.date, key) for d in (*mine, *posts)), problem=problem)


def off(plan: Plan, held: Relief, **changes: object) -> Plan:
    """The plan with one time off changed."""
    return replace(plan, reliefs=tuple(replace(r, **changes) if r is held else r for r in plan.reliefs))


@corrupts(42)
def time_off_out_of_hours(good: Good, rng: Random) -> Iterator[Wrong]:
    """Time off begins a minute before the normal hours."""
    start = good.problem.policy.flexible.normal_start
    for held in mixed([r for r in good.plan.reliefs if r.kind == "late_start"], rng):
        slot = Interval(start - 1, start - 1 + held.interval.minutes)
        found = spot("relief_outside", str(slot), held.date, held.adult)
        yield wrong(good, found, plan=off(good.plan, held, interval=slot))


@corrupts(42)
def time_off_during_a_duty(good: Good, rng: Random) -> Iterator[Wrong]:
    """Time off is taken where the adult has a lesson."""
    for held in mixed(good.plan.reliefs, rng):
        slot, who = held.interval, good.problem.adults[held.adult]
        if any(d.date == held.date - timedelta(days=1) and _evening(good, d) for d in held_by(good).get(who.id, [])):
            continue  # an early lesson would break the rest after that evening as well
        lesson = Lesson(good.problem.day(held.date).weekday, Interval(slot.end - 1, slot.end), "C1", "maths")
        problem = adult(good.problem, who.id, lessons=(*who.lessons, lesson))
        yield wrong(good, spot("relief_busy", str(slot), held.date, who.id), problem=problem)


@corrupts(42)
def time_off_too_long(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy's longest time off is a minute shorter than the longest given."""
    rules = good.problem.policy.flexible
    longest = max((r.interval.minutes for r in good.plan.reliefs), default=0)
    for less in range(1, 3) if longest else ():
        cap = longest - less
        spots = [
            spot("relief_long", str(r.interval), r.date, r.adult) for r in good.plan.reliefs if r.interval.minutes > cap
        ]
        yield wrong(good, *spots, problem=policy(good.problem, flexible=replace(rules, longest=cap)))


@corrupts(42)
def time_off_too_often(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy allows one time off of a kind fewer than the most anybody has."""
    rules = good.problem.policy.flexible
    for kind, name in mixed([("late_start", "late_starts"), ("early_leave", "early_leaves")], rng):
        counts = Counter(r.adult for r in good.plan.reliefs if r.kind == kind)
        if counts:
            cap = max(counts.values()) - 1
            spots = [spot("relief_often", "", None, key) for key, count in counts.items() if count > cap]
            yield wrong(good, *spots, problem=policy(good.problem, flexible=replace(rules, **{name: cap})))


@corrupts(42, 39, 41, 50, 54, 61, 73, 75, 77, 78)
def time_off_not_earned(good: Good, rng: Random) -> Iterator[Wrong]:
    """The ledger is right, but the late duty it was earned by is not done any more."""
    granted = Counter({key: 0 for key in good.problem.adults})
    for held in good.plan.reliefs:
        granted[held.adult] += held.interval.minutes
    for key in mixed([k for k, minutes in granted.items() if minutes], rng):
        sessions = tuple(replace(s, duties=tuple(d for d in s.duties if d.adult != key)) for s in good.plan.sessions)
        posts = tuple(replace(p, adult=None) if p.adult == key else p for p in good.plan.posts)
        credits = tuple(Credit(key, 0, granted[key]) if c.adult == key else c for c in good.plan.credits)
        plan = replace(good.plan, sessions=sessions, posts=posts, credits=credits)
        yield wrong(good, spot("relief_unearned", "", None, key), plan=plan)


@corrupts(42)
def a_ledger_that_flatters(good: Good, rng: Random) -> Iterator[Wrong]:
    """The ledger says more minutes earned, or fewer granted, than the plan holds."""
    for held in mixed(good.plan.credits, rng):
        change = rng.choice([{"earned": held.earned + 1}, {"granted": held.granted + 1}, {"earned": held.earned + 60}])
        credits = tuple(replace(c, **change) if c is held else c for c in good.plan.credits)
        yield wrong(good, spot("ledger", "", None, held.adult), plan=replace(good.plan, credits=credits))
