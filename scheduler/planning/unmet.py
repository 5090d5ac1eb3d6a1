"""Demand a plan does not meet, one row each, for the planner who has to act on it."""

from collections.abc import Iterator
from math import ceil

from scheduler.domain.demand import Period
from scheduler.domain.groups import RISK, Kind
from scheduler.domain.plan import Plan, Session, Unmet
from scheduler.domain.problem import Problem

CLAUSE_OF: dict[Kind, int] = {
    Kind.EARLY_ACTIVITY: 54, Kind.HOMEWORK: 50, Kind.SUPPORT: 52, Kind.EXTENSION: 53, Kind.CLUB: 54,
    Kind.CLASS_ACTIVITY: 54, Kind.EXTENDED_CARE: 39, Kind.EVENING_STUDY: 41,
}
POST_CLAUSE = {"duty_lead": 10, "gate": 75, "patrol": 77, "standby": 78, "first_aid": 78}


def unmet_demand(problem: Problem, plan: Plan) -> tuple[Unmet, ...]:
    """Missing adults and venues of sessions, vacant posts, pupils without a club place; empty for a whole plan."""
    rows = [row for session in plan.sessions for row in _session(problem, session)]
    rows += [Unmet(POST_CLAUSE.get(p.kind, 78), p.kind, p.place, p.date, 1) for p in plan.posts if p.adult is None]
    rows += _seats(problem, plan)
    return tuple(sorted(rows, key=lambda u: (str(u.date), u.clause, u.what, u.where)))


def _session(problem: Problem, session: Session) -> Iterator[Unmet]:
    if session.venue is None:
        yield Unmet(26, "venue", session.id, session.date, 1)
    missing = _adults(problem, session) - len(session.duties)
    if missing > 0:
        yield Unmet(CLAUSE_OF[session.kind], "adult", session.id, session.date, missing)


def _adults(problem: Problem, session: Session) -> int:
    extra = int(any(problem.pupils[p].needs_adult for p in session.roster))
    if session.kind is Kind.EXTENDED_CARE:
        return problem.policy.extended_adults + extra
    risk = problem.clubs[session.section.club].risk if session.section else RISK[session.kind]
    grade = min(problem.grade(homeroom) for homeroom, _ in session.heads)
    return max(1, ceil(session.size / problem.policy.ratios[risk, grade].hard)) + extra


def _seats(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    seated = {(seat.pupil, seat.section.strand) for seat in plan.seats}
    for strand in problem.strands.values():
        if problem.roster:
            for pupil in problem.strand_pupils(strand):
                if (pupil.id, strand.id) not in seated:
                    yield Unmet(6, "seat", f"{pupil.id} {strand.id}", None, 1)
            continue
        for homeroom in problem.strand_homerooms(strand):
            given = sum(
                a.pupils for a in plan.allotments if a.homeroom == homeroom.id and a.section.strand == strand.id
            )
            missing = problem.strand_heads(strand, homeroom.id) - given
            if missing > 0:
                yield Unmet(6, "seat", f"{homeroom.id} {strand.id}", None, missing)
