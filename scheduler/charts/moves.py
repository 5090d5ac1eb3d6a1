"""From first choice to club given in one strand: clubs and moves too small to be seen are merged, no pupil is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.allocation.figures import Move
from scheduler.charts.view import View

CLUBS, MOVES, FEWEST = 16, 14, 3
"""Clubs shown by name, moves between them shown as bands, and the fewest pupils of such a move."""
OTHERS, NO_WISH, UNLISTED, UNPLACED = "*others", "*no_wish", "*unlisted", "*unplaced"


class How(StrEnum):
    """What became of the first choice: here, in another strand, or something else instead of it."""

    KEPT = "kept"
    ELSEWHERE = "elsewhere"
    MOVED = "moved"
    UNLISTED = "unlisted"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Band:
    """Pupils whose first choice is `left` and who were given `right`: clubs, or the rows named above."""

    left: str
    right: str
    how: How
    pupils: int


@dataclass(frozen=True)
class Flow:
    """A strand's pupils. `clubs`: those named, most first choices first; `merged`: number of clubs in OTHERS.

    `bands` are drawn whole; `small` are the moves merged into what leaves a club and what arrives at one.
    """

    strand: str
    clubs: tuple[str, ...]
    merged: int
    bands: tuple[Band, ...]
    small: tuple[Band, ...]

    @property
    def pupils(self) -> int:
        """All pupils of the strand."""
        return sum(band.pupils for band in (*self.bands, *self.small))

    @property
    def of(self) -> Mapping[How, int]:
        """Pupils by what became of their first choice."""
        found = Counter[How]()
        for band in (*self.bands, *self.small):
            found[band.how] += band.pupils
        return found

    def side(self, name: str) -> Mapping[str, int]:
        """Pupils by row, at the `left` (first choice) or the `right` (club given)."""
        found: Counter[str] = Counter()
        for band in (*self.bands, *self.small):
            found[getattr(band, name)] += band.pupils
        return found

    @property
    def rows(self) -> tuple[str, ...]:
        """Rows with anybody in them, from the top."""
        present = {row for band in (*self.bands, *self.small) for row in (band.left, band.right)}
        return tuple(row for row in (*self.clubs, OTHERS, NO_WISH, UNLISTED, UNPLACED) if row in present)


def flows(view: View) -> Iterator[Flow]:
    """The flow of every strand that has pupils."""
    for strand in view.problem.strands:
        moves = [move for move in view.places.moves if move.strand == strand]
        if moves:
            yield _flow(strand, moves)


def _flow(strand: str, moves: Sequence[Move]) -> Flow:
    first, given = Counter[str](), Counter[str]()
    for move in moves:
        first[move.first] += move.pupils
        if move.rank is not None:
            given[move.given] += move.pupils
    everything = sorted({*first, *given} - {""}, key=lambda club: (-max(first[club], given[club]), club))
    named = everything if len(everything) <= CLUBS + 1 else everything[:CLUBS]
    found: Counter[tuple[str, str, How]] = Counter()
    for move in moves:
        left = NO_WISH if not move.first else move.first if move.first in named else OTHERS
        found[left, _right(move, named), _how(move)] += move.pupils
    bands = sorted((Band(*key, pupils) for key, pupils in found.items()), key=lambda b: (-b.pupils, b.left, b.right))
    moved = [band for band in bands if band.how in (How.MOVED, How.ELSEWHERE)]
    small = [band for index, band in enumerate(moved) if index >= MOVES or band.pupils < FEWEST]
    return Flow(
        strand,
        tuple(sorted(named, key=lambda club: (-first[club], -given[club], club))),
        len(everything) - len(named),
        tuple(band for band in bands if band not in small),
        tuple(small),
    )


def _right(move: Move, named: Sequence[str]) -> str:
    if not move.given:
        return UNPLACED
    if move.rank is None:
        return UNLISTED
    return move.given if move.given in named else OTHERS


def _how(move: Move) -> How:
    if move.first and move.first == move.given:
        return How.KEPT
    if move.elsewhere:
        return How.ELSEWHERE
    if not move.given:
        return How.UNPLACED
    return How.UNLISTED if move.rank is None else How.MOVED
