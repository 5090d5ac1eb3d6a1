"""Row 25 of the notice: quotas by homeroom and grade, places kept for priority groups, pupils kept apart."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows, numbers, say_both
from small import small_plan, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Breach
from scheduler.clauses.space import Amount, Opening, SeatOption, Sits, Space
from scheduler.domain.demand import Choice, Homeroom, Mode
from scheduler.domain.offer import SectionId
from scheduler.domain.people import Stage
from scheduler.domain.plan import OpenSection, Plan, Seat
from scheduler.domain.problem import Problem

BASE = small_problem()
CHESS = ("chess", "S")
QUOTAS = clause(25)
BOTH = (Choice("chess"), Choice("painting"))


def school(heads: Mapping[str, int], pupils: Mapping[str, Mapping[str, Any]] | None = None, **chess: Any) -> Problem:
    """Homerooms with so many pupils, A1, A2 ..., who all wish for chess; chess changed, some pupils changed.

    Homerooms A and B are of grade 3, C is of grade 4; both grades have chess in strand S.
    """
    club = replace(BASE.clubs["chess"], **{"grades": frozenset({3, 4}), "max_sections": 2, **chess})
    everybody = [(room, f"{room}{k}") for room, count in heads.items() for k in range(1, count + 1)]
    return small_problem(
        homerooms={**BASE.homerooms, "C": Homeroom("C", 4, Stage.PRIMARY, 4, "RA", None)},
        times=BASE.times | {(4, day.date): BASE.times[3, day.date] for day in BASE.days},
        strands={"S": replace(BASE.strands["S"], grades=frozenset({3, 4}))},
        clubs={**BASE.clubs, "chess": club},
        pupils={
            key: replace(BASE.pupils["A2"], id=key, homeroom=room, **{"choices": BOTH, **(pupils or {}).get(key, {})})
            for room, key in everybody
        },
    )


def seats(problem: Problem) -> tuple[SeatOption, ...]:
    """Every pupil of the problem may sit in chess, those who do not wish for it outside their list."""
    club, strand = problem.clubs["chess"], problem.strands["S"]
    return tuple(
        SeatOption(Sits(p.id, *CHESS), p.id, p.homeroom, club, strand, p.rank("S", "chess"))
        for p in problem.pupils.values()
    )


def settled(problem: Problem, sections: int, **more: Any) -> Space:
    """Seats with the number of chess sections known."""
    return Space(problem=problem, opened={CHESS: sections}, seating=True, seats=seats(problem), **more)


def closable(problem: Problem, sections: int, **more: Any) -> tuple[Space, Amount]:
    """Seats with the number of chess sections still free, and its key."""
    key = Amount("opens", CHESS, 0, sections)
    free = (Opening(key, problem.clubs["chess"], problem.strands["S"]),)
    return Space(problem=problem, openings=free, opened={}, seating=True, seats=seats(problem), **more), key


def sitting(pupils: Collection[str]) -> dict[Any, int]:
    """The keys of these pupils' seats in chess."""
    return {Sits(pupil, *CHESS): 1 for pupil in pupils}


def held(problem: Problem, pupils: Collection[str], sections: int) -> Plan:
    """These pupils dealt over so many sections of chess, and nothing else."""
    opened = tuple(OpenSection(SectionId(*CHESS, n), None, None) for n in range(1, sections + 1))
    dealt = tuple(
        Seat(pupil, opened[index % sections].id, problem.pupils[pupil].rank("S", "chess"))
        for index, pupil in enumerate(sorted(pupils))
    )
    return replace(small_plan(), sections=opened, seats=dealt, sessions=(), posts=())


def found(problem: Problem, pupils: Collection[str], sections: int) -> list[Breach]:
    """What the judge says of clause 25."""
    return list(QUOTAS.breaches(problem, held(problem, pupils, sections)))


def all_sides(problem: Problem, pupils: Collection[str], sections: int) -> set[bool]:
    """Whether rows with sections settled, rows with sections free, and judge allow these pupils in chess."""
    space, key = closable(problem, 2)
    return {
        allowed(QUOTAS, settled(problem, sections), sitting(pupils)),
        allowed(QUOTAS, space, {**sitting(pupils), key: sections}),
        not found(problem, pupils, sections),
    }


def names(room: str, count: int) -> list[str]:
    """The first `count` pupils of a homeroom."""
    return [f"{room}{k}" for k in range(1, count + 1)]


@pytest.mark.parametrize(
    ("here", "sections", "may"),
    # Two of a homeroom in a section: 2 in one section, 4 in two.
    [(1, 1, True), (2, 1, True), (3, 1, False), (3, 2, True), (4, 2, True), (5, 2, False)],
)
def test_a_homeroom_holds_no_more_than_its_quota_of_every_section(here: int, sections: int, may: bool) -> None:
    """The two of B who sit there count for B alone."""
    problem = school({"A": 6, "B": 6}, most_a_homeroom=2)
    assert all_sides(problem, [*names("A", here), *names("B", 2)], sections) == {may}


@pytest.mark.parametrize(
    ("a", "b", "c", "sections", "may"),
    # Three of a grade in a section; A and B are grade 3, C is grade 4.
    [
        (1, 1, 3, 1, True), (2, 1, 3, 1, True), (2, 2, 0, 1, False), (0, 0, 4, 1, False),
        (3, 2, 0, 2, True), (3, 3, 6, 2, True), (4, 3, 0, 2, False), (0, 0, 7, 2, False),
    ],
)  # fmt: skip
def test_a_grade_holds_no_more_than_its_quota_of_every_section(
    a: int, b: int, c: int, sections: int, may: bool
) -> None:
    """Homerooms of one grade share its quota."""
    problem = school({"A": 7, "B": 7, "C": 7}, most_a_grade=3)
    assert all_sides(problem, [*names("A", a), *names("B", b), *names("C", c)], sections) == {may}


def member(*pupils: str, **more: Any) -> dict[str, dict[str, Any]]:
    """These pupils belong to the priority group `left_behind`."""
    return {pupil: {"priority": frozenset({"left_behind"}), **more} for pupil in pupils}


@pytest.mark.parametrize(
    ("wishers", "others", "sections", "may"),
    # Capacity 4, two kept in a section. One section with at least two wishers: 4 - 2 = 2 others.
    [(3, 1, 1, True), (3, 2, 1, True), (3, 3, 1, False),
     # Fewer wishers than places kept: 4 - 1 = 3 others, and with nobody of the group all 4.
     (1, 3, 1, True), (1, 4, 1, False), (0, 4, 1, True), (0, 5, 1, False),
     # Two sections keep 4: 8 - 4 = 4 others.
     (4, 4, 2, True), (4, 5, 2, False)],
)  # fmt: skip
def test_places_are_kept_for_those_of_the_group_who_wish_for_the_club(
    wishers: int, others: int, sections: int, may: bool
) -> None:
    """Kept whether or not the group's pupils sit there; the rules without a place kept bound others by capacity."""
    problem = school({"A": 6, "B": 6}, member(*names("A", wishers)), capacity=4, reserved={"left_behind": 2})
    assert all_sides(problem, names("B", others), sections) == {may}


@pytest.mark.parametrize(
    ("others", "sections", "may"), [(2, 1, True), (3, 1, False), (5, 2, True), (6, 2, False), (1, 0, False)]
)
def test_wishers_short_of_two_sections_places_free_the_rest(others: int, sections: int, may: bool) -> None:
    """Capacity 4, two kept in a section, three wishers: 4 - 2 = 2 others in one section, 8 - 3 = 5 in two."""
    problem = school({"A": 3, "B": 6}, member(*names("A", 3)), capacity=4, reserved={"left_behind": 2})
    space, key = closable(problem, 2)
    here = sitting(names("B", others))
    assert allowed(QUOTAS, space, {**here, key: sections}) is may
    assert allowed(QUOTAS, settled(problem, sections), here) is may
    if sections:
        assert (not found(problem, names("B", others), sections)) is may


@pytest.mark.parametrize(("others", "may"), [(2, True), (3, False)])
def test_a_member_who_did_not_ask_takes_no_kept_place(others: int, may: bool) -> None:
    """Capacity 4, one kept, A1 asks. A2 of the group sits there outside the list, as one of 4 - 1 = 3 others."""
    pupils = {**member("A1"), **member("A2", choices=(Choice("painting"),))}
    problem = school({"A": 2, "B": 3}, pupils, capacity=4, reserved={"left_behind": 1})
    assert all_sides(problem, ["A1", "A2", *names("B", others)], 1) == {may}


@pytest.mark.parametrize("reason", ["not wished for", "another grade", "not attending"])
def test_no_place_is_kept_for_a_member_who_cannot_want_it(reason: str) -> None:
    """A1 of the group wishes for painting alone, is of a grade without the club, or is away: all 4 places are free."""
    change: dict[str, dict[str, Any]] = {
        "not wished for": {"choices": (Choice("painting"),)},
        "another grade": {},
        "not attending": {"days": {}},
    }
    room = "C" if reason == "another grade" else "A"
    problem = school({room: 1, "B": 5}, member(f"{room}1", **change[reason]), capacity=4, reserved={"left_behind": 1})
    if room == "C":
        problem = replace(
            problem, clubs={**problem.clubs, "chess": replace(problem.clubs["chess"], grades=frozenset({3}))}
        )
    assert not found(problem, names("B", 4), 1)
    assert found(problem, names("B", 5), 1)


def test_a_smaller_venue_leaves_the_kept_places_as_they_are() -> None:
    """A room for 3 with one place kept for a wisher: 2 others, though the club's capacity of 4 would allow 3."""
    problem = school({"A": 1, "B": 4}, member("A1"), capacity=4, reserved={"left_behind": 1})
    space = settled(problem, 1, section_limit={CHESS: 3})
    assert allowed(QUOTAS, space, sitting(names("B", 2)))
    assert not allowed(QUOTAS, space, sitting(names("B", 3)))


@pytest.mark.parametrize("open_now", [True, False], ids=["settled", "free"])
def test_places_outside_the_list_count_for_quotas_and_as_pupils_outside_the_group(open_now: bool) -> None:
    """B1 listed and two of B unlisted: 3 > a homeroom's 2, 3 > a grade's 2, 3 others > 4 - 2 kept; with one, 2."""
    fill = Amount("fill", ("B", *CHESS), 0, 4)
    fills = {("B", *CHESS): fill}
    for rule, members in (
        ({"most_a_homeroom": 2}, ()),
        ({"most_a_grade": 2}, ()),
        ({"capacity": 4, "reserved": {"left_behind": 2}}, ("A1", "A2")),
    ):
        problem = school({"A": 2, "B": 4}, member(*members), **rule)
        chosen: dict[Any, int] = sitting(["B1"])
        space, key = (settled(problem, 1, fills=fills), None) if open_now else closable(problem, 2, fills=fills)
        chosen |= {} if key is None else {key: 1}
        assert allowed(QUOTAS, space, {**chosen, fill: 1}), rule
        assert not allowed(QUOTAS, space, {**chosen, fill: 2}), rule


def test_fills_of_another_club_do_not_count() -> None:
    """Four unlisted pupils of B in painting leave chess's quota of one untouched."""
    problem = school({"A": 1, "B": 4}, most_a_homeroom=1)
    fill = Amount("fill", ("B", "painting", "S"), 0, 4)
    space = settled(problem, 1, fills={fill.of: fill})
    assert allowed(QUOTAS, space, {**sitting(["B1"]), fill: 4})


def test_a_quota_of_none_shuts_the_club_to_the_homeroom() -> None:
    """most_a_homeroom 0 is a quota, not the want of one."""
    problem = school({"A": 1}, most_a_homeroom=0)
    assert all_sides(problem, ["A1"], 1) == {False}
    assert all_sides(problem, [], 1) == {True}


@pytest.mark.parametrize(
    ("asks", "pair", "may"),
    # A1 asks to be apart from A2, or A2 from A1: either way the two do not share the club; anybody else may.
    [("A1", ("A1", "A2"), False), ("A2", ("A1", "A2"), False), ("A1", ("A1", "A3"), True), ("A1", ("A1",), True)],
)
def test_pupils_to_be_kept_apart_do_not_share_a_club(asks: str, pair: tuple[str, ...], may: bool) -> None:
    """Not in one section, nor in two sections of one club in the strand."""
    other = {"A1": "A2", "A2": "A1"}[asks]
    problem = school({"A": 3}, {asks: {"apart": frozenset({other})}})
    for sections in (1, 2):
        assert all_sides(problem, pair, sections) == {may}


def test_pupils_kept_apart_may_hold_one_club_in_two_strands() -> None:
    """A1 plays chess in S, A2 in T: never in one room together."""
    problem = school({"A": 2}, {"A1": {"apart": frozenset({"A2"})}})
    problem = replace(problem, strands={**problem.strands, "T": replace(problem.strands["S"], id="T")})
    one, other = SectionId("chess", "S", 1), SectionId("chess", "T", 1)
    plan = held(problem, ["A1"], 1)
    plan = replace(plan, sections=(*plan.sections, OpenSection(other, None, None)))
    assert not list(QUOTAS.breaches(problem, replace(plan, seats=(Seat("A1", one, 0), Seat("A2", other, 0)))))
    assert list(QUOTAS.breaches(problem, replace(plan, seats=(Seat("A1", one, 0), Seat("A2", one, 0)))))


def test_nothing_is_asked_of_a_school_without_rules_or_without_a_roster() -> None:
    """No row at all; counts mode has no pupils to count."""
    everybody = school({"A": 6, "B": 6})
    assert not list(QUOTAS.rows(settled(everybody, 1)))
    strict = school({"A": 6}, most_a_homeroom=1)
    assert broken_rows(QUOTAS, settled(strict, 1), sitting(names("A", 2)))
    assert not list(QUOTAS.rows(settled(replace(strict, mode=Mode.COUNTS), 1)))


def test_every_breach_says_who_how_many_and_how_many_may_in_both_languages() -> None:
    """One section of 4, quotas of 1 a homeroom and 2 a grade, 2 places kept, A1 apart from B1: A1, B1, B2 sit there."""
    rules = {"most_a_homeroom": 1, "most_a_grade": 2, "capacity": 4, "reserved": {"left_behind": 2}}
    problem = school({"A": 3, "B": 2}, {**member("A2", "A3"), "A1": {"apart": frozenset({"B1"})}}, **rules)
    breaches = found(problem, ["A1", "B1", "B2"], 1)
    assert [b.rule for b in breaches] == ["homeroom", "grade", "reserved", "apart"]
    assert [say_both(BOOK, breach) for breach in breaches] == [
        ("chess.S 有 B 班学生 2 名，超过该班限额 1 名", "chess.S has 2 pupils of homeroom B; its quota is 1"),
        ("chess.S 有 3 年级学生 3 名，超过该年级限额 2 名", "chess.S has 3 pupils of grade 3; its quota is 2"),
        (
            "chess.S 有 3 名学生不是申请该社团的 left_behind 学生，超过 2 名，占用了保留名额",
            "chess.S has 3 pupils who are not of left_behind or did not ask for it; "
            "2 may be, the other places are kept",
        ),
        ("chess.S 同时有不可同组的学生：A1、B1", "chess.S holds pupils to be kept apart: A1, B1"),
    ]


def test_the_small_plan_keeps_quotas_of_two() -> None:
    """Chess and painting each hold two of A and two of B: four of the grade, judged by the whole book."""
    for most, expected in (({"most_a_homeroom": 2, "most_a_grade": 4}, []), ({"most_a_grade": 3}, [25])):
        problem = small_problem(clubs={k: replace(c, **most) for k, c in BASE.clubs.items()})
        assert numbers(BOOK, problem, small_plan()) == expected
