"""What a timetable file may get wrong, each told at its line; and files made to do harm."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.config.finding import Finding, InputRefused
from scheduler.timetables.convert import Request, read_timetable
from scheduler.timetables.markup import MAX_DEPTH, read_xml
from tests.config.tiny import write_school
from tests.timetables.exports import as_activities, as_asc, as_cses, as_fet, as_sheet, as_untis
from tests.timetables.test_formats import ROWS, TIMES, write

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
TIMED = "班级,星期,开始,结束,教师\nC1,周一,08:20,09:00,T1\n"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def faults(tmp_path: Path, name: str, text: str) -> tuple[Finding, ...]:
    """Everything said against a file, whether it is refused whole or lesson by lesson."""
    try:
        return read_timetable(Request([write(tmp_path, name, text)], write_school(tmp_path))).errors
    except InputRefused as refused:
        return refused.findings


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "line", "words"),
    [
        ("a.fet", as_fet(ROWS), "<Hour>h6<", "<Hour>h66<", 9, "no such name"),
        ("a.fet", as_fet(ROWS), "<Hour>h6<", "<Hour>h7<", 6, "a lesson from 1 to 6"),
        ("a.fet", as_fet(ROWS, placed=False), "?", "?", 4, "no day and hour"),
        ("a.fet", as_fet(ROWS), "<Days_List>", "<Mode>Mornings-Afternoons</Mode><Days_List>", 2, "halves of days"),
        ("a.fet", as_fet(ROWS), "<Name>4</Name>", "<Name>3</Name>", 2, "each once"),
        ("a.xml", as_asc(ROWS), "period='6'", "period='7'", 16, "a lesson from 1 to 6"),
        ("a.xml", as_asc(ROWS), "weeks='01'", "weeks='0010'", 15, "longer cycles"),
        ("a.xml", as_asc(ROWS), "days='00001'", "days='0000x'", 16, "row of 0 and 1"),
        ("a.xml", as_asc(ROWS), "terms='1' classroomids=''/>\n</cards>", "terms='10'/></cards>", 16, "one term only"),
        ("a.xml", as_asc(ROWS), "days='00001'", "day='5'", 16, "old kind"),
        ("a.xml", as_asc(ROWS), "lessonid='3'", "lessonid='9'", 16, "not in the file"),
        ("GPU001.TXT", as_untis(ROWS), ";5;6;;", ";8;6;;", 3, "from 1 (Monday) to 7"),
        ("GPU001.TXT", as_untis(ROWS), ";5;6;;", ";5;x;;", 3, "period number"),
        ("GPU001.TXT", as_untis(ROWS), ";5;6;;", ";5", 3, "7 to 10 cells"),
        ("C1.yaml", as_cses(ROWS[:1], TIMES), "enable_day: 1", "enable_day: 9", 6, "1 (Monday)"),
        ("C1.yaml", as_cses(ROWS[:2], TIMES), "weeks: odd", "weeks: [1, 3]", 8, "all, odd or even"),
        ("C1.yaml", as_cses(ROWS[:1], TIMES), "08:20:00", "11:50:00", 9, "the end after the start"),
        ("C1.yaml", as_cses(ROWS[:1], TIMES), "version: 1", "version: 2", 1, "version of CSES"),
        ("a.csv", "班级,星期,节次,教师\nC1,周一,1,T1\n", "周一", "周八", 2, "weekday"),
        ("a.csv", "班级,星期,节次,教师\nC1,周一,1,T1\n", ",1,T1", ",,T1", 2, "needs a period"),
        ("a.csv", TIMED, "09:00", "08:00", 2, "after the start"),
        ("a.csv", TIMED, "08:20,09:0", "12:00,12:4", 2, "nearest is 4"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line(
    tmp_path: Path, name: str, text: str, old: str, new: str, line: int, words: str
) -> None:
    """One change to a good file, one fault at that line."""
    assert old in text
    found = faults(tmp_path, name, text.replace(old, new))
    assert [(fault.line, words in fault.rule) for fault in found[:1]] == [(line, True)]
    assert all(fault.rule_zh != fault.rule for fault in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{XML}<!DOCTYPE fet [{LAUGHS}]>\n<fet>&a9;</fet>", "entities"),
        (f'{XML}<!DOCTYPE fet SYSTEM "file:///etc/passwd">\n<fet/>', "entities"),
        (f'{XML}<!DOCTYPE fet [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<fet>&x;</fet>', "entities"),
        (f"{XML}<fet>{'<a>' * MAX_DEPTH}", "nested deeper"),
        (f"{XML}<fet>&nothing;</fet>", "not well-formed"),
        (f"{XML}<fet></cat>", "not well-formed"),
        (f"{XML}<fet>\0</fet>", "invisible character"),
        (XML.replace("UTF-8", "rot13") + "<fet/>", "unknown encoding"),
        (XML.replace("UTF-8", "utf-7") + "<fet/>", "unknown encoding"),
    ],
)
def test_harmful_xml_is_refused_before_anything_is_expanded(tmp_path: Path, text: str, words: str) -> None:
    """Entities, files elsewhere, endless nesting, encodings that hide things: one sentence each."""
    with pytest.raises(InputRefused, match=words):
        read_xml(write(tmp_path, "a.fet", text))


def test_a_bare_document_type_of_old_fet_files_does_no_harm(tmp_path: Path) -> None:
    """`<!DOCTYPE FET>` declares nothing."""
    assert read_xml(write(tmp_path, "a.fet", f"{XML}<!DOCTYPE FET>\n<FET/>")).name == "FET"


def test_xml_declared_in_gb2312_is_read_as_its_larger_sister(tmp_path: Path) -> None:
    """喆 is in no GB 2312, yet Chinese programs write it under that declaration; expat alone knows neither."""
    text = '<?xml version="1.0" encoding="gb2312"?><timetable><teacher name="李喆"/></timetable>'
    root = read_xml(write(tmp_path, "a.xml", text, "gb18030"))
    assert root.children[0].attributes == {"name": "李喆"}


FILES = {
    "a.fet": as_fet(ROWS),
    "a.xml": as_asc(ROWS),
    "GPU001.TXT": as_untis(ROWS),
    "C1.yaml": as_cses(ROWS[:2], TIMES),
    "a.csv": "\n".join(map(",".join, as_sheet(ROWS))),
}


@pytest.mark.parametrize("name", list(FILES))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Bytes deleted, doubled or overwritten anywhere: lessons, or findings with a place, never another error."""
    content = bytearray(FILES[name].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        first = data.draw(st.integers(0, len(content) - 1))
        last = min(len(content), first + data.draw(st.integers(0, 30)))
        content[first:last] = data.draw(st.sampled_from([b"", bytes(content[first:last]) * 2])) + data.draw(
            st.binary(max_size=3)
        )
    school = write_school(tmp_path)
    (tmp_path / name).write_bytes(bytes(content))
    with suppress(InputRefused):
        found = read_timetable(Request([tmp_path / name], school))
        assert found.rows or found.errors or found.open or found.left


def test_activities_alone_are_refused_for_want_of_the_inputs(tmp_path: Path) -> None:
    """activities.xml holds only ids."""
    (found,) = faults(tmp_path, "activities.xml", as_activities(ROWS))
    assert "give one .fet file" in found.rule
