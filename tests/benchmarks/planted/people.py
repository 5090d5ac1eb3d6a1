"""Plants about adults: who is away, protected, capped, without papers, or wanted elsewhere."""

from datetime import date, timedelta
from random import Random
from typing import Any

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import SchoolDay, weekday_en
from scheduler.domain.demand import Period
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.problem import Problem
from tests.benchmarks.planted.cause import Cause, Plant
from tests.benchmarks.planted.ground import FIRST_AID, absent, care_groups, hands, posts, rooms_at, teachers

AWAY, PROTECTED, PAPERS = (42, "away"), (42, "protected"), (61, "papers")


def no_first_aider(problem: Problem, rng: Random) -> Plant | None:
    """Everybody who knows first aid is absent on one day: the post wants 1, there is 0."""
    day = rng.choice(problem.days)
    gone = [a for a in teachers(problem) if FIRST_AID in a.skills]
    fault = {"adults": absent(gone, [day.date])}
    cause = Cause(
        "no_first_aider", (78,), ("adult", FIRST_AID), (day.date,),
        part={"kind": FIRST_AID}, reason=AWAY, ids=tuple(a.id for a in gone),
    )  # fmt: skip
    return Plant({}, fault, cause)


def too_few_adults(problem: Problem, rng: Random) -> Plant | None:
    """Period 1 of one day wants one adult a homeroom and the posts' besides; one fewer than that is left."""
    day = rng.choice(problem.days)
    interval, rooms = rooms_at(problem, day, Period.P1)
    wanted = rooms + posts(problem, day, rooms, interval)
    there = hands(problem, day, interval)
    aid = [a for a in there if FIRST_AID in a.skills]
    rest = [a for a in there if a.own and a not in aid]
    rng.shuffle(rest)
    outside = sum(not a.own for a in there)
    gone = rest[max(0, wanted - 1 - outside - len(aid)) :]
    if len(there) - len(gone) >= wanted:
        return None
    cause = Cause(
        "too_few_adults", (50,), ("adult",), (day.date,), interval,
        part={"kind": "homework"}, reason=AWAY, ids=tuple(a.id for a in gone),
    )  # fmt: skip
    return Plant({}, {"adults": absent(gone, [day.date])}, cause)


def early_leavers(problem: Problem, rng: Random) -> Plant | None:
    """Extended care of one day wants two adults a group and a first-aider; all but fewer must leave before it."""
    day = rng.choice(problem.days)
    interval, _ = rooms_at(problem, day, Period.EXTENDED)
    gone = _all_but(problem, rng, _care_wanted(problem, day) - 1)
    leave = {weekday_en(day.weekday): format_clock(interval.start)}
    cause = Cause(
        "early_leavers", (39,), ("adult",), (day.date,), interval,
        part={"kind": "extended_care"}, reason=AWAY, ids=tuple(a.id for a in gone),
    )  # fmt: skip
    return Plant({}, {"adults": {a.id: {"leave_by": leave} for a in gone}}, cause)


def protected_staff(problem: Problem, rng: Random) -> Plant | None:
    """So many are in a protected period that extended care has fewer adults than its groups want, two each."""
    needs = {day: _care_wanted(problem, day) for day in problem.days}
    keep = max(needs.values()) - 1
    gone = _all_but(problem, rng, keep)
    dates = tuple(day.date for day, need in needs.items() if need > keep)
    cause = Cause(
        "protected_staff", (39,), ("adult",), dates,
        part={"kind": "extended_care"}, reason=PROTECTED, ids=tuple(a.id for a in gone),
    )  # fmt: skip
    return Plant({}, {"adults": {a.id: {"protection": ["nursing"]} for a in gone}}, cause)


def late_caps(problem: Problem, rng: Random) -> Plant | None:
    """Caps of late days sum up to less than the adults that second periods want over the week, one a group."""
    groups = sum(_second_period(problem, day) for day in problem.days)
    return _capped(problem, "late_days", groups, "late_caps", "late")


def session_caps(problem: Problem, rng: Random) -> Plant | None:
    """Weekly caps of duties sum up to less than the groups of the week, one adult each, two in extended care."""
    groups = sum(
        rooms_at(problem, day, Period.P1)[1] + _second_period(problem, day) + 2 * care_groups(problem, day)
        for day in problem.days
    )
    return _capped(problem, "sessions", groups, "session_caps", "duties")


def guards_without_papers(problem: Problem, rng: Random) -> Plant | None:
    """Only guards hold the gates, and their papers lapse within the week: from then on a gate wants 1, there is 0."""
    lapsed = rng.choice(problem.days).date
    guards = [a for a in problem.adults.values() if a.kind is AdultKind.GUARD]
    papers = {"no_offence": ["2026-09-01", str(lapsed - timedelta(days=1))]}
    cause = Cause(
        "guards_without_papers", (75,), ("adult", "gate"), _from(problem, lapsed),
        part={"kind": "gate"}, reason=PAPERS, ids=tuple(a.id for a in guards),
    )  # fmt: skip
    setting = {"rules": {"posts": {"gate": {"kinds": ["guard"]}}}}
    return Plant(setting, {"adults": {a.id: {"papers": papers} for a in guards}}, cause)


def research_block(problem: Problem, rng: Random) -> Plant | None:
    """The subject team of a support group meets while the group does: the group wants 1 of them, there is 0."""
    groups = [g for g in problem.support_groups.values() if g.subject == "maths"]
    days = [(g, day) for g in groups for day in problem.days if day.weekday in g.weekdays]
    if not days:
        return None
    group, day = rng.choice(days)
    room = next(h.id for h in problem.homerooms.values() if h.grade in group.grades)
    interval = problem.slot(room, day, Period.P1)
    team = [a.id for a in teachers(problem) if group.subject in a.skills]
    if interval is None:
        return None
    block = {"adults": team, "weekday": weekday_en(day.weekday), "interval": str(interval)}
    cause = Cause(
        "research_block", (52,), ("adult",), (day.date,), interval,
        part={"kind": "support", "skill": group.subject}, reason=(15, "research"), ids=tuple(team),
    )  # fmt: skip
    return Plant({}, {"research": {group.subject: block}}, cause)


def _care_wanted(problem: Problem, day: SchoolDay) -> int:
    interval, _ = rooms_at(problem, day, Period.EXTENDED)
    groups = care_groups(problem, day)
    return problem.policy.extended_adults * groups + posts(problem, day, groups, interval)


def _all_but(problem: Problem, rng: Random, keep: int) -> list[Adult]:
    """Everybody who may have pupils without the few who stay, a first-aider and other teachers."""
    able = [a for a in teachers(problem) if not a.protection]
    rng.shuffle(able)
    able.sort(key=lambda a: FIRST_AID not in a.skills)
    staying = [*able[:1], *sorted(able[1:], key=lambda a: FIRST_AID in a.skills)][:keep]
    others = [a for a in problem.adults.values() if a.kind is not AdultKind.GUARD and not a.duty_only and a.windows]
    return [a for a in others if a not in staying]


def _second_period(problem: Problem, day: SchoolDay) -> int:
    """Fewest groups of the second period: a section holds the largest club's pupils at most, a homeroom is a group."""
    largest = max(club.capacity for club in problem.clubs.values())
    groups, pupils = 0, 0
    for room in problem.homerooms.values():
        heads = problem.headcount(room.id, day, Period.P2)
        if problem.strand_on(room.grade, day.weekday) is None:
            groups += heads > 0
        else:
            pupils += heads
    return groups - (-pupils // largest)


def _capped(problem: Problem, cap: str, wanted: int, kind: str, resource: str) -> Plant | None:
    """The highest cap under which all who take groups give less than is wanted, for everybody alike."""
    serving = [a for a in problem.adults.values() if a.kind is not AdultKind.GUARD and not a.duty_only and a.windows]
    now = min(getattr(a.caps, cap) for a in serving)
    cap_now = min(now - 1, (wanted - 1) // len(serving))
    if cap_now < 1:
        return None
    rules: dict[str, Any] = {"rules": {"caps": {cap: cap_now}}}
    dates = tuple(day.date for day in problem.days)
    return Plant({}, rules, Cause(kind, (42,), (resource,), dates, weekly=True, reason=None))


def _from(problem: Problem, first: date) -> tuple[date, ...]:
    return tuple(day.date for day in problem.days if day.date >= first)
