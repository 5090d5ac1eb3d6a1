"""Wall time and memory of a command with its child processes, or of a piece of work in this very process."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil

EVERY = 0.1
MEGABYTE = 1_000_000


class MemoryPeak:
    """Largest resident memory of a process and all its children together; a context manager.

    Sampled every 0.1 s, so a shorter peak may be missed; pages shared by parent and child count twice.
    """

    def __init__(self, pid: int | None = None) -> None:
        self._root = psutil.Process(os.getpid() if pid is None else pid)
        self._bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def megabytes(self) -> int:
        """Peak so far in MB (10**6 bytes), rounded up; 0 before the first sample."""
        return -(-self._bytes // MEGABYTE)

    def _watch(self) -> None:
        while True:
            self._bytes = max(self._bytes, _resident(self._root))
            if self._over.wait(EVERY):
                self._bytes = max(self._bytes, _resident(self._root))
                return


def _resident(root: psutil.Process) -> int:
    try:
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(_own(process) for process in family)


def _own(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


@dataclass(frozen=True)
class CommandRun:
    """One run of a command. `lines` are (seconds since the start, line of output); `errors` is its error stream.

    `exit` is None when the command was ended because it ran over its time.
    """

    exit: int | None
    seconds: float
    megabytes: int
    lines: tuple[tuple[float, str], ...]
    errors: str


def run_command(
    command: Sequence[str], *, folder: Path, seconds: float, environment: Mapping[str, str] | None = None
) -> CommandRun:
    """Run a command in a folder and measure it whole, interpreter start and child processes included.

    After `seconds` it is killed with its children. `environment` adds to the variables of this process.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
        )
        late = threading.Event()
        killer = threading.Timer(seconds, _kill, [process, late])
        try:
            killer.start()
            with MemoryPeak(process.pid) as memory:
                lines = _stamped(process.stdout, began)
                code = process.wait()
            ended = time.monotonic()
        finally:
            killer.cancel()
            _kill(process)
        errors.seek(0)
        return CommandRun(None if late.is_set() else code, ended - began, memory.megabytes, lines, errors.read())


def _stamped(stream: IO[str] | None, began: float) -> tuple[tuple[float, str], ...]:
    if stream is None:
        return ()
    with stream:
        return tuple((time.monotonic() - began, line.rstrip("\n")) for line in stream)


def _kill(process: subprocess.Popen[str], late: threading.Event | None = None) -> None:
    """End the process and its children, if it still runs; raise `late` when it did."""
    if process.poll() is not None:
        return
    if late is not None:
        late.set()
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.kill()
    for child in family:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()
