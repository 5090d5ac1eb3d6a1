"""The offer and seating spaces: what may be chosen, and what is short when nothing opens."""

from dataclasses import replace
from datetime import date

import pytest
from small import DAYS, small_adult, small_problem

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Amount, Occurrence, Unlisted
from scheduler.domain.demand import Choice, Mode
from scheduler.domain.offer import Strand
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.offering import lead_options, offer_space, pairs, seat_options, seating_space, section_limits
from solvers.engines.registry import ENGINES
from solvers.stop import Limits


def seated(problem: Problem, opened: dict[tuple[str, str], int]) -> dict[str, int]:
    """Tiers of the seating stage with these sections open."""
    instance = compile_space(seating_space(problem, opened, {}), BOOK, STAGE_TIERS["seats"])
    answer = ENGINES["highs"]()(instance, Limits(1, 60))
    return {result.name: result.value for result in answer.tiers}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("opened", "short"),
    [
        ({}, 8),  # four pupils of each homeroom
        ({("chess", "S"): 1, ("painting", "S"): 1}, 0),
        ({("chess", "S"): 1}, 0),  # twenty places for eight pupils
    ],
)
def test_pupils_without_an_open_club_are_short(mode: Mode, opened: dict[tuple[str, str], int], short: int) -> None:
    """With nothing open every pupil is short of a place, in both modes; one section seats them all."""
    assert seated(small_problem(mode=mode), opened)[TierName.SHORTAGE] == short


def test_unopened_clubs_leave_their_interest_unmet() -> None:
    """Four want chess and four painting: with nothing open 8 unmet, with painting alone the 4 of chess."""
    problem = small_problem(mode=Mode.COUNTS)
    assert seated(problem, {})[TierName.PLACES] == 8
    assert seated(problem, {("painting", "S"): 1})[TierName.PLACES] == 4


def test_ranks_follow_the_pupils_list() -> None:
    """A1 lists chess then painting: ranks 0 and 1. A wish for another strand, or not for the grade, is no option; the
    former takes no rank here, so that whoever ranks clubs strand by strand has a first wish in each."""
    problem = small_problem()
    ranks = {(o.pupil, o.club.id): o.rank for o in seat_options(problem)}
    assert (ranks["A1", "chess"], ranks["A1", "painting"]) == (0, 1)
    elsewhere = replace(problem.pupils["A1"], choices=(Choice("chess", "T"), Choice("painting")))
    changed = small_problem(pupils={**problem.pupils, "A1": elsewhere})
    assert [(o.club.id, o.rank) for o in seat_options(changed) if o.pupil == "A1"] == [("painting", 0)]
    old = replace(problem.clubs["chess"], grades=frozenset({5}))
    changed = small_problem(clubs={**problem.clubs, "chess": old})
    assert {o.club.id for o in seat_options(changed)} == {"painting"}


def test_a_strand_without_a_class_is_left_out() -> None:
    """Nobody is in grade 6: a strand of grade 6 with a club for it offers nothing and breaks nothing."""
    base = small_problem()
    strands = {**base.strands, "six": Strand("six", frozenset({6}), frozenset({2}))}
    clubs = {**base.clubs, "choir": replace(base.clubs["painting"], id="choir", grades=frozenset({6}))}
    problem = small_problem(strands=strands, clubs=clubs)
    assert {(club.id, strand.id) for club, strand in pairs(problem)} == {("chess", "S"), ("painting", "S")}
    assert {o.club.id for o in offer_space(problem, {}).openings} == {"chess", "painting"}


def test_a_strand_that_does_not_meet_this_week_is_left_out() -> None:
    """In a week of Tuesday alone the strand of Monday and Wednesday opens nothing."""
    assert pairs(small_problem(days=DAYS[1:2])) == ()


def test_a_venue_taken_at_a_meeting_houses_no_club() -> None:
    """RA is busy on Wednesday in period 2, so chess may count on RB alone; free at another time, on both."""
    problem = small_problem()
    slot = problem.times[3, DAYS[2].date].p2
    assert slot is not None
    taken = {"RA": (Occurrence(DAYS[2], slot, "main"),)}
    assert {p.venue.id for p in offer_space(problem, taken).places if p.what == "chess"} == {"RB"}
    free = {"RA": (Occurrence(DAYS[1], slot, "main"),)}
    assert {p.venue.id for p in offer_space(problem, free).places if p.what == "chess"} == {"RA", "RB"}


def test_venues_alike_are_counted_together() -> None:
    """RA and RB differ in nothing a club asks about, floor aside: one option for up to both."""
    base = small_problem()
    problem = small_problem(clubs={**base.clubs, "chess": replace(base.clubs["chess"], max_sections=3)})
    places = [p for p in offer_space(problem, {}).places if p.what == "chess"]
    assert [(p.count, p.key) for p in places] == [(2, Amount("housed", ("chess", "S", "RA"), 0, 2))]


def test_the_smallest_venue_in_use_limits_a_section() -> None:
    """Chess of twenty in a room of twelve: at most twelve a section; an unused small room limits nothing."""
    base = small_problem()
    small_room = replace(base.site.venues["RA"], capacity=12)
    problem = small_problem(site=replace(base.site, venues={**base.site.venues, "RA": small_room}))
    space = offer_space(problem, {})
    used = {p.key: int(p.venue.id == "RA") for p in space.places}
    assert section_limits(space, used) == {("chess", "S"): 12}
    assert section_limits(space, {p.key: int(p.venue.id == "RB") for p in space.places}) == {("chess", "S"): 20}


def test_leads_hold_the_skill_or_are_named_for_the_club() -> None:
    """T1 plays chess; T9 is named for it; T2, named for painting alone, is not asked for chess."""
    base = small_problem()
    adults = {
        "T1": base.adults["T1"],
        "T9": small_adult("T9", clubs=frozenset({"chess"})),
        "T2": small_adult("T2", skills=frozenset({"chess"}), clubs=frozenset({"painting"})),
        "L": small_adult("L", skills=frozenset({"chess"}), duty_only=True),
    }
    problem = small_problem(adults=adults)
    options = [o for o in lead_options(problem, pairs(problem)) if o.club is not None and o.club.id == "chess"]
    assert [o.adult.id for o in options] == ["T1", "T9"]
    # two meetings of sixty minutes, all of it after period 1
    assert {o.late_minutes for o in options} == {120}
    assert {o.late_dates for o in options} == {frozenset({date(2026, 11, 2), date(2026, 11, 4)})}


def test_every_pupil_of_the_roster_may_stay_outside_the_list() -> None:
    """Eight pupils in one strand: eight keys in roster mode, none in counts mode."""
    assert len(offer_space(small_problem(), {}).unlisted) == 8
    assert offer_space(small_problem(), {}).unlisted["A1", "S"] == Unlisted("A1", "S")
    assert offer_space(small_problem(mode=Mode.COUNTS), {}).unlisted == {}
