"""Paper out and in: workbooks, print, calendars, surveys, timetables."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.atomic import write_bytes, write_text
from scheduler.config.load import load_outline
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

if TYPE_CHECKING:
    from scheduler.reports.registry import Format
    from scheduler.survey.form import Form, Wanted
    from scheduler.survey.read import Survey
    from scheduler.template.run import ImportedSchool
    from scheduler.timetables.convert import Imported


def export(
    problem: Problem,
    found: Plan,
    folder: Path,
    *,
    language: str,
    kinds: Sequence[str] = (),
    forms: "Sequence[Format]" = (),
    names: Mapping[str, str] | None = None,
    earlier: Sequence[Plan] = (),
) -> tuple[Path, ...]:
    """Write workbooks, print and calendars of a plan into a folder and return the files written.

    `names`: names by id, shown where a document may show them. `earlier`: plans of the same week that this one
    replaces, oldest first. Raises PaperRefused before anything is written.
    """
    from scheduler.reports.export import export as write_documents

    return write_documents(
        problem, found, folder, language=language, kinds=kinds, forms=forms, names=names, earlier=earlier
    )


def survey_form(school: Path, wanted: "Wanted | None" = None) -> "Form":
    """The survey form of a school, not yet written. Raises InputRefused when the school or its roster is faulty."""
    from scheduler.survey.form import Wanted, build_form

    return build_form(load_outline(school), wanted or Wanted())


def write_form(form: "Form", out: Path, *, split: bool = False) -> tuple[Path, ...]:
    """Write a form as an Excel workbook, or with `split` one workbook a homeroom into the folder `out`."""
    from scheduler.survey.form import one_by_one
    from scheduler.survey.workbook import form_bytes

    files = {out / f"{part.sheets[0].homeroom}.xlsx": part for part in one_by_one(form)} if split else {out: form}
    for file, part in files.items():
        write_bytes(file, form_bytes(part))
    return tuple(files)


def survey_read(files: Sequence[Path], school: Path, out: Path | None = None) -> "Survey":
    """Read returned survey forms; without errors, write the roster to `out`. Raises InputRefused."""
    from scheduler.survey.read import read_survey

    survey = read_survey(files, school)
    if out is not None and survey.roster is not None:
        write_text(out, survey.roster)
    return survey


def import_timetable(
    files: Sequence[Path],
    school: Path,
    out: Path | None = None,
    *,
    format_name: str | None = None,
    names: Path | None = None,
    map_file: Path | None = None,
    by: str = "lesson",
    encoding: str | None = None,
) -> "Imported":
    """Read a timetable of another program (`scheduler.timetables.convert`); once all of it is settled write `out`.

    Names still open are added to `map_file`. Raises InputRefused when a file cannot be read at all.
    """
    from scheduler.timetables.convert import By, Request, read_timetable
    from scheduler.timetables.map_file import map_csv

    request = Request(files, school, format_name, names, map_file, By(by), encoding)
    found = read_timetable(request)
    if out is not None and found.lessons is not None:
        write_text(out, found.lessons)
    if map_file is not None and found.open:
        write_text(map_file, map_csv(found))
    return found


def template(school: Path | None, out: Path, language: str | None = None) -> None:
    """Write the workbook of a school (None: a blank one) to `out`. Raises InputRefused when the school cannot be read.

    `language`: `zh` or `en`; None = the school's own.
    """
    from scheduler.template.run import template_bytes

    write_bytes(out, template_bytes(school, language))


def import_school(workbook: Path, folder: Path) -> "ImportedSchool":
    """Take a school workbook into a folder, new or that of the school; only files that change are written.

    Raises InputRefused, and nothing is written, with every fault at its sheet and cell, and with every row that was
    edited both in the workbook and in the folder since the workbook was made.
    """
    from scheduler.template.run import import_school as imported

    found = imported(workbook, folder)
    for name, text in found.texts.items():
        write_text(folder / name, text)
    return found
