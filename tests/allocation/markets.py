"""Tiny markets on which everything can be tried, and the trying: written from the definitions, not from the code.

Homeroom A is of grade 3, B of grade 4. Clubs are c (chess), p (painting) and s (singing); strand S meets on Monday and
Wednesday, T on Tuesday and Thursday. Wishes are words: "cp" is chess first, painting second.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import Any

from small import DAYS, TIMES, small_plan, small_problem

from scheduler.domain.allocation import AllocationRule, Objective, lottery_numbers
from scheduler.domain.demand import Choice, Period, Pupil
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.plan import OpenSection, Plan, Seat
from scheduler.domain.problem import Problem

WEEKDAYS = {"S": (1, 3), "T": (2, 4)}
TITLES = {"c": "围棋", "p": "绘画", "s": "合唱"}
Places = Mapping[tuple[str, str], str]
"""(pupil, strand) -> club."""
Given = dict[str, str | None]
"""Pupil -> club in one strand."""
Worth = tuple[int, ...]


def tiny_school(
    wishes: Mapping[str, str],
    *,
    strands: Mapping[str, str] | None = None,
    clubs: Mapping[str, Mapping[str, Any]] | None = None,
    pupils: Mapping[str, Mapping[str, Any]] | None = None,
    rule: AllocationRule | None = None,
    **changes: Any,
) -> Problem:
    """The school of these pupils' wishes. `clubs` and `pupils` change facts of some; a pupil's homeroom is its letter.

    `strands` says which strands a pupil attends (S alone unless named).
    """
    base = small_problem()
    held = {
        key: Club(key, title, "intellectual", "games", 0, frozenset({3, 4}), ("classroom",), "chess", 2, 1, 1)
        for key, title in TITLES.items()
    }
    held |= {key: replace(held[key], **facts) for key, facts in (clubs or {}).items()}
    there = {key: "S" for key in wishes} | dict(strands or {})
    both = frozenset({Period.P1, Period.P2})
    made = {
        key: Pupil(
            key,
            key[0],
            {weekday: both for strand in there[key] for weekday in WEEKDAYS[strand]},
            tuple(map(Choice, wishes[key])),
            base.pupils["A1"].consent,
        )
        for key in sorted(wishes)
    }
    made |= {key: replace(made[key], **facts) for key, facts in (pupils or {}).items()}
    return small_problem(
        homerooms={**base.homerooms, "B": replace(base.homerooms["B"], grade=4)},
        times={(grade, day.date): TIMES for grade in (3, 4) for day in DAYS},
        strands={key: Strand(key, frozenset({3, 4}), frozenset(days)) for key, days in WEEKDAYS.items()},
        clubs=held,
        pupils=made,
        allocation=rule or AllocationRule(Objective.COSTS, "2026"),
        days=DAYS[:4],
        **changes,
    )


def tiny_plan(problem: Problem, opened: str | Mapping[str, str], held: Places) -> Plan:
    """A plan of places alone. `opened`: clubs open in S, or by strand; "ccp" opens two sections of chess."""
    by_strand = {"S": opened} if isinstance(opened, str) else opened
    named = [SectionId(c, s, clubs[:at].count(c) + 1) for s, clubs in by_strand.items() for at, c in enumerate(clubs)]
    sections = [OpenSection(section, None, None) for section in named]
    seats = tuple(
        Seat(pupil, SectionId(club, strand, 1), problem.pupils[pupil].rank(strand, club))
        for (pupil, strand), club in sorted(held.items())
    )
    nothing = replace(small_plan(), sessions=(), posts=(), tiers=())
    return replace(nothing, sections=tuple(sections), seats=seats)


def in_s(**held: str) -> Places:
    """Clubs held in strand S, by pupil."""
    return {(pupil, "S"): club for pupil, club in held.items()}


def seed_for(*order: str) -> str:
    """The first number that draws the pupils in this order."""
    return next(s for s in map(str, range(10_000)) if tuple(lottery_numbers(s, order)) == order)


class Trial:
    """One strand of a plan, all other strands as they are, to be seated in every way there is."""

    def __init__(self, problem: Problem, plan: Plan, strand: str) -> None:
        self.problem, self.plan, self.strand = problem, plan, strand

    def __repr__(self) -> str:
        """What was drawn, in one line."""
        lists = {k: f"{''.join(p.wishes(self.strand))} {''.join(p.priority)}" for k, p in self.problem.pupils.items()}
        held = {f"{s.pupil}.{s.section.strand}": s.section.club for s in self.plan.seats}
        clubs = [c for c in self.problem.clubs.values() if c.id in self.opened]
        return f"Trial({lists}, {held}, {clubs}, {self.problem.allocation}, twice={self.problem.same_club_twice})"

    @cached_property
    def pupils(self) -> tuple[str, ...]:
        """Pupils of the strand."""
        return tuple(p.id for p in self.problem.strand_pupils(self.problem.strands[self.strand]))

    @cached_property
    def opened(self) -> tuple[str, ...]:
        """Clubs open in the strand."""
        return tuple(self.sections)

    @cached_property
    def sections(self) -> Mapping[str, int]:
        """Open sections by club."""
        return Counter(s.id.club for s in self.plan.sections if s.id.strand == self.strand)

    @cached_property
    def present(self) -> Given:
        """Who holds what now."""
        held = {s.pupil: s.section.club for s in self.plan.seats if s.section.strand == self.strand}
        return {pupil: held.get(pupil) for pupil in self.pupils}

    def elsewhere(self, pupil: str) -> dict[str, str]:
        """Strand -> club of the pupil in the other strands."""
        mine = [s.section for s in self.plan.seats if s.pupil == pupil and s.section.strand != self.strand]
        return {section.strand: section.club for section in mine}

    def every_way(self) -> Iterator[Given]:
        """Every legal way to seat the strand's pupils; those in company keep the place they have."""
        pairs = (*self.problem.kept_apart, *self.problem.asked_together)
        fixed = {pupil for pair in pairs for pupil in pair}
        now = self.present
        ways = [(now[p],) if p in fixed else (*self._may(p), None) for p in self.pupils]
        for clubs in product(*ways):
            given = dict(zip(self.pupils, clubs, strict=True))
            if self.legal(given):
                yield given

    def _may(self, pupil: str) -> Iterator[str]:
        own, taken = self.problem.pupils[pupil], self.elsewhere(pupil).values()
        for club in self.opened:
            twice = club in taken and not self.problem.same_club_twice
            if self.problem.grade(own.homeroom) in self.problem.clubs[club].grades and not twice:
                yield club

    def legal(self, given: Given) -> bool:
        """Sizes and quotas of every open club."""
        return all(
            self._fits(self.problem.clubs[club], [p for p, c in given.items() if c == club]) for club in self.opened
        )

    def _fits(self, club: Club, members: list[str]) -> bool:
        pupils, count = self.problem.pupils, self.sections[club.id]
        rooms = Counter(pupils[p].homeroom for p in members)
        if not club.min_enrolment * count <= len(members) <= club.capacity * count:
            return False
        for most in (club.most_a_homeroom, club.most_a_grade):  # a homeroom is a grade here
            if most is not None and max(rooms.values(), default=0) > most * count:
                return False
        for group, kept in club.reserved.items():
            asking = self._asking.get((club.id, group), [])
            if sum(p not in asking for p in members) > club.capacity * count - min(kept * count, len(asking)):
                return False
        return True

    @cached_property
    def _asking(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for pupil in map(self.problem.pupils.__getitem__, self.pupils):
            for at in product(pupil.wishes(self.strand), pupil.priority):
                found.setdefault(at, []).append(pupil.id)
        return found

    def total(self, given: Given) -> Worth:
        """The whole plan's value, component by component, with the strand seated like this."""
        return tuple(map(sum, zip(*(self._values[p, given[p]] for p in self.pupils), strict=True)))

    @cached_property
    def _values(self) -> dict[tuple[str, str | None], Worth]:
        return {(p, club): self._value(p, club) for p in self.pupils for club in (*self.opened, None)}

    def _value(self, pupil: str, club: str | None) -> Worth:
        held = self.elsewhere(pupil) | ({} if club is None else {self.strand: club})
        own, rule, numbers, depth = self.problem.pupils[pupil], self.problem.allocation, self._numbers, self._depth
        rank = None if club is None else own.rank(self.strand, club)
        level = depth if rank is None else rank
        places = {club for strand, club in held.items() if club in own.wishes(strand)}
        lost = sum(first not in places for first in self._firsts(own))
        luck = rule.luck.get(pupil, 0) * lost + lost * (lost - 1) // 2
        moved = int(self._kept.get(pupil, club) != club)
        if club is None:
            return (1, moved, *([0] * (len(self.goal) + 1)), luck, 0)
        goal = tuple(weight(rank, depth) for weight in self.goal)
        policy = self.problem.policy
        cost = policy.unranked_cost if rank is None else policy.rank_costs[rank]
        return (0, moved, *goal, cost, luck, -(len(numbers) + 1 - numbers[pupil]) * (depth + 1 - level))

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        return {seat.pupil: seat.section.club for seat in self.plan.kept if seat.section.strand == self.strand}

    def _firsts(self, own: Pupil) -> Iterator[str]:
        opened = {(s.id.club, s.id.strand) for s in self.plan.sections}
        for strand in self.problem.strands.values():
            if own in self.problem.strand_pupils(strand):
                wishes = [c for c in own.wishes(strand.id) if (c, strand.id) in opened and self._admits(own, c)]
                yield from wishes[:1]

    def _admits(self, own: Pupil, club: str) -> bool:
        return self.problem.grade(own.homeroom) in self.problem.clubs[club].grades

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return lottery_numbers(self.problem.allocation.lottery, self.problem.pupils)

    @cached_property
    def _depth(self) -> int:
        ranks = [
            own.wishes(s.id.strand).index(s.id.club)
            for own in self.problem.pupils.values()
            for s in self.plan.sections
            if s.id.club in own.wishes(s.id.strand)
            and self._admits(own, s.id.club)
            and own in self.problem.strand_pupils(self.problem.strands[s.id.strand])
        ]
        return max(ranks, default=-1) + 1

    @cached_property
    def goal(self) -> list[Any]:
        """The objective as functions of rank and depth."""
        depth = self._depth
        return {
            Objective.COSTS: [],
            Objective.TOTAL: [lambda rank, deep: deep if rank is None else rank],
            Objective.FIRST: [lambda rank, _, at=at: -(rank == at) for at in range(depth)],
            Objective.FAIR: [lambda rank, _, at=at: int(rank == at) for at in (None, *range(depth - 1, 0, -1))],
        }[self.problem.allocation.objective]

    def seated(self, given: Given) -> Plan:
        """The plan with the strand seated like this."""
        others = {
            (s.pupil, s.section.strand): s.section.club for s in self.plan.seats if s.section.strand != self.strand
        }
        held = others | {(p, self.strand): club for p, club in given.items() if club is not None}
        opened: dict[str, str] = {}
        for section in self.plan.sections:
            opened[section.id.strand] = opened.get(section.id.strand, "") + section.id.club
        return replace(tiny_plan(self.problem, opened, held), kept=self.plan.kept)


def less(one: Worth, other: Worth) -> Worth:
    """The difference, component by component."""
    return tuple(a - b for a, b in zip(one, other, strict=True))
