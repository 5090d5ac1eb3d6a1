"""Which clubs a generated school offers, in which strands and in how many sections.

Winter decides: in town period 2 ends after dusk and the outdoor zones are dark, so the sections that find
a room
indoors must hold every pupil. In the country it ends before dusk all year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scheduler.generate.attendance import PupilRow
from scheduler.generate.catalogue import CATALOGUE, ClubRow
from scheduler.generate.kinds import Kind, StrandPlan
from scheduler.generate.rooms import VenueRow

SUPPLY_PERCENT = 116
OUTDOOR_SHARE = 12
FAVOURITES = 14
IN_GREAT_DEMAND = 150


@dataclass(frozen=True, slots=True)
class ClubOffer:
    """A club of the school: capacity fitted to its rooms, most sections in a strand, and the strands it
    meets in.
    """

    row: ClubRow
    capacity: int
    least: int
    sections: int
    strands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrandOffer:
    """One strand: sections by club id, how many find a room indoors, their seats, and pupils to seat by
    grade.
    """

    sections: Mapping[str, int]
    indoors: int
    seats: int
    demand: Mapping[int, int]


def build_offer(
    kind: Kind,
    strands: Sequence[StrandPlan],
    rooms: Mapping[str, tuple[VenueRow, ...]],
    pupils: Sequence[PupilRow],
) -> tuple[tuple[ClubOffer, ...], Mapping[str, StrandOffer]]:
    """The clubs in catalogue order, and what every strand can hold in winter."""
    rows = [row for row in CATALOGUE if not kind.clubs or row.id in kind.clubs]
    plans = {
        strand.id: _Drafting(kind, strand, _order(kind, strand, strands, rows), rooms[strand.id], pupils).draft()
        for strand in strands
    }
    offers = []
    for row in rows:
        held = [strand.id for strand in strands if plans[strand.id].sections.get(row.id, 0)]
        if held:
            most = max(plans[strand].sections[row.id] for strand in held)
            offers.append(_offer(row, most, tuple(held), rooms, plans))
    return tuple(offers), plans


def seats_in(row: ClubRow, venue: VenueRow) -> int:
    """Pupils a section of the club can hold in the venue."""
    return min(row.capacity, venue.capacity)


def _offer(
    row: ClubRow,
    most: int,
    held: tuple[str, ...],
    rooms: Mapping[str, tuple[VenueRow, ...]],
    plans: Mapping[str, StrandOffer],
) -> ClubOffer:
    """Where a strand has few pupils of the club's grades, the least enrolment shrinks with them."""
    suitable = [v for strand in held for v in rooms[strand] if v.kind in row.venues]
    capacity = min(row.capacity, max(v.capacity for v in suitable))
    eligible = min(sum(plans[strand].demand.get(grade, 0) for grade in row.grades) for strand in held)
    least = max(2, min(row.least, capacity, eligible // 3))
    return ClubOffer(row, capacity, least, most, held)


def _order(kind: Kind, strand: StrandPlan, strands: Sequence[StrandPlan], rows: Sequence[ClubRow]) -> list[ClubRow]:
    """The clubs a strand may open: favourites first, then the others, beginning elsewhere for every
    strand.
    """
    able = [r for r in rows if set(r.grades) & set(strand.grades) and kind.pinned.get(r.id, strand.id) == strand.id]
    able.sort(key=lambda row: -row.popularity)
    first = 0 if kind.clubs else FAVOURITES
    rest = able[first:]
    start = len(rest) * strands.index(strand) // len(strands)
    return able[:first] + rest[start:] + rest[:start]


class _Drafting:
    """Draft of one strand: sections are added club by club until every set of grades has seats enough
    indoors.
    """

    def __init__(
        self,
        kind: Kind,
        strand: StrandPlan,
        rows: Sequence[ClubRow],
        rooms: Sequence[VenueRow],
        pupils: Sequence[PupilRow],
    ) -> None:
        self.daylight = kind.area == "rural"
        members = [p for p in pupils if p.homeroom.grade in strand.grades and p.in_club(strand.weekdays)]
        self.demand = {grade: sum(p.homeroom.grade == grade for p in members) for grade in strand.grades}
        self.free = list(rooms)
        self.rows = rows
        self.sections: dict[str, int] = {}
        self.seats: list[tuple[ClubRow, int]] = []

    def draft(self) -> StrandOffer:
        """Add sections until the supply is enough or no room is left, then the outdoor ones of the summer."""
        added = True
        while added and self._short_sets():
            added = self._round()
        if self.seats:
            self._outdoors(max(1, len(self.seats) // OUTDOOR_SHARE))
        return StrandOffer(dict(self.sections), len(self.seats), sum(s for _, s in self.seats), self.demand)

    def _round(self) -> bool:
        """One more section for each club that still helps; whether any was added."""
        added = False
        for row in self.rows:
            for _ in range(2 if row.popularity >= IN_GREAT_DEMAND else 1):
                short = self._short_sets()
                if any(set(row.grades) & grades for grades in short) and self._open(row, dark=False):
                    added = True
        return added

    def _open(self, row: ClubRow, dark: bool) -> bool:
        """Open a section in the first free venue that suits: one usable in winter, or one that is dark by
        then.
        """
        for venue_kind in row.venues:
            for venue in self.free:
                if venue.kind == venue_kind and (venue.outdoor and not self.daylight) == dark:
                    self.free.remove(venue)
                    self.sections[row.id] = self.sections.get(row.id, 0) + 1
                    if not dark:
                        self.seats.append((row, seats_in(row, venue)))
                    return True
        return False

    def _outdoors(self, most: int) -> None:
        """Sections of the light months: sports that need the open air, and one more of those in great
        demand.
        """
        for row in self.rows:
            held = self.sections.get(row.id, 0)
            wanted = not held or (held == 1 and row.popularity >= IN_GREAT_DEMAND)
            if most and wanted and self._open(row, dark=True):
                most -= 1

    def _short_sets(self) -> list[set[int]]:
        """Sets of grades whose pupils outnumber the seats open to them (Hall's condition with a margin)."""
        present = [grade for grade, count in self.demand.items() if count]
        sets = [set(c) for size in range(1, len(present) + 1) for c in combinations(present, size)]
        return [s for s in sets if self._supply(s) * 100 < sum(self.demand[g] for g in s) * SUPPLY_PERCENT]

    def _supply(self, grades: set[int]) -> int:
        return sum(seats for row, seats in self.seats if set(row.grades) & grades)
