"""The verb `export`: workbooks, print and calendars of a plan, by kind, by form, with names, over an older plan."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli.conftest import Afterschool

from scheduler.cli.app import run
from scheduler.planfile import load_plan, save_plan
from scheduler.reports.registry import DOCUMENTS, Format

README = Path(__file__).parents[2] / "README.md"
Export = Callable[..., tuple[int, str, str]]


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    """Run `afterschool export` with the given words in this process: code, output and errors."""

    def exported(*words: object) -> tuple[int, str, str]:
        code = run(["export", *map(str, words)])
        return code, *capsys.readouterr()

    return exported


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.*")}


def test_everything_is_written_beside_the_plan_and_the_same_again(
    afterschool: Afterschool, export: Export, planned: Path, school: Path, tmp_path: Path
) -> None:
    """All kinds, in another process with another hash seed: the same files with the same bytes; the count is told."""
    own = tmp_path / "own"
    shutil.copytree(planned, own)
    first = afterschool("export", own, school, PYTHONHASHSEED="1")
    second = export(planned / "plan.json", school, "-o", tmp_path / "other")
    assert (first.returncode, second[0]) == (0, 0), first.stderr + second[2]
    here = files(own / "paper")
    assert here == files(tmp_path / "other")
    assert {name.split("/")[0].split(".")[0] for name in here} == {document.kind for document in DOCUMENTS}
    assert f"已导出 {len(here)} 个文件" in first.stdout


def test_forms_and_kinds_choose(export: Export, planned: Path, school: Path, tmp_path: Path) -> None:
    """`--pdf` alone, and `--kind` of two forms; a kind that never comes in the form asked for is refused."""
    assert export(planned, school, "--pdf", "-o", tmp_path / "pdf")[0] == 0
    assert set(files(tmp_path / "pdf")) == {f"{d.kind}.pdf" for d in DOCUMENTS if d.form is Format.PDF}
    words = ("--kind", "notice", "--kind", "overview", "--lang", "en", "-o", tmp_path / "two")
    assert "Wrote 2 documents" in export(planned, school, *words)[1]
    assert set(files(tmp_path / "two")) == {"notice.pdf", "overview.xlsx"}
    code, _, errors = export(planned, school, "--kind", "notice", "--ics", "-o", tmp_path / "none")
    assert code == 2
    assert "notice 没有 ics 格式" in errors
    assert not (tmp_path / "none").exists()


def test_an_unknown_kind_names_the_nearest(export: Export, planned: Path, school: Path) -> None:
    """Exit code 2 and a hint."""
    code, _, errors = export(planned, school, "--kind", "notices")
    assert code == 2
    assert "是否指 notice？" in errors


def test_names_come_from_the_names_file_alone(export: Export, planned: Path, school: Path, tmp_path: Path) -> None:
    """A missing character in a name stops everything; with names that can be printed all is written."""
    lead = load_plan(planned / "plan.json")[0].sessions[0].lead
    names = tmp_path / "names.csv"
    names.write_text(f"id,name\n{lead},王\U0002cb3e\n", encoding="utf-8")
    words = ("--names", names, "-o", tmp_path / "out", "--kind", "cards", "--kind", "adults")
    code, _, errors = export(planned, school, *words)
    assert code == 2
    assert re.search(f"U\\+2CB3E.*{lead} 王", errors)
    assert not (tmp_path / "out").exists()
    names.write_text(f"id,name\n{lead},王小明\n", encoding="utf-8")
    assert export(planned, school, *words)[0] == 0


def test_a_plan_replaced_is_told_in_the_calendars(export: Export, planned: Path, school: Path, tmp_path: Path) -> None:
    """The older plan had one session more: its lead's event is cancelled. One of another school is refused."""
    plan, _ = load_plan(planned / "plan.json")
    first = plan.sessions[0]
    save_plan(replace(plan, sessions=plan.sessions[1:]), tmp_path / "new.json")
    words = ("--kind", "calendars-adults", "--replaces", planned, "-o", tmp_path / "out")
    assert export(tmp_path / "new.json", school, *words)[0] == 0
    feed = (tmp_path / "out" / "calendars-adults" / f"{first.lead}.ics").read_text(encoding="utf-8")
    assert feed.count("STATUS:CANCELLED") == 1
    save_plan(replace(plan, school="other"), tmp_path / "other.json")
    code, _, errors = export(planned, school, "--ics", "--replaces", tmp_path / "other.json")
    assert code == 2
    assert "other" in errors


def test_the_help_and_the_guide_list_every_kind(export: Export) -> None:
    """The help is made from the registry; the README names each kind."""
    shown = re.sub(r"\s+", "", export("--help")[1])
    guide = README.read_text(encoding="utf-8")
    for document in DOCUMENTS:
        assert document.kind in shown
        assert f"`{document.kind}`" in guide
