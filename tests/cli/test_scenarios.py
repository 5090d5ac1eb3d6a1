"""Scenarios with changes on the command line: said by `check` and `plan`, traced, judged with, refused."""

from pathlib import Path

import pytest

from scheduler.cli.app import run
from scheduler.planfile import load_plan

SCENARIO = """\
scenario: {title: 两人请假, reason: 流感}
changes:
  - {absent: [T001, T002], on: wed}
  - {close: outdoor, on: [tue, wed]}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Two away, and a day of dust."""
    file = tmp_path / "x.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["情景：两人请假（流感）", "  T001、T002 请假：周三 09-09", "关闭：周二 09-08、周三 09-09"]),
        ("en", ["Scenario: 两人请假 (流感)", "  T001, T002: away, Wed 09-09", "Tue 09-08, Wed 09-09"]),
    ],
)
def test_check_says_what_a_scenario_does(
    school: Path, scenario: Path, capsys: pytest.CaptureFixture[str], language: str, said: list[str]
) -> None:
    """Title and reason, then a sentence a change."""
    run(["check", str(school), "--scenario", str(scenario), "--lang", language])
    shown = capsys.readouterr().out
    assert [text for text in said if text not in shown] == []


def test_check_traces_a_value_to_its_change(school: Path, scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line of the change."""
    run(["check", str(school), "--scenario", str(scenario), "--origin", "adults.T001.absent"])
    assert "x.yaml:3:5" in capsys.readouterr().out


def test_a_change_at_fault_is_bad_input(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, the place in the scenario, the nearest id."""
    file = tmp_path / "bad.yaml"
    file.write_text("changes: [{absent: T0001}]\n", encoding="utf-8")
    assert run(["check", str(school), "--scenario", str(file), "--lang", "en"]) == 2
    assert "bad.yaml:1:20: changes[0].absent[0]: there is no adult T0001" in capsys.readouterr().err


def test_a_plan_made_with_changes_is_judged_with_them(
    school: Path, scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`plan` says and keeps the changes and hashes the file; other verbs agree with it, and miss it without."""
    out, given = tmp_path / "out", ["--scenario", str(scenario)]
    code = run(["plan", str(school), *given, "-o", str(out), "--effort", "draft", "--no-charts", "--lang", "en"])
    shown = capsys.readouterr().out
    assert "T001, T002: away, Wed 09-09" in shown
    assert '"sha256:x.yaml"' in (out / "plan.json").read_text(encoding="utf-8")
    assert run(["audit", str(out), str(school), *given, "--lang", "en"]) == code
    assert "changed after the plan" not in capsys.readouterr().out
    served = {duty.date.isoformat() for duty in load_plan(out / "plan.json")[0].duties_of("T001")}
    assert served
    assert "2026-09-09" not in served
    for verb in (["places"], ["chart", "--kind", "load"], ["explain", "--no-ways"]):
        where = [str(school), "--plan", str(out)] if verb[0] == "explain" else [str(out), str(school)]
        assert run([verb[0], *where, *verb[1:], *given, "--lang", "en"]) in (0, 1)
        assert "changed after the plan" not in "".join(capsys.readouterr())
    run(["audit", str(out), str(school), "--lang", "en"])
    assert "x.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "word"), [("zh", "absent（请假）："), ("en", "absent: adults are away")])
def test_the_verbs_are_listed(capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    """`afterschool changes`: every verb, with an example to copy."""
    assert run(["changes", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert word in shown
    assert "- {close: outdoor, on: wed}" in shown
