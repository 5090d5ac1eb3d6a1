"""Small generated schools, and the command as a user starts it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.generate.writer import generate_school

RUN = [sys.executable, "-c", "from scheduler.cli.main import main; main()"]
Afterschool = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**changes: str) -> dict[str, str]:
    """This process's environment with UTF-8 pipes and no debugging switch."""
    kept = {k: v for k, v in os.environ.items() if k not in ("AFTERSCHOOL_DEBUG", "LC_ALL", "LC_MESSAGES")}
    return kept | {"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"} | changes


@pytest.fixture(scope="session")
def afterschool() -> Afterschool:
    """Run `afterschool` with the given words in a process and keep code, output and errors."""

    def run(*words: object, cwd: Path | None = None, **changes: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*RUN, *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=cwd,
            env=environment(**changes),
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three classes of a village school."""
    folder = tmp_path_factory.mktemp("schools") / "tiny"
    generate_school(folder, like="rural6", classes=3, seed=1)
    return folder


@pytest.fixture(scope="session")
def other_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six classes of a town school."""
    folder = tmp_path_factory.mktemp("schools") / "other"
    generate_school(folder, like="town24", classes=6, seed=2)
    return folder


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory, school: Path, afterschool: Afterschool) -> Path:
    """The folder of a plan of the tiny school, without charts, made with hash seed 1."""
    folder = tmp_path_factory.mktemp("out") / "plan"
    result = afterschool("plan", school, "-o", folder, "--effort", "quick", "--no-charts", PYTHONHASHSEED="1")
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return folder
