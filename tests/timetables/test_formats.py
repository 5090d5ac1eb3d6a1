"""Each format read back into the lessons it was made from, in the encodings its programs write."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from scheduler.config.finding import InputRefused
from scheduler.config.load import load_school
from scheduler.timetables.convert import By, Imported, Left, Request, read_timetable
from scheduler.timetables.formats import guess
from tests.config.tiny import load, write_school
from tests.timetables.exports import as_activities, as_asc, as_cses, as_fet, as_sheet, as_untis, lessons, meant

RURAL = Path(__file__).parents[2] / "configs" / "schools" / "rural6"
ROWS = [
    {"adult": "T1", "weekday": "mon", "period": "1", "homeroom": "C1", "subject": "chinese", "weeks": "odd"},
    {"adult": "T2", "weekday": "mon", "period": "1", "homeroom": "C1", "subject": "maths", "weeks": "even"},
    {"adult": "T2", "weekday": "fri", "period": "6", "homeroom": "C3", "subject": "maths", "weeks": ""},
]
TIMES = {"1": ("08:20", "09:00"), "6": ("15:25", "16:05")}
"""Lessons 1 and 6 of the tiny school in summer: 08:20 + 40 min; 14:30 + 40 + 15 min."""


def imported(school: Path, *files: Path, by: By = By.LESSON, format_name: str | None = None) -> Imported:
    """The timetable of files for a school."""
    return read_timetable(Request(files, school, format_name, by=by))


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of that text."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def sheet_file(path: Path, rows: list[list[str]]) -> Path:
    """The rows as a workbook, or as CSV in GB18030."""
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_bytes(text.getvalue().encode("gb18030"))
    return path


@pytest.mark.parametrize("kind", ["fet", "fet with activities", "asc", "untis", "xlsx", "csv"])
def test_a_whole_village_school_comes_back_from_every_format(tmp_path: Path, kind: str) -> None:
    """172 lessons go out by period number and come back the same, the format guessed from the file."""
    rows = lessons(RURAL)
    files = {
        "fet": lambda: [write(tmp_path, "a_data_and_timetable.fet", as_fet(rows), "utf-8-sig")],
        "fet with activities": lambda: [
            write(tmp_path, "a.fet", as_fet(rows, placed=False)),
            write(tmp_path, "activities.xml", as_activities(rows)),
        ],
        "asc": lambda: [write(tmp_path, "asc.xml", as_asc(rows, "windows-1250"), "windows-1250")],
        "untis": lambda: [write(tmp_path, "GPU001.TXT", as_untis(rows), "utf-16")],
        "xlsx": lambda: [sheet_file(tmp_path / "a.xlsx", as_sheet(rows))],
        "csv": lambda: [sheet_file(tmp_path / "a.csv", as_sheet(rows))],
    }[kind]()
    found = imported(RURAL, *files)
    assert (found.errors, found.open) == ((), ())
    assert meant(found.rows) == meant(rows)
    assert len(found.rows) == len(rows) == 172
    assert [("0 as Monday" in en, "0 作为周一" in zh) for en, zh in found.notes] == [(True, True)] * kind.startswith(
        "fet"
    )


@pytest.mark.parametrize("kind", ["asc", "sheet", "cses"])
def test_odd_and_even_weeks_are_kept_and_planned_by(tmp_path: Path, kind: str) -> None:
    """Term from 2026-09-01: the week of 09-07 is its second, even; that of 09-14 the third, odd.

    So on Monday lesson 1 is T2's in the second week and T1's in the third.
    """
    school = write_school(tmp_path)
    if kind == "cses":
        files = [
            write(tmp_path, f"{room}.yaml", as_cses([row for row in ROWS if row["homeroom"] == room], TIMES))
            for room in ("C1", "C3")
        ]
    elif kind == "asc":
        files = [write(tmp_path, "asc.xml", as_asc(ROWS))]
    else:
        files = [sheet_file(tmp_path / "a.xlsx", as_sheet(ROWS))]
    found = imported(school, *files)
    assert meant(found.rows) == meant(ROWS)
    assert found.lessons is not None
    for week, busy, free in (("2026-09-07", "T2", "T1"), ("2026-09-14", "T1", "T2")):
        (school / "lessons.csv").write_text(found.lessons, encoding="utf-8")
        adults = load_school(school, week=date.fromisoformat(week)).problem.adults
        assert [lesson.weekday for lesson in adults[busy].lessons if lesson.weekday == 1] == [1]
        assert [lesson for lesson in adults[free].lessons if lesson.weekday == 1] == []


FET_TIMES = as_fet(ROWS[2:]).replace("<Name>h6</Name>", "<Name>h6</Name><Long_Name>VI@14.50-15:30</Long_Name>")


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        # 14:50-15:30 is 5 min from lesson 6 of winter (14:55-15:35), and 20 min from any of summer.
        (By.LESSON, ("6", "", "")),
        (By.NUMBER, ("6", "", "")),
        (By.CLOCK, ("", "14:50", "15:30")),
    ],
)
def test_an_hour_with_a_time_is_the_lesson_at_that_time(tmp_path: Path, by: By, wanted: tuple[str, str, str]) -> None:
    """FET hours may carry their time in the long name; `--by` says what counts."""
    found = imported(write_school(tmp_path), write(tmp_path, "a.fet", FET_TIMES), by=by)
    assert [(row.get("period", ""), row.get("start", ""), row.get("end", "")) for row in found.rows] == [wanted]


def test_the_german_of_an_old_untis_is_read_as_windows_1252(tmp_path: Path) -> None:
    """`Müßig` is no UTF-8 and no everyday Chinese; the teacher is listed by that very name."""
    text = as_untis(ROWS[2:]).replace('"T2"', '"Müßig"')
    found = imported(write_school(tmp_path), write(tmp_path, "GPU001.TXT", text, "windows-1252"))
    assert [(item.kind, item.name) for item in found.open] == [("teacher", "Müßig")]


def test_the_chinese_of_an_untis_is_read_as_gb18030(tmp_path: Path) -> None:
    """The same bytes rule the other way: everyday characters."""
    text = as_untis(ROWS[2:]).replace('"T2"', '"张小明"')
    found = imported(write_school(tmp_path), write(tmp_path, "GPU001.TXT", text, "gb18030"))
    assert [(item.kind, item.name) for item in found.open] == [("teacher", "张小明")]


@pytest.mark.parametrize(
    ("cards", "total", "periods"),
    [
        # A card of 2 periods for 2 a week stands for both; so it does there twice, or every other week for 1 a week.
        ([("1", "11")], "2.0", ["1", "2"]),
        ([("1", "11"), ("1", "11")], "2.0", ["1", "2"]),
        ([("1", "10")], "1.0", ["1", "2"]),
        # Two cards for 2 a week stand for themselves.
        ([("1", "11"), ("2", "11")], "2.0", ["1", "2"]),
        ([("1", "11"), ("4", "11")], "2.0", ["1", "4"]),
    ],
)
def test_a_card_stands_for_its_periods_unless_each_has_a_card(
    tmp_path: Path, cards: list[tuple[str, str]], total: str, periods: list[str]
) -> None:
    """`periodspercard` 2 with the cards and the periods a week that files of different versions write."""
    text = as_asc(ROWS[:1]).replace(
        "periodspercard='1' periodsperweek='1.0'", f"periodspercard='2' periodsperweek='{total}'"
    )
    card = re.search("<card .*/>", text)
    assert card is not None
    listed = "".join(
        card[0].replace("period='1'", f"period='{period}'").replace("weeks='10'", f"weeks='{weeks}'")
        for period, weeks in cards
    )
    found = imported(write_school(tmp_path), write(tmp_path, "asc.xml", text.replace(card[0], listed)))
    assert sorted(row["period"] for row in found.rows) == periods


def test_a_period_0_is_the_lesson_at_its_time(tmp_path: Path) -> None:
    """Numbers of aSc periods need not begin at 1; the time says which lesson is meant."""
    periods = '<periods><period period="0" starttime="8:20" endtime="9:00"/></periods>'
    text = as_asc(ROWS[:1]).replace("period='1'", "period='0'").replace("<teachers>", f"{periods}<teachers>")
    found = imported(write_school(tmp_path), write(tmp_path, "asc.xml", text))
    assert [row["period"] for row in found.rows] == ["1"]


def test_groups_of_a_class_are_the_class(tmp_path: Path) -> None:
    """FET students `C1.a`, a group of the year `C1`, are class C1."""
    groups = "<Students_List><Year><Name>C1</Name><Group><Name>C1.a</Name></Group></Year></Students_List>"
    text = (
        as_fet(ROWS[:1])
        .replace("<Students>C1<", "<Students>C1.a<")
        .replace("<Activities_List>", f"{groups}<Activities_List>")
    )
    found = imported(write_school(tmp_path), write(tmp_path, "a.fet", text))
    assert [row["homeroom"] for row in found.rows] == ["C1"]


def test_weekends_and_lessons_without_a_teacher_are_counted_not_dropped_in_silence(tmp_path: Path) -> None:
    """Saturday is no day of lessons.csv; nobody's lesson keeps nobody busy."""
    text = as_untis(ROWS).replace('"T1"', '""').replace(";5;6;;", ";6;6;;")
    found = imported(write_school(tmp_path), write(tmp_path, "GPU001.TXT", text))
    assert found.left == {Left.NOBODY: 1, Left.WEEKEND: 1}
    assert [row["adult"] for row in found.rows] == ["T2"]


def test_a_lesson_without_a_class_is_written_by_time_once_a_season_where_bells_change(tmp_path: Path) -> None:
    """Lesson 1 is at 08:20 all year; lesson 6 at 15:25 in summer and 14:55 in winter (afternoons from 14:30, 14:00)."""
    text = as_untis([{**ROWS[2], "homeroom": "", "period": period} for period in ("1", "6")])
    found = imported(write_school(tmp_path), write(tmp_path, "GPU001.TXT", text))
    assert [(row["start"], row["end"], row.get("season", "")) for row in found.rows] == [
        ("08:20", "09:00", ""),
        ("15:25", "16:05", "summer"),
        ("14:55", "15:35", "winter"),
    ]


def test_a_file_in_no_known_format_is_refused_with_the_formats(tmp_path: Path) -> None:
    """A letter is no timetable, nor is one without a lesson."""
    with pytest.raises(InputRefused, match="no lesson is in it"):
        imported(write_school(tmp_path), write(tmp_path, "a.fet", as_fet([])))
    with pytest.raises(InputRefused, match="fet, asc, untis, cses, sheet"):
        guess(write(tmp_path, "a.txt", "Sehr geehrte Damen und Herren"))


def test_a_venue_of_a_lesson_must_be_one_of_the_school(tmp_path: Path) -> None:
    """lessons.csv may name the venue; its id is checked, planning does not use it."""
    table = "adult,weekday,start,end,venue\nT1,mon,08:20,09:00,{}\n"
    assert load(tmp_path, lessons_csv=table.format("R1")).problem.adults["T1"].lessons
    with pytest.raises(InputRefused, match="no venue R2"):
        load(tmp_path, lessons_csv=table.format("R2"))
