"""The book of clauses: every row of the notice, decided by a plan or not, in order."""

from scheduler.clauses import (
    content,
    content_clubs,
    content_groups,
    content_partners,
    documentary,
    guidance,
    people,
    principles,
    principles_choice,
    principles_growth,
    principles_quotas,
    principles_sections,
    principles_venues,
    safety,
    time,
)
from scheduler.clauses.clause import Clause

CHAPTERS: tuple[tuple[Clause, ...], ...] = (
    guidance.CLAUSES,
    principles.CLAUSES,
    principles_choice.CLAUSES,
    principles_growth.CLAUSES,
    principles_quotas.CLAUSES,
    principles_sections.CLAUSES,
    principles_venues.CLAUSES,
    content.CLAUSES,
    content_groups.CLAUSES,
    content_clubs.CLAUSES,
    content_partners.CLAUSES,
    time.CLAUSES,
    people.CLAUSES,
    safety.CLAUSES,
    documentary.CLAUSES,
)
BOOK: tuple[Clause, ...] = tuple(sorted((c for chapter in CHAPTERS for c in chapter), key=lambda c: c.number))
"""Every clause once, by number; everything else about clauses is derived from this."""


def clause(number: int) -> Clause:
    """The clause with the number, or the one that says the same thing under another number (`also`).

    Raises KeyError naming the number and the numbers in the book.
    """
    for candidate in BOOK:
        if number == candidate.number or number in candidate.also:
            return candidate
    known = ", ".join(str(candidate.number) for candidate in BOOK)
    raise KeyError(f"no clause {number} in the book ({known}) / 条款簿中没有第 {number} 条")
