"""`survey template` and `survey read` as a user meets them: exit codes, files written, what is printed."""

import json
from pathlib import Path

import pytest

from scheduler.cli.app import run
from tests.survey.forms import ENROLLED, FULL, THIRD, fill, school


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The tiny school with three pupils."""
    return school(tmp_path, *ENROLLED)


def returned(there: Path, answers: dict[str, dict[str, str]]) -> Path:
    """Its form, sent out by the command and filled in."""
    form = there.parent / "form.xlsx"
    assert run(["survey", "template", str(there), "-o", str(form)]) == 0
    return fill(form, answers)


def test_a_whole_survey_ends_well(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, the roster written, and the section for school.yaml printed."""
    form, roster = returned(there, {"a1": FULL, "a2": THIRD, "a3": THIRD}), there.parent / "out.csv"
    assert run(["survey", "read", str(form), str(there), "-o", str(roster)]) == 0
    assert "survey: {C1: 1, C3: 2}" in capsys.readouterr().out
    assert len(roster.read_text(encoding="utf-8").splitlines()) == 4


def test_open_questions_are_listed_by_homeroom_and_the_roster_is_written(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1; the list is printed, and written as CSV where asked."""
    form, roster, todo = returned(there, {"a2": THIRD}), there.parent / "out.csv", there.parent / "todo.csv"
    words = ["survey", "read", str(form), str(there), "-o", str(roster), "--todo", str(todo), "--lang", "en"]
    assert run(words) == 1
    shown = capsys.readouterr().out
    assert (
        shown.index("C1 (1)") < shown.index("a1: no answer yet") < shown.index("C3 (1)") < shown.index("a3: no answer")
    )
    assert "2 matters to be settled" in shown
    assert roster.exists()
    assert [line.split(",")[1] for line in todo.read_text(encoding="utf-8-sig").splitlines()] == ["pupil", "a1", "a3"]


def test_errors_write_no_roster_but_the_list(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2; the class teacher's list is what the errors are corrected by, so it is written."""
    form = returned(there, {"a1": {**FULL, "志愿1": "boks"}, "a2": THIRD, "a3": THIRD})
    roster, todo = there.parent / "out.csv", there.parent / "todo.csv"
    assert run(["survey", "read", str(form), str(there), "-o", str(roster), "--todo", str(todo)]) == 2
    assert "form.xlsx:C1!H2: 志愿1：没有编号为 boks 的社团（您写的是 boks）；是不是 books？" in capsys.readouterr().out
    assert (roster.exists(), todo.exists()) == (False, True)


def test_the_list_is_there_as_data(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json: counts, the survey section, every entry with both languages; and JSON alone."""
    form = returned(there, {"a1": FULL})
    capsys.readouterr()
    assert run(["survey", "read", str(form), str(there), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["errors"], found["open"], found["survey"]) == (0, 2, {"C1": 1, "C3": 0})
    assert [(item["pupil"], item["code"]) for item in found["todo"]] == [("a2", "unanswered"), ("a3", "unanswered")]
    assert set(found["todo"][0]["said"]) == {"zh", "en"}


def test_a_form_for_each_class_teacher(there: Path) -> None:
    """--split writes one workbook a homeroom into a folder."""
    assert run(["survey", "template", str(there), "-o", str(there.parent / "forms"), "--split"]) == 0
    assert sorted(file.name for file in (there.parent / "forms").iterdir()) == ["C1.xlsx", "C3.xlsx"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["survey", "templat"], "是不是 template"),
        (["survey", "read", "form.xlsx"], "缺少"),
        (["survey", "read", "none.xlsx", "SCHOOL"], "none.xlsx:1:1"),
        (["survey", "template", "SCHOOL", "--names", "none.csv"], "none.csv:1:1"),
        (["survey", "template", "SCHOOL", "--choices", "9"], "--choices"),
    ],
)
def test_wrong_words_are_bad_input(
    there: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """Exit 2, the fault named, nothing written beside the school."""
    assert run([str(there) if word == "SCHOOL" else word for word in words]) == 2
    assert said in capsys.readouterr().err
    assert [file.name for file in there.parent.iterdir()] == ["school"]
