"""The four school cases a generated school is scaled from: a village school, two town schools and a
nine-year school.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FEWEST_CLASSES, MOST_CLASSES = 3, 120
SMALLEST_CLASS, LARGEST_CLASS = 6, 50
STREAMS = ("classes", "attendance", "clubs", "choices", "people", "lessons", "names")


@dataclass(frozen=True, slots=True)
class StrandPlan:
    """A strand of club days: first and last grade, weekdays (1 = Monday)."""

    id: str
    first: int
    last: int
    weekdays: tuple[int, ...]

    @property
    def grades(self) -> range:
        """The grades of the strand."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Special venues of one kind: how many at the case's size, pupils each holds, and whether they are
    outdoors.
    """

    kind: str
    label: str
    count: int
    capacity: int
    outdoor: bool = False
    floor: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One case. Numbers of people and rooms hold for `classes`. `participation` and `evening` are per cent
    of pupils,
    `extended` is per thousand of the primary pupils in period 2."""

    name: str
    title: str
    area: str
    classes: int
    sizes: tuple[int, ...]
    """Pupils a class, dealt in turn over the classes of each grade."""
    own: int
    leave: int
    protected: int
    leaders: int
    coaches: int
    volunteers: int
    gates: int
    seats: int
    rooms: tuple[Rooms, ...]
    strands: tuple[StrandPlan, ...]
    participation: Mapping[int, int]
    extended: int
    needs: int
    sessions: int
    late_days: int
    gap: int
    clubs: tuple[str, ...] = ()
    """Clubs the school offers; empty = the whole catalogue."""
    pinned: Mapping[str, str] = field(default_factory=dict)
    """Clubs that meet in one strand only."""
    junior_part: int = 0
    """Per cent of the classes that are junior."""
    evening: Mapping[int, int] = field(default_factory=dict)
    merge: bool = False
    activities: tuple[str, ...] = ("reading", "labour", "games", "reading", "sport")


def _strands(*rows: tuple[str, int, int, tuple[int, ...]]) -> tuple[StrandPlan, ...]:
    return tuple(StrandPlan(*row) for row in rows)


def _rooms(*rows: tuple[str, str, int, int, bool, int]) -> tuple[Rooms, ...]:
    return tuple(Rooms(*row) for row in rows)


RURAL6 = Kind(
    name="rural6",
    title="乡村小学（合成示例）",
    area="rural",
    classes=6,
    sizes=(16, 19, 21, 20, 24, 26),
    own=11,
    leave=0,
    protected=1,
    leaders=1,
    coaches=0,
    volunteers=1,
    gates=1,
    seats=36,
    rooms=_rooms(
        ("computer", "COM", 1, 24, False, 1),
        ("reading", "REA", 1, 30, False, 1),
        ("hall", "HAL", 1, 60, False, 1),
        ("playground", "PLG", 2, 40, True, 1),
        ("court", "CRT", 1, 30, True, 1),
    ),
    strands=_strands(("A", 1, 6, (1, 3)), ("B", 1, 6, (2, 4))),
    participation=dict.fromkeys(range(1, 7), 95),
    extended=90,
    needs=2,
    sessions=10,
    late_days=5,
    gap=10,
    clubs=("basketball", "football", "calligraphy_pen", "paper_cutting", "recorder", "reading_chess"),
    pinned={"recorder": "B"},
    merge=True,
    activities=("reading", "labour", "games", "reading", "labour"),
)

TOWN24 = Kind(
    name="town24",
    title="县城小学（合成示例）",
    area="town",
    classes=24,
    sizes=(46, 48, 50, 48),
    own=64,
    leave=3,
    protected=3,
    leaders=4,
    coaches=6,
    volunteers=4,
    gates=1,
    seats=50,
    rooms=_rooms(
        ("music", "MUS", 2, 45, False, 4),
        ("dance", "DAN", 1, 30, False, 4),
        ("art", "ART", 2, 45, False, 4),
        ("calligraphy", "CAL", 1, 45, False, 4),
        ("computer", "COM", 2, 48, False, 4),
        ("science", "SCI", 2, 45, False, 3),
        ("library", "LIB", 1, 60, False, 1),
        ("hall", "HAL", 1, 120, False, 1),
        ("gym", "GYM", 2, 30, False, 1),
        ("table_tennis", "TTR", 1, 24, False, 1),
        ("playground", "PLG", 4, 40, True, 1),
        ("court", "CRT", 2, 30, True, 1),
    ),
    strands=_strands(("A", 1, 6, (1, 3)), ("B", 1, 6, (2, 4))),
    participation={1: 96, 2: 95, 3: 92, 4: 90, 5: 86, 6: 81},
    extended=65,
    needs=14,
    sessions=8,
    late_days=4,
    gap=15,
)

TOWN60 = Kind(
    name="town60",
    title="县城大校（合成示例）",
    area="town",
    classes=60,
    sizes=(47, 48, 49, 48, 47, 49, 48, 48, 47, 49),
    own=165,
    leave=9,
    protected=6,
    leaders=5,
    coaches=14,
    volunteers=10,
    gates=2,
    seats=50,
    rooms=_rooms(
        ("music", "MUS", 4, 45, False, 4),
        ("dance", "DAN", 2, 30, False, 4),
        ("art", "ART", 4, 45, False, 4),
        ("calligraphy", "CAL", 2, 45, False, 4),
        ("computer", "COM", 4, 48, False, 4),
        ("science", "SCI", 4, 45, False, 3),
        ("maker", "MAK", 2, 40, False, 3),
        ("library", "LIB", 1, 90, False, 1),
        ("hall", "HAL", 2, 200, False, 1),
        ("gym", "GYM", 4, 30, False, 1),
        ("table_tennis", "TTR", 1, 40, False, 1),
        ("playground", "PLG", 6, 40, True, 1),
        ("court", "CRT", 4, 30, True, 1),
    ),
    strands=_strands(("low", 1, 2, (1, 4)), ("middle", 3, 4, (2, 5)), ("high", 5, 6, (3, 4))),
    participation={1: 95, 2: 95, 3: 93, 4: 92, 5: 90, 6: 87},
    extended=53,
    needs=36,
    sessions=8,
    late_days=4,
    gap=15,
)

NINE30 = Kind(
    name="nine30",
    title="九年一贯制学校（合成示例）",
    area="town",
    classes=30,
    sizes=(44, 45, 46),
    own=92,
    leave=10,
    protected=5,
    leaders=4,
    coaches=4,
    volunteers=4,
    gates=1,
    seats=50,
    rooms=_rooms(
        ("music", "MUS", 2, 45, False, 4),
        ("dance", "DAN", 1, 30, False, 4),
        ("art", "ART", 2, 45, False, 4),
        ("calligraphy", "CAL", 1, 45, False, 4),
        ("computer", "COM", 2, 50, False, 4),
        ("science", "SCI", 2, 45, False, 3),
        ("library", "LIB", 1, 60, False, 1),
        ("hall", "HAL", 1, 120, False, 1),
        ("gym", "GYM", 2, 35, False, 1),
        ("table_tennis", "TTR", 1, 30, False, 1),
        ("playground", "PLG", 4, 40, True, 1),
        ("court", "CRT", 2, 35, True, 1),
    ),
    strands=_strands(("A", 1, 6, (1, 3)), ("B", 1, 6, (2, 4)), ("J", 7, 9, (2, 4))),
    participation={**dict.fromkeys(range(1, 7), 90), **dict.fromkeys(range(7, 10), 80)},
    extended=50,
    needs=6,
    sessions=8,
    late_days=4,
    gap=15,
    junior_part=40,
    evening={7: 60, 8: 70, 9: 95},
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (RURAL6, TOWN24, TOWN60, NINE30)}


def kind_named(like: str) -> Kind:
    """The case of that name.

    Raises:
        ValueError: for any other name, listing the valid ones.
    """
    if like not in KINDS:
        raise ValueError(
            f"like {like!r} must be one of {', '.join(KINDS)} / 参照学校 {like!r} 应为 {'、'.join(KINDS)} 之一"
        )
    return KINDS[like]


def scaled(count: int, kind: Kind, classes: int) -> int:
    """A number of the case, in proportion to the classes; at least 1 where the case has any."""
    return max(1, (2 * count * classes + kind.classes) // (2 * kind.classes)) if count else 0
