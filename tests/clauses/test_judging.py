"""The judge's own counting where more than one reader relies on it."""

from dataclasses import replace

import pytest
from small import MONDAY, small_adult, small_plan, small_problem

from scheduler.clauses.judging import WishesMet, lacking_adults, left_alone, wishes_met
from scheduler.clauses.load import fairness_group
from scheduler.cli.texts import say
from scheduler.domain.demand import Choice
from scheduler.domain.offer import SectionId, Strand
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Duty, Role, Seat

CHESS = SectionId("chess", "S", 1)


def test_wishes_are_counted_by_pupil_and_by_place() -> None:
    """A1 lists chess then painting and has both, A2 the second only, A3 a club outside the list, A4 nothing.

    B1 lists no club and has the first that comes. Four pupils list a club, A1 alone is in the one listed first; of five
    places one is a first wish and three are listed.
    """
    base = small_problem()
    keys = ("A1", "A2", "A3", "A4", "B1")
    pupils = {k: replace(base.pupils[k], choices=(Choice("chess"), Choice("painting"))) for k in keys}
    pupils["B1"] = replace(base.pupils["B1"], choices=())
    strands = {**base.strands, "T": Strand("T", frozenset({3}), frozenset({2, 4}))}
    problem = small_problem(pupils=pupils, strands=strands)
    painting, later = SectionId("painting", "S", 1), SectionId("painting", "T", 1)
    seats = (
        Seat("A1", CHESS, 0),
        Seat("A1", later, 1),
        Seat("A2", painting, 1),
        Seat("A3", painting, None),
        Seat("B1", CHESS, None),
    )
    met = wishes_met(problem, replace(small_plan(), seats=seats))
    assert met == WishesMet(pupils=4, first=1, places=5, first_places=1, listed_places=3)
    assert say("first", "zh", met=met).startswith(
        "填报志愿的 4 名学生中，1 名进入第一志愿社团；5 个社团名额中，第一志愿 1 个"
    )
    assert "1 are in the club they list first; of 5 club places 1 are a first wish" in say("first", "en", met=met)


def test_a_section_lacks_its_lead_at_each_meeting() -> None:
    """Chess without a lead on Monday and Wednesday, a homework group without anybody: one adult each."""
    plan = small_plan()
    homework = next(s.id for s in plan.sessions if s.id.startswith("homework/"))
    bare = [s for s in plan.sessions if s.section == CHESS or s.id == homework]
    plan = replace(plan, sessions=tuple(replace(s, duties=()) if s in bare else s for s in plan.sessions))
    assert lacking_adults(small_problem(), plan) == {s.id: 1 for s in bare}
    assert len(bare) == 3


@pytest.mark.parametrize(
    ("adults", "alone"),
    [((), False), (("P",), True), (("P", "T1"), False), (("Q",), False), (("P", "Q"), False), (("P", "?"), True)],
)
def test_pupils_are_alone_with_outsiders_who_may_not_be(adults: tuple[str, ...], alone: bool) -> None:
    """P may not be alone with pupils, Q may; T1 is on the staff; nobody there is another matter."""
    outside = {k: small_adult(k, kind=AdultKind.VOLUNTEER, sole_allowed=k == "Q") for k in "PQ"}
    problem = small_problem(adults={**small_problem().adults, **outside})
    session = next(s for s in small_plan().sessions if s.section == CHESS and s.date == MONDAY)
    assert left_alone(problem, replace(session, duties=tuple(Duty(a, Role.ASSISTANT) for a in adults))) is alone


def test_the_fairness_group_keeps_the_order_of_the_school() -> None:
    """All fourteen teachers; not the leader L, for posts only, nor the guard G."""
    teachers = (*(f"T{k}" for k in range(1, 13)), "F1", "F2")
    assert tuple(adult.id for adult in fairness_group(small_problem())) == teachers
