"""Writing a generated school."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scheduler.generate.__main__ import main
from scheduler.generate.classes import build_classes
from scheduler.generate.kinds import KINDS
from scheduler.generate.writer import generate_school, write_files


def contents(folder: Path) -> dict[str, bytes]:
    """Name to bytes of every file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_same_seed_writes_the_same_bytes_whatever_the_hash_order(tmp_path: Path, hash_seed: str) -> None:
    """Another process with another order of sets writes the same school."""
    generate_school(tmp_path / "here", like="nine30", classes=7, seed=3)
    command = [sys.executable, "-m", "scheduler.generate", str(tmp_path / "there")]
    command += ["--like", "nine30", "--classes", "7", "--seed", "3"]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, cwd=root, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_another_seed_draws_another_school(tmp_path: Path) -> None:
    """The roster differs."""
    for seed in (1, 2):
        generate_school(tmp_path / str(seed), like="rural6", seed=seed)
    assert (tmp_path / "1" / "pupils.csv").read_bytes() != (tmp_path / "2" / "pupils.csv").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"like": "town25"}, "'town25' must be one of rural6, town24, town60, nine30"),
        ({"classes": 2}, "classes 2 must lie between 3 and 120"),
        ({"classes": 121}, "classes 121 must lie between 3 and 120"),
        # 10 classes of 6 to 50 hold 60 to 500.
        ({"classes": 10, "pupils": 59}, "60 to 500 for 10 classes"),
        ({"classes": 10, "pupils": 501}, "60 to 500 for 10 classes"),
        ({"seed": -1}, "seed -1 must be >= 0"),
        ({"short_of": "money"}, "'money' must be one of staff, rooms, skill"),
    ],
)
def test_wrong_argument_is_named_and_nothing_is_written(tmp_path: Path, wrong: dict[str, object], words: str) -> None:
    """The message names the argument, its value and the rule."""
    arguments: dict[str, Any] = {"like": "rural6", "seed": 1, **wrong}
    with pytest.raises(ValueError, match="must") as caught:
        generate_school(tmp_path / "school", **arguments)
    assert words in str(caught.value)
    assert not (tmp_path / "school").exists()


@pytest.mark.parametrize(("classes", "pupils"), [(10, 60), (10, 500), (11, 333), (3, 18), (120, 6000)])
def test_pupils_are_shared_out_exactly(classes: int, pupils: int) -> None:
    """Class sizes add up and stay within 6 to 50."""
    sizes = [room.enrolled for room in build_classes(KINDS["town24"], classes, pupils, Random(1))]
    assert (len(sizes), sum(sizes)) == (classes, pupils)
    assert 6 <= min(sizes) <= max(sizes) <= 50


def test_failed_write_leaves_the_old_school_whole(tmp_path: Path) -> None:
    """When a file cannot be written no file is replaced and nothing is left behind."""
    write_files(tmp_path, {"a": "old", "b": "old"})
    with pytest.raises(UnicodeEncodeError):
        write_files(tmp_path, {"a": "new", "b": "\ud800"})
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_command_line_tells_a_wrong_argument_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message goes to the error stream."""
    assert main([str(tmp_path), "--like", "rural6", "--classes", "2"]) == 2
    assert "classes 2" in capsys.readouterr().err
