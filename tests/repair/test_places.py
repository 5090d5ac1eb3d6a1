"""Pupils and rooms in a repair: who gets which club, how homerooms gather anew, and other rooms to choose from."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from repair.helping import MON, MONDAY_NOON, TUE, WED, priced_school, repaired, shut
from small import small_plan

from scheduler.domain.changes import ChangeKind
from scheduler.domain.demand import Choice, Pupil
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Seat
from scheduler.domain.problem import Problem
from scheduler.repair.regrouped import regrouped
from scheduler.repair.seats import reseated

SCHOOL = priced_school()
CHESS, PAINTING = SectionId("chess", "S", 1), SectionId("painting", "S", 1)


def joined(school: Problem, key: str, *wishes: str, room: str = "A") -> Problem:
    """The school with one pupil more, like A2 but for the wishes."""
    pupil = replace(school.pupils["A2"], id=key, homeroom=room, choices=tuple(Choice(club) for club in wishes))
    rooms = {**school.homerooms, room: replace(school.homerooms[room], enrolled=5)}
    answered = {**school.survey_answered, room: 5}
    return replace(school, pupils={**school.pupils, key: pupil}, homerooms=rooms, survey_answered=answered)


def limited(school: Problem, club: str, **changes: object) -> Problem:
    """The school with one club changed."""
    return replace(school, clubs={**school.clubs, club: replace(school.clubs[club], **changes)})  # type: ignore[arg-type]


def given(school: Problem) -> Mapping[str, Seat]:
    """Every pupil's place after seating anew."""
    return {seat.pupil: seat for seat in reseated(school, small_plan()).seats}


def test_with_nobody_waiting_the_plan_is_the_same() -> None:
    """Everybody has a place."""
    assert reseated(SCHOOL, small_plan()) == small_plan()


@pytest.mark.parametrize(
    ("changes", "section", "rank"),
    [
        ({}, CHESS, 0),
        ({"capacity": 5}, CHESS, 0),
        ({"capacity": 4}, PAINTING, 1),  # four are in
        ({"most_a_homeroom": 3}, CHESS, 0),
        ({"most_a_homeroom": 2}, PAINTING, 1),  # A1 and A2 are in
        ({"most_a_grade": 5}, CHESS, 0),
        ({"most_a_grade": 4}, PAINTING, 1),
        ({"capacity": 5, "reserved": {"far": 1}}, CHESS, 0),  # nobody of the group asks
        ({"grades": frozenset({4})}, PAINTING, 1),
    ],
)
def test_a_joiner_gets_the_first_wish_that_has_room(changes: dict[str, object], section: SectionId, rank: int) -> None:
    """A9 wishes for chess, then painting; chess holds A1, A2, B1 and B2. Nobody else moves."""
    school = joined(limited(SCHOOL, "chess", **changes), "A9", "chess", "painting")
    seats = given(school)
    assert seats["A9"] == Seat("A9", section, rank)
    assert [seat for pupil, seat in seats.items() if pupil != "A9"] == list(small_plan().seats)


def test_a_place_kept_for_a_group_that_asks_is_not_given_to_others() -> None:
    """One of five places is kept for group far, of which B3 asks for chess: four are in, so that A9 may not have it."""
    school = joined(limited(SCHOOL, "chess", capacity=5, reserved={"far": 1}), "A9", "chess", "painting")
    asking = replace(school.pupils["B3"], priority=frozenset({"far"}))
    assert given(replace(school, pupils={**school.pupils, "B3": asking}))["A9"].section == PAINTING


def test_who_is_to_be_kept_apart_is_not_put_together() -> None:
    """A1 is in chess and is to be apart from A9."""
    school = joined(SCHOOL, "A9", "chess", "painting")
    apart: Pupil = replace(school.pupils["A1"], apart=frozenset({"A9"}))
    assert given(replace(school, pupils={**school.pupils, "A1": apart}))["A9"].section == PAINTING


def test_without_any_room_a_joiner_is_told_as_unmet() -> None:
    """Both clubs hold four and are full."""
    school = joined(limited(limited(SCHOOL, "chess", capacity=4), "painting", capacity=4), "A9", "chess")
    found = repaired(school)[0]
    assert [(row.clause, row.what, row.where) for row in found.plan.unmet] == [(6, "seat", "A9 S")]
    assert not found.legal


def test_the_pupils_of_a_club_given_up_go_elsewhere_and_its_lead_is_relieved() -> None:
    """Chess is gone: four places lost at 12, T1 relieved twice at 1, and nobody else has more to do."""
    school = replace(SCHOOL, clubs={"painting": SCHOOL.clubs["painting"]})
    pupils = {key: replace(p, choices=(Choice("painting"),)) for key, p in school.pupils.items()}
    found = repaired(replace(school, pupils=pupils))[0]
    assert (found.cost, found.bound, found.legal) == (4 * 12 + 2, 4 * 12 + 2, True)
    assert {seat.section for seat in found.plan.seats} == {PAINTING}
    assert {seat.rank for seat in found.plan.seats} == {0}  # painting is everybody's first wish now
    assert [section.id for section in found.plan.sections] == [PAINTING]


def test_a_pupil_more_joins_the_homerooms_own_groups() -> None:
    """A9 is in homework A, in class activity A and in a club."""
    found = repaired(joined(SCHOOL, "A9", "chess"))[0]
    mine = {session.id for session in found.plan.sessions if "A9" in session.roster}
    assert {f"homework/{MON}/A/1/1", f"class_activity/{TUE}/A/1/1", f"club/{WED}/chess.S.1"} <= mine
    assert found.legal
    assert found.cost == 0


def test_a_pool_that_gathers_otherwise_keeps_its_session() -> None:
    """Extended care pools A1 and B1 as A+B; without A1 it is B's alone, under the id it had, with the same adults."""
    days = {weekday: periods - {period for period in periods if period == "extended"} for weekday, periods in
            SCHOOL.pupils["A1"].days.items()}  # fmt: skip
    school = replace(SCHOOL, pupils={**SCHOOL.pupils, "A1": replace(SCHOOL.pupils["A1"], days=days)})
    groups = [group for group in regrouped(school, small_plan()) if group.kind is Kind.EXTENDED_CARE]
    assert [group.id for group in groups] == [s.id for s in small_plan().of_kind(Kind.EXTENDED_CARE)]
    assert {group.roster for group in groups} == {("B1",)}
    found = repaired(school)[0]
    assert found.legal
    assert found.cost == 0


def test_a_pool_too_large_for_one_group_is_cut_in_two() -> None:
    """With one pupil a group, A1 and B1 need two groups of extended care: the one there was, and a new one."""
    policy = replace(SCHOOL.policy, extended_group=1)
    school = replace(SCHOOL, policy=policy)
    groups = [group for group in regrouped(school, small_plan()) if group.day.date == MON]
    care = [group for group in groups if group.kind is Kind.EXTENDED_CARE]
    assert [group.size for group in care] == [1, 1]
    assert care[0].id == f"extended_care/{MON}/A+B/1/1"
    found = repaired(school)[0]
    assert found.legal


def test_other_rooms_to_choose_from_are_other_rooms() -> None:
    """RB is closed on Tuesday: homework and class activity B go to the art room or to a room more, and no choice uses
    all the rooms of an earlier one."""
    venues = {**SCHOOL.site.venues, "R9": replace(SCHOOL.site.venues["RB"], id="R9", homeroom=None)}
    school = shut(replace(SCHOOL, site=replace(SCHOOL.site, venues=venues)), {"RB": [TUE]})
    found = repaired(school, alternatives=5)
    used = [{c.where for c in one.changes if c.kind is ChangeKind.ROOM} for one in found]
    assert len(found) > 1
    assert all(one.legal for one in found)
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert not any(first <= later for at, first in enumerate(used) for later in used[at + 1 :])


def test_a_lead_nobody_can_stand_in_for_turns_the_club_into_class_activity() -> None:
    """T1 alone knows chess: on Wednesday its pupils have class activity with whoever is free, for 15 + 4 + homework 4
    and whoever comes in."""
    away = {key: replace(a, absent=frozenset({WED})) if key == "T1" else a for key, a in SCHOOL.adults.items()}
    found = repaired(replace(SCHOOL, adults=away), since=MONDAY_NOON)[0]
    assert f"class_activity/{WED}/chess.S.1" in {session.id for session in found.plan.sessions}
    assert found.legal
    assert not found.proven  # which clubs to call off was not asked together with the rest
    assert found.cost == found.bound


@pytest.mark.parametrize("shut_too", ["ART", "RB"])
def test_a_room_lost_besides_is_counted_once(shut_too: str) -> None:
    """The same with the art room closed, so that painting is class activity as well, or with RB, whose groups move:
    the bound is that of all changes together, and what was moved for the first question is not moved twice."""
    away = {key: replace(a, absent=frozenset({WED})) if key == "T1" else a for key, a in SCHOOL.adults.items()}
    venues = {**SCHOOL.site.venues, "R9": replace(SCHOOL.site.venues["RB"], id="R9", homeroom=None)}
    school = replace(SCHOOL, adults=away, site=replace(SCHOOL.site, venues=venues))
    found = repaired(shut(school, {shut_too: [WED]}), since=MONDAY_NOON)[0]
    assert found.legal
    assert found.cost == found.bound
    off = sum(change.kind is ChangeKind.CLUB_OFF for change in found.changes)
    assert off == (2 if shut_too == "ART" else 1)
