"""From first wish to club given in one strand: clubs and moves too small to be seen are merged, no pupil is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.charts.view import View

CLUBS, MOVES, FEWEST = 16, 14, 3
"""Clubs shown by name, moves between them shown as bands, and the fewest pupils of such a move."""
OTHERS, NO_WISH, UNLISTED, UNPLACED = "*others", "*no_wish", "*unlisted", "*unplaced"


class How(StrEnum):
    """What became of the first wish."""

    KEPT = "kept"
    MOVED = "moved"
    UNLISTED = "unlisted"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Band:
    """Pupils whose first wish is `left` and who were given `right`: clubs, or the rows named above."""

    left: str
    right: str
    how: How
    pupils: int


@dataclass(frozen=True)
class Flow:
    """A strand's pupils. `clubs`: those named, most first wishes first; `merged`: number of clubs in OTHERS.

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
    def kept(self) -> int:
        """Pupils who got their first wish."""
        return sum(band.pupils for band in self.bands if band.how is How.KEPT)

    def side(self, name: str) -> Mapping[str, int]:
        """Pupils by row, at the `left` (first wish) or the `right` (club given)."""
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
        moves = {key[1:]: pupils for key, pupils in view.places.moves.items() if key[0] == strand}
        if moves:
            yield _flow(strand, moves)


def _flow(strand: str, moves: Mapping[tuple[str, str, int | None], int]) -> Flow:
    first, given = Counter[str](), Counter[str]()
    for (wish, club, rank), pupils in moves.items():
        first[wish] += pupils
        if rank is not None:
            given[club] += pupils
    everything = sorted({*first, *given} - {""}, key=lambda club: (-max(first[club], given[club]), club))
    named = everything if len(everything) <= CLUBS + 1 else everything[:CLUBS]
    found: Counter[tuple[str, str, How]] = Counter()
    for (wish, club, rank), pupils in moves.items():
        left = NO_WISH if not wish else wish if wish in named else OTHERS
        how = _how(wish, club, rank)
        right = {How.UNLISTED: UNLISTED, How.UNPLACED: UNPLACED}.get(how, club if club in named else OTHERS)
        found[left, right, how] += pupils
    bands = sorted((Band(*key, pupils) for key, pupils in found.items()), key=lambda b: (-b.pupils, b.left, b.right))
    moved = [band for band in bands if band.how is How.MOVED]
    small = [band for index, band in enumerate(moved) if index >= MOVES or band.pupils < FEWEST]
    return Flow(
        strand,
        tuple(sorted(named, key=lambda club: (-first[club], -given[club], club))),
        len(everything) - len(named),
        tuple(band for band in bands if band not in small),
        tuple(small),
    )


def _how(wish: str, club: str, rank: int | None) -> How:
    if not club:
        return How.UNPLACED
    if rank is None:
        return How.UNLISTED
    return How.KEPT if wish == club else How.MOVED
