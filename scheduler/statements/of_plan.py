"""What a plan assigns, as statements: all of it, or that of some adults, clubs or days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Plan, Role, Session
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import ClubVenue, LeadsClub, Sections, When
from scheduler.statements.groups import GroupVenue, Together
from scheduler.statements.pupils import InClub
from scheduler.statements.statement import Count, Statement
from scheduler.statements.tasks import Assists, Task
from scheduler.statements.words import Named


@dataclass(frozen=True)
class Share:
    """Which part of a plan: of these adults, these clubs, these weekdays; an empty set is no restriction.

    With adults alone, what these do; with clubs alone, what these are; with both, what these do in those.
    `pupils`: the club places of pupils too.
    """

    adults: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    pupils: bool = False

    def adult(self, adult: str | None) -> bool:
        """Whether what the adult does is asked for."""
        return adult is not None and (not self.adults or adult in self.adults)

    def club(self, club: str) -> bool:
        """Whether the club is asked for."""
        return not self.clubs or club in self.clubs

    def day(self, weekday: int | None) -> bool:
        """Whether the weekday is asked for."""
        return weekday is not None and (not self.weekdays or weekday in self.weekdays)


ALL = Share()


def statements_of(problem: Problem, plan: Plan, share: Share = ALL) -> tuple[Statement, ...]:
    """Statements that hold in the plan and together say what it assigns, in its order, none twice.

    Sections of one club in one strand are alike, and so are the adults of one session: who is first is not said. What
    the problem does not have is left out.
    """
    found = [*_clubs(problem, plan, share), *_duties(problem, plan, share)]
    if not share.adults and not share.clubs:
        found[0:0] = _groups(problem, plan, share)
    return tuple(dict.fromkeys(s for s in found if s.holds(problem, plan)))


def _groups(problem: Problem, plan: Plan, share: Share) -> Iterator[Statement]:
    """Where class-based groups meet, and which homerooms meet together."""
    for session in _held(problem, plan, share):
        if session.section is None:
            of, weekday = _of(session), problem.day(session.date).weekday
            rooms = tuple(room for room, _ in session.heads)
            if len(rooms) > 1 and any(set(rooms) <= set(merge) for merge in problem.merges):
                yield Together(session.kind, rooms, weekday)
            if session.venue is not None:
                yield GroupVenue(session.kind, of, session.venue, weekday)


def _clubs(problem: Problem, plan: Plan, share: Share) -> Iterator[Statement]:
    """Sections, their venues and leads, and places in them."""
    sections = [s for s in plan.sections if _asked(problem, s.id, share)]
    opened = Counter((s.id.club, s.id.strand) for s in sections)
    if not share.adults:
        for (name, strand), count in opened.items():
            yield Sections(_named(problem, name), When(strand=strand), Count(count, count))
    for section in sections:
        club, when = _named(problem, section.id.club), When(strand=section.id.strand)
        if section.venue is not None and not share.adults:
            yield ClubVenue(club, section.venue, when)
        if section.lead is not None and share.adult(section.lead):
            yield LeadsClub(section.lead, club, when)
    for seat in plan.seats if share.pupils else ():
        if _asked(problem, seat.section, share):
            yield InClub(seat.pupil, _named(problem, seat.section.club), When(strand=seat.section.strand))


def _duties(problem: Problem, plan: Plan, share: Share) -> Iterator[Statement]:
    """Who does what on which day, besides leading clubs."""
    for session in _held(problem, plan, share):
        weekday = problem.day(session.date).weekday
        for duty in session.duties:
            if not share.adult(duty.adult):
                continue
            if session.section is not None and share.club(session.section.club) and duty.role is not Role.LEAD:
                yield Assists(duty.adult, _named(problem, session.section.club), When(weekday))
            if session.section is None and not share.clubs:
                yield Task(duty.adult, session.kind.value, _of(session), weekday)
    dates = {day.date: day.weekday for day in problem.days}
    for post in plan.posts:
        if post.adult is not None and share.adult(post.adult) and share.day(dates.get(post.date)) and not share.clubs:
            yield Task(post.adult, post.kind, post.place, dates[post.date])


def _held(problem: Problem, plan: Plan, share: Share) -> Iterator[Session]:
    """Sessions on the days asked for, of homerooms and clubs that the problem has."""
    dates = {day.date: day.weekday for day in problem.days}
    for session in plan.sessions:
        known = session.heads and session.heads[0][0] in problem.homerooms
        club = session.section is None or session.section.club in problem.clubs
        if known and club and share.day(dates.get(session.date)):
            yield session


def _of(session: Session) -> str:
    """The support group, or the first homeroom, a session is of."""
    support = session.kind in (Kind.SUPPORT, Kind.EXTENSION)
    return session.id.rpartition("/")[2] if support else session.heads[0][0]


def _asked(problem: Problem, section: SectionId, share: Share) -> bool:
    strand = problem.strands.get(section.strand)
    if strand is None or section.club not in problem.clubs or not share.club(section.club):
        return False
    return any(share.day(day.weekday) for day in problem.strand_days(strand))


def _named(problem: Problem, club: str) -> Named:
    return Named(club, problem.clubs[club].title)
