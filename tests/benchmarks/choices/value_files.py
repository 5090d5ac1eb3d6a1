"""JSON files of course values, as the package fairpyx keeps them (github.com/ariel-research/fairpyx, experiments/data).

{"valuations": {student: {course: value}}, "agent_capacities": {student: places wanted}, "item_capacities":
{course: places}, "agent_conflicts": {student: [courses that are closed to the student]}, "item_conflicts": {course:
[courses at the same time]}}, the last two optional. A course worth 0 is not wished for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.choices.preference_files import BrokenFile

ENDING = ".json"


@dataclass(frozen=True)
class Values:
    """room: course -> places. By student: wants, the most places; values, course -> worth, above 0 and open only."""

    name: str
    room: dict[int, int]
    wants: tuple[int, ...]
    values: tuple[dict[int, int], ...]
    clashes: frozenset[tuple[int, int]]


def read_values(path: Path) -> Values:
    """Read a file whole; courses are numbered from 1 in its order. Raises BrokenFile, OSError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as fault:
        raise BrokenFile(f"{path}:{fault.lineno}: {fault.msg}") from None
    places, wanted = _numbers(path, data, "item_capacities"), _numbers(path, data, "agent_capacities")
    number = {course: n for n, course in enumerate(places, 1)}
    barred, clashing = _lists(path, data, "agent_conflicts", number), _lists(path, data, "item_conflicts", number)
    worth = _object(path, data, "valuations")
    if worth.keys() != wanted.keys():
        odd = sorted(worth.keys() ^ wanted.keys())[0]
        raise BrokenFile(f"{path}: student {odd!r} must stand in both valuations and agent_capacities")
    values = []
    for student in wanted:
        own = _numbers(path, worth, student)
        unknown = [course for course in own if course not in number]
        if unknown:
            raise BrokenFile(f"{path}: valuations of {student!r}: {unknown[0]!r} is not among item_capacities")
        closed = barred.get(student, [])
        values.append({number[course]: n for course, n in own.items() if n > 0 and course not in closed})
    pairs = {(number[one], number[other]) for one, others in clashing.items() for other in others}
    clashes = frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))
    room = {number[course]: n for course, n in places.items()}
    return Values(path.stem, room, tuple(wanted.values()), tuple(values), clashes)


def _object(path: Path, data: Any, key: str) -> Mapping[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise BrokenFile(f"{path}: expected an object under {key!r}, found {type(found).__name__}")
    return found


def _numbers(path: Path, data: Any, key: str) -> dict[str, int]:
    found = dict(_object(path, data, key))
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BrokenFile(f"{path}: {key} of {name!r} must be a whole number from 0 on, found {value!r}")
    return found


def _lists(path: Path, data: Any, key: str, known: Mapping[str, int]) -> dict[str, list[str]]:
    found = dict(_object(path, {key: {}, **data}, key))
    for name, courses in found.items():
        if not isinstance(courses, list) or any(course not in known for course in courses):
            raise BrokenFile(f"{path}: {key} of {name!r} must be a list of courses of item_capacities")
        if key == "item_conflicts" and name not in known:
            raise BrokenFile(f"{path}: {key}: {name!r} is not among item_capacities")
    return found
