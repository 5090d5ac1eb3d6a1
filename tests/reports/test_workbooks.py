"""Workbooks read back: what a planner sees in the cells is what the plan says, ready to print, and never a formula."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small import DAYS, MONDAY, small_plan, small_problem

from scheduler.reports.paper import paper_of
from scheduler.reports.registry import DOCUMENTS, documents
from scheduler.reports.table import Column, Row, Table
from scheduler.reports.workbook import sheet_names, workbook_bytes
from tests.reports.books import NAMES, WORKBOOKS, below, book, counted, fitted, row, rows


def test_a_class_sees_where_every_pupil_goes_and_when_they_leave() -> None:
    """Monday: A1 has P1 at home, chess in P2 with T1, care with T11 till 18:30; A3 paints and leaves at 18:00."""
    sheet = book("homerooms")["A"]
    monday = below(sheet, "周一 11-02")
    assert monday[0][0] == "周一 11-02    放学 15:35  第一时段 15:50-16:50  第二时段 17:00-18:00  延时 18:00-18:30"
    assert monday[1] == [1, "A1", "RA T1", "围棋 RA T1", "RA T11", "18:30", ""]
    assert monday[3] == [3, "A3", "RA T1", "绘画 ART T2", "—", "18:00", ""]
    assert len(monday) == len(DAYS) * 5, "five days of a band and four pupils"


def test_a_pupil_who_stays_away_leaves_at_dismissal() -> None:
    """A2 is in no session on Monday: dashes, and home at 15:35."""
    plan = small_plan()
    sessions = tuple(
        s if s.date != MONDAY else replace(s, roster=tuple(p for p in s.roster if p != "A2")) for s in plan.sessions
    )
    sheet = book("homerooms", plan=replace(plan, sessions=sessions))["A"]
    assert row(sheet, 2, "A2") == [2, "A2", "—", "—", "—", "15:35", ""]


def test_names_appear_only_when_given() -> None:
    """With names a column more, filled where known; T1 by name, T2 by id."""
    named = book("homerooms", names=NAMES)["A"]
    assert row(named, 1, "A1") == [1, "A1", "王小明", "RA 李建国", "围棋 RA 李建国", "RA T11", "18:30", ""]
    assert row(named, 3, "A3") == [3, "A3", "", "RA 李建国", "绘画 ART T2", "—", "18:00", ""]


def test_an_adult_sees_the_week_by_day_and_clock() -> None:
    """T1 on Monday: homework with A, then chess with four pupils; T5 helps in care on no Monday."""
    sheets = book("adults", language="en", names=NAMES)
    monday = below(sheets["T1"], "Mon 11-02")
    assert monday[1] == ["15:50-16:50", "homework", "A", "RA", "lead", 4, ""]
    assert monday[2] == ["17:00-18:00", "club", "围棋", "RA", "lead", 4, ""]
    assert sheets["T1"]["A1"].value == "T1 李建国: duties of the week 2026-11-02 to 2026-11-06"
    assert row(sheets["G"], "15:50-18:30") == ["15:50-18:30", "gate", "", "G1", "", "", ""]
    assert set(sheets) == {"T1", "T2", *(f"T{k}" for k in range(3, 13)), "F1", "F2", "L", "G"}


def test_a_venue_shows_what_meets_in_it() -> None:
    """RA on Monday: homework of A, chess, extended care with both adults, lead first."""
    monday = below(book("venues")["RA"], "周一")
    assert [r[:4] for r in monday[1:4]] == [
        ["15:50-16:50", "作业辅导 A", 4, "T1"],
        ["17:00-18:00", "围棋", 4, "T1"],
        ["18:00-18:30", "延时托管 A+B", 2, "T11、T12"],
    ]


def test_a_club_has_its_roster_and_a_column_for_each_meeting() -> None:
    """Chess meets Monday and Wednesday; B2 stays away on Wednesday, which shows as a dash."""
    plan = small_plan()
    sessions = tuple(
        replace(s, roster=("A1", "A2", "B1")) if s.section == ("chess", "S", 1) and s.date != MONDAY else s
        for s in plan.sessions
    )
    sheet = book("clubs", plan=replace(plan, sessions=sessions))["围棋 S"]
    found = below(sheet, "序号")
    assert found[0] == ["序号", "班级", "编号", "周一 11-02", "周三 11-04", "备注"]
    assert found[1:] == [
        [1, "A", "A1", "", "", ""],
        [2, "A", "A2", "", "", ""],
        [3, "B", "B1", "", "", ""],
        [4, "B", "B2", "", "—", ""],
    ]


def test_every_other_group_has_a_register_of_its_week() -> None:
    """Homework of A is a sheet of five days, its activities another; care has a column for who fetches a child."""
    sheets = book("registers")
    assert set(sheets) == {"A 作业辅导 RA", "B 作业辅导 RB", "A 班级活动 RA", "B 班级活动 RB", "延时托管 RA"}
    homework = below(sheets["A 作业辅导 RA"], "序号")
    assert len(homework[0]) == 3 + 5 + 1
    assert homework[1] == [1, "A", "A1", "", "", "", "", "", ""]
    assert below(sheets["A 班级活动 RA"], "序号")[0][3:6] == ["周二 11-03", "周四 11-05", "周五 11-06"]
    care = below(sheets["延时托管 RA"], "序号")
    assert care[0][-1] == "接走人签字"
    assert [r[2] for r in care[1:]] == ["A1", "B1"]
    assert str(sheets["延时托管 RA"]["A2"].value).startswith("18:00-18:30　周一 11-02 T11；")


def test_posts_patrol_and_gate_have_their_sheets() -> None:
    """Five posts on Monday; the patrol passes RA then RB; six pupils leave at 18:00 and two at 18:30."""
    sheets = book("posts")
    monday = below(sheets["岗位表"], "周一")
    assert [r[1:4] for r in monday[1:6]] == [
        ["巡查", "main", "T9"],
        ["机动", "main", "T10"],
        ["带班领导", "main", "L"],
        ["急救", "main", "F1"],
        ["门岗", "G1", "G"],
    ]
    patrol = below(sheets["巡查表"], "周一")
    assert patrol[0][0] == "周一 11-02    巡查：T9 main 15:50-18:00"
    assert [r[2] for r in patrol[1:6]] == ["作业辅导 A", "作业辅导 B", "围棋", "绘画", "延时托管 A+B"]
    gate = below(sheets["门岗表"], "周一")
    assert [(r[0], r[2], r[5]) for r in gate[1:3]] == [("18:00", 6, "约需 1 分钟"), ("18:30", 2, "约需 1 分钟")]


def test_the_overview_holds_a_day_on_one_page() -> None:
    """Monday: RA has homework, chess and care; the page is set to one by one."""
    sheet = book("overview")["周一 11-02"]
    assert row(sheet, "RA") == ["RA", "作业辅导 A 4 人 T1", "围棋 4 人 T1", "延时托管 A+B 2 人 T11、T12"]
    assert "5 组活动" in str(sheet["A2"].value)
    assert "无缺口" in str(sheet["A2"].value)
    assert fitted(sheet) == (1, 1)


def test_what_is_short_stands_out() -> None:
    """Without a lead and a venue the row is red in the class's, the venue's and the day's sheet."""
    plan = small_plan()
    bad = replace(plan.sessions[0], duties=(), venue=None)
    sheets = book("venues", plan=replace(plan, sessions=(bad, *plan.sessions[1:])))
    cell = next(r[0] for r in sheets["场地待定"].iter_rows() if r[0].value == "15:50-16:50")
    good = next(r[0] for r in sheets["RB"].iter_rows() if r[0].value == "15:50-16:50")
    assert cell.fill.start_color.rgb == "FFFFD6D6"
    assert good.fill.start_color.rgb != "FFFFD6D6"
    assert row(sheets["场地待定"], "15:50-16:50")[3] == "待定"


@pytest.mark.parametrize("kind", [document.kind for document in WORKBOOKS])
def test_every_sheet_is_ready_to_print(kind: str) -> None:
    """A4, one page wide, titles repeated, panes frozen below them, page numbers in the foot."""
    for sheet in book(kind).values():
        assert sheet.page_setup.paperSize == 9
        assert fitted(sheet) == (1, 1 if kind == "overview" else 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        top = int(str(sheet.print_title_rows).split("$")[-1])
        assert sheet.freeze_panes == f"A{top + 1}"
        assert "&P" in str(sheet.oddFooter.right.text)
        assert sheet.print_area


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [document.kind for document in WORKBOOKS])
def test_counts_mode_and_an_empty_week_have_sheets_that_say_so(kind: str, language: str) -> None:
    """Without pupils no id of one; without sessions or days still a workbook with words in it."""
    problem, plan = counted()
    text = str([rows(sheet) for sheet in book(kind, problem, plan, language).values()])
    assert "A1" not in text
    empty = replace(plan, sections=(), allotments=(), sessions=(), posts=())
    for bare in (problem, replace(problem, days=(), times={})):
        for sheet in book(kind, bare, empty, language).values():
            assert any(value for found in rows(sheet) for value in found)


def test_counts_mode_tells_the_groups_of_a_class_and_why_no_pupil() -> None:
    """A's groups on Monday with two pupils in chess; the note says there is no list."""
    problem, plan = counted()
    sheet = book("homerooms", problem, plan)["A"]
    assert "没有学生名单" in str(sheet["A3"].value)
    assert row(sheet, "17:00-18:00", "围棋") == ["17:00-18:00", "围棋", 2, "RA", "T1", ""]
    clubs = book("clubs", problem, plan)["围棋 S"]
    assert [r[:2] for r in below(clubs, "班级")[1:]] == [["A", 2], ["B", 2]]
    gate = below(book("posts", problem, plan)["门岗表"], "周一")
    assert [(r[0], r[2]) for r in gate[1:3]] == [("18:00", 6), ("18:30", 2)], "four each at 18:00, less one who stays"


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "{=1}", "http://a.example", "\t=1", "0123", "&" * 300]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula_a_number_or_a_link(name: str) -> None:
    """Names and titles that look like formulas come back as the same text, and no sheet has a formula or a link."""
    problem = small_problem(title=name)
    clubs = {key: replace(club, title=name) for key, club in problem.clubs.items()}
    paper = paper_of(replace(problem, clubs=clubs), small_plan(), "en", {"A1": name, "T1": name})
    for document in WORKBOOKS:
        ((_, content),) = document.files(paper)
        with zipfile.ZipFile(BytesIO(content)) as parcel:
            sheets = [parcel.read(n) for n in parcel.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    ((_, content),) = documents(["homerooms"])[0].files(paper)
    cell = next(r[2] for r in load_workbook(BytesIO(content))["A"].iter_rows() if r[1].value == "A1")
    assert (cell.data_type, str(cell.value).strip()) == ("s", name.strip())


LETTERS = st.sampled_from(["a", "A", "'", "[", "/", " ", "张", "𬎆", "\x04", "é", "1", "_"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=40), max_size=6))
def test_sheet_names_are_ones_excel_takes(wanted: Sequence[str]) -> None:
    """At most 31 UTF-16 units, none forbidden, no quote at an end, each once whatever the case."""
    names = sheet_names(wanted)
    assert len(names) == len(wanted)
    assert all(0 < len(name.encode("utf-16-le")) <= 62 and not set(name) & set("[]:*?/\\") for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), min_size=1, max_size=3))
def test_any_text_makes_a_workbook_that_opens(texts: list[str]) -> None:
    """Whatever stands in names and cells, one sheet a table comes back."""
    tables = [Table(text, text, (text,), (Column(text, 10), Column("n", 5)), (Row((text, 1)),)) for text in texts]
    content = workbook_bytes(paper_of(small_problem(), small_plan(), "zh"), tables, "t")
    assert len(load_workbook(BytesIO(content)).worksheets) == len(texts)


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Twice over, every document of every form."""
    for document in DOCUMENTS:
        first, second = (dict(document.files(paper_of(small_problem(), small_plan(), "zh", NAMES))) for _ in range(2))
        assert first == second
        assert first
