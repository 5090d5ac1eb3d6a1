"""Planning that comes back in time: the work runs in a thread of its own, and is left behind when it lingers."""

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Standing, Variant
from scheduler.planning.outcome import Effort, Outcome, StageReport, Verdict, Watcher
from scheduler.planning.run import fallen_back, plan_week
from solvers.stop import StopFlag
from solvers.worker import Worker

GRACE = 1.0
"""Seconds after a raised stop flag in which a first whole plan may still come."""
LATE = 0.5
"""Seconds past the time limit in which a first whole plan may still come."""
FINISHING = 30.0
"""Seconds more that a first plan may take to be named and judged, whatever the clock says."""
BETTERING = 1.3, 0.3
"""Seconds after a raised flag, and past the limit, in which a plan better than the draft may be named and judged."""
POLL = 0.02


@dataclass
class _Work:
    """One call of plan_week in a thread, and what came of it."""

    done: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None
    error: BaseException | None = None


def plan_in_time(
    problem: Problem,
    *,
    effort: Effort,
    seconds: float,
    worker: Worker | None = None,
    stop: StopFlag | None = None,
    watch: Watcher | None = None,
    provenance: Mapping[str, str] | None = None,
    workers: int | None = None,
    keep: Plan | None = None,
    variant: Variant | None = None,
) -> Outcome:
    """`plan_week`, back within a second of the limit and about as soon after a raised flag.

    Work that has no whole plan by then is told to give up and left to end by itself: the outcome is NO_TIME, its last
    stage the one under way. A plan already found is waited for while it is judged. Raises what `plan_week` raises.
    """
    flag, standing, work, began = stop or StopFlag(), Standing(), _Work(), time.monotonic()

    def run() -> None:
        try:
            work.outcome = plan_week(
                problem,
                effort=effort,
                seconds=seconds,
                worker=worker,
                stop=flag,
                watch=watch,
                provenance=provenance,
                standing=standing,
                workers=workers,
                keep=keep,
                variant=variant,
            )
        except BaseException as error:
            work.error = error
        finally:
            work.done.set()

    threading.Thread(target=run, name="planning", daemon=True).start()
    _wait(work, flag, standing, began + seconds)
    if work.error is not None:
        raise work.error
    if work.outcome is not None:
        return work.outcome
    standing.abandoned = True
    report = StageReport(standing.stage, "none", 0, 0, time.monotonic() - began, "no_answer")
    nothing = Outcome(Verdict.NO_TIME, None, None, (report,), time.monotonic() - began, flag.is_set())
    return nothing if standing.draft is None else fallen_back(standing.draft, flag.is_set(), nothing)


def _wait(work: _Work, flag: StopFlag, standing: Standing, deadline: float) -> None:
    """Until the work is done, or there is no more reason to wait."""
    raised: float | None = None
    while not work.done.wait(POLL):
        now = time.monotonic()
        if raised is None and flag.is_set():
            raised = now
        if now > patience(standing, raised, deadline):
            return


def patience(standing: Standing, raised: float | None, deadline: float) -> float:
    """Until when to wait: for a first plan longer than for one better than the draft, and only if it is under way."""
    if standing.draft is not None:
        after_flag, after_limit = BETTERING if standing.finishing else (0.0, 0.0)
        return min(deadline + after_limit, math.inf if raised is None else raised + after_flag)
    latest = min(deadline + LATE, math.inf if raised is None else raised + GRACE)
    return latest + FINISHING if standing.finishing else latest
