"""An answer, and the recount that judges it without trusting the engine that gave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from solvers.instance import Instance
from solvers.rows import Key, Row, Terms
from solvers.stop import gap_of


class Status(StrEnum):
    """What is known once an engine has stopped."""

    PROVEN = "proven"
    """There are values, and every tier is proven best, or within the gap the caller allowed."""
    FEASIBLE = "feasible"
    """There are values; at least one tier might be improved."""
    IMPOSSIBLE = "impossible"
    """No values respect all rows; said twice, by two configurations."""
    NO_ANSWER = "no_answer"
    """Neither values nor a proof that there are none."""


class Stop(StrEnum):
    """Why the work on a tier ended."""

    PROVEN = "proven"
    GAP = "gap"
    EFFORT = "effort"
    STALLED = "stalled"
    TIME = "time"
    INTERRUPTED = "interrupted"


class EngineError(RuntimeError):
    """An engine returned something the recount refutes: a bug here or in a solver, not the caller's."""


@dataclass(frozen=True, slots=True)
class TierResult:
    """The value reached in one tier and the best bound known for it.

    The bound assumes that earlier tiers stay at the values they reached; when those are proven, it bounds the
    true optimum.
    """

    name: str
    value: int
    bound: int
    stop: Stop
    seconds: float

    @property
    def gap(self) -> float:
        """(value - bound) / max(1, |value|): 0.0 when proven best."""
        return gap_of(self.value, self.bound)


@dataclass(frozen=True)
class Answer:
    """What an engine found. `values` covers every key of the instance, or is empty when nothing was found.

    first_seconds: time to the first values that respect all rows; None when there were none.
    note: what went wrong on the way, e.g. "the solving process ended with signal 6"; empty otherwise.
    """

    status: Status
    values: Mapping[Key, int]
    tiers: tuple[TierResult, ...]
    engine: str
    seconds: float
    first_seconds: float | None
    note: str = ""

    @property
    def found(self) -> bool:
        """Whether there are values to use."""
        return self.status in (Status.PROVEN, Status.FEASIBLE)


@dataclass(frozen=True)
class Recount:
    """The rows that values break, and what each tier comes to."""

    broken: tuple[Row, ...]
    tiers: tuple[int, ...]


def recount(instance: Instance, values: Mapping[Key, int]) -> Recount:
    """Judge values from the instance alone.

    A key without a value, with one outside its domain, or unknown to the instance counts as a broken row
    tagged "domain"; a missing value is then taken as the smallest of its domain.
    """
    bounds = instance.bounds()
    broken: list[Row] = []
    full: dict[Key, int] = {}
    for key, (low, high) in bounds.items():
        value = values.get(key)
        if value is None or value != int(value) or not low <= value <= high:
            broken.append(Row("domain", ((key, 1),), low, high))
        full[key] = low if value is None else int(value)
    broken += [Row("domain", ((key, 1),), 0, 0) for key in values if key not in bounds]
    for row in instance.rows:
        total = _total(row.terms, full)
        if (row.lower is not None and total < row.lower) or (row.upper is not None and total > row.upper):
            broken.append(row)
    return Recount(tuple(broken), tuple(_total(tier.terms, full) + tier.constant for tier in instance.tiers))


def _total(terms: Terms, values: Mapping[Key, int]) -> int:
    return sum(coefficient * values[key] for key, coefficient in terms)
