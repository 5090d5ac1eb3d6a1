"""A sheet for every adult with a duty: the week by day and clock, with flexible hours."""

from collections.abc import Iterator
from datetime import date

from scheduler.calendar.clock import Interval
from scheduler.clauses.seen import late_totals
from scheduler.domain.plan import Post, Role, Session
from scheduler.domain.vocabulary import duty_text, said_plain
from scheduler.reports.paper import Duty, Paper
from scheduler.reports.table import Column, Look, Row, Table, band

WIDTHS = (("clock", 12), ("what", 17), ("group", 22), ("where", 15), ("role", 9), ("pupils", 7), ("signature", 12))


def tables(paper: Paper) -> Iterator[Table]:
    """A sheet an adult; adults without a duty have none."""
    late = {adult: sum(days.values()) for adult, days in late_totals(paper.problem, paper.plan).items()}
    for adult, duties in paper.duties.items():
        yield Table(
            name=adult,
            title=paper.say("adults.title", who=paper.full(adult), week=paper.week),
            lines=(about(paper, adult), sums(paper, adult, late.get(adult, 0))),
            columns=tuple(Column(paper.say(key), width, centre=key in ("role", "pupils")) for key, width in WIDTHS),
            rows=tuple(_rows(paper, adult, duties)),
        )


def about(paper: Paper, adult: str) -> str:
    """What the adult is to the school, and the homeroom they are class teacher of."""
    person = paper.problem.adults[adult]
    kind = said_plain(person.kind, paper.language)
    return kind if person.class_of is None else paper.listed((kind, paper.say("teacher_of", homeroom=person.class_of)))


def sums(paper: Paper, adult: str, late: int) -> str:
    """How many duties, late minutes and minutes of credit the week holds."""
    credit = next((c for c in paper.plan.credits if c.adult == adult), None)
    carried = 0 if credit is None else credit.carried
    return paper.say("adults.sums", duties=len(paper.duties[adult]), late=late, carried=carried)


def entries(paper: Paper, adult: str, when: date) -> list[tuple[Interval, tuple[str, str, str, str, str]]]:
    """The day of an adult by clock: what, group, place, role and number of pupils of each duty and time off."""
    found = [(d.interval, _duty(paper, adult, d)) for d in paper.duties.get(adult, ()) if d.date == when]
    for relief in paper.plan.reliefs:
        if (relief.adult, relief.date) == (adult, when):
            found.append((relief.interval, (paper.said(relief.kind, "relief"), "", "", "", "")))
    return sorted(found)


def _duty(paper: Paper, adult: str, duty: Duty) -> tuple[str, str, str, str, str]:
    if isinstance(duty, Post):
        return duty_text(duty.kind, paper.language), "", duty.place, "", ""
    role = next(item.role for item in duty.duties if item.adult == adult)
    what = duty_text(duty.kind, paper.language)
    return what, _group(paper, duty), paper.place(duty.venue), paper.say(role.value), str(duty.size)


def _group(paper: Paper, session: Session) -> str:
    return paper.activity(session) if session.section is not None else paper.homerooms(session)


def _rows(paper: Paper, adult: str, duties: tuple[Duty, ...]) -> Iterator[Row]:
    short = {d.interval for d in duties if isinstance(d, Session) and paper.short(d)}
    for day in paper.problem.days:
        found = entries(paper, adult, day.date)
        if found:
            yield band(paper.day_title(day.date))
        for interval, (what, group, place, role, pupils) in found:
            look = Look.SHORT if interval in short and role else Look.PLAIN
            yield Row((str(interval), what, group, place, role, int(pupils) if pupils else "", ""), look)


def lead_of(paper: Paper, session: Session) -> str:
    """All adults of a session, its lead first; a word where there is none."""
    ordered = sorted(session.duties, key=lambda duty: duty.role is not Role.LEAD)
    names = [paper.who(duty.adult) for duty in ordered]
    return paper.listed(names if session.lead is not None else [paper.who(None), *names])
