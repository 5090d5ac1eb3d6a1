"""Loading a school: layers in order, where each value came from, what was read."""

import hashlib
from pathlib import Path

import pytest

from scheduler.config.finding import InputRefused
from scheduler.config.load import load_school, origin
from tests.config.tiny import load, place, refused, write_school


def test_a_folder_and_its_file_load_alike(tmp_path: Path) -> None:
    """The folder and its school.yaml give equal problems."""
    folder = write_school(tmp_path)
    assert load_school(folder).problem == load_school(folder / "school.yaml").problem


def test_a_later_layer_wins(tmp_path: Path) -> None:
    """Pack 120 min, school 100, term 110, scenarios 90 then 80: the last one stands."""
    rules = "rules: {{min_daily: {{primary: {}min}}}}"
    folder = write_school(
        tmp_path,
        ("term: term.yaml", "term: term.yaml\n" + rules.format(100)),
        ("calendar: {first", rules.format(110) + "\ncalendar: {first"),
        one_yaml=rules.format(90) + "\n",
        two_yaml=rules.format(80) + "\n",
    )
    files = (folder / "one.yaml", folder / "two.yaml")
    minutes = [
        min(load_school(folder, scenarios=files[:count]).problem.policy.min_daily_minutes.values())
        for count in range(3)
    ]
    assert minutes == [110, 90, 80]


def test_a_scenario_patches_and_removes_single_people(tmp_path: Path) -> None:
    """A scenario changes one cap of T1 and deletes V1; everybody else stays."""
    text = "scenario: {title: 外聘人员缺席}\nadults: {T1: {caps: {late_days: 1}}, V1: null}\n"
    folder = write_school(tmp_path, absent_yaml=text)
    adults = load_school(folder, scenarios=[folder / "absent.yaml"]).problem.adults
    assert sorted(adults) == ["L", "T1", "T2"]
    assert (adults["T1"].caps.sessions, adults["T1"].caps.late_days) == (6, 1)


def test_a_fault_of_a_scenario_is_placed_in_the_scenario(tmp_path: Path) -> None:
    """The finding names the scenario's own file and line."""
    folder = write_school(tmp_path, bad_yaml="adults:\n  T1: {caps: {late_days: 9}}\n")
    with pytest.raises(InputRefused) as caught:
        load_school(folder, scenarios=[folder / "bad.yaml"])
    (finding,) = caught.value.findings
    assert (Path(finding.file).name, finding.line, finding.column) == ("bad.yaml", 2, 26)


@pytest.mark.parametrize("section", ["policy: helan-2021", "term: other.yaml"])
def test_only_the_school_names_its_layers(tmp_path: Path, section: str) -> None:
    """A scenario that names a policy or term would not be obeyed, so it is refused."""
    folder = write_school(tmp_path, bad_yaml=section + "\n")
    with pytest.raises(InputRefused, match=r"only school\.yaml names"):
        load_school(folder, scenarios=[folder / "bad.yaml"])


def test_origin_says_which_file_and_line_gave_a_value(tmp_path: Path) -> None:
    """Values of the pack, the school and the term are traced to their own files."""
    loaded = load(tmp_path)
    sessions = origin(loaded, "adults.T1.caps.sessions")
    assert Path(sessions.file).name == "school.yaml"
    assert (sessions.line, sessions.column) == place(tmp_path, "school.yaml", "6}, avoid")
    assert Path(origin(loaded, "rules.off_work.town.winter").file).name == "helan-2021.yaml"
    assert Path(origin(loaded, "calendar.last").file).name == "term.yaml"
    merged = origin(loaded, "homework.merge.0.1")
    assert (merged.line, merged.column) == place(tmp_path, "school.yaml", "C3]]")


def test_origin_of_an_unwritten_value_is_the_section_it_would_stand_in(tmp_path: Path) -> None:
    """T2 writes no caps: the answer is T2's own section."""
    mark = origin(load(tmp_path), "adults.T2.caps.sessions")
    assert (mark.line, mark.column) == place(tmp_path, "school.yaml", "{skills: [maths")


def test_origin_of_a_roster_cell_is_its_place_in_the_csv(tmp_path: Path) -> None:
    """By the row's own keys and the column; without a column the row; for nobody's row the section in the YAML."""
    loaded = load(tmp_path)
    table = loaded.tables["pupils"]
    row, column = table.rows[1], table.columns[1]
    cell = origin(loaded, f"pupils.{row['pupil']}.{column}")
    lines = (tmp_path / cell.file).read_text(encoding="utf-8").splitlines()
    assert cell.line == 3  # the header, the first pupil, this one
    assert lines[2][cell.column - 1 :].startswith(row[column])
    assert (origin(loaded, f"pupils.{row['pupil']}").line, origin(loaded, f"pupils.{row['pupil']}").column) == (3, 1)
    assert Path(origin(loaded, "pupils.nobody.homeroom").file).name == "school.yaml"


def test_sources_hold_the_hash_of_every_file_read(tmp_path: Path) -> None:
    """Five files are read, each named without its folder; the hash is SHA-256 of its bytes."""
    loaded = load(tmp_path)
    assert list(loaded.sources) == [
        "helan-2021.yaml",
        "school.yaml",
        "term.yaml",
        "pupils.csv",
        "lessons.csv",
    ]
    assert loaded.sources["term.yaml"] == hashlib.sha256((tmp_path / "term.yaml").read_bytes()).hexdigest()


def test_the_file_of_names_is_never_opened(tmp_path: Path) -> None:
    """A names.csv that is a folder, unreadable as a file, changes nothing."""
    before = load(tmp_path).problem
    (tmp_path / "names.csv").mkdir()
    loaded = load_school(tmp_path)
    assert loaded.problem == before
    assert "names.csv" not in loaded.sources


def test_the_same_files_give_the_same_order(tmp_path: Path) -> None:
    """People and places come in the order of the file, twice alike."""
    first, second = load(tmp_path).problem, load(tmp_path).problem
    assert list(first.adults) == list(second.adults) == ["T1", "T2", "L", "V1"]
    assert list(first.site.venues) == ["R1", "R3", "PG"]
    assert repr(first.times) == repr(second.times)


@pytest.mark.parametrize(
    ("old", "new", "path", "rule", "hint"),
    [
        ("policy: helan-2021\n", "policy: helan-2012\n", "policy", "no such policy pack", "helan-2021"),
        ("policy: helan-2021\n", "", "policy", "names its policy pack", None),
        ("policy: helan-2021\n", "policy: 2021\n", "policy", "names its policy pack", None),
        ("policy: helan-2021\n", "policy: own.yaml\n", "policy", "no such policy pack", None),
        ("term: term.yaml", "term: trem.yaml", "term", "no such file", "term.yaml"),
    ],
)
def test_a_layer_that_is_not_there_is_refused(
    tmp_path: Path, old: str, new: str, path: str, rule: str, hint: str | None
) -> None:
    """A missing policy pack or term file is named at the field that asks for it."""
    (finding,) = refused(tmp_path, (old, new))
    assert (finding.path, finding.hint) == (path, hint)
    assert rule in finding.rule


def test_faults_of_all_yaml_files_come_together(tmp_path: Path) -> None:
    """A broken term and a broken scenario are both reported."""
    folder = write_school(tmp_path, ("make_up: {2026", "make_up: {{2026"), bad_yaml="a: [\n")
    with pytest.raises(InputRefused) as caught:
        load_school(folder, scenarios=[folder / "bad.yaml"])
    assert {Path(f.file).name for f in caught.value.findings} == {"bad.yaml", "term.yaml"}


def test_a_folder_without_a_school_is_refused(tmp_path: Path) -> None:
    """An empty folder is named, not a traceback."""
    with pytest.raises(InputRefused, match="no such file"):
        load_school(tmp_path)
