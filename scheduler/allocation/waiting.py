"""Who waits for which club, in the order in which further places would be given, and what one more place is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.allocation.exchange import FREE, Exchanges
from scheduler.allocation.market import Market, Worth, register
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


def waiting_lists(problem: Problem, plan: Plan) -> tuple["Waiting", ...]:
    """The waiting lists of every strand of a plan in roster mode; none in counts mode."""
    common = register(problem, plan)
    return tuple(Waiting(Market(common, strand)) for strand in problem.strands if problem.roster)


@dataclass(frozen=True)
class Waiting:
    """The waiting lists of a market. Prices are told only of an allocation without a ring."""

    market: Market

    @cached_property
    def exchanges(self) -> Exchanges:
        """The market's exchange graph."""
        return Exchanges(self.market)

    @cached_property
    def settled(self) -> bool:
        """Whether no ring of exchanges is left: only then is there a price for what was not granted."""
        return not self.exchanges.ring()

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """Club -> pupils who prefer it to what they hold, next first: who comes first is `next`, where that is told.

        With one more place, a pupil's move and the best that follows from the place left are worth
        worth(new) - worth(old) + cheapest way by which the old club is filled or shrinks. A pupil whose club cannot
        do without, or whom a quota keeps out, comes after all others, in lottery order.
        """
        ways = self.exchanges.distances.get(FREE, {}) if self.settled else {}
        first = {club: self.next(club) for club in self.market.clubs}
        found: dict[str, list[tuple[int, int, int, int, str]]] = {club: [] for club in self.market.clubs}
        for pupil in self.market.pupils:
            held = self.market.holds(pupil)
            closing = ways.get(self.exchanges.node(pupil, held))
            for _, club in self.market.register.wishes(pupil, self.market.strand):
                if self.market.prefers(pupil, club, held) and self.market.may_hold(pupil, club):
                    gain = self.exchanges.change(pupil, club) + (closing or 0)
                    number = self.market.register.lottery[pupil]
                    last = closing is None or self.exchanges.full(pupil, club)
                    found[club].append((pupil != first[club], last, gain, number, pupil))
        return {club: tuple(pupil for *_, pupil in sorted(queue)) for club, queue in found.items()}

    def gain(self, club: str) -> Worth | None:
        """What one more place in a club changes, component by component (negative is better); all 0 for nothing.

        None where that cannot be told exactly: rings are left, or the club keeps places, of which one more place frees
        another, or its quotas are tangled.
        """
        if not self.settled or self.market.clubs[club].reserved or club in self.exchanges.tangled:
            return None
        return self.exchanges.decoded(min(0, self.exchanges.distances.get(FREE, {}).get((club,), 0)))

    def next(self, club: str) -> str | None:
        """The pupil whom one more place in the club would reach; None: nobody, or it cannot be told."""
        if not any(self.gain(club) or ()):
            return None
        return next(step.pupil for step in self.exchanges.path(FREE, (club,)) if step.taken == club)

    def deciding(self, worth: Worth) -> tuple[str, int]:
        """Name of the first component that a difference of worth is about, and by how much; ("", 0) for none."""
        return next(((name, part) for name, part in zip(self.market.components, worth, strict=True) if part), ("", 0))
