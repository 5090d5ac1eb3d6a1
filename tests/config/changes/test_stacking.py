"""Laws of changes: order, taking back, shares within shares, places of what they set; and what the files give."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.config.load import Loaded, load_school, origin, with_layer
from tests.config import tiny
from tests.config.changes.conftest import COUNTS, LISTED
from tests.config.changes.small import changed, layer, refused, written

DAY = st.sampled_from(["mon", "tue", "wed", "thu", "fri"])
ADULT = st.sampled_from(["T1", "T2", "L"])
VENUE = st.sampled_from(["R1", "R3", "outdoor", "classroom"])
SHARE = st.integers(0, 100)
AWAY = st.builds("absent: {}, on: {}".format, ADULT, DAY)
SHUT = st.builds("close: {}, on: {}".format, VENUE, DAY)
FEWER = st.builds("scale: participation, to: {}%".format, SHARE)


def attending(loaded: Loaded) -> set[str]:
    """Pupils who attend on any day."""
    return {key for key, pupil in loaded.problem.pupils.items() if any(pupil.days.values())}


@given(away=st.lists(AWAY, max_size=4), shut=st.lists(SHUT, max_size=4), data=st.data())
@settings(max_examples=15)
def test_changes_of_different_things_may_stand_in_any_order(
    school: Loaded, away: list[str], shut: list[str], data: st.DataObject
) -> None:
    """Who is away and what is shut comes out alike however the list is ordered or cut into scenarios."""
    texts = [*away, *shut]
    turned = data.draw(st.permutations(texts))
    cut = data.draw(st.integers(0, len(texts)))
    once = changed(school, *texts)
    stacked = changed(changed(school, *turned[:cut]), *turned[cut:])
    assert stacked.problem == once.problem


@given(adult=ADULT, days=st.lists(DAY, min_size=1, unique=True))
@settings(max_examples=10)
def test_absent_and_then_present_is_nothing(school: Loaded, adult: str, days: list[str]) -> None:
    """A scenario over another takes back what that did; in one list it is a contradiction."""
    on = f"on: [{', '.join(days)}]"
    away, back = f"absent: {adult}, {on}", f"present: {adult}, {on}"
    assert changed(changed(school, away), back).problem == school.problem
    assert refused(school, away, back)


@given(one=SHARE, other=SHARE)
@settings(max_examples=15)
def test_of_two_shares_the_smaller_is_part_of_the_larger(school: Loaded, one: int, other: int) -> None:
    """The public lottery, not chance, says who is left out."""
    less, more = (changed(school, f"scale: participation, to: {share}%") for share in sorted((one, other)))
    assert attending(less) <= attending(more)


@given(text=st.one_of(AWAY, SHUT, FEWER))
@settings(max_examples=10)
def test_the_same_change_gives_the_same_school(school: Loaded, text: str) -> None:
    """Twice alike; and again over itself, where it says how things are and not by how much."""
    once = changed(school, text)
    assert changed(school, text).problem == once.problem
    if not text.startswith("scale"):
        assert changed(once, text).problem == once.problem


@pytest.mark.parametrize("nothing", [{}, {"changes": []}, {"scenario": {"title": "x"}, "changes": []}])
def test_a_scenario_without_changes_changes_nothing(school: Loaded, nothing: dict[str, object]) -> None:
    """The base, problem and document."""
    same = with_layer(school, nothing)
    assert same.problem == school.problem
    assert {k: v for k, v in same.document.data.items() if k != "scenario"} == school.document.data


def test_a_share_of_a_share_is_taken_of_what_is_left(school: Loaded) -> None:
    """Of a2 and a3 in C3 half is one; half of that one, rounded half up, is one."""
    half = changed(school, "scale: participation, to: 50%, of: C3")
    assert len(attending(half) - {"a1"}) == 1
    assert attending(changed(half, "scale: participation, to: 50%, of: C3")) == attending(half)
    assert attending(changed(half, "scale: participation, to: 49%, of: C3")) == {"a1"}


def test_sections_of_a_scenario_are_laid_before_its_changes_and_those_before_the_next(tmp_path: Path) -> None:
    """The club a scenario adds by its section can be moved by its change and removed by the next scenario's."""
    club = "clubs: {chess: {title: 棋, domain: moral, category: games, risk: 0, grades: [3], venues: [classroom],\n"
    club += "  skill: chinese, capacity: 20, min: 1}}\n"
    one = club + written("move: chess, from: A, to: B")
    folder = tiny.write_school(tmp_path, one_yaml=one, two_yaml=written("remove: ball"))
    files = [folder / "one.yaml", folder / "two.yaml"]
    problem = load_school(folder, scenarios=files).problem
    assert (sorted(problem.clubs), problem.clubs["chess"].strands) == (["books", "chess"], {"B"})


def test_values_and_cells_are_traced_to_the_change_that_set_them(tmp_path: Path) -> None:
    """`check --origin`: the change's own place, also for a cell of the roster and a field of an adult who is added."""
    text = """\
scenario: {title: 试}
changes:
  - {absent: T1, on: wed}
  - {scale: extended_care, to: 0%}
  - {add: own, id: T9, skills: [art]}
  - {set: rules.caps.late_days, to: 2}
"""
    folder = tiny.write_school(tmp_path, x_yaml=text)
    loaded = load_school(folder, scenarios=[folder / "x.yaml"])

    def at(path: str) -> tuple[str, int, int]:
        mark = origin(loaded, path)
        return Path(mark.file).name, mark.line, mark.column

    assert at("adults.T1.absent") == ("x.yaml", 3, 5)
    assert at("pupils.a2.mon") == ("x.yaml", 4, 5)
    assert at("pupils.a2.tue")[0] == "pupils.csv"
    assert at("adults.T9.skills") == ("x.yaml", 5, 32)
    assert at("rules.caps.late_days") == ("x.yaml", 6, 37)


def test_the_week_stays_the_one_planned_when_a_change_makes_it_short(school: Loaded) -> None:
    """Without --week the first full week is planned: the one that was full before the change."""
    assert school.request.week is None
    short = changed(school, "holiday: mon")
    assert f"{short.problem.days[0].date}" == "2026-09-08"
    assert f"{changed(short, 'holiday: tue').problem.days[0].date}" == "2026-09-09"


def test_a_layer_is_laid_without_reading_the_files_again(tmp_path: Path) -> None:
    """What was read once serves every layer: the folder may be gone, and the hashes are of what was read."""
    folder = tmp_path / "school"
    folder.mkdir()
    loaded = tiny.load(folder, LISTED, **COUNTS)
    for file in folder.iterdir():
        file.write_text("spoilt", encoding="utf-8")
    away = with_layer(loaded, layer("absent: T1"))
    assert away.sources == loaded.sources
    assert len(away.problem.adults["T1"].absent) == 5


def test_each_change_is_told_in_both_languages(school: Loaded) -> None:
    """A sentence a change, with the days and numbers it means, under the scenario's title."""
    note = {"scenario": {"title": "沙尘", "reason": "橙色预警"}}
    loaded = with_layer(school, {**note, **layer("close: outdoor, on: wed", "scale: participation, to: 50%")})
    (scenario,) = loaded.scenarios
    assert (scenario.title, scenario.reason) == ("沙尘", "橙色预警")
    assert [told.zh for told in scenario.told] == ["场地 PG 关闭：周三 09-09", "参加人数调整为 50%：3 → 2 人"]
    assert [told.en for told in scenario.told] == [
        "closed: PG, Wed 09-09",
        "participation at 50 %: 3 → 2 pupils",
    ]
