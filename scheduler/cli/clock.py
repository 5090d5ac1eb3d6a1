"""When this command began: the time limit counts from here, loading and all."""

import time

_began = time.monotonic()


def start() -> None:
    """Count from now."""
    global _began
    _began = time.monotonic()


def elapsed() -> float:
    """Seconds since the command began."""
    return time.monotonic() - _began
