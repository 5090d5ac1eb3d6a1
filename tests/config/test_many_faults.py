"""A roster full of faults is refused quickly and at a readable length."""

from pathlib import Path

import pytest

from scheduler.config import build_findings
from scheduler.config.build_findings import PUPIL, Complaints
from scheduler.config.finding import MOST_FINDINGS
from scheduler.config.layers import entries_added
from scheduler.config.source import Document
from scheduler.config.yaml_reader import parse_yaml
from tests.config.tiny import PUPILS, load, refused, write_school

HEADER = PUPILS.splitlines()[0]


@pytest.mark.parametrize(("rows", "listed"), [(999, 999), (1000, 1001), (1500, 1001)])
def test_a_thousand_faults_of_cells_are_listed(tmp_path: Path, rows: int, listed: int) -> None:
    """One homeroom wrong in every row: up to 999 all stand there, from 1,000 on the first 1,000 and a word on it."""
    table = "\n".join([HEADER, *(f"x{number},C9,,,,,,,,,,," for number in range(rows))])
    findings = refused(tmp_path, pupils_csv=table)
    assert len(findings) == listed
    assert any("no more" in finding.rule for finding in findings) is (rows >= MOST_FINDINGS)


def test_hints_end_when_too_many_words_were_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """With half of what may be compared in the list, the first two faults have a hint and the third has none."""
    monkeypatch.setattr(build_findings, "MOST_COMPARED", 200)
    complaints = Complaints(Document({}, {}, "f"))
    pupils = [f"S{number:06}" for number in range(100)]
    hints = [complaints.unknown(PUPIL, f"s00000{number}x", pupils)[1] for number in range(3)]
    assert hints == ["S000000", "S000001", None]


def test_an_entry_of_a_scenario_named_almost_like_another_is_noted(tmp_path: Path) -> None:
    """T11 is new and loads, but T1 may be meant; SUB1 is new and like nobody."""
    text = "scenario: {title: x}\nadults:\n  T11: {skills: [chinese]}\n  SUB1: {}\n"
    assert sorted(load(tmp_path).problem.adults) == ["L", "T1", "T2", "V1"]
    folder = write_school(tmp_path, more_yaml=text)
    top = parse_yaml(text, "more.yaml")
    (note,) = entries_added([parse_yaml((folder / "school.yaml").read_text(encoding="utf-8"), "school.yaml")], top)
    assert (note.line, note.column, note.path, note.hint) == (3, 3, "adults.T11", "T1")
