"""What a stage left short, in the terms remedies think in: who is wanted when, and for which clubs and groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.clauses.space import Pool, Short
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Role
from scheduler.planning.asked import Solved
from scheduler.planning.offering import strand_occurrences

Hours = tuple[tuple[SchoolDay, Interval], ...]


@dataclass(frozen=True)
class Want:
    """`amount` adults wanted at all of the hours, with a skill (None: any); `guards`: whether a guard would do."""

    hours: Hours
    amount: int
    skill: str | None = None
    guards: bool = False


def shorts(solved: Solved) -> Iterator[tuple[Short, int]]:
    """What a stage's answer left short, and how much."""
    for key, value in solved.values.items():
        if isinstance(key, Short) and value:
            yield key, value


def wants(solved: Solved) -> tuple[Want, ...]:
    """The adults a stage lacks: in pools, as leads of sections on all days of a strand, beside outside leads."""
    problem, pools = solved.space.problem, {pool.id: pool for pool in solved.space.pools}
    found = []
    for short, amount in shorts(solved):
        if short.what == "adult":
            found.append(_of_pool(pools[short.of], amount))
        elif short.what == "lead":
            club, strand = short.of.split("/")
            found.append(lead_want(solved, problem.clubs[club], problem.strands[strand], amount))
        elif short.what == "chaperone":
            club, strand, when = short.of.split("/")
            hours = _hours(solved, problem.strands[strand])
            found.append(Want(tuple((day, span) for day, span in hours if str(day.date) == when), amount))
    return tuple(found)


def lead_want(solved: Solved, club: Club, strand: Strand, amount: int) -> Want:
    """Somebody to lead sections of a club."""
    return Want(_hours(solved, strand), amount, club.skill)


def unseated(solved: Solved) -> dict[Strand, tuple[str, ...]]:
    """Strands with pupils (or homerooms, in counts mode) without a place."""
    problem = solved.space.problem
    found: dict[Strand, list[str]] = {}
    for short, _ in shorts(solved):
        if short.what == "seat":
            who, strand = short.of.rsplit("/", 1)
            found.setdefault(problem.strands[strand], []).append(who)
    return {strand: tuple(who) for strand, who in found.items()}


def by_day(asked: Sequence[Want]) -> dict[SchoolDay, tuple[Interval, int, frozenset[str], bool]]:
    """For each day: the span of all wants, most adults wanted at one hour, their skills, and whether guards do."""
    found: dict[SchoolDay, tuple[Interval, int, frozenset[str], bool]] = {}
    for day in sorted({day for want in asked for day, _ in want.hours}):
        here = [(span, want) for want in asked for on, span in want.hours if on == day]
        span = Interval(min(s.start for s, _ in here), max(s.end for s, _ in here))
        most = max(sum(w.amount for s, w in here if s.contains(at.start)) for at, _ in here)
        skills = frozenset(w.skill for _, w in here if w.skill is not None)
        found[day] = (span, most, skills, any(w.guards for _, w in here))
    return found


def _of_pool(pool: Pool, amount: int) -> Want:
    hours = ((pool.occurrence.day, pool.occurrence.interval),)
    return Want(hours, amount, pool.skill, pool.role is Role.POST and AdultKind.GUARD in pool.kinds)


def _hours(solved: Solved, strand: Strand) -> Hours:
    return tuple((o.day, o.interval) for o in strand_occurrences(solved.space.problem, strand))
