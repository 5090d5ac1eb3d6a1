"""A sheet for every club section: its roster, and a column to sign in at each meeting."""

from collections.abc import Iterator

from scheduler.domain.offer import SectionId
from scheduler.domain.plan import OpenSection, Session
from scheduler.reports import roster
from scheduler.reports.paper import Paper
from scheduler.reports.table import Row, Table


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
            columns=roster.columns(paper, held, "remark"),
            rows=tuple(roster.pupils(paper, held) if paper.by_name else _homerooms(paper, opened, held)),
        )


def _lines(paper: Paper, opened: OpenSection, held: tuple[Session, ...]) -> tuple[str, ...]:
    when = paper.listed(f"{paper.day_title(s.date)} {s.interval}" for s in held) or paper.say("clubs.unmet")
    facts = {"strand": opened.id.strand, "lead": paper.who(opened.lead), "place": paper.place(opened.venue)}
    line = paper.say("clubs.line", **facts)
    return (line, when, paper.say("clubs.note" if paper.by_name else "counts.note"))


def _homerooms(paper: Paper, opened: OpenSection, held: tuple[Session, ...]) -> Iterator[Row]:
    for allotment in paper.plan.allotments:
        if allotment.section == opened.id and allotment.pupils:
            yield Row((allotment.homeroom, allotment.pupils, *("" for _ in held)))
