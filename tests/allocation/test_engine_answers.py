"""What the engine seats is best in the sense of the definitions, and holds every certificate."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from allocation.drawing import schools, with_company
from allocation.markets import Trial, tiny_plan, tiny_school
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.test_seating import school

from scheduler.allocation.certificates import certificates
from scheduler.clauses.book import BOOK
from scheduler.config.load import load_school
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.plan import Plan, Seat
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning.compile import compile_space
from scheduler.planning.naming import name_seats, unnamed_homerooms
from scheduler.planning.objective import seat_rows, seat_tiers
from scheduler.planning.offering import open_sections, seating_space
from scheduler.planning.outcome import Effort
from scheduler.planning.run import plan_week
from solvers.answer import Status
from solvers.engines.registry import ENGINES
from solvers.stop import Limits
from solvers.worker import Worker

Opened = dict[tuple[str, str], int]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def seated(
    problem: Problem, opened: Opened, limits: Opened, engine: str, by_name: frozenset[str] = frozenset()
) -> tuple[tuple[Seat, ...], Opened] | None:
    """Seats of the stage, proven, and the sections that stay open; None where its sections cannot all be filled."""
    while True:
        space = seating_space(problem, opened, limits, by_name)
        instance = compile_space(space, BOOK, seat_tiers(space), seat_rows(space))
        answer = ENGINES[engine]()(instance, Limits(20, 60))
        if answer.status is Status.IMPOSSIBLE:
            return None
        assert all(tier.value == tier.bound for tier in answer.tiers)
        seats = name_seats(problem, space, answer.values)
        unnamed = unnamed_homerooms(problem, space, answer.values, seats)
        if not unnamed:
            return seats, dict(open_sections(space, answer.values))
        by_name |= unnamed


def failing(problem: Problem, plan: Plan) -> list[str]:
    """Certificates that do not hold, "placed" apart: it counts, and counts places that do not exist too."""
    return [c.say("en") for c in certificates(problem, plan) if not c.holds and c.rule != "placed"]


@settings(deadline=None, max_examples=60)
@given(problem=schools(), company=st.booleans(), data=st.data())
def test_seats_of_any_tiny_school_hold_every_certificate(problem: Problem, company: bool, data: st.DataObject) -> None:
    """And in a single strand without company they are the best of all allocations, every part of the value told."""
    problem = data.draw(with_company(problem)) if company else problem
    both = bool(problem.seats_sought(problem.strands["T"]))
    chess = data.draw(st.integers(1, 2))
    found = seated(
        problem, {(c, s): chess if c == "c" else 1 for s in ("ST" if both else "S") for c in "cp"}, {}, "split"
    )
    if found is None:
        return
    seats, opened = found
    clubs = {s: "".join(c * n for (c, strand), n in opened.items() if strand == s) for s in "ST"}
    plan = tiny_plan(problem, clubs, {(s.pupil, s.section.strand): s.section.club for s in seats})
    assert not failing(problem, plan)
    if not both and not company:
        trial = Trial(problem, plan, "S")
        assert trial.total(trial.present) == min(map(trial.total, trial.every_way()))


@pytest.mark.parametrize("objective", Objective)
def test_whole_plans_of_a_tiny_school_hold_every_certificate(objective: Objective, worker: Worker) -> None:
    """Two strands, more wishes for chess than places: 3 of 4 pupils in S, all 3 in T; nobody goes without."""
    wishes = {"A1": ("chess",), "A2": ("chess", "painting"), "A3": ("chess", "painting"), "B1": ("painting", "chess")}
    problem = school(wishes, {"A1": "ST", "A2": "S", "A3": "ST", "B1": "ST"}, largest=2)
    rule = AllocationRule(objective, "2026", {"A3": 1})
    problem = replace(problem, allocation=rule)
    plan = plan_week(problem, effort=Effort.DRAFT, worker=worker).plan
    assert plan is not None
    assert len(plan.seats) == 7
    assert all(certificate.holds for certificate in certificates(problem, plan))


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory, worker: Worker) -> tuple[Problem, Plan]:
    """A generated town school of 6 classes and its draft."""
    folder = tmp_path_factory.mktemp("schools") / "six"
    generate_school(folder, like="town24", classes=6, seed=3)
    problem = load_school(folder).problem
    plan = plan_week(problem, effort=Effort.DRAFT, worker=worker).plan
    assert plan is not None
    return problem, plan


@pytest.mark.parametrize("objective", Objective)
def test_seats_of_a_generated_school_hold_every_certificate(
    offered: tuple[Problem, Plan], objective: Objective
) -> None:
    """Every objective over the same open sections; a third of the pupils lost once before."""
    problem, plan = offered
    luck = dict.fromkeys(sorted(problem.pupils)[::3], 1)
    problem = replace(problem, allocation=AllocationRule(objective, "2026", luck))
    opened: Opened = {}
    limits: Opened = {}
    for section in plan.sections:
        pair = section.id.club, section.id.strand
        opened[pair] = opened.get(pair, 0) + 1
        limits[pair] = section.places or 0
    found = seated(problem, opened, limits, "split")
    assert found is not None
    again = replace(plan, seats=found[0])
    assert all(certificate.holds for certificate in certificates(problem, again))


@pytest.mark.parametrize("other", ["A1", "A2"])
def test_a_pupil_kept_apart_from_one_of_another_homeroom_leaves_no_place_free(other: str) -> None:
    """Nobody wishes for anything, so homerooms are counted into chess first; then one homeroom chooses by name.

    Two of three can have chess, not both B1 and the other: the place B1 may not have is not lost.
    """
    problem = tiny_school(dict.fromkeys(("A1", "A2", "B1"), ""), pupils={"B1": {"apart": frozenset({other})}})
    found = seated(problem, {("c", "S"): 1}, {}, "split")
    assert found is not None
    assert len(found[0]) == 2
    assert not failing(problem, tiny_plan(problem, "c", {(s.pupil, "S"): "c" for s in found[0]}))


@pytest.mark.parametrize("kept", [1, 2])
@pytest.mark.parametrize("group", [("A1", "A2", "A3"), ("A1", "B2"), ()])
def test_places_kept_in_sections_that_may_shut_are_as_many_as_in_those_that_may_not(
    kept: int, group: tuple[str, ...]
) -> None:
    """Chess has two sections of 2; all choose by name. Kept: 2 x kept, or as many as of the group ask: 3, 2, 0."""
    wishes = {"A1": "c", "A2": "c", "A3": "pc", "B1": "c", "B2": "cp"}
    members = {pupil: {"priority": frozenset("g")} for pupil in group}
    problem = tiny_school(wishes, clubs={"c": {"reserved": {"g": kept}}}, pupils=members)
    found = seated(problem, {("c", "S"): 2, ("p", "S"): 1}, {}, "split", frozenset("AB"))
    assert found is not None
    assert found[1] == {("c", "S"): 2, ("p", "S"): 1}
    trial = Trial(problem, tiny_plan(problem, "ccp", {(s.pupil, "S"): s.section.club for s in found[0]}), "S")
    assert trial.total(trial.present) == min(map(trial.total, trial.every_way()))
