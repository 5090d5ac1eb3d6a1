"""The command `afterschool`. Only this much is loaded before Ctrl-C is answered in one line instead of a traceback.

Exit codes: 0 a whole plan with a clean audit; 1 a plan with shortages, breaches or findings; 2 bad input;
3 proven impossible; 4 no plan in time; 70 our bug; 130 another verb was interrupted.
"""

import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import NoReturn

from scheduler.cli import clock

NO_PLAN, INTERRUPTED = 4, 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    clock.start()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _loaded()(words)
    except KeyboardInterrupt:
        print("已中断，没有新写的计划 / Interrupted; no new plan was written", file=sys.stderr)
        code = NO_PLAN if words[:1] == ["plan"] else INTERRUPTED
    if arguments is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _loaded() -> Callable[[list[str]], int]:
    """The command line, imported undisturbed: an extension module turns an interrupt of its import into
    another error."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: asked.append(number))
    from scheduler.cli.app import run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _interrupt)
    if asked:
        raise KeyboardInterrupt
    return run


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM is taken like Ctrl-C."""
    raise KeyboardInterrupt
