"""Club places given out by the seating stage, and by trying every way there is, to compare the two."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import product
from typing import Any

from small import DAYS, small_problem

from scheduler.clauses.book import BOOK
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.demand import Choice, Period
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.naming import name_seats
from scheduler.planning.objective import seat_rows, seat_tiers
from scheduler.planning.offering import seating_space
from solvers.engines.registry import ENGINES
from solvers.stop import Limits

CLUBS = ("chess", "painting", "music")
DAYS_OF = {"S": (1, 3), "T": (2, 4)}
Held = Mapping[tuple[str, str], str]
"""(pupil, strand) -> club."""


def school(
    wishes: Mapping[str, Sequence[str]],
    places: Sequence[int],
    strands: str = "S",
    pupils: Mapping[str, Mapping[str, Any]] | None = None,
    **rule: Any,
) -> Problem:
    """The small school with these pupils and their wishes, and so many places in chess, painting and music."""
    base = small_problem()
    days = {w: frozenset({Period.P1, Period.P2}) for s in strands for w in DAYS_OF[s]}
    listed = {k: tuple(Choice(*wish.split("@")) for wish in wishes[k]) for k in sorted(wishes)}
    roster = {k: replace(base.pupils["A2"], id=k, homeroom=k[0], days=days, choices=listed[k]) for k in listed}
    roster |= {k: replace(roster[k], **changes) for k, changes in (pupils or {}).items()}
    clubs = {
        k: replace(base.clubs["chess"], id=k, capacity=capacity, min_enrolment=0)
        for k, capacity in zip(CLUBS, places, strict=True)
    }
    return small_problem(
        pupils=roster,
        clubs=clubs,
        strands={s: replace(base.strands["S"], id=s, weekdays=frozenset(DAYS_OF[s])) for s in strands},
        days=DAYS[:4],
        allocation=AllocationRule(**rule),
    )


def seated(problem: Problem, by_name: str = "AB", kept: Held | None = None) -> tuple[dict[str, int], Held]:
    """The seating stage's answer with every club open once in every strand: tiers by name, and who holds what."""
    opened = {(club, strand): 1 for club in problem.clubs for strand in problem.strands}
    space = seating_space(problem, opened, {}, by_name)
    instance = compile_space(space, BOOK, seat_tiers(space, kept or {}), seat_rows(space))
    answer = ENGINES["split"]()(instance, Limits(5, 60))
    assert all(tier.value == tier.bound for tier in answer.tiers)
    seats = name_seats(problem, space, answer.values, kept or {})
    return {t.name: t.value for t in answer.tiers}, {(s.pupil, s.section.strand): s.section.club for s in seats}


@dataclass(frozen=True)
class Everything:
    """Every way to give each pupil a club or none in each strand, and what each is worth, straight from the words."""

    problem: Problem
    kept: Held = field(default_factory=dict)

    @cached_property
    def seekers(self) -> list[tuple[str, str]]:
        """Every (pupil, strand)."""
        return [(pupil, strand) for pupil in self.problem.pupils for strand in self.problem.strands]

    @cached_property
    def fullest(self) -> list[Held]:
        """The ways that leave the fewest without a place: no club over its places, none twice, no foes."""
        found: dict[int, list[Held]] = {}
        for clubs in product((*CLUBS, None), repeat=len(self.seekers)):
            sizes = Counter((c, s) for c, (_, s) in zip(clubs, self.seekers, strict=True) if c)
            if all(n <= self.problem.clubs[c].capacity for (c, _), n in sizes.items()):
                held = {at: club for at, club in zip(self.seekers, clubs, strict=True) if club}
                once = len({(p, c) for (p, _), c in held.items()}) == len(held)
                if (once or self.problem.same_club_twice) and not self.quarrels(held):
                    found.setdefault(len(held), []).append(held)
        return found[max(found)]

    def quarrels(self, held: Held) -> bool:
        """Whether two to be kept apart share a club."""
        foes = [(p.id, other) for p in self.problem.pupils.values() for other in p.apart]
        return any(held.get((a, s), a) == held.get((b, s), b) for a, b in foes for s in self.problem.strands)

    def lists(self, pupil: str, strand: str) -> list[str]:
        """Clubs wished for in a strand, best first."""
        clubs = [c.club for c in self.problem.pupils[pupil].choices if c.strand in (None, strand)]
        return list(dict.fromkeys(clubs))

    @cached_property
    def depth(self) -> int:
        """The length of the longest list."""
        return max(len(self.lists(*at)) for at in self.seekers)

    def profile(self, held: Held) -> list[int]:
        """Places at rank 0, 1, ..., and last those outside the list."""
        counts = [0] * (self.depth + 1)
        for at, club in held.items():
            counts[self.lists(*at).index(club) if club in self.lists(*at) else self.depth] += 1
        return counts

    def goal(self, objective: Objective, held: Held) -> tuple[int, ...]:
        """What the objective compares, smaller better."""
        *ranks, outside = self.profile(held)
        if objective is Objective.TOTAL:
            return (sum(n * count for n, count in enumerate((*ranks, outside))),)
        if objective is Objective.FIRST:
            return tuple(-count for count in ranks)
        if objective is Objective.FAIR:
            return (outside, *reversed(ranks[1:]))
        return ()

    def costs(self, held: Held) -> int:
        """The policy's rank costs: 0, 1, 3, and 20 outside the list."""
        *ranks, outside = self.profile(held)
        return sum(count * cost for count, cost in zip(ranks, (0, 1, 3), strict=False)) + 20 * outside

    def moved(self, held: Held) -> int:
        """Pupils who do not hold what they held."""
        return sum(held.get(at) != club for at, club in self.kept.items())

    def parted(self, held: Held) -> int:
        """Pairs, by strand, who both ask to be together, both have a wish there, and do not share a listed club."""
        pupils = self.problem.pupils
        pairs = {
            (a, b) for a in pupils for b in pupils if a < b and b in pupils[a].together and a in pupils[b].together
        }
        return sum(
            (a, s) not in held
            or held[a, s] != held.get((b, s))
            or not all(held[a, s] in self.lists(p, s) for p in (a, b))
            for a, b in pairs
            for s in self.problem.strands
            if self.lists(a, s) and self.lists(b, s)
        )

    def luck(self, held: Held) -> int:
        """c l + l (l - 1) / 2 summed over pupils who lost c before and l strands' first wishes now."""
        total = 0
        for pupil in self.problem.pupils:
            clubs = {club for (p, _), club in held.items() if p == pupil}
            firsts = [self.lists(pupil, s)[0] for s in self.problem.strands if self.lists(pupil, s)]
            lost = sum(first not in clubs for first in firsts)
            total += self.problem.allocation.luck.get(pupil, 0) * lost + lost * (lost - 1) // 2
        return total

    def lottery(self, held: Held) -> int:
        """(n + 1 - number) x levels below having no place, the more the better."""
        seed = self.problem.allocation.lottery
        order = sorted(self.problem.pupils, key=lambda p: sha256(f"{seed}/{p}".encode()).hexdigest())
        worth = 0
        for (pupil, strand), club in held.items():
            wishes = self.lists(pupil, strand)
            level = wishes.index(club) if club in wishes else self.depth
            worth -= (len(order) - order.index(pupil)) * (self.depth + 1 - level)
        return worth

    def worth(self, objective: Objective, held: Held) -> tuple[int, ...]:
        """Everything compared once as many as possible have a place, in order."""
        goal = self.goal(objective, held)
        return (self.moved(held), self.parted(held), *goal, self.costs(held), self.luck(held), self.lottery(held))
