"""Time off in repairs: what was taken stays taken, the rest follows the duties."""

from dataclasses import replace

import pytest
from repair.helping import MON, TUE, WED, priced_school, repaired, without
from small import small_plan

from scheduler.calendar.clock import Interval
from scheduler.domain.plan import Plan, Relief
from scheduler.planning.flexhours import grant_reliefs
from scheduler.repair.moment import Moment

SCHOOL = priced_school()


def with_time_off() -> Plan:
    """The tiny school's plan with the time off its duties earn."""
    reliefs, credits = grant_reliefs(SCHOOL, small_plan())
    return replace(small_plan(), reliefs=reliefs, credits=credits)


PLAN = with_time_off()


@pytest.mark.parametrize("since", [Moment(TUE, 720), Moment(WED, 720), Moment(WED, 1015)])
def test_time_off_that_has_begun_stays_as_it_was(since: Moment) -> None:
    """T1, T7 and T10 are away on Thursday; everybody's time off before the moment is what the plan granted."""
    thursday = SCHOOL.days[3].date
    found = repaired(without(SCHOOL, {who: [thursday] for who in ("T1", "T7", "T10")}), PLAN, since=since)[0]
    taken, kept = ([r for r in plan.reliefs if since.past(r.date, r.interval)] for plan in (PLAN, found.plan))
    assert taken
    assert taken == kept
    assert found.legal


@pytest.mark.parametrize(("minute", "asked"), [(1010, True), (1011, False)])
def test_who_has_begun_an_early_leave_is_not_called_back(minute: int, asked: bool) -> None:
    """T6's class activity on Tuesday at 17:00 falls to T1, all others being away; T1's leave from 16:50, minute 1010,
    can be dropped as long as it has not begun."""
    leave = Relief("T1", TUE, "early_leave", Interval(1010, 1080))
    away = {who: [TUE] for who, adult in SCHOOL.adults.items() if adult.own and who not in ("T1", "T5", "L")}
    found = repaired(without(SCHOOL, away), replace(small_plan(), reliefs=(leave,)), since=Moment(TUE, minute))[0]
    activity = next(s for s in found.plan.sessions if s.id == f"class_activity/{TUE}/B/1/1")
    assert (activity.lead == "T1") is asked


def test_whose_duties_stay_keep_all_their_time_off() -> None:
    """Nobody else's time off moves when T6 is away on Tuesday."""
    found = repaired(without(SCHOOL, {"T6": [TUE]}), PLAN, since=Moment(MON, 720))[0]
    concerned = {change.who for change in found.changes} | {"T6"}
    before, after = ([r for r in plan.reliefs if r.adult not in concerned] for plan in (PLAN, found.plan))
    assert before == after
    ledger = {credit.adult: credit for credit in found.plan.credits}
    assert all(ledger[c.adult] == c for c in PLAN.credits if c.adult not in concerned)


def test_time_off_that_changes_is_told() -> None:
    """Whoever takes T6's class activity earns 60 minutes of late duty more, and is told of the time off they give."""
    found = repaired(without(SCHOOL, {"T6": [TUE]}), PLAN, since=Moment(MON, 720))[0]
    rules = {notice.rule for notice in found.told}
    assert rules & {"relief", "relief_off"}
    for notice in found.told:
        assert notice.say("zh") != notice.say("en")
