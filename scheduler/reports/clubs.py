"""A sheet for every club section: its roster, and a column to sign in at each meeting."""

from collections.abc import Iterator

from scheduler.domain.offer import SectionId
from scheduler.domain.plan import OpenSection, Session
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Row, Table

PAGE = 96
"""Width of a page in characters."""


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a section in plan order; in counts mode how many pupils of each homeroom it takes."""
    meetings: dict[SectionId, list[Session]] = {}
    for session in paper.ordered:
        if session.section is not None:
            meetings.setdefault(session.section, []).append(session)
    for opened in paper.plan.sections:
        held = tuple(meetings.get(opened.id, ()))
        yield Table(
            name=f"{paper.section_title(opened.id)} {opened.id.strand}",
            title=paper.say("clubs.title", club=paper.section_title(opened.id), week=paper.week),
            lines=_lines(paper, opened, held),
            columns=_columns(paper, held),
            rows=tuple(_pupils(paper, held) if paper.by_name else _homerooms(paper, opened, held)),
        )


def _lines(paper: Paper, opened: OpenSection, held: tuple[Session, ...]) -> tuple[str, ...]:
    when = paper.listed(f"{paper.day_title(s.date)} {s.interval}" for s in held) or paper.say("clubs.unmet")
    facts = {"strand": opened.id.strand, "lead": paper.who(opened.lead), "place": paper.place(opened.venue)}
    line = paper.say("clubs.line", **facts)
    return (line, when, paper.say("clubs.note" if paper.by_name else "counts.note"))


def _columns(paper: Paper, held: tuple[Session, ...]) -> tuple[Column, ...]:
    meetings = (Column(paper.day_title(session.date), 14, centre=True) for session in held)
    if not paper.by_name:
        return (Column(paper.say("homeroom_title"), 16), Column(paper.say("pupils"), 10, centre=True), *meetings)
    named = (Column(paper.say("name"), 10),) if paper.names else ()
    columns = (
        Column(paper.say("number"), 5, centre=True),
        Column(paper.say("homeroom_title"), 9),
        Column(paper.say("id"), 10),
        *named,
        *meetings,
    )
    rest = PAGE - sum(column.width for column in columns)
    return (*columns, Column(paper.say("remark"), max(12, rest)))


def _pupils(paper: Paper, held: tuple[Session, ...]) -> Iterator[Row]:
    """Everybody who comes to a meeting of the week; a dash at those they do not come to."""
    order = {homeroom: index for index, homeroom in enumerate(paper.problem.homerooms)}
    members = {pupil: paper.problem.pupils[pupil].homeroom for session in held for pupil in session.roster}
    for number, pupil in enumerate(sorted(members, key=lambda p: (order[members[p]], p)), start=1):
        named = (paper.names.get(pupil, ""),) if paper.names else ()
        marks = ("" if pupil in session.roster else "—" for session in held)
        yield Row((number, members[pupil], pupil, *named, *marks, ""))


def _homerooms(paper: Paper, opened: OpenSection, held: tuple[Session, ...]) -> Iterator[Row]:
    for allotment in paper.plan.allotments:
        if allotment.section == opened.id and allotment.pupils:
            yield Row((allotment.homeroom, allotment.pupils, *("" for _ in held)))
