"""Who serves in the repaired week: the planner's pools with the plan's own people known, and what each change costs.

One pool for each club meeting's lead stands in place of a lead for all a section's days, so that one meeting can be
taken by another qualified adult while the section keeps its lead.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.calendar.clock import Interval
from scheduler.clauses.clashing import cliques, slots_by_day
from scheduler.clauses.space import Amount, DutyOption, Pool, Serves, Space
from scheduler.domain.changes import ChangeKind
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Post, Role, Session
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_dates, late_minutes
from scheduler.planning.staffing import Meeting, club_pools, group_pools, may_serve, post_pools
from scheduler.repair.week import Week
from solvers.instance import Tier
from solvers.rows import Key, Row, at_most, linear

CHAPERONE = "chaperone/"
Holder = tuple[str, str]
"""A target (session or post id) and the adult who was to serve there."""


@dataclass(frozen=True)
class Staffing:
    """The question of who serves."""

    week: Week

    @property
    def problem(self) -> Problem:
        """The school as it now is."""
        return self.week.problem

    @property
    def priced(self) -> bool:
        """Whether any change costs anybody anything; else the week is to be as good as a new one."""
        return any(self.problem.policy.changes.values())

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """Every pool of the week."""
        groups, meetings = self.week.groups, self.week.meetings
        leads = (self._lead_pool(meeting) for meeting in meetings)
        apart = self.week.apart
        found = (*group_pools(self.problem, groups, apart), *club_pools(self.problem, meetings, apart), *leads)
        return (*found, *_as_announced(post_pools(self.problem, groups, meetings), self.week.plan.posts))

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """Who was to serve in each pool and where, by pool id; adults the school no longer has are left out."""
        posts = {post.id: post.adult for post in self.week.plan.posts}
        places = _Assistants(self.week, self.pools)
        found = {}
        for pool in self.pools:
            if pool.role is Role.POST:
                held: Iterator[Holder] = ((t, who) for t in pool.targets if (who := posts.get(t)) is not None)
            elif pool.role is Role.LEAD:
                held = ((t, lead) for t in pool.targets if (lead := self.week.lead(t)) is not None)
            else:
                held = places.of(pool)
            found[pool.id] = tuple(holder for holder in held if holder[1] in self.problem.adults)
        return found

    @cached_property
    def space(self) -> Space:
        """Duties of all pools: before the moment those of the plan alone, then of everybody who is there and free."""
        duties = tuple(option for pool in self.pools for option in self._options(pool))
        return Space(problem=self.problem, opened={}, duties=duties, pools=self.pools)

    @cached_property
    def known(self) -> Mapping[Key, int]:
        """Keys of what has begun before the moment, 1 each."""
        return {Serves(who, p.id): 1 for p in self.pools if self._past(p) for _, who in self.holders[p.id]}

    @cached_property
    def hint(self) -> Mapping[Key, int]:
        """The plan's own people wherever they can still serve."""
        offered = {duty.key for duty in self.space.duties}
        keys = (Serves(who, pool) for pool, held in self.holders.items() for _, who in held)
        return {key: 1 for key in keys if key in offered}

    def rows(self) -> Iterator[Row]:
        """An afternoon free of duties is given up with its first new duty."""
        fresh: dict[tuple[str, date], list[DutyOption]] = {}
        for duty in self._new:
            at = (duty.adult.id, duty.occurrences[0].day.date)
            if at not in self._busy:
                fresh.setdefault(at, []).append(duty)
        for at, duties in fresh.items():
            for slots in slots_by_day(self.problem, duties).values():
                for clique in cliques(list(slots)):
                    keys = [key for slot in clique for key in slots[slot]]
                    yield linear(f"repair/called_in/{at[0]}", [(_called(*at), 1), *((key, -1) for key in keys)], 0)

    def tier(self) -> Tier:
        """What the changes cost people, in points."""
        points = self.problem.policy.changes
        terms: dict[Key, int] = {}
        constant = 0
        offered = {duty.key for duty in self.space.duties}
        for pool in self.pools:
            relieved = points.get(ChangeKind.RELIEVED, 0)
            for _, who in () if self._past(pool) else self.holders[pool.id]:
                if pool.occurrence.day.date not in self.problem.adults[who].absent:
                    constant += relieved
                    if Serves(who, pool.id) in offered:
                        terms[Serves(who, pool.id)] = -relieved
        constant += points.get(ChangeKind.RELIEVED, 0) * self._dropped
        for duty in self._new:
            terms[duty.key] = self._price(duty, points)
            at = (duty.adult.id, duty.occurrences[0].day.date)
            if at not in self._busy:
                terms[_called(*at)] = points.get(ChangeKind.CALLED_IN, 0)
        return Tier("changes", tuple((key, cost) for key, cost in terms.items() if cost), constant)

    def asking(self, duty: DutyOption) -> int:
        """Points of one new duty by itself, with being called in for it."""
        points = self.problem.policy.changes
        free = (duty.adult.id, duty.occurrences[0].day.date) not in self._busy
        return self._price(duty, points) + (points.get(ChangeKind.CALLED_IN, 0) if free else 0)

    def duties_of(self, adult: str) -> int:
        """Duties the adult has in the plan's week."""
        return self._duties.get(adult, 0)

    def burden(self) -> Tier:
        """Duties in the week of whoever is asked for one more: among repairs equally dear, they have few."""
        return Tier("burden", tuple((duty.key, self._duties.get(duty.adult.id, 0)) for duty in self._new))

    def another(self, values: Mapping[Key, int]) -> tuple[Row, ...]:
        """Rows that no repair asking all the same people for something new keeps; none when nobody is asked."""
        asked = sorted({duty.adult.id for duty in self._new if values.get(duty.key, 0)})
        if not asked:
            return ()
        amounts = {who: Amount("asked", (who,), 0, 1) for who in asked}
        meant = (
            linear("repair/asked", [(amounts[duty.adult.id], 1), (duty.key, -1)], 0)
            for duty in self._new
            if duty.adult.id in amounts
        )
        return (*meant, at_most("repair/another", amounts.values(), len(asked) - 1))

    @cached_property
    def _new(self) -> tuple[DutyOption, ...]:
        """Duties that would be new to their adult."""
        return tuple(duty for duty in self.space.duties if duty.key not in self._own)

    @cached_property
    def _own(self) -> frozenset[Key]:
        return frozenset(Serves(who, pool) for pool, held in self.holders.items() for _, who in held)

    @cached_property
    def _busy(self) -> frozenset[tuple[str, date]]:
        """Adults and dates with a duty in the plan."""
        posts = ((p.adult, p.date) for p in self.week.plan.posts if p.adult is not None)
        return frozenset([*((a, s.date) for s in self.week.plan.sessions for a in s.adults), *posts])

    @cached_property
    def _given_up(self) -> Mapping[tuple[str, date], list[tuple[int, int]]]:
        """Hours of the plan's duties still to come, by adult and date."""
        items: tuple[Session | Post, ...] = (*self.week.plan.sessions, *self.week.plan.posts)
        found: dict[tuple[str, date], list[tuple[int, int]]] = {}
        for item in items:
            for who in (item.adult,) if isinstance(item, Post) else item.adults:
                if who is not None and not self.week.past(item):
                    found.setdefault((who, item.date), []).append((item.interval.start, item.interval.end))
        return found

    @cached_property
    def _dropped(self) -> int:
        """Duties still to come of adults who are not absent, in sessions and at posts that are no more."""
        kept = sum(len(self.holders[p.id]) for p in self.pools if not self._past(p))
        absent = {who: adult.absent for who, adult in self.problem.adults.items()}
        gone = sum(
            pool.occurrence.day.date in absent[who]
            for pool in self.pools
            if not self._past(pool)
            for _, who in self.holders[pool.id]
        )
        due = sum(
            len(hours) for (who, when), hours in self._given_up.items() if who in absent and when not in absent[who]
        )
        return due - (kept - gone)

    @cached_property
    def _duties(self) -> Mapping[str, int]:
        posts = (post.adult for post in self.week.plan.posts if post.adult is not None)
        return Counter([*(who for session in self.week.plan.sessions for who in session.adults), *posts])

    def _price(self, duty: DutyOption, points: Mapping[ChangeKind, int]) -> int:
        o = duty.occurrences[0]
        mine = self._given_up.get((duty.adult.id, o.day.date), ())
        instead = any(start < o.interval.end and o.interval.start < end for start, end in mine)
        cost = points.get(ChangeKind.MOVED if instead else ChangeKind.DUTY, 0)
        return cost + (points.get(ChangeKind.TOLD_LATE, 0) if self.week.since.late(o.day.date) else 0)

    def _past(self, pool: Pool) -> bool:
        return self.week.since.past(pool.occurrence.day.date, pool.occurrence.interval)

    def _lead_pool(self, meeting: Meeting) -> Pool:
        regular = next((s.lead for s in self.week.plan.sections if s.id == meeting.section), None)
        return Pool(
            f"{meeting.id}/lead",
            Kind.CLUB.value,
            Role.LEAD,
            meeting.occurrence,
            1,
            (meeting.id,),
            meeting.stage,
            section=meeting.section,
            regular=regular,
        )

    def _options(self, pool: Pool) -> Iterator[DutyOption]:
        where, problem = pool.occurrence, self.problem
        late = late_minutes(problem, where.day, where.interval, pool.stage)
        dates = late_dates(problem, (where,), pool.stage)
        club = None if pool.section is None else problem.clubs[pool.section.club]
        strand = None if pool.section is None else problem.strands[pool.section.strand]
        for adult in self._candidates(pool):
            key = Serves(adult.id, pool.id)
            yield DutyOption(
                key, adult, pool.kind, pool.role, (where,), pool.stage, late, dates, pool=pool, club=club, strand=strand
            )

    def _candidates(self, pool: Pool) -> Iterator[Adult]:
        """Who could serve: the clauses judge the rest. Before the moment, who was to."""
        mine = {who for _, who in self.holders[pool.id]}
        if self._past(pool):
            yield from (adult for adult in self.problem.adults.values() if adult.id in mine)
            return
        for adult in self.problem.adults.values():
            day, interval = pool.occurrence.day, pool.occurrence.interval
            there = adult.free(day, interval) and not self.week.gone(adult.id, day.date, interval)
            if there and self._may(adult, pool):
                yield adult

    def _may(self, adult: Adult, pool: Pool) -> bool:
        if pool.section is None:
            return may_serve(adult, pool)
        club = self.problem.clubs[pool.section.club]
        return not adult.duty_only and adult.kind is not AdultKind.GUARD and adult.can_lead(club.id, club.skill)


def _called(adult: str, when: date) -> Amount:
    return Amount("called_in", (adult, when.isoformat()), 0, 1)


def _as_announced(pools: Iterable[Pool], posts: Sequence[Post]) -> Iterator[Pool]:
    """Pools of posts with the places named as the plan names them, as far as it has posts of that time and place."""
    left: dict[tuple[str, date, Interval, str], list[str]] = {}
    for post in posts:
        left.setdefault((post.kind, post.date, post.interval, post.place), []).append(post.id)
    for pool in pools:
        known = left.get((pool.kind, pool.occurrence.day.date, pool.occurrence.interval, pool.place), [])
        names = (*known, *(target for target in pool.targets if target not in known))
        yield replace(pool, targets=names[: len(pool.targets)])


class _Assistants:
    """The plan's assistants, dealt to the pools that want them: a chaperone first, where an outside lead needs one."""

    def __init__(self, week: Week, pools: Sequence[Pool]) -> None:
        self._beside: dict[str, str] = {}
        self._left: dict[str, list[str]] = {}
        chaperoned = {target for pool in pools if pool.id.startswith(CHAPERONE) for target in pool.targets}
        adults = week.problem.adults
        for target in dict.fromkeys(t for pool in pools if pool.role is Role.ASSISTANT for t in pool.targets):
            helpers = list(week.helpers(target))
            lead = adults.get(week.lead(target) or "")
            own = [who for who in helpers if who in adults and adults[who].own]
            if target in chaperoned and lead is not None and not (lead.own or lead.sole_allowed) and own:
                self._beside[target] = own[0]
                helpers.remove(own[0])
            self._left[target] = helpers

    def of(self, pool: Pool) -> Iterator[Holder]:
        """Who was to serve in a pool of assistants."""
        if pool.id.startswith(CHAPERONE):
            yield from ((target, self._beside[target]) for target in pool.targets if target in self._beside)
            return
        for target in dict.fromkeys(pool.targets):
            for who in self._left[target][: pool.targets.count(target)]:
                yield target, who
