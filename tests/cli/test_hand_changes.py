"""A plan file changed by hand is named as such, by every verb that reads one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Afterschool

from scheduler.cli.app import run
from scheduler.planfile import FORMAT, PlanFileError, dump_plan, load_plan

NAMED = "手工改动过"
Change = Callable[[str], str]


def one_byte(text: str) -> str:
    """One pupil sits in another group: the last digit of the first number of pupils."""
    at = text.index('"heads": [[') + text[text.index('"heads": [[') :].index("]") - 1
    return text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :]


def one_space(text: str) -> str:
    """A blank more, which means nothing."""
    return text.replace('"school": ', '"school":  ', 1)


def row_added(text: str) -> str:
    """A ledger line for somebody."""
    return text.replace(' "credits": [\n', ' "credits": [\n  {"adult": "T001", "earned": 600, "granted": 0},\n', 1)


def list_twice(text: str) -> str:
    """A second list of seats before the true one: a reader of the file sees the first, a program the last."""
    return text.replace(' "seats": [', ' "seats": [],\n "seats": [', 1)


def without_digest(text: str) -> str:
    """The digest is gone."""
    content = json.loads(text)
    return text.replace(f',\n "digest": "{content["digest"]}"', "", 1)


def other_digest(text: str) -> str:
    """The digest of some other plan."""
    return text.replace(json.loads(text)["digest"], "0" * 64, 1)


CHANGES: dict[str, Change] = {
    change.__name__: change for change in (one_byte, one_space, row_added, list_twice, without_digest, other_digest)
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_was_changed_the_file_is_no_longer_as_written(planned: Path, tmp_path: Path, name: str) -> None:
    """A value, a blank, a row, a list that hides another, the digest itself."""
    text = (planned / "plan.json").read_text(encoding="utf-8")
    changed = CHANGES[name](text)
    assert changed != text
    (tmp_path / "plan.json").write_text(changed, encoding="utf-8")
    assert load_plan(tmp_path / "plan.json")[1] is False
    assert load_plan(planned / "plan.json")[1] is True


def test_a_digest_computed_anew_cannot_be_told(planned: Path, tmp_path: Path) -> None:
    """There is no secret in it: the program's own writer makes of a changed plan a file as written."""
    changed = row_added((planned / "plan.json").read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(changed, encoding="utf-8")
    plan, untouched = load_plan(tmp_path / "plan.json")
    assert not untouched
    (tmp_path / "plan.json").write_text(dump_plan(plan), encoding="utf-8")
    assert load_plan(tmp_path / "plan.json") == (plan, True)


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_truncated_file_is_refused(planned: Path, tmp_path: Path, part: float) -> None:
    """Wherever it breaks off; the file and the line are named."""
    text = (planned / "plan.json").read_text(encoding="utf-8")
    assert FORMAT in text[: int(part * len(text))]
    (tmp_path / "plan.json").write_text(text[: int(part * len(text))], encoding="utf-8")
    with pytest.raises(PlanFileError, match=r"plan\.json: not a plan file: .* line \d+ column \d+"):
        load_plan(tmp_path / "plan.json")


VERBS = {
    "audit": ("audit", "PLAN", "SCHOOL"),
    "explain": ("explain", "SCHOOL", "--plan", "PLAN"),
    "places": ("places", "PLAN", "SCHOOL"),
    "chart": ("chart", "PLAN", "SCHOOL", "--kind", "load", "-o", "OUT"),
}


def written(folder: Path, text: str) -> Path:
    """A plan file with the text."""
    folder.mkdir()
    (folder / "plan.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_that_reads_a_plan_says_so(
    planned: Path, school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """Once for the changed file and not for the one as written; a truncated one is bad input."""
    text = (planned / "plan.json").read_text(encoding="utf-8")
    texts = {"changed": row_added(text), "short": text[: len(text) // 2], "true": text}

    def told(name: str) -> tuple[int, str]:
        given = {"PLAN": written(tmp_path / name, texts[name]), "SCHOOL": school, "OUT": tmp_path / "out"}
        code = run([str(given.get(word, word)) for word in VERBS[verb]])
        return code, "".join(capsys.readouterr())

    assert told("changed")[1].count(NAMED) == 1
    assert NAMED not in told("true")[1]
    code, said = told("short")
    assert code == 2
    assert "plan.json" in said


def test_places_kept_from_a_changed_plan_are_named(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path
) -> None:
    """Planning goes on with what the file says now."""
    changed = written(tmp_path / "old", row_added((planned / "plan.json").read_text(encoding="utf-8")))
    words = ["plan", school, "--keep", changed, "--no-charts", "--effort", "draft", "-o", tmp_path / "out"]
    told = afterschool(*words)
    assert told.returncode in (0, 1)
    assert told.stderr.count(NAMED) == 1
