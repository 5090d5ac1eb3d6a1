"""Reading CSV: odd but valid tables, broken files at their exact place, fuzz and bounds."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.config.csv_reader import MAX_ROWS, Table, parse_table, read_table
from scheduler.config.finding import InputRefused
from scheduler.config.headers import Column
from scheduler.config.source import Mark

COLUMNS = (
    Column("pupil", ("学生编号", "编号")),
    Column("grade", ("年级",)),
    Column("note", ("备注",), required=False),
)

# The file, its columns in order, and its rows as lists.
ODD_BUT_VALID: list[tuple[str, tuple[str, ...], list[list[str]]]] = [
    ("pupil,grade\nP1,3\n", ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade\nP1,3", ("pupil", "grade"), [["P1", "3"]]),
    ("grade,pupil\n3,P1\n", ("grade", "pupil"), [["3", "P1"]]),
    ("年级,编号\n3,P1\n", ("grade", "pupil"), [["3", "P1"]]),
    ("学生编号,grade,备注\nP1,3,\n", ("pupil", "grade", "note"), [["P1", "3", ""]]),
    (" Pupil , GRADE\nP1,3\n", ("pupil", "grade"), [["P1", "3"]]),
    ("ｐｕｐｉｌ,年 级\nP1,3\n", ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade\r\nP1,3\r\n", ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade\rP1,3\r", ("pupil", "grade"), [["P1", "3"]]),
    ("\n\npupil,grade\n\n,\nP1,3\n\n", ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade\n\u3000P1\u3000,\u00a03\n", ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade,,\nP1,3,,\nP2,4\n", ("pupil", "grade"), [["P1", "3"], ["P2", "4"]]),
    ('"pupil","grade"\n"P1","3"\n', ("pupil", "grade"), [["P1", "3"]]),
    ('pupil,grade\n"P,1","a ""b"""\n', ("pupil", "grade"), [["P,1", 'a "b"']]),
    ('pupil,grade\n"P\n1",3\n', ("pupil", "grade"), [["P\n1", "3"]]),
    ('pupil,grade\n5" pipe,3\n', ("pupil", "grade"), [['5" pipe', "3"]]),
    ('pupil,grade\n"",""\nP1,3\n', ("pupil", "grade"), [["P1", "3"]]),
    ("pupil,grade\n007,16:30\n", ("pupil", "grade"), [["007", "16:30"]]),
    ("pupil,grade\n", ("pupil", "grade"), []),
    ("pupil,grade\nP1;P2,1=1\n", ("pupil", "grade"), [["P1;P2", "1=1"]]),
]

# The file, the place of the first finding, words of its rule, and its hint.
BROKEN: list[tuple[str | bytes, str, str, str | None]] = [
    ("", "1:1", "empty", None),
    ("\n\n , \n", "1:1", "empty", None),
    ("pupil\nP1\n", "1:1", "grade/年级", None),
    ("pupil,note\nP1,x\n", "1:1", "required column is missing", None),
    ("\n\npupil,note\nP1,x\n", "3:1", "required column is missing", None),
    ("pupil,grade,remark\nP1,3,x\n", "1:13", "unknown column", None),
    ("pupil,grade,notes\nP1,3,x\n", "1:13", "unknown column", "note"),
    ("编号,年级,备住\nP1,3,x\n", "1:7", "unknown column", "备注"),
    ("pupil,grade,grade\nP1,3,3\n", "1:13", "there twice", None),
    ("pupil,grade,年级\nP1,3,3\n", "1:13", "there twice", None),
    ("pupil,,grade\nP1,,3\n", "1:7", "no name", None),
    ("pupil,grade\nP1\n", "2:1", "in this row: 1, in the header: 2", None),
    ("pupil,grade\nP1,3\n\nP2,3,x\n", "4:6", "in this row: 3, in the header: 2", None),
    ("pupil,grade,\nP1,3,x\n", "2:6", "in this row: 3, in the header: 2", None),
    ('pupil,grade\n"P\n1",3\nP2\n', "4:1", "in this row: 1", None),
    ("pupil,grade\nP1,=1+1\n", "2:4", "formula", None),
    ('pupil,grade\nP1,"x\n', "2:4", "never closed", None),
    ('pupil,grade\n"P1,3\nP2,"4"\n', "2:1", "never closed", None),
    ('pupil,grade\nP1,"x"y\n', "2:7", "after a closing quote", None),
    ('pupil,grade\n"a\nb","x" \n', "3:7", "after a closing quote", None),
    ("pupil;grade\nP1;3\n", "1:6", "`;`", None),
    ("pupil\tgrade\nP1\t3\n", "1:6", "a tab", None),
    ("编号，年级\nP1，3\n", "1:3", "full-width", None),
    ("pupil,grade\nP1,\x003\n", "2:4", "NUL", None),
    ("pupil,grade\nP\u200b1,3\n", "2:2", "U+200B", None),
    ("pupil,grade\nP1,\x1b[0m\n", "2:4", "U+001B", None),
    ("pupil,grade,phone\nP1,3,x\n", "1:13", "personal data", None),
    ("pupil,grade,家长手机\nP1,3,x\n", "1:13", "personal data", None),
    ("pupil,grade,身份证\nP1,3,x\n", "1:13", "personal data", None),
    ("pupil,grade,note\nP1,3,call 13912345678\n", "2:6", "mobile number", None),
    ('pupil,grade,note\n\n"P\n1",3,13912345678\n', "4:6", "mobile number", None),
    ("pupil,grade\n11010519491231002X,3\n", "2:1", "identity number", None),
    ("pupil,grade\nG11010519491231002X,3\n", "2:1", "identity number", None),
    (
        "pupil,grade" + ",x" * 199,
        "1:409",
        "more than 200 cells",
        None,
    ),  # cell 3 is at 13, cell 201 at 13 + 2 * 198
    ("pupil,grade\n".encode("utf-16"), "1:1", "UTF-16", None),
    (b"pupil,grade\nP1,\x81\xff\n", "2:4", "not UTF-8", None),
    (b"\xef\xbb\xbfpupil,grade\nP1,\xc8\xfd\n", "2:4", "not UTF-8", None),
]


def parse(content: str | bytes) -> Table:
    """`content` read as `f.csv` with the three columns."""
    return parse_table(content if isinstance(content, bytes) else content.encode(), "f.csv", COLUMNS)


@pytest.mark.parametrize(
    ("content", "columns", "rows"), ODD_BUT_VALID, ids=[repr(row[0])[:40] for row in ODD_BUT_VALID]
)
def test_odd_tables_are_read(content: str, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """Headers in either language and any order, blanks stripped, quotes undone."""
    table = parse(content)
    assert table.columns == columns
    assert table.rows == [dict(zip(columns, row, strict=True)) for row in rows]


@pytest.mark.parametrize(("content", "place", "words", "hint"), BROKEN, ids=[repr(row[0])[:40] for row in BROKEN])
def test_broken_tables_are_refused_at_their_place(
    content: str | bytes, place: str, words: str, hint: str | None
) -> None:
    """One finding names the exact line and column, the rule and the nearest word."""
    with pytest.raises(InputRefused) as caught:
        parse(content)
    found = [finding for finding in caught.value.findings if words in finding.rule]
    assert [(finding.place, finding.hint) for finding in found] == [(f"f.csv:{place}", hint)]
    assert any("\u4e00" <= character <= "\u9fff" for character in found[0].rule_zh)


def test_every_fault_is_listed_in_order() -> None:
    """An unknown column that may be the missing one, a short row and a long one."""
    with pytest.raises(InputRefused) as caught:
        parse("pupil,grad\nP1\nP1,2\nP1,2,3\n")
    places = [(finding.line, finding.column) for finding in caught.value.findings]
    assert places == [(1, 7), (2, 1), (4, 6)]


def test_a_chinese_table_saved_by_excel_is_read(tmp_path: Path) -> None:
    """GB18030 is accepted where the file is not UTF-8, and columns count characters."""
    file = tmp_path / "roster.csv"
    file.write_bytes("编号,年级\n一班甲,三\n".encode("gb18030"))
    table = read_table(file, COLUMNS)
    assert table.rows == [{"pupil": "一班甲", "grade": "三"}]
    assert table.mark(0, "grade") == Mark(str(file), 2, 5)


def test_a_byte_order_mark_does_not_move_anything() -> None:
    """The mark Excel writes first is no part of the first header."""
    assert parse("\ufeffpupil,grade\nP1,3\n").mark(0, "pupil") == Mark("f.csv", 2, 1)


def test_marks_hold_after_line_breaks_inside_quotes() -> None:
    """Cells after a quoted line break are counted from their own line, rows from theirs."""
    table = parse('pupil,grade,note\r\n"P\r\n1","a\n\nb",x\r\nP2,3,y\r\n')
    # Row 0 begins on line 2; its first cell ends on line 3 (`1",` is 3 characters), its second on line 5.
    assert [(m.line, m.column) for m in (table.mark(0, c) for c in table.columns)] == [(2, 1), (3, 4), (5, 4)]
    assert table.mark(1, "note") == Mark("f.csv", 6, 6)


def test_a_finding_about_a_cell_repeats_it() -> None:
    """The field is the column; a column the file lacks is told at the row's first cell."""
    table = parse("pupil,grade\nP1,13\n")
    assert str(table.finding(0, "grade", "must be <= 12", "不得大于 12")) == (
        "f.csv:2:4: grade: must be <= 12 (you wrote 13)"
    )
    assert table.finding(0, "note", "needed", "需要").place == "f.csv:2:1"


def test_marks_of_what_is_not_there_are_errors() -> None:
    """A row or a column the file does not have is the caller's mistake."""
    table = parse("pupil,grade\nP1,3\n")
    with pytest.raises(IndexError):
        table.mark(1, "pupil")
    with pytest.raises(ValueError, match="no column note"):
        table.mark(0, "note")


def test_a_roster_of_phones_is_refused_within_bounds() -> None:
    """Thousands of numbers give at most 1,001 findings, none repeating a number."""
    with pytest.raises(InputRefused) as caught:
        parse("pupil,grade\n" + "P1,13912345678\n" * 5_000)
    assert len(caught.value.findings) == 1_001
    assert "13912345678" not in str(caught.value)


def test_too_many_rows_are_refused_at_the_first_too_many() -> None:
    """Row 30,001 stands on line 30,002, below the header."""
    with pytest.raises(InputRefused) as caught:
        parse("pupil,grade\n" + "a,b\n" * (MAX_ROWS + 1))
    assert caught.value.findings[0].line == MAX_ROWS + 2


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Nd"])
CELLS = st.text(LETTERS, max_size=8).filter(lambda text: not text.strip().startswith("="))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_csv_writer_writes_is_read_back(rows: list[tuple[str, str]], line_end: str) -> None:
    """Rows without formulas survive the trip but for blanks around cells and blank rows."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=line_end).writerows([("pupil", "grade"), *rows])
    kept = [(a.strip(), b.strip()) for a, b in rows]
    expected = [{"pupil": a, "grade": b} for a, b in kept if a or b]
    assert parse(stream.getvalue().replace("\ufffd", "?")).rows == [
        {name: cell.replace("\ufffd", "?") for name, cell in row.items()} for row in expected
    ]


PIECES = st.sampled_from(
    ["pupil", "grade", "备注", ",", '"', '""', "\n", "\r\n", "\r", " ", "\u3000", "x", "\0", "，", ";"]
)


def outcome(raw: bytes) -> Table | InputRefused:
    """The table or the refusal; anything else is a fault of the reader."""
    try:
        return parse(raw)
    except InputRefused as refused:
        return refused


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_pieces_in_any_order_are_read_or_refused(text: str) -> None:
    """Every cell that is read has a place inside the file; nothing but InputRefused is raised."""
    table = outcome(f"pupil,grade\n{text}".encode())
    if isinstance(table, InputRefused):
        assert all(finding.line >= 1 and finding.column >= 1 for finding in table.findings)
        return
    lines = table.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, row in enumerate(table.rows):
        for name, cell in row.items():
            mark = table.mark(number, name)
            rest = "\n".join(lines[mark.line - 1 :])[mark.column - 1 :].removeprefix('"').lstrip()
            assert rest.startswith(cell.split("\n")[0].split("\r")[0].split('"')[0])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Random bytes raise nothing but InputRefused."""
    assert isinstance(outcome(raw), Table | InputRefused)
