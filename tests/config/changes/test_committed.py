"""The scenarios that come with the four example schools: every one loads, says itself, and changes something."""

from functools import cache
from pathlib import Path

import pytest

from scheduler.config.load import Loaded, load_school, with_layer
from scheduler.config.yaml_reader import read_yaml

ROOT = Path(__file__).parents[3] / "configs"
SCHOOLS = ("rural6", "town24", "nine30", "town60")
FILES = sorted((ROOT / "scenarios").glob("*/*.yaml"))
NEEDED = {
    "absent", "swap", "close", "quarantine", "scale", "leave", "join", "lapse", "overdue", "end_early", "leave_by",
    "make_up", "season",
}  # fmt: skip
"""What happens at every school some day: absences, dust and exams, a class in quarantine, a club below its minimum,
papers that lapse, pupils who come and go, an early Friday, a working Saturday, another season, a bus, two who swap."""


@cache
def base(school: str) -> Loaded:
    """The school without a scenario."""
    return load_school(ROOT / "schools" / school)


def test_every_school_has_ten_of_them_with_every_kind_of_change_between_them() -> None:
    """Forty files, and no example school without one of the usual disruptions."""
    for school in SCHOOLS:
        files = [file for file in FILES if file.parent.name == school]
        verbs = {next(iter(change)) for file in files for change in read_yaml(file).data["changes"]}
        assert len(files) == 10
        assert verbs >= NEEDED
    assert {file.parent.name for file in FILES} == set(SCHOOLS)


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}-{file.stem}" for file in FILES])
def test_a_committed_scenario_loads_and_says_itself(file: Path) -> None:
    """Title and reason in Chinese, a sentence a change, and another week than the base's."""
    before = base(file.parent.name)
    after = with_layer(before, read_yaml(file).data)
    (scenario,) = after.scenarios
    for text in (scenario.title, scenario.reason, *(told.zh for told in scenario.told)):
        assert any("一" <= letter <= "鿿" for letter in text)
    assert len(scenario.told) == len(read_yaml(file).data["changes"])
    assert after.problem != before.problem
    assert after.notes == before.notes


def test_a_file_gives_what_its_data_give() -> None:
    """Read by name, as `--scenario` does."""
    for file in FILES:
        if file.parent.name == "rural6":
            loaded = load_school(ROOT / "schools" / "rural6", scenarios=[file])
            assert loaded.problem == with_layer(base("rural6"), read_yaml(file).data).problem
            assert file.name in loaded.sources
