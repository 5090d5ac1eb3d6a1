"""The judge's own counting, from a Problem and a Plan alone. No clause's `rows` may use it."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TypeVar

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Period
from scheduler.domain.groups import RISK, Kind
from scheduler.domain.plan import Plan, Role, Session
from scheduler.domain.policy import Ratio
from scheduler.domain.problem import Problem

T = TypeVar("T")

PERIOD_OF: Mapping[Kind, Period] = {
    Kind.EARLY_ACTIVITY: Period.EARLY,
    Kind.HOMEWORK: Period.P1,
    Kind.SUPPORT: Period.P1,
    Kind.EXTENSION: Period.P1,
    Kind.CLUB: Period.P2,
    Kind.CLASS_ACTIVITY: Period.P2,
    Kind.EXTENDED_CARE: Period.EXTENDED,
    Kind.EVENING_STUDY: Period.EVENING,
}
"""The period a session of each kind serves."""
WHOLE_CLASS = frozenset({Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.CLASS_ACTIVITY, Kind.EVENING_STUDY})
"""Kinds in which homerooms meet as such."""


def school_days(problem: Problem) -> Mapping[date, SchoolDay]:
    """The school days of the week by date."""
    return {day.date: day for day in problem.days}


def known_rooms(problem: Problem, session: Session) -> tuple[str, ...]:
    """Homerooms of a session that the school has, in the order of its heads."""
    return tuple(homeroom for homeroom, _ in session.heads if homeroom in problem.homerooms)


def periods_held(plan: Plan) -> Mapping[tuple[str, date], frozenset[Period]]:
    """The periods of which a homeroom has a session, by homeroom and date."""
    held: dict[tuple[str, date], set[Period]] = {}
    for session in plan.sessions:
        for homeroom, _ in session.heads:
            held.setdefault((homeroom, session.date), set()).add(PERIOD_OF[session.kind])
    return {key: frozenset(periods) for key, periods in held.items()}


def heads_held(plan: Plan) -> Mapping[tuple[str, date, Period], int]:
    """Pupils of a homeroom in sessions of a period on a date."""
    heads: dict[tuple[str, date, Period], int] = {}
    for session in plan.sessions:
        for homeroom, count in session.heads:
            key = homeroom, session.date, PERIOD_OF[session.kind]
            heads[key] = heads.get(key, 0) + count
    return heads


def ratio_of(problem: Problem, session: Session) -> Ratio | None:
    """The ratio for the session's risk and youngest grade; None when not allowed at that grade."""
    club = problem.clubs.get(session.section.club) if session.section is not None else None
    risk = club.risk if club is not None else RISK.get(session.kind, 0)
    grades = [problem.grade(homeroom) for homeroom in known_rooms(problem, session)]
    return problem.policy.ratios.get((risk, min(grades))) if grades else None


def adults_wanted(problem: Problem, session: Session, extra: int) -> int:
    """Adults needed: ceil(pupils / hard ratio), at least 1 (extended care: its pair), and `extra` more."""
    if session.kind is Kind.EXTENDED_CARE:
        return problem.policy.extended_adults + extra
    ratio = ratio_of(problem, session)
    return (1 if ratio is None else max(1, ceil(session.size / ratio.hard))) + extra


def extra_adults(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """1 for a session with a pupil who needs an adult of their own, else 0, by session id.

    Before enrolment a homeroom's extra needs are counted in the first of its groups of a period, the next
    only when that one is too small; clubs and support groups count none.
    """
    if problem.roster:
        needy = {pupil.id for pupil in problem.pupils.values() if pupil.needs_adult}
        return {s.id: int(any(pupil in needy for pupil in s.roster)) for s in plan.sessions}
    left: dict[tuple[str, date, Kind], int] = {}
    extra: dict[str, int] = {}
    for session in sorted(plan.sessions, key=lambda s: (len(s.id), s.id)):
        extra[session.id] = 0
        if session.kind not in WHOLE_CLASS and session.kind is not Kind.EXTENDED_CARE:
            continue
        for homeroom, count in session.heads:
            key = homeroom, session.date, session.kind
            waiting = left.get(key, problem.counts.extra_needs.get(homeroom, 0))
            extra[session.id] |= int(waiting > 0 and count > 0)
            left[key] = max(0, waiting - count)
    return extra


def missing_adults(problem: Problem, plan: Plan, kinds: Collection[Kind]) -> Iterator[tuple[Session, int, int]]:
    """(session, leads missing, assistants missing) for every session of the kinds that lacks an adult.

    A club's lead is counted by section, not here. An own assistant beside an outside lead who may not be
    alone is that lead's chaperone and fills no other place.
    """
    extra = extra_adults(problem, plan)
    for session in plan.of_kind(*kinds):
        lead = int(session.lead is None and session.kind is not Kind.CLUB)
        wanted = adults_wanted(problem, session, extra[session.id]) - 1
        helpers = sum(duty.role is Role.ASSISTANT for duty in session.duties) - _chaperone(problem, session)
        if lead or helpers < wanted:
            yield session, lead, max(0, wanted - helpers)


def lacking_adults(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Adults lacking in every session that lacks any, by session id; a club's lead at each of its meetings."""
    missing = {session.id: leads + helpers for session, leads, helpers in missing_adults(problem, plan, tuple(Kind))}
    for session in plan.of_kind(Kind.CLUB):
        if session.lead is None:
            missing[session.id] = missing.get(session.id, 0) + 1
    return missing


def left_alone(problem: Problem, session: Session) -> bool:
    """Whether adults serve in the session and none of them may be alone with pupils."""
    adults = [problem.adults[key] for key in session.adults if key in problem.adults]
    return bool(adults) and not any(adult.own or adult.sole_allowed for adult in adults)


def _chaperone(problem: Problem, session: Session) -> int:
    lead = problem.adults.get(session.lead or "")
    if session.kind is not Kind.CLUB or lead is None or lead.own or lead.sole_allowed:
        return 0
    helpers = [problem.adults.get(duty.adult) for duty in session.duties if duty.role is Role.ASSISTANT]
    return int(any(helper is not None and helper.own for helper in helpers))


@dataclass(frozen=True, slots=True)
class WishesMet:
    """How far a roster's wishes are met: `first` of `pupils` are in the club they list first; of all club `places`
    `first_places` are a first wish and `listed_places` on the pupil's list. Nobody holds a club twice, so a pupil
    with two places has the first wish in one of them at most."""

    pupils: int
    first: int
    places: int
    first_places: int
    listed_places: int


def wishes_met(problem: Problem, plan: Plan) -> WishesMet:
    """The wishes of all pupils to seat this week who list a club, seated or not."""
    wishing = {p.id for strand in problem.strands.values() for p in problem.strand_pupils(strand) if p.choices}
    ranks = [seat.rank for seat in plan.seats]
    return WishesMet(
        pupils=len(wishing),
        first=len({seat.pupil for seat in plan.seats if seat.rank == 0} & wishing),
        places=len(ranks),
        first_places=ranks.count(0),
        listed_places=len(ranks) - ranks.count(None),
    )


def clashing(spans: Iterable[tuple[Interval, T]]) -> Iterator[tuple[T, T]]:
    """Every pair of items whose intervals share a minute, in clock order."""
    running: list[tuple[Interval, T]] = []
    for interval, item in sorted(spans, key=lambda span: span[0]):
        running = [(other, held) for other, held in running if other.end > interval.start]
        yield from ((held, item) for _, held in running)
        running.append((interval, item))


def plain(text: str) -> str:
    """Text without width, case, spaces and signs, so that `New-Teaching` and `new teaching` read alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def sessions_in(problem: Problem, plan: Plan, period: Period) -> Iterator[Session]:
    """The judge's view of a period: sessions at its clock interval for one of their homerooms."""
    days = school_days(problem)
    for session in plan.sessions:
        day = days.get(session.date)
        if day is not None and any(
            problem.slot(room, day, period) == session.interval for room in known_rooms(problem, session)
        ):
            yield session
