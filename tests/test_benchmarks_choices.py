"""The course-choice benchmark on files small enough to count by hand."""

import re
from pathlib import Path

import pytest

from tests.benchmarks.choices import in_turn, run_choices
from tests.benchmarks.preference_files import BrokenFile, read_preferences

HEAD = """# FILE NAME: t
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: {voters}
# ALTERNATIVE NAME 1: Choir
# ALTERNATIVE NAME 2: Chess
# ALTERNATIVE NAME 3: Football
"""


def written(folder: Path, name: str, body: str, voters: int = 3) -> Path:
    """A file with three alternatives and these orders."""
    path = folder / name
    path.write_text(HEAD.format(voters=voters) + body, encoding="utf-8")
    return path


def test_the_least_total_rank_is_found(tmp_path: Path) -> None:
    """Three want 1, two of them accept 2 next: with one place each somebody has 1, the others 2 and 3."""
    written(tmp_path, "t.soc", "2: 1,2,3\n1: 1,3,2\n")
    (line,) = run_choices(tmp_path, 1, 20, 1, "split")
    # the ranks add up to 0 + 1 + 1: the third voter's second choice is 3
    assert (line["case"], line["status"], line["value"], line["bound"]) == ("t-1", "proven", 2, 2)
    assert (line["profile"], line["without"]) == ([1, 2], 0)
    assert line["serial"] >= 2


def test_ties_are_equal_ranks(tmp_path: Path) -> None:
    """All three rank 1 and 2 alike first: two are served at rank 0, the third at rank 1."""
    path = written(tmp_path, "t.toc", "3: {1, 2},3\n")
    assert read_preferences(path).voters == ({1: 0, 2: 0, 3: 1},) * 3
    (line,) = run_choices(tmp_path, 1, 20, 1, "core")
    assert (line["value"], line["profile"]) == (1, [2, 1])


def test_short_lists_leave_somebody_without(tmp_path: Path) -> None:
    """Three name only 1, of one place: two go without, however it is dealt."""
    path = written(tmp_path, "t.soi", "3: 1\n")
    (line,) = run_choices(tmp_path, 1, 20, 1, "highs")
    assert (line["without"], line["value"], line["serial_without"]) == (2, 0, 2)
    assert len(in_turn(read_preferences(path), 1, 5)) == 1


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("t.soc", "3: 1,2\n", "t.soc:7: a .soc file ranks all 3"),
        ("t.soc", "3: 1,2,2\n", "t.soc:7: alternative 2 is ranked twice"),
        ("t.soc", "3: 1,2,4\n", "t.soc:7: alternative 4 is not among"),
        ("t.soc", "3: {1,2},3\n", "t.soc:7: a .soc file may not hold ties"),
        ("t.toc", "3: {1,2,3\n", "t.toc:7: expected 'count: 1,2,{3,4}'"),
        ("t.soc", "x: 1,2,3\n", "t.soc:7: expected a whole number, found 'x'"),
        ("t.soc", "1,2,3\n", "t.soc:7: expected 'count"),
        ("t.soc", "2: 1,2,3\n", "t.soc:7: NUMBER VOTERS is '3', the file holds 2"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, name: str, body: str, said: str) -> None:
    """Every fault says file and line."""
    with pytest.raises(BrokenFile, match=re.escape(said)):
        read_preferences(written(tmp_path, name, body))
    with pytest.raises(ValueError, match="holds no file"):
        list(run_choices(tmp_path / "none", 1, 1, 1, "split"))
