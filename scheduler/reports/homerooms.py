"""A sheet for every homeroom: who goes where each day and period, until signed out."""

from collections.abc import Iterator, Sequence

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Homeroom, Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Look, Row, Table, band, paged

PAGE = 120
"""Width of a page in characters: small enough in print that a class of fifty fits on it."""
UNTOLD = frozenset({Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.EXTENDED_CARE, Kind.EVENING_STUDY})
"""Kinds of session whose period says what they are."""


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a homeroom, a page a day: its pupils with their places, or in counts mode its groups."""
    for homeroom in paper.problem.homerooms.values():
        days = [_day(paper, homeroom, day) for day in paper.problem.days]
        yield Table(
            name=homeroom.id,
            title=paper.say("homerooms.title", homeroom=paper.room(homeroom.id), week=paper.week),
            lines=_lines(paper, homeroom),
            columns=_columns(paper, paper.periods.get(homeroom.id, ())) if paper.by_name else _count_columns(paper),
            rows=paged(days),
        )


def _lines(paper: Paper, homeroom: Homeroom) -> tuple[str, ...]:
    teacher = paper.who(homeroom.class_teacher)
    line = paper.say("homerooms.line", teacher=teacher, room=homeroom.classroom, count=homeroom.enrolled)
    return (line, paper.say("homerooms.note" if paper.by_name else "counts.note"))


def _columns(paper: Paper, held: Sequence[Period]) -> tuple[Column, ...]:
    named = (Column(paper.say("name"), 9),) if paper.names else ()
    periods = (Column(paper.said(period, "period"), 25 if period is Period.P2 else 15) for period in held)
    found = (
        Column(paper.say("number"), 4, centre=True),
        Column(paper.say("id"), 9),
        *named,
        *periods,
        Column(paper.say("leaves"), 7, centre=True),
    )
    rest = PAGE - sum(column.width for column in found)
    return (*found, Column(paper.say("signed_out"), max(12, rest)))


def _count_columns(paper: Paper) -> tuple[Column, ...]:
    titles = (("clock", 12), ("what", 26), ("pupils", 8), ("where", 16), ("lead", 18), ("signature", 12))
    return tuple(Column(paper.say(key), width, centre=key == "pupils") for key, width in titles)


def _day(paper: Paper, homeroom: Homeroom, day: SchoolDay) -> tuple[Row, ...]:
    rows = _pupils(paper, homeroom, day) if paper.by_name else _groups(paper, homeroom, day)
    return (band(_bells(paper, homeroom, day)), *rows)


def _bells(paper: Paper, homeroom: Homeroom, day: SchoolDay) -> str:
    """The day with its dismissal and the clock of every period of the homeroom."""
    times = paper.problem.times[homeroom.grade, day.date]
    slots = ((period, paper.problem.slot(homeroom.id, day, period)) for period in Period)
    parts = [f"{paper.said(period, 'period')} {slot}" for period, slot in slots if slot is not None]
    dismissal = paper.say("dismissal", clock=format_clock(times.dismissal))
    return f"{paper.day_title(day.date)}    {'  '.join([dismissal, *parts])}"


def _pupils(paper: Paper, homeroom: Homeroom, day: SchoolDay) -> Iterator[Row]:
    for number, pupil in enumerate(paper.problem.pupils_by_homeroom[homeroom.id], start=1):
        chain = paper.chains.get((pupil.id, day.date), ())
        by_period = {PERIOD_OF[session.kind]: session for session in chain}
        named = (paper.names.get(pupil.id, ""),) if paper.names else ()
        places = (_place(paper, by_period.get(period)) for period in paper.periods.get(homeroom.id, ()))
        ends = [session.interval.end for session in chain]
        leaves = format_clock(max(ends, default=paper.problem.times[homeroom.grade, day.date].dismissal))
        look = Look.SHORT if any(paper.short(session) for session in chain) else Look.PLAIN
        yield Row((number, pupil.id, *named, *places, leaves, ""), look)


def _place(paper: Paper, session: Session | None) -> str:
    if session is None:
        return "—"
    place = f"{session.venue or paper.say('no_venue')} {paper.who(session.lead)}"
    return place if session.kind in UNTOLD else f"{paper.activity(session)} {place}"


def _groups(paper: Paper, homeroom: Homeroom, day: SchoolDay) -> Iterator[Row]:
    """Counts mode: the groups that take pupils of the homeroom, and how many."""
    for session in paper.on(day):
        heads = dict(session.heads).get(homeroom.id, 0)
        if heads:
            cells = (str(session.interval), paper.group(session), heads, paper.place(session.venue))
            look = Look.SHORT if paper.short(session) else Look.PLAIN
            yield Row((*cells, paper.who(session.lead), ""), look)
