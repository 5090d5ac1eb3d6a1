"""Returned survey forms as a roster, and everything a class teacher has to settle before it can be trusted."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_roster import build_pupils
from scheduler.config.build_tables import Rows
from scheduler.config.finding import Finding
from scheduler.config.load import Outline, load_outline
from scheduler.survey.answers import Answers, answered, check_replies, gather, read_files, surveyed
from scheduler.survey.columns import BY_NAME, COMPANY, ROSTER_NAMES, roster_text
from scheduler.survey.matters import Seen, open_matters
from scheduler.survey.todo import ERROR, Todo

LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Survey:
    """A survey as read.

    `todo` lists errors and open questions by homeroom and pupil; `counted` is pupils with an answer or a documented
    non-reply, for the section `survey` of school.yaml; `roster` is pupils.csv, None while there is an error.
    """

    todo: tuple[Todo, ...]
    counted: Mapping[str, int]
    enrolled: Mapping[str, int]
    roster: str | None
    language: str

    @property
    def errors(self) -> int:
        """Entries that must be corrected in the files."""
        return sum(item.severity == ERROR for item in self.todo)


def read_survey(files: Sequence[Path], school: Path) -> Survey:
    """Read returned forms (.xlsx, .csv) of a school and check them together.

    Nobody is enrolled for want of an answer: such pupils are listed without days, or left out, as the policy's
    `survey.no_answer` says.

    Raises InputRefused when a file cannot be used as a table at all, or the school file is faulty.
    """
    outline = load_outline(school)
    homerooms = outline.file.homerooms
    answers = gather(read_files(files, list(homerooms)), outline.roster, outline.file)
    seen, found = _checked(outline, answers)
    todo = [*(_error(answers, finding) for finding in found), *open_matters(seen)]
    places = {key: number for number, key in enumerate(homerooms)}
    todo.sort(key=lambda item: (places.get(item.homeroom, -1), item.pupil))
    return Survey(
        tuple(todo),
        _counted(seen),
        {key: homeroom.enrolled for key, homeroom in homerooms.items()},
        None if found else roster_csv(seen),
        outline.file.school.language,
    )


def _checked(outline: Outline, answers: Answers) -> tuple[Seen, list[Finding]]:
    """The answers under the roster's own checks: pupils in known homerooms, and every fault."""
    complaints = Complaints(outline.document)
    rows = Rows(answers, complaints)
    check_replies(rows)
    pupils = {
        key: pupil
        for key, pupil in build_pupils(outline.file, rows).items()
        if pupil.homeroom in outline.file.homerooms
    }
    first: dict[str, int] = {}
    for number, row in enumerate(answers.rows):
        first.setdefault(row.get("pupil", ""), number)
    return Seen(outline, answers, pupils, first, frozenset(answers.said.values())), distinct(complaints.found)


def roster_csv(seen: Seen) -> str:
    """pupils.csv: the roster's columns in codes; by homeroom, pupils in the order of the present roster, then new ones.

    Pupils without an answer have no days, or no row where the policy leaves them out; then nobody is asked to be with
    or apart from them.
    """
    file, rows, pupils, roster = seen.outline.file, seen.rows, seen.pupils, seen.outline.roster
    before = {row["pupil"]: number for number, row in enumerate(roster.rows if roster else ())}
    places = {key: number for number, key in enumerate(file.homerooms)}
    left_out = file.rules.survey.no_answer == LEFT_OUT
    listed = [key for key in pupils if answered(seen.answers.rows[rows[key]]) or not left_out]
    listed.sort(key=lambda key: (places[pupils[key].homeroom], before.get(key, len(before)), rows[key]))
    absent = pupils.keys() - set(listed)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(ROSTER_NAMES)
    for key in listed:
        row = seen.answers.rows[rows[key]]
        cells = {name: roster_text(name, row.get(name, ""), file) for name in ROSTER_NAMES}
        for name in COMPANY:
            cells[name] = "+".join(other for other in cells[name].split("+") if other.strip() not in absent)
        writer.writerow(cells.values())
    return table.getvalue()


def _counted(seen: Seen) -> dict[str, int]:
    counted = dict.fromkeys(seen.outline.file.homerooms, 0)
    for key, pupil in seen.pupils.items():
        counted[pupil.homeroom] += surveyed(seen.answers.rows[seen.rows[key]])
    return counted


def _error(answers: Answers, finding: Finding) -> Todo:
    """A finding as an entry, its column called as on the form."""
    row = answers.rows[answers.said[finding]] if finding in answers.said else {}
    said = []
    for language in ("zh", "en"):
        column = BY_NAME.get(finding.path)
        named = replace(finding, path=column.header(language) if column else finding.path)
        said.append(named.say(language).removeprefix(f"{finding.place}: "))
    return Todo(row.get("homeroom", ""), row.get("pupil", ""), "refused", ERROR, finding.place, said[0], said[1])
