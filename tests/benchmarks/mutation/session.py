"""One warm pytest session: the tests run once and say what they touch, then a fork of it for every fault."""

import gc
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from tests.benchmarks.mutation.live import holders, install
from tests.benchmarks.mutation.operators import Mutant

KILLED, SURVIVED, TIMEOUT, UNTOUCHED, BROKEN = "killed", "survived", "timeout", "untouched", "broken"
EXITS = {0: SURVIVED, 1: KILLED, 2: BROKEN}
SECONDS = 30
"""A fault that lets the tests run on for so long counts as noticed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one fault, and after how many seconds."""

    mutant: Mutant
    status: str
    seconds: float

    @property
    def noticed(self) -> bool:
        """Whether a test failed, or never ended."""
        return self.status in (KILLED, TIMEOUT)


@dataclass
class Prover:
    """A pytest plugin that runs no test for its own sake.

    `verdicts` is filled while pytest runs; `failed` holds the tests that fail without any fault.
    """

    root: Path
    mutants: Sequence[Mutant]
    jobs: int
    tell: Callable[[Verdict], None]
    verdicts: list[Verdict] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    forked: bool = False
    _touched: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    _seconds: dict[int, float] = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once; if they pass, one fork a fault."""
        for index, (item, following) in enumerate(_pairs(session.items)):
            began = time.perf_counter()
            with _Touches(str(self.root)) as touches:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self._seconds[index] = time.perf_counter() - began
            self._touched[index] = touches.found
        if not self.failed:
            gc.collect()
            gc.freeze()
            self._prove(session.items)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first failure ends a fork."""
        if report.failed:
            if self.forked:
                os._exit(1)
            self.failed.append(report.nodeid)

    def _prove(self, items: Sequence[pytest.Item]) -> None:
        running: dict[int, tuple[Mutant, float]] = {}
        for mutant in self.mutants:
            mine = self._tests_of(mutant)
            if not mine:
                self._close(mutant, UNTOUCHED, 0.0)
                continue
            while len(running) >= self.jobs:
                self._wait(running)
            running[self._fork(mutant, [items[index] for index in mine])] = mutant, time.perf_counter()
        while running:
            self._wait(running)

    def _tests_of(self, mutant: Mutant) -> list[int]:
        """Tests that enter the faulty function, or anything of its file where it is in none; quick ones first."""
        mine = [i for i, found in self._touched.items() if (mutant.file, mutant.owner) in found]
        if not mine:
            files = holders(mutant, self.root)
            mine = [i for i, found in self._touched.items() if any(file in files for file, _ in found)]
        return sorted(mine, key=lambda index: (self._seconds[index], index))

    def _fork(self, mutant: Mutant, items: Sequence[pytest.Item]) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if child:
            return child
        self.forked = True
        try:
            _silence()
            install(mutant, self.root)
            signal.alarm(SECONDS)
        except BaseException:
            os._exit(2)
        for item, following in _pairs(items):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(0)

    def _wait(self, running: dict[int, tuple[Mutant, float]]) -> None:
        child, status = os.wait()
        mutant, began = running.pop(child)
        named = TIMEOUT if os.WIFSIGNALED(status) else EXITS.get(os.WEXITSTATUS(status), KILLED)
        self._close(mutant, named, time.perf_counter() - began)

    def _close(self, mutant: Mutant, status: str, seconds: float) -> None:
        self.verdicts.append(Verdict(mutant, status, round(seconds, 3)))
        self.tell(self.verdicts[-1])


class _Touches:
    """Which functions of the project are entered while it is open, as (file, qualified name)."""

    def __init__(self, root: str) -> None:
        self._root = root + "/scheduler/"
        self._cut = len(root) + 1
        self._codes: set[CodeType] = set()

    @property
    def found(self) -> set[tuple[str, str]]:
        mine = (code for code in self._codes if code.co_filename.startswith(self._root))
        return {(code.co_filename[self._cut :], code.co_qualname.split(".<locals>")[0]) for code in mine}

    def __enter__(self) -> "_Touches":
        sys.setprofile(self._see)
        return self

    def __exit__(self, *ignored: object) -> None:
        sys.setprofile(None)

    def _see(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self._codes.add(frame.f_code)


def _pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
