"""The faults the benchmark `mutation` puts into code, and that it tells a noticed one from one nobody minds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.clauses.overlap import cliques
from tests.benchmarks.mutation import reviewed as reviews
from tests.benchmarks.mutation.live import install
from tests.benchmarks.mutation.operators import mutants, mutated
from tests.benchmarks.mutation.run import judged_files

ROOT = Path(__file__).parent.parent
SOURCE = '''
LIMIT = 3
KINDS = {"a", "b"}

class Rule:
    number = 7

    def rows(self, space):
        """Text is no line."""
        for one in space:
            if one < LIMIT and not one.done:
                yield one + 1

def first(items):
    return [item for item in items if item]
'''


def test_every_kind_of_fault_is_found_once_where_it_can_be() -> None:
    """By hand: two lines, a builder, two loops, a condition either way, one comparison, one `and`, one `not` ..."""
    found = [(mutant.kind, mutant.owner) for mutant in mutants("x.py", SOURCE)]
    assert sorted(found) == sorted(
        [
            ("number", "LIMIT"), ("item", "KINDS"), ("item", "KINDS"),
            ("builder", "Rule.rows"), ("empty", "Rule.rows"), ("false", "Rule.rows"), ("true", "Rule.rows"),
            ("logic", "Rule.rows"), ("compare", "Rule.rows"), ("not", "Rule.rows"), ("line", "Rule.rows"),
            ("number", "Rule.rows"), ("line", "first"), ("empty", "first"), ("filter", "first"),
        ]
    )  # fmt: skip
    assert len({mutant.name for mutant in mutants("x.py", SOURCE)}) == len(found)


@pytest.mark.parametrize(
    ("kind", "owner", "rows", "items"),
    [("builder", "Rule.rows", [], [1, 2]), ("line", "Rule.rows", [], [1, 2]), ("empty", "first", [2, 3], [])],
)
def test_a_fault_changes_what_it_says_and_a_generator_stays_one(
    kind: str, owner: str, rows: list[int], items: list[int]
) -> None:
    """Numbers below 3 are yielded one larger, and what is nothing is left out, but for the fault."""
    (place,) = [m.place for m in mutants("x.py", SOURCE) if (m.kind, m.owner) == (kind, owner)]
    scope: dict[str, object] = {}
    exec(compile(mutated(SOURCE, place), "x.py", "exec"), scope)

    class Number(int):
        done = False

    assert list(scope["Rule"]().rows([Number(1), Number(2), Number(3)])) == rows  # type: ignore[operator]
    assert scope["first"]([1, 0, 2]) == items  # type: ignore[operator]


def test_a_fault_is_put_into_running_code_and_nothing_else() -> None:
    """`cliques` loses its loop; the file and every other function stay as they are."""
    file = "scheduler/clauses/overlap.py"
    source = (ROOT / file).read_text(encoding="utf-8")
    fault = next(m for m in mutants(file, source) if m.kind == "empty" and "for (interval, item)" in m.name)
    kept = cliques.__code__
    try:
        install(fault, ROOT)
        assert cliques.__code__ is not kept
        assert (ROOT / file).read_text(encoding="utf-8") == source
    finally:
        cliques.__code__ = kept


PROVE = """
import json
from tests.benchmarks.mutation.operators import mutants
from tests.benchmarks.mutation.run import ROOT, prove
file = "scheduler/clauses/overlap.py"
chosen = [m for m in mutants(file, (ROOT / file).read_text(encoding="utf-8")) if m.kind in ("line", "compare")]
for verdict in prove(chosen, ["{tests}"], 2, None):
    print(json.dumps([verdict.mutant.kind, verdict.status]))
"""


@pytest.mark.parametrize(
    ("tests", "statuses"),
    [("tests/clauses/test_principles_overlap.py", {"killed"}), ("tests/calendar/test_sun.py", {"untouched"})],
)
def test_tests_that_look_notice_and_others_do_not(tests: str, statuses: set[str]) -> None:
    """Every line of `cliques` is missed by the tests of it, and by no other."""
    code = PROVE.replace("{tests}", tests)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) > 8
    assert {status for _, status in found} == statuses


@pytest.mark.parametrize(
    ("text", "words"),
    [("x.py a line: b\n", "1: no reason"), ("# why\nx.py a line: c\n", "2: the code has no such fault")],
)
def test_an_excuse_needs_a_reason_and_a_fault(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the list is named."""
    monkeypatch.setattr(reviews, "FILE", tmp_path / "equivalent.txt")
    (tmp_path / "equivalent.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        reviews.reviewed({"x.py a line: b"})


def test_every_excuse_is_of_a_fault_that_is_there() -> None:
    """The reviewed list is read against the code of today."""
    names = {m.name for file in judged_files() for m in mutants(file, (ROOT / file).read_text(encoding="utf-8"))}
    assert set(reviews.reviewed(names)) <= names
