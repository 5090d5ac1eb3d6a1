"""Exit codes no honest small school provokes: impossible, out of time, our own bug."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler import api
from scheduler.cli.app import run
from scheduler.planning.outcome import Outcome, StageReport, Verdict

REPORT = StageReport("seats", "highs", 1, 1, 0.1, "x")


def ending(outcome: Outcome) -> Callable[..., Outcome]:
    """A planning that ends this way."""
    return lambda *given, **named: outcome


@pytest.mark.parametrize(
    ("outcome", "code", "said"),
    [
        (Outcome(Verdict.IMPOSSIBLE, None, None, (REPORT,), 1.0), 3, "已证明"),
        (Outcome(Verdict.NO_TIME, None, None, (REPORT,), 1.0), 4, "--time-limit"),
        (Outcome(Verdict.NO_TIME, None, None, (REPORT,), 1.0, True), 4, "按要求停下"),
        (Outcome(Verdict.NO_TIME, None, None, (REPORT,), 1.0, False, "ended with signal 6"), 4, "signal 6"),
    ],
)
def test_no_plan_says_why_and_where(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    school: Path,
    outcome: Outcome,
    code: int,
    said: str,
) -> None:
    """The stage is named in planners' words and nothing is written."""
    monkeypatch.setattr(api, "plan", ending(outcome))
    assert run(["plan", str(school), "-o", str(tmp_path), "--lang", "zh"]) == code
    shown = capsys.readouterr().out
    assert said in shown
    assert "学生入团" in shown
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("debug", [False, True])
def test_a_bug_is_owned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], school: Path, debug: bool
) -> None:
    """Exit 70 with one line; the traceback only for those who ask for it."""

    def broken(*given: Any, **named: Any) -> None:
        raise RuntimeError("lost [a] bracket")

    monkeypatch.setattr(api, "check", broken)
    monkeypatch.setenv("AFTERSCHOOL_DEBUG", "1" if debug else "")
    assert run(["check", str(school)]) == 70
    told = capsys.readouterr().err
    assert "lost [a] bracket" in told
    assert ("Traceback" in told) is debug


def test_ctrl_c_in_another_verb_passes_through(monkeypatch: pytest.MonkeyPatch, school: Path) -> None:
    """`main` turns it into one line and exit 130."""

    def interrupted(*given: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(["check", str(school)])
