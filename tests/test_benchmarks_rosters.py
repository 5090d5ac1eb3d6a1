"""The roster benchmark on an instance small enough to count by hand."""

import subprocess
import sys
from dataclasses import replace
from itertools import product
from json import loads
from pathlib import Path

import pytest

from solvers.engines.registry import ENGINES
from solvers.stop import Limits
from tests.benchmarks.roster_files import Rostering, broken, penalty, read_rostering
from tests.benchmarks.rosters import instance_of, roster_of

ROOT = Path(__file__).parent.parent
TEXT = """# a week for two
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=7|L=2,2400,1440,3,2,2,1
B,E=0|L=7,2400,1440,3,2,1,0

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,1,E,3

SECTION_SHIFT_OFF_REQUESTS
B,4,L,2

SECTION_COVER
0,L,1,100,1
1,E,1,100,1
2,L,2,10,1
"""


@pytest.fixture
def rostering(tmp_path: Path) -> Rostering:
    """Two adults, one week, early and late shifts; no early shift after a late one."""
    path = tmp_path / "Instance0.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_rostering(path)


def test_a_file_is_read_whole(rostering: Rostering) -> None:
    """Sizes, an adult's limits, a request of each kind."""
    assert (rostering.days, list(rostering.shifts), rostering.weekends) == (7, ["E", "L"], ((5, 6),))
    assert rostering.shifts["L"].not_before == {"E"}
    first = rostering.employees[0]
    assert (first.most_minutes, first.least_minutes, first.days_off) == (2400, 1440, {0})
    assert (first.most_days_in_a_row, first.least_days_in_a_row, first.least_days_off_in_a_row) == (3, 2, 2)
    assert [request.wanted for request in rostering.requests] == [True, False]


def test_the_penalty_adds_requests_and_cover(rostering: Rostering) -> None:
    """Nobody works: A's wish costs 3, cover costs 100 + 100 + 2 * 10; B's day off is had."""
    assert penalty(rostering, {}) == 3 + 100 + 100 + 20
    # A early on day 1: the wish and that cover are met. Three late on day 2 would be one over, at 1.
    assert penalty(rostering, {("A", 1): "E"}) == 100 + 20


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("-EEE---", None),
        ("-EE----", "minutes"),
        ("EEE----", "day off"),
        ("-LLL---", "shifts L"),
        ("-LEE---", "E after L"),
        ("-EEEE--", "in a row"),
        ("-EE-EE-", "run of 1 days off"),
        ("-EE--E-", "run of 1 days on"),
        ("-EE---E", None),
        ("-EE--EE", None),
    ],
)
def test_each_rule_is_counted_from_the_file_alone(rostering: Rostering, line: str, fault: str | None) -> None:
    """A's week by letters, B resting: the one rule it breaks, or none. A run that touches the edge may be short."""
    found = [text for text in broken(rostering, week("A", line)) if text.startswith("A")]
    assert [fault in text for text in found] == [True] if fault else found == []


def week(name: str, line: str) -> dict[tuple[str, int], str]:
    """A week of letters, '-' for a day off."""
    return {(name, day): shift for day, shift in enumerate(line) if shift != "-"}


def test_the_rows_allow_exactly_the_legal_rosters(rostering: Rostering) -> None:
    """Every one of 3^7 weeks of A is legal by rows if and only if the file's rules say so."""
    alone = replace(rostering, employees=rostering.employees[:1], requests=(), covers=())
    legal = {line for line in product("-EL", repeat=7) if not broken(alone, week("A", "".join(line)))}
    instance = instance_of(alone)
    bounds = instance.bounds()
    for line in product("-EL", repeat=7):
        wanted = week("A", "".join(line))
        known = {key: int(wanted.get((key.employee, key.day)) == key.shift) for key in instance.choices}  # type: ignore[attr-defined]
        possible = sum(known.values()) == len(wanted) and _possible(instance.rows, bounds, known, wanted)
        assert possible == (line in legal), line


def _possible(rows, bounds, known, wanted) -> bool:  # type: ignore[no-untyped-def]
    """Whether the quantities (working days, weekends) can follow the choices."""
    values = dict(known)
    for key in bounds:
        if key not in values:
            days = (key.day,) if type(key).__name__ == "Works" else (key.day, key.day + 1)
            values[key] = int(any((key.employee, day) in wanted for day in days))
    sums = [(sum(values[key] * n for key, n in row.terms), row) for row in rows]
    return all((row.lower is None or s >= row.lower) and (row.upper is None or s <= row.upper) for s, row in sums)


@pytest.mark.parametrize("engine", ["highs", "cpsat", "neighbourhood"])
def test_engines_agree_with_the_file_s_own_count(rostering: Rostering, engine: str) -> None:
    """B must work three late days in a row or more, not on the weekend; the best penalty is counted by hand."""
    # B works days 0, 1, 2 late (not on day 4, not at the weekend): covers of days 0 and half of day 2 are met.
    # A works day 1 early (cover and wish), day 2 late (the other half; late may follow early), day 3 late: all is met.
    answer = ENGINES[engine]()(instance_of(rostering), Limits(effort=20, seconds=60))
    roster = roster_of(answer)
    assert broken(rostering, roster) == []
    assert (answer.tiers[0].value, answer.tiers[0].bound, penalty(rostering, roster)) == (0, 0, 0)


def test_the_benchmark_prints_one_line_an_instance(rostering: Rostering, tmp_path: Path) -> None:
    """By command: case, value, bound and times; a folder without instances is an error that says so."""
    del rostering
    command = [sys.executable, "-m", "tests.benchmarks", "rosters", str(tmp_path), "--seconds", "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    line = loads(done.stdout)
    assert (line["case"], line["status"], line["value"], line["bound"]) == ("Instance0", "proven", 0, 0)
    none = subprocess.run([*command, "--only", "X"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert none.returncode == 2
    assert "SECTION_HORIZON" in none.stderr


def test_a_line_that_is_no_instance_is_named(tmp_path: Path) -> None:
    """File and line number come with the fault."""
    path = tmp_path / "Instance1.txt"
    path.write_text("SECTION_HORIZON\n7\nSECTION_SHIFTZ\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Instance1\.txt:3: SECTION_SHIFTZ"):
        read_rostering(path)
