"""What is different between two plans of one week: sections, places, and who serves where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, clubs_held
from scheduler.domain.vocabulary import listed
from scheduler.explain.why_words import text

CLUB = f"{Kind.CLUB}/"
"""How the ids of club sessions begin: which of them there are follows from the sections."""
SHOWN = 5
"""Ids named in a sentence; data has them all."""


@dataclass(frozen=True)
class Changes:
    """`opened` and `closed` are sections as club@strand, one entry a section; `pupils` hold another club in some strand
    (roster mode); `staffed` are sessions and posts of both weeks with other adults, `moved` sessions of both weeks in
    another venue, `added` and `dropped` sessions and posts of one week alone, clubs' left out; `adults` are those whose
    duties are not the same."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]
    pupils: tuple[str, ...]
    staffed: tuple[str, ...]
    moved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    adults: tuple[str, ...] = ()

    def say(self, language: str) -> str:
        """Numbers of each with the first few ids; nothing else than that when all is alike."""
        parts = [
            text(f"changes.{name}", language, count=len(ids), ids=_first(ids, language))
            for name, ids in ((field.name, getattr(self, field.name)) for field in fields(self))
            if ids
        ]
        join = "；" if language == "zh" else "; "
        return text("changes", language, parts=join.join(parts)) if parts else text("changes.none", language)


def changes(before: Plan, after: Plan) -> Changes:
    """What is different in the second plan."""
    old, new = (Counter(f"{s.id.club}@{s.id.strand}" for s in plan.sections) for plan in (before, after))
    held, holds = clubs_held(before.seats), clubs_held(after.seats)
    moved = {at[0] for at in {*held, *holds} if held.get(at) != holds.get(at)}
    served, serves = _serving(before), _serving(after)
    rooms, other = ({s.id: s.venue for s in plan.sessions} for plan in (before, after))
    duties, later = _duties(before), _duties(after)
    return Changes(
        opened=tuple(sorted((new - old).elements())),
        closed=tuple(sorted((old - new).elements())),
        pupils=tuple(sorted(moved)),
        staffed=tuple(key for key in served if key in serves and served[key] != serves[key]),
        moved=tuple(key for key in rooms if key in other and rooms[key] != other[key]),
        added=tuple(key for key in serves if key not in served and not key.startswith(CLUB)),
        dropped=tuple(key for key in served if key not in serves and not key.startswith(CLUB)),
        adults=tuple(sorted(a for a in {*duties, *later} if duties.get(a) != later.get(a))),
    )


def _duties(plan: Plan) -> dict[str, set[tuple[str, str]]]:
    """What every adult does: sessions and posts by id, and in which role."""
    found: dict[str, set[tuple[str, str]]] = {}
    for session in plan.sessions:
        for duty in session.duties:
            found.setdefault(duty.adult, set()).add((session.id, duty.role))
    for post in plan.posts:
        if post.adult is not None:
            found.setdefault(post.adult, set()).add((post.id, post.kind))
    return found


def _serving(plan: Plan) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Adults of every session (its lead, then the others) and post, by id."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {
        s.id: ((s.lead or "",), tuple(sorted(s.adults))) for s in plan.sessions
    }
    return found | {post.id: ((post.adult or "",),) for post in plan.posts}


def _first(ids: Iterable[str], language: str) -> str:
    ids = list(ids)
    return listed(ids[:SHOWN], language) + (" ..." if len(ids) > SHOWN else "")
