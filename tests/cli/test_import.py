"""The verbs `template` and `import` as a planner meets them: exit codes, and what stands on the screen."""

import json
from pathlib import Path

import pytest

from scheduler.cli.app import run
from tests.config.tiny import write_school
from tests.template.books import put, workbook
from tests.timetables.exports import as_untis
from tests.timetables.test_formats import ROWS, write


def test_a_school_goes_out_as_a_workbook_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 both ways; a workbook that may be filled in is not written over."""
    school = write_school(tmp_path)
    assert run(["template", str(school), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert run(["import", "xlsx", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "new")]) == 0
    assert "取自工作簿的改动" in capsys.readouterr().out
    assert run(["template", str(school), "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "已存在" in capsys.readouterr().err
    assert (tmp_path / "new" / "school.yaml").exists()


def test_a_faulty_workbook_is_bad_input_by_sheet_and_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """2, and the cell on the screen."""
    made = workbook(tmp_path / "a.xlsx", write_school(tmp_path), put("venues", 2, "kind", "classrom"))
    assert run(["import", "xlsx", str(made), "-o", str(tmp_path / "new")]) == 2
    assert "a.xlsx:场地 venues!B2: venues.R1.kind" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("teacher", "period", "code", "words"),
    [
        ("T1", "1", 0, "Timetable read (untis): 1 lessons"),
        ("T9", "1", 1, "did you mean T1?"),
        ("T1", "9", 2, "must be a lesson from 1 to 6"),
    ],
)
def test_a_timetable_ends_as_what_was_found_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], teacher: str, period: str, code: int, words: str
) -> None:
    """0 settled and written, 1 with a name to settle, 2 with an error; nothing is written but for 0."""
    text = as_untis([{**ROWS[0], "adult": teacher, "period": period}])
    file = write(tmp_path, "GPU001.TXT", text)
    out = tmp_path / "out.csv"
    assert run(["import", "lessons", str(file), str(write_school(tmp_path)), "-o", str(out), "--lang", "en"]) == code
    assert words in capsys.readouterr().out
    assert out.exists() == (code == 0)


def test_what_was_found_may_be_had_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows, open names and their places, nothing else on the screen."""
    file = write(tmp_path, "GPU001.TXT", as_untis([ROWS[0], {**ROWS[1], "adult": "T9"}]))
    assert run(["import", "untis", str(file), str(write_school(tmp_path)), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [row["adult"] for row in found["rows"]] == ["T1"]
    assert [(item["name"], item["nearest"], item["place"]) for item in found["open"]] == [("T9", "T1", f"{file}:2:1")]


@pytest.mark.parametrize("verb", ["fet", "asc", "untis", "cses", "sheet", "xlsx", "lessons"])
def test_every_format_has_its_help(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """One verb a format, in both languages."""
    assert run(["import", verb, "--help"]) == 0
    assert " / " in capsys.readouterr().out
