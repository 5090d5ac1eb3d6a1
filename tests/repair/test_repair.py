"""Laws of repairs on the tiny school: legal, least, frozen where it has begun, and nothing for nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repair.helping import MON, POINTS, TUE, WED, priced_school, repaired, shut, without
from small import DAYS, small_plan, small_policy, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.domain.changes import ChangeKind
from scheduler.domain.demand import Mode
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Allotment, Plan, Post, Session, TierName
from scheduler.planfile import dump_plan
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.settled import Settled
from scheduler.repair.changes import changes
from scheduler.repair.moment import Moment, before
from scheduler.repair.repair import Repaired
from solvers.engines.registry import ENGINES
from solvers.stop import Limits

SCHOOL = priced_school()


def kinds(found: Repaired) -> list[tuple[ChangeKind, str, str]]:
    """What changed, for whom, where."""
    return [(change.kind, change.who, change.where) for change in found.changes]


def session(plan: Plan, key: str) -> Session:
    """The session of an id."""
    return next(s for s in plan.sessions if s.id == key)


@pytest.mark.parametrize("since", [Moment(MON), Moment(WED, 1000), before(SCHOOL)])
def test_when_nothing_happened_nothing_changes(since: Moment) -> None:
    """The same bytes, at no cost, proven."""
    found = repaired(SCHOOL, since=since, alternatives=3)
    assert len(found) == 1  # nobody is asked for anything, so nobody else could be
    assert dump_plan(found[0].plan) == dump_plan(small_plan())
    assert (found[0].cost, found[0].bound, found[0].proven, found[0].told) == (0, 0, True, ())


def test_one_homework_group_without_its_teacher_costs_one_new_duty() -> None:
    """T2 leads homework B and Monday's painting (skill art, nobody else): one duty more for somebody who is there, told
    on the day, 4 + 5, and the club called off, 15; class activity then wants a lead, 4 + 5 more: 33. Whoever takes both
    has no duty that day in P1 or P2 already."""
    found = repaired(without(SCHOOL, {"T2": [MON]}))[0]
    assert (found.cost, found.bound) == (33, 33)
    assert found.legal
    assert [k for k, _, _ in kinds(found)].count(ChangeKind.CLUB_OFF) == 1


def test_a_stand_in_takes_one_meeting_and_the_section_keeps_its_lead() -> None:
    """T3 knows chess too. T1 away on Wednesday, told on Monday: homework A and chess, 4 each, for two who are called
    in or there: T3 and any other with a duty on Wednesday."""
    skilled = replace(SCHOOL.adults["T3"], skills=frozenset({"chess"}))
    school = replace(SCHOOL, adults={**SCHOOL.adults, "T3": skilled})
    found = repaired(without(school, {"T1": [WED]}), since=Moment(MON))[0]
    chess = session(found.plan, f"club/{WED}/chess.S.1")
    assert chess.lead == "T3"
    assert found.plan.sections == small_plan().sections
    assert found.legal
    # T3 is free on Wednesday: called in 10, chess 4, and homework A as well 4
    assert found.cost == 18


def test_a_club_that_cannot_be_held_becomes_class_activity_of_the_same_pupils() -> None:
    """The art room is closed on Monday and painting suits no other: its four pupils meet in RB, T2 stays: 15 points."""
    found = repaired(shut(SCHOOL, {"ART": [MON]}))[0]
    club, stood = (
        session(small_plan(), f"club/{MON}/painting.S.1"),
        session(found.plan, f"class_activity/{MON}/painting.S.1"),
    )
    assert (stood.roster, stood.lead, stood.venue, stood.section) == (club.roster, "T2", "RB", None)
    assert kinds(found) == [(ChangeKind.CLUB_OFF, club.id, club.id)]
    assert (found.cost, found.bound, found.legal, found.proven) == (15, 15, True, True)


def test_a_second_art_room_is_nearer_than_class_activity() -> None:
    """With another art room the club moves there: 2 points instead of 15."""
    venues = {**SCHOOL.site.venues, "ART2": replace(SCHOOL.site.venues["ART"], id="ART2")}
    school = replace(SCHOOL, site=replace(SCHOOL.site, venues=venues))
    found = repaired(shut(school, {"ART": [MON]}))[0]
    assert session(found.plan, f"club/{MON}/painting.S.1").venue == "ART2"
    assert session(found.plan, f"club/{WED}/painting.S.1").venue == "ART"
    assert found.cost == 2


def test_a_repaired_week_can_be_repaired_again() -> None:
    """The class activity that stands for Monday's club stays it when T5 falls ill on Tuesday."""
    shutschool = shut(SCHOOL, {"ART": [MON]})
    first = repaired(shutschool)[0].plan
    again = repaired(without(shutschool, {"T5": [TUE]}), first, since=Moment(TUE))[0]
    assert session(again.plan, f"class_activity/{MON}/painting.S.1") == session(
        first, f"class_activity/{MON}/painting.S.1"
    )
    assert again.legal
    assert not [c for c in again.changes if c.kind is ChangeKind.CLUB_OFF]


def test_what_cannot_be_staffed_is_told_as_short_and_the_rest_still_repaired() -> None:
    """With all own staff but T1 and T2 away on Tuesday, the two homework groups are led, everything else that day is
    short, and no week is less so."""
    away = {key: [TUE] for key, adult in SCHOOL.adults.items() if adult.own and key not in ("T1", "T2")}
    found = repaired(without(SCHOOL, away), since=Moment(MON))[0]
    assert not found.legal
    assert found.plan.unmet
    assert found.shortage == found.shortage_bound == found.audit.value[TierName.SHORTAGE] > 0


def test_each_further_repair_asks_somebody_else() -> None:
    """No repair asks all the people an earlier one asks, they cost no less, and each is legal."""
    found = repaired(without(SCHOOL, {"T2": [MON]}), alternatives=4)
    asked = [{c.who for c in one.changes if c.kind in (ChangeKind.DUTY, ChangeKind.MOVED)} for one in found]
    assert len(found) == 4
    assert all(one.legal for one in found)
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert not any(first <= later for at, first in enumerate(asked) for later in asked[at + 1 :])


def test_with_changes_for_nothing_the_repair_is_as_good_as_a_new_week() -> None:
    """All free from before the week on, no change costs anything: every tier comes to what staffing the same groups and
    sections anew comes to, both proven. Evenness is left out by counting everything as even; the groups' own wishes,
    which staffing does not touch, are clause 26's."""
    free = small_problem(policy=small_policy(even_within=3000))
    asked = compile_space(Settled(free, small_plan()).staff_space(), BOOK, STAGE_TIERS["staff"])
    anew = {tier.name: tier for tier in ENGINES["split"]()(asked, Limits(effort=1, seconds=30)).tiers}
    assert all(tier.value == tier.bound for tier in anew.values())
    found = repaired(free, since=before(free))[0]
    beside = clause(26).recount(free, found.plan)[TierName.WISHES]
    counted = {**found.audit.value, TierName.WISHES: found.audit.value[TierName.WISHES] - beside}
    assert {name: counted[TierName(name)] for name in anew} == {name: tier.value for name, tier in anew.items()}


ADULTS = st.sampled_from(sorted(key for key in SCHOOL.adults if key not in ("L", "G")))
EVENTS = st.dictionaries(ADULTS, st.sets(st.sampled_from([day.date for day in DAYS]), min_size=1), max_size=4)


def begun(plan: Plan, since: Moment) -> tuple[list[Session], list[Post]]:
    """What started before the moment."""
    return (
        sorted((s for s in plan.sessions if since.past(s.date, s.interval)), key=lambda s: s.id),
        sorted((p for p in plan.posts if since.past(p.date, p.interval)), key=lambda p: p.id),
    )


@settings(max_examples=12, deadline=None)
@given(absent=EVENTS, day=st.sampled_from([d.date for d in DAYS]), minute=st.sampled_from([0, 951, 1021, 1200]))
def test_whatever_has_begun_stays_and_the_costs_add_up(absent: Mapping[str, set[date]], day: date, minute: int) -> None:
    """Absences from the moment's day on: what began is untouched, the cost is that of the changes counted from the two
    plans, proven least, and the judge finds nothing in what is still to come but what is told as unmet."""
    since = Moment(day, minute)
    later = {who: [when for when in days if when > day] for who, days in absent.items()}
    school = without(SCHOOL, later)
    found = repaired(school, since=since)[0]
    assert begun(found.plan, since) == begun(small_plan(), since)
    assert found.cost == sum(change.points for change in changes(school, small_plan(), found.plan, since))
    assert found.bound <= found.cost
    assert found.shortage == found.shortage_bound
    assert found.audit.clean or found.plan.unmet


def test_nobody_is_told_late_a_day_ahead() -> None:
    """The same absence on Tuesday told on Tuesday costs 5 more for each new duty than told on Monday."""
    school = without(SCHOOL, {"T6": [TUE]})  # class activity B
    ahead, late = (repaired(school, since=since)[0] for since in (Moment(MON, 1300), Moment(TUE)))
    new = sum(change.kind in (ChangeKind.DUTY, ChangeKind.MOVED) for change in late.changes)
    assert late.cost - ahead.cost == POINTS[ChangeKind.TOLD_LATE] * new
    assert new == 1


def test_called_off_meetings_are_held_as_class_activity() -> None:
    """A club that cancels on Wednesday: 15 points, its pupils stay with their adult."""
    off = f"club/{WED}/chess.S.1"
    found = repaired(SCHOOL, called_off=[off])[0]
    assert (found.cost, found.bound, found.legal) == (15, 15, True)
    assert [s.id for s in found.plan.of_kind(Kind.CLUB) if s.date == WED] == [f"club/{WED}/painting.S.1"]


def test_a_counts_school_is_repaired_alike() -> None:
    """Before enrolment heads stand for pupils: T6 away on Tuesday costs one new duty, told on Monday."""
    plan = small_plan()
    sections = [section.id for section in plan.sections]
    counted = replace(
        plan,
        mode="counts",
        seats=(),
        allotments=tuple(Allotment(room, section, 2) for room in "AB" for section in sections),
        sessions=tuple(replace(s, roster=()) for s in plan.sessions),
    )
    found = repaired(without(priced_school(mode=Mode.COUNTS), {"T6": [TUE]}), counted)[0]
    assert found.legal
    assert [change.kind for change in found.changes] == [ChangeKind.DUTY]
