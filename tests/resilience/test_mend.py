"""Single absences: which there are, what the school is then, and whether a legal repair there is is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from config.tiny import load
from small import DAYS, MONDAY, small_plan, small_policy, small_problem

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.config.load import with_layer
from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Plan, Post
from scheduler.domain.problem import Problem
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from scheduler.resilience.absence import Absence, Missing, absences
from scheduler.resilience.mend import Job, Mended, dealt, mend_all, mended
from solvers.worker import Worker

TUESDAY = DAYS[1].date
COSTS = {ChangeKind.DUTY: 4, ChangeKind.CALLED_IN: 6, ChangeKind.MOVED: 2, ChangeKind.CLUB_OFF: 30, ChangeKind.ROOM: 3}
SCHOOL = small_problem(policy=small_policy(changes=COSTS))
WEEK = tuple(day.date for day in DAYS)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


@pytest.fixture(scope="module")
def plan(worker: Worker) -> Plan:
    """The small school's week, planned."""
    found = plan_week(SCHOOL, effort=Effort.DRAFT, worker=worker).plan
    assert found is not None
    assert not found.unmet
    return found


def away(*who: str, on: tuple[date, ...] = (TUESDAY,)) -> Absence:
    """Adults absent."""
    return Absence(Missing.ADULT, who, on)


def of(worker: Worker, plan: Plan, absence: Absence) -> Mended:
    """What becomes of an absence."""
    return mended(Job(SCHOOL, plan, 0, (absence,)), absence, worker)


def test_absences_are_each_adult_on_each_day_of_service_and_each_venue_in_use() -> None:
    """T12 serves on Monday, Wednesday (standby) and Thursday: three days and all of them together; L on five days and
    the week. PG holds nobody, so it is not asked about; RA, RB and ART are, for the week."""
    found = absences(small_problem(), small_plan())
    mine = {who: [a.dates for a in found if a.who == (who,)] for who in ("T12", "L", "PG", "RA")}
    plan = small_plan()
    days = sorted({d.date for d in plan.duties_of("T12")})
    assert mine["T12"] == [*((day,) for day in days), tuple(days)]
    assert mine["L"] == [*((day,) for day in WEEK), WEEK]
    assert (mine["PG"], mine["RA"]) == ([], [WEEK])
    assert len({a.name for a in found}) == len(found)
    assert [a.what for a in found] == sorted((a.what for a in found), key=list(Missing).index)


@pytest.mark.parametrize(
    "absence",
    [
        Absence(Missing.ADULT, ("T1",), (date(2026, 9, 8),)),
        Absence(Missing.ADULT, ("T1", "T2"), (date(2026, 9, 8), date(2026, 9, 9))),
        Absence(Missing.VENUE, ("R1",), (date(2026, 9, 8), date(2026, 9, 9))),
        Absence(Missing.VENUE, ("PG",), (date(2026, 9, 9),)),
    ],
    ids=lambda a: a.name,
)
def test_the_school_is_then_what_the_scenario_makes_it(absence: Absence, tmp_path: Path) -> None:
    """Quick and by the scenario's own way: the same adults and venues, and nothing else changed."""
    loaded = load(tmp_path)
    quick, slow = absence.happened(loaded.problem), with_layer(loaded, absence.layer).problem
    assert (quick.adults, quick.site) == (slow.adults, slow.site)
    assert replace(quick, adults=loaded.problem.adults, site=loaded.problem.site) == loaded.problem


def substitutes(problem: Problem, plan: Plan, post: Post) -> list[str]:
    """Who could hold a post alone, everything else as it is, by the judge: by trying everybody."""
    found = []
    for adult in problem.adults:
        posts = tuple(replace(p, adult=adult) if p.id == post.id else p for p in plan.posts)
        tried = audit(problem, replace(plan, posts=posts))
        if not any(b.severity is Severity.BREACH for b in tried.breaches):
            found.append(adult)
    return found


@pytest.mark.parametrize("kind", ["duty_lead", "gate", "first_aid", "patrol", "standby"])
def test_a_post_is_mended_just_when_somebody_could_hold_it(kind: str, worker: Worker, plan: Plan) -> None:
    """L is the only duty lead, so nobody can; every other post has others. By trying everybody; where one change is
    enough, the repair costs no more than a duty and being called in."""
    post = next(p for p in plan.posts if p.kind == kind)
    assert post.adult is not None
    absence = away(post.adult, on=(post.date,))
    found, there = of(worker, plan, absence), absence.happened(SCHOOL)
    alone = len([d for d in plan.duties_of(post.adult) if d.date == post.date]) == 1
    others = substitutes(there, plan, post)
    assert found.legal == (kind != "duty_lead")
    if kind == "duty_lead":
        assert not others
        assert [(u.clause, u.what, u.when) for u in found.unmet] == [(10, "duty_lead", post.date)]
    elif others and alone:
        assert 0 < found.cost <= COSTS[ChangeKind.DUTY] + COSTS[ChangeKind.CALLED_IN]
        assert (found.unmet, found.proven) == ((), True)


def test_a_lead_nobody_can_replace_calls_the_club_off(worker: Worker, plan: Plan) -> None:
    """T1 alone has the skill of chess: on Monday the club is held as class activity, at 30 points and what else it
    takes; on Tuesday there is no chess."""
    monday = of(worker, plan, away("T1", on=(MONDAY,)))
    assert (monday.legal, monday.called_off) == (True, 1)
    assert monday.cost >= COSTS[ChangeKind.CLUB_OFF]
    assert of(worker, plan, away("T1")).called_off == 0


def test_a_closed_venue_is_left_or_its_club_called_off(worker: Worker, plan: Plan) -> None:
    """Painting needs the art room: closed all week, both its meetings are called off. Nobody has PG."""
    art = of(worker, plan, Absence(Missing.VENUE, ("ART",), WEEK))
    assert art.called_off == 2
    nothing = of(worker, plan, Absence(Missing.VENUE, ("PG",), WEEK))
    assert (nothing.legal, nothing.changes, nothing.cost) == (True, 0, 0)


def test_more_away_is_never_cheaper(worker: Worker, plan: Plan) -> None:
    """T2 away costs no more than T2 and F1 away; one day no more than two."""
    one, both = of(worker, plan, away("T2")), of(worker, plan, away("T2", "F1"))
    days = of(worker, plan, away("T2", on=(TUESDAY, DAYS[2].date)))
    assert one.proven
    assert one.cost <= both.cost
    assert one.cost <= days.cost


def test_jobs_are_dealt_in_turn_and_answered_in_order() -> None:
    """Five absences to two hands: 0, 2, 4 and 1, 3; more hands than absences leave some out."""
    some = absences(small_problem(), small_plan())[:5]
    assert dealt(some, 2) == [(some[0], some[2], some[4]), (some[1], some[3])]
    assert len(dealt(some[:1], 8)) == 1
    told: list[object] = []
    found = mend_all(Job(SCHOOL, small_plan(), 0, some[:2]), told.append)
    assert [one.absence for one in found] == list(some[:2])
    assert told == list(found)
