"""On one afternoon small enough to try every way of staffing it, the repair costs the least."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import permutations, product

import pytest
from repair.helping import MON, MONDAY_NOON, POINTS, priced_school, repaired, without
from small import DAYS, PAPERS, small_adult, small_plan

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.changes import ChangeKind
from scheduler.domain.demand import Period
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Duty, Plan, Role
from scheduler.domain.problem import Problem
from scheduler.planning.unmet import unmet_demand
from scheduler.repair.changes import changes, total

HOME_A, HOME_B = f"homework/{MON}/A/1/1", f"homework/{MON}/B/1/1"
CHESS, PAINTING = f"club/{MON}/chess.S.1", f"club/{MON}/painting.S.1"
FIRST = (HOME_A, HOME_B, "patrol", "standby")
"""What runs in period 1; the two posts go on through period 2."""


def school(points: Mapping[ChangeKind, int]) -> Problem:
    """Monday alone, nobody in extended care; T1 and T3 can lead chess, T2 and T4 painting; T5 and T6 neither."""
    skills = {"T1": {"chess"}, "T2": {"art"}, "T3": {"chess"}, "T4": {"art"}, "T5": set(), "T6": set()}
    adults: list[Adult] = [small_adult(key, skills=frozenset(known)) for key, known in skills.items()]
    adults += [small_adult("F1", skills=frozenset({"first_aid"})), small_adult("L", duty_only=True)]
    adults.append(small_adult("G", kind=AdultKind.GUARD, credentials=PAPERS, full_time=False))
    base = priced_school(points, days=DAYS[:1], adults={a.id: a for a in adults})
    both = {weekday: frozenset({Period.P1, Period.P2}) for weekday in range(1, 6)}
    return replace(base, pupils={key: replace(pupil, days=both) for key, pupil in base.pupils.items()})


def staffed(first: Mapping[str, str], second: Mapping[str, str]) -> Plan:
    """The afternoon with these adults; gate, first aid and duty lead as ever."""
    plan = small_plan()
    who = {**first, **second}
    sessions = tuple(
        replace(s, duties=(Duty(who[s.id], Role.LEAD),)) for s in plan.sessions if s.date == MON and s.id in who
    )
    fixed = {"duty_lead": "L", "gate": "G", "first_aid": "F1"}
    posts = tuple(
        replace(p, adult=fixed.get(p.kind) or who[p.kind], interval=replace(p.interval, end=1080))
        for p in plan.posts
        if p.date == MON
    )
    return replace(plan, sessions=sessions, posts=posts)


def every_way() -> Iterator[Plan]:
    """All plans in which nobody is at two places and clubs are led by whoever has the skill: 6 x 5 x 4 x 3 ways of
    period 1, of which those with a free adult for each club go on."""
    for four in permutations(("T1", "T2", "T3", "T4", "T5", "T6"), 4):
        first = dict(zip(FIRST, four, strict=True))
        for chess, painting in product(("T1", "T3"), ("T2", "T4")):
            if chess not in four[2:] and painting not in four[2:]:
                yield staffed(first, {CHESS: chess, PAINTING: painting})


ANNOUNCED = staffed({HOME_A: "T1", HOME_B: "T2", "patrol": "T5", "standby": "T6"}, {CHESS: "T1", PAINTING: "T2"})
DEAR_MOVES = {**POINTS, ChangeKind.MOVED: 9, ChangeKind.CALLED_IN: 1}


@pytest.mark.parametrize("points", [POINTS, DEAR_MOVES])
@pytest.mark.parametrize("absent", ["T1", "T2", "T5", "T6"])
def test_no_legal_way_of_staffing_the_afternoon_costs_less(absent: str, points: Mapping[ChangeKind, int]) -> None:
    """Every plan is priced from the two plans alone, and judged, cheapest first, until one is legal."""
    there = school(points)
    assert audit(there, replace(ANNOUNCED, tiers=())).clean
    after = without(there, {absent: [MON]})
    ways = [plan for plan in every_way() if absent not in [a for s in plan.sessions for a in s.adults]]
    ways = [plan for plan in ways if absent not in [p.adult for p in plan.posts]]
    priced = sorted(((total(changes(after, ANNOUNCED, plan, MONDAY_NOON)), at) for at, plan in enumerate(ways)))
    cheapest = next(cost for cost, at in priced if _legal(after, ways[at]))
    found = repaired(after, ANNOUNCED)[0]
    assert found.legal
    assert (found.cost, found.bound, found.proven) == (cheapest, cheapest, True)


def _legal(problem: Problem, plan: Plan) -> bool:
    whole = replace(plan, unmet=unmet_demand(problem, plan))
    judged = audit(problem, whole)
    return not whole.unmet and not [b for b in judged.breaches if b.severity is Severity.BREACH]
