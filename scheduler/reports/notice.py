"""The public notice (公示): activities, times, places and roles; pupils never, adults masked."""

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session
from scheduler.reports import public
from scheduler.reports.leaf import Part, Words, grid, paragraph, points, section
from scheduler.reports.paper import Paper

NUMERALS = "一二三四五六七八九十"
BLANK, APPROVER = 4.5, 3.0


def content(paper: Paper) -> dict[str, Any]:
    """What the notice says. Rates and telephone are no part of a plan: lines are left to fill them in."""
    opening = [paper.say("notice.opening", document=paper.problem.policy.document, week=paper.week)]
    if not paper.by_name:
        opening.append(paper.say("counts.public"))
    return {
        "opening": [[text] for text in opening],
        "sections": numbered(paper, _sections(paper)),
        "closing": [
            [paper.say("approved"), APPROVER],
            [paper.problem.title, paper.say("seal")],
            list(paper_date(paper)),
        ],
    }


def numbered(paper: Paper, parts: Iterator[Part]) -> Sequence[Part]:
    """Sections with their numbers before the headings, 一、 or 1."""
    found = []
    for index, part in enumerate(parts):
        number = f"{NUMERALS[index]}、" if paper.language == "zh" else f"{index + 1}. "
        found.append({**part, "head": f"{number}{part['head']}"})
    return found


def paper_date(paper: Paper) -> tuple[str | float, ...]:
    """A date to fill in."""
    if paper.language == "zh":
        return 1.4, " 年 ", 1.0, " 月 ", 1.0, " 日"
    return "Date: ", 3.5


def _sections(paper: Paper) -> Iterator[Part]:
    yield section(paper.say("notice.times"), public.bells(paper))
    yield section(paper.say("notice.p1"), *_homework(paper))
    yield section(paper.say("notice.p2"), *_clubs(paper), *_activities(paper))
    for key, rows in (
        ("notice.early", _grouped(paper, Kind.EARLY_ACTIVITY)),
        ("notice.care", _care(paper)),
        ("notice.evening", _grouped(paper, Kind.EVENING_STUDY)),
    ):
        if rows:
            yield section(paper.say(key), grid(_columns(paper), rows))
    yield section(paper.say("notice.posts"), public.posts(paper))
    yield section(paper.say("notice.fees"), *fees(paper))
    yield section(
        paper.say("notice.complaints"),
        points([(paper.say("notice.phone"), BLANK), (paper.say("notice.office"), BLANK)]),
    )


def fees(paper: Paper) -> tuple[Part, ...]:
    """What a fee must rest on, with lines for what the school has to fill in."""
    lines: list[Words] = [(paper.say(key), BLANK) for key in ("fees.rate", "fees.number")]
    lines.append((paper.say("fees.exempt"),))
    return paragraph(paper.say("fees.rule")), points(lines)


def _columns(paper: Paper) -> list[tuple[str, float, bool]]:
    shares = (
        ("grade", 1.2, True),
        ("day", 1.2, True),
        ("clock", 1.2, True),
        ("where", 2.4, False),
        ("staff", 3.2, False),
    )
    return [(paper.say(key), share, centre) for key, share, centre in shares]


def _row(paper: Paper, grades: tuple[int, ...], sessions: list[Session]) -> tuple[str, ...]:
    return (
        public.grades(paper, grades),
        public.weekdays(paper, public.dates_of(sessions)),
        public.clocks(paper, sessions),
        public.places(paper, sessions),
        public.adults(paper, public.leads(sessions)),
    )


def _care(paper: Paper) -> list[tuple[str, ...]]:
    """Extended care pools all classes of one time, so its rows go by time."""
    found: dict[Interval, list[Session]] = {}
    for session in paper.ordered:
        if session.kind is Kind.EXTENDED_CARE:
            found.setdefault(session.interval, []).append(session)
    return [_row(paper, public.session_grades(paper, found[slot]), found[slot]) for slot in sorted(found)]


def _grouped(paper: Paper, kind: Kind) -> list[tuple[str, ...]]:
    return [_row(paper, numbers, found) for numbers, found in public.by_grades(paper, kind).items()]


def _homework(paper: Paper) -> Iterator[Part]:
    rows = _grouped(paper, Kind.HOMEWORK)
    yield paragraph(paper.say("notice.p1.what"))
    if rows:
        yield grid(_columns(paper), rows)
    helped = [
        (paper.activity(session), session)
        for session in paper.ordered
        if session.kind in (Kind.SUPPORT, Kind.EXTENSION)
    ]
    for title in dict.fromkeys(title for title, _ in helped):
        same = [session for name, session in helped if name == title]
        grade = public.grades(paper, public.session_grades(paper, same))
        when = public.weekdays(paper, public.dates_of(same))
        where, who = public.places(paper, same), public.adults(paper, public.leads(same))
        yield paragraph(paper.say("notice.support", what=title, grades=grade, days=when, where=where, who=who))


def _clubs(paper: Paper) -> Iterator[Part]:
    opened = public.sections(paper)
    if not opened:
        yield paragraph(paper.say("nothing.clubs") + paper.say("stop"))
        return
    shares = (
        ("club", 1.8, False),
        ("category", 1.3, True),
        ("grade", 1.2, True),
        ("day", 1.4, True),
        ("clock", 1.5, True),
        ("where", 1.5, True),
        ("places", 0.7, True),
        ("staff", 1.4, True),
    )
    rows = []
    for item, sessions in opened:
        club = paper.problem.clubs[item.id.club]
        rows.append(
            (
                paper.section_title(item.id),
                paper.said(club.category, "category"),
                public.section_grades(paper, item),
                public.weekdays(paper, public.dates_of(sessions)),
                public.clocks(paper, sessions),
                public.places(paper, sessions),
                str(public.capacity(paper, item)),
                public.adults(paper, public.leads(sessions)),
            )
        )
    yield grid([(paper.say(key), share, centre) for key, share, centre in shares], rows)


def _activities(paper: Paper) -> Iterator[Part]:
    """Class-based activities of period 2, by grade and content."""
    found: dict[tuple[tuple[int, ...], str], list[Session]] = {}
    for numbers, sessions in public.by_grades(paper, Kind.CLASS_ACTIVITY).items():
        for session in sessions:
            found.setdefault((numbers, paper.activity(session)), []).append(session)
    if found:
        yield paragraph(paper.say("notice.activities"))
        columns = _columns(paper)
        columns.insert(1, (paper.say("what"), 1.0, True))
        rows = []
        for (numbers, what), sessions in found.items():
            first, *rest = _row(paper, numbers, sessions)
            rows.append((first, what, *rest))
        yield grid(columns, rows)
