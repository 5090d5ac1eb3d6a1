"""Late joiners and leavers: sections stand, as few pupils as can be change clubs, gains are offered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import small_problem

from scheduler.allocation.report import places_report
from scheduler.audit import audit
from scheduler.domain.demand import Choice
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planning.keeping import kept_offer, kept_places
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def school(places: int, without: str = "", joining: str = "") -> Problem:
    """The small school with so many places in chess; a pupil gone, and one come who wishes for chess, then painting."""
    base = small_problem()
    clubs = {**base.clubs, "chess": replace(base.clubs["chess"], capacity=places)}
    pupils = {key: pupil for key, pupil in base.pupils.items() if key != without}
    if joining:
        pupils[joining] = replace(base.pupils["A1"], id=joining, choices=(Choice("chess"), Choice("painting")))
    rooms = {key: replace(room, enrolled=5) for key, room in base.homerooms.items()}
    return small_problem(clubs=clubs, pupils=pupils, homerooms=rooms, survey_answered={"A": 5, "B": 5})


def planned(problem: Problem, worker: Worker, keep: Plan | None = None) -> Plan:
    """A draft, judged clean."""
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, keep=keep)
    assert outcome.plan is not None
    assert audit(problem, outcome.plan).clean
    return outcome.plan


def clubs_of(plan: Plan) -> dict[str, str]:
    """Pupil -> club, in the one strand there is."""
    return {seat.pupil: seat.section.club for seat in plan.seats}


def test_a_joiner_takes_a_free_place_and_nobody_moves(worker: Worker) -> None:
    """Four wish for chess and hold its 4 places; A5 comes, wishes for chess too, and gets painting."""
    before = planned(school(places=4), worker)
    after = planned(school(places=4, joining="A5"), worker, before)
    assert clubs_of(after) == {**clubs_of(before), "A5": "painting"}
    assert after.kept == before.seats


def test_the_place_a_leaver_left_goes_to_the_joiner(worker: Worker) -> None:
    """A1 held chess and leaves; A5 comes and gets that place."""
    before = planned(school(places=4), worker)
    assert clubs_of(before)["A1"] == "chess"
    after = clubs_of(planned(school(places=4, without="A1", joining="A5"), worker, before))
    assert after["A5"] == "chess"
    assert all(after[pupil] == club for pupil, club in clubs_of(before).items() if pupil != "A1")


def test_a_place_left_free_is_offered_to_whoever_prefers_it_but_moves_nobody(worker: Worker) -> None:
    """Chess has 3 places for 4 who wish for it, so one of them sits in painting. One of the three leaves: the fourth
    stays, every certificate holds, and the change is offered."""
    before = planned(school(places=3), worker)
    fourth = next(pupil for pupil in ("A1", "A2", "B1", "B2") if clubs_of(before)[pupil] == "painting")
    leaver = next(pupil for pupil in ("A1", "A2", "B1", "B2") if clubs_of(before)[pupil] == "chess")
    changed = school(places=3, without=leaver)
    after = planned(changed, worker, before)
    assert clubs_of(after)[fourth] == "painting"
    report = places_report(changed, after)
    assert report.sound
    assert [str(offer) for offer in report.offers] == [f"S: {fourth} painting>chess"]
    afresh = places_report(changed, planned(changed, worker))
    assert afresh.sound
    assert not afresh.offers


def test_a_section_that_became_too_small_shuts_and_its_pupils_move(worker: Worker) -> None:
    """Chess opens from 2. Of its two pupils one leaves; the other moves to painting, everybody else stays."""
    base = school(places=2)
    pupils = {
        k: replace(p, choices=(Choice("chess" if k in ("A1", "B1") else "painting"), Choice("painting")))
        for k, p in base.pupils.items()
    }
    first = replace(base, pupils=pupils)
    before = planned(first, worker)
    assert sorted(pupil for pupil, club in clubs_of(before).items() if club == "chess") == ["A1", "B1"]
    after = planned(replace(first, pupils={k: p for k, p in pupils.items() if k != "A1"}), worker, before)
    assert clubs_of(after) == {pupil: "painting" for pupil in pupils if pupil != "A1"}


def test_sections_whose_club_or_days_are_gone_are_not_kept(worker: Worker) -> None:
    """Without chess only painting is kept; when the strand does not meet, nothing is; places as the plan counted."""
    problem = school(places=4)
    plan = planned(problem, worker)
    assert kept_offer(problem, plan) == (
        {("chess", "S"): 1, ("painting", "S"): 1},
        {("chess", "S"): 4, ("painting", "S"): 20},
    )
    gone = replace(problem, clubs={"painting": problem.clubs["painting"]})
    assert kept_offer(gone, plan)[0] == {("painting", "S"): 1}
    idle = replace(problem, days=problem.days[1:2])
    assert kept_offer(idle, plan) == ({}, {})
    assert kept_places(idle, plan) == {}
    assert kept_places(problem, None) == {}
