"""Rows and costs that are spared: nothing is asked where nothing can go wrong, and nothing of another club or pool."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows
from clauses.options import lead, pool_of, serve, staff
from small import DAYS, P1, P2, small_adult, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.load import _late_demand as late_demand
from scheduler.clauses.space import (
    Amount,
    Cost,
    Occurrence,
    Opening,
    Placed,
    PlaceOption,
    SeatOption,
    Short,
    Sits,
    Space,
)
from scheduler.domain.allocation import AllocationRule
from scheduler.domain.demand import Counts, Mode, Period
from scheduler.domain.groups import Group, Kind
from scheduler.domain.offer import Strand
from scheduler.domain.people import AdultKind, Caps, Stage
from scheduler.domain.plan import Role, TierName
from scheduler.domain.policy import Allowances
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
CHESS, STRAND = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
PAIR = ("chess", "S")


def seat(pupil: str, club: str = "chess", rank: int | None = 0, problem: Problem = PROBLEM) -> SeatOption:
    """The pupil may sit in the club."""
    return SeatOption(Sits(pupil, club, "S"), pupil, pupil[0], problem.clubs[club], problem.strands["S"], rank)


def fill(room: str, club: str = "chess") -> Amount:
    """Places of a club outside the lists of a homeroom's pupils."""
    return Amount("fill", (room, club, "S"), 0, 4)


def costs(number: int, space: Space, tier: TierName) -> list[Cost]:
    """What a clause costs in a tier."""
    return [cost for cost in clause(number).costs(space) if cost.tier is tier]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("number", [c.number for c in BOOK])
def test_a_stage_that_decides_nothing_costs_nothing_in_either_mode(number: int, mode: Mode) -> None:
    """No seats, no duties, no places: no rows and no keys to pay for."""
    space = Space(problem=small_problem(mode=mode), opened={PAIR: 1}, gathers=(), openings=())
    assert [row for row in clause(number).rows(space) if row.tag.split("/")[1] != "section"] == []
    assert [c for c in clause(number).costs(space) if c.key is not None and not isinstance(c.key, Short)] == []


def test_a_club_fit_for_the_grade_forbids_nobody() -> None:
    """Chess is of risk 0, which grade 3 may have."""
    key = fill("A")
    space = Space(problem=PROBLEM, seats=(seat("A1"),), fills={key.of: key})
    assert list(clause(54).rows(space)) == []
    closed = replace(space, problem=small_problem(policy=small_policy(ratios={})))
    assert len(list(clause(54).rows(closed))) == 2


def test_leads_are_wanted_for_open_sections_where_leads_are_chosen() -> None:
    """One section of chess is open, none of painting; a stage of seats alone chooses no lead."""
    duty = serve(PROBLEM.adults["T3"], pool_of("homework", P1))
    space = staff(PROBLEM, duty, opened={PAIR: 1, ("painting", "S"): 0})
    assert [row.tag for row in clause(54).rows(space)] == ["54/lead/chess/S"]


def test_interest_in_a_club_is_met_by_its_own_places() -> None:
    """One pupil wants chess, nobody painting: a place of painting does not meet it; no interest, no row."""
    problem = small_problem(mode=Mode.COUNTS, counts=Counts(PROBLEM.counts.heads, {"chess": 1, "painting": 0}, {}))
    keys = {club: Amount("seats", ("A", club, "S"), 0, 4) for club in ("chess", "painting")}
    seats = tuple(SeatOption(keys[c], None, "A", problem.clubs[c], STRAND, None) for c in keys)
    space = Space(problem=problem, seating=True, opened={}, seats=seats)
    (row,) = clause(56).rows(space)
    assert dict(row.terms) == {Amount("unmet_interest", ("chess",), 0, 1): 1, keys["chess"]: 1}
    assert [cost.coefficient for cost in costs(56, space, TierName.PLACES)] == [1]


def test_a_place_costs_its_rank_and_one_outside_the_list_the_policys_price() -> None:
    """First 0, which is no cost, second 1, outside 20."""
    space = Space(problem=PROBLEM, seating=True, seats=(seat("A1"), seat("A2", rank=1), seat("A3", rank=None)))
    found = {cost.key: cost.coefficient for cost in costs(56, space, TierName.PLACES)}
    assert found == {Sits("A2", *PAIR): 1, Sits("A3", *PAIR): 20}


@pytest.mark.parametrize(
    ("kind", "role", "skill", "fits"),
    [
        ("support", Role.LEAD, "maths", False), ("support", Role.LEAD, "chinese", True),
        ("support", Role.ASSISTANT, "maths", True), ("homework", Role.LEAD, "maths", True),
        ("support", Role.LEAD, None, True),
    ],
)  # fmt: skip
def test_only_who_leads_a_support_group_must_know_its_subject(kind: str, role: Role, skill: Any, fits: bool) -> None:
    """T3 teaches Chinese."""
    option = serve(PROBLEM.adults["T3"], pool_of(kind, P1, role=role, skill=skill))
    assert allowed(clause(52), staff(PROBLEM, option), [option.key]) is fits


def half_timer(**changes: Any) -> Any:
    """Own staff, but not full-time: in nobody's comparison."""
    return small_adult("H", full_time=False, **changes)


def test_only_the_compared_have_their_late_minutes_bounded() -> None:
    """T3 and a half-timer at period 2, T4 at homework: one hour of one adult, so the largest is 60 at most."""
    problem = small_problem(adults={**PROBLEM.adults, "H": half_timer()}, policy=small_policy(soft_sessions=20))
    late = pool_of("class_activity", P2, demand=2)
    mine, other = serve(problem.adults["T3"], late), serve(problem.adults["H"], late)
    early = serve(problem.adults["T4"], pool_of("homework", P1))
    space = staff(problem, mine, other, early)
    rows = list(clause(63).rows(space))
    assert not [row for row in rows if any(key in (None, other.key) for key, _ in row.terms)]
    (largest,) = {key for row in rows for key, _ in row.terms if isinstance(key, Amount) and key.name == "largest_late"}
    assert largest.upper == 1
    assert not [row for row in rows if "soft" in row.tag]
    assert costs(63, staff(problem, early), TierName.LOAD) == []


@pytest.mark.parametrize(("soft", "rows"), [(7, 1), (8, 0), (9, 0)])
def test_the_soft_cap_has_a_row_where_it_can_be_passed(soft: int, rows: int) -> None:
    """T3 may have eight duties."""
    option = serve(PROBLEM.adults["T3"], pool_of("homework", P1))
    problem = small_problem(policy=small_policy(soft_sessions=soft))
    assert sum("soft" in row.tag for row in clause(63).rows(staff(problem, option))) == rows


def test_a_class_teacher_who_cannot_come_is_no_key() -> None:
    """T1's homework group, T1 away; a homeroom without a class teacher is missed by nobody."""
    homes = {"x/1": "A", "x/2": "B"}
    rooms = {**PROBLEM.homerooms, "B": replace(PROBLEM.homerooms["B"], class_teacher=None)}
    pool = pool_of("homework", P1, homes=homes, targets=("x/1", "x/2"), id="x", demand=2)
    option = serve(PROBLEM.adults["T3"], pool)
    problem = small_problem(homerooms=rooms, policy=small_policy(soft_sessions=20))
    found = [(c.key, c.coefficient) for c in costs(63, staff(problem, option), TierName.WISHES)]
    assert found == [(None, 1)]


def test_whom_the_policy_names_no_rate_for_is_paid_nothing() -> None:
    """No rate at all, and nothing late."""
    option = serve(PROBLEM.adults["T3"], pool_of("homework", P1))
    problem = small_problem(policy=small_policy(allowances=Allowances(by_kind={}, own_late=60)))
    assert costs(65, staff(problem, option), TierName.MONEY) == []


def test_duties_that_are_not_late_and_pools_nobody_serves_bound_nothing() -> None:
    """Homework is over when late minutes begin; nobody may serve in the other pool."""
    homework = serve(PROBLEM.adults["T3"], pool_of("homework", P1))
    nobody = pool_of("class_activity", P2, demand=3)
    assert late_demand(staff(PROBLEM, homework, pools=(nobody,), opened={})) == 0
    early = replace(lead(PROBLEM, PROBLEM.adults["T1"]), late_minutes=0)
    assert late_demand(staff(PROBLEM, early, opened={PAIR: 2})) == 0


def helper(cap: int) -> Any:
    """Somebody from outside with so many duties a week."""
    return small_adult("X", kind=AdultKind.RETIRED, full_time=False, caps=Caps(cap, 5, 0), sole_allowed=True)


@pytest.mark.parametrize(
    ("percent", "wanted", "cap", "rows"),
    # p x others <= (100 - p) x (wanted - others): 50 <= 50; 51 > 49; 66 <= 68; 67 > 66.
    [(50, 2, 1, 0), (51, 2, 1, 1), (66, 3, 1, 0), (67, 3, 1, 1), (50, 2, 2, 1)],
)
def test_the_share_has_a_row_where_outsiders_could_break_it(percent: int, wanted: int, cap: int, rows: int) -> None:
    """So many duties in sessions, one outsider; a gate and whoever may hold it change nothing."""
    adults = {**PROBLEM.adults, "X": helper(cap), "Y": replace(helper(9), id="Y")}
    problem = small_problem(adults=adults, policy=small_policy(own_share_percent=percent))
    pools = [pool_of("homework", P1, day=day) for day in range(wanted)]
    options = [serve(adults[key], pool) for pool in pools for key in ("X", "T3")]
    gate = pool_of("gate", Interval(950, 1110), day=4, role=Role.POST, demand=5)
    space = staff(problem, *options, serve(adults["Y"], gate), serve(adults["T4"], gate))
    assert len(list(clause(59).rows(space))) == rows


@pytest.mark.parametrize(("own", "outside", "fits"), [(2, 1, False), (3, 1, True)])
def test_the_share_is_weighed_exactly(own: int, outside: int, fits: bool) -> None:
    """67 % of own staff: 2 x 33 < 67, 3 x 33 >= 67."""
    adults = {**PROBLEM.adults, "X": helper(9)}
    problem = small_problem(adults=adults, policy=small_policy(own_share_percent=67))
    mine = [serve(adults["T3"], pool_of("homework", P1, day=day)) for day in range(3)]
    theirs = [serve(adults["X"], pool_of("class_activity", P2, day=day)) for day in range(3)]
    chosen = [option.key for option in (*mine[:own], *theirs[:outside])]
    assert allowed(clause(59), staff(problem, *mine, *theirs), chosen) is fits


def test_every_pupil_is_short_of_one_place_at_most_and_homerooms_without_pupils_of_none() -> None:
    """Roster mode: one place or short by one, no key for what is not offered. Counts mode: only A expects anybody."""
    rows = list(clause(6).rows(Space(problem=PROBLEM, seating=True, seats=(seat("A1"),))))
    keys = [key for row in rows for key, _ in row.terms]
    assert None not in keys
    assert {key.upper for key in keys if isinstance(key, Short)} == {1}
    heads = {("A", w, Period.P2): 3 for w in (1, 3)}
    counted = small_problem(mode=Mode.COUNTS, counts=Counts(heads, {}, {}))
    (row,) = clause(6).rows(Space(problem=counted, seating=True))
    assert [key.of for key, _ in row.terms if isinstance(key, Short)] == ["A/S"]


def quota_school(**chess: Any) -> Problem:
    """The small school with other rules for chess."""
    return small_problem(clubs={**PROBLEM.clubs, "chess": replace(CHESS, **chess)}, allocation=AllocationRule())


def test_a_quota_holds_where_all_places_are_outside_the_lists() -> None:
    """Nobody lists chess; one of a homeroom may be there."""
    problem, key = quota_school(most_a_homeroom=1), fill("A")
    space = Space(problem=problem, seating=True, opened={PAIR: 1}, fills={key.of: key})
    assert [broken_rows(clause(25), space, {key: n}) == () for n in (0, 1, 2)] == [True, True, False]


def test_kept_places_are_kept_of_this_club_once_its_sections_are_known() -> None:
    """Three of four places for others; painting's are painting's; nothing is kept before the offer is settled."""
    problem = quota_school(capacity=4, reserved={"G": 1})
    pupils = {**problem.pupils, "A1": replace(problem.pupils["A1"], priority=frozenset({"G"}))}
    problem = replace(problem, pupils=pupils)
    here, there = fill("B"), fill("B", "painting")
    fills = {here.of: here, there.of: there}
    space = Space(problem=problem, seating=True, opened={PAIR: 1}, seats=(seat("A1", problem=problem),), fills=fills)
    assert broken_rows(clause(25), space, {here: 3, there: 4}) == ()
    assert broken_rows(clause(25), space, {here: 4}) != ()
    assert [row for row in clause(25).rows(replace(space, opened=None)) if "kept" in row.tag] == []
    shut = replace(space, opened={("painting", "S"): 1}, seats=())
    assert broken_rows(clause(25), shut, {here: 1}) != ()


def test_somebody_to_be_kept_from_a_pupil_who_is_not_there_sits_anywhere() -> None:
    """A1 is to be kept apart from A2, who has no option in chess."""
    pupils = {**PROBLEM.pupils, "A1": replace(PROBLEM.pupils["A1"], apart=frozenset({"A2"}))}
    problem = small_problem(pupils=pupils)
    space = Space(problem=problem, seating=True, opened={PAIR: 1}, seats=(seat("A1"),))
    assert list(clause(25).rows(space)) == []
    both = replace(space, seats=(seat("A1"), seat("A2")))
    assert len(list(clause(25).rows(both))) == 1


def test_each_kind_of_piece_is_counted_for_itself_and_each_strand_in_its_time() -> None:
    """One clock and one ball; S and T meet at once on Monday, U alone on Tuesday; no ball is in U's way."""
    strands = {key: Strand(key, frozenset({3}), frozenset({day})) for key, day in (("S", 1), ("T", 1), ("U", 2))}
    clubs = {
        "chess": replace(CHESS, equipment={"clock": 1}),
        "painting": replace(PROBLEM.clubs["painting"], equipment={"ball": 1}),
    }
    site = replace(PROBLEM.site, equipment={"clock": 1, "ball": 1})
    problem = small_problem(strands=strands, clubs=clubs, site=site)
    opens = {(c, s): Amount("opens", (c, s), 0, 2) for c in clubs for s in strands}
    space = Space(problem=problem, openings=tuple(Opening(k, clubs[c], strands[s]) for (c, s), k in opens.items()))

    def fits(*pairs: tuple[str, str], count: int = 1) -> bool:
        return broken_rows(clause(27), space, {opens[pair]: count for pair in pairs}) == ()

    assert fits(("chess", "S"), ("painting", "S"))
    assert fits(("chess", "S"), ("painting", "T"), ("chess", "U"), ("painting", "U"))
    assert not fits(("chess", "S"), ("chess", "T"))
    assert not fits(("chess", "U"), count=2)
    bare = replace(space, problem=replace(problem, site=replace(site, equipment={})))
    assert broken_rows(clause(27), bare, {opens["chess", "U"]: 1}) != ()


@pytest.mark.parametrize(("floor", "cost"), [(1, 0), (2, 1), (3, 2)])
def test_stairs_cost_young_groups_from_the_first_floor_up(floor: int, cost: int) -> None:
    """Homeroom A as a first grade in its own room; without a strand a club has no grades to climb."""
    homes = {k: replace(h, grade=1) for k, h in PROBLEM.homerooms.items()}
    problem = small_problem(homerooms=homes)
    room, at = replace(PROBLEM.site.venues["RA"], floor=floor), (Occurrence(DAYS[0], P1, "main"),)
    group = Group("g", Kind.HOMEWORK, Period.P1, DAYS[0], P1, Stage.PRIMARY, (("A", 4),), (), 0)
    place = PlaceOption(Placed("g", "RA"), "g", room, 1, group.kind, at, 4, group=group)
    found = costs(26, Space(problem=problem, places=(place,)), TierName.WISHES)
    assert sum(c.coefficient for c in found) == cost
    assert len(found) == (cost > 0)
    club = replace(place, group=None, club=replace(CHESS, grades=frozenset({1})), what="chess.S.1")
    assert costs(26, Space(problem=problem, places=(club,)), TierName.WISHES) == []
