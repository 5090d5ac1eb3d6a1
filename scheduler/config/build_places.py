"""Venues, gates, walks and equipment of the domain from what a planner wrote."""

from datetime import date
from math import floor

from scheduler.config.build_calendar import Week, stage_of
from scheduler.config.schema import SchoolFile, VenueFile
from scheduler.domain.people import Stage
from scheduler.domain.places import Gate, Site, Venue


def build_site(file: SchoolFile, week: Week) -> Site:
    """The grounds, in the order written. Raises ValueError for a venue whose capacity is not known."""
    own_room = {homeroom.classroom: key for key, homeroom in file.homerooms.items()}
    home = next(iter(file.buildings))
    return Site(
        venues={key: _venue(file, key, venue, own_room.get(key), home, week) for key, venue in file.venues.items()},
        gates={key: Gate(key, gate.building, gate.pupils_per_minute) for key, gate in file.gates.items()},
        walks={
            (here, there): minutes
            for here, building in file.buildings.items()
            for there, minutes in building.walk.items()
        },
        equipment=dict(file.equipment),
    )


def venue_capacity(file: SchoolFile, key: str) -> int | None:
    """Pupils a venue holds: its capacity as written, else floor(area / area per seat of its kind).

    The seat is that of the stage whose homeroom owns the room, else the larger seat of the school's stages.
    Returns None when neither a capacity nor an area with a known seat is written. Areas in square metres.
    """
    venue = file.venues[key]
    if venue.capacity is not None:
        return venue.capacity
    seats = file.rules.area_per_seat.get(venue.kind)
    if venue.area is None or seats is None:
        return None
    owners = [h.grade for name, h in file.homerooms.items() if h.classroom == key or name == venue.homeroom]
    grades = owners or [homeroom.grade for homeroom in file.homerooms.values()]
    sizes = {Stage.PRIMARY: seats.primary, Stage.JUNIOR: seats.junior}
    return floor(round(venue.area / max(sizes[stage_of(grade)] for grade in grades), 6))


def last_inspection(inspected: list[date], week: Week) -> date | None:
    """The inspection a week relies on: the latest up to its first school day, else the latest within it."""
    first, last = week.days[0].date, week.days[-1].date
    before = [day for day in inspected if day <= first]
    return max(before or [day for day in inspected if day <= last], default=None)


def _venue(file: SchoolFile, key: str, venue: VenueFile, owner: str | None, home: str, week: Week) -> Venue:
    capacity = venue_capacity(file, key)
    if capacity is None:
        raise ValueError(f"venue {key} has neither a capacity nor an area / 场地 {key} 没有容量或面积")
    return Venue(
        id=key,
        kind=venue.kind,
        capacity=capacity,
        building=venue.building or home,
        floor=venue.floor,
        outdoor=venue.outdoor,
        lit=venue.lit,
        gate_minutes=venue.gate,
        inspected_on=last_inspection(venue.inspected, week),
        closed=frozenset(venue.closed),
        homeroom=owner or venue.homeroom,
    )
