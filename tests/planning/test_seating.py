"""Places outside the list: no pupil gets one in a club held already, and a section nobody can fill shuts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import DAYS, small_problem

from scheduler.audit import audit
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import Amount, Sits, Unlisted
from scheduler.domain.demand import Choice, Period
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.naming import name_seats, unnamed_homerooms
from scheduler.planning.offering import open_sections, seating_space
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.engines.registry import ENGINES
from solvers.rows import Key
from solvers.stop import Limits
from solvers.worker import Worker

STRANDS = {"S": (1, 3), "T": (2, 4)}
Wishes = Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def school(wishes: Wishes, strands: Mapping[str, str], smallest: int = 1, largest: int = 4) -> Problem:
    """The small school with two strands, S on Monday and Wednesday and T on Tuesday and Thursday.

    `wishes` lists the clubs of each pupil who takes part, `strands` the strands each attends.
    """
    base = small_problem()
    days = {
        key: {w: frozenset({Period.P1, Period.P2}) for strand in strands[key] for w in STRANDS[strand]}
        for key in wishes
    }
    pupils = {k: replace(base.pupils[k], choices=tuple(map(Choice, wishes[k])), days=days[k]) for k in sorted(wishes)}
    kinds = {"chess": ("classroom",), "painting": ("art",)}
    clubs = {
        k: replace(c, min_enrolment=smallest, capacity=largest, max_sections=1, venue_kinds=kinds[k])
        for k, c in base.clubs.items()
    }
    held = {k: replace(base.strands["S"], id=k, weekdays=frozenset(days)) for k, days in STRANDS.items()}
    return small_problem(pupils=pupils, clubs=clubs, strands=held, days=DAYS[:4])


def answered(
    problem: Problem, opened: Mapping[tuple[str, str], int], by_name: str
) -> tuple[dict[str, int], dict[Key, int]]:
    """Tiers and values of the seating stage with these homerooms by name."""
    instance = compile_space(seating_space(problem, opened, {}, by_name), BOOK, STAGE_TIERS["seats"])
    answer = ENGINES["highs"]()(instance, Limits(5, 60))
    assert all(t.value == t.bound for t in answer.tiers)
    return {t.name: t.value for t in answer.tiers}, dict(answer.values)


def by_hand(problem: Problem, opened: Mapping[tuple[str, str], int], wishes: Wishes) -> tuple[int, int]:
    """Fewest pupils without a place, then least rank cost, over every way to give each pupil a club or none."""
    wanted = [(p.id, s.id) for s in problem.strands.values() for p in problem.strand_pupils(s)]
    found = []
    for clubs in product(("chess", "painting", ""), repeat=len(wanted)):
        given = {at: club for at, club in zip(wanted, clubs, strict=True) if club}
        sizes = {(c, s): sum((c, s) == (club, at[1]) for at, club in given.items()) for c, s in opened}
        fits = all((club, at[1]) in opened for at, club in given.items())
        limits = [problem.clubs[c] for c, _ in sizes]
        full = all(n == 0 or k.min_enrolment <= n <= k.capacity for n, k in zip(sizes.values(), limits, strict=True))
        once = len({(pupil, club) for (pupil, _), club in given.items()}) == len(given)
        if fits and full and once:
            costs = [
                problem.policy.rank_cost(wishes[pupil].index(club))
                if club in wishes[pupil]
                else problem.policy.unranked_cost
                for (pupil, _), club in given.items()
            ]
            found.append((len(wanted) - len(given), sum(costs)))
    return min(found)


WISHES = st.sampled_from([(), ("chess",), ("painting",), ("chess", "painting"), ("painting", "chess")])
PAIRS = [(club, strand) for club in ("chess", "painting") for strand in "ST"]


@settings(deadline=None, max_examples=40)
@given(
    wishes=st.fixed_dictionaries(dict.fromkeys(("A1", "A2", "B1"), WISHES)),
    strands=st.fixed_dictionaries(dict.fromkeys(("A1", "A2", "B1"), st.sampled_from(["S", "T", "ST"]))),
    opened=st.sets(st.sampled_from(PAIRS)),
    smallest=st.integers(1, 2),
    largest=st.integers(2, 3),
)
def test_seats_by_name_are_the_best_there_are(
    wishes: Wishes, strands: Mapping[str, str], opened: set[tuple[str, str]], smallest: int, largest: int
) -> None:
    """The stage with everybody by name equals a search over all ways to sit, and every place has a name."""
    problem = school(wishes, strands, smallest, largest)
    counts = dict.fromkeys(sorted(opened), 1)
    tiers, values = answered(problem, counts, "AB")
    best = by_hand(problem, counts, wishes)
    assert (tiers.get(TierName.SHORTAGE, 0), tiers.get(TierName.PLACES, 0)) == best
    space = seating_space(problem, counts, {}, "AB")
    seats = name_seats(problem, space, values)
    sought = sum(problem.seats_sought(strand) for strand in problem.strands.values())
    assert len(seats) == sought - best[0]
    assert {(s.section.club, s.section.strand) for s in seats} == set(open_sections(space, values))


def test_a_homeroom_holds_no_more_places_of_a_club_than_it_has_pupils() -> None:
    """A1 and A2 attend both strands and only chess is open: two of the four places, not four, can be had."""
    problem = school({"A1": ("chess",), "A2": ()}, {"A1": "ST", "A2": "ST"})
    tiers, _ = answered(problem, {("chess", "S"): 1, ("chess", "T"): 1}, "")
    assert tiers[TierName.SHORTAGE] == 2


def test_pupils_left_without_a_name_are_told_by_homeroom() -> None:
    """A1 sits in chess in S; the place counted for A1 in T is in chess too, so homeroom A is to choose by name."""
    problem = school({"A1": ("chess",), "A2": ()}, {"A1": "ST", "A2": "S"})
    space = seating_space(problem, dict.fromkeys(PAIRS, 1), {})
    values: dict[Key, int] = {Sits("A1", "chess", "S"): 1, Unlisted("A2", "S"): 1, Unlisted("A1", "T"): 1}
    values |= {
        Amount("fill", ("A", club, strand), 0, n): 1 for club, strand, n in (("painting", "S", 2), ("chess", "T", 1))
    }
    seats = name_seats(problem, space, values)
    assert {(s.pupil, s.section.strand) for s in seats} == {("A1", "S"), ("A2", "S")}
    assert unnamed_homerooms(problem, space, values, seats) == {"A"}


def test_the_better_of_two_entries_of_a_club_is_the_rank() -> None:
    """A1 lists chess in any strand first and chess in S last: the place in S is the first wish."""
    problem = school({"A1": ()}, {"A1": "S"})
    twice = replace(problem.pupils["A1"], choices=(Choice("chess"), Choice("painting"), Choice("chess", "S")))
    problem = replace(problem, pupils={"A1": twice})
    seats = name_seats(problem, seating_space(problem, {("chess", "S"): 1}, {}), {Sits("A1", "chess", "S"): 1})
    assert [seat.rank for seat in seats] == [0]


def only(problem: Problem, **strands: str) -> Problem:
    """Each club in one strand of its own only."""
    clubs = {k: replace(c, strands=frozenset(strands.get(k, "ST"))) for k, c in problem.clubs.items()}
    return replace(problem, clubs=clubs)


@pytest.mark.parametrize(
    ("painting", "largest", "short"),
    [
        (True, 4, 0),  # A1: painting in S leaves chess for T
        (False, 3, 1),  # A1: chess in T; the three places of chess in S are for the three others
    ],
)
def test_a_place_in_a_club_held_already_is_never_counted(
    painting: bool, largest: int, short: int, worker: Worker
) -> None:
    """A1, who wishes for chess in S, attends both strands and the three others S alone; T has chess alone.

    A1 in chess in S and outside the list in T would cost least, but chess is all there is in T.
    """
    wishes = {"A1": (), "A2": ("chess",), "A3": ("chess",), "A4": ("painting",)}
    problem = school(wishes, {"A1": "ST", "A2": "S", "A3": "S", "A4": "S"}, largest=largest)
    pupils = {**problem.pupils, "A1": replace(problem.pupils["A1"], choices=(Choice("chess", "S"),))}
    problem = only(replace(problem, pupils=pupils), painting="S")
    if not painting:
        problem = without_painting(problem)
    plan = plan_week(problem, effort=Effort.DRAFT, worker=worker).plan
    assert plan is not None
    assert {s.section.club for s in plan.seats if (s.pupil, s.section.strand) == ("A1", "T")} == {"chess"}
    judged = audit(problem, plan)
    assert {t.name: t.value for t in plan.tiers} == dict(judged.value)
    assert sum(u.amount for u in plan.unmet if u.what == "seat") == short
    assert all(t.bound <= t.value for t in plan.tiers)
    broken = {(b.clause, b.rule) for b in judged.breaches if b.severity is Severity.BREACH}
    assert broken <= ({(3, "missing"), (6, "unplaced"), (38, "less")} if short else set())


def without_painting(problem: Problem) -> Problem:
    """Chess is the only club."""
    pupils = {
        k: replace(p, choices=tuple(c for c in p.choices if c.club == "chess")) for k, p in problem.pupils.items()
    }
    return replace(problem, clubs={"chess": problem.clubs["chess"]}, pupils=pupils)
