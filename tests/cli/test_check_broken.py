"""`afterschool check` on broken configurations: exit code 2, no traceback, a line a finding that editors follow."""

import re
from pathlib import Path

import pytest

from scheduler.cli.app import run
from tests.config.broken.case import Broken
from tests.config.broken.good import GOOD, SCENARIO
from tests.config.broken.registry import FAMILIES

LINE = re.compile(r"  /.+:\d+:\d+: \S.*")


def words(case: Broken, folder: Path) -> list[str]:
    """The command as a planner gives it for this school."""
    case.write(folder)
    scenario = ["--scenario", str(folder / SCENARIO)] if SCENARIO in GOOD[case.good] else []
    return ["check", str(folder), *scenario]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_broken_school_ends_with_code_2_and_lines_to_follow(
    family: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The first of each family, in both languages: a number, then so many lines of `file:line:column: fault`."""
    command = words(FAMILIES[family][0], tmp_path)
    for language in ("zh", "en"):
        assert run([*command, "--lang", language]) == 2
        shown = capfd.readouterr()
        assert "Traceback" not in shown.out + shown.err
        heading, *lines = shown.err.splitlines()
        assert re.findall(r"\d+", heading) == [f"{len(lines)}"]
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        assert lines
