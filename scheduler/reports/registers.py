"""A sheet for every group but clubs, as it meets over the week: homework, support, activities, care, evening study.

A group is told by its id and its place; one that moves has a sheet for each place.
"""

from collections.abc import Iterator

from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session
from scheduler.domain.vocabulary import duty_text
from scheduler.reports import roster
from scheduler.reports.paper import Paper
from scheduler.reports.table import Row, Table

POOLED = frozenset({Kind.EXTENDED_CARE})
"""Kinds whose groups take whoever stays, from other homerooms each day."""


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a group, in the order of the day; its columns are its meetings, the last is for who fetches a child."""
    groups: dict[tuple[str, str, str, str], list[Session]] = {}
    for session in sorted(paper.ordered, key=lambda s: (s.interval, s.venue or "", s.date, s.id)):
        if session.section is None:
            groups.setdefault(_key(session), []).append(session)
    for held in groups.values():
        first = held[0]
        where = first.venue or paper.say("no_venue")
        name = f"{paper.homerooms(first) if first.kind not in POOLED else ''} {duty_text(first.kind, paper.language)}"
        yield Table(
            name=f"{name.strip()} {where}",
            title=paper.say("registers.title", group=f"{name.strip()} {paper.place(first.venue)}", week=paper.week),
            lines=_lines(paper, held),
            columns=roster.columns(paper, held, "fetched" if first.kind in POOLED else "remark"),
            rows=tuple(roster.pupils(paper, held) if paper.by_name else _homerooms(held)),
        )


def _key(session: Session) -> tuple[str, str, str, str]:
    """What makes sessions of several days one group: its id but for the date, where pupils are not pooled anew."""
    group = "" if session.kind in POOLED else session.id.replace(session.date.isoformat(), "")
    return session.kind, str(session.interval), session.venue or "", group


def _lines(paper: Paper, held: list[Session]) -> tuple[str, ...]:
    """Who is responsible each day, and how to fill the sheet in."""
    varied = held[0].kind is Kind.CLASS_ACTIVITY
    what = {session.id: f" {paper.activity(session)}" if varied else "" for session in held}
    by_day = (f"{paper.day_title(s.date)}{what[s.id]} {paper.who(s.lead)}" for s in held)
    clock = paper.say("registers.line", clock=held[0].interval, leads=paper.say("sep").join(by_day))
    return (clock, paper.say("clubs.note" if paper.by_name else "counts.note"))


def _homerooms(held: list[Session]) -> Iterator[Row]:
    """Counts mode: the homerooms that send pupils, the most on a day, and a place to write in each day's number."""
    most: dict[str, int] = {}
    for session in held:
        for homeroom, count in session.heads:
            most[homeroom] = max(count, most.get(homeroom, 0))
    for homeroom, count in most.items():
        yield Row((homeroom, count, *("" for _ in held)))
