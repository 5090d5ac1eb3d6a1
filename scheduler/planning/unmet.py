"""Demand a plan does not meet, one row each, for the planner who has to act on it."""

from collections.abc import Iterator

from scheduler.clauses.judging import lacking_adults, left_alone
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Unmet
from scheduler.domain.problem import Problem

CLAUSE_OF: dict[Kind, int] = {
    Kind.EARLY_ACTIVITY: 54,
    Kind.HOMEWORK: 50,
    Kind.SUPPORT: 52,
    Kind.EXTENSION: 53,
    Kind.CLUB: 54,
    Kind.CLASS_ACTIVITY: 54,
    Kind.EXTENDED_CARE: 39,
    Kind.EVENING_STUDY: 41,
}
POST_CLAUSE = {"duty_lead": 10, "gate": 75, "patrol": 77, "standby": 78, "first_aid": 78}


def unmet_demand(problem: Problem, plan: Plan) -> tuple[Unmet, ...]:
    """Missing adults, venues, chaperones, holders of posts and club places; empty for a whole plan."""
    rows = [Unmet(26, "venue", s.id, s.date, 1) for s in plan.sessions if s.venue is None]
    rows += _adults(problem, plan)
    clubs = [s for s in plan.of_kind(Kind.CLUB) if s.lead is not None]
    rows += [Unmet(61, "chaperone", s.id, s.date, 1) for s in clubs if left_alone(problem, s)]
    rows += [Unmet(POST_CLAUSE.get(p.kind, 78), p.kind, p.place, p.date, 1) for p in plan.posts if p.adult is None]
    rows += _seats(problem, plan)
    return tuple(sorted(rows, key=lambda u: (str(u.date), u.clause, u.what, u.where)))


def _adults(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    lacking = lacking_adults(problem, plan)
    for session in plan.sessions:
        if session.id in lacking:
            yield Unmet(CLAUSE_OF[session.kind], "adult", session.id, session.date, lacking[session.id])


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
