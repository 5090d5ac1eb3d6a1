"""Engines that misbehave on purpose, loaded by the solving process through their module path."""

import os
import signal
import time

import numpy as np

from solvers.answer import Status, Stop, TierResult
from solvers.compact import CompactAnswer


def _offer_first(problem, hint, listener):
    values = np.array([hint[column] for column in range(problem.width)], dtype=np.int64)
    listener.found(0, values, problem.costs_of(values))
    return values


def finds_then_dies(problem, limits, *, hint, stop, listener):
    """Reports the hint as found, then ends the process by a signal."""
    _offer_first(problem, hint, listener)
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGKILL)


def dies(problem, limits, *, hint, stop, listener):
    """Ends the process before anything was found."""
    os.abort()


def hangs(problem, limits, *, hint, stop, listener):
    """Finds nothing and obeys neither the clock nor the flag."""
    time.sleep(600)


def settles_then_hangs(problem, limits, *, hint, stop, listener):
    """Settles the first tier at its value, then obeys nothing."""
    values = _offer_first(problem, hint, listener)
    cost = problem.costs[0]
    listener.settled(0, TierResult(cost.name, cost.of(values), cost.of(values), Stop.PROVEN, 0.0))
    time.sleep(600)


def lies(problem, limits, *, hint, stop, listener):
    """Returns all zeros, legal or not."""
    values = np.zeros(problem.width, dtype=np.int64)
    tiers = tuple(TierResult(cost.name, cost.of(values), 0, Stop.PROVEN, 0.0) for cost in problem.costs)
    return CompactAnswer(Status.PROVEN, values, tiers, 0.0, 0.0)


def raises(problem, limits, *, hint, stop, listener):
    """Fails with an exception."""
    raise RuntimeError("the engine has no oil")


def runs_out_of_memory(problem, limits, *, hint, stop, listener):
    """Fails the way a failed allocation does."""
    raise MemoryError


def chatters(problem, limits, *, hint, stop, listener):
    """Prints on standard output, as solvers do, then answers with the hint."""
    os.write(1, b"chatter " * 10_000)
    values = _offer_first(problem, hint, listener)
    tiers = tuple(TierResult(cost.name, cost.of(values), cost.of(values), Stop.PROVEN, 0.0) for cost in problem.costs)
    return CompactAnswer(Status.PROVEN, values, tiers, 0.0, 0.0)


def plods(problem, limits, *, hint, stop, listener):
    """Has found the hint, and waits to be stopped."""
    values = _offer_first(problem, hint, listener)
    while not stop.is_set():
        time.sleep(0.01)
    tiers = tuple(TierResult(cost.name, cost.of(values), -9, Stop.INTERRUPTED, 0.0) for cost in problem.costs)
    return CompactAnswer(Status.FEASIBLE, values, tiers, 0.0, 0.0)
