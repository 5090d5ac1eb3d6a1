"""What is different in the repaired week, change by change, and what each costs: counted from the two plans alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.domain.changes import ChangeKind
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Post, Session, clubs_held
from scheduler.domain.problem import Problem
from scheduler.repair.moment import Moment

YOUNG = 2
"""Grades 1 and 2 find their way with help alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `who` is an adult, a pupil or a session, `where` the session, post or strand it is about."""

    kind: ChangeKind
    who: str
    where: str
    date: date | None
    points: int


Item = Session | Post
Served = Mapping[tuple[str, date], Mapping[tuple[str, str], Item]]
"""Adult and date to the items served in, by id and role."""


def changes(problem: Problem, before: Plan, after: Plan, since: Moment) -> tuple[Change, ...]:
    """Every change of duties, rooms and club places, by date; whoever is absent that day costs nothing."""
    found = [
        *_duties(problem, before, after, since),
        *_rooms(problem, before, after),
        *places_lost(problem, before, after),
    ]
    return tuple(sorted(found, key=lambda c: (str(c.date or ""), c.who, c.where, c.kind)))


def total(found: tuple[Change, ...]) -> int:
    """Points of all changes."""
    return sum(change.points for change in found)


def activity_of(session: Session) -> str:
    """The id of the class activity that may stand for a club meeting."""
    return f"{Kind.CLASS_ACTIVITY}/{session.id.partition('/')[2]}"


def served(plan: Plan) -> dict[tuple[str, date], dict[tuple[str, str], Item]]:
    """What every adult does on every date. A club meeting and the class activity that stands for it are one thing."""
    found: dict[tuple[str, date], dict[tuple[str, str], Item]] = {}
    for session in plan.sessions:
        name = activity_of(session) if session.kind is Kind.CLUB else session.id
        for duty in session.duties:
            found.setdefault((duty.adult, session.date), {})[name, duty.role] = session
    for post in plan.posts:
        if post.adult is not None:
            found.setdefault((post.adult, post.date), {})[post.id, "post"] = post
    return found


def _duties(problem: Problem, before: Plan, after: Plan, since: Moment) -> Iterator[Change]:
    points = problem.policy.changes
    was, now = served(before), served(after)
    for at in dict.fromkeys([*was, *now]):
        who, when = at
        adult = problem.adults.get(who)
        mine, still = was.get(at, {}), now.get(at, {})
        lost = [item for key, item in mine.items() if key not in still]
        new = [item for key, item in still.items() if key not in mine]
        if adult is not None and when not in adult.absent:
            for item in lost:
                yield Change(ChangeKind.RELIEVED, who, item.id, when, points.get(ChangeKind.RELIEVED, 0))
        if new and not mine:
            yield Change(ChangeKind.CALLED_IN, who, new[0].id, when, points.get(ChangeKind.CALLED_IN, 0))
        for item in new:
            instead = any(item.interval.overlaps(other.interval) for other in lost)
            kind = ChangeKind.MOVED if instead else ChangeKind.DUTY
            yield Change(kind, who, item.id, when, points.get(kind, 0))
            if since.late(when):
                yield Change(ChangeKind.TOLD_LATE, who, item.id, when, points.get(ChangeKind.TOLD_LATE, 0))


def _rooms(problem: Problem, before: Plan, after: Plan) -> Iterator[Change]:
    points = problem.policy.changes
    now = {session.id: session for session in after.sessions}
    for session in before.sessions:
        held = now.get(session.id)
        if held is None and session.kind is Kind.CLUB and activity_of(session) in now:
            yield Change(ChangeKind.CLUB_OFF, session.id, session.id, session.date, points.get(ChangeKind.CLUB_OFF, 0))
        elif held is not None and session.venue is not None and held.venue not in (None, session.venue):
            yield Change(ChangeKind.ROOM, held.id, held.venue or "", held.date, points.get(ChangeKind.ROOM, 0))
            if any(problem.grade(room) <= YOUNG for room, _ in held.heads if room in problem.homerooms):
                cost = points.get(ChangeKind.YOUNG_ROOM, 0)
                yield Change(ChangeKind.YOUNG_ROOM, held.id, held.venue or "", held.date, cost)


def places_lost(problem: Problem, before: Plan, after: Plan) -> tuple[Change, ...]:
    """Pupils who held a club place and hold another one, or none, though they are still to have one."""
    return tuple(_places(problem, before, after))


def _places(problem: Problem, before: Plan, after: Plan) -> Iterator[Change]:
    cost = problem.policy.changes.get(ChangeKind.PLACE_LOST, 0)
    had, has = clubs_held(before.seats), clubs_held(after.seats)
    sought = {(p.id, s.id) for s in problem.strands.values() for p in problem.strand_pupils(s)} if had != has else set()
    for (pupil, strand), club in had.items():
        if (pupil, strand) in sought and has.get((pupil, strand)) != club:
            yield Change(ChangeKind.PLACE_LOST, pupil, strand, None, cost)
