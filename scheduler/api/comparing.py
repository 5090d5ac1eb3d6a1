"""Weeks side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scheduler.api.judging import Judged
from scheduler.api.schools import provenance
from scheduler.config.load import Loaded
from scheduler.statements.pinned import school_pins

if TYPE_CHECKING:
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.compare import Comparison
    from scheduler.whatif.executor import Executor, Told
    from scheduler.whatif.one_more import OneMore
    from scheduler.whatif.quantities import Range
    from scheduler.whatif.run import Beside
    from scheduler.whatif.store import Store
    from scheduler.whatif.sweep import Frontier


def what_if(
    base: "Loaded | Judged",
    others: Mapping[str, Loaded],
    executor: "Executor",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    called: str = "base",
    told: "Told" = lambda news: None,
) -> "Beside":
    """Plan a week and others of like schools side by side, and compare each with the first.

    `base`: the first school and week, or a plan there is already; `called` is its name. `others` by name. `seconds`
    bounds each of the weeks. `executor`: who does them, such as scheduler.whatif.executor.Processes.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.compare import Week
    from scheduler.whatif.errand import Errand
    from scheduler.whatif.run import Named, beside

    def named(name: str, loaded: Loaded) -> Named:
        pins = school_pins(loaded).conditions
        how = provenance(loaded, pins), effort or Effort.NORMAL, seconds
        return Named(name, Errand(loaded.problem, *how, conditions=pins))

    first = Week(called, base.problem, base.plan, base.audit) if isinstance(base, Judged) else named(called, base)
    return beside(first, [named(name, loaded) for name, loaded in others.items()], executor, told)


def compare(weeks: Mapping[str, Judged]) -> "Comparison":
    """Compare plans with the first of them, by name; no solver. Raises ValueError for none."""
    from scheduler.whatif.compare import Week
    from scheduler.whatif.compare import compare as compared

    if not weeks:
        raise ValueError("there is no plan to compare / 没有可比较的计划")
    first, *others = (Week(name, j.problem, j.plan, j.audit) for name, j in weeks.items())
    return compared(first, others)


def sweep(
    loaded: Loaded,
    ranges: "Sequence[Range]",
    executor: "Executor",
    store: "Store",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    told: "Told" = lambda news: None,
) -> "Frontier | None":
    """Plan the week for every value of one quantity or two; what the store has is not planned again.

    None when the school as it is has no week, or the sweep was stopped before that one was planned. Raises VaryRefused
    for too many points, and for a value the school refuses.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.sweep import Settings
    from scheduler.whatif.sweep import sweep as swept

    pins = school_pins(loaded).conditions
    settings = Settings(effort or Effort.NORMAL, seconds, provenance(loaded, pins), pins)
    return swept(loaded, ranges, settings, executor, store, told)


def one_more(
    loaded: Loaded,
    executor: "Executor",
    store: "Store",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    told: "Told" = lambda news: None,
) -> "OneMore | None":
    """What one more teacher, volunteer, room, skill or section is worth, each by planning the week with it.

    None when the school as it is has no week, or that was stopped.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.one_more import one_more as tried
    from scheduler.whatif.sweep import Settings

    pins = school_pins(loaded).conditions
    settings = Settings(effort or Effort.NORMAL, seconds, provenance(loaded, pins), pins)
    return tried(loaded, settings, executor, store, told)
