"""Counts of club places: equipment, skills and kinds of place, by grade and over all days of a strand."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.demand import Period
from scheduler.domain.offer import Club
from scheduler.domain.people import AdultKind
from scheduler.domain.places import Site
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason
from scheduler.explain.count import count_first
from scheduler.explain.equipment import _fewest, _seats
from scheduler.explain.shortage import Part, Resource, Shortage
from tests.small import DAYS, MONDAY, P2, PAPERS, TIMES, small_adult, small_problem

SECTIONS = st.lists(st.tuples(st.sampled_from([2, 4, 6]), st.integers(1, 5)), min_size=1, max_size=5)


def with_clubs(problem: Problem, **changes: dict[str, Any]) -> Problem:
    """The problem with some clubs changed."""
    clubs: dict[str, Club] = {k: replace(c, **changes.get(k, {})) for k, c in problem.clubs.items()}
    return replace(problem, clubs=clubs)


def two_grades(problem: Problem) -> Problem:
    """Homeroom B is of grade 4: chess is for grade 3, painting for grade 4, four pupils each."""
    rooms = {k: replace(h, grade=4 if k == "B" else 3) for k, h in problem.homerooms.items()}
    times = {(grade, day.date): TIMES for grade in (3, 4) for day in DAYS}
    strands = {"S": replace(problem.strands["S"], grades=frozenset({3, 4}))}
    wanted = replace(problem, homerooms=rooms, times=times, strands=strands)
    return with_clubs(wanted, chess={"grades": frozenset({3})}, painting={"grades": frozenset({4})})


def of(problem: Problem, resource: Resource) -> list[Shortage]:
    """Certain shortages of a resource."""
    return [s for s in count_first(problem).certain if s.resource is resource]


@pytest.mark.parametrize(("stock", "short"), [(7, 4), (8, 0), (9, 0)])
def test_clubs_that_share_equipment_are_counted_together(stock: int, short: int) -> None:
    """Chess and painting, 4 places and 4 pieces each, for 8 pupils: 8 pieces. With 7 one section opens: 8 - 4 left."""
    clubs = {key: {"capacity": 4, "equipment": {"kit": 4}} for key in ("chess", "painting")}
    problem = with_clubs(small_problem(), **clubs)
    problem = replace(problem, site=replace(problem.site, equipment={"kit": stock}))
    found = of(problem, Resource.EQUIPMENT)
    assert [(s.clause, s.wanted, s.supply, s.short) for s in found] == ([(27, 8, stock, short)] if short else [])
    for shortage in found:
        assert shortage.dates == (MONDAY, DAYS[2].date)
        assert shortage.parts == (Part("", 0, strand="S", thing="kit"),)
        assert "at least 8 pieces of kit" in shortage.say("en")
        assert "要用 kit 8 件" in shortage.say("zh")


def test_equipment_is_counted_for_the_grades_that_depend_on_it() -> None:
    """Grade 4 has painting alone, of which one section wants 4 pieces of 3; chess has room for 20 of grade 3."""
    problem = with_clubs(two_grades(small_problem()), painting={"equipment": {"kit": 4}})
    problem = replace(problem, site=replace(problem.site, equipment={"kit": 3}))
    (shortage,) = of(problem, Resource.EQUIPMENT)
    assert (shortage.parts[0].grades, shortage.wanted, shortage.supply, shortage.short) == ((4,), 4, 3, 4)


@given(sections=SECTIONS, stock=st.integers(0, 30), places=st.integers(1, 25))
def test_pieces_and_places_are_those_of_the_best_choice_of_sections(
    sections: list[tuple[int, int]], stock: int, places: int
) -> None:
    """Against every choice of open sections."""
    choices = [
        [s for s, opened in zip(sections, pick, strict=True) if opened]
        for pick in product((0, 1), repeat=len(sections))
    ]
    sums = [(sum(pieces for pieces, _ in c), sum(size for _, size in c)) for c in choices]
    assert int(_seats(sections, stock)[-1]) == max(size for pieces, size in sums if pieces <= stock)
    if places <= max(size for _, size in sums):
        assert _fewest(places, sections) == min(pieces for pieces, size in sums if size >= places)


@pytest.mark.parametrize(("able", "short"), [(False, 1), (True, 0)])
def test_a_skill_that_one_grade_depends_on_is_named(able: bool, short: int) -> None:
    """Grade 4 has painting alone, which T2 may lead or nobody; for both grades together chess would have room."""
    problem = two_grades(small_problem())
    skills = frozenset({"maths", "art"} if able else {"maths"})
    problem = replace(problem, adults={**problem.adults, "T2": replace(problem.adults["T2"], skills=skills)})
    found = of(problem, Resource.LED)
    assert [s.short for s in found] == [short] * bool(short)
    for shortage in found:
        assert (shortage.parts[0].grades, shortage.wanted, shortage.supply) == ((4,), 4, 0)
        assert [(part.skill, part.count) for part in shortage.lacking] == [("art", 1)]
        assert "by 1 those to lead art" in shortage.say("en")
        assert "grades 4" in shortage.say("en")
        assert "比可开的班数少：能带 美术 的 1 人" in shortage.say("zh")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"credentials": ()}, Reason(61, "papers")),
        ({"credentials": PAPERS, "absent": frozenset({DAYS[2].date})}, Reason(42, "away")),
        ({"credentials": PAPERS}, None),
    ],
)
def test_what_bars_those_who_could_lead_is_named(changes: dict[str, Any], reason: Reason | None) -> None:
    """Only V from outside knows art, and painting wants it of grade 4: with papers, on both days, nothing is short."""
    problem = two_grades(small_problem())
    outside = small_adult(
        "V", **{"kind": AdultKind.RETIRED, "skills": frozenset({"art"}), "sole_allowed": True, **changes}
    )
    teacher = replace(problem.adults["T2"], skills=frozenset({"maths"}))
    problem = replace(problem, adults={**problem.adults, "T2": teacher, "V": outside})
    assert [s.stopped for s in of(problem, Resource.LED)] == ([((reason, 1),)] if reason else [])


@pytest.mark.parametrize(("sunset", "short"), [(1079, 1), (1080, 0), (1081, 0)])
def test_a_ground_that_is_dark_is_no_place_for_the_only_club_of_a_grade(sunset: int, short: int) -> None:
    """Painting, grade 4's only club, meets on the playground until 18:00 (minute 1080)."""
    problem = with_clubs(two_grades(small_problem()), painting={"venue_kinds": ("playground",)})
    found = of(replace(problem, sunsets={day.date: sunset for day in DAYS}), Resource.HOUSED)
    assert [s.short for s in found] == [short] * bool(short)
    for shortage in found:
        assert shortage.stopped == ((Reason(79, "dark"), 1),)
        assert [(part.rooms, part.count) for part in shortage.lacking] == [(("playground",), 1)]
        assert "by 1 places of kind playground" in shortage.say("en")
        assert "操场 1 处" in shortage.say("zh")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"closed": frozenset({MONDAY})}, Reason(26, "closed")),
        ({"inspected_on": None}, Reason(76, "inspection")),
        ({"kind": "gym"}, None),
    ],
)
def test_closed_and_uninspected_rooms_are_told_apart(changes: dict[str, Any], reason: Reason | None) -> None:
    """ART, the only room for painting, is closed on Monday, or not inspected; as a gym it is no room for it at all."""
    problem = two_grades(small_problem())
    site = problem.site
    venues = {**site.venues, "ART": replace(site.venues["ART"], **changes)}
    (shortage,) = of(replace(problem, site=Site(venues, site.gates)), Resource.HOUSED)
    assert shortage.stopped == (((reason, 1),) if reason else ())


@pytest.mark.parametrize(("capacity", "short"), [(3, 2), (4, 0), (5, 0)])
def test_places_are_counted_for_the_pupils_of_all_days_of_a_strand(capacity: int, short: int) -> None:
    """A's four pupils come on Monday alone, B's on Wednesday alone: four at a time, but eight places are wanted. Two
    clubs of 3 have six."""
    problem = small_problem()
    every = frozenset({Period.P1, Period.P2})
    pupils = {k: replace(p, days={1 if p.homeroom == "A" else 3: every}) for k, p in problem.pupils.items()}
    clubs = {key: {"capacity": capacity} for key in ("chess", "painting")}
    found = of(with_clubs(replace(problem, pupils=pupils), **clubs), Resource.SEAT)
    assert [(s.wanted, s.supply, s.short, s.interval) for s in found] == ([(8, 6, 2, P2)] if short else [])
