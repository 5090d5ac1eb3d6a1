"""Toy work for the executor: each is given a word that says how to behave, and is found by name in other processes."""

import os
import signal
import time
from pathlib import Path

from scheduler.whatif.executor import Tell


def double(number: int, tell: Tell) -> int:
    """Twice the number, later the smaller it is, so that tasks end in another order than they began."""
    time.sleep(0.3 / (1 + number))
    return 2 * number


def whole(number: int, tell: Tell) -> tuple[int, int]:
    """Says the number on the way; gives back the number and the process."""
    tell(number)
    return number, os.getpid()


def dies(marks: str, tell: Tell) -> str:
    """Kills its process each time, leaving a mark in the folder before."""
    _mark(Path(marks))
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def dies_once(marks: str, tell: Tell) -> str:
    """Kills its process the first time, and is well the second."""
    if _mark(Path(marks)) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return "well"


def hangs(seconds: float, tell: Tell) -> str:
    """Takes so long."""
    time.sleep(seconds)
    return "late"


def raises(word: str, tell: Tell) -> str:
    """Raises with the word; says nothing else."""
    raise ValueError(word)


def any_of(task: tuple[str, object], tell: Tell) -> object:
    """The toy named first, with the facts named second."""
    name, facts = task
    return globals()[name](facts, tell)


def _mark(folder: Path) -> int:
    """One more file in the folder; how many there are."""
    count = len(list(folder.iterdir())) + 1
    (folder / str(count)).touch()
    return count
