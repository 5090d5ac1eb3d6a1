"""Expected head-counts: from their own files, or counted from the roster."""

from collections.abc import Mapping
from datetime import date

from scheduler.calendar.term import SchoolDay
from scheduler.config.build_findings import CLUB, HOMEROOM
from scheduler.config.build_tables import Rows
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS, read_weekday
from scheduler.domain.demand import Counts, Period, Pupil

HEAD_COLUMNS: Mapping[str, Period] = {
    "p1": Period.P1,
    "p2": Period.P2,
    "extended": Period.EXTENDED,
    "evening": Period.EVENING,
}
Heads = dict[tuple[str, int, Period], int]


def build_counts(
    file: SchoolFile,
    expected: Rows | None,
    interest: Rows | None,
    pupils: Mapping[str, Pupil],
    days: tuple[SchoolDay, ...],
) -> Counts:
    """Head-counts, interest and extra needs: each from its file where there is one, else from the pupils."""
    heads = _read_heads(file, expected) if expected is not None else heads_of(pupils, days)
    wanted = _read_interest(file, interest) if interest is not None else interest_of(file, pupils)
    return Counts(heads, wanted, dict(file.extra_needs) or extra_needs_of(pupils))


def heads_of(pupils: Mapping[str, Pupil], days: tuple[SchoolDay, ...]) -> Heads:
    """(homeroom, weekday, period) to pupils of the roster whose agreement is valid on that day of the week.

    A weekday without school that week is counted with the agreements of its first school day.
    """
    dates = {day.weekday: day.date for day in reversed(days)}
    first = min(dates.values(), default=date.min)
    heads: Heads = {}
    for pupil in pupils.values():
        for weekday, periods in pupil.days.items():
            if pupil.agreed_on(dates.get(weekday, first)):
                for period in sorted(periods):
                    key = (pupil.homeroom, weekday, period)
                    heads[key] = heads.get(key, 0) + 1
    return heads


def interest_of(file: SchoolFile, pupils: Mapping[str, Pupil]) -> dict[str, int]:
    """Club to pupils who put it first: first in their list, or first among their wishes for one strand."""
    interest = dict.fromkeys(file.clubs, 0)
    for pupil in pupils.values():
        first: dict[str | None, str] = {}
        for choice in pupil.choices:
            first.setdefault(choice.strand, choice.club)
        for club in sorted(set(first.values())):
            interest[club] += 1
    return interest


def extra_needs_of(pupils: Mapping[str, Pupil]) -> dict[str, int]:
    """Homeroom to pupils of the roster who need an adult of their own."""
    needs: dict[str, int] = {}
    for pupil in pupils.values():
        if pupil.needs_adult:
            needs[pupil.homeroom] = needs.get(pupil.homeroom, 0) + 1
    return needs


def _read_heads(file: SchoolFile, rows: Rows) -> Heads:
    heads: Heads = {}
    seen: set[tuple[str, int]] = set()
    for row in range(len(rows)):
        homeroom = rows.known(row, "homeroom", file.homerooms, HOMEROOM)
        weekday = rows.read(row, "weekday", read_weekday)
        if homeroom is None or weekday is None:
            continue
        name = rows.cell(row, "homeroom")
        if (name, weekday) in seen:
            rule = (
                f"{name} already has a row for {SCHOOL_WEEKDAYS[weekday - 1]}; keep one",
                f"{name} 这一天已有一行，请只保留一处",
            )
            rows.wrong(row, "weekday", rule)
        seen.add((name, weekday))
        for column, period in HEAD_COLUMNS.items():
            count = rows.count(row, column)
            if count > homeroom.enrolled:
                rule = (
                    f"must be <= the {homeroom.enrolled} pupils enrolled",
                    f"不应多于在籍 {homeroom.enrolled} 人",
                )
                rows.wrong(row, column, rule)
            elif count:
                heads[name, weekday, period] = count
    return heads


def _read_interest(file: SchoolFile, rows: Rows) -> dict[str, int]:
    interest = dict.fromkeys(file.clubs, 0)
    seen: set[str] = set()
    for row in range(len(rows)):
        name = rows.cell(row, "club")
        if rows.known(row, "club", file.clubs, CLUB) is None:
            continue
        if name in seen:
            rows.wrong(row, "club", ("this club already has a row; keep one", "该社团已有一行，请只保留一处"))
        seen.add(name)
        interest[name] = rows.count(row, "pupils")
    return interest
