"""What a planned week comes to, beside what was asked of it: demand, places, money, load, what is unmet, breaches."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from scheduler.audit import Audit
from scheduler.clauses.clause import Severity
from scheduler.clauses.judging import wishes_met
from scheduler.clauses.load import fairness_group
from scheduler.clauses.seen import late_totals
from scheduler.domain.demand import Period
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.explain.tier_changes import proven_bound


@dataclass(frozen=True)
class Demand:
    """What the school asks of the week, whatever the plan: pupils who take part, their attendances (a pupil in a period
    of a day), club places sought."""

    pupils: int
    attendances: int
    places: int


@dataclass(frozen=True)
class LateMinutes:
    """Late minutes of the week of own full-time staff: the most and the least of one adult, and all together."""

    most: int
    least: int
    spread: int
    total: int
    adults: int


@dataclass(frozen=True)
class Figures:
    """A week in numbers.

    first: club places that are the first wish, and most_first how many there can be at most; None in counts mode, where
    nobody has a wish. yuan: allowances. late: None without anybody to compare. unmet: adults, venues, places by what is
    lacking. breaches: the judge's, by clause, what is unmet included.
    """

    demand: Demand
    adults: int
    duties: int
    sections: int
    first: int | None
    most_first: int | None
    yuan: int
    late: LateMinutes | None
    unmet: Mapping[str, int]
    breaches: Mapping[int, int]

    def share(self, first: int | None) -> float | None:
        """So many first wishes among the club places sought, from 0 to 1; None when nobody seeks one or has a wish."""
        return first / self.demand.places if first is not None and self.demand.places else None


def demand(problem: Problem) -> Demand:
    """What a school asks of its week."""
    attendances = sum(
        problem.headcount(homeroom, day, period)
        for homeroom in problem.homerooms
        for day in problem.days
        for period in Period
    )
    sought = sum(problem.seats_sought(strand) for strand in problem.strands.values())
    return Demand(problem.participants, attendances, sought)


def figures(problem: Problem, plan: Plan, judged: Audit) -> Figures:
    """Count a plan of a school and week."""
    unmet: Counter[str] = Counter()
    for row in plan.unmet:
        unmet[row.what] += row.amount
    found = Counter(b.clause for b in judged.breaches if b.severity is Severity.BREACH)
    return Figures(
        demand=demand(problem),
        adults=len(problem.adults),
        duties=sum(len(s.duties) for s in plan.sessions) + sum(p.adult is not None for p in plan.posts),
        sections=len(plan.sections),
        first=wishes_met(problem, plan).first_places if problem.roster else None,
        most_first=_most_first(problem, plan) if problem.roster else None,
        yuan=next((tier.value for tier in plan.tiers if tier.name is TierName.MONEY), 0),
        late=_late(problem, plan),
        unmet=dict(sorted(unmet.items())),
        breaches=dict(sorted(found.items())),
    )


def _most_first(problem: Problem, plan: Plan) -> int:
    """The less of two bounds: a pupil's first wishes in the strands, a club once unless it may be held twice; and the
    places sought less ceil(bound of tier places / dearest rank), for each place that is no first wish costs no more."""
    firsts: dict[str, list[str]] = {}
    for strand in problem.strands.values():
        for pupil in problem.strand_pupils(strand):
            firsts.setdefault(pupil.id, []).extend(pupil.wishes(strand.id)[:1])
    wished = sum(len(clubs if problem.same_club_twice else set(clubs)) for clubs in firsts.values())
    bound = next((proven_bound(plan, tier) for tier in plan.tiers if tier.name is TierName.PLACES), 0)
    dearest = max(problem.policy.unranked_cost, *problem.policy.rank_costs)
    return min(wished, demand(problem).places - (ceil(bound / dearest) if dearest else 0))


def _late(problem: Problem, plan: Plan) -> LateMinutes | None:
    totals = late_totals(problem, plan)
    minutes = [sum(totals.get(adult.id, {}).values()) for adult in fairness_group(problem)]
    if not minutes:
        return None
    most, least = max(minutes), min(minutes)
    return LateMinutes(most, least, most - least, sum(minutes), len(minutes))
