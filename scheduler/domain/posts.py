"""Posts that keep children safe: how many adults each kind wants on a day, from when to when, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Period
from scheduler.domain.groups import group_options
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class PostNeed:
    """`quantity` adults hold posts of a kind over an interval; `place` is a gate, else a building."""

    kind: str
    quantity: int
    interval: Interval
    place: str
    building: str
    rule: PostRule


def post_demand(problem: Problem, day: SchoolDay, groups: int) -> tuple[PostNeed, ...]:
    """The posts of one day in the order of the policy's rules and the site's gates.

    `groups` is the most groups that run at one minute of the day; a rule per groups wants
    quantity x ceil(groups / rule.groups) adults, in the evening with no more groups than the homerooms of
    evening study can form. A rule whose span has no pupils asks for nothing; the result is empty on a
    day nobody attends. Source: 六(五) and the policy's posts.
    """
    spans = post_spans(problem, day)
    needs: list[PostNeed] = []
    for rule in problem.policy.posts:
        span = spans.get(rule.span)
        if span is not None:
            needs += _needs(problem, day, rule, span, groups)
    return tuple(needs)


def post_spans(problem: Problem, day: SchoolDay) -> Mapping[str, Interval]:
    """Clock interval of every span that has pupils that day: `service`, `care`, `whole` and `evening`."""
    service = _hull(problem, day, (Period.EARLY, Period.P1, Period.P2))
    extended = _hull(problem, day, (Period.EXTENDED,))
    whole = _hull(problem, day, (Period.EARLY, Period.P1, Period.P2, Period.EXTENDED))
    evening = _hull(problem, day, (Period.EVENING,))
    spans = {"service": service, "whole": whole, "evening": evening}
    if extended is not None:
        start = min(service.end, extended.start) if service is not None else extended.start
        spans["care"] = Interval(start, extended.end)
    return {name: span for name, span in spans.items() if span is not None}


def main_building(problem: Problem) -> str:
    """The building with most homerooms' classrooms, the first among equals; empty without any."""
    counts: dict[str, int] = {}
    for homeroom in problem.homerooms.values():
        venue = problem.site.venues.get(homeroom.classroom)
        if venue is not None:
            counts[venue.building] = counts.get(venue.building, 0) + 1
    return max(counts, key=lambda building: counts[building], default="")


def _hull(problem: Problem, day: SchoolDay, periods: tuple[Period, ...]) -> Interval | None:
    """From the first start to the last end of the periods somebody attends; None without any."""
    slots = [
        slot
        for homeroom in problem.homerooms
        for period in periods
        if (slot := problem.slot(homeroom, day, period)) is not None and problem.headcount(homeroom, day, period)
    ]
    return Interval(min(s.start for s in slots), max(s.end for s in slots)) if slots else None


def _needs(problem: Problem, day: SchoolDay, rule: PostRule, span: Interval, groups: int) -> list[PostNeed]:
    if rule.per == "gate":
        gates = problem.site.gates.values()
        return [PostNeed(rule.kind, rule.quantity, span, gate.id, gate.building, rule) for gate in gates]
    building = main_building(problem)
    quantity = rule.quantity
    if rule.per == "groups":
        running = groups if rule.span != "evening" else min(groups, _evening_groups(problem, day))
        quantity = rule.quantity * ceil(running / rule.groups)
    return [PostNeed(rule.kind, quantity, span, building, building, rule)] if quantity else []


def _evening_groups(problem: Problem, day: SchoolDay) -> int:
    """Most groups of evening study: each homeroom alone, in as many parts as it may be cut into."""
    parts: dict[str, int] = {}
    for option in group_options(problem, Period.EVENING, day):
        if len(option.homerooms) == 1:
            homeroom = option.homerooms[0]
            parts[homeroom] = max(parts.get(homeroom, 0), len(option.groups))
    return sum(parts.values())
