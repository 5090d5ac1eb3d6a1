"""A page for every day: all venues across the periods, posts, and what is short."""

from collections.abc import Iterator, Sequence

from scheduler.calendar.term import SchoolDay
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.plan import Session
from scheduler.reports.adults import lead_of
from scheduler.reports.handover import posts_line
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Look, Row, Table


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a day, printed on one page."""
    for day in paper.problem.days:
        sessions = paper.on(day)
        held = tuple(period for period in Period if any(PERIOD_OF[s.kind] is period for s in sessions))
        yield Table(
            name=paper.day_title(day.date),
            title=paper.say("overview.title", day=paper.day_title(day.date)),
            lines=_lines(paper, day, sessions, held),
            columns=(
                Column(paper.say("where"), 15),
                *(Column(_head(paper, sessions, p), 100 // len(held)) for p in held),
            ),
            rows=tuple(_rows(paper, sessions, held)),
            one_page=True,
        )


def _head(paper: Paper, sessions: Sequence[Session], period: Period) -> str:
    """The period with its clock, or clocks where grades differ."""
    slots = {str(session.interval) for session in sessions if PERIOD_OF[session.kind] is period}
    return f"{paper.said(period, 'period')} {paper.say('sep').join(sorted(slots))}".strip()


def _lines(paper: Paper, day: SchoolDay, sessions: Sequence[Session], held: Sequence[Period]) -> tuple[str, ...]:
    pupils = {period: sum(s.size for s in sessions if PERIOD_OF[s.kind] is period) for period in held}
    counted = paper.say("sep").join(f"{paper.said(p, 'period')} {paper.say('people', n=n)}" for p, n in pupils.items())
    busy = {adult for session in sessions for adult in session.adults}
    busy |= {post.adult for post in paper.posts if post.date == day.date and post.adult is not None}
    unmet = sum(row.amount for row in paper.plan.unmet if row.date == day.date)
    short = paper.say("overview.short", count=unmet) if unmet else paper.say("overview.whole")
    totals = paper.say("overview.totals", groups=len(sessions), adults=len(busy))
    return (paper.say("sep").join(filter(None, (counted, totals, short))), posts_line(paper, day.date))


def _rows(paper: Paper, sessions: Sequence[Session], periods: Sequence[Period]) -> Iterator[Row]:
    held: dict[str | None, dict[Period, list[Session]]] = {}
    for session in sessions:
        held.setdefault(session.venue, {}).setdefault(PERIOD_OF[session.kind], []).append(session)
    for venue in (*paper.problem.site.venues, None):
        if venue in held:
            cells = (_cell(paper, held[venue].get(period, ())) for period in periods)
            short = any(paper.short(session) for meeting in held[venue].values() for session in meeting)
            yield Row((paper.place(venue), *cells), Look.SHORT if short else Look.PLAIN)


def _cell(paper: Paper, meeting: Sequence[Session]) -> str:
    parts = (f"{paper.group(s)} {paper.say('people', n=s.size)} {lead_of(paper, s)}" for s in meeting)
    return "\n".join(parts)
