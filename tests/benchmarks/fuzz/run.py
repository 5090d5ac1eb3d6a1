"""Benchmark `fuzz`: mutated files loaded by worker processes with a clock and a limit of memory."""

import json
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.cases import ROOT
from tests.benchmarks.fuzz.schools import mutant, schools
from tests.benchmarks.report import Result

SLOW = 2.0
"""Processor seconds a file may take."""
HANG = 60.0
"""Wall seconds without a word after which a worker is ended."""
WORKER = "tests.benchmarks.fuzz.worker"
SHOWN = 5


@dataclass
class Worker:
    """A process that loads every `step`-th mutant, and the next it will report on."""

    seed: int
    next: int
    stop: int
    step: int
    heard: float = 0.0
    process: "subprocess.Popen[bytes]" = field(init=False)

    def start(self) -> None:
        """Start the process at the mutant that comes next."""
        words = map(str, (self.seed, self.next, self.stop, self.step))
        command = [sys.executable, "-m", WORKER, *words]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        self.heard = time.monotonic()

    def hear(self) -> dict[str, Any] | None:
        """The next outcome; None when the process is done. One that died or hangs is told of the mutant it had."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line and self.next >= self.stop:
            return None
        found: dict[str, Any] = json.loads(line) if line else self._lost()
        self.next, self.heard = found["number"] + self.step, time.monotonic()
        return found

    def end_if_silent(self) -> None:
        """End the process when nothing was heard of it for too long."""
        if time.monotonic() - self.heard > HANG:
            self.process.kill()

    def _lost(self) -> dict[str, Any]:
        code = self.process.wait()
        return {
            "number": self.next,
            "outcome": f"the process ended with {code}",
            "seconds": HANG,
            "mb": 0,
            "again": True,
        }


@dataclass
class Account:
    """What came of all mutants so far."""

    loaded: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    slow: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    fattest: tuple[int, int] = (0, 0)

    def take(self, found: dict[str, Any], seed: int, keep: Path | None) -> None:
        """Count one outcome; the school of one that went wrong is written below `keep`."""
        number, outcome, seconds = found["number"], found["outcome"], found["seconds"]
        self.loaded += outcome == "loaded"
        self.refused += outcome == "refused"
        self.slow += seconds > SLOW
        self.slowest = max(self.slowest, (round(seconds, 3), number))
        self.fattest = max(self.fattest, (found["mb"], -number))
        if outcome not in ("loaded", "refused") or seconds > SLOW:
            self.faults.append(f"{number}: {outcome}")
            if keep is not None:
                keep_mutant(seed, number, outcome, keep)


def run_fuzz(files: int, seed: int, workers: int, keep: Path | None) -> Result:
    """Load `files` mutants; right when none crashed, was over 2 s of processor time or over 500 MB.

    Raises ValueError for less than one file or worker.
    """
    if files < 1 or workers < 1:
        raise ValueError("--files and --workers must be at least 1")
    account, began = Account(), time.monotonic()
    for found in outcomes(files, seed, workers):
        account.take(found, seed, keep)
    seconds = time.monotonic() - began
    return {
        "case": f"fuzz-s{seed}",
        "seed": seed,
        "files": files,
        "loaded": account.loaded,
        "refused": account.refused,
        "crashes": files - account.loaded - account.refused,
        "slow": account.slow,
        "slowest": account.slowest[0],
        "faults": account.faults[:SHOWN],
        "right": not account.faults,
        "seconds": round(seconds, 2),
        "mb": account.fattest[0],
        "a_second": round(files / seconds),
    }


def outcomes(files: int, seed: int, workers: int) -> Iterator[dict[str, Any]]:
    """The outcome of every mutant, as the workers report them."""
    with selectors.DefaultSelector() as selector:
        for first in range(min(workers, files)):
            _listen(selector, Worker(seed, first, files, workers))
        while selector.get_map():
            for key, _ in selector.select(timeout=1.0):
                found = key.data.hear()
                if found is None or found.pop("again", False):
                    selector.unregister(key.fileobj)
                    key.data.process.stdout.close()
                    key.data.process.wait()
                if found is not None:
                    yield found
                    if key.fd not in selector.get_map() and key.data.next < files:
                        _listen(selector, key.data)
            for key in list(selector.get_map().values()):
                key.data.end_if_silent()


def _listen(selector: selectors.BaseSelector, worker: Worker) -> None:
    worker.start()
    assert worker.process.stdout is not None
    selector.register(worker.process.stdout, selectors.EVENT_READ, worker)


def keep_mutant(seed: int, number: int, outcome: str, folder: Path) -> None:
    """Write the school of a mutant below `folder`, whole, with what came of it beside it."""
    found = mutant(seed, number)
    there = folder / f"s{seed}-{number}-{found.school}"
    there.mkdir(parents=True, exist_ok=True)
    for file, raw in schools()[found.school].items():
        (there / file).write_bytes(found.raw if file == found.file else raw)
    (there / "outcome.txt").write_text(f"{found.file}\n{outcome}\n", encoding="utf-8")
