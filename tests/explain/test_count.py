"""Count first: what is called certain is confirmed by plans, and schools that have a whole plan are never accused."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.clauses.book import clause
from scheduler.config.load import load_school
from scheduler.domain.places import Site
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason
from scheduler.explain.count import Count, count_first
from scheduler.explain.shortage import Resource, Shortage
from scheduler.generate.term import WINTER_WEEK
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from tests.small import MONDAY, P1, P2, small_problem

SCHOOLS = Path("configs/schools")


def lacking(plan: Plan, shortage: Shortage) -> list[int]:
    """Units the plan leaves unmet on each date of a shortage, seats (which have no date) counted on all of them; for
    a shortage of the week one number."""
    by_date = [sum(u.amount for u in plan.unmet if u.date in (None, when)) for when in shortage.dates]
    return by_date if shortage.interval is not None else [sum(u.amount for u in plan.unmet)]


def with_adults(problem: Problem, **changes: dict[str, object]) -> Problem:
    """The problem with some adults changed."""
    return replace(problem, adults={k: replace(a, **changes.get(k, {})) for k, a in problem.adults.items()})


def named(count: Count, resource: Resource) -> list[Shortage]:
    """Certain shortages of a resource."""
    return [s for s in count.certain if s.resource is resource]


@pytest.mark.parametrize("name", ["rural6", "town24", "nine30", "town60"])
@pytest.mark.parametrize("week", [date(2026, 9, 7), WINTER_WEEK])
def test_example_schools_have_no_certain_shortage(name: str, week: date) -> None:
    """Each of them has a whole plan (tests/planning/test_schools.py), so nothing can be certain."""
    assert count_first(load_school(SCHOOLS / name, week=week).problem).certain == ()


@pytest.mark.parametrize(
    ("short_of", "resource", "clauses"),
    [
        ("staff", Resource.ADULT, {50}),  # fewer adults than groups of period 1
        ("rooms", Resource.VENUE, {26}),
        ("skill", Resource.ADULT, {78}),  # the first aider is a post of clause 78
    ],
)
@pytest.mark.parametrize(("like", "classes"), [("rural6", 6), ("nine30", 9), ("town24", 24)])
def test_school_made_too_small_is_told_what_it_is_short_of(
    tmp_path: Path, like: str, classes: int, short_of: str, resource: Resource, clauses: set[int]
) -> None:
    """The generator's three shortages are named without any search, by resource and clause, on all five days."""
    generate_school(tmp_path, like=like, classes=classes, seed=5, short_of=short_of)
    found = named(count_first(load_school(tmp_path, week=WINTER_WEEK).problem), resource)
    assert clauses <= {s.clause for s in found}
    assert {when for s in found if s.clause in clauses for when in s.dates} == {
        WINTER_WEEK + timedelta(days=k) for k in range(5)
    }


@pytest.mark.parametrize("short_of", ["staff", "rooms", "skill"])
@pytest.mark.parametrize(("like", "classes", "seed"), [("rural6", 6, 5), ("nine30", 9, 2), ("town24", 12, 3)])
def test_certain_shortage_is_confirmed_by_a_plan(
    tmp_path: Path, like: str, classes: int, seed: int, short_of: str
) -> None:
    """A plan leaves at least as much unmet as every certain shortage says, on each of its dates."""
    generate_school(tmp_path, like=like, classes=classes, seed=seed, short_of=short_of)
    problem = load_school(tmp_path, week=WINTER_WEEK).problem
    plan = plan_week(problem, effort=Effort.DRAFT).plan
    assert plan is not None
    certain = count_first(problem).certain
    assert certain
    for shortage in certain:
        assert min(lacking(plan, shortage)) >= shortage.short, shortage.say("en")


def test_small_school_has_enough() -> None:
    """The tiny school has a legal plan."""
    assert count_first(small_problem()).certain == ()


def test_curves_of_the_small_school() -> None:
    """P1 on Monday: two class groups, gate, patrol, standby, first aid, duty lead = 7 adults wanted. Who can serve
    somewhere: T1-T12, F1, F2, the leader and the guard = 16. Both homerooms want a place; RA, RB and ART are rooms."""
    count = count_first(small_problem())
    moment = next(m for m in count.adults if m.day.date == MONDAY and m.interval == P1)
    assert (moment.wanted, moment.supply) == (7, 16)
    place = next(m for m in count.places if m.day.date == MONDAY and m.interval == P1)
    assert (place.wanted, place.supply) == (2, 3)


def test_absent_teachers_are_counted_out_and_named_as_such() -> None:
    """With T3-T12 absent on Monday four teachers are left (T1, T2, F1, F2) for five demands of P1 that want own
    teachers: two groups, patrol, standby, first aid. The guard keeps the gate. 5 - 4 = 1 short, ten are away."""
    gone = {f"T{k}": {"absent": frozenset({MONDAY})} for k in range(3, 13)}
    found = named(count_first(with_adults(small_problem(), **gone)), Resource.ADULT)
    shortage = next(s for s in found if s.interval is not None and s.interval.start == P1.start)
    assert (shortage.wanted, shortage.supply, shortage.short, shortage.dates) == (5, 4, 1, (MONDAY,))
    assert shortage.stopped == ((Reason(42, "away"), 10),)
    assert shortage.suppliers == ("F1", "F2", "T1", "T2")
    assert "10人不在校" in shortage.say("zh").replace(" ", "")
    assert "10 not at school then" in shortage.say("en")


def test_uninspected_rooms_are_no_places() -> None:
    """RB and ART lose their inspection: homeroom B has no classroom-like place but RA, which is A's own."""
    problem = small_problem()
    venues = {k: replace(v, inspected_on=None) if k in ("RB", "ART") else v for k, v in problem.site.venues.items()}
    count = count_first(replace(problem, site=Site(venues, problem.site.gates)))
    shortage = next(s for s in named(count, Resource.VENUE) if s.interval == P1)
    assert shortage.short == 1
    assert Reason(76, "inspection") in dict(shortage.stopped)


def test_club_capacity_too_small_for_the_strand_is_counted_in_pupils() -> None:
    """Eight pupils on club days, chess and painting cut to 2 places each: 8 - 4 = 4 pupils without a place."""
    problem = small_problem()
    clubs = {k: replace(c, capacity=2) for k, c in problem.clubs.items()}
    (shortage,) = named(count_first(replace(problem, clubs=clubs)), Resource.SEAT)
    assert (shortage.wanted, shortage.supply, shortage.short, shortage.interval) == (8, 4, 4, P2)


def test_clubs_nobody_can_lead_are_a_shortage_of_leads() -> None:
    """T1 and T2 lose chess and art: eight pupils, sections of 20 at most, so one lead is short at least."""
    bare = {"T1": {"skills": frozenset({"chinese"})}, "T2": {"skills": frozenset({"maths"})}}
    (shortage,) = named(count_first(with_adults(small_problem(), **bare)), Resource.LED)
    assert (shortage.clause, shortage.wanted, shortage.supply, shortage.short) == (54, 8, 0, 1)


def test_caps_of_late_days_are_counted_over_the_week() -> None:
    """First aid is held to the last sign-out every day: five late days of F1 and F2, who may have two each: 1 short."""
    few = {k: {"caps": replace(small_problem().adults[k].caps, late_days=2)} for k in ("F1", "F2")}
    (shortage,) = named(count_first(with_adults(small_problem(), **few)), Resource.LATE)
    assert (shortage.wanted, shortage.supply, shortage.short) == (5, 4, 1)
    assert shortage.interval is None


def test_sentences_name_a_clause_of_the_book_and_differ_by_language() -> None:
    """Every shortage of a short school can be said in both languages and belongs to a clause."""
    gone = {f"T{k}": {"absent": frozenset({MONDAY})} for k in range(3, 13)}
    for shortage in count_first(with_adults(small_problem(), **gone)).shortages:
        assert clause(shortage.clause)
        assert shortage.say("zh") != shortage.say("en")
