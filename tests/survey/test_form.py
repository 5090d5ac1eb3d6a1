"""The form that goes out: what it offers, what it holds, and that nothing on it runs."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.api import survey_form
from scheduler.config.finding import InputRefused
from scheduler.config.headers import plain_header, read_header
from scheduler.config.load import load_outline
from scheduler.config.names_file import read_names
from scheduler.config.source import Mark
from scheduler.survey.columns import ROSTER_NAMES, SURVEY_COLUMNS, form_columns
from scheduler.survey.form import Wanted
from scheduler.survey.offer import day_options, wish_options
from scheduler.survey.workbook import form_bytes
from tests.survey.forms import NO_ROSTER, form, school

# Changes to the bells, and the words for Monday. Both periods and extended care are held unless changed.
BELLS = [
    ((), ["不参加", "第一时段", "两个时段", "两个时段+延时托管", "第二时段"]),
    ((("extended: 30min", "extended: 0min"),), ["不参加", "第一时段", "两个时段", "第二时段"]),
    ((("    between", "    day_kind: {mon: homework}\n    between"),), ["不参加", "第一时段", "第一时段+延时托管"]),
    ((("    between", "    day_kind: {mon: club}\n    between"),), ["不参加", "第二时段", "第二时段+延时托管"]),
    (
        (
            (
                "    between",
                "    day_kind: {mon: homework}\n    evening: {interval: 19:00-20:00, weekdays: [mon]}\n    between",
            ),
        ),
        ["不参加", "第一时段", "第一时段+延时托管", "晚自习", "第一时段+晚自习", "第一时段+延时托管+晚自习"],
    ),
]


@pytest.mark.parametrize(("changes", "words"), BELLS)
def test_a_day_offers_what_the_bells_hold(
    tmp_path: Path, changes: tuple[tuple[str, str], ...], words: list[str]
) -> None:
    """The periods of the day alone and together, care after all of them, the evening beside each."""
    strands = ("A: {grades: 1-6, weekdays: [mon, wed]}", "A: {grades: 1-6, weekdays: [wed]}")
    file = load_outline(school(tmp_path, strands, *changes)).file
    assert list(day_options(file.bells["primary"], 1, "zh")) == words


def test_an_evening_is_offered_on_its_days_alone(tmp_path: Path) -> None:
    """Evening study on Monday adds nothing to Tuesday's five words."""
    evening = ("    between", "    evening: {interval: 19:00-20:00, weekdays: [mon]}\n    between")
    bells = load_outline(school(tmp_path, evening)).file.bells["primary"]
    assert (len(day_options(bells, 1, "en")), len(day_options(bells, 2, "en"))) == (10, 5)


def test_clubs_are_offered_to_their_grades_with_their_days(tmp_path: Path) -> None:
    """Grade 1 has strand A alone, so days tell nothing; grade 3 has A and B: ball meets in either, books in A."""
    file = load_outline(school(tmp_path)).file
    assert wish_options(file, 1, "zh") == ("阅读 books",)
    assert wish_options(file, 3, "zh") == (
        "篮球 ball",
        "阅读（周一、周三） books",
        "篮球（周一、周三） ball@A",
        "篮球（周二） ball@B",
    )
    assert wish_options(file, 3, "en")[1:3] == ("阅读 (Mon, Wed) books", "篮球 (Mon, Wed) ball@A")


def test_pupils_are_those_of_the_roster_up_to_the_enrolment(tmp_path: Path) -> None:
    """C1 lists a1 of 3 enrolled: two rows wait for ids. Without a roster all rows are numbered."""
    listed = survey_form(school(tmp_path)).sheets[0]
    assert [row["pupil"] for row in listed.rows] == ["a1", "", ""]
    unlisted = survey_form(school(tmp_path, NO_ROSTER)).sheets[1]
    assert [row["pupil"] for row in unlisted.rows] == ["C3-01", "C3-02", "C3-03"]
    assert {row["homeroom"] for row in unlisted.rows} == {"C3"}


def test_names_are_on_the_form_only_when_given(tmp_path: Path) -> None:
    """A column of names appears with a list of them, and with none there is no such column."""
    names = tmp_path / "names.csv"
    names.write_text("编号,姓名\na1,王小明\n", encoding="gb18030")
    there = school(tmp_path)
    named = survey_form(there, Wanted(names=read_names(names)))
    assert named.sheets[0].rows[0]["name"] == "王小明"
    assert "name" in [column.name for column in named.columns]
    assert "name" not in [column.name for column in survey_form(there).columns]


def test_a_filled_form_has_room_for_the_longest_list_of_wishes(tmp_path: Path) -> None:
    """a2 and a3 have two wishes: asking for one still shows both, but not on an empty form."""
    there = school(tmp_path)
    wishes = [
        sum(c.name.startswith("choice") for c in survey_form(there, Wanted("zh", 1, filled)).columns)
        for filled in (True, False)
    ]
    assert wishes == [2, 1]


def test_a_faulty_roster_gives_no_form(tmp_path: Path) -> None:
    """A wish for an unknown club is refused where the roster has it."""
    with pytest.raises(InputRefused, match="no club book"):
        survey_form(school(tmp_path, (",books,,", ",book,,")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_header_of_the_form_is_known_to_the_reader(language: str) -> None:
    """Headers name their columns, each once, and the roster's columns are all among them."""
    cells = [(column.header(language), Mark("f", 1, 1)) for column in SURVEY_COLUMNS]
    names, findings = read_header(cells, [column.column for column in SURVEY_COLUMNS])
    assert findings == []
    assert set(ROSTER_NAMES) < set(names)
    words = [plain_header(word) for column in SURVEY_COLUMNS for word in column.column.words]
    assert len(words) == len(set(words))


def sheet_of(file: Path, name: str) -> Worksheet:
    """One sheet of a written form."""
    sheet = load_workbook(file)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_workbook_is_set_up_for_the_screen_and_for_paper(tmp_path: Path) -> None:
    """Frozen titles, A4 landscape, one page wide, titles on every page, a note on each explained header."""
    book = load_workbook(form(school(tmp_path), tmp_path / "form.xlsx"))
    assert book.sheetnames == ["填写说明", "C1", "C3", "lists"]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 3 + ["hidden"]
    sheet = book["C1"]
    assert sheet.freeze_panes == "C2"  # below the header, right of pupil and homeroom
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    explained = {column.header("zh") for column in form_columns(4, names=False) if column.look.note[0]}
    assert {cell.value for cell in sheet[1] if cell.comment} == explained
    assert len(sheet.conditional_formatting) == 3


def test_drop_downs_are_ranges_of_the_hidden_sheet(tmp_path: Path) -> None:
    """Grade 3's first wish, column H (pupil, homeroom, five days), takes its four entries from the hidden sheet."""
    file = form(school(tmp_path), tmp_path / "form.xlsx")
    sheet = sheet_of(file, "C3")
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if "H2" in rule.sqref]
    reference = str(rule.formula1).removeprefix("lists!").replace("$", "")
    offered = [cell.value for row in sheet_of(file, "lists")[reference] for cell in row]
    assert offered == ["篮球 ball", "阅读（周一、周三） books", "篮球（周一、周三） ball@A", "篮球（周二） ball@B"]
    assert rule.errorStyle == "warning"


def test_priority_groups_are_those_clubs_keep_places_for(tmp_path: Path) -> None:
    """A drop-down of the groups, once each, and none where no club keeps places."""
    kept = ("capacity: 24", "capacity: 24\n    reserved: {own: 2, team: 1}")
    assert survey_form(school(tmp_path, kept)).sheets[0].options["priority"] == ("own", "team")
    assert survey_form(school(tmp_path)).sheets[0].options["priority"] == ()


def test_nothing_a_planner_wrote_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    """A club, a school and a pupil whose names look like formulas or addresses stand there as text."""
    names = {"a1": "=HYPERLINK(1)"}
    changes = ("title: 篮球", "title: '=1+1'"), ("title: 小学校", "title: 'http://x.example'")
    file = form(school(tmp_path, *changes), tmp_path / "form.xlsx", names=names)
    book = load_workbook(file)
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(sheet._hyperlinks for sheet in book.worksheets)  # noqa: SLF001
    assert book["C1"]["C2"].value == "=HYPERLINK(1)"


def test_the_same_form_is_the_same_bytes(tmp_path: Path) -> None:
    """Written twice, byte for byte."""
    there = school(tmp_path)
    assert form_bytes(survey_form(there)) == form_bytes(survey_form(there))


def test_homerooms_alike_but_for_case_or_length_get_sheets_of_their_own(tmp_path: Path) -> None:
    """Sheet names have 31 characters at most and no case; every homeroom keeps a sheet."""
    long = "K" * 40
    changes = [
        ("homerooms:\n  C1:", f"homerooms:\n  {long}:"),
        ("homeroom: C1}", f"homeroom: {long}}}"),
        ("merge: [[C1, C3]]", f"merge: [[{long}, lists]]"),
        ("  C3: {grade", "  lists: {grade"),
        ("survey: {C1: 3, C3: 2}", "survey: {}"),
        NO_ROSTER,
    ]
    lessons = "adult,weekday,start,end,period,homeroom,subject,season\n"
    file = form(school(tmp_path, *changes, lessons_csv=lessons), tmp_path / "form.xlsx")
    assert load_workbook(file).sheetnames == ["填写说明", "K" * 31, "lists_2", "lists"]
