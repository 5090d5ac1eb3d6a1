"""Sets of intervals that share a minute, on the engine's side and on the judge's, against the definition."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.clock import Interval
from scheduler.clauses.judging import clashing
from scheduler.clauses.overlap import cliques

INTERVALS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: Interval(pair[0], pair[0] + pair[1])), max_size=9
)


def test_touching_intervals_share_nothing() -> None:
    """16:00-17:00 and 17:00-18:00 do not meet; a third across both meets each of them."""
    first, second, across = Interval(960, 1020), Interval(1020, 1080), Interval(1000, 1040)
    assert cliques([(first, "a"), (second, "b")]) == ()
    assert cliques([(first, "a"), (second, "b"), (across, "c")]) == (
        (Interval(1000, 1020), ("a", "c")),
        (Interval(1020, 1040), ("c", "b")),
    )


@given(INTERVALS)
def test_cliques_are_exactly_the_maximal_sets_that_share_a_minute(intervals: list[Interval]) -> None:
    """By definition: the sets active at some minute, of two or more, contained in no other such set."""
    active = {frozenset(k for k, i in enumerate(intervals) if i.contains(minute)) for minute in range(30)}
    maximal = {s for s in active if len(s) > 1 and not any(s < other for other in active)}
    found = cliques((interval, k) for k, interval in enumerate(intervals))
    assert {frozenset(items) for _, items in found} == maximal
    assert len(found) == len(maximal)
    for shared, items in found:
        assert all(intervals[k].encloses(shared) for k in items)


@given(INTERVALS)
def test_the_judge_names_every_clashing_pair_once(intervals: list[Interval]) -> None:
    """Against all pairs."""
    pairs = [frozenset(pair) for pair in clashing((interval, k) for k, interval in enumerate(intervals))]
    expected = [
        frozenset((a, b)) for a, b in combinations(range(len(intervals)), 2) if intervals[a].overlaps(intervals[b])
    ]
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, expected))
