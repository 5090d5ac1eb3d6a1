"""Flexible hours: late duty earns minutes that are granted where no lesson or duty is in the way."""

from dataclasses import replace

from small import MONDAY, small_adult, small_plan, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.people import Lesson
from scheduler.domain.plan import Credit
from scheduler.planning.flexhours import grant_reliefs


def credits_of(adult: str, **changes: object) -> Credit:
    """The ledger of one adult of the tiny school after changing some of their facts."""
    problem = small_problem()
    changed = replace(problem, adults={**problem.adults, adult: replace(problem.adults[adult], **changes)})
    return next(c for c in grant_reliefs(changed, small_plan())[1] if c.adult == adult)


def test_late_minutes_are_credited_one_for_one() -> None:
    """T1 leads chess on Monday and Wednesday 17:00-18:00, after period 1 ended at 16:50: 2 x 60 minutes."""
    assert credits_of("T1").earned == 120


def test_credit_is_granted_only_after_the_duty_that_earned_it() -> None:
    """T1's first late duty is on Monday, so nothing is granted on Monday."""
    reliefs, _ = grant_reliefs(small_problem(), small_plan())
    assert [r for r in reliefs if r.adult == "T1" and r.date == MONDAY] == []


def test_a_first_lesson_at_eight_leaves_no_later_start() -> None:
    """Lessons 08:00-08:40 every day fill the normal start; T1 has period 1 every day, so no earlier leave either."""
    lessons = tuple(Lesson(w, Interval(480, 520), "A", "chinese") for w in range(1, 6))
    ledger = credits_of("T1", lessons=lessons)
    assert (ledger.granted, ledger.carried) == (0, 120)


def test_no_relief_is_shorter_than_fifteen_minutes_or_longer_than_the_cap() -> None:
    """Every granted interval lies between 15 and 60 minutes."""
    reliefs, _ = grant_reliefs(small_problem(), small_plan())
    assert reliefs
    assert {15 <= r.interval.minutes <= 60 for r in reliefs} == {True}


def test_outside_adults_have_no_ledger() -> None:
    """The guard is not on the staff."""
    _, ledger = grant_reliefs(small_problem(), small_plan())
    assert "G" not in {c.adult for c in ledger}
    assert small_adult("X").own
