"""Never empty-handed: each demand a plan leaves unmet, who or what came closest, and what stopped each of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.clauses.clause import Breach
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Plan, Post, Session, Unmet
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason
from scheduler.explain.stoppers import adult_stoppers, standing, venue_stoppers
from scheduler.explain.words import days_text, duty_text, listed, reason_text, text

CLOSEST = 5
"""Candidates told for each demand."""
DISTANCE: Mapping[tuple[int, str], int] = {
    (42, "sessions"): 1,
    (42, "late_days"): 1,
    (42, "evenings"): 1,
    (42, "club_leads"): 1,
    (28, "too_many"): 1,
    (73, "adult_twice"): 2,
    (73, "adult_far"): 2,
    (42, "lesson"): 4,
    (15, "busy"): 4,
    (42, "away"): 5,
    (26, "shared"): 1,
    (26, "closed"): 2,
    (76, "overdue"): 2,
    (76, "never"): 2,
    (26, "full"): 3,
}
"""How far each rule holds a candidate off: a cap, a swap, another hour, a presence. Every other rule is about who the
candidate is: FAR."""
FAR = 20


@dataclass(frozen=True)
class Candidate:
    """An adult, venue or club that was considered, and what stopped it; nothing: it could serve at once.

    A club has a `state` instead: `closed`, `full`, or `room`, with the `places` of its open sections or those left.
    """

    id: str
    stoppers: tuple[Breach, ...] = ()
    state: str = ""
    places: int = 0

    def say(self, language: str) -> str:
        """One line: the id and the clauses in the way, each rule once."""
        if self.state:
            return text(f"club.{self.state}", language, id=self.id, places=self.places)
        if not self.stoppers:
            return text("candidate.free", language, id=self.id)
        rules = dict.fromkeys((breach.clause, breach.rule) for breach in self.stoppers)
        first = {(b.clause, b.rule): b for b in reversed(self.stoppers)}
        said = [
            f"{text('clause', language, number=number)} {clause(number).say(first[number, rule], language)}"
            for number, rule in rules
        ]
        return text("candidate.stopped", language, id=self.id, why=" ".join(said))


@dataclass(frozen=True)
class Unserved:
    """Demands of one clause, kind and time that a plan leaves unmet: `amount` in all, at the places named.

    `closest` are the candidates with least in their way, of `considered` in all; `tally` counts all by what holds each
    off most.
    """

    clause: int
    what: str
    where: tuple[str, ...]
    when: date | None
    interval: Interval | None
    amount: int
    closest: tuple[Candidate, ...]
    considered: int
    tally: tuple[tuple[Reason, int], ...] = ()

    def say(self, language: str) -> str:
        """What is missing, then a line for each of the closest."""
        when = "" if self.when is None else f" {days_text([self.when], language)}"
        clock = "" if self.interval is None else f" {self.interval}"
        what = text(f"unmet.{self.what}", language) if self.what in NAMED else duty_text(self.what, language)
        where = listed(self.where[:CLOSEST], language) + (" ..." if len(self.where) > CLOSEST else "")
        head = text(
            "unserved", language, clause=self.clause, when=when + clock, what=what, amount=self.amount, where=where
        )
        lines = ["    " + candidate.say(language) for candidate in self.closest]
        if self.tally:
            parts = [
                text("tally.part", language, count=count, reason=reason_text(reason.clause, reason.rule, language))
                for reason, count in self.tally
            ]
            lines.append("    " + text("tally", language, count=self.considered, parts=listed(parts, language)))
        return "\n".join([head, *lines])


STATES = ("room", "full", "closed")
"""States of a club, closest first."""
NAMED = frozenset({"adult", "venue", "chaperone", "seat"})


def unserved(problem: Problem, plan: Plan) -> Iterator[Unserved]:
    """Everything a plan leaves unmet, like demands together: adults and posts, venues, then club places."""
    sessions = {session.id: session for session in plan.sessions}
    posts = _vacant(plan)
    told: dict[tuple[object, ...], list[tuple[Unmet, list[Session | Post]]]] = {}
    for row in plan.unmet:
        duties = _duties(plan, row, sessions, posts)
        if duties:
            told.setdefault(_likeness(row, duties), []).append((row, duties))
    known = cache(lambda adult: standing(problem, plan, adult))
    for alike in told.values():
        yield _explained(problem, plan, alike, known)
    yield from _seats(problem, plan)


def _vacant(plan: Plan) -> Mapping[tuple[str, str, date], list[Post]]:
    found: dict[tuple[str, str, date], list[Post]] = {}
    for post in plan.posts:
        if post.adult is None:
            found.setdefault((post.kind, post.place, post.date), []).append(post)
    return found


def _duties(
    plan: Plan, row: Unmet, sessions: Mapping[str, Session], posts: Mapping[tuple[str, str, date], list[Post]]
) -> list[Session | Post]:
    """What somebody would have to take, or be given a place for, to meet the demand: a section with all its days."""
    if row.date is not None and (row.what, row.where, row.date) in posts:
        return [posts[row.what, row.where, row.date][0]]
    session = sessions.get(row.where)
    if session is None:
        return []
    whole = row.what == "venue" or (row.what == "adult" and session.lead is None)
    if session.section is not None and whole:
        return [s for s in plan.sessions if s.section == session.section]
    return [session]


def _likeness(row: Unmet, duties: Sequence[Session | Post]) -> tuple[object, ...]:
    """Demands are told together when the same people or places could meet them, for the same reasons."""
    first = duties[0]
    section = getattr(first, "section", None)
    if section is not None:
        return row.clause, row.what, section.club, section.strand
    grade = "" if isinstance(first, Post) else (first.subject or "", first.heads[0][0] if row.what == "venue" else "")
    return row.clause, row.what, row.date, first.interval, isinstance(first, Session) and first.lead is None, grade


def _explained(
    problem: Problem,
    plan: Plan,
    alike: Sequence[tuple[Unmet, list[Session | Post]]],
    known: Callable[[str], Sequence[Breach]],
) -> Unserved:
    row, duties = alike[0]
    meetings = [duty for duty in duties if isinstance(duty, Session)]
    if row.what == "venue":
        venues = problem.site.venues
        found = _ranked(venues, lambda venue: venue_stoppers(problem, plan, venue, meetings))
    else:
        adults = [a.id for a in problem.adults.values() if _of_sort(problem, a, duties, own=row.what == "chaperone")]
        found = _ranked(adults, lambda adult: adult_stoppers(problem, plan, adult, duties, known(adult)))
    where = tuple(dict.fromkeys(row.where for row, _ in alike))
    return Unserved(
        row.clause,
        row.what,
        where,
        row.date,
        duties[0].interval,
        sum(row.amount for row, _ in alike),
        tuple(found[:CLOSEST]),
        len(found),
        _tally(found),
    )


def _ranked(ids: Iterable[str], stoppers: Callable[[str], tuple[Breach, ...]]) -> list[Candidate]:
    found = [Candidate(key, stoppers(key)) for key in ids]
    return sorted(found, key=lambda c: (sum(map(_distance, c.stoppers)), c.id))


def _distance(breach: Breach) -> int:
    return DISTANCE.get((breach.clause, breach.rule), FAR)


def _tally(found: Sequence[Candidate]) -> tuple[tuple[Reason, int], ...]:
    worst = (max(candidate.stoppers, key=_distance) for candidate in found if candidate.stoppers)
    return tuple(Counter(Reason(breach.clause, breach.rule) for breach in worst).most_common())


def _of_sort(problem: Problem, adult: Adult, duties: Sequence[Session | Post], *, own: bool) -> bool:
    """Whether the adult is the sort of person for the duty, whatever the hour and the skills."""
    first = duties[0]
    if isinstance(first, Post):
        rules = [rule for rule in problem.policy.posts if rule.kind == first.kind]
        return any(adult.kind in rule.kinds and adult.duty_only == rule.duty_only for rule in rules)
    if adult.duty_only or adult.kind is AdultKind.GUARD or adult.id in first.adults or (own and not adult.own):
        return False
    leads_club = first.kind is Kind.CLUB and first.lead is None
    return leads_club or problem.homerooms[first.heads[0][0]].stage in adult.stages


def _seats(problem: Problem, plan: Plan) -> Iterator[Unserved]:
    """Pupils without a club place, by strand and grade, with what every club of theirs had left."""
    missing: dict[tuple[str, int], list[Unmet]] = {}
    for row in plan.unmet:
        if row.what == "seat":
            who, strand = row.where.split(" ")
            homeroom = problem.pupils[who].homeroom if who in problem.pupils else who
            missing.setdefault((strand, problem.grade(homeroom)), []).append(row)
    for (strand, grade), rows in sorted(missing.items()):
        clubs = [
            club for club in problem.clubs.values()
            if grade in club.grades and problem.strands[strand] in problem.club_strands(club)
        ]  # fmt: skip
        found = [_club(problem, plan, club, strand) for club in clubs]
        found.sort(key=lambda c: (STATES.index(c.state), c.id))
        amount = sum(row.amount for row in rows)
        where = tuple(row.where for row in rows)
        yield Unserved(6, "seat", where, None, None, amount, tuple(found[:CLOSEST]), len(found))


def _club(problem: Problem, plan: Plan, club: Club, strand: str) -> Candidate:
    """How full a club's sections in a strand are."""
    sections = {s.id for s in plan.sections if (s.id.club, s.id.strand) == (club.id, strand)}
    held = sum(seat.section in sections for seat in plan.seats)
    held += sum(a.pupils for a in plan.allotments if a.section in sections)
    places = club.capacity * len(sections)
    if not sections:
        return Candidate(club.id, state="closed")
    return (
        Candidate(club.id, state="full", places=places)
        if held >= places
        else Candidate(club.id, state="room", places=places - held)
    )
