"""The rows of the roster as changes read and write them: who attends when, who wishes what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from scheduler.calendar.term import parse_weekday
from scheduler.config.build_calendar import stage_of
from scheduler.config.build_tables import CHOICES
from scheduler.config.changes.draft import Draft
from scheduler.config.roster_words import read_periods, read_wish, stays_away
from scheduler.config.schema import BellsFile, ClubFile
from scheduler.config.schema_people import HomeroomFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS
from scheduler.config.sheet import Sheet
from scheduler.domain.allocation import lottery_numbers


def attends(cells: Mapping[str, str]) -> bool:
    """Whether the pupil of a row takes part on any day."""
    return any(not stays_away(cells.get(day, "")) for day in SCHOOL_WEEKDAYS)


def codes_of(cells: Mapping[str, str], day: str) -> tuple[str, ...]:
    """The periods of a row on a day; none where the cell cannot be read, which the building of the roster reports."""
    try:
        return read_periods(cells.get(day, ""))
    except PydanticCustomError:
        return ()


def by_lottery(draft: Draft, sheet: Sheet, rows: Sequence[int]) -> list[int]:
    """Rows in the order of the pupils' public lottery numbers: of two shares the smaller is part of the larger."""
    seed = draft.entries("clubs_rule").get("lottery") or draft.entries("school")["id"]
    numbers = lottery_numbers(f"{seed}", (sheet.rows[row]["pupil"] for row in rows))
    return sorted(rows, key=lambda row: (numbers[sheet.rows[row]["pupil"]], row))


def stay_away(draft: Draft, sheet: Sheet, row: int, days: Sequence[str] = SCHOOL_WEEKDAYS) -> None:
    """Empty the cells of some weekdays."""
    for day in days:
        if not stays_away(sheet.rows[row].get(day, "")):
            sheet.write(row, day, "", draft.mark())


def wishes(draft: Draft, sheet: Sheet) -> Iterator[tuple[int, str, str, str]]:
    """Every wish that names a club: its row and column, the club, and the strand or nothing."""
    clubs = {key: draft.view(ClubFile, "clubs", key) for key in draft.entries("clubs")}
    read: dict[str, tuple[str, str]] = {}
    for row, cells in enumerate(sheet.rows):
        for column in CHOICES:
            text = cells.get(column, "")
            if text:
                if text not in read:
                    name, _, strand = read_wish(text, clubs).partition("@")
                    read[text] = name, strand
                yield row, column, *read[text]


def clear_club(draft: Draft, club: str) -> None:
    """Take a club off every list of wishes."""
    sheet = draft.sheet("pupils")
    if sheet is not None:
        for row, column in [(row, column) for row, column, name, _ in wishes(draft, sheet) if name == club]:
            sheet.write(row, column, "", draft.mark())


def move_wishes(draft: Draft, club: str, old: str, new: str) -> None:
    """Let wishes for a club in one strand be for another; one that is on the list already is taken off."""
    sheet = draft.sheet("pupils")
    if sheet is None:
        return
    found = list(wishes(draft, sheet))
    there = {(row, name, strand) for row, _, name, strand in found}
    for row, column, name, strand in found:
        if (name, strand) == (club, old):
            twice = (row, club, new) in there
            sheet.write(row, column, "" if twice else f"{club}@{new}", draft.mark())


def may_attend(draft: Draft, field: str) -> Callable[[str], bool]:
    """Whether the bells of a homeroom's stage hold a part of the day: `extended` or `evening`."""
    held: dict[str, bool] = {}
    for stage in draft.entries("bells"):
        bells = draft.view(BellsFile, "bells", stage)
        held[stage] = bool(getattr(bells, field))

    def holds(room: str) -> bool:
        grade = draft.view(HomeroomFile, "homerooms", room).grade
        return held.get(stage_of(grade).value, False)

    rooms = {room: holds(room) for room in draft.entries("homerooms")}
    return lambda room: rooms.get(room, False)


def weekday_of(cells: Mapping[str, str]) -> int | None:
    """The ISO weekday of a row; None for a cell that is none, which the building of the tables reports."""
    try:
        return parse_weekday(cells.get("weekday", ""))
    except ValueError:
        return None


def number(text: Any) -> int:
    """A cell's head-count; 0 for one that is none, which the building of the counts reports."""
    word = f"{text}"
    return int(word) if word.isascii() and word.isdigit() else 0
