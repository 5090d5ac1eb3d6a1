"""Row 26 of the notice: a fitting, safe place for everybody."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows, least_cost, marks, numbers, with_session
from small import CARE, DAYS, MONDAY, P1, P2, small_plan, small_problem

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
)
from scheduler.domain.demand import Homeroom, Period
from scheduler.domain.groups import Group, GroupOption, Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import Stage
from scheduler.domain.places import Venue
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key

PROBLEM = small_problem()
VENUES = clause(26)
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CHESS_MONDAY = f"club/{MONDAY}/chess.S.1"
CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"


def venue(**changes: Any) -> Venue:
    """Homeroom A's classroom: 40 seats, ground floor, two minutes from the gate."""
    return replace(PROBLEM.site.venues["RA"], **changes)


def at(problem: Problem, **changes: Any) -> Problem:
    """The problem with homeroom A's classroom changed."""
    return replace(problem, site=replace(problem.site, venues={**problem.site.venues, "RA": venue(**changes)}))


def group(name: str, kind: Kind = Kind.HOMEWORK, interval: Interval = P1, heads: Any = (("A", 4),)) -> Group:
    """A group on Monday; the period follows the interval."""
    period = {P1: Period.P1, P2: Period.P2, CARE: Period.EXTENDED}[interval]
    return Group(name, kind, period, DAYS[0], interval, Stage.PRIMARY, heads, (), 0)


def place(what: Group, where: Venue, size: int = 4) -> PlaceOption:
    """The group may use the venue."""
    meetings = (Occurrence(what.day, what.interval, where.building),)
    return PlaceOption(Placed(what.id, where.id), what.id, where, 1, what.kind, meetings, size, group=what)


def gathered(*groups: Group) -> tuple[GatherOption, ...]:
    """One option a group, named like it."""
    return tuple(GatherOption(Gathers(g.id), GroupOption(g.id, g.homerooms, g.period, g.day, (g,))) for g in groups)


@pytest.mark.parametrize(
    ("change", "size", "fits", "rule"),
    [
        ({"capacity": 3}, 4, False, "full"),
        ({"capacity": 4}, 4, True, None),
        ({"capacity": 5}, 4, True, None),
        ({"closed": frozenset({MONDAY})}, 4, False, "closed"),
        ({"closed": frozenset({DAYS[1].date})}, 4, True, None),
        ({"kind": "gym"}, 4, False, "unsuited"),  # homework needs seats
        ({"kind": "reading"}, 4, True, None),
    ],
)
def test_a_venue_holds_suits_and_is_open(change: dict[str, Any], size: int, fits: bool, rule: str | None) -> None:
    """Homeroom A's homework on Monday, four pupils, in a changed classroom: engine and judge agree."""
    homework = group("g")
    space = Space(problem=PROBLEM, gathers=gathered(homework), places=(place(homework, venue(**change), size),))
    assert allowed(VENUES, space, [Gathers("g"), Placed("g", "RA")]) is fits
    found = [b.rule for b in VENUES.breaches(at(PROBLEM, **change), small_plan()) if b.where == HOMEWORK_A]
    assert found == ([] if rule is None else [rule])


@pytest.mark.parametrize(("kinds", "fits"), [(("classroom",), True), (("art", "classroom"), True), (("art",), False)])
def test_a_club_meets_in_its_own_kinds_of_venue(kinds: tuple[str, ...], fits: bool) -> None:
    """Chess in a classroom."""
    club = replace(PROBLEM.clubs["chess"], venue_kinds=kinds)
    problem = small_problem(clubs={**PROBLEM.clubs, "chess": club})
    meetings = (Occurrence(DAYS[0], P2, "main"),)
    option = PlaceOption(
        Placed("chess.S.1", "RA"), "chess.S.1", venue(), 1, Kind.CLUB, meetings, 4, club=club,
        strand=problem.strands["S"],
    )  # fmt: skip
    space = Space(problem=problem, opened={("chess", "S"): 1}, places=(option,))
    assert allowed(VENUES, space, [option.key]) is fits
    assert numbers(BOOK, problem, small_plan()) == ([] if fits else [26])


@pytest.mark.parametrize(
    ("chosen", "cost"),
    [
        ((), 0),  # does not gather, needs no place
        (("gather",), 10),
        (("gather", "RA"), 0),
        (("gather", "RA", "ART"), None),  # two venues
        (("RA",), None),  # a venue for a group that does not meet
    ],
)
def test_a_group_that_meets_has_one_venue_or_counts_as_short(chosen: tuple[str, ...], cost: int | None) -> None:
    """A missing place costs 10."""
    homework = group("g")
    places = tuple(place(homework, PROBLEM.site.venues[v]) for v in ("RA", "ART"))
    space = Space(problem=PROBLEM, gathers=gathered(homework), places=places)
    keys = [Gathers("g") if word == "gather" else Placed("g", word) for word in chosen]
    assert least_cost(VENUES, space, keys) == cost


@pytest.mark.parametrize(
    ("second", "may"),
    [
        (P1, False),
        (Interval(1009, 1069), False),  # begins in the first group's last minute
        (Interval(1010, 1070), True),  # begins as it ends, 16:50
    ],
)
def test_a_venue_is_given_to_one_group_at_a_time(second: Interval, may: bool) -> None:
    """A's homework 15:50-16:50 and another group in the same classroom: engine and judge agree."""
    first, other = group("g"), replace(group("h"), interval=second)
    space = Space(
        problem=PROBLEM, gathers=gathered(first, other), places=(place(first, venue()), place(other, venue()))
    )
    assert allowed(VENUES, space, [Gathers("g"), Gathers("h"), Placed("g", "RA"), Placed("h", "RA")]) is may
    plan = with_session(small_plan(), f"homework/{MONDAY}/B/1/1", venue="RA", interval=second)
    found = [b.rule for b in VENUES.breaches(PROBLEM, plan) if b.where == HOMEWORK_A]
    assert found == ([] if may else ["shared"])


def test_two_groups_in_one_room_break_only_this_clause() -> None:
    """B's homework moved into A's classroom on Monday."""
    plan = with_session(small_plan(), f"homework/{MONDAY}/B/1/1", venue="RA")
    assert numbers(BOOK, PROBLEM, plan) == [26]
    (found,) = VENUES.breaches(PROBLEM, plan)
    assert (found.where, found.facts["other"], found.facts["venue"]) == (HOMEWORK_A, f"homework/{MONDAY}/B/1/1", "RA")


def test_sessions_and_sections_without_a_venue_are_short() -> None:
    """One homework group and one section: 10 each, though the section's two meetings are two breaches."""
    plan = with_session(small_plan(), HOMEWORK_A, venue=None)
    assert marks(VENUES.breaches(PROBLEM, plan)) == [(26, "none", HOMEWORK_A)]
    chess, painting = plan.sections
    plan = replace(plan, sections=(replace(chess, venue=None), painting))
    assert VENUES.recount(PROBLEM, plan)[TierName.SHORTAGE] == 20


def housing(problem: Problem, capacity: int, count: int, seated: int) -> tuple[Space, Amount, Amount, list[Key]]:
    """Up to two sections of chess in `count` venues alike of that capacity; `seated` pupils may sit in it."""
    club, strand = problem.clubs["chess"], problem.strands["S"]
    opens = Amount("opens", ("chess", "S"), 0, 2)
    housed = Amount("housed", ("chess", "S", "RA"), 0, 2)
    meetings = (Occurrence(DAYS[0], P2, "main"),)
    option = PlaceOption(
        housed, "chess", venue(capacity=capacity), count, Kind.CLUB, meetings, None, club=club, strand=strand
    )
    pupils = [f"{room}{k}" for room in "AB" for k in range(1, 5)][:seated]
    seats = tuple(SeatOption(Sits(p, "chess", "S"), p, p[0], club, strand, 0) for p in pupils)
    space = Space(problem=problem, openings=(Opening(opens, club, strand),), seats=seats, places=(option,))
    return space, opens, housed, [seat.key for seat in seats]


@pytest.mark.parametrize(
    ("opened", "housed", "cost"),
    [(0, 0, 0), (1, 1, 0), (1, 0, 10), (2, 1, 10), (2, 0, 20), (0, 1, None), (2, 2, 0)],
)
def test_open_sections_are_housed_or_short(opened: int, housed: int, cost: int | None) -> None:
    """Two venues alike: as many in use as sections open, less those short."""
    space, opens, houses, _ = housing(PROBLEM, 40, 2, 0)
    assert least_cost(VENUES, space, {opens: opened, houses: housed}) == cost


@pytest.mark.parametrize(("count", "may"), [(1, False), (2, True)])
def test_venues_alike_are_no_more_than_there_are(count: int, may: bool) -> None:
    """Chess and another club at one time want one venue each of a class of `count`."""
    space, _, housed, _ = housing(PROBLEM, 40, count, 0)
    painting = replace(
        space.places[0], key=Amount("housed", ("painting", "S", "RA"), 0, 1), what="painting",
        club=replace(PROBLEM.clubs["painting"], venue_kinds=("classroom",)),
    )  # fmt: skip
    space = Space(problem=PROBLEM, places=(space.places[0], painting))
    assert allowed(VENUES, space, {housed: 1, painting.key: 1}) is may


@pytest.mark.parametrize(
    ("opened", "pupils", "may"),
    # The venues hold 3, the club 20: sections are of even size, so 3 pupils a section at most.
    [(1, 3, True), (1, 4, False), (2, 6, True), (2, 7, False)],
)
def test_small_venues_bound_the_sections_in_them(opened: int, pupils: int, may: bool) -> None:
    """Eight pupils may sit in chess, `pupils` do."""
    space, opens, housed, seats = housing(PROBLEM, 3, 2, 8)
    chosen = {**{key: int(k < pupils) for k, key in enumerate(seats)}, opens: opened, housed: opened}
    assert allowed(VENUES, space, chosen) is may


@pytest.mark.parametrize(("pupils", "may"), [(5, True), (6, True), (7, False)])
def test_the_size_settled_with_the_offer_bounds_the_seats(pupils: int, may: bool) -> None:
    """Two sections of at most three pupils each."""
    space, _, _, seats = housing(PROBLEM, 3, 2, 8)
    limits = {("chess", "S"): 3}
    seating = Space(PROBLEM, opened={("chess", "S"): 2}, section_limit=limits, seating=True, seats=space.seats)
    broken = broken_rows(VENUES, seating, seats[:pupils])
    assert (not broken) is may


@pytest.mark.parametrize(("venues", "cost"), [((), 20), (("RA",), 10), (("RA", "RB"), 0)])
def test_every_open_section_is_named_a_venue_or_short(venues: tuple[str, ...], cost: int) -> None:
    """Two open sections of chess, each 10 when it has no venue."""
    club, strand = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
    options = tuple(
        PlaceOption(
            Placed(str(SectionId("chess", "S", n)), v), str(SectionId("chess", "S", n)), PROBLEM.site.venues[v], 1,
            Kind.CLUB, (Occurrence(DAYS[0], P2, "main"),), 2, club=club, strand=strand,
        )
        for n, v in ((1, "RA"), (2, "RB"))
    )  # fmt: skip
    space = Space(problem=PROBLEM, opened={("chess", "S"): 2}, places=options)
    chosen = [option.key for option, _ in zip(options, venues, strict=False)]
    assert least_cost(VENUES, space, chosen) == cost


def wish_cost(problem: Problem, what: Group, where: Venue) -> int:
    """The engine's wish cost of the group gathering and meeting there."""
    space = Space(problem=problem, gathers=gathered(what), places=(place(what, where, what.size),))
    cost = least_cost(VENUES, space, [Gathers(what.id), Placed(what.id, where.id)], TierName.WISHES)
    assert cost is not None
    return cost


def low(problem: Problem) -> Problem:
    """The problem with homerooms A and B in grade 2."""
    rooms = {k: Homeroom(k, 2, Stage.PRIMARY, 4, f"R{k}", None) for k in "AB"}
    return replace(
        problem, homerooms=rooms, times={**problem.times, **{(2, d.date): problem.times[3, d.date] for d in DAYS}}
    )


@pytest.mark.parametrize(
    ("kind", "interval", "heads", "change", "grade", "merge", "cost"),
    [
        # Own classroom, ground floor, four pupils: one adult.
        (Kind.HOMEWORK, P1, (("A", 4),), {}, 3, False, 1),
        # Upstairs costs grade 3 nothing, grade 2 a point a floor.
        (Kind.HOMEWORK, P1, (("A", 4),), {"floor": 3}, 3, False, 1),
        (Kind.HOMEWORK, P1, (("A", 4),), {"floor": 3}, 2, False, 1 + 2),
        # Somebody else's room: one more.
        (Kind.CLASS_ACTIVITY, P2, (("A", 4),), {"homeroom": "B"}, 3, False, 1 + 1),
        # Merged in A's room: one adult, and 2 for the homeroom joined unless merging is preferred.
        (Kind.HOMEWORK, P1, (("A", 4), ("B", 4)), {}, 3, False, 1 + 2),
        (Kind.HOMEWORK, P1, (("A", 4), ("B", 4)), {}, 3, True, 1),
        # 56 pupils at 55 an adult: two adults.
        (Kind.HOMEWORK, P1, (("A", 55),), {"capacity": 60}, 3, False, 1),
        (Kind.HOMEWORK, P1, (("A", 56),), {"capacity": 60}, 3, False, 2),
        # Care: its pair of adults and the minutes to the gate; joining homerooms is its nature, rooms are nobody's.
        (Kind.EXTENDED_CARE, CARE, (("A", 1), ("B", 1)), {"gate_minutes": 5}, 3, False, 2 + 5),
        (Kind.EXTENDED_CARE, CARE, (("A", 1), ("B", 1)), {"gate_minutes": 5, "floor": 2}, 2, False, 2 + 5 + 1),
    ],
)
def test_wishes_of_a_group_are_one_formula_on_both_sides(
    kind: Kind, interval: Interval, heads: Any, change: dict[str, Any], grade: int, merge: bool, cost: int
) -> None:
    """The engine's cost of a group in a venue, and the judge's of a plan that holds only this session."""
    problem = at(low(PROBLEM) if grade == 2 else PROBLEM, **change)
    problem = replace(problem, prefer_merge=merge)
    what = group("g", kind, interval, heads)
    assert wish_cost(problem, what, problem.site.venues["RA"]) == cost
    session = next(s for s in small_plan().sessions if s.id == HOMEWORK_A)
    alone = replace(session, kind=kind, interval=interval, heads=heads, roster=())
    plan = replace(small_plan(), sessions=(alone,), sections=())
    assert VENUES.recount(problem, plan)[TierName.WISHES] == cost


@pytest.mark.parametrize(("grades", "cost"), [({2, 3}, 2), ({3}, 0)])
def test_sections_of_low_grades_belong_downstairs(grades: set[int], cost: int) -> None:
    """Chess on the third floor: two points if grade 2 may join, none if not."""
    problem = at(PROBLEM, floor=3)
    club = replace(problem.clubs["chess"], grades=frozenset(grades))
    strand = replace(problem.strands["S"], grades=frozenset({2, 3}))
    problem = replace(problem, clubs={**problem.clubs, "chess": club}, strands={"S": strand})
    where = problem.site.venues["RA"]
    key = Placed("chess.S.1", "RA")
    option = PlaceOption(
        key, "chess.S.1", where, 1, Kind.CLUB, (Occurrence(DAYS[0], P2, "main"),), 4, club=club, strand=strand
    )
    space = Space(problem=problem, opened={("chess", "S"): 1}, places=(option,))
    assert least_cost(VENUES, space, [key], TierName.WISHES) == cost
    plan = replace(small_plan(), sessions=(), sections=small_plan().sections[:1])
    assert VENUES.recount(problem, plan)[TierName.WISHES] == cost
