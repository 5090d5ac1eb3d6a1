"""Workbooks of the old format: read in a child process, or refused in one sentence."""

from pathlib import Path

import pytest

from scheduler.config.finding import InputRefused
from scheduler.excel.cells import filled_rows, opened
from scheduler.timetables.convert import Request, read_timetable
from tests.config.tiny import write_school
from tests.excel.mini import old_workbook


def test_an_old_workbook_is_read_as_text(tmp_path: Path) -> None:
    """Numbers without a point, times as HH:MM, empty cells left out."""
    path = tmp_path / "a.xls"
    path.write_bytes(old_workbook())
    with opened(path) as sheets:
        (sheet,) = sheets
        rows = [(line, [(cell.column, cell.text) for cell in cells]) for line, cells in filled_rows("a", sheet)]
    assert (sheet.title, sheet.visible) == ("课表", True)
    assert rows[1:] == [
        (2, [(1, "C1"), (2, "周一"), (3, "1"), (5, "T1"), (6, "语文")]),
        (3, [(1, "C3"), (2, "5"), (4, "08:20"), (5, "T2"), (6, "数学")]),
    ]


def test_a_timetable_in_an_old_workbook_is_imported(tmp_path: Path) -> None:
    """The ending does not matter, the content does."""
    (tmp_path / "a.xls").write_bytes(old_workbook())
    found = read_timetable(Request([tmp_path / "a.xls"], write_school(tmp_path)))
    assert [(row["adult"], row["weekday"], row["period"]) for row in found.rows] == [
        ("T1", "mon", "1"),
        ("T2", "fri", "1"),
    ]


@pytest.mark.parametrize("damage", [lambda raw: raw[:700], lambda raw: raw[:600] + bytes(5000)])
def test_a_damaged_old_workbook_is_refused_and_takes_nothing_with_it(tmp_path: Path, damage: object) -> None:
    """Whatever the child dies of, the parent says one sentence."""
    assert callable(damage)
    (tmp_path / "a.xls").write_bytes(damage(old_workbook()))
    with pytest.raises(InputRefused, match="cannot be read"), opened(tmp_path / "a.xls") as sheets:
        list(sheets)
