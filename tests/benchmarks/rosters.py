"""Benchmark `rosters`: published shift-scheduling instances, any engine, in this process."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from solvers.answer import Answer
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, at_most, implies, linear
from solvers.stop import Limits
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.report import Result
from tests.benchmarks.roster_files import Employee, Roster, Rostering, broken, penalty, read_rostering
from tests.benchmarks.seats import outcome_of, rounded

UNLIMITED_EFFORT = 1e6


@dataclass(frozen=True, slots=True)
class Holds:
    """Choice: the employee has the shift on the day."""

    employee: str
    day: int
    shift: str


@dataclass(frozen=True, slots=True)
class Works:
    """0 or 1: the employee works on the day."""

    employee: str
    day: int


@dataclass(frozen=True, slots=True)
class Weekend:
    """0 or 1: the employee works on the weekend that begins on the day."""

    employee: str
    day: int


@dataclass(frozen=True, slots=True)
class Missing:
    """How many are under the requirement."""

    day: int
    shift: str


@dataclass(frozen=True, slots=True)
class Surplus:
    """How many are over the requirement."""

    day: int
    shift: str


def run_rosters(folder: Path, seconds: float, seed: int, engine: str, only: Sequence[str] = ()) -> Iterator[Result]:
    """Answer every text file of a folder, or those named, within so many seconds each. Raises ValueError without any.

    `seed` only labels the results: nothing here is drawn at random.
    """
    paths = sorted(folder.glob("*.txt"), key=lambda path: [int(n) for n in re.findall(r"\d+", path.stem)])
    paths = [path for path in paths if "SECTION_HORIZON" in path.read_text(encoding="utf-8")]
    if only:
        paths = [path for path in paths if path.stem in only]
    if not paths:
        raise ValueError(f"{folder} holds no instance {' or '.join(only)}: expected .txt files with SECTION_HORIZON.")
    for path in paths:
        yield run_roster(path, seconds, seed, engine)


def run_roster(path: Path, seconds: float, seed: int, engine: str) -> Result:
    """One instance. Raises AssertionError when the answer breaks a rule of the file, or costs other than stated."""
    rostering = read_rostering(path)
    instance = instance_of(rostering)
    began = time.monotonic()
    with MemoryPeak() as memory:
        answer = ENGINES[engine]()(instance, Limits(effort=UNLIMITED_EFFORT, seconds=seconds))
        taken = time.monotonic() - began
    if answer.found:
        _confirm(rostering, answer)
    tier = answer.tiers[0] if answer.tiers else None
    return {
        "case": path.stem,
        "seed": seed,
        "engine": engine,
        "choices": len(instance.choices),
        "rows": len(instance.rows),
        "status": answer.status.value,
        **outcome_of(tier),
        "seconds": round(taken, 2),
        "first_seconds": rounded(answer.first_seconds),
        "mb": memory.megabytes,
    }


def _confirm(rostering: Rostering, answer: Answer) -> None:
    roster = roster_of(answer)
    faults = broken(rostering, roster)
    if faults:
        raise AssertionError(f"The roster breaks {len(faults)} rules, first: {faults[0]}")
    counted, stated = penalty(rostering, roster), answer.tiers[0].value
    if counted != stated:
        raise AssertionError(f"The engine states a penalty of {stated}, the file's own count is {counted}")


def roster_of(answer: Answer) -> Roster:
    """The shifts that an answer hands out."""
    return {
        (key.employee, key.day): key.shift for key, value in answer.values.items() if isinstance(key, Holds) and value
    }


def instance_of(rostering: Rostering) -> Instance:
    """The instance as rows over (employee, day, shift), with working days and weekends as quantities."""
    choices = tuple(
        Holds(person.name, day, shift)
        for person in rostering.employees
        for day in range(rostering.days)
        if day not in person.days_off
        for shift in rostering.shifts
        if person.most_shifts.get(shift, rostering.days) > 0
    )
    held = set(choices)
    quantities: dict[Key, tuple[int, int]] = {}
    for person in rostering.employees:
        quantities |= {Works(person.name, day): (0, 1) for day in range(rostering.days)}
        quantities |= {Weekend(person.name, weekend[0]): (0, 1) for weekend in rostering.weekends}
    most = len(rostering.employees)
    for cover in rostering.covers:
        quantities |= {Missing(cover.day, cover.shift): (0, cover.required), Surplus(cover.day, cover.shift): (0, most)}
    rows = [row for person in rostering.employees for row in _rows_of(rostering, person, held)]
    rows += _cover_rows(rostering, held)
    return Instance(choices, quantities, tuple(rows), (_penalty(rostering, held),))


def _rows_of(rostering: Rostering, person: Employee, held: set[Holds]) -> Iterator[Row]:
    name, days = person.name, range(rostering.days)
    mine = {day: [key for shift in rostering.shifts if (key := Holds(name, day, shift)) in held] for day in days}
    for day in days:
        yield linear("one shift", [(Works(name, day), -1), *((key, 1) for key in mine[day])], 0, 0)
    yield from _successions(rostering, mine)
    for shift, most in person.most_shifts.items():
        if 0 < most < rostering.days:
            yield at_most("shifts of a kind", [key for day in days for key in mine[day] if key.shift == shift], most)
    minutes = [(key, rostering.shifts[key.shift].minutes) for day in days for key in mine[day]]
    yield linear("minutes", minutes, person.least_minutes, person.most_minutes)
    works = [Works(name, day) for day in days]
    longest = person.most_days_in_a_row
    yield from (at_most("days in a row", works[day : day + longest + 1], longest) for day in days[:-longest])
    yield from _least_runs(works, person)
    weekends = []
    for saturday, sunday in rostering.weekends:
        weekend = Weekend(name, saturday)
        weekends.append(weekend)
        yield implies("weekend", works[saturday], weekend)
        yield implies("weekend", works[sunday], weekend)
    yield at_most("weekends", weekends, person.most_weekends)


def _successions(rostering: Rostering, mine: dict[int, list[Holds]]) -> Iterator[Row]:
    """For each set of shifts closed to some follower: that follower or one of the set, not both."""
    for day in list(mine)[:-1]:
        for after in mine[day + 1]:
            before = [key for key in mine[day] if after.shift in rostering.shifts[key.shift].not_before]
            closed = [
                key
                for key in mine[day + 1]
                if all(key.shift in rostering.shifts[first.shift].not_before for first in before)
            ]
            if before:
                yield at_most("succession", [*before, *closed])


def _least_runs(works: list[Works], person: Employee) -> Iterator[Row]:
    """A run that begins inside the horizon goes on: work[d] - work[d-1] <= work[d+i], and the same for days off."""
    for day in range(1, len(works)):
        for ahead in range(1, person.least_days_in_a_row):
            if day + ahead < len(works):
                yield linear("least run", [(works[day], 1), (works[day - 1], -1), (works[day + ahead], -1)], None, 0)
        for ahead in range(1, person.least_days_off_in_a_row):
            if day + ahead < len(works):
                yield linear("least rest", [(works[day - 1], 1), (works[day], -1), (works[day + ahead], 1)], None, 1)


def _cover_rows(rostering: Rostering, held: set[Holds]) -> Iterator[Row]:
    for cover in rostering.covers:
        there = [key for p in rostering.employees if (key := Holds(p.name, cover.day, cover.shift)) in held]
        balance = [(Missing(cover.day, cover.shift), 1), (Surplus(cover.day, cover.shift), -1)]
        yield linear("cover", [*((key, 1) for key in there), *balance], cover.required, cover.required)


def _penalty(rostering: Rostering, held: set[Holds]) -> Tier:
    terms: list[tuple[Key, int]] = []
    constant = 0
    for request in rostering.requests:
        key = Holds(request.employee, request.day, request.shift)
        constant += request.weight if request.wanted else 0
        if key in held:
            terms.append((key, -request.weight if request.wanted else request.weight))
    for cover in rostering.covers:
        terms += [(Missing(cover.day, cover.shift), cover.under), (Surplus(cover.day, cover.shift), cover.over)]
    return Tier("penalty", tuple(terms), constant)
