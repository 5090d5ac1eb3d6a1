"""Judge side: what a plan holds, from the Plan alone: who is engaged when, how late, what is covered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calendar.clock import MINUTES_PER_DAY, Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.groups import Kind
from scheduler.domain.people import Stage
from scheduler.domain.plan import Plan, Role, Session
from scheduler.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Engagement:
    """One duty as the plan holds it. `building` and `stage` are None where the plan does not say."""

    adult: str
    date: date
    interval: Interval
    kind: str
    role: Role
    where: str
    building: str | None
    stage: Stage | None


def day_of(problem: Problem, when: date) -> SchoolDay | None:
    """The school day of a date; None for a date without school in the planned week."""
    return next((day for day in problem.days if day.date == when), None)


def stage_of(problem: Problem, session: Session) -> Stage | None:
    """Stage of the session's first homeroom; None when no homeroom is known."""
    rooms = (problem.homerooms.get(homeroom) for homeroom, _ in session.heads)
    return next((room.stage for room in rooms if room is not None), None)


def engagements(problem: Problem, plan: Plan) -> Mapping[str, tuple[Engagement, ...]]:
    """Duties of every known adult who has any, adults by id, each adult's duties by date and clock."""
    found: dict[str, list[Engagement]] = {}
    for session in plan.sessions:
        venue = problem.site.venues.get(session.venue or "")
        building = None if venue is None else venue.building
        stage = stage_of(problem, session)
        for duty in session.duties:
            found.setdefault(duty.adult, []).append(
                Engagement(
                    duty.adult,
                    session.date,
                    session.interval,
                    session.kind.value,
                    duty.role,
                    session.id,
                    building,
                    stage,
                )
            )
    for post in plan.posts:
        if post.adult is not None:
            found.setdefault(post.adult, []).append(
                Engagement(post.adult, post.date, post.interval, post.kind, Role.POST, post.id, post.building, None)
            )
    return {
        adult: tuple(sorted(found[adult], key=lambda e: (e.date, e.interval, e.where)))
        for adult in sorted(found)
        if adult in problem.adults
    }


def late_part(problem: Problem, duty: Engagement) -> int:
    """Minutes of a duty after period 1 of its day: of its own stage, for a post of the first stage to end it.

    Where a day has no period 1, period 2 is late from its start.
    """
    marks = []
    for homeroom in problem.homerooms.values():
        times = problem.times.get((homeroom.grade, duty.date))
        if times is not None and duty.stage in (None, homeroom.stage):
            if times.p1 is not None:
                marks.append(times.p1.end)
            elif times.p2 is not None:
                marks.append(times.p2.start)
    begins = max(min(marks, default=MINUTES_PER_DAY), duty.interval.start)
    return max(0, duty.interval.end - begins)


def late_totals(problem: Problem, plan: Plan) -> Mapping[str, Mapping[date, int]]:
    """Late minutes of every adult with a duty, by date; a date without a late minute is absent."""
    known: dict[tuple[date, Interval, Stage | None], int] = {}
    totals: dict[str, dict[date, int]] = {}
    for adult, duties in engagements(problem, plan).items():
        mine = totals.setdefault(adult, {})
        for duty in duties:
            what = (duty.date, duty.interval, duty.stage)
            if what not in known:
                known[what] = late_part(problem, duty)
            if known[what]:
                mine[duty.date] = mine.get(duty.date, 0) + known[what]
    return totals


def evening_from(problem: Problem, when: date) -> int:
    """The minute evening study begins that day; the end of the day when there is none."""
    starts = []
    for homeroom in problem.homerooms.values():
        times = problem.times.get((homeroom.grade, when))
        if times is not None and times.evening is not None:
            starts.append(times.evening.start)
    return min(starts, default=MINUTES_PER_DAY)


def windows(sessions: Iterable[Session]) -> Mapping[str, Interval]:
    """From the first to the last minute of one day's sessions: `service`, `care`, `whole` and `evening`."""
    service = [s.interval for s in sessions if s.kind not in (Kind.EXTENDED_CARE, Kind.EVENING_STUDY)]
    extended = [s.interval for s in sessions if s.kind is Kind.EXTENDED_CARE]
    evening = [s.interval for s in sessions if s.kind is Kind.EVENING_STUDY]
    found = {}
    for name, parts in (("service", service), ("whole", [*service, *extended]), ("evening", evening)):
        if parts:
            found[name] = Interval(min(p.start for p in parts), max(p.end for p in parts))
    if extended:
        first = min(p.start for p in extended)
        ended = max((p.end for p in service), default=first)
        found["care"] = Interval(min(first, ended), max(p.end for p in extended))
    return found


def busiest(sessions: Sequence[Session]) -> int:
    """Most sessions that run at one minute; 0 without sessions."""
    starts = sorted({s.interval.start for s in sessions})
    return max((sum(s.interval.contains(start) for s in sessions) for start in starts), default=0)


def least_cover(window: Interval, held: Sequence[Interval]) -> tuple[int, int]:
    """The fewest of the intervals that run at one minute of the window, and the first such minute."""
    cuts = {window.start, *(h.end for h in held), *(h.start for h in held)}
    minutes = sorted(minute for minute in cuts if window.contains(minute))
    return min((sum(h.contains(minute) for h in held), minute) for minute in minutes)


def by_date(plan: Plan) -> Mapping[date, tuple[Session, ...]]:
    """Sessions of every date that has any, dates in order."""
    found: dict[date, list[Session]] = {}
    for session in plan.sessions:
        found.setdefault(session.date, []).append(session)
    return {when: tuple(found[when]) for when in sorted(found)}


def clear_of(first: Interval, second: Interval, walk: int) -> bool:
    """Whether one person can serve both intervals with `walk` minutes of way between them."""
    return second.start - first.end >= walk or first.start - second.end >= walk


def union_minutes(intervals: Iterable[Interval]) -> int:
    """Minutes of the clock that lie in at least one of the intervals."""
    total, reached = 0, 0
    for interval in sorted(intervals):
        total += max(0, interval.end - max(interval.start, reached))
        reached = max(reached, interval.end)
    return total
