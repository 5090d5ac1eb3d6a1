"""The parent pack with its five parts: how to apply, what is offered, by whom, for what fee, and when (六(三))."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.plan import OpenSection, Session
from scheduler.domain.vocabulary import said_plain
from scheduler.reports import public
from scheduler.reports.leaf import Part, Words, grid, paragraph, points, section
from scheduler.reports.notice import fees, numbered
from scheduler.reports.paper import Paper

BLANK = 3.5
WISHES = 4


def content(paper: Paper) -> dict[str, Any]:
    """What the pack says, and the slip to hand back."""
    opening = [[paper.say("parents.opening")]]
    if not paper.by_name:
        opening.append([paper.say("counts.public")])
    return {"opening": opening, "sections": numbered(paper, _sections(paper)), "slip": _slip(paper)}


def _sections(paper: Paper) -> Iterator[Part]:
    steps: list[Words] = [[paper.say(f"parents.step{number}")] for number in range(1, 5)]
    steps.append([paper.say("parents.until"), BLANK, paper.say("parents.to"), BLANK, paper.say("stop")])
    yield section(paper.say("parents.apply"), points(steps))
    yield section(paper.say("parents.content"), *_content(paper))
    yield section(paper.say("parents.staff"), *_staff(paper))
    yield section(paper.say("parents.fees"), *fees(paper))
    yield section(paper.say("parents.times"), public.bells(paper))


def _content(paper: Paper) -> Iterator[Part]:
    yield paragraph(paper.say("notice.p1.what"))
    held = {session.kind for session in paper.plan.sessions}
    for kind in (Kind.EXTENDED_CARE, Kind.EVENING_STUDY):
        if kind in held:
            yield paragraph(paper.say(f"parents.{kind}", minutes=paper.problem.policy.extended_minutes))
    opened = public.sections(paper)
    if not opened:
        yield paragraph(paper.say("nothing.clubs") + paper.say("stop"))
        return
    yield paragraph(paper.say("parents.clubs"))
    yield grid([(paper.say(k), w, c) for k, w, c in CLUB_COLUMNS], _clubs(paper))


CLUB_COLUMNS = (
    ("club", 1.8, False),
    ("category", 1.3, True),
    ("grade", 1.2, True),
    ("day", 1.5, True),
    ("sections", 0.8, True),
    ("places", 0.8, True),
)


def _clubs(paper: Paper) -> Iterator[tuple[str, ...]]:
    """A row a club: the sections that open on all its days, and their places together."""
    opened: dict[str, list[tuple[OpenSection, list[Session]]]] = {}
    for item, sessions in public.sections(paper):
        opened.setdefault(item.id.club, []).append((item, sessions))
    for key, sections in opened.items():
        club = paper.problem.clubs[key]
        seats = sum(public.capacity(paper, item) for item, _ in sections)
        grades = {grade for item, _ in sections for grade in club.grades & paper.problem.strands[item.id.strand].grades}
        days = public.weekdays(paper, [s.date for _, sessions in sections for s in sessions])
        about = club.title, paper.said(club.category, "category"), public.grades(paper, grades)
        yield *about, days, str(len(sections)), str(seats)


def _staff(paper: Paper) -> Iterator[Part]:
    kinds = Counter(said_plain(paper.problem.adults[key].kind, paper.language) for key in paper.duties)
    listed = paper.listed(paper.say("of_kind", kind=kind, n=n) for kind, n in kinds.items())
    yield paragraph(
        paper.say("parents.who", listed=listed) if kinds else paper.say("nothing.adults") + paper.say("stop")
    )
    yield public.posts(paper)
    serving = {paper.problem.adults[key].provider for key in paper.duties} - {None}
    for key in sorted(str(name) for name in serving):
        provider = paper.problem.providers.get(key)
        if provider is not None:
            kind = paper.said(provider.kind, "provider")
            yield paragraph(paper.say("parents.provider", id=key, kind=kind, licence=provider.licence))
    yield paragraph(paper.say("parents.vetting"))


def _slip(paper: Paper) -> dict[str, Any]:
    chosen = [period for period in public.offered(paper) if period is not Period.EARLY]
    columns = [(paper.say("day"), 1.0, True), *((paper.said(period, "period"), 1.2, True) for period in chosen)]
    days = (public.weekdays(paper, [day.date]) for day in paper.problem.days)
    table = grid(columns, ((day, *("□" for _ in chosen)) for day in days))
    wishes = [word for n in range(1, WISHES + 1) for word in (paper.say("slip.wish", n=n), 2.6)]
    signed = [paper.say("slip.signed"), BLANK, paper.say("slip.date"), BLANK]
    who = [paper.say("slip.class"), 2.8, paper.say("slip.pupil"), 3.2, paper.say("slip.id"), 2.8]
    return {
        "title": paper.say("slip.title"),
        "lines": [who, [paper.say("slip.choose")], [paper.say("slip.days")]],
        "table": table,
        "after": [[paper.say("slip.wishes")], wishes, [paper.say("slip.pickup"), 9.0], signed],
    }
