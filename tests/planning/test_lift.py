"""Counts mode: what is dealt to sections adds up to the head-count of every day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from small import DAYS, MONDAY, TIMES, small_problem

from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Counts, Mode, Period
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Seat
from scheduler.domain.problem import Problem
from scheduler.planning.lift import meetings

SECTIONS = (SectionId("chess", "S", 1), SectionId("chess", "S", 2), SectionId("painting", "S", 1))


def counted(heads: dict[tuple[str, int], int], days: tuple[SchoolDay, ...] = DAYS) -> Problem:
    """The small school in counts mode with these pupils of a homeroom in period 2 of a weekday."""
    return small_problem(
        mode=Mode.COUNTS,
        days=days,
        times={(3, day.date): TIMES for day in days},
        counts=Counts({(room, weekday, Period.P2): n for (room, weekday), n in heads.items()}, {}, {}),
    )


def dealt(problem: Problem, given_out: dict[tuple[str, SectionId], int]) -> dict[tuple[str, date], int]:
    """Heads of every homeroom and date over all meetings."""
    allotments = [Allotment(room, section, n) for (room, section), n in given_out.items() if n]
    found: dict[tuple[str, date], int] = {}
    for meeting in meetings(problem, dict.fromkeys(SECTIONS), [], allotments):
        assert len({room for room, _ in meeting.heads}) == len(meeting.heads)
        assert all(n > 0 for _, n in meeting.heads)
        for room, n in meeting.heads:
            key = room, meeting.occurrence.day.date
            found[key] = found.get(key, 0) + n
    return found


@settings(deadline=None, max_examples=150)
@given(
    shares=st.dictionaries(st.tuples(st.sampled_from("AB"), st.sampled_from(SECTIONS)), st.integers(0, 40), min_size=1),
    thinner=st.dictionaries(st.sampled_from("AB"), st.integers(0, 60)),
    make_up=st.booleans(),
)
def test_heads_of_every_day_are_the_head_count(
    shares: dict[tuple[str, SectionId], int], thinner: dict[str, int], make_up: bool
) -> None:
    """Allotments for the strand's largest day, Monday; Wednesday expects fewer; a Saturday may follow Wednesday."""
    total = {room: sum(n for (r, _), n in shares.items() if r == room) for room in "AB"}
    heads = {(room, 1): total[room] for room in "AB"}
    heads |= {(room, 3): max(0, total[room] - thinner.get(room, 0)) for room in "AB"}
    days = (*DAYS, SchoolDay(MONDAY + timedelta(days=5), 3)) if make_up else DAYS
    problem = counted(heads, days)
    found = dealt(problem, shares)
    for room in "AB":
        for day in problem.strand_days(problem.strands["S"]):
            assert found.get((room, day.date), 0) == problem.headcount(room, day, Period.P2)


def test_the_largest_allotment_shrinks_first() -> None:
    """Five, three and one of a homeroom on Monday; on Wednesday two fewer: 3, 3, 1 are dealt, five losing both."""
    shares = dict(zip([("A", section) for section in SECTIONS], (5, 3, 1), strict=True))
    problem = counted({("A", 1): 9, ("A", 3): 7})
    allotments = [Allotment(room, section, n) for (room, section), n in shares.items()]
    held = meetings(problem, dict.fromkeys(SECTIONS), [], allotments)
    wednesday = {m.section: m.size for m in held if m.occurrence.day.weekday == 3}
    assert list(wednesday.values()) == [3, 3, 1]


def test_unseated_pupils_are_in_no_meeting() -> None:
    """Six expected, four given out: each meeting of the strand has four, and none is invented."""
    assert set(dealt(counted({("A", 1): 6, ("A", 3): 6}), {("A", SECTIONS[0]): 4}).values()) == {4}


def test_a_roster_meeting_holds_those_who_attend_that_day() -> None:
    """A pupil without Wednesday sits in Monday's meeting only; a section nobody attends does not meet."""
    problem = small_problem()
    monday_only = replace(problem.pupils["A1"], days={1: frozenset({Period.P2})})
    problem = small_problem(pupils={**problem.pupils, "A1": monday_only})
    held = meetings(problem, dict.fromkeys(SECTIONS), [Seat("A1", SECTIONS[0], 0)], [])
    assert [(m.occurrence.day.weekday, m.roster) for m in held] == [(1, ("A1",))]
