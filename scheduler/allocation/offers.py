"""Changes that would please everybody in them: one pupil to a free place, or two pupils who swap."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.allocation.exchange import Exchanges, Step


@dataclass(frozen=True)
class Offer:
    """One or two pupils of a strand who would all be better off; `again` when one of them held the place before.

    Such a place was kept on purpose: the families may be asked, nobody is moved unasked.
    """

    strand: str
    steps: tuple[Step, ...]
    again: bool

    def __str__(self) -> str:
        return f"{self.strand}: {', '.join(map(str, self.steps))}"


def free_moves(exchanges: Exchanges) -> Iterator[Offer]:
    """A pupil alone to a preferred free place; the club left stays large enough, quotas and company allow it."""
    market = exchanges.market
    for club in market.clubs:
        for pupil in market.asking[club] if market.free(club) > 0 else ():
            left = market.holds(pupil)
            leaves = left is None or market.spare(left) > 0
            if leaves and market.prefers(pupil, club, left) and market.may_hold(pupil, club):
                yield from _offer(exchanges, Step(pupil, left, club))


def swaps(exchanges: Exchanges) -> Iterator[Offer]:
    """Two pupils of whom each prefers the other's club and may hold it."""
    market, wanting = exchanges.market, dict[tuple[str, str], list[str]]()
    for pupil in market.pupils:
        held = market.holds(pupil)
        for _, club in market.register.wishes(pupil, market.strand) if held is not None else ():
            if held is not None and market.prefers(pupil, club, held) and market.may_hold(pupil, club):
                wanting.setdefault((held, club), []).append(pupil)
    for (held, club), pupils in wanting.items():
        for one in pupils if held < club else ():
            for other in wanting.get((club, held), ()):
                yield from _offer(exchanges, Step(one, held, club), Step(other, club, held))


def _offer(exchanges: Exchanges, *steps: Step) -> Iterator[Offer]:
    if exchanges.fits(steps):
        strand, kept = exchanges.market.strand, exchanges.market.register.kept
        yield Offer(strand, steps, any(kept.get((step.pupil, strand), "") == step.left for step in steps))
