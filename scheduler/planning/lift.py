"""From engines' values back to a Plan: sessions, posts, seats, and every demand that stayed unmet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scheduler.clauses.space import Gathers, Occurrence, Placed, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Group, Kind, group_options, support_sessions
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Duty, Post, Role, Seat, Session
from scheduler.domain.problem import Problem
from scheduler.planning.offering import home_building, strand_occurrences
from scheduler.planning.staffing import Meeting, PlacedGroup
from solvers.rows import Key

CONTENTS: Mapping[Kind, str] = {
    Kind.EARLY_ACTIVITY: "games",
    Kind.HOMEWORK: "homework",
    Kind.SUPPORT: "support",
    Kind.EXTENSION: "extension",
    Kind.CLUB: "club",
    Kind.EXTENDED_CARE: "care",
    Kind.EVENING_STUDY: "self_study",
}


def placed_groups(problem: Problem, values: Mapping[Key, int]) -> tuple[PlacedGroup, ...]:
    """The groups that meet, with their venues, in order of day and period."""
    venues = {key.group: key.venue for key, value in values.items() if isinstance(key, Placed) and value}
    found: list[Group] = []
    for day in problem.days:
        for period in Period:
            for option in group_options(problem, period, day):
                if values.get(Gathers(option.id), 0):
                    found.extend(option.groups)
        found.extend(support_sessions(problem, day))
    return tuple(place_group(problem, group, venues.get(group.id)) for group in found)


def place_group(problem: Problem, group: Group, venue: str | None) -> PlacedGroup:
    """A group with its venue; without one it counts as in the building of its first homeroom's classroom."""
    building = home_building(problem, group.homerooms[0]) if venue is None else problem.site.venues[venue].building
    return PlacedGroup(group, venue, building)


def occupied(groups: Sequence[PlacedGroup]) -> dict[str, tuple[Occurrence, ...]]:
    """When each venue is taken by class-based groups."""
    taken: dict[str, list[Occurrence]] = {}
    for placed in groups:
        if placed.venue is not None:
            g = placed.group
            taken.setdefault(placed.venue, []).append(Occurrence(g.day, g.interval, placed.building))
    return {venue: tuple(times) for venue, times in taken.items()}


def section_venues(values: Mapping[Key, int], sections: Sequence[SectionId]) -> dict[SectionId, str | None]:
    """The venue of every open section; None where none was found."""
    named = {key.group: key.venue for key, value in values.items() if isinstance(key, Placed) and value}
    return {section: named.get(str(section)) for section in sections}


def meetings(
    problem: Problem,
    sections: Mapping[SectionId, str | None],
    seats: Sequence[Seat],
    allotments: Sequence[Allotment],
) -> tuple[Meeting, ...]:
    """Every meeting of every open section that somebody attends."""
    rosters: dict[SectionId, list[str]] = {}
    for seat in seats:
        rosters.setdefault(seat.section, []).append(seat.pupil)
    dealt = {} if problem.roster else _dealt(problem, allotments)
    found = []
    for section, venue in sections.items():
        strand = problem.strands[section.strand]
        building = None if venue is None else problem.site.venues[venue].building
        for occurrence in strand_occurrences(problem, strand, building):
            present = _present(problem, rosters.get(section, []), occurrence)
            heads = _heads(problem, present) if problem.roster else dealt.get((section, occurrence.day.date), ())
            if heads:
                stage = problem.homerooms[heads[0][0]].stage
                extra = int(any(problem.pupils[p].needs_adult for p in present))
                found.append(Meeting(section, occurrence, stage, heads, tuple(present), extra))
    return tuple(found)


def _present(problem: Problem, roster: Sequence[str], occurrence: Occurrence) -> list[str]:
    day = occurrence.day
    here = [
        problem.pupils[p]
        for p in roster
        if problem.pupils[p].attends(day.weekday, Period.P2) and problem.pupils[p].agreed_on(day.date)
    ]
    order = {homeroom: index for index, homeroom in enumerate(problem.homerooms)}
    return [p.id for p in sorted(here, key=lambda p: (order[p.homeroom], p.id))]


def _heads(problem: Problem, roster: Sequence[str]) -> tuple[tuple[str, int], ...]:
    heads: dict[str, int] = {}
    for pupil in roster:
        room = problem.pupils[pupil].homeroom
        heads[room] = heads.get(room, 0) + 1
    return tuple(heads.items())


def _dealt(
    problem: Problem, allotments: Sequence[Allotment]
) -> dict[tuple[SectionId, date], tuple[tuple[str, int], ...]]:
    """Counts mode: heads of every section and date. Where a day expects fewer pupils than the strand's largest day,
    the homeroom's largest allotments shrink first."""
    by_room: dict[tuple[str, str], list[Allotment]] = {}
    for allotment in allotments:
        by_room.setdefault((allotment.homeroom, allotment.section.strand), []).append(allotment)
    result: dict[tuple[SectionId, date], list[tuple[str, int]]] = {}
    for (room, strand), mine in by_room.items():
        for day in problem.strand_days(problem.strands[strand]):
            heads = {a.section: a.pupils for a in mine}
            surplus = sum(heads.values()) - problem.headcount(room, day, Period.P2)
            for _ in range(max(0, surplus)):
                heads[max(heads, key=lambda s: (heads[s], s))] -= 1
            for section, count in heads.items():
                if count:
                    result.setdefault((section, day.date), []).append((room, count))
    return {key: tuple(heads) for key, heads in result.items()}


def lift_sessions(
    problem: Problem,
    groups: Sequence[PlacedGroup],
    held: Sequence[Meeting],
    venues: Mapping[SectionId, str | None],
    leads: Mapping[SectionId, str | None],
    duties: Mapping[str, Sequence[Duty]],
) -> tuple[Session, ...]:
    """Every session of the week, in order of date, clock and id."""
    sessions = [group_session(problem, placed, duties.get(placed.group.id, ())) for placed in groups]
    for meeting in held:
        lead = leads.get(meeting.section)
        first = [] if lead is None else [Duty(lead, Role.LEAD)]
        sessions.append(club_session(meeting, venues.get(meeting.section), [*first, *duties.get(meeting.id, ())]))
    return tuple(sorted(sessions, key=lambda s: (s.date, s.interval, s.id)))


def group_session(problem: Problem, placed: PlacedGroup, duties: Iterable[Duty]) -> Session:
    """The session of a class-based or support group."""
    g = placed.group
    content = CONTENTS.get(g.kind) or problem.class_contents.get(g.day.weekday, "reading")
    return Session(
        g.id,
        g.kind,
        g.day.date,
        g.interval,
        g.heads,
        g.roster,
        placed.venue,
        _in_order(duties),
        content,
        None,
        g.subject,
    )


def club_session(meeting: Meeting, venue: str | None, duties: Iterable[Duty]) -> Session:
    """The session of one meeting of a section."""
    o = meeting.occurrence
    return Session(
        meeting.id,
        Kind.CLUB,
        o.day.date,
        o.interval,
        meeting.heads,
        meeting.roster,
        venue,
        _in_order(duties),
        CONTENTS[Kind.CLUB],
        meeting.section,
    )


def _in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The lead first, then the others by id."""
    return tuple(sorted(duties, key=lambda d: (d.role is not Role.LEAD, d.adult)))


def lift_posts(space: Space, duties: Mapping[str, Sequence[Duty]]) -> tuple[Post, ...]:
    """Every post of the week; a post nobody holds has adult None."""
    posts = []
    for pool in space.pools:
        if pool.role == "post":
            o = pool.occurrence
            for target in pool.targets:
                held = duties.get(target, ())
                adult = held[0].adult if held else None
                posts.append(Post(target, pool.kind, o.day.date, o.interval, pool.place, o.building, adult))
    return tuple(sorted(posts, key=lambda p: (p.date, p.interval, p.id)))
