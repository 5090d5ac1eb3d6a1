"""Flexible hours (弹性上下班): late duty earns minutes; they are granted where no lesson or duty is in the way."""

from collections.abc import Collection, Iterator, Sequence

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.people import Adult
from scheduler.domain.plan import Credit, Plan, Post, Relief, Session
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_minutes

SHORTEST_RELIEF = 15


def grant_reliefs(
    problem: Problem, plan: Plan, adults: Collection[str] | None = None
) -> tuple[tuple[Relief, ...], tuple[Credit, ...]]:
    """Later starts and earlier leaves for own staff, and the ledger of what is carried over, in minutes.

    Earned = late minutes of the week, one for one. A relief follows the duty that earned it: a later start on a morning
    after, or an earlier leave on a later day without duty; at most `longest` minutes each, never over a lesson or duty.
    `adults`: whose to reckon; None: everybody's.
    """
    reliefs: list[Relief] = []
    credits: list[Credit] = []
    for adult in problem.adults.values():
        if not adult.own or (adults is not None and adult.id not in adults):
            continue
        duties = plan.duties_of(adult.id)
        if not duties:
            continue
        mine, earned = _grant(problem, adult, duties)
        reliefs += mine
        credits.append(Credit(adult.id, earned, sum(r.interval.minutes for r in mine)))
    return tuple(reliefs), tuple(credits)


def _grant(problem: Problem, adult: Adult, duties: Sequence[Session | Post]) -> tuple[list[Relief], int]:
    flexible = problem.policy.flexible
    left = {"late_start": flexible.late_starts, "early_leave": flexible.early_leaves}
    balance = earned = 0
    granted: list[Relief] = []
    for day in problem.days:
        for kind, window in _windows(problem, adult, day, duties):
            minutes = min(window.minutes, balance, flexible.longest) // 5 * 5
            if left[kind] and minutes >= SHORTEST_RELIEF:
                granted.append(Relief(adult.id, day.date, kind, _cut(kind, window, minutes)))
                balance -= minutes
                left[kind] -= 1
        today = sum(_late(problem, day, duty) for duty in duties if duty.date == day.date)
        earned += today
        balance += today
    return granted, earned


def _late(problem: Problem, day: SchoolDay, duty: Session | Post) -> int:
    stage = problem.homerooms[duty.heads[0][0]].stage if isinstance(duty, Session) and duty.heads else None
    return late_minutes(problem, day, duty.interval, stage)


def _cut(kind: str, window: Interval, minutes: int) -> Interval:
    if kind == "late_start":
        return Interval(window.start, window.start + minutes)
    return Interval(window.end - minutes, window.end)


def _windows(
    problem: Problem, adult: Adult, day: SchoolDay, duties: Sequence[Session | Post]
) -> Iterator[tuple[str, Interval]]:
    """Free time from the normal start to the first engagement, and from the last one to the normal end without duty."""
    flexible = problem.policy.flexible
    work = Interval(flexible.normal_start, flexible.normal_end)
    if not adult.present(day, work):
        return
    today = [d.interval for d in duties if d.date == day.date]
    engaged = sorted([*today, *(lesson.interval for lesson in adult.lessons_on(day))])
    first = engaged[0].start if engaged else work.end
    last = max((e.end for e in engaged), default=work.start)
    if first > work.start:
        yield "late_start", Interval(work.start, min(first, work.end))
    if not today and last < work.end and (engaged or first < work.end):
        yield "early_leave", Interval(last, work.end)
