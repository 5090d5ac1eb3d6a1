"""What plants count by themselves, from the facts of the school alone: nothing here knows of explanations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay, weekday_en
from scheduler.domain.demand import Period
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.posts import PostNeed, post_demand
from scheduler.domain.problem import Problem

FIRST_AID = "first_aid"


def teachers(problem: Problem) -> list[Adult]:
    """Own staff who take groups and are not on leave."""
    return [a for a in problem.adults.values() if a.own and not a.duty_only and a.windows]


def hands(problem: Problem, day: SchoolDay, interval: Interval) -> list[Adult]:
    """Everybody who could have a group of pupils then: present, without a lesson, neither guard nor leader."""
    return [
        a
        for a in problem.adults.values()
        if a.kind is not AdultKind.GUARD and not a.duty_only and a.free(day, interval)
    ]


def rooms_at(problem: Problem, day: SchoolDay, period: Period) -> tuple[Interval, int]:
    """The interval of a period at which most homerooms have pupils that day, and how many have."""
    slots = Counter(
        slot
        for room in problem.homerooms
        if (slot := problem.slot(room, day, period)) is not None and problem.headcount(room, day, period)
    )
    return max(slots.items(), key=lambda item: (item[1], item[0])) if slots else (Interval(0, 1), 0)


def posts(problem: Problem, day: SchoolDay, groups: int, interval: Interval) -> int:
    """Adults whom the posts that neither guards nor leaders may hold want all through an interval."""
    return sum(need.quantity for need in post_demand(problem, day, groups) if _teachers_post(need, interval))


def care_groups(problem: Problem, day: SchoolDay) -> int:
    """Fewest groups of extended care: all its pupils over the size of a group."""
    pupils = sum(problem.headcount(room, day, Period.EXTENDED) for room in problem.homerooms)
    return ceil(pupils / problem.policy.extended_group)


def sections(club: Club, strands: Sequence[Strand]) -> int:
    """Most sections of a club that these strands can open together."""
    return club.max_sections * len(strands)


def pivotal(problem: Problem, strand: Strand, more: int = 0) -> list[Club]:
    """The strand's clubs without which its pupils outnumber all places: fewest, largest first, and `more` besides."""
    clubs = [club for club in problem.clubs.values() if strand in problem.club_strands(club)]
    clubs.sort(key=lambda club: (-club.capacity * club.max_sections, club.id))
    left, pupils = sum(c.capacity * c.max_sections for c in clubs), problem.seats_sought(strand)
    taken = 0
    while left >= pupils and taken < len(clubs):
        left -= clubs[taken].capacity * clubs[taken].max_sections
        taken += 1
    return clubs[: taken + more]


def absent(adults: Iterable[Adult], days: Iterable[date]) -> dict[str, Any]:
    """The section of adults with these dates of absence besides those they have."""
    days = set(days)
    return {adult.id: {"absent": [str(day) for day in sorted(adult.absent | days)]} for adult in adults}


def unnamed(problem: Problem, clubs: Iterable[Club]) -> dict[str, Any]:
    """The section of adults who may lead one of the clubs by name, whatever their skills: not that one any more."""
    ids = {club.id for club in clubs}
    return {a.id: {"clubs": sorted(a.clubs - ids)} for a in problem.adults.values() if a.clubs & ids}


def meeting_dates(problem: Problem, strand: Strand) -> tuple[date, ...]:
    """Dates on which the strand meets this week."""
    return tuple(day.date for day in problem.strand_days(strand))


def helpers(problem: Problem, prefix: str, count: int, skill: str, papers: Mapping[str, list[str]]) -> dict[str, Any]:
    """New retired teachers of one skill, at school for the second period and allowed alone with pupils, by id."""
    slots = [times.p2 for times in problem.times.values() if times.p2 is not None]
    whole = Interval(min(slot.start for slot in slots), max(slot.end for slot in slots))
    hours = {weekday_en(day.weekday): [str(whole)] for day in problem.days}
    adult = {"kind": "retired", "skills": [skill], "full_time": False, "sole": True, "available": hours}
    return {f"{prefix}{n:02d}": {**adult, "papers": dict(papers)} for n in range(1, count + 1)}


def _teachers_post(need: PostNeed, interval: Interval) -> bool:
    rule = need.rule
    holds = need.interval.start <= interval.start and interval.end <= need.interval.end
    return holds and not rule.duty_only and AdultKind.GUARD not in rule.kinds
