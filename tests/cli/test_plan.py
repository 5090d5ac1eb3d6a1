"""`plan`, `audit` and `chart` from outside: files, exit codes, repeatability."""

import json
from pathlib import Path

import pytest
from cli.conftest import Afterschool, environment

from scheduler.planfile import dump_plan, load_plan


def test_a_plan_is_written_and_judged(planned: Path) -> None:
    """plan.json loads untouched; audit.txt has its lines; nothing else is left in the folder."""
    plan, untouched = load_plan(planned / "plan.json")
    assert untouched
    assert plan.unmet == ()
    assert sorted(file.name for file in planned.iterdir()) == ["audit.txt", "plan.json"]


def test_the_same_files_give_the_same_bytes_in_an_old_folder(
    afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path
) -> None:
    """Two processes whose sets are ordered differently; the old plan gives way, other files stay.

    Progress says each tier's end: 5 stages of at most 4 tiers, and two lines a second; no colour codes in a pipe.
    """
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "plan.json").write_text("old", encoding="utf-8")
    words = ["plan", school, "-o", tmp_path, "--effort", "quick", "--no-charts", "--lang", "en"]
    shown = afterschool(*words, PYTHONHASHSEED="2")
    assert shown.returncode in (0, 1)
    assert (tmp_path / "plan.json").read_bytes() == (planned / "plan.json").read_bytes()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    lines = [line for line in shown.stdout.splitlines() if " s  " in line and ", bound " in line]
    seconds = float(lines[-1].split()[0])
    assert 5 <= len(lines) <= 20 + 2 * seconds + 1
    assert "\x1b" not in shown.stdout
    assert f"Wrote {tmp_path / 'plan.json'}" in shown.stdout


def test_too_few_staff_is_a_plan_with_its_gaps(afterschool: Afterschool, tmp_path: Path) -> None:
    """A school short of staff gets a partial plan, the unmet demand by clause, and exit 1."""
    made = afterschool("init", tmp_path / "s", "--like", "rural6", "--classes", 3, "--short-of", "staff")
    assert made.returncode == 0
    shown = afterschool("plan", tmp_path / "s", "-o", tmp_path / "o", "--effort", "quick", "--no-charts")
    plan, _ = load_plan(tmp_path / "o" / "plan.json")
    assert shown.returncode == 1
    assert plan.unmet
    assert f"未满足的需求 {len(plan.unmet)} 项" in shown.stdout


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_folder_that_cannot_be_made_is_refused_before_planning(
    afterschool: Afterschool, school: Path, tmp_path: Path, below: str
) -> None:
    """A file stands where the folder, or one above it, should be."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    told = afterschool("plan", school, "-o", tmp_path / "out" / below, "--effort", "quick", "--no-charts")
    assert told.returncode == 2
    assert str(tmp_path / "out") in told.stderr
    assert "Traceback" not in told.stderr
    assert " s  " not in told.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_audit_has_one_line_a_clause(afterschool: Afterschool, school: Path, planned: Path, language: str) -> None:
    """The sheet's first lines are numbered, rule 0 first, with the words in one column however wide they are."""
    from rich.cells import cell_len

    shown = afterschool("audit", planned, school, "--lang", language)
    sheet = shown.stdout.splitlines()[:40]
    numbers = [int(line[:3]) for line in sheet]
    assert shown.returncode == 0
    assert numbers[0] == 0
    assert numbers == sorted(set(numbers))
    titles = {cell_len(line[: line.index(word)]) for line in sheet[:2] for word in [line.split(maxsplit=2)[2]]}
    assert titles == {3 + 2 + 8 + 1 + 4 + 2}


def test_a_hand_broken_plan_fails_its_audit_by_clause(
    afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path
) -> None:
    """Everybody leaves the first session: homework without an adult breaks clause 28 or 50, and the file is touched."""
    content = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    content["sessions"][0]["duties"] = []
    broken = tmp_path / "plan.json"
    broken.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    shown = afterschool("audit", broken, school)
    assert shown.returncode == 1
    assert "手工改动" in shown.stdout
    assert "违规" in shown.stdout
    assert any(line.startswith(("[28 ", "[39 ", "[50 ", "[54 ")) for line in shown.stdout.splitlines())


def test_a_plan_of_another_school_is_named_as_such(afterschool: Afterschool, other_school: Path, planned: Path) -> None:
    """The misfit is said in few lines, not in a thousand consequences."""
    shown = afterschool("audit", planned, other_school)
    assert shown.returncode == 1
    assert "不是" in shown.stdout.splitlines()[1]
    assert all("第 0 条" in line for line in shown.stdout.splitlines()[2:-1])


def test_changed_school_files_are_named(afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path) -> None:
    """A comment added to the term file changes its hash."""
    for file in school.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "term.yaml").open("a", encoding="utf-8") as term:
        term.write("# seen\n")
    assert "term.yaml" in afterschool("audit", planned, tmp_path).stdout.splitlines()[0]


@pytest.mark.parametrize("text", ["", "not json", "{}", '{"format": "afterschool-plan/1", "mode": "x"}'])
def test_what_is_no_plan_is_bad_input(afterschool: Afterschool, school: Path, tmp_path: Path, text: str) -> None:
    """The file is named."""
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    told = afterschool("audit", tmp_path, school)
    assert told.returncode == 2
    assert "plan.json" in told.stderr


def test_an_unknown_mode_is_bad_input(afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path) -> None:
    """A hand-changed word that names no mode."""
    text = (planned / "plan.json").read_text(encoding="utf-8")
    (tmp_path / "plan.json").write_text(text.replace('"mode": "roster"', '"mode": "rooster"'), encoding="utf-8")
    told = afterschool("audit", tmp_path, school)
    assert told.returncode == 2
    assert "rooster" in told.stderr


def test_one_chart_is_drawn_beside_the_plan(
    afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path
) -> None:
    """The kind asked for, in the format asked for; an unknown kind names the nearest."""
    drawn = afterschool("chart", planned, school, "--kind", "load", "--format", "svg", "-o", tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    assert {file.suffix for file in tmp_path.iterdir()} == {".svg"}
    told = afterschool("chart", planned, school, "--kind", "lod", "-o", tmp_path)
    assert told.returncode == 2
    assert "load" in told.stderr


def test_a_reader_that_leaves_does_not_stop_the_planning(school: Path, tmp_path: Path) -> None:
    """The pipe is closed at once; the plan is written all the same."""
    import subprocess

    from cli.conftest import RUN

    words = ["plan", str(school), "-o", str(tmp_path), "--effort", "quick", "--no-charts"]
    with subprocess.Popen([*RUN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        process.wait(60)
    assert "Traceback" not in told
    assert dump_plan(load_plan(tmp_path / "plan.json")[0])
