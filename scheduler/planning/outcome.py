"""What planning gives back, and how it tells the world it is under way."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from scheduler.audit import Audit
from scheduler.domain.plan import Plan


class Effort(StrEnum):
    """How hard to search. Effort is deterministic units of work; the clock is only a safety net.

    DRAFT is the first whole plan, which every run makes before it goes on to what was asked for. SKETCH leaves nothing
    short that need not be, and minds nothing else: enough to see whether a week works out.
    """

    SKETCH = "sketch"
    DRAFT = "draft"
    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


class Verdict(StrEnum):
    """How planning ended: a whole plan; a plan with shortages or findings; proven impossible; no plan in time."""

    WHOLE = "whole"
    PARTIAL = "partial"
    IMPOSSIBLE = "impossible"
    NO_TIME = "no_time"


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of one stage: the tier being searched, its value and bound so far (None: nothing yet),
    seconds since start, and whether it belongs to the first draft."""

    stage: str
    tier: str
    value: int | None
    bound: int | None
    seconds: float
    draft: bool = False


Watcher = Callable[[Step], None]


@dataclass(frozen=True)
class StageReport:
    """What one stage did: size of its instance, seconds, engine, and status."""

    stage: str
    engine: str
    choices: int
    rows: int
    seconds: float
    status: str


@dataclass(frozen=True)
class Outcome:
    """A plan with the judge's verdict on it, and how it came about. `plan` and `audit` are None when there is no plan.

    `note` says what went wrong on the way when a stage ended without an answer; the last of `stages` is that stage.
    """

    verdict: Verdict
    plan: Plan | None
    audit: Audit | None
    stages: tuple[StageReport, ...]
    seconds: float
    interrupted: bool = False
    note: str = ""
