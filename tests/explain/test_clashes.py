"""Clashes planted in the tiny school are found, told in both languages, proven, and gone once any fact is mended."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.places import Site
from scheduler.domain.plan import Unmet
from scheduler.domain.problem import Problem
from scheduler.explain.barred import Reason
from scheduler.explain.clashes import Clashes, find
from scheduler.explain.conflict import Proof
from scheduler.explain.questions import Scope, lacking_stages
from solvers.answer import Answer, EngineError, Status
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.stop import Limits
from solvers.worker import Worker
from tests.explain.planted import absent, adults, lacking, told, uninspected, wanted, without_skill
from tests.small import CARE, DAYS, MONDAY, P1, P2, small_plan, small_policy, small_problem

TUESDAY = DAYS[1].date
WEEK = tuple(day.date for day in DAYS)
AWAY = Reason(42, "away")
CLUB = "club/2026-11-02/chess.S.1"


def test_skill_that_nobody_has_is_a_clash_of_one_rule(worker: Worker) -> None:
    """Every day wants a first aider by itself: nobody has the skill, so one demand is the clash, proven smallest."""
    (clash,) = find(without_skill("F1", "F2"), lacking("first_aid"), worker=worker).found
    assert (clash.rules, clash.dates, clash.each) == ((Reason(78, "first_aid"),), WEEK, True)
    assert (clash.proof, clash.confirmed, clash.scope, clash.besides) == (Proof.SMALLEST, True, Scope.EVERY, False)
    assert "nobody has the skill first aid" in clash.say("en")
    assert "没有人会“急救”" in clash.say("zh")
    assert find(without_skill("F1"), lacking("first_aid"), worker=worker).found == ()  # F2 may have five late days


def late_days(first: int, second: int) -> Problem:
    """F1 and F2, who alone know first aid, with their caps of late days; the post ends late on all five days."""
    caps = small_problem().adults["F1"].caps
    return adults(
        small_problem(), {k: {"caps": replace(caps, late_days=n)} for k, n in (("F1", first), ("F2", second))}
    )


@pytest.mark.parametrize(("first", "second", "clashes"), [(2, 2, 1), (3, 2, 0), (2, 3, 0), (0, 4, 1), (0, 5, 0)])
def test_caps_over_the_week_clash_when_they_add_up_to_fewer_than_five_days(
    worker: Worker, first: int, second: int, clashes: int
) -> None:
    """No single day is short, so only all five demands together clash with both caps."""
    found = find(late_days(first, second), lacking("first_aid"), worker=worker)
    assert len(found.found) == clashes
    for clash in found.found:
        assert wanted(clash) == [("first_aid", 1)] * 5
        assert (clash.dates, clash.each, clash.confirmed) == (WEEK, False, True)
        assert {(one.limit, one.who) for one in clash.against if one.reason == Reason(42, "late_days")} == (
            {(2, ("F1", "F2"))} if first else {(0, ("F1",)), (4, ("F2",))}
        )
        assert clash.proof is Proof.FEWEST_RULES


def test_one_duty_at_a_time_is_told_and_not_the_row_of_late_days_that_also_says_so(worker: Worker) -> None:
    """Eight pupils in clubs of four want two leads at one time; T1 alone is left with the skills. T1's four late days
    of five would do."""
    problem = small_problem()
    few = replace(problem.adults["T1"].caps, late_days=4)
    skills = {"T1": {"skills": frozenset({"chess", "art"}), "caps": few}, "T2": {"skills": frozenset({"maths"})}}
    clubs = {key: replace(club, capacity=4) for key, club in problem.clubs.items()}
    (clash,) = find(adults(replace(problem, clubs=clubs), skills), lacking("patrol"), worker=worker).found
    assert [(one.what, one.part.count) for one in clash.wanted] == [("lead", 2)]
    assert set(clash.rules) == {Reason(54, "lead"), Reason(73, "clash")}
    assert told(clash, Reason(73, "clash")) == {"T1"}


def test_too_few_adults_at_one_time_clash_in_all_that_is_wanted_of_them(worker: Worker) -> None:
    """In P1 two groups, patrol, standby and first aid want five of T1, T2, F1, F2, who have one duty at a time; the
    guard keeps the gate. With any one of the ten back (or any demand less) all could be met."""
    gone = [f"T{k}" for k in range(3, 13)]
    found = find(absent(*gone), lacking("patrol"), worker=worker).found
    clash = next(clash for clash in found if told(clash, Reason(73, "clash")))
    assert sum(count for _, count in wanted(clash)) == 5
    assert (told(clash, AWAY), told(clash, Reason(73, "clash"))) == (set(gone), {"T1", "T2", "F1", "F2"})
    assert clash.proof in (Proof.IRREDUCIBLE, Proof.FEWEST_RULES)
    assert find(absent(*gone[1:]), lacking("patrol"), worker=worker).found == ()


def test_homeroom_without_a_place_is_told_with_the_places_it_could_have(worker: Worker) -> None:
    """B could have its own RB, or ART, neither inspected; RA is A's own. In P2, on days without clubs, the playground
    would do, but it is dark."""
    first, second = find(uninspected("RB", "ART"), lacking("venue", f"homework/{MONDAY}/B/1/1"), worker=worker).found
    assert (first.wanted[0].where, first.dates, first.wanted[0].interval) == (("B",), WEEK, P1)
    assert told(first, Reason(76, "inspection")) == told(first, Reason(0, "able")) == {"RB", "ART"}
    assert "none is left" in first.say("en")
    assert (second.wanted[0].where, second.wanted[0].interval) == (("B",), P2)
    assert second.dates == tuple(day.date for day in DAYS if day.weekday not in (1, 3))
    assert told(second, Reason(79, "dark")) == {"PG"}
    for place in ("RB", "ART"):
        mended = find(uninspected(place), lacking("venue", f"homework/{MONDAY}/B/1/1"), worker=worker)
        assert (mended.found, mended.asked[0].status) == ((), Status.FEASIBLE)


@pytest.mark.parametrize(("capacity", "clashes"), [(3, 1), (4, 0)])
def test_club_places_clash_when_capacities_do_not_reach(worker: Worker, capacity: int, clashes: int) -> None:
    """Eight pupils, one section each of two clubs."""
    problem = small_problem()
    clubs = {key: replace(club, capacity=capacity) for key, club in problem.clubs.items()}
    found = find(replace(problem, clubs=clubs), lacking("seat", "A1 S"), worker=worker).found
    assert len(found) == clashes
    for clash in found:
        assert [(one.what, one.part.count, one.where) for one in clash.wanted] == [("seat", 8, ("A", "B"))]
        assert told(clash, Reason(24, "capacity")) == {"chess", "painting"}
        assert clash.dates == (DAYS[0].date, DAYS[2].date)


@pytest.mark.parametrize(("walk", "clashes"), [(0, 0), (1, 1), (15, 1)])
def test_one_adult_wanted_in_two_buildings_clashes_beside_the_plans_groups(
    worker: Worker, walk: int, clashes: int
) -> None:
    """On Tuesday only T1 and T2 are there. B's activity ends at 18:00 in the annex, when care begins in RA and wants
    both. Least weeks have no buildings, so it takes the plan's rooms to see it."""
    problem = absent(*(k for k in small_problem().adults if k not in ("T1", "T2")), on=TUESDAY)
    venues = {k: replace(v, building="annex") if k == "RB" else v for k, v in problem.site.venues.items()}
    site = Site(venues, problem.site.gates, {("main", "annex"): walk})
    school = replace(problem, site=site, policy=small_policy(posts=()))
    found = find(school, lacking("adult", f"extended_care/{TUESDAY}/A+B/1/1"), worker=worker)
    assert [one.scope for one in found.asked] == [Scope.EVERY, Scope.PLAN]
    assert found.asked[0].status is Status.FEASIBLE
    assert len(found.found) == clashes
    for clash in found.found:
        assert (clash.scope, clash.dates) == (Scope.PLAN, (TUESDAY,))
        assert told(clash, Reason(73, "walk")) == {"T1", "T2"}
        assert {one.interval for one in clash.wanted} == {P2, CARE}


def test_section_of_this_plan_without_a_place_is_told_where_an_offer_could_do_without_it(worker: Worker) -> None:
    """Chess wants a gym, and there is none. All eight could paint, so the offer has no clash; the plan's chess section
    has."""
    problem = small_problem()
    clubs = {**problem.clubs, "chess": replace(problem.clubs["chess"], venue_kinds=("gym",))}
    found = find(replace(problem, clubs=clubs), lacking("venue", CLUB), worker=worker)
    assert [(one.stage, one.scope, one.status) for one in found.asked] == [
        ("offer", Scope.EVERY, Status.FEASIBLE),
        ("sections", Scope.PLAN, Status.IMPOSSIBLE),
        ("offer", Scope.PLAN, Status.FEASIBLE),
    ]
    (clash,) = found.found
    assert [(one.what, one.where) for one in clash.wanted] == [("section", ("chess.S.1",))]
    assert "no place may be considered" in clash.say("en")
    assert "以这份计划的分组和社团为前提" in clash.say("zh")


def test_independent_causes_on_different_days_are_both_told(worker: Worker) -> None:
    """Nobody for first aid on Tuesday, and B without a place all week."""
    both = adults(uninspected("RB", "ART"), {k: {"absent": frozenset({TUESDAY})} for k in ("F1", "F2")})
    unmet = (Unmet(26, "venue", f"homework/{MONDAY}/B/1/1", MONDAY, 1), Unmet(78, "first_aid", "main", TUESDAY, 1))
    found = find(both, replace(small_plan(), unmet=unmet), worker=worker)
    assert {(clash.stage, clash.dates) for clash in found.found if len(clash.rules) < 4} == {
        ("groups", WEEK),
        ("staff", (TUESDAY,)),
    }


def test_school_that_can_meet_everything_has_no_clash(worker: Worker) -> None:
    """The tiny school has a whole plan: whatever a plan leaves unmet, each stage could do better."""
    unmet = (Unmet(26, "venue", f"homework/{MONDAY}/B/1/1", MONDAY, 1), *lacking("patrol").unmet)
    found = find(small_problem(), replace(small_plan(), unmet=unmet), worker=worker)
    assert (found.found, {one.status for one in found.asked}) == ((), {Status.FEASIBLE})
    assert found.say("en").count("plan again with more effort") == 2  # groups, and staff beside the plan's groups


def test_plan_that_meets_everything_is_not_asked_about() -> None:
    """No solver is started."""
    found = find(small_problem(), small_plan())
    assert found == Clashes()
    assert (found.say("en"), found.say("zh")) == (
        "No clash: this plan meets every demand",
        "没有冲突：这份计划满足了全部需求",
    )


@pytest.mark.parametrize(
    ("what", "where", "lead", "stages"),
    [
        ("venue", f"homework/{MONDAY}/A/1/1", "T1", {"groups"}),
        ("venue", CLUB, "T1", {"sections", "offer"}),
        ("seat", "A1 S", "T1", {"offer"}),
        ("adult", CLUB, "T1", {"staff"}),  # an assistant
        ("adult", CLUB, None, {"staff", "offer"}),
        ("gate", "G1", "T1", {"staff"}),
        ("chaperone", CLUB, "T1", {"staff"}),
    ],
)
def test_what_is_unmet_decides_which_stages_are_asked_about(
    what: str, where: str, lead: str | None, stages: set[str]
) -> None:
    """A stage is left alone when the plan shows that its demands can be met."""
    plan = lacking(what, where)
    duties = tuple(replace(s, duties=s.duties if lead else ()) for s in plan.sessions)
    assert lacking_stages(replace(plan, sessions=duties)) == stages


class Doubter(Worker):
    """Answers by HiGHS; its second solver never knows, or fails."""

    def __init__(self, fails: bool) -> None:
        super().__init__()
        self._fails = fails

    def solve(self, engine: str, instance: Instance, limits: Limits, *args: Any, **kwargs: Any) -> Answer:
        """The first engine's answer, in this process."""
        if engine != "cpsat":
            return ENGINES["core"]()(instance, limits)
        if self._fails:
            raise EngineError("cpsat: an answer that does not survive the recount")
        return Answer(Status.NO_ANSWER, {}, (), engine, 0.0, None)


@pytest.mark.parametrize("fails", [False, True])
def test_clash_that_no_second_solver_confirms_says_so(fails: bool) -> None:
    """It is told all the same, for it is proven by one."""
    (clash,) = find(without_skill("F1", "F2"), lacking("first_aid"), worker=Doubter(fails)).found
    assert not clash.confirmed
    assert "not confirmed by a second solver" in clash.say("en")
    assert "另一求解器未能确认" in clash.say("zh")


def test_without_time_nothing_is_said_to_clash_or_not(worker: Worker) -> None:
    """No answer, in both languages."""
    found = find(late_days(2, 2), lacking("first_aid"), seconds=1e-9, worker=worker)
    assert (found.found, {one.status for one in found.asked}) == ((), {Status.NO_ANSWER})
    assert "not settled within the limits" in found.say("en")
    assert "未能判定" in found.say("zh")
