"""Ways out hold when planned with again, from the file they are written to; none is cheaper where so claimed."""

from itertools import combinations
from pathlib import Path

import pytest

from scheduler import api
from scheduler.config.load import Loaded, load_school, with_layer
from scheduler.domain.plan import TierName
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.find import PRICED, Attempt, Search, find_ways, layer_of
from scheduler.explain.ways.remedy import Remedy, Step
from scheduler.explain.ways.wants import shorts
from scheduler.explain.ways.way import WaysOut
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.planning.sketch import Sketch, sketch
from solvers.worker import Worker

SECONDS = 6.0


@pytest.fixture(scope="module")
def worker() -> Worker:
    """One solving process for the module."""
    return Worker()


@pytest.fixture(scope="module", params=["rooms", "skill"])
def short(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker: Worker
) -> tuple[Loaded, Sketch, WaysOut]:
    """A village school that lacks something, its sketch, and the ways out found."""
    folder = tmp_path_factory.mktemp("ways") / request.param
    generate_school(folder, like="rural6", seed=5, short_of=request.param)
    loaded = load_school(folder)
    base = sketch(loaded.problem, worker, seconds=60)
    return loaded, base, find_ways(loaded, seconds=SECONDS, workers=[worker], base=base)


def shortage_with(loaded: Loaded) -> int:
    """The judge's shortage of an ordinary draft, made without anything the search for ways out knows."""
    outcome = api.plan(loaded, effort=Effort.DRAFT)
    assert outcome.audit is not None
    return outcome.audit.value[TierName.SHORTAGE]


def test_ways_written_as_scenario_files_leave_nothing_short(
    short: tuple[Loaded, Sketch, WaysOut], tmp_path: Path
) -> None:
    """What a planner does: take the file, plan with it. The first and the last of the list are tried."""
    loaded, base, found = short
    assert base.shortage
    assert found.shortage == base.shortage
    assert found.ways
    files = api.write_ways(found, tmp_path, "zh")
    assert len(files) == len(found.ways)
    for file, way in {files[0]: found.ways[0], files[-1]: found.ways[-1]}.items():
        assert way.enough
        assert shortage_with(load_school(loaded.request.path, scenarios=[file])) == 0


def test_ways_are_different_and_cheapest_first(short: tuple[Loaded, Sketch, WaysOut]) -> None:
    """Prices go up, no way holds another, and every price is what the policy's table says."""
    loaded, _, found = short
    prices = loaded.problem.policy.remedies
    assert [way.price for way in found.ways] == sorted(way.price for way in found.ways)
    for one, other in combinations(found.ways, 2):
        assert not {c.english for c in one.changes} <= {c.english for c in other.changes}
    for way in found.ways:
        assert way.price == sum(change.price for change in way.changes)
        assert all(change.price % prices[change.kind] == 0 for change in way.changes)


def test_no_single_remedy_is_cheaper_than_a_way_said_to_be_cheapest(
    short: tuple[Loaded, Sketch, WaysOut], worker: Worker
) -> None:
    """Every remedy considered that costs less is tried alone: planned with, something stays short."""
    loaded, base, found = short
    best = found.ways[0]
    assert best.cheapest
    search = Search(Attempt(loaded, base), 0.0)
    stage = next(stage for stage in PRICED if stage in base.stages and any(shorts(base.stages[stage])))
    points = loaded.problem.policy.remedies
    cheaper = [r for r in search.pricing(search.base, stage).remedies if points[r.kind] < best.price]
    for remedy in cheaper[:12]:
        assert sketched_with(loaded, remedy, base, worker).shortage


def sketched_with(loaded: Loaded, remedy: Remedy, base: Sketch, worker: Worker) -> Sketch:
    """The week with one unit of one remedy."""
    changed = with_layer(loaded, layer_of(loaded, [Step(remedy, 1, 1)]))
    return sketch(changed.problem, worker, seconds=60, like=base.values)


def test_remedies_without_a_price_are_never_offered(short: tuple[Loaded, Sketch, WaysOut], worker: Worker) -> None:
    """A school that prices nothing is offered nothing, and told so; one price, and only that kind comes."""
    loaded, _, found = short
    nothing = with_layer(loaded, {"rules": {"remedies": {kind.value: None for kind in RemedyKind}}})
    none = find_ways(nothing, seconds=SECONDS, workers=[worker], base=sketch(nothing.problem, worker, seconds=60))
    assert none.ways == ()
    assert none.complete
    assert "rules.remedies" in none.say("en")
    kinds = {change.kind for change in found.ways[0].changes}
    unpriced: dict[str, None] = {kind.value: None for kind in RemedyKind if kind not in kinds}
    few = with_layer(loaded, {"rules": {"remedies": unpriced}})
    only = find_ways(few, seconds=SECONDS, workers=[worker], base=sketch(few.problem, worker, seconds=60))
    assert {change.kind for way in only.ways for change in way.changes} <= kinds
    assert only.ways[0].price == found.ways[0].price


def test_week_with_nothing_short_needs_no_way_out(tmp_path: Path, worker: Worker) -> None:
    """Said as such, without any search."""
    generate_school(tmp_path / "whole", like="rural6", seed=5)
    found = find_ways(load_school(tmp_path / "whole"), seconds=SECONDS, workers=[worker])
    assert (found.shortage, found.ways, found.complete) == (0, (), True)
    assert found.say("en") == "A week with nothing short exists; no way out is needed"


def test_sketch_takes_over_answers_that_still_hold_and_no_others(
    short: tuple[Loaded, Sketch, WaysOut], worker: Worker
) -> None:
    """Of the same school every stage with nothing short is taken over; where something is short it is asked again."""
    loaded, base, _ = short
    again = sketch(loaded.problem, worker, seconds=60, like=base.values)
    engines = {report.stage: report.engine for report in again.outcome.stages}
    for stage, solved in base.stages.items():
        assert (engines[stage] == "reused") == (not any(shorts(solved))), stage
    assert again.shortage == base.shortage
    anew = sketch(loaded.problem, worker, seconds=60, like={stage: {} for stage in base.stages})
    assert anew.shortage == base.shortage


def test_the_first_way_is_found_however_little_time_there_is(
    short: tuple[Loaded, Sketch, WaysOut], worker: Worker
) -> None:
    """No second left once the week is sketched: one way, the cheapest, and no claim that there are no others."""
    loaded, base, found = short
    only = find_ways(loaded, seconds=0.001, workers=[worker], base=base)
    assert [way.price for way in only.ways] == [found.ways[0].price]
    assert not only.complete


def test_stages_kept_without_being_asked_are_for_the_judge_to_find_out(tmp_path: Path, worker: Worker) -> None:
    """A room that homework uses is closed on its day: kept as they are, the groups meet there, and clause 76 or 26 says
    so; asked anew they do not."""
    generate_school(tmp_path / "whole", like="rural6", seed=5)
    loaded = load_school(tmp_path / "whole")
    base = sketch(loaded.problem, worker, seconds=60)
    assert base.outcome.plan is not None
    used = next(session for session in base.outcome.plan.sessions if session.section is None and session.venue)
    closed = with_layer(loaded, {"venues": {str(used.venue): {"closed": [str(used.date)]}}})
    kept = sketch(closed.problem, worker, seconds=60, given=base.stages)
    assert kept.outcome.plan is not None
    assert kept.outcome.plan.sessions == base.outcome.plan.sessions
    assert not kept.whole
    assert kept.outcome.audit is not None
    assert used.id in {breach.where for breach in kept.outcome.audit.breaches}
    anew = sketch(closed.problem, worker, seconds=60, like=base.values)
    assert anew.outcome.plan is not None
    assert not any(s.venue == used.venue and s.date == used.date for s in anew.outcome.plan.sessions)
