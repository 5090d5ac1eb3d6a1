"""What stands on a survey form before it is written: one sheet a homeroom, its pupils, and what each cell offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.config.build_calendar import stage_of
from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_roster import build_pupils
from scheduler.config.build_tables import CHOICES, YES, Rows
from scheduler.config.csv_reader import Table
from scheduler.config.finding import InputRefused
from scheduler.config.load import Outline
from scheduler.config.roster_words import read_periods, read_roster_date, read_wish, say_periods
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS
from scheduler.survey.columns import NO_REPLY, REPLIED, Kind, SurveyColumn, form_columns
from scheduler.survey.offer import day_options, wish_label, wish_options

FEWEST_CHOICES = 4
"""Wishes asked for unless more are wanted."""
_YES, _NO = ("是", "yes"), ("否", "no")
_FIXED = {Kind.YES_NO: (_YES, _NO), Kind.FLAG: (_YES,), Kind.REPLY: (REPLIED, NO_REPLY)}


@dataclass(frozen=True)
class FormSheet:
    """The form of one homeroom: a row a pupil (text by column), and by column what its drop-down offers."""

    homeroom: str
    rows: Sequence[Mapping[str, str]]
    options: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Form:
    """A whole survey form, in one language."""

    file: SchoolFile
    language: str
    columns: tuple[SurveyColumn, ...]
    sheets: tuple[FormSheet, ...]


@dataclass(frozen=True)
class Wanted:
    """What kind of form is wanted: its language, wishes asked for, present answers in it, names by id."""

    language: str | None = None
    """None = the school's."""
    choices: int = FEWEST_CHOICES
    filled: bool = False
    names: Mapping[str, str] | None = None


def build_form(outline: Outline, wanted: Wanted) -> Form:
    """The form of a school. Raises InputRefused when the roster it has is faulty.

    Pupils are those of the roster, in its order; a homeroom with fewer than are enrolled gets rows without an id up to
    that number, or, while there is no roster at all, numbered ones (`C101-01`). With `filled`, as many wishes as the
    longest list in the roster, if those are more than asked for.
    """
    file, roster = outline.file, outline.roster
    if roster is not None:
        check_roster(outline, roster)
    rows = roster.rows if roster is not None else []
    most = max((n for row in rows for n, name in enumerate(CHOICES, 1) if row.get(name)), default=0)
    choices = max(wanted.choices, most if wanted.filled else 0)
    maker = _Maker(
        outline, wanted, wanted.language or file.school.language, form_columns(choices, names=wanted.names is not None)
    )
    return Form(file, maker.language, maker.columns, tuple(maker.sheet(key) for key in file.homerooms))


def one_by_one(form: Form) -> tuple[Form, ...]:
    """The same form as one of a single sheet for each homeroom."""
    return tuple(replace(form, sheets=(sheet,)) for sheet in form.sheets)


def check_roster(outline: Outline, roster: Table) -> None:
    """Raise InputRefused with what is wrong in the roster the school has now."""
    complaints = Complaints(outline.document)
    build_pupils(outline.file, Rows(roster, complaints))
    if complaints.found:
        raise InputRefused(distinct(complaints.found))


@dataclass(frozen=True)
class _Maker:
    """Makes the sheets of one form."""

    outline: Outline
    wanted: Wanted
    language: str
    columns: tuple[SurveyColumn, ...]

    def sheet(self, homeroom: str) -> FormSheet:
        file, roster = self.outline.file, self.outline.roster
        grade = file.homerooms[homeroom].grade
        rows = [self._row(row, grade) for row in (roster.rows if roster else ()) if row["homeroom"] == homeroom]
        for number in range(len(rows) + 1, file.homerooms[homeroom].enrolled + 1):
            rows.append({"pupil": "" if roster else f"{homeroom}-{number:02d}", "homeroom": homeroom})
        return FormSheet(homeroom, rows, {column.name: self._options(column, grade) for column in self.columns})

    def _row(self, pupil: Mapping[str, str], grade: int) -> dict[str, str]:
        names = self.wanted.names or {}
        row = {"pupil": pupil["pupil"], "homeroom": pupil["homeroom"], "name": names.get(pupil["pupil"], "")}
        for column in self.columns:
            text = pupil.get(column.name, "") if self.wanted.filled or column.look.of_school else ""
            if text and column.name not in row:
                row[column.name] = self._shown(column, text, grade)
        if row.get("consent_from"):
            row["consent"] = _YES[self._word]
        return row

    def _shown(self, column: SurveyColumn, text: str, grade: int) -> str:
        """A cell of the roster as the form shows it."""
        if column.kind is Kind.PERIODS:
            return say_periods(read_periods(text), self.language)
        if column.kind is Kind.WISH:
            club, _, strand = read_wish(text, self.outline.file.clubs).partition("@")
            return wish_label(self.outline.file, club, strand or None, grade, self.language)
        if column.kind is Kind.DATE:
            return read_roster_date(text).isoformat()
        if column.kind is Kind.FLAG:
            return _YES[self._word] if text.lower() in YES else ""
        return text

    def _options(self, column: SurveyColumn, grade: int) -> tuple[str, ...]:
        """What the drop-down of a column offers a grade; () for none."""
        file = self.outline.file
        if column.kind is Kind.PERIODS:
            weekday = SCHOOL_WEEKDAYS.index(column.name) + 1
            return day_options(file.bells[stage_of(grade)], weekday, self.language)
        if column.kind is Kind.WISH:
            return wish_options(file, grade, self.language)
        if column.kind is Kind.SUPPORT:
            return tuple(key for key, group in file.support_groups.items() if grade in group.grades)
        if column.kind is Kind.PRIORITY:
            return tuple(dict.fromkeys(group for club in file.clubs.values() for group in club.reserved))
        return tuple(texts[self._word] for texts in _FIXED.get(column.kind, ()))

    @property
    def _word(self) -> int:
        return 0 if self.language == "zh" else 1
