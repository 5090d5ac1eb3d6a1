"""The solving process: jobs come in on standard input, reports go out on standard output."""

import os
import queue
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field
from typing import IO

from solvers.answer import TierResult
from solvers.compact import Vector
from solvers.engines.registry import PLACES, column_engine
from solvers.stop import StopFlag
from solvers.wire import OUT_OF_MEMORY, Bounded, Done, Failed, Found, Job, Ready, Reply, Request, Settled, receive, send

SPACING = 0.05
"""Seconds between two reports of the same kind; the newest is never dropped, only delayed."""


@dataclass
class Reporter:
    """Sends what an engine finds, at most once every SPACING seconds, from whichever thread finds it."""

    replies: IO[bytes]
    number: int = 0
    waiting: dict[str, Reply] = field(default_factory=dict)
    last: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Report values soon."""
        self._soon("found", Found(self.number, tier, values, costs))

    def bounded(self, tier: int, bound: int) -> None:
        """Report a bound soon."""
        self._soon("bounded", Bounded(self.number, tier, bound))

    def settled(self, tier: int, result: TierResult) -> None:
        """Report a finished tier now, after everything that waits."""
        self.now(Settled(self.number, tier, result))

    def now(self, reply: Reply | None = None) -> None:
        """Send everything that waits, then the reply."""
        with self.lock:
            ready = list(self.waiting.values())
            self.waiting.clear()
            for message in [*ready, *([reply] if reply is not None else [])]:
                send(self.replies, message)
            self.last = time.monotonic()

    def keep_flushing(self) -> None:
        """Send what waits, for as long as the process lives."""
        while True:
            time.sleep(SPACING)
            if self.waiting:
                self.now()

    def _soon(self, kind: str, reply: Reply) -> None:
        with self.lock:
            self.waiting.pop(kind, None)
            self.waiting[kind] = reply
        if time.monotonic() - self.last >= SPACING:
            self.now()


@dataclass
class Desk:
    """Jobs in order of arrival, and the flags of those that may still be halted."""

    jobs: "queue.SimpleQueue[Job]" = field(default_factory=queue.SimpleQueue)
    flags: dict[int, StopFlag] = field(default_factory=dict)

    def accept(self, request: Request) -> None:
        """File a request."""
        if isinstance(request, Job):
            self.flags[request.number] = StopFlag()
            self.jobs.put(request)
        elif request.number in self.flags:
            self.flags[request.number].set()

    def listen(self, requests: IO[bytes]) -> None:
        """File requests until the parent is gone; then end the process, whatever it is doing."""
        while (message := receive(requests, Request)) is not None:
            self.accept(message)
        os._exit(0)


def work(job: Job, stop: StopFlag, reporter: Reporter) -> None:
    """Answer one job; an exception is reported as text."""
    reporter.number = job.number
    try:
        engine = column_engine(job.engine)
        answer = engine(job.problem, job.limits, hint=job.hint, stop=stop, listener=reporter)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception:
        reporter.now(Failed(job.number, traceback.format_exc(limit=-3)))
    else:
        reporter.now(Done(job.number, answer))


def main() -> None:
    """Serve until the parent closes the pipe. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = _private_pipes()
    desk, reporter = Desk(), Reporter(replies)
    threading.Thread(target=desk.listen, args=(requests,), daemon=True).start()
    threading.Thread(target=reporter.keep_flushing, daemon=True).start()
    for name in PLACES:
        column_engine(name)
    reporter.now(Ready(0))
    while True:
        job = desk.jobs.get()
        work(job, desk.flags[job.number], reporter)
        del desk.flags[job.number]


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes to descriptors of their own, for solvers print to standard output."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(sys.stderr.fileno(), 1)
    return requests, replies
