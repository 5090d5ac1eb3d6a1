"""What every verb does to a school, one row a case, each expected value derived beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scheduler.calendar.clock import Interval
from scheduler.config.changes.registry import VERBS
from scheduler.config.load import Loaded
from scheduler.domain.demand import Period
from scheduler.domain.problem import Problem
from tests.config.changes.small import change, changed

MON, TUE, WED, THU, FRI = (date(2026, 9, day) for day in range(7, 12))
"""The first full school week of the tiny term."""
Look = Callable[[Problem], Any]


def absent(problem: Problem) -> Any:
    """T1's days away."""
    return problem.adults["T1"].absent


def closed(venue: str) -> Look:
    """A venue's days closed."""
    return lambda problem: problem.site.venues[venue].closed


def periods(pupil: str, weekday: int) -> Look:
    """What a pupil attends on a weekday."""
    return lambda problem: problem.pupils[pupil].days.get(weekday, frozenset())


def wishes(pupil: str) -> Look:
    """A pupil's wishes as (club, strand)."""
    return lambda problem: [(w.club, w.strand) for w in problem.pupils[pupil].choices]


def attending(problem: Problem) -> Any:
    """Pupils who attend on any day."""
    return {key for key, pupil in problem.pupils.items() if any(pupil.days.values())}


def wishing(problem: Problem) -> Any:
    """Pupils who wish for ball."""
    return {key for key, pupil in problem.pupils.items() if any(wish.club == "ball" for wish in pupil.choices)}


# T1 has no absence before; T2 is away on 2026-12-08 alone; PG is closed on 2026-09-09.
TABLE: list[tuple[str, Look, Any]] = [
    ("absent: T1, on: wed", absent, {WED}),
    ("absent: T1, on: 周三", absent, {WED}),
    ("absent: T1, on: 2026-09-09", absent, {WED}),
    ("absent: T1, on: [mon, 2026-09-09]", absent, {MON, WED}),
    ("absent: T1", absent, {MON, TUE, WED, THU, FRI}),  # no day named: the whole week
    ("absent: T1, on: [fri, 2026-09-14]", absent, {FRI, date(2026, 9, 14)}),  # one of them in the week is enough
    ("absent: [T1, T2], on: mon", lambda p: p.adults["T2"].absent, {MON, date(2026, 12, 8)}),
    ("train: T1, in: first_aid", lambda p: p.adults["T1"].skills, {"chinese", "first_aid"}),
    ("train: T2, in: first_aid", lambda p: p.adults["T2"].skills, {"maths", "first_aid"}),  # has it already
    ("lapse: V1, from: wed", lambda p: [(c.kind, c.valid_until) for c in p.adults["V1"].credentials],
     [("no_offence", TUE)]),
    ("lapse: V1, from: 2026-09-01", lambda p: p.adults["V1"].credentials, ()),  # never valid: begins that day
    ("lapse: V1, from: 2026-09-02", lambda p: p.adults["V1"].credentials[0].valid_until, date(2026, 9, 1)),
    ("leave_by: T2, at: 17:00, on: mon", lambda p: p.adults["T2"].windows[1], (Interval(450, 1020),)),
    ("leave_by: T1, on: fri", lambda p: p.adults["T1"].windows[5], (Interval(450, 1320),)),  # 17:40 no longer
    ("swap: [T1, T2], on: mon", lambda p: [x.weekday for x in p.adults["T2"].lessons], [1, 2]),
    ("swap: [T1, T2], on: mon", lambda p: p.adults["T1"].lessons, ()),
    ("close: R1, on: wed", closed("R1"), {WED}),
    ("close: outdoor, on: tue", closed("PG"), {TUE, WED}),
    ("close: outdoor, on: tue", closed("R1"), frozenset()),
    ("close: classroom, on: tue", closed("R3"), {TUE}),  # a kind
    ("open: PG, on: wed", closed("PG"), frozenset()),
    ("open: PG", closed("PG"), frozenset()),
    ("inspect: R3, on: wed", lambda p: p.site.venues["R3"].inspected_on, date(2026, 9, 1)),  # one holds already
    ("overdue: R3", lambda p: p.site.venues["R3"].inspected_on, None),  # 12-01 is after the week, 09-01 is missed
    ("add: classroom, id: R5, capacity: 40", lambda p: p.site.venues["R5"].capacity, 40),
    ("add: classroom, like: R3", lambda p: p.site.venues["R4"].floor, 2),  # the next id
    ("add: own, skills: [chinese]", lambda p: p.adults["T3"].skills, {"chinese"}),  # T1, T2, so T3 ...
    ("add: volunteer, like: V1", lambda p: p.adults["V2"].provider, "P1"),
    ("add: volunteer, like: V1, count: 3", lambda p: [k for k in p.adults if k[0] == "V"], ["V1", "V2", "V3", "V4"]),
    (
        "add: volunteer, available: {thu: [16:00-18:00]}",  # all three papers for the term
        lambda p: {(c.kind, c.valid_from, c.valid_until) for c in p.adults["V2"].credentials},
        {(k, date(2026, 9, 1), date(2027, 1, 22)) for k in ("no_offence", "health", "agreement")},
    ),
    ("add: club, id: chess, like: books, title: 围棋", lambda p: p.clubs["chess"].title, "围棋"),
    ("add: club, id: chess, like: books, title: 围棋", lambda p: p.clubs["chess"].max_sections, 2),
    ("remove: ball", lambda p: sorted(p.clubs), ["books"]),
    ("remove: ball", wishes("a2"), [("books", None)]),
    ("remove: V1", lambda p: sorted(p.adults), ["L", "T1", "T2"]),
    ("remove: T2", lambda p: p.homerooms["C3"].class_teacher, None),
    ("remove: T2", lambda p: p.research[0].adults, frozenset()),
    ("remove: S1", lambda p: p.pupils["a2"].support, None),
    ("move: ball, from: B, to: A", lambda p: p.clubs["ball"].strands, {"A"}),
    ("move: ball, from: B, to: A", wishes("a3"), [("ball", "A")]),  # ball@A stood there: the moved wish goes
    ("move: ball, from: A, to: B", wishes("a2"), [("ball", "B"), ("books", None)]),
    ("move: B, from: tue, to: thu", lambda p: p.strands["B"].weekdays, {4}),
    ("move: S1, from: tue, to: fri", lambda p: p.support_groups["S1"].weekdays, {5}),
    ("move: V1, from: wed, to: thu", lambda p: sorted(p.adults["V1"].windows), [4]),
    ("quarantine: C3, on: [mon, tue]", periods("a2", 1), frozenset()),
    ("quarantine: C3, on: [mon, tue]", periods("a2", 3), {Period.P1, Period.P2}),
    ("quarantine: C3, on: mon", closed("R3"), {MON}),
    ("leave: a2, from: mon", attending, {"a1", "a3"}),
    ("leave: a2, from: tue", lambda p: p.pupils["a2"].consent, (date(2026, 9, 1), MON)),
    ("leave: a2", attending, {"a1", "a3"}),
    ("leave: a2, from: 2026-09-11", lambda p: p.pupils["a2"].consent, (date(2026, 9, 1), THU)),  # the week's last day
    ("join: b1, homeroom: C1, days: P1", periods("b1", 5), {Period.P1}),
    ("join: b1, homeroom: C1, days: P1", lambda p: p.homerooms["C1"].enrolled, 3),  # one of three is in the roster
    ("join: b1, like: a2, from: wed", lambda p: p.pupils["b1"].consent, (WED, date(2027, 1, 22))),
    ("join: b1, like: a2", lambda p: p.pupils["b1"].support, None),  # the support group is a2's own
    ("join: b1, homeroom: C3, days: P1+P2, wishes: [ball@B, books]", wishes("b1"), [("ball", "B"), ("books", None)]),
    ("season: winter", lambda p: (p.policy.season, p.policy.afternoon_start), ("winter", 840)),  # 14:00 in town
    ("end_early: fri", lambda p: p.times[3, FRI].p2, None),
    ("end_early: mon", lambda p: p.strands["A"].weekdays, {3}),
    ("end_early: mon, keep: club", lambda p: (p.times[3, MON].p1, p.strands["A"].weekdays), (None, {1, 3})),
    ("make_up: 2026-09-12, follows: wed", lambda p: [d.weekday for d in p.days], [1, 2, 3, 4, 5, 3]),
    ("holiday: fri", lambda p: [d.weekday for d in p.days], [1, 2, 3, 4]),
    ("set: rules.max_club_leads, to: 1", lambda p: p.policy.max_club_leads, 1),
    ("set: adults.T1.caps, to: null", lambda p: p.adults["T1"].caps.sessions, 8),  # the pack's
    ("scale: club_seats, to: 50%", lambda p: [c.capacity for c in p.clubs.values()], [12, 15]),  # of 24 and 30
    ("scale: club_seats, to: 52%, of: ball", lambda p: [c.capacity for c in p.clubs.values()], [12, 30]),  # 12.48
    ("scale: club_seats, to: 53%, of: ball", lambda p: [c.capacity for c in p.clubs.values()], [13, 30]),  # 12.72
    ("scale: participation, to: 100%", attending, {"a1", "a2", "a3"}),
    ("scale: participation, to: 49%", lambda p: len(attending(p)), 1),  # C1: round(0.49) = 0; C3: round(0.98) = 1
    ("scale: participation, to: 50%", lambda p: len(attending(p)), 2),  # C1: 0.5 is rounded up
    ("scale: participation, to: 0%, of: C3", attending, {"a1"}),
    ("scale: extended_care, to: 0%", periods("a2", 1), {Period.P1, Period.P2}),
    ("scale: extended_care, to: 200%", lambda p: sum(Period.EXTENDED in x.days[1] for x in p.pupils.values()), 2),
    ("scale: interest, to: 0%, of: ball", wishes("a2"), [("books", None)]),
    ("scale: interest, to: 50%, of: ball", lambda p: len(wishing(p)), 1),  # of two
]  # fmt: skip


@pytest.mark.parametrize(("text", "look", "expected"), TABLE, ids=[text for text, _, _ in TABLE])
def test_a_change_does_what_it_says(school: Loaded, text: str, look: Look, expected: Any) -> None:
    """One change, one fact of the school looked at."""
    assert look(changed(school, text).problem) == expected


def test_every_verb_is_in_the_table() -> None:
    """No verb without a row, but present, which takes back what another did."""
    tried = {word for text, _, _ in TABLE for word in change(text) if word in VERBS}
    assert set(VERBS) - tried == {"present"}


# heads of (C1, Mon), (C3, Tue) in period 1: 3 and 3; extended 1 and 1; interest 3 and 1.
FIGURES: list[tuple[str, list[int], int]] = [
    ("scale: participation, to: 49%", [1, 1], 1),  # 1.47; interest 3 -> 1.47
    ("scale: participation, to: 50%", [2, 2], 2),  # 1.5 is rounded up
    ("scale: participation, to: 100%", [3, 3], 3),
    ("scale: participation, to: 67%, of: C1", [2, 3], 3),  # 2.01; interest is the whole school's
    ("scale: interest, to: 200%, of: ball", [3, 3], 6),
    ("quarantine: C1, on: mon", [0, 3], 3),
    ("quarantine: C1, on: tue", [3, 3], 3),
]


@pytest.mark.parametrize(("text", "heads", "interest"), FIGURES, ids=[text for text, _, _ in FIGURES])
def test_figures_are_multiplied_and_rounded_half_up(counts: Loaded, text: str, heads: list[int], interest: int) -> None:
    """In counts mode, also beyond what there is."""
    problem = changed(counts, text).problem
    assert [problem.counts.heads.get(at, 0) for at in (("C1", 1, Period.P1), ("C3", 2, Period.P1))] == heads
    assert problem.counts.interest["ball"] == interest


def test_head_counts_are_told_by_the_day(counts: Loaded) -> None:
    """Period 1 of C1 on Monday, C3 on Tuesday and Wednesday: 3 + 3 + 1; half of each, rounded up: 2 + 2 + 1."""
    (scenario,) = changed(counts, "scale: participation, to: 50%").scenarios
    assert scenario.told[0].en == "expected head-counts at 50 %: 7 → 5 pupil-days of period 1"


def test_one_more_pupil_than_enrolled_is_enrolled_and_surveyed(school: Loaded) -> None:
    """C3 lists two of three: the third is enrolled already, a fourth makes four, and one more survey record."""
    third = changed(school, "join: b1, like: a2")
    assert (third.problem.homerooms["C3"].enrolled, third.problem.survey_answered["C3"]) == (3, 2)
    fourth = changed(school, "join: b1, like: a2", "join: b2, like: a2")
    assert (fourth.problem.homerooms["C3"].enrolled, fourth.problem.survey_answered["C3"]) == (4, 3)


def test_present_takes_back_an_absence_and_a_leave(school: Loaded) -> None:
    """T2's absence of another scenario; of one on leave the other days of the week stay."""
    away = changed(school, "absent: T1, on: [mon, wed]")
    assert changed(away, "present: T1, on: wed").problem.adults["T1"].absent == {MON}
    leave = changed(school, "set: adults.T2.on_leave, to: true")
    assert leave.problem.adults["T2"].windows == {}
    back = changed(leave, "present: T2, on: [mon, tue, wed]").problem.adults["T2"]
    assert set(back.windows) == {1, 2, 3, 4, 5}
    assert back.absent == {THU, FRI, date(2026, 12, 8)}
