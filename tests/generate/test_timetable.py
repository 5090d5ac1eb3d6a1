"""The regular timetable of generated schools."""

from collections import Counter
from random import Random

import pytest

from scheduler.generate.classes import ClassRow
from scheduler.generate.kinds import KINDS
from scheduler.generate.lessons import build_lessons
from scheduler.generate.people import AdultRow
from scheduler.generate.school import SchoolDraft, draft_school

SIZES = [("rural6", 3), ("rural6", 6), ("rural6", 30), ("town24", 24), ("nine30", 30), ("nine30", 45)]
WEEKLY = {**dict.fromkeys((1, 2), 26), **dict.fromkeys((3, 4, 5, 6), 30), **dict.fromkeys((7, 8, 9), 35)}
"""26 lessons in G1-2, 30 in G3-6, 34 and the class meeting in G7-9."""


@pytest.fixture(scope="module", params=SIZES, ids=[f"{like}-{n}" for like, n in SIZES])
def draft(request: pytest.FixtureRequest) -> SchoolDraft:
    """A school of each size."""
    like, classes = request.param
    return draft_school(KINDS[like], classes, None, 1)


def test_every_class_has_its_weekly_lessons(draft: SchoolDraft) -> None:
    """As many as its grade has, no two at one time."""
    per_class = Counter(row.homeroom for row in draft.lessons)
    assert per_class == {room.id: WEEKLY[room.grade] for room in draft.classes}
    assert len({(r.homeroom, r.weekday, r.period) for r in draft.lessons}) == len(draft.lessons)


def test_no_teacher_is_in_two_classes_at_once(draft: SchoolDraft) -> None:
    """A teacher, a weekday and a period name one lesson."""
    assert len({(r.adult, r.weekday, r.period) for r in draft.lessons}) == len(draft.lessons)


def test_every_lesson_is_taught_by_own_staff_with_the_skill(draft: SchoolDraft) -> None:
    """Nobody on leave, no leader; the subject is among the skills."""
    adults = {a.id: a for a in draft.adults}
    for row in draft.lessons:
        adult = adults[row.adult]
        assert adult.kind == "own"
        assert not adult.on_leave
        assert not adult.duty_only
        assert row.subject in adult.skills


def test_visiting_teacher_teaches_only_when_there(draft: SchoolDraft) -> None:
    """The itinerant teacher of a village school has lessons on Tuesday and Thursday alone."""
    visitors = {a.id for a in draft.adults if a.available}
    assert {row.weekday for row in draft.lessons if row.adult in visitors} <= {2, 4}


def test_class_teacher_teaches_the_main_subject_to_the_own_class(draft: SchoolDraft) -> None:
    """The class teacher's main subject is taught by nobody else in the class."""
    for adult in draft.adults:
        if adult.class_of:
            mine = {r.adult for r in draft.lessons if r.homeroom == adult.class_of and r.subject == adult.subject}
            assert mine == {adult.id}


def test_loads_stay_within_a_full_week(draft: SchoolDraft) -> None:
    """No teacher has more than 24 lessons a week."""
    assert max(Counter(row.adult for row in draft.lessons).values()) <= 24


def test_too_few_teachers_are_refused() -> None:
    """One teacher cannot be in two classes: two classes of 26 lessons need two teachers."""
    rooms = [ClassRow("C101", 1, 1, 30), ClassRow("C102", 1, 2, 30)]
    with pytest.raises(ValueError, match="no timetable without clashes for 2 classes and 1 teachers"):
        build_lessons(rooms, [AdultRow("T001", subject="chinese", skills=["chinese"])], Random(1))
