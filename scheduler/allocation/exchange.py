"""Exchanges within a strand: rings along which pupils change clubs, and what the best of them would be worth.

Places are a flow from clubs to pupils, so an allocation is best exactly when no ring of exchanges lowers its cost
(Klein, "A primal method for minimal cost flows", 1967). Nodes are the clubs, parts of a club with a quota of their own
(homerooms, grades, pupils for whom none is kept), pupils without a place, and one for places left free. An arc from one
to another is the cheapest pupil who could change over; worths are whole numbers, compared component by component, so
what is found here is exact. Pupils asked together or kept apart stay where they are.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scheduler.allocation.market import Market, Worth

Node = tuple[str, ...]
FREE: Node = ("free",)
NOWHERE: Node = ("nowhere",)
Arc = tuple[int, str | None]
"""Encoded worth, and the pupil who changes over (None: room is taken or given up)."""


@dataclass(frozen=True)
class Step:
    """One pupil of a ring: from a club (None: without a place) to a club (None: would go without)."""

    pupil: str
    left: str | None
    taken: str | None

    def __str__(self) -> str:
        return f"{self.pupil} {self.left or '-'}>{self.taken or '-'}"


@dataclass(frozen=True)
class Exchanges:
    """The exchange graph of a market. `blind` leaves out luck and lottery."""

    market: Market
    blind: bool = False

    @cached_property
    def _movable(self) -> Mapping[str, None]:
        problem = self.market.register.problem
        company = {pupil for pair in (*problem.asked_together, *problem.kept_apart) for pupil in pair}
        return dict.fromkeys(pupil for pupil in self.market.pupils if pupil not in company)

    @cached_property
    def set_aside(self) -> int:
        """Pupils whose place is not questioned here because of the company they asked for or must not keep."""
        return len(self.market.pupils) - len(self._movable)

    def node(self, pupil: str, club: str | None) -> Node:
        """Where a pupil enters a club: the club itself, or the part of it that has a quota."""
        return NOWHERE if club is None else self._ways(pupil, club)[0]

    @cached_property
    def _parted(self) -> Mapping[str, None]:
        """Clubs with quotas or kept places."""
        clubs = self.market.clubs.items()
        quotas = {key: (of.most_a_homeroom, of.most_a_grade, *of.reserved.values()) for key, of in clubs}
        return dict.fromkeys(key for key, limits in quotas.items() if any(limit is not None for limit in limits))

    def _ways(self, pupil: str, club: str) -> tuple[Node, ...]:
        """The parts of a club that a pupil counts in, from the narrowest to the club itself."""
        if club not in self._parted:
            return ((club,),)
        own, of = self.market.register.problem.pupils[pupil], self.market.clubs[club]
        ways: list[Node] = []
        if of.most_a_homeroom is not None:
            ways.append((club, "homeroom", own.homeroom))
        if of.most_a_grade is not None:
            ways.append((club, "grade", str(self.market.register.problem.grade(own.homeroom))))
        asked = self.market.rank(pupil, club) is not None
        ways += [(club, "beside", group) for group in of.reserved if not (asked and group in own.priority)]
        return (*ways, (club,))

    def full(self, pupil: str, club: str) -> bool:
        """Whether a quota keeps the pupil out of a club: the places of the homeroom or grade, or those not kept."""
        return any(self._sizes.get(part, 0) >= self._limits(part) for part in self._ways(pupil, club)[:-1])

    def _limits(self, part: Node) -> int:
        """Most pupils of a part of a club."""
        club, count = self.market.clubs[part[0]], self.market.register.places[part[0], self.market.strand][0]
        places = self.market.register.places[part[0], self.market.strand][1]
        if len(part) == 1:
            return places
        if part[1] == "homeroom":
            return (club.most_a_homeroom or 0) * count
        if part[1] == "grade":
            return (club.most_a_grade or 0) * count
        pupils = self.market.register.problem.pupils
        asked = sum(part[2] in pupils[pupil].priority for pupil in self.market.asking[club.id])
        return places - min(club.reserved[part[2]] * count, asked)

    @cached_property
    def tangled(self) -> tuple[str, ...]:
        """Clubs whose quotas do not nest (kept places besides other quotas): no exchange is looked for there."""
        found = []
        for key, club in self.market.clubs.items():
            quotas = (club.most_a_homeroom is not None) + (club.most_a_grade is not None)
            if len(club.reserved) > 1 or (club.reserved and quotas):
                found.append(key)
        return tuple(found)

    def apart_from_rings(self, pupil: str, club: str) -> bool:
        """Whether no exchange is looked for between what the pupil holds and a club: company, or tangled quotas."""
        return pupil not in self._movable or club in self.tangled or self.market.holds(pupil) in self.tangled

    def change(self, pupil: str, club: str | None) -> int:
        """Encoded difference of worth when a pupil changes over to a club."""
        before = self.market.worth(pupil, self.market.holds(pupil))
        return self.encoded(self.market.worth(pupil, club)) - self.encoded(before)

    def granting(self, pupil: str, club: str) -> Worth | None:
        """What it would cost that a pupil holds a club after all, everybody else as well placed as then can be.

        Component by component; None when no exchange makes room. Only for an allocation without a ring, and for a
        pupil and club that are not `apart_from_rings`.
        """
        back = self.distances.get(self.node(pupil, club), {}).get(self.node(pupil, self.market.holds(pupil)))
        return None if back is None else self.decoded(self.change(pupil, club) + back)

    @cached_property
    def arcs(self) -> Mapping[tuple[Node, Node], Arc]:
        """The cheapest arc between any two nodes."""
        best: dict[tuple[Node, Node], Arc] = {}
        for ends, arc in (*self._changes(), *self._rooms()):
            if ends[0] != ends[1] and (ends not in best or arc[0] < best[ends][0]):
                best[ends] = arc
        return best

    def _changes(self) -> Iterator[tuple[tuple[Node, Node], Arc]]:
        for pupil in self._movable:
            left = self.market.holds(pupil)
            if left in self.tangled:
                continue
            now, start = self.encoded(self.market.worth(pupil, left)), self.node(pupil, left)
            for club in self.market.clubs:
                if club != left and club not in self.tangled and self.market.may_hold(pupil, club):
                    worth = self.encoded(self.market.worth(pupil, club))
                    yield (start, self.node(pupil, club)), (worth - now, pupil)
            if left is not None:
                yield (start, NOWHERE), (self.encoded(self.market.worth(pupil, None)) - now, pupil)

    def _rooms(self) -> Iterator[tuple[tuple[Node, Node], Arc]]:
        """Room taken in a wider part, or given up there; free places taken, or left by clubs that may shrink."""
        counts: dict[tuple[Node, Node], int] = {}
        for pupil in self.market.pupils:
            for club in self._parted:
                here = int(self.market.holds(pupil) == club)
                for narrow, wide in pairwise(self._ways(pupil, club)):
                    counts[narrow, wide] = counts.get((narrow, wide), 0) + here
        for (narrow, wide), here in counts.items():
            if self._sizes.get(narrow, 0) < self._limits(narrow):
                yield (narrow, wide), (0, None)
            if here:
                yield (wide, narrow), (0, None)
        for club in self.market.clubs:
            if self.market.free(club) > 0:
                yield ((club,), FREE), (0, None)
            if self.market.spare(club) > 0:
                yield (FREE, (club,)), (0, None)
        yield (NOWHERE, FREE), (0, None)
        if any(self.market.holds(pupil) is None for pupil in self.market.pupils):
            yield (FREE, NOWHERE), (0, None)

    @cached_property
    def _base(self) -> int:
        """Larger than twice what any component of a ring can come to."""
        register = self.market.register
        policy, rule = register.problem.policy, register.problem.allocation
        largest = max(
            len(register.lottery) * (register.depth + 1),
            max((policy.unranked_cost, *policy.rank_costs, register.depth)),
            (1 + max(rule.luck.values(), default=0)) * 2 * max(1, len(register.problem.strands)) ** 2,
        )
        return 4 * largest * (len(self.market.pupils) + 2)

    def encoded(self, worth: Worth) -> int:
        """A worth as one whole number that compares and adds up like it."""
        total = 0
        for part in worth[:-2] if self.blind else worth:
            total = total * self._base + part
        return total

    def decoded(self, number: int) -> Worth:
        """The components of a sum or difference of encoded worths."""
        parts: list[int] = []
        for _ in self.market.components[:-2] if self.blind else self.market.components:
            part = (number + self._base // 2) % self._base - self._base // 2
            number = (number - part) // self._base
            parts.append(part)
        return tuple(reversed(parts))

    def fits(self, moves: Sequence[Step]) -> bool:
        """Whether pupils may all change over at once: places, quotas, company.

        Pupils to be kept apart stay so; friends who share a club both wished for still share one.
        """
        changed = {move.pupil: move.taken for move in moves}
        change: Counter[Node] = Counter()
        for move in moves:
            change.update(() if move.taken is None else self._ways(move.pupil, move.taken))
            change.subtract(() if move.left is None else self._ways(move.pupil, move.left))
        if any(more > 0 and self._sizes.get(part, 0) + more > self._limits(part) for part, more in change.items()):
            return False
        return self._company_kept(changed)

    def _company_kept(self, changed: Mapping[str, str | None]) -> bool:
        problem = self.market.register.problem
        apart, friends = (
            [pair for pair in pairs if not changed.keys().isdisjoint(pair)]
            for pairs in (problem.kept_apart, problem.asked_together)
        )
        sharing = (pair for pair in friends if self._shared(pair, {}, wished=True))
        return not any(self._shared(pair, changed) for pair in apart) and all(
            self._shared(pair, changed, wished=True) for pair in sharing
        )

    def _shared(self, pair: tuple[str, str], changed: Mapping[str, str | None], *, wished: bool = False) -> bool:
        """Whether both then hold the same club, one that both wished for where that is asked."""
        club, other = (changed.get(pupil, self.market.holds(pupil)) for pupil in pair)
        listed = not wished or all(self.market.rank(pupil, club) is not None for pupil in pair)
        return club is not None and club == other and listed

    @cached_property
    def _sizes(self) -> Mapping[Node, int]:
        """Pupils of every part of a club that has any."""
        held = ((pupil, self.market.holds(pupil)) for pupil in self.market.pupils)
        return Counter(part for pupil, club in held if club is not None for part in self._ways(pupil, club))

    def path(self, start: Node, end: Node) -> tuple[Step, ...]:
        """The pupils of a cheapest way between two nodes, in order; none where there is no way."""
        nodes, onward = [start], self._ways_between[1]
        while nodes[-1] != end and end in onward.get(nodes[-1], {}):
            nodes.append(onward[nodes[-1]][end])
        return self._steps(nodes) if nodes[-1] == end else ()

    def ring(self) -> tuple[Step, ...]:
        """Pupils who could all change over at a gain, in order; none when the allocation is best in its strand."""
        nodes = {node for ends in self.arcs for node in ends}
        reached, before = dict.fromkeys(nodes, 0), dict[Node, Node]()
        for _ in range(len(nodes) + 1):
            moved = None
            for (start, end), (cost, _) in self.arcs.items():
                if reached[start] + cost < reached[end]:
                    reached[end], before[end], moved = reached[start] + cost, start, end
            if moved is None:
                return ()
        assert moved is not None
        return self._steps(_cycle(before, moved, len(nodes)))

    def _steps(self, nodes: list[Node]) -> tuple[Step, ...]:
        steps = []
        for start, end in pairwise(nodes):
            pupil = self.arcs[start, end][1]
            if pupil is not None:
                taken = None if end == NOWHERE else end[0]
                steps.append(Step(pupil, self.market.holds(pupil), taken))
        return tuple(steps)

    @property
    def distances(self) -> Mapping[Node, Mapping[Node, int]]:
        """Cheapest way from every node to every node it reaches; only for an allocation without a ring."""
        return self._ways_between[0]

    @cached_property
    def _ways_between(self) -> tuple[Mapping[Node, Mapping[Node, int]], Mapping[Node, Mapping[Node, Node]]]:
        """Cost of the cheapest way and its next node, between any two (Floyd, "Algorithm 97", 1962)."""
        nodes = sorted({node for ends in self.arcs for node in ends})
        far: dict[Node, dict[Node, int]] = {node: {node: 0} for node in nodes}
        onward: dict[Node, dict[Node, Node]] = {node: {} for node in nodes}
        for (start, end), (cost, _) in self.arcs.items():
            far[start][end], onward[start][end] = cost, end
        for middle in nodes:
            beyond = list(far[middle].items())
            for start in nodes:
                first = far[start].get(middle)
                for end, cost in beyond if first is not None and start != middle else ():
                    if first is not None and first + cost < far[start].get(end, first + cost + 1):
                        far[start][end], onward[start][end] = first + cost, onward[start][middle]
        return far, onward


def _cycle(before: Mapping[Node, Node], inside: Node, length: int) -> list[Node]:
    """The ring that the last improvement hangs on, its first node again at the end."""
    for _ in range(length):
        inside = before[inside]
    ring, node = [inside], before[inside]
    while node != inside:
        ring.append(node)
        node = before[node]
    return [inside, *reversed(ring)]
