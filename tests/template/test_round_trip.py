"""School to workbook to school: the same problem, the same rows, whatever the files hold."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from scheduler import api
from scheduler.config.headers import plain_header
from scheduler.config.load import load_school
from scheduler.config.personal import personal_values
from scheduler.config.schema import SchoolFile
from scheduler.config.yaml_reader import parse_yaml
from scheduler.config.yaml_writer import yaml_text
from scheduler.template.layout import LEFT_OUT, SETTINGS, in_settings, sheets
from scheduler.template.run import import_school, template_bytes
from scheduler.template.shape import Holds, cell_of, from_text, school_fields, shape_at
from tests.config.tiny import write_school
from tests.template.books import workbook

SCHOOLS = Path(__file__).parents[2] / "configs" / "schools"
ODD = (
    # A list of none, a map of none, an empty section and a word no cell can join: all of it is kept.
    ("skills: [chinese]", 'skills: ["chinese+", "a=b"], available: {}'),
    ("avoid: [fri]", "avoid: []"),
    ("buildings: {main: {}", "buildings: {main: {walk: {}}"),
    ("title: 阅读", 'title: "=阅读"'),
    ("policy: helan-2021", "policy: helan-2021\nrules: {posts: {patrol: null}, caps: {sessions: 9}}"),
    ("afternoon_lessons: {1:", "evening: {interval: 19:00-20:00, weekdays: [mon]}\n    afternoon_lessons: {1:"),
    ("rest: 10min}", "rest: 10min}\n    afternoon_start: {summer: 14:30, winter: 14:00}"),
)


def taken(tmp_path: Path, school: Path, language: str = "zh") -> Path:
    """A school through a workbook into a new folder."""
    api.import_school(workbook(tmp_path / "a.xlsx", school, language=language), tmp_path / "new")
    return tmp_path / "new"


@pytest.mark.parametrize("name", ["rural6", "town24", "nine30", "town60"])
def test_an_example_school_is_the_same_problem_again(tmp_path: Path, name: str) -> None:
    """Every table, every section and every override of the policy; the workbook says what the school says."""
    found = import_school(workbook(tmp_path / "a.xlsx", SCHOOLS / name), SCHOOLS / name)
    assert found.problem == load_school(SCHOOLS / name).problem
    assert (found.texts, found.taken, found.kept) == ({}, 0, 0)


def test_the_files_written_for_a_new_folder_are_the_same_school(tmp_path: Path) -> None:
    """school.yaml, the term file and the rosters as text, read as any."""
    new = taken(tmp_path, SCHOOLS / "rural6")
    assert load_school(new).problem == load_school(SCHOOLS / "rural6").problem
    assert sorted(file.name for file in new.iterdir()) == sorted(
        file.name for file in (SCHOOLS / "rural6").iterdir() if file.name != "names.csv"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_no_cell_can_hold_is_kept_as_a_setting(tmp_path: Path, language: str) -> None:
    """Empty lists, words with + and =, what looks like a formula, deletions of the pack, both seasons' clocks."""
    (tmp_path / "school").mkdir()
    school = write_school(tmp_path / "school", *ODD)
    assert load_school(taken(tmp_path, school, language)).problem == load_school(school).problem


def test_the_same_school_gives_the_same_workbook(tmp_path: Path) -> None:
    """No clock and no order of sets in it."""
    school = write_school(tmp_path)
    assert template_bytes(school, "zh") == template_bytes(school, "zh")


def test_every_section_of_the_schema_has_its_place() -> None:
    """A field added to the schema appears in the workbook: as a sheet, as a column, or as a setting."""
    assert {field.name for field in school_fields()} == {f.alias or n for n, f in SchoolFile.model_fields.items()}
    for field in school_fields():
        inner = field.shape.inner
        if field.name not in LEFT_OUT and not in_settings(field.name) and inner and inner.holds is Holds.GROUP:
            held = {found.field for found in sheets() if found.section == field.name}
            own = next(found for found in sheets() if found.name == field.name)
            held |= {column.path[0] for column in own.columns if column.path}
            assert {each.name for each in inner.fields} <= held, field.name


def test_the_template_explains_offers_and_checks(tmp_path: Path) -> None:
    """Headers in both languages with notes, drop-downs of words and of ids, colours for what cannot be."""
    book = load_workbook(workbook(tmp_path / "a.xlsx", write_school(tmp_path)))
    adults = book["人员 adults"]
    headers = {cell.value: cell for cell in adults[1]}
    assert "人员类别\nkind" in headers
    assert "志愿者 volunteer" in headers["人员类别\nkind"].comment.text
    rules = {f"{rule.sqref}": rule.formula1 for rule in adults.data_validations.dataValidation}
    assert any("'机构 providers'!$A$2" in formula for formula in rules.values())
    assert any(formula.startswith("_lists!") for formula in rules.values())
    formulas = [rule.formula for found in adults.conditional_formatting for rule in found.rules]
    assert any("COUNTIF('机构 providers'" in f[0] for f in formulas if f)
    assert [found.title for found in book.worksheets][:2] == ["填写说明", sheets()[0].sheet_name("zh")]


VALUES = {
    (): st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12),
    ("venues", "R1", "inspected"): st.lists(st.dates().map(str), max_size=3),
    ("adults", "T1", "leave_by"): st.dictionaries(st.sampled_from(["mon", "周二"]), st.just("17:40"), max_size=2),
    ("clubs", "ball", "grades"): st.one_of(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=3), st.just("1-6")),
    ("venues", "R1", "area"): st.one_of(st.integers(-5, 500), st.floats(0.5, 99.5).map(lambda x: round(x, 2))),
    ("venues", "R1", "lit"): st.booleans(),
}


@pytest.mark.parametrize("path", list(VALUES))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_cell_gives_its_value_back_or_is_no_cell(path: tuple[str, ...], data: st.DataObject) -> None:
    """Whatever a value is, its cell means it again; a list of one may come back as the one."""
    value = data.draw(VALUES[path])
    text = cell_of(value, shape_at(path))
    if text is not None:
        read = from_text(text, shape_at(path))
        assert read == value or [f"{read}"] == [f"{item}" for item in value]


PLAIN = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**14), 10**14),
        st.floats(-1e6, 1e6).map(lambda x: round(x, 4)),
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=8),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abno1~-", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcn_", min_size=1, max_size=4), PLAIN, max_size=4))
@settings(max_examples=100, deadline=None)
def test_written_yaml_is_read_as_it_was_meant(data: dict[str, object]) -> None:
    """Words that look like numbers or switches are quoted, nothing else changes its kind."""
    text = yaml_text(data) if data else "a: 1\n"
    if any(personal_values(text)):
        return
    assert parse_yaml(text, "x").data == (data or {"a": 1})


def test_headers_may_be_written_as_printed_or_as_titles_alone_but_never_doubtful() -> None:
    """Every header of every sheet names one column in either language."""
    for spec in sheets():
        meant: dict[str, set[str]] = {}
        for column in spec.readable():
            for word in column.words:
                meant.setdefault(plain_header(word), set()).add(column.name)
        assert all(len(names) == 1 for names in meant.values()), spec.name
        for printed in spec.columns:
            assert all(meant[plain_header(printed.header(word))] == {printed.name} for word in ("zh", "en"))


def test_the_settings_sheet_comes_first_and_names_every_value() -> None:
    """It is the sheet by which the rest is found."""
    assert sheets()[0].name == SETTINGS
