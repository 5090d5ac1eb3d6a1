"""Employee shift-scheduling instances in the text format of schedulingbenchmarks.org, and their penalty recounted.

The rules (Curtois and Qu, "Computational results on new staff scheduling benchmark instances", 2014): one shift a day,
shifts that may not follow another, most shifts of a kind, least and most minutes, least and most working days in a row,
least days off in a row, most weekends worked, fixed days off. Days before the horizon count as whatever is kindest to a
least run, and as days off to a most run. The penalty adds unmet requests and cover under and over what is required.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

Roster = Mapping[tuple[str, int], str]
"""(employee, day from 0) -> shift; a day that is missing is a day off."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift."""

    name: str
    minutes: int
    not_before: frozenset[str]
    """Shifts that may not follow this one on the next day."""


@dataclass(frozen=True, slots=True)
class Employee:
    """What an employee's roster must respect."""

    name: str
    most_shifts: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    most_days_in_a_row: int
    least_days_in_a_row: int
    least_days_off_in_a_row: int
    most_weekends: int
    days_off: frozenset[int]


@dataclass(frozen=True, slots=True)
class Request:
    """A shift wanted, or not wanted, on a day; `weight` is paid when the wish is not met."""

    employee: str
    day: int
    shift: str
    weight: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How many are required on a shift of a day, and the price of each one under and over."""

    day: int
    shift: str
    required: int
    under: int
    over: int


@dataclass(frozen=True)
class Rostering:
    """One instance; day 0 is a Monday."""

    days: int
    shifts: Mapping[str, Shift]
    employees: tuple[Employee, ...]
    requests: tuple[Request, ...]
    covers: tuple[Cover, ...]

    @property
    def weekends(self) -> tuple[tuple[int, int], ...]:
        """Saturday and Sunday of each week."""
        return tuple((day, day + 1) for day in range(5, self.days - 1, 7))


def read_rostering(path: Path) -> Rostering:
    """Read a text file. Raises ValueError naming file and line for a line that cannot be read."""
    sections = _sections(path)
    shifts = [_shift(cells) for cells in sections["SECTION_SHIFTS"]]
    off = {cells[0]: frozenset(map(int, cells[1:])) for cells in sections["SECTION_DAYS_OFF"]}
    return Rostering(
        days=int(sections["SECTION_HORIZON"][0][0]),
        shifts={shift.name: shift for shift in shifts},
        employees=tuple(_employee(cells, off) for cells in sections["SECTION_STAFF"]),
        requests=tuple(
            Request(cells[0], int(cells[1]), cells[2], int(cells[3]), wanted)
            for section, wanted in (("SECTION_SHIFT_ON_REQUESTS", True), ("SECTION_SHIFT_OFF_REQUESTS", False))
            for cells in sections[section]
        ),
        covers=tuple(Cover(int(cells[0]), cells[1], *map(int, cells[2:5])) for cells in sections["SECTION_COVER"]),
    )


SECTIONS = {
    "SECTION_HORIZON": 1,
    "SECTION_SHIFTS": 2,
    "SECTION_STAFF": 8,
    "SECTION_DAYS_OFF": 1,
    "SECTION_SHIFT_ON_REQUESTS": 4,
    "SECTION_SHIFT_OFF_REQUESTS": 4,
    "SECTION_COVER": 5,
}
"""Each section with the least number of cells in a line."""


def _sections(path: Path) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    current = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("SECTION_"):
            current = text
            if current not in SECTIONS:
                raise ValueError(f"{path}:{number}: {text} is not a section; expected one of {', '.join(SECTIONS)}.")
        elif text and not text.startswith("#"):
            cells = [cell.strip() for cell in text.split(",")]
            if not current or len(cells) < SECTIONS[current]:
                raise ValueError(f"{path}:{number}: expected a line of a section, with all its cells, got {text!r}.")
            found[current].append(cells)
    if not found["SECTION_HORIZON"]:
        raise ValueError(f"{path}:1: no SECTION_HORIZON; is this a shift-scheduling instance?")
    return found


def _shift(cells: list[str]) -> Shift:
    name, minutes, *after = cells
    return Shift(name, int(minutes), frozenset(other for other in "|".join(after).split("|") if other))


def _employee(cells: list[str], off: Mapping[str, frozenset[int]]) -> Employee:
    most = {shift: int(n) for shift, _, n in (part.partition("=") for part in cells[1].split("|"))}
    return Employee(cells[0], most, *map(int, cells[2:8]), days_off=off.get(cells[0], frozenset()))


def penalty(rostering: Rostering, roster: Roster) -> int:
    """Unmet requests plus cover under and over what is required, each at its price."""
    total = 0
    for request in rostering.requests:
        held = roster.get((request.employee, request.day)) == request.shift
        total += request.weight if held != request.wanted else 0
    for cover in rostering.covers:
        there = sum(roster.get((person.name, cover.day)) == cover.shift for person in rostering.employees)
        total += cover.under * max(0, cover.required - there) + cover.over * max(0, there - cover.required)
    return total


def broken(rostering: Rostering, roster: Roster) -> list[str]:
    """Every rule that a roster breaks, in words; empty when it is legal."""
    return [fault for person in rostering.employees for fault in _faults(rostering, person, roster)]


def _faults(rostering: Rostering, person: Employee, roster: Roster) -> Iterator[str]:
    line = [roster.get((person.name, day)) for day in range(rostering.days)]
    held = [shift for shift in line if shift is not None]
    minutes = sum(rostering.shifts[shift].minutes for shift in held)
    if not person.least_minutes <= minutes <= person.most_minutes:
        yield f"{person.name} works {minutes} minutes"
    yield from (
        f"{person.name} has {held.count(shift)} shifts {shift}"
        for shift, most in person.most_shifts.items()
        if held.count(shift) > most
    )
    yield from (f"{person.name} works on day off {day}" for day in sorted(person.days_off) if line[day] is not None)
    for day, (before, after) in enumerate(pairwise(line)):
        if before is not None and after in rostering.shifts[before].not_before:
            yield f"{person.name} has {after} after {before} on day {day + 1}"
    weekends = sum(any(line[day] is not None for day in weekend) for weekend in rostering.weekends)
    if weekends > person.most_weekends:
        yield f"{person.name} works {weekends} weekends"
    yield from _run_faults(person, [shift is not None for shift in line])


def _run_faults(person: Employee, works: list[bool]) -> Iterator[str]:
    runs = [(working, len(list(run))) for working, run in groupby(works)]
    for place, (working, length) in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        least = person.least_days_in_a_row if working else person.least_days_off_in_a_row
        if inside and length < least:
            yield f"{person.name} has a run of {length} days {'on' if working else 'off'}"
        if working and length > person.most_days_in_a_row:
            yield f"{person.name} works {length} days in a row"
