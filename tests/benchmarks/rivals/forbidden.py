"""What some clause rules out on its own, for rivals that cannot read rows."""

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from solvers.rows import Key


def forbidden(space: Space) -> frozenset[Key]:
    """Keys that some clause rules out on its own."""
    rows = (row for clause in BOOK for row in clause.rows(space))
    return frozenset(row.terms[0][0] for row in rows if len(row.terms) == 1 and row.upper == 0)
