"""A sheet for every venue in use: what meets there, when, and who is responsible."""

from collections.abc import Iterator

from scheduler.domain.plan import Session
from scheduler.reports.adults import lead_of
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Look, Row, Table, band

WIDTHS = (("clock", 12), ("what", 34), ("pupils", 8), ("adults", 30), ("remark", 16))


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a venue in the order of the school file; groups without a venue come last."""
    meeting: dict[str | None, list[Session]] = {}
    for session in paper.ordered:
        meeting.setdefault(session.venue, []).append(session)
    for venue in (*paper.problem.site.venues, None):
        if venue in meeting:
            yield Table(
                name=venue or paper.say("no_venue"),
                title=paper.say("venues.title", venue=paper.place(venue), week=paper.week),
                lines=_lines(paper, venue),
                columns=tuple(Column(paper.say(key), width, centre=key == "pupils") for key, width in WIDTHS),
                rows=tuple(_rows(paper, meeting[venue])),
            )


def _lines(paper: Paper, venue: str | None) -> tuple[str, ...]:
    known = paper.problem.site.venues.get(venue or "")
    if known is None:
        return (paper.say("venues.none"),)
    inspected = paper.say("never") if known.inspected_on is None else known.inspected_on.isoformat()
    facts = {"building": known.building, "floor": known.floor, "capacity": known.capacity, "inspected": inspected}
    return (paper.say("venues.line", **facts),)


def _rows(paper: Paper, sessions: list[Session]) -> Iterator[Row]:
    for day in paper.problem.days:
        today = [session for session in sessions if session.date == day.date]
        if today:
            yield band(paper.day_title(day.date))
        for session in today:
            cells = (str(session.interval), paper.group(session), session.size, lead_of(paper, session), "")
            yield Row(cells, Look.SHORT if paper.short(session) else Look.PLAIN)
