"""Rows as CSV text that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
_STARTS = ("=", "+", "-", "@")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], *, for_excel: bool = True) -> str:
    """A CSV file; `for_excel` puts a byte-order mark first and an apostrophe before what would be a formula."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([as_text(cell) for cell in row] if for_excel else row for row in rows)
    return (BYTE_ORDER_MARK if for_excel else "") + table.getvalue()


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_STARTS) else cell


def from_text(cell: str) -> str:
    """The cell `as_text` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS) else cell
