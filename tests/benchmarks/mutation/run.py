"""Benchmark `mutation`: faults in the book and the judge, one at a time, and whether a fast test fails."""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from tests.benchmarks.cases import ROOT
from tests.benchmarks.mutation.operators import Mutant, mutants
from tests.benchmarks.mutation.reviewed import reviewed
from tests.benchmarks.mutation.session import Prover, Verdict
from tests.benchmarks.report import Result

TESTS = ("tests/clauses", "tests/judging/test_corruptions.py", "tests/judging/test_ghosts.py", "tests/test_audit.py")


def judged_files(root: Path = ROOT) -> list[str]:
    """The book and the judge, from the project's root; rows of the notice shown by papers are text alone."""
    book = sorted(file for file in (root / "scheduler" / "clauses").glob("*.py") if file.stem != "documentary")
    return [str(path.relative_to(root)) for path in (root / "scheduler" / "audit.py", *book) if path.stat().st_size]


def run_mutation(
    only: Sequence[str], sample: int | None, seed: int, jobs: int, *, verbose: bool, tests: Sequence[str] = TESTS
) -> Iterator[Result]:
    """One result a file and one over all; with `verbose` one line a fault before them, as it is settled.

    `only` are endings of file names, `sample` that many faults of all, drawn with the seed. A fault listed as
    equivalent is tried as well: one that is noticed all the same is named. Raises ValueError when nothing is left to
    try, when a listed fault is no longer there, or when a test fails without any fault.
    """
    found = [mutant for file in judged_files() for mutant in mutants(file, (ROOT / file).read_text(encoding="utf-8"))]
    excused = reviewed({mutant.name for mutant in found})
    chosen = [m for m in found if not only or any(m.file.endswith(name) for name in only)]
    if sample is not None:
        chosen = sorted(random.Random(seed).sample(chosen, min(sample, len(chosen))), key=found.index)
    if not chosen:
        raise ValueError(f"--only {' '.join(only)}: no such file among {', '.join(judged_files())}")
    verdicts = prove(chosen, tests, jobs, excused if verbose else None)
    for file in dict.fromkeys(mutant.file for mutant in chosen):
        yield _account(file, [v for v in verdicts if v.mutant.file == file], excused)
    yield _account("all", verdicts, excused)


def prove(chosen: Sequence[Mutant], tests: Sequence[str], jobs: int, shown: dict[str, str] | None) -> list[Verdict]:
    """What becomes of every fault. Raises ValueError when a test fails without one."""
    settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
    settings.load_profile("mutation")

    def tell(verdict: Verdict) -> None:
        if shown is not None:
            print(json.dumps(_line(verdict, shown), ensure_ascii=False), flush=True)

    prover = Prover(ROOT, chosen, jobs, tell)
    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-s", f"--rootdir={ROOT}"]
    quiet += ["-o", "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    code = pytest.main([*quiet, "-c", str(ROOT / "pyproject.toml"), *(str(ROOT / test) for test in tests)], [prover])
    if prover.failed or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise ValueError(f"tests fail without any fault: {', '.join(prover.failed) or code}")
    return sorted(prover.verdicts, key=lambda verdict: (verdict.mutant.file, verdict.mutant.place))


def _line(verdict: Verdict, excused: dict[str, str]) -> Result:
    mutant = verdict.mutant
    return {
        "case": f"mutation-{mutant.file}:{mutant.line}",
        "fault": mutant.name,
        "status": verdict.status,
        "equivalent": excused.get(mutant.name),
        "seconds": verdict.seconds,
    }


def _account(case: str, verdicts: Sequence[Verdict], excused: dict[str, str]) -> Result:
    kinds: Counter[str] = Counter(verdict.mutant.kind for verdict in verdicts)
    noticed: Counter[str] = Counter(verdict.mutant.kind for verdict in verdicts if verdict.noticed)
    missed = [v.mutant.name for v in verdicts if not v.noticed and v.mutant.name not in excused]
    equal = sum(not verdict.noticed and verdict.mutant.name in excused for verdict in verdicts)
    total = sum(noticed.values())
    return {
        "case": f"mutation-{case}",
        "faults": len(verdicts),
        "noticed": total,
        "equivalent": equal,
        "missed": len(missed),
        "score": round(total / max(1, len(verdicts) - equal), 4),
        "kinds": {kind: f"{noticed[kind]}/{count}" for kind, count in sorted(kinds.items())},
        "not_equivalent_after_all": [v.mutant.name for v in verdicts if v.noticed and v.mutant.name in excused],
        "survivors": missed,
        "seconds": round(sum(verdict.seconds for verdict in verdicts), 1),
    }


if __name__ == "__main__":
    sys.exit("python -m tests.benchmarks mutation")
