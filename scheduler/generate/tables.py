"""The CSV files of a generated school."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from scheduler.calendar.term import weekday_en
from scheduler.generate.attendance import PupilRow, heads
from scheduler.generate.kinds import STREAMS
from scheduler.generate.names import name_rows
from scheduler.generate.school import SchoolDraft
from scheduler.generate.term import FIRST_DAY, LAST_DAY

MOST_CHOICES = 8
WEEK = range(1, 6)
PERIODS = ("P1", "P2", "E", "V")


def csv_files(draft: SchoolDraft) -> Mapping[str, str]:
    """File name to text."""
    return {
        "pupils.csv": _table(_pupil_header(), (_pupil(p) for p in draft.pupils)),
        "lessons.csv": _table(
            ("adult", "weekday", "period", "homeroom", "subject"),
            ((r.adult, weekday_en(r.weekday), str(r.period), r.homeroom, r.subject) for r in draft.lessons),
        ),
        "expected.csv": _table(("homeroom", "weekday", "p1", "p2", "extended", "evening"), _expected(draft)),
        "interest.csv": _table(("club", "pupils"), _interest(draft)),
        "names.csv": _table(("id", "name", "remark"), _names(draft)),
    }


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"{','.join(row)}\n" for row in (header, *rows))


def _pupil_header() -> tuple[str, ...]:
    days = tuple(weekday_en(weekday) for weekday in WEEK)
    wishes = tuple(f"choice{number}" for number in range(1, MOST_CHOICES + 1))
    return ("pupil", "homeroom", *days, *wishes, "consent_from", "consent_until", "needs_adult", "support")


def _pupil(pupil: PupilRow) -> tuple[str, ...]:
    days = ("+".join(pupil.days.get(weekday, ())) for weekday in WEEK)
    wishes = (*pupil.choices, *[""] * (MOST_CHOICES - len(pupil.choices)))
    agreed = (str(FIRST_DAY), str(LAST_DAY)) if pupil.days else ("", "")
    return (
        pupil.id,
        pupil.homeroom.id,
        *days,
        *wishes,
        *agreed,
        "yes" if pupil.needs_adult else "",
        pupil.support,
    )


def _expected(draft: SchoolDraft) -> Iterable[tuple[str, ...]]:
    counted = heads(draft.pupils)
    for room in draft.classes:
        for weekday in WEEK:
            yield (
                room.id,
                weekday_en(weekday),
                *(str(counted.get((room.id, weekday, code), 0)) for code in PERIODS),
            )


def _interest(draft: SchoolDraft) -> Iterable[tuple[str, str]]:
    """Pupils who put the club first."""
    first: dict[str, int] = {}
    for pupil in draft.pupils:
        if pupil.choices:
            club = pupil.choices[0].partition("@")[0]
            first[club] = first.get(club, 0) + 1
    for offer in draft.offers:
        yield offer.row.id, str(first.get(offer.row.id, 0))


def _names(draft: SchoolDraft) -> Iterable[tuple[str, str, str]]:
    rng = Random(draft.seed * len(STREAMS) + STREAMS.index("names"))
    return name_rows([*(a.id for a in draft.adults), *(p.id for p in draft.pupils)], rng)
