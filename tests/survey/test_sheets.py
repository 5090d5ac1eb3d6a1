"""Workbooks as people return them, and as nobody should: what is read, and what is refused in one sentence."""

import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scheduler.api import survey_form
from scheduler.config.finding import Finding, InputRefused
from scheduler.excel import tables
from scheduler.excel.parcel import MAX_BYTES, MAX_CELLS, MAX_TAGS
from scheduler.excel.tables import SheetTable, Sought, read_workbook
from scheduler.survey.answers import NO_SURVEY, READ, UNREAD
from scheduler.survey.form import Wanted
from scheduler.survey.workbook import form_bytes
from tests.survey.forms import school

Make = Callable[[Workbook], None]
HEADER = ["学生编号", "班级", "姓名", "周一", "协议开始"]
CELLS = b"".join(b"<c r='A%d'/>" % (n * 2654435761 % 2**32) for n in range(MAX_CELLS + 1))
"""One cell more than is allowed, none like another, so that it does not pack like a bomb."""
ROW = ["a1", "C1", "王小明", "两个时段", date(2026, 9, 1)]


def book(path: Path, make: Make | None = None) -> Path:
    """A workbook with one sheet C1: the header and a pupil, then whatever `make` does to it."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "C1"
    sheet.append(HEADER)
    sheet.append(ROW)
    if make is not None:
        make(made)
    made.save(path)
    return path


def read(path: Path) -> list[SheetTable]:
    """The sheets of a workbook in a school with homerooms C1 and C3."""
    return read_workbook(path, Sought(READ, NO_SURVEY, UNREAD, ["C1", "C3"], "homeroom"))


def refused(path: Path) -> Finding:
    """The one finding a workbook is refused for."""
    with pytest.raises(InputRefused) as error:
        read(path)
    (finding,) = error.value.findings
    return finding


def test_rows_are_read_as_a_csv_would_have_them(tmp_path: Path) -> None:
    """Dates are ISO, whole numbers have no point, blanks around text go; the column of names is not kept."""

    def more(made: Workbook) -> None:
        made.worksheets[0].append([10102.0, None, "李红", "　P1 ", datetime(2026, 9, 1)])
        made.worksheets[0].append([None, "C1", "张强"])
        made.worksheets[0].append([True, "C1", None, None, "2026年9月1日"])

    (table,) = read(book(tmp_path / "f.xlsx", more))
    assert table.rows == [
        {"pupil": "a1", "homeroom": "C1", "mon": "两个时段", "consent_from": "2026-09-01"},
        {"pupil": "10102", "homeroom": "C1", "mon": "P1", "consent_from": "2026-09-01"},
        {"pupil": "True", "homeroom": "C1", "consent_from": "2026年9月1日"},
    ]
    assert [str(table.mark(row, "mon")) for row in range(3)] == [f"{tmp_path}/f.xlsx:C1!D{n}" for n in (2, 3, 5)]


def test_the_header_may_stand_lower_and_other_sheets_are_passed_over(tmp_path: Path) -> None:
    """Two lines above the header, a sheet of remarks, a hidden sheet with a form's header: one table, at its place."""

    def more(made: Workbook) -> None:
        made.worksheets[0].insert_rows(1, 2)
        made.worksheets[0]["A1"] = "一（1）班"
        made.create_sheet("备注")["A1"] = "已交"
        hidden = made.create_sheet("旧表")
        hidden.append(HEADER)
        hidden.append(ROW)
        hidden.sheet_state = "hidden"

    (table,) = read(book(tmp_path / "f.xlsx", more))
    assert (table.rows[0]["pupil"], str(table.mark(0, "pupil"))) == ("a1", f"{tmp_path}/f.xlsx:C1!A4")


# What is done to the sheet, the cell that is named, and words of the rule.
FAULTY: list[tuple[Make, str, str]] = [
    (lambda b: b["C1"].__setitem__("D2", '=HYPERLINK("http://x.example")'), "C1!D2", "a formula"),
    (lambda b: b["C1"].__setitem__("H2", "请联系"), "C1!H2", "no header above"),
    (lambda b: b["C1"].__setitem__("D1", "周八"), "C1!D1", "unknown column"),
    (lambda b: b["C1"].__setitem__("D1", "家长电话"), "C1!D1", "personal data"),
    (lambda b: b["C1"].__setitem__("D2", "13812345678"), "C1!D2", "a mobile number"),
    (lambda b: b["C1"].__setitem__("D2", 13812345678), "C1!D2", "a mobile number"),
    (lambda b: b["C1"].__setitem__("D2", "P1\u200b"), "C1!D2", "invisible character"),
    (lambda b: b["C1"].__setitem__("A1", "周二"), "C1!A1", "header row"),
    (lambda b: b["C1"].__setitem__("B1", "周二"), "C1!A1", "required column is missing"),
    (lambda b: b["C1"].__setitem__("A10001", "a2"), "C1!A10001", "cells outside"),
    (lambda b: b["C1"].__setitem__("GS2", "x"), "C1!GS2", "cells outside"),  # column 201
    (lambda b: b["C1"].__setitem__("XFD1048576", "x"), "C1!A10001", "cells outside"),
]


@pytest.mark.parametrize(("make", "cell", "rule"), FAULTY)
def test_a_faulty_sheet_is_refused_at_its_cell(tmp_path: Path, make: Make, cell: str, rule: str) -> None:
    """One finding, in both languages, at sheet!cell; a number that may be a phone is never repeated."""
    finding = refused(book(tmp_path / "f.xlsx", make))
    assert finding.place == f"{tmp_path}/f.xlsx:{cell}"
    assert rule in finding.rule
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert "13812345678" not in finding.say("en") + finding.say("zh")


@pytest.mark.parametrize("cell", ["A10000", "GR2"])
def test_cells_just_inside_the_bounds_are_read(tmp_path: Path, cell: str) -> None:
    """Row 10,000 and column 200 are no fault of the sheet; column 200 merely has no header."""
    path = book(tmp_path / "f.xlsx", lambda made: made["C1"].__setitem__(cell, "a2"))
    if cell == "A10000":
        assert [row["pupil"] for row in read(path)[0].rows] == ["a1", "a2"]
    else:
        assert "no header above" in refused(path).rule


@pytest.mark.parametrize(("more", "rule"), [(5, None), (6, "more than 6 rows in all")])
def test_all_sheets_together_hold_no_more_rows_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, rule: str | None
) -> None:
    """With a bound of 6: the pupil of C1 and 5 more on sheets of 3 are 6 rows; one more is too many."""
    monkeypatch.setattr(tables, "MAX_ROWS", 6)

    def make(made: Workbook) -> None:
        for number in range(more):
            if number % 3 == 0:
                made.create_sheet().append(HEADER[:2])
            made.worksheets[-1].append([f"b{number}", "C3"])

    path = book(tmp_path / "f.xlsx", make)
    if rule is None:
        assert sum(len(table.rows) for table in read(path)) == 6
    else:
        assert rule in refused(path).rule


def repacked(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A workbook with parts added or replaced."""
    with zipfile.ZipFile(BytesIO(workbook)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in (kept | dict(parts)).items():
            new.writestr(name, part)
    return content.getvalue()


HOSTILE = [
    ({"xl/vbaProject.bin": b"x"}, "macros"),
    ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "macros"),
    ({"xl/styles.xml": b"<x/>" * (MAX_TAGS + 1)}, "texts or styles"),
    ({"xl/worksheets/sheet9.xml": CELLS}, "more than 400,000 cells"),
    ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "links to other files"),
    ({"xl/connections.xml": b"<x/>"}, "links to other files"),
    ({"xl/embeddings/oleObject1.bin": b"x"}, "embedded files"),
    ({"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>'}, "declares entities"),
    ({"xl/sharedStrings.xml": "<!DOCTYPE x><sst/>".encode("utf-16")}, "declares entities"),
    ({"xl/zeros.xml": b"0" * 6_000_000}, "unpacks to more"),
    ({f"p{n}": b"" for n in range(2_000)}, "unpacks to more"),
    ({"xl/workbook.xml": b"<broken"}, "cannot be read"),
    ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='1'><c r='ZZZZ1'"}, "cannot be read"),
]


@pytest.mark.parametrize(("parts", "rule"), HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_sentence(tmp_path: Path, parts: dict[str, bytes], rule: str) -> None:
    """Macros, links, embedded files, entities, bombs and broken XML: the whole file, with its reason."""
    path = book(tmp_path / "f.xlsx")
    path.write_bytes(repacked(path.read_bytes(), parts))
    finding = refused(path)
    assert rule in finding.rule
    assert (finding.file, finding.line) == (str(tmp_path / "f.xlsx"), 1)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "not an Excel workbook"),
        (b"pupil,homeroom\n", "not an Excel workbook"),
        (b"PK\x03\x04 but no more", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .xls"),
        (b"PK\x03\x04" + b"0" * MAX_BYTES, "larger than 10 MB"),
    ],
)
def test_what_is_no_workbook_is_told_apart(tmp_path: Path, content: bytes, rule: str) -> None:
    """Empty, text, damaged, an old or locked workbook, too large."""
    path = tmp_path / "f.xlsx"
    path.write_bytes(content)
    assert rule in refused(path).rule


def test_a_workbook_without_any_form_is_refused(tmp_path: Path) -> None:
    """Two sheets of other things: there is nothing to read."""
    made = Workbook()
    made.worksheets[0]["A1"] = "通知"
    made.save(tmp_path / "f.xlsx")
    assert "no sheet has a header" in refused(tmp_path / "f.xlsx").rule


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The tiny school's form with its present answers, as written."""
    return form_bytes(survey_form(school(tmp_path_factory.mktemp("sent")), Wanted(filled=True)))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", ""]),
    st.lists(st.tuples(st.integers(0, 100_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sent: bytes, part: str, damage: list[tuple[int, bytes]]
) -> None:
    """Bytes overwritten anywhere in a part, or in the zip itself (""): a table or InputRefused, nothing else."""
    damaged = bytearray(zipfile.ZipFile(BytesIO(sent)).read(part) if part else sent)
    for place, new in damage:
        start = place % len(damaged)
        damaged[start : start + len(new)] = new
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(repacked(sent, {part: bytes(damaged)}) if part else bytes(damaged))
    with suppress(InputRefused):
        assert all(isinstance(table, SheetTable) for table in read(path))
