"""Benchmark `rivals`: every rival on the same school, each in a fresh process, judged by the same judge."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.report import Result
from tests.benchmarks.rivals.case import Case, Course, NotInstalled
from tests.benchmarks.rivals.judging import Rank, row_of
from tests.benchmarks.rivals.own import TEN_SECONDS
from tests.benchmarks.rivals.registry import OWN, RIVALS

GRACE = 300.0
"""Seconds beyond its time that a rival's process may take to be built up and judged."""


def run_rivals(case: Case, seconds: float, seed: int, only: Sequence[str]) -> Iterator[Result]:
    """Our own line after ten seconds, then every rival (or those of `only`) with `seconds` each.

    Raises ValueError for a name that is no rival's.
    """
    unknown = [name for name in only if name not in RIVALS]
    if unknown:
        raise ValueError(f"rival {unknown[0]!r} must be one of {', '.join(RIVALS)}")
    ours = _measured(OWN, case, min(TEN_SECONDS, seconds), seed, None)
    aim = None if ours.get("rank") is None else tuple(ours["rank"])
    yield _shown(ours)
    for name in only or RIVALS:
        if name != OWN or seconds > TEN_SECONDS:
            yield _shown(_measured(name, case, seconds, seed, aim))


def _shown(result: Result) -> Result:
    return {key: value for key, value in result.items() if key != "rank"}


def _measured(name: str, case: Case, seconds: float, seed: int, aim: Rank | None) -> Result:
    """One rival in a process of its own, ended when it runs far over its time."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_child, args=(there, name, case, seconds, seed, aim), daemon=False)
    head: Result = {"case": case.name, "seed": seed, "limit": seconds}
    child.start()
    there.close()
    try:
        if here.poll(seconds + GRACE):
            return head | here.recv()
        return head | {"rival": name, "status": "killed"}
    except EOFError:
        child.join()
        return head | {"rival": name, "status": "crashed", "note": f"exit code {child.exitcode}"}
    finally:
        child.kill()
        child.join()


def _child(pipe: Connection, name: str, case: Case, seconds: float, seed: int, aim: Rank | None) -> None:
    school, course = case.school(), Course()
    with MemoryPeak() as memory:
        began = time.monotonic()
        try:
            RIVALS[name](school, seconds, seed, course)
        except NotInstalled as missing:
            course.status, course.note = "not installed", str(missing)
        taken = time.monotonic() - began
    pipe.send(row_of(name, school, course, aim) | {"seconds": round(taken, 2), "mb": memory.megabytes})
