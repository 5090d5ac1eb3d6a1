"""A table as changes leave it: rows added, dropped and written over, every cell knowing who wrote it."""

from collections.abc import Collection, Mapping

from scheduler.config.csv_reader import Table
from scheduler.config.finding import Finding
from scheduler.config.source import Mark


class Sheet:
    """The rows of a CSV table under changes; the table itself stays as it was read.

    `rows` are text by column name, as in `Table`. A cell a change wrote is marked at that change, any other in the
    file; a row a change added is marked at the change as a whole.
    """

    def __init__(self, table: Table) -> None:
        self.table, self.file, self.columns = table, table.file, table.columns
        self.rows: list[dict[str, str]] = list(table.rows)
        self._from: list[int | None] = list(range(len(table.rows)))
        self._marks: list[Mapping[str, Mark]] = [{}] * len(table.rows)

    def mark(self, row: int, column: str) -> Mark:
        """Where a cell was written: by a change, else in the file. As `Table.mark` for the latter."""
        marks, at = self._marks[row], self._from[row]
        if column in marks or at is None:
            return marks.get(column, marks.get("", Mark(self.file, 1, 1)))
        return self.table.mark(at, column)

    def finding(self, row: int, column: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding about one cell, or about the row's first cell where the table lacks the column."""
        shown = column if column in self.rows[row] else self.columns[0]
        value = self.rows[row].get(column, "")
        return self.mark(row, shown).finding(column, value, rule, rule_zh, hint)

    def write(self, row: int, column: str, text: str, mark: Mark) -> None:
        """Write over one cell."""
        self.rows[row] = {**self.rows[row], column: text}
        self._marks[row] = {**self._marks[row], column: mark}

    def add(self, cells: Mapping[str, str], mark: Mark) -> None:
        """Add a row at the end."""
        self.rows.append(dict(cells))
        self._from.append(None)
        self._marks.append({"": mark})

    def drop(self, rows: Collection[int]) -> None:
        """Take rows away."""
        kept = [row for row in range(len(self.rows)) if row not in set(rows)]
        self.rows = [self.rows[row] for row in kept]
        self._from = [self._from[row] for row in kept]
        self._marks = [self._marks[row] for row in kept]

    def where(self, column: str, word: str) -> list[int]:
        """The rows whose cell is this word."""
        return [number for number, row in enumerate(self.rows) if row.get(column) == word]
