"""Homerooms of a generated school: grades filled evenly, class sizes plausible."""

from dataclasses import dataclass
from random import Random

from scheduler.generate.kinds import (
    FEWEST_CLASSES,
    LARGEST_CLASS,
    MOST_CLASSES,
    SMALLEST_CLASS,
    Kind,
)

PRIMARY_GRADES, JUNIOR_GRADES = range(1, 7), range(7, 10)
JUNIOR_SIZE = 50


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A homeroom: `number` counts the classes of its grade from 1."""

    id: str
    grade: int
    number: int
    enrolled: int

    @property
    def junior(self) -> bool:
        """Whether the class is in the junior stage."""
        return self.grade in JUNIOR_GRADES

    @property
    def room(self) -> str:
        """Id of its own classroom."""
        return f"R{self.grade}{self.number:02d}"


def build_classes(
    kind: Kind, classes: int, pupils: int | None, rng: Random, most: int = MOST_CLASSES
) -> tuple[ClassRow, ...]:
    """The homerooms, at most `most`, by grade and number; without `pupils` in the sizes of the case, else
    `pupils` shared out evenly.

    Raises:
        ValueError: when `classes` or the pupils of a class lie outside the bounds.
    """
    if not FEWEST_CLASSES <= classes <= most:
        raise ValueError(
            f"classes {classes} must lie between {FEWEST_CLASSES} and {most}"
            f" / 班级数 {classes} 应在 {FEWEST_CLASSES} 至 {most} 之间"
        )
    places = [(grade, number + 1) for grade, count in _per_grade(kind, classes) for number in range(count)]
    sizes = _usual_sizes(kind, places) if pupils is None else _shared_sizes(pupils, classes, rng)
    return tuple(
        ClassRow(f"C{grade}{number:02d}", grade, number, size)
        for (grade, number), size in zip(places, sizes, strict=True)
    )


def _per_grade(kind: Kind, classes: int) -> list[tuple[int, int]]:
    junior = (classes * kind.junior_part + 50) // 100
    return [*_dealt(PRIMARY_GRADES, classes - junior), *_dealt(JUNIOR_GRADES, junior)]


def _dealt(grades: range, classes: int) -> list[tuple[int, int]]:
    """Classes of each grade as even as can be; with fewer classes than grades, one class every few grades."""
    if classes < len(grades):
        return [(grades[index * len(grades) // classes], 1) for index in range(classes)]
    base, rest = divmod(classes, len(grades))
    return [(grade, base + (index < rest)) for index, grade in enumerate(grades)]


def _usual_sizes(kind: Kind, places: list[tuple[int, int]]) -> list[int]:
    sizes = []
    primary = 0
    for grade, _ in places:
        if grade in JUNIOR_GRADES:
            sizes.append(JUNIOR_SIZE)
        else:
            sizes.append(kind.sizes[primary % len(kind.sizes)])
            primary += 1
    return sizes


def _shared_sizes(pupils: int, classes: int, rng: Random) -> list[int]:
    if not SMALLEST_CLASS * classes <= pupils <= LARGEST_CLASS * classes:
        raise ValueError(
            f"pupils {pupils} must give {SMALLEST_CLASS} to {LARGEST_CLASS} a class, so"
            f" {SMALLEST_CLASS * classes} to {LARGEST_CLASS * classes} for {classes} classes"
            f" / 学生数 {pupils} 应使每班为 {SMALLEST_CLASS} 至 {LARGEST_CLASS} 人，{classes} 个班即"
            f" {SMALLEST_CLASS * classes} 至 {LARGEST_CLASS * classes} 人"
        )
    base, rest = divmod(pupils, classes)
    sizes = [base + (index < rest) for index in range(classes)]
    for index in range(0, classes - 1, 2):
        moved = rng.randrange(3)
        if sizes[index] - moved >= SMALLEST_CLASS and sizes[index + 1] + moved <= LARGEST_CLASS:
            sizes[index] -= moved
            sizes[index + 1] += moved
    return sizes
