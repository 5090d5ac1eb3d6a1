"""Workbooks of the tiny school, read back as cells."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from small import small_plan, small_problem

from scheduler.domain.demand import Mode
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Plan
from scheduler.domain.problem import Problem
from scheduler.reports.paper import paper_of
from scheduler.reports.registry import Format, documents

WORKBOOKS = documents(forms=[Format.XLSX])
NAMES = {"A1": "王小明", "T1": "李建国", "T5": "周敏"}


def counted() -> tuple[Problem, Plan]:
    """The tiny school in counts mode, with the same sessions and nobody named in them."""
    plan = small_plan()
    sessions = tuple(replace(session, roster=()) for session in plan.sessions)
    allotments = (Allotment("A", SectionId("chess", "S", 1), 2), Allotment("B", SectionId("chess", "S", 1), 2))
    problem = small_problem(mode=Mode.COUNTS, pupils={})
    return problem, replace(plan, mode="counts", seats=(), sessions=sessions, allotments=allotments)


def book(
    kind: str,
    problem: Problem | None = None,
    plan: Plan | None = None,
    language: str = "zh",
    names: Mapping[str, str] | None = None,
) -> dict[str, Worksheet]:
    """The sheets of one workbook of the tiny school."""
    paper = paper_of(problem or small_problem(), plan or small_plan(), language, names)
    ((_, content),) = documents([kind])[0].files(paper)
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(content)).worksheets}


def rows(sheet: Worksheet) -> list[list[object]]:
    """All cells of a sheet as values, empty ones as ''."""
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def row(sheet: Worksheet, *starts: object) -> list[object]:
    """The first row that begins with these cells."""
    return next(found for found in rows(sheet) if found[: len(starts)] == list(starts))


def below(sheet: Worksheet, heading: str) -> list[list[object]]:
    """The rows from the one that begins with a heading to the end."""
    found = rows(sheet)
    return found[next(k for k, r in enumerate(found) if str(r[0]).startswith(heading)) :]


def fitted(sheet: Worksheet) -> tuple[int, int]:
    """Pages across and down a sheet is fitted to, 1 where the file does not say (ECMA-376, 18.3.1.63); 0 is any."""
    across, down = sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight
    return int(1 if across is None else across), int(1 if down is None else down)
