"""The objectives of club places against trying everything, and the ties settled by luck and lottery."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.giving import CLUBS, Everything, Held, school, seated
from small import small_problem

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.domain.allocation import AllocationRule, Objective, lottery_numbers
from scheduler.domain.problem import Problem
from scheduler.planning.objective import rank_tiers
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


ANY = st.lists(st.sampled_from(CLUBS), unique=True, max_size=3)
SOME = st.lists(st.sampled_from([*CLUBS, "chess@S", "music@T"]), unique=True, max_size=3)
PLACES = st.tuples(*[st.integers(0, 3)] * 3).filter(any)


def others(names: Sequence[str]) -> st.SearchStrategy[frozenset[str]]:
    """At most two of these pupils."""
    return st.frozensets(st.sampled_from(names), max_size=2)


def check_all(problem: Problem, by_name: str, kept: Held | None = None) -> None:
    """Under every objective the engine's seats are worth as much as the best of all ways to sit."""
    everything = Everything(problem, kept or {})
    ways = everything.fullest
    for objective in Objective:
        chosen = replace(problem, allocation=replace(problem.allocation, objective=objective))
        _, held = seated(chosen, by_name, kept)
        assert len(held) == len(ways[0]), objective
        assert everything.worth(objective, held) == min(everything.worth(objective, way) for way in ways), objective


@settings(deadline=None, max_examples=25)
@given(
    wishes=st.fixed_dictionaries(dict.fromkeys(("A1", "A2", "A3", "B1", "B2"), ANY)),
    places=PLACES,
    friends=st.fixed_dictionaries(dict.fromkeys(("A1", "A2", "B1"), others(("A1", "A2", "B1")))),
    luck=st.dictionaries(st.sampled_from(("A1", "A2", "A3", "B1")), st.integers(0, 3)),
    seed=st.text("01", max_size=2),
    by_name=st.sampled_from(["", "AB"]),
)
def test_every_objective_is_met_in_one_strand(
    wishes: Mapping[str, Sequence[str]],
    places: Sequence[int],
    friends: Mapping[str, frozenset[str]],
    luck: Mapping[str, int],
    seed: str,
    by_name: str,
) -> None:
    """Five pupils, three clubs: places outside the list counted by homeroom, or chosen by name."""
    company = {p: {"together": asked - {p}} for p, asked in friends.items()}
    check_all(school(wishes, places, "S", company, luck=luck, lottery=seed), by_name)


@settings(deadline=None, max_examples=25)
@given(
    wishes=st.fixed_dictionaries(dict.fromkeys(("A1", "A2", "B1"), SOME)),
    places=PLACES,
    friends=st.booleans(),
    foes=st.fixed_dictionaries(dict.fromkeys(("A1", "B1"), others(("A2", "B1")))),
    luck=st.dictionaries(st.sampled_from(("A1", "A2", "B1")), st.integers(0, 3)),
    seed=st.text("01", max_size=2),
    kept=st.dictionaries(st.tuples(st.sampled_from(("A1", "B1")), st.sampled_from("ST")), st.sampled_from(CLUBS)),
    twice=st.booleans(),
)
def test_every_objective_is_met_in_two_strands(
    wishes: Mapping[str, Sequence[str]],
    places: Sequence[int],
    friends: bool,
    foes: Mapping[str, frozenset[str]],
    luck: Mapping[str, int],
    seed: str,
    kept: Held,
    twice: bool,
) -> None:
    """Three pupils, perhaps a club twice, some kept apart, A1 and A2 perhaps together, some who held clubs before."""
    changes: dict[str, dict[str, Any]] = {p: {"apart": apart - {p}} for p, apart in foes.items()}
    if friends and "A2" not in foes["A1"]:
        changes["A1"] |= {"together": frozenset({"A2"})}
        changes["A2"] = {"together": frozenset({"A1"})}
    problem = school(wishes, places, "ST", changes, luck=luck, lottery=seed)
    check_all(replace(problem, same_club_twice=twice), "AB", kept)


def everywhere(problem: Problem) -> list[Held]:
    """Who holds what under each objective."""
    rule = problem.allocation
    return [seated(replace(problem, allocation=replace(rule, objective=o)))[1] for o in Objective]


def test_luck_and_lottery_are_as_the_formulae_say() -> None:
    """A1, who lost 2 before, wishes for chess, which has no place; A2 for painting, which has one; music has two.

    Painting and music meet in S and in T, and nobody holds a club twice, so each of the two holds both clubs once.
    A1 loses both strands: 2 x 2 + 2 x 1 / 2 = 5. A2 holds painting in one strand and loses none, for a first wish
    held in any strand is held: 0. Luck is 5.
    Lists are one wish long, so depth is 1: rank 0 is worth 0 - 1 - 1 = -2, a place outside the list 1 - 1 - 1 = -1.
    The seed 2026 draws A1 first, weight 2 + 1 - 1 = 2, then A2, weight 1: 2 x (-1 - 1) + 1 x (-2 - 1) = -7.
    """
    problem = school({"A1": ["chess"], "A2": ["painting"]}, (0, 1, 2), "ST", luck={"A1": 2}, lottery="2026")
    assert lottery_numbers("2026", problem.pupils) == {"A1": 1, "A2": 2}
    tiers, _ = seated(problem)
    assert (tiers["luck"], tiers["lottery"]) == (5, -7)


@pytest.mark.parametrize("unlucky", ["A1", "A2"])
@pytest.mark.parametrize("seed", ["2026", "3"])
def test_whoever_lost_before_wins_the_tie_whatever_the_lottery(unlucky: str, seed: str) -> None:
    """Both wish for the one place in chess, then for painting; the seeds draw A1 and A2 first in turn."""
    same = {"A1": ["chess", "painting"], "A2": ["chess", "painting"]}
    for held in everywhere(school(same, (1, 1, 0), luck={unlucky: 1}, lottery=seed)):
        assert held[unlucky, "S"] == "chess"


@pytest.mark.parametrize(("seed", "winner", "loser"), [("2026", "A1", "A2"), ("3", "A2", "A1")])
def test_the_better_number_wins_the_tie(seed: str, winner: str, loser: str) -> None:
    """The same two wishes, nobody lost before: number 1 plays chess; with one place in all, number 2 goes without."""
    same = {"A1": ["chess", "painting"], "A2": ["chess", "painting"]}
    assert lottery_numbers(seed, same) == {winner: 1, loser: 2}
    for held in everywhere(school(same, (1, 1, 0), lottery=seed)):
        assert held == {(winner, "S"): "chess", (loser, "S"): "painting"}
    for held in everywhere(school(same, (1, 0, 0), lottery=seed)):
        assert held == {(winner, "S"): "chess"}
    for held in everywhere(school({"A1": [], "A2": []}, (0, 0, 1), lottery=seed)):
        assert held == {(winner, "S"): "music"}


BOTH_WISH = {"A1": ["chess", "painting"], "B1": ["chess", "painting"]}
ASKING = {"A1": {"together": frozenset({"B1"})}, "B1": {"together": frozenset({"A1"})}}


def test_two_who_both_ask_share_a_club_and_one_who_asks_alone_changes_nothing() -> None:
    """Chess has one place, painting two: apart they hold one each, together painting, which both list."""
    alone = everywhere(school(BOTH_WISH, (1, 2, 0)))
    assert [sorted(held.values()) for held in alone] == [["chess", "painting"]] * 4
    for asks in ASKING:
        assert everywhere(school(BOTH_WISH, (1, 2, 0), pupils={asks: ASKING[asks]})) == alone
    for held in everywhere(school(BOTH_WISH, (1, 2, 0), pupils=ASKING)):
        assert set(held.values()) == {"painting"}


@pytest.mark.parametrize("by_name", ["", "AB"])
def test_two_who_cannot_share_do_not_give_up_a_wish(by_name: str) -> None:
    """Both list only chess, which has one place; outside their lists there are two: one of them still plays chess."""
    problem = school({"A1": ["chess"], "B1": ["chess"]}, (1, 0, 2), pupils=ASKING)
    tiers, held = seated(problem, by_name)
    assert sorted(held.values()) == ["chess", "music"]
    assert tiers["together"] == 1


def test_two_who_ask_are_not_left_out_for_being_two() -> None:
    """One place, three who want it: the seed draws A1 before A2 and B1, so A1 has it although B1 goes without."""
    wishes = dict.fromkeys(("A1", "A2", "B1"), ("chess",))
    assert lottery_numbers("2", wishes)["A1"] == 1
    assert everywhere(school(wishes, (1, 0, 0), pupils=ASKING, lottery="2")) == [{("A1", "S"): "chess"}] * 4


def test_pupils_apart_do_not_share_a_club_named_outside_the_list() -> None:
    """Nobody lists anything and one club is open for both: counted by homeroom both would sit there, named one does."""
    apart = {"A1": {"apart": frozenset({"A2"})}}
    _, held = seated(school({"A1": [], "A2": []}, (0, 0, 2), pupils=apart), by_name="")
    assert list(held.values()) == ["music"]
    _, held = seated(school({"A1": [], "A2": []}, (0, 1, 2), pupils=apart), by_name="AB")
    assert sorted(held.values()) == ["music", "painting"]


def test_whoever_held_a_club_that_is_gone_is_free_to_get_a_wish() -> None:
    """A1 held fencing, which is no more: nobody can keep a place, so no tier counts it, and A1 gets the wish."""
    tiers, held = seated(school({"A1": ["chess"]}, (1, 1, 0)), by_name="", kept={("A1", "S"): "fencing"})
    assert held == {("A1", "S"): "chess"}
    assert "moved" not in tiers


@pytest.mark.parametrize("now", CLUBS)
def test_a_place_held_before_is_kept_even_outside_the_list(now: str) -> None:
    """A1 wishes for chess, then painting; whichever club was held before stays, by name."""
    tiers, held = seated(school({"A1": ["chess", "painting"]}, (1, 1, 1)), kept={("A1", "S"): now})
    assert held == {("A1", "S"): now}
    assert tiers["moved"] == 0


@pytest.mark.parametrize("exempt", ["A1", "A2", "B1"])
def test_nobody_s_place_depends_on_fees(exempt: str) -> None:
    """Three want one place each way: with any of them exempt the seats are the same under every objective."""
    wishes = dict.fromkeys(("A1", "A2", "B1"), ("chess", "painting"))
    plain = everywhere(school(wishes, (1, 1, 1), lottery="2", luck={"A2": 1}))
    changed = school(wishes, (1, 1, 1), lottery="2", luck={"A2": 1}, pupils={exempt: {"fee_exempt": True}})
    assert everywhere(changed) == plain


def test_the_clauses_own_the_tier_of_costs() -> None:
    """The other three objectives are tiers of ranks; asking for COSTS here is an error."""
    with pytest.raises(ValueError, match="costs"):
        rank_tiers(Objective.COSTS, [])


def strict_school(objective: Objective, exempt: str) -> Problem:
    """The small school, A1 and A3 together, A2 and B2 apart, quotas, one place of each club kept for A3's group."""
    base = small_problem()
    company: dict[str, dict[str, Any]] = {
        "A1": {"together": frozenset({"A3"})},
        "A3": {"together": frozenset({"A1"}), "priority": frozenset({"resident"})},
        "A2": {"apart": frozenset({"B2"})},
    }
    pupils = {k: replace(p, **company.get(k, {}), fee_exempt=k == exempt) for k, p in base.pupils.items()}
    clubs = {
        k: replace(c, capacity=5, most_a_homeroom=3, most_a_grade=4, reserved={"resident": 1})
        for k, c in base.clubs.items()
    }
    return small_problem(pupils=pupils, clubs=clubs, allocation=AllocationRule(objective, "2026", {"B3": 1}))


@pytest.mark.parametrize("objective", Objective)
def test_a_whole_week_under_every_objective_is_judged_without_a_breach(worker: Worker, objective: Objective) -> None:
    """Eight pupils of one grade, four a club by its quota; who is exempt from fees is nowhere in the plan."""
    problem = strict_school(objective, exempt="A2")
    plan = plan_week(problem, effort=Effort.DRAFT, seconds=60, worker=worker).plan
    assert plan is not None
    held = {seat.pupil: seat.section.club for seat in plan.seats}
    assert sorted(Counter(held.values()).values()) == [4, 4]
    assert held["A1"] == held["A3"]
    assert held["A2"] != held["B2"]
    assert [b for b in audit(problem, plan).breaches if b.severity is Severity.BREACH] == []


def test_a_whole_plan_does_not_depend_on_fees(worker: Worker) -> None:
    """The same plan whoever is exempt."""
    plans = [
        plan_week(strict_school(Objective.FAIR, who), effort=Effort.DRAFT, seconds=60, worker=worker).plan
        for who in ("A2", "B4")
    ]
    assert plans[0] is not None
    assert plans[0] == plans[1]
