"""What may be told in public: times, places, roles, and names with all but their first letter hidden.

No id of a pupil and no full name is within reach of the documents built from this.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scheduler.calendar.clock import format_clock
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import OpenSection, Post, Session
from scheduler.domain.vocabulary import said_plain
from scheduler.reports.leaf import Part, grid, paragraph
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


def offered(paper: Paper) -> tuple[Period, ...]:
    """The periods that any class's bells hold on a day of the week, in the order of the day."""
    problem = paper.problem
    return tuple(p for p in Period if any(problem.slot(h, day, p) for h in problem.homerooms for day in problem.days))


def bells(paper: Paper) -> Part:
    """The table of times: grades and weekdays with the same bells share a row."""
    held = offered(paper)
    columns = [
        (paper.say("grade"), 1.3, True),
        (paper.say("day"), 1.5, True),
        (paper.say("dismissal_title"), 0.9, True),
        *((paper.said(period, "period"), 1.2, True) for period in held),
    ]
    return grid(columns, _bell_rows(paper, held))


def _bell_rows(paper: Paper, held: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    problem = paper.problem
    by_grade = {room.grade: room.id for room in problem.homerooms.values()}
    alike: dict[tuple[tuple[tuple[str, ...], tuple[date, ...]], ...], list[int]] = {}
    for grade in sorted(by_grade):
        days: dict[tuple[str, ...], list[date]] = {}
        for day in problem.days:
            clocks = (str(problem.slot(by_grade[grade], day, period) or "—") for period in held)
            dismissal = format_clock(problem.times[grade, day.date].dismissal)
            days.setdefault((dismissal, *clocks), []).append(day.date)
        alike.setdefault(tuple((times, tuple(dates)) for times, dates in days.items()), []).append(grade)
    for pattern, numbers in alike.items():
        for times, dates in pattern:
            yield grades(paper, numbers), weekdays(paper, dates), *times


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


def posts(paper: Paper) -> Part:
    """Every kind of post: how many on a day, at what times, and whose they are; a sentence where there is none."""
    kinds: dict[str, list[Post]] = {}
    for post in paper.posts:
        kinds.setdefault(post.kind, []).append(post)
    if not kinds:
        return paragraph(paper.say("no_posts_week"))
    shares = (("post", 1.0, True), ("per_day", 0.8, True), ("clock", 2.0, True), ("staff", 3.0, False))
    rows = []
    for kind, held in kinds.items():
        most = max(Counter(post.date for post in held).values())
        times = paper.listed(dict.fromkeys(str(post.interval) for post in held))
        who = adults(paper, [post.adult for post in held if post.adult is not None])
        rows.append((paper.said(kind, "post"), paper.say("people", n=most), times, who))
    return grid([(paper.say(key), share, centre) for key, share, centre in shares], rows)


def dates_of(sessions: Iterable[Session]) -> list[date]:
    """The dates of some sessions."""
    return [session.date for session in sessions]


def clocks(paper: Paper, sessions: Iterable[Session]) -> str:
    """The times of some sessions, each once."""
    return paper.listed(dict.fromkeys(str(session.interval) for session in sessions))
