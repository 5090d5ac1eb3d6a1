"""Rows where a stage has something rare to decide: places outside the lists, support groups, evenings, chaperones."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import broken_rows, least_cost
from small import DAYS, P1, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.space import (
    Amount,
    GatherOption,
    Gathers,
    Occurrence,
    Opening,
    Placed,
    PlaceOption,
    SeatOption,
    Sits,
    Space,
    Unlisted,
)
from scheduler.domain.demand import Mode, Period, SupportGroup
from scheduler.domain.groups import Group, GroupOption, Kind, support_sessions
from scheduler.domain.offer import Strand
from scheduler.domain.people import Stage
from scheduler.domain.places import Site
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
EVENING = Interval(1140, 1220)
TWO = small_problem(strands={**PROBLEM.strands, "T": Strand("T", frozenset({3}), frozenset({2, 4}))})


def fill(room: str, club: str, strand: str, upper: int = 4) -> Amount:
    """Places of a club for pupils of a homeroom outside whose lists it is."""
    return Amount("fill", (room, club, strand), 0, upper)


@pytest.mark.parametrize(
    ("first", "second", "listed", "may"),
    [(1, 1, 0, True), (2, 0, 0, True), (1, 2, 0, False), (1, 1, 1, False), (0, 1, 1, True), (2, 1, 0, False)],
)
def test_a_homeroom_holds_a_club_in_two_strands_no_more_often_than_it_has_pupils(
    first: int, second: int, listed: int, may: bool
) -> None:
    """Two pupils of A take what is left of chess in both strands; a listed place counts as well; B's are its own."""
    fills = {key.of: key for key in (fill("A", "chess", "S"), fill("A", "chess", "T"), fill("B", "chess", "S"))}
    unlisted = {(p, s): Unlisted(p, s) for p in ("A1", "A2", "B1") for s in "ST"}
    sits = Sits("A1", "chess", "S")
    seat = SeatOption(sits, "A1", "A", TWO.clubs["chess"], TWO.strands["S"], 0)
    space = Space(problem=TWO, seating=True, opened={}, seats=(seat,), fills=fills, unlisted=unlisted)
    values = {
        fills["A", "chess", "S"]: first,
        fills["A", "chess", "T"]: second,
        sits: listed,
        fills["B", "chess", "S"]: 4,
    }
    assert (broken_rows(clause(56), space, values) == ()) is may
    assert broken_rows(clause(56), replace(space, problem=replace(TWO, same_club_twice=True)), values) == ()


def test_a_club_in_one_strand_needs_no_row() -> None:
    """Nobody can hold it twice."""
    keys = {key.of: key for key in (fill("A", "chess", "S"), fill("A", "painting", "T"))}
    seat = SeatOption(Sits("A1", "chess", "S"), "A1", "A", TWO.clubs["chess"], TWO.strands["S"], 0)
    assert list(clause(56).rows(Space(problem=TWO, seating=True, opened={}, seats=(seat,), fills=keys))) == []


def support_school(mode: Mode) -> Problem:
    """A support group of four on Monday."""
    group = SupportGroup("HELP", "support", "maths", frozenset({3}), frozenset({1}), 4)
    pupils = {k: replace(p, support="HELP" if p.homeroom == "A" else None) for k, p in PROBLEM.pupils.items()}
    return small_problem(mode=mode, support_groups={"HELP": group}, pupils=pupils)


@pytest.mark.parametrize("mode", Mode)
def test_a_support_group_meets_whatever_is_decided_and_wants_one_room(mode: Mode) -> None:
    """No room is short by ten, one is fitting, two are refused; the stage that gathers homerooms asks for it."""
    problem = support_school(mode)
    (group,) = support_sessions(problem, DAYS[0])
    at = (Occurrence(DAYS[0], P1, "main"),)
    rooms = [
        PlaceOption(Placed(group.id, v), group.id, problem.site.venues[v], 1, group.kind, at, group.size, group=group)
        for v in ("RA", "RB")
    ]
    gathers = (GatherOption(Gathers("B"), GroupOption("B", ("B",), Period.P1, DAYS[0], ())),)
    space = Space(problem=problem, places=tuple(rooms), gathers=gathers)
    keys = [room.key for room in rooms]
    none = {gathers[0].key: 0}
    assert least_cost(clause(26), space, none) == 10
    assert least_cost(clause(26), space, {**none, keys[0]: 1}) == 0
    assert least_cost(clause(26), space, {**none, keys[0]: 1, keys[1]: 1}) is None
    assert list(clause(26).rows(replace(space, gathers=(), places=()))) == []


@pytest.mark.parametrize(("listed", "outside", "may"), [(2, 0, True), (1, 1, True), (2, 1, False), (0, 3, False)])
@pytest.mark.parametrize("shut", [False, True])
def test_a_section_takes_no_more_than_its_venue_holds(listed: int, outside: int, may: bool, shut: bool) -> None:
    """The venue settled before holds two, whoever listed the club; a section that may still shut holds them too."""
    seats = tuple(
        SeatOption(Sits(p, "chess", "S"), p, "A", PROBLEM.clubs["chess"], PROBLEM.strands["S"], 0) for p in ("A1", "A2")
    )
    key = fill("A", "chess", "S")
    opens = Amount("opens", ("chess", "S"), 0, 1)
    openings = (Opening(opens, PROBLEM.clubs["chess"], PROBLEM.strands["S"]),) if shut else ()
    space = Space(
        problem=PROBLEM, seating=True, seats=seats, fills={key.of: key}, openings=openings,
        opened={} if shut else {("chess", "S"): 1}, section_limit={("chess", "S"): 2},
    )  # fmt: skip
    values = {seat.key: int(n < listed) for n, seat in enumerate(seats)} | {key: outside}
    assert (broken_rows(clause(26), space, {**values, opens: 1}) == ()) is may
    assert broken_rows(clause(26), replace(space, section_limit={}), {**values, opens: 1}) == ()
    unseated = [row.tag for row in clause(26).rows(replace(space, seating=False))]
    assert not [tag for tag in unseated if tag.startswith("26/limit")]


@pytest.mark.parametrize("number", [c.number for c in BOOK])
def test_a_stage_that_decides_nothing_asks_for_nothing(number: int) -> None:
    """No key, no row, and nothing to pay but constants."""
    assert list(clause(number).rows(Space(problem=PROBLEM))) == []
    assert [cost for cost in clause(number).costs(Space(problem=PROBLEM)) if cost.key is not None] == []


def test_sections_open_freely_in_a_stage_that_seats_nobody() -> None:
    """The stage of venues and leads alone: no pupils, no minimum."""
    opening = Opening(Amount("opens", ("chess", "S"), 0, 1), PROBLEM.clubs["chess"], PROBLEM.strands["S"])
    space = Space(problem=PROBLEM, openings=(opening,))
    assert list(clause(24).rows(space)) == []
    key = fill("A", "chess", "S")
    assert len(list(clause(24).rows(replace(space, fills={key.of: key})))) == 2


def test_only_counted_venues_too_small_for_a_full_section_bound_it() -> None:
    """A classroom of 10 for chess of 20: bounded where venues are counted and pupils seated; one of 20 never."""
    club, strand = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
    opening = Opening(Amount("opens", ("chess", "S"), 0, 1), club, strand)
    seat = SeatOption(Sits("A1", "chess", "S"), "A1", "A", club, strand, 0)

    def small(key: Any, capacity: int, seats: tuple[SeatOption, ...]) -> int:
        room = replace(PROBLEM.site.venues["RA"], capacity=capacity)
        place = PlaceOption(key, "chess/S", room, 1, Kind.CLUB, (), None, club=club, strand=strand)
        space = Space(problem=PROBLEM, openings=(opening,), seats=seats, seating=True, places=(place,))
        return sum(row.tag.startswith("26/small") for row in clause(26).rows(space))

    counted = Amount("housed", ("chess", "S", "RA"), 0, 1)
    assert small(counted, 10, (seat,)) == 2
    assert [small(counted, 20, (seat,)), small(counted, 10, ()), small(Placed("chess/S", "RA"), 10, (seat,))] == [
        0,
        0,
        0,
    ]


@pytest.mark.parametrize("kind", [Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.CLASS_ACTIVITY, Kind.EVENING_STUDY])
def test_a_homeroom_would_rather_be_in_its_own_room(kind: Kind) -> None:
    """1 for a class-based group in a room of others, 0 in its own; a support group belongs nowhere."""
    group = Group("g", kind, Period.P1, DAYS[0], P1, Stage.PRIMARY, (("A", 4),), (), 0)

    def cost(what: Group, venue: str) -> int:
        room, at = PROBLEM.site.venues[venue], (Occurrence(DAYS[0], P1, "main"),)
        place = PlaceOption(Placed("g", venue), "g", room, 1, what.kind, at, 4, group=what)
        return sum(
            c.coefficient for c in clause(26).costs(Space(problem=PROBLEM, places=(place,))) if c.key == place.key
        )

    assert (cost(group, "RA"), cost(group, "RB")) == (0, 1)
    assert cost(replace(group, kind=Kind.SUPPORT), "RB") == 0


@pytest.mark.parametrize(("stock", "may"), [(0, False), (1, False), (2, True)])
@pytest.mark.parametrize("together", [True, False])
def test_pieces_are_shared_by_sections_of_one_strand_and_of_strands_at_one_time(
    stock: int, may: bool, together: bool
) -> None:
    """Chess in two strands that meet at once, or two sections in one: one clock each; none named is none."""
    clock = replace(PROBLEM.clubs["chess"], equipment={"clock": 1})
    strands = {**PROBLEM.strands, "T": Strand("T", frozenset({3}), frozenset({1}))} if together else PROBLEM.strands
    site = Site(PROBLEM.site.venues, PROBLEM.site.gates, equipment={"clock": stock} if stock else {})
    problem = small_problem(strands=strands, site=site, clubs={"chess": clock, "painting": PROBLEM.clubs["painting"]})
    openings = tuple(Opening(Amount("opens", ("chess", s), 0, 2), clock, strand) for s, strand in strands.items())
    bare = Opening(Amount("opens", ("painting", "S"), 0, 2), PROBLEM.clubs["painting"], PROBLEM.strands["S"])
    values = {opening.key: 1 for opening in openings} if together else {openings[0].key: 2}
    space = Space(problem=problem, openings=(*openings, bare))
    assert (broken_rows(clause(27), space, {**values, bare.key: 2}) == ()) is may
