"""Judge side of flexible hours: time off against lessons, duties and what late duty earned."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from scheduler.calendar.clock import Interval, format_clock
from scheduler.clauses.seen import Engagement, day_of, engagements
from scheduler.domain.plan import Plan, Relief
from scheduler.domain.problem import Problem

Found = tuple[str, Mapping[str, Any]]


def relief_breaches(problem: Problem, plan: Plan, late: Mapping[str, Mapping[date, int]]) -> Iterator[Found]:
    """(rule, what was found) for each time off outside the hours, in the way, too long, often or unearned.

    Also for every ledger line that does not say what the plan holds.
    """
    duties = engagements(problem, plan)
    mine: dict[str, list[Relief]] = {}
    for relief in sorted(plan.reliefs, key=lambda r: (r.adult, r.date, r.interval)):
        if relief.adult in problem.adults:
            mine.setdefault(relief.adult, []).append(relief)
            yield from _one(problem, relief, duties.get(relief.adult, ()))
    granted = {adult: sum(r.interval.minutes for r in reliefs) for adult, reliefs in mine.items()}
    earned = {adult: sum(days.values()) for adult, days in late.items()}
    flexible = problem.policy.flexible
    for adult, reliefs in mine.items():
        for kind, cap in (("late_start", flexible.late_starts), ("early_leave", flexible.early_leaves)):
            count = sum(relief.kind == kind for relief in reliefs)
            if count > cap:
                yield "relief_often", {"who": (adult,), "count": count, "cap": cap, "what": kind}
        if granted[adult] > earned.get(adult, 0):
            facts = {"granted": granted[adult], "earned": earned.get(adult, 0)}
            yield "relief_unearned", {"who": (adult,), **facts}
    yield from _ledger(problem, plan, earned, granted)


def _one(problem: Problem, relief: Relief, duties: tuple[Engagement, ...]) -> Iterator[Found]:
    flexible, taken = problem.policy.flexible, relief.interval
    found = {"who": (relief.adult,), "when": relief.date, "where": str(taken)}
    if taken.start < flexible.normal_start or taken.end > flexible.normal_end:
        window = f"{format_clock(flexible.normal_start)}-{format_clock(flexible.normal_end)}"
        yield "relief_outside", {"window": window, **found}
    if taken.minutes > flexible.longest:
        yield "relief_long", {"minutes": taken.minutes, "cap": flexible.longest, **found}
    day = day_of(problem, relief.date)
    busy: list[Interval] = [duty.interval for duty in duties if duty.date == relief.date]
    if day is not None:
        busy += [lesson.interval for lesson in problem.adults[relief.adult].lessons_on(day)]
    if any(interval.overlaps(taken) for interval in busy):
        yield "relief_busy", found


def _ledger(problem: Problem, plan: Plan, earned: Mapping[str, int], granted: Mapping[str, int]) -> Iterator[Found]:
    for credit in sorted(plan.credits, key=lambda c: c.adult):
        facts = (earned.get(credit.adult, 0), granted.get(credit.adult, 0))
        if credit.adult in problem.adults and (credit.earned, credit.granted) != facts:
            yield (
                "ledger",
                {
                    "who": (credit.adult,),
                    "said": credit.earned,
                    "said_granted": credit.granted,
                    "earned": facts[0],
                    "granted": facts[1],
                },
            )
