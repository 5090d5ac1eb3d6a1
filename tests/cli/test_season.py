"""`season`: a plan carried to other bells on the command line, as text, as data, and as a week to hold."""

import json
from pathlib import Path

import pytest

from scheduler.cli.app import run
from scheduler.planfile import load_plan


def test_a_week_carried_over_the_switch_is_told_mended_and_written(
    planned: Path, school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The default is the first full winter week; what comes out is a plan of that week, and the judge agrees."""
    code = run(["season", str(planned), str(school), "-o", str(tmp_path), "--lang", "en", "--no-later"])
    shown = capsys.readouterr().out
    assert "The plan in the week of 2026-10-12 (winter bells):" in shown
    plan, untouched = load_plan(tmp_path / "plan.json")
    assert untouched
    assert f"{plan.week}" == "2026-10-12"
    assert {session.date.isoformat()[:7] for session in plan.sessions} == {"2026-10"}
    assert run(["audit", str(tmp_path), str(school), "--lang", "en"]) == code


def test_the_same_as_data_counts_the_later_weeks(
    planned: Path, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON alone on the output: the counts of the groups add up, weeks by their first day."""
    code = run(["season", str(planned), str(school), "--json", "--no-plan", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)
    assert (found["week"], found["season"]) == ("2026-10-12", "winter")
    assert found["breaches"] == sum(part["count"] for part in found["clauses"])
    assert all(len(part["breaches"]) == part["count"] for part in found["clauses"])
    assert min(found["later"]) == "2026-10-19"
    assert found["mended"] is None
    assert code == (1 if found["breaches"] else 0)


def test_a_term_without_a_switch_left_asks_for_a_week(
    planned: Path, school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In winter the next switch is on 1 May, after the term; any other week can be named."""
    given = ["--week", "2026-10-12", "--no-later", "-o", str(tmp_path), "--lang", "en"]
    run(["season", str(planned), str(school), *given])
    capsys.readouterr()
    assert run(["season", str(tmp_path), str(school), "--lang", "en"]) == 2
    assert "give --week" in capsys.readouterr().err
    assert run(["season", str(planned), str(school), "--week", "2026-09-14", "--no-later", "--lang", "en"]) == 0
    assert "Nothing breaks: the plan can run as it is" in capsys.readouterr().out
