"""The course-choice benchmark on files small enough to count by hand: reading, running, packages, picture."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.choices.courses import read_courses, separate_lotteries, shared_lottery
from tests.benchmarks.choices.packages import Package, PackageFailed, seats_of_package
from tests.benchmarks.choices.picture import draw_choices
from tests.benchmarks.choices.preference_files import BrokenFile, read_preferences
from tests.benchmarks.choices.run import Contest, run_choices
from tests.benchmarks.choices.value_files import read_values
from tests.benchmarks.report import Result

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


def the_line(folder: Path, capacity: int | None, mechanism: str, engine: str = "split") -> Result:
    """The one result of one mechanism on a folder of one file."""
    (line,) = run_choices(folder, capacity, 1, Contest(3, 20, engine, only=[mechanism]))
    return line


def test_the_least_total_rank_is_found(tmp_path: Path) -> None:
    """Three want 1, two of them accept 2 next: with one place each somebody has 1, the others 2 and 3."""
    written(tmp_path, "t.soc", "2: 1,2,3\n1: 1,3,2\n")
    line = the_line(tmp_path, 1, "afterschool total")
    # the ranks add up to 0 + 1 + 1: the third voter's second choice is 3
    assert (line["case"], line["status"], line["total"], line["totals"]) == ("t-1", "proven", 2, [2, 2])
    assert (line["profile"], line["without"], line["worst"], line["legal"]) == ([1, 2], 0, 2, True)
    assert the_line(tmp_path, 1, "serial dictatorship")["total"] >= 2


def test_ties_are_equal_ranks(tmp_path: Path) -> None:
    """All three rank 1 and 2 alike first: two are served at rank 0, the third at rank 1."""
    path = written(tmp_path, "t.toc", "3: {1, 2},3\n")
    assert read_preferences(path).voters == ({1: 0, 2: 0, 3: 1},) * 3
    line = the_line(tmp_path, 1, "afterschool total", "core")
    assert (line["total"], line["profile"]) == (1, [2, 1])


@pytest.mark.parametrize("mechanism", ["afterschool fair", "serial dictatorship", "immediate acceptance"])
def test_short_lists_leave_somebody_without(tmp_path: Path, mechanism: str) -> None:
    """Three name only 1, of one place: two go without, however it is dealt."""
    written(tmp_path, "t.soi", "3: 1\n")
    line = the_line(tmp_path, 1, mechanism, "highs")
    assert (line["without"], line["total"], line["wasted"]) == (2, 0, 0)


def test_without_a_capacity_there_is_just_enough_for_everybody(tmp_path: Path) -> None:
    """Four voters, three courses: ceil(4 / 3) = 2 places each."""
    written(tmp_path, "t.soc", "4: 1,2,3\n", voters=4)
    (courses,) = read_courses(tmp_path, None)
    assert (courses.name, dict(courses.room)) == ("t-2", {1: 2, 2: 2, 3: 2})
    assert the_line(tmp_path, None, "afterschool first")["profile"] == [2, 2]


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


@pytest.mark.parametrize(
    ("capacity", "contest", "said"),
    [
        (1, Contest(), "holds no file that ends in .soc, .soi, .toc, .json"),
        (0, Contest(), "--capacity 0 must be at least 1"),
        (1, Contest(only=["lucky dip"]), "mechanism 'lucky dip' must be one of afterschool costs, "),
        (1, Contest(only=["fairpyx utilitarian"]), "mechanism 'fairpyx utilitarian' must be one of"),
        (1, Contest(engine="none"), "engine 'none' must be one of"),
        (1, Contest(lotteries=0), "--lotteries 0 must be at least 1"),
    ],
)
def test_wrong_arguments_are_refused(tmp_path: Path, capacity: int, contest: Contest, said: str) -> None:
    """A package needs an interpreter that has it."""
    with pytest.raises(ValueError, match=re.escape(said)):
        list(run_choices(tmp_path, capacity, 1, contest))


VALUES = {
    "valuations": {"ann": {"a": 9, "b": 5, "c": 5, "d": 0}, "bob": {"a": 7, "b": 8, "c": 0}},
    "agent_capacities": {"ann": 2, "bob": 5},
    "item_capacities": {"a": 1, "b": 2, "c": 2, "d": 4},
    "agent_conflicts": {"bob": ["b"]},
    "item_conflicts": {"a": ["b"]},
}


def test_worth_is_read_as_ranks_and_closed_courses_are_not_wished_for(tmp_path: Path) -> None:
    """Ann: a 9 first, b and c at 5 tie second, d at 0 is no wish. Bob: b is closed and c worth 0, so a alone."""
    (tmp_path / "v.json").write_text(json.dumps(VALUES), encoding="utf-8")
    (courses,) = read_courses(tmp_path, None)
    assert (courses.name, courses.voters, courses.wants) == ("v", ({1: 0, 2: 1, 3: 1}, {1: 0}), (2, 1))
    assert (dict(courses.room), courses.clashes) == ({1: 1, 2: 2, 3: 2, 4: 4}, {(1, 2), (2, 1)})
    # most places: ann b and c (a clashes with b, and bob has no other wish), bob a: ranks 1 + 1 + 0
    line = the_line(tmp_path, None, "afterschool total")
    assert (line["without"], line["total"], line["profile"]) == (0, 2, [1, 2])
    (capped,) = read_courses(tmp_path, 3)
    assert (capped.name, set(capped.room.values())) == ("v-3", {3})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valuations": 3}, "expected an object under 'valuations', found int"),
        ({"agent_capacities": {"ann": 2}}, "student 'bob' must stand in both"),
        ({"item_capacities": {"a": -1}}, "item_capacities of 'a' must be a whole number from 0 on, found -1"),
        ({"item_capacities": {"a": 1, "b": 2}}, "agent_conflicts"),
        ({"item_conflicts": {"a": ["z"]}}, "item_conflicts of 'a' must be a list of courses"),
        ({"item_conflicts": {"z": ["a"]}}, "item_conflicts: 'z' is not among item_capacities"),
        ({"agent_conflicts": {"bob": "b"}}, "agent_conflicts of 'bob' must be a list"),
    ],
)
def test_a_broken_file_of_values_is_named_with_the_place(tmp_path: Path, change: Result, said: str) -> None:
    """Every fault says file, key, name and value."""
    path = tmp_path / "v.json"
    path.write_text(json.dumps({**VALUES, "agent_conflicts": {"bob": ["c"]}, **change}), encoding="utf-8")
    with pytest.raises(BrokenFile, match=re.escape(said)):
        read_values(path)
    path.write_text("{\n  3", encoding="utf-8")
    with pytest.raises(BrokenFile, match=re.escape(f"{path}:2: ")):
        read_values(path)


FAKE = """
def boston_mechanism(students, schools):
    left = {name: list(school["priorities"]) for name, school in schools.items()}
    found = dict.fromkeys(students)
    for name, school in schools.items():
        free = [student for student in left[name] if found[student] is None]
        found.update((student, name) for student in free[:school["capacity"]])
    return found
"""


def test_a_package_is_asked_in_its_own_interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in takes, course by course, the best numbers still free: number 1 has course 1, number 2 course 2 ..."""
    written(tmp_path, "t.soc", "3: 1,2,3\n")
    (courses,) = read_courses(tmp_path, 1)
    (tmp_path / "matching_algorithms").mkdir()
    (tmp_path / "matching_algorithms" / "main.py").write_text(FAKE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    package = Package("matching-algorithms boston_mechanism", several=False)
    priorities = [shared_lottery(courses, text) for text in ("x", "y")]
    found = list(seats_of_package(Path(sys.executable), package, courses, priorities, 60))
    for priority, (seats, _) in zip(priorities, found, strict=True):
        assert seats == tuple(frozenset({priority(1, voter)}) for voter in range(3))


def test_a_package_that_gives_nothing_says_why(tmp_path: Path) -> None:
    """Not installed here, or unable to state several places a voter."""
    (tmp_path / "v.json").write_text(json.dumps(VALUES), encoding="utf-8")
    (courses,) = read_courses(tmp_path, None)
    priorities = [separate_lotteries(courses, "x")]
    with pytest.raises(PackageFailed, match="broke off: ModuleNotFoundError: No module named 'fairpyx'"):
        list(seats_of_package(Path(sys.executable), Package("fairpyx round_robin"), courses, priorities, 60))
    with pytest.raises(PackageFailed, match="one place a voter only"):
        list(seats_of_package(Path(sys.executable), Package("matching", several=False), courses, priorities, 60))
    contest = Contest(1, 60, "split", Path(sys.executable), ["fairpyx round robin"])
    (line,) = run_choices(tmp_path, None, 1, contest)
    assert line["status"].startswith("broke off")
    assert "right" not in line


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    """A PNG file of those that gave something; nothing to draw is said."""
    row = {"case": "t", "mechanism": "fair", "profile": [2, 0, 1], "without": 1, "total": 2}
    file = tmp_path / "choices.png"
    draw_choices([row, {**row, "mechanism": "race", "without": 0}, {"case": "t", "mechanism": "none"}], file)
    assert file.read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_choices([{"case": "t", "mechanism": "none"}], file)


def test_the_command_prints_a_line_a_mechanism_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four objectives and four textbook mechanisms on one file, over two lotteries."""
    written(tmp_path, "t.soc", "3: 1,2,3\n")
    file = tmp_path / "choices.png"
    assert main(["choices", str(tmp_path), "--lotteries", "2", "--draw", str(file)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({line["mechanism"] for line in lines}) == len(lines) == 8
    # one place a course, all alike: one of each rank, 0 + 1 + 2, whoever gives them
    assert {(line["total"], tuple(line["profile"]), line["legal"]) for line in lines} == {(3, (1, 1, 1), True)}
    assert file.exists()
