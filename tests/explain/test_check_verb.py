"""`afterschool check`: the count in words, as JSON and as a picture."""

import json
from pathlib import Path

from typer.testing import CliRunner

from scheduler.cli.app import app
from scheduler.generate.writer import generate_school


def test_check_of_a_school_short_of_a_skill_names_it_and_ends_with_1(tmp_path: Path) -> None:
    """Nobody knows first aid: a certain shortage, told in the language asked for, and exit code 1."""
    generate_school(tmp_path / "school", like="rural6", seed=5, short_of="skill")
    shown = CliRunner().invoke(app, ["check", str(tmp_path / "school"), "--lang", "en"])
    assert shown.exit_code == 1
    assert "first aid" in shown.stdout
    assert "certain" in shown.stdout


def test_check_prints_json_alone(tmp_path: Path) -> None:
    """With --json the output is one JSON document: shortages with both sentences, and the two curves."""
    generate_school(tmp_path / "school", like="rural6", seed=5, short_of="skill")
    shown = CliRunner().invoke(app, ["check", str(tmp_path / "school"), "--json"])
    found = json.loads(shown.stdout)
    first = found["shortages"][0]
    assert (first["clause"], first["certain"], first["short"]) == (78, True, 1)
    assert set(first["said"]) == {"zh", "en"}
    assert {"day", "interval", "wanted", "supply"} <= set(found["adults"][0])


def test_check_of_an_example_school_draws_the_same_picture_twice(tmp_path: Path) -> None:
    """No certain shortage, so exit code 0; the PNG depends on the school alone."""
    files = [tmp_path / "one.png", tmp_path / "two.png"]
    for file in files:
        shown = CliRunner().invoke(app, ["check", "configs/schools/rural6", "--chart", str(file), "--lang", "en"])
        assert shown.exit_code == 0, shown.output
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(b"\x89PNG")
