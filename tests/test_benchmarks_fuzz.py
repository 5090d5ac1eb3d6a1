"""The fuzz benchmark: the same mutants for the same seed, all loaded or refused, and whatever else happens is told."""

import json
import os
from pathlib import Path

import pytest

from scheduler.config.finding import Finding, InputRefused
from tests.benchmarks.__main__ import main
from tests.benchmarks.fuzz import run, worker
from tests.benchmarks.fuzz.run import Account, keep_mutant, outcomes, run_fuzz
from tests.benchmarks.fuzz.schools import WEIGHTS, mutant, schools


def test_a_mutant_is_the_same_every_time_and_differs_from_its_school() -> None:
    """Numbers and seeds make different ones; most of 100 differ from the file they come from."""
    found = [mutant(1, number) for number in range(100)]
    assert found == [mutant(1, number) for number in range(100)]
    assert found != [mutant(2, number) for number in range(100)]
    assert sum(one.raw != schools()[one.school][one.file] for one in found) > 80


def test_every_committed_school_and_every_kind_of_file_is_mutated() -> None:
    """Among 600 mutants no school and no file of the whole school is left out."""
    found = [mutant(1, number) for number in range(600)]
    assert {one.school for one in found} == set(WEIGHTS)
    assert {one.file for one in found if one.school == "whole"} == set(schools()["whole"])


def test_the_command_counts_what_it_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    """Forty mutants over two workers: one line, every mutant loaded or refused, none slow."""
    assert main(["fuzz", "--files", "40", "--seed", "3"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["files"] == 40 == line["loaded"] + line["refused"]
    assert (line["case"], line["crashes"], line["slow"], line["right"]) == ("fuzz-s3", 0, 0, True)
    assert 0 < line["mb"] < worker.MEGABYTES


@pytest.mark.parametrize("raised", [RuntimeError("lost"), MemoryError(), RecursionError()])
def test_any_error_but_a_refusal_is_a_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raised: Exception) -> None:
    """The outcome says which, with the place it came from."""

    def fail(*given: object, **named: object) -> None:
        raise raised

    monkeypatch.setattr(worker, "load_school", fail)
    assert type(raised).__name__ in worker.load_outcome(tmp_path)


def test_a_finding_that_says_nothing_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Line 0 is nowhere."""

    def refuse(*given: object, **named: object) -> None:
        raise InputRefused([Finding("f", 0, 1, "", "", "rule", "规则")])

    monkeypatch.setattr(worker, "load_school", refuse)
    assert worker.load_outcome(tmp_path).startswith("finding:")


def test_what_went_wrong_is_kept_whole(tmp_path: Path) -> None:
    """A crash and a file over two seconds are faults, both written out; a refusal within them is not."""
    account = Account()
    for number, outcome, seconds in ((0, "refused", 2.0), (1, "RuntimeError: lost", 0.1), (2, "loaded", 2.1)):
        account.take({"number": number, "outcome": outcome, "seconds": seconds, "mb": 50 + number}, 1, tmp_path)
    assert [fault[:2] for fault in account.faults] == ["1:", "2:"]
    assert (account.slow, account.slowest, account.fattest) == (1, (2.1, 2), (52, -2))
    kept = sorted(folder.name.split("-")[1] for folder in tmp_path.iterdir())
    assert kept == ["1", "2"]


def test_a_kept_mutant_is_a_school_with_its_outcome(tmp_path: Path) -> None:
    """Every file of the school is there, the mutated one as it was loaded."""
    found = mutant(1, 5)
    keep_mutant(1, 5, "lost", tmp_path)
    (folder,) = tmp_path.iterdir()
    assert {file.name for file in folder.iterdir()} == {*schools()[found.school], "outcome.txt"}
    assert (folder / found.file).read_bytes() == found.raw


def test_a_worker_that_dies_is_told_of_and_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A worker that ends itself at mutant 2 costs that mutant alone: the next goes on behind it."""
    script = tmp_path / "dying.py"
    script.write_text(
        "import json, os, sys\n"
        "seed, start, stop, step = map(int, sys.argv[1:])\n"
        "for number in range(start, stop, step):\n"
        "    if number == 2:\n"
        "        os.abort()\n"
        "    print(json.dumps({'number': number, 'outcome': 'loaded', 'seconds': 0.0, 'mb': 1}), flush=True)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(run, "WORKER", "dying")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    found = {one["number"]: one["outcome"] for one in outcomes(7, 1, 2)}
    assert found.pop(2) == "the process ended with -6"
    assert found == dict.fromkeys((0, 1, 3, 4, 5, 6), "loaded")


def test_nothing_to_load_is_refused() -> None:
    """No files, or nobody to load them."""
    with pytest.raises(ValueError, match="at least 1"):
        run_fuzz(0, 1, 1, None)
    with pytest.raises(ValueError, match="at least 1"):
        run_fuzz(1, 1, 0, None)
