"""Reading YAML: odd but valid values, broken files at their exact place, fuzz and bombs."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark, format_path
from scheduler.config.yaml_reader import MAX_BYTES, parse_yaml, read_yaml

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]

# What is written after `v: `, and the value a planner means.
ODD_BUT_VALID: list[tuple[str, Any]] = [
    ("16:30", "16:30"),  # YAML 1.1 would say 990
    ("17:45:00", "17:45:00"),
    ("no", "no"),
    ("on", "on"),
    ("Yes", "Yes"),
    ("True", "True"),  # only the small letters are a truth value
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("Null", "Null"),
    ("'null'", "null"),
    ("0", 0),
    ("12", 12),
    ("-3", -3),
    ("+3", "+3"),
    ("-0", "-0"),
    ("007", "007"),
    ("0571", "0571"),
    ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("999999999999999", 999_999_999_999_999),  # 15 digits
    ("9999999999999999", "9999999999999999"),  # 16 digits
    ("0.5", 0.5),
    ("-38.55", -38.55),
    ("3.10", 3.1),
    (".5", ".5"),
    ("5.", "5."),
    ("1e3", "1e3"),
    ("1.0e3", "1.0e3"),
    (".nan", ".nan"),
    (".inf", ".inf"),
    ("2026-09-01", "2026-09-01"),
    ("'12'", "12"),
    ('"true"', "true"),
    ("五年级1班", "五年级1班"),
    ("注意：带水杯", "注意：带水杯"),
    ("http://example.org/a:b", "http://example.org/a:b"),
    ("a#b", "a#b"),
    ("12 # dozen", 12),
    ("=", "="),
    ("[]", []),
    ("{}", {}),
    ("[1, '1', no]", [1, "1", "no"]),
    ("{a: 1, b}", {"a": 1, "b": None}),
    ("[[1, 2], [3]]", [[1, 2], [3]]),
    ("|\n  two\n  lines", "two\nlines\n"),
    (">\n  one\n  line", "one line\n"),
    ('"tab\\tinside"', "tab\tinside"),
    ("'it''s'", "it's"),
    ("😀", "😀"),
    ("两行\n  文字", "两行 文字"),
    ("'<<'", "<<"),
    ("13.912345678", 13.912345678),
]

# The file, the place of the first finding, and words its English rule must hold.
BROKEN: list[tuple[str, str, str]] = [
    ("", "1:1", "empty"),
    ("# nothing\n", "1:1", "empty"),
    ("---\n", "1:1", "empty"),
    ("hello", "1:1", "name: value"),
    ("[1, 2]", "1:1", "name: value"),
    ("- a\n- b\n", "1:1", "name: value"),
    ("'quoted'", "1:1", "name: value"),
    ("名称：甲\n", "1:3", "full-width colon"),
    ("名称：甲\n年级: 3\n", "1:3", "full-width colon"),
    ("name: x\n名称：甲\n", "2:3", "full-width colon"),
    ("school:\n  名称：甲\n  年级：3\n", "2:5", "full-width colon"),
    ("a: 1\n名称：甲\nb: 2\n", "2:3", "full-width colon"),
    ("name:x\nb: 2\n", "1:5", "without a space"),
    ("a: 1\nname:x\n", "2:5", "without a space"),
    ("a: 1\nname\nb: 2\n", "2:1", "no colon"),
    ("a: b: c\n", "1:5", "unexpected colon"),
    ("a: 1\n  b: 2\n", "2:4", "unexpected colon"),
    ("a:\n  b: 1\n c: 2\n", "3:2", "indentation"),
    ("a:\n    - b\n   - c\n", "3:4", "indentation"),
    ("a:\n- 1\n-2\n", "3:1", "dash, a space"),
    ("a: - 1\n", "1:4", "starts on its own line"),
    ("a:\n\tb: 1\n", "2:1", "tab"),
    ("a: 1\n\tb: 2\n", "2:1", "tab"),
    ("a:\n  b: 1\n  \tc: 2\n", "3:3", "tab"),
    ("a: [1, 2\nb: 3\n", "1:4", "bracket"),
    ("a: {b: 1, c\n", "1:4", "bracket"),
    ("a: [1, 2]]\n", "1:10", "brackets"),
    ("a: 'x\nb: 3\n", "1:4", "quote is never closed"),
    ('a: 1\nb: "x\n', "2:4", "quote is never closed"),
    ("a: 'x' y\n", "1:8", "quotes"),
    ('a: "\\q"\n', "1:5", "backslash"),
    ('a: "\\0"\n', "1:4", "NUL"),
    ('a: "x\\u200B"\n', "1:4", "U+200B"),
    ("a: @x\n", "1:4", "quotes"),
    ("a: `x`\n", "1:4", "quotes"),
    ("a: %x\n", "1:4", "quotes"),
    ("a: *\n", "1:4", "quotes"),
    ("a: &x 1\n", "1:4", "anchors"),
    ("a: &x 1\nb: *x\n", "1:4", "anchors"),
    ("b: *x\n", "1:4", "aliases"),
    ("a: !!int 3\n", "1:4", "tags"),
    ("a: !!python/object/apply:os.system [ls]\n", "1:4", "tags"),
    ("a: !local {b: 1}\n", "1:4", "tags"),
    ("a: ! x\n", "1:4", "tags"),
    ("a: 1\n<<: {b: 2}\n", "2:1", "merge keys"),
    ("a: 1\nb: 2\na: 3\n", "3:1", "first on line 1"),
    ("t:\n  T01: {x: 1}\n  T02: {x: 1, x: 2}\n", "3:15", "first on line 3"),
    ("1: a\n'1': b\n", "2:1", "first on line 1"),
    ("? [a]\n: 1\n", "1:3", "plain text"),
    ("{a: 1}: 2\n", "1:1", "plain text"),
    (": 1\n", "1:1", "name is missing"),
    ("'': 1\n", "1:1", "name is missing"),
    ("a: 1\n: 2\n", "2:1", "name is missing"),
    ("a: 1\n---\nb: 2\n", "2:1", "second document"),
    ("%YAML 2.0\n---\na: 1\n", "1:1", "YAML 1.x"),
    ("%TAG ! tag:x,2000:\n---\na: 1\n", "1:1", "%TAG"),
    ("a: |x\n  b\n", "1:5", "next line"),
    ("{a: 1}\nb: 2\n", "2:1", "after the end"),
    ("a: [1，2]\n", "1:5", "full-width comma"),
    ("a: x\nb: \0y\n", "2:4", "NUL"),
    ("a: x\nb: T\u200b01\n", "2:5", "U+200B"),
    ("a: x\n\ufeffb: 1\n", "2:1", "U+FEFF"),
    ("a: x\u2028b: 1\n", "1:5", "U+2028"),
    ("a: \ufffd\n", "1:4", "U+FFFD"),
    ("a:\n  b: 13912345678\n", "2:6", "mobile number"),
    ("a: 王 139-1234-5678\n", "1:4", "mobile number"),
    ("13912345678: x\n", "1:1", "mobile number"),
    ("a: 11010519491231002X\n", "1:4", "identity number"),
    ("a: " + "[" * 41 + "]" * 41, "1:43", "40 levels"),  # the mapping and 39 lists fill columns 4 to 42
]


def refusal(text: str) -> InputRefused:
    """What reading `text` raises."""
    with pytest.raises(InputRefused) as caught:
        parse_yaml(text, "f.yaml")
    return caught.value


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("written", "meant"), ODD_BUT_VALID)
def test_odd_values_mean_what_a_planner_means(written: str, meant: Any, loader: Any) -> None:
    """Each value reads the same with either parser, type included."""
    value = parse_yaml(f"v: {written}\n", "f.yaml", loader).data["v"]
    assert (value, type(value)) == (meant, type(meant))


@pytest.mark.parametrize(("text", "place", "words"), BROKEN, ids=[repr(row[0])[:40] for row in BROKEN])
def test_broken_files_are_refused_at_their_place(text: str, place: str, words: str) -> None:
    """The first finding names the exact line and column and says what is wrong."""
    first = refusal(text).findings[0]
    assert first.place == f"f.yaml:{place}"
    assert words in first.rule
    assert any("\u4e00" <= character <= "\u9fff" for character in first.rule_zh)


@pytest.mark.parametrize("text", [row[0] for row in BROKEN], ids=[repr(row[0])[:40] for row in BROKEN])
def test_the_slower_parser_refuses_them_too(text: str) -> None:
    """Without the C library the same files are refused."""
    with pytest.raises(InputRefused):
        parse_yaml(text, "f.yaml", yaml.SafeLoader)


def test_every_fault_is_listed_once_and_in_order() -> None:
    """A duplicate, a tag, an anchor and a second duplicate: four findings by line."""
    found = refusal("a: 1\na: 2\nb: !x 1\nc: &y 1\na: 3\n").findings
    assert [finding.line for finding in found] == [2, 3, 4, 5]


def test_findings_before_a_syntax_error_are_kept() -> None:
    """A duplicate on line 2 and an open quote on line 3 are both told."""
    assert [finding.line for finding in refusal("a: 1\na: 2\nb: 'x\n").findings] == [2, 3]


def test_marks_of_keys_values_and_items() -> None:
    """Every key, value, list and item has its own place, counted in characters."""
    document = parse_yaml("教师:\n  T01: {max: 12}\nclubs:\n  - 足球\n", "s.yaml")
    assert document.marks[("教师", "T01", "max")] == Mark("s.yaml", 2, 14)  # `  T01: {max: ` is 13 characters
    assert document.key_marks[("教师", "T01", "max")] == Mark("s.yaml", 2, 9)
    assert document.marks[("教师", "T01")] == Mark("s.yaml", 2, 8)
    assert document.marks[("clubs",)] == Mark("s.yaml", 4, 3)
    assert document.marks[("clubs", 0)] == Mark("s.yaml", 4, 5)
    assert document.marks[()] == Mark("s.yaml", 1, 1)


def test_a_missing_field_is_placed_at_its_nearest_ancestor() -> None:
    """A field nobody wrote points at the record that lacks it."""
    document = parse_yaml("teachers:\n  T01: {max: 12}\n", "s.yaml")
    assert document.mark(("teachers", "T01", "skills")) == Mark("s.yaml", 2, 8)
    assert document.key_mark(("teachers", "T01", "skills")) == Mark("s.yaml", 2, 3)
    assert document.written(("teachers", "T01", "skills")) == ""


def test_written_text_outlives_the_number_made_of_it() -> None:
    """3.10 is the number 3.1, and a message can still repeat 3.10."""
    document = parse_yaml("a: 3.10\nb: [~, x]\n", "s.yaml")
    assert document.written(("a",)) == "3.10"
    assert document.written(("b", 0)) == "~"
    assert document.written(("b", 1)) == "x"
    assert document.written(("b",)) == "[...]"


def test_a_finding_reads_like_a_compiler_message() -> None:
    """File, line, column, field, rule, what was written, and the nearest word, in both languages."""
    document = parse_yaml("teachers:\n  T01:\n    max_per_week: 12\n", "school.yaml")
    finding = document.finding(("teachers", "T01", "max_per_week"), "must be <= 10", "不得大于 10", "ten")
    assert str(finding) == (
        "school.yaml:3:19: teachers.T01.max_per_week: must be <= 10 (you wrote 12); did you mean ten?"
    )
    assert finding.say("zh") == (
        "school.yaml:3:19: teachers.T01.max_per_week：不得大于 10（您写的是 12）；是不是 ten？"
    )
    at_key = document.finding(("teachers", "T01"), "unknown", "未知", at_key=True)
    assert str(at_key) == "school.yaml:2:3: teachers.T01: unknown"


def test_paths_are_written_with_dots_and_brackets() -> None:
    """List positions stand in brackets, keys after dots."""
    assert format_path(("clubs", 2, "days", 0)) == "clubs[2].days[0]"


def test_keys_become_their_text() -> None:
    """Numbers, words and clock times used as names stay as written."""
    assert list(parse_yaml("1: a\ntrue: b\n16:30: c\n~: d\nno: e\n", "f").data) == [
        "1",
        "true",
        "16:30",
        "~",
        "no",
    ]


def test_a_mobile_number_is_not_repeated_in_the_message() -> None:
    """A log of refusals must not leak what was refused."""
    message = str(refusal("a: 13912345678\n"))
    assert "13912345678" not in message
    assert "139********" in message


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        ("a: 1\n名称: 甲\n".encode("gb18030"), "2:1", "GB18030"),
        ("a: 1\n".encode("utf-16"), "1:1", "UTF-16"),
        (b"a: 1\nb: x\xff\n", "2:5", "not UTF-8"),
        (b"\xef\xbb\xbfa: x\xff\n", "1:5", "not UTF-8"),
        ("名称: ".encode() + b"\xff\n", "1:5", "not UTF-8"),
        (b"#" * (MAX_BYTES + 1), "1:1", "larger than 2 MB"),
    ],
    ids=["gbk", "utf16", "byte", "byte after a byte-order mark", "byte after Chinese", "large"],
)
def test_files_in_another_encoding_are_named(raw: bytes, place: str, words: str, tmp_path: Path) -> None:
    """GBK and UTF-16 are called by name; a stray byte is placed at its character."""
    file = tmp_path / "school.yaml"
    file.write_bytes(raw)
    with pytest.raises(InputRefused) as caught:
        read_yaml(file)
    assert caught.value.findings[0].place == f"{file}:{place}"
    assert words in caught.value.findings[0].rule


def test_a_byte_order_mark_and_windows_lines_are_welcome(tmp_path: Path) -> None:
    """A file from a Windows editor reads the same, with the same places."""
    file = tmp_path / "school.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    document = read_yaml(file)
    assert document.data == {"a": 1, "b": 2}
    assert document.marks[("b",)] == Mark(str(file), 2, 4)
    assert document.key_marks[("a",)] == Mark(str(file), 1, 1)


@pytest.mark.parametrize("name", ["absent.yaml", ".", "nul\0.yaml"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are findings, not tracebacks."""
    with pytest.raises(InputRefused, match=r":1:1: (there is no such file|cannot be read)"):
        read_yaml(tmp_path / name)
