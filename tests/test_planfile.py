"""plan.json: equal when loaded back, the same bytes for the same plan, and honest about hand changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from small import MONDAY, P1, small_plan

from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Credit, Plan, Relief, TierName, TierValue, Unmet
from scheduler.planfile import PlanFileError, dump_plan, load_plan, plan_schema, save_plan


def full_plan() -> Plan:
    """A plan with something in every list."""
    return replace(
        small_plan(),
        allotments=(Allotment("A", SectionId("chess", "S", 1), 3),),
        reliefs=(Relief("T1", MONDAY, "late_start", P1),),
        credits=(Credit("T1", 60, 30),),
        unmet=(Unmet(39, "adult", "care", None, 1),),
        tiers=(TierValue(TierName.LOAD, 60, 30, "effort", "staff"),),
        provenance={"sha256:school.yaml": "00"},
        bounds={"places_over_all_club_days": 7},
    )


def test_a_plan_loads_back_equal(tmp_path: Path) -> None:
    """Every field survives the way to disk and back."""
    save_plan(full_plan(), tmp_path / "plan.json")
    assert load_plan(tmp_path / "plan.json") == (full_plan(), True)


def test_a_hand_changed_file_is_named_as_such(tmp_path: Path) -> None:
    """One changed adult breaks the digest, and the plan is still read."""
    file = tmp_path / "plan.json"
    file.write_text(dump_plan(full_plan()).replace('"adult": "T5"', '"adult": "T6"', 1), encoding="utf-8")
    plan, untouched = load_plan(file)
    assert not untouched
    assert plan != full_plan()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a plan file"),
        ("[1, 2", "not a plan file"),
        ("{}", "expected format"),
        ('{"format": "afterschool-plan/1"}', "Field required"),
        ('{"format": "afterschool-plan/1", "week": "monday"}', "week"),
    ],
)
def test_a_broken_file_is_refused_with_place_and_reason(tmp_path: Path, text: str, words: str) -> None:
    """The error names the file and what is wrong."""
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PlanFileError, match=words) as refused:
        load_plan(file)
    assert str(file) in str(refused.value)


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    """A misspelt list is not silently lost."""
    file = tmp_path / "plan.json"
    file.write_text(dump_plan(full_plan()).replace('"posts"', '"post"', 1), encoding="utf-8")
    with pytest.raises(PlanFileError, match="post"):
        load_plan(file)


def test_a_failed_write_leaves_the_old_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file stays and no stray file is left."""
    file = tmp_path / "plan.json"
    save_plan(small_plan(), file)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_plan(full_plan(), file)
    monkeypatch.undo()
    assert load_plan(file) == (small_plan(), True)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_the_schema_describes_clock_times_as_text() -> None:
    """An editor sees intervals as "16:20-17:20"."""
    schema = plan_schema()
    assert schema["$defs"]["Interval"]["type"] == "string"
    assert "sessions" in schema["required"]
