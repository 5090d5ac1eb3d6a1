"""One gap: who could take it, at what cost, and what stops the others."""

import pytest
from repair.helping import MONDAY_NOON, TUE, priced_school, without
from small import small_plan

from scheduler.repair.gap import gap, meant
from scheduler.repair.moment import Moment

SCHOOL = priced_school()
ACTIVITY_B = f"class_activity/{TUE}/B/1/1"


def test_candidates_are_ranked_by_cost_and_by_duties() -> None:
    """T6's class activity on Tuesday at 17:00. T1 and T2 are there for homework and free then: 4. T3 and T4 have no
    duty on Tuesday: called in, 10 + 4. F2 has first aid from 15:50 to 18:30, T5 class activity A: stopped."""
    found = gap(without(SCHOOL, {"T6": [TUE]}), small_plan(), MONDAY_NOON, ACTIVITY_B)
    able = {candidate.adult: candidate.points for candidate in found.able}
    assert (able["T1"], able["T2"], able["T3"], able["T12"]) == (4, 4, 14, 14)
    ranks = [(candidate.points, candidate.duties) for candidate in found.able]
    assert ranks == sorted(ranks)
    stopped = {candidate.adult: {b.clause for b in candidate.stoppers} for candidate in found.stopped}
    assert stopped["T5"] == {73}
    assert "T6" not in able.keys() | stopped.keys()


def test_what_stops_somebody_is_said_in_both_languages() -> None:
    """Two places at one time."""
    found = gap(without(SCHOOL, {"T6": [TUE]}), small_plan(), MONDAY_NOON, ACTIVITY_B)
    english, chinese = found.say("en"), found.say("zh")
    assert "T5 cannot: 2026-11-03: T5 is in class_activity/2026-11-03/A/1/1 and" in english
    assert "T2: 4 points, " in english
    assert "T5 不行：" in chinese


def test_told_on_the_day_everybody_costs_five_more() -> None:
    """4 + 5 for T2."""
    found = gap(without(SCHOOL, {"T6": [TUE]}), small_plan(), Moment(TUE, 720), ACTIVITY_B)
    assert {c.adult: c.points for c in found.able}["T2"] == 9


def test_a_gap_is_asked_about_by_who_leaves_it() -> None:
    """T1 has homework A on Tuesday at 15:50 and nothing at 17:00."""
    assert meant(SCHOOL, small_plan(), "T1@tue 16:00") == (f"homework/{TUE}/A/1/1",)
    assert meant(SCHOOL, small_plan(), ACTIVITY_B) == (ACTIVITY_B,)
    with pytest.raises(ValueError, match="T1 has no duty then"):
        meant(SCHOOL, small_plan(), "T1@tue 17:00")


def test_an_unknown_session_is_refused_with_the_nearest() -> None:
    """By id."""
    with pytest.raises(ValueError, match=f"did you mean {ACTIVITY_B}"):
        gap(SCHOOL, small_plan(), MONDAY_NOON, f"class_activity/{TUE}/B/1/2")
