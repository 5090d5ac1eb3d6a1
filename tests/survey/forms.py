"""Survey forms filled in as a class teacher would, cell by cell, and read back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scheduler.api import survey_form, survey_read, write_form
from scheduler.survey.form import Wanted
from scheduler.survey.read import Survey
from scheduler.survey.todo import Todo
from tests.config.tiny import write_school

NO_ROSTER = ("rosters: {pupils: pupils.csv, lessons: lessons.csv}", "rosters: {lessons: lessons.csv}")
ALL_DAYS = {"周一": "两个时段", "周二": "第一时段", "周三": "两个时段", "周四": "不参加", "周五": "第一时段"}
FULL = {**ALL_DAYS, "志愿1": "阅读 books", "签协议": "是"}
"""A first grader's whole answer: strand A meets on Monday and Wednesday, and books is a club of it."""
THIRD = {
    **ALL_DAYS,
    "周二": "两个时段",
    "志愿1": "篮球（周二） ball@B",
    "志愿2": "阅读（周一、周三） books",
    "签协议": "是",
}
"""A third grader's whole answer: ball on Tuesday (strand B), books on Monday and Wednesday (strand A)."""
ENROLLED = (
    ("C1: {grade: 1, enrolled: 3", "C1: {grade: 1, enrolled: 1"),
    ("C3: {grade: 3, enrolled: 3", "C3: {grade: 3, enrolled: 2"),
    ("survey: {C1: 3, C3: 2}", "survey: {}"),
)
"""Enrolment as the roster has it: a1 in C1, a2 and a3 in C3."""


def school(folder: Path, *changes: tuple[str, str], **files: str) -> Path:
    """The tiny school in a folder of its own."""
    (folder / "school").mkdir(exist_ok=True)
    return write_school(folder / "school", *changes, **files)


def form(school: Path, file: Path, **wanted: Any) -> Path:
    """The school's form, written."""
    write_form(survey_form(school, Wanted(**wanted)), file)
    return file


def fill(file: Path, answers: Mapping[str, Mapping[str, object]]) -> Path:
    """Write answers into the rows of pupils, by header; a pupil who is on no sheet is an error."""
    book = load_workbook(file)
    found = set()
    for sheet in book.worksheets[1:-1]:
        headers = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            pupil = sheet.cell(row, 1).value
            for header, value in answers.get(pupil, {}).items():
                sheet.cell(row, headers[header]).value = value
            found.add(pupil)
    assert found >= set(answers)
    book.save(file)
    return file


def answered(
    folder: Path, answers: Mapping[str, Mapping[str, object]], *changes: tuple[str, str], **files: str
) -> Survey:
    """The survey of the tiny school whose form was filled in like this."""
    there = school(folder, *changes, **files)
    return survey_read([fill(form(there, folder / "form.xlsx"), answers)], there, folder / "pupils.csv")


def codes(survey: Survey) -> list[tuple[str, str]]:
    """Pupil (or homeroom) and code of every open matter or error, in order."""
    return [(item.pupil or item.homeroom, item.code) for item in survey.todo]


def only(survey: Survey, code: str) -> Todo:
    """The one entry with this code."""
    (item,) = [item for item in survey.todo if item.code == code]
    return item
