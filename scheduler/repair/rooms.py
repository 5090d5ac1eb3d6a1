"""Where everybody meets when venues are closed: single sessions move for the day, as few and as near as can be.

Asked about are the sessions that lost their venue and all others that may still be moved at the same time, so that one
may make room for another. A club without any place for it is held as class activity where there is room for its pupils.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.audit import without_ghosts
from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.clauses.space import Amount, Occurrence, Placed, PlaceOption, Space
from scheduler.domain.changes import ChangeKind
from scheduler.domain.groups import Group, Kind
from scheduler.domain.places import Venue
from scheduler.domain.problem import Problem
from scheduler.planning.staffing import Meeting
from scheduler.repair.week import Week, activity
from solvers.instance import Tier
from solvers.rows import Key, Row, at_most, forbid, linear

INSPECTION, DUSK = 76, 79
"""Clauses that may forbid a place that is open and large enough."""
YOUNG = 2
"""Grades 1 and 2 find their way with help alone."""


@dataclass(frozen=True)
class Gathering:
    """One session that may be moved: its group, or its club meeting; `old` is its venue in the plan."""

    what: Group | Meeting
    old: str | None

    @property
    def id(self) -> str:
        """Session id."""
        return self.what.id

    @property
    def interval(self) -> Interval:
        """When it meets."""
        return self.what.interval if isinstance(self.what, Group) else self.what.occurrence.interval

    @property
    def when(self) -> date:
        """On which date."""
        return self.what.day.date if isinstance(self.what, Group) else self.what.occurrence.day.date


@dataclass(frozen=True)
class Rooms:
    """The question of rooms: which sessions may move, and where to."""

    week: Week

    @cached_property
    def moving(self) -> tuple[Gathering, ...]:
        """Sessions that lost their venue, and all that may be moved meanwhile; empty when every place still stands."""
        free = [g for g in self._gatherings() if not self.week.since.past(g.when, g.interval)]
        lost = [g for g in free if not self._stands(g)]
        return tuple(g for g in free if any(g.when == x.when and g.interval.overlaps(x.interval) for x in lost))

    @cached_property
    def space(self) -> Space:
        """One place for each of them, or a shortage."""
        options = tuple(option for gathering in self.moving for option in self._options(gathering))
        return Space(
            problem=self.week.problem,
            opened={},
            places=options,
            meetings=tuple(gathering.id for gathering in self.moving),
        )

    def rows(self) -> Iterator[Row]:
        """Venues held by sessions that are not asked about are taken."""
        moving = {gathering.id for gathering in self.moving}
        held: dict[tuple[str, date], list[Interval]] = {}
        for gathering in self._gatherings():
            if gathering.id not in moving and gathering.old is not None:
                held.setdefault((gathering.old, gathering.when), []).append(gathering.interval)
        for place in self.space.places:
            o = place.occurrences[0]
            if any(o.interval.overlaps(taken) for taken in held.get((place.venue.id, o.day.date), ())):
                yield forbid("repair/taken", place.key)

    def tier(self) -> Tier:
        """What moving costs people, in points."""
        old = {gathering.id: gathering for gathering in self.moving}
        priced = ((place.key, self._cost(old[place.what], place)) for place in self.space.places)
        return Tier("changes", tuple((key, cost) for key, cost in priced if cost))

    def near(self) -> Tier:
        """Sessions that go to another building: among ways equally dear, fewest."""
        venues = self.week.problem.site.venues
        homes = {g.id: venues[g.old].building for g in self.moving if g.old is not None and g.old in venues}
        far = (p.key for p in self.space.places if homes.get(p.what, p.venue.building) != p.venue.building)
        return Tier("buildings", tuple((key, 1) for key in far))

    def settled(self, values: Mapping[Key, int]) -> Week:
        """The week with the places found."""
        off = {gathering.id: gathering for gathering in self.moving if isinstance(gathering.what, Meeting)}
        rooms: dict[str, str | None] = {}
        stood: set[str] = set()
        for place in self.space.places:
            if values.get(place.key, 0):
                key = place.key
                assert isinstance(key, Placed)
                rooms[key.group] = place.venue.id
                if place.what in off and place.club is None:
                    stood.add(place.what)
        housed = {place.what for place in self.space.places if values.get(place.key, 0)}
        rooms |= {gathering.id: None for gathering in self.moving if gathering.id not in housed}
        return replace(self.week, rooms={**self.week.rooms, **rooms}, off=self.week.off | stood)

    def another(self, values: Mapping[Key, int]) -> tuple[Row, ...]:
        """Rows that no answer using all the same venues for whoever moves keeps; none when nobody moves."""
        used = sorted({place.venue.id for place in self._moves if values.get(place.key, 0)})
        if not used:
            return ()
        amounts = {venue: Amount("used", (venue,), 0, 1) for venue in used}
        meant = (
            linear("repair/used", [(amounts[place.venue.id], 1), (place.key, -1)], 0)
            for place in self._moves
            if place.venue.id in amounts
        )
        return (*meant, at_most("repair/another", amounts.values(), len(used) - 1))

    @cached_property
    def _moves(self) -> tuple[PlaceOption, ...]:
        """Places other than a session's own."""
        old = {gathering.id: gathering.old for gathering in self.moving}
        return tuple(p for p in self.space.places if p.venue.id != old[p.what])

    def _gatherings(self) -> Iterator[Gathering]:
        for placed in self.week.groups:
            yield Gathering(placed.group, self._planned(placed.group.id))
        for meeting in self.week.meetings:
            yield Gathering(meeting, self._planned(meeting.id))

    def _planned(self, session: str) -> str | None:
        return self.week.old[session].venue if session in self.week.old else None

    def _stands(self, gathering: Gathering) -> bool:
        """Whether the session can still meet where it was to."""
        venue = self.week.problem.site.venues.get(gathering.old or "")
        if venue is None or gathering.when in venue.closed or gathering.what.size > venue.capacity:
            return False
        return gathering.id not in self._unfit

    @cached_property
    def _unfit(self) -> frozenset[str]:
        """Sessions of the plan in a place not inspected in time, or dark before they end, by the judge.

        An overdue inspection is told once, on the first day that it matters.
        """
        problem = self.week.problem
        plan = without_ghosts(problem, self.week.plan)
        dark = {found.where for found in clause(DUSK).breaches(problem, plan) if found.rule == "dark"}
        overdue = {found.where: found.when for found in clause(INSPECTION).breaches(problem, plan)}
        late = {s.id for s in plan.sessions if s.venue in overdue and s.date >= (overdue[s.venue] or s.date)}
        return frozenset(dark | late)

    def _options(self, gathering: Gathering) -> Iterator[PlaceOption]:
        problem = self.week.problem
        for venue in problem.site.venues.values():
            if gathering.when in venue.closed or venue.capacity < gathering.what.size:
                continue
            if isinstance(gathering.what, Group):
                yield _group_option(gathering.id, gathering.what, venue)
                continue
            if venue.kind in problem.clubs[gathering.what.section.club].venue_kinds:
                yield _club_option(problem, gathering.what, venue)
            yield _group_option(gathering.id, activity(gathering.what), venue)

    def _cost(self, gathering: Gathering, place: PlaceOption) -> int:
        points = self.week.problem.policy.changes
        if isinstance(gathering.what, Meeting) and place.club is None:
            return points.get(ChangeKind.CLUB_OFF, 0)
        if gathering.old in (None, place.venue.id):
            return 0
        young = any(self.week.problem.grade(room) <= YOUNG for room, _ in gathering.what.heads)
        return points.get(ChangeKind.ROOM, 0) + (points.get(ChangeKind.YOUNG_ROOM, 0) if young else 0)


def _group_option(what: str, group: Group, venue: Venue) -> PlaceOption:
    where = (Occurrence(group.day, group.interval, venue.building),)
    return PlaceOption(Placed(group.id, venue.id), what, venue, 1, group.kind, where, group.size, group=group)


def _club_option(problem: Problem, meeting: Meeting, venue: Venue) -> PlaceOption:
    club, strand = problem.clubs[meeting.section.club], problem.strands[meeting.section.strand]
    where = (Occurrence(meeting.occurrence.day, meeting.occurrence.interval, venue.building),)
    key = Placed(meeting.id, venue.id)
    return PlaceOption(key, meeting.id, venue, 1, Kind.CLUB, where, meeting.size, club=club, strand=strand)
