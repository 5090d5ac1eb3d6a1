"""Pins that cannot hold: which, with which clauses, and whether in every plan."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small import DAYS, small_plan, small_problem

from scheduler.domain.groups import Kind
from scheduler.domain.problem import Problem
from scheduler.explain.pins import PinClash, pin_clash
from scheduler.explain.questions import Scope
from scheduler.planning.asked import Variant
from scheduler.planning.outcome import Effort, Verdict
from scheduler.planning.run import plan_week
from scheduler.statements.clubs import ClubVenue, LeadsClub, Sections
from scheduler.statements.groups import GroupVenue
from scheduler.statements.people import Duties
from scheduler.statements.statement import NONE, Condition, Count, Statement
from scheduler.statements.tasks import Task
from scheduler.statements.words import Named
from solvers.worker import Worker

CHESS, PAINTING = Named("chess", "围棋"), Named("painting", "绘画")
HOMEWORK = Kind.HOMEWORK


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def clash(problem: Problem, worker: Worker, *conditions: Condition) -> PinClash:
    """What is said of a week that the conditions make impossible."""
    variant = Variant(conditions)
    outcome = plan_week(problem, effort=Effort.SKETCH, worker=worker, variant=variant)
    assert outcome.verdict is Verdict.IMPOSSIBLE
    found = pin_clash(problem, variant, worker)
    assert found is not None
    return found


def must(*said: Statement) -> list[Condition]:
    """Pins."""
    return [Condition(one) for one in said]


IDLE = must(Duties("T5", Count(0, 8)), Task("T12", "gate", "", None, NONE))
"""Pins anybody can keep: they are never part of a clash."""
CASES = [
    (must(Task("T3", "homework", "A", 2), Task("T3", "homework", "B", 2)), "staff", {73}),
    (must(Task("T3", "homework", "A", 2), Duties("T3", Count(0, 0))), "staff", set()),
    (must(Task("T3", "homework", "A", 2), Task("T3", "patrol", "", 2)), "staff", {73}),
    (must(Duties("T3", Count(9))), "staff", {42}),
    (must(Task("L", "homework")), "staff", set()),
    (must(LeadsClub("T3", CHESS)), "offer", set()),
    (must(Sections(CHESS, count=Count(2))), "offer", set()),
    (must(GroupVenue(HOMEWORK, "A", "PG")), "groups", set()),
    (must(GroupVenue(HOMEWORK, "A", "ART", 2), GroupVenue(HOMEWORK, "B", "ART", 2)), "groups", {26}),
    (must(ClubVenue(CHESS, "ART")), "offer", set()),
]


@pytest.mark.parametrize(("pins", "stage", "clauses"), CASES, ids=lambda v: v if isinstance(v, str) else None)
def test_the_pins_that_clash_are_told_with_the_clauses_and_no_others(
    pins: list[Condition], stage: str, clauses: set[int], worker: Worker
) -> None:
    """One adult at one time (73), at most 8 duties (42), one group a place (26); else nothing could make it so. All of
    it holds in every plan: none of it depends on what the stages before settled."""
    found = clash(small_problem(), worker, *IDLE, *pins)
    assert set(found.pins) == set(pins)
    assert (found.stage, {rule.clause for rule in found.rules}) == (stage, clauses)
    assert (found.scope, found.irreducible, found.confirmed) == (Scope.EVERY, True, True)
    for pin in pins:
        assert pin.statement.say("en") in found.say("en")
        assert pin.statement.say("zh") in found.say("zh")
    assert ("nothing in the school's week" in found.say("en")) == (not clauses)


def test_forbidden_and_pinned_at_once_is_a_clash_of_two(worker: Worker) -> None:
    """And is told as such."""
    said = Task("T3", "homework", "A", 2)
    found = clash(small_problem(), worker, Condition(said), Condition(said, holds=False))
    assert {pin.holds for pin in found.pins} == {True, False}
    assert "forbid: T3 does homework of A on Tue" in found.say("en")


def test_an_absence_clashes_with_a_pin_in_every_plan(worker: Worker) -> None:
    """T3 is away on Tuesday (42: not there)."""
    base = small_problem()
    adults = {**base.adults, "T3": replace(base.adults["T3"], absent=frozenset({DAYS[1].date}))}
    found = clash(small_problem(adults=adults), worker, *must(Task("T3", "homework", "A", 2)))
    assert {rule.clause for rule in found.rules} == {42}
    assert found.scope is Scope.EVERY
    assert "T3" in found.say("zh")


def test_preferences_and_weeks_that_were_found_have_no_clash(worker: Worker) -> None:
    """What cannot be is merely missed when it is preferred."""
    variant = Variant((Condition(LeadsClub("T3", CHESS), weight=9),))
    outcome = plan_week(small_problem(), effort=Effort.SKETCH, worker=worker, variant=variant)
    assert outcome.plan is not None
    assert outcome.plan.missed == 9
    assert pin_clash(small_problem(), variant, worker) is None


def test_beside_a_kept_offer_is_no_proof_about_every_plan(worker: Worker) -> None:
    """The kept plan has no painting, and kept sections may only shut: the pin cannot be beside them, though another
    plan has it, and that is how it is told."""
    plan = small_plan()
    chess = tuple(section for section in plan.sections if section.id.club == "chess")
    variant = Variant((Condition(Sections(PAINTING)),))
    kept = replace(plan, sections=chess)
    outcome = plan_week(small_problem(), effort=Effort.SKETCH, worker=worker, variant=variant, keep=kept)
    assert outcome.verdict is Verdict.IMPOSSIBLE
    found = pin_clash(small_problem(), variant, worker)
    assert found is not None
    assert (found.stage, found.scope) == ("seats", Scope.PLAN)
    assert "with this plan's groups and clubs" in found.say("en")


def test_pins_come_before_a_fully_staffed_week(worker: Worker) -> None:
    """Both clubs pinned, and too few adults for them and the posts: no fully staffed week has them, so the week that
    keeps them is short, and is told as short."""
    base = small_problem()
    few = {key: adult for key, adult in base.adults.items() if key in ("T1", "T2", "F1", "L", "G")}
    variant = Variant(tuple(must(Sections(CHESS), Sections(PAINTING))))
    outcome = plan_week(small_problem(adults=few), effort=Effort.SKETCH, worker=worker, variant=variant)
    assert outcome.plan is not None
    assert {section.id.club for section in outcome.plan.sections} == {"chess", "painting"}
    assert outcome.plan.unmet
    assert pin_clash(small_problem(adults=few), variant, worker) is None
