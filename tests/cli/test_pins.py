"""Pins as a planner types them: files and flags, a plan's own assignments, and what cannot be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli.conftest import Afterschool

from scheduler import api
from scheduler.cli.app import run
from scheduler.generate.writer import generate_school
from scheduler.planfile import load_plan, save_plan


def test_a_plan_written_as_pins_is_planned_again_as_it_is(
    afterschool: Afterschool, school: Path, planned: Path, tmp_path: Path
) -> None:
    """All it assigns, with a preference it cannot meet: the same sessions; the plan says what it was to keep and
    `audit` says so again; in a plan changed since, the pin that no longer holds is named, with exit code 1."""
    pins, out = tmp_path / "pins.yaml", tmp_path / "again"
    assert afterschool("pins", planned, school, "--pupils", "-o", pins).returncode == 0
    missed = ("--avoid", "T001 serves (strong)")
    told = afterschool(
        "plan", school, "--pins", pins, *missed, "-o", out, "--effort", "draft", "--no-charts", "--lang", "en"
    )
    assert told.returncode in (0, 1), told.stderr
    before, after = (load_plan(folder / "plan.json")[0] for folder in (planned, out))
    one, other = ({(s.date, s.venue, s.roster, frozenset(s.adults)) for s in p.sessions} for p in (before, after))
    assert one == other
    assert "avoid: T001 值班 (not met, at 25 points)" in told.stdout
    assert "pins" in after.provenance
    assert "avoid: T001 值班" in (out / "audit.txt").read_text("utf-8")
    assert not any(verdict.serious for verdict in api.audit(out / "plan.json", school).pins)
    save_plan(replace(after, sessions=tuple(replace(s, venue=None) for s in after.sessions)), out / "plan.json")
    assert any(verdict.serious for verdict in api.audit(out / "plan.json", school).pins)
    assert afterschool("audit", out, school).returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pin", "whatever happens"], "T042 has 6 duties"),
        (["--forbid", "T0O1 serves"], "did you mean T001?"),
        (["--prefer", "T001 serves (1001)"], "1 to 1000 points"),
        (["--pin", "T001 serves (strong)"], "only a preference has a weight"),
        (["--pins", "none.yaml"], "there is no such file"),
    ],
)
def test_words_that_are_no_pin_are_bad_input(
    school: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """Exit code 2 before anything is planned."""
    assert run(["plan", str(school), *words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err


def test_the_faults_of_a_file_of_pins_have_their_places(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line and column, as for any file a planner writes."""
    pins = tmp_path / "pins.yaml"
    pins.write_text("keep:\n- T001 serves\n- T0O1 serves\n", "utf-8")
    assert run(["plan", str(school), "--pins", str(pins), "--lang", "en"]) == 2
    assert f"{pins}:3:3: keep[1]: there is no adult T0O1" in capsys.readouterr().err


def test_a_share_of_a_plan_is_asked_for_by_id_and_day(
    school: Path, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What one adult does in the week and on one day, in English; a day that is none is bad input."""
    told = []
    for more in ([], ["--day", "tue"], ["--day", "mon", "--day", "周三", "--day", "四", "--day", "friday"]):
        assert run(["pins", str(planned), str(school), "--adult", "T002", *more, "--lang", "en"]) == 0
        told.append([line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")])
    whole, tuesday, others = map(set, told)
    assert whole == tuesday | others
    assert whole
    assert all(line.startswith("- T002 ") for line in whole)
    assert all(line.endswith(" on Tue") or " in strand " in line for line in tuesday)
    assert run(["pins", str(planned), str(school), "--day", "Munday", "--lang", "en"]) == 2
    assert "did you mean monday?" in capsys.readouterr().err


def test_a_school_with_its_own_pins_keeps_them_in_every_plan_and_check_reads_them(
    afterschool: Afterschool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who serves does not do so nowhere: impossible, proven, and told; the third pin has no part in it. A slip is found
    by `check`, at its place."""
    folder = tmp_path / "own"
    generate_school(folder, like="rural6", classes=3, seed=1)
    file = folder / "school.yaml"
    file.write_text(file.read_text("utf-8").replace("term: term.yaml", "term: term.yaml\npins: pins.yaml"), "utf-8")
    (folder / "pins.yaml").write_text("keep: [T0O1 serves]\n", "utf-8")
    assert run(["check", str(folder), "--lang", "en"]) == 2
    assert "pins.yaml:1:8" in capsys.readouterr().err
    words = ["T001 周二值班", "T001 周二不值班"]
    (folder / "pins.yaml").write_text(f"keep: {json.dumps([*words, 'T002 值班'])}\n", "utf-8")
    told = afterschool("plan", folder, "-o", tmp_path / "out", "--effort", "draft", "--no-charts")
    assert told.returncode == 3, told.stdout + told.stderr
    assert all(f"固定：{word}" in told.stdout for word in words)
    assert "T002" not in told.stdout.split("固定的安排")[1]
    assert "任何计划都如此" in told.stdout
    assert not (tmp_path / "out").exists()


def test_idle_pins_are_told_and_pins_make_the_same_plan_in_any_order(
    afterschool: Afterschool, school: Path, tmp_path: Path
) -> None:
    """With Thursday and Friday holidays, Friday's pin is idle. The same pins from flags and from a file, in
    another order: the same bytes."""
    pins, one, other = (tmp_path / name for name in ("pins.yaml", "one", "other"))
    pins.write_text("prefer: [T003 值班]\nkeep: [T002 周二值班, T001 周五值班]\n", "utf-8")
    week = ("--week", "2026-09-28", "--effort", "draft", "--no-charts")
    told = afterschool("plan", school, "--pins", pins, *week, "-o", one)
    assert told.returncode in (0, 1), told.stdout + told.stderr
    assert f"本周用不上的一项：{pins}:2:19" in told.stdout
    flags = ("--pin", "T002 serves on Tuesday", "--prefer", "T003 serves (5)")
    told = afterschool("plan", school, *flags, *week, "-o", other)
    assert told.returncode in (0, 1), told.stdout + told.stderr
    assert (one / "plan.json").read_bytes() == (other / "plan.json").read_bytes()
