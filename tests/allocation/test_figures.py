"""To the planner: demand, profile, moves and the worst placed, counted by hand on a tiny school."""

from dataclasses import replace
from typing import Any

import pytest
from allocation.markets import in_s, seed_for, tiny_plan, tiny_school
from small import small_adult

from scheduler.allocation.figures import MOST_WORST, Demand, Figures, figures
from scheduler.allocation.report import luck_after, places_report
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.demand import Mode
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import OpenSection, Plan
from scheduler.domain.problem import Problem

WISHES = {"A1": "c", "A2": "cp", "A3": "sp", "B1": "cs", "B2": "pc"}
HELD = {"A1": "c", "A2": "p", "A3": "p", "B1": "p", "B2": "p"}
CLUBS = {"c": {"capacity": 1, "max_sections": 2}, "p": {"capacity": 4}}


def crowded(**facts: Any) -> tuple[Problem, Plan]:
    """Chess is full with A1; A2 and B1 wait for it; singing is shut. The lottery goes by id."""
    rule = AllocationRule(Objective.COSTS, seed_for(*WISHES))
    problem = tiny_school(WISHES, **{"clubs": CLUBS, "rule": rule, **facts})
    return problem, tiny_plan(problem, "cp", in_s(**HELD))


def demand_for(found: Figures, club: str) -> Demand:
    """One club's line in strand S."""
    return next(line for line in found.demand if (line.club, line.strand) == (club, "S"))


def test_places_are_counted_by_strand_homeroom_and_move() -> None:
    """A1 has the first wish; A2, A3 the second, A3's first being shut; B1 is outside the list; B2 has the first."""
    found = figures(*crowded())
    assert found.profile == {("S", 0): 2, ("S", 1): 2, ("S", None): 1}
    assert found.by_homeroom == {"A": {0: 1, 1: 2}, "B": {None: 1, 0: 1}}
    moves = {(move.strand, move.first, move.given, move.rank): move.pupils for move in found.moves}
    assert moves == {("S", "c", "c", 0): 1, ("S", "c", "p", 1): 1, ("S", "c", "p", None): 1, ("S", "p", "p", 1): 1,
                     ("S", "p", "p", 0): 1}  # fmt: skip
    assert found.worst == (("B1", "S", None), ("A2", "S", 1), ("A3", "S", 1))


def test_a_club_s_line_counts_who_asked_who_waits_and_what_one_more_place_is_worth() -> None:
    """Chess: A1, A2, B1, B2 asked, three of them first. B1 gains 20, A2 gains 1; B2 does not prefer it.

    Painting: A2, A3, B2 asked; A3 as the first wish that could be granted, singing being shut.
    """
    line = demand_for(figures(*crowded()), "c")
    assert (line.sections, line.places, line.seated) == (1, 1, 1)
    assert (line.asked, line.first) == (4, 3)
    assert (line.waiting, line.by_grade) == (("B1", "A2"), {4: 1, 3: 1})
    assert (line.part, line.gain) == ("costs", -20)
    painting = demand_for(figures(*crowded()), "p")
    assert (painting.asked, painting.first, painting.waiting, painting.part, painting.gain) == (3, 2, (), "", 0)


def test_lines_are_said_in_both_languages() -> None:
    """With a gain, with a section that would fill, and where the gain cannot be told."""
    line = demand_for(figures(*crowded()), "c")
    assert line.say("zh") == (
        "围棋（S）：1 个班 1 个名额，1 人在册，申请 4 人，候补 2 人；多一个名额：志愿代价 -20；可增开一班（1 人可带）"
    )
    assert line.say("en") == (
        "围棋 (S): 1 sections, 1 places, 1 seated, asked 4, waiting 2; one more place: rank costs -20; "
        "another section would fill (1 adults could lead it)"
    )
    kept = demand_for(figures(*crowded(clubs={**CLUBS, "c": {"capacity": 1, "reserved": {"g": 1}}})), "c")
    assert (kept.part, kept.gain) == ("", None)
    assert kept.say("zh").endswith("候补 2 人；多一个名额的价值无法确切算出")
    assert kept.say("en").endswith("waiting 2; what one more place is worth cannot be told exactly")
    unsettled, opened = crowded()
    assert demand_for(figures(unsettled, tiny_plan(unsettled, "cp", in_s(A2="p"))), "c").gain is None
    plain = demand_for(figures(unsettled, opened), "p").say("en")
    assert plain == "绘画 (S): 1 sections, 4 places, 4 seated, asked 3, waiting 0"


@pytest.mark.parametrize(
    ("smallest", "most", "leading", "extra"),
    [
        (1, 2, "", True),  # 2 wait
        (2, 2, "", True),
        (3, 2, "", False),  # one too few
        (2, 1, "", False),  # no more sections allowed
        (2, 2, "c", False),  # the one chess player leads the section there is
        (2, 2, "p", False),  # or another club of the strand
    ],
)
def test_another_section_fills_when_enough_wait_and_it_may_open_and_somebody_could_lead_it(
    smallest: int, most: int, leading: str, extra: bool
) -> None:
    """T1 alone can lead chess; A2 and B1 wait for it."""
    problem, plan = crowded(clubs={**CLUBS, "c": {"capacity": 1, "max_sections": most}})
    clubs = {**problem.clubs, "c": replace(problem.clubs["c"], min_enrolment=smallest)}
    sections = tuple(replace(s, lead="T1" if s.id.club == leading else None) for s in plan.sections)
    line = demand_for(figures(replace(problem, clubs=clubs), replace(plan, sections=sections)), "c")
    assert line.leads == (0 if leading else 1)
    assert line.waiting == ("B1", "A2")
    assert line.extra_section == extra


def test_adults_who_could_lead_are_able_not_on_duty_only_and_not_leading_in_the_strand() -> None:
    """T1 and T3 play chess; so does L, who does duty only. T1 leads in T: that is another strand."""
    problem, plan = crowded()
    skilled = frozenset({"chess"})
    adults = problem.adults | {
        "T3": small_adult("T3", skills=skilled),
        "L": small_adult("L", skills=skilled, duty_only=True),
    }
    elsewhere = OpenSection(SectionId("s", "T", 1), "T1", None)
    found = figures(replace(problem, adults=adults), replace(plan, sections=(*plan.sections, elsewhere)))
    assert demand_for(found, "c").leads == 2


def test_places_of_several_sections_are_added_up() -> None:
    """Two sections of chess in rooms for 1 and 3, whichever of club and room is smaller: 1 + 2; told places count."""
    problem, plan = crowded(clubs={"c": {"capacity": 2}, "p": {"capacity": 4}})
    small = replace(problem.site.venues["RA"], capacity=1)
    site = replace(problem.site, venues={**problem.site.venues, "RA": small})
    chess = tuple(OpenSection(SectionId("c", "S", n), None, room) for n, room in ((1, "RA"), (2, "RB")))
    line = demand_for(figures(replace(problem, site=site), replace(plan, sections=(*chess, plan.sections[1]))), "c")
    assert (line.sections, line.places) == (2, 3)
    told = tuple(replace(section, places=4) for section in chess)
    assert demand_for(figures(problem, replace(plan, sections=(*told, plan.sections[1]))), "c").places == 8


def test_no_more_than_twenty_are_worst() -> None:
    """25 pupils outside the list."""
    names = [f"A{k:02}" for k in range(25)]
    problem = tiny_school(dict.fromkeys(names, ""), clubs={"c": {"capacity": 25}})
    found = figures(problem, tiny_plan(problem, "c", in_s(**dict.fromkeys(names, "c"))))
    assert found.worst == tuple((name, "S", None) for name in names[:MOST_WORST])


NOTHING = Figures((), {}, {}, {}, (), {}, {}, ())


@pytest.mark.parametrize("kind", ["counts", "no pupils", "no strands", "no days"])
def test_where_nobody_is_to_be_seated_there_is_nothing_to_tell(kind: str) -> None:
    """Counts mode, a roster without pupils, a school without strands, a week on which none meets."""
    problem = tiny_school({"A1": "c"})
    problem = {
        "counts": replace(problem, mode=Mode.COUNTS),
        "no pupils": replace(problem, pupils={}),
        "no strands": replace(problem, strands={}),
        "no days": replace(problem, days=()),
    }[kind]
    report = places_report(problem, tiny_plan(tiny_school({"A1": "c"}), "", {}))
    assert report.figures == NOTHING
    assert report.accounts == ()
    assert report.sound


def test_nobody_seated_leaves_clubs_with_waiting_lists_alone() -> None:
    """Both wait, nothing is told of prices while they could simply be placed; no certificate of placement holds."""
    problem = tiny_school({"A1": "c", "A2": "cp"})
    report = places_report(problem, tiny_plan(problem, "c", {}))
    assert (report.figures.profile, report.figures.worst) == ({}, ())
    assert [(move.given, move.pupils) for move in report.figures.moves] == [("", 2)]
    line = demand_for(report.figures, "c")
    assert (line.seated, set(line.waiting), line.gain) == (0, {"A1", "A2"}, None)
    assert not report.sound


def test_lost_first_wishes_add_up_from_term_to_term() -> None:
    """A1 and B2 hold what they could have first, A3's first is shut and the second held; A2 and B1 lose chess. A1 lost
    2 and B1 1 before. In counts mode there is nobody to count."""
    rule = AllocationRule(Objective.COSTS, seed_for(*WISHES), {"A1": 2, "B1": 1})
    problem, plan = crowded(rule=rule)
    assert luck_after(problem, plan) == {"A1": 2, "A2": 1, "B1": 2}
    assert luck_after(replace(problem, mode=Mode.COUNTS), plan) == {}
