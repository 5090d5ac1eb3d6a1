"""Files as text, and the place of every value in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.config.finding import Finding, InputRefused, place, visible

FieldPath = tuple[str | int, ...]
"""Where a value lives in a document: mapping keys as text, list positions as integers from 0."""

_BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]"
)
_LINE_BREAK = re.compile("\r\n|\n|\r")
_BAD_CHARACTERS_LISTED = 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; `line` and `column` count from 1, in characters, or in the cells of a sheet.

    `cell` names a place of a workbook as its reader knows it: `C101!D7`.
    """

    file: str
    line: int
    column: int
    cell: str = ""

    def __str__(self) -> str:
        return place(self.file, self.line, self.column, self.cell)

    def finding(self, path: FieldPath | str, value: str, rule: str, rule_zh: str, hint: str | None = None) -> Finding:
        """A finding at this place."""
        shown = path if isinstance(path, str) else format_path(path)
        return Finding(self.file, self.line, self.column, shown, visible(value), rule, rule_zh, hint, self.cell)


@dataclass(frozen=True)
class Document:
    """Plain data (dict, list, str, int, float, bool, None) and where each piece was written.

    `marks` holds the place of every value and `key_marks` of every mapping key, by path; `texts` holds the
    characters a planner wrote for each scalar that is not text (`3.10` reads as 3.1 but stays `3.10` here), and
    `removed` where a layer deleted what an earlier one held.
    """

    data: Any
    marks: Mapping[FieldPath, Mark]
    file: str
    key_marks: Mapping[FieldPath, Mark] = field(default_factory=dict)
    texts: Mapping[FieldPath, str] = field(default_factory=dict)
    removed: Mapping[FieldPath, Mark] = field(default_factory=dict)

    def mark(self, path: FieldPath) -> Mark:
        """Where the value at `path` was written; for a path nobody wrote, its nearest written ancestor."""
        return _nearest_mark(self.marks, path) or Mark(self.file, 1, 1)

    def key_mark(self, path: FieldPath) -> Mark:
        """Where the key of `path` was written; its value in a list; for an unwritten path its ancestor."""
        for length in range(len(path), 0, -1):
            found = self.key_marks.get(path[:length]) or self.marks.get(path[:length])
            if found is not None:
                return found
        return self.mark(())

    def written(self, path: FieldPath) -> str:
        """The value at `path` as the planner wrote it; `{...}` or `[...]` for collections, or nothing.

        Inside a single value, which may stand for a list of one, that value.
        """
        if path in self.texts:
            return self.texts[path]
        value: Any = self.data
        for length, step in enumerate(path):
            if not isinstance(value, list | dict):
                return self.written(path[:length])
            items = dict(enumerate(value)) if isinstance(value, list) else value
            if step not in items:
                return ""
            value = items[step]
        return _shown(value)

    def finding(
        self, path: FieldPath, rule: str, rule_zh: str, hint: str | None = None, at_key: bool = False
    ) -> Finding:
        """A finding about `path`, placed at its value, or at its key when the key itself is at fault."""
        if at_key:
            return self.key_mark(path).finding(path, "", rule, rule_zh, hint)
        return self.mark(path).finding(path, self.written(path), rule, rule_zh, hint)


def format_path(path: FieldPath) -> str:
    """`("clubs", 2, "name")` as `clubs[2].name`; very long keys are cut."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{visible(step, 40)}"
    return text.removeprefix(".")


def walk(value: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The path of `value` and of everything inside it, outermost first, in the order written."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*path, index))


def read_bytes(path: str | Path, limit: int) -> bytes:
    """The file's bytes. Raises InputRefused when it cannot be read or holds more than `limit` bytes."""
    file = str(path)
    try:
        if not Path(path).is_file():
            raise _file_refused(file, "there is no such file", "找不到这个文件")
        with open(path, "rb") as stream:
            raw = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _file_refused(file, f"cannot be read: {reason}", f"无法读取：{reason}") from error
    if len(raw) > limit:
        size = f"{limit / 1_000_000:g} MB"
        raise _file_refused(file, f"larger than {size}; split the file", f"超过 {size}，请拆分文件")
    return raw


def decode(raw: bytes, file: str, *, accept_gb: bool = False) -> str:
    """Text of a UTF-8 file (a leading byte-order mark is dropped), or GB18030 where `accept_gb` allows it.

    Raises InputRefused naming the encoding the file seems to have, at its first character that is not ASCII, else at
    the first byte that is not UTF-8.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _file_refused(
            file, "saved as UTF-16 (Unicode text); save it as UTF-8", "文件是 UTF-16 编码，请另存为 UTF-8"
        )
    plain = raw.removeprefix(_BYTE_ORDER_MARK)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _as_gb18030(raw) if plain == raw else None
        if text is not None and accept_gb:
            return text
        raise InputRefused(
            [_bad_byte(plain, file, error.start, text, "UTF-8 or GB18030" if accept_gb else "UTF-8")]
        ) from None


def check_characters(text: str, file: str) -> None:
    """Refuse characters no editor shows: control characters, zero-width and direction marks, odd line ends.

    Raises InputRefused with the first 20 of them, each at its line and column.
    """
    findings: list[Finding] = []
    for found in _BAD_CHARACTER.finditer(text):
        if len(findings) == _BAD_CHARACTERS_LISTED:
            break
        mark = mark_at(text, found.start(), file)
        findings.append(mark.finding("", "", *_invisible(found.group())))
    if findings:
        raise InputRefused(findings)


def invisible_rule(text: str) -> tuple[str, str] | None:
    """The rule (English, Chinese) broken by the first invisible character in `text`, or None."""
    found = _BAD_CHARACTER.search(text)
    return None if found is None else _invisible(found.group())


def _invisible(character: str) -> tuple[str, str]:
    name = "NUL (U+0000)" if character == "\0" else f"U+{ord(character):04X}"
    return (
        f"invisible character {name}; delete it and retype the text around it",
        f"含有看不见的字符 {name}，请删除并重新输入这一处",
    )


def mark_at(text: str, offset: int, file: str) -> Mark:
    """The place of a character offset in `text`."""
    line, start = 1, 0
    for found in _LINE_BREAK.finditer(text, 0, offset):
        line, start = line + 1, found.end()
    return Mark(file, line, offset - start + 1)


def _nearest_mark(marks: Mapping[FieldPath, Mark], path: FieldPath) -> Mark | None:
    for length in range(len(path), -1, -1):
        if path[:length] in marks:
            return marks[path[:length]]
    return None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{...}" if value else "{}"
    if isinstance(value, list):
        return "[...]" if value else "[]"
    return str(value)


def _as_gb18030(raw: bytes) -> str | None:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _bad_byte(raw: bytes, file: str, offset: int, gb: str | None, allowed: str) -> Finding:
    if gb is not None:
        mark = mark_at(gb, next(at for at, letter in enumerate(gb) if not letter.isascii()), file)
        return mark.finding("", "", "saved as GBK/GB18030; save it as UTF-8", "文件是 GBK/GB18030 编码，请另存为 UTF-8")
    before = raw[:offset].decode("utf-8")
    mark = mark_at(before, len(before), file)
    return mark.finding(
        "",
        f"0x{raw[offset]:02X}",
        f"this byte is not UTF-8 text; save the file as {allowed}",
        f"此处不是 UTF-8 文本，请另存为 {allowed.replace(' or ', ' 或 ')}",
    )


def _file_refused(file: str, rule: str, rule_zh: str) -> InputRefused:
    return InputRefused([Mark(file, 1, 1).finding("", "", rule, rule_zh)])
