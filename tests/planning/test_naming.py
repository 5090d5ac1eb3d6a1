"""Names for what engines counted: seats, allotments, leads, duties."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import PAPERS, small_adult, small_problem

from scheduler.clauses.space import Leads, Serves, Sits, Space
from scheduler.domain.demand import Mode, Pupil
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from scheduler.planning.lift import placed_groups
from scheduler.planning.naming import even_parts, name_allotments, name_duties, name_leads, name_seats
from scheduler.planning.offering import seating_space, strand_occurrences
from scheduler.planning.placing import group_space
from scheduler.planning.staffing import Meeting, staff_space
from solvers.rows import Key

CLUBS = ["chess", "painting"]
OPENED = {("chess", "S"): 2, ("painting", "S"): 1}


@given(members=st.lists(st.text("ab", max_size=2), max_size=60), count=st.integers(1, 9))
def test_even_parts_keep_the_order_and_differ_by_one(members: list[str], count: int) -> None:
    """The runs joined are the list; their lengths are its length over the count, rounded down or up."""
    parts = even_parts(members, count)
    assert [m for part in parts for m in part] == members
    assert {len(part) for part in parts} <= {len(members) // count, -(-len(members) // count)}


def crowd(each: int) -> Problem:
    """The small school with `each` pupils a homeroom who all list chess alone."""
    base = small_problem()
    pupils: dict[str, Pupil] = {}
    for room in "AB":
        for k in range(each):
            key = f"{room}{k:02}"
            pupils[key] = replace(base.pupils["A1"], id=key, homeroom=room, choices=base.pupils["A1"].choices[:1])
    return small_problem(pupils=pupils)


@settings(deadline=None, max_examples=40)
@given(each=st.integers(1, 12), data=st.data())
def test_every_seated_pupil_has_the_section_the_engine_chose(each: int, data: st.DataObject) -> None:
    """Listed pupils sit in chess, unlisted ones in painting; chess sections differ by at most one pupil."""
    problem = crowd(each)
    space = seating_space(problem, OPENED, {})
    values: dict[Key, int] = {}
    outside = dict.fromkeys("AB", 0)
    for pupil in problem.pupils.values():
        listed = data.draw(st.booleans())
        values[Sits(pupil.id, "chess", "S")] = int(listed)
        values[space.unlisted[pupil.id, "S"]] = int(not listed)
        outside[pupil.homeroom] += not listed
    for room in "AB":
        values[space.fills[room, "painting", "S"]] = outside[room]
    seats = name_seats(problem, space, values)
    assert [seat.pupil for seat in seats] == sorted(problem.pupils)
    assert all((seat.section.club == "chess") == bool(values[Sits(seat.pupil, "chess", "S")]) for seat in seats)
    assert all(seat.rank == (0 if seat.section.club == "chess" else None) for seat in seats)
    sizes = [sum(seat.section == SectionId("chess", "S", n) for seat in seats) for n in (1, 2)]
    assert abs(sizes[0] - sizes[1]) <= 1


def test_a_homeroom_stays_together_where_sizes_allow() -> None:
    """Six of A and six of B in two sections of six: one homeroom each."""
    problem = crowd(6)
    seats = name_seats(problem, seating_space(problem, OPENED, {}), {Sits(p, "chess", "S"): 1 for p in problem.pupils})
    rooms = {n: {s.pupil[0] for s in seats if s.section.number == n} for n in (1, 2)}
    assert sorted(map(sorted, rooms.values())) == [["A"], ["B"]]


def test_unlisted_pupils_never_get_a_club_twice() -> None:
    """A1 holds chess in S; of the places kept in T for A1 and A2, one in each club, A1 gets painting, A2 chess."""
    base = small_problem()
    strands = {**base.strands, "T": replace(base.strands["S"], id="T", weekdays=frozenset({2, 4}))}
    pupils = {k: replace(base.pupils[k], choices=()) for k in ("A1", "A2")}
    pupils["A1"] = replace(base.pupils["A1"], choices=base.pupils["A1"].choices[:1])
    problem = small_problem(strands=strands, pupils=pupils)
    space = seating_space(problem, {(c, s): 1 for c in ("chess", "painting") for s in "ST"}, {})
    values: dict[Key, int] = {Sits("A1", "chess", "S"): 1, space.fills["A", "painting", "S"]: 1}
    values |= {space.unlisted["A2", "S"]: 1, space.unlisted["A1", "T"]: 1, space.unlisted["A2", "T"]: 1}
    values |= {space.fills["A", club, "T"]: 1 for club in ("chess", "painting")}
    held = {(s.pupil, s.section.strand): s.section.club for s in name_seats(problem, space, values)}
    assert held == {("A1", "S"): "chess", ("A2", "S"): "painting", ("A1", "T"): "painting", ("A2", "T"): "chess"}


@settings(deadline=None, max_examples=60)
@given(amounts=st.dictionaries(st.tuples(st.sampled_from("AB"), st.sampled_from(CLUBS)), st.integers(0, 30)))
def test_allotments_add_up_to_what_was_counted(amounts: dict[tuple[str, str], int]) -> None:
    """Per homeroom and club the allotments sum to the amount; sections of a club differ by at most one pupil."""
    problem = small_problem(mode=Mode.COUNTS)
    space = seating_space(problem, OPENED, {})
    values = {o.key: amounts.get((o.homeroom, o.club.id), 0) for o in space.seats}
    found = name_allotments(problem, space, values)
    for (room, club), amount in amounts.items():
        assert sum(a.pupils for a in found if (a.homeroom, a.section.club) == (room, club)) == amount
    assert all(a.pupils > 0 for a in found)
    assert len({(a.homeroom, a.section) for a in found}) == len(found)
    sizes = [sum(a.pupils for a in found if a.section == SectionId("chess", "S", n)) for n in (1, 2)]
    assert abs(sizes[0] - sizes[1]) <= 1


def test_leads_are_named_in_order_and_missing_ones_are_none() -> None:
    """Two leads for two chess sections by id; nobody for painting; an adult not chosen leads nothing."""
    values = {Leads("T9", "chess", "S"): 1, Leads("T1", "chess", "S"): 1, Leads("T2", "painting", "S"): 0}
    leads = name_leads(OPENED, values)
    assert leads == {
        SectionId("chess", "S", 1): "T1",
        SectionId("chess", "S", 2): "T9",
        SectionId("painting", "S", 1): None,
    }


def homework_space(problem: Problem) -> Space:
    """Pools of the class-based groups of the week, each homeroom alone."""
    groups = group_space(problem)
    values: dict[Key, int] = {g.key: int(g.key.option.endswith("/1")) for g in groups.gathers}
    return staff_space(problem, placed_groups(problem, values), (), {})


def test_class_teachers_lead_at_home_and_every_place_is_filled() -> None:
    """T1 and T2 serve in every homework pool: T1 leads A, T2 leads B, each day."""
    problem = small_problem()
    space = homework_space(problem)
    pools = [p for p in space.pools if p.kind == "homework"]
    assert [p.demand for p in pools] == [2] * 5
    duties = name_duties(problem, space, {Serves(t, p.id): 1 for t in ("T2", "T1") for p in pools}, {})
    led = {target: [d.adult for d in found] for target, found in duties.items()}
    assert len(led) == 10
    assert all(adults == ["T1" if "/A/" in target else "T2"] for target, adults in led.items())


def test_an_adult_keeps_the_group_of_the_days_before() -> None:
    """T3 alone serves on Monday and gets A or B; with T4 beside on later days T3 keeps it."""
    problem = small_problem()
    space = homework_space(problem)
    pools = [p for p in space.pools if p.kind == "homework"]
    chosen: dict[Key, int] = {Serves("T4", pools[0].id): 1}
    chosen |= {Serves(t, p.id): 1 for t in ("T3", "T4") for p in pools[1:]}
    duties = name_duties(problem, space, chosen, {})
    homes = {t.split("/")[2] for t, found in duties.items() if any(d.adult == "T4" for d in found)}
    assert len(homes) == 1
    assert sum(len(found) for found in duties.values()) == 9


@pytest.mark.parametrize("serving", [1, 2, 8])
def test_as_many_places_are_filled_as_adults_serve(serving: int) -> None:
    """Places of a pool filled = the smaller of adults and places, one place an adult."""
    problem = small_problem()
    space = homework_space(problem)
    pool = next(p for p in space.pools if p.kind == "homework")
    adults = [f"T{k}" for k in range(3, 3 + serving)]
    duties = name_duties(problem, space, {Serves(a, pool.id): 1 for a in adults}, {})
    named = [d.adult for found in duties.values() for d in found]
    assert len(named) == min(serving, len(pool.targets))
    assert len(set(named)) == len(named)


def chess_meetings(problem: Problem) -> tuple[Meeting, ...]:
    """Monday's meetings of two chess sections."""
    monday = strand_occurrences(problem, problem.strands["S"])[0]
    stage = problem.homerooms["A"].stage
    return tuple(Meeting(SectionId("chess", "S", n), monday, stage, (("A", 2),), (), 0) for n in (1, 2))


@pytest.mark.parametrize("outside", [1, 2])
def test_the_chaperone_stands_beside_the_outside_lead(outside: int) -> None:
    """P leads one of the two sections, T1 the other: T5 goes to P's, whichever number it has."""
    coach = small_adult("P", kind=AdultKind.PROFESSIONAL, skills=frozenset({"chess"}), credentials=PAPERS)
    base = small_problem()
    problem = small_problem(adults={**base.adults, "P": coach})
    held = chess_meetings(problem)
    space = staff_space(problem, (), held, {("chess", "S"): 2})
    pool = next(p for p in space.pools if p.id.startswith("chaperone/"))
    leads = {SectionId("chess", "S", n): "P" if n == outside else "T1" for n in (1, 2)}
    duties = name_duties(problem, space, {Serves("T5", pool.id): 1}, leads)
    assert {t: [(d.adult, d.role) for d in found] for t, found in duties.items()} == {
        held[outside - 1].id: [("T5", Role.ASSISTANT)]
    }
