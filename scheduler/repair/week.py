"""The announced week as the event leaves it: who meets, where, and who was to serve, read off the plan itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.calendar.clock import Interval
from scheduler.clauses.space import Occurrence
from scheduler.domain.demand import Period
from scheduler.domain.groups import Group, Kind
from scheduler.domain.places import Venue
from scheduler.domain.plan import Plan, Post, Relief, Role, Session
from scheduler.domain.problem import Problem
from scheduler.planning.lift import place_group
from scheduler.planning.settled import Settled
from scheduler.planning.staffing import Meeting, PlacedGroup
from scheduler.repair.moment import Moment
from scheduler.repair.regrouped import regrouped


@dataclass(frozen=True)
class Week:
    """A plan beside the school as it now is. What the school no longer has is left out; so is who cannot come.

    `rooms` are venues given anew for single sessions; `off` are club meetings, by id, that are held as class activity;
    duties of the homerooms, support groups and clubs `apart` are told apart from others alike.
    """

    problem: Problem
    plan: Plan
    since: Moment
    rooms: Mapping[str, str | None]
    off: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    """Venues that cannot be used for the rest of the day of the moment."""

    @cached_property
    def old(self) -> Mapping[str, Session]:
        """Sessions of the plan by id."""
        return {session.id: session for session in self.plan.sessions}

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """Every club meeting, those held as class activity among them, in the buildings the plan has them in."""
        return tuple(self._settled_meetings())

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Club meetings that are held as such."""
        return tuple(m for m in self.held if not self.is_off(m))

    @cached_property
    def groups(self) -> tuple[PlacedGroup, ...]:
        """Class-based and support groups, and club meetings held as class activity."""
        gathered = regrouped(self.problem, self.plan)
        stood = (activity(m) for m in self.held if self.is_off(m))
        return tuple(place_group(self.problem, group, self.venue(group.id, None)) for group in (*gathered, *stood))

    def venue(self, session: str, otherwise: str | None) -> str | None:
        """Where a session meets: given anew, else as in the plan, else `otherwise`."""
        if session in self.rooms:
            return self.rooms[session]
        known = self.old[session].venue if session in self.old else otherwise
        return known if known in self.problem.site.venues else None

    def is_off(self, meeting: Meeting) -> bool:
        """Whether a club meeting is held as class activity, by this repair or an earlier one."""
        return meeting.id in self.off or (activity_id(meeting) in self.old and meeting.id not in self.old)

    def closed(self, venue: Venue, when: date) -> bool:
        """Whether a venue cannot be used on a date, from the moment on."""
        return when in venue.closed or (when == self.since.date and venue.id in self.shut)

    def gone(self, adult: str, when: date, interval: Interval) -> bool:
        """Whether an adult has begun time off that reaches into the interval: who has left has left."""
        begun = (r for r in self._begun_reliefs if (r.adult, r.date) == (adult, when))
        return any(relief.interval.overlaps(interval) for relief in begun)

    @cached_property
    def _begun_reliefs(self) -> tuple[Relief, ...]:
        return tuple(r for r in self.plan.reliefs if r.date == self.since.date and self.since.past(r.date, r.interval))

    def lead(self, session: str) -> str | None:
        """Who was to lead a session of the week, or the club meeting it stands for."""
        planned = self._planned(session)
        return None if planned is None else planned.lead

    def helpers(self, session: str) -> tuple[str, ...]:
        """Who else was to serve in it."""
        planned = self._planned(session)
        return () if planned is None else tuple(d.adult for d in planned.duties if d.role is not Role.LEAD)

    def planned_venue(self, session: str) -> str | None:
        """Where it was to meet."""
        planned = self._planned(session)
        return None if planned is None else planned.venue

    def _planned(self, session: str) -> Session | None:
        kind, _, rest = session.partition("/")
        twin = f"{Kind.CLUB}/{rest}" if kind == Kind.CLASS_ACTIVITY else session
        return self.old.get(session) or self.old.get(twin)

    def past(self, item: Session | Post) -> bool:
        """Whether it has begun before the moment."""
        return self.since.past(item.date, item.interval)

    @cached_property
    def _settled(self) -> Settled:
        return Settled(self.problem, self.plan)

    def _settled_meetings(self) -> Iterator[Meeting]:
        venues = self._settled.venues
        for meeting in self._settled.held:
            venue = self.venue(meeting.id, venues[meeting.section])
            site = self.problem.site.venues
            building = meeting.occurrence.building if venue is None else site[venue].building
            where = Occurrence(meeting.occurrence.day, meeting.occurrence.interval, building)
            yield replace(meeting, occurrence=where)


def activity_id(meeting: Meeting) -> str:
    """Id of the class activity that stands for a club meeting."""
    return f"{Kind.CLASS_ACTIVITY}/{meeting.occurrence.day.date}/{meeting.section}"


def activity(meeting: Meeting) -> Group:
    """The pupils of a club meeting as a class-based group of period 2."""
    where = meeting.occurrence
    return Group(
        id=activity_id(meeting),
        kind=Kind.CLASS_ACTIVITY,
        period=Period.P2,
        day=where.day,
        interval=where.interval,
        stage=meeting.stage,
        heads=meeting.heads,
        roster=meeting.roster,
        extra_adults=meeting.extra_adults,
    )
