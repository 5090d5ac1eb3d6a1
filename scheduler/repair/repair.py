"""The smallest legal change of an announced week: least shortage, then the changes that cost people least."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from scheduler.audit import Audit, audit
from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Serves, Space
from scheduler.domain.changes import ChangeKind
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Pin, Plan, TierName, TierValue
from scheduler.domain.problem import Problem
from scheduler.planning.asked import NoAnswer
from scheduler.planning.compile import compile_space
from scheduler.planning.unmet import unmet_demand
from scheduler.repair.changes import Change, changes, places_lost, total
from scheduler.repair.moment import Moment
from scheduler.repair.naming import named
from scheduler.repair.pins import condition_rows, stated
from scheduler.repair.reliefs import time_off
from scheduler.repair.rooms import Rooms
from scheduler.repair.seats import reseated
from scheduler.repair.settle import extended, settle
from scheduler.repair.staff import Staffing
from scheduler.repair.told import Notice, told
from scheduler.repair.week import Week
from scheduler.statements.pinned import standing_pins
from scheduler.statements.statement import Condition
from solvers.answer import Answer, Status, TierResult
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row
from solvers.stop import Limits
from solvers.worker import Worker

ENGINE, EFFORT = "split", 10.0
EVEN_LOAD = 63
"""Its rows only count the load, which a repair does not ask about."""
PLANNED = (TierName.LOAD, TierName.MONEY, TierName.WISHES)
"""What counts after the shortage in planning."""
LEAST_SECONDS = 0.3
MOST = 5
"""Repairs to choose from."""


@dataclass(frozen=True)
class Repaired:
    """A repaired week with the judge's verdict.

    `changes` cost `cost` points together, and no legal week of least shortage costs less than `bound`; `whole_proof`
    says that the bound is over all rooms and clubs to call off too, not beside those taken here. `shortage` and
    `shortage_bound` are of the whole week, as the judge counts it.
    """

    plan: Plan
    audit: Audit
    changes: tuple[Change, ...]
    cost: int
    bound: int
    whole_proof: bool
    shortage: int
    shortage_bound: int
    told: tuple[Notice, ...]

    @property
    def proven(self) -> bool:
        """Whether no legal week is less short, or as short and cheaper."""
        return self.whole_proof and self.shortage == self.shortage_bound and self.cost <= self.bound

    @property
    def legal(self) -> bool:
        """Whether the judge has nothing against it and nothing is unmet; `unkept` pins are no matter of the notice."""
        return self.audit.clean and not self.plan.unmet

    @property
    def unkept(self) -> tuple[Pin, ...]:
        """Pins that must be so and are not, since what happened rules them out."""
        return tuple(pin for pin in self.plan.pins if pin.weight is None and not pin.met)


def repair(
    problem: Problem,
    plan: Plan,
    *,
    since: Moment,
    worker: Worker,
    conditions: Sequence[Condition] = (),
    called_off: Collection[str] = (),
    shut: Collection[str] = (),
    seconds: float = 10.0,
    alternatives: int = 1,
) -> tuple[Repaired, ...]:
    """The least changes of a plan that make it fit a school in which something has happened, cheapest first.

    `problem` is the school with what happened applied. What starts before `since` stays exactly as it was;
    `conditions` are kept, and the plan's own pins about duties, as far as what happened leaves that possible;
    `called_off` are ids of club meetings that are held as class activity, `shut` venues not to be used for the rest of
    the day of the moment. At least one repair, the best partial one
    where no week is legal; further ones each ask other people for something new, as long as the time lasts.

    Raises NoAnswer: IMPOSSIBLE when the conditions contradict each other, NO_ANSWER when `seconds` passed before there
    was any repair.
    """
    pins, off = standing_pins(problem, plan), frozenset(called_off)
    deadline = time.monotonic() + seconds
    desk = _Desk(problem, plan, since, (*pins, *conditions), frozenset(shut), worker, deadline)
    try:
        return tuple(desk.repairs(off, min(alternatives, MOST)))
    except NoAnswer as failure:
        if not pins or failure.status is not Status.IMPOSSIBLE:
            raise
        return tuple(replace(desk, conditions=tuple(conditions)).repairs(off, min(alternatives, MOST)))


Q = TypeVar("Q", Rooms, Staffing)


@dataclass(frozen=True)
class _Solved(Generic[Q]):
    """A question, its instance and its answer; neither where there was nothing to ask."""

    asked: Q
    instance: Instance | None
    answer: Answer | None

    @property
    def values(self) -> Mapping[Key, int]:
        """The answer by key."""
        return {} if self.answer is None else self.answer.values

    @property
    def bound(self) -> int:
        """The least that changes of this sort cost."""
        return sum(tier.bound for tier in self._tiers("changes"))

    def open(self, name: str) -> int:
        """How far a tier may be from the best."""
        return sum(tier.value - tier.bound for tier in self._tiers(name))

    @property
    def settled(self) -> Week:
        """The week with the rooms of the answer."""
        assert isinstance(self.asked, Rooms)
        return self.asked.settled(self.values) if self.answer is not None else self.asked.week

    def _tiers(self, name: str) -> Iterator[TierResult]:
        return (tier for tier in (() if self.answer is None else self.answer.tiers) if tier.name == name)


@dataclass
class _Desk:
    """One repair: what it is asked, with whom it works, and until when."""

    problem: Problem
    plan: Plan
    since: Moment
    conditions: tuple[Condition, ...]
    shut: frozenset[str]
    worker: Worker
    deadline: float

    def repairs(self, called_off: frozenset[str], most: int) -> Iterator[Repaired]:
        """The cheapest, then others as little short: other people where anybody is newly asked, else other rooms."""
        seated = reseated(self.problem, self.plan)
        sure = total(places_lost(self.problem, self.plan, seated)) + self._off_cost(called_off)
        apart = frozenset[str]().union(*(c.statement.apart() for c in self.conditions))
        rooms = self._rooms(Week(self.problem, seated, self.since, {}, called_off, apart, self.shut))
        staff = self._staff(rooms.settled)
        unled = _unled(staff.asked, staff.values)
        if unled:
            sure += self._off_cost(unled | (rooms.settled.off - called_off))
            rooms = self._rooms(replace(rooms.settled, off=rooms.settled.off | unled))
            staff = self._staff(rooms.settled)
        first = self._repaired(rooms, staff, sure, not unled)
        yield first
        for _ in range(1, most):
            try:
                if others := staff.asked.another(staff.values):
                    staff = self._again(staff, others)
                elif others := rooms.asked.another(rooms.values):
                    rooms = self._again(rooms, others)
                    staff = self._staff(rooms.settled)
                else:
                    return
            except NoAnswer:
                return
            other = self._repaired(rooms, staff, sure, not unled)
            if other.shortage > first.shortage:
                return
            yield other

    def _off_cost(self, meetings: Collection[str]) -> int:
        return len(meetings) * self.problem.policy.changes.get(ChangeKind.CLUB_OFF, 0)

    def _rooms(self, week: Week) -> "_Solved[Rooms]":
        rooms = Rooms(week)
        if not rooms.moving:
            return _Solved(rooms, None, None)
        instance = self._instance(rooms.space, (rooms.tier(), rooms.near()), rooms.rows(), {})
        return _Solved(rooms, instance, self._solve("sections", instance, None))

    def _staff(self, week: Week) -> "_Solved[Staffing]":
        staffing = Staffing(week)
        instance = self._staff_instance(staffing)
        return _Solved(staffing, instance, self._solve("staff", instance, staffing.hint))

    def _again(self, solved: "_Solved[Q]", others: Sequence[Row]) -> "_Solved[Q]":
        """The same question with more rows. Raises NoAnswer, also when the time is over."""
        if solved.instance is None or time.monotonic() > self.deadline:
            raise NoAnswer("staff", Status.NO_ANSWER)
        instance = extended(solved.instance, others)
        return _Solved(solved.asked, instance, self._solve("staff", instance, solved.values))

    def _staff_instance(self, staffing: Staffing) -> Instance:
        conditions = condition_rows(self.conditions, staffing)
        tiers = (staffing.tier(), staffing.burden()) if staffing.priced else PLANNED
        return self._instance(staffing.space, tiers, (*staffing.rows(), *conditions), staffing.known)

    def _instance(
        self, space: Space, tiers: Sequence[TierName | Tier], rows: Iterable[Row], known: Mapping[Key, int]
    ) -> Instance:
        book = [clause for clause in BOOK if clause.number != EVEN_LOAD or TierName.LOAD in tiers]
        return settle(compile_space(space, book, (TierName.SHORTAGE, *tiers), rows), known)

    def _solve(self, stage: str, instance: Instance, hint: Mapping[Key, int] | None) -> Answer:
        seconds = max(LEAST_SECONDS, self.deadline - time.monotonic())
        answer = self.worker.solve(ENGINE, instance, Limits(effort=EFFORT, seconds=seconds), hint=hint)
        if not answer.found:
            raise NoAnswer(stage, answer.status, answer.note)
        return answer

    def _repaired(self, rooms: "_Solved[Rooms]", staff: "_Solved[Staffing]", sure: int, all_led: bool) -> Repaired:
        """The repair the answers make, judged. `sure` are points that no repair can save."""
        found = self._finished(named(staff.asked, staff.values))
        judged = audit(self.problem, replace(found, tiers=()))
        open_shortage = staff.open(TierName.SHORTAGE) + rooms.open(TierName.SHORTAGE)
        shortage = judged.value[TierName.SHORTAGE]
        found = replace(found, tiers=_tiers(self.plan, found, judged, shortage - open_shortage))
        made = changes(self.problem, self.plan, found, self.since)
        notices = told(self.problem, self.plan, found)
        bound = staff.bound + rooms.bound + sure
        whole = all_led and _independent(staff.asked.week, staff.answer)
        return Repaired(found, judged, made, total(made), bound, whole, shortage, shortage - open_shortage, notices)

    def _finished(self, found: Plan) -> Plan:
        """With time off reckoned anew for whoever's duties changed, what is unmet, and which pins still hold."""
        reliefs, credits = time_off(self.problem, self.plan, found, self.since)
        found = replace(found, reliefs=reliefs, credits=credits, pins=stated(self.conditions, self.problem, found))
        return replace(found, unmet=unmet_demand(self.problem, found))


def _unled(staffing: Staffing, values: Mapping[Key, int]) -> frozenset[str]:
    """Club meetings to come that nobody can lead."""
    led = {key.pool for key, value in values.items() if isinstance(key, Serves) and value}
    since = staffing.week.since
    meetings = [p for p in staffing.pools if p.section is not None and p.id not in led]
    return frozenset(p.targets[0] for p in meetings if not since.past(p.occurrence.day.date, p.occurrence.interval))


def _independent(week: Week, answer: Answer | None) -> bool:
    """Whether rooms and people could be settled one after the other: nobody was given a place in another building,
    and no club was called off to find places, unless nobody's duties changed either."""
    venues = week.problem.site.venues
    for session, venue in week.rooms.items():
        old = week.planned_venue(session)
        known = old is not None and old in venues
        if venue is None or (known and venues[venue].building != venues[old or ""].building):
            return False
    unchanged = answer is None or all(tier.value == 0 for tier in answer.tiers if tier.name == "changes")
    return unchanged or not any(
        session.startswith(Kind.CLASS_ACTIVITY) and session not in week.old for session in week.rooms
    )


def _tiers(before: Plan, after: Plan, judged: Audit, least: int) -> tuple[TierValue, ...]:
    """The value of every tier as the judge counts it. A bound stands where nothing it speaks of was touched."""
    known = {tier.name: tier for tier in before.tiers}
    same = (before.sessions, before.posts, before.seats) == (after.sessions, after.posts, after.seats)
    found = []
    for name in TierName:
        value, old = judged.value[name], known.get(name)
        if old is not None and old.value == value and (same or name is TierName.PLACES):
            found.append(old)
        else:
            bound = least if name is TierName.SHORTAGE else 0
            stop = "proven" if bound == value else "repaired"
            found.append(TierValue(name, value, bound, stop, "repair"))
    return tuple(found) if before.tiers else ()
