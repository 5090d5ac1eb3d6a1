"""Lanes: nothing hides behind another, and no more lanes than needed."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.clock import Interval
from scheduler.charts.lanes import lanes

INTERVALS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda p: Interval(p[0], p[0] + p[1])), max_size=25
)


@given(INTERVALS)
def test_two_in_one_lane_share_no_minute_and_lanes_are_fewest(intervals: list[Interval]) -> None:
    """As many lanes as intervals run at the busiest minute."""
    dealt = lanes(intervals)
    for i, first in enumerate(intervals):
        for j, second in enumerate(intervals[:i]):
            assert dealt[i] != dealt[j] or not first.overlaps(second)
    busiest = max((sum(o.contains(i.start) for o in intervals) for i in intervals), default=0)
    assert len(set(dealt)) == busiest
