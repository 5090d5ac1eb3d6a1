"""The solving process seen from its parent: started, spoken to, listened to, and buried."""

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

from solvers.wire import OUT_OF_MEMORY, Reply, Request, receive, send

BOOT = "import sys; sys.path[:] = sys.argv[1:]; from solvers.child import main; main()"
POLL = 0.02


class ChildProcess:
    """The process, its pipes, and a thread that queues its replies; None in the queue says that no more will come."""

    def __init__(self) -> None:
        self.ready = False
        self.ended = False
        self._garbled = ""
        path = [os.getcwd() if entry == "" else entry for entry in sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-c", BOOT, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._requests = _piped(self._process.stdin)
        self._answers = _piped(self._process.stdout)
        self._chatter = _piped(self._process.stderr)
        self._last_line = ""
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._overhear)]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def gone(self) -> bool:
        """Whether the process has ended by itself."""
        return self._process.poll() is not None

    def send(self, request: Request) -> None:
        """Send a request; a child that is gone shows itself at the next reply."""
        with suppress(OSError):
            send(self._requests, request)

    def next(self) -> tuple[bool, Reply | None]:
        """(True, reply); (True, None) once the child is gone; (False, None) if nothing came in time."""
        try:
            return True, self._replies.get(timeout=POLL)
        except queue.Empty:
            return False, None

    def obituary(self) -> str:
        """How the process ended, with the last line it wrote; one that sent no sense is ended here and now."""
        if self._garbled:
            self._process.kill()
        code = self._process.wait()
        self._readers[-1].join()
        how = "ended: it " + self._garbled if self._garbled else _ending(code)
        return f"the solving process {how}" + (f": {self._last_line}" if self._last_line else "")

    def end(self) -> None:
        """Kill the process, wait for it, close everything."""
        self.ended = True
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._requests, self._answers, self._chatter):
            with suppress(OSError):
                stream.close()

    def _read(self) -> None:
        try:
            while (message := receive(self._answers, Reply)) is not None:
                self._replies.put(message)
        except Exception as error:
            self._garbled = f"sent what is no message ({type(error).__name__})"
        self._replies.put(None)

    def _overhear(self) -> None:
        for line in self._chatter:
            self._last_line = line.decode(errors="replace").strip() or self._last_line


def _ending(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return "ran out of memory"
    if code >= 0:
        return f"ended with exit code {code}"
    known = -code in set(signal.Signals)
    return f"ended with signal {-code}" + (f" ({signal.Signals(-code).name})" if known else "")


def _piped(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the solving process was started without pipes")
    return stream
