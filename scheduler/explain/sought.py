"""Club places that are sought: by strand and grade, the pupils of the week and the clubs that could take them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import Stage
from scheduler.domain.problem import Problem
from scheduler.planning.offering import pairs


@dataclass(frozen=True)
class Sought:
    """A strand's pupils who want a place, counted once over all its days, by grade; and the clubs that may open.

    `days` are those on which it meets in the `interval`, the first of its week.
    """

    strand: Strand
    stage: Stage
    days: tuple[SchoolDay, ...]
    interval: Interval
    heads: Mapping[int, int]
    open_to: Mapping[str, frozenset[int]]
    clubs: tuple[Club, ...]

    def pupils(self, grades: Sequence[int]) -> int:
        """Pupils of the grades."""
        return sum(self.heads[grade] for grade in grades)

    def clubs_of(self, grades: Sequence[int]) -> list[Club]:
        """Clubs open to one of the grades: nobody of these can be in another one."""
        return [club for club in self.clubs if self.open_to[club.id] & set(grades)]

    def told(self, grades: Sequence[int]) -> tuple[int, ...]:
        """The grades to be told: none when they are all there are."""
        return () if len(grades) == len(self.heads) else tuple(grades)

    def runs(self) -> Iterator[tuple[int, ...]]:
        """Every run of neighbouring grades, longer ones first: clubs are open to such runs, so the worst set is one."""
        grades = sorted(self.heads)
        for size in range(len(grades), 0, -1):
            for first in range(len(grades) - size + 1):
                yield tuple(grades[first : first + size])


def sought(problem: Problem) -> Iterator[Sought]:
    """Every strand that meets this week and has pupils."""
    for strand in problem.strands.values():
        heads = _heads(problem, strand)
        days = [(day, slot) for day in problem.strand_days(strand) if (slot := problem.strand_slot(strand, day))]
        if not heads or not days:
            continue
        interval = days[0][1]
        clubs = tuple(club for club, at in pairs(problem) if at == strand)
        yield Sought(
            strand,
            problem.strand_homerooms(strand)[0].stage,
            tuple(day for day, slot in days if slot == interval),
            interval,
            heads,
            {club.id: _grades(problem, club, strand) for club in clubs},
            clubs,
        )


def _heads(problem: Problem, strand: Strand) -> dict[int, int]:
    if problem.roster:
        return dict(Counter(problem.grade(pupil.homeroom) for pupil in problem.strand_pupils(strand)))
    heads: Counter[int] = Counter()
    for room in problem.strand_homerooms(strand):
        heads[room.grade] += problem.strand_heads(strand, room.id)
    return {grade: count for grade, count in heads.items() if count}


def _grades(problem: Problem, club: Club, strand: Strand) -> frozenset[int]:
    return frozenset(g for g in club.grades & strand.grades if (club.risk, g) in problem.policy.ratios)
