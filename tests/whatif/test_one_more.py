"""What one more is worth: who and what is tried, in which order it is told, and in which words."""

from dataclasses import replace
from pathlib import Path

import pytest
from small import small_plan, small_problem

from scheduler.config.load import Loaded, load_school
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Seat
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.whatif.one_more import OneMore, candidates, one_more
from scheduler.whatif.store import Store
from scheduler.whatif.sweep import Settings
from tests.whatif.weeks import Scripted, tiers

SETTINGS = Settings(Effort.DRAFT, 60.0, {})
PLAN = replace(small_plan(), tiers=tiers(money=(100, 90)))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A generated school of three classes."""
    folder = tmp_path_factory.mktemp("school") / "s"
    generate_school(folder, like="rural6", classes=3, seed=1)
    return load_school(folder)


def test_a_teacher_and_a_volunteer_are_always_tried() -> None:
    """In the small plan everybody has the first wish: nobody waits, so no club is a reason for more."""
    titles = [one.title[1] for one in candidates(small_problem(), small_plan())]
    assert titles[:2] == ["one more teacher", "one more volunteer"]
    assert not any("sections" in title for title in titles)


def test_clubs_pupils_wait_for_are_tried_with_lead_room_and_section() -> None:
    """All eight paint; the four who wish for chess first wait for it. Chess is led by whoever has the skill, on the
    strand's Monday and Wednesday, in a classroom, and may hold one section: two are tried. One section is open."""
    plan = small_plan()
    seats = tuple(Seat(s.pupil, SectionId("painting", "S", 1), None) for s in plan.seats)
    found = {one.title[1]: one.changes for one in candidates(small_problem(), replace(plan, seats=seats))}
    titles = [one.title[0] for one in candidates(small_problem(), replace(plan, seats=seats))]
    assert "多一名教师（会围棋）（周一、周三）" in titles
    lead = found["one more teacher for chess on Mon, Wed"]
    assert lead[0]["skills"] == ["chess"]
    assert set(lead[0]["available"]) == {"mon", "wed"}
    assert found["one more classroom"] == ({"add": "classroom", "like": "RA"},)
    assert found["chess: 2 sections allowed"] == ({"set": "clubs.chess.sections", "to": 2},)
    together = found["one more section of chess in S, with lead, room and equipment"]
    assert [next(iter(change.values())) for change in together] == ["own", "classroom", "clubs.chess.sections"]


def test_nothing_is_tried_twice() -> None:
    """Two reasons for the same change are one candidate."""
    found = candidates(small_problem(), small_plan())
    assert len({str(one.changes) for one in found}) == len(found)


def test_each_candidate_is_planned_once_and_kept(loaded: Loaded, tmp_path: Path) -> None:
    """The second time only the base is planned, for its clubs; the third after Ctrl-C in the first place nothing is."""
    first, second, third = Scripted(PLAN), Scripted(PLAN), Scripted(PLAN, stop_after=0)
    found = one_more(loaded, SETTINGS, first, Store(tmp_path))
    assert first.asked[0] == "base"
    assert len(first.asked) == 1 + len(found.titles if found else ())
    assert one_more(loaded, SETTINGS, second, Store(tmp_path)) == found
    assert second.asked == ["base"]
    assert one_more(loaded, SETTINGS, third, Store(tmp_path)) is None


def test_what_was_stopped_is_left_out_and_said_so(loaded: Loaded, tmp_path: Path) -> None:
    """The base and one candidate are done."""
    found = one_more(loaded, SETTINGS, Scripted(PLAN, stop_after=2), Store(tmp_path))
    assert found is not None
    assert (len(found.titles), found.whole) == (1, False)


def test_the_best_is_told_first_and_a_week_without_a_plan_last(loaded: Loaded, tmp_path: Path) -> None:
    """All weeks are alike here but the crashed one."""
    found = one_more(loaded, SETTINGS, Scripted(PLAN, faults=["one more teacher"]), Store(tmp_path))
    assert isinstance(found, OneMore)
    assert found.titles[-1][1] == "one more teacher"
    assert "one more teacher: no plan (its process died twice (exit code -9))" in found.say("en")
    assert "one more volunteer: nothing changes in any tier above wishes" in found.say("en")
    assert "多一名志愿者：意愿与走动以上的各项目标都不变" in found.say("zh")
    assert found.named("zh").others[-1].name == "多一名教师"
