"""The process of an executor: takes work and facts from a pipe, and sends back results, until its parent is gone."""

import os
import signal
import threading
import traceback
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection

DONE, RAISED, SAID = "done", "raised", "said"


def serve(pipe: Connection) -> None:
    """Do one task after another; what a task raises is sent back as text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            work, facts = pipe.recv()
        except EOFError:
            return
        try:
            result = work(facts, lambda said: pipe.send((SAID, said)))
        except Exception:
            pipe.send((RAISED, traceback.format_exc(limit=-4)))
        else:
            pipe.send((DONE, result))


def _end_with_parent() -> None:
    """End the process, whatever it is doing, as soon as its parent is gone."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
