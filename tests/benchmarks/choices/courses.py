"""Who wants which course, and how many places there are: what every mechanism gets, and the seats it gives back."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.allocation import lottery_numbers
from tests.benchmarks.choices.preference_files import ENDINGS, read_preferences
from tests.benchmarks.choices.value_files import ENDING, read_values

Seats = tuple[frozenset[int], ...]
"""By voter, the courses held; empty for whoever has none."""

Priority = Callable[[int, int], int]
"""(course, voter) -> lottery number there, 1 first."""


@dataclass(frozen=True)
class Courses:
    """One file to give places for.

    room: course -> places. voters: by voter, course -> rank (0 first, ties share one); only courses wished for.
    wants: by voter, how many places are wished for. clashes: pairs of courses nobody can hold together, both ways.
    values: by voter, course -> what it is worth to the voter, for those who reckon with worth and not with ranks.
    """

    name: str
    room: Mapping[int, int]
    voters: tuple[Mapping[int, int], ...]
    wants: tuple[int, ...]
    values: tuple[Mapping[int, int], ...]
    clashes: frozenset[tuple[int, int]] = frozenset()

    def fits(self, voter: int, course: int, held: Set[int]) -> bool:
        """Whether the voter could hold the course beside those held: not held yet, no clash, not too many."""
        free = len(held) < self.wants[voter] and course not in held
        return free and not any((course, other) in self.clashes for other in held)

    def by_wish(self, voter: int) -> list[int]:
        """The voter's courses, best first; ties to the lowest number."""
        return sorted(self.voters[voter], key=lambda course: (self.voters[voter][course], course))


def read_courses(folder: Path, capacity: int | None) -> Iterator[Courses]:
    """Every file of the folder by name: rankings (.soc, .soi, .toc) or course values (.json).

    `capacity` is the places of every course. None: those of the file; a file of rankings has none and gets just
    enough for everybody, ceil(voters / courses). Raises ValueError for a wrong capacity, a broken file or none.
    """
    if capacity is not None and capacity < 1:
        raise ValueError(f"--capacity {capacity} must be at least 1")
    endings = (*ENDINGS, ENDING)
    paths = sorted(path for path in folder.glob("*") if path.suffix in endings)
    if not paths:
        raise ValueError(f"{folder} holds no file that ends in {', '.join(endings)}")
    for path in paths:
        yield _valued(path, capacity) if path.suffix == ENDING else _ranked(path, capacity)


def shared_lottery(courses: Courses, text: str) -> Priority:
    """One lottery for all courses: number 1 is first everywhere."""
    numbers = _drawn(courses, text)
    return lambda course, voter: numbers[voter]


def separate_lotteries(courses: Courses, text: str) -> Priority:
    """A lottery of its own for every course."""
    numbers = {course: _drawn(courses, f"{text}/{course}") for course in courses.room}
    return lambda course, voter: numbers[course][voter]


def voter_id(voter: int) -> str:
    """The name under which a voter takes part in a lottery."""
    return str(voter)


def _drawn(courses: Courses, text: str) -> list[int]:
    ids = [voter_id(voter) for voter in range(len(courses.voters))]
    numbers = lottery_numbers(text, ids)
    return [numbers[name] for name in ids]


def _ranked(path: Path, capacity: int | None) -> Courses:
    read = read_preferences(path)
    room = -(-len(read.voters) // len(read.names)) if capacity is None else capacity
    values = tuple({course: len(read.names) - rank for course, rank in ranks.items()} for ranks in read.voters)
    wants = tuple(min(1, len(ranks)) for ranks in read.voters)
    return Courses(f"{read.name}-{room}", dict.fromkeys(read.names, room), read.voters, wants, values)


def _valued(path: Path, capacity: int | None) -> Courses:
    read = read_values(path)
    ranks = tuple(_ranks(values) for values in read.values)
    wants = tuple(min(most, len(values)) for most, values in zip(read.wants, read.values, strict=True))
    room = read.room if capacity is None else dict.fromkeys(read.room, capacity)
    name = read.name if capacity is None else f"{read.name}-{capacity}"
    return Courses(name, room, ranks, wants, read.values, read.clashes)


def _ranks(values: Mapping[int, int]) -> dict[int, int]:
    steps = {value: rank for rank, value in enumerate(sorted(set(values.values()), reverse=True))}
    return {course: steps[value] for course, value in values.items()}
