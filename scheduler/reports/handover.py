"""A sheet for every day along the custody chain: who gives which pupils to whom, from dismissal to the gate."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Homeroom
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Look, Row, Table, band

WIDTHS = (("from", 58), ("to", 22), ("where", 14), ("receiver", 13), ("pupils", 7), ("walk", 8), ("signature", 11))


@dataclass(frozen=True, slots=True)
class Giver:
    """Where pupils come from: a group, or the last lesson of a homeroom. `gate` is minutes on foot to the gate."""

    label: str
    adult: str
    building: str
    ends: int
    gate: int


@dataclass
class Moves:
    """The hand-overs of a day: pupils each session takes from each giver, who go home from one, who go to supper.

    Evening study stands apart, behind supper: it takes pupils from nobody's hands.
    """

    taken: dict[str, Counter[Giver]] = field(default_factory=dict)
    home: Counter[Giver] = field(default_factory=Counter)
    supper: Counter[Giver] = field(default_factory=Counter)

    def take(self, session: Session, giver: Giver, count: int = 1) -> None:
        """Note that the session takes pupils from a giver."""
        self.taken.setdefault(session.id, Counter())[giver] += count


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet a day; its bands are the moments of the chain. Counts mode tells the groups of each moment alone."""
    for day in paper.problem.days:
        note = "handover.note" if paper.by_name else "handover.counts"
        yield Table(
            name=paper.day_title(day.date),
            title=paper.say("handover.title", day=paper.day_title(day.date)),
            lines=(paper.say(note), posts_line(paper, day.date)),
            columns=tuple(Column(paper.say(key), width, centre=key in ("pupils", "walk")) for key, width in WIDTHS),
            rows=tuple(_rows(paper, day)),
            landscape=True,
        )


def posts_line(paper: Paper, when: date) -> str:
    """Who holds the posts of a day, by kind."""
    held: dict[str, list[str]] = {}
    for post in paper.posts:
        if post.date == when:
            held.setdefault(post.kind, []).append(paper.who(post.adult))
    named = (f"{paper.said(kind, 'post')} {paper.listed(dict.fromkeys(who))}" for kind, who in held.items())
    return paper.say("sep").join(named) or paper.say("no_posts")


def moves(paper: Paper, day: SchoolDay) -> Moves:
    """Every pupil's way through the day, from the last lesson through their groups to the gate.

    In counts mode nobody's way is known: a group takes its numbers from its homerooms, and nobody is told home.
    """
    found = Moves()
    if not paper.by_name:
        for session in paper.on(day):
            for room, count in session.heads:
                found.take(session, Giver(room, "", "", 0, 0), count)
        return found
    givers = {session.id: _group(paper, session) for session in paper.on(day)}
    back = Giver(paper.say("handover.back"), "", "", 0, 0)
    for homeroom in paper.problem.homerooms.values():
        lesson = _lesson(paper, homeroom, day)
        for pupil in paper.problem.pupils_by_homeroom[homeroom.id]:
            before = lesson
            for session in paper.chains.get((pupil.id, day.date), ()):
                if session.kind is Kind.EVENING_STUDY:
                    found.supper[before] += 1
                    before = back
                found.take(session, before)
                before = givers[session.id]
            found.home[before] += 1
    return found


def _rows(paper: Paper, day: SchoolDay) -> Iterator[Row]:
    found = moves(paper, day)
    starts = [session for session in paper.on(day) if session.id in found.taken]
    for minute in sorted(
        {*(s.interval.start for s in starts), *(giver.ends for giver in (*found.home, *found.supper))}
    ):
        leaving = {giver: count for giver, count in found.home.items() if giver.ends == minute}
        if leaving:
            yield band(paper.say("handover.gate", clock=format_clock(minute), count=sum(leaving.values())))
        for giver, count in leaving.items():
            yield _gate(paper, giver, count, day.date)
        eating = {giver: count for giver, count in found.supper.items() if giver.ends == minute}
        if eating:
            yield band(paper.say("handover.supper", clock=format_clock(minute), count=sum(eating.values())))
        for giver, count in eating.items():
            yield Row((_said(giver), paper.say("handover.meal"), "—", "—", count, "—", ""))
        taking = [session for session in starts if session.interval.start == minute]
        if taking:
            count = sum(session.size for session in taking)
            yield band(paper.say("handover.start", clock=format_clock(minute), count=count))
        for session in taking:
            yield _taking(paper, session, found.taken[session.id])


def _taking(paper: Paper, session: Session, givers: Counter[Giver]) -> Row:
    venue = paper.venue(session)
    building = "" if venue is None else venue.building
    walk = max(paper.problem.site.walk(giver.building, building) for giver in givers)
    cells = (
        paper.say("sep").join(f"{_said(giver)}×{count}" for giver, count in givers.items()),
        paper.group(session),
        session.venue or paper.say("no_venue"),
        paper.who(session.lead),
        givers.total(),
        _walk(paper, walk),
        "",
    )
    return Row(cells, Look.SHORT if paper.short(session) else Look.PLAIN)


def _gate(paper: Paper, giver: Giver, count: int, when: date) -> Row:
    gates = paper.listed(paper.problem.site.gates)
    holding = (p for p in paper.posts if p.kind == "gate" and p.date == when)
    at_gate = [p.adult for p in holding if p.interval.start <= giver.ends <= p.interval.end]
    adults = paper.listed(dict.fromkeys(map(paper.who, at_gate))) or "—"
    return Row((_said(giver), paper.say("handover.home"), gates, adults, count, _walk(paper, giver.gate), ""))


def _said(giver: Giver) -> str:
    return f"{giver.label} {giver.adult}".rstrip()


def _walk(paper: Paper, minutes: int) -> str:
    return paper.say("minutes", count=minutes) if minutes else "—"


def _group(paper: Paper, session: Session) -> Giver:
    venue = paper.venue(session)
    group = paper.activity(session) if session.section is not None else paper.homerooms(session)
    label = f"{group} {session.venue or paper.say('no_venue')}"
    building, gate = ("", 0) if venue is None else (venue.building, venue.gate_minutes)
    return Giver(label, paper.who(session.lead), building, session.interval.end, gate)


def _lesson(paper: Paper, homeroom: Homeroom, day: SchoolDay) -> Giver:
    """The last lesson of a homeroom: who teaches it by the timetable, else the class teacher."""
    ends = paper.problem.times[homeroom.grade, day.date].dismissal
    teaching = (
        adult.id
        for adult in paper.problem.adults.values()
        for lesson in adult.lessons_on(day)
        if lesson.homeroom == homeroom.id and lesson.interval.end == ends
    )
    venue = paper.problem.site.venues.get(homeroom.classroom)
    building, gate = ("", 0) if venue is None else (venue.building, venue.gate_minutes)
    label = paper.say("handover.lesson", homeroom=homeroom.id)
    return Giver(label, paper.who(next(teaching, homeroom.class_teacher)), building, ends, gate)
