"""Other files of a school stand in its folder; anything else is refused in words."""

from pathlib import Path

import pytest

from scheduler.config.beside import Refused, beside


@pytest.mark.parametrize(
    ("name", "words", "hint"),
    [
        ("pupil.csv", "no such file", "pupils.csv"),
        ("trem.yaml", "no such file", "term.yaml"),
        ("school.yml", "no such file", None),  # school.yaml itself is never meant
        ("name.csv", "no such file", None),  # nor names.csv
        ("../pupils.csv", "beside school.yaml", None),
        ("/etc/hostname", "beside school.yaml", None),
        ("tables", "not a folder", None),
        ("names.csv", "never read", None),
        ("tables/Names.CSV", "never read", None),
        ("学" * 100 + ".csv", "no such file", None),  # 300 bytes, longer than a name may be
    ],
)
def test_a_name_that_is_no_file_beside_the_school_is_refused(
    tmp_path: Path, name: str, words: str, hint: str | None
) -> None:
    """The rule in two languages, and the nearest file of its kind."""
    for file in ("school.yaml", "term.yaml", "pupils.csv", "names.csv"):
        (tmp_path / file).touch()
    (tmp_path / "tables").mkdir()
    found = beside(tmp_path, name)
    assert isinstance(found, Refused)
    assert words in found.rule[0]
    assert any("一" <= letter <= "鿿" for letter in found.rule[1])
    assert found.hint == hint


def test_a_file_in_the_folder_or_below_is_found(tmp_path: Path) -> None:
    """A name, and a name in a folder of the school's own."""
    (tmp_path / "tables").mkdir()
    for name in ("pupils.csv", "tables/pupils.csv"):
        (tmp_path / name).touch()
        assert beside(tmp_path, name) == tmp_path / name
