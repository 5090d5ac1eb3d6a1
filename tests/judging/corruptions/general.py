"""Rule 0 and chapters 一 and 二: a plan that is another school's, and pupils left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from judging.goods import Good
from judging.spoiling import (
    Wrong,
    bells,
    corrupts,
    grade_days,
    less_pupil,
    mixed,
    policy,
    post,
    rosters,
    session,
    some,
    spot,
    without,
    wrong,
)

from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Credit, Duty, Relief, Role, Seat


@corrupts(0)
def another_schools_plan(good: Good, rng: Random) -> Iterator[Wrong]:
    """School, week or mode are not the school's."""
    other = "counts" if good.plan.mode == "roster" else "roster"
    fields = {"school": "elsewhere", "week": good.plan.week + timedelta(days=7), "mode": other}
    for field, value in mixed(fields.items(), rng):
        yield wrong(good, spot(field), plan=replace(good.plan, **{field: value}))


@corrupts(0, 6, 19, 26, 38)
def ghosts_in_sessions(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session names an adult, venue, homeroom, club or pupil the school does not have."""
    section = SectionId("juggling", "Z", 1)
    for held in some(good, rng):
        key, more = f"X{rng.randrange(100, 1000)}", len(held.heads)
        changes = [
            (key, {"duties": (*held.duties, Duty(key, Role.ASSISTANT))}),
            (key, {"venue": key}),
            (key, {"heads": (*held.heads[: more - 1], (key, held.heads[-1][1]))}),
            (str(section), {"section": section}),
        ]
        if held.roster:
            changes.append((key, {"roster": (key, *held.roster[1:])}))
        where, change = rng.choice(changes)
        yield wrong(good, spot("ghost", where), plan=session(good.plan, held, **change))


@corrupts(0, 78)
def ghosts_elsewhere(good: Good, rng: Random) -> Iterator[Wrong]:
    """A post, time off, a ledger line, an open section or a seat names somebody unknown."""
    plan = good.plan
    for held in mixed(plan.posts, rng):
        key = f"X{rng.randrange(100, 1000)}"
        opened = rng.choice(plan.sections)
        yield wrong(
            good,
            spot("ghost", key),
            plan=rng.choice(
                [
                    post(plan, held, adult=key),
                    replace(plan, reliefs=(*plan.reliefs, Relief(key, held.date, "late_start", held.interval))),
                    replace(plan, credits=(*plan.credits, Credit(key, 0, 0))),
                    replace(plan, seats=(*plan.seats, Seat(key, opened.id, 0))),
                    replace(plan, sections=tuple(replace(s, lead=key) if s is opened else s for s in plan.sections)),
                ]
            ),
        )


@corrupts(0)
def ids_given_twice(good: Good, rng: Random) -> Iterator[Wrong]:
    """Two items bear one id."""
    first, *others = mixed([*good.plan.sessions], rng)
    for held in others:
        yield wrong(good, spot("twice", first.id), plan=session(good.plan, held, id=first.id))


@corrupts(0)
def values_made_better(good: Good, rng: Random) -> Iterator[Wrong]:
    """A tier is stated a little better, or worse, than it is."""
    tiers = good.plan.tiers
    for tier in mixed(tiers, rng):
        changed = tuple(replace(t, value=t.value + rng.choice([-10, -1, 1, 7])) if t is tier else t for t in tiers)
        yield wrong(good, spot("value", tier.name.value), plan=replace(good.plan, tiers=changed))


@corrupts(3, 6, 38, 42, 77)
def a_homeroom_without_one_period(good: Good, rng: Random) -> Iterator[Wrong]:
    """Every session of a homeroom in period 1, or period 2, is gone on one day."""
    days = [(home, day) for home in good.problem.homerooms for day in good.problem.days]
    for home, day in mixed(days, rng):
        period = rng.choice([Period.P1, Period.P2])
        if all(good.problem.headcount(home, day, p) for p in (Period.P1, Period.P2)):
            plan = good.plan
            for held in good.plan.sessions:
                if held.date == day.date and PERIOD_OF[held.kind] is period and home in dict(held.heads):
                    heads = tuple(pair for pair in held.heads if pair[0] != home)
                    roster = tuple(p for p in held.roster if good.problem.pupils[p].homeroom != home)
                    plan = session(plan, held, heads=heads, roster=roster) if heads else without(plan, held)
            yield wrong(good, spot("missing", home, day.date), plan=plan)


@corrupts(3, 5, 38, 40, 47, 48, 77)
def bells_with_one_family(good: Good, rng: Random) -> Iterator[Wrong]:
    """A grade's bells hold no homework period, or no club period, all week."""
    for grade in mixed({h.grade for h in good.problem.homerooms.values()}, rng):
        for gone, rule in (("p1", "no_homework"), ("p2", "no_club")):
            at = [(grade, day.date) for day in good.problem.days]
            problem = bells(good.problem, at, lambda times, gone=gone: replace(times, **{gone: None}, early=None))
            yield wrong(good, spot(rule, str(grade)), problem=problem)


@corrupts(5, 38, 40, 48, 77)
def a_day_that_ends_early(good: Good, rng: Random) -> Iterator[Wrong]:
    """One grade's period 2 ends one minute beyond the tolerance before off-work, or just within it."""
    rules = good.problem.policy
    for grade, when in grade_days(good, rng):
        times = good.problem.times[grade, when]
        stage = next(h.stage for h in good.problem.homerooms.values() if h.grade == grade)
        for minutes, rule in ((rules.end_tolerance + 1, "early"), (rules.end_tolerance, "within")):
            end = rules.off_work - minutes
            if times.p2 is not None and minutes and times.p2.start < end < times.p2.end:
                p2 = replace(times.p2, end=end)
                problem = bells(good.problem, [(grade, when)], lambda t, p2=p2: replace(t, p2=p2))
                yield wrong(good, spot(rule, stage.value, when), problem=problem)


@corrupts(5)
def people_get_off_later(good: Good, rng: Random) -> Iterator[Wrong]:
    """Off-work lies so late that the latest day of every stage is beyond the tolerance."""
    problem, ends = good.problem, {}
    for home in problem.homerooms.values():
        for day in problem.days:
            at = home.stage.value, day.date
            ends[at] = min(ends.get(at, 1440), problem.times[home.grade, day.date].service_end)
    off = max(ends.values()) + problem.policy.end_tolerance
    for more in mixed(range(1, 9), rng):
        spots = [spot("early", stage, when) for stage, when in ends]
        yield wrong(good, *spots, problem=policy(problem, off_work=off + more))


@corrupts(6, 39, 77)
def one_pupil_left_out(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil is in no session of a period applied for."""
    for held, key, home in rosters(good, rng, some(good, rng)):
        found = spot("unplaced", home, held.date, key)
        yield wrong(good, found, plan=less_pupil(good.plan, held, key, home))


@corrupts(6, 3, 38, 39, 42, 77)
def a_session_dropped(good: Good, rng: Random) -> Iterator[Wrong]:
    """A whole session is gone, with all its pupils."""
    for held in some(good, rng):
        if held.roster:
            homes = {
                home: tuple(p for p in held.roster if good.problem.pupils[p].homeroom == home) for home, _ in held.heads
            }
            spots = [spot("unplaced", home, held.date, *sorted(who)) for home, who in homes.items() if who]
            yield wrong(good, *spots, plan=without(good.plan, held))


@corrupts(6)
def too_few_heads(good: Good, rng: Random) -> Iterator[Wrong]:
    """Counts mode: a homeroom has one pupil fewer in a period than are expected."""
    for held in some(good, rng) if not good.problem.roster else ():
        period, day = PERIOD_OF[held.kind], good.problem.day(held.date)
        home, count = rng.choice(held.heads)
        there = [s for s in good.plan.sessions if s.date == held.date and PERIOD_OF[s.kind] is period]
        spare = sum(dict(s.heads).get(home, 0) for s in there) - good.problem.headcount(home, day, period)
        if count > spare >= 0:
            heads = tuple((h, n - spare - 1 if h == home else n) for h, n in held.heads)
            found = spot("heads", home, held.date)
            yield wrong(good, found, plan=session(good.plan, held, heads=heads))
