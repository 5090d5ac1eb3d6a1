"""The oracle: what an engine owes on a tiny instance, judged by trying everything, for every engine in the book."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from solvers.answer import Answer, Status, recount
from solvers.cpsat.search import CpSatSearch
from solvers.cpsat.search import Style as CpSatStyle
from solvers.engines import split
from solvers.engines.calling import InProcess
from solvers.engines.lexicographic import minimise_in_order
from solvers.engines.protocol import Engine
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.linear import root
from solvers.linear.search import HighsSearch
from solvers.linear.search import Style as HighsStyle
from solvers.neighbourhood import search as neighbourhood
from solvers.stop import Limits
from tests.solvers.brute import Table
from tests.solvers.drawing import case

SECONDS = 60.0
WORKERS = (8, 1)


def all_tiers(instance: Instance) -> int:
    """What an engine owes unless more is known of it: every tier at its least."""
    return len(instance.tiers)


def first_tier(instance: Instance) -> int:
    """Only the first."""
    return min(1, len(instance.tiers))


def no_tier_with_blocks(instance: Instance) -> int:
    """None, once there are blocks to dive on."""
    return 0 if instance.blocks else len(instance.tiers)


def first_without_blocks(instance: Instance) -> int:
    """The first tier, unless there are blocks to dive on."""
    return 0 if instance.blocks else first_tier(instance)


def no_tier(instance: Instance) -> int:
    """Legal values and true bounds, no more."""
    return 0


OWED: dict[str, Callable[[Instance], int]] = {
    "first": first_tier,
    "ready": first_without_blocks,
    "dive": no_tier_with_blocks,
}
"""Engines that search less than everything; any other owes all tiers."""


@dataclass(frozen=True)
class Setting:
    """An engine, how it is configured, and how many of the first tiers it owes at their least.

    every: a test run asks it of every so-manieth instance.
    """

    engine: str
    workers: int
    variant: str
    load: Callable[[], Engine]
    owed: Callable[[Instance], int] = all_tiers
    within: Callable[[], AbstractContextManager[object]] = nullcontext
    effort: float = 2.0
    every: int = 4

    @property
    def name(self) -> str:
        """What it is called in a report."""
        return f"{self.engine}, {self.variant}" if self.variant else f"{self.engine}, {self.workers} workers"

    def disagreements(self, seeds: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Every seed on which the engine is wrong, and how."""
        solve, limits = self.load(), Limits(self.effort, SECONDS, workers=self.workers)
        with self.within():
            for seed in seeds:
                instance, table = case(seed)
                fault = fault_of(instance, table, solve(instance, limits), self.owed(instance))
                if fault:
                    yield seed, fault


def fault_of(instance: Instance, table: Table, answer: Answer, owed: int) -> str:
    """What is wrong with an answer of which so many tiers are owed at their least, in words; empty when nothing is."""
    values = tuple(result.value for result in answer.tiers)
    if table.worst is None:
        return "" if (answer.status, values) == (Status.IMPOSSIBLE, ()) else f"{answer.status} where nothing is legal"
    if not answer.found:
        return f"{answer.status} where {table.worst} is legal"
    counted = recount(instance, answer.values)
    if counted.broken or counted.tiers != values:
        return f"breaks {counted.broken}, says {values} of {counted.tiers}"
    for index, result in enumerate(answer.tiers):
        least = table.least_given(values[:index])
        assert least is not None
        if not result.bound <= least <= result.value:
            return f"{result} is no truth about a least of {least}"
        if index < owed and result.value > least:
            return f"{result} has not come to {least}"
    proven = all(result.bound == result.value for result in answer.tiers)
    return "" if proven == (answer.status is Status.PROVEN) else f"{answer.status} with {answer.tiers}"


def settings() -> list[Setting]:
    """Every engine in the book with eight workers and with one, then the ways to go about it that they may take."""
    book = [
        Setting(name, workers, "", load, OWED.get(name, all_tiers), every=1 if workers == WORKERS[0] else 4)
        for name, load in ENGINES.items()
        for workers in WORKERS
    ]
    parts = partial(patch.object, split, "SMALLEST", 1)
    inside = partial(patch.object, root, "WIDE", 0)
    alone = partial(patch.object, neighbourhood, "LARGE", -1)
    return [
        *book,
        Setting("cpsat", 8, "no presolve", _tiers_of("cpsat", _cpsat_without_presolve)),
        Setting("highs", 1, "no presolve", _tiers_of("highs", _highs_without_presolve)),
        Setting("core", 1, "interior point", ENGINES["core"], within=inside),
        Setting("split", 1, "islands apart", ENGINES["split"], within=parts),
        Setting("first", 1, "islands apart", ENGINES["first"], first_tier, parts),
        Setting("neighbourhood", 8, "parts alone", ENGINES["neighbourhood"], no_tier, alone, effort=0.02, every=4),
    ]


def _cpsat_without_presolve(problem):
    return CpSatSearch(problem, CpSatStyle(presolve=False))


def _highs_without_presolve(problem):
    return HighsSearch(problem, HighsStyle(presolve=False))


def _tiers_of(name, make):
    """An engine of tiers in order over one search; it is its own second opinion."""

    def solve(problem, limits, *, hint, stop, listener):
        return minimise_in_order(problem, limits, make, (make,), hint=hint, stop=stop, listener=listener)

    return lambda: InProcess(name, solve)
