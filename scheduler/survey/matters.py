"""Open questions about pupils whose rows are in order: no answer, no valid agreement, no club where one is needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.config.build_calendar import calendar_of
from scheduler.config.load import Outline
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.domain.demand import Period, Pupil
from scheduler.survey.answers import Answers, surveyed
from scheduler.survey.offer import club_strands, grade_strands
from scheduler.survey.todo import OPEN, Todo
from scheduler.survey.words import TEXTS


@dataclass(frozen=True)
class Seen:
    """What the questions are asked about: pupils by id, the row of each, and rows that already have a fault."""

    outline: Outline
    answers: Answers
    pupils: Mapping[str, Pupil]
    rows: Mapping[str, int]
    faulty: frozenset[int]

    @property
    def listed_only(self) -> frozenset[str]:
        """Pupils who stand in the school's roster and in no returned file."""
        roster = self.outline.roster
        return frozenset(pupil for pupil, row in self.rows.items() if self.answers.origins[row][0] is roster)


def open_matters(seen: Seen) -> Iterator[Todo]:
    """Every open question, by pupil, then by homeroom."""
    unlisted = seen.listed_only
    term = [day.date for day in calendar_of(seen.outline.file).days()]
    roster = {row["pupil"]: row["homeroom"] for row in seen.outline.roster.rows} if seen.outline.roster else {}
    for key, pupil in seen.pupils.items():
        row = seen.rows[key]
        if key in unlisted:
            yield _matter(seen, pupil, "missing")
        elif not surveyed(seen.answers.rows[row]):
            yield _matter(seen, pupil, "unanswered")
        if roster and key not in roster:
            near = nearest(key, [other for other in unlisted if seen.pupils[other].homeroom == pupil.homeroom])
            yield _matter(seen, pupil, "stranger", hint=near)
        elif roster and roster[key] != pupil.homeroom:
            yield _matter(seen, pupil, "moved", before=roster[key])
        if row not in seen.faulty:
            yield from _agreement(seen, pupil, term[0], term[-1])
            yield from _wishes(seen, pupil)
    yield from _uncounted(seen)


def _agreement(seen: Seen, pupil: Pupil, first: date, last: date) -> Iterator[Todo]:
    """An agreement that is lacking, over, not yet begun, or shorter than the term, where the pupil applies."""
    if not any(pupil.days.values()):
        return
    facts = {"term_first": first, "term_last": last}
    if pupil.consent is None:
        yield _matter(seen, pupil, "no_agreement")
        return
    begins, ends = pupil.consent
    facts |= {"begins": begins, "ends": ends}
    if ends < first:
        yield _matter(seen, pupil, "lapsed", **facts)
    elif begins > last:
        yield _matter(seen, pupil, "not_begun", **facts)
    elif begins > first or ends < last:
        yield _matter(seen, pupil, "part_of_term", **facts)


def _wishes(seen: Seen, pupil: Pupil) -> Iterator[Todo]:
    """Strands the pupil attends that its wishes cannot fill: none that suits one, or too few clubs for several."""
    file = seen.outline.file
    grade = file.homerooms[pupil.homeroom].grade
    suiting = {
        strand: {club for club in pupil.wishes(strand) if strand in club_strands(file, club, grade)}
        for strand in grade_strands(file, grade)
        if any(pupil.attends(weekday, Period.P2) for weekday in file.strands[strand].weekdays)
    }
    bare = [strand for strand, clubs in suiting.items() if not clubs]
    for strand in bare:
        yield _matter(seen, pupil, "no_wish", **_days(file, [strand]))
    short = None if bare or file.clubs_rule.same_club_twice else _short_of_clubs(suiting)
    if short:
        clubs = set.union(*(suiting[strand] for strand in short))
        yield _matter(seen, pupil, "few_wishes", **_days(file, short), strands=len(short), clubs=len(clubs))


def _short_of_clubs(suiting: Mapping[str, set[str]]) -> Sequence[str] | None:
    """The smallest set of strands with fewer different clubs wished for than strands (Hall); None when all can be met.

    A grade has at most a strand a weekday, so there are at most 32 sets to look at.
    """
    for size in range(2, len(suiting) + 1):
        for strands in combinations(suiting, size):
            if len(set.union(*(suiting[strand] for strand in strands))) < size:
                return strands
    return None


def _uncounted(seen: Seen) -> Iterator[Todo]:
    for key, homeroom in seen.outline.file.homerooms.items():
        listed = sum(pupil.homeroom == key for pupil in seen.pupils.values())
        if listed < homeroom.enrolled:
            facts = {"count": homeroom.enrolled - listed, "enrolled": homeroom.enrolled}
            place = str(seen.outline.document.mark(("homerooms", key, "enrolled")))
            yield Todo(key, "", "uncounted", OPEN, place, *_words("uncounted", facts))


def _matter(seen: Seen, pupil: Pupil, code: str, **facts: object) -> Todo:
    place = str(seen.answers.mark(seen.rows[pupil.id], "pupil"))
    return Todo(pupil.homeroom, pupil.id, code, OPEN, place, *_words(code, facts))


def _words(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    hint = facts.get("hint")
    zh, en = (text.format(**facts) for text in TEXTS[f"todo.{code}"])
    return (f"{zh}；是不是 {hint}？", f"{en}; did you mean {hint}?") if hint else (zh, en)


def _days(file: SchoolFile, strands: Sequence[str]) -> dict[str, object]:
    weekdays = sorted({day for strand in strands for day in file.strands[strand].weekdays})
    return {"days": "、".join(map(weekday_zh, weekdays)), "days_en": ", ".join(map(weekday_en, weekdays))}
