"""五(二) 弹性上下班: duty keeps off the timetable, caps and protection hold, late duty earns time off."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from scheduler.calendar.bells import DayTimes
from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.clashing import cliques, slots_by_day
from scheduler.clauses.clause import Breach, Clause, Spot
from scheduler.clauses.reliefs import relief_breaches
from scheduler.clauses.seen import Engagement, day_of, engagements, evening_from, late_part, late_totals
from scheduler.clauses.space import Amount, DutyOption, Leads, Occurrence, Space
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan, Role
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, forbid, linear

NEXT_DAY = timedelta(days=1)
CLUB_PERIOD = frozenset({Kind.CLUB.value, Kind.CLASS_ACTIVITY.value})
AFTER_SERVICE = frozenset({Kind.EXTENDED_CARE.value, Kind.EVENING_STUDY.value})


class FlexibleHours(Clause):
    """Presence, lessons, weekly caps, evenings, protected periods, and time off in return for late duty."""

    number = 42
    section = "五(二)"
    quote = "学校可统筹安排教师实行“弹性上下班制”"
    kind = "H"
    title = ("弹性上下班", "Flexible hours")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "away": (
            "{when} {who} 在 {where} 的时段不在校。",
            "{when}: {who} is not at school during {where}.",
        ),
        "lesson": (
            "{when} {who} 在 {where} 的时段有正课（{homeroom} 班）。",
            "{when}: {who} has a regular lesson (homeroom {homeroom}) during {where}.",
        ),
        "sessions": (
            "{who} 本周有 {count} 次任务，上限 {cap} 次。",
            "{who} has {count} duties this week, the cap is {cap}.",
        ),
        "late_days": (
            "{who} 本周有 {count} 天晚归，上限 {cap} 天。",
            "{who} has {count} late days this week, the cap is {cap}.",
        ),
        "evenings": (
            "{who} 本周有 {count} 个晚上值班，上限 {cap} 个。",
            "{who} has {count} evenings this week, the cap is {cap}.",
        ),
        "club_leads": (
            "{who} 负责 {count} 个社团班，上限 {cap} 个。",
            "{who} leads {count} club sections, the cap is {cap}.",
        ),
        "evenings_running": (
            "{who} 在 {when} 及次日连续两晚值班。",
            "{who} has two evenings running, {when} and the day after.",
        ),
        "no_rest": (
            "{who} 在 {when} 晚上值班，次日 {lesson} 就有课，应休息到 {until}。",
            "{who} has the evening of {when} and a lesson at {lesson} next day; rest is due until {until}.",
        ),
        "protected": (
            "{when} {who} 处于保护期，不得承担 {where}。",
            "{when}: {who} is in a protected period and may not take {where}.",
        ),
        "relief_outside": (
            "{when} {who} 的调休 {where} 不在正常工作时间 {window} 之内。",
            "{when}: time off {where} of {who} lies outside the normal hours {window}.",
        ),
        "relief_busy": (
            "{when} {who} 的调休 {where} 与课程或任务重叠。",
            "{when}: time off {where} of {who} touches a lesson or a duty.",
        ),
        "relief_long": (
            "{when} {who} 的调休 {where} 为 {minutes} 分钟，最长 {cap} 分钟。",
            "{when}: time off {where} of {who} lasts {minutes} minutes, {cap} is the longest.",
        ),
        "relief_often": (
            "{who} 本周有 {count} 次 {what:relief}，上限 {cap} 次。",
            "{who} has {count} times {what:relief} this week, the cap is {cap}.",
        ),
        "relief_unearned": (
            "{who} 本周调休 {granted} 分钟，晚归只积累 {earned} 分钟。",
            "{who} is granted {granted} minutes this week and earned only {earned}.",
        ),
        "ledger": (
            "{who} 的弹性时间台账写为积累 {said}、已用 {said_granted} 分钟，实际为 {earned} 与 {granted} 分钟。",
            "The ledger of {who} says {said} minutes earned and {said_granted} granted,"
            " the plan holds {earned} and {granted}.",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Forbidden options first, then each adult's weekly caps."""
        problem = space.problem
        yield from self._presence_rows(space)
        yield from self._protection_rows(space)
        evenings = {}
        for day in problem.days:
            starts = [t.evening.start for t in _times_of(problem, day.date) if t.evening is not None]
            if starts:
                evenings[day.date] = min(starts)
        for options in space.duties_by_adult().values():
            yield from self._cap_rows(problem, options)
            yield from self._late_rows(problem, options)
            if evenings:
                yield from self._evening_rows(problem, options, evenings)

    def _presence_rows(self, space: Space) -> Iterator[Row]:
        free: dict[tuple[str, date, Interval], str] = {}
        for option in space.duties:
            adult = option.adult
            for occurrence in option.occurrences:
                at = (adult.id, occurrence.day.date, occurrence.interval)
                if at not in free:
                    free[at] = _hindrance(adult, occurrence)
                if free[at]:
                    yield forbid(self.tag(free[at], adult.id), option.key)
                    break

    def _protection_rows(self, space: Space) -> Iterator[Row]:
        ends: dict[date, int] = {}
        for option in space.duties:
            if option.adult.protection:
                for when in {o.day.date for o in option.occurrences} - ends.keys():
                    ends[when] = max((t.service_end for t in _times_of(space.problem, when)), default=0)
                if _too_late(option, ends, space.problem.policy.protected_p2):
                    yield forbid(self.tag("protected", option.adult.id), option.key)

    def _cap_rows(self, problem: Problem, options: Sequence[DutyOption]) -> Iterator[Row]:
        adult = options[0].adult
        terms = [(o.key, len(o.occurrences)) for o in options]
        if sum(count for _, count in terms) > adult.caps.sessions:
            yield linear(self.tag("sessions", adult.id), terms, None, adult.caps.sessions)
        leads = [option.key for option in options if isinstance(option.key, Leads)]
        if len(leads) > problem.policy.max_club_leads:
            yield at_most(self.tag("club_leads", adult.id), leads, problem.policy.max_club_leads)
        yield from self._stand_in_rows(problem, options)

    def _stand_in_rows(self, problem: Problem, options: Sequence[DutyOption]) -> Iterator[Row]:
        """Where single meetings are led: a section is led by who leads one as its lead, or two as anybody else."""
        adult = options[0].adult.id
        meetings: dict[tuple[SectionId, int], list[Key]] = {}
        for option in options:
            if option.pool is not None and option.pool.section is not None:
                once = int(option.pool.regular != adult)
                meetings.setdefault((option.pool.section, once), []).append(option.key)
        led = {at: Amount("led", (adult, str(at[0])), 0, 1) for at, keys in meetings.items() if len(keys) > at[1]}
        if len(led) > problem.policy.max_club_leads:
            tag = self.tag("club_leads", adult)
            for at, key in led.items():
                terms = [(key, len(meetings[at]) - at[1]), *((meeting, -1) for meeting in meetings[at])]
                yield linear(tag, terms, -at[1], None)
            yield at_most(tag, led.values(), problem.policy.max_club_leads)

    def _late_rows(self, problem: Problem, options: Sequence[DutyOption]) -> Iterator[Row]:
        """A day is late when one of its late options is taken; those of one clique exclude each other."""
        adult, tag = options[0].adult, self.tag("late_days", options[0].adult.id)
        dates = sorted({when for option in options for when in option.late_dates})
        if len(dates) > adult.caps.late_days:
            late = [option for option in options if option.late_dates]
            days = {when: Amount("late_day", (adult.id, when.isoformat()), 0, 1) for when in dates}
            late_keys = {when: {o.key for o in late if when in o.late_dates} for when in dates}
            for day, slots in slots_by_day(problem, late).items():
                if day.date in days:
                    for clique in cliques(list(slots)):
                        taken = [key for slot in clique for key in slots[slot] if key in late_keys[day.date]]
                        if taken:
                            yield linear(tag, [(days[day.date], 1), *((key, -1) for key in taken)], 0, None)
            yield at_most(tag, days.values(), adult.caps.late_days)

    def _evening_rows(
        self, problem: Problem, options: Sequence[DutyOption], begins: Mapping[date, int]
    ) -> Iterator[Row]:
        adult = options[0].adult
        evenings: dict[date, list[Key]] = {}
        for option in options:
            for occurrence in option.occurrences:
                when = occurrence.day.date
                if when in begins and occurrence.interval.start >= begins[when]:
                    evenings.setdefault(when, []).append(option.key)
        if not evenings:
            return
        keys = [key for when in sorted(evenings) for key in evenings[when]]
        yield at_most(self.tag("evenings", adult.id), keys, adult.caps.evenings)
        for when in sorted(evenings):
            if when + NEXT_DAY in evenings:
                both = (*evenings[when], *evenings[when + NEXT_DAY])
                yield at_most(self.tag("evenings_running", adult.id), both)
            morning = day_of(problem, when + NEXT_DAY)
            starts = [lesson.interval.start for lesson in adult.lessons_on(morning)] if morning else []
            if starts and min(starts) < problem.policy.evening_rest_until:
                for key in evenings[when]:
                    yield forbid(self.tag("no_rest", adult.id), key)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Every adult's duties against timetable, caps, evenings and protection; then the time off."""
        late = late_totals(problem, plan)
        led = _sections_led(plan)
        for key, duties in engagements(problem, plan).items():
            adult = problem.adults[key]
            for duty in duties:
                yield from self._judge_duty(problem, adult, duty)
            yield from self._judge_week(problem, adult, duties, len(late[key]), len(led.get(key, ())))
            yield from self._judge_evenings(problem, adult, duties)
        for rule, found in relief_breaches(problem, plan, late):
            yield self.breach(rule, **found)

    def _judge_duty(self, problem: Problem, adult: Adult, duty: Engagement) -> Iterator[Breach]:
        day = day_of(problem, duty.date)
        found: Spot = {"when": duty.date, "who": (adult.id,), "where": duty.where}
        if day is not None:
            if not adult.present(day, duty.interval):
                yield self.breach("away", **found)
            clash = [x.homeroom for x in adult.lessons_on(day) if x.interval.overlaps(duty.interval)]
            if clash:
                yield self.breach("lesson", homeroom=clash[0], **found)
        if adult.protection and _forbidden_to_protected(problem, duty):
            yield self.breach("protected", **found)

    def _judge_week(
        self, problem: Problem, adult: Adult, duties: Sequence[Engagement], late_days: int, sections: int
    ) -> Iterator[Breach]:
        evenings = {d.date for d in duties if d.interval.start >= evening_from(problem, d.date)}
        for rule, count, cap in (
            ("sessions", len(duties), adult.caps.sessions),
            ("late_days", late_days, adult.caps.late_days),
            ("evenings", len(evenings), adult.caps.evenings),
            ("club_leads", sections, problem.policy.max_club_leads),
        ):
            if count > cap:
                yield self.breach(rule, who=(adult.id,), count=count, cap=cap)

    def _judge_evenings(self, problem: Problem, adult: Adult, duties: Sequence[Engagement]) -> Iterator[Breach]:
        dates = sorted({d.date for d in duties if d.interval.start >= evening_from(problem, d.date)})
        for first, second in pairwise(dates):
            if second - first == NEXT_DAY:
                yield self.breach("evenings_running", who=(adult.id,), when=first)
        until = problem.policy.evening_rest_until
        for when in dates:
            morning = day_of(problem, when + NEXT_DAY)
            early = [x.interval.start for x in adult.lessons_on(morning) if x.interval.start < until] if morning else []
            if early:
                lesson, rest = format_clock(min(early)), format_clock(until)
                yield self.breach("no_rest", who=(adult.id,), when=when, lesson=lesson, until=rest)


def _sections_led(plan: Plan) -> Mapping[str, set[SectionId]]:
    """Judge: sections each adult leads: a meeting as the named lead, or more than one; else it is standing in."""
    named = {section.id: section.lead for section in plan.sections}
    meetings = Counter((s.lead, s.section) for s in plan.sessions if s.section is not None and s.lead is not None)
    led: dict[str, set[SectionId]] = {}
    for (adult, section), count in meetings.items():
        if count > 1 or named.get(section) == adult:
            led.setdefault(adult, set()).add(section)
    return led


def _hindrance(adult: Adult, occurrence: Occurrence) -> str:
    if adult.free(occurrence.day, occurrence.interval):
        return ""
    return "lesson" if adult.present(occurrence.day, occurrence.interval) else "away"


def _times_of(problem: Problem, when: date) -> list[DayTimes]:
    grades = sorted({homeroom.grade for homeroom in problem.homerooms.values()})
    return [problem.times[grade, when] for grade in grades if (grade, when) in problem.times]


def _too_late(option: DutyOption, ends: Mapping[date, int], protected_p2: bool) -> bool:
    if option.kind in AFTER_SERVICE:
        return True
    post = option.role is Role.POST
    if post and any(o.interval.end > ends[o.day.date] for o in option.occurrences):
        return True
    return protected_p2 and (option.kind in CLUB_PERIOD or (post and bool(option.late_dates)))


def _forbidden_to_protected(problem: Problem, duty: Engagement) -> bool:
    """Judge: extended care and evening study, posts past the service, and, by school option, period 2."""
    if duty.kind in (Kind.EXTENDED_CARE, Kind.EVENING_STUDY):
        return True
    if duty.role is Role.POST:
        last = max((t.service_end for t in _times_of(problem, duty.date)), default=duty.interval.end)
        return duty.interval.end > last or (problem.policy.protected_p2 and late_part(problem, duty) > 0)
    return problem.policy.protected_p2 and duty.kind in (Kind.CLUB, Kind.CLASS_ACTIVITY)
