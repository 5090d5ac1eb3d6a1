"""Counting whether a school's places and people can be enough, without planning it."""

from collections import Counter
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Period
from scheduler.domain.groups import adults_needed, group_options
from scheduler.domain.people import Stage
from scheduler.domain.posts import post_demand
from scheduler.domain.problem import Problem

CLASS_PERIODS = (Period.EARLY, Period.P1, Period.P2, Period.EXTENDED, Period.EVENING)


class Rows:
    """A small mixed-integer model: named columns, rows as mappings with bounds."""

    def __init__(self) -> None:
        self.columns: dict[tuple[object, ...], int] = {}
        self.rows: list[tuple[dict[tuple[object, ...], float], float, float]] = []

    def add(self, terms: dict[tuple[object, ...], float], lower: float, upper: float) -> None:
        """One row; its columns are made as they are met, whole numbers >= 0."""
        for key in terms:
            self.columns.setdefault(key, len(self.columns))
        self.rows.append((terms, lower, upper))

    def least(self, cost: dict[tuple[object, ...], float]) -> float:
        """The least cost."""
        data, at, upto = [], [], [0]
        for terms, _, _ in self.rows:
            data += terms.values()
            at += [self.columns[key] for key in terms]
            upto.append(len(data))
        matrix = csr_array((data, at, upto), shape=(len(self.rows), len(self.columns)))
        price = np.zeros(len(self.columns))
        for key, value in cost.items():
            price[self.columns[key]] = value
        found = milp(
            price,
            constraints=LinearConstraint(matrix, [r[1] for r in self.rows], [r[2] for r in self.rows]),
            integrality=np.ones(len(price)),
            bounds=Bounds(0, np.inf),
            options={"mip_rel_gap": 0.0},
        )
        assert found.success, found.message
        return float(found.fun)


def pupils_without_seat(problem: Problem) -> int:
    """Fewest pupils who find no club place: sections housed in usable venues, filled within bounds, grade by grade."""
    model = Rows()
    short: dict[tuple[object, ...], float] = {}
    for strand in problem.strands.values():
        wanted = Counter(problem.grade(p.homeroom) for p in problem.strand_pupils(strand))
        clubs = [c for c in problem.clubs.values() if strand in problem.club_strands(c)]
        for grade, count in sorted(wanted.items()):
            seats = {("seat", grade, c.id, strand.id): 1.0 for c in clubs if grade in c.grades}
            model.add({**seats, ("short", grade, strand.id): 1.0}, count, count)
            short["short", grade, strand.id] = 1.0
        for club in clubs:
            seats = {("seat", g, club.id, strand.id): 1.0 for g in sorted(wanted) if g in club.grades}
            homes = {
                ("house", club.id, strand.id, alike): min(club.capacity, alike[1])
                for alike in usable(problem, club.venue_kinds, strand.weekdays)
            }
            model.add({**seats, **{h: -float(size) for h, size in homes.items()}}, -np.inf, 0)
            model.add({**seats, **{h: -float(club.min_enrolment) for h in homes}}, 0, np.inf)
            if homes:
                model.add(dict.fromkeys(homes, 1.0), 0, club.max_sections)
    _share_venues(problem, model)
    return round(model.least(short))


def usable(problem: Problem, kinds: tuple[str, ...], weekdays: frozenset[int]) -> list[tuple[object, ...]]:
    """Classes of venues alike that hold a club on all the weekdays: inspected, and lit or light to the end."""
    found: dict[tuple[object, ...], None] = {}
    for day in problem.days:
        ends = [t.p2.end for (_, when), t in problem.times.items() if when == day.date and t.p2]
        for venue in problem.site.venues.values():
            dark = venue.outdoor and not venue.lit and max(ends, default=0) > problem.sunsets[day.date]
            if day.weekday in weekdays and venue.kind in kinds and venue.inspected_on and not dark:
                found[alike(venue)] = None
    return list(found)


def alike(venue: object) -> tuple[object, ...]:
    """What makes two venues the same to a club."""
    return (venue.kind, venue.capacity, venue.outdoor, venue.lit, venue.building)


def _share_venues(problem: Problem, model: Rows) -> None:
    """On every weekday no more sections and staying classes in a kind of venue than there are venues of it."""
    supply = Counter(alike(v) for v in problem.site.venues.values() if v.inspected_on)
    houses = [key for key in model.columns if key[0] == "house"]
    for day in problem.days:
        meeting = {s.id for s in problem.strands.values() if day.weekday in s.weekdays}
        staying = Counter(
            alike(problem.site.venues[h.classroom])
            for h in problem.homerooms.values()
            if problem.strand_on(h.grade, day.weekday) is None and problem.headcount(h.id, day, Period.P2)
        )
        for kind, count in supply.items():
            users = {key: 1.0 for key in houses if key[2] in meeting and key[3] == kind}
            if users:
                model.add(users, 0, count - staying[kind])


def sections_without_lead(problem: Problem) -> int:
    """Fewest sections left without a lead when every club opens as many as it may in every strand."""
    model = Rows()
    short: dict[tuple[object, ...], float] = {}
    most = problem.policy.max_club_leads
    for strand, club in product(problem.strands.values(), problem.clubs.values()):
        if strand not in problem.club_strands(club):
            continue
        days = problem.strand_days(strand)
        slots = [problem.strand_slot(strand, day) for day in days]
        able = [
            a.id
            for a in problem.adults.values()
            if not a.duty_only
            and a.can_lead(club.id, club.skill)
            and all(s and a.free(d, s) for d, s in zip(days, slots, strict=True))
        ]
        leads = {("lead", a, club.id, strand.id): 1.0 for a in able}
        gap = ("short", club.id, strand.id)
        model.add({**leads, gap: 1.0}, club.max_sections, np.inf)
        short[gap] = 1.0
    leads_of: dict[str, list[tuple[object, ...]]] = {}
    for key in model.columns:
        if key[0] == "lead":
            leads_of.setdefault(str(key[1]), []).append(key)
    for keys in leads_of.values():
        model.add(dict.fromkeys(keys, 1.0), 0, most)
        for weekday in range(1, 6):
            on = [k for k in keys if weekday in problem.strands[str(k[3])].weekdays]
            if on:
                model.add(dict.fromkeys(on, 1.0), 0, 1)
    return round(model.least(short))


def adults_to_spare(problem: Problem) -> dict[tuple[int, str, Stage], int]:
    """(weekday, period, stage) to own adults free for the whole period, less the adults wanted then.

    Wanted are the class-based groups, each homeroom alone unless it may merge, all sections of the strand's clubs,
    and the posts of the day. Adults of both stages count for each.
    """
    spare = {}
    for day in problem.days:
        for stage, period in product(problem.stages, CLASS_PERIODS):
            rooms = [h for h in problem.homerooms.values() if h.stage is stage]
            slots = {problem.slot(h.id, day, period) for h in rooms} - {None}
            if slots:
                slot = min(slots)
                free = sum(
                    a.own
                    and not a.duty_only
                    and stage in a.stages
                    and a.free(day, slot)
                    and not _in_research(problem, a.id, day, slot)
                    for a in problem.adults.values()
                )
                spare[day.weekday, period.value, stage] = free - _wanted(problem, day, period, stage)
    return spare


def _in_research(problem: Problem, adult: str, day: SchoolDay, slot: Interval) -> bool:
    return any(
        adult in block.adults and block.weekday == day.weekday and block.interval.overlaps(slot)
        for block in problem.research
    )


def _wanted(problem: Problem, day: SchoolDay, period: Period, stage: Stage) -> int:
    """Adults wanted in a period: as few groups as merging allows, all sections, and the posts held then."""
    merged = {h for merge in problem.merges for h in merge}
    fewest: dict[tuple[str, ...], int] = {}
    for option in group_options(problem, period, day):
        alone = len(option.homerooms) == 1 and option.homerooms[0] in merged
        if problem.homerooms[option.homerooms[0]].stage is stage and not alone:
            adults = sum(adults_needed(problem, group) for group in option.groups)
            fewest[option.homerooms] = min(adults, fewest.get(option.homerooms, adults))
    wanted = sum(fewest.values())
    for strand in problem.strands.values():
        mine = problem.strand_homerooms(strand)[0].stage is stage
        if period is Period.P2 and mine and day.weekday in strand.weekdays:
            clubs = [c for c in problem.clubs.values() if strand in problem.club_strands(c)]
            wanted += sum(club.max_sections for club in clubs)
    slots = [problem.slot(h.id, day, period) for h in problem.homerooms.values() if h.stage is stage]
    for post in post_demand(problem, day, wanted):
        if post.kind not in ("gate", "duty_lead") and any(s and s.overlaps(post.interval) for s in slots):
            wanted += post.quantity
    return wanted


def weekly_load(problem: Problem) -> tuple[int, int]:
    """(late days wanted, late days own adults may give) in the week: period 2, posts to its end, evening study."""
    wanted = 0
    for day in problem.days:
        wanted += sum(_wanted(problem, day, Period.P2, stage) for stage in problem.stages)
        wanted += sum(_wanted(problem, day, Period.EVENING, stage) for stage in problem.stages)
    given = sum(
        min(a.caps.late_days, sum(day.weekday in a.windows for day in problem.days))
        for a in problem.adults.values()
        if a.own and not a.duty_only
    )
    return wanted, given
