"""What may be told in public: times, places, roles, and names with all but their first letter hidden.

No id of a pupil and no full name is within reach of the documents built from this.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scheduler.calendar.bells import DayTimes
from scheduler.calendar.clock import format_clock
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import OpenSection, Session
from scheduler.domain.vocabulary import said_plain
from scheduler.reports.leaf import Part, grid
from scheduler.reports.paper import Paper, runs

MASK = "*"
RUN = 2
"""More days than this one after the other are said from first to last."""


def masked(name: str) -> str:
    """A name with all but its first letter hidden, 张三丰 -> 张*."""
    return name.strip()[:1] + MASK


def adults(paper: Paper, keys: Iterable[str]) -> str:
    """Some adults in public: masked names where there are names, else how many of each kind."""
    chosen = list(dict.fromkeys(keys))
    if not chosen:
        return paper.who(None)
    named = dict.fromkeys(masked(paper.names[key]) for key in chosen if key in paper.names)
    kinds = Counter(said_plain(paper.problem.adults[key].kind, paper.language) for key in chosen)
    if named:
        count = paper.say("people_long", n=len(chosen)) if len(chosen) > len(named) else ""
        return paper.listed([*named, count] if count else named)
    if len(chosen) == 1:
        return next(iter(kinds))
    return paper.listed(paper.say("of_kind", kind=kind, n=n) for kind, n in kinds.items())


def weekdays(paper: Paper, days: Iterable[date]) -> str:
    """Some days of the week by weekday; a word where they are all of them."""
    chosen = sorted(set(days))
    if len(chosen) > 1 and len(chosen) == len(paper.problem.days):
        return paper.say("every_day")
    names = [paper.weekday(day) for day in chosen]
    if len(chosen) > RUN and (chosen[-1] - chosen[0]).days == len(chosen) - 1:
        return paper.say("from_to", first=names[0], last=names[-1])
    return paper.listed(names)


def grades(paper: Paper, numbers: Iterable[int]) -> str:
    """Some grades in runs, 1-2 年级."""
    return paper.say("grades", runs=runs(sorted(set(numbers))))


def session_grades(paper: Paper, sessions: Iterable[Session]) -> tuple[int, ...]:
    """The grades of the homerooms of some sessions, in order."""
    return tuple(sorted({paper.problem.grade(room) for session in sessions for room, _ in session.heads}))


def places(paper: Paper, sessions: Iterable[Session]) -> str:
    """The venues of some sessions, each once."""
    return paper.listed(dict.fromkeys(paper.place(session.venue) for session in sessions))


def bells(paper: Paper) -> Part:
    """The table of times: grades and weekdays with the same bells share a row."""
    held = [period for period in Period if any(slot(times, period) for times in paper.problem.times.values())]
    columns = [
        (paper.say("grade"), 1.3, True),
        (paper.say("day"), 1.5, True),
        (paper.say("dismissal_title"), 0.9, True),
        *((paper.said(period, "period"), 1.2, True) for period in held),
    ]
    return grid(columns, _bell_rows(paper, held))


def slot(times: DayTimes, period: Period) -> str:
    """The clock of a period; empty where it is not offered."""
    found = {
        Period.EARLY: times.early,
        Period.P1: times.p1,
        Period.P2: times.p2,
        Period.EXTENDED: times.extended,
        Period.EVENING: times.evening,
    }[period]
    return "" if found is None else str(found)


def _bell_rows(paper: Paper, held: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    alike: dict[tuple[tuple[DayTimes, tuple[date, ...]], ...], list[int]] = {}
    for grade in sorted({room.grade for room in paper.problem.homerooms.values()}):
        days: dict[DayTimes, list[date]] = {}
        for day in paper.problem.days:
            days.setdefault(paper.problem.times[grade, day.date], []).append(day.date)
        alike.setdefault(tuple((times, tuple(dates)) for times, dates in days.items()), []).append(grade)
    for pattern, numbers in alike.items():
        for times, dates in pattern:
            clocks = (slot(times, period) or "—" for period in held)
            yield grades(paper, numbers), weekdays(paper, dates), format_clock(times.dismissal), *clocks


def sections(paper: Paper) -> list[tuple[OpenSection, list[Session]]]:
    """Open sections with their meetings this week, those that meet, by strand and title."""
    meetings: dict[object, list[Session]] = {}
    for session in paper.ordered:
        if session.section is not None:
            meetings.setdefault(session.section, []).append(session)
    opened = [(s, meetings[s.id]) for s in paper.plan.sections if s.id in meetings]
    return sorted(
        opened, key=lambda pair: (pair[0].id.strand, paper.problem.clubs[pair[0].id.club].category, pair[0].id)
    )


def capacity(paper: Paper, opened: OpenSection) -> int:
    """Places of a section: as many as it was to take, else what the club and its venue allow."""
    if opened.places is not None:
        return opened.places
    club, venue = paper.problem.clubs[opened.id.club], paper.problem.site.venues.get(opened.venue or "")
    return club.capacity if venue is None else min(club.capacity, venue.capacity)


def section_grades(paper: Paper, opened: OpenSection) -> str:
    """The grades a section is open to."""
    club, strand = paper.problem.clubs[opened.id.club], paper.problem.strands[opened.id.strand]
    return grades(paper, club.grades & strand.grades)


def by_grades(paper: Paper, *kinds: Kind) -> dict[tuple[int, ...], list[Session]]:
    """Sessions of some kinds by the grades that meet in them."""
    found: dict[tuple[int, ...], list[Session]] = {}
    for session in paper.ordered:
        if session.kind in kinds:
            found.setdefault(session_grades(paper, [session]), []).append(session)
    return dict(sorted(found.items()))


def leads(sessions: Iterable[Session]) -> list[str]:
    """All adults of some sessions, each once."""
    return list(dict.fromkeys(adult for session in sessions for adult in session.adults))


def posts(paper: Paper) -> Iterator[tuple[str, str, str, str]]:
    """Every kind of post: how many on a day, at what times, and whose they are."""
    kinds: dict[str, list[str]] = {}
    numbers: dict[str, Counter[date]] = {}
    for post in paper.posts:
        numbers.setdefault(post.kind, Counter())[post.date] += 1
        if post.adult is not None:
            kinds.setdefault(post.kind, []).append(post.adult)
    for kind, days in numbers.items():
        clocks = dict.fromkeys(str(post.interval) for post in paper.posts if post.kind == kind)
        count = paper.say("people", n=max(days.values()))
        yield paper.said(kind, "post"), count, paper.listed(clocks), adults(paper, kinds.get(kind, ()))


def dates_of(sessions: Iterable[Session]) -> list[date]:
    """The dates of some sessions."""
    return [session.date for session in sessions]


def clocks(paper: Paper, sessions: Iterable[Session]) -> str:
    """The times of some sessions, each once."""
    return paper.listed(dict.fromkeys(str(session.interval) for session in sessions))
