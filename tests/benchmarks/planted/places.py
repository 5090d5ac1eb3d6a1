"""Plants about places: rooms closed or not inspected in time, and grounds that are dark."""

from random import Random

from scheduler.domain.demand import Period
from scheduler.domain.groups import suits
from scheduler.domain.places import Venue
from scheduler.domain.problem import Problem
from tests.benchmarks.planted.cause import Cause, Plant
from tests.benchmarks.planted.ground import meeting_dates, pivotal, rooms_at, sections

LONG_AGO = ["2026-10-23"]
"""The last inspection, more days before the week than the policy allows."""
RECENT = ["2026-09-01", "2026-09-28", "2026-10-26", "2026-11-23", "2026-12-21"]


def rooms_closed(problem: Problem, rng: Random) -> Plant | None:
    """All shared rooms with seats and some classrooms are shut on one day: fewer rooms than homerooms in period 1."""
    day = rng.choice(problem.days)
    shut = [*_shared(problem), *rng.sample(_classrooms(problem), rng.randint(1, 2))]
    fault = {"venues": {v.id: {"closed": [str(when) for when in sorted(v.closed | {day.date})]} for v in shut}}
    interval, _ = rooms_at(problem, day, Period.P1)
    cause = Cause(
        "rooms_closed", (26,), ("venue",), (day.date,), interval,
        part={"kind": "homework"}, reason=(26, "closed"), ids=tuple(v.id for v in shut),
    )  # fmt: skip
    return Plant({}, fault, cause)


def rooms_not_inspected(problem: Problem, rng: Random) -> Plant | None:
    """One more classroom than there are shared rooms with seats was not inspected in time."""
    rooms, spare = _classrooms(problem), len(_shared(problem))
    if spare + 1 > len(rooms):
        return None
    overdue = rng.sample(rooms, spare + 1)
    cause = Cause(
        "rooms_not_inspected", (26,), ("venue",), tuple(day.date for day in problem.days),
        part={"kind": "homework"}, reason=(76, "inspection"), ids=tuple(v.id for v in overdue),
    )  # fmt: skip
    return Plant({}, {"venues": {v.id: {"inspected": LONG_AGO} for v in overdue}}, cause)


def dark_ground(problem: Problem, rng: Random) -> Plant | None:
    """Clubs without which a strand has too few places meet on running tracks, one a section, whose lights fail."""
    strand = rng.choice(list(problem.strands.values()))
    clubs = pivotal(problem, strand)
    days = [day for day in problem.strand_days(strand) if (slot := problem.strand_slot(strand, day))
            and slot.end > problem.sunsets[day.date]]  # fmt: skip
    if not days:
        return None
    count = sum(sections(club, problem.club_strands(club)) for club in clubs)
    tracks = {f"TRK{n}" for n in range(1, count + 1)}
    track = {"kind": "track", "capacity": 60, "outdoor": True, "lit": True, "inspected": RECENT}
    setting = {
        "venues": {name: track for name in sorted(tracks)},
        "clubs": {club.id: {"venues": ["track"]} for club in clubs},
    }
    cause = Cause(
        "dark_ground", (26,), ("housed", "venue"), meeting_dates(problem, strand),
        part={"strand": strand.id}, reason=(79, "dark"), ids=tuple(sorted(tracks)),
    )  # fmt: skip
    return Plant(setting, {"venues": {name: {"lit": False} for name in sorted(tracks)}}, cause)


def _shared(problem: Problem) -> list[Venue]:
    """Rooms of nobody in particular that suit homework."""
    return [v for v in problem.site.venues.values() if v.homeroom is None and suits(v.kind, Period.P1)]


def _classrooms(problem: Problem) -> list[Venue]:
    return [v for v in problem.site.venues.values() if v.homeroom is not None]
