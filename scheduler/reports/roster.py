"""Who is to come to the meetings of a group, a column for each meeting: the rows of every sign-in sheet."""

from collections.abc import Iterator, Sequence

from scheduler.domain.plan import Session
from scheduler.reports.paper import Paper
from scheduler.reports.table import Column, Row

PAGE = 96
"""Width of a page in characters."""


def columns(paper: Paper, held: Sequence[Session], last: str) -> tuple[Column, ...]:
    """Columns of a roster with a meeting each; `last` is the key of the last one's title. Counts mode has no pupils."""
    meetings = (Column(paper.day_title(session.date), 12, centre=True) for session in held)
    if not paper.by_name:
        return (Column(paper.say("homeroom_title"), 16), Column(paper.say("pupils"), 10, centre=True), *meetings)
    named = (Column(paper.say("name"), 10),) if paper.names else ()
    found = (
        Column(paper.say("number"), 5, centre=True),
        Column(paper.say("homeroom_title"), 8),
        Column(paper.say("id"), 10),
        *named,
        *meetings,
    )
    rest = PAGE - sum(column.width for column in found)
    return (*found, Column(paper.say(last), max(12, rest)))


def pupils(paper: Paper, held: Sequence[Session]) -> Iterator[Row]:
    """Everybody who comes to a meeting of the week; a dash at those they do not come to."""
    order = {homeroom: index for index, homeroom in enumerate(paper.problem.homerooms)}
    members = {pupil: paper.problem.pupils[pupil].homeroom for session in held for pupil in session.roster}
    coming = [frozenset(session.roster) for session in held]
    for number, pupil in enumerate(sorted(members, key=lambda p: (order[members[p]], p)), start=1):
        named = (paper.names.get(pupil, ""),) if paper.names else ()
        marks = ("" if pupil in roster else "—" for roster in coming)
        yield Row((number, members[pupil], pupil, *named, *marks, ""))
