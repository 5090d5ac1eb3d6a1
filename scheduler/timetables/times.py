"""From a lesson's time or number in a timetable to a lesson of the school's own bells."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scheduler.calendar.clock import Interval, format_clock
from scheduler.config.build_calendar import lesson_interval, stage_of
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import two_languages
from scheduler.domain.people import Stage
from scheduler.timetables.entry import Clock, Rule

SEASONS = ("summer", "winter")
TOLERANCE = 15
"""Minutes a lesson may begin or end away from the one it is taken for."""
MOST_LESSONS = 20
_MIXED: Rule = (
    "a lesson without a class needs one set of bells for the whole school; write the class",
    "没有班级的课要求全校作息一致，请写明班级",
)

Day = Sequence[Interval]
"""The lessons of one day in one season."""


@dataclass(frozen=True)
class Lessons:
    """The lessons of one day, first to last, by season."""

    by_season: tuple[Day, ...]

    @property
    def count(self) -> int:
        """Lessons there are in every season."""
        return min(map(len, self.by_season))

    def spanned(self, clock: Clock) -> range:
        """Numbers of the lessons a time of day covers, in whichever season it fits best; empty when it fits none.

        It fits if it begins within 15 minutes of a lesson's start and ends within 15 minutes of the end of that lesson
        or of a later one. Without an end it is one lesson.
        """
        fits = [fit for day in self.by_season if (fit := _fit(day, clock))]
        return min(fits, key=lambda fit: fit[0])[1] if fits else range(0)

    def nearest(self, clock: Clock) -> str:
        """The lesson that begins nearest, in words: `2 (09:15-09:55)`; empty when there is none."""
        near = [
            (abs(found.start - clock.start), number, found)
            for day in self.by_season
            for number, found in _numbered(day)
        ]
        if not near:
            return ""
        _, number, interval = min(near)
        return f"{number} ({interval})"


class Bells:
    """The lessons of every stage of a school."""

    def __init__(self, file: SchoolFile) -> None:
        self.file = file
        self.of_stage = cache(self._of_stage)

    def of_homeroom(self, homeroom: str) -> Lessons | Rule:
        """The lessons of a homeroom's stage, or why there are none to go by."""
        return self.of_stage(stage_of(self.file.homerooms[homeroom].grade))

    def of_school(self) -> Lessons | Rule:
        """The lessons of the whole school, for a lesson without a class; stages that differ are a reason for none."""
        stages = [self.of_stage(stage) for stage in self.file.bells]
        return stages[0] if all(found == stages[0] for found in stages) else _MIXED

    def _of_stage(self, stage: Stage) -> Lessons | Rule:
        bells = self.file.bells.get(stage)
        if bells is None or bells.morning is None:
            return (
                f"the bells of {stage} need `morning: {{start, lessons}}`",
                f"{stage} 的作息须写 morning（上午首节时间和节数）",
            )
        days = []
        for season in SEASONS:
            try:
                lessons = [lesson_interval(self.file, bells, season, number) for number in range(1, MOST_LESSONS)]
            except ValueError as error:
                return two_languages(error)
            days.append(tuple(found for found in lessons if found is not None))
        return Lessons(tuple(days))


def say_clock(clock: Clock) -> str:
    """`08:20-09:00`, or the start alone."""
    return format_clock(clock.start) + ("" if clock.end is None else f"-{format_clock(clock.end)}")


def _numbered(day: Day) -> enumerate[Interval]:
    return enumerate(day, start=1)


def _fit(day: Day, clock: Clock) -> tuple[int, range] | None:
    """How far away, and the numbers, of the lessons a time covers in one season."""
    best: tuple[int, range] | None = None
    for first, opening in _numbered(day):
        away = abs(opening.start - clock.start)
        if away > TOLERANCE:
            continue
        for last, closing in _numbered(day):
            off = 0 if clock.end is None else abs(closing.end - clock.end)
            if last < first or off > TOLERANCE or (clock.end is None and last > first):
                continue
            if best is None or away + off < best[0]:
                best = away + off, range(first, last + 1)
    return best
