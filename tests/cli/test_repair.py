"""The verb `repair` on the tiny school: files written whole, auditable, repairable again, and refused with reasons."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.planfile import load_plan

Afterschool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def who(planned: Path) -> tuple[str, str]:
    """Who leads the first homework group of Wednesday, and its id."""
    plan, _ = load_plan(planned / "plan.json")
    session = next(s for s in plan.sessions if s.date.isoweekday() == 3 and s.kind == "homework" and s.lead)
    return session.lead or "", session.id


@pytest.fixture(scope="module")
def repaired(
    planned: Path,
    school: Path,
    afterschool: Afterschool,
    who: tuple[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of the week repaired after that adult fell ill on Wednesday."""
    folder = tmp_path_factory.mktemp("repair") / "out"
    words = (
        "repair",
        planned,
        school,
        "--absent",
        f"{who[0]}@wed",
        "--from",
        "tue 20:00",
        "-o",
        folder,
        "--lang",
        "en",
    )
    result = afterschool(*words)
    assert result.returncode in (0, 1), result.stdout + result.stderr
    assert "Repair 1: " in result.stdout
    return folder


def test_the_repaired_plan_is_judged_clean_beside_what_happened(
    repaired: Path, school: Path, planned: Path, afterschool: Afterschool, who: tuple[str, str]
) -> None:
    """The verdict on the repaired plan is that on the plan itself; without the scenario the files differ."""
    before = afterschool("audit", planned, school, "--lang", "en")
    after = afterschool("audit", repaired, school, "--scenario", repaired / "what_happened.yaml", "--lang", "en")
    assert after.returncode == before.returncode
    assert "changed by hand" not in after.stdout + after.stderr
    plan, untouched = load_plan(repaired / "plan.json")
    assert untouched
    assert who[0] not in next(s for s in plan.sessions if s.id == who[1]).adults
    assert who[0] not in (repaired / "notices.txt").read_text(encoding="utf-8").split("instead of")[0]


def test_a_repaired_week_is_repaired_again(
    repaired: Path, school: Path, afterschool: Afterschool, tmp_path: Path
) -> None:
    """Nothing more happened: the plan is the same but for where it comes from."""
    happened = repaired / "what_happened.yaml"
    again = afterschool("repair", repaired, school, "--scenario", happened, "--from", "wed 08:00", "-o", tmp_path)
    assert again.returncode in (0, 1), again.stderr
    first, second = (load_plan(folder / "plan.json")[0] for folder in (repaired, tmp_path))
    assert (first.sessions, first.posts, first.tiers) == (second.sessions, second.posts, second.tiers)


def test_json_holds_costs_bounds_and_what_to_tell(
    planned: Path, school: Path, afterschool: Afterschool, who: tuple[str, str], tmp_path: Path
) -> None:
    """One record a repair; every notice in both languages."""
    words = ("--absent", f"{who[0]}@wed", "--from", "tue 20:00", "-o", tmp_path, "--json", "--alternatives", 1)
    result = afterschool("repair", planned, school, *words)
    (record,) = json.loads(result.stdout)
    assert record["cost"] == sum(change["points"] for change in record["changes"]) >= record["bound"]
    assert set(record["told"][0]["said"]) == {"zh", "en"}


def test_one_gap_is_answered_without_a_file(
    planned: Path, school: Path, afterschool: Afterschool, who: tuple[str, str], tmp_path: Path
) -> None:
    """By the id of the session."""
    words = ("--absent", f"{who[0]}@wed", "--from", "tue 20:00", "--gap", who[1], "--lang", "en")
    result = afterschool("repair", planned, school, *words, cwd=tmp_path)
    assert result.returncode == 0
    assert "who could take it" in result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--absent", "T0O1@wed", "--from", "tue"), "T001"),
        (("--from", "teu 14:00"), "teu"),
    ],
)
def test_wrong_words_are_refused_by_name(
    planned: Path, school: Path, afterschool: Afterschool, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, and nothing written."""
    result = afterschool("repair", planned, school, *words, "-o", tmp_path / "out")
    assert result.returncode == 2
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_plan_of_an_unknown_mode_is_refused(
    planned: Path, school: Path, afterschool: Afterschool, tmp_path: Path
) -> None:
    """As every verb that reads a plan refuses it: bad input, with the two there are."""
    text = (planned / "plan.json").read_text(encoding="utf-8")
    (tmp_path / "plan.json").write_text(text.replace('"mode": "roster"', '"mode": "rooster"'), encoding="utf-8")
    result = afterschool("repair", tmp_path, school, "--absent", "T001@wed", "--from", "tue 20:00")
    assert result.returncode == 2
    assert "'rooster' must be roster or counts" in result.stderr
