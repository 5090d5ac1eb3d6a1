"""Calendar feeds as plain data: what an adult, a homeroom or a venue has, by day and clock, and how it has changed.

An event is known by whose it is, its date and its start, never by when it was exported: a week planned again changes
the events of the same identifiers.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.calendar.clock import Interval
from scheduler.domain.plan import Post, Session
from scheduler.domain.vocabulary import duty_text
from scheduler.reports.adults import lead_of
from scheduler.reports.paper import Paper

MOST_GROUPS = 40
"""Groups of one time named in an event; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: identifier, when, what, where, and what more there is to say.

    `revision` is how often it changed since it was first given out; a `cancelled` one is no longer in the plan.
    """

    uid: str
    date: date
    interval: Interval
    summary: str
    location: str
    description: str
    revision: int = 0
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """The events of one owner; `name` is what a calendar shows."""

    owner: str
    name: str
    events: tuple[Event, ...]


Owners = Callable[[Paper], Mapping[str, list[Event]]]


def adults(paper: Paper) -> Iterator[Feed]:
    """A feed an adult: duties and time off."""
    yield from _feeds(paper, _adults, paper.full)


def homerooms(paper: Paper) -> Iterator[Feed]:
    """A feed a homeroom: one event for each time any of it is in a group, with the groups and places."""
    yield from _feeds(paper, _homerooms, paper.room)


def venues(paper: Paper) -> Iterator[Feed]:
    """A feed a venue: what meets there."""
    yield from _feeds(paper, _venues, paper.place)


def _feeds(paper: Paper, owners: Owners, name: Callable[[str], str]) -> Iterator[Feed]:
    """The feeds of all owners of this plan or of one it replaces."""
    history = [owners(replace(paper, plan=plan, earlier=())) for plan in paper.earlier]
    now = owners(paper)
    for owner in sorted({*now, *(key for before in history for key in before)}):
        states = [{e.uid: e for e in state.get(owner, ())} for state in (*history, now)]
        events = sorted(_history(states), key=lambda e: (e.date, e.interval, e.uid))
        yield Feed(owner, paper.say("feed", name=name(owner), school=paper.problem.title), tuple(events))


def _history(states: list[dict[str, Event]]) -> Iterator[Event]:
    """The last state of every event ever given out, with the number of its changes; cancelled if it is gone."""
    for uid in dict.fromkeys(uid for state in states for uid in state):
        shown: Event | None = None
        for state in states:
            now = state.get(uid)
            if shown is None:
                shown = now
            elif now is None and not shown.cancelled:
                shown = replace(shown, revision=shown.revision + 1, cancelled=True)
            elif now is not None and replace(now, revision=shown.revision) != shown:
                shown = replace(now, revision=shown.revision + 1)
        if shown is not None:
            yield shown


def _uid(paper: Paper, kind: str, owner: str, when: date, interval: Interval) -> str:
    start = f"{interval.start // 60:02d}{interval.start % 60:02d}"
    return f"{kind}-{owner}-{when:%Y%m%d}-{start}@{paper.problem.school}.afterschool"


def _apart(events: Mapping[str, list[Event]]) -> Mapping[str, list[Event]]:
    """The same events, those of one owner and start (a clash in the plan) told apart by a number."""
    found: dict[str, list[Event]] = {}
    for owner, mine in events.items():
        seen: Counter[str] = Counter()
        for event in mine:
            seen[event.uid] += 1
            number = seen[event.uid]
            found.setdefault(owner, []).append(event if number == 1 else replace(event, uid=f"{number}-{event.uid}"))
    return found


def _event(paper: Paper, kind: str, owner: str, meeting: list[Session]) -> Event:
    """One event for all that meets at a time: told alone where it is one group, counted and listed where it is more."""
    first = meeting[0]
    end = max(session.interval.end for session in meeting)
    interval = Interval(first.interval.start, end)
    lines = [f"{paper.group(s)} {paper.place(s.venue)} {lead_of(paper, s)}" for s in meeting[:MOST_GROUPS]]
    if len(meeting) > MOST_GROUPS:
        lines.append(paper.say("feed.more", count=len(meeting) - MOST_GROUPS))
    alone = len(meeting) == 1
    whole = f"{duty_text(first.kind, paper.language)} {paper.say('feed.groups', count=len(meeting))}"
    return Event(
        _uid(paper, kind, owner, first.date, interval),
        first.date,
        interval,
        paper.group(first) if alone else whole,
        paper.place(first.venue) if alone else "",
        "\n".join(lines),
    )


def _adults(paper: Paper) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for adult, duties in paper.duties.items():
        for duty in duties:
            uid = _uid(paper, "adult", adult, duty.date, duty.interval)
            if isinstance(duty, Post):
                what, where, more = duty_text(duty.kind, paper.language), duty.place, ""
            else:
                role = next(item.role for item in duty.duties if item.adult == adult)
                what, where = paper.group(duty), paper.place(duty.venue)
                more = paper.listed((paper.say(role.value), paper.say("people", n=duty.size)))
            found.setdefault(adult, []).append(Event(uid, duty.date, duty.interval, what, where, more))
    for relief in paper.plan.reliefs:
        uid = _uid(paper, "relief", relief.adult, relief.date, relief.interval)
        what = paper.said(relief.kind, "relief")
        found.setdefault(relief.adult, []).append(Event(uid, relief.date, relief.interval, what, "", ""))
    return _apart(found)


def _homerooms(paper: Paper) -> Mapping[str, list[Event]]:
    """Groups of a homeroom that start together are one event: its club period is one."""
    meeting: dict[tuple[str, date, int], list[Session]] = {}
    for session in paper.ordered:
        for homeroom, count in session.heads:
            if count:
                meeting.setdefault((homeroom, session.date, session.interval.start), []).append(session)
    found: dict[str, list[Event]] = {}
    for (homeroom, _, _), sessions in meeting.items():
        found.setdefault(homeroom, []).append(_event(paper, "homeroom", homeroom, sessions))
    return found


def _venues(paper: Paper) -> Mapping[str, list[Event]]:
    meeting: dict[tuple[str, date, int], list[Session]] = {}
    for session in paper.ordered:
        if session.venue is not None:
            meeting.setdefault((session.venue, session.date, session.interval.start), []).append(session)
    found: dict[str, list[Event]] = {}
    for (venue, _, _), sessions in meeting.items():
        found.setdefault(venue, []).append(_event(paper, "venue", venue, sessions))
    return found
