"""The benchmarks run and say what they promise; nothing here depends on a time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.__main__ import main

ROOT = Path(__file__).parent.parent
MEASURED = "seconds first_seconds mb repeats answers"
SCHOOLS = f"case seed mode week classes pupils duties unmet breaches findings status exit tiers days {MEASURED}"
ENGINE = f"case seed engine status value bound gap stop {MEASURED}"
TIER = {"value", "bound", "gap", "stop"}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """One benchmark as a user starts it."""
    command = [sys.executable, "-m", "tests.benchmarks", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def lines(*words: str) -> list[dict[str, Any]]:
    """The JSON lines of a benchmark that ends well."""
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_without_a_name_all_benchmarks_are_listed() -> None:
    """One line a benchmark, its name first."""
    names = [
        "schools",
        "across",
        "seats",
        "clubs",
        "rivals",
        "rosters",
        "choices",
        "oracle",
        "fuzz",
        "planted",
        "determinism",
    ]
    names += ["judge", "mutation"]
    assert [line.split()[0] for line in run().stdout.splitlines()] == names


def test_a_school_is_planned_by_the_whole_command() -> None:
    """A village school of three classes: its sizes, its five tiers with bounds, time and memory."""
    words = "--like", "rural6", "--classes", "3", "--effort", "quick", "--no-charts"
    (line,) = lines("schools", *words)
    assert set(SCHOOLS.split()) <= set(line)
    assert (line["case"], line["classes"], line["mode"]) == ("rural6-3-s1", 3, "roster")
    assert list(line["tiers"]) == ["shortage", "places", "load", "money", "wishes"]
    assert all(set(tier) == TIER and tier["bound"] <= tier["value"] for tier in line["tiers"].values())
    assert line["days"]["bound"] <= line["tiers"]["places"]["value"]
    assert line["exit"] in (0, 1), line["note"]
    assert line["mb"] > 0
    assert line["seconds"] >= line["first_seconds"] > 0


def test_a_school_is_planned_by_stages_and_then_together() -> None:
    """A village school of three classes: the whole proves what stages found, not below the linear bound."""
    (line,) = lines("across", "--like", "rural6", "--classes", "3")
    tiers = ["shortage", "places", "load", "money", "wishes"]
    assert [list(line[part]) for part in ("staged", "tiers", "linear")] == [tiers] * 3
    together = [line["tiers"][tier]["value"] for tier in tiers]
    assert together <= [line["staged"][tier]["value"] for tier in tiers]
    assert all(line["linear"][tier] <= line["tiers"][tier]["value"] for tier in tiers)
    assert line["tiers"]["shortage"] == {"value": 0, "bound": 0}


def test_seats_are_filled_alone() -> None:
    """Sixty pupils are seated and proven so, the worst-off first: by ranks before the rank costs, by lottery last."""
    (line,) = lines("seats", "--pupils", "60", "--objective", "fair")
    assert set(ENGINE.split()) <= set(line)
    assert (line["pupils"], line["objective"], line["status"], line["gap"]) == (60, "fair", "proven", 0.0)
    names = list(line["tiers"])
    assert (names[0], names[-1]) == ("shortage", "lottery")
    assert names.index("rank2") < names.index("places")


@pytest.mark.parametrize("engine", ["highs", "cpsat"])
def test_engines_agree_on_synthetic_clubs(engine: str) -> None:
    """Six clubs over two seeds, proven; the two engines reach one value because the optimum is one."""
    both = lines("clubs", "--clubs", "6", "--seed", "1", "2", "--engine", engine)
    uncut = lines("clubs", "--clubs", "6", "--seed", "1", "2", "--no-cut")
    assert all(set(ENGINE.split()) <= set(line) for line in both)
    assert [line["status"] for line in both] == ["proven", "proven"]
    assert [line["value"] for line in both] == [line["value"] for line in uncut]


def test_the_oracle_counts_agreements() -> None:
    """Forty instances, one engine in its settings: all right, and exit code 0."""
    found = lines("oracle", "--instances", "40", "--engine", "highs")
    assert [line["case"] for line in found] == [
        "oracle-highs-8-workers",
        "oracle-highs-1-workers",
        "oracle-highs-no-presolve",
    ]
    assert all((line["agreements"], line["disagreements"], line["right"]) == (40, 0, True) for line in found)


def test_a_disagreement_ends_with_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever an engine answers is called wrong here, and it is told on, seed by seed."""
    monkeypatch.setattr("tests.solvers.oracle.fault_of", lambda *ignored: "is made up")
    assert main(["oracle", "--instances", "3", "--engine", "relay"]) == 1
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["agreements"], first["faults"][0]) == (0, "seed 0: is made up")


def test_one_plan_whatever_the_workers_cores_and_hashes() -> None:
    """A village school of three classes, drafted in three fresh processes that share neither workers nor hash seed."""
    found = lines("determinism", "--few", "--like", "rural6", "--classes", "3", "--effort", "draft")
    assert [(line["workers"], line["hash_seed"]) for line in found] == [(1, 0), (8, 1), (2, 2)]
    assert len({line["sha256"] for line in found}) == 1
    assert all(line["right"] and line["sha256"] for line in found)


def test_repeats_give_medians_and_count_the_answers() -> None:
    """The same week solved twice has one answer."""
    (line,) = lines("clubs", "--clubs", "6", "--repeat", "2")
    assert (line["repeats"], line["answers"]) == (2, 1)


def test_markdown_shows_a_table() -> None:
    """A head, a rule and a row a case, then what all cases share."""
    head, rule, *rows, blank, shared = run("clubs", "--clubs", "3", "6", "--markdown").stdout.splitlines()
    assert head.startswith("| case |")
    assert set(rule) == {"|", "-"}
    assert (len(rows), blank) == (2, "")
    assert shared == "seed 1, cut True, engine highs, repeats 1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("schools", "--classes", "2"), "classes 2 must lie between 3 and 120"),
        (("clubs", "--engine", "abacus"), "engine 'abacus' must be one of"),
        (("clubs", "--clubs", "0"), "clubs 0 must be at least 1"),
        (("clubs", "--repeat", "0"), "--repeat 0 must be at least 1"),
        (("oracle", "--engine", "abacus"), "engine 'abacus' must be one of"),
        (("oracle", "--instances", "0"), "--instances 0 must be at least 1"),
        (("judge", "--plans", "0"), "--plans 0 must be at least 1"),
        (("mutation", "--only", "nothing.py"), "--only nothing.py: no such file among scheduler/audit.py"),
    ],
)
def test_a_wrong_argument_is_named(words: tuple[str, ...], said: str) -> None:
    """Exit code 2 and a message with the value and the rule."""
    done = run(*words)
    assert done.returncode == 2
    assert said in done.stderr
