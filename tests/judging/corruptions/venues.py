"""Chapters 四(三) and 六(五): where everybody meets, inspections, dusk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from judging.goods import Good
from judging.spoiling import Wrong, corrupts, mixed, session, some, spot, venue, wrong

from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.groups import Kind, suits
from scheduler.domain.places import Venue
from scheduler.domain.plan import Session
from scheduler.domain.problem import Problem


def fits(problem: Problem, held: Session, place: Venue) -> bool:
    """Whether a session may be in a venue for its kind and size."""
    if held.kind is Kind.CLUB:
        kind = held.section is not None and place.kind in problem.clubs[held.section.club].venue_kinds
    else:
        kind = suits(place.kind, PERIOD_OF[held.kind])
    return kind and held.size <= place.capacity


@corrupts(26)
def nowhere_to_go(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session has no venue."""
    for held in some(good, rng):
        yield wrong(good, spot("none", held.id, held.date), plan=session(good.plan, held, venue=None))


@corrupts(26)
def a_room_too_small(good: Good, rng: Random) -> Iterator[Wrong]:
    """A room holds one pupil fewer than its fullest session."""
    for key in mixed({s.venue for s in good.plan.sessions if s.venue}, rng):
        here = [s for s in good.plan.sessions if s.venue == key]
        holds = max(s.size for s in here) - 1
        spots = [spot("full", s.id, s.date) for s in here if s.size > holds]
        yield wrong(good, *spots, problem=venue(good.problem, key, capacity=holds))


@corrupts(26)
def a_room_closed(good: Good, rng: Random) -> Iterator[Wrong]:
    """A room is closed on a day it is used."""
    for key, when in mixed({(s.venue, s.date) for s in good.plan.sessions if s.venue}, rng):
        here = [s for s in good.plan.sessions if (s.venue, s.date) == (key, when)]
        closed = good.problem.site.venues[key].closed | {when}
        yield wrong(
            good, *(spot("closed", s.id, s.date) for s in here), problem=venue(good.problem, key, closed=closed)
        )


@corrupts(26, 79)
def a_room_of_the_wrong_kind(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session is sent to a free venue of a kind it does not suit."""
    for held in some(good, rng):
        busy = {s.venue for s in good.plan.sessions if s.date == held.date and s.interval.overlaps(held.interval)}
        places = [v for v in good.problem.site.venues.values() if v.id not in busy and v.capacity >= held.size]
        wrongs = [v.id for v in places if not fits(good.problem, held, v) and held.date not in v.closed]
        if wrongs:
            found = spot("unsuited", held.id, held.date)
            yield wrong(good, found, plan=session(good.plan, held, venue=rng.choice(wrongs)))


@corrupts(26)
def a_room_for_two(good: Good, rng: Random) -> Iterator[Wrong]:
    """Two sessions of one time are sent to one room."""
    order = {s.id: index for index, s in enumerate(good.plan.sessions)}
    for held in some(good, rng):
        others = [
            s for s in good.plan.sessions if (s.date, s.interval) == (held.date, held.interval) and s.id != held.id
        ]
        others = [s for s in others if s.venue and fits(good.problem, held, good.problem.site.venues[s.venue])]
        if others:
            other = rng.choice(others)
            first = min(held, other, key=lambda s: order[s.id])
            plan = session(good.plan, held, venue=other.venue)
            yield wrong(good, spot("shared", first.id, held.date), plan=plan)


@corrupts(76)
def a_room_never_inspected(good: Good, rng: Random) -> Iterator[Wrong]:
    """A room was never inspected, or only after its first use."""
    for key in mixed({s.venue for s in good.plan.sessions if s.venue}, rng):
        first = min(s.date for s in good.plan.sessions if s.venue == key)
        late = rng.choice([None, first + timedelta(days=1)])
        problem = venue(good.problem, key, inspected_on=late)
        yield wrong(good, spot("never", key, first), problem=problem)


@corrupts(76)
def an_inspection_long_ago(good: Good, rng: Random) -> Iterator[Wrong]:
    """A room's inspection is one day too old when it is used, be it the first day or only the last."""
    cap = timedelta(days=good.problem.policy.inspection_days)
    for key in mixed({s.venue for s in good.plan.sessions if s.venue}, rng):
        when = rng.choice(sorted({s.date for s in good.plan.sessions if s.venue == key}))
        problem = venue(good.problem, key, inspected_on=when - cap - timedelta(days=1))
        yield wrong(good, spot("overdue", key, when), problem=problem)


@corrupts(79)
def outdoors_in_the_dark(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session's venue lies outdoors, without lights, and the sun sets a minute before its end."""
    for held in some(good, rng):
        if held.venue:
            sunset = held.interval.end - 1
            problem = replace(good.problem, sunsets={**good.problem.sunsets, held.date: sunset})
            here = [s for s in good.plan.sessions if s.venue == held.venue]
            problem = venue(problem, held.venue, outdoor=True, lit=False)
            late = [s for s in here if s.interval.end > problem.sunsets[s.date]]
            others = [
                s for s in good.plan.sessions
                if s.date == held.date and s.venue != held.venue and s.venue and s.interval.end > sunset
                and (v := good.problem.site.venues[s.venue]).outdoor and not v.lit
            ]  # fmt: skip
            yield wrong(good, *(spot("dark", s.id, s.date) for s in (*late, *others)), problem=problem)


@corrupts(79)
def lights_that_went_out(good: Good, rng: Random) -> Iterator[Wrong]:
    """On one day the sun sets a minute before everybody outdoors is in."""
    for when in mixed({s.date for s in good.plan.sessions}, rng):
        unlit = {v.id for v in good.problem.site.venues.values() if v.outdoor and not v.lit}
        out = [s for s in good.plan.sessions if s.date == when and s.venue in unlit]
        if out:
            sunset = max(s.interval.end for s in out) - rng.choice([1, 10])
            spots = [spot("dark", s.id, when) for s in out if s.interval.end > sunset]
            problem = replace(good.problem, sunsets={**good.problem.sunsets, when: sunset})
            yield wrong(good, *spots, problem=problem)


@corrupts(79, 75)
def gates_too_narrow(good: Good, rng: Random) -> Iterator[Wrong]:
    """One gate lets one pupil a minute through: every release of more than fifteen is named."""
    site = good.problem.site
    for slow in mixed(range(1, 3), rng):
        gates = {"G": replace(next(iter(site.gates.values())), id="G", pupils_per_minute=slow)}
        spots = []
        for day in good.problem.days:
            leaving: dict[int, int] = {}
            homes = {h for s in good.plan.sessions if s.date == day.date for h, _ in s.heads}
            for home in homes:
                at: dict[int, int] = {}
                for s in good.plan.sessions:
                    if s.date == day.date:
                        at[s.interval.end] = at.get(s.interval.end, 0) + dict(s.heads).get(home, 0)
                for end in at:
                    stay = max((n for later, n in at.items() if later > end), default=0)
                    leaving[end] = leaving.get(end, 0) + max(0, at[end] - stay)
            spots += [spot("release", "", day.date) for n in leaving.values() if n > 15 * slow]
        if spots:
            yield wrong(good, *spots, problem=replace(good.problem, site=replace(site, gates=gates)))
