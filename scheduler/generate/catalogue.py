"""The clubs a generated school may offer."""

from dataclasses import dataclass

from scheduler.generate.club_rows import ROWS


@dataclass(frozen=True, slots=True)
class ClubRow:
    """One club of the catalogue. `popularity` is relative: how often a pupil of its grades puts it first."""

    id: str
    title: str
    domain: str
    category: str
    risk: int
    first: int
    last: int
    venues: tuple[str, ...]
    skill: str
    capacity: int
    least: int
    popularity: int
    pieces: tuple[tuple[str, int], ...] = ()

    @property
    def grades(self) -> range:
        """The grades the club is for."""
        return range(self.first, self.last + 1)


def _read(line: str) -> ClubRow:
    cells = [cell.strip() for cell in line.split("|")]
    first, _, last = cells[5].partition("-")
    capacity, least, popularity = (int(cell) for cell in cells[8:11])
    pieces = tuple((name, int(count)) for name, count in (p.split("=") for p in cells[11].split()) if name)
    return ClubRow(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        int(cells[4]),
        int(first),
        int(last),
        tuple(cells[6].split()),
        cells[7],
        capacity,
        least,
        popularity,
        pieces,
    )


CATALOGUE: tuple[ClubRow, ...] = tuple(_read(line) for line in ROWS.strip().splitlines())
