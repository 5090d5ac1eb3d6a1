"""A filled-in workbook taken into a folder: faults by sheet and cell, edits on either side, never lost."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scheduler import api
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import load_school
from scheduler.template.run import template_bytes
from tests.config.tiny import TERM, write_school
from tests.template.books import Edit, add, drop, page, place, put, setting, workbook

BLANK = (
    setting("school.id", "new"),
    setting("school.title", "新学校"),
    setting("school.area", "town"),
    setting("school.latitude", 38.55),
    setting("school.longitude", 106.35),
    setting("policy", "helan-2021"),
    setting("calendar.first", "2026-09-01"),
    setting("calendar.last", "2027-01-22"),
    add("bells", id="primary", lesson="40min", **{"break": "10min"}, gap="15min", p1="60min", between="10min",
        p2="0min", extended="30min", morning__start="08:20", morning__lessons=4),
    add("bells.afternoon_lessons", id="primary", key=1, value1=2, value2=2, value3=2, value4=2, value5=2),
    add("buildings", id="main"),
    add("gates", id="G1", building="main"),
    add("venues", id="R1", kind="教室 classroom", capacity=40, outdoor="否"),
    add("homerooms", id="C1", grade=1, enrolled=30, classroom="R1", teacher="T1"),
    add("adults", id="T1", kind="教职工 own", skills="chinese+maths"),
    add("adults", id="V1", kind="volunteer"),
    add("adults.available", id="V1", key="wed", value="15:00-17:00+17:00-18:30"),
    add("adults.papers", id="V1", key="no_offence", value1="2026-09-01", value2="2027-08-31"),
    add("expected", homeroom="C1", weekday="mon", p1=25),
)  # fmt: skip
"""A blank workbook filled in by hand."""


def findings(tmp_path: Path, *edits: Edit, school: Path | None = None) -> tuple[Finding, ...]:
    """What the edited workbook of the tiny school is refused for, taken into a new folder or into `school`."""
    (tmp_path / "tiny").mkdir(exist_ok=True)
    made = workbook(tmp_path / "a.xlsx", write_school(tmp_path / "tiny"), *edits)
    try:
        api.import_school(made, school or tmp_path / "new")
    except InputRefused as refused:
        assert not (tmp_path / "new").exists()
        return refused.findings
    return ()


def test_a_blank_workbook_filled_in_by_hand_is_a_school(tmp_path: Path) -> None:
    """Words from the drop-downs, numbers and text alike; a file of its own for the rows of a roster."""
    api.import_school(workbook(tmp_path / "a.xlsx", None, *BLANK), tmp_path / "new")
    problem = load_school(tmp_path / "new").problem
    assert problem.homerooms["C1"].class_teacher == "T1"
    assert [f"{span}" for span in problem.adults["V1"].windows[3]] == ["15:00-18:30"]
    assert problem.adults["T1"].skills == frozenset({"chinese", "maths"})
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["expected.csv", "school.yaml"]


LATER = 12
"""A row of the settings that may be done without."""
Fault = tuple[Edit, str, int, str, str, str | None]
"""An edit, the sheet, row and column its fault stands at, words of its rule, and the word that may be meant."""
AS_READ: tuple[Fault, ...] = (
    (put("adults", 2, "skills", "=1+1"), "adults", 2, "skills", "a formula", None),
    (put("adults", 3, "skills", "13812345678"), "adults", 3, "skills", "personal data", None),
    (put("adults", 4, "skills", "a\u200bb"), "adults", 4, "skills", "invisible character", None),
    (put("lessons", 2, "homeroom", "=C1"), "lessons", 2, "homeroom", "a formula", None),
    (put("clubs", 1, "title", "titel"), "clubs", 1, "title", "unknown column", "title"),
)
OF_KEYS: tuple[Fault, ...] = (
    (put("homerooms", 3, "id", "C1"), "homerooms", 3, "id", "written twice", None),
    (put("venues", 3, "id", None), "venues", 3, "id", "has no id", None),
    # V1 is gone, its papers are not; and nobody is called T7, whose skills a setting gives.
    (drop("adults", 5), "adults.papers", 2, "id", "no row V1 on the sheet adults", None),
    (lambda book: None, "adults.available", 2, "id", "no row V1 on the sheet adults", None),
    (
        put("settings", LATER, "path", "adults.T7.skills"),
        "settings",
        LATER,
        "path",
        "no row T7 on the sheet adults",
        None,
    ),
)
OF_FIELDS: tuple[Fault, ...] = (
    (put("venues", 2, "kind", "classrom"), "venues", 2, "kind", "one of", "classroom"),
    (put("venues", 3, "capacity", "forty"), "venues", 3, "capacity", "whole number", None),
    (put("bells", 2, "p1", 60), "bells", 2, "p1", "length with its unit", "60min"),
    (put("homerooms", 2, "enrolled", None), "homerooms", 2, "id", "required", None),
    (put("adults.papers", 2, "value1", "2026/9/1"), "adults.papers", 2, "value1", "YYYY-MM-DD", "2026-09-01"),
    (put("adults.available", 2, "key", "mit"), "adults.available", 2, "key", "one of mon", None),
    (setting("school.area", "city"), "settings", 4, "value", "one of town, rural", None),
    (put("settings", LATER, "path", "rules.caps.late_dayz"), "settings", LATER, "path", "unknown field", "late_days"),
)
OF_EACH_OTHER: tuple[Fault, ...] = (
    (put("gates", 2, "building", "mein"), "gates", 2, "building", "no building mein", "main"),
    (put("pupils", 2, "homeroom", "C9"), "pupils", 2, "homeroom", "no homeroom C9", "C1"),
    (put("pupils", 3, "choice2", "bookz"), "pupils", 3, "choice2", "no club bookz", "books"),
    (put("lessons", 2, "start", "8.20"), "lessons", 2, "start", "clock time", None),
)


@pytest.mark.parametrize("faults", [AS_READ, OF_KEYS, OF_FIELDS, OF_EACH_OTHER])
def test_faults_are_told_at_their_sheets_and_cells_all_at_once(tmp_path: Path, faults: tuple[Fault, ...]) -> None:
    """The ordinary checks of a school, each placed where the planner wrote it; nothing else is said."""
    found = {finding.cell: finding for finding in findings(tmp_path, *(edit for edit, *_ in faults))}
    assert len(found) == len(faults)
    for _, name, row, column, words, hint in faults:
        finding = found[place(name, row, column)]
        assert words in finding.rule, finding
        assert hint is None or finding.hint == hint


def both(tmp_path: Path, *edits: Edit, changes: tuple[tuple[str, str], ...] = ()) -> Path:
    """The tiny school after its workbook was edited, and its own files, too, and the two were brought together."""
    school = write_school(tmp_path)
    made = workbook(tmp_path / "a.xlsx", school, *edits)
    write_school(tmp_path, *changes)
    api.import_school(made, school)
    return school


def test_what_changed_in_the_workbook_alone_is_taken(tmp_path: Path) -> None:
    """A capacity, a new adult, a pupil gone: school.yaml and pupils.csv are written, the rest keeps every byte."""
    edits = (put("venues", 2, "capacity", 44), add("adults", id="T9", skills="maths"), drop("pupils", 4))
    problem = load_school(both(tmp_path, *edits)).problem
    assert problem.site.venues["R1"].capacity == 44
    assert "T9" in problem.adults
    assert sorted(problem.pupils) == ["a1", "a2"]
    assert (tmp_path / "term.yaml").read_text(encoding="utf-8") == TERM


def test_what_changed_in_the_files_alone_is_kept(tmp_path: Path) -> None:
    """An absence noted in YAML and a pupil's wish in CSV after the workbook was made stay, comments too."""
    changes = (("absent: [2026-12-08]}", "absent: [2026-12-09]}  # 开会"), ("P1,books,,", "P1,books@A,,"))
    school = both(tmp_path, changes=changes)
    text = (school / "school.yaml").read_text(encoding="utf-8")
    assert "absent: [2026-12-09]}  # 开会" in text
    assert "books@A" in (school / "pupils.csv").read_text(encoding="utf-8")


def test_changes_of_different_rows_on_both_sides_are_brought_together(tmp_path: Path) -> None:
    """T1's wish in the workbook, T2's absence in YAML: both are in the file that is written."""
    school = both(
        tmp_path, put("adults", 2, "avoid", "mon"), changes=(("absent: [2026-12-08]", "absent: [2026-12-09]"),)
    )
    adults = load_school(school).problem.adults
    assert adults["T1"].avoid_weekdays == frozenset({1})
    assert [f"{day}" for day in adults["T2"].absent] == ["2026-12-09"]


def test_the_same_change_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    """Both say 44."""
    school = both(tmp_path, put("venues", 2, "capacity", 44), changes=(("capacity: 50", "capacity: 44"),))
    assert load_school(school).problem.site.venues["R1"].capacity == 44


@pytest.mark.parametrize(
    ("edit", "change", "cell", "line"),
    [
        (put("venues", 2, "capacity", 4), ("capacity: 50", "capacity: 45"), place("venues", 2, "id"), "school.yaml:18"),
        (drop("venues", 4), ("capacity: 40", "capacity: 45"), place("settings", 1, "path"), "school.yaml:21"),
        (put("pupils", 2, "mon", "P1"), ("P1,books,,", "P1,,books,"), place("pupils", 2, "pupil"), "pupils.csv:2"),
        (setting("calendar.last", "2027-01-20"), ("last: 2027-01-22", "last: 2027-01-21"), None, "term.yaml:1"),
    ],
)  # fmt: skip
def test_a_change_on_both_sides_is_refused_with_both_places(
    tmp_path: Path, edit: Edit, change: tuple[str, str], cell: str | None, line: str
) -> None:
    """Neither is written over: the workbook's cell is the place, the file's line stands in the rule."""
    with pytest.raises(InputRefused) as error:
        both(tmp_path, edit, changes=(change,))
    (finding,) = error.value.findings
    assert cell is None or finding.cell == cell
    assert line in finding.rule
    assert line in finding.rule_zh
    assert change[1] in (tmp_path / line.split(":")[0]).read_text(encoding="utf-8")


def test_a_blank_workbook_is_not_laid_over_a_school(tmp_path: Path) -> None:
    """It carries no digests, so nobody could tell what was deleted from what was never there."""
    school = write_school(tmp_path)
    with pytest.raises(InputRefused, match="was not made from one"):
        api.import_school(workbook(tmp_path / "a.xlsx", None, *BLANK), school)


def test_a_sheet_taken_out_is_refused_not_taken_for_emptied(tmp_path: Path) -> None:
    """All clubs deleted would be a strange wish; emptied rows are one that can be told."""
    school = write_school(tmp_path)
    made = workbook(tmp_path / "a.xlsx", school, lambda book: book.remove(page(book, "clubs")))
    with pytest.raises(InputRefused, match="taken out or renamed"):
        api.import_school(made, school)


def test_a_roster_may_be_emptied(tmp_path: Path) -> None:
    """All lessons deleted in the workbook: the file is there and says so."""
    school = both(tmp_path, drop("lessons", 4), drop("lessons", 3), drop("lessons", 2))
    assert (school / "lessons.csv").read_text(encoding="utf-8").splitlines() == ["adult,weekday"]


@pytest.mark.parametrize("name", ["../evil.csv", "/tmp/evil.csv", "names.csv", "run.sh"])
def test_a_workbook_cannot_write_outside_the_folder_or_over_names(tmp_path: Path, name: str) -> None:
    """A roster's file stands beside school.yaml, and the list of names is never touched."""
    assert findings(tmp_path, setting("rosters.pupils", name))
    assert not (tmp_path / "evil.csv").exists()


def test_files_of_somebody_else_are_not_written_over(tmp_path: Path) -> None:
    """A folder without school.yaml but with a pupils.csv is no new folder."""
    made = workbook(tmp_path / "a.xlsx", write_school(tmp_path))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "pupils.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputRefused, match="something else"):
        api.import_school(made, tmp_path / "new")
    assert (tmp_path / "new" / "pupils.csv").read_text(encoding="utf-8") == "mine"


def test_a_workbook_saved_by_another_program_still_carries_its_digests(tmp_path: Path) -> None:
    """Opened and saved without a change, nothing has changed."""
    school = write_school(tmp_path)
    made = workbook(tmp_path / "a.xlsx", school)
    load_workbook(made).save(made)
    found = api.import_school(made, school)
    assert (found.taken, found.kept, dict(found.texts)) == (0, 0, {})


def test_sheets_of_the_planners_own_are_named_not_read(tmp_path: Path) -> None:
    """A sheet of notes does no harm, and nobody thinks it was taken in."""
    school = write_school(tmp_path)

    def notes(book: object) -> None:
        book.create_sheet("草稿").append(["=1+1"])  # type: ignore[attr-defined]

    assert api.import_school(workbook(tmp_path / "a.xlsx", school, notes), school).unread == ("草稿",)


@pytest.mark.parametrize("value", [5, None])
def test_a_term_file_that_says_more_than_the_calendar_hides_no_edit(tmp_path: Path, value: int | None) -> None:
    """Caps of the term file lie over those of school.yaml: an edit of them is seen in the school that is loaded.

    (The pack's own cap is not 4.)
    """
    mixed = TERM + "rules: {caps: {late_days: 4}}\n"
    school = write_school(tmp_path, term_yaml=mixed)
    pack = load_school(write_school(tmp_path)).problem.adults["T1"].caps.late_days
    write_school(tmp_path, term_yaml=mixed)
    assert load_school(school).problem.adults["T2"].caps.late_days == 4 != pack
    api.import_school(workbook(tmp_path / "a.xlsx", school, setting("rules.caps.late_days", value)), school)
    assert load_school(school).problem.adults["T2"].caps.late_days == (value or pack)


def test_an_edit_of_another_section_leaves_a_plain_term_file_alone(tmp_path: Path) -> None:
    """Only school.yaml is written when only it says something new."""
    school = write_school(tmp_path)
    found = api.import_school(workbook(tmp_path / "a.xlsx", school, put("venues", 2, "capacity", 44)), school)
    assert list(found.texts) == ["school.yaml"]


def test_rosters_may_stand_in_a_folder_below(tmp_path: Path) -> None:
    """As school.yaml allows; the folder is made."""
    (tmp_path / "data").mkdir()
    school = write_school(tmp_path, ("lessons: lessons.csv", "lessons: data/l.csv"))
    (tmp_path / "lessons.csv").rename(tmp_path / "data" / "l.csv")
    (tmp_path / "a.xlsx").write_bytes(template_bytes(school, "zh"))
    api.import_school(tmp_path / "a.xlsx", tmp_path / "new")
    assert load_school(tmp_path / "new").problem == load_school(school).problem


def test_two_rosters_in_one_file_are_refused(tmp_path: Path) -> None:
    """One would be written over the other."""
    found = findings(tmp_path, setting("rosters.pupils", "lessons.csv"))
    assert [fault.rule for fault in found] == ["another file of the school has this name"]


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    """A copy of a sheet would be read in its place."""
    assert any("second sheet" in fault.rule for fault in findings(tmp_path, copy))


def copy(book: Workbook) -> None:
    """An edit: a second sheet of adults."""
    book.copy_worksheet(page(book, "adults")).title = "adults"
