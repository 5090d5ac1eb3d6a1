"""Tasks side by side: order, crashes, hangs, errors, Ctrl-C."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.whatif.executor import Ended, Fault, News, Processes, Task
from tests.whatif.toys import any_of, dies_once, double, raises, whole


@pytest.fixture(scope="module")
def pool() -> Iterator[Processes]:
    """Two processes for all tests that leave them alive."""
    with Processes(2) as processes:
        yield processes


def tasks(*facts: object) -> list[Task]:
    """One task a fact, named by its number."""
    return [Task(str(number), fact) for number, fact in enumerate(facts)]


def test_results_come_in_the_order_of_the_tasks_whichever_ends_first(pool: Processes) -> None:
    """0 sleeps longest and is told last; the results are 0, 2, 4, 6."""
    news: list[News] = []
    ended = pool.run(double, tasks(0, 1, 2, 3), news.append)
    assert [one.result for one in ended] == [0, 2, 4, 6]
    assert [one.name for one in ended] == ["0", "1", "2", "3"]
    told = [one.task for one in news if one.ended is not None]
    assert sorted(told) == ["0", "1", "2", "3"]
    assert told != ["0", "1", "2", "3"]


def test_work_may_say_where_it_stands(pool: Processes) -> None:
    """Begun, said 7, ended: in this order, and known counts what has ended."""
    news: list[News] = []
    pool.run(whole, tasks(7), news.append)
    assert [(one.said, one.ended is not None, one.known) for one in news] == [
        (None, False, 0),
        (7, False, 0),
        (None, True, 1),
    ]


def test_no_tasks_are_no_results(pool: Processes) -> None:
    """Nothing is begun."""
    assert pool.run(double, []) == ()


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    """Dead the first time, well the second: two marks, two tries, a result."""
    with Processes(1) as pool:
        (ended,) = pool.run(dies_once, tasks(str(tmp_path)))
    assert (ended.result, ended.fault, ended.tries, len(list(tmp_path.iterdir()))) == ("well", None, 2, 2)


def test_a_task_that_kills_every_process_is_named_and_leaves_the_others_alone(tmp_path: Path) -> None:
    """Two tries, then CRASHED with the exit code (-9, the signal); the other tasks have their results."""
    with Processes(2) as pool:
        ended = pool.run(any_of, tasks(("double", 1), ("dies", str(tmp_path)), ("double", 2)))
    assert [one.result for one in ended] == [2, None, 4]
    assert (ended[1].fault, ended[1].tries, ended[1].note) == (Fault.CRASHED, 2, "exit code -9")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_task_that_overstays_is_ended(tmp_path: Path) -> None:
    """Patience of 1 s, twice; a quick task beside it is done."""
    with Processes(2, patience=1.0) as pool:
        ended = pool.run(any_of, tasks(("hangs", 60.0), ("double", 3)))
    assert [(one.result, one.fault) for one in ended] == [(None, Fault.HUNG), (6, None)]


def test_what_a_task_raises_comes_back_as_text_and_is_not_tried_again(pool: Processes) -> None:
    """An error would come again."""
    (ended,) = pool.run(raises, tasks("that word"))
    assert (ended.result, ended.fault, ended.tries) == (None, Fault.RAISED, 1)
    assert ended.note.splitlines()[-1] == "ValueError: that word"


def test_ctrl_c_keeps_what_is_done() -> None:
    """Interrupted once the first of three is told: its result stays, the others are INTERRUPTED, no process is left."""
    pool = Processes(1)

    def interrupt(news: News) -> None:
        if news.ended is not None:
            signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ended = pool.run(any_of, tasks(("double", 1), ("hangs", 60.0), ("double", 2)), interrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert [(one.result, one.fault) for one in ended] == [
        (2, None),
        (None, Fault.INTERRUPTED),
        (None, Fault.INTERRUPTED),
    ]
    assert pool._seats == []  # noqa: SLF001


def test_a_process_ends_with_its_parent(tmp_path: Path) -> None:
    """The parent is killed while a task hangs: the pipe its process holds closes soon."""
    code = (
        "import os, sys\n"
        "from scheduler.whatif.executor import Processes, Task\n"
        "from tests.whatif.toys import hangs\n"
        "if __name__ == '__main__':\n"
        "    Processes(1).run(hangs, [Task('0', 60.0)], lambda news: os._exit(1) if news.said is None else None)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    root = Path(__file__).parents[2]
    found = subprocess.run(
        [sys.executable, script], cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, timeout=30, check=False
    )
    assert found.returncode == 1  # and the run ended: nobody holds its output any more


def test_it_works_outside_the_main_thread() -> None:
    """Where no signal can be set."""
    found: list[tuple[Ended[int], ...]] = []

    def run() -> None:
        with Processes(1) as pool:
            found.append(pool.run(double, tasks(4)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert [one.result for one in found[0]] == [8]


def test_a_dead_idle_process_is_replaced(tmp_path: Path) -> None:
    """Its death is noticed when the next task is given to it."""
    with Processes(1) as pool:
        (first,) = pool.run(whole, tasks(1))
        assert first.result is not None
        pool._seats[0].process.kill()  # noqa: SLF001
        pool._seats[0].process.join()  # noqa: SLF001
        (second,) = pool.run(whole, tasks(2))
    assert second.result is not None
    assert (second.result[0], second.tries) == (2, 2)
    assert second.result[1] != first.result[1]
