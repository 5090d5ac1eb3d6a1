"""Engines that misbehave on purpose, loaded by the solving process through their module path."""

import ctypes
import os
import resource
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


def segfaults(problem, limits, *, hint, stop, listener):
    """Reads from nowhere."""
    ctypes.string_at(0)


def eats_memory(problem, limits, *, hint, stop, listener):
    """Allocates until there is no more, under a limit of 1 GB beyond what it has."""
    with open("/proc/self/statm") as pages:
        had = int(pages.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (had + 10**9, resource.RLIM_INFINITY))
    hoard = [np.ones(10**7) for _ in range(1000)]
    return len(hoard)


def says_impossible(problem, limits, *, hint, stop, listener):
    """Says that nothing is legal, whatever the rows."""
    return CompactAnswer(Status.IMPOSSIBLE, None, (), 0.0, None)


def loses_the_start(problem, limits, *, hint, stop, listener):
    """Has no answer."""
    return CompactAnswer(Status.NO_ANSWER, None, (), 0.0, None)


def answers(change):
    """An engine that answers all ones, proven, after a change to that."""

    def engine(problem, limits, *, hint, stop, listener):
        values = np.ones(problem.width, dtype=np.int64)
        right = {"status": Status.PROVEN, "values": values, "seconds": 0.0, "first_seconds": 0.0}
        tiers = tuple(TierResult(c.name, c.of(values), c.of(values), Stop.PROVEN, 0.0) for c in problem.costs)
        return CompactAnswer(**({"tiers": tiers} | right | change))

    return engine


fractions = answers({"values": np.array([0.5, np.nan])})
too_few = answers({"values": np.ones(1, dtype=np.int64)})
words = answers({"values": "11"})
outside = answers({"values": np.array([1, 7])})
flatters = answers({"tiers": (TierResult("cost", 1, 1, Stop.PROVEN, 0.0), TierResult("wish", 1, 1, Stop.PROVEN, 0.0))})
overbids = answers({"tiers": (TierResult("cost", 5, 6, Stop.PROVEN, 0.0), TierResult("wish", 1, 1, Stop.PROVEN, 0.0))})
boasts = answers({"tiers": (TierResult("cost", 5, 0, Stop.PROVEN, 0.0), TierResult("wish", 1, 1, Stop.PROVEN, 0.0))})
no_tiers = answers({"tiers": None})
empty = answers({"values": None})


def says_nothing(problem, limits, *, hint, stop, listener):
    """Returns None."""


def garbles(problem, limits, *, hint, stop, listener):
    """Writes on the wire what is no message, and goes on."""
    listener.replies.write(b"garbage " * 100)
    listener.replies.flush()
    time.sleep(600)


def garbles_a_body(problem, limits, *, hint, stop, listener):
    """The same with a true header."""
    listener.replies.write((8).to_bytes(8, "big") + b"garbage ")
    listener.replies.flush()
    time.sleep(600)


def babbles(problem, limits, *, hint, stop, listener):
    """Reports values, costs, bounds and tiers that are none, then answers all ones."""
    listener.found(0, np.array([0.5, 0.5]), ("dear",))
    listener.found(0, np.zeros(problem.width, dtype=np.int64), (0, 0))
    listener.found(9, np.ones(problem.width, dtype=np.int64), (5, 1))
    listener.bounded(0, None)
    listener.bounded(0, 99)
    listener.settled(0, "done")
    return answers({})(problem, limits, hint=hint, stop=stop, listener=listener)


def babbles_then_dies(problem, limits, *, hint, stop, listener):
    """The same, with a proof that its values refute, and no answer."""
    babbles(problem, limits, hint=hint, stop=stop, listener=listener)
    listener.settled(1, TierResult("wish", 1, 99, Stop.PROVEN, 0.0))
    os.kill(os.getpid(), signal.SIGKILL)


def spoils_the_start(problem, limits, *, hint, stop, listener):
    """Answers all ones, whatever better values it was given."""
    return answers({})(problem, limits, hint=hint, stop=stop, listener=listener)


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
