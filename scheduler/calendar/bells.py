"""The bells of one grade on one day: lessons, dismissal, service periods, extended care, evening study."""

from dataclasses import dataclass
from typing import Literal, get_args

from scheduler.calendar.clock import MINUTES_PER_DAY, Interval, format_clock

DayKind = Literal["both", "homework", "club"]

SHORTEST_EARLY_MINUTES = 20


@dataclass(frozen=True, slots=True)
class BellRule:
    """What fixes the bells of one stage in one season: lengths in minutes, clock values after midnight.

    Args:
        afternoon_start: start of the first afternoon lesson; fixed by area and season in 五(二).
        lesson_minutes: length of a lesson, usually 40 (primary) or 45 (junior).
        break_minutes: between two lessons.
        afternoon_lessons: the most lessons any grade of the stage has in an afternoon.
        gap_minutes: from dismissal to the first period.
        p1_minutes: first period, 第一时段 (五(三)), at least 1.
        between_minutes: between the periods, and before and after an early activity.
        p2_minutes: second period, 第二时段 (五(三)); 0 = none.
        extended_minutes: extended care after the service, 30 in 五(二); 0 = none.
        early_from: an early activity does not start before this clock value; None = as soon as it can.
        evening: evening study (五(二)), None = none.

    Raises:
        ValueError: naming the first field that is out of bounds.
    """

    afternoon_start: int
    lesson_minutes: int
    break_minutes: int
    afternoon_lessons: int
    gap_minutes: int
    p1_minutes: int
    between_minutes: int
    p2_minutes: int
    extended_minutes: int
    early_from: int | None = None
    evening: Interval | None = None

    def __post_init__(self) -> None:
        _check_field("afternoon_start", self.afternoon_start, 0)
        _check_field("lesson_minutes", self.lesson_minutes, 1)
        _check_field("break_minutes", self.break_minutes, 0)
        _check_field("afternoon_lessons", self.afternoon_lessons, 0)
        _check_field("gap_minutes", self.gap_minutes, 0)
        _check_field("p1_minutes", self.p1_minutes, 1)
        _check_field("between_minutes", self.between_minutes, 0)
        _check_field("p2_minutes", self.p2_minutes, 0)
        _check_field("extended_minutes", self.extended_minutes, 0)
        if self.early_from is not None:
            _check_field("early_from", self.early_from, 0)

    def lessons(self, count: int) -> tuple[Interval, ...]:
        """The first `count` afternoon lessons; () for 0."""
        pitch = self.lesson_minutes + self.break_minutes
        starts = (self.afternoon_start + index * pitch for index in range(count))
        return tuple(Interval(start, start + self.lesson_minutes) for start in starts)

    def dismissal(self, count: int) -> int:
        """The clock value at which `count` afternoon lessons are over; the afternoon start for 0 lessons."""
        lessons = self.lessons(count)
        return lessons[-1].end if lessons else self.afternoon_start


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The intervals of one grade on one day; None = not offered.

    Raises:
        ValueError: when the parts are out of order: lessons, dismissal, early, P1, P2, and then, each
            on its own, extended care and evening study.
    """

    lessons: tuple[Interval, ...]
    dismissal: int
    early: Interval | None = None
    p1: Interval | None = None
    p2: Interval | None = None
    extended: Interval | None = None
    evening: Interval | None = None

    def __post_init__(self) -> None:
        now = 0
        for lesson in self.lessons:
            now = _after(("lesson", "课"), lesson, now)
        if self.dismissal < now:
            raise ValueError(
                f"dismissal {format_clock(self.dismissal)} must not be before the last lesson ends,"
                f" {format_clock(now)}"
                f" / 放学时刻 {format_clock(self.dismissal)} 不应早于末节课结束 {format_clock(now)}"
            )
        now = self.dismissal
        parts = (
            (("early activity", "早放活动"), self.early),
            (("P1", "第一时段"), self.p1),
            (("P2", "第二时段"), self.p2),
        )
        for name, part in parts:
            now = _after(name, part, now)
        _after(("extended care", "延时托管"), self.extended, now)
        _after(("evening study", "晚自习"), self.evening, now)

    @property
    def service(self) -> tuple[Interval, ...]:
        """Early activity, P1 and P2, as far as offered, in order of time."""
        return tuple(part for part in (self.early, self.p1, self.p2) if part is not None)

    @property
    def first_start(self) -> int:
        """The clock value at which the service begins; the dismissal when there is none."""
        return self.service[0].start if self.service else self.dismissal

    @property
    def service_end(self) -> int:
        """The clock value at which P2, or else P1, ends; the dismissal when there is no service."""
        return self.service[-1].end if self.service else self.dismissal

    @property
    def last_end(self) -> int:
        """The clock value at which extended care, or else the service, ends; evening study stands apart."""
        return self.extended.end if self.extended is not None else self.service_end

    def service_minutes(self, inner_breaks_count: bool, evening_counts: bool) -> int:
        """Minutes to hold against the daily minimum (五(二), "每天至少开展2小时").

        Formula: early activity + P1 + P2, plus the breaks between them if `inner_breaks_count`, plus
            evening study if
        `evening_counts` (the 2021 reading; a national notice of 2023-12 does not count it). Never counted:
        the time from dismissal to the first period, supper and extended care. 0 when nothing is offered.
        """
        counted = sum(part.minutes for part in self.service)
        if inner_breaks_count:
            counted = self.service_end - self.first_start
        if evening_counts and self.evening is not None:
            counted += self.evening.minutes
        return counted


def day_times(
    rule: BellRule,
    lessons_today: int,
    stage_common_lessons: int,
    kind: DayKind = "both",
    *,
    evening_today: bool = True,
) -> DayTimes:
    """The bells of a grade on a day.

    All grades of a stage start the first period together, at the dismissal after `stage_common_lessons`
    lessons plus the gap. A grade with fewer lessons is dismissed earlier and gets an early activity from
    `between_minutes` after its own dismissal to `between_minutes` before the common start, if that leaves
    at least 20 minutes. Extended care follows the service at once (五(二), "课后服务结束后的半小时").

    Args:
        lessons_today: afternoon lessons of this grade on this weekday.
        stage_common_lessons: the largest `lessons_today` among the grades of the stage on this weekday.
        kind: "both" periods; "homework", P1 only; "club", P2 only, starting where P1 would.
        evening_today: whether the rule's evening study is held on this weekday.

    Raises:
        ValueError: unless 0 <= lessons_today <= stage_common_lessons <= rule.afternoon_lessons; for an
            unknown kind; for a club day under a rule without P2; when the day does not fit before midnight
            or the evening study starts before the service ends.
    """
    _check_lessons(rule, lessons_today, stage_common_lessons)
    dismissal = rule.dismissal(lessons_today)
    common_start = rule.dismissal(stage_common_lessons) + rule.gap_minutes
    p1, p2 = _periods(rule, common_start, kind)
    service_end = max(period.end for period in (p1, p2) if period is not None)
    extended = None
    if rule.extended_minutes:
        extended = Interval(service_end, service_end + rule.extended_minutes)
    return DayTimes(
        lessons=rule.lessons(lessons_today),
        dismissal=dismissal,
        early=_early(rule, dismissal, common_start) if lessons_today < stage_common_lessons else None,
        p1=p1,
        p2=p2,
        extended=extended,
        evening=rule.evening if evening_today else None,
    )


def _periods(rule: BellRule, start: int, kind: DayKind) -> tuple[Interval | None, Interval | None]:
    if kind not in get_args(DayKind):
        raise ValueError(
            f"kind of day {kind!r} must be one of {', '.join(get_args(DayKind))}"
            f" / 当日类型 {kind!r} 应为 {'、'.join(get_args(DayKind))} 之一"
        )
    if kind == "club":
        if not rule.p2_minutes:
            raise ValueError("a club day needs p2_minutes >= 1, not 0 / 仅社团日的 p2_minutes 应至少为 1，不是 0")
        return None, Interval(start, start + rule.p2_minutes)
    p1 = Interval(start, start + rule.p1_minutes)
    if kind == "homework" or not rule.p2_minutes:
        return p1, None
    p2_start = p1.end + rule.between_minutes
    return p1, Interval(p2_start, p2_start + rule.p2_minutes)


def _early(rule: BellRule, dismissal: int, common_start: int) -> Interval | None:
    start = max(dismissal + rule.between_minutes, rule.early_from or 0)
    end = common_start - rule.between_minutes
    return Interval(start, end) if end - start >= SHORTEST_EARLY_MINUTES else None


def _check_lessons(rule: BellRule, lessons_today: int, stage_common_lessons: int) -> None:
    if not 0 <= lessons_today <= stage_common_lessons <= rule.afternoon_lessons:
        raise ValueError(
            f"lessons_today {lessons_today} must be >= 0 and <= stage_common_lessons {stage_common_lessons},"
            f" which must be <= afternoon_lessons {rule.afternoon_lessons}"
            f" / 本年级下午课时 {lessons_today} 应不少于 0 且不多于学段最多课时 {stage_common_lessons}，"
            f"后者应不多于下午总课时 {rule.afternoon_lessons}"
        )


def _check_field(name: str, value: int, least: int) -> None:
    if not least <= value <= MINUTES_PER_DAY:
        raise ValueError(
            f"{name} {value} must lie between {least} and {MINUTES_PER_DAY}"
            f" / {name} {value} 应在 {least} 至 {MINUTES_PER_DAY} 之间"
        )


def _after(name: tuple[str, str], part: Interval | None, earliest: int) -> int:
    if part is None:
        return earliest
    if part.start < earliest:
        raise ValueError(
            f"{name[0]} {part} must not start before {format_clock(earliest)}"
            f" / {name[1]} {part} 不应早于 {format_clock(earliest)} 开始"
        )
    return part.end
