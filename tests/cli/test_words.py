"""What the command says: help, versions, wrong words, wrong files; and the exit code that goes with it."""

import json
import sys
from pathlib import Path

import pytest
from cli.conftest import Afterschool

VERBS = (
    "init", "check", "plan", "audit", "explain", "places", "season",
    "chart", "clauses", "changes", "schema", "survey",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_both_languages(afterschool: Afterschool, verb: str) -> None:
    """Help has Chinese and English and ends well."""
    shown = afterschool(verb, "--help")
    assert shown.returncode == 0
    assert any("\u4e00" <= letter <= "\u9fff" for letter in shown.stdout)
    assert " / " in shown.stdout


def test_the_command_lists_its_verbs_and_exit_codes(afterschool: Afterschool) -> None:
    """`afterschool` alone is a wrong command line that shows the help."""
    alone, asked = afterschool(), afterschool("--help")
    assert (alone.returncode, asked.returncode) == (2, 0)
    for verb in VERBS:
        assert verb in asked.stdout
        assert verb in alone.stderr
    assert "exit codes" in asked.stdout


def test_the_version_is_the_packages(afterschool: Afterschool) -> None:
    """One line: name and version."""
    shown = afterschool("--version")
    assert (shown.returncode, len(shown.stdout.split())) == (0, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pln"], "是不是 plan"),
        (["plan"], "缺少 SCHOOL"),
        (["plan", ".", "--lnag", "en"], "是不是 --lang"),
        (["plan", ".", "--effort", "quik"], "是不是 quick"),
        (["plan", ".", "--time-limit", "0"], "--time-limit"),
        (["check", ".", "--week", "7.9.2026"], "2026-09-07"),
        (["schema", "skool"], "是不是 school"),
        (["init", "new", "--like", "town25"], "town24"),
        (["init", "new", "--classes", "2"], "--classes"),
        (["init", "new", "--classes", "3", "--pupils", "11"], "18"),
        (["plan", "no-such-school"], "no-such-school:1:1"),
        (["check", "no-such-school"], "no-such-school:1:1"),
        (["audit", "no-such-plan.json", "."], "no-such-plan.json"),
    ],
)
def test_wrong_words_are_bad_input_and_told_apart(
    afterschool: Afterschool, tmp_path: Path, words: list[str], said: str
) -> None:
    """Exit 2, the word or its nearest neighbour, no traceback, nothing written."""
    told = afterschool(*words, cwd=tmp_path)
    assert told.returncode == 2
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "said"), [(["--lang", "en"], "Missing"), (["--lang=zh"], "缺少")])
def test_mistakes_are_told_in_the_wanted_language(afterschool: Afterschool, options: list[str], said: str) -> None:
    """--lang counts even before a school is read, and before the system's language."""
    assert said in afterschool("plan", *options, LANG="en_US.UTF-8").stderr


def test_a_yaml_error_has_file_line_and_column(afterschool: Afterschool, tmp_path: Path, school: Path) -> None:
    """The second line is indented by a tab, which YAML does not allow."""
    for file in school.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "school.yaml").write_text("school:\n\tid: x\n", encoding="utf-8")
    told = afterschool("check", tmp_path)
    assert told.returncode == 2
    assert "school.yaml:2:1" in told.stderr


def test_an_unknown_week_is_refused_with_the_term(afterschool: Afterschool, school: Path) -> None:
    """2029 is outside the term; the message says which days are inside."""
    told = afterschool("check", school, "--week", "2029-01-01")
    assert told.returncode == 2
    assert "2026-09-01" in told.stderr


def test_check_says_where_a_value_comes_from(afterschool: Afterschool, school: Path) -> None:
    """The place is file:line:column; the kind is left to its default, so it is the line of the adult."""
    shown = afterschool("check", school, "--origin", "adults.T001.kind")
    place = shown.stdout.split()[-1]
    file, line, column = place.rsplit(":", 2)
    assert shown.returncode == 0
    written = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert written[: int(column) - 1].strip() == "T001:"


def test_init_writes_a_new_school_once(afterschool: Afterschool, tmp_path: Path) -> None:
    """A new folder works and the output says what to run; the same folder again is refused and left alone."""
    folder = tmp_path / "new"
    first = afterschool("init", folder, "--like", "rural6", "--classes", "3")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    second = afterschool("init", folder, "--like", "rural6", "--classes", "4")
    assert (first.returncode, second.returncode) == (0, 2)
    assert f"afterschool plan {folder}" in first.stdout
    assert str(folder) in second.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_schemas_are_json(afterschool: Afterschool) -> None:
    """Of a file kind and of the plan."""
    for kind in ("school", "plan"):
        assert json.loads(afterschool("schema", kind).stdout)["$schema"].startswith("https://json-schema.org")


def test_the_book_is_one_line_a_clause_in_both_languages(afterschool: Afterschool) -> None:
    """Same lines, different titles."""
    chinese, english = (afterschool("clauses", "--lang", x).stdout.splitlines() for x in ("zh", "en"))
    assert len(chinese) == len(english) > 40
    assert chinese != english


def test_help_and_judging_load_nothing_heavy(afterschool: Afterschool) -> None:
    """The parser and every verb module come without engines and drawing."""
    import subprocess

    heavy = "ortools", "highspy", "matplotlib", "scipy", "pandas", "numpy"
    code = f"import sys, scheduler.cli.app; print([m for m in {heavy} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
