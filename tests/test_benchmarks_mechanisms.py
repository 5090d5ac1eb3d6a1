"""Mechanisms and measures: textbook cases by hand, laws by hypothesis, our objectives against trying everything."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.allocation import Objective
from solvers.answer import Status
from tests.benchmarks.choices.courses import Courses, Priority, Seats, separate_lotteries, shared_lottery
from tests.benchmarks.choices.measures import envious, faults, profile, swappers, unplaced, wasted
from tests.benchmarks.choices.mechanisms import (
    MECHANISMS,
    Mechanism,
    deferred_acceptance,
    immediate_acceptance,
    serial_dictatorship,
)
from tests.benchmarks.choices.objectives import policy, seats_by


def courses_of(orders: list[list[int]], room: dict[int, int], wants: int = 1) -> Courses:
    """Strict rankings, so many places a voter."""
    voters = tuple({course: rank for rank, course in enumerate(order)} for order in orders)
    return Courses("t", room, voters, tuple(min(wants, len(order)) for order in orders), voters)


def held(*courses: int | None) -> Seats:
    """One place or none a voter."""
    return tuple(frozenset() if course is None else frozenset({course}) for course in courses)


def first_in(numbers: dict[int, list[int]]) -> Priority:
    """Numbers by course and voter."""
    return lambda course, voter: numbers[course][voter]


THREE = courses_of([[2, 1, 3], [1, 2, 3], [1, 2, 3]], {1: 1, 2: 1, 3: 1})
TWO_SIDED = first_in({1: [1, 3, 2], 2: [2, 1, 3], 3: [2, 1, 3]})
"""Roth, "The economics of matching", 1982: course 1 ranks voters 0, 2, 1; courses 2 and 3 rank 1, 0, 2."""
ONE_LOTTERY = first_in({key: [2, 3, 1] for key in (1, 2, 3)})
"""Voter 2 first, then 0, then 1."""


@pytest.mark.parametrize(
    ("mechanism", "priority", "expected", "envy", "swaps"),
    [
        # 1 and 2 ask for 1, which keeps 2; 1 asks for 2, which drops 0; 0 asks for 1, which drops 2; 2 gets 3. Voters
        # 0 and 1 would rather swap, which course 1 would not have stood for.
        (deferred_acceptance, TWO_SIDED, held(1, 2, 3), 0, 2),
        # 0 has 2 and 2 has 1 for good; both wishes of 1 are taken. Course 2 ranks 1 before its holder 0: envy.
        (immediate_acceptance, TWO_SIDED, held(2, 3, 1), 1, 0),
        # 2 takes 1, 0 takes 2, 1 takes what is left.
        (serial_dictatorship, ONE_LOTTERY, held(2, 3, 1), 0, 0),
    ],
)
def test_a_textbook_case(mechanism: Mechanism, priority: Priority, expected: Seats, envy: int, swaps: int) -> None:
    """Derived step by step above."""
    seats = mechanism(THREE, priority)
    assert seats == expected
    assert (envious(THREE, seats, priority), swappers(THREE, seats), wasted(THREE, seats)) == (envy, swaps, 0)


def test_the_race_punishes_an_honest_second_wish() -> None:
    """Voter 1 has a better number than 2 but asks for course 2 in the second round only, when 2 has it for good."""
    courses = courses_of([[1, 2, 3], [1, 2, 3], [2, 1, 3]], {1: 1, 2: 1, 3: 1})
    priority = first_in({key: [1, 2, 3] for key in (1, 2, 3)})
    seats = immediate_acceptance(courses, priority)
    assert seats == held(1, 3, 2)
    assert envious(courses, seats, priority) == 1
    assert deferred_acceptance(courses, priority) == held(1, 2, 3)


@pytest.mark.parametrize(
    ("seats", "counted"),
    [
        # profile, unplaced, swappers, wasted
        (held(2, 1, 3), ([2, 0, 1], 0, 0, 0)),
        # voters 0 and 1 hold each other's first wish
        (held(1, 2, 3), ([0, 2, 1], 0, 2, 0)),
        # course 1 is free: 0, 1 and 2 would rather have it, but it has one place
        (held(3, 2, None), ([0, 1, 1], 1, 0, 1)),
        # nobody holds anything: one place in each of three courses
        (held(None, None, None), ([], 3, 0, 3)),
    ],
)
def test_measures_count_by_hand(seats: Seats, counted: tuple[list[int], int, int, int]) -> None:
    """On the three voters above."""
    found = profile(THREE, seats), unplaced(THREE, seats), swappers(THREE, seats), wasted(THREE, seats)
    assert found == counted
    assert faults(THREE, seats) == []


def test_seats_that_break_the_file_are_named() -> None:
    """Two in a course of one place, an unwished course, one too many, two that clash."""
    courses = Courses("t", {1: 1, 2: 2}, ({1: 0, 2: 1}, {1: 0}), (2, 1), ({}, {}), frozenset({(1, 2), (2, 1)}))
    assert faults(courses, held(1, 1)) == ["course 1: 2 takers, 1 places"]
    assert "voter 1 holds [2]" in faults(courses, held(None, 2))[0]
    assert "of which two clash" in faults(courses, (frozenset({1, 2}), frozenset()))[0]
    assert "more or other" in faults(THREE, (frozenset({1, 2}), frozenset(), frozenset()))[0]


@st.composite
def markets(draw: st.DrawFn, voters: int = 4, courses: int = 3, wants: int = 1) -> Courses:
    """Few voters with short or whole lists of few courses of one or two places."""
    ids = list(range(1, draw(st.integers(1, courses)) + 1))
    orders = st.permutations(ids).flatmap(lambda order: st.integers(1, len(ids)).map(lambda n: list(order[:n])))
    room = {course: draw(st.integers(1, 2)) for course in ids}
    return courses_of(draw(st.lists(orders, min_size=1, max_size=voters)), room, wants)


TEXTS = st.text("ab", max_size=4)


@given(markets(6, 4, 2), TEXTS)
def test_deferred_acceptance_leaves_no_justified_envy_and_no_waste(courses: Courses, text: str) -> None:
    """Whatever the lotteries, also with two places a voter."""
    priority = separate_lotteries(courses, text)
    seats = deferred_acceptance(courses, priority)
    assert faults(courses, seats) == []
    assert (envious(courses, seats, priority), wasted(courses, seats)) == (0, 0)


@given(markets(6, 4, 2), TEXTS)
def test_with_one_lottery_deferred_acceptance_is_serial_dictatorship(courses: Courses, text: str) -> None:
    """Number 1 can lose nothing it asks for, then number 2, and so on."""
    priority = shared_lottery(courses, text)
    assert deferred_acceptance(courses, priority) == serial_dictatorship(courses, priority)


@given(markets(), TEXTS)
def test_nobody_can_gain_on_serial_dictatorship_without_a_loser(courses: Courses, text: str) -> None:
    """No ring of trades and no free place: of all seats there are, none is better for one and worse for none."""
    found = list(map(partial(_rank, courses), *zip(*enumerate(_serial(courses, text)), strict=True)))
    for seats in everything(courses):
        other = [_rank(courses, voter, mine) for voter, mine in enumerate(seats)]
        assert other == found or any(theirs > mine for theirs, mine in zip(other, found, strict=True))


def _serial(courses: Courses, text: str) -> Seats:
    return serial_dictatorship(courses, shared_lottery(courses, text))


def _rank(courses: Courses, voter: int, mine: frozenset[int]) -> int:
    return min((courses.voters[voter][course] for course in mine), default=len(courses.room))


def everything(courses: Courses) -> Iterator[Seats]:
    """All legal seats, one place or none a voter."""
    for chosen in product(*([None, *ranks] for ranks in courses.voters)):
        seats = held(*chosen)
        if not faults(courses, seats):
            yield seats


def _counts(courses: Courses, seats: Seats) -> list[int]:
    found = profile(courses, seats)
    return found + [0] * (len(courses.room) - len(found))


WORTH: dict[Objective, Callable[[list[int]], list[int]]] = {
    Objective.COSTS: lambda counts: [sum(policy().rank_cost(rank) * n for rank, n in enumerate(counts))],
    Objective.TOTAL: lambda counts: [sum(rank * n for rank, n in enumerate(counts))],
    Objective.FIRST: lambda counts: [-n for n in counts],
    Objective.FAIR: lambda counts: counts[:0:-1],
}
"""What each objective minimises, in turn, once as few as possible go without."""


@settings(max_examples=25, deadline=None)
@given(markets(), TEXTS)
def test_every_objective_is_best_of_all_seats_there_are(courses: Courses, text: str) -> None:
    """Brute force, the lottery as the last tie-break included: rank times n + 1 - number, going without the dearest."""
    numbers, n = shared_lottery(courses, text), len(courses.voters)
    last = max(len(ranks) for ranks in courses.voters)

    def drawn(seats: Seats) -> int:
        ranks = [min((courses.voters[v][c] for c in mine), default=last) for v, mine in enumerate(seats)]
        return sum((n + 1 - numbers(1, voter)) * rank for voter, rank in enumerate(ranks))

    for objective, worth in WORTH.items():
        key = lambda seats, worth=worth: (unplaced(courses, seats), worth(_counts(courses, seats)), drawn(seats))  # noqa: E731
        seats, answer = seats_by(courses, objective, text, "split", 20)
        assert answer.status is Status.PROVEN
        assert key(seats) == min(map(key, everything(courses)))


@settings(max_examples=15, deadline=None)
@given(markets(9, 4), TEXTS)
def test_no_mechanism_that_places_as_many_beats_our_total_or_our_worst_rank(courses: Courses, text: str) -> None:
    """Sum of ranks of TOTAL, last rank of FAIR."""
    least, _ = seats_by(courses, Objective.TOTAL, text, "split", 20)
    fair, _ = seats_by(courses, Objective.FAIR, text, "split", 20)
    for rule in MECHANISMS.values():
        seats = rule.run(courses, rule.lottery(courses, text))
        assert unplaced(courses, seats) >= unplaced(courses, least) == unplaced(courses, fair)
        if unplaced(courses, seats) == unplaced(courses, least):
            total = WORTH[Objective.TOTAL]
            assert total(_counts(courses, least)) <= total(_counts(courses, seats))
            assert len(profile(courses, fair)) <= len(profile(courses, seats))


@pytest.mark.parametrize("objective", list(Objective))
@pytest.mark.parametrize("text", ["a", "b", "c"])
def test_the_lottery_settles_who_of_two_alike_gets_the_place(objective: Objective, text: str) -> None:
    """One place and two who want it: number 1 has it, whether the other has a second wish or goes without."""
    for lists in ([[1, 2], [1, 2]], [[1], [1]]):
        courses = courses_of(lists, {1: 1, 2: 1})
        seats, _ = seats_by(courses, objective, text, "split", 20)
        winner = min((0, 1), key=lambda voter: shared_lottery(courses, text)(1, voter))
        assert seats[winner] == {1}
