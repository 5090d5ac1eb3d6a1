"""Signals and limits: the best plan so far or a clear word, soon, with nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from cli.conftest import RUN, Afterschool, environment

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.config.load import load_school
from scheduler.generate.writer import generate_school
from scheduler.planfile import PlanFileError, load_plan

PATIENCE = 30.0
"""Seconds in which a stopped command must be gone on the slowest of machines; the figure aimed at is 2."""


@pytest.fixture(scope="module")
def bigger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve classes: thorough planning takes far longer than any test waits."""
    folder = tmp_path_factory.mktemp("schools") / "bigger"
    generate_school(folder, like="town24", classes=12, seed=3)
    return folder


def started(school: Path, out: Path) -> "subprocess.Popen[str]":
    """A thorough planning under way."""
    words = ["plan", str(school), "-o", str(out), "--effort", "thorough", "--no-charts"]
    return subprocess.Popen(
        [*RUN, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
    )


def stopped(process: "subprocess.Popen[str]", number: signal.Signals) -> tuple[int, str, list[psutil.Process]]:
    """Send the signal; the exit code, all output, and the children that were alive."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    shown, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, shown, children


@pytest.mark.parametrize("delay", [0.1, 0.4, 0.8, 1.5, 2.5])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_at_any_moment_ends_well(bigger: Path, tmp_path: Path, number: signal.Signals, delay: float) -> None:
    """Exit 0 or 1 with a whole file, or 4 with none; no traceback, no abort, no child left."""
    process = started(bigger, tmp_path)
    time.sleep(delay)
    code, shown, children = stopped(process, number)
    assert code in (0, 1, 4), shown
    assert "Traceback" not in shown
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ([] if code == 4 else ["audit.txt", "plan.json"])
    assert code != 4 or "停" in shown or "中断" in shown
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []


def test_a_stop_while_staffing_keeps_the_plan(bigger: Path, tmp_path: Path) -> None:
    """Once staffing has a first answer, Ctrl-C writes it: judged, without a breach of any hard clause."""
    process = started(bigger, tmp_path)
    assert process.stdout is not None
    seen = next((line for line in process.stdout if "教师排班｜晚间" in line), "")
    code, shown, _ = stopped(process, signal.SIGINT)
    assert seen
    assert code in (0, 1), shown
    plan, untouched = load_plan(tmp_path / "plan.json")
    problem = load_school(bigger, week=plan.week).problem
    assert untouched
    assert [b for b in audit(problem, plan).breaches if b.severity is Severity.BREACH] == []
    assert "按要求停下" in shown or "审核" in shown


def test_a_short_limit_is_kept(afterschool: Afterschool, bigger: Path, tmp_path: Path) -> None:
    """Three seconds give a plan or a clear word, never a search that runs on (it would for minutes)."""
    shown = afterschool("plan", bigger, "-o", tmp_path, "--effort", "thorough", "--time-limit", 3, "--no-charts")
    assert shown.returncode in (0, 1, 4), shown.stderr
    assert (shown.returncode == 4) == ("时限" in shown.stdout)
    assert (tmp_path / "plan.json").exists() == (shown.returncode != 4)


WRITER = """
import sys
from pathlib import Path
from small import small_plan
from scheduler.planfile import save_plan
print("writing", flush=True)
while True:
    save_plan(small_plan(), Path(sys.argv[1]))
"""


def test_a_kill_while_writing_leaves_a_whole_file(tmp_path: Path) -> None:
    """Ten writers killed at different moments: the plan always loads; one more write removes what they left."""
    from small import small_plan

    from scheduler.planfile import save_plan

    file = tmp_path / "plan.json"
    save_plan(small_plan(), file)
    paths = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    for k in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, env=environment(PYTHONPATH=paths)
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.003 * k)
        process.kill()
        process.communicate()
        try:
            assert load_plan(file) == (small_plan(), True)
        except PlanFileError as error:
            pytest.fail(str(error))
    (tmp_path / ".plan.json.999999999.abc").write_text("half", encoding="utf-8")
    save_plan(small_plan(), file)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
