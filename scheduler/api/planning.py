"""A week planned."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.api.schools import provenance
from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan
from scheduler.statements.pinned import in_order, school_pins
from scheduler.statements.statement import Condition

if TYPE_CHECKING:
    from scheduler.planning.asked import Variant
    from scheduler.planning.outcome import Effort, Outcome, Watcher
    from scheduler.planning.sketch import Sketch
    from solvers.stop import StopFlag
    from solvers.worker import Worker


LEAST_SECONDS = 0.1
"""What is left for planning when loading it has used up the time."""


def sketch(loaded: Loaded, *, seconds: float = 60.0) -> "Sketch":
    """The week planned for its shortage alone: quick, legal, and careless of everything else."""
    from scheduler.planning.sketch import sketch as sketched
    from solvers.worker import Worker

    with Worker() as worker:
        return sketched(loaded.problem, worker, seconds=seconds)


def plan(
    loaded: Loaded,
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    worker: "Worker | None" = None,
    stop: "StopFlag | None" = None,
    watch: "Watcher | None" = None,
    workers: int | None = None,
    keep: Plan | None = None,
    variant: "Variant | None" = None,
    pins: Sequence[Condition] = (),
) -> "Outcome":
    """Plan the week; the outcome carries the plan, the judge's verdict and the proof of every tier.

    Comes back within about a second of `seconds`, or of `stop` being raised, with a plan or with none. `workers` is
    the number of parallel searches inside CP-SAT (None: as the effort says). `keep`: an earlier plan of the same school
    whose club sections stand and whose places change for as few pupils as can be (late joiners, leavers).
    `variant`: what the week must keep besides the book, beside which other week. `pins` it keeps as well, and those of
    the school's own file; in which order they are given changes nothing.
    """
    began = time.monotonic()
    from scheduler.planning.asked import Variant
    from scheduler.planning.outcome import Effort
    from scheduler.planning.punctual import plan_in_time

    beside = variant or Variant()
    conditions = in_order((*school_pins(loaded).conditions, *pins, *beside.conditions))
    sources = provenance(loaded, conditions)
    return plan_in_time(
        loaded.problem,
        effort=effort or Effort.NORMAL,
        seconds=max(LEAST_SECONDS, seconds - (time.monotonic() - began)),
        worker=worker,
        stop=stop,
        watch=watch,
        provenance=sources,
        workers=workers,
        keep=keep,
        variant=replace(beside, conditions=conditions),
    )
