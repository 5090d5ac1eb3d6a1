"""Sheets for the posts: who stands where, the round of the patrol, and the gate with its releases and visitors."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import ceil

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.domain.plan import Post, Session
from scheduler.reports.adults import lead_of
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Look, Row, Table, band, paged

POST_WIDTHS = (("clock", 12), ("post", 14), ("where", 14), ("adult", 20), ("began", 12), ("ended", 12), ("remark", 14))
PATROL_WIDTHS = (("where", 21), ("clock", 12), ("what", 22), ("adults", 20), ("pupils", 6), ("seen", 9), ("remark", 10))
GATE_WIDTHS = (("at", 11), ("what", 34), ("pupils", 9), ("checked", 12), ("signature", 16), ("remark", 16))
VISITOR_ROWS = 28


def tables(paper: Paper) -> Iterator[Table]:
    """The post sheet of the week, the patrol's round for each day, and a gate sheet for each day."""
    yield _sheet(paper, "posts.sheet", POST_WIDTHS, paged([tuple(_posts(paper))]))
    yield _sheet(paper, "patrol.sheet", PATROL_WIDTHS, paged(_patrol(paper, day) for day in paper.problem.days))
    yield _sheet(paper, "gate.sheet", GATE_WIDTHS, paged(_gate(paper, day) for day in paper.problem.days))


def _sheet(paper: Paper, key: str, widths: tuple[tuple[str, int], ...], rows: tuple[Row, ...]) -> Table:
    lines = (paper.say(f"{key}.note"),)
    columns = tuple(Column(paper.say(name), width, centre=name in ("pupils", "at")) for name, width in widths)
    return Table(paper.say(key), paper.say(f"{key}.title", week=paper.week), lines, columns, rows)


def _posts(paper: Paper) -> Iterator[Row]:
    for day in paper.problem.days:
        held = [post for post in paper.posts if post.date == day.date]
        yield band(paper.day_title(day.date))
        if not held:
            yield Row((paper.say("no_posts"),), Look.BAND)
        for post in held:
            cells = (str(post.interval), paper.said(post.kind, "post"), post.place, paper.who(post.adult), "", "", "")
            yield Row(cells, Look.SHORT if post.adult is None else Look.PLAIN)


def _holders(paper: Paper, kind: str, when: date) -> str:
    def said(post: Post) -> str:
        return f"{paper.who(post.adult)} {post.place} {post.interval}"

    held = [said(post) for post in paper.posts if (post.kind, post.date) == (kind, when)]
    return paper.say("sep").join(held) or paper.say("nobody")


def _patrol(paper: Paper, day: SchoolDay) -> tuple[Row, ...]:
    """The groups of a day in the order somebody walks past them: by clock, building, floor, venue."""
    head = f"{paper.day_title(day.date)}    {paper.say('patrol.by', who=_holders(paper, 'patrol', day.date))}"

    def way(session: Session) -> tuple[int, str, int, str]:
        venue = paper.venue(session)
        return session.interval.start, *(("", 0, "") if venue is None else (venue.building, venue.floor, venue.id))

    rows = []
    for session in sorted(paper.on(day), key=way):
        venue = paper.venue(session)
        where = paper.place(session.venue)
        floor = "" if venue is None else paper.say("floor", building=venue.building, floor=venue.floor)
        cells = (f"{where} {floor}".strip(), str(session.interval), paper.group(session), lead_of(paper, session))
        look = Look.SHORT if paper.short(session) else Look.PLAIN
        rows.append(Row((*cells, session.size, "", ""), look))
    return (band(head), *rows)


def _gate(paper: Paper, day: SchoolDay) -> tuple[Row, ...]:
    """Who leaves when, minutes it takes at the gates' flow, and lines for visitors and for who fetches a child."""
    flow = sum(gate.pupils_per_minute for gate in paper.problem.site.gates.values())
    rows = [band(f"{paper.day_title(day.date)}    {paper.say('gate.by', who=_holders(paper, 'gate', day.date))}")]
    for minute, count in sorted(releases(paper, day).items()):
        took = paper.say("gate.takes", count=ceil(count / flow)) if flow else ""
        rows.append(Row((format_clock(minute), paper.say("gate.release"), count, "", "", took)))
    rows.append(band(paper.say("gate.visitors")))
    rows += [Row(("", "", "", "", "", "")) for _ in range(VISITOR_ROWS)]
    return tuple(rows)


def releases(paper: Paper, day: SchoolDay) -> Counter[int]:
    """Pupils who leave school by the minute they may go, those who go at dismissal left out.

    Counts mode knows no pupil's way: of a homeroom as many leave at the end of a period as are in no larger later one.
    """
    found: Counter[int] = Counter()
    if paper.by_name:
        for (_, when), chain in paper.chains.items():
            if when == day.date:
                found[max(session.interval.end for session in chain)] += 1
        return found
    for homeroom in paper.problem.homerooms:
        ends: Counter[int] = Counter()
        for session in paper.on(day):
            ends[session.interval.end] += dict(session.heads).get(homeroom, 0)
        staying = 0
        for minute in sorted(ends, reverse=True):
            found[minute] += max(0, ends[minute] - staying)
            staying = max(staying, ends[minute])
    return +found
