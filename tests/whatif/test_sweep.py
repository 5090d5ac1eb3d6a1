"""Sweeps: points, what is kept, what a killed one goes on with, and where more stops paying."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small import small_plan

from scheduler.config.load import Loaded, load_school
from scheduler.domain.plan import TierName
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.whatif.quantities import Range, VaryRefused, read_range
from scheduler.whatif.store import Store, digest_of
from scheduler.whatif.sweep import Axis, Frontier, Point, Settings, jobs, paying_of, sweep
from tests.whatif.weeks import Scripted, point, tiers

SETTINGS = Settings(Effort.DRAFT, 60.0, {"afterschool-planner": "1"})
PLAN = replace(small_plan(), tiers=tiers(money=(100, 90)))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A generated school of three classes."""
    folder = tmp_path_factory.mktemp("school") / "s"
    generate_school(folder, like="rural6", classes=3, seed=1)
    return load_school(folder)


def ranges(loaded: Loaded, *texts: str) -> list[Range]:
    """Ranges as written."""
    return [read_range(loaded.problem, text) for text in texts]


def swept(
    loaded: Loaded, folder: Path, executor: Scripted, *texts: str, settings: Settings = SETTINGS
) -> Frontier | None:
    """A sweep into a folder."""
    return sweep(loaded, [read_range(loaded.problem, text) for text in texts], settings, executor, Store(folder))


def test_two_quantities_make_a_grid_the_last_one_changing_first(loaded: Loaded) -> None:
    """2 x 2 points after the base; the point that is the school as it is has no changes."""
    asked = jobs(loaded, ranges(loaded, "volunteers=0..1", "participation=90%..100%"), SETTINGS)
    assert [one.values for one in asked] == [(), (0, 90), (0, 100), (1, 90), (1, 100)]
    assert [len(one.changes) for one in asked] == [0, 1, 0, 2, 1]
    assert len({one.key for one in asked}) == 4
    assert asked[2].problem is loaded.problem
    assert len(asked[4].problem.adults) == len(loaded.problem.adults) + 1


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("volunteers=0..60", "late_days=1..7"), "427 points, at most 60"),
        (("volunteers=0..60",), "61 points, at most 60"),
        (("volunteers=0..1", "志愿者=2"), "volunteers is varied twice"),
        (("participation=110%",), r"participation=110%: .*the roster has no more pupils"),
        (("rooms:pool=1",), "there is no venue of kind pool to copy, but of "),
    ],
)
def test_too_much_is_refused(loaded: Loaded, texts: tuple[str, ...], why: str) -> None:
    """61 x 7 = 427 points; 61 is one too many."""
    with pytest.raises(VaryRefused, match=why):
        jobs(loaded, ranges(loaded, *texts), SETTINGS)


def test_every_point_is_planned_once_and_the_present_one_is_the_base(loaded: Loaded, tmp_path: Path) -> None:
    """volunteers=0 is the school as it is: base, 1, 2."""
    executor = Scripted(PLAN)
    found = swept(loaded, tmp_path, executor, "volunteers=0..2")
    assert executor.asked == ["base", "volunteers=1", "volunteers=2"]
    assert found is not None
    assert [p.values for p in found.points] == [(0,), (1,), (2,)]
    assert found.points[0].side == found.base
    assert found.whole


def test_a_killed_sweep_goes_on_where_it_was(loaded: Loaded, tmp_path: Path) -> None:
    """Stopped after base and one point; then the base again, for its answers, and the two that lack; then nothing."""
    first, second, third = Scripted(PLAN, stop_after=2), Scripted(PLAN), Scripted(PLAN)
    partly = swept(loaded, tmp_path, first, "volunteers=1..3")
    assert partly is not None
    assert [p.side is not None for p in partly.points] == [True, False, False]
    assert not partly.whole
    found = swept(loaded, tmp_path, second, "volunteers=1..3")
    assert second.asked == ["base", "volunteers=2", "volunteers=3"]
    again = swept(loaded, tmp_path, third, "volunteers=1..3")
    assert third.asked == []
    assert again == found


def test_a_sweep_stopped_before_its_base_has_nothing(loaded: Loaded, tmp_path: Path) -> None:
    """And plans no point."""
    executor = Scripted(PLAN, stop_after=0)
    assert swept(loaded, tmp_path, executor, "volunteers=1..3") is None
    assert executor.asked == []
    assert not list(tmp_path.iterdir())


def test_other_effort_is_another_question(loaded: Loaded, tmp_path: Path) -> None:
    """Points of a draft are not taken for thorough ones, nor those of another version."""
    swept(loaded, tmp_path, Scripted(PLAN), "volunteers=1")
    for other in (replace(SETTINGS, effort=Effort.QUICK), replace(SETTINGS, provenance={"afterschool-planner": "2"})):
        executor = Scripted(PLAN)
        swept(loaded, tmp_path, executor, "volunteers=1", settings=other)
        assert executor.asked == ["base", "volunteers=1"]


@pytest.mark.parametrize(
    "spoil",
    [lambda t: t[: len(t) // 2], lambda t: "", lambda t: "[1]", lambda t: t.replace('"value": 100', '"value": 99')],
    ids=["half", "empty", "other", "changed"],
)
def test_a_point_that_cannot_be_read_is_dropped_with_a_note(
    loaded: Loaded, tmp_path: Path, spoil: Callable[[str], str]
) -> None:
    """Half a file, an empty one, other data, a number changed: told, and planned anew."""
    swept(loaded, tmp_path, Scripted(PLAN), "volunteers=1..2")
    file = tmp_path / "volunteers=2.json"
    file.write_text(spoil(file.read_text()))
    notes: list[Path] = []
    executor = Scripted(PLAN)
    store = Store(tmp_path, lambda path, why: notes.append(path))
    sweep(loaded, ranges(loaded, "volunteers=1..2"), SETTINGS, executor, store)
    assert executor.asked == ["base", "volunteers=2"]
    assert notes == [file]


def test_a_point_that_crashed_is_told_and_tried_again_next_time(loaded: Loaded, tmp_path: Path) -> None:
    """It has no tiers, says why, and is not kept."""
    found = swept(loaded, tmp_path, Scripted(PLAN, faults=["volunteers=1"]), "volunteers=1..2")
    assert found is not None
    assert found.points[0].side is not None
    assert found.points[0].side.none("en") == "its process died twice (exit code -9)"
    again = Scripted(PLAN)
    swept(loaded, tmp_path, again, "volunteers=1..2")
    assert again.asked == ["base", "volunteers=1"]


def test_what_is_stored_comes_back_equal(loaded: Loaded, tmp_path: Path) -> None:
    """Through JSON and back, numbers as keys included."""
    found = swept(loaded, tmp_path, Scripted(PLAN), "volunteers=1")
    key = json.loads((tmp_path / "base.json").read_text())["key"]
    assert found is not None
    assert Store(tmp_path).load("base", key) == found.base
    assert Store(tmp_path).load("base", digest_of("other")) is None


SHORT = TierName.SHORTAGE


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(9, 9), (4, 4), (0, 0), (0, 0)], (2, 1)),
        ([(9, 9), (4, 0), (0, 0), (0, 0)], (2, 0)),
        ([(9, 0), (4, 0), (0, 0), (0, 0)], (2, None)),
        ([(0, 0), (0, 0)], (0, None)),
        ([(5, 5), (4, 4)], (1, 0)),
        ([(0, 0), (3, 3), (2, 2)], (0, 1)),
    ],
)
def test_where_it_stops_paying(pairs: list[tuple[int, int]], expected: tuple[int, int | None]) -> None:
    """Found from: the first value none later falls below. Proven: the last whose bound lies above a later value."""
    found = paying_of([point(value, shortage=pair) for value, pair in enumerate(pairs)], SHORT)
    assert found is not None
    assert (found.found_from, found.proven_until) == expected


def test_cheap_for_being_short_does_not_pay() -> None:
    """At 0 groups go without an adult, which costs nothing: money counts from 1 on, and falls to the end."""
    points = [point(0, shortage=(9, 9), money=(10, 10)), point(1, money=(50, 50)), point(2, money=(40, 40))]
    found = paying_of(points, TierName.MONEY)
    assert found is not None
    assert (found.found_from, found.proven_until) == (2, 1)


def frontier(points: list[Point], eases: bool) -> Frontier:
    """One quantity's frontier."""
    values = tuple(p.values[0] for p in points)
    axis = Axis("q", ("数量", "quantity"), values, 0, eases, False)
    assert points[0].side is not None
    paying = tuple(p for tier in (SHORT,) if (p := paying_of(points, tier)) is not None)
    return Frontier("s", "2026-11-02", (axis,), points[0].side, tuple(points), paying)


def test_it_is_said_where_more_stops_paying() -> None:
    """9, 4, 0: still better at the last; 9, 0, 0: from 1 on nothing better."""
    going_on = [point(v, shortage=(s, s)) for v, s in enumerate((9, 4, 0))]
    done = [point(v, shortage=(s, s)) for v, s in enumerate((9, 0, 0))]
    assert (
        frontier(going_on, True).say("en")
        == "shortage: still better at the last, 2, more than 1 is proven to be better"
    )
    assert frontier(done, True).say("en").startswith("shortage: nothing better was found from 1 on")
    flat = frontier([point(v) for v in range(3)], True)
    assert flat.say("en") == "shortage: the same value was found at every point"
    assert "从 1 起没有找到更好的" in frontier(done, True).say("zh")


def test_of_a_quantity_that_asks_for_more_it_is_said_how_far_it_goes() -> None:
    """Nothing short up to 1; at 2 the bound of 3 proves a shortage."""
    points = [point(v, shortage=pair) for v, pair in enumerate([(0, 0), (0, 0), (4, 3)])]
    assert frontier(points, False).say("en") == "quantity: nothing is short up to 1, proven short from 2 on"
