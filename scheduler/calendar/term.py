"""The school calendar: seasons, weekdays, the days of a term and the timetable each of them follows."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LONGEST_TERM = 366
"""Days a term may have, holidays included: a school year."""

_WEEKDAYS_ZH = "一二三四五六日"
_LEAP_YEAR = 2000
_ONE_DAY = datetime.timedelta(days=1)


def weekday_zh(weekday: int) -> str:
    """The Chinese name of an ISO weekday, 1 -> `"周一"`, 7 -> `"周日"`.

    Raises:
        ValueError: when the weekday is not 1..7.
    """
    _check_weekday(weekday)
    return f"周{_WEEKDAYS_ZH[weekday - 1]}"


def weekday_en(weekday: int) -> str:
    """The short English name of an ISO weekday, 1 -> `"mon"`, 7 -> `"sun"`.

    Raises:
        ValueError: when the weekday is not 1..7.
    """
    _check_weekday(weekday)
    return WEEKDAYS[weekday - 1]


def parse_weekday(text: str) -> int:
    """The ISO weekday (1 = Monday) of `"mon"`, `"周一"` or `"星期一"`; 周日 and 周天 are both 7.

    Raises:
        ValueError: for any other word, listing the valid ones.
    """
    if text.lower() in WEEKDAYS:
        return WEEKDAYS.index(text.lower()) + 1
    day = text.removeprefix("星期").removeprefix("周").replace("天", "日")
    if day != text and len(day) == 1 and day in _WEEKDAYS_ZH:
        return _WEEKDAYS_ZH.index(day) + 1
    raise ValueError(
        f"weekday {text!r} must be one of {', '.join(WEEKDAYS)}"
        f" / 星期 {text!r} 应为 {'、'.join(weekday_zh(n) for n in range(1, 8))} 之一"
    )


@dataclass(frozen=True, slots=True)
class Season:
    """A part of the year with its own bells, from `first` to `last`, each (month, day), both included.

    When `first` is later than `last` the season runs over the new year. The notice, 五(二), gives the
    afternoon start for summer and winter but no dates, so the dates are always input.

    Raises:
        ValueError: when `first` or `last` is not a day of any year.
    """

    name: str
    first: tuple[int, int]
    last: tuple[int, int]

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            try:
                datetime.date(_LEAP_YEAR, month, day)
            except ValueError as error:
                raise ValueError(
                    f"season {self.name!r}: {month:02d}-{day:02d} must be a day of the year, month-day"
                    f" / 季节 {self.name!r}：{month:02d}-{day:02d} 应为有效的月-日"
                ) from error

    def covers(self, day: datetime.date) -> bool:
        """Whether the date falls in this season, in whatever year."""
        month_day = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last


def season_on(day: datetime.date, seasons: Sequence[Season]) -> str:
    """The name of the one season that covers the date.

    Raises:
        ValueError: when no season or several cover it, naming the date and the seasons.
    """
    names = [season.name for season in seasons if season.covers(day)]
    if len(names) == 1:
        return names[0]
    raise ValueError(_wrong_cover(f"{day}", names, seasons))


def check_seasons(seasons: Sequence[Season]) -> list[str]:
    """One sentence for each run of days of the year that no season, or several, cover; empty if none."""
    problems: list[str] = []
    previous: list[str] = []
    day = datetime.date(_LEAP_YEAR, 1, 1)
    while day.year == _LEAP_YEAR:
        names = [season.name for season in seasons if season.covers(day)]
        if len(names) != 1 and (day.timetuple().tm_yday == 1 or names != previous):
            problems.append(_wrong_cover(f"{day:%m-%d}", names, seasons))
        previous = names
        day += _ONE_DAY
    return problems


@dataclass(frozen=True, order=True, slots=True)
class SchoolDay:
    """A date with school, and the weekday (1 = Monday .. 7 = Sunday) whose timetable it follows."""

    date: datetime.date
    weekday: int


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school days of one term: `first_day` to `last_day`, both included.

    A date is a school day when it lies in the term and is either a make-up day (调休) or a Monday to
    Friday, and is not a holiday; a date listed as both counts as a holiday until the contradiction that
    `check` reports is solved. Service is offered on every school day and on no other (五(二), "每周5天").

    Args:
        holidays: dates without school; dates outside the term or on a weekend do no harm.
        make_up: the weekday, 1..7, whose timetable a make-up date follows.
    """

    first_day: datetime.date
    last_day: datetime.date
    holidays: frozenset[datetime.date] = frozenset()
    make_up: Mapping[datetime.date, int] = field(default_factory=dict)

    def school_day(self, day: datetime.date) -> SchoolDay | None:
        """The school day of that date, or None when there is no school."""
        if not self.first_day <= day <= self.last_day or day in self.holidays:
            return None
        weekday = self.make_up.get(day, day.isoweekday())
        return SchoolDay(day, weekday) if day in self.make_up or weekday <= 5 else None

    def week_number(self, day: datetime.date) -> int:
        """The number of the date's ISO week in the term, 1 for the week of the first day; weeks of holidays count.

        0 or less before the term. Odd and even weeks (单双周) of a timetable go by this number.
        """
        mondays = [date - (date.isoweekday() - 1) * _ONE_DAY for date in (self.first_day, day)]
        return (mondays[1] - mondays[0]).days // 7 + 1

    def week_of(self, day: datetime.date) -> tuple[SchoolDay, ...]:
        """The school days, Monday to Sunday, of the ISO week that holds the date; () when it has none."""
        monday = day - (day.isoweekday() - 1) * _ONE_DAY
        return self._between(monday, monday + 6 * _ONE_DAY)

    def weeks(self) -> tuple[tuple[SchoolDay, ...], ...]:
        """The school days week by week, in order; weeks without school are left out."""
        weeks: dict[tuple[int, int], list[SchoolDay]] = {}
        for school_day in self.days():
            weeks.setdefault(school_day.date.isocalendar()[:2], []).append(school_day)
        return tuple(tuple(week) for week in weeks.values())

    def days(self) -> tuple[SchoolDay, ...]:
        """Every school day of the term, in order; () when there is none."""
        return self._between(self.first_day, self.last_day)

    @property
    def sound(self) -> bool:
        """Whether the term ends after it starts and within a year; the days of any other are not worth listing."""
        return 0 <= (self.last_day - self.first_day).days < LONGEST_TERM

    def check(self) -> list[str]:
        """One sentence, English and Chinese, for each thing that cannot be meant; empty if none."""
        return [sentence for _, sentence in self.faults()]

    def faults(self) -> list[tuple[datetime.date | None, str]]:
        """The sentences of `check`, each with the make-up day it is about; None for the term itself.

        Where the term is not `sound` no make-up day is judged.
        """
        span: list[tuple[datetime.date | None, str]] = [(None, sentence) for sentence in self._check_span()]
        return [*span, *self._check_make_up()] if self.sound else span

    def _between(self, first: datetime.date, last: datetime.date) -> tuple[SchoolDay, ...]:
        days = (self.school_day(day) for day in _dates(first, last))
        return tuple(day for day in days if day is not None)

    def _check_span(self) -> Iterator[str]:
        if self.first_day > self.last_day:
            yield (
                f"the first day {self.first_day} must not be after the last day {self.last_day}"
                f" / 学期首日 {self.first_day} 不应晚于末日 {self.last_day}"
            )
        elif not self.sound:
            days = (self.last_day - self.first_day).days + 1
            yield (
                f"the term {self.first_day} to {self.last_day} has {days} days; a term has at most {LONGEST_TERM}"
                f" / 学期 {self.first_day} 至 {self.last_day} 有 {days} 天；一个学期最多 {LONGEST_TERM} 天"
            )
        elif not self.days():
            yield (
                f"the term {self.first_day} to {self.last_day} has no school day; check first, last and holidays"
                f" / 学期 {self.first_day} 至 {self.last_day} 没有上课日，请检查 first、last 和 holidays"
            )

    def _check_make_up(self) -> Iterator[tuple[datetime.date, str]]:
        for day in sorted(self.make_up):
            weekday = self.make_up[day]
            if not 1 <= weekday <= 7:
                yield (
                    day,
                    f"make-up day {day} must follow the timetable of a weekday 1..7, not {weekday}"
                    f" / 调休日 {day} 应按周一至周日（1 至 7）之一的课表上课，而不是 {weekday}",
                )
            if day in self.holidays:
                yield (
                    day,
                    f"{day} is both a holiday and a make-up day; keep one / {day} 既是放假日又是调休上课日，请保留一处",
                )
            if not self.first_day <= day <= self.last_day:
                yield (
                    day,
                    f"make-up day {day} lies outside the term {self.first_day} to {self.last_day}"
                    f" / 调休日 {day} 不在学期 {self.first_day} 至 {self.last_day} 之内",
                )


def _dates(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    for offset in range((last - first).days + 1):
        yield first + offset * _ONE_DAY


def _check_weekday(weekday: int) -> None:
    if not 1 <= weekday <= 7:
        raise ValueError(f"weekday {weekday} must be 1..7, 1 = Monday / 星期 {weekday} 应为 1 至 7，1 为周一")


def _wrong_cover(day: str, names: Sequence[str], seasons: Sequence[Season]) -> str:
    if names:
        return (
            f"{day} must lie in one season, but {' and '.join(names)} overlap there"
            f" / {day} 应只属于一个季节，现在 {'、'.join(names)} 重叠"
        )
    known = ", ".join(season.name for season in seasons) or "-"
    return f"{day} lies in no season (seasons: {known}) / {day} 不属于任何季节（现有：{known}）"
