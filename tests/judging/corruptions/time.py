"""Chapter 五(二): school days, minutes, extended care, evening study, the afternoon start."""

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
    lead_changed,
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

from scheduler.calendar.bells import DayTimes
from scheduler.calendar.clock import Interval
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import Stage

CARE, EVENING = Kind.EXTENDED_CARE, Kind.EVENING_STUDY


@corrupts(37, 3, 6, 38, 39, 42)
def a_day_without_service(good: Good, rng: Random) -> Iterator[Wrong]:
    """Nothing is held on a school day."""
    for day in mixed(good.problem.days, rng):
        held = [s for s in good.plan.sessions if s.date == day.date]
        yield wrong(good, spot("no_service", "", day.date), plan=without(good.plan, *held))


@corrupts(37, 3, 6, 38, 39, 42, 77)
def a_session_at_the_weekend(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session is held on a date without school."""
    for held in some(good, rng):
        when = rng.choice([good.plan.week + timedelta(days=n) for n in (-1, 5, 6, 7)])
        found = spot("no_school", held.id, when)
        yield wrong(good, found, plan=session(good.plan, held, date=when))


@corrupts(37, 10, 42, 75, 77, 78)
def a_post_at_the_weekend(good: Good, rng: Random) -> Iterator[Wrong]:
    """A post is held on a date without school."""
    for held in mixed(good.plan.posts, rng):
        when = good.plan.week + timedelta(days=rng.choice([-2, 5, 6, 8]))
        yield wrong(good, spot("no_school", held.id, when), plan=post(good.plan, held, date=when))


@corrupts(38, 48)
def a_period_cut_short(good: Good, rng: Random) -> Iterator[Wrong]:
    """A group of whole homerooms starts a minute late or ends a minute early."""
    for held in some(good, rng, Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.CLASS_ACTIVITY):
        start, end = held.interval.start, held.interval.end
        slot = rng.choice([Interval(start + 1, end), Interval(start, end - 1)])
        period = PERIOD_OF[held.kind]
        alone = [
            home for home, _ in held.heads
            if not any(
                s is not held and s.date == held.date and PERIOD_OF[s.kind] is period and home in dict(s.heads)
                for s in good.plan.sessions
            )
        ]  # fmt: skip
        if alone:
            spots = [spot("less", home, held.date) for home in alone]
            yield wrong(good, *spots, plan=session(good.plan, held, interval=slot))


def _minutes(good: Good, times: DayTimes, *, evening: bool) -> int:
    """Minutes of the service by the policy's reading of breaks."""
    parts = [part for part in (times.early, times.p1, times.p2) if part is not None]
    whole = parts[-1].end - parts[0].start if good.problem.policy.inner_breaks_count else sum(p.minutes for p in parts)
    return whole + (times.evening.minutes if evening and times.evening else 0)


@corrupts(38, 5, 40, 48)
def a_day_of_too_few_minutes(good: Good, rng: Random) -> Iterator[Wrong]:
    """One grade has no evening study and a service a minute below what its stage is due."""
    stages = {h.grade: h.stage for h in good.problem.homerooms.values()}
    for grade, when in grade_days(good, rng):
        stage = stages[grade]
        due = good.problem.policy.min_daily_minutes[stage]
        less = max(5, _minutes(good, good.problem.times[grade, when], evening=False) - due + 1)
        times = good.problem.times[grade, when]
        if times.p2 is not None and times.p2.minutes > less:
            p2 = Interval(times.p2.start, times.p2.end - less)
            problem = bells(good.problem, [(grade, when)], lambda t, p2=p2: replace(t, p2=p2, evening=None))
            rule = "short_junior" if stage is Stage.JUNIOR else "short"
            yield wrong(good, spot(rule, str(grade), when), problem=problem)


@corrupts(38, 5, 48)
def evening_study_makes_up_for_it(good: Good, rng: Random) -> Iterator[Wrong]:
    """With evening study counted, as the notice may be read, a junior day reaches two hours only by it."""
    for grade, when in grade_days(good, rng) if good.problem.policy.evening_counts else ():
        times, less = good.problem.times[grade, when], rng.choice([5, 10, 20, 40])
        stage = next(h.stage for h in good.problem.homerooms.values() if h.grade == grade)
        if times.p2 is not None and times.evening is not None:
            p2 = Interval(times.p2.start, times.p2.end - less)
            alone = _minutes(good, replace(times, p2=p2), evening=False)
            if alone < good.problem.policy.min_daily_minutes[stage] <= alone + times.evening.minutes:
                problem = bells(good.problem, [(grade, when)], lambda t, p2=p2: replace(t, p2=p2))
                yield wrong(good, spot("only_with_evening", str(grade), when), problem=problem)


@corrupts(39, 42, 73, 77)
def care_with_one_adult(good: Good, rng: Random) -> Iterator[Wrong]:
    """Extended care has one adult fewer than its pair."""
    for held in some(good, rng, CARE):
        gone = rng.choice(held.duties)
        left = tuple(d for d in held.duties if d is not gone)
        if len(left) < good.problem.policy.extended_adults:
            yield wrong(good, spot("adults", held.id, held.date), plan=session(good.plan, held, duties=left))


@corrupts(39)
def care_too_crowded(good: Good, rng: Random) -> Iterator[Wrong]:
    """A group of extended care may hold one pupil fewer than the fullest has."""
    cares = good.plan.of_kind(CARE)
    for less in (1, 2):
        most = max(s.size for s in cares) - less
        spots = [spot("crowded", s.id, s.date) for s in cares if s.size > most]
        yield wrong(good, *spots, problem=policy(good.problem, extended_group=most))


@corrupts(39, 6)
def a_pupil_sent_home(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil who asked for extended care has no place in it."""
    for held, key, home in rosters(good, rng, some(good, rng, CARE)):
        found = spot("left_out", home, held.date, key)
        yield wrong(good, found, plan=less_pupil(good.plan, held, key, home))


@corrupts(39, 6, 42)
def care_dropped(good: Good, rng: Random) -> Iterator[Wrong]:
    """A group of extended care is not held: every homeroom's pupils are left out."""
    for held in some(good, rng, CARE):
        spots = []
        for home, _ in held.heads:
            who = sorted(p for p in held.roster if good.problem.pupils[p].homeroom == home)
            if good.problem.headcount(home, good.problem.day(held.date), Period.EXTENDED):
                spots.append(spot("left_out", home, held.date, *who))
        yield wrong(good, *spots, plan=without(good.plan, held))


@corrupts(39, 48)
def bells_without_care(good: Good, rng: Random) -> Iterator[Wrong]:
    """A grade's bells hold no extended care on a day it is asked for."""
    for grade, when in grade_days(good, rng):
        homes = [h.id for h in good.problem.homerooms.values() if h.grade == grade]
        day = good.problem.day(when)
        spots = [spot("no_bells", h, when) for h in homes if good.problem.headcount(h, day, Period.EXTENDED)]
        if spots:
            yield wrong(good, *spots, problem=bells(good.problem, [(grade, when)], lambda t: replace(t, extended=None)))


@corrupts(40, 10, 26, 42, 48, 75, 78)
def care_at_another_time(good: Good, rng: Random) -> Iterator[Wrong]:
    """Extended care starts late, lasts longer, or both."""
    for held in some(good, rng, CARE):
        start, end = held.interval.start, held.interval.end
        slot, rules = rng.choice(
            [(Interval(start + 5, end + 5), ["start"]), (Interval(start, end + 1), ["length"]),
             (Interval(start + 1, end), ["start", "length"])]
        )  # fmt: skip
        spots = [spot(rule, held.id, held.date) for rule in rules]
        yield wrong(good, *spots, plan=session(good.plan, held, interval=slot))


@corrupts(40, 48)
def bells_with_other_care(good: Good, rng: Random) -> Iterator[Wrong]:
    """A grade's bells start extended care late, or let it last longer, from a day on: the first is named."""
    for grade, when in grade_days(good, rng):
        care = good.problem.times[grade, when].extended
        if care is not None:
            at = [(grade, d.date) for d in good.problem.days if d.date >= when]
            late = bells(good.problem, at, lambda t: replace(t, extended=t.extended and t.extended.shift(5)))
            long = bells(
                good.problem, at,
                lambda t: replace(t, extended=t.extended and Interval(t.extended.start, t.extended.end + 5)),
            )  # fmt: skip
            problem, rule = rng.choice([(late, "bells_start"), (long, "bells_length")])
            yield wrong(good, spot(rule, str(grade), when), problem=problem)


@corrupts(41, 48)
def primary_pupils_in_the_evening(good: Good, rng: Random) -> Iterator[Wrong]:
    """A primary homeroom is down for evening study."""
    homes = [h.id for h in good.problem.homerooms.values() if h.stage is Stage.PRIMARY]
    for held in some(good, rng, EVENING):
        heads = (*held.heads, (max(homes, key=good.problem.grade), 0))
        yield wrong(good, spot("stage", held.id, held.date), plan=session(good.plan, held, heads=heads))


@corrupts(41, 30, 42, 48, 75, 78)
def evening_study_into_the_night(good: Good, rng: Random) -> Iterator[Wrong]:
    """An evening session ends a minute, or an hour, after the latest end."""
    for held in some(good, rng, EVENING):
        late = Interval(held.interval.start, good.problem.policy.evening_latest_end + rng.choice([1, 60]))
        yield wrong(good, spot("late", held.id, held.date), plan=session(good.plan, held, interval=late))


@corrupts(41, 42, 60, 61, 73)
def an_outsider_leads_the_evening(good: Good, rng: Random) -> Iterator[Wrong]:
    """Evening study is led by somebody who is not of the staff."""
    others = sorted(a.id for a in good.problem.adults.values() if not a.own)
    for held in some(good, rng, EVENING):
        key = rng.choice(others)
        plan = lead_changed(good.plan, held, key)
        yield wrong(good, spot("own_lead", held.id, held.date, key), plan=plan)


@corrupts(41, 42, 73)
def nobody_in_the_evening(good: Good, rng: Random) -> Iterator[Wrong]:
    """Evening study has no adult at all."""
    for held in some(good, rng, EVENING):
        yield wrong(good, spot("adults", held.id, held.date), plan=session(good.plan, held, duties=()))


@corrupts(41, 30)
def bells_with_a_strange_evening(good: Good, rng: Random) -> Iterator[Wrong]:
    """Evening study stands in a primary grade's bells, or ends too late in anybody's."""
    stages = {h.grade: h.stage for h in good.problem.homerooms.values()}
    for grade, when in grade_days(good, rng):
        late = rng.choice([0, 1, 30])
        end = good.problem.policy.evening_latest_end + late
        problem = bells(good.problem, [(grade, when)], lambda t, end=end: replace(t, evening=Interval(end - 60, end)))
        spots = [spot("bells_late", str(grade), when)] if late else []
        if stages[grade] is Stage.PRIMARY:
            spots.append(spot("bells_stage", str(grade), when))
        if spots:
            yield wrong(good, *spots, problem=problem)


def _afternoons(good: Good, rng: Random, area: str) -> Iterator[Wrong]:
    """The afternoon starts at another time than the notice fixes for the area: by the policy, or by a grade's bells."""
    required = good.problem.policy.required_afternoon_start
    town = policy(good.problem, area=area)
    for grade, when in grade_days(good, rng):
        more = rng.choice([-30, -1, 1, 15])
        times = good.problem.times[grade, when]
        if rng.random() < 0.5:
            yield wrong(good, spot("start"), problem=policy(town, afternoon_start=required + more))
        elif times.lessons:
            lessons = (Interval(required + more, times.lessons[0].end), *times.lessons[1:])
            problem = bells(town, [(grade, when)], lambda t, lessons=lessons: replace(t, lessons=lessons))
            yield wrong(good, spot("lesson", str(grade)), problem=problem)


@corrupts(43)
def town_afternoons(good: Good, rng: Random) -> Iterator[Wrong]:
    """A town school's afternoon does not start when the notice says."""
    yield from _afternoons(good, rng, "town")


@corrupts(44)
def rural_afternoons(good: Good, rng: Random) -> Iterator[Wrong]:
    """A rural school's afternoon does not start when the notice says."""
    yield from _afternoons(good, rng, "rural")
