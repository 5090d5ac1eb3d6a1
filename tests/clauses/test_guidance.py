"""Rows 3 to 6 of the notice: two families, off-work, every applicant."""

from dataclasses import replace

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_session, without_session
from small import DAYS, MONDAY, TIMES, small_plan, small_policy, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import Amount, GatherOption, Gathers, SeatOption, Sits, Space, Unlisted
from scheduler.domain.demand import Mode, Period
from scheduler.domain.groups import group_options
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, TierName

HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
PROBLEM = small_problem()
CHESS, PAINTING, STRAND = PROBLEM.clubs["chess"], PROBLEM.clubs["painting"], PROBLEM.strands["S"]


def test_the_small_plan_is_clean_under_the_whole_book() -> None:
    """The plan every sabotage starts from breaks nothing."""
    assert numbers(BOOK, PROBLEM, small_plan()) == []


def test_clauses_stand_in_order_and_none_twice() -> None:
    """Numbers rise, no number is claimed twice, not even through `also`."""
    own = [c.number for c in BOOK]
    claimed = own + [n for c in BOOK for n in c.also]
    assert own == sorted(own)
    assert len(claimed) == len(set(claimed))


def test_an_unknown_clause_number_is_refused_by_name() -> None:
    """The error says which number was asked for."""
    assert clause(3).number == 3
    with pytest.raises(KeyError, match="no clause 999"):
        clause(999)


def test_a_missing_family_is_found_where_the_bells_hold_both() -> None:
    """Without homeroom A's homework on Monday, A has one family; its pupils are in no P1 session either."""
    plan = without_session(small_plan(), HOMEWORK_A)
    found = list(clause(3).breaches(PROBLEM, plan))
    assert marks(found) == [(3, "missing", "A")]
    assert found[0].when == MONDAY
    assert {3, 6} <= set(numbers(BOOK, PROBLEM, plan))


def test_bells_without_clubs_all_week_are_a_finding() -> None:
    """One day of clubs is enough for the week; none at all contradicts the notice."""
    bare = replace(TIMES, p2=None, extended=None)
    one_day = {(3, day.date): TIMES if day is DAYS[0] else bare for day in DAYS}
    no_day = {(3, day.date): bare for day in DAYS}
    assert list(clause(3).findings(small_problem(times=one_day))) == []
    assert marks(clause(3).findings(small_problem(times=no_day))) == [(3, "no_club", "3")]


@pytest.mark.parametrize(
    ("off_work", "severity"),
    # Service ends 18:00 = 1080; 30 minutes are allowed.
    [(1079, None), (1080, None), (1081, Severity.NOTE), (1110, Severity.NOTE), (1111, Severity.FINDING)],
)
def test_ending_before_off_work_is_a_note_then_a_finding(off_work: int, severity: Severity | None) -> None:
    """Early by 1 to 30 minutes is noted, by 31 found, on each of the five days."""
    problem = small_problem(policy=small_policy(off_work=off_work, end_tolerance=30))
    found = list(clause(5).findings(problem))
    assert [b.severity for b in found] == ([] if severity is None else [severity] * 5)
    assert all(b.facts["minutes"] == off_work - 1080 for b in found)


def pupil_space() -> Space:
    """A1 may sit in chess or painting, or somewhere unlisted; homeroom A has one such place, in painting."""
    problem = small_problem(pupils={"A1": PROBLEM.pupils["A1"]})
    return Space(
        problem=problem,
        seating=True,
        seats=(
            SeatOption(Sits("A1", "chess", "S"), "A1", "A", CHESS, STRAND, 0),
            SeatOption(Sits("A1", "painting", "S"), "A1", "A", PAINTING, STRAND, 1),
        ),
        unlisted={("A1", "S"): Unlisted("A1", "S")},
        fills={("A", "painting", "S"): Amount("fill", ("A", "painting", "S"), 0, 1)},
    )


@pytest.mark.parametrize(
    ("chosen", "cost"),
    [
        ((), 1),  # no place at all: one pupil short
        ((Sits("A1", "chess", "S"),), 0),
        ((Unlisted("A1", "S"),), 0),  # the fill amount follows
        ((Sits("A1", "chess", "S"), Sits("A1", "painting", "S")), None),  # two places
        ((Sits("A1", "chess", "S"), Unlisted("A1", "S")), None),
    ],
)
def test_each_pupil_gets_one_place_or_counts_as_short(chosen: tuple[object, ...], cost: int | None) -> None:
    """One place a strand; none costs 1; two are not allowed."""
    assert least_cost(clause(6), pupil_space(), chosen) == cost


def test_places_kept_for_unlisted_pupils_equal_the_pupils() -> None:
    """A fill without an unlisted pupil, or the reverse, is not allowed."""
    fill = Amount("fill", ("A", "painting", "S"), 0, 1)
    unlisted = Unlisted("A1", "S")
    assert allowed(clause(6), pupil_space(), {unlisted: 1, fill: 1})
    assert not allowed(clause(6), pupil_space(), {unlisted: 1, fill: 0})
    assert not allowed(clause(6), pupil_space(), {Sits("A1", "chess", "S"): 1, fill: 1})


@pytest.mark.parametrize(("given", "cost"), [(3, 1), (4, 0), (5, None)])
def test_counted_heads_are_seated_or_short(given: int, cost: int | None) -> None:
    """Homeroom A expects four pupils: three seated are one short, five too many; B's four are short."""
    problem = small_problem(mode=Mode.COUNTS, pupils={})
    key = Amount("seats", ("A", "chess", "S"), 0, 9)
    space = Space(problem=problem, seating=True, seats=(SeatOption(key, None, "A", CHESS, STRAND, None),))
    expected = None if cost is None else cost + 4
    assert least_cost(clause(6), space, {key: given}) == expected


def test_every_homeroom_gathers_in_exactly_one_way() -> None:
    """With A alone, B alone or both merged: one way each, never two, never none."""
    problem = small_problem(merges=(("A", "B"),))
    options = [o for o in group_options(problem, Period.P1, DAYS[0]) if len(o.groups) == 1]
    space = Space(problem=problem, gathers=tuple(GatherOption(Gathers(o.id), o) for o in options))
    alone_a, alone_b, merged = (Gathers(o.id) for o in options)
    assert allowed(clause(6), space, [alone_a, alone_b])
    assert allowed(clause(6), space, [merged])
    assert not allowed(clause(6), space, [alone_a])
    assert not allowed(clause(6), space, [alone_a, alone_b, merged])


def test_a_pupil_in_no_session_is_named() -> None:
    """A2 dropped from homeroom A's homework: only clause 6 speaks, and names A2."""
    plan = with_session(small_plan(), HOMEWORK_A, heads=(("A", 3),), roster=("A1", "A3", "A4"))
    assert numbers(BOOK, PROBLEM, plan) == [6]
    (found,) = clause(6).breaches(PROBLEM, plan)
    assert (found.where, found.when, found.who, found.facts["period"]) == ("A", MONDAY, ("A2",), "p1")


@pytest.mark.parametrize(("heads", "rules"), [(3, ["heads"]), (4, []), (5, [])])
def test_expected_heads_are_covered(heads: int, rules: list[str]) -> None:
    """Before enrolment homeroom A expects four pupils in P1; three in its group leave one uncared for."""
    problem = small_problem(mode=Mode.COUNTS, pupils={})
    plan = with_session(small_plan(), HOMEWORK_A, heads=(("A", heads),), roster=())
    assert [b.rule for b in clause(6).breaches(problem, plan)] == rules


def test_shortage_of_places_is_recounted_from_the_plan() -> None:
    """Without A1's seat one is short; with three of A's four heads allotted and none of B's, 1 + 4 are."""
    plan = small_plan()
    fewer = replace(plan, seats=plan.seats[1:])
    assert clause(6).recount(PROBLEM, plan) == {TierName.SHORTAGE: 0}
    assert clause(6).recount(PROBLEM, fewer) == {TierName.SHORTAGE: 1}
    counts = small_problem(mode=Mode.COUNTS, pupils={})
    allotted = replace(plan, seats=(), allotments=(Allotment("A", SectionId("chess", "S", 1), 3),))
    assert clause(6).recount(counts, allotted) == {TierName.SHORTAGE: 5}
