"""Chapter 五(三)甲: two periods, bells, what period 1 is for, small groups, period 2."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from judging.goods import Good
from judging.spoiling import (
    Wrong,
    bells,
    club,
    corrupts,
    grade_days,
    mixed,
    policy,
    pupil,
    rosters,
    session,
    some,
    spot,
    wrong,
)

from scheduler.calendar.clock import Interval
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Role, Session

HOMEWORK = (Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENSION)


def shifted(held: Session, minutes: int) -> Interval:
    """The session's interval some minutes later."""
    return held.interval.shift(minutes)


@corrupts(47, 10, 26, 48, 73, 75, 77, 78)
def a_third_time_of_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """One of several groups of a homeroom and period meets some minutes later than the others."""
    both = (Period.P1, Period.P2)
    for held in some(good, rng):
        if PERIOD_OF[held.kind] in both:
            plan = session(good.plan, held, interval=shifted(held, rng.choice([-5, 3, 10])))
            homes = []
            for home, _ in held.heads:
                here = {
                    s.interval
                    for s in plan.sessions
                    if s.date == held.date and home in dict(s.heads) and PERIOD_OF[s.kind] in both
                }
                if len(here) > 2:
                    homes.append(home)
            if homes:
                yield wrong(good, *(spot("more", home, held.date) for home in homes), plan=plan)


@corrupts(47, 5, 21, 38, 40, 48, 77)
def bells_of_one_period(good: Good, rng: Random) -> Iterator[Wrong]:
    """A stage's bells hold only one period on a day; or none."""
    stages = {h.grade: h.stage for h in good.problem.homerooms.values()}
    for grade, when in grade_days(good, rng):
        if rng.random() < 0.4:
            problem = bells(good.problem, [(grade, when)], lambda t: replace(t, p1=None, p2=None, early=None))
            lost = [spot("none", str(grade), when)]
            times = good.problem.times[grade, when]
            if (times.p1 is None) == (times.p2 is None):
                yield wrong(good, *lost, problem=problem)
        else:
            gone = rng.choice(["p1", "p2"])
            at = [(grade, when)]
            problem = bells(good.problem, at, lambda t, gone=gone: replace(t, **{gone: None}, early=None))
            held = [problem.times[g, d.date] for g, s in stages.items() if s is stages[grade] for d in problem.days]
            if sum((t.p1 is None) != (t.p2 is None) for t in held) == 1:
                yield wrong(good, spot("one_period", stages[grade].value), problem=problem)


@corrupts(48, 10, 26, 40, 42, 47, 73, 75, 77, 78)
def off_the_bells(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session starts and ends some minutes before or after its bells."""
    for held in some(good, rng):
        homes = tuple(home for home, _ in held.heads)
        plan = session(good.plan, held, interval=shifted(held, rng.choice([-2, -1, 1, 7])))
        yield wrong(good, spot("off_bells", held.id, held.date, *homes), plan=plan)


@corrupts(48, 5, 42)
def bells_that_moved(good: Good, rng: Random) -> Iterator[Wrong]:
    """A grade's period 1 is now five minutes shorter; its groups keep the old time."""
    for grade, when in grade_days(good, rng):
        times = good.problem.times[grade, when]
        if times.p1 is not None:
            p1 = Interval(times.p1.start, times.p1.end - 5)
            spots = []
            for held in good.plan.sessions:
                homes = [h for h, _ in held.heads if good.problem.grade(h) == grade]
                if held.date == when and held.interval == times.p1 and homes:
                    spots.append(spot("off_bells", held.id, when, *homes))
            if spots:
                yield wrong(
                    good, *spots, problem=bells(good.problem, [(grade, when)], lambda t, p1=p1: replace(t, p1=p1))
                )


@corrupts(49, 3, 6, 21, 24, 38, 39, 40, 42)
def no_homework_in_period_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """A group of period 1 is of another kind."""
    for held in some(good, rng, *HOMEWORK):
        kind = rng.choice([Kind.CLASS_ACTIVITY, Kind.CLUB, Kind.EARLY_ACTIVITY, Kind.EXTENDED_CARE])
        yield wrong(good, spot("family", held.id, held.date), plan=session(good.plan, held, kind=kind))


@corrupts(51)
def games_in_period_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """Period 1 is given to something allowed elsewhere."""
    for held in some(good, rng, *HOMEWORK):
        content = rng.choice(["sport", "labour", "games", "care", "club"])
        yield wrong(good, spot("content", held.id, held.date), plan=session(good.plan, held, content=content))


@corrupts(54, 3, 6, 21, 24, 26, 30, 38, 41, 42, 51, 52, 75, 77, 78)
def no_club_in_period_two(good: Good, rng: Random) -> Iterator[Wrong]:
    """A group of period 2 is of another kind."""
    for held in some(good, rng, Kind.CLUB, Kind.CLASS_ACTIVITY):
        kind = rng.choice([Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENDED_CARE, Kind.EVENING_STUDY])
        yield wrong(good, spot("family", held.id, held.date), plan=session(good.plan, held, kind=kind))


def leaderless(good: Good, rng: Random, *kinds: Kind) -> Iterator[Wrong]:
    """Nobody is in charge of a group; who helps, stays."""
    for held in some(good, rng, *kinds):
        left = tuple(d for d in held.duties if d.role is not Role.LEAD)
        spots = [spot("no_lead", held.id, held.date)]
        if left:  # with nobody at all, that nobody leads says everything
            spots.append(spot("too_few", held.id, held.date))
        yield wrong(good, *spots, plan=session(good.plan, held, duties=left))


def understaffed(good: Good, rng: Random, *kinds: Kind) -> Iterator[Wrong]:
    """A pupil of a group needs an adult of their own, and the group has its lead alone."""
    for _, key, _ in rosters(good, rng, some(good, rng, *kinds)):
        mine = [s for s in good.plan.of_kind(*kinds) if key in s.roster]
        needy = any(good.problem.pupils[p].needs_adult for s in mine for p in s.roster)
        if not needy and all(len(s.duties) == 1 for s in mine):
            problem = pupil(good.problem, key, needs_adult=True)
            yield wrong(good, *(spot("too_few", s.id, s.date) for s in mine), problem=problem)


def _too_many_pupils(good: Good, rng: Random, *kinds: Kind) -> Iterator[Wrong]:
    """One adult may look after a single pupil fewer than a group has."""
    for held in some(good, rng, *kinds):
        if held.size > 1 and len(held.duties) == 1:
            grade = min(good.problem.grade(home) for home, n in held.heads)
            risk = good.problem.clubs[held.section.club].risk if held.section else 0
            ratio = good.problem.policy.ratios[risk, grade]
            ratios = {**good.problem.policy.ratios, (risk, grade): replace(ratio, hard=held.size - 1)}
            spots = []
            for other in good.plan.of_kind(*kinds):
                level = good.problem.clubs[other.section.club].risk if other.section else 0
                youngest = min(good.problem.grade(home) for home, _ in other.heads)
                if (level, youngest) == (risk, grade) and -(-other.size // (held.size - 1)) > len(other.duties):
                    spots.append(spot("too_few", other.id, other.date))
            yield wrong(good, *spots, problem=policy(good.problem, ratios=ratios))


@corrupts(50, 61, 73, 77)
def nobody_in_charge_of_homework(good: Good, rng: Random) -> Iterator[Wrong]:
    """A homework group has no lead."""
    yield from leaderless(good, rng, Kind.HOMEWORK)


@corrupts(50, 39, 41, 54)
def a_homework_pupil_in_need(good: Good, rng: Random) -> Iterator[Wrong]:
    """A homework group has a pupil who needs an adult of their own, and no second adult."""
    yield from understaffed(good, rng, Kind.HOMEWORK)


@corrupts(50, 54)
def too_much_homework_for_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """A homework group is one pupil larger than one adult may look after."""
    yield from _too_many_pupils(good, rng, Kind.HOMEWORK)


@corrupts(54, 42, 73, 77)
def nobody_in_charge_of_a_club(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club, class or early activity has no lead."""
    yield from leaderless(good, rng, Kind.CLUB, Kind.CLASS_ACTIVITY, Kind.EARLY_ACTIVITY)


@corrupts(54, 50)
def a_club_too_large_for_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """An activity is one pupil larger than one adult may look after at its risk."""
    yield from _too_many_pupils(good, rng, Kind.CLUB, Kind.CLASS_ACTIVITY, Kind.EARLY_ACTIVITY)


@corrupts(54)
def a_club_too_risky(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy no longer allows a club's risk at the youngest grade it holds, or at one it is open to."""
    here = {h.grade for h in good.problem.homerooms.values()}
    for key in mixed(good.problem.clubs, rng):
        changed = club(good.problem, key, risk=9)
        grades = sorted(changed.clubs[key].grades & here)
        spots = [spot("offered", key)] * len(grades)
        spots += [
            spot("grade", s.id, s.date) for s in good.plan.of_kind(Kind.CLUB) if s.section and s.section.club == key
        ]
        if spots:
            yield wrong(good, *spots, problem=changed)
