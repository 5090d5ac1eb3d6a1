"""Adults: at every moment of every afternoon, and over the week, who is wanted against who can serve."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import DutyOption, Leads, Pool, Space
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason, barred, tallied
from scheduler.explain.least import least_pools
from scheduler.explain.matching import Demand, Squeeze, squeezes
from scheduler.explain.moments import Moment, stretches
from scheduler.explain.shortage import Part, Resource, Shortage
from scheduler.planning.offering import lead_options, pairs
from scheduler.planning.staffing import servers
from scheduler.planning.unmet import CLAUSE_OF, POST_CLAUSE
from solvers.rows import Key


@dataclass(frozen=True)
class Staffing:
    """The week's least demand for adults, with everybody who could serve and what bars the others."""

    problem: Problem
    space: Space
    barred: Mapping[Key, Reason]

    @cached_property
    def serving(self) -> Mapping[str, frozenset[str]]:
        """Adults who can serve in each pool, by pool id."""
        return {pool.id: frozenset(self._asked(pool, barred=False)) for pool in self.space.pools}

    def stopped(self, pools: Sequence[Pool]) -> tuple[tuple[Reason, int], ...]:
        """Adults of the sort the pools ask for who can serve in none of them, counted by the first reason."""
        able = frozenset[str]().union(*(self.serving[pool.id] for pool in pools))
        return tallied(able, (item for pool in pools for item in self._asked(pool, barred=True).items()))

    def leading(self, strand: str) -> Mapping[str, Mapping[str, Reason | None]]:
        """By club, the adults qualified to lead it in the strand, each with the reason that bars them or None."""
        found: dict[str, dict[str, Reason | None]] = {}
        for option in self.space.duties:
            if isinstance(option.key, Leads) and option.key.strand == strand:
                found.setdefault(option.key.club, {})[option.adult.id] = self.barred.get(option.key)
        return found

    def _asked(self, pool: Pool, *, barred: bool) -> dict[str, Reason]:
        """Adults who are barred from a pool with the reason, or (with an empty one) those who are not."""
        found: dict[str, Reason] = {}
        for option in self._options.get(pool.id, ()):
            reason = self.barred.get(option.key)
            if reason is None and not barred:
                found[option.adult.id] = Reason(0, "")
            elif reason is not None and barred:
                found[option.adult.id] = reason
        return found

    @cached_property
    def _options(self) -> Mapping[str, list[DutyOption]]:
        """Options of each pool; leads of a strand's clubs may come from any club, and assistants from them too."""
        found: dict[str, list[DutyOption]] = {pool.id: [] for pool in self.space.pools}
        leading: dict[str, list[DutyOption]] = {}
        for option in self.space.duties:
            if isinstance(option.key, Leads):
                leading.setdefault(option.key.strand, []).append(option)
            elif option.pool is not None and not _club_lead(option.pool):
                found[option.pool.id].append(option)
        for pool in self.space.pools:
            if pool.kind == Kind.CLUB:
                found[pool.id] += leading.get(pool.place, ())
        return found


def staffing(problem: Problem) -> Staffing:
    """Who could serve in the least week of a problem."""
    pools = least_pools(problem)
    leads = lead_options(problem, pairs(problem))
    duties = (*leads, *(option for pool in pools if not _club_lead(pool) for option in servers(problem, pool)))
    space = Space(problem=problem, duties=duties, pools=pools)
    return Staffing(problem, space, barred(space))


def moments(staff: Staffing) -> Iterator[Moment]:
    """Demand and supply of every moment of the week, in order."""
    for day, interval, pools in _running(staff.space.pools):
        everyone = frozenset[str]().union(*(staff.serving[pool.id] for pool in pools))
        yield Moment(day, interval, sum(pool.demand for pool in pools), len(everyone))


def adult_shortages(staff: Staffing) -> Iterator[Shortage]:
    """What is short or has nothing to spare at some moment; then over the week, by late days and by duties."""
    once = dict.fromkeys(staff.problem.adults, 1)
    for day, interval, pools in _running(staff.space.pools):
        demands = [Demand(pool, pool.demand, staff.serving[pool.id]) for pool in pools]
        for squeeze in squeezes(demands, once):
            yield _shortage(staff, Resource.ADULT, squeeze, (day.date,), interval)
    adults = staff.problem.adults.values()
    weeks = (
        (Resource.LATE, _late_demands(staff), {a.id: a.caps.late_days for a in adults}),
        (Resource.DUTIES, _all_demands(staff), {a.id: a.caps.sessions for a in adults}),
    )
    dates = tuple(day.date for day in staff.problem.days)
    for resource, demands, caps in weeks:
        for squeeze in squeezes(demands, caps):
            if squeeze.capped:  # otherwise a single day says it better
                yield _shortage(staff, resource, squeeze, dates, None)


def _club_lead(pool: Pool) -> bool:
    return pool.kind == Kind.CLUB and pool.role is Role.LEAD


def _running(pools: Iterable[Pool]) -> Iterator[tuple[SchoolDay, Interval, list[Pool]]]:
    return stretches(pools, lambda pool: (pool.occurrence.day, pool.occurrence.interval))


def _late_demands(staff: Staffing) -> list[Demand[Pool]]:
    """Of each day the moment with most late duties: each holds its adult for a late day."""
    late = {d.pool.id for d in staff.space.duties if d.pool is not None and d.late_dates}
    late |= {p.id for p in staff.space.pools if _club_lead(p) and _late_leads(staff, p)}
    fullest: dict[date, list[Pool]] = {}
    for day, _, pools in _running(pool for pool in staff.space.pools if pool.id in late):
        if sum(p.demand for p in pools) > sum(p.demand for p in fullest.get(day.date, [])):
            fullest[day.date] = pools
    return [Demand(p, p.demand, staff.serving[p.id], when) for when, pools in fullest.items() for p in pools]


def _late_leads(staff: Staffing, pool: Pool) -> bool:
    when = pool.occurrence.day.date
    return any(
        when in option.late_dates
        for option in staff.space.duties
        if isinstance(option.key, Leads) and option.key.strand == pool.place
    )


def _all_demands(staff: Staffing) -> list[Demand[Pool]]:
    return [Demand(pool, pool.demand, staff.serving[pool.id], pool.id) for pool in staff.space.pools]


def _shortage(
    staff: Staffing, resource: Resource, squeeze: Squeeze[Pool], dates: tuple[date, ...], interval: Interval | None
) -> Shortage:
    pools = [demand.label for demand in squeeze.demands]
    most = max(pools, key=lambda pool: pool.demand)
    return Shortage(
        resource,
        42 if interval is None else _clause_of(most),
        squeeze.short > 0,
        dates,
        interval,
        _parts(pools),
        squeeze.wanted,
        squeeze.supply,
        squeeze.short,
        () if interval is None else staff.stopped(pools),
        squeeze.suppliers,
    )


def _clause_of(pool: Pool) -> int:
    return POST_CLAUSE.get(pool.kind, 78) if pool.role is Role.POST else CLAUSE_OF[Kind(pool.kind)]


def _parts(pools: Sequence[Pool]) -> tuple[Part, ...]:
    """The demands of the pools, those that read alike added up."""
    sums: dict[Part, int] = {}
    for pool in pools:
        role = "" if pool.role is Role.POST else pool.role.value
        strand = pool.place if pool.kind == Kind.CLUB else ""
        key = Part(pool.kind, 0, role, pool.stage.value if pool.stage else "", pool.skill or "", strand)
        sums[key] = sums.get(key, 0) + pool.demand
    return tuple(Part(p.kind, count, p.role, p.stage, p.skill, p.strand) for p, count in sums.items())
