"""Even load of own staff, teachers' wishes (五(三)乙), and what duties cost (六(二))."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import gcd

from scheduler.clauses.clause import Clause
from scheduler.clauses.seen import engagements, late_totals
from scheduler.clauses.space import Amount, Cost, DutyOption, Serves, Space
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan, Role, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, linear, spread

AVOIDED_WEEKDAY = 2
OVER_SOFT_CAP = 3
CLASS_WITHOUT_TEACHER = 1
LATE_KINDS = frozenset({Kind.EXTENDED_CARE.value, Kind.EVENING_STUDY.value})


def fairness_group(problem: Problem) -> tuple[Adult, ...]:
    """Whose late minutes are compared: own full-time staff, unprotected, at school on some day of the week, not for
    posts only."""
    staff = (a for a in problem.adults.values() if a.own and a.full_time and not a.duty_only and not a.protection)
    return tuple(
        a for a in staff if any(a.windows.get(day.weekday) and day.date not in a.absent for day in problem.days)
    )


class EvenLoad(Clause):
    """Late minutes of own full-time staff are spread evenly; wishes are met where they can be.

    Tier load: max(0, largest - smallest late minutes in the fairness group - even_within), 0 for fewer than two adults.
    Tier wishes: 2 for each duty on a weekday the adult avoids, 3 for each duty above the soft cap, 1 for each
    homework group of one homeroom that its class teacher does not lead.
    """

    number = 63
    section = "五(三)乙"
    quote = "充分调动学校教职工参与课后服务工作的主动性和积极性"
    kind = "S"
    title = ("负担均衡、尊重意愿", "Even load and teachers' wishes")

    def rows(self, space: Space) -> Iterator[Row]:
        """largest >= late minutes of each >= smallest, no closer than what counts as even; the soft cap."""
        if space.pools:
            yield from self._spread_rows(space)
            yield from self._soft_cap_rows(space)

    def _spread_rows(self, space: Space) -> Iterator[Row]:
        found = _scale(space)
        if found is None:
            return
        step, largest, smallest = found
        mine: dict[str, list[tuple[Key, int]]] = {adult.id: [] for adult in fairness_group(space.problem)}
        for duty in space.duties:
            if duty.late_minutes and duty.adult.id in mine:
                mine[duty.adult.id].append((duty.key, duty.late_minutes // step))
        even = space.problem.policy.even_within // step
        yield from spread(self.tag("spread"), [(terms, 0) for terms in mine.values()], largest, smallest)
        yield linear(self.tag("even"), [(largest, 1), (smallest, -1)], even, None)
        yield linear(self.tag("mean"), [(smallest, 1)], None, _late_demand(space) // (step * len(mine)))

    def _soft_cap_rows(self, space: Space) -> Iterator[Row]:
        soft = space.problem.policy.soft_sessions
        for options in space.duties_by_adult().values():
            over = _over_soft(options, soft)
            if over is not None:
                terms = [(option.key, -len(option.occurrences)) for option in options]
                yield linear(self.tag("soft", options[0].adult.id), [(over, 1), *terms], -soft, None)

    def costs(self, space: Space) -> Iterator[Cost]:
        """Spread beyond what counts as even, in minutes; wishes as stated above."""
        if not space.pools:
            return
        found = _scale(space)
        if found is not None:
            step, largest, smallest = found
            yield Cost(TierName.LOAD, largest, step)
            yield Cost(TierName.LOAD, smallest, -step)
            yield Cost(TierName.LOAD, None, -space.problem.policy.even_within)
        for options in space.duties_by_adult().values():
            over = _over_soft(options, space.problem.policy.soft_sessions)
            if over is not None:
                yield Cost(TierName.WISHES, over, OVER_SOFT_CAP)
        for duty in space.duties:
            days = sum(o.day.weekday in duty.adult.avoid_weekdays for o in duty.occurrences)
            if days:
                yield Cost(TierName.WISHES, duty.key, AVOIDED_WEEKDAY * days)
        yield from self._home_costs(space)

    def _home_costs(self, space: Space) -> Iterator[Cost]:
        """1 for every homework group of one homeroom, taken back where its class teacher serves."""
        offered = {duty.key for duty in space.duties if duty.kind == Kind.HOMEWORK and duty.role is Role.LEAD}
        for pool in space.pools:
            if pool.kind != Kind.HOMEWORK or pool.role is not Role.LEAD:
                continue
            led = [(h, space.problem.homerooms[h].class_teacher) for h in pool.homerooms]
            absent = sum(teacher is not None for _, teacher in led)
            if absent:
                yield Cost(TierName.WISHES, None, CLASS_WITHOUT_TEACHER * absent)
            for teacher in sorted({teacher for _, teacher in led if teacher is not None}):
                if Serves(teacher, pool.id) in offered:
                    yield Cost(TierName.WISHES, Serves(teacher, pool.id), -CLASS_WITHOUT_TEACHER)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """The same from the plan alone."""
        totals = late_totals(problem, plan)
        loads = [sum(totals.get(adult.id, {}).values()) for adult in fairness_group(problem)]
        spread_minutes = max(loads) - min(loads) if len(loads) > 1 else 0
        uneven = max(0, spread_minutes - problem.policy.even_within)
        weekdays = {day.date: day.weekday for day in problem.days}
        wishes = 0
        for key, duties in engagements(problem, plan).items():
            adult = problem.adults[key]
            wishes += OVER_SOFT_CAP * max(0, len(duties) - problem.policy.soft_sessions)
            wishes += AVOIDED_WEEKDAY * sum(weekdays.get(d.date) in adult.avoid_weekdays for d in duties)
        for session in plan.of_kind(Kind.HOMEWORK):
            if len(session.heads) == 1:
                room = problem.homerooms.get(session.heads[0][0])
                if room is not None and room.class_teacher not in (None, session.lead):
                    wishes += CLASS_WITHOUT_TEACHER
        return {TierName.LOAD: uneven, TierName.WISHES: wishes}


class Subsidies(Clause):
    """Yuan paid for the week's duties: the adult's rate; own staff's late rate in extended care and evening.

    Tier money: the sum over all duties in sessions and at posts.
    """

    number = 65
    section = "六(二)"
    quote = "经费主要用于参与课后服务教师和相关人员的补助"
    kind = "R"
    title = ("人员补助", "Staff subsidies")

    def costs(self, space: Space) -> Iterator[Cost]:
        """The rate of every duty option, once for each of its meetings."""
        allowances = space.problem.policy.allowances
        for duty in space.duties:
            rate = allowances.by_kind.get(duty.adult.kind, 0)
            if duty.adult.own and duty.kind in LATE_KINDS:
                rate = allowances.own_late
            if rate:
                yield Cost(TierName.MONEY, duty.key, rate * len(duty.occurrences))

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Yuan for the duties of the plan."""
        allowances, yuan = problem.policy.allowances, 0
        for key, duties in engagements(problem, plan).items():
            adult = problem.adults[key]
            late = sum(duty.kind in (Kind.EXTENDED_CARE, Kind.EVENING_STUDY) for duty in duties) if adult.own else 0
            yuan += late * allowances.own_late
            yuan += (len(duties) - late) * allowances.by_kind.get(adult.kind, 0)
        return {TierName.MONEY: yuan}


def late_step(space: Space) -> int:
    """Minutes: unevenness is a multiple of the common divisor of all duties' late minutes and of what counts as even;
    1 when all are 0."""
    return max(1, gcd(space.problem.policy.even_within, *(duty.late_minutes for duty in space.duties)))


def _scale(space: Space) -> tuple[int, Amount, Amount] | None:
    """The step of all late minutes and of what counts as even, and the two amounts counted in it; None with nothing to
    compare."""
    late = [duty.late_minutes for duty in space.duties if duty.late_minutes]
    if len(fairness_group(space.problem)) < 2 or not late:
        return None
    even, step = space.problem.policy.even_within, late_step(space)
    spans: dict[date, tuple[int, int]] = {}
    for duty in space.duties:
        for occurrence in duty.occurrences if duty.late_minutes else ():
            when, interval = occurrence.day.date, occurrence.interval
            start, end = spans.get(when, (interval.start, interval.end))
            spans[when] = (min(start, interval.start), max(end, interval.end))
    most = sum(end - start for start, end in spans.values()) // step
    return step, Amount("largest_late", (), 0, most + even // step), Amount("smallest_late", (), 0, most)


def _late_demand(space: Space) -> int:
    """Late minutes of all duties wanted: an upper bound of what the whole fairness group can do together."""
    most = space.opened
    if most is None:
        most = {(opening.club.id, opening.strand.id): opening.key.upper for opening in space.openings}
    minutes: dict[str, int] = {}
    sections: dict[tuple[str, str], int] = {}
    for duty in space.duties:
        if duty.pool is not None:
            minutes[duty.pool.id] = max(minutes.get(duty.pool.id, 0), duty.late_minutes)
        elif duty.club is not None and duty.strand is not None:
            at = (duty.club.id, duty.strand.id)
            sections[at] = max(sections.get(at, 0), duty.late_minutes)
    total = sum(minutes.get(pool.id, 0) * (pool.demand or len(pool.targets)) for pool in space.pools)
    return total + sum(late * most.get(at, 0) for at, late in sections.items())


def _over_soft(options: Sequence[DutyOption], soft: int) -> Amount | None:
    adult = options[0].adult
    if adult.caps.sessions <= soft:
        return None
    return Amount("over_soft", (adult.id,), 0, adult.caps.sessions - soft)
