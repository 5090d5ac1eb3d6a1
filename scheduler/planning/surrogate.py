"""Rows that let the offer stage foresee the staffing stage: necessary conditions of it, summed over all adults.

They forbid nothing a staffed week could hold; without them the offer could open sections that nobody is left to lead.
"""

from collections.abc import Iterator, Sequence
from math import floor

from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Space
from scheduler.domain.groups import adults_needed
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.posts import post_demand
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_minutes
from scheduler.planning.staffing import PlacedGroup
from solvers.rows import Key, Row, linear

SLACK = 0.95


def foresee(problem: Problem, space: Space, groups: Sequence[PlacedGroup]) -> Iterator[Row]:
    """For every day: sections held then <= adults who could be there in period 2, less what groups and posts need.
    For the week: late days of leads <= late days all adults may work, less those of groups and posts."""
    week_terms: dict[Key, int] = {}
    week_left = 0
    for day in problem.days:
        here = [o.key for o in space.openings if day.weekday in o.strand.weekdays]
        slots = [s for strand in problem.strands.values() if (s := problem.strand_slot(strand, day))]
        needed = _needed(problem, day, groups, sum(k.upper for k in here))
        adults = [a for a in problem.adults.values() if _helper(a) and any(a.free(day, s) for s in slots)]
        week_left -= needed
        for key in here:
            week_terms[key] = week_terms.get(key, 0) + 1
        if here:
            yield linear(f"foresee/{day.date}", [(key, 1) for key in here], None, max(0, floor(len(adults) * SLACK) - needed))
    week_left += floor(SLACK * sum(_late_days(problem, a) for a in problem.adults.values() if _helper(a)))
    if week_terms:
        yield linear("foresee/week", list(week_terms.items()), None, max(0, week_left))


def _helper(adult: Adult) -> bool:
    return not adult.duty_only and adult.kind is not AdultKind.GUARD


def _late_days(problem: Problem, adult: Adult) -> int:
    days = sum(1 for day in problem.days if adult.windows.get(day.weekday) and day.date not in adult.absent)
    return min(adult.caps.late_days, days)


def _needed(problem: Problem, day: SchoolDay, groups: Sequence[PlacedGroup], sections: int) -> int:
    """Adults that late groups and posts of the day take away from clubs; posts at one time count one adult each."""
    late = [p.group for p in groups if p.group.day == day and late_minutes(problem, day, p.group.interval, p.group.stage)]
    busy = max(sections, len(late))
    posts = [need for need in post_demand(problem, day, busy) if not need.rule.duty_only]
    staffed = [need for need in posts if AdultKind.GUARD not in need.rule.kinds]
    return sum(adults_needed(problem, g) for g in late) + sum(need.quantity for need in staffed)
