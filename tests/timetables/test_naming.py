"""Names of teachers, classes and rooms against a school's ids: found, near, ambiguous, decided by the planner."""

from pathlib import Path

import pytest

from scheduler import api
from scheduler.config.finding import InputRefused
from scheduler.config.load import load_outline
from scheduler.timetables.convert import Imported, Left
from scheduler.timetables.entry import Kind, Timetable
from scheduler.timetables.naming import Naming
from tests.config.tiny import write_school
from tests.timetables.exports import as_untis
from tests.timetables.test_formats import RURAL, write

NAMES = {"T001": "张伟", "T002": "李 娜", "T003": "王芳", "T004": "王芳", "R101": "一年级教室"}
RURAL_NAMES = Naming(load_outline(RURAL).file, Timetable([]), NAMES, {})
ROWS = [{"adult": "王小明", "weekday": "mon", "period": "1", "homeroom": "C1", "subject": "语文"}]


@pytest.mark.parametrize(
    ("kind", "name", "found", "several", "hint"),
    [
        (Kind.TEACHER, "T001", "T001", (), None),
        (Kind.TEACHER, "Ｔ００１", "T001", (), None),
        (Kind.TEACHER, "t 001", "T001", (), None),
        (Kind.TEACHER, "张伟", "T001", (), None),
        (Kind.TEACHER, "李娜", "T002", (), None),
        (Kind.TEACHER, "王芳", None, ("T003", "T004"), None),
        (Kind.TEACHER, "张玮", None, (), "T001"),
        (Kind.TEACHER, "T01", None, (), "T010"),
        (Kind.TEACHER, "欧阳某某", None, (), None),
        (Kind.ROOM, "一年级教室", "R101", (), None),
        (Kind.CLASS, "三年级1班", "C301", (), None),
        (Kind.CLASS, "三（1）班", "C301", (), None),
        (Kind.CLASS, "3年1班", "C301", (), None),
        (Kind.CLASS, "301班", "C301", (), None),
        (Kind.CLASS, "小学三年级一班", "C301", (), None),
        # C302 is no class of the school; neither is a junior class, nor a bare number that may mean anything.
        (Kind.CLASS, "三年级2班", None, (), None),
        (Kind.CLASS, "初一1班", None, (), None),
        (Kind.CLASS, "31", None, (), None),
        (Kind.SUBJECT, "语文", "chinese", (), None),
        (Kind.SUBJECT, "PE", "pe", (), None),
        (Kind.SUBJECT, "轮滑", "轮滑", (), None),
    ],
)
def test_what_a_name_stands_for(
    kind: Kind, name: str, found: str | None, several: tuple[str, ...], hint: str | None
) -> None:
    """Ids first, then other writing of them, the names file, and what class numbers say."""
    match = RURAL_NAMES.match(kind, name)
    assert (match.found, match.several, match.hint) == (found, several, hint)


def imported(tmp_path: Path, *rows: dict[str, str], names: str = "id,name\nT1,王小名\n") -> Imported:
    """The rows as an Untis export for the tiny school, with a names file and a map."""
    file = write(tmp_path, "GPU001.TXT", as_untis(rows))
    named = write(tmp_path, "list.csv", names)
    return api.import_timetable([file], tmp_path, tmp_path / "new.csv", names=named, map_file=tmp_path / "map.csv")


def test_an_open_name_goes_into_the_map_and_is_settled_by_filling_it_in(tmp_path: Path) -> None:
    """First no lessons and a row with the nearest id; once its id is filled in, the lessons."""
    write_school(tmp_path)
    found = imported(tmp_path, *ROWS)
    assert [(item.kind, item.name, item.lessons, item.nearest) for item in found.open] == [
        ("teacher", "王小明", 1, "T1")
    ]
    assert not (tmp_path / "new.csv").exists()
    text = (tmp_path / "map.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == f"教师,王小明,,T1,1,{tmp_path / 'GPU001.TXT'}:1:1"

    (tmp_path / "map.csv").write_text(text.replace("王小明,,", "王小明,T2,"), encoding="utf-8")
    assert imported(tmp_path, *ROWS).open == ()
    written = (tmp_path / "new.csv").read_text(encoding="utf-8")
    assert written == "adult,weekday,period,homeroom,subject\nT2,mon,1,C1,chinese\n"


def test_a_name_may_be_left_out_on_purpose_and_a_map_keeps_what_it_knows(tmp_path: Path) -> None:
    """`skip` settles a teacher; another open name is added below it."""
    write_school(tmp_path)
    (tmp_path / "map.csv").write_text("类别,名称,编号\n教师,王小明,skip\n", encoding="utf-8")
    found = imported(tmp_path, *ROWS, {**ROWS[0], "adult": "=1+1"})
    assert found.left == {Left.SKIPPED: 1}
    rows = (tmp_path / "map.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[1:3] for row in rows[1:]] == [["王小明", "skip"], ["'=1+1", ""]]
    (tmp_path / "map.csv").write_text("\n".join(rows).replace("'=1+1,", "'=1+1,T1"), encoding="utf-8")
    assert [row["adult"] for row in imported(tmp_path, *ROWS, {**ROWS[0], "adult": "=1+1"}).rows] == ["T1"]


def test_two_teachers_of_one_name_are_an_error_until_the_map_says_which(tmp_path: Path) -> None:
    """The error names both ids at the first lesson of the name."""
    write_school(tmp_path)
    found = imported(tmp_path, *ROWS, names="id,name\nT1,王小明\nT2,王小明\n")
    assert [(fault.line, fault.value, "T1, T2" in fault.rule) for fault in found.errors] == [(1, "王小明", True)]
    assert found.lessons is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("教师,王小明,T9", "no teacher of the school has this id"),
        ("老师,王小明,T1", "must be one of teacher"),
        ("教师,王小明,T1\n教师,王小明,T2", "there twice"),
    ],
)
def test_a_map_is_checked_like_any_file(tmp_path: Path, row: str, words: str) -> None:
    """Unknown ids and kinds, and names settled twice, are refused at their line."""
    write_school(tmp_path)
    (tmp_path / "map.csv").write_text(f"类别,名称,编号\n{row}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=words):
        imported(tmp_path, *ROWS)


def test_an_unknown_room_is_listed_but_keeps_no_lesson_back(tmp_path: Path) -> None:
    """Planning does not use the venue of a lesson, so the lesson is written without it."""
    write_school(tmp_path)
    file = write(tmp_path, "GPU001.TXT", as_untis([{**ROWS[0], "adult": "T1"}]).replace('"";1', '"R9";1'))
    found = api.import_timetable([file], tmp_path, tmp_path / "new.csv")
    assert [(item.kind, item.name) for item in found.open] == [("room", "R9")]
    assert (tmp_path / "new.csv").exists()
