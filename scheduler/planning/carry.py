"""A plan put into another week: every session, post and section on the same weekday and period, at its bells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Period
from scheduler.domain.groups import CLASS_KINDS, Kind
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.posts import post_demand
from scheduler.domain.problem import Problem
from scheduler.planning.flexhours import grant_reliefs
from scheduler.planning.unmet import unmet_demand

PERIODS: Mapping[Kind, Period] = {
    **{kind: period for period, kind in CLASS_KINDS.items()},
    Kind.SUPPORT: Period.P1,
    Kind.EXTENSION: Period.P1,
    Kind.CLUB: Period.P2,
}
"""The period in which each kind of session is held."""


def carry(plan: Plan, problem: Problem) -> Plan:
    """The plan in the week of the problem, as it would run there if nobody touched it: legal or not.

    A day takes what the plan has on the same date, else on its weekday; a day that follows another weekday's timetable,
    what the plan has on that weekday. Sessions whose period the day does not hold, and posts it does not ask for, are
    left out; nothing is added. In the roster those stay who are there that day, and a session nobody attends goes; in
    counts mode head-counts stay. Adults and venues stay, whether they can or not: the judge tells. Time off is granted
    anew from the duties, what is unmet is counted anew, and no tier has a proof. A plan carried to its own week keeps
    its sections, places, sessions and posts.
    """
    days = list(_sources(plan, problem))
    sessions = chain.from_iterable(_sessions(problem, day, plan, source) for day, source in days)
    held = tuple(sorted(sessions, key=lambda s: (s.date, s.interval, s.id)))
    posts = chain.from_iterable(_posts(problem, day, plan, source, held) for day, source in days)
    carried = replace(
        plan,
        week=problem.days[0].date,
        mode=problem.mode.value,
        sessions=held,
        posts=tuple(sorted(posts, key=lambda p: (p.date, p.interval, p.id))),
        seats=tuple(seat for seat in plan.seats if not problem.roster or seat.pupil in problem.pupils),
        tiers=(),
        bounds={},
    )
    reliefs, credits = grant_reliefs(problem, carried)
    carried = replace(carried, reliefs=reliefs, credits=credits)
    return replace(carried, unmet=unmet_demand(problem, carried))


def _sources(plan: Plan, problem: Problem) -> Iterator[tuple[SchoolDay, date]]:
    """Each day of the week with the date of the plan that it takes over; days that have none are left out."""
    dates = sorted({s.date for s in plan.sessions} | {p.date for p in plan.posts})
    for day in problem.days:
        same = [when for when in dates if when == day.date] or [w for w in dates if w.isoweekday() == day.weekday]
        if same:
            yield day, same[0]


def _sessions(problem: Problem, day: SchoolDay, plan: Plan, source: date) -> Iterator[Session]:
    for session in plan.sessions:
        room = next((room for room, _ in session.heads if room in problem.homerooms), None)
        slot = None if room is None else problem.slot(room, day, PERIODS[session.kind])
        if session.date != source or slot is None:
            continue
        heads, roster = _present(problem, day, session) if problem.roster else (session.heads, session.roster)
        if heads:
            name = _renamed(session.id, source, day.date)
            yield replace(session, id=name, date=day.date, interval=slot, heads=heads, roster=roster)


def _present(problem: Problem, day: SchoolDay, session: Session) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Those of a session's pupils who are there that day, and how many of each homeroom."""
    there = {
        pupil.id: room
        for room, _ in session.heads
        if room in problem.homerooms
        for pupil in problem.attending(room, day, PERIODS[session.kind])
    }
    roster = tuple(pupil for pupil in session.roster if pupil in there)
    rooms = [there[pupil] for pupil in roster]
    return tuple((room, rooms.count(room)) for room, _ in session.heads if room in rooms), roster


@dataclass(frozen=True, slots=True)
class _Slot:
    """One adult's post as the day asks for it."""

    kind: str
    place: str
    interval: Interval


def _posts(problem: Problem, day: SchoolDay, plan: Plan, source: date, held: tuple[Session, ...]) -> Iterator[Post]:
    """The plan's posts of a date in the order of the clock, each where the day asks for one of its kind and place."""
    asked = [
        _Slot(need.kind, need.place, need.interval)
        for need in post_demand(problem, day, _at_once([s.interval for s in held if s.date == day.date]))
        for _ in range(need.quantity)
    ]
    asked.sort(key=lambda slot: slot.interval)
    for post in sorted((p for p in plan.posts if p.date == source), key=lambda p: (p.interval, p.id)):
        slot = next((slot for slot in asked if (slot.kind, slot.place) == (post.kind, post.place)), None)
        if slot is not None:
            asked.remove(slot)
            yield replace(post, id=_renamed(post.id, source, day.date), date=day.date, interval=slot.interval)


def _at_once(spans: list[Interval]) -> int:
    """The most of these that run at one minute."""
    return max((sum(span.contains(start) for span in spans) for start in {span.start for span in spans}), default=0)


def _renamed(name: str, old: date, new: date) -> str:
    """The id of a session or post on another date."""
    return name.replace(old.isoformat(), new.isoformat())
