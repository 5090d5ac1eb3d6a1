import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from solvers.answer import EngineError, Status, Stop, recount
from solvers.instance import Instance, InstanceError, Tier
from solvers.rows import at_least, require
from solvers.stop import Limits, StopFlag
from solvers.worker import Worker
from tests.solvers.brute import best, tiny
from tests.solvers.test_hints import duties

LIMITS = Limits(effort=5, seconds=60)
ODD = "tests.solvers.odd_engines"
INSTANCE = Instance(
    ("a", "b"),
    {},
    (at_least("one", ["a", "b"]),),
    (Tier("cost", (("a", 2), ("b", 3))), Tier("wish", (("a", 1),))),
)
HINT = {"a": 1, "b": 1}  # legal; cost 2 + 3 = 5, wish 1


@pytest.fixture(scope="module")
def worker():
    """One child for the whole file, as a long session would have."""
    with Worker() as shared:
        yield shared


@pytest.mark.parametrize("name", ["cpsat", "highs", "relay"])
def test_answers_what_the_engine_answers(worker, name):
    """Twenty tiny instances through the child agree with trying everything."""
    for seed in range(20):
        expected = best(tiny(seed))
        answer = worker.solve(name, tiny(seed), LIMITS)
        assert tuple(r.value for r in answer.tiers) == (expected or ())
        assert answer.status is (Status.IMPOSSIBLE if expected is None else Status.PROVEN)
        assert answer.note == ""


def test_progress_reaches_the_parent(worker):
    """The last thing heard of the first tier is its proven value: b costs 3, a costs 2."""
    heard = []
    worker.solve("highs", INSTANCE, LIMITS, watch=heard.append)
    last = [progress for progress in heard if progress.tier == "cost"][-1]
    assert (last.value, last.bound) == (2, 2)


def test_a_child_that_dies_leaves_its_incumbent(worker):
    """Values reported before the signal come back; the note names the signal."""
    answer = worker.solve(f"{ODD}:finds_then_dies", INSTANCE, LIMITS, hint=HINT)
    assert (answer.status, answer.values) == (Status.FEASIBLE, HINT)
    assert [r.value for r in answer.tiers] == [5, 1]
    assert f"signal {int(signal.SIGKILL)}" in answer.note
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


def test_a_child_that_dies_with_nothing_is_no_answer(worker):
    """An abort before any values: NO_ANSWER, and the next call works."""
    answer = worker.solve(f"{ODD}:dies", INSTANCE, LIMITS)
    assert (answer.status, answer.values, answer.tiers) == (Status.NO_ANSWER, {}, ())
    assert f"signal {int(signal.SIGABRT)}" in answer.note
    assert worker.solve("cpsat", INSTANCE, LIMITS).status is Status.PROVEN


def test_a_child_killed_from_outside_is_replaced(worker):
    """Killed while idle, the child is started anew."""
    worker.solve("highs", INSTANCE, LIMITS)
    os.kill(worker.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


def test_a_hang_ends_shortly_after_its_time(worker):
    """0.2 s allowed and a second of patience; the hint comes back with the reason."""
    answer = worker.solve(f"{ODD}:hangs", INSTANCE, Limits(effort=5, seconds=0.2), hint=HINT)
    assert (answer.status, answer.values) == (Status.FEASIBLE, HINT)
    assert {r.stop for r in answer.tiers} == {Stop.TIME}
    assert "ran past its time" in answer.note


def test_a_settled_tier_stays_settled_when_the_rest_hangs(worker):
    """The first tier had reported its proof before the hang."""
    limits = Limits(effort=5, seconds=0.3)
    answer = worker.solve(f"{ODD}:settles_then_hangs", INSTANCE, limits, hint=HINT)
    assert [(r.value, r.bound, r.stop) for r in answer.tiers] == [(5, 5, Stop.PROVEN), (1, 0, Stop.TIME)]


def test_a_raised_flag_brings_the_incumbent(worker):
    """An engine that obeys hands over its incumbent; the flag is raised while it works."""
    stop = StopFlag()
    answer = worker.solve(f"{ODD}:plods", INSTANCE, LIMITS, hint=HINT, stop=stop, watch=lambda progress: stop.set())
    assert (answer.status, answer.values, answer.note) == (Status.FEASIBLE, HINT, "")
    assert {r.stop for r in answer.tiers} == {Stop.INTERRUPTED}


def test_a_deaf_child_is_ended_after_the_flag(worker):
    """An engine that ignores the flag loses its process; the hint comes back."""
    stop = StopFlag()
    answer = worker.solve(
        f"{ODD}:settles_then_hangs", INSTANCE, LIMITS, hint=HINT, stop=stop, watch=lambda progress: stop.set()
    )
    assert (answer.status, answer.values) == (Status.FEASIBLE, HINT)
    assert "did not stop when asked" in answer.note


def test_printing_does_not_spoil_the_messages(worker):
    """80 kB on standard output of the child change nothing."""
    answer = worker.solve(f"{ODD}:chatters", INSTANCE, LIMITS, hint=HINT)
    assert (answer.status, answer.values) == (Status.PROVEN, HINT)


def test_an_engine_that_lies_is_found_out(worker):
    """All zeros break "at least one"; the recount in the parent says so."""
    with pytest.raises(EngineError, match="broke 1 rows"):
        worker.solve(f"{ODD}:lies", INSTANCE, LIMITS)


def test_an_engine_that_raises_is_reported(worker):
    """The exception's words reach the caller; the child lives on."""
    with pytest.raises(EngineError, match="no oil"):
        worker.solve(f"{ODD}:raises", INSTANCE, LIMITS)
    answer = worker.solve(f"{ODD}:raises", INSTANCE, LIMITS, hint=HINT)
    assert (answer.status, answer.values) == (Status.FEASIBLE, HINT)
    assert "no oil" in answer.note


def test_running_out_of_memory_ends_only_the_child(worker):
    """The legal hint comes back; the next call has a fresh child."""
    answer = worker.solve(f"{ODD}:runs_out_of_memory", INSTANCE, LIMITS, hint=HINT)
    assert (answer.status, answer.values) == (Status.FEASIBLE, HINT)
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


def test_bad_questions_are_refused_before_they_are_sent(worker):
    """A malformed instance and an unknown engine raise in the parent."""
    with pytest.raises(InstanceError, match="'z'"):
        worker.solve("highs", Instance(("a",), {}, (require("r", "z"),), ()), LIMITS)
    with pytest.raises(ValueError, match="relay"):
        worker.solve("abacus", INSTANCE, LIMITS)


def test_a_watcher_that_raises_ends_the_child_not_the_worker(worker):
    """The exception passes through; the next call works."""

    def watch(progress):
        raise KeyError("watcher")

    with pytest.raises(KeyError, match="watcher"):
        worker.solve("highs", INSTANCE, LIMITS, watch=watch)
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


def test_calls_from_several_threads_wait_their_turn(worker):
    """Four threads, one child, four proven answers."""
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(worker.solve("highs", INSTANCE, LIMITS).status))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Status.PROVEN] * 4


def run(program: str, *, wait: bool = True) -> subprocess.Popen:
    """A parent process of its own, started at the root of the project."""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    if wait:
        process.wait(timeout=60)
    return process


def test_the_parent_stays_light():
    """Importing the worker, and solving with it, loads no solver in the parent."""
    program = (
        "import sys\n"
        "from solvers.instance import Instance\n"
        "from solvers.stop import Limits\n"
        "from solvers.worker import Worker\n"
        "with Worker() as worker:\n"
        "    print(worker.solve('cpsat', Instance(('a',), {}, (), ()), Limits(1, 30)).status)\n"
        "print([name for name in ('ortools', 'highspy', 'pandas', 'scipy') if name in sys.modules])\n"
    )
    with run(program) as process:
        assert process.stdout.read() == "proven\n[]\n"


def test_the_child_ends_when_its_parent_is_killed():
    """A parent ended by SIGKILL cannot clean up; the child sees the closed pipe and goes."""
    program = (
        "import time\n"
        "from solvers.worker import Worker\n"
        "worker = Worker()\n"
        "worker.__enter__()\n"
        "print(worker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with run(program, wait=False) as process:
        child = int(process.stdout.readline())
        process.kill()
        process.wait()
    for _ in range(200):
        if not alive(child):
            break
        time.sleep(0.05)
    assert not alive(child)


def alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_ctrl_c_passes_through(worker):
    """KeyboardInterrupt ends the call and the child; the next call works."""

    def watch(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker.solve("highs", INSTANCE, LIMITS, watch=watch)
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


def test_the_child_does_not_hear_ctrl_c(worker):
    """SIGINT sent to the child itself changes nothing."""
    worker.solve("highs", INSTANCE, LIMITS)
    child = worker.pid
    os.kill(child, signal.SIGINT)
    assert worker.solve("cpsat", INSTANCE, LIMITS).status is Status.PROVEN
    assert worker.pid == child


@pytest.mark.parametrize("name", ["cpsat", "highs", "relay"])
def test_a_real_engine_obeys_the_flag(worker, name):
    """Stopped at the first values of a hard instance, what comes back is legal and says it was interrupted."""
    stop = StopFlag()
    hard = duties(12, 60, seed=5)
    answer = worker.solve(
        name, hard, Limits(effort=1000, seconds=600), stop=stop, watch=lambda p: p.value is not None and stop.set()
    )
    assert answer.status is Status.FEASIBLE
    assert recount(hard, answer.values).broken == ()
    assert Stop.INTERRUPTED in {result.stop for result in answer.tiers}
