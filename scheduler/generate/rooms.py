"""Places of a generated school: classrooms, special rooms and outdoor zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.generate.classes import ClassRow
from scheduler.generate.kinds import Kind, StrandPlan, scaled

JUNIOR_BUILDING = "junior"
MAIN_BUILDING = "main"


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One venue; `shared` special rooms have no homeroom."""

    id: str
    kind: str
    capacity: int
    building: str
    floor: int
    outdoor: bool
    gate: int
    homeroom: str = ""


def build_venues(kind: Kind, classes: Sequence[ClassRow]) -> tuple[VenueRow, ...]:
    """Classrooms first, by class, then the special venues of the case in proportion to the classes."""
    seats = max([kind.seats, *(room.enrolled for room in classes)])
    venues = [
        VenueRow(
            room.room,
            "classroom",
            seats,
            JUNIOR_BUILDING if room.junior else MAIN_BUILDING,
            _floor(kind, room),
            False,
            2 + _floor(kind, room),
            room.id,
        )
        for room in classes
    ]
    for rooms in kind.rooms:
        for number in range(1, scaled(rooms.count, kind, len(classes)) + 1):
            venues.append(
                VenueRow(
                    f"{rooms.label}{number}",
                    rooms.kind,
                    rooms.capacity,
                    MAIN_BUILDING,
                    rooms.floor,
                    rooms.outdoor,
                    3 + rooms.floor if not rooms.outdoor else 2,
                )
            )
    return tuple(venues)


def strand_rooms(
    strands: Sequence[StrandPlan], classes: Sequence[ClassRow], venues: Sequence[VenueRow]
) -> Mapping[str, tuple[VenueRow, ...]]:
    """The venues each strand may count on: the classrooms of its grades, and its turn among the special
    venues.

    Strands that meet on a common weekday take the special venues in turn, so that their sections never
    need one room.
    """
    grade_of = {room.id: room.grade for room in classes}
    found = {}
    for strand in strands:
        rivals = [s for s in strands if set(s.weekdays) & set(strand.weekdays)]
        own = [v for v in venues if v.homeroom and grade_of[v.homeroom] in strand.grades]
        special = [v for v in venues if not v.homeroom]
        turn = rivals.index(strand)
        found[strand.id] = (*own, *special[turn :: len(rivals)])
    return found


def _floor(kind: Kind, room: ClassRow) -> int:
    if kind.seats < 50:
        return 1
    return 1 + (room.grade - 7 if room.junior else (room.grade - 1) // 2)
