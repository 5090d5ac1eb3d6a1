"""What the judge would say if somebody took a duty that nobody holds, or a group met in a place it was not given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach, Severity
from scheduler.domain.plan import Duty, Plan, Post, Role, Session
from scheduler.domain.problem import Problem

ABOUT_ADULTS = frozenset({10, 15, 28, 41, 42, 52, 53, 57, 58, 60, 61, 62, 73, 75, 77, 78})
"""Clauses that say who may take which duty."""
ABOUT_VENUES = frozenset({26, 76, 79})
"""Clauses that say where a group may meet."""


def standing(problem: Problem, plan: Plan, adult: str) -> list[Breach]:
    """Breaches there already are around an adult."""
    mine = _around(plan, plan.duties_of(adult))
    return _judged(problem, replace(mine, sections=tuple(s for s in plan.sections if s.lead == adult)), ABOUT_ADULTS)


def adult_stoppers(
    problem: Problem, plan: Plan, adult: str, duties: Sequence[Session | Post], known: Sequence[Breach] | None = None
) -> tuple[Breach, ...]:
    """Breaches the plan would gain around an adult who took these duties as well; empty when nothing is in the way.

    A session's lead is taken where it has none, else an assistant's place. Only what concerns the adult is judged.
    `known` is the adult's `standing`, for whoever asks often.
    """
    targets = {duty.id for duty in duties}
    led = {duty.section for duty in duties if isinstance(duty, Session) and duty.section and duty.lead is None}
    sections = tuple(
        replace(s, lead=adult) if s.id in led else s for s in plan.sections if s.lead == adult or s.id in led
    )
    others = [duty for duty in plan.duties_of(adult) if duty.id not in targets]
    more = replace(_around(plan, [*others, *(_taken(duty, adult) for duty in duties)]), sections=sections)
    before = standing(problem, plan, adult) if known is None else known
    found = _judged(problem, more, ABOUT_ADULTS)
    return tuple(breach for breach in found if adult in breach.who and breach not in before)


def venue_stoppers(problem: Problem, plan: Plan, venue: str, meetings: Sequence[Session]) -> tuple[Breach, ...]:
    """Breaches the plan would gain if these meetings were held in the venue."""
    moved = {session.id for session in meetings}
    held = [session for session in plan.sessions if session.venue == venue and session.id not in moved]
    more = [*held, *(replace(session, venue=venue) for session in meetings)]
    before = _judged(problem, _around(plan, held), ABOUT_VENUES)
    return tuple(breach for breach in _judged(problem, _around(plan, more), ABOUT_VENUES) if breach not in before)


def _around(plan: Plan, duties: Iterable[Session | Post]) -> Plan:
    """The part of a plan that consists of these sessions and posts."""
    items = sorted(duties, key=lambda duty: (duty.date, duty.interval, duty.id))
    return replace(
        plan,
        sections=(),
        seats=(),
        allotments=(),
        reliefs=(),
        credits=(),
        unmet=(),
        sessions=tuple(item for item in items if isinstance(item, Session)),
        posts=tuple(item for item in items if isinstance(item, Post)),
    )


def _taken(duty: Session | Post, adult: str) -> Session | Post:
    if isinstance(duty, Post):
        return replace(duty, adult=adult)
    role = Role.LEAD if duty.lead is None else Role.ASSISTANT
    return replace(duty, duties=(*duty.duties, Duty(adult, role)))


def _judged(problem: Problem, plan: Plan, numbers: frozenset[int]) -> list[Breach]:
    """Breaches of these clauses in a plan."""
    clauses = [clause for clause in BOOK if clause.number in numbers]
    found = [breach for clause in clauses for breach in clause.breaches(problem, plan)]
    return [breach for breach in found if breach.severity is Severity.BREACH]
