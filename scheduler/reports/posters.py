"""Posters of the week: what meets in period 2 for the wall, and the rooms of every floor for the corridors.

No pupil and no adult is on them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.calendar.term import SchoolDay
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session
from scheduler.reports import public
from scheduler.reports.leaf import grid
from scheduler.reports.paper import FEW_HOMEROOMS, Paper

LARGEST, SMALLEST = 17.0, 7.5
ROOM = 620.0
"""Points the rows of the wall's longest day may take together; a longer day runs on to a second page."""
ROW = 1.32
"""Height of a row in units of its font size."""
STACKED, TALL = 2.5, 3.4
"""Height of a club's name over its grades and place, and of the row they stand in, in units of its font size."""
FEW, LARGE, TALLEST = 14, 22.0, 96.0
"""Rows of the longest day up to which name and place stand one over the other, their font size at most, and the height
of such a row at most, so that the poster of a small school is no less full."""


def wall(paper: Paper) -> dict[str, Any]:
    """Every day's period 2: the clubs with grades and place, or what the classes do; in type as large as fits."""
    days = [_wall_day(paper, day) for day in paper.problem.days]
    most = max((len(day["rows"]) for day in days), default=0)
    return {"days": days if most else [], "nothing": paper.say("nothing.wall"), **_measures(max(1, most))}


def _measures(most: int) -> dict[str, Any]:
    """Font size and space above and below the text of a row, in points, by the rows of the longest day."""
    if most > FEW:
        size = min(LARGEST, max(SMALLEST, ROOM / ROW / most))
        return {"stacked": False, "size": size, "pad": size / 3}
    height = min(TALLEST, ROOM / most)
    size = min(LARGE, height / TALL)
    return {"stacked": True, "size": size, "pad": (height - STACKED * size) / 2}


def _wall_day(paper: Paper, day: SchoolDay) -> dict[str, Any]:
    meeting = [session for session in paper.on(day) if PERIOD_OF[session.kind] is Period.P2]
    clocks = public.clocks(paper, meeting)
    return {"title": paper.day_title(day.date), "clocks": clocks, "rows": [*_clubs(paper, day), *_classes(paper, day)]}


def _clubs(paper: Paper, day: SchoolDay) -> Iterator[tuple[str, ...]]:
    for item, sessions in public.sections(paper):
        for session in sessions:
            if session.date == day.date:
                grades = public.section_grades(paper, item)
                yield paper.section_title(item.id), grades, session.venue or paper.say("no_venue")


def _classes(paper: Paper, day: SchoolDay) -> Iterator[tuple[str, ...]]:
    """What the classes do, a row an activity and grade."""
    found: dict[tuple[str, tuple[int, ...]], list[Session]] = {}
    for session in paper.on(day):
        if session.kind is Kind.CLASS_ACTIVITY:
            found.setdefault((paper.activity(session), public.session_grades(paper, [session])), []).append(session)
    for (what, grades), sessions in found.items():
        own = len(sessions) > FEW_HOMEROOMS and all(_at_home(paper, session) for session in sessions)
        where = paper.say("wall.rooms") if own else public.places(paper, sessions)
        yield what, public.grades(paper, grades), where


def _at_home(paper: Paper, session: Session) -> bool:
    """Whether a session meets in the classroom of one of its homerooms."""
    return session.venue in {paper.problem.homerooms[room].classroom for room, _ in session.heads}


def corridor(paper: Paper) -> dict[str, Any]:
    """A page for every building and floor in use: its venues, and a line for each time anything meets there."""
    floors: dict[tuple[str, int], dict[str, list[Session]]] = {}
    for session in paper.ordered:
        venue = paper.venue(session)
        if venue is not None:
            floors.setdefault((venue.building, venue.floor), {}).setdefault(venue.id, []).append(session)
    several = len({venue.building for venue in paper.problem.site.venues.values()}) > 1
    key = "floor" if several else "only_floor"
    made = [
        {"title": paper.say(key, building=building, floor=floor), "table": _floor(paper, rooms)}
        for (building, floor), rooms in sorted(floors.items())
    ]
    return {"floors": made, "nothing": paper.say("nothing.venues")}


def _floor(paper: Paper, rooms: dict[str, list[Session]]) -> Any:
    days = paper.problem.days
    columns = [(paper.say("where"), 0.9, True), (paper.say("clock"), 0.95, True)]
    columns += [(paper.day_title(day.date), 1.3, True) for day in days]
    return grid(columns, (row for venue in sorted(rooms) for row in _room(paper, venue, rooms[venue], days)))


def _room(paper: Paper, venue: str, held: Sequence[Session], days: Sequence[SchoolDay]) -> Iterator[tuple[str, ...]]:
    """A line for each time of the week; the venue is named in the first."""
    name = paper.place(venue)
    for interval in sorted({session.interval for session in held}):
        meeting = {s.date: _short(paper, s) for s in held if s.interval == interval}
        yield name, str(interval), *(meeting.get(day.date, "") for day in days)
        name = ""


def _short(paper: Paper, session: Session) -> str:
    if session.section is not None or len(session.heads) > FEW_HOMEROOMS:
        return paper.activity(session)
    return f"{paper.homerooms(session)} {paper.activity(session)}"
