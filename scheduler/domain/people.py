"""Adults who may serve, the bodies that send them, and the papers that admit them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay


class Stage(StrEnum):
    """Stage of compulsory schooling (学段): primary G1-6, junior G7-9."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class AdultKind(StrEnum):
    """Who an adult is to the school (clause 五(三)乙: 教职工, 离退休教师, 社会专业人士, 大学生, 志愿者)."""

    OWN = "own"
    RETIRED = "retired"
    PROFESSIONAL = "professional"
    UNIVERSITY_STUDENT = "university_student"
    VOLUNTEER = "volunteer"
    GUARD = "guard"


class Protection(StrEnum):
    """Protected period of an adult: no extended care, no evening study (and no P2 if the school says so)."""

    LATE_PREGNANCY = "late_pregnancy"
    NURSING = "nursing"
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class Credential:
    """One vetting record (`no_offence`, `health`, `qualification`, `agreement`), valid from first to last
    day inclusive."""

    kind: str
    valid_from: date
    valid_until: date

    def valid_on(self, day: date) -> bool:
        """Whether the record covers the date."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Caps:
    """Most duties of one adult in a week. `sessions` counts every duty; a late day holds P2, extended care or later."""

    sessions: int
    late_days: int
    evenings: int


@dataclass(frozen=True, slots=True)
class Provider:
    """Third party that sends adults (第三方). `kind` is e.g. `youth_centre`, `practice_base`,
    `children_palace`, `company`, `subject_tutoring`."""

    id: str
    kind: str
    licence: str
    whitelisted: bool
    valid_until: date | None
    scope: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One regular lesson of an adult in the regular timetable (weekday 1 = Monday)."""

    weekday: int
    interval: Interval
    homeroom: str
    subject: str


@dataclass(frozen=True, slots=True)
class Adult:
    """One adult by id. Names live in a separate local file that no planner code reads.

    `windows` maps a weekday to the intervals in which the adult can be at school; a weekday that is absent means not
    at school. Regular lessons are not subtracted from the windows: ask `free`.
    """

    id: str
    kind: AdultKind
    skills: frozenset[str]
    stages: frozenset[Stage]
    building: str
    windows: Mapping[int, tuple[Interval, ...]]
    caps: Caps
    full_time: bool = True
    duty_only: bool = False
    class_of: str | None = None
    provider: str | None = None
    sole_allowed: bool = False
    lessons: tuple[Lesson, ...] = ()
    absent: frozenset[date] = frozenset()
    credentials: tuple[Credential, ...] = ()
    protection: frozenset[Protection] = frozenset()
    avoid_weekdays: frozenset[int] = frozenset()
    clubs: frozenset[str] = field(default_factory=frozenset)
    """Clubs the adult may lead whatever the skills say; empty means skill alone decides."""

    @property
    def own(self) -> bool:
        """Whether the adult is on the school's own staff."""
        return self.kind is AdultKind.OWN

    def present(self, day: SchoolDay, interval: Interval) -> bool:
        """Whether one window of that weekday holds the whole interval and the adult is not absent on the date."""
        if day.date in self.absent:
            return False
        return any(w.start <= interval.start and interval.end <= w.end for w in self.windows.get(day.weekday, ()))

    def lessons_on(self, day: SchoolDay) -> tuple[Lesson, ...]:
        """The regular lessons of the timetable followed that day."""
        return tuple(lesson for lesson in self.lessons if lesson.weekday == day.weekday)

    def free(self, day: SchoolDay, interval: Interval) -> bool:
        """Whether the adult is present and has no regular lesson inside the interval."""
        return self.present(day, interval) and not any(
            lesson.interval.overlaps(interval) for lesson in self.lessons_on(day)
        )

    def can_lead(self, club: str, skill: str) -> bool:
        """Whether the adult is qualified to lead the club: named for it, or holding its skill."""
        return club in self.clubs or (not self.clubs and skill in self.skills)
