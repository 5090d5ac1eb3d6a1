"""`resilience` and `planb` as a planner types them."""

import json
from pathlib import Path

import pytest

from scheduler.cli.app import run
from scheduler.planfile import load_plan, save_plan
from scheduler.resilience import planb, report
from scheduler.resilience.absence import Absence, Missing


def test_single_absences_are_tried_and_told_in_data_and_a_picture(
    school: Path, planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of them: T008, the only leader, has no repair (exit code 1), and a leader more cures it; T007 has one."""
    plan, _ = load_plan(planned / "plan.json")
    day = plan.posts[0].date
    two = tuple(Absence(Missing.ADULT, (who,), (day,)) for who in ("T007", "T008"))
    monkeypatch.setattr(report, "absences", lambda problem, found: two)
    monkeypatch.setattr(report, "HANDS", 1)
    words = ["resilience", str(planned), str(school), "-o", str(tmp_path), "--processes", "1", "--lang", "en"]
    assert run(words) == 1
    told = capsys.readouterr().out
    assert "T008" in told.split("Irreplaceable")[1]
    assert "one more leader for the duty lead" in told
    data = json.loads((tmp_path / "resilience.json").read_text("utf-8"))
    assert [(one["absence"]["who"], one["legal"]) for one in data["mended"]] == [(["T007"], True), (["T008"], False)]
    assert (tmp_path / "resilience.png").stat().st_size > 10_000


def test_plans_b_are_made_ready_and_known_to_be_stale(
    school: Path, planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One likely day: a folder and an index; --check says whether the plan is still the one they were made for."""
    plan, _ = load_plan(planned / "plan.json")
    who = next(post.adult for post in plan.posts if post.kind == "gate")
    absence = Absence(Missing.ADULT, (who or "",), (plan.posts[0].date,))
    monkeypatch.setattr(planb, "likely", lambda problem, found, absences: (absence,))
    there = tmp_path / "plan-b"
    assert run(["planb", str(planned), str(school), "-o", str(there), "--lang", "en"]) in (0, 1)
    assert absence.name in capsys.readouterr().out
    assert (there / absence.name / "notices.txt").exists()
    assert run(["planb", str(planned), str(school), "-o", str(there), "--check", "--lang", "en"]) == 0
    changed = tmp_path / "plan.json"
    save_plan(plan.__class__(**{**vars(plan), "posts": plan.posts[1:]}), changed)
    assert run(["planb", str(changed), str(school), "-o", str(there), "--check", "--lang", "en"]) == 1
    assert "run afterschool planb again" in capsys.readouterr().out
    assert run(["planb", str(planned), str(school), "-o", str(tmp_path / "none"), "--check", "--lang", "en"]) == 2
