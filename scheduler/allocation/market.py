"""One strand's club places as a market: who holds what, what each place is worth to each pupil, and what it holds.

Read from Problem and Plan alone. Worths are compared component by component: pupils without a place, pupils moved, the
objective's tiers, rank costs, luck, lottery (`Market.components`); smaller is better.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.allocation import Objective, rank_name
from scheduler.domain.offer import Club
from scheduler.domain.plan import Plan, clubs_held
from scheduler.domain.problem import Problem

Worth = tuple[int, ...]


@dataclass(frozen=True)
class Register:
    """What the markets of all strands share: every pupil's club by strand, the lottery, the depth of the lists.

    held: (pupil, strand) -> club. kept: the same of the places given out before. places: (club, strand) -> (sections,
    places of all of them together).
    """

    problem: Problem
    held: Mapping[tuple[str, str], str]
    kept: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, str], tuple[int, int]]
    lottery: Mapping[str, int]

    def wishes(self, pupil: str, strand: str) -> tuple[tuple[int, str], ...]:
        """(rank, club) of the wishes that could be granted in a strand: the club is open there, and for the grade."""
        return self._wishes.get((pupil, strand), ())

    @cached_property
    def _wishes(self) -> Mapping[tuple[str, str], tuple[tuple[int, str], ...]]:
        pairs = [(pupil, strand) for pupil, strands in self.strands_of.items() for strand in strands]
        listed = {at: enumerate(self.problem.pupils[at[0]].wishes(at[1])) for at in pairs}
        return {
            at: tuple((n, club) for n, club in wishes if self.admits(at[0], club, at[1]))
            for at, wishes in listed.items()
        }

    def admits(self, pupil: str, club: str, strand: str) -> bool:
        """Whether the club is open in the strand and for the pupil's grade."""
        grade = self.problem.grade(self.problem.pupils[pupil].homeroom)
        return (club, strand) in self.places and grade in self.problem.clubs[club].grades

    @cached_property
    def strands_of(self) -> Mapping[str, tuple[str, ...]]:
        """Strands in which a pupil is to have a place this week."""
        found: dict[str, list[str]] = {}
        for strand in self.problem.strands.values():
            for pupil in self.problem.strand_pupils(strand):
                found.setdefault(pupil.id, []).append(strand.id)
        return {pupil: tuple(strands) for pupil, strands in found.items()}

    @cached_property
    def depth(self) -> int:
        """One more than the last rank anybody could get: what a place outside the list counts as."""
        pairs = ((pupil, strand) for pupil, strands in self.strands_of.items() for strand in strands)
        return 1 + max((rank for at in pairs for rank, _ in self.wishes(*at)), default=-1)

    def lost(self, pupil: str, held: Mapping[str, str]) -> int:
        """Strands whose first wish that could be granted is held as a wish in no strand; `held`: strand -> club."""
        granted = [club for strand, club in held.items() if (pupil, strand, club) in self._wished]
        return sum(club not in granted for club in self.firsts[pupil].values())

    @cached_property
    def _wished(self) -> frozenset[tuple[str, str, str]]:
        pupils = self.problem.pupils.values()
        return frozenset(
            (p.id, strand, club) for p in pupils for strand in self.problem.strands for club in p.wishes(strand)
        )

    @cached_property
    def firsts(self) -> Mapping[str, Mapping[str, str]]:
        """Pupil -> strand -> the first wish that could be granted there, where there is one."""
        return {
            pupil: {strand: wishes[0][1] for strand in strands if (wishes := self.wishes(pupil, strand))}
            for pupil, strands in self.strands_of.items()
        }

    def clubs_of(self, pupil: str) -> Mapping[str, str]:
        """Strand -> club the pupil holds."""
        return self._clubs.get(pupil, {})

    @cached_property
    def _clubs(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for (pupil, strand), club in self.held.items():
            found.setdefault(pupil, {})[strand] = club
        return found


def register(problem: Problem, plan: Plan) -> Register:
    """The register of a plan in roster mode; seats of unknown pupils or clubs are left to the judge."""
    sections = {section.id: section for section in plan.sections if section.id.club in problem.clubs}
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for section in sections.values():
        pair = section.id.club, section.id.strand
        venue = problem.site.venues.get(section.venue or "")
        room = problem.clubs[section.id.club].capacity if venue is None else venue.capacity
        holds = min(problem.clubs[section.id.club].capacity, room) if section.places is None else section.places
        number, places = counted.get(pair, (0, 0))
        counted[pair] = number + 1, places + holds
    held = {
        (seat.pupil, seat.section.strand): seat.section.club
        for seat in plan.seats
        if seat.pupil in problem.pupils and seat.section in sections
    }
    return Register(problem, held, clubs_held(plan.kept), counted, problem.lottery)


@dataclass(frozen=True)
class Market:
    """The places of one strand, all other strands as they are."""

    register: Register
    strand: str

    @cached_property
    def components(self) -> tuple[str, ...]:
        """Names of a worth's components, by the vocabulary's family `tier`."""
        depth, objective = self.register.depth, self.register.problem.allocation.objective
        goal: dict[Objective, tuple[str, ...]] = {
            Objective.COSTS: (),
            Objective.TOTAL: ("rank",),
            Objective.FIRST: tuple(map(rank_name, range(depth))),
            Objective.FAIR: tuple(map(rank_name, (None, *range(depth - 1, 0, -1)))),
        }
        return ("shortage", "moved", *goal[objective], "costs", "luck", "lottery")

    @cached_property
    def pupils(self) -> tuple[str, ...]:
        """Pupils who are to have a place here."""
        problem = self.register.problem
        return tuple(pupil.id for pupil in problem.strand_pupils(problem.strands[self.strand]))

    @cached_property
    def clubs(self) -> Mapping[str, Club]:
        """Clubs open here."""
        clubs = self.register.problem.clubs
        return {club: clubs[club] for club, strand in self.register.places if strand == self.strand}

    def holds(self, pupil: str) -> str | None:
        """The club a pupil holds here."""
        return self.register.held.get((pupil, self.strand))

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Pupils of every club open here."""
        held = Counter(club for pupil in self.pupils if (club := self.holds(pupil)) is not None)
        return {club: held[club] for club in self.clubs}

    def free(self, club: str) -> int:
        """Places nobody holds."""
        return self.register.places[club, self.strand][1] - self.sizes[club]

    def spare(self, club: str) -> int:
        """How many pupils could leave before its sections were too small."""
        return self.sizes[club] - self.clubs[club].min_enrolment * self.register.places[club, self.strand][0]

    def may_hold(self, pupil: str, club: str) -> bool:
        """Whether the pupil could hold the club here: open, for the grade, not held in another strand."""
        if not self.register.admits(pupil, club, self.strand):
            return False
        elsewhere = (held for strand, held in self.register.clubs_of(pupil).items() if strand != self.strand)
        return self.register.problem.same_club_twice or club not in elsewhere

    @cached_property
    def asking(self) -> Mapping[str, tuple[str, ...]]:
        """Club -> pupils for whom it is a wish that could be granted here."""
        found: dict[str, list[str]] = {club: [] for club in self.clubs}
        for pupil in self.pupils:
            for _, club in self.register.wishes(pupil, self.strand):
                found[club].append(pupil)
        return {club: tuple(pupils) for club, pupils in found.items()}

    @cached_property
    def _ranks(self) -> Mapping[tuple[str, str], int]:
        at = ((pupil, self.register.problem.pupils[pupil].wishes(self.strand)) for pupil in self.pupils)
        return {(pupil, club): rank for pupil, wishes in at for rank, club in enumerate(wishes)}

    def rank(self, pupil: str, club: str | None) -> int | None:
        """Rank of a club in the pupil's list here; None outside it."""
        return None if club is None else self._ranks.get((pupil, club))

    def prefers(self, pupil: str, club: str, over: str | None) -> bool:
        """Whether the pupil's list puts one club before another; every listed club comes before all others."""
        rank, other = self.rank(pupil, club), self.rank(pupil, over)
        return rank is not None and (other is None or rank < other)

    def worth(self, pupil: str, club: str | None) -> Worth:
        """What it costs, component by component, that the pupil holds a club here (None: no place)."""
        register, rule = self.register, self.register.problem.allocation
        policy, rank = register.problem.policy, self.rank(pupil, club)
        level = register.depth if rank is None else rank
        held = {strand: one for strand, one in register.clubs_of(pupil).items() if strand != self.strand}
        lost = register.lost(pupil, held if club is None else {**held, self.strand: club})
        luck = rule.luck.get(pupil, 0) * lost + lost * (lost - 1) // 2
        moved = int(club != register.kept.get((pupil, self.strand), club))
        weight = len(register.lottery) + 1 - register.lottery[pupil]
        if club is None:
            return (1, moved, *self._objective(None, placed=False), 0, luck, 0)
        cost = policy.unranked_cost if rank is None else policy.rank_cost(rank)
        return (0, moved, *self._objective(rank, placed=True), cost, luck, weight * (level - register.depth - 1))

    def _objective(self, rank: int | None, *, placed: bool) -> Worth:
        depth, objective = self.register.depth, self.register.problem.allocation.objective
        if objective is Objective.TOTAL:
            return ((depth if rank is None else rank) if placed else 0,)
        if objective is Objective.FIRST:
            return tuple(-int(placed and rank == one) for one in range(depth))
        if objective is Objective.FAIR:
            return tuple(int(placed and rank == one) for one in (None, *range(depth - 1, 0, -1)))
        return ()
