"""Drawing files: every chart in both languages, the same bytes every time, whole files or none, clear refusals."""

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from matplotlib import rcParams
from small import small_plan, small_problem

from scheduler.atomic import write_bytes
from scheduler.charts import draw as drawing_module
from scheduler.charts.draw import draw, drawing, drawn_pages
from scheduler.charts.fonts import load_fonts
from scheduler.charts.refusal import GlyphMissing, UnknownWord
from scheduler.charts.registry import CHARTS, Chart
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import View, view_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import save_plan
from tests.charts.crowd import crowd

ROOT = Path(__file__).parents[2]


def view(problem: Problem, plan: Plan, language: str = "zh") -> View:
    """The view with the packaged fonts."""
    return view_of(problem, plan, language, load_fonts())


def words(chart: Chart, seen: View) -> str:
    """All text of a chart's pages."""
    with drawing(seen.fonts):
        return "\n".join(t.get_text() for _, figure in drawn_pages(chart, seen, "") for t in texts_of(figure))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_is_drawn_without_a_warning(tmp_path: Path, language: str) -> None:
    """Warnings are errors here; nine charts of the small week give eleven files."""
    # week_by_venue, load, clubs, coverage and the four of places 1 each; adult weeks: G with 5 x 160 minutes, the
    # least busy T12, and the class teacher T1. Nobody is from outside: 3. Together 11.
    written = draw(small_problem(), small_plan(), tmp_path, language=language)
    stems = [path.stem for path in written]
    assert {stem.split("-")[0] for stem in stems} == {chart.kind for chart in CHARTS}
    assert len(stems) == len(set(stems)) == 11
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)


@pytest.mark.parametrize("wanted", ["png", "svg", "pdf"])
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, wanted: str) -> None:
    """Nothing of clock, machine or memory enters a file."""
    problem, plan = small_problem(), small_plan()
    first = draw(problem, plan, tmp_path / "1", language="zh", formats=(wanted,))
    second = draw(problem, plan, tmp_path / "2", language="zh", formats=(wanted,))
    assert [p.name for p in first] == [p.name for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize(("classes", "pages"), [(6, 1), (24, 1), (60, 3)])
def test_venues_in_use_take_at_most_24_lines_a_page(classes: int, pages: int) -> None:
    """One line a classroom, unused rooms none: 6, 24 and 60 lines need 1, 1 and 3 pages."""
    seen = view(*crowd(classes))
    with drawing(seen.fonts):
        assert len(list(CHARTS[0].pages(seen))) == pages


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_plan_says_so(chart: Chart, language: str) -> None:
    """Each chart of a week without sessions and posts is one page with a sentence."""
    plan = replace(small_plan(), sessions=(), posts=(), sections=(), seats=(), reliefs=(), credits=())
    seen = view(small_problem(), plan, language)
    assert seen.say("nothing") in words(chart, seen)


def test_a_character_without_a_glyph_is_refused_by_name(tmp_path: Path) -> None:
    """An Egyptian sign in a club's title names the sign, its code point and the text; no file of the page is left."""
    problem = small_problem()
    clubs = {**problem.clubs, "chess": replace(problem.clubs["chess"], title="围棋\U00013000")}
    with pytest.raises(GlyphMissing, match=re.escape("U+13000")) as refused:
        draw(replace(problem, clubs=clubs), small_plan(), tmp_path, language="zh", kinds=("clubs",))
    assert "围棋" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full while a page is written leaves the folder without a half file."""

    def full(path: Path, content: bytes) -> None:
        monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))
        write_bytes(path, content)

    monkeypatch.setattr(drawing_module, "write_bytes", full)
    with pytest.raises(OSError, match="disk full"):
        draw(small_problem(), small_plan(), tmp_path, language="zh", kinds=("load",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ({"kinds": ("coverge",)}, "coverage"),
        ({"formats": ("pgn",)}, "png"),
        ({"language": "zhh"}, "zh"),
        ({"adults": ("T13",)}, "T1"),
    ],
)
def test_a_wrong_word_names_the_nearest_right_one(tmp_path: Path, wrong: dict[str, Any], near: str) -> None:
    """Kinds, formats, languages and adults are checked before anything is drawn."""
    with pytest.raises(UnknownWord, match=near):
        draw(small_problem(), small_plan(), tmp_path, **({"language": "zh"} | wrong))
    assert list(tmp_path.iterdir()) == []


def test_names_are_shown_only_when_given(tmp_path: Path) -> None:
    """Without names the page of T1 shows the id; with names the name instead."""
    problem, plan = small_problem(), small_plan()
    for names, shown in (({}, "T1"), ({"T1": "王老师"}, "王老师")):
        seen = view_of(problem, plan, "zh", load_fonts(), names, ("T1",))
        assert f"一人一周  {shown}" in words(CHARTS[1], seen)
        assert shown in words(CHARTS[0], seen)


def test_items_that_do_not_fit_the_school_are_counted_at_the_foot() -> None:
    """An unknown venue and an unknown adult are two items that are not drawn, and the foot says so."""
    plan = small_plan()
    strange = replace(plan.sessions[0], venue="MOON", duties=(replace(plan.sessions[0].duties[0], adult="Z"),))
    seen = view(small_problem(), replace(plan, sessions=(strange, *plan.sessions[1:])), "en")
    assert seen.undrawn == 2
    assert "2 items of the plan do not fit the school" in words(CHARTS[0], seen)


def test_the_foot_carries_the_policy_and_the_hash_of_the_plan_file(tmp_path: Path) -> None:
    """The first letters of the file's own sha256 tell which plan a paper shows."""
    problem, plan = small_problem(), small_plan()
    save_plan(plan, tmp_path / "plan.json")
    digest = hashlib.sha256((tmp_path / "plan.json").read_bytes()).hexdigest()[:12]
    assert drawing_module.stamp_of(plan) == f"plan.json sha256 {digest}"
    seen = view(problem, plan)
    with drawing(seen.fonts):
        _, figure = next(iter(drawn_pages(CHARTS[4], seen, drawing_module.stamp_of(plan))))
    shown = " ".join(t.get_text() for t in texts_of(figure))
    assert digest in shown
    assert problem.policy.document in shown


def test_drawing_loads_no_solver_and_no_global_plotting_state() -> None:
    """A fresh interpreter that imports the charts has neither ortools, highspy nor pyplot."""
    heavy = "ortools", "highspy", "matplotlib.pyplot"
    code = f"import sys, scheduler.charts.draw; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "[]", result.stdout + result.stderr


def test_settings_are_put_back_after_drawing(tmp_path: Path) -> None:
    """Drawing changes no setting of the program that calls it."""
    before = dict(rcParams)
    draw(small_problem(), small_plan(), tmp_path, language="en", kinds=("coverage",))
    assert dict(rcParams) == before
