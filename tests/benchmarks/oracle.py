"""Benchmark `oracle`: every engine against trying everything, on tiny random instances, in every setting."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from solvers.engines.registry import ENGINES
from tests.benchmarks.report import Result
from tests.solvers.drawing import case
from tests.solvers.oracle import Setting, settings

BLOCK = 500
"""Instances drawn and tried at a time, so that memory does not grow with their number."""
SHOWN = 5
"""Disagreements that a line quotes."""


@dataclass
class Account:
    """How one setting fares."""

    setting: Setting
    seconds: float = 0.0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def ask(self, seeds: range) -> None:
        """Ask it of some more instances."""
        began = time.monotonic()
        self.faults += self.setting.disagreements(seeds)
        self.seconds += time.monotonic() - began


def run_oracle(instances: int, engines: Sequence[str]) -> Iterator[Result]:
    """One result a setting of the engines named (all when none is). Raises ValueError for an unknown one."""
    unknown = [name for name in engines if name not in ENGINES]
    if unknown or instances < 1:
        raise ValueError(
            f"engine {unknown[0]!r} must be one of {', '.join(ENGINES)}"
            if unknown
            else f"--instances {instances} must be at least 1"
        )
    accounts = [Account(setting) for setting in settings() if not engines or setting.engine in engines]
    for start in range(0, instances, BLOCK):
        seeds = range(start, min(start + BLOCK, instances))
        for seed in seeds:
            case(seed)
        for account in accounts:
            account.ask(seeds)
        case.cache_clear()
    for account in accounts:
        yield _line(account, instances)


def _line(account: Account, instances: int) -> Result:
    faults = account.faults
    return {
        "case": f"oracle-{account.setting.name.replace(', ', '-').replace(' ', '-')}",
        "engine": account.setting.engine,
        "workers": account.setting.workers,
        "variant": account.setting.variant,
        "instances": instances,
        "agreements": instances - len(faults),
        "disagreements": len(faults),
        "faults": [f"seed {seed}: {fault}" for seed, fault in faults[:SHOWN]],
        "right": not faults,
        "seconds": round(account.seconds, 2),
        "a_second": round(instances / account.seconds),
    }
