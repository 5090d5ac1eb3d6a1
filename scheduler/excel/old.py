"""Workbooks of the old format (.xls) as rows of text, read in a process of their own.

The library that reads them may take a machine's memory over a small file, or end the process it runs in; so it runs in
a child with limits, and what comes back is plain text. Formulas are gone by then: a cell holds the value last shown.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scheduler.config.finding import InputRefused
from scheduler.excel.parcel import refused

OLD = b"\xd0\xcf\x11\xe0"
"""How an old workbook begins; one with a password begins alike."""
SECONDS, MEMORY = 10, 1_000_000_000
"""What the child may take: seconds of work, bytes of address space."""
MOST_ROWS, MOST_COLUMNS = 10_001, 201
"""Rows and columns of a sheet that are handed over, one beyond what is allowed, so that it shows."""


Rows = list[list[str | None]]
"""Cells as text, row by row."""


class OldCell(NamedTuple):
    """A cell as the reader of new workbooks would give it."""

    value: str | None
    data_type: str = "s"


class OldSheet(NamedTuple):
    """One sheet: its name, whether it is visible, its rows."""

    title: str
    visible: bool
    rows: Iterator[tuple[OldCell, ...]]


def old_sheets(path: Path) -> Iterator[OldSheet]:
    """The sheets of an old workbook.

    Raises InputRefused for a password, and for whatever is no such workbook or takes more than 10 s of work or 1 GB.
    """
    command = [sys.executable, "-P", "-m", "scheduler.excel.old", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=6 * SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _unreadable(path) from error
    try:
        sheets = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        sheets = None
    if sheets is None:
        raise _unreadable(path)
    for title, visible, rows in sheets:
        yield OldSheet(title, visible, (tuple(map(OldCell, row)) for row in rows))


def _unreadable(path: Path) -> InputRefused:
    return refused(
        str(path),
        "an old .xls that cannot be read: damaged, with a password, or with cells far away; save it as .xlsx",
        "是无法读取的旧格式 .xls：已损坏、加了密码，或有很远的单元格；请另存为 .xlsx",
    )


def _limit() -> None:
    """Bound this process; where the system has no such bounds, its parent's patience is the only one."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read(path: str) -> list[tuple[str, bool, Rows]]:
    """Every sheet: its name, whether it is visible, its cells as text from the first row and column on."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    from scheduler.excel.cells import cell_text

    def text(value: Any) -> str | None:
        return cell_text(value) or None

    book = CalamineWorkbook.from_path(path)
    found: list[tuple[str, bool, Rows]] = []
    for number, about in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_index(number)
        last = sheet.end or (0, 0)
        if last[0] >= MOST_ROWS or last[1] >= MOST_COLUMNS:
            far: Rows = [[None] * min(last[1] + 1, MOST_COLUMNS)] * min(last[0] + 1, MOST_ROWS)
            found.append((about.name, about.visible is SheetVisibleEnum.Visible, far))
            continue
        rows: Rows = [[text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        found.append((about.name, about.visible is SheetVisibleEnum.Visible, rows))
    return found


if __name__ == "__main__":
    _limit()
    json.dump(_read(sys.argv[1]), sys.stdout)
