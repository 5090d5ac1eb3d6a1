"""What if, compare and sweep on the command line: files, exit codes, both languages, refusals, a killed sweep."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.cli.app import run
from scheduler.generate.writer import generate_school
from tests.cli.conftest import RUN, environment

Afterschool = Callable[..., "subprocess.CompletedProcess[str]"]
AWAY = "scenario: {title: 五天上限}\nrules: {caps: {late_days: 5}}\n"
GONE = "changes:\n  - {absent: T003, on: mon}\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated school of three classes with two scenarios beside it."""
    folder = tmp_path_factory.mktemp("whatif") / "school"
    generate_school(folder, like="rural6", classes=3, seed=1)
    (folder.parent / "cap.yaml").write_text(AWAY, encoding="utf-8")
    (folder.parent / "gone.yaml").write_text(GONE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def planned(school: Path, afterschool: Afterschool) -> "subprocess.CompletedProcess[str]":
    """The week and two scenarios, the second one both together, drafted side by side."""
    cap, gone = school.parent / "cap.yaml", school.parent / "gone.yaml"
    words = ("whatif", school, cap, f"{gone}+{cap}", "--effort", "draft", "-o", school.parent / "out", "--lang", "en")
    return afterschool(*words)


def test_whatif_tells_compares_writes_and_draws(school: Path, planned: "subprocess.CompletedProcess[str]") -> None:
    """A title names its week, files laid together name theirs; plans, data and picture are written."""
    assert planned.returncode in (0, 1), planned.stdout + planned.stderr
    assert "3/3" not in planned.stderr
    assert "1/1  as it is: done" in planned.stderr
    assert "五天上限" in planned.stdout
    assert "gone+cap" in planned.stdout
    out = school.parent / "out"
    assert {"0", "1-五天上限", "2-gone+cap", "compare.json", "compare.png"} == {path.name for path in out.iterdir()}
    data = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert [side["name"] for side in data["others"]] == ["五天上限", "gone+cap"]
    assert all((out / name / "plan.json").exists() for name in ("0", "1-五天上限", "2-gone+cap"))


def test_plan_files_are_compared_the_same_way(
    school: Path, planned: "subprocess.CompletedProcess[str]", afterschool: Afterschool
) -> None:
    """Without a solver: the same figures as when they were planned."""
    out, cap = school.parent / "out", school.parent / "cap.yaml"
    found = afterschool("compare", out / "0", f"{out / '1-五天上限'}+{cap}", school, "--json")
    assert found.returncode == planned.returncode, found.stderr
    data, known = json.loads(found.stdout), json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert data["base"]["figures"] == known["base"]["figures"]
    assert data["others"][0]["tiers"] == known["others"][0]["tiers"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("whatif", "{school}", "{cap}", "{cap}"), "given twice"),
        (("whatif", "{school}", "{folder}/none.yaml"), "none.yaml"),
        (("whatif", "{school}"), "Missing SCENARIO"),
        (("sweep", "{school}"), "--vary"),
        (("sweep", "{school}", "--vary", "volunters=0..3"), "did you mean volunteers?"),
        (("sweep", "{school}", "--vary", "volunteers=3..0"), "did you mean 0..3?"),
        (("sweep", "{school}", "--vary", "volunteers=0..30", "--vary", "late_days=1..2"), "62 points, at most 60"),
        (("sweep", "{school}", *("--vary", "late_days=1") * 3), "once or twice"),
    ],
)
def test_bad_words_are_refused_before_anything_is_planned(
    school: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    """Exit code 2, and the reason."""
    names = {"school": school, "cap": school.parent / "cap.yaml", "folder": school.parent}
    out = ("-o", str(tmp_path), "--lang", "en")
    assert run([*(word.format(**names) for word in words), *out]) == 2
    said = capsys.readouterr()
    assert why in said.err
    assert "begun" not in said.err


def test_a_sweep_killed_goes_on_where_it_was(school: Path, afterschool: Afterschool, tmp_path: Path) -> None:
    """Ended by SIGKILL once a point is on disk: the second run plans the rest alone, and draws and tells all."""

    vary = ["--vary", "volunteers=1..2", "--effort", "draft", "--processes", "1"]
    words = ["sweep", str(school), *vary, "-o", str(tmp_path)]
    running = subprocess.Popen([*RUN, *words], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(list((tmp_path / "points").glob("volunteers=*.json"))) < 1:
        assert running.poll() is None
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    kept = {path.name for path in (tmp_path / "points").glob("volunteers=*.json")}
    found = afterschool(*words, "--lang", "en")
    assert found.returncode == 0, found.stderr
    begun = {line.split()[1].rstrip(":") for line in found.stderr.splitlines() if line.endswith("begun")}
    wanted = {"base", "volunteers=1", "volunteers=2"}
    assert begun == wanted - {name.removesuffix(".json") for name in kept}
    data = json.loads((tmp_path / "frontier.json").read_text(encoding="utf-8"))
    assert [point["values"] for point in data["points"]] == [[1], [2]]
    assert all(point["side"]["tiers"] for point in data["points"])
    assert (tmp_path / "frontier.png").exists()
